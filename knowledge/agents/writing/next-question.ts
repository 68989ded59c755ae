import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { saysAny } from "#knowledge/core/methodology/cues.ts";
import { nextAmong } from "#knowledge/core/methodology/evaluate.ts";
import type { Field } from "#knowledge/core/methodology/pack.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { NORMS, stageNorm } from "./norms.ts";
import { readerOf } from "./persona.ts";

/** What a mail or a known fact speaks of, in whatever words, is not asked as if nobody had. */
const SAID: readonly (readonly [FactKey, RegExp])[] = [
	["meddic.decision-process", /\b(?:signs?|sign off|approv\w{1,4}|committee|board|procurement|paper)\b/i],
	[
		"meddic.decision-criteria",
		/\b(?:compar\w{1,6}|criteria|scored?|points|weigh|decide (?:on|by)|matters? (?:most|to)|must)\b/i,
	],
	["bant.authority", /\b(?:i|we) (?:decide|sign)\b|\bdecides\b|\bdecision is\b|\bin (?:copy|cc)\b|\(cc/i],
	["bant.timeline", /\b(?:semester|by the end of|before the (?:end|summer)|first (?:half|quarter)|be live|q[1-4]) ?/i],
	["bant.budget", /\b(?:budget|set aside|put aside)\b/i],
];
/** What is read of a mail; facts are short. */
const SAID_CHARS_MAX = 6_000;

const saidIn = ({ signal, facts }: SkillInput): string =>
	[
		signal?.author === "buyer"
			? signal.visible
					.map((span) => signal.text.slice(span.start, span.end))
					.join("\n")
					.slice(0, SAID_CHARS_MAX)
			: "",
		...facts.flatMap((fact) =>
			fact.state === "contradicted" ? [] : [fact.value ?? "", ...fact.evidence.map((each) => each.quote ?? "")],
		),
	].join("\n");

export type NextQuestion = {
	/** What the answer would be a fact of. */
	readonly key: FactKey;
	/** Open, easy to answer in a line, and without a figure of ours in it. It follows a colon. */
	readonly text: string;
	/** What it asks for, in a word or two. */
	readonly about: string;
	readonly why: string;
};

/**
 * The next best question of the tenant's methods, for whoever wrote and for the stage: never about what the board holds, or
 * what this very mail has just answered.
 */
export function nextQuestion(input: SkillInput, answered: readonly FactKey[]): NextQuestion | null {
	const { facts, deal, packs } = input;
	const said = saidIn(input);
	// Also what is hedged or denied counts: who just wrote "no budget yet" is not asked for the budget.
	const known = new Set<FactKey>([...answered, ...SAID.flatMap(([key, pattern]) => (pattern.test(said) ? [key] : []))]);
	const writer = input.contacts.find(({ id }) => id === input.signal?.from);
	const best = nextAmong(
		// A draft is in one language, whatever the buyer's is.
		packs.filter(({ language }) => language === DRAFTS_IN),
		facts,
		{
			stage: deal.stage,
			rank: writer ? readerOf(input, writer).rank : NORMS.withoutTitle,
			isKnown: (_, field) =>
				field.facts.some(({ key }) => known.has(key)) ||
				saysAny(said, field.cues) ||
				isOutOfPlace(field, stageNorm(deal.stage).asksAbout),
		},
	);
	if (!best) return null;
	const { field, question, why } = best;
	return {
		key: field.facts[0]?.key ?? "methodology.answer",
		text: afterColon(question.text),
		about: field.name.toLowerCase(),
		why,
	};
}

const DRAFTS_IN = "en";

/** Whoever argues the last points wants not to be qualified again: what a stage may ask of money, people, need and time is a norm, whatever a method says. */
function isOutOfPlace(field: Field, asksAbout: readonly FactKey[]): boolean {
	const qualifying = field.facts.map(({ key }) => key).filter((key) => /^(?:bant|meddic)\./.test(key));
	return qualifying.length > 0 && !qualifying.some((key) => asksAbout.includes(key));
}

/** A name keeps its capital. */
const afterColon = (text: string): string =>
	text.replace(
		/^(?:what|which|when|who|whom|whose|how|where|why|is|are|do|does|did|will|would|could|can|have|has|if|by|on|for|at|in)\b/i,
		(word) => word.toLowerCase(),
	);
