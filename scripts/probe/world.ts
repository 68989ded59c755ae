import { randomBytes, randomInt } from "node:crypto";
import * as z from "zod";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import { canary, type Marked } from "#workers/testing/canaries.ts";
import type { Target } from "#workers/testing/cases.ts";
import { until } from "../client.ts";
import type { Database, Platform } from "../platform.ts";
import { PLATFORM, type SeedPerson, type SeedTenant, seedPlatform, seedTenant } from "../seed.ts";
import { type Keys, keysOf } from "./keys.ts";
import type { Wire } from "./wire.ts";

/** One account of an attack: what it has, what it must not lose, and a key for every kind of asker. */
export type Account = Target & Marked & { readonly slug: string; readonly keys: Keys; readonly crmSecret: string };

/** The names of S0-76. */
const SLUGS = ["skyvera", "jigtree", "totogi"];
export const SPARE = "spare-account";

/** Three accounts that all do the same, with canaries in everything that they store, and one that may be torn down. */
export async function makeWorld(
	platform: Platform,
	{ wire, sink }: { wire: Wire; sink: string },
): Promise<readonly Account[]> {
	await seedPlatform(platform);
	const settings = {
		mail: { provider: "sink", url: sink, mode: "keyed" },
		undoWindowMs: 0,
		sendsUnlimited: true,
	} as const;
	await seedTenant(platform, tenantOf(SPARE, markOf()), settings);
	return Promise.all(
		SLUGS.map(async (slug) => {
			const marked = markOf();
			const crmSecret = `whsec_${Buffer.from(canary(marked.mark, "secret").padEnd(24, ".")).toString("base64")}`;
			await seedTenant(platform, tenantOf(slug, marked), { ...settings, crmSecret });
			await unlimited(platform.db, slug);
			const keys = await keysOf(platform.db, {
				slug,
				mark: marked.mark,
				people: peopleOf(slug, marked.mark),
				operator: PLATFORM.admin,
			});
			return fill({ platform, wire, slug, marked, keys, crmSecret });
		}),
	);
}

const markOf = (): Marked => ({
	mark: `zq${randomBytes(4).toString("hex").slice(0, 7)}`,
	also: [String(randomInt(700_000_001, 899_999_999))],
});

const peopleOf = (
	slug: string,
	mark: string,
): Readonly<Record<"admin" | "human" | "rep" | "reader" | "spare" | "gone", SeedPerson>> => {
	const [d, a] = [canary(mark, "deal"), canary(mark, "account")];
	const person = (id: string, roles: SeedPerson["roles"], hold = d): SeedPerson => ({
		id: `${id}.${slug}`,
		name: `${id} ${hold}`,
		address: `${id}.${hold}@${slug}.example`,
		roles,
		region: roles.includes("tenant-admin") || roles.includes("read-only") ? null : "emea",
	});
	return {
		admin: person("admin", ["tenant-admin"], a),
		human: person("human", ["regional-human"]),
		rep: person("rep", ["rep"]),
		reader: person("reader", ["read-only"]),
		spare: person("spare", ["rep"]),
		gone: person("gone", ["rep"]),
	};
};

function tenantOf(slug: string, { mark, also }: Marked): SeedTenant {
	const [d, a] = [canary(mark, "deal"), canary(mark, "account")];
	return {
		tenant: slug,
		organisation: `Org ${a}`,
		region: "emea",
		people: Object.values(peopleOf(slug, mark)),
		mailboxes: [{ address: mailboxOf(slug), name: `Sales ${d}`, region: "emea", rep: null }],
		catalogue: catalogueOf(d, Number(also[0])),
	};
}
const mailboxOf = (slug: string): string => `sales@in.${slug}.example`;

const catalogueOf = (mark: string, floorMinor: number): Catalogue => ({
	offerings: [
		{
			id: "care",
			name: `Care ${mark}`,
			summary: `Care for all, ${mark}.`,
			capabilities: [{ name: `Seats ${mark}`, says: `It has seats, ${mark}.`, about: ["seats"] }],
			limits: [],
			prices: [
				{
					item: "Care seat",
					region: "emea",
					currency: "EUR",
					unit: "per-user-month",
					listMinor: floorMinor + 1,
					floorMinor,
					minQuantity: 1,
				},
			],
			source: `list ${mark}`,
		},
	],
	competitors: [
		{
			name: `Rival ${mark}`,
			aliases: [],
			strong: [],
			ours: [`We are better, ${mark}.`],
			source: mark,
			expires: "2999-01-01",
		},
	],
});

/** Limits have tests of their own; here they would hide what is looked for. */
const unlimited = (db: Database, slug: string): Promise<unknown> =>
	db
		.prepare("UPDATE tenants SET tier = 'premium', quotas = ? WHERE tenant = ?")
		.bind(JSON.stringify({ requestsPerMinute: 10_000_000, tenantRequestsPerMinute: 10_000_000, keys: 1_000 }), slug)
		.run();

type Filling = {
	readonly platform: Platform;
	readonly wire: Wire;
	readonly slug: string;
	readonly marked: Marked;
	readonly keys: Keys;
	readonly crmSecret: string;
};

const Row = z.looseObject({ id: z.string() });
const Items = z.looseObject({ items: z.array(Row) });

/** By the front doors, as its people would: mails with files, a note, a chat, a call, decisions, a fork, a record. */
async function fill({ platform, wire, slug, marked, keys, crmSecret }: Filling): Promise<Account> {
	const [d, o] = [canary(marked.mark, "deal"), canary(marked.mark, "other")];
	const ask = async (
		method: string,
		path: string,
		body?: unknown,
		type = "application/json",
		by = "human" as keyof Keys["headers"],
	) => {
		const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
		const headers = { ...keys.headers[by], "content-type": type, accept: "application/json" };
		const answered = await wire.send({ method, path: `/v1/accounts/${slug}/${path}`, headers, body: text }, {});
		if (answered.status >= 400 || answered.status === 0)
			throw new Error(`${slug}: ${method} ${path}: ${answered.text.slice(0, 600)}`);
		return JSON.parse(answered.text.slice(answered.text.indexOf("\n\n") + 2)) as unknown;
	};
	const mail = async (name: string, mark: string, headers: readonly string[] = []) =>
		z
			.looseObject({ signal: z.string() })
			.parse(await ask("POST", "signals/email", rawMail(slug, { name, mark, headers }), "message/rfc822")).signal;
	const first = await mail("first", d);
	const other = await mail("other", o);
	const dealOf = (signal: string) =>
		until(`${slug}: ${signal} in its deal`, async () => {
			const row = z
				.looseObject({ deal: z.string().nullable(), state: z.string() })
				.parse(await ask("GET", `signals/${signal}`));
			return row.state === "delivered" ? row.deal : null;
		});
	const [deal, otherDeal] = [await dealOf(first), await dealOf(other)];
	const Approval = z.looseObject({ id: z.string(), digest: z.string() });
	const approvals = async () => {
		return z.looseObject({ approvals: z.array(Approval) }).parse(await ask("GET", `deals/${deal}`)).approvals;
	};
	const sent = await until(`${slug}: a draft`, async () => (await approvals())[0]);
	await ask("POST", `approvals/${sent.id}/approve`, { digest: sent.digest });
	await ask("POST", "signals/note", { deal, text: `Note ${d}.` });
	await ask("POST", "signals/chat", {
		deal,
		platform: "teams",
		channel: `room ${d}`,
		messages: [{ from: { name: `Mara ${d}` }, at: new Date().toISOString(), text: `Chat ${d}` }],
	});
	await ask(
		"POST",
		`signals/transcript?deal=${deal}`,
		`WEBVTT\n\n00:01.000 --> 00:02.000\n<v Mara ${d}>Call ${d}, yes.\n`,
		"text/vtt",
	);
	await ask("POST", `deals/${deal}/crm`, { record: { type: "deal" }, field: "next-step", value: `Step ${d}` });
	const method = { ...OPERATIONS.putMethodology.example, purpose: `Method ${d}` };
	await ask("PUT", "methodologies/bant", method, "application/json", "admin");
	await ask("POST", `deals/${deal}/fork`, { label: `Fork ${d}` });
	await dealOf(await mail("second", d, [`In-Reply-To: <first-${slug}@brightfen.example>`]));
	const open = await until(`${slug}: another draft`, async () => (await approvals()).find(({ id }) => id !== sent.id));
	const copy = await until(`${slug}: a copy of what left`, async () => {
		const rows = z.looseObject({ items: z.array(z.looseObject({ key: z.string(), copy: z.string().nullable() })) });
		return rows.parse(await ask("GET", `deals/${deal}/outbox`)).items.find(({ copy }) => copy !== null);
	});
	const listed = <T extends string>(path: T) =>
		until(`${slug}: ${path}`, async () => Items.parse(await ask("GET", path)).items[0]);
	const company = await listed("companies");
	const contact = await listed("contacts");
	const runs = z.looseObject({ items: z.array(z.looseObject({ run: z.string() })) });
	const [run] = runs.parse(await ask("GET", `deals/${deal}/runs`)).items;
	const view = JSON.stringify(await ask("GET", `deals/${deal}`));
	const seen = (pattern: RegExp, instead: string): string => pattern.exec(view)?.[1] ?? instead;
	await platform.db
		.prepare("UPDATE people SET state = 'suspended' WHERE tenant = ? AND id = ?")
		.bind(slug, `gone.${slug}`)
		.run();
	const things = {
		account: slug,
		spareAccount: SPARE,
		deal,
		signal: first,
		run: run?.run ?? `r-${"a".repeat(20)}`,
		step: "1",
		approval: open.id,
		digest: open.digest,
		contact: contact.id,
		company: company.id,
		flag: seen(/"(g-[a-z2-7]{20})"/, `g-${"a".repeat(20)}`),
		change: seen(/"(k-[a-z2-7]{20})"/, `k-${"a".repeat(20)}`),
		fact: seen(/"(f-[a-z2-7]{20})"/, `f-${"a".repeat(20)}`),
		agent: "reply-handler",
		person: `spare.${slug}`,
		apiKey: keys.spareKey,
		session: keys.spareSession,
		embedKey: keys.embedKey,
		region: "emea",
		pack: "bant",
		action: "answer-mail",
		learned: "1.0",
		key: copy.key,
		n: "1",
		room: deal,
		token: `aa_link_${"0".repeat(64)}`,
		file: "index.html",
	};
	await keys.scopeTo(deal);
	return { ...marked, slug, keys, crmSecret, things, otherDeal };
}

function rawMail(
	slug: string,
	{ name, mark, headers }: { name: string; mark: string; headers: readonly string[] },
): string {
	const host = name === "other" ? "quarrel.example" : "brightfen.example";
	return [
		`From: Mara ${mark} <mara.${mark}@${host}>`,
		`To: ${mailboxOf(slug)}`,
		`Subject: Pricing ${mark}`,
		`Message-ID: <${name}-${slug}@${host}>`,
		...headers,
		"MIME-Version: 1.0",
		'Content-Type: multipart/mixed; boundary="part"',
		"",
		"--part",
		"Content-Type: text/plain; charset=utf-8",
		"",
		`Hi, we need 85 seats for ${mark}. Our budget is EUR 140,000 a year. What would that cost? Please answer by Friday.`,
		"",
		`Mara ${mark}`,
		"--part",
		`Content-Type: text/plain; name="file-${mark}.txt"`,
		`Content-Disposition: attachment; filename="file-${mark}.txt"`,
		"",
		`Attached ${mark}`,
		"--part--",
		"",
	].join("\r\n");
}
