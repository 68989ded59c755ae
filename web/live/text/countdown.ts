export type Countdown = {
	/** Whole seconds that are left, rounded up: "0 s" would be a promise that undo no longer keeps. */
	readonly seconds: number;
	/** What is left of the window, 1 to 0. */
	readonly share: number;
	readonly over: boolean;
};

/** The undo window of a mail. What is further off than that, such as a retry, is a full bar. */
export const UNDO_WINDOW_MS = 15_000;

export function countdown(leavesAt: string, now: number): Countdown {
	const left = Math.max(0, Date.parse(leavesAt) - now);
	return { seconds: Math.ceil(left / 1_000), share: Math.min(1, left / UNDO_WINDOW_MS), over: left === 0 };
}
