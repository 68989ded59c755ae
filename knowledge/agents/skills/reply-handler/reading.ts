import { visibleOf } from "#knowledge/agents/signal-text.ts";
import { isInvitation, meetingProposedIn } from "#knowledge/agents/writing/meeting.ts";
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
	/** A time is proposed, or an invitation sent, without a question. */
	readonly meets: boolean;
	/** They say that they wait for our word, or what is in their way, whatever they ask. */
	readonly waits: boolean;
};

const NO_SITUATION: Situation = {
	kind: "open",
	condition: null,
	deadline: null,
	until: null,
	confidential: null,
	unwanted: null,
	giveReasons: false,
};

/** What was said in a call or a chat was answered there; only a mail has points. */
export function readingOf(signal: SignalText | null, moves: Moves): Reading {
	if (signal?.author !== "buyer" || isTalk(signal))
		return { moves, points: [], situation: NO_SITUATION, meets: false, waits: false };
	return {
		moves,
		points: pointsIn(signal),
		situation: situationOf(signal),
		meets: isInvitation(signal) || meetingProposedIn(signal) !== null,
		waits: WAITS.test(visibleOf(signal).slice(0, WAITS_CHARS)),
	};
}
const WAITS_CHARS = 6_000;
const WAITS =
	/\b(?:let (?:me|us) know|(?:look(?:ing)? forward to|await\w{0,3}|wait(?:ing)? for|expect\w{0,3}|need) (?:your|an?|some) (?:\w+ )?(?:answer|reply|response|thoughts?|view|position|word|comments?)|your (?:thoughts|view|comments)|what do you think|(?:is|are|was|were) not (?:acceptable|enough|clear|what)|(?:do|does) not work for (?:me|us)|would work(?: for (?:me|us))?|(?:i|we) (?:still )?(?:miss|lack|wonder|doubt|worry)|worr(?:y|ies|ied) (?:about|that|me|us)|our (?:\w+ )?(?:rules?|polic(?:y|ies)|regulations?|requirements?) (?:is|are|says?|requires?|demands?)|must (?:stay|remain|be|have|run|work)|(?:curious|interested|grateful|glad|keen) to (?:know|learn|hear|understand|see)|(?:unhappy|concerned|worried|disappointed))\b/i;

export const isTalk = (signal: SignalText): boolean =>
	signal.turns.length > 0 || signal.kind === "transcript" || signal.kind === "chat";

/** The conditions that were set while talking, to the letter. */
export const conditionsIn = (signal: SignalText): readonly string[] =>
	sentencesIn(signal.text, signal.visible)
		.filter((each) => each.text.length <= CONDITION_CHARS_MAX && isCondition(each.text))
		.slice(0, 2)
		.map((each) => each.text.trim());
/** Two of them are told in one line to a person. */
const CONDITION_CHARS_MAX = 160;

/** [RH19] Who argues terms, sets a condition, refuses, postpones, complains or wants silence is asked nothing in return. */
export const mayAskBack = ({ moves, points, situation }: Reading): boolean =>
	situation.kind === "open" &&
	situation.condition === null &&
	situation.deadline === null &&
	points.length === 0 &&
	!moves.refuses &&
	!moves.agrees &&
	moves.asks.length <= 2 &&
	!moves.asks.some((ask) => ask.topic === "silence" || ask.topic === "account" || ask.topic === "discount") &&
	!moves.objections.some((each) => each.kind === "complaint" || each.kind === "terms");
