import { APICallError } from "@ai-sdk/provider";
import type { ModelOutcome } from "#knowledge/core/vocabulary/model-call.ts";
import { BrokenAnswer, OversizeAnswer, Unreached } from "./wire.ts";

/** What went wrong with one attempt. */
export type Fault = {
	readonly outcome: Exclude<ModelOutcome, "answered">;
	/** Null where the same request would fail again, or would be bought again; else the least to wait first, in milliseconds. */
	readonly retryAfterMs: number | null;
	/** `all`: the provider may have worked to the end of what it was allowed. */
	readonly used: "nothing" | "all";
	readonly status: number | null;
	/** The endpoint does not know the form in which the answer was asked for. */
	readonly isOfForm: boolean;
};

const RETRIED = new Set([408, 429, 500, 502, 503, 504, 529]);
const LIMITS = new Set([429, 529]);

/** Reads what a provider's library threw. `now` is for a Retry-After that names a day. */
export function faultOf(error: unknown, now: number): Fault {
	const none = { retryAfterMs: null, used: "nothing", status: null, isOfForm: false } as const;
	if (isCausedBy(error, OversizeAnswer)) return { ...none, outcome: "nonsense", used: "all" };
	if (isCausedBy(error, BrokenAnswer)) return { ...none, outcome: "cut", used: "all" };
	if (isCausedBy(error, Unreached)) return { ...none, outcome: "failed", retryAfterMs: 0 };
	// It answered, and the library could make nothing of it: the answer was worked for, and would be bought again.
	if (!APICallError.isInstance(error)) return { ...none, outcome: "nonsense", used: "all" };
	const { statusCode: status = null, responseHeaders, responseBody = "" } = error;
	if (status === null) {
		const isOfForm = FORM.test(error.message);
		return { ...none, outcome: "failed", isOfForm, retryAfterMs: isOfForm || !error.isRetryable ? null : 0 };
	}
	if (status < 300) return { ...none, status, outcome: "nonsense", used: "all" };
	// What was paid for is used up, in the words of OpenAI, Anthropic and Workers AI: to wait helps nothing.
	const isSpent = /insufficient_quota|billing|\b3036\b/i.test(responseBody);
	const isOfForm = (status === 400 || status === 422) && FORM.test(responseBody);
	const isLimit = LIMITS.has(status) || (status === 503 && responseHeaders?.["retry-after"] !== undefined);
	return {
		...none,
		status,
		isOfForm,
		outcome: isLimit ? "limited" : "failed",
		retryAfterMs: RETRIED.has(status) && !isSpent ? retryAfter(responseHeaders ?? {}, now) : null,
	};
}

/** How endpoints name what they lack: the schema of an answer, or JSON as its form. */
const FORM = /response_format|json[ _-]?(schema|object|mode)|structured[ _]output|output_config|output_format/i;

const CAUSES_MAX = 8;

function isCausedBy(error: unknown, kind: new (message: string) => Error): boolean {
	let at = error;
	for (let i = 0; i < CAUSES_MAX; i++) {
		if (at instanceof kind) return true;
		if (!(at instanceof Error)) return false;
		at = at.cause;
	}
	return false;
}

/** In milliseconds, seconds, or as a date: RFC 9110, section 10.2.3, and the finer header of some providers. */
function retryAfter(headers: Readonly<Record<string, string>>, now: number): number {
	const ms = headers["retry-after-ms"];
	if (ms !== undefined && /^\d{1,9}(\.\d+)?$/.test(ms)) return Math.ceil(Number(ms));
	const after = headers["retry-after"]?.trim();
	if (after === undefined) return 0;
	if (/^\d{1,6}(\.\d+)?$/.test(after)) return Math.ceil(Number(after) * 1_000);
	const date = Date.parse(after);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
