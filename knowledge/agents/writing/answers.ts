import type { ObjectionKind } from "#knowledge/core/reasoning/objections.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { Ask, Moves } from "./moves.ts";
import { ANSWERS, type Answer, FACTUAL, FACTUAL_TOGETHER, TOPIC_LABELS } from "./topics.ts";

export type Reply = { readonly asks: readonly Ask[]; readonly answer: Answer };

/** Long quotes are cut first when a mail with many asks would grow too long. */
export const QUOTES_CHARS: readonly number[] = [140, 70, 36];

/**
 * Asks with the same answer are answered once, and several questions of fact together. `own` gives what a writer knows
 * better than the table of topics, such as a sentence of the catalogue.
 */
export function repliesTo(asks: readonly Ask[], own: (ask: Ask) => Answer | null = () => null): readonly Reply[] {
	const open = asks.filter((ask) => FACTUAL.has(ask.topic) && own(ask) === null);
	const groups = new Map<string, Reply>();
	for (const ask of asks) {
		const shared = open.length > 1 && open.includes(ask) ? FACTUAL_TOGETHER : ANSWERS[ask.topic];
		const answer = own(ask) ?? shared;
		const group = groups.get(answer.says);
		groups.set(answer.says, { answer, asks: [...(group?.asks ?? []), ask] });
	}
	return [...groups.values()];
}

/** What is owed, and by when they want it where they say so. */
export function owedFor(reply: Reply, moves: Moves): string {
	const due = moves.dates.find(
		(date) =>
			date.relation === "by" &&
			reply.asks.some(
				(ask) => ask.start <= date.sentence.start + date.start && date.sentence.start + date.end <= ask.end,
			),
	);
	return due && DELIVERED.has(reply.answer)
		? `${reply.answer.commits} (wanted by ${due.phrase})`
		: reply.answer.commits;
}
/** "Can you hold the price until Friday?" names a day, and no day for our answer. */
const DELIVERED: ReadonlySet<Answer> = new Set([ANSWERS.price, ANSWERS.document, ANSWERS.account, ANSWERS.security]);

export function answersText(asks: readonly Ask[], replies: readonly Reply[], quoteChars: number): string {
	const [only] = replies;
	if (!only) return "";
	const [topic] = asks.filter((ask) => ask.text === "").map((ask) => ask.topic);
	if (topic)
		return `${topic === "other" ? "You raised a question with us." : `You raised a question about ${TOPIC_LABELS[topic]}.`} ${only.answer.says}`;
	const [first] = asks;
	if (first && asks.length === 1) return `You wrote: "${quoted(first.text, quoteChars)}" ${only.answer.says}`;
	return replies
		.map((each) => {
			const quotes = [...new Set(each.asks.map((ask) => `"${quoted(ask.text, quoteChars)}"`))];
			return `${quotes.map((quote) => `- ${quote}`).join("\n")}\n  ${each.answer.says}`;
		})
		.join("\n");
}

/** The buyer's own words, fit to stand between quotation marks. */
export const quoted = (text: string, max: number): string => shortened(text.replace(/["“”]/g, "'"), max);

/** An acknowledgement owes nothing, unless a wrong has to be put right. */
const ACKNOWLEDGED: Readonly<Record<ObjectionKind, string>> = {
	price: "I take what you say about the price to the person who decides on our terms, and come back to you on it.",
	timing: "I understand that the timing is not easy; we can plan around it.",
	risk: "That concern is a fair one, and it should be settled before you decide anything.",
	competitor: "",
	fit: "If it does not fit, it is better for both of us to say so now.",
	effort: "Before you decide, it should be clear which work would be yours.",
	authority: "You will have to carry this internally, and should have from us what you need for it.",
	terms: "I will take your remarks on the terms to our legal colleagues and come back to you on each.",
	complaint: "I am sorry for the trouble this has caused you.",
};
const OWED: Partial<Record<ObjectionKind, string>> = {
	price: "an answer on the price",
	terms: "an answer of our legal team on each remark",
};

export const NOTHING: Answer = { says: "", commits: "" };

/** The two objections that a mail takes up; who refused, or asked for silence, is not asked to explain. */
export const acknowledged = (moves: Moves): readonly ObjectionKind[] =>
	moves.refuses || moves.asks.some((ask) => ask.topic === "silence")
		? []
		: [...new Set(moves.objections.map((each) => each.kind))].filter((kind) => kind !== "refusal").slice(0, 2);

export function objection(moves: Moves): Answer {
	const kinds = acknowledged(moves);
	const account = kinds.includes("complaint") && !moves.asks.some((ask) => ask.topic === "account");
	return {
		says: [...kinds.map((kind) => ACKNOWLEDGED[kind]), account ? ANSWERS.account.says : ""]
			.filter((each) => each !== "")
			.join(" "),
		commits: [...kinds.flatMap((kind) => OWED[kind] ?? []), ...(account ? [ANSWERS.account.commits] : [])].join("; "),
	};
}

/** What is said of an objection beside the answers; of price and terms nothing, where they are answered as points. */
export const acknowledgement = (moves: Moves, isAnswered: boolean): Answer =>
	objection({
		...moves,
		objections: answeredObjections(moves).filter((each) => !isAnswered || each.kind === "complaint"),
	});

/** The objections that a reply takes up: what is said of us and to us. */
export const answeredObjections = (moves: Moves): Moves["objections"] =>
	moves.objections.filter(
		(each) => each.kind === "complaint" || each.kind === "terms" || (each.kind === "price" && isAtUs(each.text)),
	);

/** "Your price is high" wants an answer; "Jonas is not convinced yet" tells of somebody else. */
const isAtUs = (text: string): boolean =>
	/\b(?:you|yours?|ours?|it|we)\b/i.test(text) &&
	/\b(?:too (?:expensive|high|much|dear)|expensive|steep|high|under yours|cheaper|above|over (?:our|the|my)|more than|lower|twice)\b/i.test(
		text,
	);
export const isPriceHigh = (moves: Moves): boolean =>
	moves.objections.some((each) => each.kind === "price" && isAtUs(each.text));

/** What a mail takes up, for the person who approves it. */
export function takesUp(moves: Moves, points = 0): readonly string[] {
	const topics = [...new Set(moves.asks.map((ask) => TOPIC_LABELS[ask.topic]))].join(", ");
	const kinds = acknowledged(moves);
	return [
		moves.asks.length > 0
			? `answers ${moves.asks.length === 1 ? "an ask" : `${moves.asks.length} asks`} (${topics})`
			: "",
		points > 0 ? `takes up ${points === 1 ? "a point" : `${points} points`}` : "",
		kinds.length > 0 ? `acknowledges an objection (${kinds.join(", ")})` : "",
		moves.refuses ? "accepts a refusal" : "",
		moves.agrees ? "takes up an agreement" : "",
		moves.promises.length > 0 ? "takes note of what the buyer promised" : "",
	].filter((each) => each !== "");
}

export const unansweredNote = ({ unanswered }: Moves): string =>
	unanswered > 0 ? `Not taken up: ${unanswered} more ${unanswered === 1 ? "ask" : "asks"}.` : "";
