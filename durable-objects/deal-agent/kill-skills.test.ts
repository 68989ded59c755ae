import { describe, expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { type Reasoner, rulesReasoner } from "#durable-objects/platform/run-skill.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveModel, givePatience } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, testDeal, transcriptOf } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import type { SkillOutput } from "#knowledge/core/deal/skill.ts";

/*
 * S4-14 with the real crew: each of its skills killed in turn, in each way. The reasoner of the skill is replaced, not the
 * skill: the others answer by their own rules.
 */
const WAYS = { throws: "threw", hangs: "hung", "answers nonsense": "nonsense" } as const;
type Way = keyof typeof WAYS;

const boom = (): never => {
	throw new Error("boom");
};
const nonsense = () => ({ proposals: "none" }) as unknown as SkillOutput;

const rules: Reasoner = rulesReasoner(() => 0);

/** A buyer's mail that asks for a price wakes all but Coaching, which a call wakes. */
const signalFor = (victim: string): "mail" | "call" => (victim === "coaching" ? "call" : "mail");

async function runWith(victim: string, how: Way, by: "mail" | "call") {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	standStill();
	const at = await newTenant("kill");
	const deal = testDeal(at);
	givePatience(at, 50);
	giveModel(at, async (skill, ...question) => {
		if (skill.name !== victim) return rules(skill, ...question);
		if (how === "hangs") return new Promise<never>(() => undefined);
		return rules({ ...skill, reason: how === "throws" ? boom : nonsense }, ...question);
	});
	const mail = deal.delivery("one");
	await deal.rpc().receive(deal.by(), by === "mail" ? mail : transcriptOf(mail));
	const read = await vi.waitFor(
		async () => {
			const view = await deal.read();
			expect(view.working).toBe(false);
			return view;
		},
		{ timeout: 5_000, interval: 10 },
	);
	const [latest] = await deal.runs();
	return { deal, view: read, run: expectDone(await deal.rpc().run(deal.by(), latest?.run as never)) };
}

describe.each(Object.keys(WAYS) as Way[])("[S4-14][S4-18] a skill that %s", (how) => {
	test.each(ROSTER.map(({ name }) => name))(
		"%s: the others finish, the failure is on record and flagged",
		async (victim) => {
			const by = signalFor(victim);
			const healthy = await runWith("nobody", how, by);
			const { deal, view, run } = await runWith(victim, how, by);
			const fault = WAYS[how];
			expect(run.state).toBe("partial");
			for (const step of run.steps) {
				expect(step.outcome).toBe(step.skill === victim ? "failed" : "done");
				if (step.skill === victim) expect(step).toMatchObject({ fault, output: null });
			}
			// Whom a victim would have handed over to is not woken; everybody else is.
			const handedTo = healthy.run.handoffs.filter(({ from }) => from === victim).map(({ to }) => to);
			const others = healthy.run.steps.map(({ skill }) => skill).filter((name) => !handedTo.includes(name));
			expect(others).toContain(victim);
			expect(run.steps.map(({ skill }) => skill).sort()).toEqual([...others].sort());
			const failures = view.flags.filter(({ kind }) => kind === "step-failed");
			expect(failures).toMatchObject([{ skill: victim, code: fault, run: run.run }]);
			await expectReplays(deal);
		},
	);
});
