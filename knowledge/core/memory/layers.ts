import type { Layer } from "../vocabulary/memory.ts";
import { DAY_MS, type Instant } from "../vocabulary/time.ts";
import type { MemoryItem } from "./item.ts";

/** S3-09: hot to the end of the seventh day, or from importance 8. */
export const HOT_MS = 7 * DAY_MS;
export const HOT_IMPORTANCE = 8;
/** S3-10: warm to the end of the thirtieth day, or from importance 6. */
export const WARM_MS = 30 * DAY_MS;
export const WARM_IMPORTANCE = 6;

/** S3-09 to S3-11. What is dated ahead of `now` is as young as can be. */
export function layerOf({ at, importance }: Pick<MemoryItem, "at" | "importance">, now: Instant): Layer {
	const age = now - at;
	if (age <= HOT_MS || importance >= HOT_IMPORTANCE) return "hot";
	return age <= WARM_MS || importance >= WARM_IMPORTANCE ? "warm" : "cold";
}
