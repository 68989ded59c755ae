import { capitalised } from "#knowledge/agents/writing/speech.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { type Amount, amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { moneyText } from "#knowledge/core/vocabulary/money.ts";
import type { Priced, Quote } from "./quote.ts";

/** How a sum of theirs stands to the price: for who approves it, in figures. */
export type OverBudget = {
	/** «First year EUR 57,000: above the EUR 45,000 on record by EUR 12,000.» */
	readonly note: string;
	/** Their own sum, where this very mail names it: the draft does not pretend not to have read it. */
	readonly named: string | null;
};

const NONE: OverBudget = { note: "", named: null };
/** A figure under this is written in thousands, or is no budget: nobody can tell. */
const BUDGET_MINOR_MIN = 100_000;

export function overBudget(input: SkillInput, mail: string, quote: Quote): OverBudget {
	if (quote.type === "unpriced" || quote.how === "each") return NONE;
	const { currency, totalMinor } = quote.offer;
	const fits = (each: Amount): boolean =>
		(each.currency === null || each.currency === currency) && each.amountMinor >= BUDGET_MINOR_MIN && each.per === "";
	const here = limitsIn(mail).find(fits);
	const known = input.facts
		.filter((fact) => fact.key === "bant.budget" && fact.state !== "contradicted")
		.flatMap((fact) => amountsIn(fact.value ?? "", { bare: true }))
		.find(fits);
	const budget = here ?? known;
	if (!budget) return NONE;
	const minor = budget.maxMinor ?? budget.amountMinor;
	const first = firstYearMinor(quote);
	const text = (amount: number): string => moneyText({ minor: amount, currency });
	const on = `the ${text(minor)} ${here ? "that they name here" : "on record"}${budget.currency === null ? " (currency not stated)" : ""}`;
	const compare = (what: string, sum: number): string =>
		sum > minor ? `${what}above ${on} by ${text(sum - minor)}` : `${what}within ${on}, with ${text(minor - sum)} left`;
	const part = quote.how === "part" ? "What is priced so far is " : "";
	const note =
		first < totalMinor
			? `${compare(`First year ${text(first)}: `, first)}; all years ${text(totalMinor)}${totalMinor > minor ? `, above it by ${text(totalMinor - minor)}` : ""}.`
			: `${capitalised(compare(part, totalMinor))}.`;
	const isOver = first > minor;
	return { note, named: isOver && here && here.currency !== null ? text(minor) : null };
}

/** What falls into the first twelve months, where the term is longer. */
const firstYearMinor = ({ rows }: Priced): number =>
	rows.reduce((sum, { line, price }) => {
		const periods = price.unit.endsWith("month")
			? Math.min(12, line.periods)
			: price.unit.endsWith("year")
				? 1
				: line.periods;
		return sum + line.quantity * periods * line.unitMinor;
	}, 0);

const LIMIT =
	/\b(?:budget\w*|set aside|up to|at most|not more than|no more than|(?:stay|be|keep|remain) (?:inside|within|under|below)|ceiling|approved (?:expenditure|amount|sum)|we have|there is|could find|have found)\b/i;
const NO_LIMIT = /\b(?:sign\w*(?: off)?|penalt\w+|los[et]\w*|paid|save\w*|revenue|quoted|asks? for|list price)\b/i;

function limitsIn(mail: string): readonly Amount[] {
	return sentencesIn(mail, [{ start: 0, end: mail.length }])
		.filter(({ text }) => LIMIT.test(text) && !NO_LIMIT.test(text))
		.flatMap(({ text }) => amountsIn(text, { bare: true }))
		.filter((each) => each.currency !== null || /[,.]\d{3}\b|k\b/i.test(each.text));
}
