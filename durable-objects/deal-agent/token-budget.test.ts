import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { TokenAsk } from "#durable-objects/platform/model/budget-port.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { ownMonth, TERMS, testMonth } from "#durable-objects/testing/budget.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { callPriority } from "#knowledge/core/budget/priority.ts";
import { newDeal } from "#knowledge/core/testing/deal.ts";
import { DealId, RunId } from "#knowledge/core/vocabulary/ids.ts";
import { dealBudget, type LedgerBudgetDeps, ledgerBudget, nextDueInDays, waitingFor } from "./token-budget.ts";

const DEAL = DealId.parse(`d-${"b".repeat(20)}`);
const RUN = RunId.parse(`r-${"b".repeat(20)}`);

async function fresh(changes: Partial<LedgerBudgetDeps> = {}) {
	const clock = standStill();
	ownMonth(clock);
	const at = await newTenant("token-budget");
	const month = testMonth(at, clock);
	const call = () => systemCall(at.tenant, "deal", { now: clock.now(), settingsVersion: 0 });
	const ledger = vi.fn(() => ledgerStub(env, call().principal));
	const budget = ledgerBudget({
		ledger,
		call,
		terms: () => month.versioned,
		waiting: () => "buyer",
		dueInDays: () => null,
		...changes,
	});
	let made = 0;
	const ask = (tokens: number, priority = 60): TokenAsk => ({
		call: `call-${made++}`,
		deal: DEAL,
		run: RUN,
		tokens,
		priority,
	});
	return { clock, at, month, ledger, budget, ask };
}

test("[S0-117] a call reserves of its account's month and settles what it came to; without room it is refused", async () => {
	const { month, budget, ask } = await fresh();
	const first = ask(9_000);
	expect(await budget.reserve(first)).toEqual({ type: "reserved", call: first.call });
	await budget.settle(first.call, { tokens: 4_000, costMicros: 80 });
	await budget.settle(first.call, { tokens: 4_000, costMicros: 80 });
	expect((await month.state()).held.base).toMatchObject({ used: 4_000, reserved: 0 });
	expect(await budget.reserve(ask(300_000))).toEqual({ type: "refused", why: "month" });
});

test("[S3-22] what a stage asks for at once is one call of the ledger, served by priority", async () => {
	const { month, budget, ask, ledger } = await fresh();
	await month.use(290_000);
	const answers = await Promise.all(
		[ask(6_000, 60), ask(5_000, 60), ask(9_000, 80)].map((each) => budget.reserve(each)),
	);
	expect(answers.map(({ type }) => type)).toEqual(["refused", "refused", "reserved"]);
	expect(ledger).toHaveBeenCalledTimes(1);
});

test("[S3-21] background work leaves the rest of the month to what somebody waits for", async () => {
	const { clock, at, month, ask } = await fresh();
	await month.use(240_000);
	const call = () => systemCall(at.tenant, "deal", { now: clock.now(), settingsVersion: 0 });
	const of = (waiting: ReturnType<LedgerBudgetDeps["waiting"]>) =>
		ledgerBudget({
			ledger: () => ledgerStub(env, call().principal),
			call,
			terms: () => month.versioned,
			waiting: () => waiting,
			dueInDays: () => null,
		});
	expect(await of("nobody").reserve(ask(1_000, 60))).toMatchObject({ why: "month" });
	expect(await of("crew").reserve(ask(1_000, 60))).toMatchObject({ type: "reserved" });
	expect(await of("person").reserve(ask(25_000, 20))).toMatchObject({ type: "reserved" });
});

test("[K7] a ledger that cannot be reached, or breaks, says no: nothing is bought that nobody counts", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	const away = () => {
		throw new Error("away");
	};
	const fault = { type: "fault", fault: { code: "internal", retry: { when: "never" }, summary: "away" } } as const;
	const broken = { reserve: async () => fault, settle: async () => fault };
	for (const ledger of [away, () => ({ reserve: away, settle: away }), () => broken]) {
		const { budget, ask } = await fresh({ ledger: ledger as LedgerBudgetDeps["ledger"] });
		expect(await budget.reserve(ask(1))).toEqual({ type: "refused", why: "no-ledger" });
		await budget.settle("x", { tokens: 1, costMicros: 1 });
	}
});

test("[S3-21] who waits for a run is told by what began it", () => {
	const deal = newDeal();
	const board = deal.board();
	expect(waitingFor(null, RUN)).toBe("person");
	expect(waitingFor(board, RUN)).toBe("person");
	const run = { run: RUN, signal: null, tasks: null, steps: 0, tokens: 0 };
	const began = (trigger: unknown) => waitingFor({ ...board, runs: [{ ...run, trigger: trigger as never }] }, RUN);
	expect(began({ type: "tick", count: 1 })).toBe("nobody");
	expect(began({ type: "click", by: "sam", request: "x" })).toBe("person");
	expect(began({ type: "signal", signal: "s-none" })).toBe("crew");
});

const NO_TEXTS = { lookup: () => null };

test("[S3-21] what is due soonest presses: of today, tomorrow or yesterday, and not what has been overdue for longer", () => {
	const now = Date.UTC(2026, 10, 20, 15);
	const due = (...days: readonly string[]) => {
		const deal = newDeal();
		const facts = Object.fromEntries(
			days.map((day, i) => [
				`f-${i}`,
				{ key: "conversation.promise", state: "suggested", value: deal.intern(`Send it | us | - | ${day}`) },
			]),
		);
		return nextDueInDays({ ...deal.board(), facts: facts as never }, deal.lookup, now);
	};
	expect(due()).toBeNull();
	expect(due("-")).toBeNull();
	expect(due("2026-11-20")).toBe(0);
	expect(due("2026-11-19")).toBe(0);
	expect(due("2026-11-18")).toBeNull();
	expect(due("2026-12-01", "2026-11-23", "-")).toBe(3);
	expect(callPriority(60, { waiting: "buyer", dueInDays: due("2026-11-21") })).toBe(80);
	expect(callPriority(60, { waiting: "buyer", dueInDays: due("2026-11-24") })).toBe(60);
});

test("[S3-15] a deal's own budget goes by its settings, and by the usual month where they say nothing of it", async () => {
	const { clock, at, month, ask } = await fresh();
	const board = { ...newDeal().board(), tenant: at.tenant };
	const host = {
		stored: { board },
		store: NO_TEXTS,
		settings: { version: 7, budget: { ...TERMS, monthTokens: 2_000_000 } } as never,
	};
	expect(await dealBudget(env, host).reserve(ask(1_000))).toMatchObject({ type: "reserved" });
	expect((await month.state()).terms).toMatchObject({ version: 7, terms: { monthTokens: 2_000_000 } });
	const other = await newTenant("token-budget-2");
	expect(
		await dealBudget(env, {
			stored: { board: { ...board, tenant: other.tenant } },
			store: NO_TEXTS,
			settings: null,
		}).reserve(ask(9)),
	).toMatchObject({ type: "reserved" });
	expect((await testMonth(other, clock, TERMS, -1).state()).terms.terms.monthTokens).toBe(60_000_000);
});

test("[S3-16][S0-117] fifty deals whose stages ask side by side never get more than the month has, whatever their calls come to", async () => {
	const { at, month, ask } = await fresh();
	const board = { ...newDeal().board(), tenant: at.tenant };
	const settings = { version: 1, budget: TERMS } as never;
	const deals = Array.from({ length: 50 }, () => dealBudget(env, { stored: { board }, store: NO_TEXTS, settings }));
	const answers = await Promise.all(
		deals.flatMap((deal) =>
			Array.from({ length: 5 }, async () => {
				const asked = ask(3_000);
				const { type } = await deal.reserve(asked);
				// Some come to twice as much as was reserved, before the others have so much as asked.
				if (type === "reserved") await deal.settle(asked.call, { tokens: 6_000, costMicros: 1 });
				return type;
			}),
		),
	);
	const bought = answers.filter((type) => type === "reserved").length;
	const { held, queued } = await month.state();
	expect(held.base).toEqual({ size: 300_000, used: bought * 6_000, reserved: 0 });
	expect(held.base.used).toBeLessThanOrEqual(held.base.size + 6_000);
	expect(bought).toBeGreaterThan(20);
	expect(queued).toEqual([{ level: "high", calls: 250 - bought, tokens: (250 - bought) * 3_000 }]);
});
