import { companyDomain } from "#knowledge/core/deal/resolve.ts";
import type { DealContact } from "#knowledge/core/deal/skill.ts";
import { crmKey } from "#knowledge/core/events/crm.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import { nameKey } from "#knowledge/core/facts/person-name.ts";
import type { Lookup } from "#knowledge/core/vocabulary/hash.ts";

/** Of an id: enough to tell the deals of one company apart. */
const SHORT_ID_CHARS = 6;

/**
 * A deal is called by what it was opened with. Where that told of somebody who was erased, it is called by the company
 * whose people are left, with a part of its id, since two such deals may be of one company.
 */
export function nameOf(board: Blackboard, contacts: readonly DealContact[], lookup: Lookup): string {
	const name = lookup(board.name);
	if (name !== null) return name;
	const short = board.deal.slice("d-".length, "d-".length + SHORT_ID_CHARS);
	const company = companyOf(board, contacts, lookup);
	return company === null ? `Deal ${short}` : `${company} · ${short}`;
}

function companyOf(board: Blackboard, contacts: readonly DealContact[], lookup: Lookup): string | null {
	const written = board.crm?.[crmKey({ type: "company" })]?.name?.value;
	const people = new Set(contacts.map((each) => nameKey(each.name)));
	const known = [
		...most(contacts.map((each) => each.company)),
		...most(contacts.map((each) => companyDomain(each.address))),
	];
	return (
		[written ? lookup(written) : null, ...known].find(
			(each) => each !== null && each.trim() !== "" && !people.has(nameKey(each)),
		) ?? null
	);
}

/** What most say first; of equals the first by the alphabet, so that the same people make the same name. */
function most(said: readonly (string | null | undefined)[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const each of said) if (each) counts.set(each, (counts.get(each) ?? 0) + 1);
	return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([each]) => each);
}
