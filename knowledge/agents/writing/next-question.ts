import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";

/** What to ask for each gap: open, easy to answer in a line, and without a figure of ours in it. It follows a colon. */
const QUESTIONS: Partial<Record<FactKey, string>> = {
	"bant.need": "what would you most want to be different once this is in place?",
	"meddic.pain": "what is it about the way things work today that made you look at this now?",
	"bant.timeline": "when would you want this to be up and running?",
	"bant.authority": "who besides you will want a say before a decision is made?",
	"meddic.metrics": "which figure would tell you later that this was worth doing?",
	"meddic.decision-process": "which steps lie between a proposal and a signature on your side?",
	"meddic.decision-criteria": "what will matter most to you when you compare the options?",
	"bant.budget": "is there a budget range that I should work within?",
	"meddic.champion": "who on your team would use this most?",
};

/** Late, a question is about what is left to do; nobody who argues the last points wants to be qualified again. */
const CLOSING_QUESTIONS: Partial<Record<FactKey, string>> = {
	"bant.authority": "who will sign on your side, and does that person have what they need from us?",
	"meddic.decision-process": "which steps are left on your side before a signature?",
	"bant.timeline": "by when would you like this to be signed, so that we can plan the start with you?",
	"meddic.decision-criteria": "which point is still open for you before you can decide?",
};

/** The order in which gaps are worth closing. Early on, why comes before how much; late, how the decision falls. */
const EARLY: readonly FactKey[] = [
	"bant.need",
	"meddic.pain",
	"bant.timeline",
	"bant.authority",
	"bant.budget",
	"meddic.decision-process",
	"meddic.metrics",
	"meddic.decision-criteria",
];
const LATE: readonly FactKey[] = [
	"bant.authority",
	"meddic.decision-process",
	"bant.timeline",
	"meddic.decision-criteria",
	"bant.budget",
	"meddic.metrics",
];
const ORDER: Partial<Record<Stage, readonly FactKey[]>> = {
	PROSPECTING: EARLY,
	DISCOVERY: EARLY,
	QUALIFICATION: LATE,
	SOLUTION: LATE,
	PROPOSAL: LATE,
	NEGOTIATION: ["bant.authority", "meddic.decision-process", "bant.timeline", "meddic.decision-criteria"],
};

/** One of a pair answers the other well enough not to ask again. */
const COVERS: Partial<Record<FactKey, readonly FactKey[]>> = {
	"bant.need": ["meddic.pain"],
	"meddic.pain": ["bant.need"],
	"meddic.economic-buyer": ["bant.authority"],
};

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

export type NextQuestion = { readonly key: FactKey; readonly text: string };

/** The next best question: never about what the board holds, or what this very mail has just answered. */
export function nextQuestion(input: SkillInput, answered: readonly FactKey[]): NextQuestion | null {
	const known = new Set<FactKey>();
	const learn = (key: FactKey) => {
		known.add(key);
		for (const covered of COVERS[key] ?? []) known.add(covered);
	};
	for (const fact of input.facts) if (fact.state !== "contradicted") learn(fact.key);
	const said = saidIn(input);
	for (const [key, pattern] of SAID) if (pattern.test(said)) learn(key);
	// Also what is hedged or denied counts: who just wrote "no budget yet" is not asked for the budget.
	for (const key of answered) learn(key);
	const key = (ORDER[input.deal.stage] ?? []).find((each) => !known.has(each));
	const questions = input.deal.stage === "NEGOTIATION" ? CLOSING_QUESTIONS : QUESTIONS;
	const text = key ? questions[key] : undefined;
	return key && text ? { key, text } : null;
}
