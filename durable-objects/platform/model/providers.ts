import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4, LanguageModelV4Message } from "@ai-sdk/provider";
import { createWorkersAI } from "workers-ai-provider";
import type { ModelTier } from "#knowledge/core/vocabulary/model-call.ts";
import type { AnswerForm } from "./answer.ts";
import type { AiGateway, ModelSettings, ProviderName } from "./config.ts";
import { boundedFetch, type Fetch } from "./wire.ts";

/** One place where models answer. */
export type Provider = {
	readonly name: ProviderName;
	/** Which place it is, for the breaker: two models of one place fail together. */
	readonly place: string;
	readonly models: Readonly<Record<ModelTier, string>>;
	readonly model: (name: string) => LanguageModelV4;
	/** In which forms an answer can be asked for, the strictest first. */
	readonly forms: readonly [AnswerForm, ...AnswerForm[]];
	/** The stable prefix, marked for the provider's cache where its wire has such a mark. */
	readonly system: (prefix: string) => LanguageModelV4Message;
};

/** The part of Workers AI that is used. */
export type WorkersAi = {
	run(model: string, inputs: Record<string, unknown>, options?: Record<string, unknown>): Promise<unknown>;
};

/**
 * Pinned: the library's own default follows its releases. The version after it refuses sampling parameters and takes its
 * key in another header, through which not every gateway is known to pass it.
 */
const ANTHROPIC_VERSION = "2023-06-01";

/** What is reached by this is down, busy or slow together. Null where a setting needs what is not bound. */
export function providerOf(
	settings: ModelSettings,
	world: { readonly fetch: Fetch; readonly ai: WorkersAi | undefined },
): Provider | null {
	const { provider, baseUrl, models } = settings;
	const fetch = boundedFetch(world.fetch);
	const common = { name: provider, place: `${provider} ${baseUrl ?? "binding"}`, models, system: plainSystem };
	switch (provider) {
		case "openai-compatible":
			return { ...common, model: openAiCompatible(settings, fetch), forms: ["schema", "json", "text"] };
		case "anthropic":
			return { ...common, model: anthropic(settings, fetch), forms: ["schema", "text"], system: cachedSystem };
		case "workers-ai":
			return world.ai ? { ...common, model: workersAi(settings, world.ai), forms: ["schema", "text"] } : null;
	}
}

const plainSystem = (content: string): LanguageModelV4Message => ({ role: "system", content });

const cachedSystem = (content: string): LanguageModelV4Message => ({
	role: "system",
	content,
	providerOptions: { anthropic: { cacheControl: { type: "ephemeral" } } },
});

/**
 * A gateway must not retry what is retried here, must not answer one tenant with what it kept of another's, and keeps no
 * copy of prompts.
 */
const gatewayHeaders = (gateway: AiGateway | null): Record<string, string> =>
	gateway
		? {
				...(gateway.token ? { "cf-aig-authorization": `Bearer ${gateway.token}` } : {}),
				"cf-aig-max-attempts": "1",
				"cf-aig-skip-cache": "true",
				"cf-aig-collect-log": "false",
			}
		: {};

function openAiCompatible({ baseUrl, apiKey, gateway }: ModelSettings, fetch: Fetch): Provider["model"] {
	const baseURL = baseUrl ?? "";
	// OpenAI's own models refuse the older name of the limit; others know the older one alone.
	const isOpenAi = /^https:\/\/api\.openai\.com\/|\/openai$|\/compat$/.test(baseURL);
	return createOpenAICompatible({
		name: "configured",
		baseURL,
		...(apiKey ? { apiKey } : {}),
		headers: gatewayHeaders(gateway),
		supportsStructuredOutputs: true,
		includeUsage: true,
		fetch,
		transformRequestBody: ({ max_tokens, ...body }) => ({
			...body,
			[isOpenAi ? "max_completion_tokens" : "max_tokens"]: max_tokens,
		}),
	});
}

function anthropic({ baseUrl, apiKey, gateway }: ModelSettings, fetch: Fetch): Provider["model"] {
	return createAnthropic({
		...(baseUrl ? { baseURL: baseUrl } : {}),
		// The library looks for a key in the environment where it is given none. A gateway may hold the key itself.
		apiKey: apiKey ?? "none",
		headers: { ...gatewayHeaders(gateway), "anthropic-version": ANTHROPIC_VERSION },
		fetch: apiKey ? fetch : withoutKey(fetch),
	});
}

const withoutKey =
	(fetch: Fetch): Fetch =>
	(input, init) => {
		const headers = new Headers(init?.headers);
		headers.delete("x-api-key");
		return fetch(input, { ...init, headers });
	};

type Binding = Extract<Parameters<typeof createWorkersAI>[0], { readonly binding: unknown }>["binding"];

function workersAi({ gateway }: ModelSettings, ai: WorkersAi): Provider["model"] {
	const id = gateway?.url.split("/").at(-1);
	const provider = createWorkersAI({
		// Of the binding's many methods the library calls `run` alone; what it takes is an abstract class, and nothing narrower.
		binding: ai as unknown as Binding,
		...(id ? { gateway: { id, skipCache: true, collectLog: false } } : {}),
	});
	return (name) => provider(name);
}
