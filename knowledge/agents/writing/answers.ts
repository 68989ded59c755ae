import type { ObjectionKind } from "#knowledge/core/reasoning/objections.ts";
import type { Moves } from "./moves.ts";
import { ANSWERS, type Answer, TOPIC_LABELS } from "./topics.ts";

/** An acknowledgement owes nothing, unless a wrong has to be put right. */
const ACKNOWLEDGED: Readonly<Record<ObjectionKind, string>> = {
	price: "I take what you say about the price to the person who decides on it, and come back to you.",
	timing: "I understand that the timing is not easy on your side.",
	risk: "That concern is a fair one, and it should be settled before you decide anything.",
	competitor: "",
	fit: "If it does not fit, it is better for both of us to say so now.",
	effort: "Before you decide, it should be clear which work would be yours.",
	authority: "I understand that you have to carry this internally.",
	terms: "I take your remarks to the person who decides on them, and come back to you on each.",
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
