import type {
	CoachingView,
	CriterionView,
	CrmChangeView,
	CrmFieldView,
	DealView,
} from "#knowledge/core/contract/deal.ts";
import type { DealContact } from "#knowledge/core/deal/skill.ts";
import { CrmField, type CrmRecord, crmKey } from "#knowledge/core/events/crm.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import type { KeptEvidence } from "#knowledge/core/events/fact.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import { criteriaOf } from "#knowledge/core/facts/exit-criteria.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { nameKey } from "#knowledge/core/facts/person-name.ts";
import { SELLING_STAGES } from "#knowledge/core/facts/stage.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";
import type { Lookup } from "#knowledge/core/vocabulary/hash.ts";
import { ContactId } from "#knowledge/core/vocabulary/ids.ts";
import { time } from "./time.ts";

type Read = { readonly facts: readonly ReadFact[]; readonly contacts: readonly DealContact[] };

/** "Lourens, Pieter" is Pieter Lourens. */
const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

export const stakeholderViews = ({ facts, contacts }: Read): DealView["stakeholders"] =>
	facts.flatMap((fact) => {
		const person = fact.key === "discovery.stakeholder" && fact.value !== null ? readStakeholder(fact.value) : null;
		if (!person || fact.state === "contradicted") return [];
		const contact = contacts.find((each) => sameName(each.name, person.name));
		return [
			{ fact: fact.id, ...person, contact: contact?.id ?? null, evidence: fact.evidence.map((each) => ({ ...each })) },
		];
	});

/** Of the stage that the deal stands in, and of those it has left behind: what was skipped is still missing. */
export function criterionViews(board: Blackboard, facts: readonly ReadFact[]): CriterionView[] {
	const at = SELLING_STAGES.indexOf(board.stage);
	return SELLING_STAGES.slice(0, at + 1).flatMap((stage) =>
		criteriaOf(stage, facts).map(({ criterion, met, by }) => ({
			stage,
			id: criterion.id,
			name: criterion.name,
			met,
			facts: [...by],
		})),
	);
}

export const crmFieldViews = (board: Blackboard, lookup: Lookup): CrmFieldView[] =>
	Object.entries(board.crm ?? {}).flatMap(([key, fields]) =>
		Object.entries(fields).map(([field, entry]) => ({
			record: recordOf(key),
			field: CrmField.parse(field),
			value: entry.value === null ? null : lookup(entry.value),
			by: entry.by,
			at: time(entry.at),
		})),
	);

function recordOf(key: string): CrmRecord {
	if (key === "deal" || key === "company") return { type: key };
	return { type: "contact", contact: ContactId.parse(key.slice("contact:".length)) };
}

/** The latest changes first, of those given. */
export const crmChangeViews = (board: Blackboard, log: readonly Envelope[], lookup: Lookup): CrmChangeView[] =>
	log.flatMap(({ event, at }) => {
		if (event.type !== "deal.crm-changed") return [];
		const { type: _type, owner: _owner, from, to, why, evidence, ...rest } = event;
		return [
			{
				...rest,
				from: from === null ? null : lookup(from),
				to: to === null ? null : lookup(to),
				why: why === null ? null : lookup(why),
				evidence: quotes(evidence, lookup),
				canUndo: event.undoes === null && board.crm?.[crmKey(event.record)]?.[event.field]?.change === event.change,
				at: time(at),
			},
		];
	});

export function coachingView({ coaching }: Blackboard, lookup: Lookup): CoachingView | null {
	if (!coaching) return null;
	const { topic, evidence, run, at } = coaching;
	const note = lookup(coaching.note);
	// Of a note that was erased there is nothing left to follow up.
	if (note === null) return null;
	return { topic, note, evidence: quotes(evidence, lookup), run, at: time(at) };
}

const quotes = (evidence: KeptEvidence, lookup: Lookup) =>
	evidence.map((each) => ({ ...each, quote: lookup(each.quote) }));
