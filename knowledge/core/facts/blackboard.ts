import type { CoachingTopic, CrmField } from "../events/crm.ts";
import type { By, RequestedAction, Trigger } from "../events/deal.ts";
import type { Fact, KeptEvidence, Verdict } from "../events/fact.ts";
import type { SignalAuthor, SignalKind } from "../events/signal.ts";
import type { Sha256 } from "../vocabulary/hash.ts";
import type {
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
	TenantId,
	UserId,
} from "../vocabulary/ids.ts";
import type { Role } from "../vocabulary/principal.ts";
import type { Region } from "../vocabulary/region.ts";
import type { Stage } from "../vocabulary/stage.ts";
import type { Instant } from "../vocabulary/time.ts";

/** What the board remembers of a signal; its texts are in the kept record. */
export type SignalCard = {
	readonly signal: SignalId;
	readonly kind: SignalKind;
	readonly author: SignalAuthor;
	readonly contact: ContactId | null;
	readonly record: Sha256;
	readonly empty: boolean;
	readonly at: Instant;
};

/** One skill's turn within a run. Lower stages come first; those of one stage run side by side. */
export type Task = {
	readonly skill: SkillName;
	readonly stage: number;
	readonly hop: number;
	/** Who handed this over, and the kept words of the task. */
	readonly from: { readonly skill: SkillName; readonly task: Sha256 } | null;
	readonly state: "open" | "done" | "failed";
};

export type OpenRun = {
	readonly run: RunId;
	readonly trigger: Trigger;
	readonly signal: SignalId | null;
	/** `null` until the run is planned. */
	readonly tasks: readonly Task[] | null;
	readonly steps: number;
	readonly tokens: number;
};

export type OpenApproval = {
	readonly approval: ApprovalId;
	readonly action: RequestedAction;
	readonly digest: Sha256;
	readonly version: number;
	readonly why: Sha256;
	readonly approvers: readonly Role[];
	readonly by: By;
	readonly run: RunId | null;
	readonly offer?: Sha256 | undefined;
	readonly signal?: SignalId | undefined;
	readonly requestedAt: Instant;
	readonly expiresAt: Instant;
};

export type OpenEffect = {
	readonly key: EffectKey;
	readonly connection: ConnectionId;
	readonly approval: ApprovalId;
	readonly digest: Sha256;
	readonly notBefore: Instant;
	readonly held: string | null;
};

export type OpenFlag = {
	readonly flag: FlagId;
	readonly kind: string;
	readonly run: RunId | null;
	readonly skill: SkillName | null;
	readonly effect: EffectKey | null;
	readonly detail: Sha256 | null;
	readonly code: string;
	readonly at: Instant;
};

/** A permission that was given and not yet used up. */
export type Grant = {
	readonly digest: Sha256;
	readonly action: RequestedAction;
	readonly by: By;
	/** Who drafted it; `null`: a person. */
	readonly agent: SkillName | null;
	/** When it was asked for: what came in later is not answered by it. */
	readonly requestedAt: Instant;
};

/** A field of the customer record as it stands. `value` is null where somebody took it back. */
export type CrmEntry = {
	readonly value: Sha256 | null;
	readonly by: By;
	readonly change: CrmChangeId;
	readonly at: Instant;
};
export type CrmState = Readonly<Record<string, Readonly<Partial<Record<CrmField, CrmEntry>>>>>;

export type Coaching = {
	readonly run: RunId;
	readonly skill: SkillName;
	readonly topic: CoachingTopic;
	readonly note: Sha256;
	readonly evidence: KeptEvidence;
	readonly at: Instant;
};

/** A person's latest word about a fact that still is on the board. */
export type Judged = {
	readonly verdict: Verdict;
	readonly by: UserId;
	readonly at: Instant;
	readonly reason: Sha256 | null;
	/** What the fact said before it was edited, latest first: what nobody is to read out of a text again. */
	readonly before: readonly Sha256[];
};

/**
 * What a deal knows now. Only what is open or current: what is over stands in the log. So its size, and the price of a
 * turn, do not grow with the deal's age.
 */
export type Blackboard = {
	readonly tenant: TenantId;
	readonly deal: DealId;
	readonly seq: number;
	readonly name: Sha256;
	readonly region: Region;
	readonly rep: UserId | null;
	readonly stage: Stage;
	readonly automation: "active" | "paused";
	/** The buyer's people who wrote, with the kept name and address of each. */
	readonly contacts: Readonly<Record<ContactId, { readonly card: Sha256; readonly at: Instant }>>;
	readonly latest: SignalCard | null;
	/** The buyer's last mail, and whether we answered it. */
	readonly inbound: (SignalCard & { readonly answered: boolean }) | null;
	/** The signals that open runs are about. */
	readonly reading: Readonly<Record<SignalId, SignalCard>>;
	readonly facts: Readonly<Record<FactId, Fact>>;
	readonly runs: readonly OpenRun[];
	readonly approvals: Readonly<Record<ApprovalId, OpenApproval>>;
	readonly grants: Readonly<Record<ApprovalId, Grant>>;
	readonly effects: Readonly<Record<EffectKey, OpenEffect>>;
	readonly flags: Readonly<Record<FlagId, OpenFlag>>;
	/** The customer record, by `crmKey`. Absent until something is written: a board of before has the same fingerprint. */
	readonly crm?: CrmState;
	/** The latest note to the rep. Absent until there is one. */
	readonly coaching?: Coaching;
	/** What people said of facts. Absent until somebody did. */
	readonly judged?: Readonly<Record<FactId, Judged>>;
	/** Set in a sandbox copy of another deal: nothing ever leaves it. */
	readonly fork?: { readonly from: DealId; readonly at: number };
	readonly counts: {
		readonly signals: number;
		readonly runs: number;
		readonly steps: number;
		readonly approvals: number;
		readonly sent: number;
		readonly tokens: number;
		readonly costMicros: number;
	};
};

/** S4-07: nothing that stands about the buyer's money, power, need or time is known yet. */
export const isUnqualified = (board: Blackboard): boolean =>
	!Object.values(board.facts).some(
		({ key, state }) => state !== "contradicted" && (key.startsWith("bant.") || key.startsWith("meddic.")),
	);

export const openDrafts = (board: Blackboard): readonly OpenApproval[] =>
	Object.values(board.approvals).filter((each) => each.action.type === "send-email");
