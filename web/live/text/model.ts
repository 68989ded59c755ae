import type { StepView } from "#knowledge/core/contract/deal.ts";
import type { ModelOutcome, ModelTier, RulesInstead } from "#knowledge/core/vocabulary/model-call.ts";
import { sentence, words } from "./labels.ts";
import { count, plural } from "./time.ts";

/** Each as it goes on from «The rules answered:». */
const INSTEAD: Record<RulesInstead, string> = {
	"no-model": "no model is set up, or its settings are wrong",
	"call-tokens": "the question was past one call's tokens",
	"run-tokens": "past this run's tokens",
	"deal-cost": "past what this deal may cost",
	month: "the month's tokens are used up for work of this priority",
	"no-ledger": "whoever counts the month's tokens did not answer",
	"breaker-open": "the model was down",
	nonsense: "the model's answer could not be used",
	refused: "the model declined",
	cut: "the model's answer ended too early",
	late: "the model did not answer in time",
	limited: "the model's provider was at its limit",
	failed: "the model's provider failed",
	aborted: "nobody waited for the model any longer",
};

/** Why the rules answered. Events are read loosely: what is not listed is told in its own words. */
export const insteadWords = (why: RulesInstead | (string & {})): string =>
	new Map<string, string>(Object.entries(INSTEAD)).get(why) ?? words(why);

type Told = { readonly word: string; readonly tone: "ok" | "warn" | "bad" };
const OUTCOMES: Record<ModelOutcome, Told> = {
	answered: { word: "Answered", tone: "ok" },
	nonsense: { word: "No usable answer", tone: "bad" },
	refused: { word: "Declined", tone: "warn" },
	cut: { word: "Ended too early", tone: "warn" },
	late: { word: "Too late", tone: "bad" },
	limited: { word: "Held back by the provider's limit", tone: "warn" },
	failed: { word: "The provider failed", tone: "bad" },
	aborted: { word: "Given up: nobody waited", tone: "warn" },
};
export const modelOutcome = (outcome: ModelOutcome): Told => OUTCOMES[outcome];

const TIERS: Record<ModelTier, string> = { small: "small", mid: "middling", frontier: "largest" };
export const tierName = (tier: ModelTier): string => TIERS[tier];

type Cache = NonNullable<StepView["model"]>["cache"];
const CACHES: Record<Cache, string> = {
	hit: "asked before: cost nothing",
	miss: "not asked before",
	off: "no model was to be asked",
};
export const cacheWords = (cache: Cache): string => CACHES[cache];

/** «model:gpt-5» and «rules:1.4», as a step keeps them, for people. */
export function reasonerName(reasoner: string): string {
	const [kind = "", ...rest] = reasoner.split(":");
	const name = rest.join(":");
	if (kind === "model") return name || "A model";
	if (kind === "rules") return "Rules";
	return kind === "none" || kind === "" ? "Nobody" : sentence(words(reasoner));
}

export const isModel = (reasoner: string): boolean => reasoner.startsWith("model:");

type Answered = Pick<StepView, "reasoner" | "outcome"> & {
	readonly model: Pick<NonNullable<StepView["model"]>, "cache" | "instead"> | null;
};

/** Who answered a step, and why not the other, in a sentence. */
export function whoAnswered({ reasoner, outcome, model }: Answered): string {
	if (reasoner === "none") return "Nobody answered.";
	if (isModel(reasoner) && (model === null || model.instead === null)) {
		const name = reasonerName(reasoner);
		return model?.cache === "hit"
			? `${name} had answered the same question before: it cost nothing.`
			: `${name} answered.`;
	}
	const why = insteadWords(model?.instead ?? "no-model");
	return outcome === "failed" ? `The rules were asked: ${why}.` : `The rules answered: ${why}.`;
}

/** What happened to a degraded step, in one line. */
export const degradedLine = (why: string | null): string =>
	why === null
		? "The model did not answer, or not well, so the rules answered."
		: `${sentence(insteadWords(why))}, so the rules answered.`;

/** «of which 900 read from the provider's cache» is told only where there was something. */
export const promptTokens = (prompt: number, cached: number): string =>
	cached === 0
		? plural(prompt, "token")
		: `${plural(prompt, "token")}, of which ${count(cached)} the provider had cached`;

export const byRulesWords = (byRules: number): string =>
	byRules === 0
		? "All proposals are the model's."
		: `${plural(byRules, "proposal")} ${byRules === 1 ? "is" : "are"} the rules' own, beside the model's.`;
