import type { Fault } from "../vocabulary/fault.ts";
import type { ConnectionId, EffectKey } from "../vocabulary/ids.ts";
import {
	EFFECT_ATTEMPTS_MAX,
	HELD_RECHECK_MS,
	LONG_WAIT_RECHECK_MS,
	RETRY_FIRST_MS,
	RETRY_MAX_MS,
} from "../vocabulary/limits.ts";
import type { Instant } from "../vocabulary/time.ts";

/** A row of the outbox while it is open. `claimed` stands in storage before the request begins. */
export type OutboxRow = {
	readonly key: EffectKey;
	readonly connection: ConnectionId;
	/** Order of queueing within the deal. */
	readonly order: number;
	readonly state: "queued" | "claimed" | "held";
	readonly attempts: number;
	/** An earlier attempt began and its answer was never seen. */
	readonly ambiguous: boolean;
	/** When the first attempt began; a provider's memory of a key is counted from here. */
	readonly firstAttemptAt: Instant | null;
	readonly nextAt: Instant;
};

/** What the gateway answers. Four answers, never a thrown error. */
export type DeliverAnswer =
	| { readonly type: "accepted"; readonly reference: string | null }
	| { readonly type: "refused"; readonly code: string }
	| { readonly type: "fault"; readonly fault: Fault }
	| { readonly type: "unknown"; readonly code: string };

export type Disposal =
	| {
			readonly type: "settled";
			readonly outcome: "sent" | "refused" | "unknown" | "failed";
			readonly reason: string | null;
	  }
	| { readonly type: "retry"; readonly nextAt: Instant; readonly ambiguous: boolean }
	/** Waits for a person, the end of a pause or a cap with room; asks again now and then in case it was not told. */
	| { readonly type: "held"; readonly reason: string; readonly nextAt: Instant };

/**
 * [OB1] Which rows are claimed now: due, and first of their connection. A row that backs off keeps later mail of its
 * connection waiting, so that mail leaves in the order it was decided; a held one steps aside.
 */
export function dueRows(rows: readonly OutboxRow[], now: Instant): readonly OutboxRow[] {
	const heads = new Map<ConnectionId, OutboxRow>();
	const due: OutboxRow[] = [];
	for (const row of [...rows].sort((a, b) => a.order - b.order)) {
		if (row.state === "held") {
			if (row.nextAt <= now) due.push(row);
			continue;
		}
		if (heads.has(row.connection)) continue;
		heads.set(row.connection, row);
		if (row.state === "queued" && row.nextAt <= now) due.push(row);
	}
	return due;
}

/**
 * [OB4] When the outbox wants to be looked at next; `null` when nothing in it can become due by itself. A row behind
 * another is no reason to look: it would wake the deal again and again until the one before it is over.
 */
export function nextDueAt(rows: readonly OutboxRow[]): Instant | null {
	const waiting = rows.filter((row) => row.state !== "claimed" && (row.state === "held" || isFirst(row, rows)));
	return waiting.length === 0 ? null : Math.min(...waiting.map((row) => row.nextAt));
}

const isFirst = (row: OutboxRow, rows: readonly OutboxRow[]): boolean =>
	!rows.some((other) => other.connection === row.connection && other.state !== "held" && other.order < row.order);

/** [OB2] What an answer makes of a row. */
export function dispose(row: OutboxRow, answer: DeliverAnswer, now: Instant, chance: number): Disposal {
	switch (answer.type) {
		case "accepted":
			return { type: "settled", outcome: "sent", reason: null };
		case "refused":
			return { type: "settled", outcome: "refused", reason: answer.code };
		case "unknown":
			return { type: "settled", outcome: "unknown", reason: answer.code };
		case "fault":
			return disposeFault(row, answer.fault, now, chance);
	}
}

function disposeFault(row: OutboxRow, fault: Fault, now: Instant, chance: number): Disposal {
	switch (fault.retry.when) {
		case "never":
			return { type: "settled", outcome: row.ambiguous ? "unknown" : "failed", reason: fault.code };
		case "after-human":
			return { type: "held", reason: fault.code, nextAt: now + HELD_RECHECK_MS };
		case "later":
			// A row that waits for hours must not keep the mail behind it waiting, nor unseen.
			if (fault.retry.afterMs > RETRY_MAX_MS)
				return {
					type: "held",
					reason: fault.code,
					nextAt: now + Math.min(fault.retry.afterMs, LONG_WAIT_RECHECK_MS),
				};
			if (row.attempts >= EFFECT_ATTEMPTS_MAX)
				return { type: "settled", outcome: row.ambiguous ? "unknown" : "failed", reason: fault.code };
			return {
				type: "retry",
				nextAt: now + Math.max(fault.retry.afterMs, backoff(row.attempts, chance)),
				ambiguous: row.ambiguous,
			};
	}
}

/** Doubles from the first delay to the longest, spread over half of it so that deals do not return in step. `chance` is in [0, 1). */
export function backoff(attempts: number, chance: number): number {
	const full = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.max(0, attempts - 1));
	return Math.round(full / 2 + (full / 2) * chance);
}

/**
 * [OB6] A claim that only met a hold was no attempt: asking whether a pause is over must not use up retries, nor date the
 * mail. Only where the request may have arrived does it stay one, for a provider's memory of the key counts from there.
 */
export function unattempted(before: OutboxRow, isAmbiguous: boolean): Partial<OutboxRow> {
	if (isAmbiguous && !before.ambiguous) return { ambiguous: true };
	return { attempts: before.attempts, firstAttemptAt: before.firstAttemptAt };
}

/** [OB3] A claim of an earlier life of the object: the request may have arrived. It is ambiguous from now on. */
export const afterCrash = (row: OutboxRow, now: Instant): OutboxRow => ({
	...row,
	state: "queued",
	ambiguous: true,
	nextAt: now,
});
