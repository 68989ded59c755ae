import { AMOUNT_NOT_STATED, NONE_YET } from "../../facts/exit-criteria.ts";
import type { Amount } from "../entities/amounts.ts";
import { formatMinor } from "../entities/currencies.ts";
import { wordNumbers } from "../entities/numbers.ts";
import { firstIn, holds, matchesIn } from "../matches.ts";
import { clauseAt, stanceAt } from "../modality.ts";
import { overlaps, type Span } from "../span.ts";
import { confidenceAt, type Finding, labelOf, type Remark } from "./remark.ts";

/** What a sum is about is told by the nearest word that has to do with money. */
const ROLES: readonly (readonly ["budget" | "loss" | "price" | "revenue" | "current" | "other", RegExp])[] = [
	[
		"budget",
		/\bbudget(?:s|ed|ing)?\b|\b(?:set|put|laid)\b[^.;]{0,40}\baside\b|\b(?:planned|reckoned|calculated|counted) (?:for|with|on)\b|\bgerechnet\b|\beingeplant\b|\bprévus?(?=\s|$|[.,])|\bbids? (?:above|over|exceeding)\b|\bupper limit\b|\bprice cap\b|\ballocat(?:ed|ion)\b|\bearmarked\b|\bring-?fenced\b|\bfund(?:s|ed|ing)\b|\b(?:can|could|able to|willing to|prepared to|plan(?:ning)? to|want to|happy to|looking to|like to) (?:(?:probably|maybe|perhaps|only|also|possibly) )?(?:afford|spend|pay|invest|find|free up|commit|go (?:up )?to|stretch to)\b|\b(?:would|will|['’]d|['’]ll) (?:happily |gladly )?(?:spend|pay|invest)\b|\b(?:gave|granted|awarded|gives?) us\b|\b(?:granted|voted|releases?d?|allotted|reserved|pencilled in)\b|\bspending limit\b|\benvelope\b|\bto spend\b|\bcan be spent\b|\bto invest\b|\bprice range\b|\btarget price\b|\b(?:approved|signed off|authori[sz]ed|cleared)\b|\bceiling\b|\bcapped at\b|\bour (?:max|maximum|limit|range|cap)\b|\bavailable\b|\bwork(?:ing)? with\b|\bthinking of(?: something)?\b|\bin mind\b|\bto play with\b|\b(?:stay|keep|remain|fit|come in)(?:s|ing)? (?:it |this |that )?(?:inside|within|under|below)\b|\b(?:can|could) (?:also |only |just |probably )?(?:carry|bear|put (?:up|in)|live with|do)\b|\bin (?:my|our|the|next year['’]s|this year['’]s) (?:\w{2,10} )?(?:opex|capex|plan|forecast|cost cent(?:re|er)|pot|kitty)\b|\bput (?:by|aside)\b|\bapproved expenditure\b/gi,
	],
	[
		"other",
		/\b(?:salar(?:y|ies)|ote|compensation|position|vacancy|loans?|mortgage|credit (?:line|limit|card)|lines? of credit|prize|lottery|inheritance|grant|donation|invest in your|hourly rate)\b/gi,
	],
	[
		"loss",
		/\bpaid\b(?=[^;]{0,40}\b(?:penalt|fines?\b|damages|compensation))|\b(?:give|gives|giving|gave|given) away\b|\bgo(?:es|ing)? up in smoke\b|\bdown the drain\b|\bw(?:rite|rote|ritten) off\b|\blos(?:e|es|ing|t|ses)\b|\bcost(?:s|ing)? us\b|\bwast(?:e|ed|ing)\b|\bleak(?:ing|age)?\b|\bfin(?:e|ed|es)\b|\bpenalt(?:y|ies)\b|\bwrite[- ]offs?\b|\bsav(?:e|es|ed|ing|ings)\b|\brefund(?:s|ed)?\b|\bchargebacks?\b/gi,
	],
	[
		"current",
		/\b(?:currently|today|already|now) (?:pay|paying|spend|spending|costs?)\b|\b(?:we|they) (?:pay|spend|paid|spent)\b|\b(?:pays?|paying|spent|paid)\b|\bcurrent (?:cost|spend|contract|provider|tool|vendor)\b|\blast year\b|\bbill(?:s|ed)?\b|\binvoice[sd]?\b/gi,
	],
	[
		"price",
		/\b(?:your|list|their|the) (?:price|prices|pricing|quote|quotation|offer|proposal|fee|fees|licen[cs]e)\b|\bquoted\b|\byou(?:['’]re| are)? (?:charge|charging|ask|asking|quoted|sent)\b|\bcompetitor\b|\bcheaper\b|\bdiscount\b|\bdeposit\b|\bsalary\b|\bper (?:order|transaction|call|ticket)\b/gi,
	],
	[
		"revenue",
		/\brevenues?\b|\bturnover\b|\barr\b|\bsales of\b|\braised\b|\bseries [a-e]\b|\bvalued\b|\bvaluation\b|\bmarket\b|\bprofit\b|\bfund(?:ing)? round\b|\bdeal(?:s)? worth\b|\bpipeline\b/gi,
	],
];

export type MoneyRole = (typeof ROLES)[number][0] | "none";

export function moneyRole(text: string, amount: Span): MoneyRole {
	const clause = clauseAt(text, amount.start);
	const words = text.slice(clause.start, clause.end);
	let best: MoneyRole = "none";
	let nearest = 90;
	for (const [role, pattern] of ROLES) {
		for (const match of matchesIn(words, pattern)) {
			const start = clause.start + match.index;
			const distance = start < amount.start ? amount.start - (start + match[0].length) : start - amount.end + 12;
			if (distance >= nearest) continue;
			nearest = distance;
			best = role;
		}
	}
	return best;
}

const BUDGET_WORD =
	/\bbudget(?:ed)?\b(?![- ]?(?:holder|owner|friendly|cycle|meeting|review|season|planning|process|constraint|approval process|airline|hotel))(?! for (?:your|the call))/i;
const LIMIT =
	/\b(?:up to|at most|maximal|bids? (?:above|over|exceeding)|maximum of|max(?:imum)?|no more than|not more than|not to exceed|capped at|ceiling of|limit of|within|under|less than|below)\s(?:about |around )?(?:the |a )?$/i;
const APPROVED =
	/\b(?:approved|signed off|allocated|secured|ring-?fenced|earmarked|set aside|confirmed|in place|authori[sz]ed|cleared)\b/i;
const NOT_YET = /\b(?:no|not|n['’]t|without|yet to|lack)\b/i;

/** A stated sum with a word of budget near it; or the plain statement that there is, or is not, a budget. */
export function budgetIn(remark: Remark): readonly Finding<"bant.budget">[] {
	const label = labelOf(remark.text);
	const labelled =
		label !== null && /^(?:the |our )?(?:approx(?:imate)? |annual |total )?budget(?: range)?$/.test(label.label);
	const found = remark.amounts
		.filter(
			(amount) =>
				amount.currency !== null ||
				holds(remark.text, BUDGET_TALK) ||
				(hasScale(remark.text, amount) && isAtHand(remark.text, amount)),
		)
		.filter((amount) => labelled || moneyRole(remark.text, amount) === "budget" || isAtHand(remark.text, amount))
		.flatMap((amount) => stated(remark, amount, labelled));
	if (found.length > 0) return found;
	const round = roundFigure(remark);
	if (round.length > 0) return round;
	if (
		/\bbudget for (?:this|the) (?:position|role|job)\b|\bfor (?:the|an|any) ?other (?:project|thing|system|site|one)\b/i.test(
			remark.text,
		)
	)
		return [];
	return remark.amounts.length === 0 ? withoutAmount(remark) : [];
}

/**
 * Whether money was asked for, and whether the statement surely is about it: then a figure may do without a unit. What is
 * certain needs no leave of the rules of doubt and denial.
 */
export type MoneyTalk = { readonly isAsked: boolean; readonly isSure: boolean; readonly isCertain: boolean };

/** The sum of a statement that is surely about what they can spend; of several the last one, which corrects the others. */
export function sumIn(remark: Remark, { isAsked, isSure, isCertain }: MoneyTalk): string | null {
	const { text } = remark;
	const amount = remark.amounts.findLast(
		(each) =>
			isSpendable(remark, each) &&
			(isCertain || !isUnsaid(text, each)) &&
			(each.currency !== null || isAsked || hasScale(text, each) || moneyRole(text, each) === "budget"),
	);
	if (amount) return `${amount.text}${amount.currency === null ? " (currency not stated)" : ""}`;
	if (remark.amounts.length > 0 || !(isAsked || isSure)) return null;
	const round = figuresIn(text)
		.filter((each) => !remark.dates.some((date) => overlaps(date, each)))
		.filter((each) => !COUNTS.test(text.slice(each.end, each.end + 30)) && (isCertain || !isUnsaid(text, each)))
		.findLast((each) => each.value >= ROUND_MIN && each.value <= ROUND_MAX);
	return round ? `about ${round.value} (unit not stated)` : null;
}

const NOT_SPENDABLE: ReadonlySet<MoneyRole> = new Set(["loss", "price", "revenue", "other", "current"]);
function isSpendable(remark: Remark, amount: Amount): boolean {
	const { text } = remark;
	const before = text.slice(Math.max(0, amount.start - 40), amount.start);
	const after = text.slice(amount.end, amount.end + 40);
	return (
		!NOT_SPENDABLE.has(moneyRole(text, amount)) &&
		!isSomebodyElses(remark, amount) &&
		!isByThePiece(remark, amount) &&
		!(amount.currency === null && COUNTS.test(after)) &&
		!YOURS_BEFORE.test(before) &&
		!YOURS_AFTER.test(after) &&
		!STRUCK.test(before) &&
		!YOURS_FIRST.test(text) &&
		!holds(text, FOR_SOMETHING_ELSE)
	);
}
const isUnsaid = (text: string, at: Span): boolean => /^(?:negated|hypothetical)$/.test(stanceAt(text, at));
/** "Your 38k", "I saw the 11,400", "you charge 15": what we ask for. */
const YOURS_BEFORE =
	/\b(?:your|you(?:['’]re| are)? (?:ask(?:ing)?|charg(?:e|ing)|want(?:ing)?|quot(?:e|ed|ing)|wrote|write|say|said|sent|offer(?:ed)?))\b[^.;!?]{0,30}$/i;
const YOURS_AFTER =
	/^[^.;!?]{0,14}\b(?:you (?:quoted|ask(?:ed)?|charge|sent|wrote|want(?:ed)?|offered)|is too (?:much|expensive|dear|high)|from you)\b/i;
const YOURS_FIRST = /^\W{0,3}your (?:quote|quotation|mail|offer|price|list|proposal|fee|invoice|rate|website|site)\b/i;
const FOR_SOMETHING_ELSE =
	/\b(?:has no bearing|(?:has )?nothing to do with|(?:a )?(?:different|another) (?:pot|story|project|matter)|another (?:project|budget|pot)|not for (?:this|you)|struck out|crossed out|went in(?:to)? the|for the (?:repairs?|roof|heating|kitchen|car park|building)|is (?:gone|spent))\b/i;
/** A sum that somebody crossed out. */
const STRUCK = /~~[^~]{0,20}$/;
/** "Forty users" are no money. */
const COUNTS =
	/^\s?(?:%|\p{L}{0,12}\s?(?:users?|seats?|people|agents?|sites?|hours?|minutes?|days?|weeks?|months?|years?|times|licen[cs]es?|trucks?|vans?|beds?|rooms?|employees|staff|percent|per cent|km|kilometres?|tonnes?|kilos?|of (?:us|them|our))\b)/iu;

const figuresIn = (text: string): readonly (Span & { readonly value: number })[] => [
	...[...text.matchAll(/(?<![\w.,/€$£])\d{1,3}(?![\w%.,/]*\d|[%\w])/g)].map((match) => ({
		start: match.index,
		end: match.index + match[0].length,
		value: Number(match[0]),
	})),
	...wordNumbers(text),
];

/** "Fifty", where the talk also holds "fifty thousand euros", or other sums of that size: then the unit is told after all. */
export function withUnitOf(value: string, sums: readonly Amount[]): string {
	const figure = Number(/^about (\d{1,3}) \(unit not stated\)$/.exec(value)?.[1] ?? Number.NaN);
	if (Number.isNaN(figure)) return value;
	const minor = figure * 1_000 * 100;
	const near = sums.filter(
		(each) => each.amountMinor >= minor / 10 && each.amountMinor <= minor * 10 && each.per === "",
	);
	const same = near.find((each) => each.amountMinor === minor) ?? near[0];
	if (!same) return value;
	const text = formatMinor(minor, same.currency);
	return same.currency === null ? `${text} (currency not stated)` : text;
}

/** Words that make a figure without a currency a sum that is there to be spent. */
const BUDGET_TALK =
	/\bbudget|spend|afford|invest|thinking of|in mind|to play with|set aside|put (?:by|aside)|\b(?:stay|keep|remain|fit|come in)(?:s|ing)? (?:it |this |that )?(?:inside|within|under|below)\b|\bcan (?:carry|bear)\b|\bcould live with\b/i;
/** "230k" or "forty thousand", and not "12,000", which may be people. */
const hasScale = (text: string, { start, end }: Span): boolean => /\p{L}/u.test(text.slice(start, end));

/** "We have about $40k for this": nothing else in the statement says what the sum is, and it is there to be spent. */
const isAtHand = (text: string, amount: Amount): boolean =>
	moneyRole(text, amount) === "none" &&
	(HAS_AT_HAND.test(text.slice(Math.max(0, amount.start - 40), amount.start)) ||
		SOMEBODY_HAS.test(text.slice(Math.max(0, amount.start - 60), amount.start))) &&
	/^(?:[.!,]?$|\s(?:for|available|to spend|this|in total|max|or so|left))/i.test(
		text.slice(amount.end, amount.end + 24),
	);
const HAS_AT_HAND =
	/\bwhat(?:['’]s| is) left(?: for [\w ]{2,20}?)?(?: is)?\s$|\bwhat (?:i|we) have(?: for (?:it|this))? is\s$|\b(?:(?:we|they|i)(?:['’]ve| have)(?: got)?|there(?:['’]s| is| are| will be))(?: about| around| roughly| up to| some| approximately)?\s$/i;
/** "Mr. Kharade has USD 760,000 for the first year": one of theirs, by name or title. */
const SOMEBODY_HAS =
	/(?<!\p{L})(?!(?:It|This|That|Which|Who|What|Everyone|Nobody|There)\s)(?:\p{Lu}\p{Ll}{1,20}|C[EFTIO]O) (?:now |still |only )?has(?: about| around| roughly| up to)?\s$/u;

/** Who talks of money leaves out the thousand: "a hundred and forty to play with", "I could live with forty the first year". */
const ROUND_BEFORE =
	/\b(?:(?:can|could|might|would|['’]d) (?:probably |maybe |just about |also )?(?:live with|stretch to|run to|go (?:up )?to|manage|find|spend|afford)|(?:have|got|there['’]s|is) (?:\w{2,10} )?(?:set aside|put by|put aside))\s(?:about |around |roughly |up to |maybe |some |say )?$/i;
const ROUND_AFTER =
	/^\s(?:to play with|to spend|set aside|put aside|put by|in the (?:\w{2,12} )?(?:pot|kitty|plan|budget|forecast))\b/i;
const ROUND_END = /^(?:[.,;!]|\s?$|\s(?:the|this|in|for|all|max|tops|at most|or so|if|a|per|next)\b)/i;
/** Without one of these there is no need to look for figures. */
const ROUND_TALK =
	/\b(?:live with|stretch to|run to|go (?:up )?to|manage|find|spend|afford|aside|put by|play with|in the (?:\w{2,12} )?(?:pot|kitty|plan|budget|forecast))\b/i;
const ROUND_MIN = 5;
const ROUND_MAX = 999;

function roundFigure(remark: Remark): readonly Finding<"bant.budget">[] {
	const { text } = remark;
	if (!holds(text, ROUND_TALK)) return [];
	for (const each of figuresIn(text)) {
		if (each.value < ROUND_MIN || each.value > ROUND_MAX) continue;
		const after = text.slice(each.end, each.end + 40);
		const spent = ROUND_AFTER.test(after);
		if (!spent && !(ROUND_BEFORE.test(text.slice(Math.max(0, each.start - 60), each.start)) && ROUND_END.test(after)))
			continue;
		// How it is put is no doubt about it: "could live with" names the limit.
		const confidence = stanceAt(text, each) === "negated" || stanceAt(text, each) === "hypothetical" ? 0 : 0.6;
		if (confidence === 0) continue;
		return [
			{ key: "bant.budget", value: `about ${each.value} (unit not stated)`, confidence, reason: "a round figure" },
		];
	}
	return [];
}

/** "EUR 9 a seat": what they would pay by the piece is a price, unless they call it their budget. */
const isByThePiece = (remark: Remark, amount: Amount): boolean =>
	/\b(?:user|seat|agent|head|person|licen[cs]e|device|call|ticket|transaction)\b/.test(amount.per) &&
	!holds(remark.text, BUDGET_WORD);

const AT_MOST =
	/(?:n['’]t|\bnot|\bcannot)\s(?:\w{2,12}\s){0,3}(?:more than|over|above)\s$|\b(?:we|i) (?:can|may) (?:spend|pay|go)(?: up to| as high as)\s$/i;

function stated(remark: Remark, amount: Amount, labelled: boolean): readonly Finding<"bant.budget">[] {
	if (!labelled && (isSomebodyElses(remark, amount) || isByThePiece(remark, amount))) return [];
	const before = remark.text.slice(Math.max(0, amount.start - 40), amount.start);
	// "I won't release more than 220k" grants so much.
	const confidence = AT_MOST.test(before)
		? 0.8
		: confidenceAt(remark.text, amount, labelled ? 0.9 : amount.currency === null ? 0.75 : 0.9);
	if (confidence === 0) return [];
	const limited =
		LIMIT.test(remark.text.slice(Math.max(0, amount.start - 24), amount.start)) ||
		/^\s?(?:max|maximum|tops|at most)\b/i.test(remark.text.slice(amount.end, amount.end + 10));
	const reason = stanceAt(remark.text, amount) === "hedged" ? "hedged" : "a sum is stated as budget";
	const currency = amount.currency === null ? " (currency not stated)" : "";
	return [{ key: "bant.budget", value: `${limited ? "up to " : ""}${amount.text}${currency}`, confidence, reason }];
}

/** "You have been approved for $402,000", "he paid 90,000", "another customer has set aside 40k": money that is not the buyer's. */
function isSomebodyElses(remark: Remark, amount: Amount): boolean {
	const clause = clauseAt(remark.text, amount.start);
	const words = remark.text.slice(clause.start, clause.end);
	const before = remark.text.slice(clause.start, amount.start);
	if (
		/\b(?:another|other|a|his|her) (?:customer|client|company|competitor|supplier|vendor|friend|firm)s?\b/i.test(before)
	)
		return true;
	if (
		remark.voice !== "buyer" ||
		/\b(?:we|our|us|i|my|me)\b|['’](?:ve|d|ll)\b/i.test(words.replace(/\byou['’](?:ve|d|ll)\b/gi, "you"))
	)
		return false;
	const addressed = before.replace(
		/\b(?:as|like|do) you (?:know|asked|said|see|wrote|suggested)\b|\bthank you\b|\byou (?:know|asked)\b/gi,
		"",
	);
	return /\byou(?:r|rs|['’]\w{1,2})?\b/i.test(addressed) || /\b(?:he|she)\b/i.test(before);
}

function withoutAmount(remark: Remark): readonly Finding<"bant.budget">[] {
	const word = firstIn(remark.text, BUDGET_WORD);
	if (!word) return [];
	const span = { start: word.index, end: word.index + word[0].length };
	const clause = clauseAt(remark.text, span.start);
	const words = remark.text.slice(clause.start, clause.end);
	if (/\byour budget\b/i.test(words)) return [];
	const stance = stanceAt(remark.text, span);
	if (
		stance === "negated" &&
		NOT_YET.test(words) &&
		/\b(?:no (?:\w+ )?budget|n['’]t (?:yet )?(?:have|got|got|been|approved|allocated|set)|not (?:yet )?(?:have|been|approved|allocated|set|secured|confirmed)|without (?:a )?budget|yet to|(?:is|are) not|isn['’]t)\b/i.test(
			words,
		)
	) {
		return [{ key: "bant.budget", value: NONE_YET, confidence: 0.7, reason: "the writer says there is none" }];
	}
	if (
		stance !== "asserted" ||
		!holds(words, APPROVED) ||
		/\b(?:needs? to be|to be|must be|has to be|get|until|once|when|after|awaiting|pending)\b/i.test(words)
	)
		return [];
	return [{ key: "bant.budget", value: AMOUNT_NOT_STATED, confidence: 0.6, reason: "no amount" }];
}
