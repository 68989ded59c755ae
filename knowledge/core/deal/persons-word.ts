import type { DealEvent } from "../events/catalogue.ts";
import type { Fact, Verdict } from "../events/fact.ts";
import { isOpenAnswer } from "../facts/exit-criteria.ts";
import { isSingle } from "../facts/keys.ts";
import { readConcession } from "../facts/ledger.ts";
import { isSameName } from "../facts/person-name.ts";
import { partsOf, subjectOf } from "../facts/subject.ts";
import { answerOf } from "../methodology/answer.ts";
import { amountsIn } from "../reasoning/entities/amounts.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import type { Lookup } from "../vocabulary/hash.ts";
import type { FactId, UserId } from "../vocabulary/ids.ts";
import { assertNever } from "../vocabulary/invariant.ts";
import { FACT_VALUE_CHARS_MAX } from "../vocabulary/limits.ts";
import { done, type Outcome, refused } from "../vocabulary/outcome.ts";
import { Heard, Power, StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import { isDay, UNSEEN } from "./plain-text.ts";
import { replace } from "./request.ts";
import type { Turn } from "./turn.ts";

/** `seen`: the value that the person looked at, where their client says so; `null` where it was erased. */
export type PersonsWord = {
	readonly fact: FactId;
	readonly reason: string | null;
	readonly seen?: string | null | undefined;
} & ({ readonly type: "validate" | "contradict" } | { readonly type: "edit"; readonly value: string });

const ERASED = "the text of this fact was erased: there is nothing left to agree with";

/**
 * [PW1] A person says of a fact that it is right, right in other words, or wrong. Said twice it is said once. What is right
 * again cannot stand beside another answer to the same question: that one is contradicted first.
 * [PW6] Whoever says which value they looked at says nothing of another one that was written since.
 */
export function judgeFact(
	turn: Turn,
	word: PersonsWord,
	{ user, lookup }: { readonly user: UserId; readonly lookup: Lookup },
): Outcome<null> {
	const fact = turn.board().facts[word.fact];
	if (!fact) return refused("not-found", "there is no such fact on the board of this deal");
	const stood = lookup(fact.value);
	if (word.seen !== undefined && word.seen !== stood)
		return refused("conflict", "this fact was written again since you saw it: read it again before you judge it");
	if (stood === null && word.type !== "contradict") return refused("not-found", ERASED);
	const value = word.type === "edit" && word.value !== stood ? word.value : null;
	const misfit = value === null ? null : factMisfit(fact.key, value);
	if (misfit) return refused("invalid", `/body/value: ${misfit}`);
	const verdict = verdictOf(word, fact, value);
	const cause = { correlation: `fact:${fact.id}`, causation: null };
	if (verdict === null) {
		if (word.type !== "contradict") closeDispute(turn, fact, cause);
		return done(null);
	}
	const rival = verdict === "contradicted" ? null : rivalOf(turn, fact, value ?? stood ?? "", lookup);
	if (rival) return refused("conflict", `fact ${rival} answers this already; contradict or edit that one first`);
	turn.emit(
		{
			type: "deal.fact-judged",
			fact: fact.id,
			verdict,
			by: user,
			value: value === null ? null : turn.intern(value),
			reason: word.reason === null ? null : turn.intern(word.reason),
		},
		cause,
	);
	if (verdict !== "contradicted") closeDispute(turn, fact, cause);
	return done(null);
}

/** [PW5] Whoever says which answer, or which line of somebody, is right has decided between it and the one that was put beside it. */
function closeDispute(turn: Turn, { id, key }: Fact, cause: Parameters<typeof replace>[3]): void {
	for (const each of Object.values(turn.board().approvals)) {
		const { action } = each;
		if (action.type !== "arbitrate-fact" || action.key !== key) continue;
		if (isSingle(key) || action.standing === id) replace(turn, each, "judged-by-hand", cause);
	}
}

type FeedbackGiven = Extract<DealEvent, { type: "deal.feedback-given" }>;

export type Feedback = Pick<FeedbackGiven, "run" | "skill" | "about" | "rule" | "verdict"> & {
	readonly note: string | null;
};

/**
 * [PW4] A person says whether the crew was right to hold back in a run. Said twice it is said once; a changed mind is on record
 * beside what it changed. `earlier`: what was said of that run so far.
 */
export function giveFeedback(
	turn: Turn,
	{ note, ...said }: Feedback,
	{ user, earlier }: { readonly user: UserId; readonly earlier: readonly FeedbackGiven[] },
): void {
	const { run, skill, about, rule, verdict } = said;
	const last = earlier.findLast(
		(each) => each.by === user && each.skill === skill && each.about === about && each.rule === rule,
	);
	if (last?.verdict === verdict) return;
	turn.emit(
		{ type: "deal.feedback-given", ...said, note: note === null ? null : turn.intern(note), by: user },
		{ correlation: run, causation: null },
	);
}

/** [PW2] `null`: that is what stands already. Whoever writes what stands there agrees with it. */
function verdictOf(word: PersonsWord, { state }: Fact, value: string | null): Verdict | null {
	switch (word.type) {
		case "contradict":
			return state === "contradicted" ? null : "contradicted";
		case "validate":
			return state === "validated" ? null : "validated";
		case "edit":
			if (value !== null) return "edited";
			return state === "validated" || state === "edited" ? null : "validated";
		default:
			return assertNever(word);
	}
}

/** Another fact that stands where this one would: the answer to the same question, a line about the same, or the same words. */
function rivalOf(turn: Turn, fact: Fact, value: string, lookup: Lookup): FactId | null {
	const others = Object.values(turn.board().facts).filter(
		({ id, key, state }) => id !== fact.id && key === fact.key && state !== "contradicted",
	);
	if (isSingle(fact.key)) return others[0]?.id ?? null;
	const subject = subjectOf(fact.key, value);
	const found = others.find((each) => {
		const text = lookup(each.value);
		if (text === null) return false;
		if (subject === null) return text.trim().toLowerCase() === value.trim().toLowerCase();
		return fact.key === "discovery.stakeholder"
			? isSameName(partsOf(text)[0] ?? "", partsOf(value)[0] ?? "")
			: subjectOf(fact.key, text) === subject;
	});
	return found?.id ?? null;
}

const DAY_WRITTEN = /\b\d{4}-\d\d-\d\d\b/g;

/** [PW3] Why a text cannot be the value of a fact of this key, with the part that is wrong; `null` where it can. */
export function factMisfit(key: FactKey, value: string): string | null {
	if (value.trim() === "") return "says nothing";
	if (value.length > FACT_VALUE_CHARS_MAX) return `has at most ${FACT_VALUE_CHARS_MAX} characters`;
	if (UNSEEN.test(value)) return "is one line, without control characters or marks that turn the writing round";
	switch (key) {
		case "bant.budget":
			return isOpenAnswer(value) || amountsIn(value, { bare: true }).length > 0
				? null
				: "is a sum such as «EUR 42,000», or «none yet»";
		case "discovery.stakeholder":
			return stakeholderMisfit(partsOf(value));
		case "conversation.ask":
		case "conversation.promise":
			return commitmentMisfit(partsOf(value));
		case "conversation.concession":
			return readConcession(value) ? null : "is «us or them | what is given | what it is given for, or -»";
		case "methodology.answer":
			return answerOf(value) ? null : "is a field and its answer, such as «qbs/impact | Late tickets cost a credit»";
		case "discovery.competitor":
		case "strategy.fit":
		case "strategy.gap":
		case "strategy.position":
			return partsOf(value).length > 1 && partsOf(value).every((part) => part !== "")
				? null
				: "is what it is about and what is said of it, with « | » between them";
		case "bant.timeline":
		case "conversation.date": {
			const wrong = value.match(DAY_WRITTEN)?.find((each) => !isDay(each));
			return wrong === undefined ? null : `has a day that is in no calendar: «${wrong}»`;
		}
		case "bant.authority":
		case "bant.need":
		case "meddic.metrics":
		case "meddic.economic-buyer":
		case "meddic.decision-criteria":
		case "meddic.decision-process":
		case "meddic.pain":
		case "meddic.champion":
		case "conversation.objection":
		case "conversation.agreed":
		case "discovery.requirement":
			return null;
		default:
			return assertNever(key);
	}
}

function stakeholderMisfit(parts: readonly string[]): string | null {
	const [name = "", title, role, stance, power = "unknown", , heard = "unknown", ...more] = parts;
	if (parts.length < 4 || more.length > 0)
		return "is «name | title or - | role | stance», and where it is known «| power | reports to | heard»";
	if (name === "" || name === "-") return "its first part is a name";
	if (title === "") return "its second part is a title, or -";
	const { data } = StakeholderRole.safeParse(role);
	if (!data) return `its third part, the role, is one of ${StakeholderRole.options.join(", ")}`;
	if (!Stance.safeParse(stance).success) return `its fourth part, the stance, is one of ${Stance.options.join(", ")}`;
	if (!Power.safeParse(power).success) return `its fifth part, the power, is one of ${Power.options.join(", ")}`;
	return Heard.safeParse(heard).success ? null : `its seventh part is one of ${Heard.options.join(", ")}`;
}

function commitmentMisfit(parts: readonly string[]): string | null {
	const [what = "", owner, who, due = ""] = parts;
	if (parts.length !== 4) return "is «what | us or them | name or - | day or -»";
	if (what === "" || what === "-") return "its first part is what is to be done";
	if (owner !== "us" && owner !== "them") return "its second part, whose it is, is us or them";
	if (who === "") return "its third part is a name, or -";
	return due === "-" || isDay(due) ? null : "its fourth part is a day such as «2026-11-30», or -";
}
