import type { DealEvent } from "../events/catalogue.ts";
import { type CrmField, type CrmRecord, crmKey, isFieldOf } from "../events/crm.ts";
import type { By } from "../events/deal.ts";
import type { CrmEntry } from "../facts/blackboard.ts";
import type { Evidence } from "../facts/fact.ts";
import type { Lookup } from "../vocabulary/hash.ts";
import { type CrmChangeId, crmChangeIdOf, type RunId, type UserId } from "../vocabulary/ids.ts";
import { readMoney } from "../vocabulary/money.ts";
import { done, type Outcome, refused } from "../vocabulary/outcome.ts";
import { StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import { keepEvidence } from "./learn.ts";
import { isDay, UNSEEN } from "./plain-text.ts";
import type { Turn } from "./turn.ts";

export type CrmChanged = Extract<DealEvent, { type: "deal.crm-changed" }>;

export type CrmChange = {
	readonly record: CrmRecord;
	readonly field: CrmField;
	/** `null` empties the field. */
	readonly value: string | null;
	readonly why: string | null;
	readonly evidence: readonly Evidence[];
};

type Origin = {
	readonly by: By;
	readonly run: RunId | null;
	readonly lookup: Lookup;
	readonly cause: { readonly correlation: string; readonly causation: number | null };
};

const standingIn = (turn: Turn, record: CrmRecord, field: CrmField): CrmEntry | undefined =>
	turn.board().crm?.[crmKey(record)]?.[field];

/** [CR1] Writes one field, with what stood there before. The same value again is no change, unless a person makes it theirs. */
export function changeCrm(turn: Turn, change: CrmChange, { by, run, lookup, cause }: Origin): CrmChangeId | null {
	const standing = standingIn(turn, change.record, change.field);
	const from = standing?.value ?? null;
	const isSame = (from === null ? null : lookup(from)) === change.value;
	if (isSame && (by.type !== "human" || standing?.by.type === "human")) return null;
	const to = change.value === null ? null : isSame ? from : turn.intern(change.value);
	const why = change.why === null ? null : turn.intern(change.why);
	const evidence = keepEvidence(turn, change.evidence);
	const { record, field } = change;
	return emit(turn, { record, field, from, to, by, run, why, evidence, undoes: null }, cause);
}

/** [CR2] A person writes a field. From then on it is theirs: no agent writes it again. */
export function changeCrmByPerson(
	turn: Turn,
	change: Omit<CrmChange, "evidence" | "why">,
	{ user, lookup }: { readonly user: UserId; readonly lookup: Lookup },
): Outcome<CrmChangeId | null> {
	const { record, field } = change;
	if (!isFieldOf(record, field)) return refused("invalid", `there is no field ${field} of a ${record.type}`);
	const wrong = change.value === null ? null : crmMisfit(field, change.value);
	if (wrong) return refused("invalid", `/body/value: ${wrong}`);
	if (record.type === "contact" && !turn.board().contacts[record.contact])
		return refused("not-found", "there is no such contact in this deal");
	const cause = { correlation: `crm:${user}`, causation: null };
	const by = { type: "human", user } as const;
	return done(changeCrm(turn, { ...change, why: null, evidence: [] }, { by, run: null, lookup, cause }));
}

/**
 * [CR3] Takes a change back: what stood before stands again, to the letter. An agent's change that a person took back stays
 * the person's, so that no agent makes it again; a person's own goes back to whose the field was. Once something else was
 * written since, there is nothing to go back to.
 */
export function undoCrm(
	turn: Turn,
	undone: { readonly changed: CrmChanged; readonly ownedBefore: By | null },
	user: UserId,
): Outcome<CrmChangeId> {
	const { record, field, change, from, by: author, undoes } = undone.changed;
	const standing = standingIn(turn, record, field);
	if (undoes !== null) return refused("conflict", "this change is itself an undo; write the field instead");
	if (standing?.change !== change) return refused("conflict", "the field was written again since");
	const owner = author.type === "human" && undone.ownedBefore ? { owner: undone.ownedBefore } : {};
	const by = { type: "human", user } as const;
	const rest = { run: null, why: null, evidence: [], undoes: change, ...owner };
	const cause = { correlation: `crm:${user}`, causation: null };
	return done(emit(turn, { record, field, from: standing.value, to: from, by, ...rest }, cause));
}

function emit(turn: Turn, event: Omit<CrmChanged, "type" | "change">, cause: Origin["cause"]): CrmChangeId {
	const { deal, seq } = turn.board();
	const change = crmChangeIdOf(turn.hash, deal, seq + 1);
	turn.emit({ type: "deal.crm-changed", change, ...event }, cause);
	return change;
}

/** [CR4] Why a text cannot stand in a field; `null` where it can. Sums and days are such that lists can sort and add them. */
export function crmMisfit(field: CrmField, value: string): string | null {
	if (UNSEEN.test(value)) return "is one line, without control characters or marks that turn the writing round";
	if (field === "amount") return readMoney(value) ? null : "is a sum such as «EUR 42000.00»";
	if (field === "close-date" || field === "next-step-due") return isDay(value) ? null : "is a day such as «2026-11-30»";
	if (field === "role")
		return StakeholderRole.safeParse(value).success ? null : `is one of ${StakeholderRole.options.join(", ")}`;
	if (field === "stance") return Stance.safeParse(value).success ? null : `is one of ${Stance.options.join(", ")}`;
	return null;
}
