/** A small seeded generator (mulberry32). */
export interface Rng {
	next(): number;
	int(from: number, to: number): number;
	pick<T>(list: readonly T[]): T;
	chance(probability: number): boolean;
	shuffle<T>(list: readonly T[]): T[];
}

export function seeded(seed: number): Rng {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
	return {
		next,
		int,
		pick<T>(list: readonly T[]): T {
			if (list.length === 0) throw new Error("nothing to pick from");
			return list[int(0, list.length - 1)] as T;
		},
		chance: (probability) => next() < probability,
		shuffle<T>(list: readonly T[]): T[] {
			const copy = [...list];
			for (let index = copy.length - 1; index > 0; index -= 1) {
				const other = int(0, index);
				const held = copy[index] as T;
				copy[index] = copy[other] as T;
				copy[other] = held;
			}
			return copy;
		},
	};
}
