/** A linear model as it is kept: one row a feature, one column a kind, each weight one digit of `DIGITS`. */
export type Weights = {
	readonly kinds: number;
	/** The low 24 bits of the features' hashes, four digits each, the lowest first. */
	readonly features: string;
	/** `kinds` digits a feature, the middle one for a weight of nothing. */
	readonly rows: string;
	/** What a step of a weight is worth, by kind. */
	readonly scales: readonly number[];
	/** Platt's line over the score, by kind: probability = 1 / (1 + exp(-(slope * score + offset))). */
	readonly slopes: readonly number[];
	readonly offsets: readonly number[];
	/** From which probability on a kind is told, chosen by cross-validation. */
	readonly thresholds: readonly number[];
};

export type Model = {
	readonly weights: Weights;
	/** Open addressing: slot to row + 1, 0 where empty. */
	readonly slots: Int32Array;
	readonly hashes: Int32Array;
	readonly rows: Int8Array;
};

const HASH_DIGITS = 4;
const HASH_MASK = 0xffffff;
const MIDDLE = 31;
export const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function modelFrom(weights: Weights): Model {
	const values = new Int8Array(128);
	for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
	const digitAt = (text: string, at: number): number => values[text.charCodeAt(at)] ?? 0;
	const rows = Int8Array.from({ length: weights.rows.length }, (_, i) => digitAt(weights.rows, i) - MIDDLE);
	const hashes = new Int32Array(weights.features.length / HASH_DIGITS);
	for (let i = 0; i < hashes.length; i++)
		for (let k = HASH_DIGITS - 1; k >= 0; k--)
			hashes[i] = (hashes[i] ?? 0) * DIGITS.length + digitAt(weights.features, i * HASH_DIGITS + k);
	const slots = new Int32Array(2 ** Math.ceil(Math.log2(hashes.length * 2 + 2)));
	for (let row = 0; row < hashes.length; row++) {
		let slot = slotOf(hashes[row] ?? 0, slots.length);
		while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
		slots[slot] = row + 1;
	}
	return { weights, slots, hashes, rows };
}

const slotOf = (hash: number, size: number): number => (hash ^ (hash >>> 12)) & (size - 1);

/** The probability of each kind, in the order of the columns. */
export function scoresOf({ weights, slots, hashes, rows }: Model, features: ArrayLike<number>): Float64Array {
	const { kinds, scales, slopes, offsets } = weights;
	const sums = new Float64Array(kinds);
	for (let i = 0; i < features.length; i++) {
		const feature = (features[i] ?? 0) & HASH_MASK;
		let slot = slotOf(feature, slots.length);
		for (let row = slots[slot] ?? 0; row !== 0; row = slots[slot] ?? 0) {
			if (hashes[row - 1] === feature) {
				for (let k = 0, at = (row - 1) * kinds; k < kinds; k++, at++) sums[k] = (sums[k] ?? 0) + (rows[at] ?? 0);
				break;
			}
			slot = (slot + 1) & (slots.length - 1);
		}
	}
	// A long sentence has many features, and is no surer for it.
	const length = Math.sqrt(features.length) || 1;
	for (let k = 0; k < kinds; k++) {
		const score = ((sums[k] ?? 0) * (scales[k] ?? 0)) / length;
		sums[k] = 1 / (1 + Math.exp(-((slopes[k] ?? 0) * score + (offsets[k] ?? 0))));
	}
	return sums;
}
