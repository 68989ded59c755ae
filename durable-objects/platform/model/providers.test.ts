import { expect, test } from "vitest";
import { scriptedGateway, settingsOn } from "#durable-objects/testing/model.setup.ts";
import { always, type ScriptedModel, scriptedModel } from "#durable-objects/testing/scripted-model.setup.ts";
import { promptOf } from "#knowledge/agents/prompt.ts";
import type { SkillOutput } from "#knowledge/core/deal/skill.ts";
import { anInput, aSkill } from "#knowledge/core/testing/builders.ts";
import { RunId } from "#knowledge/core/vocabulary/ids.ts";
import type { ModelSettings } from "./config.ts";
import { providerOf } from "./providers.ts";
import { modelReasoner } from "./reasoner.ts";

const GATEWAY = { url: "https://gateway.ai.cloudflare.com/v1/acct/sales", token: "cf-token" };

async function sent(
	settings: ModelSettings,
	model: ScriptedModel = scriptedModel({ next: always("good"), answer: () => "{}" }),
) {
	const provider = providerOf(settings, { fetch: model.fetch, ai: { run: model.run } });
	if (!provider) throw new Error("the binding is there");
	await provider.model(settings.models.mid).doGenerate({
		prompt: [provider.system("The prefix."), { role: "user", content: [{ type: "text", text: "Hello." }] }],
		maxOutputTokens: 77,
	});
	const [asked] = model.asked;
	if (!asked) throw new Error("it was asked");
	return asked;
}

test("[S0-14] Anthropic: its pinned version, its key in its header, no sampling, the prefix marked for its cache", async () => {
	const { headers, body, url } = await sent(settingsOn("anthropic", { baseUrl: "https://api.anthropic.com/v1" }));
	expect(url).toBe("https://api.anthropic.com/v1/messages");
	expect(headers.get("anthropic-version")).toBe("2023-06-01");
	expect(headers.get("x-api-key")).toBe("test-key");
	expect(headers.get("authorization")).toBeNull();
	expect(body.system).toEqual([{ type: "text", text: "The prefix.", cache_control: { type: "ephemeral" } }]);
	for (const name of ["temperature", "top_p", "top_k"]) expect(body).not.toHaveProperty(name);
});

test.each([
	["https://api.openai.com/v1", "max_completion_tokens"],
	[`${GATEWAY.url}/openai`, "max_completion_tokens"],
	[`${GATEWAY.url}/compat`, "max_completion_tokens"],
	["http://127.0.0.1:8799/v1", "max_tokens"],
	["https://api.openai.com.evil.example/v1", "max_tokens"],
])("[S0-14] %s is told the limit as %s", async (baseUrl, name) => {
	const { body, url, headers } = await sent(settingsOn("openai-compatible", { baseUrl }));
	expect(url).toBe(`${baseUrl}/chat/completions`);
	expect([body.max_tokens, body.max_completion_tokens].filter((each) => each !== undefined)).toEqual([77]);
	expect(body[name]).toBe(77);
	expect(headers.get("authorization")).toBe("Bearer test-key");
});

test.each(["openai-compatible", "anthropic"] as const)(
	"[S0-14] through AI Gateway, %s: its token, one attempt, no answer of another tenant's, no copy of prompts",
	async (wire) => {
		const baseUrl = `${GATEWAY.url}/x`;
		const { headers } = await sent(settingsOn(wire, { baseUrl, gateway: GATEWAY, apiKey: null }));
		expect(headers.get("cf-aig-authorization")).toBe("Bearer cf-token");
		expect(headers.get("cf-aig-max-attempts")).toBe("1");
		expect(headers.get("cf-aig-skip-cache")).toBe("true");
		expect(headers.get("cf-aig-collect-log")).toBe("false");
		// The gateway holds the provider's key.
		expect([headers.get("authorization"), headers.get("x-api-key")]).toEqual([null, null]);
		const straight = await sent(settingsOn(wire, { gateway: null }));
		expect([...straight.headers.keys()].filter((name) => name.startsWith("cf-aig"))).toEqual([]);
	},
);

test("[S0-14] Workers AI is given the gateway's name, and asked through its binding alone", async () => {
	const options: unknown[] = [];
	const model = scriptedModel({ next: always("good"), answer: () => "{}" });
	const run: ScriptedModel["run"] = (name, inputs, more) => {
		options.push(more?.gateway);
		return model.run(name, inputs, more);
	};
	const asked = await sent(settingsOn("workers-ai", { gateway: GATEWAY }), { ...model, asked: model.asked, run });
	expect(asked.wire).toBe("workers-ai");
	expect(options).toEqual([{ id: "sales", skipCache: true, collectLog: false }]);
});

test.each([
	["claude-sonnet-5-5", "format"],
	["claude-3-haiku-20240307", "tool"],
])("[S0-14] %s is held to the schema by its %s, and its answer is read the same way", async (name, by) => {
	const output: SkillOutput = { proposals: [], summary: "Nothing." };
	const { deps, models } = scriptedGateway("anthropic", [
		{ next: always("good"), answer: () => JSON.stringify(output) },
	]);
	const named = deps.chain.map((each) => ({ ...each, models: { small: name, mid: name, frontier: name } }));
	const skill = aSkill("qualifier");
	const input = anInput();
	const asking = { run: RunId.parse(`r-${"a".repeat(20)}`), attempt: 1 };
	const result = await modelReasoner({ ...deps, chain: named })(skill, input, promptOf(skill, input), asking);
	expect(result.outcome).toEqual({ type: "done", output });
	const body = models[0]?.asked[0]?.body;
	expect(body?.output_config !== undefined).toBe(by === "format");
	expect(models[0]?.asked[0]?.answerTool).toBe(by === "tool" ? "json" : null);
});
