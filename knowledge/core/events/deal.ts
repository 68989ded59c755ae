import * as z from "zod";
import { FactKey } from "../vocabulary/fact-key.ts";
import { Sha256 } from "../vocabulary/hash.ts";
import {
	ApprovalId,
	ConnectionId,
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
import { ADDRESSEES_MAX } from "../vocabulary/limits.ts";
import { StepModel } from "../vocabulary/model-call.ts";
import { Role } from "../vocabulary/principal.ts";
import { Region } from "../vocabulary/region.ts";
import { Stage } from "../vocabulary/stage.ts";
import { StyleMeasure } from "../vocabulary/style.ts";
import { Instant } from "../vocabulary/time.ts";
import { CoachingTopic, CrmField, CrmRecord } from "./crm.ts";
import { Fact, KeptEvidence, Verdict } from "./fact.ts";
import { SignalAuthor, SignalKind } from "./signal.ts";

/*
 * Events hold hashes, ids, numbers and closed words, never text. `Sha256` members other than digests name a kept text.
 */

export const Trigger = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("signal"), signal: SignalId }),
	z.strictObject({ type: z.literal("tick"), count: z.int().min(1) }),
	z.strictObject({ type: z.literal("click"), by: UserId, request: z.string().max(80) }),
	z.strictObject({
		type: z.literal("retry"),
		run: RunId,
		step: z.int().min(1),
		skill: SkillName,
		by: UserId,
		request: z.string().max(80),
	}),
]);
export type Trigger = z.infer<typeof Trigger>;

export const SkipReason = z.enum([
	"agent-paused",
	"stage-closed",
	"not-subscribed",
	"nothing-to-read",
	"nothing-to-answer",
	"not-a-buyers-words",
	"draft-waiting",
	"not-asked",
	"on-hand-off",
	"nothing-of-ours",
]);
export type SkipReason = z.infer<typeof SkipReason>;

export const Approver = Role.extract(["rep", "regional-human"]);

export const By = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("agent"), skill: SkillName }),
	z.strictObject({ type: z.literal("human"), user: UserId }),
	z.strictObject({ type: z.literal("rule"), rule: z.string().max(40) }),
]);
export type By = z.infer<typeof By>;

/**
 * An action that waits for, or was decided by, a person. `digest` is the SHA-256 of the artefact's exact bytes behind its
 * salt, and the name under which it is kept: another artefact cannot have it.
 */
export const RequestedAction = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("send-email"), to: z.array(ContactId), cc: z.array(ContactId).optional() }),
	z.strictObject({ type: z.literal("move-stage"), from: Stage, to: Stage }),
	z.strictObject({ type: z.literal("arbitrate-fact"), key: FactKey, standing: FactId.nullable() }),
]);
export type RequestedAction = z.infer<typeof RequestedAction>;

export const FlagKind = z.enum([
	"step-failed",
	"effect-unknown",
	"effect-held",
	"effect-failed",
	"asked-by-agent",
	"budget",
	"turn-contended",
	"run-broken",
	"closed-deal-mail",
	"draft-withdrawn",
]);
export type FlagKind = z.infer<typeof FlagKind>;

const literal = <T extends string>(type: T) => z.literal(type);

export const DealOpened = z.strictObject({
	type: literal("deal.opened"),
	name: Sha256,
	region: Region,
	rep: UserId.nullable(),
	stage: Stage,
});

export const SignalReceived = z.strictObject({
	type: literal("conversation.signal-received"),
	signal: SignalId,
	kind: SignalKind,
	author: SignalAuthor,
	contact: ContactId.nullable(),
	/** The kept name and address of that contact. */
	card: Sha256.nullable(),
	/** The kept `SignalRecord`: text, subject, visible spans, headers for threading. */
	record: Sha256,
	empty: z.boolean(),
	/** Others of the buyer's people whom it names in its headers, with their kept name and address. */
	others: z
		.array(z.strictObject({ contact: ContactId, card: Sha256 }))
		.max(ADDRESSEES_MAX)
		.optional(),
	/** A mail of ours: what the buyer wrote before it was answered by hand. */
	answers: z.literal(true).optional(),
});

/** Work that is owed. It stands until a `run-settled` of the same run. */
export const RunRequested = z.strictObject({
	type: literal("deal.run-requested"),
	run: RunId,
	trigger: Trigger,
	/** What the skills are to read. */
	signal: SignalId.nullable(),
});

export const RunStarted = z.strictObject({
	type: literal("deal.run-started"),
	run: RunId,
	stages: z.array(z.array(SkillName)),
	skipped: z.array(z.strictObject({ skill: SkillName, why: SkipReason })),
});

export const StepSettled = z.strictObject({
	type: literal("deal.step-settled"),
	run: RunId,
	step: z.int().min(1),
	skill: SkillName,
	hop: z.int().min(0),
	/** `discarded`: paid for, but what it read had changed by the time it answered; it runs again. */
	outcome: z.enum(["done", "failed", "discarded"]),
	reasoner: z.string().max(80),
	degraded: z.boolean(),
	input: Sha256,
	output: Sha256.nullable(),
	tokens: z.strictObject({ prompt: z.int().min(0), output: z.int().min(0) }),
	costMicros: z.int().min(0),
	durationMs: z.int().min(0),
	fault: z.string().max(80).nullable(),
	/** Absent where no model was configured, and in what was written before it was kept. */
	model: z
		.strictObject({
			...StepModel.shape,
			/** The model's own answer; the output is that on the floor of the rules. */
			answer: Sha256.nullable(),
			/** How many proposals of the output are the rules' own. */
			byRules: z.int().min(0),
		})
		.optional(),
});

export const HandOffRecorded = z.strictObject({
	type: literal("deal.handoff-recorded"),
	run: RunId,
	from: SkillName,
	to: SkillName,
	hop: z.int().min(1),
	task: Sha256,
	/** S3-20 numbers, by K12: critical 80, high 60, normal 40, low 20. */
	priority: z.int().min(0).max(100),
	outcome: z.enum(["delivered", "refused-hops", "refused-unknown-skill", "refused-repeat"]),
});

export const ProposalRefused = z.strictObject({
	type: literal("deal.proposal-refused"),
	run: RunId,
	skill: SkillName,
	proposal: z.string().max(40),
	rule: z.string().max(40),
	reason: Sha256,
	/** The kept words that were proposed; absent in logs from before they were kept. */
	about: Sha256.optional(),
});

export const FactLearned = z.strictObject({
	type: literal("deal.fact-learned"),
	run: RunId.nullable(),
	skill: SkillName.nullable(),
	fact: Fact,
});

export const StageChanged = z.strictObject({
	type: literal("deal.stage-changed"),
	from: Stage,
	to: Stage,
	by: By,
	approval: ApprovalId.nullable(),
	why: Sha256.nullable(),
});

export const ApprovalRequested = z.strictObject({
	type: literal("deal.approval-requested"),
	approval: ApprovalId,
	action: RequestedAction,
	digest: Sha256,
	version: z.int().min(1),
	why: Sha256,
	approvers: z.array(Approver).min(1),
	by: By,
	run: RunId.nullable(),
	/** The kept offer that the draft states, judged again when it is approved. */
	offer: Sha256.optional(),
	/** What it follows from; absent where a person asked by hand, and in logs from before it was noted. */
	signal: SignalId.optional(),
	replaces: ApprovalId.nullable(),
	expiresAt: Instant,
});

export const ApprovalEdited = z.strictObject({
	type: literal("deal.approval-edited"),
	approval: ApprovalId,
	digest: Sha256,
	version: z.int().min(2),
	by: UserId,
	/** Who decides from now on, where the edit changed that. */
	approvers: z.array(Approver).min(1).optional(),
	/** How it was written before and after: counts and forms, and no words. */
	style: z.strictObject({ before: StyleMeasure, after: StyleMeasure }).optional(),
});

export const ApprovalDecided = z.strictObject({
	type: literal("deal.approval-decided"),
	approval: ApprovalId,
	decision: z.enum(["approved", "rejected", "replaced", "expired", "undone"]),
	digest: Sha256,
	by: By,
	reason: Sha256.nullable(),
	/** Whoever rejected it said that such a thing must not happen again. */
	serious: z.literal(true).optional(),
});

export const EffectQueued = z.strictObject({
	type: literal("deal.effect-queued"),
	key: EffectKey,
	connection: ConnectionId,
	approval: ApprovalId,
	digest: Sha256,
	notBefore: Instant,
});

export const EffectSettled = z.strictObject({
	type: literal("deal.effect-settled"),
	key: EffectKey,
	/** `rehearsed`: in a fork, where nothing leaves; the deal goes on as if it had. */
	outcome: z.enum(["sent", "refused", "unknown", "cancelled", "failed", "rehearsed"]),
	/** What the provider calls it, as a kept text. */
	reference: Sha256.nullable(),
	reason: z.string().max(80).nullable(),
});

/** An effect that waits for a person or for a pause to end. It is neither lost nor sent. */
export const EffectHeld = z.strictObject({
	type: literal("deal.effect-held"),
	key: EffectKey,
	reason: z.string().max(80),
});

export const FlagRaised = z.strictObject({
	type: literal("deal.flag-raised"),
	flag: FlagId,
	kind: FlagKind,
	run: RunId.nullable(),
	skill: SkillName.nullable(),
	effect: EffectKey.nullable(),
	detail: Sha256.nullable(),
	code: z.string().max(80),
});
export const FlagCleared = z.strictObject({ type: literal("deal.flag-cleared"), flag: FlagId, by: By });

export const AutomationChanged = z.strictObject({
	type: literal("deal.automation-changed"),
	state: z.enum(["active", "paused"]),
	by: UserId,
});

export const RunSettled = z.strictObject({
	type: literal("deal.run-settled"),
	run: RunId,
	/** `abandoned`: our own code failed on it again and again; a flag says so. */
	outcome: z.enum(["done", "partial", "skipped", "abandoned"]),
});

export const BudgetRefused = z.strictObject({
	type: literal("deal.budget-refused"),
	run: RunId,
	skill: SkillName,
	limit: z.enum(["call-tokens", "run-tokens", "deal-cost"]),
	asked: z.int().min(0),
	left: z.int().min(0),
});

/**
 * One field of the customer record, before and after: the inverse comes with the change. `from` is what stood there, so an
 * undo restores exactly that, and only while `to` still stands.
 */
export const CrmChanged = z.strictObject({
	type: literal("deal.crm-changed"),
	change: CrmChangeId,
	record: CrmRecord,
	field: CrmField,
	from: Sha256.nullable(),
	to: Sha256.nullable(),
	by: By,
	run: RunId.nullable(),
	why: Sha256.nullable(),
	evidence: KeptEvidence,
	/** The change that this one takes back. */
	undoes: CrmChangeId.nullable(),
	/** Whose the field is from now on, where that is not whoever changed it: an undo gives it back. */
	owner: By.optional(),
});

/** One note to the rep about how the deal was handled. The latest one stands. */
export const CoachingNoted = z.strictObject({
	type: literal("deal.coaching-noted"),
	run: RunId,
	skill: SkillName,
	topic: CoachingTopic,
	note: Sha256,
	evidence: KeptEvidence,
});

/** Whoever of ours first writes or speaks in a deal that is nobody's, or is written to, has it. */
export const RepAssigned = z.strictObject({ type: literal("deal.rep-assigned"), rep: UserId, by: By });

/** Somebody's texts were erased, and those that told of them. Who they were nobody can tell from here on. */
export const ContactErased = z.strictObject({ type: literal("deal.contact-erased"), contact: ContactId, by: UserId });

/**
 * A person's word about a fact. `value` is what holds instead, of an edit alone; `reason` why, where they said so. What they
 * took back by it is known no more, and what they said no reading replaces.
 */
export const FactJudged = z.strictObject({
	type: literal("deal.fact-judged"),
	fact: FactId,
	verdict: Verdict,
	by: UserId,
	value: Sha256.nullable(),
	reason: Sha256.nullable(),
});

/** What of a run a person speaks of: a skill that was skipped, something of its that was refused, a step that failed. */
export const FeedbackAbout = z.enum(["skipped", "refused", "failed"]);
export type FeedbackAbout = z.infer<typeof FeedbackAbout>;

/** A person says whether the crew was right to hold back. Changes nothing in the deal: it is learned from. */
export const FeedbackGiven = z.strictObject({
	type: literal("deal.feedback-given"),
	run: RunId,
	skill: SkillName,
	about: FeedbackAbout,
	/** The rule, or the reason for skipping, that it is about; `null`: whatever kept it back. */
	rule: z.string().max(40).nullable(),
	verdict: z.enum(["agree", "disagree"]),
	note: Sha256.nullable(),
	by: UserId,
});

/** The log up to here was copied from another deal's, at that deal's event `at`. From here on nothing can leave. */
export const DealForked = z.strictObject({
	type: literal("deal.forked"),
	from: DealId,
	at: z.int().min(1),
	by: UserId,
});
