import type {
	JSONSchema7,
	LanguageModelV4Message,
	LanguageModelV4StreamPart,
	LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { estimateTokens } from "#knowledge/core/context/tokens.ts";
import type { ModelCall, ModelOutcome, ModelTier, RulesInstead } from "#knowledge/core/vocabulary/model-call.ts";
import { log } from "../log.ts";
import type { CallSign } from "./breaker.ts";
import type { TokenAsk } from "./budget-port.ts";
import { ATTEMPTS_MAX, signOf, waitOf } from "./call-model.ts";
import { unlessAborted } from "./clock.ts";
import { type Fault, faultOf } from "./faults.ts";
import { meter } from "./meter.ts";
import type { Provider } from "./providers.ts";
import { type ModelDeps, NOTHING, reserve, settle } from "./reasoner.ts";
import { ANSWER_BYTES_MAX } from "./wire.ts";

export type ChatTool = { readonly name: string; readonly description: string; readonly input: JSONSchema7 };

export type ChatQuestion = {
	/** The stable part: the same bytes for each message of a chat. */
	readonly prefix: string;
	readonly messages: readonly { readonly role: "user" | "assistant"; readonly text: string }[];
	readonly tools?: readonly ChatTool[];
	readonly tier: ModelTier;
	/** Who asks; `call` is one question's own. */
	readonly ask: Omit<TokenAsk, "tokens">;
	readonly outputTokensMax: number;
	readonly signal?: AbortSignal;
};

export type ChatPart =
	| { readonly type: "text"; readonly delta: string }
	/** Of a tool that was offered. Its input is any JSON: it is parsed by whoever offered it. */
	| { readonly type: "tool-call"; readonly id: string; readonly name: string; readonly input: unknown }
	/** The last part, always. `instead`: why rules should speak, where the model did not come to its end. */
	| { readonly type: "end"; readonly calls: readonly ModelCall[]; readonly instead: RulesInstead | null };

/**
 * A model's answer as it comes. Until the first word another provider can still take over; from then on what was said
 * stands, and its end says whether it is whole. Whoever stops listening stops the request, and what was used is settled.
 */
export async function* streamChat(deps: ModelDeps, question: ChatQuestion): AsyncGenerator<ChatPart, void> {
	const until = deps.clock.now() + deps.stepMs;
	const stopped = new AbortController();
	const signal = AbortSignal.any([stopped.signal, ...(question.signal ? [question.signal] : [])]);
	const calls: ModelCall[] = [];
	// Whoever waits for a slot waits in the question's own time.
	const timer = deps.clock.abortAfter(deps.stepMs);
	const giveBack = await deps.slots.take(AbortSignal.any([signal, timer.signal]));
	timer.cancel();
	if (!giveBack) return yield { type: "end", calls, instead: signal.aborted ? "aborted" : "late" };
	try {
		let instead: RulesInstead = "breaker-open";
		for (const provider of deps.chain) {
			if (!deps.breakers.may(provider.place)) continue;
			const tokens = promptTokensOf(question) + question.outputTokensMax;
			const call = `${question.ask.call}:${calls.length}`;
			const reserved = await reserve({ ...question.ask, call, tokens }, { until, signal }, deps);
			if (reserved.type === "refused") {
				deps.breakers.tell(provider.place, "unknown");
				if (calls.length === 0) instead = reserved.why;
				break;
			}
			const talk: Talk = { ...SILENCE };
			const began = deps.clock.now();
			try {
				yield* say(deps, question, { provider, until, signal }, talk);
			} finally {
				// Also where nobody listens any more: the generator ends at its `yield`.
				const spent = callOf(provider, question, talk, deps.clock.now() - began);
				calls.push(spent);
				deps.breakers.tell(provider.place, talkSign(talk));
				const { tokens: used, costMicros } = spent;
				const settled = used.prompt + used.output === 0 ? NOTHING : { tokens: used.prompt + used.output, costMicros };
				await settle(call, settled, deps);
			}
			if (talk.outcome === "answered") return yield { type: "end", calls, instead: null };
			instead = talk.outcome;
			if (talk.chars > 0 || (talkSign(talk) !== "down" && talk.outcome !== "failed")) break;
		}
		yield { type: "end", calls, instead };
	} finally {
		stopped.abort();
		giveBack();
	}
}

/** What became of one call so far. */
type Talk = {
	chars: number;
	text: string;
	usage: LanguageModelV4Usage | null;
	attempts: number;
	outcome: ModelOutcome;
	status: number | null;
	used: Fault["used"];
};

const SILENCE: Talk = {
	chars: 0,
	usage: null,
	text: "",
	attempts: 0,
	outcome: "aborted",
	status: null,
	used: "nothing",
};

const talkSign = ({ outcome, status }: Talk): CallSign => (outcome === "answered" ? "up" : signOf({ outcome, status }));

type Way = { readonly provider: Provider; readonly until: number; readonly signal: AbortSignal };

async function* say(deps: ModelDeps, question: ChatQuestion, way: Way, talk: Talk): AsyncGenerator<ChatPart, void> {
	for (;;) {
		talk.attempts += 1;
		const parts = open(deps, question, way);
		let fault: Fault | null = null;
		for await (const part of parts) {
			if (part.type === "fault") {
				fault = part.fault;
				break;
			}
			// From its first sign on it works, and may charge for it.
			talk.used = "all";
			const told = hear(part.part, question, talk);
			if (told === "over") return;
			if (told) yield told;
		}
		if (!fault) {
			// A stream that ends without saying so was cut.
			talk.outcome = "cut";
			return;
		}
		if (fault.used === "all") talk.used = "all";
		talk.outcome = fault.outcome;
		talk.status = fault.status;
		const wait = waitOf(fault, talk.attempts, deps.random);
		const isOver = talk.used === "all" || talk.attempts >= ATTEMPTS_MAX || way.signal.aborted;
		if (isOver || wait === null || deps.clock.now() + wait >= way.until) {
			log.warn("model stream failed", { provider: way.provider.name, outcome: fault.outcome, status: fault.status });
			return;
		}
		await deps.clock.sleep(wait, way.signal);
	}
}

/** What one part of the stream adds. `over`: nothing more is to come, or to be heard. */
function hear(part: LanguageModelV4StreamPart, question: ChatQuestion, talk: Talk): ChatPart | "over" | null {
	switch (part.type) {
		case "text-delta":
			talk.chars += part.delta.length;
			talk.text += part.delta;
			if (talk.chars > ANSWER_BYTES_MAX) {
				talk.outcome = "nonsense";
				return "over";
			}
			return part.delta === "" ? null : { type: "text", delta: part.delta };
		case "tool-call": {
			const input = jsonOf(part.input);
			if (!question.tools?.some(({ name }) => name === part.toolName) || input === undefined) {
				talk.outcome = "nonsense";
				return "over";
			}
			talk.chars += part.input.length;
			return { type: "tool-call", id: part.toolCallId, name: part.toolName, input };
		}
		case "finish": {
			talk.usage = part.usage;
			const { unified, raw } = part.finishReason;
			if (unified === "content-filter" || raw === "content_filter") talk.outcome = "refused";
			else if (unified === "length") talk.outcome = "cut";
			else if (unified === "error") talk.outcome = "cut";
			else talk.outcome = talk.chars > 0 ? "answered" : "nonsense";
			return "over";
		}
		default:
			return null;
	}
}

/** A tool without arguments is called with none. */
function jsonOf(text: string): unknown {
	try {
		return text.trim() === "" ? {} : JSON.parse(text);
	} catch {
		return undefined;
	}
}

type Heard =
	| { readonly type: "part"; readonly part: LanguageModelV4StreamPart }
	| { readonly type: "fault"; readonly fault: Fault };

/** The parts of one attempt. Between two of them no more time passes than an attempt may take. */
async function* open(
	deps: ModelDeps,
	question: ChatQuestion,
	{ provider, until, signal }: Way,
): AsyncGenerator<Heard, void> {
	const { clock } = deps;
	const stopped = new AbortController();
	const either = AbortSignal.any([signal, stopped.signal]);
	const within = async <T>(work: Promise<T>): Promise<T | null> => {
		const timer = clock.abortAfter(Math.max(0, Math.min(deps.timeoutMs, until - clock.now())));
		try {
			return await unlessAborted(work, AbortSignal.any([signal, timer.signal]));
		} finally {
			timer.cancel();
		}
	};
	const gaveUp = (): Heard => ({
		type: "fault",
		fault: {
			outcome: signal.aborted ? "aborted" : "late",
			retryAfterMs: null,
			used: "all",
			status: null,
			isOfForm: false,
		},
	});
	let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | null = null;
	try {
		const asking = Promise.resolve(
			provider.model(provider.models[question.tier]).doStream({
				prompt: promptOf(provider, question),
				maxOutputTokens: question.outputTokensMax,
				abortSignal: either,
				...(question.tools ? { tools: question.tools.map(toolOf) } : {}),
			}),
		);
		const begun = await within(asking);
		if (!begun) return yield gaveUp();
		reader = begun.stream.getReader();
		for (;;) {
			const next = await within(reader.read());
			if (!next) return yield gaveUp();
			if (next.done) return;
			if (next.value.type === "stream-start") continue;
			// Its answer had begun: it worked, and whatever it says of the end is one that came too soon.
			if (next.value.type === "error") return yield { type: "fault", fault: BROKE_OFF };
			yield { type: "part", part: next.value };
		}
	} catch (error) {
		yield either.aborted ? gaveUp() : { type: "fault", fault: faultOf(error, clock.now()) };
	} finally {
		stopped.abort();
		await reader?.cancel().catch(() => undefined);
	}
}

const BROKE_OFF: Fault = { outcome: "cut", retryAfterMs: null, used: "all", status: null, isOfForm: false };

const toolOf = ({ name, description, input }: ChatTool) =>
	({ type: "function", name, description, inputSchema: input }) as const;

const promptOf = (provider: Provider, { prefix, messages }: ChatQuestion): LanguageModelV4Message[] => [
	provider.system(prefix),
	...messages.map(({ role, text }): LanguageModelV4Message => ({ role, content: [{ type: "text", text }] })),
];

const promptTokensOf = ({ prefix, messages, tools = [] }: ChatQuestion): number =>
	[prefix, ...messages.map(({ text }) => text), ...tools.map((tool) => JSON.stringify(tool))]
		.map(estimateTokens)
		.reduce((total, each) => total + each, 0);

function callOf(provider: Provider, question: ChatQuestion, talk: Talk, durationMs: number): ModelCall {
	const model = provider.models[question.tier];
	const isUsed = talk.used === "all";
	// How much was said before it broke off is known; whoever said nothing yet may have worked to the end of what was allowed.
	const output = talk.text === "" ? question.outputTokensMax : estimateTokens(talk.text);
	const estimate = { prompt: isUsed ? promptTokensOf(question) : 0, output: isUsed ? output : 0 };
	return {
		provider: provider.name,
		model,
		tier: question.tier,
		outcome: talk.outcome,
		isRepair: false,
		attempts: talk.attempts,
		...meter(model, talk.usage, estimate),
		durationMs: Math.max(0, durationMs),
	};
}
