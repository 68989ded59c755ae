import * as z from "zod";
import { Approver, By, RequestedAction, SkipReason, Trigger } from "../events/deal.ts";
import { FactState } from "../events/fact.ts";
import { SignalAuthor, SignalKind } from "../events/signal.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { Sha256 } from "../vocabulary/hash.ts";
import {
	ApprovalId,
	ContactId,
	DealId,
	EffectKey,
	FactId,
	FlagId,
	RunId,
	SignalId,
	SkillName,
	UserId,
} from "../vocabulary/ids.ts";
import { Region } from "../vocabulary/region.ts";
import { Stage } from "../vocabulary/stage.ts";

/** UTC, ISO 8601. */
export const Time = z.iso.datetime();
/** A text that was erased on request reads as null. */
const Erasable = z.string().nullable();

export const FactView = z.strictObject({
	id: FactId,
	key: FactKey,
	value: Erasable,
	confidence: z.number(),
	state: FactState,
	validFrom: Time,
	evidence: z.array(z.strictObject({ signal: SignalId, quote: Erasable, start: z.int(), end: z.int() })),
});
export type FactView = z.infer<typeof FactView>;

const MailboxView = z.strictObject({ address: z.string(), name: z.string() });

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
	requestedAt: Time,
	expiresAt: Time,
});
export type ApprovalView = z.infer<typeof ApprovalView>;

export const EffectState = z.enum(["queued", "claimed", "held", "sent", "refused", "unknown", "cancelled", "failed"]);

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

export const ContactView = z.strictObject({ id: ContactId, name: Erasable, address: Erasable });
export type ContactView = z.infer<typeof ContactView>;

export const Automation = z.enum(["active", "paused"]);

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
	contacts: z.array(ContactView),
	facts: z.array(FactView),
	approvals: z.array(ApprovalView),
	flags: z.array(FlagView),
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

export const SignalTextView = z.strictObject({
	signal: SignalId,
	kind: SignalKind,
	author: SignalAuthor,
	from: MailboxView.nullable(),
	subject: Erasable,
	text: Erasable,
	visible: z.array(z.strictObject({ start: z.int(), end: z.int() })),
	truncated: z.boolean(),
	at: Time,
});
export type SignalTextView = z.infer<typeof SignalTextView>;
