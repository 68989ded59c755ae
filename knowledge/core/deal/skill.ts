import * as z from "zod";
import { CoachingTopic, CrmField, CrmRecord } from "../events/crm.ts";
import type { SignalAuthor, SignalKind } from "../events/signal.ts";
import { Evidence, FactClaim, type ReadFact } from "../facts/fact.ts";
import { type Catalogue, Offer } from "../facts/offering.ts";
import type { Style } from "../learning/style.ts";
import type { MemoryItem, Workstream } from "../memory/item.ts";
import type { Pack } from "../methodology/pack.ts";
import type { Span } from "../reasoning/span.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import { ContactId, type DealId, type SignalId, SkillName } from "../vocabulary/ids.ts";
import { FACT_VALUE_CHARS_MAX, MAIL_BODY_CHARS_MAX, RECIPIENTS_MAX } from "../vocabulary/limits.ts";
import type { MemoryKind } from "../vocabulary/memory.ts";
import type { Region } from "../vocabulary/region.ts";
import { Stage } from "../vocabulary/stage.ts";
import type { Instant } from "../vocabulary/time.ts";
import type { SaidBefore } from "./said-before.ts";
import type { CalendarEntry, Signature, SpeakerTurn } from "./signal-record.ts";

export type SignalText = {
	readonly id: SignalId;
	readonly kind: SignalKind;
	readonly author: SignalAuthor;
	/** When its author sent it, where that is known and not in our future; else when it reached us. */
	readonly receivedAt: Instant;
	readonly from: ContactId | null;
	readonly subject: string | null;
	/** The stored text, whole. Evidence offsets point into it. */
	readonly text: string;
	/** What its author wrote here and now: the rest of `text` is quoted history, or a signature. In order, not overlapping. */
	readonly visible: readonly Span[];
	/** Its author's own signature block, with what stands in it. */
	readonly signature: Signature | null;
	/** Texts of attachments, each a part of `text`. They came with the signal; who wrote them is not known. */
	readonly attached: readonly (Span & { readonly name: string })[];
	/** Others of the sender's company in To and Cc, by name. */
	readonly addressees: readonly { readonly name: string; readonly address: string }[];
	/** Who said what, for a conversation; `visible` then holds the buyer's turns. Empty for anything else. */
	readonly turns: readonly SpeakerTurn[];
	/** An invitation, or its change. */
	readonly calendar: CalendarEntry | null;
};

/** Somebody on the buyer's side whom this deal may write to, with what their own signature says. */
export type DealContact = {
	readonly id: ContactId;
	readonly name: string;
	readonly address: string;
	readonly title: string | null;
	readonly phone: string | null;
	readonly company: string | null;
};

/** Something that happened before, in a line. */
export type HistoryLine = {
	readonly at: Instant;
	readonly by: SignalAuthor;
	/** `sent`: a mail that left through us. */
	readonly kind: SignalKind | "sent";
	readonly subject: string | null;
	/** Its first words. */
	readonly gist: string;
	/** Who said what in it, cut to a bound; no prompt shows it. Absent where its text is gone, or from before it was kept. */
	readonly said?: readonly SaidBefore[];
};

/** The customer record as a skill sees it. */
export type ReadCrm = Readonly<Record<string, Readonly<Partial<Record<CrmField, string | null>>>>>;

/** Everything that a skill is given. Small, complete and journaled to the letter: the same input gives the same answer. */
export type SkillInput = {
	readonly task: string;
	readonly now: Instant;
	readonly deal: { readonly id: DealId; readonly name: string; readonly stage: Stage; readonly region: Region };
	/** What woke the deal, or the latest signal when a person or the clock did. */
	readonly signal: SignalText | null;
	readonly facts: readonly ReadFact[];
	readonly contacts: readonly DealContact[];
	/** In whose name a draft is written. */
	readonly sender: { readonly name: string; readonly organisation: string };
	/** How that person writes, where their edits showed it. */
	readonly style?: Style;
	readonly handoff: { readonly from: SkillName; readonly task: string } | null;
	/** What the tenant sells. Empty unless the skill's `sees` asks for it; so are the next two. */
	readonly catalogue: Catalogue;
	/** The latest first, without the signal that is read. */
	readonly history: readonly HistoryLine[];
	readonly crm: ReadCrm;
	/** The methods that the tenant sells by, the first the foremost. Empty unless the skill's `sees` asks for them. */
	readonly packs: readonly Pack[];
	/** S3-05: what the account remembers of the buyer's company. In prompts alone; absent where there is nothing. */
	readonly memory?: readonly MemoryItem[];
};

export const LearnFact = z.strictObject({ type: z.literal("learn-fact"), claim: FactClaim });

/** Names contacts, never addresses: where a mail may go is the runtime's knowledge. */
export const DraftEmail = z.strictObject({
	type: z.literal("draft-email"),
	to: z.array(ContactId).min(1).max(RECIPIENTS_MAX),
	subject: z.string().min(1).max(250),
	body: z.string().min(1).max(MAIL_BODY_CHARS_MAX),
	/** Why this mail, for the person who approves it. */
	why: z.string().min(1).max(400),
	/** The prices that it states. Without it a draft states none of ours. */
	offer: Offer.optional(),
});

/** One field of the customer record. */
export const UpdateCrm = z.strictObject({
	type: z.literal("update-crm"),
	record: CrmRecord,
	field: CrmField,
	value: z.string().min(1).max(FACT_VALUE_CHARS_MAX),
	why: z.string().min(1).max(400),
	evidence: z.array(Evidence).max(5),
});

/** To the rep alone. */
export const CoachRep = z.strictObject({
	type: z.literal("coach-rep"),
	topic: CoachingTopic,
	note: z.string().min(1).max(600),
	evidence: z.array(Evidence).max(3),
});

export const MoveStage = z.strictObject({
	type: z.literal("move-stage"),
	to: Stage,
	why: z.string().min(1).max(400),
	evidence: z.array(Evidence).max(5),
});

export const AskHuman = z.strictObject({ type: z.literal("ask-human"), why: z.string().min(1).max(400) });

/** S0-94: asks the supervisor to wake another skill. It becomes a committed row before anything runs. */
export const HandOff = z.strictObject({
	type: z.literal("hand-off"),
	to: SkillName,
	task: z.string().min(1).max(400),
	priority: z.enum(["critical", "high", "normal", "low"]),
});

export const Proposal = z.discriminatedUnion("type", [
	LearnFact,
	DraftEmail,
	MoveStage,
	AskHuman,
	HandOff,
	UpdateCrm,
	CoachRep,
]);
export type Proposal = z.infer<typeof Proposal>;
export type ProposalType = Proposal["type"];

/** Of one answer. A bound keeps one bad answer from filling a deal. */
export const PROPOSALS_MAX = 60;

/** What a reasoner answers, whichever it is. */
export const SkillOutput = z.strictObject({
	proposals: z.array(Proposal).max(PROPOSALS_MAX),
	/** One or two sentences: what was decided and why. */
	summary: z.string().min(1).max(400),
});
export type SkillOutput = z.infer<typeof SkillOutput>;

/** A skill's own rule about one of its proposals. The runtime's rules come first and cannot be lifted here. */
export type Judgement =
	| { readonly type: "pass" }
	| { readonly type: "reject"; readonly rule: string; readonly reason: string };

/** A SOUL in parts; each of the three is required. */
export type Soul = {
	readonly identity: string;
	readonly responsibilities: readonly string[];
	readonly prohibitions: readonly string[];
	/** The document as it stands. */
	readonly text: string;
};

/** S0-05: which latency class a skill works in. */
export type SkillGroup = "deal-coordination" | "customer-interaction" | "analytics";

/** S0-55: what a skill is shown beside its task, the signal, the contacts and the deal in a line. */
export type Sees = {
	/** Which known facts. */
	readonly facts: readonly FactKey[] | "all";
	readonly catalogue: boolean;
	readonly history: boolean;
	readonly crm: boolean;
	/** Without it none. */
	readonly packs?: boolean;
	/** Which of what is remembered concerns its work. Without it, what answers the text that it reads. */
	readonly memory?: {
		/** Of these, what is warm is told unasked. */
		readonly workstreams: readonly Workstream[];
		readonly kinds: readonly MemoryKind[];
		/** Nothing of these kinds, facts with them, ever stands in its prompt. */
		readonly never: readonly MemoryKind[];
	};
};

/** All that the supervisor needs to know of an agent. */
export type Skill = {
	readonly name: SkillName;
	/** Raised with every change of SOUL or rules: steps record it, and caches key on it. */
	readonly version: number;
	readonly group: SkillGroup;
	readonly soul: Soul;
	/** Least privilege: a proposal of another type is refused whatever the reasoner says. */
	readonly mayPropose: readonly ProposalType[];
	/** How many proposals of a type one step may make; of a type that is not named, as many as an answer holds. */
	readonly atMost?: Readonly<Partial<Record<ProposalType, number>>>;
	/** Whether its drafts may name a price: one skill's work, and nobody else's. */
	readonly mayOffer: boolean;
	/** The only facts that it may claim. */
	readonly factKeys: readonly FactKey[];
	readonly sees: Sees;
	/** The rules reasoner: deterministic, complete, synchronous. */
	reason(input: SkillInput): SkillOutput;
	judge(input: SkillInput, proposal: Proposal): Judgement;
};
