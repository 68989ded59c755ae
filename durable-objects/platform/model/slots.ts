/** So many at once, and the others in the order in which they came. */
export type Slots = {
	/** A slot, to be given back once; null where the signal was aborted before there was one. */
	take(signal: AbortSignal): Promise<(() => void) | null>;
};

export function createSlots(max: number): Slots {
	let free = max;
	const queue: (() => void)[] = [];
	const giveBack = (): void => {
		const next = queue.shift();
		if (next) next();
		else free += 1;
	};
	/** Giving back twice must not let one more in. */
	const slot = (): (() => void) => {
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			giveBack();
		};
	};
	return {
		async take(signal) {
			if (signal.aborted) return null;
			if (free > 0) {
				free -= 1;
				return slot();
			}
			return new Promise((resolve) => {
				const enter = (): void => {
					signal.removeEventListener("abort", leave);
					resolve(slot());
				};
				const leave = (): void => {
					queue.splice(queue.indexOf(enter), 1);
					resolve(null);
				};
				queue.push(enter);
				signal.addEventListener("abort", leave, { once: true });
			});
		},
	};
}
