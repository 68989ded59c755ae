import type { FactKey } from "../vocabulary/fact-key.ts";
import type { FactId } from "../vocabulary/ids.ts";
import type { Stage } from "../vocabulary/stage.ts";
import { wordsOfFact } from "./commitment.ts";
import type { ReadFact } from "./fact.ts";

/** What a stage asks for before the next one: enough facts of some keys, each with its quote. */
export type Criterion = {
	readonly id: string;
	/** In words for a rep, as something to find out or to have. */
	readonly name: string;
	readonly keys: readonly FactKey[];
	/** How many different facts it takes. */
	readonly count: number;
	/** Which facts of these keys count. Without it every one does. */
	readonly takes?: (fact: ReadFact) => boolean;
	/** Facts out of one and the same sentence count once. */
	readonly apart?: boolean;
};

export type MetCriterion = {
	readonly stage: Stage;
	readonly criterion: Criterion;
	readonly met: boolean;
	readonly by: readonly FactId[];
};

const one = (id: string, name: string, ...keys: FactKey[]): Criterion => ({ id, name, keys, count: 1 });

const words = ({ value, evidence }: ReadFact): string =>
	`${value ?? ""} ${evidence.map(({ quote }) => quote ?? "").join(" ")}`;
const MONEY =
	/[€$£¥]|\b(?:EUR|USD|GBP|CHF|SGD|INR|JPY|AUD|euros?|dollars?|pounds?|cents?|grand|quid|budget)\b|\d\s?k\b|\b(?:million|thousand)\s(?:a|per) year\b/i;
const TENDER =
	/\b(?:RF[PQ]|tenders?|request for (?:quotations?|proposals?|offers?)|invit(?:es?|ing|ation|ed) (?:you |us |\w+ )?to (?:submit|quote|bid|tender|propose)|state whether you intend to bid)\b/i;
const PRICE_OR_OFFER =
	/\b(?:pric(?:e|es|ed|ing)|costs?|how much|quot(?:e|es|ation|ations)|proposals?|offers?|tenders?|bid|RF[PQ])\b/i;
/** Whether these words invite us to a tender, or ask for a price or an offer. */
export const isTenderAsk = (text: string): boolean => TENDER.test(text);
export const isOfferAsk = (text: string): boolean => TENDER.test(text) || PRICE_OR_OFFER.test(text);
const isTender = (fact: ReadFact): boolean => fact.key === "conversation.ask" && isTenderAsk(words(fact));

/** The defaults of product.md: what has to be shown before a deal leaves each stage. */
export const EXIT_CRITERIA: Partial<Record<Stage, readonly Criterion[]>> = {
	PROSPECTING: [
		one("engaged", "A need or a problem in their words", "bant.need", "meddic.pain", "discovery.requirement"),
	],
	DISCOVERY: [
		one("need", "A need or a problem in their words", "bant.need", "meddic.pain"),
		// Two out of one line are one wish, told with an «and».
		{ id: "requirements", name: "Two concrete requirements", keys: ["discovery.requirement"], count: 2, apart: true },
		{ id: "people", name: "Two people who have a say", keys: ["discovery.stakeholder"], count: 2 },
	],
	QUALIFICATION: [
		{
			// Whoever runs a tender names no budget, nor does everybody who knows what the problem costs.
			...one("budget", "Their budget, what it costs them in money, or a tender"),
			keys: ["bant.budget", "meddic.metrics", "conversation.ask"],
			takes: (fact) =>
				fact.key === "bant.budget" || (fact.key === "meddic.metrics" && hasMoney(fact)) || isTender(fact),
		},
		one("authority", "Who decides or signs off", "bant.authority", "meddic.economic-buyer"),
		one("timeline", "By when", "bant.timeline"),
	],
	SOLUTION: [
		one("fit", "A need that our offering covers", "strategy.fit"),
		{
			// A tender says by itself how it is decided: whoever is invited hands in, and they compare.
			...one("process", "How they will decide"),
			keys: ["meddic.decision-process", "meddic.decision-criteria", "conversation.ask"],
			takes: (fact) => fact.key !== "conversation.ask" || isTender(fact),
		},
		{
			...one("asked", "Their ask for a price or an offer", "conversation.ask"),
			takes: (fact) => isTender(fact) || isOfferAsk(wordsOfFact(fact.key, fact.value ?? "")),
		},
	],
	PROPOSAL: [],
};

/** «Sixty times a day» is a figure of pain, and no money. */
function hasMoney(fact: ReadFact): boolean {
	return MONEY.test(words(fact));
}

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
		const { keys, takes, apart, count } = criterion;
		const fitting = facts.filter((fact) => keys.includes(fact.key) && counts(fact) && (takes?.(fact) ?? true));
		const met = apart
			? fitting.filter((fact, i) => fitting.findIndex((had) => isOneSentence(had, fact)) === i)
			: fitting;
		return { stage, criterion, met: met.length >= count, by: met.map((fact) => fact.id) };
	});
}

const shown = (fact: ReadFact) => fact.evidence.filter((each) => each.quote !== null);
/** Whether all that one of them can show is what the other shows too. */
const isOneSentence = (a: ReadFact, b: ReadFact): boolean =>
	a === b || shown(b).every((each) => shown(a).some((had) => had.signal === each.signal && had.quote === each.quote));
