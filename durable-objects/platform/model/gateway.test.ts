import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { monthOf, scriptedGateway, WIRES } from "#durable-objects/testing/model.setup.ts";
import {
	always,
	HUGE_BYTES,
	inTurn,
	MODES,
	type Mode,
	RETRY_AFTER_S,
} from "#durable-objects/testing/scripted-model.setup.ts";
import { METERED } from "#durable-objects/testing/scripted-wires.setup.ts";
import { promptOf } from "#knowledge/agents/prompt.ts";
import type { SkillOutput } from "#knowledge/core/deal/skill.ts";
import { StepSettled } from "#knowledge/core/events/deal.ts";
import { anInput, aSkill } from "#knowledge/core/testing/builders.ts";
import { RunId } from "#knowledge/core/vocabulary/ids.ts";
import { CALL_TOKENS_MAX, STAGE_SKILLS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { ModelOutcome, RulesInstead } from "#knowledge/core/vocabulary/model-call.ts";
import type { Asking } from "../run-skill.ts";
import type { TokenBudget } from "./budget-port.ts";
import { ATTEMPTS_MAX } from "./call-model.ts";
import { type ModelDeps, modelReasoner } from "./reasoner.ts";
import { ANSWER_BYTES_MAX } from "./wire.ts";

beforeEach(() => {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	vi.spyOn(console, "error").mockImplementation(() => undefined);
});

const BY_MODEL: SkillOutput = { proposals: [{ type: "ask-human", why: "A model says so." }], summary: "By a model." };
const BY_RULES: SkillOutput = { proposals: [], summary: "By rules." };
const answer = () => JSON.stringify(BY_MODEL);

const skill = aSkill("qualifier", { reason: () => BY_RULES });
const input = anInput();
const prompt = promptOf(skill, input);
const ASKING: Asking = { run: RunId.parse("r-aaaaaaaaaaaaaaaaaaaa"), attempt: 1 };

const ask = (deps: ModelDeps, asking: Asking = ASKING) =>
	Promise.resolve(modelReasoner(deps)(skill, input, prompt, asking));

describe.each(WIRES)("on the wire of %s", (wire) => {
	const gateway = (...modes: readonly Mode[]) => scriptedGateway(wire, [{ next: inTurn(...modes), answer }]);

	test.each(["good", "fenced"] as const)("[S2-77] %s: one call, its answer, its tokens as metered", async (mode) => {
		const { deps, asked, month } = gateway(mode);
		const result = await ask(deps);
		expect(result.outcome).toEqual({ type: "done", output: BY_MODEL });
		expect(result).toMatchObject({ reasoner: "model:scripted", degraded: false, paid: true, costMicros: 0 });
		expect(result.tokens).toEqual({ prompt: METERED.prompt, output: METERED.output });
		expect(result.model).toMatchObject({ cache: "miss", instead: null });
		expect(result.model.calls).toMatchObject([
			{
				provider: wire,
				tier: "small",
				outcome: "answered",
				isRepair: false,
				attempts: 1,
				tokens: METERED,
				isMetered: true,
			},
		]);
		expect(asked()).toHaveLength(1);
		expect(month.settled).toEqual([
			{ call: month.asked[0]?.call, tokens: METERED.prompt + METERED.output, costMicros: 0 },
		]);
	});

	test("[S0-51] the stable prefix is the system's, the rest is the user's, and no sampling is asked for", async () => {
		const { deps, asked } = gateway("good");
		await ask(deps);
		const [sent] = asked();
		expect(sent?.system).toBe(prompt.prefix);
		expect(sent?.user).toBe(prompt.suffix);
		for (const name of ["temperature", "top_p", "top_k"]) expect(sent?.body[name]).toBeUndefined();
	});

	test("[S0-93] prompt and answer together stay under the ceiling of a call, and that is what is reserved", async () => {
		const { deps, asked, month } = gateway("good");
		await ask(deps);
		expect(month.asked).toMatchObject([
			{ tokens: CALL_TOKENS_MAX, priority: 40, run: ASKING.run, deal: input.deal.id },
		]);
		expect(asked()[0]?.body.max_tokens).toBe(CALL_TOKENS_MAX - prompt.tokens);
		const full = { ...prompt, tokens: CALL_TOKENS_MAX };
		const result = await modelReasoner(deps)(skill, input, full, ASKING);
		expect(result).toMatchObject({ degraded: true, paid: false, model: { instead: "call-tokens" } });
		expect(asked()).toHaveLength(1);
	});

	test("[K8] no usage told: the tokens are estimated and say so", async () => {
		const { deps } = gateway("no-usage");
		const { model, tokens } = await ask(deps);
		expect(model.calls[0]).toMatchObject({ outcome: "answered", isMetered: false, isPriced: false });
		expect(tokens.prompt).toBe(prompt.tokens);
		expect(tokens.output).toBeGreaterThan(0);
	});

	test.each(["malformed", "prose", "empty", "other-shape", "rogue-tool", "null-content"] as const)(
		"[S2-77][REL10] %s: one repair that is shown what was wrong, and no more than one",
		async (mode) => {
			const mended = gateway(mode, "good");
			const good = await ask(mended.deps);
			expect(good.outcome).toEqual({ type: "done", output: BY_MODEL });
			expect(good.model.calls.map(({ outcome, isRepair }) => [outcome, isRepair])).toEqual([
				["nonsense", false],
				["answered", true],
			]);
			const [first, second] = mended.asked();
			expect(first?.messages).toBe(1);
			expect(JSON.stringify(first?.body)).not.toContain("That is no answer");
			expect(JSON.stringify(second?.body)).toContain("That is no answer");
			expect(JSON.stringify(second?.body).length).toBeLessThan(JSON.stringify(first?.body).length + 2_000);
			expect(good.tokens).toEqual({ prompt: 2 * METERED.prompt, output: 2 * METERED.output });

			const never = gateway(mode, mode, "good");
			const bad = await ask(never.deps);
			expect(bad.outcome).toEqual({ type: "done", output: BY_RULES });
			expect(bad).toMatchObject({ degraded: true, paid: true, reasoner: "rules:1", model: { instead: "nonsense" } });
			expect(never.asked()).toHaveLength(2);
			expect(bad.tokens).toEqual({ prompt: 2 * METERED.prompt, output: 2 * METERED.output });
		},
	);

	test.each([
		["refusal", "refused"],
		["too-long", "cut"],
		["huge", "nonsense"],
	] as const)(
		"[REL10] %s: rules answer at once, because asking again would come to the same",
		async (mode, instead) => {
			const { deps, asked } = gateway(mode);
			const result = await ask(deps);
			expect(result.outcome).toEqual({ type: "done", output: BY_RULES });
			expect(result).toMatchObject({ degraded: true, model: { instead } });
			expect(asked()).toHaveLength(1);
		},
	);

	test("[S0-14] the form of an answer that it does not know is given up for a weaker one, and that is remembered", async () => {
		const { deps, asked } = scriptedGateway(wire, [{ next: always("no-schema"), answer }]);
		expect((await ask(deps)).outcome).toEqual({ type: "done", output: BY_MODEL });
		const first = asked().length;
		expect(first).toBeLessThanOrEqual(3);
		expect((await ask(deps)).model.calls).toMatchObject([{ outcome: "answered", attempts: 1 }]);
		expect(asked()).toHaveLength(first + 1);
	});

	test("[S0-14] asked by five at once, each falls back by the same form and is answered; none goes further than it must", async () => {
		const { deps, asked } = scriptedGateway(wire, [{ next: always("no-schema"), answer }]);
		const alone = scriptedGateway(wire, [{ next: always("no-schema"), answer }]);
		await ask(alone.deps);
		const results = await Promise.all(Array.from({ length: 5 }, () => ask(deps)));
		expect(results.map(({ degraded }) => degraded)).toEqual(Array.from({ length: 5 }, () => false));
		expect([...deps.forms]).toEqual([...alone.deps.forms]);
		expect(asked()).toHaveLength(5 * alone.asked().length);
	});

	test("[S2-75] a model with the longest name that may be configured is on record, and the step can be written", async () => {
		const name = "m".repeat(120);
		const { deps } = gateway("good");
		const chain = deps.chain.map((each) => ({ ...each, models: { small: name, mid: name, frontier: name } }));
		const result = await ask({ ...deps, chain });
		expect(StepSettled.shape.reasoner.safeParse(result.reasoner).success).toBe(true);
		expect(result.model.calls).toMatchObject([{ model: name }]);
	});

	test("[REL8][S4-18] one that never answers is given up in time, and the step ends", async () => {
		const { deps, asked, time, month } = gateway("slow");
		const began = time.clock.now();
		const result = await ask(deps);
		expect(result).toMatchObject({ degraded: true, durationMs: 30_000, model: { instead: "late" } });
		expect(time.clock.now() - began).toBe(30_000);
		expect(asked()).toHaveLength(1);
		// It may have worked to the end of what it was allowed.
		expect(month.settled).toMatchObject([{ tokens: CALL_TOKENS_MAX }]);
	});

	test("[REL8] aborted: nobody is asked any more, rules answer, and what was under way is settled", async () => {
		const controller = new AbortController();
		const { deps, month, models } = scriptedGateway(wire, [{ next: always("slow"), answer }], {
			onSlow: () => controller.abort(),
		});
		const result = await ask(deps, { ...ASKING, signal: controller.signal });
		expect(result).toMatchObject({ degraded: true, paid: true, durationMs: 0, model: { instead: "aborted" } });
		expect(month.settled).toHaveLength(1);
		const before = await ask(deps, { ...ASKING, signal: AbortSignal.abort() });
		expect(before).toMatchObject({ paid: false, degraded: true, model: { calls: [], instead: "aborted" } });
		expect(models[0]?.asked).toHaveLength(1);
	});

	test("[S0-14] the first of a chain fails, the second answers, and each call is settled once", async () => {
		const month = monthOf();
		const both = [
			{ next: always("down"), answer },
			{ next: always("good"), answer },
		];
		const { deps, models } = scriptedGateway(wire, both, { month });
		const result = await ask(deps);
		expect(result.outcome).toEqual({ type: "done", output: BY_MODEL });
		expect(result.model.calls.map(({ outcome }) => outcome)).toEqual(["failed", "answered"]);
		expect(models[1]?.asked).toHaveLength(1);
		expect(result.tokens).toEqual({ prompt: METERED.prompt, output: METERED.output });
		expect(month.settled.map(({ tokens }) => tokens)).toEqual([0, METERED.prompt + METERED.output]);
		expect(new Set(month.settled.map(({ call }) => call)).size).toBe(2);
	});

	test("[S0-117] a breaker opens after faults in a row, then asks nobody, and lets one try after a while", async () => {
		let mode: Mode = "down";
		const { deps, asked, time } = scriptedGateway(wire, [{ next: () => mode, answer }]);
		for (let i = 0; i < 5; i++) expect((await ask(deps)).model.instead).toBe("failed");
		const before = asked().length;
		expect(await ask(deps)).toMatchObject({
			degraded: true,
			paid: false,
			model: { calls: [], instead: "breaker-open" },
		});
		expect(asked()).toHaveLength(before);
		time.advance(30_000);
		mode = "good";
		const [trial, beside] = await Promise.all([ask(deps), ask(deps)]);
		expect([trial.model.instead, beside.model.instead]).toEqual([null, "breaker-open"]);
		expect((await ask(deps)).model.instead).toBeNull();
	});

	test.each(["month", "no-ledger"] as const)("[S0-93] a reservation refused (%s): nobody is asked", async (why) => {
		const month = monthOf(() => ({ type: "refused", why }));
		const { deps, asked } = scriptedGateway(wire, [{ next: always("good"), answer }], { month });
		const result = await ask(deps);
		expect(result).toMatchObject({ degraded: true, paid: false, costMicros: 0, model: { calls: [], instead: why } });
		expect(asked()).toEqual([]);
		expect(month.settled).toEqual([]);
	});

	test("[S0-122] however many skills ask at once, five are asked of a provider, and all are answered", async () => {
		let underWay = 0;
		let most = 0;
		const { deps, asked } = gateway();
		const counted = deps.chain.map((each) => ({
			...each,
			model: (name: string): LanguageModelV4 => {
				const model = each.model(name);
				const generate = async (options: LanguageModelV4CallOptions) => {
					underWay += 1;
					most = Math.max(most, underWay);
					try {
						return await model.doGenerate(options);
					} finally {
						underWay -= 1;
					}
				};
				return {
					...model,
					provider: model.provider,
					doGenerate: generate,
					doStream: (options) => model.doStream(options),
				};
			},
		}));
		const results = await Promise.all(Array.from({ length: 12 }, () => ask({ ...deps, chain: counted })));
		expect(results.every(({ degraded }) => !degraded)).toBe(true);
		expect(most).toBe(STAGE_SKILLS_MAX);
		expect(asked()).toHaveLength(12);
	});

	test.each(MODES)("[REL10] %s: the step ends, is settled once a call, and never throws", async (mode) => {
		const month = monthOf();
		const { deps, asked } = scriptedGateway(wire, [{ next: always(mode), answer }], { month });
		const result = await ask(deps);
		expect(result.outcome.type).toBe("done");
		expect(result.degraded).toBe(result.model.instead !== null);
		expect(result.model.calls.length).toBeLessThanOrEqual(2);
		expect(asked().length).toBeLessThanOrEqual(ATTEMPTS_MAX);
		expect(month.settled.map(({ call }) => call)).toEqual(month.asked.map(({ call }) => call));
		expect(new Set(month.settled.map(({ call }) => call)).size).toBe(month.settled.length);
		const outcomes: readonly ModelOutcome[] = result.model.calls.map(({ outcome }) => outcome);
		expect(outcomes.filter((each) => each === "answered")).toHaveLength(result.degraded ? 0 : 1);
	});
});

describe("a ledger that fails", () => {
	const { budget } = monthOf();
	const down = () => Promise.reject(new Error("down"));
	/** Whoever waits for it does so until time has run out. */
	const never = (runOut: () => void) => () => {
		queueMicrotask(runOut);
		return new Promise<never>(() => undefined);
	};
	const failing: readonly (readonly [string, (runOut: () => void) => TokenBudget, RulesInstead | null])[] = [
		["throws when it is asked", () => ({ ...budget, reserve: down }), "no-ledger"],
		["never answers", (runOut) => ({ ...budget, reserve: never(runOut) }), "no-ledger"],
		["throws when it is told", () => ({ ...budget, settle: down }), null],
		["never takes what it is told", (runOut) => ({ ...budget, settle: never(runOut) }), null],
	];

	test.each(failing)(
		"[K5] it %s: no answer is bought without it, and none that was bought is lost",
		async (_how, of, instead) => {
			const { deps, asked, time } = scriptedGateway("openai-compatible", [{ next: always("good"), answer }]);
			const result = await ask({ ...deps, budget: of(time.runOut) });
			expect(result.model.instead).toBe(instead);
			expect(asked()).toHaveLength(instead === null ? 1 : 0);
			expect(result.outcome).toEqual({ type: "done", output: instead === null ? BY_MODEL : BY_RULES });
		},
	);
});

describe.each(["openai-compatible", "anthropic"] as const)("over HTTP, on the wire of %s", (wire) => {
	const gateway = (...modes: readonly Mode[]) => scriptedGateway(wire, [{ next: inTurn(...modes), answer }]);

	test("[REL9] its limit: what it asks for is waited, in the same call, and paid once", async () => {
		const { deps, time, asked, month } = gateway("limited", "limited", "good");
		const result = await ask(deps);
		expect(result.model.calls).toMatchObject([{ outcome: "answered", attempts: 3 }]);
		expect(time.slept).toEqual([RETRY_AFTER_S * 1_000, RETRY_AFTER_S * 1_000]);
		expect(asked()).toHaveLength(3);
		expect(month.asked).toHaveLength(1);
		expect(month.settled).toHaveLength(1);
	});

	test("[REL9] a wait that the step has no time for is not begun", async () => {
		const { deps, time, asked } = scriptedGateway(wire, [{ next: always("limited"), answer }], {
			stepMs: RETRY_AFTER_S * 1_000,
		});
		expect((await ask(deps)).model.instead).toBe("limited");
		expect(time.slept).toEqual([]);
		expect(asked()).toHaveLength(1);
	});

	test("[REL9] a quota that is used up is not asked again", async () => {
		const { deps, asked, time } = gateway("quota", "good");
		expect(await ask(deps)).toMatchObject({ degraded: true, model: { instead: "limited" } });
		expect(asked()).toHaveLength(1);
		expect(time.slept).toEqual([]);
	});

	test.each(["down", "overloaded", "gone"] as const)(
		"[REL8] %s: tried again with chance, so many times",
		async (mode) => {
			const { deps, asked, time } = scriptedGateway(wire, [{ next: always(mode), answer }], { random: () => 0.5 });
			expect((await ask(deps)).degraded).toBe(true);
			expect(asked()).toHaveLength(ATTEMPTS_MAX);
			expect(time.slept).toEqual([250, 500, 1_000]);
		},
	);

	test("[REL10] ten megabytes are not read to their end, and cost as much as was allowed", async () => {
		const { deps, models, month } = gateway("huge");
		expect((await ask(deps)).model.instead).toBe("nonsense");
		expect(models[0]?.taken()).toBeLessThan(ANSWER_BYTES_MAX * 2);
		expect(models[0]?.taken()).toBeLessThan(HUGE_BYTES);
		expect(month.settled).toMatchObject([{ tokens: CALL_TOKENS_MAX }]);
	});

	test.each(["cut-json", "broken"] as const)(
		"[REL10] %s: what may have been paid for is not bought twice",
		async (mode) => {
			const { deps, asked } = gateway(mode, "good");
			const result = await ask(deps);
			expect(result.degraded).toBe(true);
			expect(asked()).toHaveLength(1);
			expect(result.model.calls[0]).toMatchObject({ isMetered: false });
			expect(result.tokens.prompt).toBe(prompt.tokens);
		},
	);
});
