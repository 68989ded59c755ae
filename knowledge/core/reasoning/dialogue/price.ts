import { firstIn, holds, matchesIn } from "../matches.ts";
/** One thing that somebody says in a haggle; `side` keeps the two apart, whoever they are. */
export type PriceTurn = { readonly side: string; readonly text: string };

/** A price that stands at the end of a talk. `agreed`: the other side said yes to it in words. */
export type AgreedPrice = { readonly price: number; readonly agreed: boolean; readonly turn: number };

type Offer = { readonly price: number; readonly side: string; readonly turn: number; readonly strength: number };

/** More figures than these in one turn is a list, or hostile. */
const FIGURES_MAX = 12;
const TURN_CHARS_MAX = 2_000;

const FIGURE =
	/(?<![\w.,])(?:(?<sign>[$€£]|usd|eur|gbp)\s?)?(?<digits>\d{1,3}(?:[,']\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,2})?)(?<scale>\s?k\b|\s?(?:grand|thousand)\b)?(?:\s?(?<after>[$€£]|dollars?\b|bucks?\b|euros?\b|pounds?\b|usd\b|eur\b|each\b|per month\b|a month\b|\/mo\b|cash\b|even\b|flat\b))?(?![\w])/giu;
/** What makes of a figure something else than a price: a size, an age, a number of things, a clock, a telephone. */
const UNIT_BEHIND =
	/^\s?(?:[-'"″′x×]|%|percent|miles?|mi\b|km|k miles|years?|yrs?|yr\b|months?(?! ?rent)|weeks?|days?|hours?|hrs?|minutes?|mins?|inch(?:es)?|in\.|feet|foot|ft|lbs?|pounds? (?:of|in)|kg|gb|tb|mb|mp|mpg|cc|hp|cyl|bed(?:room)?s?|bath(?:room)?s?|br\b|ba\b|sq|square|people|persons?|seats?|pieces?|pcs|items?|of (?:them|the|these|those)|pairs?|sets?|cases|covers|screens?|units?|times|am\b|pm\b|o['’]?clock|st\b|nd\b|rd\b|th\b|:\d|-\d|\/\d|owners?|doors?|speeds?|gallons?|watts?|volts?|stars?|blocks?|dogs?|cats?|kids|drawers?|bikes?|chairs?|tires?|wheels?|rows?|copies)/i;
const UNIT_BEFORE =
	/(?:\b(?:at|around|about|by|@|until|after|before) (?=\d{1,2}(?:$|\D)).{0,0}$|\b(?:size|model|year|version|mark|iphone|galaxy|hero|series|xbox|ps|windows|apt|unit|room|floor|number|phone|call(?: me)?(?: at)?|text(?: me)?(?: at)?|since|circa) $|#\s?$|\d[-. /]$|\/$|\d:$)/i;
/** Said of money that is no price of the thing: an extra, what was paid once, what others ask, a part that is taken off. */
const OTHER_MONEY_BEFORE =
	/\b(?:paid|bought (?:it|them|this)? ?for|cost (?:me|us)|costs? (?:about|around)?|worth|value (?:is|of)|(?:value|book) is (?:actually|about|around)?|valued at|retails? (?:for|at)?|new (?:is|was|for|at|they(?:['’]re| are))|originally|normally|usually|goes? for|sell(?:s|ing)? (?:for|online)|deposit (?:of|is)?|fee (?:of|is)?|utilities (?:are|of)|gas (?:money)?|shipping (?:is|of|for)|delivery (?:is|of|for)|save (?:you)?|knock(?:ed|ing)? (?:off |down |it down )?|drop (?:it |the price )?by|lower (?:it |the price )?by|discount of|reduce (?:it )?by|extra|additional|another|throw in (?:a |an )?|include (?:a |an )?|coupon|gift card|rebate|tip|found (?:one|it|them) (?:for|at)|(?:kbb|blue ?book|elsewhere|online|similar (?:ones?|cars?|items?)|others (?:are|go|sell)) [^.?!]{0,25})\s?$/i;
const OTHER_MONEY_BEHIND =
	/^\s?(?:off\b|less\b|more\b|lower\b|higher\b|below\b|discount|(?:as )?(?:an? )?(?:\w+ )?gift card|extra\b|down\b(?!\s+to)|deposit|coupon|gift|case\b|bill\b|in (?:gas|repairs?|change)|fee\b|credit|for (?:delivery|shipping|gas|the (?:delivery|shipping|gas|drive|trip)|my time|utilities)|(?:a|an|the) (?:hour|day)\b|profit|over (?:asking|list|that)\b)/i;

const YES =
	/\b(?:deal|sold|agreed?|accept(?:ed)?|you(?:['’]ve| have)? got (?:it|yourself|a deal)|i(?:['’]ll| will) take (?:it|that|them)|i(?:['’]ll| will) do (?:it|that)|sounds (?:good|great|fair|fine|perfect|like a (?:deal|plan)|reasonable|awesome|wonderful)|that(?:['’]s| is| will| would|['’]ll)? ?(?:be )?(?:works?|fine|perfect|great|fair|good|reasonable|ok(?:ay)?|acceptable|do(?:able)?|awesome|wonderful|a deal|super)|works for (?:me|us)|i (?:can|could|will|would) (?:do|accept|live with|manage|agree (?:to|with)|take) (?:that|it)|that (?:can|could|would|might|will|does) work|make (?:that|it) work|ok(?:ay)?|alright|sure|yes|yeah|yep|perfect|great|fine|absolutely|done|let['’]?s do (?:it|that)|fair enough|you win|i guess (?:so|that|i|we)|come (?:and )?get it|pick it up|when can (?:you|i)|it['’]?s yours|shake on it|good deal|be there|see you|send (?:me )?(?:the|an) offer|make (?:the|that|an) offer)\b/i;
const NO =
	/\b(?:no\b(?! problem| worries| doubt)|nope|nah|not (?:able|going|possible|enough|really|willing|quite|at that|for that|sure)|can(?:['’]?t|not)|could ?n['’]?o?t|won['’]?t|would ?n['’]?o?t|don['’]?t (?:think|want)|too (?:low|high|much|little|steep|expensive)|(?:bit|little|kind of|kinda|way|pretty) (?:low|high|steep)|unfortunately|sorry|lowball|firm|less than|higher than|lower than|how about|what about|would you|could you|can you (?:do|go|come)|meet (?:me|you|in)|split|instead|but\b)/i;
/** "Come down to", "the lowest I can go is": the words that put a price on the table. */
const PUTS =
	/\b(?:how about|what about|how (?:does|do|is)|what if|would (?:you|u) (?:take|accept|do|consider|be (?:willing|able|interested|open|ok(?:ay)?))|can (?:you|u|we|i) (?:do|go|get|offer|make|come|pay)|could (?:you|u|we|i)|i (?:can|could|will|would|['’]d|['’]ll) (?:do|go|give|offer|pay|take|accept|come|sell|let)|i(?:['’]ll| will|['’]d| would| can| could)|we (?:can|could|will)|(?:lowest|highest|best|most|least|max(?:imum)?|minimum)|for (?:it|you|both|all|only|just)?|offer|make it|call it|say|let['’]?s (?:do|say|make|meet|settle|go)|settle|meet (?:me|you|in the middle|halfway)|split the difference|come down|go (?:down|up|as)|drop|willing to|asking|price|deal|at|is)\b[^.?!]{0,40}$/i;
/** "I can't go lower than 500, but …": a price that is named first, and given up. */
const DENIED = /\b(?:can(?:['’]?t|not)|won['’]?t|could ?n['’]?t|not|no|too)\b[^.?!]{0,40}$/i;
const SPLIT = /\b(?:split the difference|meet (?:me |you |us )?(?:in the middle|half ?way)|half ?way)\b/i;
/** To be paid beside the price: "delivery for 20". */
const TOO_SMALL = 0.2;
const TOO_LARGE = 5;

/**
 * [SA6] The price that both sides end at, read from their words alone: the last one that was put on the table and said yes to,
 * else the last that was named. `null` where no price is named.
 */
export function agreedPriceIn(turns: readonly PriceTurn[]): AgreedPrice | null {
	const named = figuresIn(turns);
	const offers: Offer[] = [];
	let best: { offer: Offer; agreed: boolean } | null = null;
	for (const [turn, { side, text: whole }] of turns.entries()) {
		const text = whole.slice(0, TURN_CHARS_MAX);
		const standing = offers.findLast((each) => each.side !== side) ?? null;
		const own = ownPrice(text, { named: named.get(turn) ?? [], offers });
		const says = answerOf(text);
		if (
			turns.slice(0, turn).some((each) => each.side === side && each.text === whole && whole.length > REPEAT_CHARS_MIN)
		)
			continue;
		if (standing && holds(text, TAKES_THEIRS) && !/\boffer of\b/i.test(text)) best = { offer: standing, agreed: true };
		else if (own) {
			const offer: Offer = { ...own, side, turn };
			// "Sure, 40 it is": who takes the price up again takes it.
			if (standing?.price === own.price && says !== "no") best = { offer, agreed: true };
			// What was agreed is only opened again by another price that is put as one.
			else if (!best?.agreed || own.strength > 1) best = { offer, agreed: false };
			offers.push(offer);
		} else if (
			standing &&
			says === "yes" &&
			turns[turn - 1]?.side !== side &&
			!(best?.agreed && standing.turn <= best.offer.turn)
		)
			best = { offer: standing, agreed: true };
	}
	return best ? { price: best.offer.price, agreed: best.agreed, turn: best.offer.turn } : null;
}

/** So long a message is sent twice by a slip, and says nothing new. */
const REPEAT_CHARS_MIN = 20;
const TAKES_THEIRS = /\b(?:accept|take|go with|agree to) (?:your|ur|the|that) (?:offer|price|deal)\b/i;

type Table = { readonly named: readonly Named[]; readonly offers: readonly Offer[] };

/** What a turn puts on the table: a figure, a part taken off the last one, or the middle of the last two. */
function ownPrice(text: string, { named, offers }: Table): Pick<Offer, "price" | "strength"> | null {
	const [strongest] = [...named].sort((a, b) => b.strength - a.strength || b.at - a.at);
	if (strongest) return strongest;
	const last = offers.at(-1);
	const off = Number(
		firstIn(text, TAKEN_OFF)
			?.slice(1)
			.find((each) => each !== undefined) ?? Number.NaN,
	);
	if (last && off > 0 && off < last.price / 2) return { price: last.price - off, strength: 2 };
	const middle = holds(text, SPLIT) ? middleOf(offers) : null;
	return middle === null ? null : { price: middle, strength: 2 };
}
const TAKEN_OFF =
	/\b(?:take|knock|drop|get|give you|shave)\s(?:another |an extra )?[$€£]?(\d{1,5})\s?(?:dollars |bucks )?off\b|[$€£](\d{1,5}) (?:off|less)\b|\b(?:take|knock) off [$€£]?(\d{1,5})\b/i;

type Named = { readonly price: number; readonly strength: number; readonly at: number; readonly isMoney: boolean };

/** The prices of each turn; what is no price of the thing is left out, told by the words beside it and by the scale of the talk. */
function figuresIn(turns: readonly PriceTurn[]): ReadonlyMap<number, readonly Named[]> {
	const read = turns.map(({ text }) => moneyIn(text.slice(0, TURN_CHARS_MAX)));
	// A year that was told of as one is one wherever it is said.
	const years = new Set(read.flatMap(({ years: each }) => each));
	const found = read.map(({ named }) => named.filter(({ price, isMoney }) => isMoney || !years.has(price)));
	const all = found.flat();
	const sure = all.filter(({ strength }) => strength > 1);
	const anchor = medianOf((sure.length > 0 ? sure : all).map(({ price }) => price));
	return new Map(
		found.map((named, turn) => [
			turn,
			named.flatMap((each) => {
				const price = scaled(each.price, anchor);
				return price === null ? [] : [{ ...each, price }];
			}),
		]),
	);
}

const medianOf = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function moneyIn(text: string): { readonly named: readonly Named[]; readonly years: readonly number[] } {
	const found: Named[] = [];
	const years: number[] = [];
	for (const match of matchesIn(text, FIGURE)) {
		if (found.length >= FIGURES_MAX) break;
		const { sign, digits = "", scale, after } = match.groups ?? {};
		const [start, end] = [match.index, match.index + match[0].length];
		const [before, behind] = [text.slice(Math.max(0, start - 60), start), text.slice(end, end + 30)];
		const isMoney = sign !== undefined || after !== undefined;
		if (!isMoney && (UNIT_BEHIND.test(behind) || UNIT_BEFORE.test(before))) continue;
		if (!isMoney && isYear(digits, before, behind)) {
			years.push(Number(digits));
			continue;
		}
		if (OTHER_MONEY_BEFORE.test(before) || OTHER_MONEY_BEHIND.test(behind)) continue;
		const price = Number(digits.replace(/[,']/g, "")) * (scale ? 1_000 : 1);
		if (price > 0)
			found.push({
				price,
				strength: 1 + (isMoney ? 1 : 0) + (PUTS.test(before) ? 2 : 0) - (DENIED.test(before) ? 1 : 0),
				at: start,
				isMoney,
			});
	}
	return { named: found, years };
}

/** "A 2013 model", "since 2009": a year of the thing. */
const isYear = (digits: string, before: string, behind: string): boolean =>
	/^(?:19[5-9]\d|20[0-3]\d)$/.test(digits) &&
	(/\b(?:an?|my|the|your|since|in|from|year)\s$/i.test(before) || /^\s\p{Lu}\p{L}{2,}/u.test(behind));

/** "5k" was said before "4.9", and an age or a size is far from every price of the talk. */
function scaled(value: number, anchor: number): number | null {
	if (value >= anchor * TOO_SMALL && value <= anchor * TOO_LARGE) return value;
	const thousands = value * 1_000;
	return value < 100 && thousands >= anchor / 2 && thousands <= anchor * 2 ? thousands : null;
}

function middleOf(offers: readonly Offer[]): number | null {
	const last = offers.at(-1);
	const other = last && offers.findLast((each) => each.side !== last.side);
	return last && other ? (last.price + other.price) / 2 : null;
}

function answerOf(text: string): "yes" | "no" | null {
	const no = firstIn(text, NO);
	const yes = firstIn(text, YES);
	if (yes && (!no || yes.index < no.index)) return "yes";
	return no ? "no" : null;
}
