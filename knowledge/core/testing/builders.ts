import type { ApproveDeps, Decision } from "../deal/approval.ts";
import type { DealContact, Proposal, SignalText, Skill, SkillInput } from "../deal/skill.ts";
import type { OpenApproval } from "../facts/blackboard.ts";
import type { Evidence, FactClaim } from "../facts/fact.ts";
import { NOTHING_TO_SELL } from "../facts/offering.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import type { SignalId } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { EVERY_SCOPE, type Principal, type Role } from "../vocabulary/principal.ts";
import type { Stage } from "../vocabulary/stage.ts";
import { HOUR_MS } from "../vocabulary/time.ts";
import { NOW, type TestDeal } from "./deal.ts";
import { contactNo, DEAL, MAIL, NADIA, SAM, signalNo, skillNamed, TENANT } from "./ids.ts";

export const aPrincipal = (roles: readonly Role[], changes: Partial<Principal> = {}): Principal => ({
	tenant: TENANT,
	kind: "user",
	id: SAM,
	roles,
	region: "emea",
	dealScope: null,
	scopes: EVERY_SCOPE,
	token: null,
	exp: NOW + HOUR_MS,
	...changes,
});

/** The rep of the tests' deal, and the human of its region. */
export const REP = aPrincipal(["rep"]);
export const HUMAN = aPrincipal(["regional-human"], { id: NADIA });

export const MARA: DealContact = {
	id: contactNo(1),
	name: "Mara Ellingsen",
	address: "mara.ellingsen@brightfen.example",
	title: null,
	phone: null,
	company: null,
};

/** The last line is quoted: not what its author wrote here. */
export const TEXT = "We have EUR 40,000 for this.\nWe must be live by March.\n> EUR 10 is all we have";

export const aSignal = (changes: Partial<SignalText> = {}): SignalText => ({
	id: signalNo(1),
	kind: "email",
	author: "buyer",
	receivedAt: NOW,
	from: MARA.id,
	subject: "Pricing",
	text: TEXT,
	visible: [{ start: 0, end: TEXT.indexOf("\n>") }],
	signature: null,
	attached: [],
	addressees: [],
	turns: [],
	calendar: null,
	...changes,
});

export const anInput = (changes: Partial<SkillInput> = {}): SkillInput => ({
	task: "test",
	now: NOW,
	deal: { id: DEAL, name: "Brightfen Mobile", stage: "PROSPECTING", region: "emea" },
	signal: aSignal(),
	facts: [],
	contacts: [MARA],
	sender: { name: "Sam Okafor", organisation: "Skyvera" },
	handoff: null,
	catalogue: NOTHING_TO_SELL,
	history: [],
	crm: {},
	packs: [],
	...changes,
});

/** Where a quote stands in a text. */
export function quoteOf(quote: string, signal: SignalId = signalNo(1), text: string = TEXT): Evidence {
	const start = text.indexOf(quote);
	invariant(start >= 0, `«${quote}» does not stand in the text`);
	return { signal, quote, start, end: start + quote.length };
}

export const aClaim = (key: FactKey, value: string, changes: Partial<FactClaim> = {}): FactClaim => ({
	key,
	value,
	confidence: 0.8,
	evidence: [quoteOf("EUR 40,000")],
	...changes,
});

type Of<T extends Proposal["type"]> = Extract<Proposal, { type: T }>;

export const learn = (key: FactKey, value: string, changes: Partial<FactClaim> = {}): Of<"learn-fact"> => ({
	type: "learn-fact",
	claim: aClaim(key, value, changes),
});

export const draftOf = (changes: Partial<Of<"draft-email">> = {}): Of<"draft-email"> => ({
	type: "draft-email",
	to: [MARA.id],
	subject: "Re: Pricing",
	body: "Hi Mara,\n\nThank you.",
	why: "She asked for a price.",
	...changes,
});

export const moveTo = (to: Stage, evidence: readonly Evidence[] = [quoteOf("EUR 40,000")]): Of<"move-stage"> => ({
	type: "move-stage",
	to,
	why: "They named a budget.",
	evidence: [...evidence],
});

export const askHuman = (why = "Is this ours?"): Of<"ask-human"> => ({ type: "ask-human", why });

export const handTo = (to: string, changes: Partial<Of<"hand-off">> = {}): Of<"hand-off"> => ({
	type: "hand-off",
	to: skillNamed(to),
	task: "Answer her question.",
	priority: "normal",
	...changes,
});

/** A skill that may do everything, unless it is told otherwise. */
export const aSkill = (name: string, changes: Partial<Omit<Skill, "name">> = {}): Skill => ({
	name: skillNamed(name),
	version: 1,
	group: "deal-coordination",
	soul: { identity: name, responsibilities: [`does what ${name} does`], prohibitions: [], text: name },
	mayPropose: ["learn-fact", "draft-email", "move-stage", "ask-human", "hand-off", "update-crm", "coach-rep"],
	mayOffer: true,
	factKeys: FactKey.options,
	sees: { facts: "all", catalogue: true, history: true, crm: true, packs: true },
	reason: () => ({ proposals: [], summary: "Nothing to do." }),
	judge: () => ({ type: "pass" }),
	...changes,
});

export const approveDeps = (deal: TestDeal, undoWindowMs = 0): ApproveDeps => ({
	lookup: deal.lookup,
	connection: MAIL,
	undoWindowMs,
	catalogue: NOTHING_TO_SELL,
});

/** A decision about an approval as it stands. */
export const decisionOn = ({ approval, digest }: OpenApproval, principal: Principal = REP): Decision => ({
	approval,
	digest,
	principal,
});
