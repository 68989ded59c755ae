import type { ReadFact } from "../facts/fact.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import type { MemoryKind } from "../vocabulary/memory.ts";
import type { Category, MemoryItem } from "./item.ts";

export type Remembering = { readonly kind: MemoryKind; readonly category: Category; readonly importance: number };

const as = (kind: MemoryKind, category: Category, importance: number): Remembering => ({ kind, category, importance });

/**
 * What a fact is to memory. From 8 on it is always told: what a deal is won or lost by, and what both sides rely on. What
 * binds somebody is kept to the letter, as a deadline, a precedent or a decision; what is asked or noted on the way may be
 * told shorter once it is cold.
 */
export const OF_FACT: Readonly<Record<FactKey, Remembering>> = {
	"bant.budget": as("decisions", "metrics", 8),
	"bant.authority": as("people", "strategic_decisions", 7),
	"bant.need": as("goals", "strategic_decisions", 7),
	"bant.timeline": as("goals", "deadlines", 8),
	"meddic.metrics": as("goals", "metrics", 6),
	"meddic.economic-buyer": as("people", "strategic_decisions", 8),
	"meddic.decision-criteria": as("decisions", "strategic_decisions", 7),
	"meddic.decision-process": as("decisions", "process_changes", 7),
	"meddic.pain": as("issues", "strategic_decisions", 7),
	"meddic.champion": as("people", "strategic_decisions", 7),
	"conversation.ask": as("progress", "progress_reports", 4),
	"conversation.promise": as("progress", "deadlines", 7),
	"conversation.objection": as("issues", "strategic_decisions", 6),
	"conversation.date": as("meetings", "deadlines", 5),
	"conversation.agreed": as("decisions", "key_decisions", 8),
	"conversation.concession": as("contracts", "precedents", 8),
	"discovery.requirement": as("goals", "process_changes", 6),
	"discovery.stakeholder": as("people", "strategic_decisions", 6),
	"discovery.competitor": as("context", "strategic_decisions", 6),
	"strategy.fit": as("context", "progress_reports", 3),
	"strategy.gap": as("context", "progress_reports", 4),
	"strategy.position": as("context", "progress_reports", 4),
	"methodology.answer": as("context", "progress_reports", 4),
};

/** Less sure than this, a claim weighs less. */
const UNSURE = 0.5;

/** A person's word about a fact weighs more, whichever it was: what was contradicted must not be taken for known. */
export const importanceOf = ({ key, state, confidence }: Pick<ReadFact, "key" | "state" | "confidence">): number => {
	const { importance } = OF_FACT[key];
	const changed = importance + (state === "suggested" ? (confidence < UNSURE ? -1 : 0) : 1);
	return Math.min(10, Math.max(1, changed));
};

/** A known fact as something to remember; `null` where its text was erased. */
export const itemOf = (fact: ReadFact): MemoryItem | null =>
	fact.value === null || fact.value === ""
		? null
		: {
				id: fact.id,
				at: fact.validFrom,
				kind: OF_FACT[fact.key].kind,
				category: OF_FACT[fact.key].category,
				importance: importanceOf(fact),
				text: fact.value,
				of: 1,
			};
