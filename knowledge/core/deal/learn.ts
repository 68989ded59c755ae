import type { Fact } from "../events/fact.ts";
import type { FactClaim } from "../facts/fact.ts";
import { isCritical, isSingle } from "../facts/keys.ts";
import type { Lookup } from "../vocabulary/hash.ts";
import { type FactId, factIdOf, type RunId, type SkillName } from "../vocabulary/ids.ts";
import { FACTS_PER_KEY_MAX } from "../vocabulary/limits.ts";
import { requestArbitration } from "./request.ts";
import { saysTheSame } from "./same-answer.ts";
import type { Turn } from "./turn.ts";

export type LearnDeps = { readonly lookup: Lookup };

type Learning = LearnDeps & {
	readonly run: RunId | null;
	readonly skill: SkillName;
	readonly cause: { readonly correlation: string; readonly causation: number | null };
};

/**
 * [LE1] Adds a claim to what the deal knows. The same value from the same words changes nothing; the same value from
 * new words adds its quote.
 * [LE2] Where the answer is critical, another one is never settled by who came last: a person arbitrates. Elsewhere it
 * replaces an older suggestion, unless both are readings of one text.
 */
export function learnFact(turn: Turn, claim: FactClaim, how: Learning): void {
	const known = Object.values(turn.board().facts).filter((fact) => fact.key === claim.key);
	const isSame = isCritical(claim.key) ? saysTheSame : sameText;
	const same = known.find((fact) => isSame(how.lookup(fact.value), claim.value));
	const standing = known[0] ?? null;
	if (same) strengthen(turn, same, claim, how);
	else if (!isSingle(claim.key)) keep(turn, claim, known.length >= FACTS_PER_KEY_MAX ? oldest(known) : null, how);
	else if (standing === null || !isDisputed(standing, claim, how)) keep(turn, claim, standing?.id ?? null, how);
	else if (isCritical(claim.key))
		requestArbitration(turn, claim, standing.id, { ...how, by: { type: "agent", skill: how.skill } });
}

function isDisputed(standing: Fact, claim: FactClaim, { lookup }: LearnDeps): boolean {
	if (isPersonsWord(standing)) return true;
	// Nothing is left to hold against the new answer, nor to show to a person.
	if (lookup(standing.value) === null) return false;
	return (
		isCritical(claim.key) || claim.evidence.some((each) => standing.evidence.some((had) => had.signal === each.signal))
	);
}
const isPersonsWord = (fact: Fact): boolean => fact.state !== "suggested";
const sameText = (a: string | null, b: string): boolean =>
	a !== null && a.trim().toLowerCase() === b.trim().toLowerCase();
const oldest = (facts: readonly Fact[]): FactId | null =>
	facts
		.filter((fact) => !isPersonsWord(fact))
		.reduce<Fact | null>((a, b) => (a && a.validFrom <= b.validFrom ? a : b), null)?.id ?? null;

function keep(turn: Turn, claim: FactClaim, supersedes: FactId | null, how: Learning): void {
	emit(
		turn,
		{ key: claim.key, confidence: claim.confidence, state: "suggested", value: turn.intern(claim.value), supersedes },
		quotesOf(turn, claim),
		how,
	);
}

function strengthen(turn: Turn, fact: Fact, claim: FactClaim, how: Learning): void {
	const fresh = claim.evidence.filter(
		(each) =>
			!fact.evidence.some((had) => had.signal === each.signal && had.start === each.start && had.end === each.end),
	);
	if (fresh.length === 0 || fact.evidence.length >= 5) return;
	const evidence = [...fact.evidence, ...quotesOf(turn, { evidence: fresh })].slice(0, 5);
	const confidence = Math.max(fact.confidence, claim.confidence);
	emit(turn, { key: fact.key, confidence, state: fact.state, value: fact.value, supersedes: fact.id }, evidence, how);
}

const quotesOf = (turn: Turn, claim: Pick<FactClaim, "evidence">): Fact["evidence"] =>
	claim.evidence.map((each) => ({
		signal: each.signal,
		quote: turn.intern(each.quote),
		start: each.start,
		end: each.end,
	}));

function emit(
	turn: Turn,
	fact: Omit<Fact, "id" | "evidence" | "validFrom">,
	evidence: Fact["evidence"],
	how: Learning,
): void {
	const board = turn.board();
	const id = factIdOf(turn.hash, board.deal, fact.key, [String(board.seq + 1)]);
	turn.emit(
		{ type: "deal.fact-learned", run: how.run, skill: how.skill, fact: { ...fact, id, evidence, validFrom: turn.at } },
		how.cause,
	);
}
