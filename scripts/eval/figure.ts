/** One measured number: `against` is what a plainer way reaches on the same data, or the goal. */
export type Figure = {
	readonly name: string;
	readonly metric: string;
	readonly value: number;
	readonly n: number;
	readonly against?: { readonly name: string; readonly value: number };
};

/** What an evaluation is given: where the public data lies, where its remarks go, and whether each miss is one. */
export type EvalDeps = { readonly data: string; readonly say: (line: string) => void; readonly misses: boolean };

/** `null`: the folder lacks the data that this one needs. */
export type Evaluation = (deps: EvalDeps) => Promise<readonly Figure[] | null>;

export const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Words in lower case, marks of punctuation dropped: what a cut is compared by. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The harmonic mean of precision and recall over words, each counted as often as it stands. */
export function wordF1(ours: readonly string[], theirs: readonly string[]): number {
	if (ours.length === 0 || theirs.length === 0) return ours.length === theirs.length ? 1 : 0;
	const left = new Map<string, number>();
	for (const word of theirs) left.set(word, (left.get(word) ?? 0) + 1);
	let common = 0;
	for (const word of ours) {
		const count = left.get(word) ?? 0;
		if (count === 0) continue;
		left.set(word, count - 1);
		common++;
	}
	return (2 * common) / (ours.length + theirs.length);
}

export const mean = (values: readonly number[]): number =>
	values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
