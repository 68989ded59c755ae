import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { Currency, fractionDigits } from "#knowledge/core/vocabulary/money.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { dayOfIso } from "./days.ts";
import { quotesOf, type Reading } from "./reading.ts";
import type { Wanted } from "./record.ts";
import { closingIn } from "./terms.ts";

const DEAL = { type: "deal" } as const;
/** More names than this in one field are a market, not a competitor. */
const NAMES_MAX = 3;

/** What the known facts make of the deal's own record. */
export function dealFields(input: SkillInput, reading: Reading): readonly Wanted[] {
	return [...amount(input), ...closeDate(input), ...competitor(input), ...offering(input), ...lostReason(reading)];
}

function amount({ facts }: SkillInput): readonly Wanted[] {
	const fact = surest(facts, "bant.budget");
	const value = fact ? sumOf(fact.value ?? "") : null;
	if (!fact || value === null) return [];
	return [{ record: DEAL, field: "amount", value, why: "The budget that the buyer named.", evidence: quotesOf(fact) }];
}

/** «EUR 140000.00», where a text names one sum of one currency: no range, and no price a seat or a month. */
export function sumOf(text: string): string | null {
	const [first, second] = amountsIn(text);
	if (!first || second || first.maxMinor !== null || (first.per !== "" && first.per !== "per year")) return null;
	const currency = Currency.safeParse(first.currency);
	if (!currency.success) return null;
	const digits = fractionDigits(currency.data);
	return `${currency.data} ${(first.amountMinor / 10 ** digits).toFixed(digits)}`;
}

function closeDate({ facts, now }: SkillInput): readonly Wanted[] {
	const fact = surest(facts, "bant.timeline");
	const day = fact ? lastDayOf(fact.value ?? "") : null;
	if (!fact || day === null || (day + 1) * DAY_MS <= now) return [];
	return [
		{
			record: DEAL,
			field: "close-date",
			value: isoOf(day),
			why: "The date that the buyer named.",
			evidence: quotesOf(fact),
		},
	];
}

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
function offering({ facts }: SkillInput): readonly Wanted[] {
	const fits = standingFacts(facts, "strategy.fit");
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

function lostReason({ signal, buyers }: Reading): readonly Wanted[] {
	const closing = closingIn(buyers);
	if (!signal || closing?.as !== "lost") return [];
	const evidence = [evidenceOf(signal, closing.sentence)];
	return [{ record: DEAL, field: "lost-reason", value: closing.sentence.text, why: "The buyer says so.", evidence }];
}

/** Of the facts of one key, those that still stand and can be shown, in the order in which they were learned. */
export const standingFacts = (facts: readonly ReadFact[], key: FactKey): readonly ReadFact[] =>
	facts
		.filter((fact) => fact.key === key && fact.state !== "contradicted" && fact.value !== null)
		.filter((fact) => quotesOf(fact).length > 0)
		.sort((a, b) => a.validFrom - b.validFrom);

const surest = (facts: readonly ReadFact[], key: FactKey): ReadFact | null =>
	[...standingFacts(facts, key)].sort((a, b) => b.confidence - a.confidence)[0] ?? null;
