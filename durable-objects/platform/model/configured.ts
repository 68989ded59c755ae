import { log } from "../log.ts";
import type { AnswerForm } from "./answer.ts";
import { createBreakers } from "./breaker.ts";
import type { CallDeps } from "./call-model.ts";
import { systemClock } from "./clock.ts";
import { type ModelEnv, type ModelSettings, readModelConfig } from "./config.ts";
import { type Provider, providerOf, type WorkersAi } from "./providers.ts";
import type { ModelDeps } from "./reasoner.ts";

/** A model that has not answered by then is slower than a person who waits. */
const TIMEOUT_MS = 30_000;
/** Where there is a next one, it needs time as well. */
const TIMEOUT_IN_CHAIN_MS = 20_000;

/** What this isolate learned of the providers. */
const breakers = createBreakers(systemClock.now);
const forms = new Map<string, AnswerForm>();
/** A bad setting is told once, not with each deal. */
const told = new Set<string>();

type Configured = CallDeps & Pick<ModelDeps, "chain" | "breakers"> & { readonly name: string };

/** The models that an operator configured, in their order. A bad setting is no model: one line says what is wrong, and rules think. */
export function configuredModel(env: ModelEnv & { readonly AI?: WorkersAi | undefined }): Configured | null {
	const config = readModelConfig(env);
	if (config.type === "none") return null;
	if (config.type === "bad") return tellOnce(config.problem);
	const chain: Provider[] = [];
	for (const settings of config.chain) {
		const provider = providerOf(settings, { fetch: (input, init) => fetch(input, init), ai: env.AI });
		if (!provider) return tellOnce("LLM_PROVIDER: workers-ai needs the binding AI");
		chain.push(provider);
	}
	return {
		chain,
		name: config.chain.map(nameOf).join(" | "),
		breakers,
		forms,
		clock: systemClock,
		random: Math.random,
		timeoutMs: chain.length > 1 ? TIMEOUT_IN_CHAIN_MS : TIMEOUT_MS,
	};
}

function tellOnce(problem: string): null {
	if (!told.has(problem)) log.error("the model is not configured as it should be, so rules think", { problem });
	told.add(problem);
	return null;
}

/** What makes it another model: where it answers, and which ones. */
const nameOf = ({ provider, baseUrl, models }: ModelSettings): string =>
	[provider, baseUrl ?? "", models.small, models.mid, models.frontier].join(" ");
