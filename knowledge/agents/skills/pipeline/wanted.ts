import { isRequest } from "#knowledge/core/reasoning/acts.ts";
import { asksForPrice, counts, countsUsers, isQuestion, isWhole, wantsOffer } from "./cues.ts";
import { daysIn } from "./days.ts";
import type { Entry } from "./ledger.ts";
import { isMeeting } from "./meetings.ts";
import type { Message } from "./messages.ts";
import { asks, type Moment, type Said } from "./moment.ts";
import { AVAILABLE, foreignDays, MEETING } from "./tongues.ts";

/** Whether an ask is for a price or an offer. */
export const isPrice = ({ what }: Entry): boolean => asksForPrice(what);
const SHORT_WORDS_MAX = 7;
const POINTS_BACK =
	/(?<!\p{L})(?:that|this|it|you|das|es|die|ihnen|ça|cela|vous|dat|het|u|va|lei|voi|isso|si|come)(?!\p{L})/iu;
/** «Can you do that?», right behind what they want an offer for. */
export const isBesideOffer = ({ what }: Entry, { open }: Moment): boolean =>
	what.split(/\s+/).length <= SHORT_WORDS_MAX &&
	POINTS_BACK.test(what) &&
	open.some(({ sentence }) => wantsOffer(sentence.text));
const SUITS =
	/\b(?:when|time|slot|free|available|availability|suit\w*|work for|works for|calendar|diary|agenda)\b|\bworks?\s*\?\s*$/i;
/** Whether an ask is nothing but a day to meet on: it is confirmed, and not answered. */
export function proposesMeeting({ what, at }: Entry, { meeting }: Moment): boolean {
	if (meeting?.words.includes(what)) return true;
	if (meeting?.state === "proposed-by-them" && what.split(/\s+/).length <= SHORT_WORDS_MAX && POINTS_BACK.test(what))
		return true;
	const dated = daysIn(what, at).length > 0 || foreignDays(what, at).length > 0;
	return isMeeting(what) || MEETING.test(what)
		? meeting !== null || dated || SUITS.test(what)
		: dated && (SUITS.test(what) || AVAILABLE.test(what));
}

/** Asked, or said as something that they want. */
export function priceWanted(moment: Moment): Entry | Said | null {
	return (
		asks(moment).find(isPrice) ??
		moment.open.find(({ sentence, message }) => message.sort !== "note" && wantsOffer(sentence.text)) ??
		askedBefore(moment)
	);
}

/** They asked for a price, we have named none, and they tell what it takes: what they want is still the price. */
function askedBefore({ open, ourLast, messages }: Moment): Said | null {
	if (!ourLast || !open.some(({ sentence: { text } }) => counts(text) && !OVERTAKEN.test(text))) return null;
	const offered = messages.find(({ ours }) => ours.some(({ text }) => HANDS_OFFER.test(text)))?.at ?? 0;
	const before = messages
		.filter(({ at }) => at <= ourLast.at && at > offered)
		.flatMap((message) => message.theirs.map((sentence) => ({ sentence, message })));
	return before.find(({ sentence: { text } }) => wantsOffer(text) || (isAsk(text) && asksForPrice(text))) ?? null;
}
const isAsk = (text: string): boolean => isQuestion(text) || isRequest(text);
/** An offer that left, or a price that we named. */
const HANDS_OFFER =
	/\b(?:attached|enclosed|here (?:is|are)|find|below)\b[^.?!]{0,80}\b(?:proposal|quotation|quote|offer)\b|\b(?:proposal|quotation|quote|offer)\b[^.?!]{0,40}\b(?:attached|enclosed|below)\b|(?:[€$£]|\b(?:EUR|USD|GBP|CHF)\b)\s?\d|\d\s?(?:[€$£]|(?:EUR|USD|GBP|CHF|euros?|francs|pounds|dollars)\b)/i;

/** The words that say how many of what, of what they want priced; `null`: nobody said, or they mean all of it. */
export function counted({ messages, input, open }: Moment): string | null {
	const back = open.find(({ sentence: { text } }) => saysPrice(text) && ON_THAT.test(text));
	const told =
		back && open.find(({ sentence: { text } }) => text !== back.sentence.text && /\d|\b(?:\w+teen|\w+ty)\b/.test(text));
	if (told) return told.sentence.text;
	if (open.some(({ sentence: { text } }) => isWhole(text))) return null;
	const beside = open.find(
		({ sentence: { text } }, i) =>
			counts(text) &&
			!OVERTAKEN.test(text) &&
			(countsUsers(text) ||
				open.slice(Math.max(0, i - NEAR), i + NEAR + 1).some((each) => saysPrice(each.sentence.text))),
	);
	if (beside) return beside.sentence.text;
	const answered = messages.flatMap(answersOf)[0];
	if (answered !== undefined) return answered;
	const before = messages.flatMap(({ theirs }) => theirs.map(({ text }) => text));
	const facts = input.facts.flatMap(({ evidence }) => evidence.flatMap(({ quote }) => quote ?? []));
	return (
		[...before, ...facts].find(
			(text) => (countsUsers(text) || (WE_ARE.test(text) && counts(text))) && !OVERTAKEN.test(text),
		) ?? null
	);
}
/** «How many riders?» «Sixty-five.»: in a talk, what follows a question of ours with a number in it. */
const answersOf = ({ ours, theirs, turns }: Message): readonly string[] =>
	turns.length === 0
		? []
		: ours.flatMap(({ text, end }) => {
				const next = HOW_MANY.test(text) ? theirs.find((each) => each.start >= end) : undefined;
				return next && NUMBERED.test(next.text) ? [next.text] : [];
			});
const HOW_MANY = /\bhow many\b[^?]{0,80}\?/i;
const NUMBERED =
	/\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,6}teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|dozen)\b/i;
/** An offer that they want on figures which they have just named. */
const ON_THAT =
	/\b(?:(?:on|for|with|to|at|from) (?:that|this|these|those|the new|the above|the same)(?: \w+)? (?:number|figure|basis|count|quantity|quantities|size|scope|amount)s?|on (?:that|this) basis|accordingly|for (?:that|those|these) many)\b/i;
/** Told of themselves, a number is theirs. */
const WE_ARE =
	/(?<!\p{L})(?:we are|we have|there are|it is for|wir sind|wir haben|nous sommes|nous avons|we zijn|we hebben|siamo|abbiamo|somos|temos|são)(?!\p{L})/iu;
const OVERTAKEN =
	/\b(?:forget|no longer|instead|not (?:just|only)|more than (?:just )?(?:the|those)|overtaken|used to|at first)\b/i;
/** What is counted beside the price is what is priced; another number is just a number. */
const NEAR = 2;
const saysPrice = (text: string): boolean => asksForPrice(text) || wantsOffer(text);
