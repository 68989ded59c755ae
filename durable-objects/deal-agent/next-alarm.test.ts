import { expect, test } from "vitest";
import type { OutboxRow } from "#knowledge/core/deal/outbox.ts";
import { NOW, newDeal } from "#knowledge/core/testing/deal.ts";
import { sha256 } from "#knowledge/core/testing/sha256.ts";
import { ConnectionId, EffectKey } from "#knowledge/core/vocabulary/ids.ts";
import { SWEEP_MS, TICK_MS } from "#knowledge/core/vocabulary/limits.ts";
import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import { nextAlarm } from "./commit.ts";
import type { StoredBoard } from "./store.ts";

const board = newDeal().board();
const storedAt = (tickedAt: number, projected: number): StoredBoard => ({
	board,
	head: sha256("head"),
	stateHash: sha256("state"),
	tickedAt,
	projected,
});

test.each([
	[0, SWEEP_MS],
	[1, SWEEP_MS - 1 + SECOND_MS],
	[SECOND_MS - 1, SWEEP_MS + 1],
	[SECOND_MS, SWEEP_MS],
])("[AL1] %i ms after a beat of the deal, what is looked at again is looked at %i ms from now", (since, aheadMs) => {
	const now = NOW + since;
	expect(nextAlarm(storedAt(NOW, 0), [], now)).toBe(now + aheadMs);
});

test("[AL1] the commits of one second arm one alarm, none early, none a second late", () => {
	const armed = Array.from({ length: SECOND_MS }, (_, ms) => nextAlarm(storedAt(NOW + 1, 0), [], NOW + 2 + ms));
	expect(new Set(armed).size).toBe(1);
	expect(armed[0]).toBe(NOW + 1 + SWEEP_MS + SECOND_MS);
});

test("[AL1] what has a time of its own is not put off to a beat", () => {
	expect(nextAlarm(storedAt(NOW, board.seq), [], NOW + 7)).toBe(NOW + TICK_MS);
	const due: OutboxRow = {
		key: EffectKey.parse(sha256("key")),
		connection: ConnectionId.parse("mail"),
		order: 1,
		state: "queued",
		attempts: 0,
		ambiguous: false,
		firstAttemptAt: null,
		nextAt: NOW + 1_234,
	};
	expect(nextAlarm(storedAt(NOW, 0), [due], NOW + 7)).toBe(NOW + 1_234);
});
