import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { type NextQuestion, nextQuestion } from "./next-question.ts";
import { type Reader, stageNorm } from "./norms.ts";
import { capitalised } from "./speech.ts";

/** What a question is asked for; whoever knows why answers more readily. */
const BECAUSE: Partial<Record<FactKey, string>> = {
	"bant.need": "So that I point you to the right part of it",
	"meddic.pain": "To understand it better",
	"meddic.metrics": "To understand it better",
	"bant.timeline": "So that we can plan with you",
	"bant.authority": "So that nobody is left out",
	"meddic.economic-buyer": "So that nobody is left out",
	"meddic.decision-process": "So that we can plan with you",
	"bant.budget": "So that what I propose is in reach",
};

/** The next best question, as long as the stage has a place for it; `null`: none is asked. */
export function questionFor(input: SkillInput, reader: Reader, answered: readonly FactKey[]): NextQuestion | null {
	const best = nextQuestion(input, answered);
	return best !== null && stageNorm(reader.stage).asksAbout.includes(best.key) ? best : null;
}

/** The question as its reader is asked it: bare to the top, with its reason to others, and in apac with a request for leave. */
export function askedText({ key, text }: Pick<NextQuestion, "key" | "text">, { rank, region, stage }: Reader): string {
	// At this stage every question is about one thing, and is the better answered for saying so.
	const because = stage === "DISCOVERY" ? "To understand what you need" : BECAUSE[key];
	if (region === "apac")
		return stage === "DISCOVERY" ? `May I ask, to understand what you need: ${text}` : `May I ask: ${text}`;
	const isBare = because === undefined || (stage !== "DISCOVERY" && (rank === "c-suite" || rank === "executive"));
	return isBare ? capitalised(text) : `${because}: ${text}`;
}
