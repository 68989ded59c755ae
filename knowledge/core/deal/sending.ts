import type { Fault } from "../vocabulary/fault.ts";
import type { Instant } from "../vocabulary/time.ts";
import { DAY_MS, HOUR_MS } from "../vocabulary/time.ts";

/** What a tenant's ledger knows of its customer-visible sends. */
export type SendingRecord = {
	/** Sends of the last hour, or since a person lifted the last stop if that is later. */
	readonly lastHour: number;
	/** The most sends of any whole hour of the week before. */
	readonly busiestHour: number;
	readonly lastDay: number;
	/** Sends to this recipient in the last day, and when the oldest of them was. */
	readonly toContact: number;
	readonly oldestToContactAt: Instant | null;
	readonly isStopped: boolean;
};

export type SendingLimits = {
	/** Below this many an hour nothing is a burst, however quiet the tenant is. */
	readonly normalPerHour: number;
	readonly perDay: number;
	readonly perContactDay: number;
};

/** A burst is this many times the busiest hour of the last week. */
const BURST_FACTOR = 3;

export type Admission =
	| { readonly type: "admitted" }
	| { readonly type: "stop" }
	| { readonly type: "held"; readonly fault: Fault };

/**
 * [SN1] S4-17: whether one more customer-visible effect may leave now. A burst above what this tenant does on its
 * busiest hour stops everything until a person looks; caps only delay.
 */
export function admitSend(record: SendingRecord, limits: SendingLimits, now: Instant): Admission {
	if (record.isStopped)
		return {
			type: "held",
			fault: waitForHuman("anomaly-stop", "outbound mail stands still until a person resumes the crew"),
		};
	if (record.lastHour >= Math.max(limits.normalPerHour, BURST_FACTOR * record.busiestHour)) return { type: "stop" };
	if (record.lastDay >= limits.perDay)
		return { type: "held", fault: later("rate-cap-day", "the tenant's day is used up", HOUR_MS) };
	if (record.toContact >= limits.perContactDay) {
		return {
			type: "held",
			fault: later(
				"rate-cap-contact",
				"this recipient has had enough for a day",
				(record.oldestToContactAt ?? now) + DAY_MS - now,
			),
		};
	}
	return { type: "admitted" };
}

const waitForHuman = (code: string, summary: string): Fault => ({ code, retry: { when: "after-human" }, summary });
const later = (code: string, summary: string, afterMs: number): Fault => ({
	code,
	retry: { when: "later", afterMs: Math.max(1_000, afterMs) },
	summary,
});
