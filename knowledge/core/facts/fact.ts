import * as z from "zod";
import type { Fact } from "../events/fact.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { SignalId } from "../vocabulary/ids.ts";
import { FACT_VALUE_CHARS_MAX, QUOTE_CHARS_MAX } from "../vocabulary/limits.ts";

/** Offsets are UTF-16 units into the signal's stored text: `text.slice(start, end) === quote`. */
export const Evidence = z.strictObject({
	signal: SignalId,
	quote: z.string().min(1).max(QUOTE_CHARS_MAX),
	start: z.int().min(0),
	end: z.int().min(1),
});
export type Evidence = z.infer<typeof Evidence>;

/** What a skill says it learned. `value` is short and normalised; the quotes are the proof. */
export const FactClaim = z.strictObject({
	key: FactKey,
	value: z.string().min(1).max(FACT_VALUE_CHARS_MAX),
	confidence: z.number().min(0).max(1),
	evidence: z.array(Evidence).min(1).max(5),
});
export type FactClaim = z.infer<typeof FactClaim>;

/** A fact with its texts, as a skill or a reader sees it; a text that was erased is `null`. */
export type ReadFact = Omit<Fact, "value" | "evidence"> & {
	readonly value: string | null;
	readonly evidence: readonly {
		readonly signal: SignalId;
		readonly quote: string | null;
		readonly start: number;
		readonly end: number;
	}[];
};
