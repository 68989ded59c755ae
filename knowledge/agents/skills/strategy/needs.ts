import type { Match, Matcher } from "#knowledge/agents/writing/match.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import { topicOf } from "#knowledge/agents/writing/topics.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence, FactClaim, ReadFact } from "#knowledge/core/facts/fact.ts";
import { partsOf, partsText } from "#knowledge/core/facts/subject.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { FACT_VALUE_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { type Literal, literalOf, literalWords } from "./literal.ts";

export const NOTHING_COVERS = "nothing in our catalogue covers it";

const NEED_KEYS: readonly FactKey[] = ["discovery.requirement", "bant.need", "meddic.pain"];
const NEED_CHARS_MAX = 120;
/** A board holds twelve a key; one turn must not fill it. */
const PER_KEY_MAX = 6;
const CONFIDENCE_MIN = 0.5;
const EVIDENCE_MAX = 5;

/** What still stands, and can still be shown. */
export const standing = (facts: readonly ReadFact[], keys: readonly FactKey[]): readonly ReadFact[] =>
	facts.filter(
		(fact) =>
			keys.includes(fact.key) &&
			fact.state !== "contradicted" &&
			fact.value !== null &&
			fact.confidence >= CONFIDENCE_MIN &&
			fact.evidence.some((each) => each.quote !== null),
	);

export const quotesOf = (facts: readonly ReadFact[]): Evidence[] =>
	facts
		.flatMap((fact) => fact.evidence)
		.flatMap(({ signal, quote, start, end }) => (quote === null ? [] : [{ signal, quote, start, end }]))
		.filter(
			(each, index, all) =>
				all.findIndex(
					(other) => other.signal === each.signal && other.start === each.start && other.end === each.end,
				) === index,
		)
		.slice(0, EVIDENCE_MAX);

/** What is paid, who somebody is, and what their own tools do: nothing that we could cover. */
const NO_NEED =
	/\b(?:payable|payments?|invoiced?|instal?ments?|liability|penalt\w+ clause)\b|\b(?:is|was) the (?:one|person|man|woman|guy|colleague)\b|^it (?!has to|must|should|needs?\b|shall)|^(?:an? |the )?(?:test|trial|demo|pilot|call|meeting|second|first|following)\W*$/i;

/** What they say that they can do without is no need, and neither is what they want from us in a mail. */
const GIVEN_UP =
	/^(?:please|kindly|could you|can you|would you)\b|\bas an? (?:option|extra|add-?on)\b|\b(?:drop|leave out|no longer|skip|do(?:n['’]?t| not) (?:need|want|care)|not (?:needed|necessary|required|important)|can (?:wait|do without))\b/i;

type Found = { readonly need: ReadFact; readonly text: string; readonly match: Match };

/** A long fact may hold several needs; each is looked up on its own. */
const SPLIT_CHARS_MIN = 60;
const PART_WORDS_MIN = 2;

export function needsIn(value: string): readonly string[] {
	if (value.length < SPLIT_CHARS_MIN) return [value];
	const parts = value
		.split(/;\s+|,\s+(?:and\s+)?|\s+and\s+(?:that\s+)?(?=that |we |the |it |to |can |not )/)
		.map((part) => part.trim());
	return parts.length > 1 && parts.some((part) => literalWords(part).size >= PART_WORDS_MIN)
		? parts.filter((part) => literalWords(part).size >= PART_WORDS_MIN)
		: [value];
}

/** Fits and gaps: one for each sentence of the catalogue that answers a need, with the proofs of all needs that it answers. */
export function needClaims(input: SkillInput, matched: Matcher): readonly FactClaim[] {
	const literal = literalOf(input.catalogue);
	const needs = NEED_KEYS.flatMap((key) => standing(input.facts, [key])).filter(
		(need) => !GIVEN_UP.test(need.value ?? "") && !NO_NEED.test(need.value ?? ""),
	);
	const found = needs.flatMap((need) => {
		const parts = needsIn(need.value ?? "");
		return parts.flatMap((text): readonly Found[] => {
			const match = sureMatch(text, matched, literal);
			// That nothing covers it is said of a whole need, and never of a piece of one.
			if (!match || (match.type === "uncovered" && (parts.length > 1 || !isConcrete(need)))) return [];
			return [{ need, text, match }];
		});
	});
	const groups = new Map<string, Found[]>();
	for (const each of found) {
		const key = `${each.match.type}:${sentenceOf(each.match) ?? each.text}`;
		groups.set(key, [...(groups.get(key) ?? []), each]);
	}
	const claims = [...groups.values()].map(claimOf).filter((claim) => !isKnown(input.facts, claim));
	return (["strategy.fit", "strategy.gap"] as const).flatMap((key) =>
		claims.filter((claim) => claim.key === key).slice(0, PER_KEY_MAX),
	);
}

/** A limit that names it by the same word; else a capability that both likeness and words speak for; else, surely, nothing. */
export function sureMatch(text: string, matched: Matcher, literal: Literal): Match | null {
	const limit = literal.limitOf(text);
	if (limit) return { type: "limit", ...limit };
	const match = matched(text);
	if (match?.type === "fit" && literal.isMet(text, match.capability)) return match;
	const capability = literal.capabilityOf(text);
	if (capability) return { type: "fit", ...capability };
	return match?.type === "uncovered" ? match : null;
}

/** Only what a product could do can be missing from ours; a deadline, a price or a term is somebody's to answer. */
const isConcrete = (need: ReadFact): boolean =>
	need.key === "discovery.requirement" &&
	stemsOf(need.value ?? "").length >= UNCOVERED_WORDS_MIN &&
	!/^(?:no|not|nothing|nobody|none|without|never)\b/i.test(need.value ?? "") &&
	!NO_FUNCTION.test(need.value ?? "") &&
	FUNCTIONAL.has(topicOf(need.value ?? ""));
/** Fewer words may mean anything, and «nothing covers it» is said to a buyer. */
const UNCOVERED_WORDS_MIN = 3;
const NO_FUNCTION =
	/\d[\d.,]{2,}|\b(?:eur|usd|gbp|aud|sgd|inr|jpy|years?|months?|weeks?|days?|deadline|quarter|contract\w*|notice|payments?|payable|invoices?|penalt\w+|training|onboarding|workshops?|references?|pilot|trial|demo\w*|law|legal|courts?|sign\w*|budget|total|offer|proposal|call|meeting|visit)\b|[€$£¥₹]/i;
const FUNCTIONAL: ReadonlySet<string> = new Set(["capability", "integration", "security", "support", "other"]);

function claimOf(found: readonly Found[]): FactClaim {
	const [first] = found;
	const needs = found.map((each) => each.need);
	const match = first?.match ?? { type: "uncovered" };
	const told =
		match.type === "fit" ? [match.offering.name, match.capability.says] : [sentenceOf(match) ?? NOTHING_COVERS];
	const room = FACT_VALUE_CHARS_MAX - told.join("").length - 3 * told.length;
	return {
		key: match.type === "fit" ? "strategy.fit" : "strategy.gap",
		value: partsText([shortened(needText(first?.text ?? ""), Math.min(NEED_CHARS_MAX, room)), ...told]),
		confidence: Math.round(Math.max(...needs.map((need) => need.confidence)) * SURENESS[match.type] * 100) / 100,
		evidence: quotesOf(needs),
	};
}
const SURENESS: Readonly<Record<Match["type"], number>> = { fit: 0.9, limit: 0.95, uncovered: 0.8 };

/** A value in parts tells the need in its first one. */
const needText = (value: string): string => partsOf(value)[0] ?? value;

const sentenceOf = (match: Match): string | null =>
	match.type === "fit" ? match.capability.says : match.type === "limit" ? match.says : null;

/** The board has the answer, if it tells the same sentence; or the same need without one. */
const isKnown = (facts: readonly ReadFact[], claim: FactClaim): boolean => {
	const parts = partsOf(claim.value);
	return facts.some((fact) => {
		if (fact.key !== claim.key || fact.state === "contradicted" || fact.value === null) return false;
		const had = partsOf(fact.value);
		const same = had.slice(1).join() === parts.slice(1).join();
		return same && (parts[1] !== NOTHING_COVERS || had[0]?.toLowerCase() === parts[0]?.toLowerCase());
	});
};
