import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { overlaps, type Span } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Expected, LookItem } from "./look-item.ts";

export type ItemScore = {
	readonly item: LookItem;
	readonly claims: readonly FactClaim[];
	readonly hits: readonly Expected[];
	/** Hits whose value also holds the words that a reader wrote down. */
	readonly exact: readonly Expected[];
	readonly missed: readonly Expected[];
	readonly wrong: readonly FactClaim[];
};

export type Tally = { readonly hits: number; readonly exact: number; readonly missed: number; readonly wrong: number };

/** What was claimed about one text, held against what a reader takes from it. */
export function scoreLook(item: LookItem, claims: readonly FactClaim[]): ItemScore {
	const free = new Set(claims);
	const pairs = item.expected.flatMap((expected) => {
		const fitting = [...free].filter((claim) => fits(item, claim, expected));
		const claim = fitting.find((each) => holds(each.value, expected.gist)) ?? fitting[0];
		if (claim) free.delete(claim);
		return claim ? [{ expected, claim }] : [];
	});
	const hits = pairs.map((pair) => pair.expected);
	// A second claim on the same words of the same key is a repetition, and wrong; what readers may differ on is neither.
	const wrong = [...free].filter((claim) => !(item.either ?? []).some((expected) => fits(item, claim, expected)));
	return {
		item,
		claims,
		hits,
		exact: pairs.filter((pair) => holds(pair.claim.value, pair.expected.gist)).map((pair) => pair.expected),
		missed: item.expected.filter((expected) => !hits.includes(expected)),
		wrong,
	};
}

export function tallyOf(scores: readonly ItemScore[], key?: FactKey): Tally {
	const count = (of: (score: ItemScore) => readonly { readonly key: FactKey }[]) =>
		scores.flatMap(of).filter((each) => key === undefined || each.key === key).length;
	return {
		hits: count((each) => each.hits),
		exact: count((each) => each.exact),
		missed: count((each) => each.missed),
		wrong: count((each) => each.wrong),
	};
}

export const precisionOf = ({ hits, wrong }: Tally): number => (hits + wrong === 0 ? 1 : hits / (hits + wrong));
export const recallOf = ({ hits, missed }: Tally): number => (hits + missed === 0 ? 1 : hits / (hits + missed));

export function scoreLine(name: string, tally: Tally): string {
	const [p, r] = [precisionOf(tally), recallOf(tally)];
	const f1 = p + r === 0 ? 0 : (2 * p * r) / (p + r);
	const shown = [p, r, f1].map((each) => each.toFixed(3));
	return `${name.padEnd(26)} P ${shown[0]} R ${shown[1]} F1 ${shown[2]}  (${tally.hits} found, ${tally.exact} with the value, ${tally.missed} missed, ${tally.wrong} wrong)`;
}

function fits(item: LookItem, claim: FactClaim, expected: Expected): boolean {
	const start = item.text.indexOf(expected.quote);
	const span: Span = { start, end: start + expected.quote.length };
	return claim.key === expected.key && claim.evidence.some((each) => overlaps(each, span));
}

function holds(value: string, gist: string): boolean {
	const plain = value.toLowerCase().replace(/(\d)[,.'’\s](?=\d{3})/g, "$1");
	return gist
		.toLowerCase()
		.split(" ")
		.every((word) => plain.includes(word));
}
