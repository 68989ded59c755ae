/** Chance that can be had again: the same seed gives the same walk. */
export type Chance = {
	/** In [0, 1). */
	next(): number;
	/** A whole number from 0 up to, not including, `n`. */
	below(n: number): number;
	/** True in `share` of all cases. */
	once(share: number): boolean;
	pick<T>(items: readonly [T, ...T[]]): T;
	/** `null` when there is nothing to pick from. */
	oneOf<T>(items: readonly T[]): T | null;
	some<T>(items: readonly T[]): T[];
	/** Calls one of the weighted choices. */
	choose<T>(choices: readonly (readonly [weight: number, act: () => T])[]): T;
};

/** mulberry32: 32 bits of state, even enough to choose test cases with. */
export function chanceOf(seed: number): Chance {
	let state = seed | 0;
	const chance: Chance = {
		next() {
			state = (state + 0x6d2b79f5) | 0;
			let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
			mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
			return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
		},
		below: (n) => Math.floor(chance.next() * n),
		once: (share) => chance.next() < share,
		pick: (items) => items[chance.below(items.length)] ?? items[0],
		oneOf: (items) => items[chance.below(items.length)] ?? null,
		some: (items) => items.filter(() => chance.once(0.5)),
		choose(choices) {
			let left = chance.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
			for (const [weight, act] of choices) {
				left -= weight;
				if (left < 0) return act();
			}
			throw new Error("there is a choice");
		},
	};
	return chance;
}
