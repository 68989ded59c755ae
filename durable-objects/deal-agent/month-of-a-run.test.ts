import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { modelReasoner } from "#durable-objects/platform/model/reasoner.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { ownMonth, TERMS, testMonth } from "#durable-objects/testing/budget.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { competentAnswer } from "#durable-objects/testing/competent-model.setup.ts";
import { giveModel } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { scriptedGateway } from "#durable-objects/testing/model.setup.ts";
import { always } from "#durable-objects/testing/scripted-model.setup.ts";
import { METERED } from "#durable-objects/testing/scripted-wires.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ledgerBudget } from "./token-budget.ts";

/** A mail that asks for a price wakes six skills. */
const STEPS = 6;
const PER_CALL = METERED.prompt + METERED.output;

/** One mail, read by a crew that asks a model, in an account whose month has this many tokens of base. */
async function runOn(base: number) {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	const clock = standStill();
	ownMonth(clock);
	const at = await newTenant("month-of-a-run");
	// The factor is a half, and the base six tenths.
	const terms = { ...TERMS, monthTokens: Math.ceil((base * 10) / 3) };
	const call = () => systemCall(at.tenant, "deal", { now: clock.now(), settingsVersion: 0 });
	const budget = ledgerBudget({
		ledger: () => ledgerStub(env, call().principal),
		call,
		terms: () => ({ version: 1, terms }),
		waiting: () => "buyer",
		dueInDays: () => null,
	});
	const gateway = scriptedGateway("openai-compatible", [{ next: always("good"), answer: competentAnswer }]);
	giveModel(at, modelReasoner({ ...gateway.deps, budget }));
	const deal = testDeal(at);
	await deal.receive("first");
	await vi.waitUntil(async () => !(await deal.read()).working, { interval: 10, timeout: 5_000 });
	await expectReplays(deal);
	const [run] = await deal.runs();
	const { held } = await testMonth(at, clock, terms).state();
	return { run, held, asked: gateway.asked().length, view: await deal.read() };
}

test("[S0-117] each call of a run is reserved and booked as the provider metered it, and nothing stays reserved", async () => {
	const { run, held, asked } = await runOn(300_000);
	expect(run).toMatchObject({ state: "done" });
	expect(run?.steps.map(({ degraded }) => degraded)).toEqual(Array(STEPS).fill(false));
	expect(asked).toBe(STEPS);
	expect(held.base).toMatchObject({ used: STEPS * PER_CALL, reserved: 0 });
});

test("[S0-117][S2-75] a month without tokens buys nothing, and stops nobody: rules think, and the draft is there", async () => {
	const { run, held, asked, view } = await runOn(0);
	expect(asked).toBe(0);
	expect(run).toMatchObject({ state: "done" });
	expect(run?.steps).toHaveLength(STEPS);
	for (const step of run?.steps ?? []) {
		expect(step).toMatchObject({ degraded: true, costMicros: 0 });
		expect(step.reasoner).toMatch(/^rules:/);
	}
	expect(held.base).toMatchObject({ used: 0, reserved: 0 });
	expect(view.approvals).toHaveLength(1);
});

test("[S0-117] a month that ends within a run is not exceeded by more than a call; the rest of the run is rules'", async () => {
	const base = 6_000;
	const { run, held, asked } = await runOn(base);
	expect(asked).toBeGreaterThan(0);
	expect(asked).toBeLessThan(STEPS);
	expect(run?.steps.filter(({ degraded }) => degraded)).toHaveLength(STEPS - asked);
	expect(held.base).toMatchObject({ used: asked * PER_CALL, reserved: 0 });
	expect(held.base.used).toBeLessThanOrEqual(base + PER_CALL);
});
