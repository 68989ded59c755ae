import type { AnswerForm } from "#durable-objects/platform/model/answer.ts";
import { createBreakers } from "#durable-objects/platform/model/breaker.ts";
import type { TokenAsk, TokenBudget, TokenReservation } from "#durable-objects/platform/model/budget-port.ts";
import type { ModelClock } from "#durable-objects/platform/model/clock.ts";
import type { ModelSettings } from "#durable-objects/platform/model/config.ts";
import { type Provider, providerOf } from "#durable-objects/platform/model/providers.ts";
import type { ModelDeps } from "#durable-objects/platform/model/reasoner.ts";
import { createSlots } from "#durable-objects/platform/model/slots.ts";
import type { AskedOfModel } from "./scripted-model.setup.ts";
import { type Mode, type ScriptedModel, scriptedModel } from "./scripted-model.setup.ts";
import type { Wire } from "./scripted-wires.setup.ts";

export const WIRES: readonly Wire[] = ["openai-compatible", "anthropic", "workers-ai"];

/** Time that passes when somebody waits for it, or when the test says so. */
export function modelClock(startsAt = Date.UTC(2026, 10, 2)) {
	let now = startsAt;
	const slept: number[] = [];
	const deadlines: { at: number; controller: AbortController }[] = [];
	const advance = (ms: number): void => {
		now += ms;
		for (const each of deadlines.filter(({ at }) => at <= now)) {
			deadlines.splice(deadlines.indexOf(each), 1);
			each.controller.abort();
		}
	};
	const clock: ModelClock = {
		now: () => now,
		sleep: async (ms) => {
			slept.push(ms);
			advance(ms);
		},
		abortAfter: (ms) => {
			const controller = new AbortController();
			const entry = { at: now + ms, controller };
			deadlines.push(entry);
			return {
				signal: controller.signal,
				cancel: () => {
					const at = deadlines.indexOf(entry);
					if (at >= 0) deadlines.splice(at, 1);
				},
			};
		},
	};
	return {
		clock,
		slept,
		advance,
		/** To the next deadline that somebody waits for, if anybody does. */
		runOut: () => {
			const next = Math.min(...deadlines.map(({ at }) => at));
			if (Number.isFinite(next)) advance(Math.max(0, next - now));
		},
	};
}
export type TestModelClock = ReturnType<typeof modelClock>;

/** A month that says yes, until it is told what to say; it writes down who asked and what was settled. */
export function monthOf(says: (ask: TokenAsk) => TokenReservation = ({ call }) => ({ type: "reserved", call })) {
	const asked: TokenAsk[] = [];
	const settled: { call: string; tokens: number; costMicros: number }[] = [];
	const budget: TokenBudget = {
		reserve: async (ask) => {
			asked.push(ask);
			return says(ask);
		},
		settle: async (call, spent) => {
			settled.push({ call, ...spent });
		},
	};
	return { asked, settled, budget };
}

export const settingsOn = (wire: Wire, changes: Partial<ModelSettings> = {}): ModelSettings => ({
	provider: wire,
	baseUrl: wire === "workers-ai" ? null : `http://127.0.0.1:9/${wire}`,
	apiKey: "test-key",
	gateway: null,
	models: { small: "scripted", mid: "scripted", frontier: "scripted" },
	...changes,
});

export function providerOn(wire: Wire, model: ScriptedModel, changes: Partial<ModelSettings> = {}): Provider {
	const provider = providerOf(settingsOn(wire, changes), { fetch: model.fetch, ai: { run: model.run } });
	if (!provider) throw new Error("the binding is there");
	return provider;
}

/** A gateway over scripted models on one wire: one of them for each script, asked in their order. */
export function scriptedGateway(
	wire: Wire,
	scripts: readonly { readonly next: () => Mode; readonly answer: (asked: AskedOfModel) => string }[],
	{
		month = monthOf(),
		onSlow,
		...changes
	}: Partial<ModelDeps> & {
		month?: ReturnType<typeof monthOf>;
		/** What happens when a request is not going to be answered; unless said otherwise time runs out. */
		onSlow?: () => void;
	} = {},
) {
	const time = modelClock();
	const models = scripts.map((script) =>
		scriptedModel({ ...script, onSlow: onSlow ?? (() => queueMicrotask(time.runOut)) }),
	);
	const deps: ModelDeps = {
		chain: models.map((model, i) => ({ ...providerOn(wire, model), place: `${wire} ${i}` })),
		budget: month.budget,
		breakers: createBreakers(time.clock.now),
		slots: createSlots(5),
		clock: time.clock,
		random: () => 0,
		forms: new Map<string, AnswerForm>(),
		timeoutMs: 30_000,
		stepMs: 40_000,
		...changes,
	};
	return { deps, models, time, month, asked: () => models.flatMap(({ asked }) => asked) };
}
