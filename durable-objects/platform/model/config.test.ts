import { expect, test, vi } from "vitest";
import { ModelTier } from "#knowledge/core/vocabulary/model-call.ts";
import { type ModelEnv, readModelConfig } from "./config.ts";
import { configuredModel } from "./configured.ts";

const KEY = "sk-not-to-be-seen";
const THREE: ModelEnv = { LLM_BASE_URL: "http://127.0.0.1:8799/v1/", LLM_MODEL: "llama", LLM_API_KEY: KEY };
const GATEWAY = "https://gateway.ai.cloudflare.com/v1/acct/sales";

const chainOf = (env: ModelEnv) => {
	const config = readModelConfig(env);
	if (config.type !== "models") throw new Error(JSON.stringify(config));
	return config.chain;
};

test("[S0-14] an address, a model and a key are enough: that model does the work of every tier, also on this machine", () => {
	expect(chainOf(THREE)).toEqual([
		{
			provider: "openai-compatible",
			baseUrl: "http://127.0.0.1:8799/v1",
			apiKey: KEY,
			gateway: null,
			models: { small: "llama", mid: "llama", frontier: "llama" },
		},
	]);
	expect(chainOf({ ...THREE, LLM_API_KEY: "" })[0]?.apiKey).toBeNull();
});

test.each([
	["nothing", {}],
	["an address alone", { LLM_BASE_URL: "http://127.0.0.1:1" }],
	["a model alone", { LLM_MODEL: "llama" }],
	["variables that are empty", { LLM_BASE_URL: "", LLM_MODEL: "", LLM_API_KEY: "" }],
	["an address that is empty, as tests set it", { ...THREE, LLM_BASE_URL: "" }],
] as const)("[S2-75] %s is no model, and no fault: rules think", (_what, env) => {
	expect(readModelConfig(env)).toEqual({ type: "none" });
	expect(configuredModel(env)).toBeNull();
});

test("[S0-117] each tier can have a model of its own", () => {
	const [settings] = chainOf({ ...THREE, LLM_MODEL_SMALL: "tiny", LLM_MODEL_FRONTIER: "huge" });
	expect(ModelTier.options.map((tier) => settings?.models[tier])).toEqual(["tiny", "llama", "huge"]);
});

test("[S0-14] a fallback is asked after the first, with its own address, key and models", () => {
	const fallback = [
		{ provider: "anthropic", model: "claude-sonnet-5-5", apiKey: "other" },
		{ provider: "workers-ai", model: "@cf/zai-org/glm-5.3-flash" },
	];
	const chain = chainOf({ ...THREE, LLM_FALLBACK: JSON.stringify(fallback) });
	expect(chain.map(({ provider, baseUrl, apiKey }) => [provider, baseUrl, apiKey])).toEqual([
		["openai-compatible", "http://127.0.0.1:8799/v1", KEY],
		["anthropic", "https://api.anthropic.com/v1", "other"],
		["workers-ai", null, null],
	]);
});

test("[S0-14] what has no address of its own goes through the gateway, and what has one does not", () => {
	const through = { LLM_GATEWAY_URL: GATEWAY, LLM_GATEWAY_TOKEN: "cf", LLM_MODEL: "openai/gpt" };
	expect(chainOf(through)[0]).toMatchObject({ baseUrl: `${GATEWAY}/compat`, gateway: { url: GATEWAY, token: "cf" } });
	expect(chainOf({ ...through, LLM_PROVIDER: "anthropic" })[0]).toMatchObject({ baseUrl: `${GATEWAY}/anthropic/v1` });
	expect(chainOf({ ...through, LLM_PROVIDER: "workers-ai" })[0]).toMatchObject({
		baseUrl: null,
		gateway: { url: GATEWAY },
	});
	expect(chainOf({ ...through, ...THREE })[0]).toMatchObject({ baseUrl: "http://127.0.0.1:8799/v1", gateway: null });
});

test.each([
	["LLM_PROVIDER", { LLM_PROVIDER: KEY }],
	["LLM_BASE_URL", { LLM_BASE_URL: `not an address ${KEY}` }],
	["LLM_BASE_URL", { LLM_BASE_URL: `ftp://${KEY}` }],
	["LLM_MODEL", { LLM_MODEL: KEY.repeat(20) }],
	["LLM_MODEL_SMALL", { LLM_MODEL_SMALL: KEY.repeat(20) }],
	["LLM_API_KEY", { LLM_API_KEY: KEY.repeat(500) }],
	["LLM_GATEWAY_URL", { LLM_GATEWAY_URL: KEY }],
	["LLM_FALLBACK", { LLM_FALLBACK: KEY }],
	["LLM_FALLBACK", { LLM_FALLBACK: `[{"model":"a","${KEY}":1}]` }],
	["LLM_FALLBACK", { LLM_FALLBACK: `[{"provider":"${KEY}","model":"a"}]` }],
	["LLM_FALLBACK", { LLM_FALLBACK: '[{"model":"a"}]' }],
	["LLM_FALLBACK", { LLM_FALLBACK: JSON.stringify(Array(3).fill({ provider: "anthropic", model: "a" })) }],
] as const)("[S2-75] a bad %s is named, never shown, told once, and rules think", (variable, env) => {
	const config = readModelConfig({ ...THREE, ...env });
	expect(config.type).toBe("bad");
	const problem = config.type === "bad" ? config.problem : "";
	expect(problem).toMatch(new RegExp(`^${variable}\\b`));
	expect(problem).not.toContain("sk-");
	const lines = vi.spyOn(console, "error").mockImplementation(() => undefined);
	const unlikely = { ...THREE, ...env };
	expect(configuredModel(unlikely)).toBeNull();
	expect(configuredModel(unlikely)).toBeNull();
	expect(lines.mock.calls.length).toBeLessThanOrEqual(1);
	expect(JSON.stringify(lines.mock.calls)).not.toContain("sk-");
});

test("[S2-75] Workers AI without its binding is no model", () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const env = { LLM_PROVIDER: "workers-ai", LLM_MODEL: "@cf/a/b" };
	expect(configuredModel(env)).toBeNull();
	expect(configuredModel({ ...env, AI: { run: async () => ({}) } })?.chain).toHaveLength(1);
});

test("[S0-113] another model, or another place, has another name: its answers are not the ones that are kept", () => {
	const names = [
		THREE,
		{ ...THREE, LLM_MODEL: "other" },
		{ ...THREE, LLM_MODEL_SMALL: "tiny" },
		{ ...THREE, LLM_BASE_URL: "http://b.example" },
	].map((env) => configuredModel(env)?.name);
	expect(new Set(names).size).toBe(names.length);
	expect(configuredModel({ ...THREE, LLM_API_KEY: "new" })?.name).toBe(names[0]);
	expect(names.join()).not.toContain(KEY);
});
