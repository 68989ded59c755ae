import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { build } from "../build.ts";
import { accountClient, until } from "../client.ts";
import { type Platform, startPlatform } from "../platform.ts";
import { readArgs, run } from "../run.ts";
import { issueKey, type SeedTenant, seedTenant } from "../seed.ts";
import { startSink } from "../sink.ts";

const HELP = `npm run probe -- rotation [--seconds N] [--at-once N] [--json] [--no-build]

Reads and writes the built platform for N seconds (90) while a new data key is announced and comes into use and a new
master key is known, then while every data key is brought under that one, and once more without the old master key. The
platform is started anew before each. Counts what failed: it may be nothing.`;

const { values } = readArgs(HELP, {
	args: process.argv.slice(2),
	options: {
		seconds: { type: "string", default: "90" },
		"at-once": { type: "string", default: "6" },
		json: { type: "boolean", default: false },
		build: { type: "boolean", default: true },
		help: { type: "boolean", default: false },
	},
	allowNegative: true,
});

export type Rotation = {
	readonly cases: number;
	readonly reads: number;
	readonly writes: number;
	readonly failed: number;
	/** The first few of those. */
	readonly failures: readonly string[];
	/** Stored rows by the version of the key that sealed them. */
	readonly sealedBy: Readonly<Record<string, number>>;
	readonly versions: readonly { readonly version: number; readonly masterVersion: number }[];
};

const TENANT: SeedTenant = {
	tenant: "rotations",
	organisation: "Rotation Test Ltd",
	region: "emea",
	people: [
		{
			id: "lead",
			name: "Robin Vale",
			address: "lead@rotations.example",
			roles: ["tenant-admin", "regional-human"],
			region: "emea",
		},
	],
	mailboxes: [{ address: "sales@rotations.example", name: "Rotation Test Sales", region: "emea", rep: null }],
};
const BUYERS = 8;
const FAILURES_SHOWN = 10;
/** A mail is a run of the whole crew: of so many requests one is a mail. */
const MAIL_EVERY = 20;
const AFTER_MASTER_S = 15;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const masterKey = (version: number): string => `${version}:${randomBytes(32).toString("base64")}`;

type Counts = { reads: number; writes: number; failures: string[] };
type Load = { readonly counts: Counts; mails: number };

async function startLoad(platform: Platform, key: string, load: Load, atOnce: number): Promise<() => Promise<void>> {
	const client = accountClient(platform.url, TENANT.tenant, key);
	const { counts } = load;
	const paths = ["contacts", "companies", "deals", "approvals", "signals"];
	let isOn = true;
	const get = async (path: string): Promise<void> => {
		counts.reads++;
		const response = await fetch(new URL(`/v1/accounts/${TENANT.tenant}/${path}`, platform.url), {
			headers: { authorization: `Bearer ${key}` },
		});
		const text = await response.text();
		if (response.status >= 400) counts.failures.push(`${path}: ${response.status} ${text.slice(0, 200)}`);
	};
	const mail = async (): Promise<void> => {
		counts.writes++;
		const n = ++load.mails;
		const { status, reason } = await client.postMail(mailOf(n, n % BUYERS));
		if (status !== 202) counts.failures.push(`mail: ${status} ${reason}`);
	};
	const worker = async (offset: number): Promise<void> => {
		for (let i = offset; isOn; i++) {
			const work = i % MAIL_EVERY === 0 ? mail() : get(paths[i % paths.length] ?? "deals");
			await work.catch((error: unknown) => counts.failures.push(String(error)));
			await pause(20);
		}
	};
	/** Reads of one deal after another, with our own copies of what was answered; drafts are approved as they come. */
	const visitor = async (): Promise<void> => {
		while (isOn) {
			const { items } = await client.ask(OPERATIONS.listDeals, { params: { account: TENANT.tenant } as never });
			for (const { id } of items) {
				if (!isOn) return;
				for (const part of ["", "/activities", "/events", "/runs"]) await get(`deals/${id}${part}`);
				const { items: sent } = await client.ask(OPERATIONS.listOutbox, {
					params: { account: TENANT.tenant, deal: id } as never,
				});
				for (const { key: copy } of sent.filter((each) => each.copy !== null).slice(-2))
					await get(`deals/${id}/outbox/${copy}/copy`);
				const view = await client.deal(id);
				const [draft] = view.approvals;
				if (!draft) continue;
				counts.writes++;
				const answered = await client.tryAsk(OPERATIONS.approve, {
					params: { account: TENANT.tenant, approval: draft.id } as never,
					body: { digest: draft.digest },
				});
				// A draft that a newer mail replaced meanwhile is nobody's failure.
				if (!answered.ok && answered.status >= 500) counts.failures.push(`approve: ${answered.status}`);
			}
		}
	};
	const all = [
		...Array.from({ length: atOnce }, (_, i) => worker(i * 3)),
		visitor().catch((error: unknown) => counts.failures.push(String(error))),
	];
	return async () => {
		isOn = false;
		await Promise.all(all);
	};
}

async function underLoad(
	{ folder, masters, key }: { folder: string; masters: string; key: string | null },
	sink: string,
	work: (platform: Platform, key: string) => Promise<void>,
): Promise<string> {
	const platform = await startPlatform({ state: folder, vars: { MASTER_KEYS: masters } });
	try {
		let own = key;
		if (own === null) {
			await seedTenant(platform, TENANT, {
				mail: { provider: "sink", url: sink, mode: "keyed" },
				undoWindowMs: 0,
				sendsUnlimited: true,
			});
			await platform.db
				.prepare("UPDATE tenants SET quotas = ?")
				.bind(JSON.stringify({ requestsPerMinute: 100_000, tenantRequestsPerMinute: 100_000 }))
				.run();
			const [lead] = TENANT.people;
			if (!lead) throw new Error("there is somebody");
			own = await issueKey(platform.db, TENANT.tenant, lead);
		}
		await work(platform, own);
		return own;
	} finally {
		await platform.stop();
	}
}

export async function rotation(seconds: number, atOnce: number): Promise<Rotation> {
	const folder = mkdtempSync(join(tmpdir(), "agent-army-rotation-"));
	const sink = await startSink("keyed");
	const load: Load = { counts: { reads: 0, writes: 0, failures: [] }, mails: 0 };
	const [one, two] = [masterKey(1), masterKey(2)];
	let versions: Rotation["versions"] = [];
	let sealedBy: Record<string, number> = {};
	const listed = async (platform: Platform, key: string): Promise<Rotation["versions"]> => {
		const { items } = await accountClient(platform.url, TENANT.tenant, key).ask(OPERATIONS.listDataKeys, {
			params: { account: TENANT.tenant } as never,
		});
		return items.map(({ version, masterVersion }) => ({ version, masterVersion }));
	};
	try {
		const key = await underLoad({ folder, masters: `${one},${two}`, key: null }, sink.url, async (platform, own) => {
			const stop = await startLoad(platform, own, load, atOnce);
			await pause(Math.max(0, (seconds - 75) * 1_000));
			const announced = await accountClient(platform.url, TENANT.tenant, own).ask(OPERATIONS.rotateDataKey, {
				params: { account: TENANT.tenant } as never,
				body: {},
			});
			say(`version ${announced.version} is announced for ${announced.activeFrom}`);
			await pause(75_000);
			await stop();
		});
		await underLoad({ folder, masters: `${two},${one}`, key }, sink.url, async (platform, own) => {
			const stop = await startLoad(platform, own, load, atOnce);
			await pause((AFTER_MASTER_S / 3) * 1_000);
			await (await platform.miniflare.getWorker()).scheduled({ cron: "*/10 * * * *" });
			await until("the data keys to be rewrapped", async () =>
				(await listed(platform, own)).every(({ masterVersion }) => masterVersion === 2),
			);
			say("every data key is under master key 2");
			await pause(AFTER_MASTER_S * 1_000);
			await stop();
		});
		await underLoad({ folder, masters: two, key }, sink.url, async (platform, own) => {
			const stop = await startLoad(platform, own, load, atOnce);
			await pause(AFTER_MASTER_S * 1_000);
			await stop();
			versions = await listed(platform, own);
			sealedBy = await marksIn(platform);
		});
	} finally {
		await sink.close();
		rmSync(folder, { recursive: true, force: true });
	}
	const { reads, writes, failures } = load.counts;
	return {
		cases: reads + writes,
		reads,
		writes,
		failed: failures.length,
		failures: failures.slice(0, FAILURES_SHOWN),
		sealedBy,
		versions,
	};
}

/** Lists alone: what is in the objects is read through them. */
async function marksIn({ db }: Platform): Promise<Record<string, number>> {
	const found: Record<string, number> = {};
	for (const [table, column] of [
		["contacts", "name"],
		["deals", "name"],
		["approvals", "view"],
		["activities", "summary"],
	]) {
		const { results } = await db
			.prepare(`SELECT ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`)
			.all<{ text: string }>();
		for (const { text } of results) {
			const mark = /^aa1\.(\d+)\./.exec(text)?.[1] ?? "clear";
			found[mark] = (found[mark] ?? 0) + 1;
		}
	}
	return found;
}

const mailOf = (n: number, buyer: number): Buffer =>
	Buffer.from(
		[
			`From: Buyer ${buyer} <buyer@buyer${buyer}.example>`,
			`To: Rotation Test Sales <${TENANT.mailboxes[0]?.address}>`,
			`Subject: Question ${n}`,
			`Message-ID: <${n}.${buyer}@buyer${buyer}.example>`,
			`Date: ${new Date().toUTCString()}`,
			"Content-Type: text/plain; charset=utf-8",
			"",
			`we need to replace our ticket tool. We have a budget of EUR ${10 + buyer},000. What would ${20 + n} seats cost?`,
			"",
		].join("\r\n"),
	);

if (import.meta.main)
	await run(async () => {
		if (values.help) return say(HELP);
		if (values.build) build();
		const found = await rotation(Number(values.seconds), Number(values["at-once"]));
		if (values.json) say(JSON.stringify(found));
		else say(`${found.reads} reads and ${found.writes} writes, ${found.failed} failed\n${found.failures.join("\n")}`);
		if (found.failed > 0) process.exit(1);
	});
