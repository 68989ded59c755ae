import { FactKey } from "../vocabulary/fact-key.ts";

export { FactKey };

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

export const FACT_LABELS: Readonly<Record<FactKey, string>> = {
	"bant.budget": "Budget",
	"bant.authority": "Authority",
	"bant.need": "Need",
	"bant.timeline": "Timeline",
	"meddic.metrics": "Metrics",
	"meddic.economic-buyer": "Economic buyer",
	"meddic.decision-criteria": "Decision criteria",
	"meddic.decision-process": "Decision process",
	"meddic.pain": "Pain",
	"meddic.champion": "Champion",
	"conversation.ask": "Ask",
	"conversation.promise": "Promise",
	"conversation.objection": "Objection",
	"conversation.date": "Date",
};
