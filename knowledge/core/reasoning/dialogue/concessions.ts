import { firstIn, holds } from "../matches.ts";
import type { Span } from "../span.ts";
import { type Heard, type Said, type Side, saidIn } from "./said.ts";

/** Something of value that one side offers or grants, and what it wants for it. */
export type Concession = Span & {
	readonly who: Side;
	readonly give: string;
	/** `null`: given for nothing. */
	readonly get: string | null;
};

/** What costs its giver something: money, time, risk or commitment. */
const GIVES_US =
	/\b(?:(?:\d[\d.,]*|five|ten|fifteen|twenty) ?(?:%|per ?cent) (?:off|discount|less|reduction)|discount|rebate|(?:come|go|drop|move) down|(?:lower|reduce|cut|waive|drop|halve|remove|strike|delete) (?:the |our |your )?[\p{L} -]{0,30}(?:fee|price|rate|charge|clause|penalty|minimum|set-?up)|(?:free of charge|for free|at no (?:extra )?(?:charge|cost)|without charge)|throw in|include (?:the |a |an )?[\p{L} -]{2,30}(?:free|at no|in the price)|extend (?:the )?(?:payment|trial|validity|term)|match (?:the|their|his) (?:price|offer)|hold (?:the|our) price|price (?:freeze|hold)|longer (?:payment )?terms?|net (?:45|60|90)|cap (?:the )?(?:increase|liability)|pay (?:the )?(?:travel|freight)|credit you|refund you)\b/iu;
const GIVES_THEM =
	/\b(?:(?:sign|commit|decide|order|start|pay)\b[^.,;?!]{0,60}\b(?:this (?:week|month|quarter)|by|before|for (?:two|three|four|five|\d+) years?|(?:two|three|five|\d+)[- ]years?|up ?front|in advance|annually|yearly|today|tomorrow|monday|tuesday|wednesday|thursday|friday|on the spot|the same day)|sign (?:it|today|tomorrow|straight away|at once|right away|for)|(?:two|three|four|five|\d+)[- ]year (?:term|contract|commitment|deal)|(?:more|additional|extra|\d+ more) (?:seats|licen[cs]es|users|sites|units)|(?:be|act as|give you|serve as) (?:a |your )?(?:reference|case study|testimonial)|case study|reference (?:call|visit|customer)|pay (?:in advance|up ?front|annually|within)|drop (?:the|our) (?:request|demand|other)|stop (?:the|our) (?:tender|search)|take (?:the|your) (?:larger|bigger|annual|full)|exclusiv\w+)\b/iu;
const OFFERS =
	/\b(?:(?:i|we)(?:['’]ll| will|['’]d| would| can| could| might| may| am (?:willing|prepared|ready) to| are (?:willing|prepared|ready|happy) to|['’]re (?:willing|prepared|ready|happy) to|['’]m (?:willing|prepared|ready|happy) to)|let me|happy to|consider it|you (?:can|may|['’]ll|will) (?:have|get))\b/iu;
const IF =
	/\b(?:if|provided(?: that)?|as long as|in (?:return|exchange) for|against|for (?=(?:a|the|your) (?:two|three|five|\d)[- ]year)|on condition that|so long as|once)\b/iu;
/** "Drop the fee and I'll sign today": what is wanted comes first, and what is given for it behind. */
const TRADES =
	/^(?<get>[^?]{4,160}?),? (?:and|then) (?<give>(?:i|we)(?:['’]ll| will|['’]d| would| can| could)\b[^?]{3,160})$/iu;
const DENIED = /\b(?:can(?:['’]?t|not)|won['’]t|will not|do not|don['’]t|never|no)\b/iu;
const PART_CHARS_MAX = 160;
const PER_TEXT_MAX = 6;
const READ_CHARS = 400;

/** [SA8] What either side gives, with what it wants for it in the same sentence; a wish that gives nothing is none. */
export function concessionsIn(heard: Heard, said: readonly Said[] = saidIn(heard)): readonly Concession[] {
	return said
		.flatMap(({ sentence, side }): readonly Concession[] => {
			const { text } = sentence;
			if (text.length > READ_CHARS || /\?\s*$/.test(text)) return [];
			const gives = side === "us" ? GIVES_US : GIVES_THEM;
			const found = tradeIn(text, gives) ?? grantIn(text, gives);
			return found ? [{ start: sentence.start, end: sentence.end, who: side, ...found }] : [];
		})
		.slice(0, PER_TEXT_MAX);
}

type Parts = { readonly give: string; readonly get: string | null };

function tradeIn(text: string, gives: RegExp): Parts | null {
	const trade = TRADES.exec(text)?.groups;
	if (
		trade?.give &&
		trade.get &&
		gives.test(trade.give) &&
		!/^(?:if|when|once)\b/i.test(trade.get) &&
		!/\b(?:i|we)\b/i.test(trade.get)
	)
		return { give: part(trade.give), get: part(trade.get) };
	const at = firstIn(text, IF);
	if (!at) return null;
	const [first, second] =
		at.index === 0 || /^(?:and|but|so|then|ok(?:ay)?)[,\s]+$/i.test(text.slice(0, at.index))
			? splitAt(text, at.index + at[0].length)
			: [text.slice(at.index + at[0].length), text.slice(0, at.index)];
	if (!OFFERS.test(second) || !gives.test(second) || DENIED.test(second)) return null;
	return { give: part(second), get: part(first) };
}

/** The condition, and what is promised for it behind the comma. */
function splitAt(text: string, from: number): readonly [string, string] {
	const comma = text.indexOf(",", from);
	return comma < 0 ? [text.slice(from), ""] : [text.slice(from, comma), text.slice(comma + 1)];
}

function grantIn(text: string, gives: RegExp): Parts | null {
	if (holds(text, IF) || !holds(text, OFFERS) || !gives.test(text) || holds(text, DENIED)) return null;
	return { give: part(text), get: null };
}

const part = (text: string): string =>
	text
		.replace(/^[\s,;:–—-]+|[\s,;:.!–—-]+$/g, "")
		.replace(/\s+/g, " ")
		.slice(0, PART_CHARS_MAX);
