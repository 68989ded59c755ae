import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { actsIn, isOptOut } from "#knowledge/core/reasoning/acts.ts";
import { asksIn } from "#knowledge/core/reasoning/asks.ts";
import { clauseAt } from "#knowledge/core/reasoning/modality.ts";
import { type ObjectionKind, objectionsIn } from "#knowledge/core/reasoning/objections.ts";
import { qualificationIn } from "#knowledge/core/reasoning/qualification/find.ts";
import { type Sentence, sentencesIn, unreadNote } from "#knowledge/core/reasoning/sentences.ts";
import { type Span, trimmed } from "#knowledge/core/reasoning/span.ts";
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
/** A promise is a clause; what runs on further is prose. */
const PROMISE_CHARS_MAX = 200;

const BUYER = { voice: "buyer", writer: null, ours: [], transcript: false } as const;

/** `us`: the name of who was written to. */
export function movesIn(signal: SignalText, us: string): Moves {
	const sentences = sentencesIn(signal.text, signal.visible);
	const acts = sentences.map((sentence) => ({ sentence, acts: actsIn(sentence.text) }));
	const having = (...kinds: readonly string[]) =>
		acts.filter((each) => each.acts.some((act) => kinds.includes(act.kind))).map((each) => each.sentence);
	const asks = asksFrom(
		sentences,
		having("question", "request").filter(
			(sentence) =>
				!isForSomebodyElse(sentence.text, us) && !FOOTER.test(sentence.text) && !isRhetorical(sentence, sentences),
		),
	).filter((ask) => !LEADS_UP.test(ask.text));
	return {
		asks: asks.slice(0, ASKS_MAX),
		unanswered: Math.max(0, asks.length - ASKS_MAX),
		promises: acts.flatMap((each) => promised(each.sentence, each.acts)).slice(0, PER_KEY_MAX),
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

function asksFrom(all: readonly Sentence[], asking: readonly Sentence[]): readonly Ask[] {
	return asking.flatMap((sentence) => {
		const before = all[all.indexOf(sentence) - 1]?.text ?? "";
		return asksIn(sentence.text).map((span, index) => {
			const text = sentence.text.slice(span.start, span.end);
			const own = topicOf(text);
			const pointed = POINTS_BACK.test(text) && text.length < 60 ? (index === 0 ? before : sentence.text) : "";
			const topic = pointed !== "" && VAGUE.has(own) ? topicOf(`${pointed} ${text}`) : own;
			return { start: sentence.start + span.start, end: sentence.start + span.end, text, topic };
		});
	});
}

/** "Priya, could you send Sam our questionnaire?" is put to Priya. */
function isForSomebodyElse(text: string, us: string): boolean {
	const called = /^(\p{Lu}\p{Ll}{1,20}),\s(?:please|kindly|can|could|would|will|do|did|have|are)\b/u.exec(text)?.[1];
	return called !== undefined && !us.split(/\s+/).includes(called) && !OPENERS.test(called);
}
/** What a company's mail program puts below every mail asks nobody anything. */
const FOOTER =
	/\b(?:(?:before|when) (?:you print|printing)\b|think of the (?:trees|environment)|consider the environment|(?:not|other than) the (?:intended )?(?:addressee|recipient)|please (?:delete|destroy) (?:it|this|the (?:message|e-?mail))\b[^.]{0,40}\b(?:sender|inform|notify)|(?:notify|inform) the sender|received this (?:e-?mail|message) in error)\b/i;
/** "What I would like to know", "Please show:": what announces questions is none. */
const LEADS_UP =
	/^(?:what (?:i|we)(?:['’]d| would)? (?:like|want|need)(?: to (?:know|understand|see))?|please \w{2,10}:|(?:i|we) (?:would )?(?:ask|have) you [^.?!]{0,30}:)$/i;

/** "Sounds good, no?", a question within somebody's reported words, and one that its writer answers at once ask nobody. */
function isRhetorical(sentence: Sentence, all: readonly Sentence[]): boolean {
	const { text } = sentence;
	if (/\b(?:between (?:us|ourselves)|keep (?:it|this) quiet)\b[^?]{0,30}\?$/i.test(text)) return true;
	// A quotation that is open at the question mark holds somebody else's question.
	const before = text.slice(0, text.indexOf("?") + 1).replace(/(?<=\p{L})['’](?=\p{L})/gu, "");
	if (/\?/.test(before) && /\b(?:said|says|asked|asks|wrote|told)\b[^"“?]{0,30}["“][^"”]{0,200}\?$/i.test(before))
		return true;
	const next = all[all.indexOf(sentence) + 1];
	return (
		next?.paragraph === sentence.paragraph &&
		/^(?:because|no[,.]|yes[,.]|nobody|nothing|of course|don['’]t hold me|the answer is)\b|^(?:no|yes)[,.]/i.test(
			next.text,
		)
	);
}
const OPENERS =
	/^(?:also|finally|lastly|next|second(?:ly)?|first(?:ly)?|third(?:ly)?|separately|meanwhile|however|so|again|otherwise|then|plus|if|please|sorry|thanks|hi|hello|hey|ok|okay|well|and|but|therefore|additionally|furthermore|moreover|besides|now|today|tomorrow|ideally|yes|no|great|perfect|sure|alternatively|incidentally|team|all|guys|folks|everyone|sir|madam)$/i;

/** The words that promise, without what else the sentence says. */
function promised(sentence: Sentence, acts: ReturnType<typeof actsIn>): readonly Promised[] {
	const act = acts.find((each) => each.kind === "commitment");
	if (!act) return [];
	const clause = clauseAt(sentence.text, act.start);
	const end = Math.min(clause.end, act.start + PROMISE_CHARS_MAX);
	const span = trimmed(sentence.text, { start: Math.max(clause.start, act.start - PROMISE_CHARS_MAX), end });
	if (!span) return [];
	return [
		{
			start: sentence.start + span.start,
			end: sentence.start + span.end,
			text: sentence.text.slice(span.start, span.end),
		},
	];
}

const VAGUE: ReadonlySet<Topic> = new Set(["other", "document", "capability"]);

const objected = (sentence: Sentence, acts: ReturnType<typeof actsIn>): readonly Objected[] => {
	const [first] = objectionsIn(sentence.text);
	const refuses = acts.some((act) => act.kind === "refusal") && !isOptOut(sentence.text);
	const kind = refuses ? "refusal" : first?.kind;
	return kind ? [{ start: sentence.start, end: sentence.end, text: sentence.text, kind }] : [];
};
