import * as z from "zod";
import type { ModelTier } from "#knowledge/core/vocabulary/model-call.ts";

export const ProviderName = z.enum(["openai-compatible", "anthropic", "workers-ai"]);
export type ProviderName = z.infer<typeof ProviderName>;

/** The operator's settings, as strings of the environment. None is a tenant's: an address may be of this very machine. */
export type ModelEnv = {
	readonly LLM_PROVIDER?: string;
	readonly LLM_BASE_URL?: string;
	readonly LLM_MODEL?: string;
	readonly LLM_MODEL_SMALL?: string;
	readonly LLM_MODEL_FRONTIER?: string;
	readonly LLM_API_KEY?: string;
	/** A JSON list of further models, asked in their order when those before fail. */
	readonly LLM_FALLBACK?: string;
	/** `https://gateway.ai.cloudflare.com/v1/ACCOUNT/GATEWAY`: what has no address of its own goes through it. */
	readonly LLM_GATEWAY_URL?: string;
	readonly LLM_GATEWAY_TOKEN?: string;
};

export type AiGateway = { readonly url: string; readonly token: string | null };

export type ModelSettings = {
	readonly provider: ProviderName;
	/** Null for Workers AI, which is a binding. */
	readonly baseUrl: string | null;
	readonly apiKey: string | null;
	readonly gateway: AiGateway | null;
	readonly models: Readonly<Record<ModelTier, string>>;
};

export type ModelConfig =
	| { readonly type: "models"; readonly chain: readonly [ModelSettings, ...ModelSettings[]] }
	/** Nothing is configured. */
	| { readonly type: "none" }
	/** `problem` names the variable, and never its value. */
	| { readonly type: "bad"; readonly problem: string };

const Url = z
	.url({ protocol: /^https?$/, message: "must be an http or https address" })
	.transform((url) => url.replace(/\/+$/, ""));
const Name = z.string().min(1).max(120, "must have at most 120 characters");
const Key = z.string().min(1).max(4_096);

const One = z.strictObject({
	provider: ProviderName.default("openai-compatible"),
	baseUrl: Url.optional(),
	model: Name,
	small: Name.optional(),
	frontier: Name.optional(),
	apiKey: Key.optional(),
});
type One = z.infer<typeof One>;

/** A step has time for no more. */
const FALLBACKS_MAX = 2;
const Fallbacks = z.array(One).max(FALLBACKS_MAX, `must hold at most ${FALLBACKS_MAX} models`);

const VARIABLE: Readonly<Record<keyof One, keyof ModelEnv>> = {
	provider: "LLM_PROVIDER",
	baseUrl: "LLM_BASE_URL",
	model: "LLM_MODEL",
	small: "LLM_MODEL_SMALL",
	frontier: "LLM_MODEL_FRONTIER",
	apiKey: "LLM_API_KEY",
};

/**
 * LLM_BASE_URL, LLM_MODEL and LLM_API_KEY are enough. An empty variable is one that is not there; without a model and an
 * address there is no model, and rules think.
 */
export function readModelConfig(env: ModelEnv): ModelConfig {
	const given = (name: keyof ModelEnv): string | undefined => env[name]?.trim() || undefined;
	if (!given("LLM_MODEL")) return { type: "none" };
	const gateway = Url.optional().safeParse(given("LLM_GATEWAY_URL"));
	if (!gateway.success) return bad("LLM_GATEWAY_URL", gateway.error);
	const through = gateway.data ? { url: gateway.data, token: given("LLM_GATEWAY_TOKEN") ?? null } : null;
	const first = One.safeParse(
		Object.fromEntries(Object.entries(VARIABLE).map(([member, name]) => [member, given(name)] as const)),
	);
	if (!first.success) return bad(variableOf(first.error), first.error);
	const { provider, baseUrl } = first.data;
	if (provider === "openai-compatible" && !baseUrl && !through) return { type: "none" };
	const further = Fallbacks.safeParse(json(given("LLM_FALLBACK") ?? "[]"));
	if (!further.success) return bad("LLM_FALLBACK", further.error);
	if (further.data.some((each) => each.provider === "openai-compatible" && !each.baseUrl && !through))
		return { type: "bad", problem: "LLM_FALLBACK: an openai-compatible model needs its baseUrl" };
	return {
		type: "models",
		chain: [settingsOf(first.data, through), ...further.data.map((each) => settingsOf(each, through))],
	};
}

function settingsOf(
	{ provider, baseUrl, model, small, frontier, apiKey }: One,
	gateway: AiGateway | null,
): ModelSettings {
	// An address of one's own is gone to straight; Workers AI is told the gateway and needs no address.
	const isThrough = gateway !== null && baseUrl === undefined;
	return {
		provider,
		baseUrl: baseUrl ?? (provider === "workers-ai" ? null : addressOf(provider, gateway)),
		apiKey: apiKey ?? null,
		gateway: isThrough ? gateway : null,
		models: { small: small ?? model, mid: model, frontier: frontier ?? model },
	};
}

/** Protocol of the gateway: provider-native paths, and one that takes «provider/model» for everything that speaks chat completions. */
const addressOf = (provider: ProviderName, gateway: AiGateway | null): string =>
	gateway ? `${gateway.url}/${provider === "anthropic" ? "anthropic/v1" : "compat"}` : "https://api.anthropic.com/v1";

const variableOf = (error: z.ZodError): keyof ModelEnv => {
	const member = Object.keys(VARIABLE).find((each) => each === error.issues[0]?.path[0]);
	return One.keyof().safeParse(member).success ? VARIABLE[One.keyof().parse(member)] : "LLM_MODEL";
};

function bad(variable: keyof ModelEnv, error: z.ZodError): ModelConfig {
	const [issue] = error.issues;
	const where = issue?.path.join(".");
	const at = variable === "LLM_FALLBACK" && where ? ` (at ${where})` : "";
	return {
		type: "bad",
		problem: `${variable}${at}: ${issue ? (PROBLEMS[issue.code] ?? issue.message) : "is not as it should be"}`,
	};
}

/** What zod says of these names what was given, which may be a key in the wrong place. */
const PROBLEMS: Readonly<Partial<Record<z.core.$ZodIssue["code"], string>>> = {
	invalid_value: `must be one of ${ProviderName.options.join(", ")}`,
	unrecognized_keys: "has a member that is not known",
	invalid_type: "is missing, or of another type",
};

/** What is no JSON is no list. */
function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
