import type { SignalText } from "#knowledge/core/deal/skill.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import type { FactKey } from "#knowledge/core/facts/keys.ts";
import { actsIn, isOptOut, type ObjectionKind, objectionsIn } from "#knowledge/core/reasoning/acts.ts";
import { datesIn, type FoundDate } from "#knowledge/core/reasoning/entities/dates.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { isHedged, stanceAt } from "#knowledge/core/reasoning/modality.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { type Span, shortened } from "#knowledge/core/reasoning/span.ts";
import { type Topic, topicOf } from "./topics.ts";

export type Ask = Span & { readonly text: string; readonly topic: Topic };
export type Objected = Span & { readonly text: string; readonly kind: ObjectionKind };

/** What a mail does in the conversation. */
export type Moves = {
	readonly asks: readonly Ask[];
	readonly promises: readonly Sentence[];
	readonly objections: readonly Objected[];
	readonly dates: readonly (FoundDate & { readonly sentence: Sentence })[];
	readonly agrees: boolean;
	readonly refuses: boolean;
	readonly optsOut: boolean;
};

const ASKS_MAX = 6;
const PER_KEY_MAX = 6;
const VALUE_CHARS_MAX = 200;

export function movesIn(signal: SignalText): Moves {
	const sentences = sentencesIn(signal.text, signal.visible);
	const acts = sentences.map((sentence) => ({ sentence, acts: actsIn(sentence.text) }));
	const having = (kind: string) =>
		acts.filter((each) => each.acts.some((act) => act.kind === kind)).map((each) => each.sentence);
	return {
		asks: asksFrom(
			sentences,
			acts
				.filter((each) => each.acts.some((act) => act.kind === "question" || act.kind === "request"))
				.map((each) => each.sentence),
		),
		promises: having("commitment").slice(0, PER_KEY_MAX),
		objections: sentences.flatMap(objected).slice(0, PER_KEY_MAX),
		dates: sentences.flatMap((sentence) => datedIn(sentence, signal.receivedAt)).slice(0, PER_KEY_MAX),
		agrees: having("agreement").length > 0,
		refuses: having("refusal").length > 0,
		optsOut: sentences.some((sentence) => isOptOut(sentence.text)),
	};
}

/** "Can you send both?" is about what the sentence before it names. */
const POINTS_BACK = /\b(?:both|it|that|this|them|these|those|one)\b/i;

function asksFrom(all: readonly Sentence[], asking: readonly Sentence[]): readonly Ask[] {
	return asking.slice(0, ASKS_MAX).map((sentence) => {
		const { start, end, text } = sentence;
		const before = POINTS_BACK.test(text) && text.length < 60 ? (all[all.indexOf(sentence) - 1]?.text ?? "") : "";
		const own = topicOf(text);
		return { start, end, text, topic: before !== "" && VAGUE.has(own) ? topicOf(`${before} ${text}`) : own };
	});
}
const VAGUE: ReadonlySet<Topic> = new Set(["other", "document", "capability"]);

const objected = (sentence: Sentence): readonly Objected[] => {
	const [first] = objectionsIn(sentence.text);
	return first ? [{ start: sentence.start, end: sentence.end, text: sentence.text, kind: first.kind }] : [];
};

const datedIn = (sentence: Sentence, now: number) =>
	datesIn(sentence.text, now)
		.filter((date) => date.iso !== null && date.relation !== "past" && stanceAt(sentence.text, date) !== "negated")
		.filter(
			(date) =>
				!LOOKS_BACK.test(sentence.text) && !/\bthan (?:in |on |by )?$/i.test(sentence.text.slice(0, date.start)),
		)
		// "Today" and "this year" set the scene more often than they set a date.
		.filter(
			(date) =>
				!/^(?:today|tonight)$/i.test(date.phrase) &&
				(purposeNear(sentence.text, date) !== "" || !date.iso?.includes("/")),
		)
		.map((date) => ({ ...date, sentence }));

const LOOKS_BACK =
	/\b(?:thanks|thank you) (?:again )?for\b|\b(?:was|were|had|met|spoke|talked|yesterday|last (?:week|month|time|year))\b(?![^.]{0,80}\b(?:will|need|by|until|before)\b)/i;

const PURPOSES: readonly (readonly [string, RegExp])[] = [
	[
		"contract end",
		/\b(?:contract|licen[cs]e|subscription|agreement)\b[^.]{0,40}\b(?:ends?|runs out|expires?|expir(?:y|es)|is up|renew)|\brenewal\b/i,
	],
	["go-live", /\b(?:go[- ]?live|going live|be live|live by|launch|in place|up and running|roll[- ]?out|rollout)\b/i],
	["decision", /\b(?:decide|decision|choose|select|sign)\b/i],
	["meeting", /\b(?:call|meet(?:ing)?|demo|speak|talk|chat|catch up|available|slot|invite|walk ?through|session)\b/i],
	["deadline", /\b(?:deadline|due|by|before|until)\b/i],
];
const purposeOf = (text: string): string => PURPOSES.find(([, pattern]) => pattern.test(text))?.[0] ?? "";
const purposeNear = (text: string, date: Span): string =>
	purposeOf(text.slice(Math.max(0, date.start - 60), date.end + 30)) || purposeOf(text);

/** The facts of a conversation, each with the sentence that proves it. */
export function claimsOf(signal: SignalText, moves: Moves): readonly FactClaim[] {
	const claim = (key: FactKey, value: string, confidence: number, span: Span): FactClaim => ({
		key,
		value: shortened(value, VALUE_CHARS_MAX),
		confidence,
		evidence: [evidenceOf(signal, span)],
	});
	const claims = [
		...moves.asks.map((ask) => claim("conversation.ask", ask.text, 0.9, ask)),
		...moves.promises.map((each) => claim("conversation.promise", each.text, isHedged(each.text) ? 0.6 : 0.85, each)),
		...moves.objections.map((each) =>
			claim("conversation.objection", `${each.kind}: ${each.text}`, isHedged(each.text) ? 0.65 : 0.85, each),
		),
		...moves.dates.map((date) =>
			claim("conversation.date", datedValue(date), isHedged(date.sentence.text) ? 0.6 : 0.85, date.sentence),
		),
	];
	return claims.filter(
		(each, index) => claims.findIndex((other) => other.key === each.key && other.value === each.value) === index,
	);
}

function datedValue(date: Moves["dates"][number]): string {
	const purpose = purposeNear(date.sentence.text, date);
	return purpose === "" ? date.text : `${date.text} (${purpose})`;
}
