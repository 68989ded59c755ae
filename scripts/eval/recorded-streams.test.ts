import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createBreakers } from "#durable-objects/platform/model/breaker.ts";
import { NO_MONTH } from "#durable-objects/platform/model/budget-port.ts";
import { type ChatTool, streamChat } from "#durable-objects/platform/model/chat.ts";
import { systemClock } from "#durable-objects/platform/model/clock.ts";
import { providerOf } from "#durable-objects/platform/model/providers.ts";
import { createSlots } from "#durable-objects/platform/model/slots.ts";
import { DealId, RunId } from "#knowledge/core/vocabulary/ids.ts";

/** Streams that providers sent, one payload a line. They are no part of this tree. */
const RECORDED = "../shared/data/wire/chat_completions_stream";

type Chunk = {
	choices: {
		delta: {
			content?: string | null | { type: string; text?: string }[];
			tool_calls?: { index: number; id?: string; function: { name?: string; arguments?: string } }[];
		};
	}[];
	usage?: { prompt_tokens: number; completion_tokens: number } | null;
};

type Heard = { text: string; calls: { id: string; name: string; input: unknown }[] };

const isHere = existsSync(RECORDED);
const files = isHere ? readdirSync(RECORDED).filter((name) => /\.chunks\.txt(\.gz)?$/.test(name)) : [];

function payloadsOf(file: string): string[] {
	const bytes = readFileSync(join(RECORDED, file));
	return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").split("\n").filter(Boolean);
}

/** By the wire's own rule, in as few lines as it takes: text one after the other, calls by their index. */
function heardByHand(payloads: readonly string[]): Heard {
	let text = "";
	const calls: { id: string; name: string; input: string }[] = [];
	for (const { choices } of payloads.map((payload): Chunk => JSON.parse(payload))) {
		const { content, tool_calls: fragments = [] } = choices[0]?.delta ?? {};
		text += Array.isArray(content) ? content.map((part) => part.text ?? "").join("") : (content ?? "");
		for (const { index, id, function: called } of fragments) {
			const call = calls[index] ?? { id: "", name: "", input: "" };
			calls[index] = {
				id: id || call.id,
				name: called.name || call.name,
				input: call.input + (called.arguments ?? ""),
			};
		}
	}
	return { text, calls: calls.map((call) => ({ ...call, input: JSON.parse(call.input) })) };
}

const WEATHER: ChatTool = { name: "weather", description: "Tells the weather.", input: { type: "object" } };

async function heardByGateway(payloads: readonly string[], pieceBytes: number) {
	const sse = new TextEncoder().encode(`${[...payloads, "[DONE]"].map((each) => `data: ${each}\n\n`).join("")}`);
	let at = 0;
	const body = () =>
		new ReadableStream<Uint8Array>({
			pull(controller) {
				if (at >= sse.length) return controller.close();
				controller.enqueue(sse.slice(at, at + pieceBytes));
				at += pieceBytes;
			},
		});
	const provider = providerOf(
		{
			provider: "openai-compatible",
			baseUrl: "http://127.0.0.1:9/v1",
			apiKey: null,
			gateway: null,
			models: { small: "recorded", mid: "recorded", frontier: "recorded" },
		},
		{ fetch: async () => new Response(body(), { headers: { "content-type": "text/event-stream" } }), ai: undefined },
	);
	if (!provider) throw new Error("it needs no binding");
	const heard: Heard = { text: "", calls: [] };
	const parts = streamChat(
		{
			chain: [provider],
			budget: NO_MONTH,
			breakers: createBreakers(systemClock.now),
			slots: createSlots(1),
			clock: systemClock,
			random: () => 0,
			forms: new Map(),
			timeoutMs: 5_000,
			stepMs: 5_000,
		},
		{
			prefix: "You are a test.",
			messages: [{ role: "user", text: "What is the weather?" }],
			tools: [WEATHER],
			tier: "mid",
			ask: {
				call: "recorded",
				deal: DealId.parse(`d-${"a".repeat(20)}`),
				run: RunId.parse(`r-${"a".repeat(20)}`),
				priority: 40,
			},
			outputTokensMax: 1_000,
		},
	);
	for await (const part of parts) {
		if (part.type === "text") heard.text += part.delta;
		if (part.type === "tool-call") heard.calls.push({ id: part.id, name: part.name, input: part.input });
		if (part.type === "end") return { ...heard, end: part };
	}
	throw new Error("a stream has its end");
}

test("[S0-14] recorded streams come to the same text and the same calls of tools, also in pieces of 64 bytes", async () => {
	if (!isHere) {
		console.info(`nothing is compared: there are no recorded streams in ${RECORDED}`);
		return;
	}
	expect(files.length).toBeGreaterThan(0);
	for (const file of files) {
		const payloads = payloadsOf(file);
		const { text, calls } = heardByHand(payloads);
		expect(text.length + calls.length, file).toBeGreaterThan(0);
		const usage = payloads.map((payload): Chunk => JSON.parse(payload)).findLast((chunk) => chunk.usage)?.usage;
		for (const pieceBytes of [64, 1_000_000]) {
			const heard = await heardByGateway(payloads, pieceBytes);
			expect({ file, text: heard.text, calls: heard.calls }).toEqual({ file, text, calls });
			expect(heard.end, file).toMatchObject({ instead: null, calls: [{ outcome: "answered", isMetered: true }] });
			expect(heard.end.calls[0]?.tokens, file).toMatchObject({
				prompt: usage?.prompt_tokens,
				output: usage?.completion_tokens,
			});
		}
	}
});
