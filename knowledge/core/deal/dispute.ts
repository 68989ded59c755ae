import type { Fact } from "../events/fact.ts";
import type { Blackboard } from "../facts/blackboard.ts";
import { isSingle } from "../facts/keys.ts";
import { isSameName } from "../facts/person-name.ts";
import { readStakeholder, type Stakeholder } from "../facts/stakeholder.ts";
import { partsOf, subjectOf } from "../facts/subject.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import type { Lookup } from "../vocabulary/hash.ts";
import type { FactId } from "../vocabulary/ids.ts";
import type { Stance } from "../vocabulary/stakeholder.ts";

/** What is put before a person: another answer, and the line that stood when it was asked about. */
export type Disputed = { readonly key: FactKey; readonly standing: FactId | null; readonly value: string };

/**
 * [LE11] The line that an arbitration is about, as the board has it now: of a question with one answer that answer, else the one
 * that was asked about, or, where a proof more gave it another id since, the one about the same subject. `null`: it is gone.
 */
export function disputedFact(board: Blackboard, { key, standing, value }: Disputed, lookup: Lookup): Fact | null {
	const live = Object.values(board.facts).filter((fact) => fact.key === key && fact.state !== "contradicted");
	if (isSingle(key)) return live[0] ?? null;
	const asked = live.find((fact) => fact.id === standing);
	if (asked) return asked;
	const same = live.filter((fact) => isOfSubject(key, lookup(fact.value), value));
	return same.length === 1 ? (same[0] ?? null) : null;
}

function isOfSubject(key: FactKey, known: string | null, value: string): boolean {
	if (known === null) return false;
	return key === "discovery.stakeholder"
		? isSameName(partsOf(known)[0] ?? "", partsOf(value)[0] ?? "")
		: subjectOf(key, known) === subjectOf(key, value);
}

/**
 * [LE11] Whether somebody of whom a person said where they stand turns: for us to against us, or back; or against us where nothing
 * was said. Whoever merely cools down to neutral has not turned.
 */
export function hasTurned(known: string | null, fresh: string): boolean {
	const [before, now] = [readStakeholder(known ?? ""), readStakeholder(fresh)];
	if (!before || !now) return false;
	const [stood, stands] = [sideOf(before), sideOf(now)];
	return stands !== null && stands !== stood && (stood !== null || stands === "against");
}

/** Words on where somebody stands weigh more than the part they play. */
function sideOf({ stance, role }: Stakeholder): Stance | null {
	if (stance === "for" || stance === "against") return stance;
	if (stance === "neutral") return null;
	return role === "champions" ? "for" : role === "blocks" ? "against" : null;
}
