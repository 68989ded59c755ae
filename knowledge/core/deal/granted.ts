import type { Offer } from "../facts/offering.ts";
import { SENTENCES_MAX, type Sentence, sentencesIn } from "../reasoning/sentences.ts";
import {
	ASKED,
	agreesOnPrice,
	grants,
	HAVING,
	isPending,
	mayStandBeside,
	OURS,
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
};

/**
 * [JU9] [JU12] A sentence of ours that speaks of money is refused, unless it clearly tells again what the buyer said, says
 * that a person decides, or states a sum of the offer. It is no list of what is forbidden: what is not understood falls.
 */
export function grantedIn(own: string, { theirs, offer, names }: Against): Granted | null {
	const text = withoutNames(plainOf(own), names);
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
	let before: Sentence | null = null;
	for (const sentence of sentences) {
		const never = neverIn(sentence.text);
		if (never) return { rule: "JU12", reason: `"${cut(never)}" promises what only a person may promise` };
		const found = judgeSentence(sentence.text, { named, isOffered });
		if (found) return found;
		if (agreesOnPrice(sentence.text)) return { rule: "JU12", reason: `"${cut(sentence.text)}" agrees on a price` };
		const isMoney = sentence.text.includes(MONEY) || mentionsOf(sentence.text, named).some((each) => !isOffered(each));
		const follows = before !== null;
		if ((isMoney || follows) && saysYesToIt(sentence.text.replaceAll(MONEY, " ").replaceAll(OTHER, " ")))
			return { rule: "JU12", reason: `"${cut(sentence.text)}" says yes to a price` };
		const isOther = !isMoney && sentence.text.includes(OTHER);
		if (isMoney) before = sentence;
		else if (isOther || before?.paragraph !== sentence.paragraph) before = null;
	}
	return null;
}

/** A bare figure that the offer counts by is no price, whatever the buyer named. */
const isCount = ({ text, minor }: Mention, counted: ReadonlySet<number>): boolean =>
	minor !== null && /^\d[\d.,’' ]*$/.test(text) && counted.has(minor / 100);

/** Where the buyer's own words stood: about money, and about anything else. Of private use, and taken out of what came in. */
const MONEY = "\uE000";
const OTHER = "\uE001";

type Told = { readonly named: Named; readonly isOffered: (mention: Mention) => boolean };

function judgeSentence(text: string, { named, isOffered }: Told): Granted | null {
	const mentions = mentionsOf(text, named);
	const open = mentions.filter((each) => !isOffered(each));
	if (open.length === 0) return null;
	const [first] = open;
	const yes = grants(text);
	const clauses = clausesOf(text);
	let wasExcused = false;
	for (const clause of clauses) {
		const here = mentions.filter((each) => clause.start <= each.start && each.start < clause.end);
		const ours = here.filter((each) => !isOffered(each));
		const words = text.slice(clause.start, clause.end);
		const [mine] = ours;
		if (!mine) {
			const isOurs = here.length === 0 && !isPending(words) && !RETOLD.test(words) && !mayStandBeside(words);
			if (isOurs) return refusal(first ?? null, text);
			wasExcused = isPending(words);
			continue;
		}
		const isExcused: boolean =
			ours.every((each) => isTheirs(each, named)) &&
			(retells(text, clause, mine) || isPending(words) || (wasExcused && isNoMore(words, ours, clause.start)));
		wasExcused = isExcused;
		if (!isExcused || yes) return refusal(mine, text);
	}
	return null;
}

const refusal = (mention: Mention | null, text: string): Granted =>
	mention === null || mention.kind === "words"
		? { rule: "JU12", reason: `"${cut(mention?.text ?? text)}" promises what only a person may promise` }
		: { rule: "JU9", reason: `"${cut(mention.text)}" states a price that the draft does not offer` };

/** Figures alone are money where the sentence grants or states a price; a percentage alone is one of their business. */
function mentionsOf(text: string, named: Named): readonly Mention[] {
	const isPriced = grants(text) || (OURS.test(text) && !ASKED.test(text));
	const all = mentionsIn(text, { named, bare: isPriced });
	const isOurs = isPriced || /\b(?:we|us|our|i|my)\b/i.test(text) || all.some((each) => each.kind === "words");
	return all.filter(
		(each) => each.kind !== "percent" || isOurs || (each.minor !== null && named.percents.has(each.minor)),
	);
}

/** «You named EUR 5»: who said it stands before it, in the same clause, and nothing in the clause states our price. */
function retells(text: string, clause: { readonly start: number; readonly end: number }, mention: Mention): boolean {
	const words = text.slice(clause.start, clause.end);
	if (OURS.test(words) && !ASKED.test(words)) return false;
	const lead = text.slice(clause.start, mention.start);
	return RETOLD.test(`${lead} `) || (isSum(mention) && HAVING.test(lead)) || TODAY.test(words);
}
const TODAY =
	/\byou (?:pay|spend|lose|have)\b[^.]{0,60}\b(?:today|now|currently|at present|at the moment|so far|already|set aside|available)\b/i;

/** Of one seat it would be a price, and no budget. */
const isSum = ({ kind, text }: Mention): boolean => kind === "sum" && !/\b(?:per|a|each|an|every)\b|\//i.test(text);

/** «You named EUR 3,000 and EUR 12,000»: the second clause holds the figure and nothing else. */
function isNoMore(words: string, mentions: readonly Mention[], from: number): boolean {
	const rest = mentions
		.toReversed()
		.reduce((left, each) => `${left.slice(0, each.start - from)} ${left.slice(each.end - from)}`, words);
	return /^[\s,.;:()?!–—-]*(?:(?:and|or|also|of|for|about|around|even|a|an|the|per|year|month|in all|then|total)[\s,.;:()?!–—-]*)*$/i.test(
		rest.slice(0, 80),
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
