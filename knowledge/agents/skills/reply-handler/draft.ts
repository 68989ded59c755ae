import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { ObjectionKind } from "#knowledge/core/reasoning/acts.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { Ask, Moves } from "./moves.ts";
import { answeredNow, type NextQuestion, nextQuestion } from "./next-question.ts";
import { ANSWERS, TOPIC_LABELS } from "./topics.ts";

/** Longer mails are not read to their end, and hide what is asked. */
export const DRAFT_CHARS_MAX = 1_800;
const ANSWERED_MAX = 5;
const QUOTED_CHARS_MAX = 140;

export type Draft = { readonly subject: string; readonly body: string; readonly why: string };

/** One mail: greeting, what we heard, each ask, the objection, one question, one next step. */
export function draftReply(input: SkillInput, contact: DealContact, moves: Moves): Draft {
	const question = moves.refuses ? null : nextQuestion(input);
	const paragraphs = [
		greeting(contact),
		opening(input, moves),
		answers(moves.asks),
		objection(moves),
		moves.refuses ? "If anything changes on your side, a line to me is enough." : "",
		question ? `One question from my side: ${question.text}` : "",
		nextStep(moves, question),
		`Best regards,\n${input.sender.name}\n${input.sender.organisation}`,
	];
	const body = paragraphs.filter((each) => each !== "").join("\n\n");
	return { subject: subjectOf(input), body, why: whyOf(moves, question) };
}

/** "Re: " once, whatever the language or the number of them that came in; one line, as headers are. */
export function subjectOf(input: SkillInput): string {
	// What a note of ours is called is not for the buyer to read.
	const subject = input.signal?.author === "buyer" ? input.signal.subject : null;
	const [before = ""] = (subject ?? "").split(/[\r\n]/, 1);
	const bare = before
		.replace(/^(?:\s{0,3}(?:re|aw|sv|antw|rv|fw|fwd|wg|tr)(?:\[\d{1,3}\])?\s?:)+/i, "")
		.replace(/\p{Cc}/gu, " ")
		.trim();
	return `Re: ${shortened(bare === "" ? input.deal.name : bare, 200)}`;
}

function greeting(contact: DealContact): string {
	const [first = ""] = contact.name
		.replace(/^(?:mrs?|ms|dr|prof)\.?\s/i, "")
		.trim()
		.split(/\s+/);
	// An address or a department in the place of a name is no one to say hello to.
	return /^\p{Lu}[\p{L}'’-]{1,30}$/u.test(first) &&
		!/^(?:info|sales|support|team|office|accounts|procurement)$/i.test(first)
		? `Hi ${first},`
		: "Hello,";
}

function opening(input: SkillInput, moves: Moves): string {
	if (moves.refuses) return "Thank you for telling me plainly. I will not press you on it.";
	if (moves.agrees && moves.asks.length === 0) return "Thank you, that is good news. I will take it from here.";
	// A question from a note was not put in a mail to us.
	if (moves.asks.some((ask) => ask.text === "")) return "";
	if (answeredNow(input).length >= 3) return "Thank you for setting this out so clearly, it helps me to be specific.";
	if (moves.asks.length > 1) return "Thank you for your mail. I will take your points in order.";
	if (moves.asks.length === 1) return "Thank you for your mail.";
	if (moves.promises.length > 0) return "Thank you, I will look out for it.";
	return "Thank you for the background, it helps me to be specific.";
}

function answers(asks: readonly Ask[]): string {
	const merged = mergeByAnswer(asks.slice(0, ANSWERED_MAX));
	const [only] = merged;
	if (!only) return "";
	const [topic] = asks.filter((ask) => ask.text === "").map((ask) => ask.topic);
	if (topic)
		return `${topic === "other" ? "You raised a question with us." : `You raised a question about ${TOPIC_LABELS[topic]}.`} ${only.answer}`;
	if (merged.length === 1 && only.quotes.length === 1) return `You asked: "${only.quotes[0]}" ${only.answer}`;
	return merged
		.map((each) => `- ${each.quotes.map((quote) => `"${quote}"`).join(" and ")}\n  ${each.answer}`)
		.join("\n");
}

/** Two asks with the same answer are answered once. */
function mergeByAnswer(
	asks: readonly Ask[],
): readonly { readonly quotes: readonly string[]; readonly answer: string }[] {
	const groups = new Map<string, string[]>();
	for (const ask of asks) {
		const answer = ANSWERS[ask.topic];
		const quotes = groups.get(answer) ?? [];
		const quote = quoted(ask.text);
		if (!quotes.includes(quote)) quotes.push(quote);
		groups.set(answer, quotes);
	}
	return [...groups].map(([answer, quotes]) => ({ quotes, answer }));
}

/** The buyer's own words, fit to stand between quotation marks. */
const quoted = (text: string): string => shortened(text.replace(/["“”]/g, "'"), QUOTED_CHARS_MAX);

const ACKNOWLEDGED: Readonly<Record<ObjectionKind, string>> = {
	price:
		"I hear you on the price. I would rather look at that openly with you now than leave it for the end, so I will show you what drives it and what you could leave out.",
	timing:
		"I understand that the timing is not easy. Tell me what else is competing for attention and we can plan around it.",
	risk: "I understand the concern, and it should be settled before you decide anything. I will come back to you on it specifically.",
	competitor:
		"It makes sense to weigh us against what you have and what else is out there. I will set out where we differ, including where we do not.",
	fit: "I take the point on fit. I will check it properly, and if it does not fit I will say so.",
	effort: "I understand the worry about effort. I will show you which work would be yours and which would be ours.",
	authority:
		"I understand that you will have to carry this internally. I am glad to help you with the material for that conversation.",
};

function objection(moves: Moves): string {
	if (moves.refuses) return "";
	const kinds = [...new Set(moves.objections.map((each) => each.kind))].slice(0, 2);
	return kinds.map((kind) => ACKNOWLEDGED[kind]).join(" ");
}

function nextStep(moves: Moves, question: NextQuestion | null): string {
	if (moves.refuses) return "";
	if (moves.asks.some((ask) => ask.topic === "meeting"))
		return question === null
			? "I look forward to speaking with you."
			: "If you prefer, we can take that up when we speak.";
	if (moves.agrees) return "I will send you the next steps in writing so that you can check them on your side.";
	if (moves.promises.length > 0 && moves.asks.length === 0)
		return "Once I have had a look, I will suggest how we go on.";
	return "If a short call is easier than writing, tell me what suits you and I will send an invitation.";
}

function whyOf(moves: Moves, question: NextQuestion | null): string {
	const parts: string[] = [];
	if (moves.asks.length > 0)
		parts.push(
			`answers ${moves.asks.length === 1 ? "an ask" : `${moves.asks.length} asks`} (${[...new Set(moves.asks.map((ask) => TOPIC_LABELS[ask.topic]))].join(", ")})`,
		);
	if (moves.objections.length > 0)
		parts.push(`acknowledges an objection (${[...new Set(moves.objections.map((each) => each.kind))].join(", ")})`);
	if (moves.refuses) parts.push("accepts a refusal");
	if (moves.agrees) parts.push("takes up an agreement");
	if (moves.promises.length > 0) parts.push("takes note of what the buyer promised");
	if (parts.length === 0) parts.push("thanks for new information");
	if (question) parts.push(`asks about ${question.key.split(".")[1]?.replace("-", " ")}`);
	const text = parts.join("; ");
	return shortened(`${text.charAt(0).toUpperCase()}${text.slice(1)}.`, 400);
}
