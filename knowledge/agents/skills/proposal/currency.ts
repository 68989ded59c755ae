import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { currencyOf } from "#knowledge/core/reasoning/entities/currencies.ts";
import type { Currency } from "#knowledge/core/vocabulary/money.ts";
import type { Listed } from "./choose.ts";

/**
 * The currency of the offer: the one that they speak of, where the list of their region has it, else the one that most of
 * the list is in. `null`: they speak of others alone, and a person decides.
 */
export function currencyFor(listed: readonly Listed[], input: SkillInput, mail: string): Currency | null {
	const ours = listed.map(({ price }) => price.currency);
	const [told] = spokenOf(input, mail).filter((each) => each.length > 0);
	return told === undefined ? mainCurrency(listed) : (ours.find((each) => told.includes(each)) ?? null);
}

/** What most of a list is in. */
export function mainCurrency(listed: readonly Listed[]): Currency | null {
	const ours = [...new Set(listed.map(({ price }) => price.currency))];
	const share = (currency: Currency): number => listed.filter(({ price }) => price.currency === currency).length;
	return ours.reduce<Currency | null>((a, b) => (a === null || share(b) > share(a) ? b : a), null);
}

/** What they speak of, for the person who has to decide. */
export const otherCurrencies = (input: SkillInput, mail: string): readonly string[] =>
	spokenOf(input, mail).find((each) => each.length > 0) ?? [];

/** The surest first: what they want prices in, what sums of this mail are in, what the budget is in. */
const spokenOf = (input: SkillInput, mail: string): readonly (readonly string[])[] => [
	wantedIn(mail),
	currenciesIn(mail),
	input.facts
		.filter((fact) => fact.key === "bant.budget" && fact.state !== "contradicted")
		.flatMap((fact) => currenciesIn(fact.value ?? "")),
];

const CODE =
	"eur|usd|gbp|aud|sgd|inr|jpy|chf|cad|nzd|hkd|sek|nok|dkk|pln|czk|huf|try|aed|sar|zar|brl|mxn|cop|ugx|kes|ngn|cny|krw|thb|idr|php|myr";
const NAME = "euros?|dollars|pounds(?: sterling)?|rupees|yen|francs|pesos|shillings";
const WANTED = new RegExp(
	`\\b(?:(?:priced?|prices|quoted?|fixed|stated?|invoiced?|paid|pay|amounts?|figures|cost)\\b[^.\\n]{0,30})?\\bin (?:us )?(${CODE}|${NAME})\\b`,
	"gi",
);
/** «Commercials: flat, for 36 months. SGD, with the equivalent in USD.» */
const ALONE = new RegExp(`(?:^|[.;:(]\\s*)(${CODE.toUpperCase()})(?=[,.;)]|\\s*$)`, "gm");

const wantedIn = (mail: string): readonly string[] => [
	...new Set(
		[...mail.matchAll(ALONE), ...mail.matchAll(WANTED)].map(([, name = ""]) => codeOf(name.replace(/ sterling$/i, ""))),
	),
];

const codeOf = (name: string): string => currencyOf(name) ?? name.toUpperCase();

const currenciesIn = (text: string): readonly string[] => [
	...new Set(amountsIn(text).flatMap((each) => each.currency ?? [])),
];
