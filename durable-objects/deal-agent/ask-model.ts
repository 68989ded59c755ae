import type { PayloadBatch } from "#durable-objects/platform/payloads.ts";
import type { Reasoner, StepResult } from "#durable-objects/platform/run-skill.ts";
import { PRICES } from "#knowledge/core/budget/prices.ts";
import { type BudgetRefusal, budgetRefusal, NOTHING_UNDER_WAY, type UnderWay } from "#knowledge/core/deal/budget.ts";
import { withFloor } from "#knowledge/core/deal/floor.ts";
import { judgeInStep } from "#knowledge/core/deal/judge.ts";
import { verdictOf } from "#knowledge/core/deal/policy.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import type { Turn } from "#knowledge/core/deal/turn.ts";
import type { OpenRun } from "#knowledge/core/facts/blackboard.ts";
import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import type { Hash, Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { RunId } from "#knowledge/core/vocabulary/ids.ts";
import { CALL_TOKENS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { Asked } from "./run-turn.ts";

/** A model's own answer, by the question that it was given to. */
export type Answered = { readonly question: Sha256; readonly output: Sha256; readonly reasoner: string };

/** The model that is asked, where there is one. */
export type AskedModel = {
	readonly reason: Reasoner;
	/** Which it is: another one's answer is no answer to the same question. */
	readonly name: string;
	readonly answered: (question: Sha256) => { readonly output: Sha256; readonly reasoner: string } | null;
};

type Deps = { readonly rules: Reasoner; readonly model: AskedModel | null };

const MILLION = 1_000_000;
/** What one call costs at most, at the dearest price that is known. */
const CALL_COST_MICROS_MAX = Math.ceil(
	(CALL_TOKENS_MAX * Math.max(...PRICES.map((each) => each.outputMicros))) / MILLION,
);

/** One turn, as far as a question needs it. */
type At = { readonly turn: Turn; readonly payloads: PayloadBatch };

/**
 * All that an answer depends on, in one digest: which agent in which version, which model, and the whole prompt with the
 * evidence in it. It is kept where an erasure empties it, and never in an event: it could confirm a guess of its text.
 */
const questionOf = ({ skill, prompt }: Asked, model: AskedModel, hash: Hash): Sha256 =>
	hash([skill.name, skill.version, model.name, prompt.prefix, prompt.suffix].join("\n"));

/**
 * S0-93, S0-117: who answers each question of a stage. One that was answered before costs nothing, whatever the budget; past
 * a ceiling nothing is bought, rules think, and the refusal is on record. What was let through in the same stage counts,
 * each with all that a call may come to; so does `underWay`, what was answered in it and is not on the board yet.
 */
export function reasonersFor(
	{ turn, payloads }: At,
	run: OpenRun,
	questions: readonly Asked[],
	{ rules, model, underWay = NOTHING_UNDER_WAY }: Deps & { readonly underWay?: UnderWay },
): readonly Reasoner[] {
	if (!model) return questions.map(() => rules);
	let { tokens, costMicros } = underWay;
	return questions.map((asked) => {
		const before = answerBefore(questionOf(asked, model, turn.hash), payloads, model);
		if (before) return () => before;
		const refusal = budgetRefusal(turn.board(), run, asked.prompt.tokens, { tokens, costMicros });
		if (!refusal) {
			tokens += CALL_TOKENS_MAX;
			costMicros += CALL_COST_MICROS_MAX;
			return model.reason;
		}
		turn.emit(
			{ type: "deal.budget-refused", run: run.run, skill: asked.task.skill, ...refusal },
			{ correlation: run.run, causation: turn.board().seq },
		);
		return instead(refusal, rules);
	});
}

const instead =
	({ limit }: BudgetRefusal, rules: Reasoner): Reasoner =>
	(...question) => {
		const result = rules(...question);
		if (result instanceof Promise) return result;
		return { ...result, degraded: true, model: { calls: [], cache: "miss", instead: limit } };
	};

function answerBefore(question: Sha256, { lookup }: PayloadBatch, model: AskedModel): StepResult | null {
	const kept = model.answered(question);
	const text = kept && lookup(kept.output);
	const output = text ? SkillOutput.safeParse(JSON.parse(text)).data : undefined;
	// Erased since, or an answer in a shape of before.
	if (!kept || !output) return null;
	return {
		outcome: { type: "done", output },
		reasoner: kept.reasoner,
		degraded: false,
		tokens: { prompt: 0, output: 0 },
		costMicros: 0,
		durationMs: 0,
		paid: false,
		model: { calls: [], cache: "hit", instead: null },
	};
}

/** What is journaled and settled of one result. */
export type Kept = {
	readonly result: StepResult;
	/** The model's own answer. */
	readonly answer: Sha256 | null;
	readonly byRules: number;
};

/**
 * A model's answer on the rules' floor: see `withFloor`. The model's own answer is kept beside it, to the letter, and found
 * when the same is asked again.
 */
export function onFloor(
	{ turn, answers }: At & { readonly answers: Answered[] },
	run: RunId,
	{ asked, result }: { readonly asked: Asked; readonly result: StepResult },
	{ rules, model, catalogue }: Deps & { readonly catalogue: Catalogue },
): Kept {
	if (!model || result.outcome.type !== "done" || result.model.instead !== null)
		return { result, answer: null, byRules: 0 };
	const { skill, input, prompt } = asked;
	const own = result.outcome.output;
	const answer = turn.intern(JSON.stringify(own));
	if (result.model.cache === "miss")
		answers.push({ question: questionOf(asked, model, turn.hash), output: answer, reasoner: result.reasoner });
	const floor = rules(skill, input, prompt, { run, attempt: 1 });
	if (floor instanceof Promise || floor.outcome.type !== "done") return { result, answer: null, byRules: 0 };
	const { output, byRules } = withFloor(own, floor.outcome.output, (proposal, before) => {
		if (judgeInStep(skill, input, { proposal, before }).type === "reject") return false;
		return verdictOf(turn.board(), proposal, catalogue).type !== "refuse";
	});
	return { result: { ...result, outcome: { type: "done", output } }, answer, byRules };
}
