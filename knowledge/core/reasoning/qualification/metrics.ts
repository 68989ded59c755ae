import type { Amount } from "../entities/amounts.ts";
import { wordNumbers } from "../entities/numbers.ts";
import { holds, matchesIn } from "../matches.ts";
import { clauseAt, stanceAt } from "../modality.ts";
import { overlaps, type Span } from "../span.ts";
import { budgetIn, moneyRole } from "./money.ts";
import { measured } from "./readable.ts";
import { type Finding, labelOf, type Remark, valueFrom } from "./remark.ts";
import { isProcessTime } from "./wants.ts";

const QUANTITY =
	/(?<![\w.])\d{1,3}(?:[.,]\d{1,3}){0,3}\s?(?:%|percent(?:age points?)?\b|bps\b|x\b|[- ]?(?:working |business |full |full-time )?(?:nights?|posts?|appointments?|trips?|fewer|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|fte|ftes|people|agents|tickets|calls|errors?|orders|complaints|points?|cases|incidents|requests|leads|deals|customers|users)\b)|\b(?:two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty) (?:working |business |full )?(?:percent|minutes|hours|days|weeks|months|people|agents)\b|\b(?:half|double|triple|twice|a third|a quarter) (?:of|the|our|as)\b/gi;
/** What makes a number, in figures or in words, one that is measured: "eleven hundred a week", "four in ten", "118 euro each". */
const MEASURED =
	/^(?:\s?(?:%|percent|per cent)|\s(?:\p{L}{1,14}\s){0,2}?(?:an?|per|each|every)\s(?:hour|day|night|shift|week|month|quarter|year|time)\b|\s(?:in|out of)\s(?:every\s)?(?:\d{1,3}|three|four|five|six|seven|eight|nine|ten|twenty|a hundred)\b|\s(?:working |full |whole )?(?:minutes|hours|days|weeks|months)\b|\s(?:\p{L}{2,12}\s)?(?:each|apiece)\b)/iu;
/** "Is two point seven million": how much there is of it. */
const COUNTED = /\b(?:is|are|was|were)\s(?:about |around |roughly |some |over |nearly )?$/i;
const COUNTED_MIN = 10_000;
const TABLE_MIN = 4;
const MONEY = /\b(?:budget|price|cost|quote|offer|contract|revenue|turnover|spend|pay)/i;
/** A quantity is a metric where something is to change, or is measured. */
const CHANGE =
	/\b(?:reduc(?:e|es|ed|ing|tion)|cut(?:s|ting)?|lower(?:ed|ing)?|decreas(?:e|ed|ing)|increas(?:e|ed|ing)|improv(?:e|es|ed|ing|ement)|rais(?:e|ing)|grow(?:th|ing)?|doubl(?:e|ing)|halv(?:e|ing)|sav(?:e|es|ed|ing|ings)|shorten(?:ed|ing)?|bring(?:ing)? (?:\w{1,15} ){0,3}(?:down|below|under|to)|get (?:it |this |that )?(?:down|under|below)|down (?:to|from)|from\s.{1,40}\sto|hit|reach(?:ing)?|kpi|target(?:s)?|goal|metric|fewer|less|gain(?:s|ed|ing)?|frees? up)\b/i;
const MEASURE =
	/\b(?:churn|conversion|retention|response times?|resolution times?|handl(?:e|ing) times?|cycle times?|lead times?|onboarding times?|turnaround|throughput|utili[sz]ation|error rates?|accuracy|nps|csat|sla(?:s)?|uptime|downtime|win rates?|attrition|dso|days sales outstanding|productivity|cost per|revenue|margin|backlog|volume|wait(?:ing)? times?|waits?|waited|no longer than|defect|no-shows?|leave|left us|cancel|per (?:case|ticket|order|call|invoice|request)|occupancy|abandon(?:ment|ed)|los(?:e|es|ing|t)|wast(?:e|es|ed|ing)|spend(?:s|ing)?|takes?|costs? us|rate|behind|swallow(?:s|ed)?|eats?|fines?|each|apiece|every time|in total|standing|idle|standstill|start to (?:end|finish)|in (?:one|a single) (?:day|week|month|year)|(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) \w+|per (?:day|week|month|quarter|agent|year)|a (?:day|week|month|year)|every (?:day|week|month|quarter))\b/i;
/** Terms of the trade and of the calendar that only look like a measure. */
export const NOT_METRIC =
	/\b(?:discount|cheaper|payment terms?|net \d\d|notice period|free trial|trial|pilot|contract (?:term|length|of)|(?:\d{1,2}|two|three)[- ](?:month|year) (?:contract|term|commitment|notice)|cap(?:ped)?|band|(?:%|per ?cent) (?:off|on the)\b|fees?|right to|service credits?|instal+ments?|deposit|upon|on signature|commit(?:ment)? (?:for|of)|reduction of [\d.,]+ ?(?:%|per ?cent) (?:on|of|off|in) the|penalt(?:y|ies) (?:is|are|of|will be)|(?:we|i) (?:require|request|demand) [\d.,]+ ?(?:%\s\w+|per ?cent)|\d[\d.,]* (?:a|per|each|every) (?:month|year|seat|user) (?:for|plus)\b|(?:tried|attempt\w*|project|pilot)\b[^.?!]*\bw(?:rote|ritten) off|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[^.?!]*\b(?:until|till|to|through) (?:mon|tues|wednes|thurs|fri|satur|sun)day|terminate|we (?:ask|offer|could accept)|call|meeting|demos?|votes?|ago|out of (?:the )?office|vacation|reply|respond within|get back)\b/i;
const OURS: Readonly<Record<Remark["voice"], RegExp>> = {
	buyer: /\b(?:we|our|us|i|my|the team|agents|current(?:ly)?|today|kpi|target|goal)\b/i,
	// A note is about the buyer; its short sentences leave the buyer out.
	reported: /^(?!.*\b(?:we|our|us|my|me)\b)/i,
};
/** "About 18% of visits are lost", said by a buyer and of nobody else, is the buyer's own figure. */
const IMPERSONAL =
	/^(?!.*\b(?:you|your|yours|industry|market|analysts?|stud(?:y|ies)|survey|competitors?|vendors?|they|he|she)\b)/i;

/** What the buyer measures, or wants changed, by how much. */
export function metricsIn(remark: Remark): readonly Finding<"meddic.metrics">[] {
	const label = labelOf(remark.text);
	const labelled = label !== null && /^(?:metrics?|kpis?|success metrics?|targets?)$/.test(label.label);
	if (!labelled && !OURS[remark.voice].test(remark.text) && !IMPERSONAL.test(remark.text)) return [];
	const spans = matchesIn(remark.text, QUANTITY).map((match) => ({
		start: match.index,
		end: match.index + match[0].length,
	}));
	// A table of prices measures nothing.
	if (remark.amounts.length >= TABLE_MIN) return [];
	const losses = remark.amounts.filter((amount) => isLoss(remark.text, amount));
	const counts = countsIn(remark.text).filter((each) => !spans.some((span) => overlaps(span, each)));
	const isCounted = new Set<Span>([...losses, ...counts]);
	const found: Finding<"meddic.metrics">[] = [];
	for (const span of [...spans, ...losses, ...counts].sort((a, b) => a.start - b.start)) {
		const clause = clauseAt(remark.text, span.start);
		const words = remark.text.slice(clause.start, clause.end);
		if (
			isProcessTime(remark.text, span.start) ||
			isBudget(remark, clause) ||
			holds(words, NOT_METRIC) ||
			(!labelled &&
				!isCounted.has(span) &&
				!isUndone(remark.text, span) &&
				!holds(words, CHANGE) &&
				!holds(words, MEASURE))
		)
			continue;
		if (remark.dates.some((date) => date.start <= span.start && span.end <= date.end)) continue;
		if (!labelled && UNDER_CONDITION.test(remark.text.slice(clause.start, span.start))) continue;
		const said = stanceAt(remark.text, span);
		// "1.8% of the usage is never charged": what is left undone is what is measured.
		const stance = said === "negated" && isUndone(remark.text, span) ? "asserted" : said;
		if (stance === "negated" || stance === "hypothetical") continue;
		const value = valueFrom(
			labelled ? label.rest : (measured(remark, words.trim(), span.start) ?? withWhatItIsOf(remark.text, clause)),
			VALUE_CHARS_MAX,
		);
		const base = holds(words, CHANGE) ? 0.85 : 0.75;
		if (found.some((each) => each.value === value) || found.length >= 3) continue;
		found.push({
			key: "meddic.metrics",
			value,
			confidence: Math.round(base * (stance === "hedged" ? 0.65 : 1) * 100) / 100,
			reason: stance,
		});
	}
	return found;
}

const VALUE_CHARS_MAX = 120;
/** ", which takes around 12 minutes": what takes them stands before it. */
function withWhatItIsOf(text: string, clause: Span): string {
	const words = text.slice(clause.start, clause.end);
	if (clause.start === 0 || !/^[\s,]*which\s/i.test(words)) return words;
	const whole = text.slice(clauseAt(text, clause.start - 1).start, clause.end);
	return whole.length > VALUE_CHARS_MAX ? words : whole;
}

/** "I can defend it if the twelve minutes go down": what would have to happen first. */
const UNDER_CONDITION = /\S\s(?:only )?if\s(?!(?:any|possible|necessary)\b)[^,;]*$/i;

const isUndone = (text: string, { end }: Span): boolean =>
	/^\sof\s[^.,;]{3,50}\b(?:is|are|was|were|gets?|got) (?:never|not)\s\p{L}{3,}/iu.test(text.slice(end, end + 90));

/** "There is EUR 420,000 for the first twelve months." */
const isBudget = (remark: Remark, clause: Span): boolean =>
	budgetIn(remark).length > 0 && remark.amounts.some((amount) => overlaps(amount, clause));

/** What is lost, or what each time costs; a sum without a currency where it is written as one ("30 thousand a year"). */
function isLoss(text: string, amount: Amount): boolean {
	const role = moneyRole(text, amount);
	if (role === "loss") return amount.currency !== null || /\p{L}/u.test(text.slice(amount.start, amount.end));
	return (
		amount.currency !== null &&
		(role === "none" || role === "current") &&
		/^\s(?:each|apiece|every time|a time)\b/i.test(text.slice(amount.end, amount.end + 12))
	);
}

function countsIn(text: string): readonly Span[] {
	const figures = matchesIn(text, FIGURE).map((match) => ({
		start: match.index,
		end: match.index + match[0].length,
		value: null,
	}));
	return [...figures, ...wordNumbers(text)]
		.filter(
			(each) =>
				isMeasured(text, each) ||
				(each.value !== null &&
					each.value >= COUNTED_MIN &&
					COUNTED.test(text.slice(Math.max(0, each.start - 24), each.start)) &&
					!holds(text, MONEY)),
		)
		.slice(0, COUNTS_MAX)
		.map(({ start, end }) => ({ start, end }));
}
const COUNTS_MAX = 4;
const FIGURE = /(?<![\w.,-])\d[\d.,]*(?=\s)/g;

function isMeasured(text: string, { end, value }: Span & { readonly value: number | null }): boolean {
	const match = MEASURED.exec(text.slice(end, end + 60));
	if (!match) return false;
	// A number by the month, of nothing that is named, is a price; one of something is no number.
	if (/^\s(?:an?|per|each|every)\s/i.test(match[0]))
		return value !== 1 && (/\b(?:day|night|shift|week|hour)$/i.test(match[0]) || holds(text, DOES));
	return value !== 1 || /^\s(?:in|out of)\s/i.test(match[0]);
}
const DOES = /\b(?:we|they|i|it) (?:do|does|handle|process|make|run|ship|get|see|serve|take|build|produce)s?\b/i;
