import type { DealView, FactView } from "#knowledge/core/contract/deal.ts";
import { factName, valueText } from "../text/labels.ts";

export type Quote = FactView["evidence"][number];

/** What somebody may want to see the quotes of: a fact, or what is said on the strength of some. */
export type Proof = {
	readonly title: string;
	readonly value: string | null;
	/** Where it is one fact: how sure, and who says so. */
	readonly fact: FactView | null;
	readonly quotes: readonly Quote[];
};

export const proofOfFact = (fact: FactView): Proof => ({
	title: factName(fact.key),
	value: fact.value === null ? null : valueText(fact.value),
	fact,
	quotes: fact.evidence,
});

/** All that is behind some facts at once; a quote that two of them share is shown once. */
export function proofOfFacts(title: string, ids: readonly string[], { facts }: Pick<DealView, "facts">): Proof {
	const found = facts.filter((fact) => ids.includes(fact.id));
	const quotes = new Map(
		found.flatMap((fact) => fact.evidence.map((each) => [`${each.signal} ${each.start} ${each.end}`, each] as const)),
	);
	const values = found.flatMap(({ value }) => (value === null ? [] : [valueText(value)]));
	return {
		title,
		value: values.length > 0 ? values.join("; ") : null,
		fact: found.length === 1 ? (found[0] ?? null) : null,
		quotes: [...quotes.values()],
	};
}
