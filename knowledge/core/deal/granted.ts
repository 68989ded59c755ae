import type { Offer } from "../facts/offering.ts";
import { SENTENCES_MAX, type Sentence, sentencesIn } from "../reasoning/sentences.ts";
import { tellingWords } from "../reasoning/support/words.ts";
import {
	ASKED,
	agreesOnPrice,
	grants,
	isDenied,
	isLeftOpen,
	isPending,
	mayStandBeside,
	OURS,
	READ_SO,
	RETOLD,
	saysYesToIt,
} from "./commercial.ts";
import { allLines, amountsOf } from "./pricing.ts";
import { type Mention, mentionsIn, type Named, namedBy, neverIn, percentsIn, wordsIn } from "./stated.ts";

export type Granted = { readonly rule: "JU9" | "JU12"; readonly reason: string };

/** What a draft is held against: the buyer's words and what is known, the offer, and names that are no words of ours. */
export type Against = {
	readonly theirs: string;
	readonly offer: Offer | null;
	readonly names: readonly string[];
	/** Sentences of the catalogue: what one says of money in other words is no grant. */
	readonly kept: readonly string[];
	/** Competitors: that one of them may be cheaper lowers no price of ours. */
	readonly rivals: readonly string[];
};

/**
 * [JU9] [JU12] A sentence of ours that speaks of money is refused, unless it tells again what the buyer said, leaves it to a
 * person, or states a sum of the offer. A figure of the buyer's own business stands where nothing makes a price of it; what
 * they wish of our price has to be told as theirs. What is not understood falls.
 */
export function grantedIn(own: string, { theirs, offer, names, kept, rivals }: Against): Granted | null {
	const text = ofRivals(withoutNames(plainOf(own), names), rivals);
	const sentences = sentencesIn(text, [{ start: 0, end: text.length }]);
	if (sentences.length >= SENTENCES_MAX) return { rule: "JU12", reason: "the draft is too long to be read to its end" };
	const named = namedBy(theirs);
	const offered = offer === null ? [] : amountsOf(offer).filter((each) => each.minor > 0);
	// Without its currency a sum of the offer could be told of anything, and nobody would compare it.
	const fits = (minor: number | null, currency: string | null): boolean =>
		minor === null || offered.some((each) => each.minor === minor && currency === each.currency);
	const counted = new Set(offer === null ? [] : allLines(offer).flatMap((line) => [line.quantity, line.periods]));
	const isOffered = (each: Mention): boolean =>
		each.kind === "sum" &&
		offer !== null &&
		((fits(each.minor, each.currency) && fits(each.maxMinor, each.currency)) || isCount(each, counted));
	const says = saidBy(kept);
	let before: Sentence | null = null;
	for (const sentence of sentences) {
		const never = neverIn(sentence.text);
		if (never) return { rule: "JU12", reason: `"${cut(never)}" promises what only a person may promise` };
		const found = judgeSentence(sentence.text, { named, isOffered, says });
		if (found) return found;
		if (agreesOnPrice(sentence.text) && !isSaid(sentence.text, kept))
			return { rule: "JU12", reason: `"${cut(sentence.text)}" agrees on a price` };
		const isMoney =
			sentence.text.includes(MONEY) ||
			mentionsOf(sentence.text, named).some((each) => !isOffered(each) && !isOfTheirBusiness(each, named));
		const follows = before !== null;
		if ((isMoney || follows) && saysYesToIt(sentence.text.replaceAll(MONEY, " ").replaceAll(OTHER, " ")))
			return { rule: "JU12", reason: `"${cut(sentence.text)}" says yes to a price` };
		const isOther = !isMoney && sentence.text.includes(OTHER);
		if (isMoney) before = sentence;
		else if (isOther || before?.paragraph !== sentence.paragraph) before = null;
	}
	return null;
}

/** «You can pay per million active subscribers» where the catalogue has it: the words that speak of money, and most others. */
function saidBy(kept: readonly string[]): Told["says"] {
	const known = kept.map((each) => new Set(tellingWords(each)));
	return (sentence, mention) => {
		const clause = clausesOf(sentence).find(({ start, end }) => start <= mention.start && mention.start < end);
		const words = tellingWords(clause ? sentence.slice(clause.start, clause.end) : sentence);
		const spoken = tellingWords(mention.text);
		return known.some(
			(each) =>
				spoken.every((word) => each.has(word)) &&
				words.length > 2 &&
				words.filter((word) => each.has(word)).length >= words.length * KEPT_SHARE,
		);
	};
}
const KEPT_SHARE = 0.6;

/** «Yes, you can see it before launch: …» of what the catalogue says, where no price of ours is spoken of. */
const isSaid = (sentence: string, kept: readonly string[]): boolean => {
	const words = tellingWords(sentence);
	return (
		!OURS.test(sentence) &&
		wordsIn(sentence).length === 0 &&
		!/\b(?:we|us|our|i|what you|you (?:name|ask|want|offer|propose)\w*|(?:discount|price|fee|pay)\w*)\b/i.test(
			sentence,
		) &&
		kept.some((each) => {
			const known = new Set(tellingWords(each));
			const said = words.filter((word) => known.has(word)).length;
			return said >= SAID_MIN && said >= words.length * SAID_SHARE;
		})
	);
};
const SAID_MIN = 6;
const SAID_SHARE = 0.45;

/** «Shopcadence may well be cheaper»: of a competitor, in a sentence that says nothing of us. */
const ofRivals = (text: string, rivals: readonly string[]): string =>
	rivals.reduce(
		(left, each) =>
			left
				.split(`${each} `)
				.map((part, i) =>
					i > 0 && !/\b(?:we|us|our|i)\b/i.test(part.split(/[.?!]/)[0] ?? "")
						? part.replace(/^(?:may|might|could|can|will|would)(?: (?:well|indeed|also))? be cheaper\b/, "may be so")
						: part,
				)
				.join(`${each} `),
		text,
	);

/** A bare figure that the offer counts by is no price, whatever the buyer named. */
const isCount = ({ text, minor }: Mention, counted: ReadonlySet<number>): boolean =>
	minor !== null && /^\d[\d.,’' ]*$/.test(text) && counted.has(minor / 100);

/** Where the buyer's own words stood: about money, and about anything else. Of private use, and taken out of what came in. */
const MONEY = "\uE000";
const OTHER = "\uE001";

type Told = {
	readonly named: Named;
	readonly isOffered: (mention: Mention) => boolean;
	/** Whether the catalogue says what a sentence says with these words. */
	readonly says: (sentence: string, mention: Mention) => boolean;
};

function judgeSentence(text: string, { named, isOffered, says }: Told): Granted | null {
	const mentions = mentionsOf(text, named);
	const open = mentions.filter(
		(each) =>
			!isOffered(each) && (each.kind !== "words" || !(isAsking(text) || isWondered(text, each) || says(text, each))),
	);
	const clauses = clausesOf(text);
	const clauseOf = ({ start }: Mention): string => {
		const found = clauses.find((clause) => clause.start <= start && start < clause.end);
		return found ? text.slice(found.start, found.end) : text;
	};
	const isPriced = MAKES_PRICE.test(text);
	const isThanked =
		THANKED.test(text) && !grants(text) && !/\b(?:we|our|us|i|you(?:['’]ll)?(?= (?:pay|get|have)\b))\b/i.test(text);
	const ours = open.filter(
		(each) => !isOfTheirBusiness(each, named) || isPriced || (!isThanked && pricesIt(clauseOf(each))),
	);
	const [first] = ours;
	if (!first) return null;
	const foreign = ours.find((each) => !isTheirs(each, named));
	if (foreign) return refusal(foreign, text);
	if (isDenied(text)) return null;
	const stated = ours.find(
		(each) => OURS.test(clauseOf(each)) && !ASKED.test(clauseOf(each)) && !isPending(clauseOf(each)),
	);
	if (stated || grants(text) || !isLeftOpen(text)) return refusal(stated ?? first, text);
	const isList = READ_SO.test(text);
	return clauses.some(
		(clause) =>
			(!isList ||
				/\b(?:we|us|our|i|you (?:get|have|pay|will|can|may))\b/i.test(
					text.slice(clause.start, clause.end).replace(/^.*:/, ""),
				)) &&
			isOurWord(text.slice(clause.start, clause.end), clause.start, mentions),
	)
		? refusal(first, text)
		: null;
}

/** «Thanks for the numbers: USD 48,000 for everything, …» tells their figures again. */
const THANKED =
	/^\W*(?:thank you|thanks|many thanks)(?: very much| a lot)? for (?:the|your|these|those) (?:\w+ )?(?:numbers?|figures?|budget|details)\b/i;

/** «Is training included in what you compare?» asks; «would a free month help?» offers. */
const isAsking = (text: string): boolean =>
	/\?\W{0,3}$/.test(text) &&
	!/\b(?:would|shall|should|could|can|how about|what if|what about|suppose|we|i)\b/i.test(text);

/** «Whether that covers your set-up I will confirm»: nothing is said of what is asked. */
const isWondered = (text: string, { start }: Mention): boolean =>
	/\bwhether\b[^,;.:]*$/i.test(text.slice(0, start)) && !/\bwhether or not\b/i.test(text);

/** Beside their figure stands a clause that says neither what they said nor what is left to a person. */
function isOurWord(words: string, from: number, mentions: readonly Mention[]): boolean {
	if (mentions.some((each) => from <= each.start && each.start < from + words.length)) return false;
	return (
		!isPending(words) && !RETOLD.test(words) && !NO_VERB.test(words) && !mayStandBeside(words) && !LEAVES.test(words)
	);
}
/** What may be said of their wish: that it went to somebody, that we say nothing of it, what else we speak of. */
const LEAVES =
	/^\W*(?:and |then |or )?(?:tell|write|answer|come back|let you know|check|ask)\b|\bkeep (?:that|it|this) in mind\b|\b(?:whether|cannot|colleagues?|manag\w+|lawyers?|passed|forwarded|noted|not|n['’]t|never|nothing|rather|instead|question|understand|hear|see|read|clear|talk|speak|ask|asked|thank\w*|matters?|worth|there|these|those|here|where|how)\b|\bwhat (?:has|have|is|are|needs?|must|should|else)\b/i;

/** A further thing of a list: it says nothing of anybody. */
const NO_VERB =
	/^(?!.*\b(?:we|us|our|i|my|it|you|is|are|was|will|can|could|would|be|get|gets|have|has|do|does|works?|fine|yes|agreed|done|granted|yours|ok|okay|accepted|confirmed|approved|gladly|possible|included|free|guaranteed|settled|less|it)\b)/i;

/** A figure that the buyer told of what they have, lose or spend: no wish about our price. */
const isOfTheirBusiness = ({ kind, minor, maxMinor }: Mention, { own }: Named): boolean =>
	kind === "sum"
		? minor !== null && own.minors.has(minor) && (maxMinor === null || own.minors.has(maxMinor))
		: kind === "percent" && minor !== null && own.percents.has(minor);

/** «EUR 9 a ticket, which is fine», «…, and that is our price»: said of it in the next clause. */
const MAKES_PRICE =
	/\b(?:which|and (?:that|this|it)) (?:is|are|works?|would be|sounds) ?(?:fine|ok|okay|good|agreed|acceptable|possible|yours|our \w+|for us)?\b(?=\W*$)|\b(?:our|your) (?:\w+ )?(?:price|rate|fee|quote)\b/i;

/** Words that make a price of ours of any figure. */
const pricesIt = (clause: string): boolean =>
	(OURS.test(clause) && !ASKED.test(clause)) ||
	/\b(?:it is|works?|fine|agreed|deal|accept\w*|ok|okay|yes|can do|match\w*|meets?|covers?|yours(?! to\b)|possible|granted|suits?|settled)\b/i.test(
		clause,
	) ||
	/\byou(?:['’]ll| will| would| can)? (?:pay|get|owe)\b/i.test(clause) ||
	/\byou have\b.*\b(?:per|an?|each|every) (?:seat|user|agent|head|person|licen[cs]e|site|unit|month|year)\b/i.test(
		clause,
	) ||
	/^\W*(?:that|this|it|which|all)\b.{0,20}\b(?:is|makes|comes|would be|will be|amounts|costs)\b/i.test(clause) ||
	/\b(?:for (?:all|everything)|all in|in all|altogether|in total)\b/i.test(clause) ||
	(/\b(?:we|our|us)\b/i.test(clause) && !/\b(?:understand|understood|hear|note|noted|see|know|read)\b/i.test(clause));

const refusal = (mention: Mention | null, text: string): Granted =>
	mention === null || mention.kind === "words"
		? {
				rule: "JU12",
				reason: `"${cut(mention?.text ?? text)}" promises what only a person may promise, in "${text.slice(0, SHOWN_CHARS)}"`,
			}
		: {
				rule: "JU9",
				reason: `"${cut(mention.text)}" states a price that the draft does not offer, in "${text.slice(0, SHOWN_CHARS)}"`,
			};
const SHOWN_CHARS = 220;

/** Figures alone are money where the sentence grants or states a price; a percentage alone is one of their business. */
function mentionsOf(text: string, named: Named): readonly Mention[] {
	const isPriced = grants(text) || (OURS.test(text) && !ASKED.test(text));
	const all = mentionsIn(text, { named, bare: isPriced });
	const hasWords = all.some((each) => each.kind === "words");
	const isOfPrice =
		hasWords || OURS.test(text) || /\b(?:off|discount\w*|less|cheaper|lower|price\w*|list|pay)\b/i.test(text);
	return all.filter(
		(each) =>
			each.kind !== "percent" ||
			(each.minor !== null && named.percents.has(each.minor)) ||
			(isOfPrice && !isOfTheirBusiness(each, named)),
	);
}

function isTheirs({ kind, minor, maxMinor }: Mention, { minors, percents }: Named): boolean {
	if (kind === "words" || minor === null) return true;
	if (kind === "percent") return true;
	return minors.has(minor) || percents.has(minor / 100) || (maxMinor !== null && minors.has(maxMinor));
}

type Clause = { readonly start: number; readonly end: number };

const BREAK =
	/[,;:()–—=]\s|\s-\s|\s(?=(?:and(?! (?:month|year)\b)|but|so|then|which|hence|therefore|because|since|thus|while)\s)/gi;

function clausesOf(text: string): readonly Clause[] {
	const ends = [...text.matchAll(BREAK)].map((match) => match.index + match[0].length);
	return [...ends, text.length].map((end, i) => ({ start: ends[i - 1] ?? 0, end }));
}

/** Letters that look like others, and signs that nobody sees, would hide a word from what reads it. */
const plainOf = (text: string): string => text.normalize("NFKC").replace(/\p{Cf}/gu, "");

/** «Free tier», «Half-day workshop»: what a thing is called promises nothing. */
const withoutNames = (text: string, names: readonly string[]): string =>
	[...names]
		.filter((each) => each.length >= 3)
		.sort((a, b) => b.length - a.length)
		.reduce((left, each) => left.replaceAll(each, "the item"), text);

const cut = (text: string): string => text.slice(0, 80).trim();

/**
 * A draft whose repeated words are marked and not only left out: what is said next may be a yes to them. Between quotation
 * marks, after «as you put it:», and at the head of a line that answers it, the buyer's words are the buyer's.
 */
export function markedWords(body: string, theirs: string): string {
	const source = wordsOf(theirs);
	const has = (words: string): boolean => wordsOf(words).length > 0 && source.includes(wordsOf(words));
	const mark = (words: string): string =>
		`${isAboutMoney(words) ? MONEY : OTHER}${/[.?!…]["']?$/.test(words.trim()) ? ". " : " "}`;
	return body
		.replaceAll(MONEY, "")
		.replaceAll(OTHER, "")
		.replace(/"([^"]{1,300})"/g, (whole, words: string) => (has(words) ? mark(words) : whole))
		.replace(INTRODUCED, (whole, intro: string, words: string) => {
			const ends = [...words.matchAll(/[.?!…](?=\s|$)/g)].map((match) => match.index + 1).slice(0, 8);
			const end = [...new Set([words.length, ...ends])].sort((a, b) => b - a).find((at) => has(words.slice(0, at)));
			return end === undefined ? whole : `${intro}${mark(words.slice(0, end))}${words.slice(end)}`;
		})
		.replace(/^(\s{0,4}[-*•] )([^:\n]{3,120}): /gm, (whole, bullet: string, words: string) =>
			has(words) ? `${bullet}${mark(`${words}:`)}: ` : whole,
		);
}
const INTRODUCED = /((?:as you (?:put|wrote|said|described) it|(?:from|in) your own words): )([^\n]{1,400})/gi;

/** Words alone: what ends a sentence, or stands around a quote, is nobody's. */
const wordsOf = (text: string): string =>
	text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}%€$£¥]+/gu, " ")
		.trim();

const isAboutMoney = (words: string): boolean =>
	mentionsIn(words, { named: namedBy(""), bare: true }).length > 0 ||
	percentsIn(words).length > 0 ||
	wordsIn(words).length > 0 ||
	/\b(?:pric\w{1,4}|costs?|fees?|terms?|contract|budget|pay\w{0,4}|cheap\w*|expensive)\b/i.test(words);
