import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import type { StepResult } from "#durable-objects/platform/run-skill.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import {
	claimOf,
	gate,
	giveCrew,
	giveModel,
	NOTHING,
	paidAnswer,
	testSkill,
} from "#durable-objects/testing/crew.setup.ts";
import { crash, expectReplays, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import {
	CALL_TOKENS_MAX,
	DEAL_COST_MICROS_MAX,
	RUN_TOKENS_MAX,
	TURN_ATTEMPTS_MAX,
} from "#knowledge/core/vocabulary/limits.ts";

async function freshDeal() {
	const clock = standStill();
	const at = await newTenant("model");
	return { clock, at, deal: testDeal(at) };
}

/** Work that waits for a model goes on behind the command that caused it. */
const isDone = (deal: TestDeal) =>
	vi.waitUntil(async () => !(await deal.read()).working, { interval: 10, timeout: 5_000 });
const steps = async (deal: TestDeal) => (await deal.runs()).flatMap((run) => run.steps);

test("[S0-42][S0-122] the skills of a stage are asked side by side: a stage takes as long as its slowest", async () => {
	const { at, deal } = await freshDeal();
	const names = ["one", "two", "three"];
	const gates = names.map(gate);
	const order: string[] = [];
	giveCrew(at, [names.map((name) => testSkill(name, () => NOTHING)), [testSkill("after", () => NOTHING)]]);
	giveModel(at, async (skill) => {
		order.push(`asked ${skill.name}`);
		await gates[names.indexOf(skill.name)]?.passed();
		order.push(`${skill.name} answered`);
		return paidAnswer(NOTHING);
	});
	await deal.receive("first");
	await vi.waitUntil(() => order.length === 3, { interval: 5 });
	expect(order).toEqual(["asked one", "asked two", "asked three"]);
	for (const each of [...gates].reverse()) each.open();
	await isDone(deal);
	expect(order.slice(3, 6).sort()).toEqual(["one answered", "three answered", "two answered"]);
	expect(order.slice(6)).toEqual(["asked after", "after answered"]);
	expect((await steps(deal)).map((step) => step.skill)).toEqual([...names, "after"]);
	await expectReplays(deal);
});

test("[INV5] a new mail while a model thinks: its answer is about what was true, is discarded, and is asked for again", async () => {
	const { at, deal } = await freshDeal();
	const first = gate();
	let asked = 0;
	giveCrew(at, [[testSkill("thinker", () => NOTHING)]]);
	giveModel(at, async (_skill, input) => {
		asked += 1;
		if (asked === 1) await first.passed();
		return paidAnswer({ proposals: [claimOf(input, `answer ${asked}`)], summary: "Thought." });
	});
	await deal.receive("first");
	await vi.waitUntil(() => asked === 1, { interval: 5 });
	const jonas = { address: "jonas.petrie@brightfen.example", name: "Jonas Petrie" };
	await deal.receive("second", { from: jonas, text: "Please copy me in." });
	expect((await deal.read()).contacts).toHaveLength(2);
	first.open();
	await isDone(deal);
	const [second, latest] = await deal.runs();
	expect(latest?.steps.map((step) => step.outcome)).toEqual(["discarded", "done"]);
	expect(latest?.steps[0]).toMatchObject({ fault: "input-changed", costMicros: 5_000 });
	expect(second?.steps.map((step) => step.outcome)).toEqual(["done"]);
	expect((await deal.read()).facts.map((fact) => fact.value)).not.toContain("answer 1");
	expect((await deal.read()).counts.costMicros).toBe(15_000);
	await expectReplays(deal);
});

test("[INV5] a deal that never stands still does not spend without end: the step fails, flagged, after a bounded number", async () => {
	const { at, deal } = await freshDeal();
	let asked = 0;
	giveCrew(at, [[testSkill("thinker", () => NOTHING)]]);
	giveModel(at, async (_skill, _input) => {
		asked += 1;
		const name = `person${asked}`;
		if (asked <= TURN_ATTEMPTS_MAX)
			await deal.receive(name, { from: { address: `${name}@brightfen.example`, name }, text: "Me too." });
		return paidAnswer(NOTHING);
	});
	await deal.receive("first");
	await isDone(deal);
	const first = (await deal.runs()).at(-1);
	expect(first?.state).toBe("partial");
	expect(first?.steps.map((step) => step.outcome)).toEqual(["discarded", "discarded", "failed"]);
	expect((await deal.read()).flags).toMatchObject([{ kind: "turn-contended", skill: "thinker" }]);
	await expectReplays(deal);
});

test("[INV6] a crash after a stage was paid for: the answer is kept, and only what was not answered is asked again", async () => {
	const { clock, at, deal } = await freshDeal();
	const asked: string[] = [];
	const never = gate();
	giveCrew(at, [[testSkill("paid", () => NOTHING)], [testSkill("waiting", () => NOTHING)]]);
	giveModel(at, async (skill) => {
		asked.push(skill.name);
		if (asked.length === 2) await never.passed();
		return paidAnswer(NOTHING);
	});
	await deal.receive("first");
	await vi.waitUntil(() => asked.length === 2, { interval: 5 });
	expect((await steps(deal)).map((step) => step.skill)).toEqual(["paid"]);
	await crash();
	never.open();
	await deal.settle(clock);
	await isDone(deal);
	expect(asked).toEqual(["paid", "waiting", "waiting"]);
	const [run] = await deal.runs();
	expect(run).toMatchObject({ state: "done" });
	expect(run?.steps.map((step) => step.skill)).toEqual(["paid", "waiting"]);
	await expectReplays(deal);
});

test("[S4-13] paused while a model thinks: its answer is kept, the next stage waits for the resume", async () => {
	const { clock, at, deal } = await freshDeal();
	const thinking = gate();
	const asked: string[] = [];
	giveCrew(at, [[testSkill("one", () => NOTHING)], [testSkill("two", () => NOTHING)]]);
	giveModel(at, async (skill) => {
		asked.push(skill.name);
		if (skill.name === "one") await thinking.passed();
		return paidAnswer(NOTHING);
	});
	await deal.receive("first");
	await vi.waitUntil(() => asked.length === 1, { interval: 5 });
	await deal.rpc().setAutomation(deal.by(), "paused");
	thinking.open();
	await vi.waitUntil(async () => (await steps(deal)).length === 1, { interval: 10 });
	await deal.settle(clock);
	expect(asked).toEqual(["one"]);
	await deal.rpc().setAutomation(deal.by(), "active");
	await vi.waitUntil(async () => (await deal.runs())[0]?.state === "done", { interval: 10 });
	expect(asked).toEqual(["one", "two"]);
	await expectReplays(deal);
});

test("[S0-93] past the deal's ceiling nothing is bought: the refusal is an event, rules answer, and the step says so", async () => {
	const { at, deal } = await freshDeal();
	let bought = 0;
	giveCrew(at, [[testSkill("thinker", () => ({ proposals: [], summary: "By rules." }))]]);
	giveModel(at, async (): Promise<StepResult> => {
		bought += 1;
		return { ...paidAnswer(NOTHING), costMicros: DEAL_COST_MICROS_MAX };
	});
	await deal.receive("first");
	await isDone(deal);
	await deal.receive("second", { text: "And onboarding?" });
	await isDone(deal);
	expect(bought).toBe(1);
	const refused = (await deal.events()).filter((each) => each.event.type === "deal.budget-refused");
	expect(refused).toMatchObject([{ event: { skill: "thinker", limit: "deal-cost", left: 0 } }]);
	expect((await deal.runs())[0]?.steps).toMatchObject([{ reasoner: "rules:1", degraded: true, summary: "By rules." }]);
	await expectReplays(deal);
});

test("[S0-93] what is asked again is bought again: past the ceiling rules answer, and the refusal is on record", async () => {
	const { at, deal } = await freshDeal();
	const first = gate();
	let bought = 0;
	giveCrew(at, [[testSkill("thinker", () => ({ proposals: [], summary: "By rules." }))]]);
	giveModel(at, async (): Promise<StepResult> => {
		bought += 1;
		if (bought === 1) await first.passed();
		return { ...paidAnswer(NOTHING), costMicros: DEAL_COST_MICROS_MAX };
	});
	await deal.receive("first");
	await vi.waitUntil(() => bought === 1, { interval: 5 });
	const jonas = { address: "jonas.petrie@brightfen.example", name: "Jonas Petrie" };
	await deal.receive("second", { from: jonas, text: "Please copy me in." });
	first.open();
	await isDone(deal);
	expect(bought).toBe(1);
	const run = (await deal.runs()).at(-1);
	expect(run?.steps).toMatchObject([
		{ outcome: "discarded", costMicros: DEAL_COST_MICROS_MAX },
		{ outcome: "done", reasoner: "rules:1", degraded: true, summary: "By rules." },
	]);
	const refused = (await deal.events()).filter((each) => each.event.type === "deal.budget-refused");
	expect(refused[0]).toMatchObject({ event: { run: run?.run, skill: "thinker", limit: "deal-cost", left: 0 } });
	await expectReplays(deal);
});

test("[REL8] a model that rejects outright takes no run with it: what is owed is found by the next alarm", async () => {
	const { clock, at, deal } = await freshDeal();
	let asked = 0;
	giveCrew(at, [[testSkill("thinker", () => NOTHING)]]);
	giveModel(at, async () => {
		asked += 1;
		if (asked === 1) throw new Error("a bug of a reasoner");
		return paidAnswer(NOTHING);
	});
	await deal.receive("first").catch(() => undefined);
	await vi.waitUntil(() => asked === 1, { interval: 5 });
	await deal.settle(clock);
	await isDone(deal);
	expect(asked).toBe(2);
	expect((await deal.runs())[0]).toMatchObject({ state: "done" });
});

test("[K7] skills that are asked at once share the ceilings: neither a run nor a deal is exceeded by more than one call", async () => {
	const { at, deal } = await freshDeal();
	const named = (...names: string[]) => names.map((name) => testSkill(`skill-${name}`, () => NOTHING));
	const call = { ...paidAnswer(NOTHING), tokens: { prompt: CALL_TOKENS_MAX - 100, output: 100 } };
	giveModel(at, async () => call);
	giveCrew(at, [named("a", "b", "c"), named("d", "e", "f", "g", "h")]);
	await deal.receive("first");
	await isDone(deal);
	const bought = (await steps(deal)).filter(({ reasoner }) => reasoner === call.reasoner).length;
	expect(bought * CALL_TOKENS_MAX).toBeGreaterThan(RUN_TOKENS_MAX - CALL_TOKENS_MAX);
	expect(bought * CALL_TOKENS_MAX).toBeLessThanOrEqual(RUN_TOKENS_MAX + CALL_TOKENS_MAX);

	const dear = await freshDeal();
	giveModel(dear.at, async () => ({ ...call, costMicros: DEAL_COST_MICROS_MAX - 1 }));
	giveCrew(dear.at, [named("a")]);
	await dear.deal.receive("first");
	await isDone(dear.deal);
	giveModel(dear.at, async () => ({ ...call, costMicros: 100_000 }));
	giveCrew(dear.at, [named("b", "c", "d")]);
	await dear.deal.rpc().requestRun(dear.deal.by(), "click-1");
	await isDone(dear.deal);
	const refused = (await dear.deal.events()).filter(({ event }) => event.type === "deal.budget-refused");
	expect(refused.map(({ event }) => event)).toMatchObject([{ limit: "deal-cost" }, { limit: "deal-cost" }]);
});

test("[S0-117] the same question of the same agent costs nothing the second time; other evidence is another question", async () => {
	const { at, deal } = await freshDeal();
	let bought = 0;
	giveCrew(at, [[testSkill("thinker", () => NOTHING)]]);
	giveModel(at, async (_skill, input) => {
		bought += 1;
		return paidAnswer({ proposals: [claimOf(input, "Known.")], summary: "Thought." });
	});
	await deal.receive("first");
	await isDone(deal);
	// What the first run learned is evidence that was not there when it was asked.
	await deal.rpc().requestRun(deal.by(), "click-1");
	await isDone(deal);
	expect(bought).toBe(2);
	await deal.rpc().requestRun(deal.by(), "click-2");
	await isDone(deal);
	expect(bought).toBe(2);
	const [latest] = await deal.runs();
	expect(latest?.steps).toMatchObject([
		{ outcome: "done", reasoner: "model:scripted", degraded: false, costMicros: 0, tokens: { prompt: 0, output: 0 } },
	]);
	const settled = (await deal.events()).filter(({ event }) => event.type === "deal.step-settled");
	expect(settled.map(({ event }) => event)).toMatchObject(
		["miss", "miss", "hit"].map((cache) => ({ model: { cache, instead: null } })),
	);
	await crash();
	await deal.rpc().requestRun(deal.by(), "click-3");
	await isDone(deal);
	expect(bought).toBe(2);
	await expectReplays(deal);
});

test("[S0-117] a kept answer is one agent version's and one model's", async () => {
	const { at, deal } = await freshDeal();
	const asked: string[] = [];
	const model = (name: string) =>
		giveModel(
			at,
			async (skill) => {
				asked.push(`${name} ${skill.version}`);
				return paidAnswer(NOTHING);
			},
			name,
		);
	giveCrew(at, [[testSkill("thinker", () => NOTHING)]]);
	model("one");
	await deal.receive("first");
	await isDone(deal);
	model("two");
	await deal.rpc().requestRun(deal.by(), "click-1");
	await isDone(deal);
	giveCrew(at, [[testSkill("thinker", () => NOTHING, { version: 2 })]]);
	await deal.rpc().requestRun(deal.by(), "click-2");
	await isDone(deal);
	await deal.rpc().requestRun(deal.by(), "click-3");
	await isDone(deal);
	expect(asked).toEqual(["one 1", "two 1", "two 2"]);
});

test("[FL2] what the rules found and the model did not is learned; the model's own answer is kept to the letter", async () => {
	const { at, deal } = await freshDeal();
	giveCrew(at, [[testSkill("thinker", (input) => ({ proposals: [claimOf(input, "By rules.")], summary: "Found." }))]]);
	giveModel(at, async () => paidAnswer({ proposals: [], summary: "Saw nothing." }));
	await deal.receive("first");
	await isDone(deal);
	expect((await deal.read()).facts.map((fact) => fact.value)).toEqual(["By rules."]);
	const [latest] = await deal.runs();
	const run = expectDone(await deal.rpc().run(deal.by(), latest?.run as never));
	expect(run.steps).toMatchObject([
		{ reasoner: "model:scripted", degraded: false, model: { byRules: 1, instead: null } },
	]);
	expect(run.steps[0]?.model?.answer).toBe(JSON.stringify({ proposals: [], summary: "Saw nothing." }));
	expect(run.steps[0]?.output).toContain("By rules.");
	await expectReplays(deal);
});
