import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { readCommitment } from "#knowledge/core/facts/commitment.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { commitmentsIn } from "#knowledge/core/reasoning/dialogue/commitments.ts";
import { daysNamedIn } from "#knowledge/core/reasoning/dialogue/due.ts";
import type { Day } from "#knowledge/core/reasoning/entities/calendar.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { readsEnglish } from "#knowledge/core/reasoning/language.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import { dayOfIso } from "./days.ts";
import type { Message } from "./messages.ts";
import { quotesOf } from "./reading.ts";
import { AGREES, DELIVERS, foreignDays, HANDS_OVER, MEETING, REQUESTS, UNDERTAKES, withoutDays } from "./tongues.ts";

/** Something that one side asked of the other or took on itself, and when. */
export type Entry = {
	readonly kind: "ask" | "promise";
	/** Who is to act. */
	readonly owner: "us" | "them";
	readonly what: string;
	readonly who: string | null;
	readonly due: Day | null;
	readonly at: number;
	/** Said in a conversation in which we spoke after it: what was only asked was answered there. */
	readonly live: boolean;
	readonly evidence: readonly Evidence[];
};

/** Every ask and promise of the texts that are still at hand, and of what is known from before them, the latest first. */
export function ledgerOf(input: SkillInput, messages: readonly Message[]): readonly Entry[] {
	const read = messages.flatMap((message) => entriesIn(message, input.sender.name));
	const from = Math.min(...messages.map(({ at }) => at));
	const told = input.facts.flatMap((fact): readonly Entry[] => {
		const { key, value, state } = fact;
		if ((key !== "conversation.ask" && key !== "conversation.promise") || value === null || state === "contradicted")
			return [];
		if (fact.validFrom >= from && messages.length > 0) return [];
		const { what, owner, who, due } = readCommitment(key, value);
		return [
			{
				kind: key === "conversation.ask" ? "ask" : "promise",
				owner,
				what,
				who,
				due: due === null ? null : dayOfIso(due),
				at: fact.validFrom,
				live: false,
				evidence: quotesOf(fact),
			},
		];
	});
	return [...read, ...told].sort((a, b) => b.at - a.at);
}

function entriesIn(message: Message, us: string): readonly Entry[] {
	const { text, visible, turns, author, at, sort, kind } = message;
	if (author === "system" || sort === "calendar") return [];
	const heard = { kind, text, visible, turns, author: sort === "note" ? "buyer" : author, receivedAt: at } as const;
	const answeredFrom = turns.length > 0 ? (message.ours.at(-1)?.start ?? -1) : -1;
	const english = commitmentsIn(heard, us).flatMap((each): readonly Entry[] => {
		const days = each.kind === "promise" ? dated(each.said.sentence.text, at) : [];
		const base: Entry = {
			kind: each.kind,
			owner: each.owner,
			what: each.text,
			who: each.who,
			due: each.due === null ? null : dayOfIso(each.due),
			at,
			live: each.start < answeredFrom,
			evidence: shown(message, each),
		};
		return days.length > 1 ? days.map((part) => ({ ...base, ...part })) : [base];
	});
	return [...english, ...foreign(message, english)];
}

/** «The list today and the drawing by Thursday» are two things, each with its day. */
function dated(sentence: string, at: number): readonly Pick<Entry, "what" | "due">[] {
	const days = daysNamedIn(sentence, at);
	return days.map(({ day, end }, i) => ({ what: sentence.slice(days[i - 1]?.end ?? 0, end), due: day }));
}

/** Of a sentence in another language: who speaks, what kind of words, and the day in them. */
function foreign(message: Message, found: readonly Entry[]): readonly Entry[] {
	const had = new Set(found.map(({ what }) => what));
	const { at } = message;
	return (["theirs", "ours"] as const).flatMap((side) =>
		message[side].flatMap((sentence, i): readonly Entry[] => {
			const { text } = sentence;
			if ([...had].some((what) => text.includes(what))) return [];
			const asks =
				REQUESTS.test(text) || WONDERS.test(text) || (/\?\s*$/.test(text) && text.length > QUESTION_CHARS_MIN);
			const days = namedDays(text, at);
			const before = message[side][i - 1]?.text ?? "";
			const then = THEN.test(text) ? namedDays(before, at) : [];
			const undertakes =
				(UNDERTAKES.test(text) && !HANDS_OVER.test(text)) ||
				([...days, ...then].length > 0 && (WILL.test(text) || isForeignPromise(text, side)));
			const kind = asks ? "ask" : undertakes ? "promise" : null;
			if (kind === null) return [];
			const speaker = side === "ours" ? "us" : "them";
			const owner = kind === "promise" ? speaker : speaker === "us" ? "them" : "us";
			const [due = null] = days.length > 0 ? days : then;
			return [
				{
					kind,
					owner,
					what: text,
					who: null,
					due,
					at,
					live: message.turns.length > 0 && sentence.start < (message.ours.at(-1)?.start ?? -1),
					evidence: shown(message, sentence),
				},
			];
		}),
	);
}
/** In another language: what is to be handed over, and a day; of ours, any day that is no meeting's. */
function isForeignPromise(text: string, side: "theirs" | "ours"): boolean {
	if (readsEnglish(text) || MEETING.test(text)) return false;
	return DELIVERS.test(text) || (side === "ours" && !AGREES.test(text));
}
const namedDays = (text: string, at: number): readonly Day[] => [
	...daysNamedIn(text, at).map(({ day }) => day),
	...foreignDays(text, at),
];
const QUESTION_CHARS_MIN = 12;
/** A question that ends like a statement. */
const WONDERS =
	/\b(?:(?:(?:wants?|needs?) to|(?:he|she|they|\w{2,20})(?:['’]d| would) (?:also )?(?:like|want|love|need) to) (?:know|hear|understand)|wonder(?:ing|s)?) (?:if|whether|how|what|where|which|who|when)\b|\b(?:i|we)(?:['’]d| would| will| do| also)? (?:also )?(?:need|require|want|(?<=would |['’]d )like) (?:to (?:have|see) )?(?:your|the name|a copy|an? (?:\w+ )?(?:reference|certificate|copy|list|name)|some(?:thing)? (?:from|of) you)\b|(?:[:–]|\s-)\s(?:does|do|is|are|can|could|would|will|how|what|which|where|who|why|when|whether)\s[^.?!]{8,}[.!]?$|\b(?:could|did|can)(?: not|n['’]t) (?:find|see|work out|make out|tell) (?:whether|if|how|what|where|which|who)\b|\b(?:i|we)(?:['’]d| would)? (?:like|need|want|have) to (?:know|understand|hear|see) (?:how|what|where|which|whether|if|who|why)\b/i;
/** Said with a day, it binds whoever says it. */
const WILL =
	/\b(?:you(?:['’]ll| will)? (?:get|have|receive|hear)\b|(?:i|we|he|she|they|(?:my|our) \w+)(?:['’]ll| will| shall) (?!be (?:closed|away|on|out|in|at|back)\b|need\b|have to\b|decide\b|meet\b|see\b|start\b|go\b|sign\b|want\b|look\b|wait\b|expect\b|hope\b|keep\b|watch\b|need\b|know\b|love\b)\w+|promised\b|(?:my|our|the) \w+ (?:gives?|sends?|brings?|calls?|rings?|mails?|writes?|shows?) you\b|(?:will|to) (?:be (?:ready|with you|done|sent)|reach you|follow|arrive)\b)/i;
const THEN =
	/(?<!\p{L})(?:then|after that|afterwards|dann|danach|alors|ensuite|dan|daarna|poi|allora|então|depois)(?!\p{L})/iu;

function shown({ signal }: Message, span: Span): readonly Evidence[] {
	if (!signal?.visible.some((each) => each.start <= span.start && span.end <= each.end)) return [];
	return [evidenceOf(signal, span)];
}

/** Still to come, or not to come: what is named with these words is not done by them. */
const NOT_YET =
	/\b(?:will|['’]ll|shall|going to|would|could|can(?:not|['’]t)?|not|n['’]t|yet|still|delay\w*|late(?:r)?|instead|sorry|apolog\w+|move[ds]?|waiting|follows?|to follow|as soon as|tomorrow|next week)\b|n['’]t\b/i;
const GIVES =
	/\b(?:attached|enclosed|here (?:is|are|it is|you go|comes?)|find (?:the|our|my|it|them)|as promised|as (?:agreed|announced|discussed)|link below|below (?:is|are|you)|uploaded|(?:have|has|['’]ve) (?:now |just |already )?(?:sent|shared|added|uploaded|put|signed|spoken|talked|asked|checked)|i (?:spoke|talked|asked|checked|sent))\b/i;
/** What is done is named in every promise, and says nothing of which. */
const VERBS = new Set(
	stemsOf(
		"send share give get come back let know tell answer reply confirm check call write mail week friday monday tuesday wednesday thursday tomorrow today end day morning afternoon month october september november december january",
	),
);

/** Whether what somebody took on is done, by what they said afterwards. */
export function isKept(entry: Entry, messages: readonly Message[]): boolean {
	const english = readsEnglish(entry.what);
	const wanted = stemsOf(english ? entry.what : withoutDays(entry.what)).filter(
		(stem) => !VERBS.has(stem) && (english || stem.length >= FOREIGN_STEM_MIN),
	);
	return messages.some((message) => {
		if (message.at <= entry.at || message.sort === "note") return false;
		const sentences = (entry.owner === "us" ? message.ours : message.theirs).filter(
			({ text }) =>
				!/\?\s*$/.test(text) &&
				// «The drawing follows on Friday» names it once more.
				!(entry.due !== null && namedDays(text, message.at).includes(entry.due)) &&
				(GIVES.test(text) || HANDS_OVER.test(text) || (entry.owner === "us" && !isToCome(text))),
		);
		if (sentences.length === 0) return false;
		// «I will come back to you» is kept by whatever is written after it.
		if (wanted.length === 0) return true;
		const stems = new Set(stemsOf(sentences.map(({ text }) => text).join(" ")));
		return wanted.some((stem) => stems.has(stem));
	});
}

/** The small words of another language are shorter. */
const FOREIGN_STEM_MIN = 5;
const isToCome = (text: string): boolean => NOT_YET.test(text) || UNDERTAKES.test(text);

/** Whether our answer passed over a question: it takes up others of the same text, and nothing of this one. */
export function isPassedOver(ask: Entry, asks: readonly Entry[], messages: readonly Message[]): boolean {
	if (ask.live || !/\?\s*$/.test(ask.what)) return false;
	const ours = messages.filter(({ at, author }) => author === "us" && at > ask.at);
	if (ours.length === 0) return false;
	const said = new Set(stemsOf(ours.flatMap((message) => message.ours.map(({ text }) => text)).join(" ")));
	const takenUp = (entry: Entry): boolean => stemsOf(entry.what).some((stem) => said.has(stem));
	const beside = asks.filter((other) => other.at === ask.at && other.owner === "us" && other !== ask);
	return stemsOf(ask.what).length >= STEMS_MIN && !takenUp(ask) && beside.some(takenUp);
}
const STEMS_MIN = 2;
