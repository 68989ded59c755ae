import type { Fact } from "../events/fact.ts";
import { isCommitmentKey, isSameCommitment } from "../facts/commitment.ts";
import { isOpenAnswer } from "../facts/exit-criteria.ts";
import type { Evidence, FactClaim } from "../facts/fact.ts";
import { isCritical, isSingle } from "../facts/keys.ts";
import { isNickname, isSameName, plainName } from "../facts/person-name.ts";
import { mergeStakeholder, readStakeholder, stakeholderText } from "../facts/stakeholder.ts";
import { partsOf, subjectOf } from "../facts/subject.ts";
import { type Calibration, worthOf } from "../learning/learned.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import type { Lookup } from "../vocabulary/hash.ts";
import { type FactId, factIdOf, type RunId, type SignalId, type SkillName } from "../vocabulary/ids.ts";
import { FACTS_PER_KEY_MAX, METHOD_ANSWERS_MAX } from "../vocabulary/limits.ts";
import { hasTurned } from "./dispute.ts";
import { requestArbitration } from "./request.ts";
import { saysDenied, saysTheSame } from "./same-answer.ts";
import type { Turn } from "./turn.ts";

export type LearnDeps = {
	readonly lookup: Lookup;
	/** What people said of such claims so far; without it every claim is taken at its word. */
	readonly calibration?: Calibration | undefined;
};

type Learning = LearnDeps & {
	readonly run: RunId | null;
	readonly signal?: SignalId | undefined;
	readonly skill: SkillName;
	readonly cause: { readonly correlation: string; readonly causation: number | null };
};

/**
 * [LE1] Adds a claim to what the deal knows. The same value from the same words changes nothing; the same value from
 * new words adds its quote.
 * [LE2] Where the answer is critical, another one is never settled by who came last: a person arbitrates. Elsewhere it
 * replaces an older suggestion, unless both are readings of one text.
 */
export function learnFact(turn: Turn, said: FactClaim, how: Learning): void {
	const claim = weighed(said, how);
	const known = standingOf(turn, claim.key);
	const same = known.find((fact) => isSameAnswer(claim, how.lookup(fact.value)));
	if (!same && isDenied(turn, claim, how)) return;
	const standing = known[0] ?? null;
	const [about, ...others] = same ? [] : sameSubject(known, claim, how);
	if (same) strengthen(turn, same, claim, how);
	else if (about) {
		renew(turn, about, claim, how);
		for (const other of others) fold(turn, other, claim, how);
	} else if (!isSingle(claim.key)) keep(turn, claim, known.length >= mostOf(claim.key) ? oldest(known) : null, how);
	else if (standing === null || !isDisputed(standing, claim, how)) keep(turn, claim, standing?.id ?? null, how);
	else if (isCritical(claim.key))
		requestArbitration(turn, claim, standing.id, { ...how, by: { type: "agent", skill: how.skill } });
}

/** [LE9] A skill that people had to correct about such facts is believed less, and one that they agree with as much as it says. */
function weighed(claim: FactClaim, { calibration = {}, skill }: Learning): Weighed {
	const worth = Math.round(worthOf(calibration, { skill, ...claim }) * 1_000) / 1_000;
	return worth === claim.confidence ? claim : { ...claim, confidence: worth, said: claim.confidence };
}

/** `said`: with what confidence the skill made it, where that is worth another. */
type Weighed = FactClaim & { readonly said?: number };

/** A confidence, with that of its skill where they differ. */
const confidenceOf = ({ confidence, said }: Pick<Fact, "confidence" | "said">): Pick<Fact, "confidence" | "said"> =>
	said === undefined ? { confidence } : { confidence, said };

/** [LE10] What a person contradicted is no answer: it holds none back. */
const standingOf = (turn: Turn, key: FactKey): readonly Fact[] =>
	Object.values(turn.board().facts).filter((fact) => fact.key === key && fact.state !== "contradicted");

/** [LE10] What a person contradicted, or wrote over, never comes back by a reading, of the same words or others that say the same. */
function isDenied(turn: Turn, claim: FactClaim, { lookup }: LearnDeps): boolean {
	const { facts, judged = {} } = turn.board();
	return Object.values(facts).some((fact) => {
		if (fact.key !== claim.key) return false;
		const denied = [...(fact.state === "contradicted" ? [fact.value] : []), ...(judged[fact.id]?.before ?? [])];
		return denied.some((value) => saysDenied(claim.key, lookup(value), claim.value));
	});
}

/**
 * [LE7] Of one person, need or topic the board holds one line: a later answer takes its place and keeps the quotes. A person's word stays.
 * [LE11] Whoever turns, against a person's word of them, is put before a person, and nothing changes until then.
 */
function renew(turn: Turn, standing: Fact, claim: Weighed, how: Learning): void {
	if (isPersonsWord(standing)) {
		const stood = how.lookup(standing.value);
		const value = renewed(claim, stood);
		if (claim.key === STAKEHOLDER && hasTurned(stood, value))
			requestArbitration(turn, { ...claim, value }, standing.id, { ...how, by: { type: "agent", skill: how.skill } });
		return;
	}
	const fresh = keepEvidence(turn, claim.evidence);
	const had = standing.evidence.filter(
		(each) =>
			!claim.evidence.some((now) => now.signal === each.signal && now.start === each.start && now.end === each.end),
	);
	const value = turn.intern(renewed(claim, how.lookup(standing.value)));
	emit(
		turn,
		{ key: claim.key, ...confidenceOf(claim), state: "suggested", value, supersedes: standing.id },
		[...fresh, ...had].slice(0, 5),
		how,
	);
}

/** What the later answer leaves open of somebody stays as it was known. */
function renewed(claim: FactClaim, before: string | null): string {
	const known = before === null || claim.key !== STAKEHOLDER ? null : readStakeholder(before);
	const fresh = known ? readStakeholder(claim.value) : null;
	return known && fresh ? stakeholderText(mergeStakeholder(known, fresh)) : claim.value;
}

const STAKEHOLDER = "discovery.stakeholder";

/** [LE8] «Jonas», «Mr. Petrie» and «Petrie, Jonas» are «Jonas Petrie», as long as nobody else bears that name. */
function sameSubject(known: readonly Fact[], claim: FactClaim, { lookup }: LearnDeps): readonly Fact[] {
	const subject = subjectOf(claim.key, claim.value);
	if (subject === null) return [];
	const subjects = known.flatMap((fact) => {
		const value = lookup(fact.value);
		return value === null ? [] : [{ fact, subject: subjectOf(claim.key, value) ?? "", name: nameOf(value) }];
	});
	const same = subjects.find((each) => each.subject === subject)?.fact;
	if (same) return [same];
	if (claim.key !== STAKEHOLDER) return [];
	const said = nameOf(claim.value);
	const named = subjects.filter((each) => isSameName(each.name, said));
	const called =
		named.length > 0 ? named : subjects.filter((each) => isNickname(each.name, said) || isNickname(said, each.name));
	const facts = called.map((each) => each.fact);
	// "Sarah" and "Kintu" were two until "Sarah Kintu" was named; "Jonas Lind" and "Jonas Petrie" stay two.
	const areParts = called.every((each) => !each.name.includes(" ")) && facts.every((fact) => !isPersonsWord(fact));
	return facts.length === 1 || (areParts && said.includes(" ")) ? facts : [];
}

const nameOf = (value: string): string => plainName(partsOf(value)[0] ?? "");

/** [LE8] Another line of somebody who has just been named in full goes into that one, with its quotes. */
function fold(turn: Turn, other: Fact, claim: FactClaim, how: Learning): void {
	const now = standingOf(turn, claim.key).find((fact) => nameOf(how.lookup(fact.value) ?? "") === nameOf(claim.value));
	const [had, value] = [how.lookup(other.value), now ? how.lookup(now.value) : null];
	const [known, fresh] = [readStakeholder(had ?? ""), readStakeholder(value ?? "")];
	if (!now || !known || !fresh) return;
	const evidence = [...now.evidence, ...other.evidence].slice(0, 5);
	const merged = turn.intern(stakeholderText(mergeStakeholder(known, fresh)));
	// Under the id of the line that stays, so that one event takes the other line away.
	turn.emit(
		{
			type: "deal.fact-learned",
			run: how.run,
			skill: how.skill,
			fact: { ...now, value: merged, evidence, supersedes: other.id },
		},
		how.cause,
	);
}

function isDisputed(standing: Fact, claim: FactClaim, { lookup }: LearnDeps): boolean {
	if (isPersonsWord(standing)) return true;
	const stood = lookup(standing.value);
	// Nothing is left to hold against the new answer, nor to show to a person.
	if (stood === null) return false;
	// [LE6] "None yet" waits for an answer; it does not hold out against one.
	if (isOpenAnswer(stood) && !isOpenAnswer(claim.value)) return false;
	return (
		isCritical(claim.key) || claim.evidence.some((each) => standing.evidence.some((had) => had.signal === each.signal))
	);
}
const isPersonsWord = (fact: Fact): boolean => fact.state !== "suggested";
/** [LE6] [CM2] Whether a value says what is known, as values of its key are compared. */
function isSameAnswer({ key, value }: FactClaim, known: string | null): boolean {
	if (isCritical(key)) return saysTheSame(known, value);
	return known !== null && isCommitmentKey(key) ? isSameCommitment(key, known, value) : sameText(known, value);
}
const sameText = (a: string | null, b: string): boolean =>
	a !== null && a.trim().toLowerCase() === b.trim().toLowerCase();
const mostOf = (key: FactKey): number => (key === "methodology.answer" ? METHOD_ANSWERS_MAX : FACTS_PER_KEY_MAX);
const oldest = (facts: readonly Fact[]): FactId | null =>
	facts
		.filter((fact) => !isPersonsWord(fact))
		.reduce<Fact | null>((a, b) => (a && a.validFrom <= b.validFrom ? a : b), null)?.id ?? null;

function keep(turn: Turn, claim: Weighed, supersedes: FactId | null, how: Learning): void {
	emit(
		turn,
		{ key: claim.key, ...confidenceOf(claim), state: "suggested", value: turn.intern(claim.value), supersedes },
		keepEvidence(turn, claim.evidence),
		how,
	);
}

function strengthen(turn: Turn, fact: Fact, claim: Weighed, how: Learning): void {
	const fresh = claim.evidence.filter(
		(each) =>
			!fact.evidence.some((had) => had.signal === each.signal && had.start === each.start && had.end === each.end),
	);
	if (fresh.length === 0 || fact.evidence.length >= 5) return;
	const evidence = [...fact.evidence, ...keepEvidence(turn, fresh)].slice(0, 5);
	const stronger = confidenceOf(fact.confidence >= claim.confidence ? fact : claim);
	emit(turn, { key: fact.key, ...stronger, state: fact.state, value: fact.value, supersedes: fact.id }, evidence, how);
}

/** Quotes as events and the board hold them. */
export const keepEvidence = (turn: Turn, evidence: readonly Evidence[]): Fact["evidence"] =>
	evidence.map((each) => ({
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
