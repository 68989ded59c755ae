import type { Evidence } from "../facts/fact.ts";
import type { SignalId } from "../vocabulary/ids.ts";
import { QUOTE_CHARS_MAX } from "../vocabulary/limits.ts";
import { type Span, splitsPair } from "./span.ts";

/** The proof of a value: the words themselves, and where they stand in the stored text. */
export function evidenceOf(signal: { readonly id: SignalId; readonly text: string }, span: Span): Evidence {
	let end = Math.min(span.end, span.start + QUOTE_CHARS_MAX);
	if (end < span.end && splitsPair(signal.text, end)) end--;
	return { signal: signal.id, quote: signal.text.slice(span.start, end), start: span.start, end };
}
