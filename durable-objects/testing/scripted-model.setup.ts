/**
 * A model that answers by a script, on the wires of all three providers. Nothing but what the web's standards have, so that
 * workerd and Node can both hold it.
 */

import {
	envelope,
	fault,
	type Node,
	type Said,
	said,
	streamOf,
	type Tokens,
	type Wire,
} from "./scripted-wires.setup.ts";

export const MODES = [
	/** Answers. */
	"good",
	/** Answers inside a block of Markdown. */
	"fenced",
	/** Answers, and tells no usage. */
	"no-usage",
	/** Never answers; gives up when it is told to. */
	"slow",
	/** Its limit is reached, and it says for how long. */
	"limited",
	/** What was paid for is used up. */
	"quota",
	"overloaded",
	"down",
	/** It does not know the form in which the answer is asked for. */
	"no-schema",
	/** Cannot be reached. */
	"gone",
	/** JSON with a bracket too few. */
	"malformed",
	"prose",
	"empty",
	/** JSON of another shape. */
	"other-shape",
	/** The answer's envelope ends in the middle. */
	"cut-json",
	/** The connection breaks in the middle. */
	"broken",
	/** The longest answer allowed is reached before its end. */
	"too-long",
	"refusal",
	/** Calls a tool that nobody offered. */
	"rogue-tool",
	/** Calls one with its arguments as an object, not as text. */
	"object-arguments",
	/** No text at all: null in its place. */
	"null-content",
	/** Speaks of another tenant's contact and signal. */
	"foreign",
	/** Ten million characters. */
	"huge",
] as const;
export type Mode = (typeof MODES)[number];

export const FOREIGN_SIGNAL = `s-${"z".repeat(20)}`;
export const FOREIGN_CONTACT = `c-${"z".repeat(20)}`;
export const HUGE_BYTES = 10_000_000;
/** In which pieces streams come. */
export const PIECE_BYTES = 64;
export const RETRY_AFTER_S = 3;

export type AskedOfModel = {
	readonly wire: Wire;
	readonly model: string;
	readonly system: string;
	readonly answerTool: string | null;
	/** The first message that is not the system's. */
	readonly user: string;
	/** How many messages came before the answer, without the system's: more than one where it is asked to mend. */
	readonly messages: number;
	readonly stream: boolean;
	readonly headers: Headers;
	readonly url: string;
	readonly body: Node;
};

export type Script = {
	/** What is done with the next request; good once there is nothing left. */
	readonly next: () => Mode;
	readonly answer: (asked: AskedOfModel) => string;
	/** What it meters; `METERED` unless said otherwise. */
	readonly meter?: (asked: AskedOfModel, answer: string) => Tokens;
	/** Called when a request arrives that is not going to be answered. */
	readonly onSlow?: () => void;
};

export type ScriptedModel = {
	readonly asked: readonly AskedOfModel[];
	/** How many bytes of the answers were taken. */
	readonly taken: () => number;
	readonly fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => Promise<Response>;
	/** The binding of Workers AI. */
	readonly run: (model: string, inputs: Node, options?: Node) => Promise<unknown>;
};

/** A mode for each request, one after the other; then good. */
export const inTurn = (...modes: readonly Mode[]): (() => Mode) => {
	const left = [...modes];
	return () => left.shift() ?? "good";
};

export const always =
	(mode: Mode): (() => Mode) =>
	() =>
		mode;

export function scriptedModel(script: Script): ScriptedModel {
	const asked: AskedOfModel[] = [];
	let taken = 0;
	const count = (bytes: number): void => {
		taken += bytes;
	};
	return {
		asked,
		taken: () => taken,
		async fetch(input, init) {
			const request = new Request(input, init);
			const wire = new URL(request.url).pathname.endsWith("/messages") ? "anthropic" : "openai-compatible";
			const signal = init?.signal ?? request.signal;
			const question = read(wire, JSON.parse(await request.text()), request.headers, request.url);
			asked.push(question);
			return respond(question, script, { signal, count });
		},
		async run(model, inputs, options) {
			const question = read("workers-ai", { ...inputs, model }, new Headers(), `binding:${model}`);
			asked.push(question);
			const signal = options?.signal instanceof AbortSignal ? options.signal : new AbortController().signal;
			const response = await respond(question, script, { signal, count });
			if (response.status !== 200) throw new Error(`InferenceUpstreamError: ${await response.text()}`);
			if (question.stream) return response.body;
			return JSON.parse(await response.text());
		},
	};
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Text of a message, whichever form it has. */
const textOf = (content: unknown): string =>
	typeof content === "string"
		? content
		: listOf(content)
				.map((part) => (isNode(part) && typeof part.text === "string" ? part.text : ""))
				.join("");

function read(wire: Wire, body: Node, headers: Headers, url: string): AskedOfModel {
	const messages = listOf(body.messages).filter(isNode);
	const others = messages.filter(({ role }) => role !== "system" && role !== "developer");
	const [system] = messages.filter((each) => !others.includes(each));
	return {
		wire,
		model: String(body.model ?? ""),
		system: wire === "anthropic" ? textOf(body.system) : textOf(system?.content),
		answerTool: listOf(body.tools).some((tool) => isNode(tool) && tool.name === "json") ? "json" : null,
		user: textOf(others[0]?.content),
		messages: others.length,
		stream: body.stream === true,
		headers,
		url,
		body,
	};
}

type World = { readonly signal: AbortSignal; readonly count: (bytes: number) => void };

async function respond(asked: AskedOfModel, script: Script, world: World): Promise<Response> {
	const mode = script.next();
	switch (mode) {
		case "slow":
			return never(world.signal, script.onSlow);
		case "gone":
			throw new TypeError("connection refused");
		case "limited":
			return fault(asked.wire, 429, "rate_limit_exceeded", { "retry-after": String(RETRY_AFTER_S) });
		case "quota":
			return fault(asked.wire, 429, "insufficient_quota");
		case "overloaded":
			return fault(asked.wire, asked.wire === "anthropic" ? 529 : 503, "overloaded_error");
		case "down":
			return fault(asked.wire, 500, "server_error");
		case "no-schema":
			return isFormAsked(asked.body)
				? fault(asked.wire, 400, "response_format json_schema is not supported")
				: send(asked, spoken("good", asked, script), world);
		case "cut-json":
		case "broken": {
			const whole = JSON.stringify(envelope(asked, spoken("good", asked, script)));
			const half = whole.slice(0, Math.floor(whole.length / 2));
			if (mode === "cut-json" && asked.wire !== "workers-ai") return json(half, world);
			// A binding hands over what it has parsed: what breaks there is its call.
			if (asked.wire === "workers-ai") return fault(asked.wire, 500, "the answer broke off");
			return new Response(breaking(half), { headers: { "content-type": "application/json" } });
		}
		default:
			return send(asked, spoken(mode, asked, script), world);
	}
}

function spoken(mode: Mode, asked: AskedOfModel, { answer, meter }: Script): Said {
	const text = answer(asked);
	return { ...saidIn(mode, text), ...(meter ? { tokens: meter(asked, text) } : {}) };
}

/** Whether the answer's form is asked for on the wire. */
const isFormAsked = ({ response_format, output_config, tools }: Node): boolean =>
	response_format !== undefined || output_config !== undefined || listOf(tools).length > 0;

const ROGUE = [{ name: "send_money", input: { to: "x@y.example", amount: 9_999 } }];

function saidIn(mode: Mode, answer: string): Said {
	switch (mode) {
		case "fenced":
			return said(`\`\`\`json\n${answer}\n\`\`\``);
		case "no-usage":
			return said(answer, { usage: false });
		case "malformed":
			return said(answer.replace(/\}\s*$/, ""));
		case "prose":
			return said("Sure! Here is what I found in the mail.");
		case "empty":
			return said("");
		case "other-shape":
			return said('{"facts":[{"budget":"EUR 140,000"}]}');
		case "too-long":
			return said(answer.slice(0, Math.floor(answer.length / 2)), { finish: "length" });
		case "refusal":
			return said("I cannot help with that.", { finish: "refusal" });
		case "rogue-tool":
			return said(null, { calls: ROGUE, finish: "tool" });
		case "object-arguments":
			return said(null, { calls: ROGUE, finish: "tool", argumentsAsObject: true });
		case "null-content":
			return said(null);
		case "foreign":
			return said(answer.replace(/\bs-[a-z2-7]{20}/g, FOREIGN_SIGNAL).replace(/\bc-[a-z2-7]{20}/g, FOREIGN_CONTACT));
		case "huge":
			return said("x".repeat(HUGE_BYTES));
		default:
			return said(answer);
	}
}

const send = (asked: AskedOfModel, what: Said, world: World): Response =>
	asked.stream
		? new Response(pieces(streamOf(asked, what), world), { headers: { "content-type": "text/event-stream" } })
		: json(JSON.stringify(envelope(asked, what)), world);

const json = (text: string, world: World): Response =>
	new Response(pieces(text, world, 64 * 1024), { headers: { "content-type": "application/json" } });

/** Bytes as they are asked for, so that it can be counted how many were. */
function pieces(text: string, { count }: World, size = PIECE_BYTES): ReadableStream<Uint8Array> {
	const bytes = new TextEncoder().encode(text);
	let at = 0;
	return new ReadableStream<Uint8Array>(
		{
			pull(controller) {
				if (at >= bytes.length) return controller.close();
				const piece = bytes.slice(at, at + size);
				at += piece.length;
				count(piece.length);
				controller.enqueue(piece);
			},
		},
		{ highWaterMark: 0 },
	);
}

function breaking(text: string): ReadableStream<Uint8Array> {
	let isSent = false;
	return new ReadableStream<Uint8Array>({
		pull(controller) {
			if (isSent) return controller.error(new TypeError("connection lost"));
			isSent = true;
			controller.enqueue(new TextEncoder().encode(text));
		},
	});
}

function never(signal: AbortSignal, onSlow?: () => void): Promise<Response> {
	return new Promise((_, reject) => {
		const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
		if (signal.aborted) return abort();
		signal.addEventListener("abort", abort, { once: true });
		onSlow?.();
	});
}
