import * as z from "zod";
import { FeedbackAbout } from "../events/deal.ts";
import { ActionClass, AutonomyLevel } from "../learning/autonomy.ts";
import { Style } from "../learning/style.ts";
import { DealId, FactId, RunId, SkillName, UserId } from "../vocabulary/ids.ts";
import { Currency } from "../vocabulary/money.ts";
import { PLAN_SECTIONS } from "../vocabulary/plan-section.ts";
import { Heard, Power, StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import { Erasable, Time } from "./deal.ts";

/** A share, in [0,1]. */
const share = z.number().min(0).max(1);

/** Whether the crew was right to hold back, by somebody who may steer the deal. */
export const FeedbackView = z.strictObject({
	verdict: z.enum(["agree", "disagree"]),
	by: UserId,
	at: Time,
	note: Erasable,
});
export type FeedbackView = z.infer<typeof FeedbackView>;

/** Something that a run did not do, and why not. */
export const WhyView = z.strictObject({
	skill: SkillName,
	about: FeedbackAbout,
	/** The rule that kept it back, by its id; null where something broke. */
	rule: z.string().nullable(),
	/** What did not happen, in plain words. */
	what: z.string(),
	/** What the rule asks for. */
	asks: z.string().nullable(),
	/** The words that were refused. */
	text: Erasable,
	/** What would have to change. */
	change: z.string(),
	feedback: z.array(FeedbackView),
});
export type WhyView = z.infer<typeof WhyView>;

export const RunWhyView = z.strictObject({ run: RunId, items: z.array(WhyView) });
export type RunWhyView = z.infer<typeof RunWhyView>;

/** What people said of one skill's facts of one key, or of its holding back by one rule. */
export const LessonView = z.strictObject({
	skill: SkillName,
	about: z.enum(["fact", ...FeedbackAbout.options]),
	/** The fact's key, or the rule's id; empty where no rule was named. */
	subject: z.string(),
	right: z.int(),
	edited: z.int(),
	wrong: z.int(),
	agreed: z.int(),
	disagreed: z.int(),
	/** Of all that was judged, what was right as it stood, or agreed with; null where all of it was taken back. */
	share: share.nullable(),
	/** The lower end of its 95 % interval (Wilson 1927). */
	shareLow: share.nullable(),
	/** What a claim that the skill makes with confidence 0.9 is worth by now; null for rules, which no feedback changes by itself. */
	worth: share.nullable(),
});
export type LessonView = z.infer<typeof LessonView>;

/** Something that the crew does otherwise since people taught it, and what it did before. */
export const LearnedChangeView = z.strictObject({
	id: z.string(),
	what: z.enum(["calibration", "style", "autonomy", "cap"]),
	/** Whose: a skill, or the person in whose name the crew writes and acts. */
	of: z.string(),
	/** The fact's key, or the class of actions; empty for a style. */
	subject: z.string(),
	at: Time,
	from: z.string(),
	to: z.string(),
	reverted: z.boolean(),
});
export type LearnedChangeView = z.infer<typeof LearnedChangeView>;

/** What a clone may do of one class of actions by itself. */
export const AutonomyView = z.strictObject({
	person: UserId,
	action: ActionClass,
	level: AutonomyLevel,
	/** The account's policy: no level is above it. */
	cap: AutonomyLevel,
	clean: z.int(),
	decided: z.int(),
	/** The lower end of the 95 % interval of the share that was clean (Wilson 1927): what a level is earned by. */
	shareLow: share,
});

export const LearnedView = z.strictObject({
	/** The latest first. */
	changes: z.array(LearnedChangeView),
	autonomy: z.array(AutonomyView),
	styles: z.array(Style.extend({ person: UserId })),
});
export type LearnedView = z.infer<typeof LearnedView>;

/** Somebody on the political map. */
export const MappedPersonView = z.strictObject({
	name: z.string(),
	title: z.string().nullable(),
	role: StakeholderRole,
	stance: Stance,
	power: Power,
	/** By name. */
	reportsTo: z.string().nullable(),
	heard: Heard,
	/** How much their word weighs. */
	influence: share,
	/** Why, in words for a rep. */
	why: z.string(),
});
export type MappedPersonView = z.infer<typeof MappedPersonView>;

/** Who is who on the buyer's side. */
export const PoliticalMapView = z.strictObject({
	/** Who weighs most first. */
	people: z.array(MappedPersonView),
	/** Who reports to whom, by name. */
	reporting: z.array(z.strictObject({ from: z.string(), to: z.string() })),
	/** How much of what a deal of this stage should know of its people is known, and what is missing. */
	coverage: z.strictObject({ score: share, missing: z.array(z.string()) }),
	/** Why the deal hangs on one person; null where it does not. */
	alarm: z.string().nullable(),
});
export type PoliticalMapView = z.infer<typeof PoliticalMapView>;

/** One line of a plan. What it is about stands once in its section. */
export const PlanLineView = z.strictObject({
	section: z.enum(PLAN_SECTIONS),
	about: z.string(),
	text: z.string(),
	/** The facts that it is told from; none for what is missing, and for the record's next step. */
	facts: z.array(FactId),
});
export type PlanLineView = z.infer<typeof PlanLineView>;

export const PlanChangeView = PlanLineView.extend({
	op: z.enum(["added", "changed", "removed"]),
	/** The text that stood before; null for a line that is new. */
	before: z.string().nullable(),
});
export type PlanChangeView = z.infer<typeof PlanChangeView>;

/** The plan of one deal, drawn from what is known; and, where it is asked since when, from what was known then. */
export const OpportunityPlanView = z.strictObject({
	at: Time,
	lines: z.array(PlanLineView),
	since: z
		.strictObject({ seq: z.int(), at: Time, lines: z.array(PlanLineView), changes: z.array(PlanChangeView) })
		.nullable(),
});
export type OpportunityPlanView = z.infer<typeof OpportunityPlanView>;

/** What to have at hand about a vendor that the buyer named. For the rep alone. */
export const BattlecardView = z.strictObject({
	name: z.string(),
	/** Where they are good. */
	strong: z.array(z.string()),
	/** What we say for ourselves. */
	ours: z.array(z.string()),
	source: z.string(),
	/** The last day (UTC) on which it is used. */
	expires: z.iso.date(),
	/** The buyer's words that name them. */
	mentions: z.array(z.string()),
});
export type BattlecardView = z.infer<typeof BattlecardView>;

/** By what a price is asked. */
export const PriceUnitName = z.enum([
	"per-user-month",
	"per-user-year",
	"per-site-month",
	"flat-month",
	"flat-year",
	"once",
]);
export type PriceUnitName = z.infer<typeof PriceUnitName>;

/** One concession: to which price, in the currency's smallest unit, and what it is given for. */
export const PriceStepView = z.strictObject({
	unitMinor: z.int(),
	/** How much less than the price before it. */
	givesMinor: z.int(),
	getKind: z.enum(["longer-term", "more-units", "earlier-signature", "prepayment", "reference", "wider-scope"]),
	/** What to ask for, as a rep says it. */
	get: z.string(),
});
export type PriceStepView = z.infer<typeof PriceStepView>;

/** How far a price may be gone down with, and what for. For whoever answers for the deal, and nobody else. */
export const PriceGuidanceView = z.strictObject({
	currency: Currency,
	listMinor: z.int(),
	/** Below this nobody goes, whatever is got. */
	walkAwayMinor: z.int(),
	steps: z.array(PriceStepView),
	/** The step that is due; null where something is owed to us first, or no step is left. */
	next: PriceStepView.nullable(),
	/** What we gave for nothing: it is settled before anything else is given. */
	unpaid: z.array(z.string()),
	/** What they named is below the walk-away: the answer is no, with a smaller scope in its place. */
	isOutOfReach: z.boolean(),
});
export type PriceGuidanceView = z.infer<typeof PriceGuidanceView>;

/** A promise of either side, and what became of it. */
export const PromiseView = z.strictObject({
	fact: FactId,
	/** Who undertook it. */
	side: z.enum(["us", "them"]),
	who: z.string().nullable(),
	what: z.string(),
	/** The last day on which it is in time; null where none was said. */
	due: z.iso.date().nullable(),
	since: Time,
	/** Kept and withdrawn are for good; an open one is overdue once its day is over. */
	state: z.enum(["open", "kept", "overdue", "withdrawn"]),
	quotes: z.array(z.string()),
});
export type PromiseView = z.infer<typeof PromiseView>;

/** What one side gave, and what for. */
export const ConcessionView = z.strictObject({
	fact: FactId,
	who: z.enum(["us", "them"]),
	give: z.string(),
	/** Null where nothing was named. */
	get: z.string().nullable(),
	since: Time,
	/** Given, with nothing of the other side against it. */
	isUnmatched: z.boolean(),
	quotes: z.array(z.string()),
});
export type ConcessionView = z.infer<typeof ConcessionView>;

/** What was promised and given in a deal, oldest first. */
export const LedgerView = z.strictObject({
	promises: z.array(PromiseView),
	concessions: z.array(ConcessionView),
});
export type LedgerView = z.infer<typeof LedgerView>;

/** The plan of one company, made of the plans of its deals. */
export const AccountPlanView = z.strictObject({
	lines: z.array(PlanLineView),
	/** The deals that it is made of, last changed first. */
	deals: z.array(z.strictObject({ deal: DealId, name: Erasable })),
	/** How many more deals the company has, which are not in it. */
	left: z.int(),
});
export type AccountPlanView = z.infer<typeof AccountPlanView>;
