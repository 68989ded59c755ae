import type { FactState } from "../events/fact.ts";
import { isOpenAnswer } from "../facts/exit-criteria.ts";
import type { ReadFact } from "../facts/fact.ts";
import type { FactId } from "../vocabulary/ids.ts";
import type { Stage } from "../vocabulary/stage.ts";
import { answerOf } from "./answer.ts";
import { saysAny } from "./cues.ts";
import type { Field, Pack, Question, Rank } from "./pack.ts";

/** What the evaluator has to know of a fact. */
export type KnownFact = Pick<ReadFact, "id" | "key" | "value" | "state">;

/** What is known of a field: the state of the best fact that fills it. */
export type FieldState = "empty" | FactState;

export type FieldStanding = {
	readonly field: Field;
	readonly state: FieldState;
	/** The facts that fill it in that state. */
	readonly by: readonly FactId[];
	/** They were asked, and had no answer yet. */
	readonly wasAsked: boolean;
};

/** What to ask next, and why this. */
export type BestQuestion = {
	readonly pack: Pack;
	readonly field: Field;
	readonly question: Question;
	readonly why: string;
};

export type Evaluation = {
	readonly pack: Pack;
	/** In the order of the pack. */
	readonly fields: readonly FieldStanding[];
	/** How much of the pack is known, by weight: 0 nothing, 1 all of it in a person's words or checked by one. */
	readonly score: number;
	/** What is not known, the most urgent first. */
	readonly gaps: readonly FieldStanding[];
	readonly next: BestQuestion | null;
};

/** Where the deal stands, and who is asked. */
export type Moment = { readonly stage: Stage; readonly rank: Rank };

/** A suggestion is read out of a text and may be wrong; what a person wrote or confirmed counts whole. */
const CREDIT: Readonly<Record<FieldState, number>> = {
	empty: 0,
	contradicted: 0,
	suggested: 0.6,
	edited: 1,
	validated: 1,
};
const STATES: readonly FieldState[] = ["empty", "contradicted", "suggested", "edited", "validated"];
const strength = (state: FieldState): number => STATES.indexOf(state);

export const isFilled = ({ state }: Pick<FieldStanding, "state">): boolean => CREDIT[state] > 0;

/** One pack on what is known, at one moment. The same input gives the same answer. */
export function evaluate(pack: Pack, facts: readonly KnownFact[], moment: Moment): Evaluation {
	const fields = pack.fields.map((field) => standingOf(pack, field, facts));
	const gaps = fields
		.filter((each) => !isFilled(each))
		.map((each, at) => ({ each, at, urgency: urgencyOf(each, moment.stage) }))
		.sort((a, b) => compare(a.urgency, b.urgency) || a.at - b.at)
		.map(({ each }) => each);
	const all = fields.reduce((sum, { field }) => sum + field.weight, 0);
	const known = fields.reduce((sum, { field, state }) => sum + field.weight * CREDIT[state], 0);
	const next = gaps.map((gap) => bestQuestion(pack, gap, moment)).find((best) => best !== null);
	return { pack, fields, score: Math.round((known / all) * 100) / 100, gaps, next: next ?? null };
}

/**
 * The best question of several packs: the heaviest gap first, then one that is worded for this reader and stage, then in
 * the order of the packs. `isKnown` leaves out fields that are answered elsewhere than on the board.
 */
export function nextAmong(
	packs: readonly Pack[],
	facts: readonly KnownFact[],
	moment: Moment & { readonly isKnown?: (pack: Pack, field: Field) => boolean },
): BestQuestion | null {
	const candidates = packs.flatMap((pack) =>
		evaluate(pack, facts, moment)
			.gaps.filter(({ field, wasAsked }) => !wasAsked && !moment.isKnown?.(pack, field))
			.flatMap((gap) => bestQuestion(pack, gap, moment) ?? []),
	);
	return (
		candidates
			.map((best, at) => ({
				best,
				at,
				order: [-best.field.weight, -fitOf(best.question, moment), at] as const,
			}))
			.sort((a, b) => compare(a.order, b.order))[0]?.best ?? null
	);
}

function standingOf(pack: Pack, field: Field, facts: readonly KnownFact[]): FieldStanding {
	const about = facts.filter((fact) => fills(pack, field, fact));
	const filling = about.filter(({ value }) => !isOpenAnswer(value ?? ""));
	const state = filling.reduce<FieldState>(
		(best, fact) => (strength(fact.state) > strength(best) ? fact.state : best),
		"empty",
	);
	return {
		field,
		state,
		by: filling.filter((fact) => fact.state === state).map(({ id }) => id),
		wasAsked: about.some((fact) => fact.state !== "contradicted" && !filling.includes(fact)),
	};
}

/** Whether a fact speaks of a field: by its key and what it says, or as an answer that names the field. */
export function fills(pack: Pick<Pack, "id">, field: Field, { key, value }: Pick<KnownFact, "key" | "value">): boolean {
	// An erased text fills nothing: nobody could be shown what is known.
	if (value === null) return false;
	if (key === "methodology.answer") {
		const answer = answerOf(value);
		return answer?.pack === pack.id && answer.field === field.id;
	}
	return field.facts.some((rule) => rule.key === key && (rule.saying === undefined || saysAny(value, rule.saying)));
}

/** What matters in this stage comes first, and what they had no answer to last; of the rest what was due before, then the heavier. */
const urgencyOf = ({ field, wasAsked }: FieldStanding, stage: Stage): readonly number[] => [
	field.stages.includes(stage) ? 0 : 1,
	wasAsked ? 1 : 0,
	-field.weight,
];

function bestQuestion(pack: Pack, { field, state, wasAsked }: FieldStanding, moment: Moment): BestQuestion | null {
	const { stage, rank } = moment;
	if (!field.stages.includes(stage)) return null;
	const fitting = field.questions
		.filter(({ ranks, stages }) => (ranks?.includes(rank) ?? true) && (stages?.includes(stage) ?? true))
		.map((question, at) => ({ question, order: [-fitOf(question, moment), at] as const }))
		.sort((a, b) => compare(a.order, b.order));
	const question = fitting[0]?.question;
	if (!question) return null;
	const known = state === "contradicted" ? "is contradicted" : wasAsked ? "had no answer yet" : "is not known yet";
	const worded = [question.ranks ? RANKS[rank] : "", question.stages ? stage : ""].filter((each) => each !== "");
	return {
		pack,
		field,
		question,
		why: `${pack.name}: «${field.name}» ${known}, matters in ${stage} and weighs ${field.weight} of 5${worded.length > 0 ? `; worded for ${worded.join(" in ")}` : ""}.`,
	};
}

/** A question that is meant for this reader, or for this stage, comes before one for anybody at any time. */
const fitOf = ({ ranks, stages }: Question, { rank, stage }: Moment): number =>
	(stages?.includes(stage) ? 2 : 0) + (ranks?.includes(rank) ? 1 : 0);

const RANKS: Readonly<Record<Rank, string>> = {
	"individual contributor": "an individual contributor",
	manager: "a manager",
	executive: "an executive",
	"c-suite": "the C-suite",
};

function compare(a: readonly number[], b: readonly number[]): number {
	for (const [i, value] of a.entries()) {
		const difference = value - (b[i] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}
