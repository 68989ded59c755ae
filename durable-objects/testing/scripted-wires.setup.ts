/** What a model says, written as each of the three wires writes it. Nothing but what the web's standards have. */

export type Wire = "openai-compatible" | "anthropic" | "workers-ai";

export type Node = Record<string, unknown>;

/** To whom it is said. */
export type To = {
	readonly wire: Wire;
	readonly model: string;
	/** A tool that has to be called with the answer, as Anthropic's older models are asked for JSON. */
	readonly answerTool: string | null;
};

export type Said = {
	readonly text: string | null;
	readonly calls?: readonly { readonly name: string; readonly input: Node }[];
	readonly argumentsAsObject?: boolean;
	readonly finish: "stop" | "length" | "refusal" | "tool";
	readonly usage: boolean;
	/** What the wire tells of tokens; `METERED` unless said otherwise. */
	readonly tokens?: Tokens;
};

export const said = (text: string | null, more: Partial<Said> = {}): Said => ({
	text,
	finish: "stop",
	usage: true,
	...more,
});

export type Tokens = { readonly prompt: number; readonly cached: number; readonly output: number };

/** A hundred of a prompt are from the provider's cache. */
export const METERED: Tokens = { prompt: 900, cached: 100, output: 120 };

export function envelope(
	{ wire, model, answerTool }: To,
	{ text, calls = [], argumentsAsObject, finish, usage, tokens = METERED }: Said,
): Node {
	const chatUsage = {
		prompt_tokens: tokens.prompt,
		completion_tokens: tokens.output,
		total_tokens: tokens.prompt + tokens.output,
		prompt_tokens_details: { cached_tokens: tokens.cached },
	};
	switch (wire) {
		case "anthropic": {
			const tool = answerTool !== null && finish === "stop" ? nodeIn(text) : null;
			return {
				id: "msg_1",
				type: "message",
				role: "assistant",
				model,
				content: [
					...(tool ? [{ type: "tool_use", id: "call_0", name: answerTool, input: tool }] : []),
					...(text === null || tool ? [] : [{ type: "text", text }]),
					...calls.map(({ name, input }, i) => ({ type: "tool_use", id: `call_${i}`, name, input })),
				],
				stop_reason: tool
					? "tool_use"
					: { stop: "end_turn", length: "max_tokens", refusal: "refusal", tool: "tool_use" }[finish],
				stop_sequence: null,
				// On this wire usage is never missing: silence is zeros.
				usage: {
					input_tokens: usage ? tokens.prompt - tokens.cached : 0,
					cache_read_input_tokens: usage ? tokens.cached : 0,
					cache_creation_input_tokens: 0,
					output_tokens: usage ? tokens.output : 0,
				},
			};
		}
		case "workers-ai":
			if (finish === "stop" && calls.length === 0)
				return { response: text, tool_calls: [], ...(usage ? { usage: chatUsage } : {}) };
			return { choices: [choiceOf(text, calls, finish, argumentsAsObject)], ...(usage ? { usage: chatUsage } : {}) };
		case "openai-compatible":
			return {
				id: "c1",
				object: "chat.completion",
				created: 1,
				model,
				choices: [choiceOf(text, calls, finish, argumentsAsObject)],
				...(usage ? { usage: chatUsage } : {}),
			};
	}
}

/** The arguments of a call are JSON on the wire: a text that is none cannot be one. */
function nodeIn(text: string | null): Node | null {
	try {
		const value: unknown = JSON.parse(text ?? "");
		return typeof value === "object" && value !== null ? { ...value } : null;
	} catch {
		return null;
	}
}

const choiceOf = (text: string | null, calls: Said["calls"], finish: Said["finish"], asObject = false): Node => ({
	index: 0,
	message: {
		role: "assistant",
		content: finish === "refusal" ? null : text,
		...(finish === "refusal" ? { refusal: text } : {}),
		...(calls && calls.length > 0
			? {
					tool_calls: calls.map(({ name, input }, i) => ({
						id: `call_${i}`,
						type: "function",
						function: { name, arguments: asObject ? input : JSON.stringify(input) },
					})),
				}
			: {}),
	},
	finish_reason: { stop: "stop", length: "length", refusal: "content_filter", tool: "tool_calls" }[finish],
});

/** The same answer as a stream of events, word by word. */
export function streamOf(asked: To, what: Said): string {
	const words = (what.text ?? "").match(/\S+\s*|\s+/g) ?? [];
	const whole = envelope(asked, what);
	const event = (data: Node, name?: string): string =>
		`${name ? `event: ${name}\n` : ""}data: ${JSON.stringify(data)}\n\n`;
	switch (asked.wire) {
		case "anthropic": {
			const of = (data: Node): string => event(data, String(data.type));
			return [
				of({ type: "message_start", message: { ...whole, content: [], stop_reason: null } }),
				of({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
				...words.map((text) => of({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })),
				of({ type: "content_block_stop", index: 0 }),
				of({
					type: "message_delta",
					delta: { stop_reason: whole.stop_reason, stop_sequence: null },
					usage: whole.usage,
				}),
				of({ type: "message_stop" }),
			].join("");
		}
		case "workers-ai":
			return [
				...words.map((response) => event({ response })),
				event({ response: "", usage: whole.usage }),
				"data: [DONE]\n\n",
			].join("");
		case "openai-compatible": {
			const chunk = (delta: Node, finish: string | null): string =>
				event({
					id: "c1",
					object: "chat.completion.chunk",
					created: 1,
					model: asked.model,
					choices: [{ index: 0, delta, finish_reason: finish }],
					usage: null,
				});
			return [
				chunk({ role: "assistant", content: "" }, null),
				...words.map((content) => chunk({ content }, null)),
				...(what.calls ?? []).flatMap(({ name, input }, index) => [
					chunk(
						{ tool_calls: [{ index, id: `call_${index}`, type: "function", function: { name, arguments: "" } }] },
						null,
					),
					chunk(
						{
							tool_calls: [{ index, function: { arguments: what.argumentsAsObject ? input : JSON.stringify(input) } }],
						},
						null,
					),
				]),
				chunk({}, { stop: "stop", length: "length", refusal: "content_filter", tool: "tool_calls" }[what.finish]),
				...(what.usage ? [event({ id: "c1", choices: [], usage: whole.usage })] : []),
				"data: [DONE]\n\n",
			].join("");
		}
	}
}

/** Each wire tells a fault in its own way; a binding throws a text with a number in it. */
export function fault(wire: Wire, status: number, code: string, headers: Record<string, string> = {}): Response {
	if (wire === "workers-ai")
		return new Response(`${status === 500 || status === 400 ? 5006 : 3040}: ${code}`, { status });
	const error = { message: code, type: code, param: null, code };
	return Response.json(wire === "anthropic" ? { type: "error", error } : { error }, { status, headers });
}
