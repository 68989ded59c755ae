import type { Span } from "../span.ts";
import { FeatureReader, type SaidIn } from "./features.ts";
import { modelFrom, rowOf, scoresOfRows } from "./model.ts";
import { type Token, tokensOf } from "./tokens.ts";
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
const READER = new FeatureReader();
/** By feature of the sentence that is read: its row. */
const ROWS = new Int32Array(READER.values.length);
/** The rows of one part. */
const PART_ROWS = new Int32Array(READER.part.length);

/** What a sentence tells, the most probable kind first; what is hardly probable is left out. */
export function kindsIn(sentence: string, said: SaidIn): readonly Told[] {
	const tokens = tokensOf(sentence);
	const parts = rangesIn(sentence, tokens);
	const inside = said.before === null ? said : { ...said, before: null, isAnswer: false };
	const best = new Float64Array(TOLD_KINDS.length);
	const where = new Uint8Array(TOLD_KINDS.length);
	READER.open(tokens);
	let known = 0;
	for (let n = 0; n < parts.length; n++) {
		const { from, to } = parts[n] as Range;
		READER.readPart(from, to, from === 0 ? said : inside);
		for (; known < READER.count; known++) ROWS[known] = rowOf(MODEL, READER.values[known] ?? 0);
		let count = 0;
		for (let i = 0; i < READER.size; i++) {
			const row = ROWS[READER.part[i] ?? 0] ?? -1;
			if (row >= 0) PART_ROWS[count++] = row;
		}
		const scores = scoresOfRows(MODEL, PART_ROWS, { count, size: READER.size, min: PROBABILITY_MIN });
		for (let k = 0; k < best.length; k++) {
			const probability = scores[k] ?? 0;
			if (probability > (best[k] ?? 0)) {
				best[k] = probability;
				where[k] = n;
			}
		}
	}
	const told: Told[] = [];
	for (const [k, kind] of TOLD_KINDS.entries()) {
		const probability = best[k] ?? 0;
		if (probability < PROBABILITY_MIN) continue;
		const { start, end } = parts[where[k] ?? 0] as Range;
		told.push({ kind, probability, isSure: probability >= (WEIGHTS.thresholds[k] ?? 1), within: { start, end } });
	}
	return told.sort((a, b) => b.probability - a.probability);
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
	return rangesIn(sentence, tokens).map(({ start, end, from, to }) => ({
		start,
		end,
		tokens: tokens.slice(from, to),
		opens: from === 0,
	}));
}

/** A part by the numbers of its first token and of the one behind its last. */
type Range = Span & { readonly from: number; readonly to: number };

function rangesIn(sentence: string, tokens: readonly Token[]): readonly Range[] {
	const whole = { start: 0, end: sentence.length, from: 0, to: tokens.length };
	if (tokens.length < PARTED_TOKENS_MIN) return [whole];
	const pieces: Range[] = [];
	let from = 0;
	const push = (start: number, end: number): void => {
		let to = from;
		while (to < tokens.length && (tokens[to]?.start ?? 0) < end) to++;
		if (to > from) pieces.push({ start, end, from, to });
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
	const isLong = (each: Range): boolean => each.to - each.from >= PART_TOKENS_MIN;
	const ranges = [whole, ...pieces.filter(isLong)];
	if (pieces.length > 2)
		for (let i = 1; i < pieces.length; i++) {
			const [first, second] = [pieces[i - 1] as Range, pieces[i] as Range];
			const pair = { start: first.start, end: second.end, from: first.from, to: second.to };
			if (isLong(pair)) ranges.push(pair);
		}
	return ranges;
}
