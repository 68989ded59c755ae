import { runInDurableObject } from "cloudflare:test";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Answer, expectDone } from "#durable-objects/platform/answer.ts";
import { crashAt } from "#durable-objects/platform/boundary.ts";
import { ownMonth, TERMS, testMonth } from "#durable-objects/testing/budget.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { crash } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { endOfMonth, monthOf } from "#knowledge/core/budget/calendar.ts";
import { RESERVATION_MS } from "#knowledge/core/budget/month.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";

async function fresh() {
	const clock = standStill();
	ownMonth(clock);
	const at = await newTenant("month");
	return { clock, at, month: testMonth(at, clock) };
}

const code = (answered: Answer<unknown>): string =>
	answered.type === "refused" ? answered.refusal.code : answered.type;

test("[S3-16][S0-117] fifty deals that reserve at once never get more than the base, and whoever is left is told when to ask", async () => {
	const { clock, month } = await fresh();
	const { base } = (await month.state()).held;
	expect(base).toEqual({ size: 300_000, used: 0, reserved: 0 });
	let bought = 0;
	let queued = 0;
	for (let round = 0; round < 4; round++) {
		const answers = await Promise.all(Array.from({ length: 50 }, () => month.reserve(4_000)));
		const held = (await month.state()).held.base;
		expect(held.used + held.reserved).toBeLessThanOrEqual(held.size);
		const reserved = answers.filter(({ answer }) => answer?.type === "reserved");
		queued += answers.length - reserved.length;
		// Each comes to half as much again.
		await Promise.all(reserved.map(({ call }) => month.settle(call, 6_000)));
		bought += reserved.length;
	}
	const after = (await month.state()).held.base;
	expect(after).toMatchObject({ used: bought * 6_000, reserved: 0 });
	expect(after.used).toBeLessThanOrEqual(after.size + 6_000);
	expect(after.used).toBeGreaterThan(after.size - 10_000);
	expect(queued).toBeGreaterThan(0);
	expect((await month.state()).queued).toEqual([{ level: "high", calls: queued, tokens: queued * 4_000 }]);
	expect((await month.reserve(9_000)).answer).toEqual({
		type: "queued",
		why: "base-spent",
		priority: 60,
		tokens: 9_000,
		at: endOfMonth(clock.now()),
	});
});

test("[REL1][S0-117] a process that dies between reserve and settle holds nothing for longer than the reservation", async () => {
	const { clock, month } = await fresh();
	for (let n = 0; n < 10; n++) await month.reserve(10_000);
	await crash();
	expect((await month.state()).held.base).toMatchObject({ used: 0, reserved: 100_000 });
	clock.advance(RESERVATION_MS - 1);
	expect((await month.state()).held.base.reserved).toBe(100_000);
	clock.advance(1);
	expect((await month.state()).held.base).toMatchObject({ used: 0, reserved: 0 });
	// All of it is to be had again.
	for (let n = 0; n < 15; n++) expect((await month.reserve(10_000)).answer?.type).toBe("reserved");
});

test("[REL1] a ledger that dies at any boundary reserves and books a call once, whatever is repeated", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	onTestFinished(() => crashAt(null));
	for (const boundary of [
		"ledger.reserve:before",
		"ledger.reserve:after",
		"ledger.settle:before",
		"ledger.settle:after",
	]) {
		const { month } = await fresh();
		let left = 1;
		crashAt((name) => {
			if (name === boundary && left-- > 0) throw new Error(`crash at ${name}`);
		});
		const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
			try {
				return await work();
			} catch {
				await crash();
				return work();
			}
		};
		const { answer } = await attempt(() => month.reserve(5_000, 60, "the-call"));
		expect(answer?.type, boundary).toBe("reserved");
		await attempt(() => month.settle("the-call", 7_000));
		expect(await month.settle("the-call", 7_000), boundary).toBe(false);
		crashAt(null);
		await crash();
		const { held, days } = await month.state();
		expect(held.base, boundary).toMatchObject({ used: 7_000, reserved: 0 });
		expect(days, boundary).toMatchObject([{ calls: 1, tokens: 7_000, costMicros: 14_000 }]);
	}
});

test("[S0-117] settled twice is settled once, late is booked all the same, and nothing gives the reservation back", async () => {
	const { clock, month } = await fresh();
	const { call } = await month.reserve(5_000);
	expect(await month.settle(call, 5_000)).toBe(true);
	expect(await month.settle(call, 9_000)).toBe(false);
	expect(await month.settle("unheard-of", 9_000)).toBe(false);
	const late = await month.reserve(5_000);
	clock.advance(RESERVATION_MS + 1);
	expect(await month.settle(late.call, 4_000)).toBe(true);
	const none = await month.reserve(5_000);
	expect(await month.settle(none.call, 0)).toBe(true);
	const { held, days } = await month.state();
	expect(held.base).toMatchObject({ used: 9_000, reserved: 0 });
	expect(days).toMatchObject([{ calls: 2, tokens: 9_000 }]);
});

test("[S3-22] of those who ask in one moment the higher priority is served, then the smaller estimate", async () => {
	const { month } = await fresh();
	await month.use(280_000);
	const asks = [
		{ call: "a", tokens: 9_000, priority: 60 },
		{ call: "b", tokens: 1_000, priority: 40 },
		{ call: "c", tokens: 8_000, priority: 60 },
		{ call: "d", tokens: 4_000, priority: 80 },
	];
	const answers = expectDone(await month.ledger().reserve(month.crew(), month.versioned, asks));
	// Beside 4,000 that are under way, and weigh double, 8,000 fit and 9,000 more do not; the middling may use 95 % alone.
	expect(answers.map((answer) => (answer.type === "reserved" ? answer.pool : answer.why))).toEqual([
		"base-spent",
		"base-limited",
		"base",
		"base",
	]);
});

test("[S3-15] a new month begins with all of it, and what is settled in it is still of the one before", async () => {
	const { clock, month } = await fresh();
	const before = monthOf(clock.now());
	await month.use(290_000);
	clock.at(endOfMonth(clock.now()) - 1);
	const last = await month.reserve(9_000);
	expect(last.answer?.type).toBe("reserved");
	expect((await month.reserve(9_000)).answer?.type).toBe("queued");
	clock.advance(1);
	const { held } = await month.state();
	expect(held.base).toEqual({ size: 300_000, used: 0, reserved: 0 });
	expect(await month.settle(last.call, 8_000)).toBe(true);
	expect((await month.state()).held.base.used).toBe(0);
	const days = (await month.state()).days.filter((day) => day.month === before);
	expect(days.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(298_000);
});

test("[S3-20][K7] only a person opens emergency tokens, up to the pool, for a reason, and until the month ends", async () => {
	const { clock, at, month } = await fresh();
	await month.use(300_000);
	let requests = 0;
	const grant = (tokens: number, principal = at.human, request = `request-${requests++}`) =>
		month.ledger().grantTokens(at.call(principal), month.versioned, { request, tokens, reason: "A tender is due." });
	for (const who of [at.rep, at.reader, at.agent, { ...at.agent, id: at.human.id }])
		expect(code(await grant(1_000, who))).toBe("not-allowed");
	// No number opens it.
	for (const priority of [60, 80, 99, 100]) {
		const { answer } = await month.reserve(5_000, priority);
		expect(answer?.type === "reserved" ? answer.pool : "queued").not.toBe("emergency");
	}
	expect(code(await grant(100_001))).toBe("ceiling");
	const given = expectDone(await grant(60_000, at.human, "the-request"));
	await crash();
	expect(expectDone(await grant(60_000, at.human, "the-request"))).toEqual(given);
	expect(given).toMatchObject({ tokens: 60_000, by: at.human.id, month: monthOf(clock.now()) });
	expect(code(await grant(40_001, at.admin))).toBe("ceiling");
	expectDone(await grant(40_000, at.admin));
	expect((await month.state()).grants.map(({ id }) => id)).toEqual([1, 2].map((n) => `${given.month}-${n}`));
	expect((await month.reserve(90_000)).answer).toMatchObject({ type: "reserved", pool: "emergency" });
	expect((await month.reserve(100, 20)).answer?.type).toBe("queued");
	await crash();
	clock.at(endOfMonth(clock.now()));
	expect((await month.state()).held.emergency).toEqual({ size: 0, used: 0, reserved: 0 });
	expect((await month.state()).grants).toEqual([]);
});

test("[S3-15] newer terms hold at once, and a deal that still holds older ones does not take them back", async () => {
	const { clock, at, month } = await fresh();
	await month.reserve(1_000);
	const raised = testMonth(at, clock, { ...TERMS, monthTokens: 2_000_000 }, 2);
	await raised.reserve(1_000, 60, "raised");
	expect((await month.state()).held.base.size).toBe(600_000);
	await month.reserve(1_000);
	await crash();
	expect((await month.state()).terms.version).toBe(2);
});

test("[INV12] a month answers nobody of another tenant, nor is it made by looking; people reserve nothing", async () => {
	const { clock, at, month } = await fresh();
	const stranger = testMonth(await newTenant("month-other"), clock);
	const past = () => month.raw() as unknown as ReturnType<typeof month.ledger>;
	const ask = [{ call: "x", tokens: 1, priority: 60 }];
	expect(code(await past().reserve(stranger.crew(), month.versioned, ask))).toBe("not-found");
	expect(code(await past().settle(stranger.crew(), "x", { tokens: 1, costMicros: 1 }))).toBe("not-found");
	expect(code(await past().budget(stranger.crew(), month.versioned))).toBe("not-found");
	expect(
		code(await past().grantTokens(stranger.crew(), month.versioned, { request: "r", tokens: 1, reason: "Why." })),
	).toBe("not-found");
	for (const who of [at.human, at.admin, at.rep]) {
		expect(code(await month.ledger().reserve(at.call(who), month.versioned, ask))).toBe("not-allowed");
		expect(code(await month.ledger().settle(at.call(who), "x", { tokens: 1, costMicros: 1 }))).toBe("not-allowed");
	}
	expect((await month.state()).held.base.size).toBe(300_000);
	const tables = await runInDurableObject(month.raw(), (_, { storage }) =>
		storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'").toArray(),
	);
	expect(tables).toEqual([]);
});

test("[S0-117] what is settled long ago is forgotten call by call, and stays in the sums", async () => {
	const { clock, month } = await fresh();
	const { call } = await month.reserve(5_000);
	await month.settle(call, 5_000);
	clock.advance(DAY_MS + RESERVATION_MS + 1);
	await month.reserve(1_000);
	const kept = await runInDurableObject(month.raw(), (_, { storage }) =>
		storage.sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM model_calls").one(),
	);
	expect(kept.n).toBe(1);
	expect((await month.state()).held.base.used).toBe(5_000);
});
