import { beforeEach, describe, expect, test, vi } from "vitest";
import { monthOf, providerOn, scriptedGateway, WIRES } from "#durable-objects/testing/model.setup.ts";
import {
	always,
	inTurn,
	type Mode,
	type ScriptedModel,
	scriptedModel,
} from "#durable-objects/testing/scripted-model.setup.ts";
import { METERED } from "#durable-objects/testing/scripted-wires.setup.ts";
import { anInput } from "#knowledge/core/testing/builders.ts";
import { RunId } from "#knowledge/core/vocabulary/ids.ts";
import { type ChatPart, type ChatQuestion, streamChat } from "./chat.ts";
import type { ModelDeps } from "./reasoner.ts";

beforeEach(() => {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

/** Letters of two, three and four bytes: a piece of a stream may end inside one. */
const TEXT = "Grüße aus Zürich — the licence costs €140,000 a year. 🙂 Shall we talk on Tuesday? ".repeat(4).trim();
const PREFIX = "You answer the people of one team.";

const QUESTION: ChatQuestion = {
	prefix: PREFIX,
	messages: [{ role: "user", text: "What does it cost?" }],
	tier: "mid",
	ask: { call: "chat-1", deal: anInput().deal.id, run: RunId.parse("r-aaaaaaaaaaaaaaaaaaaa"), priority: 60 },
	outputTokensMax: 500,
};

const SEND_MONEY = { name: "send_money", description: "Sends money.", input: { type: "object" } } as const;

async function heard(deps: ModelDeps, question: ChatQuestion = QUESTION) {
	const parts: ChatPart[] = [];
	for await (const part of streamChat(deps, question)) parts.push(part);
	const text = parts.flatMap((part) => (part.type === "text" ? [part.delta] : [])).join("");
	const end = parts.at(-1);
	if (end?.type !== "end") throw new Error("the last part is the end");
	return { parts, text, end };
}

const answer = () => TEXT;

describe.each(WIRES)("a chat on the wire of %s", (wire) => {
	const gateway = (...modes: readonly Mode[]) => scriptedGateway(wire, [{ next: inTurn(...modes), answer }]);

	test("[S0-14] comes word by word, is whole however its bytes are cut, and is settled once as metered", async () => {
		const { deps, asked, month } = gateway("good");
		const { parts, text, end } = await heard(deps);
		expect(text).toBe(TEXT);
		expect(parts.length).toBeGreaterThan(20);
		expect(end).toMatchObject({ instead: null, calls: [{ outcome: "answered", tokens: METERED, isMetered: true }] });
		expect(asked()).toMatchObject([{ system: PREFIX, user: "What does it cost?", stream: true }]);
		expect(month.settled).toEqual([{ call: "chat-1:0", tokens: METERED.prompt + METERED.output, costMicros: 0 }]);
	});

	test("[S2-75] one that cannot be reached is followed by the next, as long as nothing was said", async () => {
		const both = [
			{ next: always("down"), answer: () => "never" },
			{ next: always("good"), answer },
		];
		const { deps, month } = scriptedGateway(wire, both);
		const { text, end } = await heard(deps);
		expect(text).toBe(TEXT);
		expect(end.calls.map(({ outcome }) => outcome)).toEqual(["failed", "answered"]);
		expect(month.settled.map(({ tokens }) => tokens)).toEqual([0, METERED.prompt + METERED.output]);
	});

	test("[REL8] one that never speaks is given up in time", async () => {
		const { deps, time } = gateway("slow");
		const began = time.clock.now();
		expect((await heard(deps)).end).toMatchObject({ instead: "late", calls: [{ outcome: "late" }] });
		expect(time.clock.now() - began).toBe(30_000);
	});

	test("[S0-93] without a reservation nobody is asked", async () => {
		const month = monthOf(() => ({ type: "refused", why: "month" }));
		const { deps, asked } = scriptedGateway(wire, [{ next: always("good"), answer }], { month });
		expect((await heard(deps)).parts).toEqual([{ type: "end", calls: [], instead: "month" }]);
		expect(asked()).toEqual([]);
		expect(month.settled).toEqual([]);
	});

	test("[REL8] whoever stops listening stops the request, and what was used is settled once", async () => {
		const { deps, month, models } = scriptedGateway(wire, [{ next: always("good"), answer: () => TEXT.repeat(20) }]);
		for await (const part of streamChat(deps, QUESTION)) if (part.type === "text") break;
		expect(month.settled).toHaveLength(1);
		expect(month.settled[0]?.tokens).toBeGreaterThan(0);
		expect(models[0]?.taken()).toBeLessThan(20_000);
		// The slot was given back: five more can be asked side by side.
		const more = await Promise.all(Array.from({ length: 5 }, () => heard(deps)));
		expect(more.every(({ end }) => end.instead === null)).toBe(true);
	});

	test("[REL8] aborted in the middle: the end says so, and what was said is settled once", async () => {
		const controller = new AbortController();
		const { deps, month } = scriptedGateway(wire, [{ next: always("good"), answer: () => TEXT.repeat(20) }]);
		const parts: ChatPart[] = [];
		for await (const part of streamChat(deps, { ...QUESTION, signal: controller.signal })) {
			parts.push(part);
			controller.abort();
		}
		expect(parts.at(-1)).toMatchObject({ type: "end", instead: "aborted", calls: [{ outcome: "aborted" }] });
		expect(parts.length).toBeLessThan(20);
		expect(month.settled).toHaveLength(1);
		expect(month.settled[0]?.tokens).toBeGreaterThan(0);
	});

	test("[REL8] whoever waits for a slot waits no longer than a question may take", async () => {
		const { deps, asked, time, month } = gateway("good");
		const held = new AbortController().signal;
		await Promise.all(Array.from({ length: 5 }, () => deps.slots.take(held)));
		const waiting = heard(deps);
		time.runOut();
		expect((await waiting).end).toEqual({ type: "end", calls: [], instead: "late" });
		expect([asked(), month.asked]).toEqual([[], []]);
	});

	test("[REL8] aborted before it began: nobody is asked", async () => {
		const { deps, asked } = gateway("good");
		const { end } = await heard(deps, { ...QUESTION, signal: AbortSignal.abort() });
		expect(end).toEqual({ type: "end", calls: [], instead: "aborted" });
		expect(asked()).toEqual([]);
	});
});

describe("on the chat completions wire", () => {
	test.each(["rogue-tool", "object-arguments"] as const)(
		"[REL10] %s: a tool that was offered is told with its arguments as data, and one that was not is nonsense",
		async (mode) => {
			const tool = async (question: ChatQuestion) =>
				heard(scriptedGateway("openai-compatible", [{ next: always(mode), answer }]).deps, question);
			const { parts, end } = await tool({ ...QUESTION, tools: [SEND_MONEY] });
			expect(parts[0]).toEqual({
				type: "tool-call",
				id: "call_0",
				name: "send_money",
				input: { to: "x@y.example", amount: 9_999 },
			});
			expect(end.instead).toBeNull();
			const unasked = await tool({ ...QUESTION, tools: [{ ...SEND_MONEY, name: "look_up" }] });
			expect(unasked.parts).toMatchObject([{ type: "end", instead: "nonsense" }]);
		},
	);

	test("[REL10] ended at any 64th byte, what was said stands, the end says that it is cut, and it is settled once", async () => {
		const whole = scriptedGateway("openai-compatible", [{ next: always("good"), answer }]);
		await heard(whole.deps);
		const bytes = whole.models[0]?.taken() ?? 0;
		for (let at = 64; at < bytes; at += 64) {
			const { deps, month } = scriptedGateway("openai-compatible", []);
			const { text, end } = await heard({ ...deps, chain: [providerOn("openai-compatible", endingAt(at))] });
			expect(TEXT.startsWith(text)).toBe(true);
			expect(["answered", "cut", "nonsense"]).toContain(end.calls[0]?.outcome);
			if (text !== TEXT) expect(end.instead).not.toBeNull();
			expect(month.settled).toHaveLength(1);
		}
	});
});

/** The model that answers well, over a connection that ends after so many bytes. */
function endingAt(bytes: number): ScriptedModel {
	const model = scriptedModel({ next: always("good"), answer });
	return {
		...model,
		fetch: async (input, init) => {
			const response = await model.fetch(input, init);
			const whole = new Uint8Array(await response.arrayBuffer());
			return new Response(whole.slice(0, bytes), { headers: response.headers });
		},
	};
}
