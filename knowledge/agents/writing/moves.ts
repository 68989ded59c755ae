import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { actsIn, isOptOut } from "#knowledge/core/reasoning/acts.ts";
import { commitmentsIn } from "#knowledge/core/reasoning/dialogue/commitments.ts";
import type { Committed } from "#knowledge/core/reasoning/dialogue/committed.ts";
import { type ObjectionKind, objectionsIn } from "#knowledge/core/reasoning/objections.ts";
import { qualificationIn } from "#knowledge/core/reasoning/qualification/find.ts";
import { type Sentence, sentencesIn, unreadNote } from "#knowledge/core/reasoning/sentences.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import { type Dated, datedIn } from "./dated.ts";
import { type Topic, topicOf } from "./topics.ts";

export type Ask = Span & { readonly text: string; readonly topic: Topic };
export type Promised = Span & { readonly text: string };
/** What was promised will reach us, so that there is something to wait for. */
export const isDelivery = (promise: Promised): boolean =>
	/\b(?:send|share|forward|provide|bring|give you|pass|circulate)\b/i.test(promise.text);
/** A refusal ends the talk, where an objection may be answered. */
export type Objected = Span & { readonly text: string; readonly kind: ObjectionKind | "refusal" };

/** What a mail does in the conversation. */
export type Moves = {
	readonly asks: readonly Ask[];
	/** Every ask and promise, of either side and to whomever, with who is to act and by when. */
	readonly commitments: readonly Committed[];
	/** Asks past the bound, which no draft takes up. */
	readonly unanswered: number;
	readonly promises: readonly Promised[];
	readonly objections: readonly Objected[];
	readonly dates: readonly Dated[];
	readonly agrees: boolean;
	readonly refuses: boolean;
	readonly optsOut: boolean;
	/** Says how much of a very long text was read; empty for all of it. */
	readonly unread: string;
	/** What this very text answers of the qualification. */
	readonly answered: readonly FactKey[];
};

/** What a text does that is not the buyer's. */
export const SILENT: Moves = {
	asks: [],
	commitments: [],
	unanswered: 0,
	promises: [],
	objections: [],
	dates: [],
	agrees: false,
	refuses: false,
	optsOut: false,
	unread: "",
	answered: [],
};

/** As many as one mail can answer; what is more is counted, and told to who approves. */
export const ASKS_MAX = 8;
const PER_KEY_MAX = 6;
const BUYER = { voice: "buyer", writer: null, ours: [], transcript: false } as const;

/** `us`: the name of who was written to. */
export function movesIn(signal: SignalText, us: string): Moves {
	const sentences = sentencesIn(signal.text, signal.visible);
	const acts = sentences.map((sentence) => ({ sentence, acts: actsIn(sentence.text) }));
	const having = (...kinds: readonly string[]) =>
		acts.filter((each) => each.acts.some((act) => kinds.includes(act.kind))).map((each) => each.sentence);
	const commitments = commitmentsIn(signal, us);
	const asks = asksFrom(sentences, commitments);
	return {
		asks: asks.slice(0, ASKS_MAX),
		unanswered: Math.max(0, asks.length - ASKS_MAX),
		commitments,
		promises: commitments.filter((each) => each.kind === "promise" && each.side === "them").slice(0, PER_KEY_MAX),
		objections: acts.flatMap((each) => objected(each.sentence, each.acts)).slice(0, PER_KEY_MAX),
		dates: firstDates(sentences, signal.receivedAt),
		agrees: having("agreement").length > 0,
		refuses: having("refusal").length > 0,
		optsOut: sentences.some((sentence) => isOptOut(sentence.text)),
		answered: qualificationIn(sentences, { now: signal.receivedAt, ...BUYER }).map((answer) => answer.key),
		unread: unreadNote(sentences, signal.visible),
	};
}

function firstDates(sentences: readonly Sentence[], now: Instant): readonly Dated[] {
	const found: Dated[] = [];
	for (const sentence of sentences) {
		if (found.length >= PER_KEY_MAX) break;
		found.push(...datedIn(sentence, now));
	}
	return found.slice(0, PER_KEY_MAX);
}

/** "Can you send both?" is about what the sentence before it names. */
const POINTS_BACK = /\b(?:both|it|that|this|them|these|those|one)\b/i;

/** What they ask of us: an ask of one of their own is for them to answer. */
function asksFrom(all: readonly Sentence[], commitments: readonly Committed[]): readonly Ask[] {
	return commitments
		.filter((each) => each.kind === "ask" && each.side === "them" && each.owner === "us")
		.flatMap(({ start, end, text, said }, i, asks) => {
			const at = all.findIndex((each) => each.start === said.sentence.start);
			const isFirst = asks[i - 1]?.said.sentence.start !== said.sentence.start;
			const own = topicOf(text);
			const pointed =
				POINTS_BACK.test(text) && text.length < 60 ? (isFirst ? (all[at - 1]?.text ?? "") : said.sentence.text) : "";
			const topic = pointed !== "" && VAGUE.has(own) ? topicOf(`${pointed} ${text}`) : own;
			const ask = { start, end, text, topic };
			return isFirst ? [...firstHalf(said.sentence, ask), ask] : [ask];
		});
}

/** "From signature, how long is it, and what do we do": the question that stands in front of another one. */
function firstHalf(sentence: Sentence, ask: Ask): readonly Ask[] {
	const before = sentence.text.slice(0, ask.start - sentence.start);
	if (!/\?\s*$/.test(sentence.text) || before.length > HALF_CHARS_MAX) return [];
	const found = HALF.exec(before);
	const text = found?.[1];
	if (!found || text === undefined) return [];
	const start = sentence.start + found.index + found[0].indexOf(text);
	return [{ start, end: start + text.length, text, topic: topicOf(text) }];
}
const HALF_CHARS_MAX = 200;
/** Set off by a comma on either side. */
const HALF =
	/(?:^|,\s)((?:how (?:long|soon|often|many|much|fast|quickly)|what|who|where|when|which)\s[^,?]{8,120}),\s(?:and|or)\s$/i;

const VAGUE: ReadonlySet<Topic> = new Set(["other", "document", "capability"]);

const objected = (sentence: Sentence, acts: ReturnType<typeof actsIn>): readonly Objected[] => {
	const [first] = objectionsIn(sentence.text);
	const refuses = acts.some((act) => act.kind === "refusal") && !isOptOut(sentence.text);
	const kind = refuses ? "refusal" : first?.kind;
	return kind ? [{ start: sentence.start, end: sentence.end, text: sentence.text, kind }] : [];
};
