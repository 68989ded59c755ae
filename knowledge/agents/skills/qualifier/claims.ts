import type { SignalText } from "#knowledge/core/deal/skill.ts";
import type { FactClaim, ReadFact } from "#knowledge/core/facts/fact.ts";
import { isSingle } from "#knowledge/core/facts/keys.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import {
	type Answer,
	QUALIFICATION_KEYS,
	type QualificationKey,
} from "#knowledge/core/reasoning/qualification/find.ts";

/** A board holds twelve a key; one text must not fill it. */
const PER_KEY_MAX = 5;
/** Of a single fact two answers may stand in one text: two people who disagree, or a day to sign and a day to be live. A person settles it. */
const SINGLE_MAX = 3;
/** A guess beside a plain answer is no second answer. */
const ALSO_SURE = 0.75;
/** Below this an answer is a guess, and a guess on the board costs more than a gap. */
const CONFIDENCE_MIN = 0.35;
const EVIDENCE_MAX = 3;

/** One claim for each answer, the same answer given twice proven twice; of single facts only the surest. */
export function claimsFrom(
	signal: SignalText,
	answers: readonly Answer[],
	facts: readonly ReadFact[],
): readonly FactClaim[] {
	return QUALIFICATION_KEYS.flatMap((key) => {
		const grouped = groupedByValue(answers.filter((each) => each.key === key && each.confidence >= CONFIDENCE_MIN));
		const sorted = grouped.sort((a, b) => b.confidence - a.confidence || a.first - b.first);
		return sorted
			.filter((each) => !isSingle(key) || each.confidence >= ALSO_SURE * (sorted[0]?.confidence ?? 0))
			.slice(0, isSingle(key) ? SINGLE_MAX : PER_KEY_MAX)
			.filter((each) => !isKnown(facts, key, each.value))
			.map((each) => ({
				key,
				value: each.value,
				confidence: Math.min(0.95, each.confidence),
				evidence: each.answers.slice(0, EVIDENCE_MAX).map((answer) => evidenceOf(signal, answer.span)),
			}));
	});
}

type Group = {
	readonly value: string;
	readonly confidence: number;
	readonly first: number;
	readonly answers: readonly Answer[];
};

function groupedByValue(answers: readonly Answer[]): Group[] {
	const groups = new Map<string, Answer[]>();
	for (const answer of answers) {
		const id = answer.value.toLowerCase();
		const group = groups.get(id) ?? [];
		if (!group.some((each) => each.span.start === answer.span.start)) group.push(answer);
		groups.set(id, group);
	}
	return [...groups.values()].map((group) => {
		const best = group.reduce((a, b) => (b.confidence > a.confidence ? b : a));
		return { value: best.value, confidence: best.confidence, first: best.span.start, answers: group };
	});
}

/** What the board already says in the same words is no news; nor is "about 800" where it says 800,000. */
const isKnown = (facts: readonly ReadFact[], key: QualificationKey, value: string): boolean => {
	const round = /^about (\d{1,3}) \(unit not stated\)$/.exec(value)?.[1];
	return facts.some(
		(fact) =>
			fact.key === key &&
			fact.state !== "contradicted" &&
			fact.value !== null &&
			(fact.value.toLowerCase() === value.toLowerCase() ||
				(round !== undefined && new RegExp(`(?<![\\d,])${round},000(?![,\\d])`).test(fact.value))),
	);
};
