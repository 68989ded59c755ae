import type { FactKey } from "../vocabulary/fact-key.ts";
import type { FactId } from "../vocabulary/ids.ts";
import type { Stage } from "../vocabulary/stage.ts";
import type { ReadFact } from "./fact.ts";

/** What a stage asks for before the next one: enough facts of some keys, each with its quote. */
export type Criterion = {
	readonly id: string;
	/** In words for a rep, as something to find out or to have. */
	readonly name: string;
	readonly keys: readonly FactKey[];
	/** How many different facts it takes. */
	readonly count: number;
};

export type MetCriterion = {
	readonly stage: Stage;
	readonly criterion: Criterion;
	readonly met: boolean;
	readonly by: readonly FactId[];
};

const one = (id: string, name: string, ...keys: FactKey[]): Criterion => ({ id, name, keys, count: 1 });

/** The defaults of product.md: what has to be shown before a deal leaves each stage. */
export const EXIT_CRITERIA: Partial<Record<Stage, readonly Criterion[]>> = {
	PROSPECTING: [
		one("engaged", "A need or a problem in their words", "bant.need", "meddic.pain", "discovery.requirement"),
	],
	DISCOVERY: [
		one("need", "A need or a problem in their words", "bant.need", "meddic.pain"),
		{ id: "requirements", name: "Two concrete requirements", keys: ["discovery.requirement"], count: 2 },
		{ id: "people", name: "Two people who have a say", keys: ["discovery.stakeholder"], count: 2 },
	],
	QUALIFICATION: [
		// Whoever runs a tender names no budget: what the problem costs, in figures, stands in for it.
		one("budget", "Their budget, or what it costs them in figures", "bant.budget", "meddic.metrics"),
		one("authority", "Who decides or signs off", "bant.authority", "meddic.economic-buyer"),
		one("timeline", "By when", "bant.timeline"),
	],
	SOLUTION: [
		one("fit", "A need that our offering covers", "strategy.fit"),
		one("process", "How they will decide", "meddic.decision-process", "meddic.decision-criteria"),
	],
	PROPOSAL: [],
};

/** A value that says there is no answer yet: it is worth knowing, and meets nothing. */
export const NONE_YET = "none yet";
/** A value that says there is an answer, and leaves out what it is. */
export const AMOUNT_NOT_STATED = "approved, amount not stated";
/** Whether a value still waits for what was asked. */
export const isOpenAnswer = (value: string): boolean => value === NONE_YET || value === AMOUNT_NOT_STATED;
/** Surer than this, an answer counts as known. */
export const KNOWN_CONFIDENCE = 0.5;

/** [EX2] A fact counts if it still stands, says something, and can still be shown. */
const counts = (fact: ReadFact): boolean =>
	fact.state !== "contradicted" &&
	fact.value !== null &&
	fact.value !== NONE_YET &&
	(fact.state !== "suggested" || fact.confidence >= KNOWN_CONFIDENCE) &&
	fact.evidence.some((each) => each.quote !== null);

/** [EX1] What the stage asks for, and which facts meet it. A stage that is not left by facts asks for nothing here. */
export function criteriaOf(stage: Stage, facts: readonly ReadFact[]): readonly MetCriterion[] {
	return (EXIT_CRITERIA[stage] ?? []).map((criterion) => {
		const by = facts.filter((fact) => criterion.keys.includes(fact.key) && counts(fact)).map((fact) => fact.id);
		return { stage, criterion, met: by.length >= criterion.count, by };
	});
}
