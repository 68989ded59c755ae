import type { FactKey } from "../vocabulary/fact-key.ts";
import type { PlanSection } from "../vocabulary/plan-section.ts";
import { readCommitment } from "./commitment.ts";
import { criteriaOf, isOpenAnswer } from "./exit-criteria.ts";
import type { ReadFact } from "./fact.ts";
import { type LaterText, promiseLedger } from "./ledger.ts";
import { isSameName, nameKey } from "./person-name.ts";
import type { PlanLine, PlanView } from "./plan.ts";
import { politicalMap, stakeholdersOf } from "./political-map.ts";
import { isSelling } from "./stage.ts";
import { readStakeholder } from "./stakeholder.ts";
import { partsOf } from "./subject.ts";

/** Every line that a board gives, in no order yet. */
export const linesOf = (view: PlanView): readonly PlanLine[] => {
	const facts = view.facts.filter(({ state, value }) => state !== "contradicted" && value !== null);
	const told = facts.flatMap((fact) => lineOf(fact, view));
	return [...told, ...dates(facts), ...promises(view), ...gaps(view), ...alarm(view), ...next(view)];
};

const same = (value: string): string => value.trim().toLowerCase().replace(/\s+/g, " ");

type Told = { readonly section: PlanSection; readonly about: string; readonly text: string };
type Teller = (value: string) => Told;

/** There may be many: each is about itself. */
const each =
	(section: PlanSection, lead: string): Teller =>
	(value) => ({ section, about: `${lead} ${same(value)}`, text: `${lead}: ${value}` });
/** A deal has one: another answer is a change of it. */
const one =
	(section: PlanSection, lead: string): Teller =>
	(value) => ({ section, about: lead, text: `${lead}: ${value}` });
/** About its first part; what is said of it may change. */
const about =
	(section: PlanSection, lead: string): Teller =>
	(value) => {
		const [subject = value, ...rest] = partsOf(value);
		const said = rest.filter((part) => part !== "-" && part !== "");
		return { section, about: `${lead} ${same(subject)}`, text: [subject, ...said].join(": ") };
	};

const TELLERS: Readonly<Partial<Record<FactKey, Teller>>> = {
	"bant.need": each("goal", "They want"),
	"meddic.pain": each("why-now", "Problem"),
	"bant.timeline": one("why-now", "Deadline"),
	"bant.budget": one("value", "Budget"),
	"meddic.metrics": each("value", "Figure"),
	"bant.authority": one("people", "Decides"),
	"meddic.economic-buyer": one("people", "Holds the money"),
	"meddic.champion": one("people", "Champion"),
	"meddic.decision-process": each("process", "Step"),
	"meddic.decision-criteria": each("process", "Criterion"),
	"conversation.agreed": each("process", "Agreed"),
	"discovery.requirement": each("fit", "Has to have"),
	"strategy.fit": about("fit", "Covered"),
	"strategy.gap": about("gaps", "Not covered"),
	"discovery.competitor": about("competition", "Competitor"),
};

function lineOf(fact: ReadFact, view: PlanView): readonly PlanLine[] {
	const { key, value, id } = fact;
	if (value === null || isOpenAnswer(value)) return [];
	if (key === "conversation.ask") return ask(fact, view);
	if (key === "conversation.objection") return objection(fact, view);
	if (key === "discovery.stakeholder") return person(value, id);
	if (MAY_BE_DROPPED.has(key) && isDropped(fact, view)) return [];
	if (NAMES_SOMEBODY.has(key) && isOnTheMap(value, view)) return [];
	const told = TELLERS[key]?.(value);
	return told ? [{ ...told, text: QUOTED.has(key) ? withQuote(told.text, fact) : told.text, facts: [id] }] : [];
}

/** What they wanted once, and let go of: it is named, and dropped in the same breath. */
const MAY_BE_DROPPED: ReadonlySet<FactKey> = new Set([
	"bant.need",
	"discovery.requirement",
	"discovery.competitor",
	"strategy.gap",
	"meddic.decision-criteria",
]);
const DROPS =
	/\b(?:drop(?:ped)?|scrap(?:ped)?|forget (?:it|that|them|about)|no longer (?:needs?|needed|matters?|required?|want\w*|in|an? )|not (?:needed|necessary) any ?more|(?:is|are) out\b|ruled out|out of the (?:race|running)|off the (?:list|table))\b/i;
function isDropped({ value, validFrom }: ReadFact, { later = [] }: PlanView): boolean {
	const what = partsOf(value ?? "")[0] ?? "";
	const wanted = wordsIn(what);
	const names = wordsIn((what.match(/\p{Lu}[\p{L}\d]{3,}/gu) ?? []).join(" "));
	return later.some(({ at, side, text }) => {
		if (side !== "them" || at <= validFrom) return false;
		const sentences = text.match(SENTENCE) ?? [];
		return sentences.some((sentence, i) => {
			if (!DROPS.test(sentence)) return false;
			const said = new Set(wordsIn(`${sentences[i - 1] ?? ""} ${sentence}`));
			// One word in common is a coincidence, unless it is a name.
			return names.some((name) => said.has(name)) || wanted.filter((word) => said.has(word)).length > 1;
		});
	});
}

/** Days with a purpose: the one that was named last for it stands. */
const PURPOSES: Readonly<Record<string, readonly [PlanSection, string]>> = {
	decision: ["process", "Decision"],
	"go-live": ["why-now", "Go-live"],
	"contract end": ["why-now", "End of their contract"],
};
function dates(facts: readonly ReadFact[]): readonly PlanLine[] {
	return Object.entries(PURPOSES).flatMap(([purpose, [section, lead]]): readonly PlanLine[] => {
		const named = facts.filter(({ key, value }) => key === "conversation.date" && value?.endsWith(`(${purpose})`));
		const [latest] = [...named].sort((a, b) => b.validFrom - a.validFrom || (a.id < b.id ? -1 : 1));
		if (!latest) return [];
		const text = `${lead}: ${(latest.value ?? "").replace(` (${purpose})`, "")}`;
		return [{ section, about: `date ${purpose}`, text: withQuote(text, latest), facts: [latest.id] }];
	});
}

/** What these facts hold is a day or a sum, and their words say of what. */
const QUOTED: ReadonlySet<FactKey> = new Set(["bant.timeline", "bant.budget"]);
const QUOTE_CHARS_MAX = 160;
function withQuote(text: string, { evidence }: ReadFact): string {
	const quote = evidence[0]?.quote?.replace(/\s+/g, " ").trim() ?? "";
	if (quote === "" || text.includes(quote)) return text;
	return `${text} («${quote.length > QUOTE_CHARS_MAX ? `${quote.slice(0, QUOTE_CHARS_MAX - 1)}…` : quote}»)`;
}

/** Of somebody whom the map has there is one line, and that is theirs. */
const NAMES_SOMEBODY: ReadonlySet<FactKey> = new Set(["bant.authority", "meddic.economic-buyer", "meddic.champion"]);
const isOnTheMap = (value: string, { facts }: PlanView): boolean => {
	const name = value.slice(value.lastIndexOf(":") + 1).trim();
	return stakeholdersOf(facts).some((person) => isSameName(person.name, name));
};

/** What a later text says of it settles an objection: that it is done, or holds them back no more. */
function objection(fact: ReadFact, { later = [] }: PlanView): readonly PlanLine[] {
	const value = fact.value ?? "";
	const wanted = wordsIn(value);
	const settled = later.some(
		({ at, text }) => at > fact.validFrom && SETTLES.test(text) && sharesWord(wanted, text) && !raises(text, wanted),
	);
	if (settled) return [];
	return [{ section: "risks", about: `objection ${same(value)}`, text: `Objection: ${value}`, facts: [fact.id] }];
}
const SENTENCE = /[^.!?\n]{1,600}[.!?\n]?/g;
const sharesWord = (wanted: readonly string[], text: string): boolean =>
	wordsIn(text).some((word) => wanted.includes(word));
/** The same thing, held against us once more. */
const raises = (text: string, wanted: readonly string[]): boolean =>
	(text.match(SENTENCE) ?? []).some((sentence) => STILL.test(sentence) && sharesWord(wanted, sentence));
const STILL = /\b(?:still|but|not yet|again|remains?|worr\w+|concern\w*|problem|wrong|too)\b/i;
const SETTLES =
	/\b(?:solved|settled|sorted|resolved|fixed|corrected|cleared?|answered|agreed|accept(?:ed)?|fine (?:now|with|for|by)|(?:is|are|works?|runs?) (?:now )?(?:fine|good|right|ok(?:ay)?|correct)|no longer|not (?:a problem|an issue|needed) (?:any ?more|now)|convinced|reassured|satisfied|happy (?:now|with)|off the table|withdraw|drop(?:ped)? (?:that|the|my|our)|done|attached|ready|included|possible)\b/i;
const wordsIn = (text: string): readonly string[] =>
	(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !EMPTY.has(word)).map((word) => word.slice(0, 5));
const EMPTY = new Set(
	"that this with have from they them their what when where which will would could should about there here your yours ours more than into only very just been were being does done then also some much many risk price timing trust other need".split(
		" ",
	),
);

function person(value: string, id: ReadFact["id"]): readonly PlanLine[] {
	const read = readStakeholder(value);
	if (!read) return [];
	const { name, title, role, stance } = read;
	const said = [title, role === "unknown" ? null : role, stance === "unknown" ? null : stance].filter(
		(part) => part !== null,
	);
	const text = said.length === 0 ? name : `${name}: ${said.join(", ")}`;
	return [{ section: "people", about: nameKey(name), text, facts: [id] }];
}

/** What the buyer asked and nobody has answered since. */
function ask({ value, id, validFrom }: ReadFact, { later = [] }: PlanView): readonly PlanLine[] {
	const { what, owner, who, due } = readCommitment("conversation.ask", value ?? "");
	if (owner === "us" && later.some(({ at, side }) => side === "us" && at > validFrom)) return [];
	const text = `${who ?? SIDES[owner]} (asked): ${untilDue(what, due)}`;
	return [{ section: "commitments", about: `ask ${owner} ${same(what)}`, text, facts: [id] }];
}
const SIDES = { us: "We", them: "They" } as const;
const untilDue = (what: string, due: string | null): string =>
	due === null ? what : `${what.replace(/[.;,]$/, "")}, by ${due}`;

/** What is kept or taken back is owed no more. */
const promises = ({ facts, later = [], today }: PlanView): readonly PlanLine[] =>
	promiseLedger(facts, later, today).flatMap(({ fact, side, who, what, due, since, state }): readonly PlanLine[] => {
		if (state === "kept" || state === "withdrawn" || isDone(what, side, { since, later })) return [];
		const text = `${who ?? SIDES[side]} (promised): ${untilDue(what, due)}${state === "overdue" ? ", overdue" : ""}`;
		return [{ section: "commitments", about: `${side} ${same(what)}`, text, facts: [fact] }];
	});

/** What was promised stands in a later text of the same side, and is not put off by it. */
const isDone = (
	what: string,
	side: "us" | "them",
	{ since, later }: { readonly since: number; readonly later: readonly LaterText[] },
): boolean => {
	const wanted = wordsIn(what.replace(OF_A_PROMISE, " "));
	const put = ANSWERS.test(what) ? PUT_OFF : TO_COME;
	return later.some(
		(text) =>
			text.at > since &&
			(text.text.match(SENTENCE) ?? []).some(
				(sentence) =>
					sharesWord(wanted, sentence) && (text.side === side ? !put.test(sentence) : RECEIVED.test(sentence)),
			),
	);
};
/** What was to be found out is told, be it a no. */
const ANSWERS = /\b(?:come back|get back|answer|tell|let you know|confirm|check|find out|ask|clarify)\b/i;
const PUT_OFF =
	/\b(?:will|shall|going to|yet|still|delay\w*|later|sorry|waiting|as soon as|tomorrow|next week)\b|['’]ll\b|\?\s*$/i;
/** The other side has it. */
const RECEIVED =
	/\b(?:got|received|arrived|came|thank\w*|works?|working|looks?|tried|tested|read|seen|saw|went through|have (?:it|them|your|the)|is (?:up|live|here|right|fine|good)|are (?:right|fine|good))\b/i;
const OF_A_PROMISE =
	/\b(?:mon|tues|wednes|thurs|fri)day|january|february|march|april|june|july|august|september|october|november|december|tomorrow|today|week|month|send|share|give|come|back|tell|know|answer|check|call|write|mail|over|until|before|latest\b/gi;
const TO_COME =
	/\b(?:will|shall|going to|would|could|not|yet|still|delay\w*|later|instead|sorry|waiting|as soon as|tomorrow|next week)\b|['’]ll\b|n['’]t\b|\?\s*$/i;

/** What the stage asks for and nobody has said yet, in one line: it is one thing to find out about. */
function gaps({ stage, facts }: PlanView): readonly PlanLine[] {
	const open = criteriaOf(stage, facts).filter(({ met }) => !met);
	if (open.length === 0) return [];
	const names = open.map(({ criterion }) => criterion.name.toLowerCase()).join("; ");
	return [{ section: "gaps", about: "not known", text: `Not known yet: ${names}`, facts: [] }];
}

function alarm({ stage, facts }: PlanView): readonly PlanLine[] {
	const { alarm } = politicalMap(stage, facts);
	return alarm === null
		? []
		: [{ section: "risks", about: "single thread", text: `Single thread: ${alarm}`, facts: [] }];
}

function next({ stage, crm }: PlanView): readonly PlanLine[] {
	const [what, due] = [crm.deal?.["next-step"], crm.deal?.["next-step-due"]];
	if (typeof what !== "string" || !isSelling(stage)) return [];
	const text = typeof due === "string" ? `${what}, by ${due}` : what;
	return [{ section: "next", about: "next step", text, facts: [] }];
}
