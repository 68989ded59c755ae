import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { isRequest } from "#knowledge/core/reasoning/acts.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { stanceAt } from "#knowledge/core/reasoning/modality.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { Currency, fractionDigits } from "#knowledge/core/vocabulary/money.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { dayOfIso, daysIn } from "./days.ts";
import { quotesOf, type Reading } from "./reading.ts";
import { standing, type Wanted } from "./record.ts";
import { closingIn } from "./terms.ts";

const DEAL = { type: "deal" } as const;
/** More names than this in one field are a market, not a competitor. */
const NAMES_MAX = 3;

/** What the known facts make of the deal's own record. */
export function dealFields(input: SkillInput, reading: Reading): readonly Wanted[] {
	return [
		...amount(input, reading),
		...closeDate(input, reading),
		...competitor(input),
		...offering(input, reading),
		...lostReason(reading),
	];
}

/** What they say last that they have for us: it stands before a fact, which a person may still have to settle. */
function amount(input: SkillInput, { signal, buyers }: Reading): readonly Wanted[] {
	const said = signal && buyers.flatMap((sentence) => sumSaid(input, sentence) ?? []).at(-1);
	if (signal && said) {
		const evidence = [evidenceOf(signal, said.sentence)];
		return [{ record: DEAL, field: "amount", value: said.sum, why: "What they have for it.", evidence }];
	}
	if (typeof standing(input, DEAL, "amount") === "string") return [];
	const fact = surest(input.facts, "bant.budget");
	const value = fact ? sumOf(fact.value ?? "") : null;
	if (!fact || value === null) return [];
	return [{ record: DEAL, field: "amount", value, why: "The budget that the buyer named.", evidence: quotesOf(fact) }];
}

/** Their money for us: neither what it costs them now, nor what somebody else asks. */
const HAVE =
	/\b(?:(?:i|we|he|she|they|(?:mr|ms|mrs|dr)\.? \p{Lu}[\p{L}-]+) (?:only )?(?:has|have|can spend|can carry)|there is|there['’]s|set aside|budget (?:is|of|for this)|(?:approved )?expenditure is|inside the (?=[\d€$£])|ceiling)\b/iu;
const FOR_IT =
	/\b(?:for (?:the |this |next |my |our )?(?:first|year|licen[cs]e|whole|twelve|project|it|this|everything|set-?up|software)|budget|approved|expenditure|all in|in total|year one|first year|first twelve)\b/i;
const NOT_OURS =
	/\b(?:penalt\w+|lost?|losing|cost(?:s|ing)? us|paid|pays?|invoic\w+|revenue|turnover|wrote off|if the whole|(?:is|are) (?:still )?(?:above|over)|draft|you|your|offer)\b/i;

/** «USD 760,000 for the first year, not 800» is 760,000. */
export function sumSaid(
	input: SkillInput,
	sentence: Sentence,
): { readonly sum: string; readonly sentence: Sentence } | null {
	const open = openFigure(input);
	const same =
		open === null
			? undefined
			: amountsIn(sentence.text).find((each) => each.currency !== null && each.amountMinor === open);
	if (same) return { sum: sumOf(sentence.text.slice(same.start, same.end)) ?? "", sentence };
	const text = sentence.text.replace(/,?\s(?:and )?not\s[^,.;]{1,30}/gi, "");
	if (/\?\s*$/.test(text) || !HAVE.test(text) || !FOR_IT.test(text)) return null;
	if (NOT_OURS.test(text) || !isAsserted(text)) return null;
	const sum = sumOf(text) ?? sumOf(inCurrency(text, currencyOfDeal(input)));
	return sum === null ? null : { sum, sentence };
}

/** A budget without a currency: the next time that they name the same figure with one, it is known. */
function openFigure({ facts }: SkillInput): number | null {
	const open = standingFacts(facts, "bant.budget").find(({ value }) => /\(currency not stated\)/.test(value ?? ""));
	const [figure] = open ? amountsIn(`EUR ${open.value ?? ""}`) : [];
	return figure?.amountMinor ?? null;
}

const isAsserted = (text: string): boolean => {
	const at = HAVE.exec(text);
	return at === null || stanceAt(text, { start: at.index, end: at.index + at[0].length }) === "asserted";
};

/** A sum without a currency is in the one that this deal is counted in. */
const inCurrency = (text: string, currency: string | null): string =>
	currency === null ? "" : text.replace(/(?<![\w.,€$£])(\d{1,3}(?:[.,]\d{3})+|\d+k)\b/, `${currency} $1`);
const currencyOfDeal = (input: SkillInput): string | null =>
	/^([A-Z]{3}) /.exec(standing(input, DEAL, "amount") ?? "")?.[1] ?? null;

/** «EUR 140000.00», where a text names one sum of one currency: no range, and no price a seat or a month. */
export function sumOf(text: string): string | null {
	const [first, second] = amountsIn(text);
	if (!first || second || first.maxMinor !== null || (first.per !== "" && first.per !== "per year")) return null;
	const currency = Currency.safeParse(first.currency);
	if (!currency.success) return null;
	const digits = fractionDigits(currency.data);
	return `${currency.data} ${(first.amountMinor / 10 ** digits).toFixed(digits)}`;
}

const SIGNS =
	/\b(?:sign(?:s|ed|ing|ature)?|order (?:is |must be )?(?:placed|signed)|place the order|committed|contract could)\b(?! (?:off|in|up)\b)/i;
const DECIDES = /\b(?:decisions?|decides?|decided|award)\b/i;
const SITS = /\b(?:board|committee|council|management|directors?)\b/i;
const KINDS = [SIGNS, DECIDES, SITS];
/** A date that comes before another one it is named for. */
const NO_CLOSE =
	/\b(?:papers? (?:for|close)|close on|go out|because|invoice|go(?:es)? live|live by|runs? out|expires?|renew\w*|notice|start|submission|security review)\b/i;
const CLOSE_DAYS_MAX = 400;

/** When they mean to sign, else to decide, else the board sits: never a go-live, and not the end of another contract. */
function closeDate(input: SkillInput, { signal, buyers }: Reading): readonly Wanted[] {
	const from = signal?.receivedAt ?? input.now;
	for (const kind of signal ? KINDS : []) {
		const said = buyers.flatMap((sentence) => {
			const day = closingDay(sentence.text, kind, from);
			return day === null ? [] : [{ day, sentence }];
		});
		const [first] = said.sort((a, b) => a.day - b.day);
		if (!signal || !first) continue;
		const evidence = [evidenceOf(signal, first.sentence)];
		return [{ record: DEAL, field: "close-date", value: isoOf(first.day), why: "When they mean to decide.", evidence }];
	}
	if (typeof standing(input, DEAL, "close-date") === "string") return [];
	const fact = surest(input.facts, "bant.timeline");
	const decides = fact
		? quotesOf(fact).some(({ quote }) => KINDS.some((kind) => kind.test(quote) && !NO_CLOSE.test(quote)))
		: false;
	const day = fact && decides ? lastDayOf(fact.value ?? "") : null;
	if (!fact || day === null || (day + 1) * DAY_MS <= from) return [];
	return [
		{
			record: DEAL,
			field: "close-date",
			value: isoOf(day),
			why: "When they mean to decide.",
			evidence: quotesOf(fact),
		},
	];
}

/** The day that is named behind the word, or right before it: «31 October for the decision». */
function closingDay(text: string, kind: RegExp, from: number): number | null {
	const match = /\?\s*$/.test(text) ? null : kind.exec(text);
	const lead = match ? text.slice(0, match.index) : "";
	// «Please sign it by Friday» is asked of us.
	if (!match || /\b(?:after|since|before) (?:the |our |we )?$|\b(?:please|kindly|(?:can|could) you)\b/i.test(lead))
		return null;
	const isMoved = /\bmoved\b/i.test(text);
	const near = daysIn(text, from).filter(({ day, start, relation }) => {
		const isBehind = start > match.index;
		const between = isBehind ? text.slice(match.index, start) : text.slice(start, match.index);
		if (between.length > (isBehind ? NEAR_CHARS : BEFORE_CHARS) || NO_CLOSE.test(between)) return false;
		return (relation !== "from" || isMoved) && day > dayOf(from) && day - dayOf(from) <= CLOSE_DAYS_MAX;
	});
	const [behind] = near.filter(({ start }) => start > match.index);
	// «From 12 November to 26 November»: the later one holds.
	return (isMoved ? near.at(-1) : (behind ?? near[0]))?.day ?? null;
}
const NEAR_CHARS = 80;
const BEFORE_CHARS = 30;

/** The day, or the last one of a span: «2027-01-01/2027-03-31» is a quarter, and its last day the deadline. */
const lastDayOf = (value: string): number | null => dayOfIso(value.slice(value.lastIndexOf("/") + 1).slice(0, 10));

/** «Tallybird | in use: …»: what they have, and not what they may buy. */
export const isInUse = (fact: ReadFact): boolean => /^in use\b/.test(partsOf(fact.value ?? "")[1] ?? "");

function competitor({ facts }: SkillInput): readonly Wanted[] {
	const known = standingFacts(facts, "discovery.competitor")
		.filter((fact) => !isInUse(fact))
		.slice(0, NAMES_MAX);
	const names = [...new Set(known.map((fact) => partsOf(fact.value ?? "")[0] ?? ""))]
		.filter((name) => name !== "")
		.sort();
	if (names.length === 0) return [];
	const evidence = known.flatMap((fact) => quotesOf(fact).slice(0, 1));
	return [{ record: DEAL, field: "competitor", value: names.join(", "), why: "Whom they compare us with.", evidence }];
}

/** A fit is written as «need | offering | what it does»: the offerings that cover the most needs come first. */
function offering(input: SkillInput, { buyers }: Reading): readonly Wanted[] {
	const fits = standingFacts(input.facts, "strategy.fit").filter((fit) => isWanted(input, fit, buyers));
	const count = new Map<string, number>();
	for (const fit of fits) {
		const name = partsOf(fit.value ?? "")[1] ?? "";
		if (name !== "") count.set(name, (count.get(name) ?? 0) + 1);
	}
	const names = [...count].sort((a, b) => b[1] - a[1]).map(([name]) => name);
	if (names.length === 0) return [];
	const evidence = fits.flatMap((fact) => quotesOf(fact).slice(0, 1));
	// In one order, so that a need more of one does not change the record.
	const value = names.slice(0, NAMES_MAX).sort().join(", ");
	return [{ record: DEAL, field: "offering", value, why: "What covers the needs that they named.", evidence }];
}

const DROPS =
	/\b(?:(?:we|i|they)(?:['’]d| would|['’]ll| will)? (?:drop|leave out|skip|do without|not take|no longer need)|(?:drop|leave out|take out|without) the|do(?:n['’]t| not) need(?: the)?(?: any ?more)?)\b([^.?!,;]{2,60})/i;
/** Dropped in these words; or dropped before, for it stood, stands no more, and nothing new speaks for it. */
function isWanted(input: SkillInput, fit: ReadFact, buyers: readonly Sentence[]): boolean {
	const name = partsOf(fit.value ?? "")[1] ?? "";
	const [first = ""] = name.toLowerCase().split(/\s+/);
	const says = (text: string): boolean =>
		first.length > 3 && (DROPS.exec(text)?.[1] ?? "").toLowerCase().includes(first);
	if (buyers.some(({ text }) => !/\?\s*$/.test(text) && says(text))) return false;
	const stands = standing(input, DEAL, "offering");
	if (typeof stands !== "string" || stands.split(", ").includes(name)) return true;
	return fit.validFrom >= (input.history[1]?.at ?? 0);
}

const REASON =
	/\b(?:decided it|because|the (?:true |main |real )?reason (?:is|was)|due to|came down to|was decisive|tipped|too expensive|(?:no|without) budget|missing|did(?:n['’]t| not) have|do(?:n['’]t| not) have|lacks?|risk|cheaper|cancel\w+|no longer)\b/i;
const REASON_CHARS_MAX = 160;

/** Why they went, in their words: not that they signed with somebody else. */
function lostReason({ signal, buyers }: Reading): readonly Wanted[] {
	const closing = closingIn(buyers);
	if (!signal || closing?.as !== "lost") return [];
	const at = buyers.indexOf(closing.sentence);
	const tells = ({ text }: Sentence): boolean => REASON.test(text) && !text.trimEnd().endsWith(":");
	const reason = [...buyers.slice(at), ...buyers.slice(0, at)].find(tells);
	if (!reason) return [];
	const next = buyers[buyers.indexOf(reason) + 1];
	const more =
		reason.text.length < SHORT_REASON_CHARS &&
		next &&
		next.paragraph === reason.paragraph &&
		!isRequest(next.text) &&
		!/^(?:please|thank)/i.test(next.text)
			? [next]
			: [];
	const said = [reason, ...more];
	const value = said.map(({ text }) => text).join(" ");
	const kept = value.length <= REASON_CHARS_MAX ? said : [reason];
	const evidence = kept.map((sentence) => evidenceOf(signal, sentence));
	return [
		{
			record: DEAL,
			field: "lost-reason",
			value: kept.map(({ text }) => text).join(" "),
			why: "The buyer says why.",
			evidence,
		},
	];
}
const SHORT_REASON_CHARS = 60;

/** Of the facts of one key, those that still stand and can be shown, in the order in which they were learned. */
export const standingFacts = (facts: readonly ReadFact[], key: FactKey): readonly ReadFact[] =>
	facts
		.filter((fact) => fact.key === key && fact.state !== "contradicted" && fact.value !== null)
		.filter((fact) => quotesOf(fact).length > 0)
		.sort((a, b) => a.validFrom - b.validFrom);

const surest = (facts: readonly ReadFact[], key: FactKey): ReadFact | null =>
	[...standingFacts(facts, key)].sort((a, b) => b.confidence - a.confidence)[0] ?? null;
