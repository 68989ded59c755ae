import * as z from "zod";
import { FactKey } from "../vocabulary/fact-key.ts";
import { Sha256 } from "../vocabulary/hash.ts";
import { FactId, SignalId } from "../vocabulary/ids.ts";
import { Instant } from "../vocabulary/time.ts";

export const FactState = z.enum(["suggested", "edited", "validated", "contradicted"]);
export type FactState = z.infer<typeof FactState>;

/** What a person said of a fact: it is right, it is right in other words, it is wrong. The fact's state from then on. */
export const Verdict = FactState.extract(["validated", "edited", "contradicted"]);
export type Verdict = z.infer<typeof Verdict>;

/** Quotes by the hash of their kept text. */
export const KeptEvidence = z
	.array(z.strictObject({ signal: SignalId, quote: Sha256, start: z.int(), end: z.int() }))
	.max(5);
export type KeptEvidence = z.infer<typeof KeptEvidence>;

/** A fact as events and the board hold it: texts by hash, so that a person's texts can be erased and the log still verifies. */
export const Fact = z.strictObject({
	id: FactId,
	key: FactKey,
	value: Sha256,
	confidence: z.number().min(0).max(1),
	/** As its skill said it, where what people said of such claims made it worth another. */
	said: z.number().min(0).max(1).optional(),
	evidence: z.array(z.strictObject({ signal: SignalId, quote: Sha256, start: z.int(), end: z.int() })).min(1),
	state: FactState,
	validFrom: Instant,
	supersedes: FactId.nullable(),
});
export type Fact = z.infer<typeof Fact>;
