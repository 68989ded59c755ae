import * as z from "zod";
import { CoachingTopic, CrmField, CrmRecord } from "../events/crm.ts";
import { Approver, By, RequestedAction, SkipReason, Trigger } from "../events/deal.ts";
import { FactState, Verdict } from "../events/fact.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { Sha256 } from "../vocabulary/hash.ts";
import {
	ApprovalId,
	ContactId,
	CrmChangeId,
	DealId,
	EffectKey,
	FactId,
	FlagId,
	RunId,
	SignalId,
	SkillName,
	UserId,
} from "../vocabulary/ids.ts";
import { StepModel } from "../vocabulary/model-call.ts";
import { Money } from "../vocabulary/money.ts";
import { Region } from "../vocabulary/region.ts";
import { Stage } from "../vocabulary/stage.ts";
import { Heard, Power, StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import { ContextView } from "./context.ts";

/** UTC, ISO 8601. */
export const Time = z.iso.datetime();
/** A text that was erased on request reads as null. */
export const Erasable = z.string().nullable();

/** A person's latest word about a fact: it is right, right in other words, or wrong. */
export const JudgedView = z.strictObject({ verdict: Verdict, by: UserId, at: Time, reason: Erasable });
export type JudgedView = z.infer<typeof JudgedView>;

export const FactView = z.strictObject({
	id: FactId,
	key: FactKey,
	/** As it is stored: of facts in parts with « | » between them, which an edit writes the same way. */
	value: Erasable,
	/** The same in words for a reader. */
	shown: Erasable,
	confidence: z.number(),
	state: FactState,
	judged: JudgedView.nullable(),
	validFrom: Time,
	evidence: z.array(z.strictObject({ signal: SignalId, quote: Erasable, start: z.int(), end: z.int() })),
});
export type FactView = z.infer<typeof FactView>;

export const MailboxView = z.strictObject({ address: z.string(), name: z.string() });

/** What would happen, for the person who decides. `null` once its text was erased. */
export const ArtefactView = z.discriminatedUnion("type", [
	z.strictObject({
		type: z.literal("send-email"),
		to: z.array(MailboxView),
		cc: z.array(MailboxView),
		subject: z.string(),
		body: z.string(),
		inReplyTo: z.string().nullable(),
	}),
	z.strictObject({ type: z.literal("move-stage"), from: Stage, to: Stage }),
	z.strictObject({ type: z.literal("arbitrate-fact"), key: FactKey, value: z.string(), standing: Erasable }),
]);

const EvidenceView = z.array(z.strictObject({ signal: SignalId, quote: Erasable, start: z.int(), end: z.int() }));

/** One change of the customer record. It can be undone while what it wrote still stands. */
export const CrmChangeView = z.strictObject({
	change: CrmChangeId,
	record: CrmRecord,
	field: CrmField,
	from: Erasable,
	to: Erasable,
	by: By,
	run: RunId.nullable(),
	why: Erasable,
	evidence: EvidenceView,
	undoes: CrmChangeId.nullable(),
	canUndo: z.boolean(),
	at: Time,
});
export type CrmChangeView = z.infer<typeof CrmChangeView>;

/** What a proposal rests on: facts that the same signal proved, with the words that prove them. */
const BasisView = z.array(z.strictObject({ key: FactKey, value: Erasable, signal: SignalId, quote: Erasable }));

export const ApprovalView = z.strictObject({
	id: ApprovalId,
	deal: DealId,
	dealName: Erasable,
	action: RequestedAction,
	artefact: ArtefactView.nullable(),
	/** To be sent back with the decision: it binds the decision to exactly what was shown. */
	digest: Sha256,
	version: z.int(),
	why: Erasable,
	approvers: z.array(Approver),
	by: By,
	run: RunId.nullable(),
	/** What it answers, or follows from. */
	signal: SignalId.nullable(),
	basis: BasisView,
	/** What the same run wrote into the customer record. */
	crmChanges: z.array(CrmChangeView),
	requestedAt: Time,
	expiresAt: Time,
});
export type ApprovalView = z.infer<typeof ApprovalView>;

export const EffectState = z.enum([
	"queued",
	"claimed",
	"held",
	"sent",
	"refused",
	"unknown",
	"cancelled",
	"failed",
	"rehearsed",
]);

export const EffectView = z.strictObject({
	key: EffectKey,
	approval: ApprovalId,
	type: z.literal("send-email"),
	state: EffectState,
	to: z.array(z.string()),
	subject: Erasable,
	attempts: z.int(),
	notBefore: Time,
	reason: z.string().nullable(),
	reference: z.string().nullable(),
	updatedAt: Time,
	/** Where our own copy of the mail can be read, once it was handed to the provider. */
	copy: z.string().nullable(),
});
export type EffectView = z.infer<typeof EffectView>;

export const FlagView = z.strictObject({
	id: FlagId,
	kind: z.string(),
	code: z.string(),
	detail: Erasable,
	run: RunId.nullable(),
	skill: SkillName.nullable(),
	effect: EffectKey.nullable(),
	at: Time,
});
export type FlagView = z.infer<typeof FlagView>;

export const ContactView = z.strictObject({
	id: ContactId,
	name: Erasable,
	address: Erasable,
	/** From the customer record, or else from their own signature. */
	title: Erasable,
	phone: Erasable,
	company: Erasable,
});
export type ContactView = z.infer<typeof ContactView>;

/**
 * As one deal knows them. `at`: when they last wrote or were named there, which is older than much else that changes a
 * deal. `signedAt`: when their signature last said what is known from it.
 */
export const DealContactView = ContactView.extend({ at: Time, signedAt: Time.nullable() });
export type DealContactView = z.infer<typeof DealContactView>;

export const Automation = z.enum(["active", "paused"]);

/** Somebody who matters to the deal, whether they wrote or were spoken of. */
export const StakeholderView = z.strictObject({
	fact: FactId,
	name: z.string(),
	title: z.string().nullable(),
	role: StakeholderRole,
	stance: Stance,
	power: Power,
	/** By name. */
	reportsTo: z.string().nullable(),
	heard: Heard,
	/** The contact with that name, if they have written. */
	contact: ContactId.nullable(),
	evidence: EvidenceView,
});
export type StakeholderView = z.infer<typeof StakeholderView>;

/** What a stage asks for before the next one. */
export const CriterionView = z.strictObject({
	stage: Stage,
	id: z.string(),
	/** What is asked for, in words for a rep. */
	name: z.string(),
	met: z.boolean(),
	/** The facts that show it. */
	facts: z.array(FactId),
});
export type CriterionView = z.infer<typeof CriterionView>;

/** One field of the customer record. */
export const CrmFieldView = z.strictObject({ record: CrmRecord, field: CrmField, value: Erasable, by: By, at: Time });
export type CrmFieldView = z.infer<typeof CrmFieldView>;

export const CoachingView = z.strictObject({
	topic: CoachingTopic,
	note: Erasable,
	evidence: EvidenceView,
	run: RunId,
	at: Time,
});
export type CoachingView = z.infer<typeof CoachingView>;

/** One deal as it stands. */
export const DealView = z.strictObject({
	id: DealId,
	name: Erasable,
	stage: Stage,
	/** Where the deal may go from here, by a person's hand. */
	moves: z.array(Stage),
	region: Region,
	rep: UserId.nullable(),
	automation: Automation,
	/** The number of its last event; grows with every change. */
	version: z.int(),
	updatedAt: Time,
	stateHash: Sha256,
	contacts: z.array(DealContactView),
	facts: z.array(FactView),
	approvals: z.array(ApprovalView),
	flags: z.array(FlagView),
	stakeholders: z.array(StakeholderView),
	/** Of the stage that the deal stands in and of those before it. */
	criteria: z.array(CriterionView),
	crm: z.array(CrmFieldView),
	crmChanges: z.array(CrmChangeView),
	coaching: CoachingView.nullable(),
	/** Set in a sandbox copy, from which nothing leaves. */
	fork: z.strictObject({ from: DealId, at: z.int() }).nullable(),
	working: z.boolean(),
	counts: z.strictObject({
		signals: z.int(),
		runs: z.int(),
		steps: z.int(),
		approvals: z.int(),
		sent: z.int(),
		tokens: z.int(),
		costMicros: z.int(),
	}),
});
export type DealView = z.infer<typeof DealView>;

/** A deal in a list: read from the projection, which follows the deal within moments. */
export const DealRow = z.strictObject({
	id: DealId,
	name: Erasable,
	stage: Stage,
	region: Region,
	rep: UserId.nullable(),
	automation: Automation,
	version: z.int(),
	updatedAt: Time,
	facts: z.int(),
	openApprovals: z.int(),
	flags: z.int(),
	sent: z.int(),
	/** From the customer record, as far as it can be read as what it is. */
	amount: Money.nullable(),
	closeDate: z.string().nullable(),
	nextStep: z.string().nullable(),
	nextStepDue: z.string().nullable(),
	/** The name of the company whose people most of them are. */
	company: z.string().nullable(),
});
export type DealRow = z.infer<typeof DealRow>;

export const EventView = z.strictObject({
	seq: z.int(),
	at: Time,
	correlation: z.string(),
	causation: z.int().nullable(),
	hash: Sha256,
	/** The event's own members, with hashes in place of texts. */
	event: z.looseObject({ type: z.string() }),
	/** The texts that the event names, by member, where they are short and still kept. */
	texts: z.record(z.string(), Erasable),
});
export type EventView = z.infer<typeof EventView>;

export const StepView = z.strictObject({
	step: z.int(),
	skill: SkillName,
	hop: z.int(),
	outcome: z.enum(["done", "failed", "discarded"]),
	reasoner: z.string(),
	degraded: z.boolean(),
	tokens: z.strictObject({ prompt: z.int(), output: z.int() }),
	costMicros: z.int(),
	durationMs: z.int(),
	fault: z.string().nullable(),
	at: Time,
	summary: Erasable,
	/** The exact input and output, as journaled. */
	input: Erasable,
	output: Erasable,
	/** Which models were asked, at what cost, and why the rules answered where they did. Null where none was configured. */
	model: z
		.strictObject({
			...StepModel.shape,
			/** How many of the proposals are the rules' own, beside the model's. */
			byRules: z.int(),
			/** The model's own answer to the letter, before the rules added theirs. */
			answer: Erasable,
		})
		.nullable(),
	/** What was put into its prompt and why. Null in lists of runs, for steps of before it was kept, and where it was erased. */
	context: ContextView.nullable(),
});
export type StepView = z.infer<typeof StepView>;

export const RunView = z.strictObject({
	run: RunId,
	trigger: Trigger,
	signal: SignalId.nullable(),
	state: z.enum(["owed", "started", "done", "partial", "skipped", "abandoned"]),
	requestedAt: Time,
	settledAt: Time.nullable(),
	stages: z.array(z.array(SkillName)),
	skipped: z.array(z.strictObject({ skill: SkillName, why: SkipReason })),
	handoffs: z.array(
		z.strictObject({
			from: SkillName,
			to: SkillName,
			hop: z.int(),
			priority: z.int(),
			outcome: z.string(),
			task: Erasable,
		}),
	),
	refusals: z.array(z.strictObject({ skill: SkillName, proposal: z.string(), rule: z.string(), reason: Erasable })),
	steps: z.array(StepView),
	tokens: z.int(),
	facts: z.int(),
	approvals: z.int(),
});
export type RunView = z.infer<typeof RunView>;

/** What one skill was given, and answered, by a moment of the past. */
export const GivenView = StepView.extend({ run: RunId });

/** A deal as it stood after one of its events. `moment` is null for the deal as it stands now. */
export const DealAtView = DealView.extend({
	moment: z
		.strictObject({
			seq: z.int(),
			at: Time,
			/** The event that made it so. */
			event: EventView,
			/** Of the latest run that had begun by then: each step so far, with its exact input and output. */
			given: z.array(GivenView),
		})
		.nullable(),
});
export type DealAtView = z.infer<typeof DealAtView>;

export const ForkRow = z.strictObject({
	id: DealId,
	from: DealId,
	at: z.int(),
	label: z.string(),
	by: UserId,
	createdAt: Time,
});
export type ForkRow = z.infer<typeof ForkRow>;
