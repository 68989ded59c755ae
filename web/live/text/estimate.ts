import type { EstimateView } from "#knowledge/core/contract/budget.ts";
import { money } from "./money.ts";
import { count, plural } from "./time.ts";

/** What one more run would take, beside the button that starts it. */
export function estimateWords({ model, likely }: Pick<EstimateView, "model" | "likely">): string {
	const cost = model === null || likely.costMicros === 0 ? "costs nothing" : costOf(likely.costMicros);
	return `about ${count(likely.tokens)} tokens, ${cost}`;
}

const costOf = (micros: number | null): string => (micros === null ? "price not known" : `about ${money(micros)}`);

const BASES: Record<EstimateView["basis"], (runs: number) => string> = {
	"past-runs": (runs) =>
		runs === 1 ? "As this deal's last run took." : `As the middle one of this deal's last ${count(runs)} runs took.`,
	usual: () => "As runs usually take: this deal has had none yet.",
};

/** Where the estimate comes from, its ceiling, and what the month has left. */
export function estimateDetail({ basis, runs, model, atMost, pricesOf, monthLeft }: EstimateView): string {
	return [
		BASES[basis](runs),
		model === null ? "Rules alone think here, which costs nothing." : `The model is ${model}.`,
		...(model === null ? [] : [`At most ${plural(atMost.tokens, "token")}, ${costOf(atMost.costMicros)}.`]),
		...(model !== null && pricesOf !== null ? [`Prices of ${pricesOf}.`] : []),
		...(model === null ? [] : [`The month has ${count(monthLeft)} left for it.`]),
	].join(" ");
}

/** Whether a run would find no tokens: rules would answer. */
export const isShort = ({ model, likely, monthLeft }: EstimateView): boolean =>
	model !== null && likely.tokens > monthLeft;
