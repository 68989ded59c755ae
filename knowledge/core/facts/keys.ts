import type { FactKey } from "../vocabulary/fact-key.ts";

/**
 * K17: two answers to one of these are never settled by who came last. The later one waits for a person, whatever text
 * it came from.
 */
const CRITICAL: ReadonlySet<FactKey> = new Set([
	"bant.budget",
	"bant.authority",
	"bant.timeline",
	"meddic.economic-buyer",
]);
export const isCritical = (key: FactKey): boolean => CRITICAL.has(key);

/** A deal has one budget and one deadline, but many needs, asks and objections. */
const SINGLE: ReadonlySet<FactKey> = new Set([
	"bant.budget",
	"bant.authority",
	"bant.timeline",
	"meddic.economic-buyer",
	"meddic.champion",
]);
export const isSingle = (key: FactKey): boolean => SINGLE.has(key);
