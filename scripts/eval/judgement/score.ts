import type { Proposal } from "#knowledge/core/deal/skill.ts";
import { readCommitment } from "#knowledge/core/facts/commitment.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { type Item, KEY_OF, type Label, type LabelKind } from "./sets.ts";

/** Found, missed and made up; `f1` is the harmonic mean of precision and recall (van Rijsbergen 1979). */
export type Tally = { found: number; missed: number; wrong: number };
export const noTally = (): Tally => ({ found: 0, missed: 0, wrong: 0 });
export const f1 = ({ found, missed, wrong }: Tally): number =>
	found + missed + wrong === 0 ? 1 : (2 * found) / (2 * found + missed + wrong);
export const sumOf = (tallies: readonly Tally[]): Tally =>
	tallies.reduce(
		(sum, { found, missed, wrong }) => ({
			found: sum.found + found,
			missed: sum.missed + missed,
			wrong: sum.wrong + wrong,
		}),
		noTally(),
	);

export type KindScore = {
	readonly kind: LabelKind;
	readonly found: readonly Label[];
	readonly missed: readonly Label[];
	readonly wrong: readonly FactClaim[];
};

export const claimsIn = (proposals: readonly { readonly proposal: Proposal }[]): readonly FactClaim[] =>
	proposals.flatMap(({ proposal }) => (proposal.type === "learn-fact" ? [proposal.claim] : []));

/** Where a quote stands in the text that is read. A conversation is written anew on its way in: spaces may differ. */
export type Place = { readonly start: number; readonly end: number };
export function placeOf(text: string, quote: string): Place | null {
	const exact = text.indexOf(quote);
	if (exact >= 0) return { start: exact, end: exact + quote.length };
	const loose = new RegExp(
		quote
			.trim()
			.split(/\s+/)
			.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
			.join("\\s+"),
	).exec(text);
	return loose ? { start: loose.index, end: loose.index + loose[0].length } : null;
}

export type Reading = { readonly text: string; readonly claims: readonly FactClaim[] };

/**
 * One kind of one text. A claim is right when its key is the label's, one of its quotes overlaps the label's, and, where the
 * label says which sum, day or owner, its value agrees. What two readers may differ on counts for neither side.
 */
export function scoreKind(item: Item, { text, claims }: Reading, kind: LabelKind): KindScore {
	const free = new Set(claims.filter((claim) => claim.key === KEY_OF[kind]));
	const found: Label[] = [];
	const missed: Label[] = [];
	for (const label of item.labels.filter((each) => each.kind === kind)) {
		const claim = [...free].find((each) => overlaps(text, each, label) && agrees(each, label));
		if (claim) {
			free.delete(claim);
			found.push(label);
		} else missed.push(label);
	}
	const open = [...item.either, ...(item.strict ? [] : item.labels)].filter((each) => each.kind === kind);
	const wrong = [...free].filter((claim) => !open.some((label) => overlaps(text, claim, label)));
	return { kind, found, missed: item.strict ? missed : [], wrong };
}

export const tallyOf = (scores: readonly KindScore[]): Tally =>
	sumOf(
		scores.map(({ found, missed, wrong }) => ({ found: found.length, missed: missed.length, wrong: wrong.length })),
	);

function overlaps(text: string, claim: FactClaim, label: Label): boolean {
	const place = placeOf(text, label.quote);
	return place !== null && claim.evidence.some((each) => each.start < place.end && place.start < each.end);
}

function agrees(claim: FactClaim, label: Label): boolean {
	if (label.kind === "budget") return sameSums(claim.value, label.value);
	if (label.kind === "timeline") return sameDay(claim.value, label.value);
	if (claim.key !== "conversation.ask" && claim.key !== "conversation.promise") return true;
	const { owner, due } = readCommitment(claim.key, claim.value);
	return (label.owner === undefined || owner === label.owner) && (label.date === undefined || due === label.date);
}

const sumsIn = (value: string): readonly string[] =>
	[...value.replace(/(\d)[,.'’\s](?=\d{3}(?!\d))/g, "$1").matchAll(/\d+(?:\.\d+)?/g)].map(([sum]) =>
		String(Number(sum)),
	);
const currencyIn = (value: string): string | null => /\b[A-Z]{3}\b/.exec(value)?.[0] ?? null;
function sameSums(ours: string, theirs: string): boolean {
	const wanted = sumsIn(theirs);
	const had = new Set(sumsIn(ours));
	const [a, b] = [currencyIn(ours), currencyIn(theirs)];
	return wanted.every((sum) => had.has(sum)) && (b === null || a === null || a === b);
}

/** A label in words, such as «before the summer», asks for no day. */
function sameDay(ours: string, theirs: string): boolean {
	const wanted = /\d{4}-\d{2}(?:-\d{2})?/.exec(theirs)?.[0];
	return wanted === undefined || ours.includes(wanted) || (wanted.length === 7 && ours.includes(wanted));
}

/** [FA1] Each quote stands at its place, to the letter. */
export const hasValidSpans = (text: string, claim: FactClaim): boolean =>
	claim.evidence.every(({ quote, start, end }) => text.slice(start, end) === quote);
