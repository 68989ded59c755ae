import { BUYING } from "./first-look-buying.ts";
import { NO_NEWS } from "./first-look-no-news.ts";
import { TALKING } from "./first-look-talking.ts";
import type { LookItem } from "./look-item.ts";

/** Thirty texts and their answers, written down before the rules were read again. Wednesday, 16 September 2026. */
export const FIRST_LOOK: readonly LookItem[] = [...BUYING, ...TALKING, ...NO_NEWS];
