import { namedIn } from "#knowledge/agents/writing/match.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offering } from "#knowledge/core/facts/offering.ts";

/** What a mail is about stands in its first pages. */
export const WISHES_CHARS_MAX = 8_000;

export const AS_AN_OPTION =
	/\b(?:as (?:an? )?(?:option|extra|add-?on|alternative)|optional(?:ly)?|not in the (?:total|sum)|(?:separately|apart) from the rest|^option\b)/i;

const NOT_WANTED =
	/\b(?:drop(?:ped|ping)?|(?:leave|take|keep|cut) (?:[\w-]+ ){0,4}out\b|left out|no longer (?:need|want)|(?:do|does|did|would|will)(?:n['’]?t| not) (?:need|want|like|include|quote|price|buy|take)|not interested in|skip\b|exclud\w+|no need (?:for|of)|forget (?:about )?|do without|not (?:needed|wanted|required))/i;

const sentencesOf = (text: string): readonly string[] =>
	text
		.slice(0, WISHES_CHARS_MAX)
		.replace(/(?<![\n.:])\n(?!\s*[-*•\d\n])/g, " ")
		.split(/(?<=[.?!])\s|\n/);

/** What they say that they do not want, here or before: it is neither priced nor praised. To ask for it again brings it back. */
export function unwantedIn(input: SkillInput, mail: string): readonly Offering[] {
	const { offerings } = input.catalogue;
	const here = sentencesOf(mail);
	const refused = namedOf(here.filter(isRefusal), offerings);
	const wanted = namedOf(
		here.filter((each) => !isRefusal(each)),
		offerings,
	);
	const before = input.facts
		.filter((fact) => fact.state !== "contradicted" && !fact.key.startsWith("strategy."))
		.flatMap((fact) => [fact.value ?? "", ...fact.evidence.map((each) => each.quote ?? "")])
		.flatMap(sentencesOf)
		.filter(isRefusal);
	return offerings.filter(
		(each) => refused.includes(each) || (namedOf(before, offerings).includes(each) && !wanted.includes(each)),
	);
}

const isRefusal = (sentence: string): boolean => NOT_WANTED.test(sentence) && !AS_AN_OPTION.test(sentence);

/** Words of the sentences that refuse something. */
export const refusedWords = (mail: string): ReadonlySet<string> =>
	new Set(sentencesOf(mail).filter(isRefusal).flatMap(stemsOf));

/** What they want priced apart from the rest, and not in the sum. */
export function optionsIn(texts: readonly string[], offerings: readonly Offering[]): readonly Offering[] {
	const named = texts
		.flatMap(sentencesOf)
		.filter((sentence) => AS_AN_OPTION.test(sentence))
		.flatMap((sentence) => {
			// «Desk, and Lens as an option»: the words right beside it say which.
			const clause = sentence.split(/[,;:]|\band\b/).filter((each) => AS_AN_OPTION.test(each));
			const near = namedOf(clause, offerings);
			return near.length > 0 ? near : namedOf([sentence], offerings);
		});
	const options = offerings.filter((each) => named.includes(each));
	return options.length < offerings.length ? options : [];
}

function namedOf(sentences: readonly string[], offerings: readonly Offering[]): readonly Offering[] {
	const { whole, byWord } = namedIn(sentences.join("\n"), offerings);
	return whole.length > 0 ? whole : byWord;
}

const YEARLY =
	/\b(?:(?:pay\w*|paid|bill\w*|invoic\w*) (?:\w+ ){0,2}?(?:yearly|annually|per year|by the year|once a year|(?:a |one )?year (?:upfront|up front|in advance)|in advance)|yearly in advance|annual (?:payment|prepayment|billing|invoice|upfront)|(?:upfront|prepaid) for the year)\b/i;
const MONTHLY =
	/\b(?:pay\w*|paid|bill\w*|invoic\w*) (?:\w+ ){0,2}?(?:monthly|by the month|every month|per month)\b|\bmonthly (?:payment|billing|invoic\w+)\b/i;
const PER_YEAR = /\b(?:per year|a year|per annum|annual\w*|yearly|p\.a\.)(?!\w)/i;
const PER_MONTH = /\b(?:per month|a month|monthly)\b/i;
const BOTH = /\bboth\b[^.\n]{0,60}\b(?:month|year)|\b(?:as well as|and also|alternatively|or else)\b|\balso\b/i;

/** How they want to pay, and how else they want to see it. */
export type Payment = { readonly first: "year" | "month" | null; readonly second: "year" | "month" | null };

export function paymentIn(mail: string, asks: readonly string[]): Payment {
	const text = mail.replace(/\s+/g, " ");
	const asked = asks.join(" ");
	const said = [
		{ period: "year" as const, at: text.search(YEARLY) },
		{ period: "month" as const, at: text.search(MONTHLY) },
	].filter((each) => each.at >= 0);
	const [one, other] = said.sort((a, b) => a.at - b.at);
	const isBoth = (from: number, to: number): boolean => BOTH.test(text.slice(Math.max(0, from - 30), to + 30));
	if (one && other) return { first: one.period, second: isBoth(one.at, other.at) ? other.period : null };
	if (/\b(?:both )?yearly and monthly\b/i.test(text)) return { first: "year", second: "month" };
	if (/\b(?:both )?monthly and yearly\b/i.test(text)) return { first: "month", second: "year" };
	if (one) return { first: one.period, second: null };
	const first = PER_YEAR.test(asked) ? "year" : PER_MONTH.test(asked) ? "month" : null;
	return { first, second: null };
}
