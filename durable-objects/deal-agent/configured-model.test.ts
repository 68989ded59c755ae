import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ModelEnv } from "#durable-objects/platform/model/config.ts";
import { testMonth } from "#durable-objects/testing/budget.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { competentAnswer } from "#durable-objects/testing/competent-model.setup.ts";
import { expectReplays, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { always, type Mode, scriptedModel } from "#durable-objects/testing/scripted-model.setup.ts";
import { METERED } from "#durable-objects/testing/scripted-wires.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";

const SETTINGS: ModelEnv = { LLM_BASE_URL: "http://127.0.0.1:9/v1", LLM_MODEL: "scripted", LLM_API_KEY: "test-key" };

/** What `.dev.vars` would say, until the test ends. */
function configure(settings: ModelEnv): void {
	const before = { ...(env as ModelEnv) };
	Object.assign(env, settings);
	onTestFinished(() => {
		for (const name of Object.keys(settings)) Object.assign(env, { [name]: before[name as keyof ModelEnv] ?? "" });
	});
}

async function runOf(mode: Mode) {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	configure(SETTINGS);
	const model = scriptedModel({ next: always(mode), answer: competentAnswer });
	vi.spyOn(globalThis, "fetch").mockImplementation(model.fetch);
	const clock = standStill();
	const at = await newTenant("configured");
	const deal = testDeal(at);
	await deal.receive("first");
	await vi.waitUntil(async () => !(await deal.read()).working, { interval: 10, timeout: 10_000 });
	const [run] = await deal.runs();
	if (!run) throw new Error("the run is there");
	return { model, deal, run, month: testMonth(at, clock) };
}

test("[S0-93][S2-77] three settings are all it takes: steps by the model, one request each, booked in the account's month", async () => {
	const { model, deal, run, month } = await runOf("good");
	expect(run.state).toBe("done");
	const asked = model.asked.filter(({ url }) => url === "http://127.0.0.1:9/v1/chat/completions");
	expect(run.steps.every(({ reasoner, degraded }) => reasoner === "model:scripted" && !degraded)).toBe(true);
	expect(asked).toHaveLength(run.steps.length);
	expect(asked.every(({ headers }) => headers.get("authorization") === "Bearer test-key")).toBe(true);
	const { held } = await month.state();
	const used = held.base.used + held.burst.used;
	expect(used).toBe(asked.length * (METERED.prompt + METERED.output));
	await expectReplays(deal);
});

test("[S2-75] with a model that is down the same run ends by rules, degraded, and the month is not charged", async () => {
	const { deal, run, month } = await runOf("quota");
	expect(run.state).toBe("done");
	expect(run.steps.every(({ reasoner, degraded }) => reasoner.startsWith("rules:") && degraded)).toBe(true);
	const { held } = await month.state();
	expect(held.base.used + held.burst.used).toBe(0);
	await expectReplays(deal);
});
