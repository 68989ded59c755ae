import type { SignalText } from "#knowledge/core/deal/skill.ts";
import type { FactClaim, ReadFact } from "#knowledge/core/facts/fact.ts";
import { partsOf, partsText } from "#knowledge/core/facts/subject.ts";
import type { Competitor } from "#knowledge/core/reasoning/discovery/competitors.ts";
import type { Requirement } from "#knowledge/core/reasoning/discovery/requirements.ts";
import { isSameNeed, needWords } from "#knowledge/core/reasoning/discovery/same-need.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";

/** A board holds twelve a key; one text must not fill it. */
const PER_TEXT_MAX = 10;
const COMPETITORS_MAX = 6;
const EVIDENCE_MAX = 3;
/** Below this an answer is a guess, and a guess on the board costs more than a gap. */
export const CONFIDENCE_MIN = 0.3;
const SURE_MAX = 0.95;

/** The quotes of one claim, each once, the first few. */
export const evidenceFrom = (signal: SignalText, spans: readonly Span[]): FactClaim["evidence"] =>
	spans
		.filter((span, at) => spans.findIndex((each) => each.start === span.start && each.end === span.end) === at)
		.slice(0, EVIDENCE_MAX)
		.map((span) => evidenceOf(signal, span));

/** How much surer a repetition has to be to be worth a line of the log. */
export const SURER = 0.1;

/**
 * [DI6] One claim a need: what is said twice in a text is one with two proofs. What is known in other words is no news,
 * unless it was hardly more than asked about before: then its new proof is given to what is known.
 */
export function requirementClaims(
	signal: SignalText,
	found: readonly Requirement[],
	facts: readonly ReadFact[],
): readonly FactClaim[] {
	const groups: Need[] = [];
	for (const each of [...found].sort((a, b) => b.confidence - a.confidence)) {
		if (each.confidence < CONFIDENCE_MIN) continue;
		const words = needWords(each.value);
		if (words.size === 0) continue;
		const group = groups.find((other) => isSameNeed(other.words, words));
		if (group) group.spans.push(each);
		else groups.push({ words, best: each, spans: [each] });
	}
	const known = facts.filter((fact) => fact.key === "discovery.requirement");
	return groups.flatMap((need) => claimOf(signal, need, known)).slice(0, PER_TEXT_MAX);
}

type Need = { readonly words: ReadonlySet<string>; readonly best: Requirement; readonly spans: Span[] };

function claimOf(signal: SignalText, { words, best, spans }: Need, known: readonly ReadFact[]): readonly FactClaim[] {
	const had = known.find((fact) => fact.value !== null && isSameNeed(needWords(fact.value), words));
	if (had && (had.state !== "suggested" || best.confidence < had.confidence + SURER)) return [];
	const evidence = evidenceFrom(signal, spans);
	const value = had?.value ?? best.value;
	if (had && !isInWordsOf(value, evidence)) return [];
	return [{ key: "discovery.requirement", value, confidence: Math.min(SURE_MAX, best.confidence), evidence }];
}

/** [DI7] At least half of what a requirement says stands in its quotes. */
export function isInWordsOf(value: string, evidence: FactClaim["evidence"]): boolean {
	const words = [...needWords(value)];
	const quoted = new Set(evidence.flatMap((each) => [...needWords(each.quote)]));
	return words.length > 0 && words.filter((word) => quoted.has(word)).length * 2 >= words.length;
}

/** [DI14] One claim a vendor. What is known of one is repeated only when it became something else: a rival, or the system in use. */
export function competitorClaims(
	signal: SignalText,
	found: readonly Competitor[],
	facts: readonly ReadFact[],
): readonly FactClaim[] {
	const groups = new Map<string, Competitor[]>();
	for (const each of found) {
		if (each.confidence < CONFIDENCE_MIN) continue;
		const group = groups.get(each.name.toLowerCase()) ?? [];
		group.push(each);
		groups.set(each.name.toLowerCase(), group);
	}
	return [...groups.values()].slice(0, COMPETITORS_MAX).flatMap((group) => {
		const best = group.reduce((a, b) => (b.confidence > a.confidence ? b : a));
		const status = group.some((each) => each.status === "in use") ? "in use" : best.status;
		const ofStatus = group.filter((each) => each.status === status);
		// Of what is said of a vendor who is known only what is new is worth a line.
		const fresh = ofStatus.find((each) => !isKnown(facts, { name: best.name, status, gist: each.gist }));
		const told = fresh ?? ofStatus[0] ?? best;
		if (isKnown(facts, { name: best.name, status, gist: told.gist })) return [];
		return [
			{
				key: "discovery.competitor" as const,
				value: partsText([told.name, `${status}: ${told.gist}`]),
				confidence: Math.min(SURE_MAX, best.confidence),
				evidence: evidenceFrom(signal, [told, ...group]),
			},
		];
	});
}

/** Vendors of the board, for texts that speak of them again. */
export const knownVendors = (facts: readonly ReadFact[]): readonly Pick<Competitor, "name" | "status">[] =>
	facts.flatMap((fact) => {
		if (fact.key !== "discovery.competitor" || fact.value === null || fact.state === "contradicted") return [];
		const [name = "", said = ""] = partsOf(fact.value);
		return name === "" ? [] : [{ name, status: said.startsWith("in use") ? "in use" : "being compared" } as const];
	});

/** A figure or a turn of the contest that is not known yet is news of a vendor who is. */
const NEWS =
	/\d|\b(?:cheaper|dearer|lower|higher|out|won|lost|signed|ahead|second|first|under|offers?|offered|promis\w+|reach\w*|does(?:n['’]t| not)|cannot|can['’]t)\b/i;

const isKnown = (
	facts: readonly ReadFact[],
	{ name, status, gist }: Pick<Competitor, "name" | "status" | "gist">,
): boolean =>
	facts.some((fact) => {
		if (fact.key !== "discovery.competitor" || fact.value === null) return false;
		const [known = "", said = ""] = partsOf(fact.value);
		if (known.toLowerCase() !== name.toLowerCase()) return false;
		// That something is in use is not taken back by its being compared with.
		if (said.startsWith("in use") && status === "being compared") return true;
		return said.startsWith(status) && (!NEWS.test(gist) || said.includes(gist));
	});
