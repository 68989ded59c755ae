import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { actsIn, isRequest } from "#knowledge/core/reasoning/acts.ts";
import { asksIn } from "#knowledge/core/reasoning/asks.ts";
import { type Day, dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { datesIn } from "#knowledge/core/reasoning/entities/dates.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { stanceAt } from "#knowledge/core/reasoning/modality.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import { oneLine, type Span, shortened } from "#knowledge/core/reasoning/span.ts";
import { dayOfIso, lastWorkingDay, workingDayAfter } from "./days.ts";
import type { Reading } from "./reading.ts";

/** Something to be done that these words call for. */
export type Errand = { readonly what: string; readonly named: Day | null; readonly evidence: readonly Evidence[] };

type Found = Errand & { readonly at: number };

/** A date further off is when they want to be live, not when they want an answer. */
const NAMED_DAYS_MAX = 45;
const ASKED_CHARS_MAX = 140;
const DATES_MAX = 4;
/** A day that both sides can make, and not one on which they meet somebody else. */
const AGREES =
	/\b(?:works|suits|is fine|would be fine|is good|is perfect|confirmed?|see you|agreed|(?:we|i) (?:can|could|will|['’]ll) (?:meet|speak|talk|do|make it|join)|let['’]?s (?:meet|speak|talk|say|do)|(?:speak|talk|meet) (?:to you |you )?(?:on|then))\b/i;
/** What stands below a mail, and asks nothing of us. */
const FOOTER =
	/\b(?:confidential\w*|addressee|intended recipient|disclaimer|received (?:this|it) (?:message |e-?mail )?in error)\b/i;
/** «Please be informed» tells. */
const TELLS =
	/^(?:bear with|hold on|be (?:informed|advised|aware|assured|reminded)|note|find|see|accept|excuse|forgive|feel free)\b/i;
/** «She said: "that's it?"» is nobody's question to us. */
const RETOLD = /["“][^"”]{0,200}\?["”]?\s*$/;
const MEETING =
	/\b(?:call|meet(?:ing)?|demo|speak|talk|chat|catch up|come (?:by|over|to)|visit|session|walk ?through|workshop|slot|time)\b/i;

/** What we said that we would do, else what they ask of us, else what was agreed, else what they said that they would do. */
export function errandIn(input: SkillInput, reading: Reading, who: string): Errand | null {
	const promises = reading.ours.flatMap((sentence) => promiseOf(input, sentence, who));
	if (promises.length > 0) return withMore(promises, "promise");
	const asks = asksOf(input, reading.buyers, who);
	if (asks.length > 0) return withMore(asks, "ask");
	return (
		last(reading.buyers.flatMap((sentence) => agreed(input, sentence, who))) ??
		last(reading.buyers.flatMap((sentence) => theirs(input, sentence, who)))
	);
}

const last = (found: readonly Found[]): Found | null => found.at(-1) ?? null;

/** What is due first comes first; among those without a day, what is to be sent or done, the latest promise and the first ask. */
function withMore(found: readonly Found[], kind: "promise" | "ask"): Errand | null {
	const order = kind === "promise" ? -1 : 1;
	const [first] = [...found].sort(
		(a, b) =>
			(a.named ?? Number.POSITIVE_INFINITY) - (b.named ?? Number.POSITIVE_INFINITY) || order * (a.at - b.at) || 0,
	);
	if (!first) return null;
	const more = found.length - 1;
	return more === 0 ? first : { ...first, what: `${shortened(first.what, ASKED_CHARS_MAX + 40)} (and ${more} more)` };
}

const FIRST_PERSON =
	/\b(?:(?:i|we)(?:['’]ll| will| shall|['’]m going to| am going to|['’]re going to| are going to| can commit to| promise to)|let me)\s(?:then |also |definitely |certainly |make sure to |be sure to |try to |personally |gladly |happily )*/i;

/** «I'll send you the report tomorrow» of ours is «Send Mara the report tomorrow». */
function promiseOf(input: SkillInput, sentence: Sentence, who: string): readonly Found[] {
	const act = actsIn(sentence.text).find(({ kind }) => kind === "commitment");
	if (!act) return [];
	const lead = FIRST_PERSON.exec(sentence.text);
	const rest = lead ? sentence.text.slice(lead.index + lead[0].length) : "";
	const what =
		rest === "" ? `Keep our word: «${shortened(sentence.text, ASKED_CHARS_MAX)}»` : asOurs(clause(rest), who);
	const at = sentence.start + (BRINGS.test(sentence.text) ? QUESTIONS_LATER : 0);
	return [{ what, named: namedIn(input, sentence.text), evidence: quotable(input, sentence), at }];
}

/** Our turns of a conversation are not the buyer's words, so they are no evidence of this record. */
function quotable(input: SkillInput, sentence: Span): readonly Evidence[] {
	const { signal } = input;
	if (!signal?.visible.some((span) => span.start <= sentence.start && sentence.end <= span.end)) return [];
	return [evidenceOf(signal, sentence)];
}

const REQUESTED =
	/\b(?:(?:please|kindly|pls)|(?:can|could|would|will) you(?: please| also| kindly| maybe| then| just| perhaps)*|we(?:['’]d| would)? need you to|would you mind)\s(?:also |just |kindly |please )*([a-z][^?]*)/i;
/** «Send me a better offer.» */
const ORDERED =
	/^(?:please )?((?:send|share|provide|forward|give|show|tell|confirm|clarify|explain|prepare|include|add|update|revise|quote|let (?:me|us) (?:have|know)|put together|walk (?:me|us)|call|check|list)\s[^?]*)$/i;
const OPENING = /^(?:(?:and|also|so|then|but|finally|lastly|separately)\b[,:]?\s)+/i;
const POINTS_BACK = /\b(?:both|it|that|this|them|these|those|one)\b/i;

/** In a conversation a question is taken to be answered once we speak again; what they asked us to do is not. */
function asksOf(input: SkillInput, sentences: readonly Sentence[], who: string): readonly Found[] {
	const lastOfOurs = input.signal?.turns.findLast(({ side }) => side === "us")?.start ?? -1;
	return sentences.flatMap((sentence, i) => {
		if (FOOTER.test(sentence.text) || RETOLD.test(sentence.text)) return [];
		return asksIn(sentence.text).flatMap((span) => {
			const words = oneLine(sentence.text.slice(span.start, span.end)).replace(OPENING, "");
			const asked = span.end === sentence.text.length ? `${words}${listBehind(sentences, i)}` : words;
			const rest = isRequest(asked) ? (REQUESTED.exec(asked)?.[1] ?? ORDERED.exec(asked)?.[1]) : undefined;
			if (rest !== undefined && TELLS.test(rest)) return [];
			const task = clause(rest ?? "");
			const isTask = task.split(" ").length > 1;
			if (!isTask && sentence.start < lastOfOurs) return [];
			const named =
				isTask || MEETING.test(asked)
					? (namedIn(input, isTask ? task : asked) ?? namedBehind(input, sentences[i + 1]))
					: null;
			const about = isTask && POINTS_BACK.test(task) && task.length < SHORT_CHARS ? sentences[i - 1]?.text : undefined;
			const what = isTask
				? `${asTheirs(task, who)}${about ? ` («${shortened(about, ABOUT_CHARS_MAX)}»)` : ""}`
				: `Answer ${who}: «${shortened(asked, ASKED_CHARS_MAX)}»`;
			const at = sentence.start + (isTask ? 0 : QUESTIONS_LATER);
			return [{ what, named, evidence: quotable(input, sentence), at }];
		});
	});
}

/** «Please show:», and what then stands below it as a list. */
function listBehind(sentences: readonly Sentence[], i: number): string {
	if (!sentences[i]?.text.trimEnd().endsWith(":")) return "";
	const items = sentences.slice(i + 1, i + 1 + LISTED_MAX).filter(({ bullet }) => bullet);
	return items.length === 0 ? "" : ` ${items.map(({ text }) => oneLine(text).replace(/[,;:.?!]+$/, "")).join("; ")}`;
}
const LISTED_MAX = 2;

/** A task as short as this leans on the sentence before it: «Can you send both this week?» */
const SHORT_CHARS = 40;
const ABOUT_CHARS_MAX = 100;

/** Further than any text is long: a thing to send or do comes before all questions. */
const QUESTIONS_LATER = 1_000_000;

/** «Could you send a proposal? Until Wednesday, if you can.» */
const namedBehind = (input: SkillInput, next: Sentence | undefined): Day | null =>
	next &&
	/^(?:by|until|before|ideally|if possible|latest|at the latest|we (?:would )?need (?:it|this|them|that)|(?:no later|not later) than)\b/i.test(
		next.text,
	)
		? namedIn(input, next.text)
		: null;

function agreed(input: SkillInput, sentence: Sentence, who: string): readonly Found[] {
	const named = namedIn(input, sentence.text);
	if (named === null || !AGREES.test(sentence.text) || stanceAt(sentence.text, { start: 0, end: 1 }) === "negated")
		return [];
	return [
		{
			what: `Prepare and hold the meeting with ${who}`,
			named,
			evidence: quotable(input, sentence),
			at: sentence.start,
		},
	];
}

const BRINGS =
	/\b(?:send|share|forward|provide|circulate|upload|pass|give you|you(?:['’]ll| will) (?:have|get|receive)|set up|prepare|arrange|put together|get back|come back|check|confirm)\b/i;

/** What they promised is looked for when it is due, and a working day later asked for. */
function theirs(input: SkillInput, sentence: Sentence, who: string): readonly Found[] {
	const act = actsIn(sentence.text).find(({ kind }) => kind === "commitment");
	if (!act) return [];
	const named = namedIn(input, sentence.text);
	const due = workingDayAfter(named ?? dayOf(input.signal?.receivedAt ?? input.now) + 2, 1);
	const words = `«${shortened(sentence.text, ASKED_CHARS_MAX)}»`;
	const what = BRINGS.test(sentence.text)
		? `Check that it came: ${who} wrote ${words}`
		: `Ask ${who} what came of ${words}`;
	return [{ what, named: due, evidence: quotable(input, sentence), at: sentence.start }];
}

/** The last day that the words name, if it is near; the week ends on its Friday. */
function namedIn({ signal, now }: SkillInput, text: string): Day | null {
	const from = signal?.receivedAt ?? now;
	for (const { iso, relation } of datesIn(text, from, DATES_MAX)) {
		if (iso === null || relation === "past") continue;
		const isSpan = iso.includes("/");
		const day = dayOfIso(iso.slice(iso.indexOf("/") + 1));
		if (day === null) continue;
		const due = isSpan ? lastWorkingDay(day) : day;
		if (due >= dayOf(from) && due - dayOf(from) <= NAMED_DAYS_MAX) return due;
	}
	return null;
}

/** Up to where the next thought begins, with a capital and without its stop. */
function clause(text: string): string {
	const end =
		/[,;]\s(?:because|since|so|as|but|and (?:we|i|then|if)|if|which|before|otherwise|then)\b|\sbecause\s|\sso that\s|\sand (?:I|we)\s|\s[-–—]\s|[.!?](?:\s|$)/i.exec(
			text,
		);
	const words = oneLine(end ? text.slice(0, end.index) : text).replace(
		/(?:[,;:.?!]|\s(?:for|to|of|with|and|or|in|on|the|an?))+$/,
		"",
	);
	return shortened(words.charAt(0).toUpperCase() + words.slice(1), ASKED_CHARS_MAX);
}

/** Whose is whose changes with who says it: in one pass, so that no word is changed twice. */
const THEIR_WORDS: Words = { my: "their", our: "their", your: "our", yours: "ours", you: "we", we: "they", I: "they" };
const OUR_WORDS: Words = { my: "our", your: "their", I: "we" };
type Words = Readonly<Record<string, string>>;

const asTheirs = (text: string, who: string): string => swapped(text, who, { words: THEIR_WORDS, to: /^(?:me|us)$/ });
const asOurs = (text: string, who: string): string => swapped(text, who, { words: OUR_WORDS, to: /^you$/ });

function swapped(text: string, who: string, { words, to }: { words: Words; to: RegExp }): string {
	let named = false;
	return text.replace(/\b(?:me|us|my|our|yours|your|you|we|I)\b(?!['’])/g, (word) => {
		if (!to.test(word)) return words[word] ?? word;
		const name = named ? "them" : who;
		named = true;
		return name;
	});
}
