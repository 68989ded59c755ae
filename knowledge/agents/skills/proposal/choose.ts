import { matcherOf, namedIn } from "#knowledge/agents/writing/match.ts";
import type { Ask } from "#knowledge/agents/writing/moves.ts";
import { asksPrice } from "#knowledge/agents/writing/price-ask.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offering, Price } from "#knowledge/core/facts/offering.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { currencyOf } from "#knowledge/core/reasoning/entities/currencies.ts";
import { Currency } from "#knowledge/core/vocabulary/money.ts";
import { countsOwn, isNamed } from "./quantity.ts";

/** More products than this in one mail is a question, not an answer. */
const OFFERINGS_MAX = 3;

/** What the buyer wants priced: what they name, else what their needs are mapped to, else the only thing there is. */
export function offeringsFor(input: SkillInput, mail: string): Scope {
	const { offerings } = input.catalogue;
	const options = optionsIn(mail, offerings);
	const core = offerings.filter((each) => !options.includes(each));
	const [only, ...more] = core;
	if (only && more.length === 0) return { offerings: [only], isInferred: options.length > 0 };
	const { whole, byWord } = namedIn(mail, core);
	if (whole.length > 0 && whole.length <= OFFERINGS_MAX) return { offerings: whole, isInferred: false };
	const likely = new Set([
		...byWord,
		...core.filter((each) => isCounted(each, core, mail)),
		...namedByFacts(input, core),
	]);
	const found = likely.size > 0 ? core.filter((each) => likely.has(each)) : matchedIn(mail, core);
	return { offerings: found.length <= OFFERINGS_MAX ? found : [], isInferred: true };
}

/** `isInferred`: they did not say which, and are told what was counted. */
export type Scope = { readonly offerings: readonly Offering[]; readonly isInferred: boolean };

/** What they want priced apart from the rest, and not in the sum. */
export function optionsIn(mail: string, offerings: readonly Offering[]): readonly Offering[] {
	const apart = mail
		.slice(0, MATCHED_CHARS_MAX)
		.split(/(?<=[.?!])\s|\n\s*[-*•]\s|\n{2,}/)
		.filter((sentence) => AS_AN_OPTION.test(sentence));
	const { whole, byWord } = namedIn(apart.join("\n"), offerings);
	const named = whole.length > 0 ? whole : byWord;
	return named.length < offerings.length ? named : [];
}
export const AS_AN_OPTION =
	/\b(?:as (?:an? )?(?:option|extra|add-?on|alternative)|optional(?:ly)?|not in the (?:total|sum)|(?:separately|apart) from the rest)\b/i;

/** A price counts technicians, and so do they: a word of the item that no other offering's items have. */
function isCounted(offering: Offering, all: readonly Offering[], mail: string): boolean {
	const others = all.filter((each) => each !== offering).flatMap((each) => each.prices.map((price) => price.item));
	return offering.prices.some((price) => countsOwn(price, others, mail));
}

/** Those that the most fits speak of. */
function namedByFacts({ facts }: SkillInput, offerings: readonly Offering[]): readonly Offering[] {
	const names = facts
		.filter((fact) => fact.key === "strategy.fit" && fact.state !== "contradicted")
		.flatMap((fact) => partsOf(fact.value ?? "")[1] ?? []);
	return mostNamed(offerings, (each) => names.filter((name) => name === each.name).length);
}

/** What a mail is about stands in its first pages. */
const MATCHED_CHARS_MAX = 8_000;

function matchedIn(mail: string, offerings: readonly Offering[]): readonly Offering[] {
	const matched = matcherOf({ offerings: [...offerings], competitors: [] });
	const matches = mail
		.slice(0, MATCHED_CHARS_MAX)
		.split(/[.?!\n]+/)
		.flatMap((sentence) => {
			const match = matched(sentence);
			return match?.type === "fit" ? [match.offering] : [];
		});
	return mostNamed(offerings, (each) => matches.filter((match) => match === each).length);
}

function mostNamed(offerings: readonly Offering[], count: (each: Offering) => number): readonly Offering[] {
	const most = Math.max(1, ...offerings.map(count));
	return offerings.filter((each) => count(each) === most);
}

/** Each price with its offering, as a line of an offer names it. */
export type Listed = { readonly offering: Offering; readonly price: Price };

/** The currency that they speak of, where our list has it; else the one that most of our list is in. */
export function currencyFor(
	listed: readonly Listed[],
	mail: string,
): { readonly currency: Currency; readonly asked: Currency | null } | null {
	const ours = [...new Set(listed.map(({ price }) => price.currency))];
	const asked = currenciesIn(mail);
	const share = (currency: Currency): number => listed.filter(({ price }) => price.currency === currency).length;
	const most = ours.reduce<Currency | null>((a, b) => (a === null || share(b) > share(a) ? b : a), null);
	const both = asked.find((each) => ours.includes(each));
	if (both) return { currency: both, asked: null };
	return most === null ? null : { currency: most, asked: asked[0] ?? null };
}

function currenciesIn(mail: string): readonly Currency[] {
	const written = [
		...amountsIn(mail).flatMap((each) => each.currency ?? []),
		...[
			...mail.matchAll(
				/\b(?:in|price in|quoted? in) (euros?|dollars|us dollars|pounds(?: sterling)?|rupees|yen|eur|usd|gbp|aud|sgd|inr|jpy)\b/gi,
			),
		].flatMap((match) => currencyOf((match[1] ?? "").replace(/^us /i, "").replace(/ sterling$/i, "")) ?? []),
	];
	return [...new Set(written)].flatMap((each) => {
		const parsed = Currency.safeParse(each);
		return parsed.success ? [parsed.data] : [];
	});
}

/** What of a list goes into an offer, and what is only mentioned. */
export type Chosen = {
	readonly items: readonly (readonly Listed[])[];
	/** Several items count the same thing, and nothing tells which is meant. */
	readonly alternatives: readonly string[];
	readonly leftOut: readonly string[];
};

/** What is needed to have anything at all, beside what is counted. */
const BASE =
	/\b(?:platform|base|core|subscription|licen[cs]e|minimum|foundation|workspace|tenant|environment|instance)\b/i;
const START =
	/\b(?:onboard\w*|set-?up|implement\w*|activat\w*|deploy\w*|commission\w*|install\w*|go-?live|kick-?off|launch|enablement)\b/i;

/** Items of one offering: what they name, what counts people or places, what has to be there to start. */
export function itemsOf(listed: readonly Listed[], mail: string): Chosen {
	const text = new Set(stemsOf(mail));
	const names = [...new Set(listed.map(({ price }) => price.item))];
	const groups = names.map((name) =>
		ofOnePeriod(
			listed.filter(({ price }) => price.item === name),
			mail,
		),
	);
	const named = (group: readonly Listed[]): boolean =>
		group.some(({ offering, price }) =>
			isNamed(price.item, [...names.filter((name) => name !== price.item), offering.name], text),
		);
	const kindOf = (group: readonly Listed[]): string => group[0]?.price.unit.replace(/-(?:month|year)$/, "") ?? "";
	const counted = groups.filter((group) => kindOf(group).startsWith("per-"));
	const flat = groups.filter((group) => kindOf(group) === "flat");
	const once = groups.filter((group) => kindOf(group) === "once");

	const chosen: (readonly Listed[])[] = [];
	const alternatives: string[] = [];
	for (const kind of new Set(counted.map(kindOf))) {
		const same = ofOnePayment(
			counted.filter((group) => kindOf(group) === kind),
			mail,
		);
		const meant = same.filter(named);
		const pick = meant.length > 0 ? meant : same;
		if (meant.length !== 1 && same.length > 1) alternatives.push(...pick.map(itemOf));
		chosen.push(...pick);
	}
	const isOnly = counted.length === 0 && flat.length === 1;
	chosen.push(...flat.filter((group) => isOnly || named(group) || BASE.test(itemOf(group))));
	if (counted.length === 0 && chosen.length === 0) {
		alternatives.push(...flat.map(itemOf));
		chosen.push(...flat);
	}
	const isBare = chosen.length === 0;
	chosen.push(...once.filter((group) => isBare || named(group) || START.test(itemOf(group))));
	return {
		items: chosen,
		alternatives: alternatives.length > 1 ? alternatives : [],
		leftOut: groups.filter((group) => !chosen.includes(group)).map(itemOf),
	};
}

const itemOf = (group: readonly Listed[]): string => group[0]?.price.item ?? "";

/** «Seat» and «Seat, paid yearly» are one thing, paid in two ways: the way that they ask for, else the one that is listed by itself. */
function ofOnePayment(groups: readonly (readonly Listed[])[], mail: string): readonly (readonly Listed[])[] {
	const variantsOf = (group: readonly Listed[]) =>
		groups.filter((other) => other !== group && itemOf(other).startsWith(`${itemOf(group)}, `));
	return groups.flatMap((group) => {
		if (groups.some((other) => variantsOf(other).includes(group))) return [];
		const variants = variantsOf(group).filter((variant) => unitOf(variant) !== unitOf(group));
		const isYearly = PAID_YEARLY.test(mail);
		const wanted = variants.find((variant) => unitOf(variant).endsWith(isYearly ? "year" : "month"));
		const isWanted = unitOf(group).endsWith(isYearly ? "year" : "month") || (!isYearly && !PAID_MONTHLY.test(mail));
		return [isWanted ? group : (wanted ?? group)];
	});
}
const unitOf = (group: readonly Listed[]): string => group[0]?.price.unit ?? "";
const PAID_YEARLY =
	/\b(?:(?:pay\w*|paid|bill\w*|invoic\w*) (?:\w+ ){0,2}?(?:yearly|annually|per year|by the year|once a year|(?:a |one )?year (?:upfront|up front|in advance)|in advance)|yearly in advance|annual (?:payment|prepayment|billing|invoice|upfront)|(?:upfront|prepaid) for the year)\b/i;
const PAID_MONTHLY =
	/\b(?:pay\w*|paid|bill\w*|invoic\w*) (?:\w+ ){0,2}?(?:monthly|by the month|every month|per month)\b/i;

/** One item may be listed by the month and by the year; an offer counts one of them. */
function ofOnePeriod(group: readonly Listed[], mail: string): readonly Listed[] {
	const units = [...new Set(group.map(({ price }) => price.unit))];
	const wanted = /\b(?:per year|a year|annual\w*|yearly|p\.a\.)(?!\w)/i.test(mail)
		? units.find((unit) => unit.endsWith("year"))
		: /\b(?:per month|a month|monthly)\b/i.test(mail)
			? units.find((unit) => unit.endsWith("month"))
			: undefined;
	return group.filter(({ price }) => price.unit === (wanted ?? units[0]));
}

const PRODUCT_WORD =
	/\b((?:[\p{L}\p{N}&+-]{2,20}\s){1,3})(module|add-?on|connector|edition|tier|package|bundle|plug-?in|extension|hardware|device|workshop|consulting|assistant|app)s?\b/giu;

/** Things that a price is asked for by name, and that no list of ours has. */
export function unknownItems(asks: readonly Ask[], { catalogue }: SkillInput): readonly string[] {
	const known = new Set(
		catalogue.offerings.flatMap((each) =>
			stemsOf(
				[
					each.name,
					...each.prices.map((price) => price.item),
					...each.capabilities.flatMap((one) => [one.name, ...one.about]),
				].join(" "),
			),
		),
	);
	return asks.filter(asksPrice).flatMap((ask) =>
		[...ask.text.matchAll(PRODUCT_WORD)].flatMap((match) => {
			const words = (match[1] ?? "").trim().split(/\s+/);
			const telling = words.slice(words.findLastIndex((word) => LEADS.test(word)) + 1);
			const isKnown = telling.length === 0 || stemsOf(telling.join(" ")).some((stem) => known.has(stem));
			return isKnown ? [] : [`${telling.join(" ")} ${match[2] ?? ""}`];
		}),
	);
}
const LEADS =
	/^(?:the|a|an|your|our|this|that|of|for|with|and|or|is|are|does|do|would|will|price|cost|costs|quote|each|per|any|full|same|which|what|whole|basic|standard|new|one|two|best|right)$/i;
