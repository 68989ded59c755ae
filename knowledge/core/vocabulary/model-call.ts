import * as z from "zod";

/** How much a model is asked to know: small ones read, middling ones write and weigh, the largest are for what is worth it. */
export const ModelTier = z.enum(["small", "mid", "frontier"]);
export type ModelTier = z.infer<typeof ModelTier>;

/**
 * What came of one request to a provider. `refused`: the model declined. `nonsense`: an answer that is no answer of ours.
 * `cut`: the answer ended early. `late`: no answer in time. `limited`: held back by a limit of the provider. `failed`: any
 * other fault of the provider or of the way to it. `aborted`: nobody waits any longer.
 */
export const ModelOutcome = z.enum(["answered", "nonsense", "refused", "cut", "late", "limited", "failed", "aborted"]);
export type ModelOutcome = z.infer<typeof ModelOutcome>;

/** Tokens as the provider metered them; as estimated where it says nothing. `cached` is a part of `prompt`. */
export const MeteredTokens = z.strictObject({
	prompt: z.int().min(0),
	cached: z.int().min(0),
	output: z.int().min(0),
});
export type MeteredTokens = z.infer<typeof MeteredTokens>;

/** One question to one model. A retry of the same request is an attempt of the same call; a repair is a call of its own. */
export const ModelCall = z.strictObject({
	provider: z.string().max(40),
	model: z.string().max(120),
	tier: ModelTier,
	outcome: ModelOutcome,
	/** Asked because the answer before was no answer of ours. */
	isRepair: z.boolean(),
	attempts: z.int().min(0),
	tokens: MeteredTokens,
	/** False where the provider told no usage, so that the tokens are an estimate. */
	isMetered: z.boolean(),
	costMicros: z.int().min(0),
	/** False where no price of the model is known, so that it counts as nothing. */
	isPriced: z.boolean(),
	durationMs: z.int().min(0),
});
export type ModelCall = z.infer<typeof ModelCall>;

/** Why the rules answered where a model could have been asked. */
export const RulesInstead = z.enum([
	/** No model is configured. */
	"no-model",
	/** A ceiling of the call, the run or the deal: [BU1]. */
	"call-tokens",
	"run-tokens",
	"deal-cost",
	/** The account's month, or what of it may be used at this priority. */
	"month",
	/** Who keeps the account's month did not answer. */
	"no-ledger",
	/** Each provider was held to be down. */
	"breaker-open",
	"nonsense",
	"refused",
	"cut",
	"late",
	"limited",
	"failed",
	"aborted",
]);
export type RulesInstead = z.infer<typeof RulesInstead>;

/** The model's part in one step. */
export const StepModel = z.strictObject({
	calls: z.array(ModelCall).max(8),
	/** `hit`: the same question had been answered before, and cost nothing. `off`: no model was to be asked. */
	cache: z.enum(["hit", "miss", "off"]),
	/** Null where a model's answer stands. */
	instead: RulesInstead.nullable(),
});
export type StepModel = z.infer<typeof StepModel>;

export const NO_MODEL: StepModel = { calls: [], cache: "off", instead: "no-model" };
