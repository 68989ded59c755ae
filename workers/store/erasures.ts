import * as z from "zod";
import { mentionsOf } from "#knowledge/core/deal/mentions.ts";
import { CompanyId, ContactId, DealId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { erasureCell, forkCell, recordCell } from "./cells.ts";
import { jsonList } from "./json-columns.ts";
import type { Statement } from "./statement.ts";
import type { TenantDb } from "./tenant-db.ts";

const Texts = z.array(z.string()).readonly();
const Identity = z.strictObject({ names: Texts, addresses: Texts, phones: Texts });
export type ErasedIdentity = z.infer<typeof Identity>;

const Sealed = z.strictObject({ identity: Identity, by: UserId });

const Row = z.object({
	contact: ContactId,
	sealed: z.string(),
	position: z.string().nullable(),
	again: jsonList(DealId),
});

/** An erasure that has begun and is not over. */
export type Erasure = {
	readonly contact: ContactId;
	/** All that the person was known by when it began: where it is gone already, this alone still says what to look for. */
	readonly identity: ErasedIdentity;
	readonly by: UserId;
	/** Deals up to this one were gone through; `null`: all of them were. */
	readonly position: string | null;
	/** Deals before it that have to be gone through once more. */
	readonly again: readonly DealId[];
};

export async function readErasure(db: TenantDb, contact: ContactId): Promise<Erasure | null> {
	const found = await db.first("SELECT * FROM erasures WHERE tenant = ?1 AND contact = ?2", contact);
	if (!found) return null;
	const { sealed, position, again } = Row.parse(found);
	const opened: unknown = JSON.parse((await db.vault()).open(erasureCell(contact), sealed));
	return { contact, ...Sealed.parse(opened), position, again };
}

/** Begun, or begun again: one that had come to its end starts anew, one that had not goes on where it stood. */
export async function noteErasure(
	db: TenantDb,
	{ contact, identity, by }: Pick<Erasure, "contact" | "identity" | "by">,
): Promise<void> {
	const sealed = (await db.vault()).seal(erasureCell(contact), JSON.stringify({ identity, by }));
	await db.batch([
		{
			sql: `INSERT INTO erasures (tenant, contact, sealed, position, again)
				VALUES (?1, ?2, ?3, '', '[]') ON CONFLICT (tenant, contact)
				DO UPDATE SET sealed = excluded.sealed, position = COALESCE(erasures.position, ''),
				again = CASE WHEN erasures.position IS NULL THEN '[]' ELSE erasures.again END`,
			values: [contact, sealed],
		},
	]);
}

/** Answers whether it stood where it was read: otherwise somebody else went on with it. */
export async function moveErasure(
	db: TenantDb,
	{ contact, position }: Pick<Erasure, "contact" | "position">,
	to: Pick<Erasure, "position" | "again">,
): Promise<boolean> {
	const moved = await db.first(
		`UPDATE erasures SET position = ?4, again = ?5 WHERE tenant = ?1 AND contact = ?2 AND position IS ?3
			RETURNING contact`,
		contact,
		position,
		to.position,
		JSON.stringify(to.again),
	);
	return moved !== null;
}

/** Only if it is over still: it may have been begun again. */
export const endErasure = (db: TenantDb, contact: ContactId): Promise<void> =>
	db.batch([
		{ sql: "DELETE FROM erasures WHERE tenant = ?1 AND contact = ?2 AND position IS NULL", values: [contact] },
	]);

/** Any one of them: one that waits for something must not keep the others from their turn. */
export async function anyErasure(db: TenantDb): Promise<ContactId | null> {
	const found = await db.first("SELECT contact FROM erasures WHERE tenant = ?1 ORDER BY RANDOM() LIMIT 1");
	return found ? z.object({ contact: ContactId }).parse(found).contact : null;
}

/** Every deal and every copy of one, by whichever row still names it. */
const ALL = `SELECT tenant, deal FROM deals WHERE tenant = ?1 AND deal > ?2
	UNION SELECT tenant, fork FROM forks WHERE tenant = ?1 AND fork > ?2
	UNION SELECT tenant, deal FROM cursors WHERE tenant = ?1 AND subscriber IN ('activities', 'fork') AND deal > ?2`;

export const dealsToGoThrough = async (db: TenantDb, after: string, limit: number): Promise<readonly DealId[]> =>
	z
		.array(z.object({ deal: DealId }))
		.parse(await db.all(`SELECT deal FROM (${ALL}) WHERE tenant = ?1 ORDER BY deal LIMIT ?3`, after, limit))
		.map((row) => row.deal);

export async function countToGoThrough(db: TenantDb, after: string): Promise<number> {
	const row = await db.first(`SELECT COUNT(*) AS n FROM (${ALL}) WHERE tenant = ?1`, after);
	return z.object({ n: z.int() }).parse(row).n;
}

/** Which of them are copies: no list shows what is in one. */
export async function forksAmong(db: TenantDb, deals: readonly DealId[]): Promise<ReadonlySet<DealId>> {
	const rows = await db.all(
		"SELECT fork FROM forks WHERE tenant = ?1 AND fork IN (SELECT value FROM json_each(?2))",
		JSON.stringify(deals),
	);
	return new Set(
		z
			.array(z.object({ fork: DealId }))
			.parse(rows)
			.map(({ fork }) => fork),
	);
}

const LABEL_GONE = "erased";

/** What people called their copies of deals, where that names the person. Answers how many of these did. */
export async function eraseLabels(
	db: TenantDb,
	forks: readonly DealId[],
	{ names, addresses, phones }: ErasedIdentity,
): Promise<number> {
	const found = await db.all(
		"SELECT fork, label FROM forks WHERE tenant = ?1 AND fork IN (SELECT value FROM json_each(?2))",
		JSON.stringify(forks),
	);
	const tells = mentionsOf({ names, addresses, phones, words: [], shared: [] });
	const vault = await db.vault();
	const statements = z
		.array(z.object({ fork: DealId, label: z.string() }))
		.parse(found)
		.filter(({ fork, label }) => tells(vault.open(forkCell(fork), label)))
		.map(
			({ fork }): Statement => ({
				sql: "UPDATE forks SET label = ?3 WHERE tenant = ?1 AND fork = ?2",
				values: [fork, vault.seal(forkCell(fork), LABEL_GONE)],
			}),
		);
	if (statements.length > 0) await db.batch(statements);
	return statements.length;
}

const Person = z.object({ name: z.string() });
const Company = z.object({ company: CompanyId, name: z.string() });

/** Names of our own people and of companies: where somebody was called by one, texts that have it tell of the other. */
export async function namesOfOthers(db: TenantDb): Promise<readonly string[]> {
	const [people, companies] = await db.rows([
		{ sql: "SELECT name FROM people WHERE tenant = ?1", values: [] },
		{ sql: "SELECT company, name FROM companies WHERE tenant = ?1", values: [] },
	]);
	const vault = await db.vault();
	return [
		...z
			.array(Person)
			.parse(people)
			.map(({ name }) => name),
		...z
			.array(Company)
			.parse(companies)
			.map(({ company, name }) => vault.open(recordCell(company, "name"), name)),
	];
}
