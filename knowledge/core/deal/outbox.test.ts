import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fault, Retry } from "../vocabulary/fault.ts";
import { ConnectionId, EffectKey } from "../vocabulary/ids.ts";
import {
	EFFECT_ATTEMPTS_MAX,
	HELD_RECHECK_MS,
	LONG_WAIT_RECHECK_MS,
	RETRY_FIRST_MS,
	RETRY_MAX_MS,
} from "../vocabulary/limits.ts";
import {
	afterCrash,
	backoff,
	type DeliverAnswer,
	dispose,
	dueRows,
	nextDueAt,
	type OutboxRow,
	unattempted,
} from "./outbox.ts";

const NOW = 1_000_000;
const aRow = (order: number, changes: Partial<OutboxRow> = {}): OutboxRow => ({
	key: EffectKey.parse(order.toString(16).padStart(64, "0")),
	connection: ConnectionId.parse("mail"),
	order,
	state: "queued",
	attempts: 0,
	ambiguous: false,
	firstAttemptAt: null,
	nextAt: NOW,
	...changes,
});
const OTHER = ConnectionId.parse("crm");
const due = (...rows: readonly OutboxRow[]) => dueRows(rows, NOW).map(({ order }) => order);

describe("what leaves now", () => {
	test.each([
		[NOW - 1, [1]],
		[NOW, [1]],
		[NOW + 1, []],
	])("[OB1] a row that is due at %d", (nextAt, expected) => {
		expect(due(aRow(1, { nextAt }))).toEqual(expected);
	});

	test("[OB1] the first of each connection, in the order of deciding", () => {
		expect(due(aRow(3), aRow(1), aRow(2))).toEqual([1]);
		expect(due(aRow(2), aRow(3, { connection: OTHER }), aRow(4, { connection: OTHER }))).toEqual([2, 3]);
	});

	test("[OB1] one that backs off, or is under way, keeps the later ones of its connection waiting", () => {
		expect(due(aRow(1, { nextAt: NOW + 1 }), aRow(2), aRow(3, { connection: OTHER }))).toEqual([3]);
		expect(due(aRow(1, { state: "claimed" }), aRow(2), aRow(3, { connection: OTHER }))).toEqual([3]);
	});

	test("[OB1] a held one steps aside, and asks again when it is due", () => {
		expect(due(aRow(1, { state: "held", nextAt: NOW + 1 }), aRow(2))).toEqual([2]);
		expect(due(aRow(1, { state: "held" }), aRow(2, { state: "held" }), aRow(3))).toEqual([1, 2, 3]);
	});

	test("[OB1] nothing of an empty outbox", () => {
		expect(dueRows([], NOW)).toEqual([]);
	});
});

describe("when to look again", () => {
	test.each<[string, readonly OutboxRow[], number | null]>([
		["nothing", [], null],
		["one row", [aRow(1, { nextAt: 7 })], 7],
		["one that is under way", [aRow(1, { state: "claimed" })], null],
		["one behind another that backs off", [aRow(1, { nextAt: NOW + 9 }), aRow(2, { nextAt: 1 })], NOW + 9],
		["one behind another that is under way", [aRow(1, { state: "claimed" }), aRow(2, { nextAt: 1 })], null],
		["one of another connection", [aRow(1, { nextAt: 9 }), aRow(2, { nextAt: 1, connection: OTHER })], 1],
		["a held one and one behind it", [aRow(1, { state: "held", nextAt: 9 }), aRow(2, { nextAt: 5 })], 5],
		["a held one", [aRow(1, { state: "held", nextAt: 9 }), aRow(2, { nextAt: 12 })], 9],
	])("[OB4] of %s", (_name, rows, expected) => {
		expect(nextDueAt(rows)).toBe(expected);
	});

	test("[OB4] it never asks to be woken for nothing: when that time has come, something is due", () => {
		const someRow = fc.record({
			state: fc.constantFrom("queued" as const, "claimed" as const, "held" as const),
			nextAt: fc.integer({ min: 0, max: 5 }),
			connection: fc.constantFrom(OTHER, ConnectionId.parse("mail")),
		});
		fc.assert(
			fc.property(fc.array(someRow, { maxLength: 8 }), (changes) => {
				const rows = changes.map((each, i) => aRow(i + 1, each));
				const at = nextDueAt(rows);
				if (at === null) expect(dueRows(rows, 1_000)).toEqual([]);
				else expect([dueRows(rows, at).length > 0, dueRows(rows, at - 1)]).toEqual([true, []]);
			}),
		);
	});
});

describe("what an answer makes of a row", () => {
	const fault = (retry: Retry): Fault => ({ code: "gmail-503", retry, summary: "" });
	const later = (afterMs: number): DeliverAnswer => ({ type: "fault", fault: fault({ when: "later", afterMs }) });

	test.each([
		[{ type: "accepted", reference: "x" }, "sent", null],
		[{ type: "refused", code: "no-such-mailbox" }, "refused", "no-such-mailbox"],
		[{ type: "unknown", code: "cut" }, "unknown", "cut"],
		[{ type: "fault", fault: fault({ when: "never" }) }, "failed", "gmail-503"],
	] as const)("[OB2] %j", (answer, outcome, reason) => {
		expect(dispose(aRow(1, { attempts: 1 }), answer, NOW, 0)).toEqual({ type: "settled", outcome, reason });
	});

	test("[OB2] a row that may have arrived is unknown, not failed", () => {
		const row = aRow(1, { attempts: 1, ambiguous: true });
		expect(dispose(row, { type: "fault", fault: fault({ when: "never" }) }, NOW, 0)).toMatchObject({
			outcome: "unknown",
		});
		expect(dispose({ ...row, attempts: EFFECT_ATTEMPTS_MAX }, later(0), NOW, 0)).toMatchObject({ outcome: "unknown" });
		expect(dispose(row, { type: "accepted", reference: null }, NOW, 0)).toMatchObject({ outcome: "sent" });
	});

	test("[OB2] what waits for a person is held, and asks again in case nobody tells it", () => {
		const held = { type: "held", reason: "gmail-503", nextAt: NOW + HELD_RECHECK_MS };
		expect(dispose(aRow(1), { type: "fault", fault: fault({ when: "after-human" }) }, NOW, 0)).toEqual(held);
	});

	test.each([
		[RETRY_MAX_MS, "retry", RETRY_MAX_MS],
		[RETRY_MAX_MS + 1, "held", RETRY_MAX_MS + 1],
		[LONG_WAIT_RECHECK_MS, "held", LONG_WAIT_RECHECK_MS],
		[24 * LONG_WAIT_RECHECK_MS, "held", LONG_WAIT_RECHECK_MS],
	])("[OB2] a wait of %d ms, as for a cap of the day, is %s and looked at after %d ms", (afterMs, type, wait) => {
		const disposal = dispose(aRow(1, { attempts: 1 }), later(afterMs), NOW, 0);
		expect(disposal).toMatchObject({ type, nextAt: NOW + wait });
	});

	test("[OB2] a long wait keeps no later mail back, and fails no row however often it was tried", () => {
		const row = aRow(1, { attempts: EFFECT_ATTEMPTS_MAX, state: "claimed" });
		const disposal = dispose(row, later(24 * LONG_WAIT_RECHECK_MS), NOW, 0);
		expect(disposal).toMatchObject({ type: "held", reason: "gmail-503" });
		if (disposal.type === "held") expect(due({ ...row, state: "held", nextAt: disposal.nextAt }, aRow(2))).toEqual([2]);
	});

	test("[OB6] a claim that ends held was no attempt, unless its request may have arrived", () => {
		const fresh = aRow(1);
		expect(unattempted(fresh, false)).toEqual({ attempts: 0, firstAttemptAt: null });
		expect(unattempted(fresh, true)).toEqual({ ambiguous: true });
		const tried = aRow(1, { attempts: 3, firstAttemptAt: 7, ambiguous: true });
		expect(unattempted(tried, true)).toEqual({ attempts: 3, firstAttemptAt: 7 });
	});

	test.each([
		[1, 0, RETRY_FIRST_MS / 2],
		[1, 60_000, 60_000],
		[3, 0, RETRY_FIRST_MS * 2],
	])("[OB2] after attempt %d a provider that asks for %d ms gets %d", (attempts, afterMs, wait) => {
		expect(dispose(aRow(1, { attempts, ambiguous: true }), later(afterMs), NOW, 0)).toEqual({
			type: "retry",
			nextAt: NOW + wait,
			ambiguous: true,
		});
	});

	test.each([
		[EFFECT_ATTEMPTS_MAX - 1, "retry"],
		[EFFECT_ATTEMPTS_MAX, "settled"],
	])("[OB2] after attempt %d it is %s", (attempts, type) => {
		expect(dispose(aRow(1, { attempts }), later(0), NOW, 0).type).toBe(type);
	});
});

describe("backing off", () => {
	test.each([
		[0, RETRY_FIRST_MS],
		[1, RETRY_FIRST_MS],
		[2, 2 * RETRY_FIRST_MS],
		[5, 16 * RETRY_FIRST_MS],
		[9, 256 * RETRY_FIRST_MS],
		[10, RETRY_MAX_MS],
		[EFFECT_ATTEMPTS_MAX, RETRY_MAX_MS],
		[5_000, RETRY_MAX_MS],
	])("[OB5] attempt %d waits between half and all of %d ms", (attempts, full) => {
		expect(backoff(attempts, 0)).toBe(full / 2);
		expect(backoff(attempts, 0.5)).toBe((full * 3) / 4);
		expect(backoff(attempts, 0.999_999)).toBeLessThanOrEqual(full);
		expect(backoff(attempts, 0.999_999)).toBeGreaterThan(full * 0.99);
	});
});

test("[OB3] a claim of an earlier life is tried again at once, and is ambiguous from then on", () => {
	const row = aRow(1, { state: "claimed", attempts: 3, firstAttemptAt: 5, nextAt: 7 });
	const after = afterCrash(row, NOW);
	expect(after).toEqual({ ...row, state: "queued", ambiguous: true, nextAt: NOW });
	expect(afterCrash(after, NOW + 1).ambiguous).toBe(true);
});
