import { faultOf } from "#durable-objects/platform/answer.ts";
import { boundary } from "#durable-objects/platform/boundary.ts";
import type { Delivery } from "#durable-objects/platform/outside.ts";
import {
	afterCrash,
	type DeliverAnswer,
	type Disposal,
	dispose,
	dueRows,
	type OutboxRow,
	unattempted,
} from "#knowledge/core/deal/outbox.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import { type EffectKey, flagIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { HELD_RECHECK_MS, KEY_WINDOW_MS } from "#knowledge/core/vocabulary/limits.ts";
import type { OutboxChange } from "./commit.ts";
import type { Work } from "./run-turn.ts";

export type DrainDeps = {
	readonly board: () => Blackboard;
	readonly rows: () => readonly OutboxRow[];
	readonly begin: () => Work;
	readonly commit: (work: Work, outbox: readonly OutboxChange[]) => void;
	readonly commitOutbox: (changes: readonly OutboxChange[]) => void;
	/** Keys whose request this life of the object began and has not seen the end of. */
	readonly inFlight: Set<EffectKey>;
	readonly deliver: (delivery: Delivery) => Promise<DeliverAnswer>;
	readonly now: () => number;
	/** In [0, 1). */
	readonly chance: () => number;
	readonly read: (key: EffectKey) => Omit<Delivery, "ambiguous" | "firstAttemptAt"> | null;
};

/**
 * Sends what is due. A row is claimed in storage before its request begins; a claim that an earlier life left behind is
 * ambiguous from then on, and it is the provider's adapter that knows whether such a row may be tried again.
 */
export async function drainOutbox(deps: DrainDeps): Promise<void> {
	recoverClaims(deps);
	if (deps.board().automation === "paused") return holdAll(deps);
	const now = deps.now();
	const due = dueRows(deps.rows(), now);
	if (due.length === 0) return;
	const claimed = due.map((row) => ({
		...row,
		state: "claimed" as const,
		attempts: row.attempts + 1,
		firstAttemptAt: row.firstAttemptAt ?? now,
	}));
	for (const { key } of claimed) deps.inFlight.add(key);
	deps.commitOutbox(
		claimed.map(({ key, state, attempts, firstAttemptAt }) => ({ key, row: { state, attempts, firstAttemptAt } })),
	);
	await Promise.all(claimed.map((row, i) => deliverOne(row, due[i] ?? row, deps)));
}

function recoverClaims(deps: DrainDeps): void {
	const orphans = deps.rows().filter((row) => row.state === "claimed" && !deps.inFlight.has(row.key));
	if (orphans.length === 0) return;
	const now = deps.now();
	deps.commitOutbox(
		orphans.map((row) => {
			const { key, state, ambiguous, nextAt } = afterCrash(row, now);
			return { key, row: { state, ambiguous, nextAt } };
		}),
	);
}

/** A paused deal sends nothing: what is due waits, and says why. */
function holdAll(deps: DrainDeps): void {
	const now = deps.now();
	const due = deps.rows().filter((row) => row.state !== "claimed" && row.nextAt <= now);
	if (due.length === 0) return;
	const work = deps.begin();
	for (const row of due) if (row.state !== "held") hold(work, row.key, "paused-deal");
	deps.commit(
		work,
		due.map(({ key }) => ({ key, row: { state: "held", nextAt: now + HELD_RECHECK_MS, reason: "paused-deal" } })),
	);
}

async function deliverOne(row: OutboxRow, before: OutboxRow, deps: DrainDeps): Promise<void> {
	try {
		const { answer, ambiguous } = await request(row, deps);
		boundary("deal.deliver:answered");
		settleRow({ ...row, ambiguous }, answer, before, deps);
	} finally {
		// Whatever went wrong after the request, the row is nobody's now: the next alarm finds its claim, and what it means.
		deps.inFlight.delete(row.key);
	}
}

function settleRow(row: OutboxRow, answer: DeliverAnswer, before: OutboxRow, deps: DrainDeps): void {
	const disposal = dispose(row, answer, deps.now(), deps.chance());
	const reference = answer.type === "accepted" ? answer.reference : null;
	if (disposal.type === "retry") {
		const reason = answer.type === "fault" ? answer.fault.code : null;
		deps.commitOutbox([
			{ key: row.key, row: { state: "queued", nextAt: disposal.nextAt, ambiguous: disposal.ambiguous, reason } },
		]);
		return;
	}
	const work = deps.begin();
	conclude(work, row.key, disposal, reference);
	const next: OutboxChange["row"] =
		disposal.type === "held"
			? {
					state: "held",
					nextAt: disposal.nextAt,
					reason: disposal.reason,
					...unattempted(before, row.ambiguous),
				}
			: { state: disposal.outcome, reason: disposal.reason, reference };
	deps.commit(work, [{ key: row.key, row: next }]);
}

/** One of the places that catch: whatever goes wrong on the way out is an answer, and after the request began it may have arrived. */
async function request(row: OutboxRow, deps: DrainDeps): Promise<{ answer: DeliverAnswer; ambiguous: boolean }> {
	const { ambiguous } = row;
	const delivery = deps.read(row.key);
	if (!delivery) return { answer: { type: "refused", code: "artefact-changed" }, ambiguous };
	const firstAttemptAt = row.firstAttemptAt ?? deps.now();
	if (ambiguous && deps.now() - firstAttemptAt > KEY_WINDOW_MS)
		return { answer: { type: "unknown", code: "key-window-passed" }, ambiguous };
	try {
		boundary("deal.deliver:before");
		return { answer: await deps.deliver({ ...delivery, ambiguous, firstAttemptAt }), ambiguous };
	} catch (error) {
		return { answer: { type: "fault", fault: faultOf("deliver", error) }, ambiguous: true };
	}
}

function conclude(
	work: Work,
	key: EffectKey,
	disposal: Exclude<Disposal, { type: "retry" }>,
	reported: string | null,
): void {
	const { turn } = work;
	const effect = turn.board().effects[key];
	if (!effect) return;
	if (disposal.type === "held") {
		if (effect.held !== disposal.reason) hold(work, key, disposal.reason);
		return;
	}
	const cause = { correlation: effect.approval, causation: turn.board().seq };
	const reference = reported === null ? null : turn.intern(reported);
	turn.emit({ type: "deal.effect-settled", key, outcome: disposal.outcome, reference, reason: disposal.reason }, cause);
	for (const flag of Object.values(turn.board().flags)) {
		if (flag.effect === key)
			turn.emit({ type: "deal.flag-cleared", flag: flag.flag, by: { type: "rule", rule: "effect-settled" } }, cause);
	}
	if (disposal.outcome === "sent") return;
	raise(
		work,
		key,
		disposal.outcome === "unknown" ? "effect-unknown" : "effect-failed",
		disposal.reason ?? disposal.outcome,
	);
}

function hold(work: Work, key: EffectKey, reason: string): void {
	const { turn } = work;
	const effect = turn.board().effects[key];
	if (!effect) return;
	turn.emit(
		{ type: "deal.effect-held", key, reason: reason.slice(0, 80) },
		{ correlation: effect.approval, causation: turn.board().seq },
	);
	if (!reason.startsWith("paused-")) raise(work, key, "effect-held", reason);
}

function raise(
	work: Work,
	key: EffectKey,
	kind: "effect-unknown" | "effect-failed" | "effect-held",
	code: string,
): void {
	const { turn } = work;
	turn.emit(
		{
			type: "deal.flag-raised",
			flag: flagIdOf(turn.hash, turn.board().deal, kind, key),
			kind,
			run: null,
			skill: null,
			effect: key,
			detail: null,
			code: code.slice(0, 80),
		},
		{ correlation: key, causation: turn.board().seq },
	);
}
