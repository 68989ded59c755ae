import { beforeEach, describe, expect, test, vi } from "vitest";
import { scriptedGateway, settingsOn } from "#durable-objects/testing/model.setup.ts";
import { always } from "#durable-objects/testing/scripted-model.setup.ts";
import { promptOf } from "#knowledge/agents/prompt.ts";
import { anInput, aSkill } from "#knowledge/core/testing/builders.ts";
import { runNo } from "#knowledge/core/testing/ids.ts";
import { CALL_TOKENS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { BREAKER_FAULTS } from "./breaker.ts";
import { providerOf } from "./providers.ts";
import { type ModelDeps, modelReasoner } from "./reasoner.ts";

beforeEach(() => {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const skill = aSkill("qualifier");
const input = anInput();
const ask = (deps: ModelDeps) =>
	Promise.resolve(modelReasoner(deps)(skill, input, promptOf(skill, input), { run: runNo(1), attempt: 1 }));

describe.each(["openai-compatible", "anthropic"] as const)("on the wire of %s", (wire) => {
	/** A provider that answers everything with this. */
	const answering = (response: () => Response) => {
		const { deps, month } = scriptedGateway(wire, [{ next: always("good"), answer: () => "" }]);
		let asked = 0;
		const fetch = async () => {
			asked += 1;
			return response();
		};
		const provider = providerOf(settingsOn(wire), { fetch, ai: undefined });
		if (!provider) throw new Error("there is a provider");
		return { deps: { ...deps, chain: [provider] }, month, asked: () => asked };
	};

	test("[REL10] an answer of another shape is bought once, and costs as much as was allowed", async () => {
		for (const body of [{ choices: [] }, { choices: [{}] }, { content: [] }, {}, [], null]) {
			const { deps, month, asked } = answering(() => Response.json(body));
			expect(await ask(deps)).toMatchObject({ degraded: true, model: { instead: "nonsense" } });
			expect(asked(), JSON.stringify(body)).toBe(1);
			expect(month.settled.map(({ tokens }) => tokens)).toEqual([CALL_TOKENS_MAX]);
		}
	});

	test("[S0-124] a question that it does not take, however often, closes it for nobody else", async () => {
		for (const [status, isOpen] of [
			[400, false],
			[413, false],
			[422, false],
			[401, true],
			[404, true],
		] as const) {
			const { deps, asked } = answering(() => Response.json({ error: { message: "no" } }, { status }));
			for (let i = 0; i < BREAKER_FAULTS; i++) await ask(deps);
			const result = await ask(deps);
			expect(result.model.instead, String(status)).toBe(isOpen ? "breaker-open" : "failed");
			expect(asked()).toBe(isOpen ? BREAKER_FAULTS : BREAKER_FAULTS + 1);
		}
	});
});
