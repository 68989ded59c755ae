import { invariant } from "../vocabulary/invariant.ts";

/** Confidences are counted in tenths: 0 is [0, 0.1), 9 is [0.9, 1]. */
export const BINS = 10;
export const binOf = (confidence: number): number => Math.min(BINS - 1, Math.max(0, Math.floor(confidence * BINS)));

/** Of the claims of one bin, how many were judged, and how many of them were right; one that was right in other words is half. */
export type Bin = { readonly right: number; readonly n: number };
export type Bins = readonly Bin[];
export const NO_BINS: Bins = Array.from({ length: BINS }, () => ({ right: 0, n: 0 }));

/** As many judgements as a claim is taken at its word for: fewer of people's say little against it. */
const PRIOR = 6;
/** Nothing is certain, and nothing that was quoted is worth nothing. */
const LOW = 0.05;
const HIGH = 0.98;

/** One more judgement of a claim that was made with this confidence. `right`: 1, 0.5 or 0. */
export function judged(bins: Bins, confidence: number, right: number): Bins {
	invariant(right === 0 || right === 0.5 || right === 1, "a claim is right, half right or wrong");
	const at = binOf(confidence);
	return bins.map((bin, i) => (i === at ? { right: bin.right + right, n: bin.n + 1 } : bin));
}

/** Takes one judgement back, as far as it is there: what came before a change was taken back is not. */
export function unjudged(bins: Bins, confidence: number, right: number): Bins {
	const at = binOf(confidence);
	return bins.map((bin, i) =>
		i === at && bin.n > 0 ? { right: Math.min(bin.n - 1, Math.max(0, bin.right - right)), n: bin.n - 1 } : bin,
	);
}

/**
 * What a confidence is worth by what people said of claims that were made with it: the mean of a beta distribution that
 * begins at the claim's own word, made to rise with the confidence by pooling neighbours that do not (pool adjacent
 * violators, Ayer et al. 1955). Bins nobody judged lean on the bias of the others. In [0.05, 0.98].
 */
export function calibrated(bins: Bins, confidence: number): number {
	const total = bins.reduce((sum, { n }) => sum + n, 0);
	if (total === 0) return confidence;
	const right = bins.reduce((sum, bin) => sum + bin.right, 0);
	const claimed = bins.reduce((sum, { n }, i) => sum + n * middleOf(i), 0);
	const pooled = rising(
		bins.map((bin, i) => {
			// How far off the claims of the other bins were, believed in so far as there are many.
			const bias = (right - bin.right - (claimed - bin.n * middleOf(i))) / (total - bin.n + PRIOR);
			const prior = clamp(middleOf(i) + bias);
			return { value: (bin.right + PRIOR * prior) / (bin.n + PRIOR), weight: bin.n + PRIOR };
		}),
	);
	// On a straight line between the middles of two tenths, so that the order holds at their edges as well.
	const below = Math.floor(confidence * BINS - 0.5);
	const [low, high] = [pooled[below], pooled[below + 1]];
	if (low === undefined) return clamp((high ?? confidence) + confidence - middleOf(below + 1));
	if (high === undefined) return clamp(low + confidence - middleOf(below));
	return clamp(low + (high - low) * (confidence * BINS - 0.5 - below));
}

const middleOf = (bin: number): number => (bin + 0.5) / BINS;
const clamp = (value: number): number => Math.min(HIGH, Math.max(LOW, value));

type Block = { readonly value: number; readonly weight: number; readonly size: number };

function rising(points: readonly { readonly value: number; readonly weight: number }[]): readonly number[] {
	const blocks: Block[] = [];
	for (const point of points) {
		let block: Block = { ...point, size: 1 };
		for (let last = blocks.at(-1); last && last.value > block.value; last = blocks.at(-1)) {
			blocks.pop();
			const weight = last.weight + block.weight;
			block = {
				value: (last.value * last.weight + block.value * block.weight) / weight,
				weight,
				size: last.size + block.size,
			};
		}
		blocks.push(block);
	}
	return blocks.flatMap(({ value, size }) => Array.from({ length: size }, () => value));
}

/** Expected calibration error in [0, 1]: the mean distance of what was said from what came true, by tenths, weighted by their number. */
export function calibrationError(claims: readonly { readonly said: number; readonly right: number }[]): number {
	if (claims.length === 0) return 0;
	const sums = Array.from({ length: BINS }, () => ({ said: 0, right: 0 }));
	for (const { said, right } of claims) {
		const sum = sums[binOf(said)];
		if (!sum) continue;
		sum.said += said;
		sum.right += right;
	}
	return sums.reduce((total, { said, right }) => total + Math.abs(said - right), 0) / claims.length;
}
