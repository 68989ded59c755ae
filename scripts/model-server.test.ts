import { expect, test } from "vitest";
import { always, inTurn, RETRY_AFTER_S } from "#durable-objects/testing/scripted-model.setup.ts";
import { promptOf } from "#knowledge/agents/prompt.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import { anInput, TEXT } from "#knowledge/core/testing/builders.ts";
import { startModelServer } from "./model-server.ts";

const ask = (url: string, system: string, user: string, signal?: AbortSignal) =>
	fetch(`${url}/chat/completions`, {
		method: "POST",
		body: JSON.stringify({
			model: "scripted",
			messages: [
				{ role: "system", content: system },
				{ role: "user", content: user },
			],
		}),
		...(signal ? { signal } : {}),
	});

type Completion = {
	choices: [{ message: { content: string } }];
	usage: { prompt_tokens: number; prompt_tokens_details: { cached_tokens: number } };
};

test("[S2-77] the scripted model answers each skill's own prompt in its shape, with quotes that stand in the text", async () => {
	const server = await startModelServer({ port: 0, next: always("good") });
	try {
		const input = anInput();
		for (const skill of ROSTER) {
			const { prefix, suffix } = promptOf(skill, input);
			const first: Completion = JSON.parse(await (await ask(server.url, prefix, suffix)).text());
			const again: Completion = JSON.parse(await (await ask(server.url, prefix, suffix)).text());
			const { proposals } = SkillOutput.parse(JSON.parse(first.choices[0].message.content));
			expect(proposals.filter(({ type }) => !skill.mayPropose.includes(type))).toEqual([]);
			const claims = proposals.flatMap((each) => (each.type === "learn-fact" ? [each.claim] : []));
			expect(claims.filter(({ key }) => !skill.factKeys.includes(key))).toEqual([]);
			for (const { quote, start, end } of claims.flatMap(({ evidence }) => evidence))
				expect(TEXT.slice(start, end)).toBe(quote);
			expect(again.choices).toEqual(first.choices);
			expect(again.usage.prompt_tokens_details.cached_tokens).toBeGreaterThan(0);
			if (skill.name === "qualifier") expect(claims.length).toBeGreaterThan(0);
		}
	} finally {
		await server.close();
	}
});

test("[REL9] it misbehaves as it is told, one request after the other, and lets go of whoever hangs up", async () => {
	const server = await startModelServer({ port: 0, next: inTurn("limited", "down", "slow") });
	try {
		const limited = await ask(server.url, "a", "b");
		expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, String(RETRY_AFTER_S)]);
		await limited.text();
		const down = await ask(server.url, "a", "b");
		expect(down.status).toBe(500);
		await down.text();
		const controller = new AbortController();
		const slow = ask(server.url, "a", "b", controller.signal);
		controller.abort();
		await expect(slow).rejects.toThrow();
	} finally {
		await server.close();
	}
});
