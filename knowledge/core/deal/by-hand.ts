import type { Blackboard } from "../facts/blackboard.ts";
import { amountsIn } from "../reasoning/entities/amounts.ts";
import type { Lookup } from "../vocabulary/hash.ts";

/**
 * [AP19] Whether a text that a person wrote names a sum or a share that none of these texts names: a price of ours that no
 * list was asked about, as far as code can tell.
 */
export function namesNewSum(text: string, known: readonly string[]): boolean {
	const source = known.join("\n\n");
	const sums = amountsIn(source, { bare: true });
	const isKnown = (minor: number | null): boolean =>
		minor === null || sums.some((each) => each.amountMinor === minor || each.maxMinor === minor);
	if (amountsIn(text).some((each) => !isKnown(each.amountMinor) || !isKnown(each.maxMinor))) return true;
	const shares = new Set(sharesIn(source));
	return sharesIn(text).some((share) => !shares.has(share));
}

const sharesIn = (text: string): readonly string[] =>
	[...text.matchAll(/(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?) ?(?:%|percent\b|per cent\b)/gi)].map(([, share = ""]) =>
		share.replace(",", "."),
	);

/** What the buyer wrote last, and what is known of the deal: sums that may be told again. */
export const knownTexts = (board: Blackboard, lookup: Lookup): readonly string[] => [
	...Object.values(board.facts).flatMap((fact) => (fact.state === "contradicted" ? [] : (lookup(fact.value) ?? []))),
	...(board.inbound ? [lookup(board.inbound.record) ?? ""] : []),
];
