import type { Span } from "../span.ts";
import { featuresOf, type SaidIn, type Token, tokensOf } from "./features.ts";
import { modelFrom, scoresOf } from "./model.ts";
import { WEIGHTS } from "./weights.ts";

export type { SaidIn } from "./features.ts";

/** What a sentence may tell a sales manager. `ask` and `promise` are kept apart by who is to act: we, or the buyer's side. */
export const TOLD_KINDS = [
	"budget",
	"authority",
	"economic-buyer",
	"need",
	"pain",
	"timeline",
	"metric",
	"decision-criterion",
	"decision-process",
	"champion",
	"requirement",
	"competitor",
	"objection",
	"agreed",
	"ask-us",
	"ask-them",
	"promise-them",
	"promise-us",
] as const;
export type ToldKind = (typeof TOLD_KINDS)[number];

/** How probable a kind is, 0 to 1, and whether that is enough to say so (`isSure`: at or over the threshold of the kind). */
export type Told = {
	readonly kind: ToldKind;
	readonly probability: number;
	readonly isSure: boolean;
	/** Where in the sentence it is told: all of it, or the part that says it best. */
	readonly within: Span;
};

/** Less probable than this a kind is not told at all. */
const PROBABILITY_MIN = 0.05;

const MODEL = modelFrom(WEIGHTS);

/** What a sentence tells, the most probable kind first; what is hardly probable is left out. */
export function kindsIn(sentence: string, said: SaidIn): readonly Told[] {
	const best = TOLD_KINDS.map(() => ({ probability: 0, part: 0 }));
	const parts = partsOf(sentence);
	for (const [n, { tokens, opens }] of parts.entries()) {
		const scores = scoresOf(MODEL, featuresOf(tokens, opens ? said : { ...said, before: null, isAnswer: false }));
		for (let k = 0; k < best.length; k++) {
			const probability = scores[k] ?? 0;
			if (probability > (best[k]?.probability ?? 0)) best[k] = { probability, part: n };
		}
	}
	return TOLD_KINDS.flatMap((kind, k) => {
		const { probability = 0, part = 0 } = best[k] ?? {};
		const isSure = probability >= (WEIGHTS.thresholds[k] ?? 1);
		const { start, end } = parts[part] ?? { start: 0, end: sentence.length };
		return probability < PROBABILITY_MIN ? [] : [{ kind, probability, isSure, within: { start, end } }];
	}).sort((a, b) => b.probability - a.probability);
}

/** The probability of one kind alone. */
export const probabilityOf = (kind: ToldKind, sentence: string, said: SaidIn): number =>
	kindsIn(sentence, said).find((told) => told.kind === kind)?.probability ?? 0;

const SEPARATOR =
	/[,;:()]\s|\s[-–—]\s|[–—]|\s\(|\s(?=(?:and|but|so|because|while|though|although|since|which|who|until|unless|otherwise)\s)/gi;
/** Shorter sentences are read whole. */
const PARTED_TOKENS_MIN = 9;
const PART_TOKENS_MIN = 3;
const PARTS_MAX = 10;

/** A stretch of a sentence with its words; `opens`: the sentence begins with it, so that it answers what was before. */
export type Part = Span & { readonly tokens: readonly Token[]; readonly opens: boolean };

/** The whole sentence first, then its parts and each two that follow one another: what is said in passing is not drowned. */
export function partsOf(sentence: string): readonly Part[] {
	const tokens = tokensOf(sentence);
	const whole = { start: 0, end: sentence.length, tokens, opens: true };
	if (tokens.length < PARTED_TOKENS_MIN) return [whole];
	const pieces: Part[] = [];
	let from = 0;
	const push = (start: number, end: number): void => {
		let to = from;
		while (to < tokens.length && (tokens[to]?.start ?? 0) < end) to++;
		if (to > from) pieces.push({ start, end, tokens: tokens.slice(from, to), opens: from === 0 });
		from = to;
	};
	let start = 0;
	SEPARATOR.lastIndex = 0;
	for (let match = SEPARATOR.exec(sentence); match !== null; match = SEPARATOR.exec(sentence)) {
		if (pieces.length >= PARTS_MAX) break;
		push(start, match.index);
		start = match.index + match[0].length;
	}
	push(start, sentence.length);
	if (pieces.length === 1) return [whole];
	const pairs = pieces.slice(1).map((piece, i): Part => {
		const first = pieces[i] ?? piece;
		return { start: first.start, end: piece.end, tokens: [...first.tokens, ...piece.tokens], opens: first.opens };
	});
	const long = [...pieces, ...(pieces.length > 2 ? pairs : [])].filter((each) => each.tokens.length >= PART_TOKENS_MIN);
	return [whole, ...long];
}
