import { assertNever } from "../vocabulary/invariant.ts";

/** [S3-20] What a priority opens. */
export const LEVELS = ["low", "medium", "high", "urgent", "emergency"] as const;
export type Level = (typeof LEVELS)[number];

export const PRIORITY_MAX = 100;
const FROM: readonly (readonly [number, Level])[] = [
	[100, "emergency"],
	[80, "urgent"],
	[60, "high"],
	[40, "medium"],
];

/** The number of each level. What lies between two is of the lower one. */
export const PRIORITY_OF: Readonly<Record<Level, number>> = {
	emergency: 100,
	urgent: 80,
	high: 60,
	medium: 40,
	low: 20,
};

export const levelOf = (priority: number): Level => FROM.find(([from]) => priority >= from)?.[1] ?? "low";

/** A multiplier of one. Multipliers are counted in hundredths. */
export const ONCE = 100;

/** [S3-21] min(base × company multiplier × deadline pressure, 100), rounded down. */
export const priorityOf = (
	base: number,
	{ company = ONCE, deadline = ONCE }: { readonly company?: number; readonly deadline?: number } = {},
): number => Math.min(Math.floor((base * company * deadline) / (ONCE * ONCE)), PRIORITY_MAX);

/** Who waits for a run: whoever clicked, the buyer who wrote, the crew itself about a note of ours, or nobody, as with the deal's own tick. */
export type Waiting = "person" | "buyer" | "crew" | "nobody";

/** Of what is due within a day, and within three, in hundredths: what is high becomes urgent on its last day. */
const PRESSURES: readonly (readonly [number, number])[] = [
	[1, 134],
	[3, 117],
];

export const deadlinePressure = (dueInDays: number | null): number =>
	(dueInDays === null ? undefined : PRESSURES.find(([days]) => dueInDays <= days)?.[1]) ?? ONCE;

/** [S3-21] The priority of a call, from what the work is worth by itself (`own`) and who waits for it by when. */
export function callPriority(
	own: number,
	{ waiting, dueInDays = null }: { readonly waiting: Waiting; readonly dueInDays?: number | null },
): number {
	const deadline = deadlinePressure(dueInDays);
	switch (waiting) {
		case "person":
			return priorityOf(Math.max(own, PRIORITY_OF.high), { deadline });
		case "buyer":
			return priorityOf(own, { deadline });
		case "crew":
			return Math.min(own, PRIORITY_OF.medium);
		case "nobody":
			return Math.min(own, PRIORITY_OF.low);
		default:
			return assertNever(waiting);
	}
}
