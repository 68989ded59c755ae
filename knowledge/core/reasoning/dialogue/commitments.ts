import type { Instant } from "../../vocabulary/time.ts";
import { isRequest, statementPart } from "../acts.ts";
import { asksIn } from "../asks.ts";
import { isoOf } from "../entities/calendar.ts";
import { holds } from "../matches.ts";
import { type Span, wordCount } from "../span.ts";
import { type Cast, calledIn, castOf, isOurs } from "./addressed.ts";
import type { Committed } from "./committed.ts";
import { dayAlone, daysNamedIn, dueIn } from "./due.ts";
import { dueByWord } from "./due-by-word.ts";
import { takesOn, undertakenIn } from "./promise-words.ts";
import { asksNobody } from "./rhetorical.ts";
import { type Heard, isAccount, type Said, type Side, saidIn, sameSpeakerAfter, sameSpeakerBefore } from "./said.ts";
import { toldIn } from "./told.ts";

const MEETS =
	/\b(?:meet(?:ing)?|call|speak|talk|demo|visit|come (?:to|by|over|and see)|session|workshop|catch up|chat|suit|appointment|trainer|site|lunch|coffee|video|teams|zoom|go through|walk (?:me|us)|show)\b|\bdo (?:mon|tue|wed|thu|fri|the \d)/i;
/** More words than these stand by themselves: a bare «when?» leans on what was asked before. */
const WHEN =
	/^(?:(?:and|ok(?:ay)?|great|so|thanks)[,\s]\s?)?(?:by )?when(?:['’]s that| (?:can|could|will|would|do) (?:you|u|we|i)[^?]{0,40}| by| then)?\s?\?/i;
/** Turns back in which what is taken on was asked. */
const ANSWERS_BACK_TURNS = 3;

/** [SA1] Every ask and every promise of either side, in order. `us` is the name of the one of ours who hears or says it. */
export function commitmentsIn(heard: Heard, us: string): readonly Committed[] {
	const said = saidIn(heard);
	const cast = castOf(said, us);
	const now = heard.receivedAt;
	if (isAccount(heard)) return toldIn(said, cast, now);
	const found: Committed[] = [];
	for (const at of said.keys()) {
		const known = { cast, now, found };
		const asked = askedIn(said, at, known);
		const own = [...asked, ...promisedIn(said, at, known)];
		for (const each of own) if (!found.some((had) => had.kind === each.kind && isSameSpan(had, each))) found.push(each);
	}
	return found;
}

const isSameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** `found`: what was asked and promised before it. */
type Known = { readonly cast: Cast; readonly now: Instant; readonly found: readonly Committed[] };

/** "What I would like to know", "Please show:": what announces questions is none. */
const LEADS_UP =
	/^(?:what (?:i|we)(?:['’]d| would)? (?:like|want|need)(?: (?:from|of) you)?(?: to (?:know|understand|see))?|please \w{2,10}:|(?:i|we) (?:would )?(?:ask|have) you [^.?!]{0,30}:)$/i;

/** The parts of a sentence that ask, as far as they ask anybody. */
function askingParts(said: readonly Said[], at: number): readonly Span[] {
	const text = said[at]?.sentence.text ?? "";
	if (PROMISES.test(text)) return [];
	const accepts = isAcceptedOffer(said, at);
	const parts = accepts ? [] : asksIn(text);
	if ((parts.length === 0 && !accepts && !isListed(said, at)) || asksNobody(said, at)) return [];
	return parts.length === 0 ? [{ start: 0, end: text.length }] : parts;
}
/** "Expect it from me by Friday" tells nobody to do anything. */
const PROMISES = /^(?:you can )?(?:expect\b[^.?!]{0,80}\bfrom (?:me|us)\b|count on (?:me|us)\b)/i;

function askedIn(said: readonly Said[], at: number, { cast, now, found }: Known): readonly Committed[] {
	const one = said[at];
	const asking = askingParts(said, at);
	if (!one || asking.length === 0) return [];
	const { sentence, side } = one;
	const called = calledIn(sentence.text, cast);
	const inside = called === null && isAmongThemselves(said, at);
	if (inside && !isRequest(sentence.text) && AMONG_THEM.test(sentence.text)) return [];
	const own = called === null ? inside : isOurs(called, cast) === (side === "us");
	const owner: Side = own ? side : side === "us" ? "them" : "us";
	// "If yes, please send it" asks again what was just asked.
	if (/^if (?:yes|so|not)\b/i.test(sentence.text) && /\?\s*$/.test(sameSpeakerBefore(said, at)?.sentence.text ?? ""))
		return [];
	// "You may have until Friday for that" is the day of the ask before it.
	if (holds(sentence.text, FOR_THAT) && found.at(-1)?.kind === "ask" && found.at(-1)?.said === said[at - 1]) return [];
	const parts = asking.filter((part) => !isHum(sentence.text.slice(part.start, part.end)));
	if (parts.length === 1 && isDayOnly(sentence.text, now)) return [];
	const asks = parts.filter((part) => !LEADS_UP.test(sentence.text.slice(part.start, part.end)));
	return asks.map((part): Committed => {
		const text = sentence.text.slice(part.start, part.end);
		const due =
			dueIn(sentence.text, { ...part, meets: holds(text, MEETS) }, now) ??
			dueByWord(said, at, { part, now, found }) ??
			dueBeside(said, at, now);
		return { kind: "ask", ...placed(one, part), text, side, owner, who: own ? called : null, due, said: one };
	});
}

/** "Next week?": a day that is said again to be told that it is right. */
const isDayOnly = (text: string, now: Instant): boolean => {
	const [day, other] = text.length > DAY_ONLY_CHARS_MAX ? [] : daysNamedIn(text, now);
	if (!day || other) return false;
	return (
		`${text.slice(0, day.start)} ${text.slice(day.end)}`
			.replace(/[^\p{L}\s]/gu, "")
			.trim()
			.split(/\s+/).length <= 1
	);
};
const DAY_ONLY_CHARS_MAX = 40;

const placed = ({ sentence }: Said, part: Span): Span => ({
	start: sentence.start + part.start,
	end: sentence.start + part.end,
});

/** "Can you, um": begun, and begun again. */
function isHum(text: string): boolean {
	if (/^(?:what|how|why|when|where|who)\b|^(?:would|could|can|will|do) (?:you|yours)\?/i.test(text)) return false;
	const rest = text.replace(
		/\b(?:u+m+|u+h+|er+m?|hm+|sorry|please|and|so|well|like|the|a|an|do|does|is|are|can|could|would|will|you|it|we|i|what|how|they)\b/gi,
		" ",
	);
	const words = rest.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
	return words === 0 || (words === 1 && /\b(?:u+m+|u+h+|er+m?)\b/i.test(text));
}

/** Of themselves, and not of us. */
const AMONG_THEM = /^(?!.*\b(?:you|your|u)\b).*\b(?:we|they|he|she)\b/is;

/** Somebody of theirs asks, and somebody of theirs was speaking or answers: that is talk among themselves. */
function isAmongThemselves(said: readonly Said[], at: number): boolean {
	const one = said[at];
	if (!one || one.turn < 0) return false;
	const before = said.findLast((each, i) => i < at && each.turn < one.turn);
	const after = said.find((each, i) => i > at && each.turn > one.turn);
	const isColleague = (each: Said | undefined) => each?.side === one.side && each.speaker !== one.speaker;
	return isColleague(before) && isColleague(after);
}

/** The day said by itself after an ask, or once for all items of a list above them. */
function dueBeside(said: readonly Said[], at: number, now: Instant): string | null {
	const next = sameSpeakerAfter(said, at);
	const alone =
		(next ? (dayAlone(next.sentence.text, now) ?? dayTrailing(next.sentence.text, now)) : null) ??
		near(said, at, 1)
			.map((each) => dayForAll(each, now))
			.find((day) => day !== null) ??
		near(said, at, -1)
			.map((each) => dayAnnounced(each, now))
			.find((day) => day !== null) ??
		null;
	if (alone !== null || !said[at]?.sentence.bullet) return alone;
	const lead = leadOf(said, at);
	return lead === null ? null : dueIn(lead, { start: 0, end: lead.length, meets: false }, now);
}

/** "Name and number by Friday, please.": a few words without a verb, and the limit of what was asked. */
function dayTrailing(sentence: string, now: Instant): string | null {
	if (sentence.length > TRAILING_CHARS_MAX || holds(sentence, FINITE) || /\?/.test(sentence)) return null;
	const [day, other] = daysNamedIn(sentence, now);
	const limits = day?.binds || /\b(?:by|before|until|latest)\b/i.test(sentence);
	return day && !other && limits ? isoOf(day.day) : null;
}
const TRAILING_CHARS_MAX = 60;

/** What announces the list that an item stands in, up to its colon. */
function leadOf(said: readonly Said[], at: number): string | null {
	if (!said[at]?.sentence.bullet) return null;
	for (let i = at - 1; i >= Math.max(0, at - LIST_MAX); i--) {
		const lead = said[i];
		if (!lead || lead.turn !== said[at]?.turn) return null;
		if (!lead.sentence.bullet) return /:\s*$/.test(lead.sentence.text) ? lead.sentence.text : null;
	}
	return null;
}
const LIST_MAX = 12;

const WANTS =
	/\b(?:need from you|from you\b|please (?:send|bring|provide|let|confirm|answer|prepare)|(?:i|we) (?:ask|need you|want you|would like you)|you (?:owe|to do)|your (?:side|part|homework|list)|still (?:missing|open)|waiting for)\b/i;
const FRAGMENT_WORDS_MAX = 12;
const FINITE =
	/\b(?:is|are|am|was|were|has|have|had|do|does|did|will|would|can|could|should|must|may|might|shall|runs?|ends?|expires?|comes?|goes|meets?|starts?|begins?|closes?|decides?|['’](?:s|re|ll|ve|d|m))\b/i;
/** An item of a list that wants something, or "HL7 spec, a week ahead of the visit at the latest": a thing and its last day. */
function isListed(said: readonly Said[], at: number): boolean {
	const text = said[at]?.sentence.text.trim() ?? "";
	if (said[at]?.side !== "them" || /[?:]$/.test(text)) return false;
	const lead = leadOf(said, at);
	if (lead !== null) return WANTS.test(lead) && !/^(?:i|we)\b/i.test(text);
	return (
		wordCount(text) <= FRAGMENT_WORDS_MAX &&
		!holds(text, FINITE) &&
		!/\b(?:i|we|he|she|they|you|thanks|regards|kick-?off|go-?live|live|start|launch|signature|contract|open(?:ing)?|ready|decision)\b/i.test(
			text,
		) &&
		/\b(?:at the latest|no later than|latest by)\b/i.test(text)
	);
}

/** "You may have until Friday for that", "I need it by Monday": the day of what was just asked. */
const FOR_THAT =
	/\byou (?:may |can |['’]ve |have )(?:have |got )?(?:time )?until\b|\b(?:i|we) (?:need|want|would need|['’]d need|expect) (?:it|this|that|them|these|those|an answer|your answer|a reply|the answers?|all of (?:it|this|that)|both)\b|\b(?:it|this|that|they) (?:has|have|needs?|must|should) (?:to )?(?:be|reach|arrive)\b|\banswer(?:s|ed)? by\b/i;
/** "Three things by Friday.": the day of what comes next. */
const ANNOUNCES =
	/\b(?:(?:two|three|four|five|some|a few|the following|these|my|our|following) (?:\w{3,10} )?(?:things?|points?|questions?|requests?|items?|documents?|asks|answers|topics)|(?:want|need|would need|expect) from you|from you)\b/i;
function dayAnnounced(sentence: string, now: Instant): string | null {
	if (!holds(sentence, ANNOUNCES)) return null;
	const [day, other] = daysNamedIn(sentence, now).filter(({ binds }) => binds);
	return day && !other ? isoOf(day.day) : null;
}

/** The next few sentences of the same speaker, or the last few before. */
const near = (said: readonly Said[], at: number, step: 1 | -1): readonly string[] =>
	Array.from({ length: NEAR_SENTENCES }, (_, i) => said[at + step * (i + 1)]).flatMap((each) =>
		each && each.turn === said[at]?.turn ? [each.sentence.text] : [],
	);
const NEAR_SENTENCES = 3;

function dayForAll(sentence: string, now: Instant): string | null {
	if (!holds(sentence, FOR_THAT)) return null;
	const [day, other] = daysNamedIn(sentence, now).filter(({ binds }) => binds);
	return day && !other ? isoOf(day.day) : null;
}

const OFFERS =
	/\b(?:shall|should|can|could|may|would you like me to|(?:do )?you want me to|want me to|i(?:['’]d| would) (?:suggest|propose)|(?:i|we) (?:can|could)) ?(?:i|we)?\b/i;
const ACCEPTS =
	/^(?:(?:yes|yeah|yep|ok(?:ay)?|right|good|great|perfect|oh|fine|then)[,.!\s]{1,3}){0,2}(?:please do(?: that| so)?|do (?:that|so|it)(?:,? please)?|yes,? please|please,? yes|go ahead|send (?:it|them|that)(?: over)?|bring (?:it|them))(?=[\s,.!]|$)/i;
/** "Yes, do that please.": what was offered becomes an ask. */
function isAcceptedOffer(said: readonly Said[], at: number): boolean {
	const one = said[at];
	if (!one || one.turn < 1 || !ACCEPTS.test(one.sentence.text) || wordCount(one.sentence.text) > 10) return false;
	const before = said.findLast((each, i) => i < at && each.turn < one.turn);
	if (!before || before.side === one.side) return false;
	// "Please do that" says by itself that something was offered.
	if (/\bdo\b[^.]{0,12}\bplease\b|\bplease do\b/i.test(one.sentence.text)) return true;
	return said.some((each) => each.turn === before.turn && OFFERS.test(each.sentence.text));
}

function promisedIn(said: readonly Said[], at: number, { cast, now, found }: Known): readonly Committed[] {
	const one = said[at];
	if (!one) return [];
	const { sentence, side, speaker } = one;
	const isDated = daysNamedIn(sentence.text, now).length > 0;
	// "I'll do the list; would you do the roles?" promises before it asks.
	// "Let me do you the figures, tomorrow?" asks for nothing but leave.
	const stated = LETS_ME.test(sentence.text) ? sentence.text : statementPart(sentence.text);
	const own = undertakenIn(stated, isDated).map((each): Committed => {
		const due =
			dueIn(sentence.text, { ...each, meets: true }, now) ??
			dueByWord(said, at, { part: each, now, found }) ??
			dueBeside(said, at, now);
		const text = sentence.text.slice(each.start, each.end);
		const who = each.by === "speaker" ? speaker : each.who;
		// A colleague may be ours by name in a text of theirs.
		const owner = each.who !== null && isOurs(each.who, cast) ? "us" : side;
		return { kind: "promise", ...placed(one, each), text, side, owner, who, due, said: one };
	});
	if ((own.length > 0 && !takesOn(sentence.text)) || /\?["'”)\]]{0,3}\s*$/.test(sentence.text)) return own;
	const taken = takenOn(said, at, { now, found });
	if (!taken) return own;
	const whole = placed(one, { start: 0, end: sentence.text.length });
	const due =
		dueIn(sentence.text, { start: 0, end: 1, meets: true }, now) ??
		dueByWord(said, at, { part: { start: 0, end: sentence.text.length }, now, found }) ??
		dueBeside(said, at, now) ??
		taken.due;
	return [{ kind: "promise", ...whole, text: taken.text, side, owner: side, who: speaker, due, said: one }];
}

const LETS_ME = /^(?:(?:ok(?:ay)?|so|well|then|right|and),?\s){0,2}let me\b/i;

/** The ask that a short answer takes on: «will do», «leave it with me», or a bare day where one was asked for. */
function takenOn(
	said: readonly Said[],
	at: number,
	{ now, found }: { readonly now: Instant; readonly found: readonly Committed[] },
): Committed | null {
	const one = said[at];
	if (!one || one.turn < 1 || (sameSpeakerBefore(said, at)?.turn === one.turn && at > 0 && isLate(said, at)))
		return null;
	const answersDay = dayAlone(one.sentence.text, now) !== null;
	if (!answersDay && !takesOn(one.sentence.text)) return null;
	const ask = found.findLast(
		(each) =>
			each.kind === "ask" &&
			each.owner === one.side &&
			isNear(each, one) &&
			each.said.speaker !== one.speaker &&
			(isRequest(each.text) || holds(each.text, CAN_YOU)),
	);
	if (ask) return ask;
	const before = said.findLast((each, i) => i < at && each.turn < one.turn);
	return answersDay && before && WHEN.test(before.sentence.text)
		? (found.findLast((each) => each.kind === "ask" && each.owner === one.side) ?? null)
		: null;
}
const CAN_YOU = /\b(?:can|could|would|will) (?:you|u|we|somebody|someone)\b|\bwhen\b(?=[^?]*\b(?:you|u|we)\b)/i;

/** Only the first two sentences of a turn answer the turn before. */
const isLate = (said: readonly Said[], at: number): boolean =>
	said[at - 2]?.turn === said[at]?.turn && said[at - 1]?.turn === said[at]?.turn;

const isNear = (ask: Committed, one: Said): boolean =>
	ask.said.turn < one.turn && one.turn - ask.said.turn <= ANSWERS_BACK_TURNS;
