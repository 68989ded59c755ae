/** A text as the names of what is in it, and whether it is one of those that are looked for. */
export type Example = { readonly features: readonly string[]; readonly isYes: boolean };
/** How much speaks for yes; above 0 it is one. */
export type Scorer = (features: readonly string[]) => number;

/** Deals examples into `count` folds by a seeded shuffle (mulberry32, then Fisher and Yates): the same seed, the same folds. */
export function foldsOf<T>(all: readonly T[], count: number, seed: number): readonly (readonly T[])[] {
	const shuffled = [...all];
	const random = mulberry32(seed);
	for (let i = shuffled.length - 1; i > 0; i--) {
		const j = Math.floor(random() * (i + 1));
		const [a, b] = [shuffled[i] as T, shuffled[j] as T];
		shuffled[i] = b;
		shuffled[j] = a;
	}
	return Array.from({ length: count }, (_, fold) => shuffled.filter((_each, i) => i % count === fold));
}

function mulberry32(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Naive Bayes over the features that are there, add-one smoothed: the plainest learner. */
export function trainBayes(examples: readonly Example[]): Scorer {
	const counts = { yes: new Map<string, number>(), no: new Map<string, number>() };
	const totals = { yes: 0, no: 0 };
	const texts = { yes: 0, no: 0 };
	for (const { features, isYes } of examples) {
		const side = isYes ? "yes" : "no";
		texts[side]++;
		for (const feature of features) {
			counts[side].set(feature, (counts[side].get(feature) ?? 0) + 1);
			totals[side]++;
		}
	}
	const size = new Set([...counts.yes.keys(), ...counts.no.keys()]).size;
	const logOf = (side: "yes" | "no", feature: string) =>
		Math.log(((counts[side].get(feature) ?? 0) + 1) / (totals[side] + size));
	const prior = Math.log(Math.max(1, texts.yes) / Math.max(1, texts.no));
	return (features) => features.reduce((sum, each) => sum + logOf("yes", each) - logOf("no", each), prior);
}

const EPOCHS = 12;
const RATE = 0.3;
const DECAY = 1e-4;
/** A feature that one text has teaches nothing. */
const SEEN_MIN = 2;

/** Logistic regression by AdaGrad (Duchi 2011) with a small decay; the threshold is the one with the best F1 of yes in training. */
export function trainLogistic(examples: readonly Example[], seed: number): Scorer {
	const seen = new Map<string, number>();
	for (const { features } of examples) for (const each of new Set(features)) seen.set(each, (seen.get(each) ?? 0) + 1);
	const weights = new Map<string, number>();
	const squares = new Map<string, number>();
	const known = (features: readonly string[]) => [
		BIAS,
		...new Set(features.filter((each) => (seen.get(each) ?? 0) >= SEEN_MIN)),
	];
	const rows = examples.map(({ features, isYes }) => ({ features: known(features), isYes }));
	const sumOf = (features: readonly string[]) => features.reduce((sum, each) => sum + (weights.get(each) ?? 0), 0);
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		for (const { features, isYes } of foldsOf(rows, 1, seed + epoch).flat()) {
			const error = (isYes ? 1 : 0) - 1 / (1 + Math.exp(-sumOf(features)));
			for (const each of features) {
				const weight = weights.get(each) ?? 0;
				const step = error - DECAY * weight;
				const square = (squares.get(each) ?? 0) + step * step;
				squares.set(each, square);
				weights.set(each, weight + (RATE * step) / Math.sqrt(square + 1e-8));
			}
		}
	}
	const threshold = bestThreshold(rows.map(({ features, isYes }) => ({ score: sumOf(features), isYes })));
	return (features) => sumOf(known(features)) - threshold;
}
const BIAS = " ";

function bestThreshold(scored: readonly { readonly score: number; readonly isYes: boolean }[]): number {
	const ordered = [...scored].sort((a, b) => b.score - a.score);
	const wanted = ordered.filter(({ isYes }) => isYes).length;
	let [found, best, threshold] = [0, 0, 0];
	ordered.forEach(({ score, isYes }, i) => {
		if (isYes) found++;
		const value = (2 * found) / (i + 1 + wanted);
		if (value > best) [best, threshold] = [value, score - 1e-9];
	});
	// What was seen in training is scored higher than what was not: half the way is a safe place.
	return Math.min(0, threshold / 2);
}

/** F1 of yes. */
export function f1Of(judged: readonly { readonly said: boolean; readonly isYes: boolean }[]): number {
	const hit = judged.filter(({ said, isYes }) => said && isYes).length;
	const [said, wanted] = [judged.filter((each) => each.said).length, judged.filter((each) => each.isYes).length];
	return said + wanted === 0 ? 1 : (2 * hit) / (said + wanted);
}
