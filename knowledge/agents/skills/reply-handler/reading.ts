import type { Moves } from "#knowledge/agents/writing/moves.ts";
import { type Point, pointsIn } from "#knowledge/agents/writing/points.ts";
import { isCondition, type Situation, situationOf } from "#knowledge/agents/writing/situation.ts";
import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";

/** All that a reply answers to: what the mail does, its points, and what kind of mail it is. */
export type Reading = {
	readonly moves: Moves;
	readonly points: readonly Point[];
	readonly situation: Situation;
};

const NO_SITUATION: Situation = {
	kind: "open",
	condition: null,
	deadline: null,
	until: null,
	confidential: false,
	unwanted: null,
	giveReasons: false,
};

/** What was said in a call or a chat was answered there; only a mail has points. */
export function readingOf(signal: SignalText | null, moves: Moves): Reading {
	if (signal?.author !== "buyer" || isTalk(signal)) return { moves, points: [], situation: NO_SITUATION };
	return { moves, points: pointsIn(signal), situation: situationOf(signal) };
}

export const isTalk = (signal: SignalText): boolean =>
	signal.turns.length > 0 || signal.kind === "transcript" || signal.kind === "chat";

/** A condition that was set while talking, to the letter. */
export function conditionIn(signal: SignalText): string | null {
	return sentencesIn(signal.text, signal.visible).find((each) => each.text.length <= 300 && isCondition(each.text))?.text ?? null;
}

/** [RH19] Who argues terms, sets a condition, refuses, postpones, complains or wants silence is asked nothing in return. */
export const mayAskBack = ({ moves, points, situation }: Reading): boolean =>
	situation.kind === "open" &&
	situation.condition === null &&
	points.length === 0 &&
	!moves.refuses &&
	moves.asks.length <= 2 &&
	!moves.asks.some((ask) => ask.topic === "silence" || ask.topic === "account" || ask.topic === "discount") &&
	!moves.objections.some((each) => each.kind === "complaint" || each.kind === "terms");
