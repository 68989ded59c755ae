import type { Blackboard } from "../facts/blackboard.ts";
import type { Catalogue } from "../facts/offering.ts";
import { amountsIn } from "../reasoning/entities/amounts.ts";
import { unsupportedIn } from "../reasoning/support.ts";
import type { Lookup } from "../vocabulary/hash.ts";
import type { Instant } from "../vocabulary/time.ts";
import { readArtefact } from "./artefact.ts";
import { namesIn, saysOf } from "./catalogue-texts.ts";

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

/**
 * [AP20] The sums, days, figures and names of an edited draft that stand neither in the draft before it, nor in what is known,
 * nor in the catalogue. A person's word wins: they are told, and nothing is held.
 */
export function unsupportedByHand(
	edited: { readonly subject: string; readonly body: string },
	sources: {
		readonly before: string | null;
		readonly known: readonly string[];
		readonly catalogue: Catalogue;
		readonly now: Instant;
	},
): readonly string[] {
	if (sources.before === null) return [];
	const draft = readArtefact(sources.before);
	if (draft.type !== "send-email") return [];
	const text = `${edited.subject}\n${edited.body}`;
	const texts = [
		draft.subject,
		draft.body,
		...saysOf(sources.catalogue),
		...namesIn(sources.catalogue),
		...sources.known,
	];
	const told = unsupportedIn(text, { texts, now: sources.now }).map((each) =>
		each.text.trim().slice(0, TOLD_CHARS_MAX),
	);
	return [...new Set(told)].slice(0, TOLD_MAX);
}
/** As many as somebody reads before they press a button. */
const TOLD_MAX = 8;
const TOLD_CHARS_MAX = 80;
