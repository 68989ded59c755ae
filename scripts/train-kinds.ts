import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { featuresOf } from "#knowledge/core/reasoning/learned/features.ts";
import { partsOf, TOLD_KINDS, type ToldKind } from "#knowledge/core/reasoning/learned/kinds.ts";
import { DIGITS } from "#knowledge/core/reasoning/learned/model.ts";

/** Labelled sentences, none of which stands in a set that is scored. */
const DATA = "knowledge/agents/eval/training";
const MODEL = "knowledge/core/reasoning/learned/weights.ts";
const SEED = 1;
const FOLDS = 5;
const HIDDEN = 24;
const EPOCHS = 10;
const MEAN_OF = 5;
const RATE = 0.1;
const BIAS_RATE = 0.01;
const L2 = 1e-5;
/** Few sentences tell a given kind: before anything is learned, none is likely. */
const FIRST_BIAS = -3;
/** A feature of one sentence alone says nothing of the next. */
const SENTENCES_MIN = 2;
/** Bounds the file: 28 characters each. */
const FEATURES_MAX = 15_000;

const Line = z.object({ s: z.string(), k: z.array(z.enum(TOLD_KINDS)), p: z.string().optional() });
type Example = {
	readonly features: Int32Array | readonly number[];
	/** The sentence whole and in parts, as it is read later on. */
	readonly parts: readonly Int32Array[];
	readonly kinds: ReadonlySet<ToldKind>;
	readonly said: string;
};

/** A chance that is the same every time (mulberry32). */
function chanceFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

function shuffled<T>(values: readonly T[], chance: () => number): T[] {
	const copy = [...values];
	for (let i = copy.length - 1; i > 0; i--) {
		const j = Math.floor(chance() * (i + 1));
		[copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
	}
	return copy;
}

function examplesIn(folder: string): readonly Example[] {
	const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
	const seen = new Set<string>();
	return files.sort().flatMap((name) =>
		readFileSync(join(folder, name), "utf8")
			.split("\n")
			.filter((line) => line.trim() !== "")
			.flatMap((line) => {
				const { s, k, p } = Line.parse(JSON.parse(line));
				const id = `${p ?? ""}|${s}`;
				if (seen.has(id)) return [];
				seen.add(id);
				const said = s.replace(/^Seller: /, "");
				const context = {
					before: p?.replace(/^(?:Q|Seller): /, "") ?? null,
					isAnswer: /^Q: /.test(p ?? ""),
					ours: s !== said,
				};
				const parts = partsOf(said).map(({ tokens, opens }) =>
					featuresOf(tokens, opens ? context : { ...context, before: null, isAnswer: false }),
				);
				return [{ features: parts[0] ?? [], parts, kinds: new Set(k), said: s }];
			}),
	);
}

/** One row of `HIDDEN` weights a feature; `out` a row of kinds a hidden unit. */
type Trained = {
	readonly vocabulary: ReadonlyMap<number, number>;
	readonly rows: Float32Array;
	readonly out: Float32Array;
	readonly biases: Float32Array;
};
type Row = { readonly value: number; readonly at: Int32Array };
const KINDS = TOLD_KINDS.length;

const rowOf = (vocabulary: ReadonlyMap<number, number>, features: Int32Array | readonly number[]): Row => ({
	// Of all features, known or not: so it is when a sentence is read.
	value: 1 / Math.sqrt(features.length || 1),
	at: Int32Array.from([...features].flatMap((feature) => vocabulary.get(feature) ?? [])),
});

/** What the hidden units and the kinds come to. */
function forward({ rows, out, biases }: Trained, { value, at }: Row, hidden: Float64Array, sums: Float64Array): void {
	hidden.fill(0);
	sums.set(biases);
	for (const row of at)
		for (let q = 0, i = row * HIDDEN; q < HIDDEN; q++, i++) hidden[q] = (hidden[q] ?? 0) + (rows[i] ?? 0);
	for (let q = 0, i = 0; q < HIDDEN; q++) {
		const unit = Math.tanh((hidden[q] ?? 0) * value);
		hidden[q] = unit;
		for (let k = 0; k < KINDS; k++, i++) sums[k] = (sums[k] ?? 0) + unit * (out[i] ?? 0);
	}
}

/** A parameter with the sum of its squared gradients and the mean of its later values. */
class Learned {
	readonly values: Float32Array;
	readonly mean: Float32Array;
	private readonly squares: Float32Array;
	constructor(size: number, first: () => number) {
		this.values = Float32Array.from({ length: size }, first);
		this.mean = new Float32Array(size);
		this.squares = new Float32Array(size).fill(1e-4);
	}
	/** AdaGrad (Duchi et al. 2011) with an L2 penalty. */
	step(i: number, gradient: number): void {
		const full = gradient + L2 * (this.values[i] ?? 0);
		this.squares[i] = (this.squares[i] ?? 0) + full * full;
		this.values[i] = (this.values[i] ?? 0) - (RATE * full) / Math.sqrt(this.squares[i] ?? 0);
	}
	/** The mean of the later rounds swings less than the last of them (Polyak & Juditsky 1992). */
	addToMean(): void {
		for (let i = 0; i < this.mean.length; i++) this.mean[i] = (this.mean[i] ?? 0) + (this.values[i] ?? 0) / MEAN_OF;
	}
}

/** All kinds at once through one small hidden layer, so that what tells one kind helps its neighbours. */
function train(examples: readonly Example[], seed: number, only?: ReadonlySet<number>): Trained {
	const counts = countsOf(examples);
	const kept = [...counts].filter(([id, count]) => count >= SENTENCES_MIN && (only?.has(id) ?? true));
	const vocabulary = new Map(kept.map(([feature], i) => [feature, i]));
	const chance = chanceFrom(seed);
	const rows = new Learned(kept.length * HIDDEN, () => (chance() - 0.5) * 0.2);
	const out = new Learned(HIDDEN * KINDS, () => chance() - 0.5);
	const biases = new Float32Array(KINDS).fill(FIRST_BIAS);
	const biasMean = new Float32Array(KINDS);
	const now: Trained = { vocabulary, rows: rows.values, out: out.values, biases };
	const data = examples.map(({ features, kinds }) => ({
		row: rowOf(vocabulary, features),
		truth: TOLD_KINDS.map((kind) => (kinds.has(kind) ? 1 : 0)),
	}));
	const hidden = new Float64Array(HIDDEN);
	const sums = new Float64Array(KINDS);
	const back = new Float64Array(HIDDEN);
	let order = data;
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		order = shuffled(order, chance);
		for (const { row, truth } of order) {
			forward(now, row, hidden, sums);
			for (let k = 0; k < KINDS; k++) {
				sums[k] = 1 / (1 + Math.exp(-(sums[k] ?? 0))) - (truth[k] ?? 0);
				biases[k] = (biases[k] ?? 0) - BIAS_RATE * (sums[k] ?? 0);
			}
			for (let q = 0; q < HIDDEN; q++) {
				const unit = hidden[q] ?? 0;
				let error = 0;
				for (let k = 0, i = q * KINDS; k < KINDS; k++, i++) {
					error += (sums[k] ?? 0) * (out.values[i] ?? 0);
					out.step(i, (sums[k] ?? 0) * unit);
				}
				back[q] = error * (1 - unit * unit) * row.value;
			}
			for (const at of row.at) for (let q = 0, i = at * HIDDEN; q < HIDDEN; q++, i++) rows.step(i, back[q] ?? 0);
		}
		if (epoch < EPOCHS - MEAN_OF) continue;
		rows.addToMean();
		out.addToMean();
		for (let k = 0; k < KINDS; k++) biasMean[k] = (biasMean[k] ?? 0) + (biases[k] ?? 0) / MEAN_OF;
	}
	return { vocabulary, rows: rows.mean, out: out.mean, biases: biasMean };
}

/** By kind the score of the part that says it best. */
function scoresIn(trained: Trained, { parts }: Example): readonly number[] {
	const hidden = new Float64Array(HIDDEN);
	const sums = new Float64Array(KINDS);
	const best = new Float64Array(KINDS).fill(Number.NEGATIVE_INFINITY);
	for (const features of parts) {
		forward(trained, rowOf(trained.vocabulary, features), hidden, sums);
		for (let k = 0; k < KINDS; k++) best[k] = Math.max(best[k] ?? 0, sums[k] ?? 0);
	}
	return [...best];
}

function countsOf(examples: readonly Example[]): ReadonlyMap<number, number> {
	const counts = new Map<number, number>();
	for (const { features } of examples) for (const each of features) counts.set(each, (counts.get(each) ?? 0) + 1);
	return counts;
}

/** Platt's line through scores of sentences that were not trained on (Lin, Lin & Weng 2007, by plain gradient descent). */
function calibrated(scores: readonly number[], truth: readonly number[]): { slope: number; offset: number } {
	let slope = 1;
	let offset = 0;
	for (let i = 0; i < 3_000; i++) {
		let a = 0;
		let b = 0;
		for (const [n, score] of scores.entries()) {
			const error = 1 / (1 + Math.exp(-(slope * score + offset))) - (truth[n] ?? 0);
			a += error * score;
			b += error;
		}
		slope -= (0.5 * a) / scores.length;
		offset -= (2 * b) / scores.length;
	}
	return { slope, offset };
}

type Cut = { threshold: number; f1: number; precision: number; recall: number };
/** In a mail a sentence that tells nothing is commoner than among those that writers were asked for. */
const EMPTY_WEIGHT = 2;

/** Cuts that do as well as this, within chance. */
const PLATEAU = 0.005;

/** The probability from which on a kind is told, by F1: the middle of the cuts that are as good as the best. */
function bestCut(probabilities: readonly number[], truth: readonly number[], isEmpty: readonly boolean[]): Cut {
	const cuts: Cut[] = [];
	const all = truth.reduce((sum, each) => sum + each, 0);
	for (let threshold = 0.1; threshold < 0.9; threshold += 0.02) {
		let right = 0;
		let told = 0;
		for (const [i, probability] of probabilities.entries()) {
			if (probability < threshold) continue;
			told += isEmpty[i] ? EMPTY_WEIGHT : 1;
			right += truth[i] ?? 0;
		}
		const f1 = (2 * right) / Math.max(1, told + all);
		cuts.push({ threshold, f1, precision: right / Math.max(1, told), recall: right / Math.max(1, all) });
	}
	const best = Math.max(...cuts.map((cut) => cut.f1));
	const good = cuts.filter((cut) => cut.f1 >= best - PLATEAU);
	return good[good.length >> 1] ?? { threshold: 0.5, f1: 0, precision: 0, recall: 0 };
}

const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

function main(): void {
	const showMisses = process.argv.includes("--misses");
	const examples = shuffled(examplesIn(DATA), chanceFrom(SEED));
	process.stdout.write(`${examples.length} sentences, ${FOLDS} folds\n`);
	const folds = Array.from({ length: FOLDS }, (_, fold) => examples.filter((_, i) => i % FOLDS === fold));
	const held = folds.flatMap((fold, n) => {
		const trained = trainTwice(
			folds.flatMap((each, i) => (i === n ? [] : each)),
			SEED + n,
		);
		return fold.map((example) => ({ example, scores: scoresIn(trained, example) }));
	});
	const lines = TOLD_KINDS.map((kind, k) => {
		const truth = held.map(({ example }) => (example.kinds.has(kind) ? 1 : 0));
		const scores = held.map((each) => each.scores[k] ?? 0);
		const line = calibrated(scores, truth);
		const probabilities = scores.map((score) => 1 / (1 + Math.exp(-(line.slope * score + line.offset))));
		const cut = bestCut(
			probabilities,
			truth,
			held.map(({ example }) => example.kinds.size === 0),
		);
		process.stdout.write(
			`${kind.padEnd(20)} n ${String(truth.reduce((a: number, b) => a + b, 0)).padStart(4)}  F1 ${round(cut.f1)}  precision ${round(cut.precision)}  recall ${round(cut.recall)}  from ${round(cut.threshold, 2)}\n`,
		);
		if (showMisses)
			for (const [i, probability] of probabilities.entries())
				if (probability >= cut.threshold !== (truth[i] === 1))
					process.stdout.write(
						`   ${truth[i] === 1 ? "missed" : "wrong "} ${round(probability, 2)} ${held[i]?.example.said}\n`,
					);
		return { ...line, ...cut };
	});
	const mean = lines.reduce((sum, each) => sum + each.f1, 0) / lines.length;
	process.stdout.write(`mean F1 ${round(mean)}\n`);
	if (process.argv.includes("--dry")) return;
	writeModel(trainTwice(examples, SEED), lines);
}

/** Once with all features, and again with the strongest of them, which learn to do without the rest. */
const trainTwice = (examples: readonly Example[], seed: number): Trained =>
	train(examples, seed, strongest(train(examples, seed), examples));

/** The features that say most, over all hidden units and sentences. */
function strongest({ vocabulary, rows }: Trained, examples: readonly Example[]): ReadonlySet<number> {
	const counts = countsOf(examples);
	const strength = [...vocabulary].map(([feature, at]): [number, number] => [
		feature,
		Math.sqrt(counts.get(feature) ?? 0) * Math.hypot(...rows.subarray(at * HIDDEN, (at + 1) * HIDDEN)),
	]);
	return new Set(
		strength
			.sort((a, b) => b[1] - a[1])
			.slice(0, FEATURES_MAX)
			.map(([feature]) => feature),
	);
}

function writeModel(
	{ vocabulary, rows, out, biases }: Trained,
	lines: readonly { slope: number; offset: number; threshold: number }[],
): void {
	const scales = Array.from({ length: HIDDEN }, (_, q) => {
		const column = rows.filter((_, i) => i % HIDDEN === q).map(Math.abs);
		return Math.max(1e-6, quantile(column, WEIGHT_QUANTILE)) / WEIGHT_MAX;
	});
	const kept = [...vocabulary];
	const features = kept.map(([feature]) => digits(feature & 0xffffff, 4)).join("");
	const stored = kept
		.map(([, at]) =>
			scales.map((scale, q) => digits(WEIGHT_MAX + clamped((rows[at * HIDDEN + q] ?? 0) / scale), 1)).join(""),
		)
		.join("");
	const list = (values: Iterable<number>, digits = 4): string =>
		[...values].map((each) => round(each, digits)).join(", ");
	const text = `import type { Weights } from "./model.ts";

/** Written by \`npm run train:kinds\`; see README.md. */
export const WEIGHTS: Weights = {
	kinds: ${KINDS},
	hidden: ${HIDDEN},
	scales: [${list(scales, 6)}],
	out: [${list(out, 2)}],
	biases: [${list(biases)}],
	slopes: [${list(lines.map((each) => each.slope))}],
	offsets: [${list(lines.map((each) => each.offset))}],
	thresholds: [${list(
		lines.map((each) => each.threshold),
		2,
	)}],
	features: "${features}",
	rows: "${stored}",
};
`;
	writeFileSync(MODEL, text);
	process.stdout.write(`${kept.length} features, ${Math.round(text.length / 1_000)} kB\n`);
}

/** The few largest weights are cut, so that the many small ones keep their steps. */
const WEIGHT_QUANTILE = 0.999;
const WEIGHT_MAX = 31;
const clamped = (value: number): number => Math.max(-WEIGHT_MAX, Math.min(WEIGHT_MAX, Math.round(value)));
function quantile(values: Float32Array, part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}

function digits(value: number, length: number): string {
	let text = "";
	for (let i = 0, rest = value >>> 0; i < length; i++, rest = Math.floor(rest / 64)) text += DIGITS.charAt(rest % 64);
	return text;
}

main();
