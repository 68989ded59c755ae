import { isQuestion } from "#knowledge/core/reasoning/acts.ts";
import { dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { dayInWords } from "./days.ts";
import type { Heard } from "./heard.ts";

const OFFER = /\b(?:our|the|a|an|your) (?:\w+ ){0,2}(proposal|quotation|quote|offer)\b/i;
const GIVEN = /\b(?:attached|enclosed|find|here (?:is|are)|behind the link|as you asked)\b/i;

/** What we asked or sent, and wait for an answer to. */
export function followUp({ lines, input, from, who }: Heard): string {
	const ours = lines.filter(({ side }) => side === "us");
	if (ours.length === 0 || input.signal?.author !== "us") return `Follow up with ${who} on our last mail`;
	const day = dayInWords(dayOf(from));
	const given = ours.find(({ sentence: { text } }) => GIVEN.test(text) && OFFER.test(text));
	const paper = given && OFFER.exec(given.sentence.text)?.[1]?.toLowerCase();
	if (paper) return `Follow up with ${who} on our ${paper} of ${day}`;
	const asked = ours.filter(({ sentence }) => isQuestion(sentence.text)).length;
	return `Follow up with ${who} on our ${asked === 0 ? "mail" : asked === 1 ? "question" : "questions"} of ${day}`;
}
