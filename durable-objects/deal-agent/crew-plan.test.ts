import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { rulesReasoner } from "#durable-objects/platform/run-skill.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveModel } from "#durable-objects/testing/crew.setup.ts";
import { testDeal, transcriptOf } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { ROUTES } from "#knowledge/core/deal/router.ts";

const rules = rulesReasoner(() => 0);

test("[S0-06][S0-08] every route leads to a skill of the roster, and every skill has a route", () => {
	expect(ROUTES.map(({ skill }) => skill).sort()).toEqual(ROSTER.map(({ name }) => name).sort());
});

test("[S0-42][S0-89] a transcript reaches Strategy, Pipeline and Coaching at once: none of them waits for another", async () => {
	standStill();
	const at = await newTenant("fan-out");
	const deal = testDeal(at);
	const begun = new Set<string>();
	const together = ["strategy", "pipeline", "coaching"];
	giveModel(at, async (skill, input, prompt) => {
		begun.add(skill.name);
		// Polled, because a promise that another request settles wakes nobody here. One after the other would wait for ever.
		if (together.includes(skill.name))
			await vi.waitUntil(() => together.every((name) => begun.has(name)), { interval: 5, timeout: 5_000 });
		return rules(skill, input, prompt);
	});
	expectDone(await deal.rpc().receive(deal.by(), transcriptOf(deal.delivery("call"))));
	const run = await vi.waitFor(
		async () => {
			const [latest] = await deal.runs();
			expect(latest?.state).toBe("done");
			return latest;
		},
		{ timeout: 8_000, interval: 10 },
	);
	expect(run?.stages.map((stage) => [...stage].sort())).toEqual([
		["discovery", "qualifier"],
		["coaching", "pipeline", "strategy"],
		["reply-handler"],
	]);
});

test("[S0-37] planning a run costs no token: only steps have any", async () => {
	standStill();
	const at = await newTenant("plan-cost");
	const deal = testDeal(at);
	await deal.receive("one");
	const [run] = await deal.runs();
	expect(run?.steps.length).toBeGreaterThan(0);
	expect(run?.tokens).toBe(run?.steps.reduce((sum, { tokens }) => sum + tokens.prompt + tokens.output, 0));
});
