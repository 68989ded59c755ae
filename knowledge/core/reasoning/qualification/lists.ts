import { holds } from "../matches.ts";
import type { Sentence } from "../sentences.ts";

/** A sentence with the line that announced it, where it is an item of a list. */
export type Listed = {
	readonly sentence: Sentence;
	readonly heading: string | null;
	/** One of several lines that each name a part and what it weighs. */
	readonly weighted: boolean;
};

/** "I will decide on three points." What comes after it may be counted in words. */
const ANNOUNCES =
	/\b(?:two|three|four|five|six|several|a few|the following|these|\d) (?:\w{3,12} )?(?:points|things|criteria|conditions|factors|steps|reasons|questions|problems)\b[^.:?]{0,40}[.:]\s*$/i;
const COUNTED =
	/^(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|finally|last(?:ly)?|one|two|three|four|five)[,:]\s/i;
/** Items that are counted in words stand near the line that announces them. */
const ITEMS_WITHIN = 12;
const WEIGHT = /^[\p{L}][^.?!]{1,60}?[:,–—-]?\s\(?\d{1,3}\s?(?:%|percent|per cent|points?|pts)\)?[.,;]?$/iu;

/** A row of a sheet of scores: what is weighed, its weight, and a short cell for each who is compared. */
const SCORED = /^[\p{L}][\p{L}\d /&-]{1,50}?\s{1,4}\d{1,3}\s?%(?:\s{1,4}[^\s]{1,12}){1,8}\s?$/iu;
const isWeighed = (text = ""): boolean => WEIGHT.test(text.slice(0, 90)) || SCORED.test(text.slice(0, 120));

const HEADING_WORDS_MAX = 6;

/** A line that ends in a colon; or one of a few words, without a stop, right above items. */
function headingOf({ text }: Sentence, next: Sentence | undefined): string | null {
	if (/:\s*$/.test(text)) return text;
	return next?.bullet && !/[.?!,;]\s*$/.test(text) && text.split(/\s+/).length <= HEADING_WORDS_MAX ? `${text}:` : null;
}

/** Which sentences are items, by bullets or by counting words, and of which list. */
export function listedIn(sentences: readonly Sentence[]): readonly Listed[] {
	let heading: string | null = null;
	let announced: { readonly text: string; readonly at: number } | null = null;
	return sentences.map((sentence, i) => {
		if (!sentence.bullet) heading = headingOf(sentence, sentences[i + 1]);
		if (announced && i - announced.at > ITEMS_WITHIN) announced = null;
		// What an item goes on to say is no item.
		const previous = sentences[i - 1];
		const goesOn = sentence.bullet && previous?.bullet === true && previous.paragraph === sentence.paragraph;
		const counted = announced ? COUNTED.exec(sentence.text) : null;
		if (holds(sentence.text, ANNOUNCES)) announced = { text: sentence.text.replace(/[.:]\s*$/, ":"), at: i };
		const weighted =
			(holds(sentence.text, WEIGHT) || SCORED.test(sentence.text.slice(0, 120))) &&
			[i - 1, i + 1].some((n) => isWeighed(sentences[n]?.text));
		if (!counted || sentence.bullet || !announced) return { sentence, heading: goesOn ? null : heading, weighted };
		const text = sentence.text.slice(counted[0].length);
		return { sentence: { ...sentence, text, bullet: true }, heading: announced.text, weighted };
	});
}

const SUM = String.raw`(?:[A-Z]{3} ?|[€$£] ?)?\d[\d.,]{0,12} ?(?:k|m|million|thousand)?\b`;
const POWER = String.raw`(?:approv\w{1,3}|board|committee|signs?|decides?|tender|quotes|procurement|votes?)`;

/** From which sum on somebody has to agree, and up to which one may without, is no money that they have: «above 50k the board decides», «signs off anything above 50k». */
export const LIMIT_OF_POWER = new RegExp(
	String.raw`^(?:above|over|beyond|(?:anything|everything|all) (?:above|over|beyond)|from) ${SUM}[^.;?]{0,60}\b${POWER}\b|\b(?:approv(?:e|es|al (?:of|for))|signs?(?: off)?(?: on)?|decides?(?: on)?|authoris(?:e|es)|authoriz(?:e|es)|agrees? to|releases?|countersigns?) (?:(?:anything|everything|all|any (?:sum|amount|order|contract|purchase)|sums|amounts|orders|contracts|purchases|what is|whatever is) )?(?:that (?:is|goes) )?(?:above|over|beyond|under|below|up to|more than|less than|exceeding) (?:about |around )?${SUM}`,
	"i",
);
