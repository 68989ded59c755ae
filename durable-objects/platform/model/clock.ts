/** Time as the gateway uses it: passed in, so that tests wait for nothing. */
export type ModelClock = {
	now(): number;
	/** Resolves after `ms`, or at once when the signal is aborted. Never rejects. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
	/** Aborted after `ms`, unless it is cancelled before. */
	abortAfter(ms: number): { readonly signal: AbortSignal; cancel(): void };
};

export const systemClock: ModelClock = {
	now: () => Date.now(),
	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (signal.aborted) return resolve();
			const done = (): void => {
				clearTimeout(timer);
				signal.removeEventListener("abort", done);
				resolve();
			};
			const timer = setTimeout(done, ms);
			signal.addEventListener("abort", done);
		}),
	abortAfter(ms) {
		const controller = new AbortController();
		const timer = setTimeout(() => controller.abort(), ms);
		return { signal: controller.signal, cancel: () => clearTimeout(timer) };
	},
};

/** What `work` comes to, or null as soon as the signal is aborted: whoever does not heed a signal is not waited for. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
	// Nobody may be left to hear how it ended.
	work.catch(() => undefined);
	if (signal.aborted) return null;
	let gaveUp = (): void => undefined;
	const aborted = new Promise<null>((resolve) => {
		gaveUp = () => resolve(null);
		signal.addEventListener("abort", gaveUp);
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener("abort", gaveUp);
	}
}
