import * as z from "zod";

/** Answers of ours are some kilobytes. What is longer is no answer, and is not read to its end. */
export const ANSWER_BYTES_MAX = 256 * 1024;
/** A stream wraps each word in some hundred bytes, and some models think aloud in it. */
const STREAM_BYTES_MAX = 4 * 1024 * 1024;
/** Of an answer that tells a fault: enough to see which. */
const FAULT_BYTES_MAX = 16 * 1024;

/** The answer was longer than the bound. */
export class OversizeAnswer extends Error {
	override readonly name = "OversizeAnswer";
}

/** There was no answer: the provider was not reached, or did not hear all of the question. */
export class Unreached extends Error {
	override readonly name = "Unreached";
}

/** The way to the provider broke after its answer had begun: it worked, and may charge for it. */
export class BrokenAnswer extends Error {
	override readonly name = "BrokenAnswer";
}

export type Fetch = typeof fetch;

/**
 * A fetch for talking to providers: no answer is read beyond a bound, no redirect takes the key to another host, and the
 * known ways in which endpoints stray from the chat completions wire are set right.
 */
export function boundedFetch(fetch: Fetch): Fetch {
	return async (input, init) => {
		const response = await fetch(input, { ...init, redirect: "manual" }).catch((cause: unknown) => {
			throw init?.signal?.aborted ? cause : new Unreached("there was no answer", { cause });
		});
		const { body, ok, status } = response;
		const headers = new Headers(response.headers);
		for (const name of ["content-length", "content-encoding"]) headers.delete(name);
		if (!body) return response;
		if (ok && (headers.get("content-type") ?? "").includes("text/event-stream"))
			return new Response(plainStream(body), { status, headers });
		const text = ok ? plainText(await readAll(body)) : await readSome(body);
		return new Response(text, { status, headers });
	};
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<string> {
	const parts: string[] = [];
	const decoder = new TextDecoder();
	for await (const chunk of bounded(body, ANSWER_BYTES_MAX)) parts.push(decoder.decode(chunk, { stream: true }));
	return parts.join("") + decoder.decode();
}

async function* bounded(body: ReadableStream<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
	const reader = body.getReader();
	let bytes = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read().catch((cause: unknown) => {
				throw new BrokenAnswer("the answer broke off", { cause });
			});
			if (done) return;
			bytes += value.byteLength;
			if (bytes > bytesMax) throw new OversizeAnswer("the answer is too long");
			yield value;
		}
	} finally {
		// However it ended, the rest is not wanted.
		await reader.cancel().catch(() => undefined);
	}
}

/** What a fault says of itself; one that breaks off has said enough. */
async function readSome(body: ReadableStream<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let text = "";
	const reader = body.getReader();
	try {
		while (text.length < FAULT_BYTES_MAX) {
			const { done, value } = await reader.read();
			if (done) break;
			text += decoder.decode(value, { stream: true });
		}
	} catch {
		return text;
	} finally {
		await reader.cancel().catch(() => undefined);
	}
	return text;
}

/** Some endpoints give the arguments of a tool call as an object; the wire has them as text. */
const STRAYS = /"arguments"\s*:\s*[{[]/;

const plainText = (text: string): string => (STRAYS.test(text) ? rewritten(text) : text);

function rewritten(text: string): string {
	try {
		return JSON.stringify(withTextArguments(JSON.parse(text)));
	} catch {
		return text;
	}
}

const ToolCall = z.looseObject({ function: z.looseObject({ arguments: z.record(z.string(), z.unknown()) }) });
const CallsOf = z.looseObject({ tool_calls: z.array(z.unknown()) });
const Choice = z.looseObject({ message: CallsOf.optional(), delta: CallsOf.optional() });
const Completion = z.looseObject({ choices: z.array(Choice) });

function withTextArguments(body: unknown): unknown {
	const parsed = Completion.safeParse(body);
	if (!parsed.success) return body;
	const calls = (of: z.infer<typeof CallsOf>) => ({ ...of, tool_calls: of.tool_calls.map(withText) });
	const choices = parsed.data.choices.map(({ message, delta, ...rest }) => ({
		...rest,
		...(message ? { message: calls(message) } : {}),
		...(delta ? { delta: calls(delta) } : {}),
	}));
	return { ...parsed.data, choices };
}

function withText(call: unknown): unknown {
	const parsed = ToolCall.safeParse(call);
	if (!parsed.success) return call;
	const { function: called, ...rest } = parsed.data;
	return { ...rest, function: { ...called, arguments: JSON.stringify(called.arguments) } };
}

/** Line by line, wherever the pieces of the stream begin and end. */
function plainStream(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
	const source = bounded(body, STREAM_BYTES_MAX);
	const decoder = new TextDecoder();
	const encoder = new TextEncoder();
	let rest = "";
	return new ReadableStream({
		async pull(controller) {
			for (;;) {
				const { done, value } = await source.next();
				const text = rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }));
				const end = done ? text.length : text.lastIndexOf("\n") + 1;
				rest = text.slice(end);
				if (end > 0) controller.enqueue(encoder.encode(text.slice(0, end).split("\n").map(plainLine).join("\n")));
				if (done) return controller.close();
				if (end > 0) return;
			}
		},
		async cancel() {
			await source.return(undefined);
		},
	});
}

const plainLine = (line: string): string =>
	line.startsWith("data:") && STRAYS.test(line) ? `data: ${rewritten(line.slice("data:".length).trim())}` : line;
