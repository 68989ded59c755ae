import { beforeEach, describe, expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { competentAnswer } from "#durable-objects/testing/competent-model.setup.ts";
import { giveModel } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, testDeal, WORDS } from "#durable-objects/testing/deal.setup.ts";
import { monthOf, scriptedGateway, WIRES } from "#durable-objects/testing/model.setup.ts";
import {
	type AskedOfModel,
	always,
	FOREIGN_CONTACT,
	FOREIGN_SIGNAL,
	MODES,
	type Mode,
} from "#durable-objects/testing/scripted-model.setup.ts";
import { METERED, type Wire } from "#durable-objects/testing/scripted-wires.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { CALL_TOKENS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { modelReasoner } from "./reasoner.ts";

beforeEach(() => {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

/** The mail asks for a price: the last is woken by a hand-off. */
const WOKEN = ["qualifier", "discovery", "strategy", "pipeline", "reply-handler", "proposal"];
const BUDGET = "EUR 140,000";

type Answer = (asked: AskedOfModel) => string;

/** A deal that reads one mail, all of whose skills ask this model. */
async function runWith(wire: Wire, next: () => Mode, answer: Answer = competentAnswer) {
	standStill();
	const at = await newTenant("gateway");
	const deal = testDeal(at);
	const month = monthOf();
	const gateway = scriptedGateway(wire, [{ next, answer }], { month });
	giveModel(at, modelReasoner(gateway.deps));
	await deal.receive("first");
	await vi.waitUntil(async () => !(await deal.read()).working, { interval: 10, timeout: 5_000 });
	const [latest] = await deal.runs();
	const full = await deal.rpc().run(deal.by(), latest?.run as never);
	if (full.type !== "done") throw new Error("the run is there");
	return { ...gateway, month, deal, run: full.value, view: await deal.read() };
}

describe.each(WIRES)("a crew with a model on the wire of %s", (wire) => {
	test("[S2-77][S0-51] that answers well: one call a step, facts by the same rules, tokens on the step", async () => {
		const { asked, month, deal, run, view } = await runWith(wire, always("good"));
		expect(run.state).toBe("done");
		expect(run.steps.map(({ skill }) => skill)).toEqual(WOKEN);
		expect(asked()).toHaveLength(WOKEN.length);
		for (const step of run.steps)
			expect(step).toMatchObject({
				reasoner: "model:scripted",
				degraded: false,
				tokens: { prompt: METERED.prompt, output: METERED.output },
				outcome: "done",
			});
		expect(view.facts.find(({ key }) => key === "bant.budget")?.value).toContain("140,000");
		const quoted = view.facts.flatMap(({ evidence }) => evidence);
		for (const { quote, start } of quoted) expect(WORDS.slice(start, start + (quote?.length ?? 0))).toBe(quote);
		expect(month.asked.every(({ tokens, deal: of }) => tokens <= CALL_TOKENS_MAX && of === deal.id)).toBe(true);
		expect(month.settled).toHaveLength(WOKEN.length);
		await expectReplays(deal);
	});

	test("[INV2] least privilege holds for a model: what a skill may not propose is refused, whoever answered", async () => {
		const { run, view } = await runWith(wire, always("good"), (asked) => {
			const signal = /signal (s-[a-z2-7]{20})/.exec(asked.user)?.[1] ?? "";
			const start = WORDS.indexOf(BUDGET);
			const evidence = [{ signal, quote: BUDGET, start, end: start + BUDGET.length }];
			const claim = { key: "bant.budget", value: BUDGET, confidence: 0.9, evidence };
			return JSON.stringify({ proposals: [{ type: "learn-fact", claim }], summary: "A budget." });
		});
		expect(view.facts.filter(({ key }) => key === "bant.budget")).toHaveLength(1);
		const refused = run.refusals.filter(({ proposal }) => proposal === "learn-fact").map(({ skill }) => skill);
		expect(refused).toEqual(expect.arrayContaining(["strategy", "pipeline"]));
	});

	test("[INV12] another tenant's ids in an answer: nothing of it stands", async () => {
		const { deal, run, view } = await runWith(wire, always("foreign"));
		expect(run.state).toBe("done");
		const kept = JSON.stringify([view.facts, view.approvals, view.contacts, await deal.outbox()]);
		expect(kept).not.toContain(FOREIGN_SIGNAL);
		expect(kept).not.toContain(FOREIGN_CONTACT);
		await expectReplays(deal);
	});

	test("[S0-51] the prefix of an agent is the same bytes in each run", async () => {
		const systems = (asked: readonly AskedOfModel[]) => asked.map(({ system }) => system);
		const first = await runWith(wire, always("good"));
		const second = await runWith(wire, always("good"));
		expect(systems(second.asked())).toEqual(systems(first.asked()));
		expect(new Set(systems(first.asked())).size).toBe(WOKEN.length);
	});

	test.each(MODES)("[S2-75][REL10] %s: the run ends, nothing is settled twice, no step fails", async (mode) => {
		const { month, deal, run, view } = await runWith(wire, always(mode));
		expect(run.state).toBe("done");
		expect(run.steps.map(({ skill }) => skill)).toEqual(WOKEN);
		expect(run.steps.every(({ outcome }) => outcome === "done")).toBe(true);
		// By a model or by rules, the buyer's budget was read, and nothing left without a person.
		expect(view.facts.map(({ key }) => key)).toContain("bant.budget");
		expect(view.approvals).toHaveLength(1);
		expect(await deal.outbox()).toEqual([]);
		expect(month.settled.map(({ call }) => call).sort()).toEqual(month.asked.map(({ call }) => call).sort());
		expect(new Set(month.settled.map(({ call }) => call)).size).toBe(month.settled.length);
		const settled = month.settled.reduce((sum, { tokens }) => sum + tokens, 0);
		const onSteps = run.steps.filter(({ reasoner, degraded }) => degraded || reasoner.startsWith("model:"));
		const counted = onSteps.reduce((sum, { tokens }) => sum + tokens.prompt + tokens.output, 0);
		if (month.settled.length === WOKEN.length && settled > 0) expect(counted).toBe(settled);
		await expectReplays(deal);
	});
});
