/** A model as it is kept: one row a feature, one column a hidden unit, each weight one digit of `DIGITS`. */
export type Weights = {
	readonly kinds: number;
	readonly hidden: number;
	/** The low 24 bits of the features' hashes, four digits each, the lowest first. */
	readonly features: string;
	/** `hidden` digits a feature, the middle one for a weight of nothing. */
	readonly rows: string;
	/** What a step of a weight is worth, by hidden unit. */
	readonly scales: readonly number[];
	/** From hidden units to kinds: `kinds` weights a unit. */
	readonly out: readonly number[];
	readonly biases: readonly number[];
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
	/** One bit for each hash modulo its size: most features of a sentence were never learned, and are told here. */
	readonly seen: Uint8Array;
	readonly hashes: Int32Array;
	readonly rows: Int8Array;
	/** The same rows with two weights an integer, the second in its upper half, `columns` a row. */
	readonly packed: Int32Array;
	readonly columns: number;
	/** `out` of the weights, kind by kind. */
	readonly out: Float64Array;
	/** What is worked out in scoring: sums by hidden unit, how far each unit is on, and the probability of each kind. */
	readonly sums: Int32Array;
	readonly units: Float64Array;
	readonly scores: Float64Array;
};

/** Twenty times the features that are kept, and small enough to stay at hand. */
const SEEN_BITS = 2 ** 18;
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
	const seen = new Uint8Array(SEEN_BITS / 8);
	for (const hash of hashes) {
		const bit = hash & (SEEN_BITS - 1);
		seen[bit >> 3] = (seen[bit >> 3] ?? 0) | (1 << (bit & 7));
	}
	const { kinds, hidden, out } = weights;
	const { packed, columns } = packedFrom(rows, hidden);
	return {
		weights,
		slots,
		seen,
		hashes,
		rows,
		packed,
		columns,
		out: Float64Array.from(out, (_, i) => out[(i % hidden) * kinds + Math.floor(i / hidden)] ?? 0),
		sums: new Int32Array(columns * 2),
		units: new Float64Array(hidden),
		scores: new Float64Array(kinds),
	};
}

/** Columns are added up four at a time. */
const COLUMNS_STEP = 4;
function packedFrom(rows: Int8Array, hidden: number): Pick<Model, "packed" | "columns"> {
	const columns = Math.ceil(hidden / 2 / COLUMNS_STEP) * COLUMNS_STEP;
	const packed = new Int32Array((rows.length / hidden) * columns);
	for (let row = 0; row * hidden < rows.length; row++)
		for (let q = 0; q < hidden; q++) {
			const at = row * columns + (q >> 1);
			packed[at] = (packed[at] ?? 0) + (rows[row * hidden + q] ?? 0) * (q & 1 ? 2 ** 16 : 1);
		}
	return { packed, columns };
}

const slotOf = (hash: number, size: number): number => (hash ^ (hash >>> 12)) & (size - 1);

/** The row of a feature; -1 where it was never learned. */
export function rowOf({ slots, seen, hashes }: Model, value: number): number {
	const feature = value & HASH_MASK;
	const bit = feature & (SEEN_BITS - 1);
	if (((seen[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) return -1;
	let slot = slotOf(feature, slots.length);
	for (let row = slots[slot] ?? 0; row !== 0; row = slots[slot] ?? 0) {
		if (hashes[row - 1] === feature) return row - 1;
		slot = (slot + 1) & (slots.length - 1);
	}
	return -1;
}

/** The probability of each kind, in the order of the columns. */
export function scoresOf(model: Model, features: readonly number[]): Float64Array {
	const rows = Int32Array.from(features, (each) => rowOf(model, each)).filter((row) => row >= 0);
	return scoresOfRows(model, rows, { count: rows.length, size: features.length });
}

/** So many rows fit into half an integer, whatever their weights. */
const ROWS_MAX = 1_000;

/**
 * The same of the first `count` rows of a sentence of `size` features; 0 for a kind that is less probable than `min`. Holds until
 * the next sentence is scored.
 */
export function scoresOfRows(
	{ weights, packed, columns, out, sums, units, scores }: Model,
	rows: Int32Array,
	{ count, size, min = 0 }: { readonly count: number; readonly size: number; readonly min?: number },
): Float64Array {
	const { kinds, hidden, scales, biases, slopes, offsets } = weights;
	// A little below, so that rounding leaves nothing out.
	const least = min <= 0 ? Number.NEGATIVE_INFINITY : Math.log(min / (1 - min)) - 0.01;
	sums.fill(0);
	for (let from = 0; from < count; from += ROWS_MAX) {
		const to = Math.min(count, from + ROWS_MAX);
		for (let column = 0; column < columns; column += COLUMNS_STEP) {
			let [a, b, c, d] = [0, 0, 0, 0];
			for (let i = from; i < to; i++) {
				const at = (rows[i] ?? 0) * columns + column;
				a = (a + (packed[at] ?? 0)) | 0;
				b = (b + (packed[at + 1] ?? 0)) | 0;
				c = (c + (packed[at + 2] ?? 0)) | 0;
				d = (d + (packed[at + 3] ?? 0)) | 0;
			}
			addHalves(sums, column * 2, a);
			addHalves(sums, column * 2 + 2, b);
			addHalves(sums, column * 2 + 4, c);
			addHalves(sums, column * 2 + 6, d);
		}
	}
	// A long sentence has many features, and is no surer for it.
	const length = Math.sqrt(size) || 1;
	for (let q = 0; q < hidden; q++) units[q] = Math.tanh(((sums[q] ?? 0) * (scales[q] ?? 0)) / length);
	for (let k = 0, at = 0; k < kinds; k++) {
		let score = biases[k] ?? 0;
		for (let q = 0; q < hidden; q++, at++) score += (units[q] ?? 0) * (out[at] ?? 0);
		const logit = (slopes[k] ?? 0) * score + (offsets[k] ?? 0);
		scores[k] = logit < least ? 0 : 1 / (1 + Math.exp(-logit));
	}
	return scores;
}

function addHalves(sums: Int32Array, at: number, sum: number): void {
	const low = (sum << 16) >> 16;
	sums[at] = (sums[at] ?? 0) + low;
	sums[at + 1] = (sums[at + 1] ?? 0) + ((sum - low) >> 16);
}
