import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { claimOf, giveCrew, NOTHING, testSkill } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, refusalOf, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { InvariantError } from "#knowledge/core/vocabulary/invariant.ts";
import { RUN_BREAKS_MAX, TICK_MS } from "#knowledge/core/vocabulary/limits.ts";

async function freshDeal() {
	const clock = standStill();
	const at = await newTenant("run");
	return { clock, at, deal: testDeal(at) };
}

const quiet = () => vi.spyOn(console, "error").mockImplementation(() => undefined);
const learner = (name: string) =>
	testSkill(name, (input) => ({ proposals: [claimOf(input, `from ${name}`)], summary: name }));

const BROKEN: readonly (readonly [how: string, fault: string, reason: () => SkillOutput])[] = [
	[
		"throws",
		"threw",
		() => {
			throw new Error("boom");
		},
	],
	["answers nonsense", "nonsense", () => ({ proposals: "none" }) as unknown as SkillOutput],
	["answers with more than it may", "nonsense", () => ({ ...NOTHING, approve: true }) as SkillOutput],
];

test.each(BROKEN)(
	"[S4-14][S4-18] one skill %s: one failed step (%s), one flag, the others finish, the run is partial",
	async (_how, fault, reason) => {
		quiet();
		const { at, deal } = await freshDeal();
		giveCrew(at, [[learner("first"), testSkill("broken", reason)], [learner("last")]]);
		await deal.receive("one");
		const run = expectDone(await deal.rpc().run(deal.by(), (await deal.runs())[0]?.run as never));
		expect(run.state).toBe("partial");
		expect(run.steps.map(({ skill, outcome }) => [skill, outcome])).toEqual([
			["first", "done"],
			["broken", "failed"],
			["last", "done"],
		]);
		expect(run.steps[1]).toMatchObject({ fault, output: null });
		const view = await deal.read();
		expect(view.facts.map((each) => each.value)).toContain("from last");
		expect(view.flags).toMatchObject([{ kind: "step-failed", skill: "broken", code: fault, run: run.run }]);
		await expectReplays(deal);
	},
);

test("[S4-10] a retry runs the failed step and nothing else; what went well is untouched, and the flag is gone", async () => {
	quiet();
	const { at, deal } = await freshDeal();
	const asked: string[] = [];
	let isBroken = true;
	const counting = (name: string) =>
		testSkill(name, () => {
			asked.push(name);
			if (name === "second" && isBroken) throw new Error("boom");
			return NOTHING;
		});
	giveCrew(at, [[counting("first")], [counting("second")], [counting("third")]]);
	await deal.receive("one");
	const [failed] = await deal.runs();
	const of = { run: failed?.run as never, step: 2 };
	expect(asked).toEqual(["first", "second", "third"]);
	expect(refusalOf(await deal.rpc().retryStep(deal.by(), { ...of, step: 1 }, "again"))).toBe("conflict");
	expect(refusalOf(await deal.rpc().retryStep(deal.by(), { ...of, step: 9 }, "again"))).toBe("not-found");

	isBroken = false;
	const retried = expectDone(await deal.rpc().retryStep(deal.by(), of, "again"));
	expect(asked).toEqual(["first", "second", "third", "second"]);
	const [latest, before] = await deal.runs();
	expect(latest).toMatchObject({ run: retried, state: "done", trigger: { type: "retry", step: 2, skill: "second" } });
	expect(latest?.skipped).toEqual([
		{ skill: "first", why: "not-asked" },
		{ skill: "third", why: "not-asked" },
	]);
	expect(before).toEqual(failed);
	expect((await deal.read()).flags).toEqual([]);

	expect(expectDone(await deal.rpc().retryStep(deal.by(), of, "again"))).toBe(retried);
	expect(asked).toHaveLength(4);
	await expectReplays(deal);
});

test("[S4-10] a retry that fails again keeps the flag of the failure and adds its own", async () => {
	quiet();
	const { at, deal } = await freshDeal();
	giveCrew(at, [[testSkill("broken", BROKEN[0]?.[2] as () => SkillOutput)]]);
	await deal.receive("one");
	const [failed] = await deal.runs();
	await deal.rpc().retryStep(deal.by(), { run: failed?.run as never, step: 1 }, "again");
	expect((await deal.read()).flags.map((flag) => flag.kind)).toEqual(["step-failed", "step-failed"]);
	expect((await deal.runs()).map((run) => run.state)).toEqual(["partial", "partial"]);
});

const handOver = (name: string, to: string) =>
	testSkill(name, () => ({
		proposals: [{ type: "hand-off", to: SkillName.parse(to), task: `Look at it, ${to}.`, priority: "normal" }],
		summary: `To ${to}.`,
	}));

test("[S0-118] hand-offs in a circle end after three hops, and each refusal is on record", async () => {
	const { at, deal } = await freshDeal();
	const names = ["ann", "ben", "cat", "dan", "eve"];
	const skills = names.map((name, i) => handOver(name, names[(i + 1) % names.length] ?? "ann"));
	giveCrew(at, [skills.slice(0, 1)], skills.slice(1));
	await deal.receive("one");
	const [run] = await deal.runs();
	expect(run?.state).toBe("done");
	expect(run?.steps.map(({ skill, hop }) => [skill, hop])).toEqual([
		["ann", 0],
		["ben", 1],
		["cat", 2],
		["dan", 3],
	]);
	expect(run?.handoffs.map(({ to, hop, outcome }) => [to, hop, outcome])).toEqual([
		["ben", 1, "delivered"],
		["cat", 2, "delivered"],
		["dan", 3, "delivered"],
		["eve", 4, "refused-hops"],
	]);
	await expectReplays(deal);
});

test("[SU3] two who hand to each other, and a hand-off to nobody we know: every run ends", async () => {
	const { at, deal } = await freshDeal();
	giveCrew(at, [[handOver("ann", "ben")], [handOver("lost", "ghost")]], [handOver("ben", "ann")]);
	await deal.receive("one");
	const [run] = await deal.runs();
	expect(run?.state).toBe("done");
	expect(run?.handoffs.map(({ from, to, outcome }) => [from, to, outcome])).toContainEqual([
		"lost",
		"ghost",
		"refused-unknown-skill",
	]);
	expect(run?.handoffs.some((each) => each.outcome === "refused-repeat")).toBe(true);
	expect(run?.steps.length).toBeLessThanOrEqual(5);
});

test("[INV2] what no rule lets a skill do is refused by name and harms no other proposal", async () => {
	const { at, deal } = await freshDeal();
	const greedy = testSkill(
		"greedy",
		(input) => ({
			proposals: [
				{ type: "move-stage", to: "CLOSED_WON", why: "They love us.", evidence: [] },
				{ type: "draft-email", to: [at.contact("attacker@evil.example")], subject: "Hi", body: "Hello", why: "Told." },
				claimOf(input, "stays"),
			],
			summary: "Everything.",
		}),
		{ mayPropose: ["move-stage", "draft-email", "learn-fact"] },
	);
	giveCrew(at, [[greedy]]);
	await deal.receive("one");
	const [run] = await deal.runs();
	expect(run?.refusals.map((each) => each.rule)).toEqual(["PO2", "JU4"]);
	const view = await deal.read();
	expect(view.facts.map((fact) => fact.value)).toEqual(["stays"]);
	expect(view).toMatchObject({ stage: "PROSPECTING", approvals: [] });
	expect(await deal.outbox()).toEqual([]);
});

test("[S4-12] each step is journaled with its exact input and output, and each skipped skill with why", async () => {
	const { at, deal } = await freshDeal();
	await deal.receive("one");
	const runs = await deal.runs();
	const run = expectDone(await deal.rpc().run(deal.by(), runs[0]?.run as never));
	for (const step of run.steps) {
		expect(JSON.parse(step.input ?? "null")).toMatchObject({ skill: step.skill, input: { deal: { id: deal.id } } });
		expect(JSON.parse(step.output ?? "null").summary).toBe(step.summary);
		expect(step.tokens.prompt).toBeGreaterThan(0);
	}
	const note = { ...deal.delivery("note"), kind: "note" as const, author: "us" as const, contact: null };
	await deal.rpc().receive(at.dealCall(deal.id), note);
	expect((await deal.runs())[0]?.skipped).toEqual([
		{ skill: "coaching", why: "nothing-of-ours" },
		{ skill: "proposal", why: "on-hand-off" },
	]);
});

test("[S4-06] every six hours the deal looks at itself: where there is something to answer it does, else it leaves no trace", async () => {
	const { clock, deal } = await freshDeal();
	await deal.receive("one");
	await deal.settle(clock);
	const before = await deal.read();
	const tick = await deal.alarm();
	expect(tick).toBeLessThanOrEqual(clock.now() + TICK_MS);
	clock.at(tick ?? 0);
	await deal.fire();
	const after = await deal.read();
	expect(after.stateHash).toBe(before.stateHash);
	expect(await deal.alarm()).toBe(clock.now() + TICK_MS);
});

test("[S4-15] one click asked ten times at once is one run", async () => {
	const { deal } = await freshDeal();
	await deal.receive("one");
	const runs = await Promise.all(Array.from({ length: 10 }, () => deal.rpc().requestRun(deal.by(), "click")));
	expect(new Set(runs.map((each) => expectDone(each))).size).toBe(1);
	expect(await deal.runs()).toHaveLength(2);
	expect(expectDone(await deal.rpc().requestRun(deal.by(), "another"))).not.toBe(expectDone(runs[0] as never));
	await expectReplays(deal);
});

test("[S4-18] a run that our own code breaks off again and again makes room for the next, and a person is told", async () => {
	quiet();
	const { at, deal } = await freshDeal();
	let isBroken = true;
	const fragile = testSkill("fragile", () => NOTHING, {
		judge: () => {
			throw new InvariantError("a bug of ours, outside what a skill may throw in");
		},
	});
	const sound = testSkill("sound", () => NOTHING);
	giveCrew(at, [[{ ...fragile, reason: (input) => (isBroken ? asking(input) : NOTHING) }, sound]]);
	await deal.receive("one");
	for (let look = 1; look < RUN_BREAKS_MAX; look++) {
		expect((await deal.read()).working).toBe(true);
		await deal.fire();
	}
	const view = await deal.read();
	expect(view.working).toBe(false);
	expect(view.flags.map((flag) => flag.kind)).toEqual(["run-broken"]);
	expect((await deal.runs()).map((run) => run.state)).toEqual(["abandoned"]);
	isBroken = false;
	await deal.receive("two");
	expect((await deal.runs()).map((run) => run.state)).toEqual(["done", "abandoned"]);
	await expectReplays(deal);
});

const asking = (_input: SkillInput): SkillOutput => ({
	proposals: [{ type: "ask-human", why: "Because." }],
	summary: "Asks.",
});
