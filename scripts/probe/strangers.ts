import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../build.ts";
import { accountClient, until } from "../client.ts";
import { type Platform, startPlatform } from "../platform.ts";
import { readArgs, run } from "../run.ts";
import { SAMPLE_TENANTS } from "../samples.ts";
import { issueKey, seedTenant } from "../seed.ts";
import { askedBy, chanceFrom } from "./stranger-requests.ts";
import { wireTo } from "./wire.ts";

const HELP = `npm run probe -- strangers [--requests N] [--seed N] [--json] [--no-build]

Sends the built platform N requests (10,000) of whoever has no key: accounts, deals and tokens that never were, every
operation, sockets, webhooks, default routes of objects, sign-in. Counts what they made: there may be no object, no row
and nothing but refusals. The last fifth comes from one network, which has to be held back.`;

const { values } = readArgs(HELP, {
	args: process.argv.slice(2),
	options: {
		requests: { type: "string", default: "10000" },
		seed: { type: "string" },
		json: { type: "boolean", default: false },
		build: { type: "boolean", default: true },
		help: { type: "boolean", default: false },
	},
	allowNegative: true,
});

export type Strangers = {
	readonly cases: number;
	/** Durable Objects that are there afterwards and were not before. */
	readonly objects: number;
	/** Rows of D1, in whatever table, that are there afterwards and were not before. */
	readonly rows: number;
	/** Answers of an API, a hook or a socket that were no refusal. */
	readonly letIn: number;
	readonly faults: number;
	/** Of the last fifth, which came from one network. */
	readonly heldBack: number;
	readonly statuses: Readonly<Record<string, number>>;
};

const AT_ONCE = 32;
/** Of how many requests the last ones come from one network. */
const FROM_ONE_NETWORK = 1 / 5;
/** Of one network and minute, as wrangler.toml has it. */
const ADDRESS_LIMIT = 600;
/** Alarms and lists of what was there before come to rest within this. */
const QUIET_MS = 1_500;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Where a refusal is the only good answer: pages of people who sign in are for everybody. */
const isGuarded = (path: string): boolean => /^\/(?:v1\/accounts|hooks|agents|__scheduled|cdn-cgi)/.test(path);

/** Each object is a file of its own, under the name of its class. */
const objectsIn = (folder: string): number =>
	readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
		(file) =>
			/(?:DealAgent|SignalInbox|TenantLedger|PlatformLedger)/.test(file) && /\/[0-9a-f]{64}\.sqlite$/.test(file),
	).length;

async function rowsIn({ db }: Platform): Promise<ReadonlyMap<string, number>> {
	const { results } = await db
		.prepare(
			"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'",
		)
		.all<{ name: string }>();
	const counts = new Map<string, number>();
	for (const { name } of results)
		counts.set(name, (await db.prepare(`SELECT COUNT(*) AS n FROM "${name}"`).first<{ n: number }>())?.n ?? 0);
	return counts;
}

/** One account with one deal: names to aim at, and proof that what is counted is counted. */
async function livedIn(platform: Platform): Promise<void> {
	const [tenant] = SAMPLE_TENANTS;
	const person = tenant?.people.find(({ roles }) => roles.includes("regional-human"));
	if (!tenant || !person) throw new Error("there are sample accounts");
	await seedTenant(platform, tenant, { mail: { provider: "mail" }, sendsUnlimited: true });
	const client = accountClient(platform.url, tenant.tenant, await issueKey(platform.db, tenant.tenant, person));
	const mail = `From: Mara <mara@brightfen.example>\r\nTo: ${tenant.mailboxes[0]?.address}\r\nSubject: x\r\nMessage-ID: <1@b.example>\r\n\r\nWe have EUR 40,000 for this.`;
	await client.postMail(Buffer.from(mail));
	await until("the first mail to be worked on", async () => {
		const [row] = await client.signals();
		return row?.deal && row.state === "delivered" && !(await client.deal(row.deal)).working;
	});
}

const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

export async function strangers(requests: number, seed: number): Promise<Strangers> {
	const folder = mkdtempSync(join(tmpdir(), "agent-army-strangers-"));
	const platform = await startPlatform({ state: folder });
	const wire = wireTo(platform.url);
	try {
		await livedIn(platform);
		await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
		const [objects, rows] = [objectsIn(folder), await rowsIn(platform)];
		if (objects < 3) throw new Error(`${objects} objects were found where there are three: the probe is blind`);
		const chance = chanceFrom(seed);
		const at = { origin: platform.url.origin, known: [SAMPLE_TENANTS[0]?.tenant ?? "", "platform"] };
		const statuses: Record<string, number> = {};
		const found = { letIn: 0, faults: 0, heldBack: 0 };
		let sent = 0;
		const knock = async (): Promise<void> => {
			while (sent < requests) {
				const isLate = sent++ >= requests * (1 - FROM_ONE_NETWORK);
				const asked = askedBy(chance, at);
				const network = {
					"cf-connecting-ip": isLate ? "198.51.100.7" : `203.${chance.below(256)}.${chance.below(256)}.9`,
				};
				const { status } = await wire.send({ ...asked, headers: {} }, { ...asked.headers, ...network });
				statuses[status] = (statuses[status] ?? 0) + 1;
				if (status === 0 || status >= 500) {
					found.faults++;
					say(`${status}: ${asked.method} ${asked.path}`);
				}
				if (isLate && status === 429) found.heldBack++;
				if (isGuarded(asked.path) && status > 0 && status < 400) {
					found.letIn++;
					say(`${status}: ${asked.method} ${asked.path} ${JSON.stringify(asked.headers)}`);
				}
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, knock));
		await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
		const after = await rowsIn(platform);
		for (const [table, count] of after)
			if (count !== rows.get(table)) say(`${table}: ${rows.get(table)} rows before, ${count} after`);
		const made = { objects: objectsIn(folder) - objects, rows: total(after) - total(rows) };
		return { cases: sent, ...made, ...found, statuses };
	} finally {
		wire.close();
		await platform.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function main(): Promise<void> {
	if (values.help) return say(HELP);
	const requests = Number(values.requests);
	const seed = Number(values.seed ?? Date.now() % 1_000_000);
	if (!Number.isInteger(requests) || requests < 1) throw new Error("--requests takes a whole number");
	if (values.build) build();
	say(`seed ${seed}`);
	const { statuses, ...figures } = await strangers(requests, seed);
	if (values.json) say(JSON.stringify({ ...figures, statuses }));
	else say(`${JSON.stringify(figures)} ${JSON.stringify(statuses)}`);
	const isGood = figures.objects === 0 && figures.rows === 0 && figures.letIn === 0 && figures.faults === 0;
	const isHeld = figures.heldBack > 0 || requests * FROM_ONE_NETWORK <= ADDRESS_LIMIT;
	process.exit(isGood && isHeld ? 0 : 1);
}

if (import.meta.main) await run(main);
