import { canary, searchFor } from "#workers/testing/canaries.ts";
import type { Platform } from "../platform.ts";
import type { Account } from "./world.ts";

type Row = Readonly<Record<string, unknown>>;

/** All rows of D1 that name an account, by table. */
async function rowsOf({ db }: Platform): Promise<ReadonlyMap<string, readonly Row[]>> {
	const { results } = await db
		.prepare(
			"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
		)
		.all<{ name: string }>();
	const tables = new Map<string, readonly Row[]>();
	for (const { name } of results) tables.set(name, (await db.prepare(`SELECT * FROM "${name}"`).all<Row>()).results);
	return tables;
}

/** What a forged message could touch: the lists that follow the deals. */
const FOLLOWING = ["deals", "contacts", "companies", "record_fields", "activities", "approvals", "deal_contacts"];

async function listsOf(platform: Platform, accounts: readonly Account[]): Promise<string> {
	const rows = await rowsOf(platform);
	const slugs = new Set(accounts.map(({ slug }) => slug));
	return JSON.stringify(
		FOLLOWING.map((table) => (rows.get(table) ?? []).filter(({ tenant }) => slugs.has(String(tenant)))),
	);
}

/** Messages that name one account and another's deal, or nobody, or nothing: answers with what they changed. */
export async function forgeMessages(platform: Platform, accounts: readonly Account[]): Promise<readonly string[]> {
	const worker = await platform.miniflare.getWorker();
	const before = await listsOf(platform, accounts);
	const bodies = accounts.flatMap(({ slug }, at) => {
		const other = accounts[(at + 1) % accounts.length] as Account;
		return [
			{ tenant: slug, deal: other.things.deal, version: 999 },
			{ tenant: slug, deal: other.things.deal, version: 1, principal: { tenant: other.slug } },
			{ tenant: `${slug}:deal:${other.things.deal}`, deal: other.things.deal, version: 1 },
			{ tenant: slug },
			{ tenant: "nobody-here", deal: other.things.deal, version: 1 },
			{ deal: other.things.deal, version: 1 },
			{},
		];
	});
	for (const queue of ["events", "signals"])
		await worker.queue(
			queue,
			bodies.map((body, i) => ({ id: `forged-${queue}-${i}`, timestamp: new Date(), body, attempts: 1 })) as never,
		);
	const after = await listsOf(platform, accounts);
	return before === after ? [] : ["a forged message changed a list"];
}

/** At the end: no row of one account holds another's mark, and no row of anybody a secret as it is. */
export async function searchRows(platform: Platform, accounts: readonly Account[]): Promise<readonly string[]> {
	const found: string[] = [];
	const rows = await rowsOf(platform);
	for (const [at, { slug, mark }] of accounts.entries()) {
		const foreign = searchFor([
			...accounts.filter((_, i) => i !== at).flatMap((each) => [each.mark, ...each.also]),
			canary(mark, "secret"),
		]);
		for (const [table, all] of rows) {
			const hit = foreign(JSON.stringify(all.filter(({ tenant }) => tenant === slug)));
			if (hit !== null) found.push(`row of ${slug} in ${table}: …${hit}…`);
		}
	}
	return found;
}

/** No stored body says in the clear whose it is or what stands in it: each is sealed, its own name and type apart. */
export async function searchBodies({ miniflare }: Platform, accounts: readonly Account[]): Promise<readonly string[]> {
	const bucket = await miniflare.getR2Bucket("BODIES");
	const search = searchFor(accounts.flatMap(({ mark, also }) => [mark, ...also]));
	const found: string[] = [];
	const { objects } = await bucket.list({ limit: 1_000 });
	for (const { key } of objects) {
		const object = await bucket.get(key);
		const bytes = object === null ? "" : Buffer.from(await object.arrayBuffer()).toString("latin1");
		const hit = search(
			`${key} ${JSON.stringify(object?.httpMetadata)} ${JSON.stringify(object?.customMetadata)} ${bytes}`,
		);
		if (hit !== null) found.push(`body ${key}: …${hit}…`);
	}
	return objects.length === 0 ? ["no body was stored: nothing was tried"] : found;
}
