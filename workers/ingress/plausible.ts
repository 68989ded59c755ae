import { DATE_AHEAD_MAX_MS, DATE_PAST_MAX_MS } from "#knowledge/core/vocabulary/limits.ts";

/** Whether something that comes in now can be of that time: at most ten years old, at most two years ahead. */
export const isPlausible = (at: number, now: number): boolean =>
	at >= now - DATE_PAST_MAX_MS && at <= now + DATE_AHEAD_MAX_MS;

/** How a door says it. */
export const IMPLAUSIBLE = "more than ten years ago, or more than two years ahead";
