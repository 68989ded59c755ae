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
const EPOCHS = 30;
const MEAN_OF = 15;
const RATE = 0.5;
const L2 = 1e-4;
/** A feature of one sentence alone says nothing of the next. */
const SENTENCES_MIN = 2;
/** Bounds the file: 22 characters each. */
const FEATURES_MAX = 13_500;

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

type Trained = { readonly vocabulary: ReadonlyMap<number, number>; readonly weights: readonly Float64Array[] };

/** One-against-the-rest logistic regression, by AdaGrad (Duchi et al. 2011) with an L2 penalty. */
function train(examples: readonly Example[], seed: number, only?: ReadonlySet<number>): Trained {
	const counts = new Map<number, number>();
	for (const { features } of examples) for (const each of features) counts.set(each, (counts.get(each) ?? 0) + 1);
	const kept = [...counts]
		.filter(([feature, count]) => count >= SENTENCES_MIN && (only?.has(feature) ?? true))
		.map(([feature]) => feature);
	const vocabulary = new Map(kept.map((feature, i) => [feature, i]));
	const rows = examples.map(({ features }) => ({
		// Of all features, known or not: so it is when a sentence is read.
		value: 1 / Math.sqrt(features.length),
		at: [...features].flatMap((feature) => vocabulary.get(feature) ?? []),
	}));
	const weights = TOLD_KINDS.map((kind) => {
		const w = new Float64Array(kept.length);
		const mean = new Float64Array(kept.length);
		const squares = new Float64Array(kept.length).fill(1e-6);
		const truth = examples.map(({ kinds }) => (kinds.has(kind) ? 1 : 0));
		const chance = chanceFrom(seed);
		let order = examples.map((_, i) => i);
		for (let epoch = 0; epoch < EPOCHS; epoch++) {
			order = shuffled(order, chance);
			for (const i of order) {
				const row = rows[i];
				if (!row) continue;
				let sum = 0;
				for (const at of row.at) sum += w[at] ?? 0;
				const error = 1 / (1 + Math.exp(-sum * row.value)) - (truth[i] ?? 0);
				for (const at of row.at) {
					const gradient = error * row.value + L2 * (w[at] ?? 0);
					squares[at] = (squares[at] ?? 0) + gradient * gradient;
					w[at] = (w[at] ?? 0) - (RATE * gradient) / Math.sqrt(squares[at] ?? 1);
				}
			}
			// The mean of the later rounds swings less than the last of them (Polyak & Juditsky 1992).
			if (epoch >= EPOCHS - MEAN_OF)
				for (let at = 0; at < w.length; at++) mean[at] = (mean[at] ?? 0) + (w[at] ?? 0) / MEAN_OF;
		}
		return mean;
	});
	return { vocabulary, weights };
}

const scoreOf = (trained: Trained, w: Float64Array, { parts }: Example): number =>
	Math.max(...parts.map((features) => scoreOfPart(trained, w, features)));
const scoreOfPart = ({ vocabulary }: Trained, w: Float64Array, features: Int32Array): number => {
	let sum = 0;
	for (const feature of features) {
		const at = vocabulary.get(feature);
		if (at !== undefined) sum += w[at] ?? 0;
	}
	return sum / Math.sqrt(features.length);
};

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

/** The probability from which on a kind is told, by F1. */
function bestCut(probabilities: readonly number[], truth: readonly number[], isEmpty: readonly boolean[]): Cut {
	let best: Cut = { threshold: 0.5, f1: 0, precision: 0, recall: 0 };
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
		if (f1 > best.f1) best = { threshold, f1, precision: right / Math.max(1, told), recall: right / Math.max(1, all) };
	}
	return best;
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
		return fold.map((example) => ({ example, scores: trained.weights.map((w) => scoreOf(trained, w, example)) }));
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

/** The features that say most, over all kinds and sentences. */
function strongest({ vocabulary, weights }: Trained, examples: readonly Example[]): ReadonlySet<number> {
	const counts = new Map<number, number>();
	for (const { features } of examples) for (const each of features) counts.set(each, (counts.get(each) ?? 0) + 1);
	const strength = [...vocabulary].map(([feature, at]): [number, number] => [
		feature,
		Math.sqrt(counts.get(feature) ?? 0) * Math.hypot(...weights.map((w) => w[at] ?? 0)),
	]);
	return new Set(
		strength
			.sort((a, b) => b[1] - a[1])
			.slice(0, FEATURES_MAX)
			.map(([feature]) => feature),
	);
}

function writeModel(
	{ vocabulary, weights }: Trained,
	lines: readonly { slope: number; offset: number; threshold: number }[],
): void {
	const scales = weights.map((w) => Math.max(1e-6, quantile(w.map(Math.abs), WEIGHT_QUANTILE)) / WEIGHT_MAX);
	const kept = [...vocabulary];
	const features = kept.map(([feature]) => digits(feature & 0xffffff, 4)).join("");
	const rows = kept
		.map(([, at]) => weights.map((w, k) => digits(WEIGHT_MAX + clamped((w[at] ?? 0) / (scales[k] ?? 1)), 1)).join(""))
		.join("");
	const list = (values: readonly number[], digits = 4): string => values.map((each) => round(each, digits)).join(", ");
	const text = `import type { Weights } from "./model.ts";

/** Written by \`npm run train:kinds\`; see README.md. */
export const WEIGHTS: Weights = {
	kinds: ${TOLD_KINDS.length},
	scales: [${list(scales, 6)}],
	slopes: [${list(lines.map((each) => each.slope))}],
	offsets: [${list(lines.map((each) => each.offset))}],
	thresholds: [${list(
		lines.map((each) => each.threshold),
		2,
	)}],
	features: "${features}",
	rows: "${rows}",
};
`;
	writeFileSync(MODEL, text);
	process.stdout.write(`${kept.length} features, ${Math.round(text.length / 1_000)} kB\n`);
}

/** The few largest weights are cut, so that the many small ones keep their steps. */
const WEIGHT_QUANTILE = 0.999;
const WEIGHT_MAX = 31;
const clamped = (value: number): number => Math.max(-WEIGHT_MAX, Math.min(WEIGHT_MAX, Math.round(value)));
function quantile(values: Float64Array, part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}

function digits(value: number, length: number): string {
	let text = "";
	for (let i = 0, rest = value >>> 0; i < length; i++, rest = Math.floor(rest / 64)) text += DIGITS.charAt(rest % 64);
	return text;
}

main();
