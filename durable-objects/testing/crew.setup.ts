import { vi } from "vitest";
import type { Crew, CrewModel } from "#durable-objects/deal-agent/crew.ts";
import { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
import type { Reasoner, StepResult } from "#durable-objects/platform/run-skill.ts";
import type { Skill, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import type { TestTenant } from "./tenant.setup.ts";

type Hooks = {
	crew(): Crew;
	model(): CrewModel | null;
	stepMs(): number;
	host: { stored: { board: { tenant: string } } | null } | undefined;
};

/** Puts an answer into one of the hooks of DealAgent, for one tenant, until the test ends. It outlives evictions and crashes. */
function hook<K extends "crew" | "model" | "stepMs">(name: K, at: TestTenant, answer: ReturnType<Hooks[K]>): void {
	const prototype = DealAgent.prototype as unknown as Hooks;
	const before = prototype[name] as (this: Hooks) => ReturnType<Hooks[K]>;
	vi.spyOn(prototype, name).mockImplementation(function (this: Hooks) {
		return this.host?.stored?.board.tenant === at.tenant ? answer : before.call(this);
	} as never);
}

export const giveModel = (at: TestTenant, reason: Reasoner, name = "scripted"): void =>
	hook("model", at, { reason, name });

/** How long one stage may think. */
export const givePatience = (at: TestTenant, ms: number): void => hook("stepMs", at, ms);

/** Stages of skills, woken by every signal and click; skills in `idle` are woken by hand-offs only. */
export function giveCrew(at: TestTenant, stages: readonly (readonly Skill[])[], idle: readonly Skill[] = []): void {
	hook("crew", at, {
		skills: [...stages.flat(), ...idle],
		routes: stages.flatMap((skills, stage) => skills.map(({ name }) => ({ skill: name, stage, when: () => null }))),
	});
}

export const NOTHING: SkillOutput = { proposals: [], summary: "Nothing to do." };

export function testSkill(
	name: string,
	reason: (input: SkillInput) => SkillOutput,
	changes: Partial<Skill> = {},
): Skill {
	return {
		name: SkillName.parse(name),
		version: 1,
		group: "deal-coordination",
		soul: { identity: name, responsibilities: ["Do as the test says."], prohibitions: ["Nothing else."], text: name },
		sees: { facts: "all", catalogue: true, history: true, crm: true },
		mayPropose: ["learn-fact", "draft-email", "move-stage", "ask-human", "hand-off", "update-crm", "coach-rep"],
		mayOffer: true,
		factKeys: ["bant.need", "conversation.ask"],
		reason,
		judge: () => ({ type: "pass" }),
		...changes,
	};
}

/** A claim with its proof: the first words of what the buyer wrote. */
export function claimOf(input: SkillInput, value: string): SkillOutput["proposals"][number] {
	const span = input.signal?.visible[0];
	if (!input.signal || !span) throw new Error("there is nothing to quote");
	const { start } = span;
	const end = Math.min(span.end, start + 8);
	const evidence = [{ signal: input.signal.id, quote: input.signal.text.slice(start, end), start, end }];
	return { type: "learn-fact", claim: { key: "bant.need", value, confidence: 0.9, evidence } };
}

/**
 * Something to wait at until the test lets go. Polled, because a promise that another request settles wakes nobody here.
 */
export function gate() {
	let isOpen = false;
	return {
		open: (): void => {
			isOpen = true;
		},
		passed: () => vi.waitUntil(() => isOpen, { interval: 5, timeout: 10_000 }),
	};
}

/** What a model would have answered, at the price of one: for a reasoner of the test's own. */
export const paidAnswer = (output: SkillOutput): StepResult => ({
	outcome: { type: "done", output },
	reasoner: "model:scripted",
	degraded: false,
	tokens: { prompt: 1_000, output: 100 },
	costMicros: 5_000,
	durationMs: 1,
	paid: true,
	model: { calls: [], cache: "miss", instead: null },
});

/**
 * A crew as small as it can be: one skill learns a fact, the next drafts an answer. For tests of what becomes of drafts:
 * they must not depend on what the real agents make of a text.
 */
export function giveSmallCrew(at: TestTenant): void {
	const learner = testSkill("qualifier", (input) => ({ proposals: [claimOf(input, "A need.")], summary: "Learnt." }));
	const writer = testSkill("reply-handler", (input) => ({
		proposals: [
			{
				type: "draft-email",
				to: input.contacts.map((contact) => contact.id),
				subject: `Re: ${input.signal?.subject ?? input.deal.name}`,
				body: "Dear all,\n\nthank you for your mail; here is what you asked for.\n\nBest regards",
				why: "They asked.",
			},
		],
		summary: "Drafted.",
	}));
	giveCrew(at, [[learner], [writer]]);
}
