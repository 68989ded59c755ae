import { createExecutionContext, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { runAlarms } from "#durable-objects/testing/alarms.setup.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { openDraft, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { dumpOf, placesOf } from "#durable-objects/testing/dump.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { dbOf, vaultOf } from "#durable-objects/testing/sealed.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { attachmentKey, rawSignalKey, type SignalId, sentMailKey } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { reconcile } from "./schedule/reconcile.ts";
import { rotateDataKey } from "./store/data-keys.ts";
import { client, json } from "./testing/api.setup.ts";
import { alter, LISTS, type List, rowsOfList, SEALED, storedRows } from "./testing/lists.setup.ts";
import { mailWithFile } from "./testing/mail-with-file.ts";

/** Words that stand nowhere else: whatever store they are found in has a buyer's text in the clear. */
const CANARIES = {
	name: "Quillfeather",
	address: "zanzibarine",
	domain: "vexillum-works",
	subject: "Thimblerigging",
	words: "gallimaufry",
	title: "Marzipanologist",
	phone: "5550142857",
	company: "Borborygmus",
	fileName: "taradiddle",
	file: "flibbertigibbet",
	cc: "Widdershins",
	record: "brouhahaist",
	note: "cattywampus",
	reason: "lollygagging",
	fork: "snollygoster",
} as const;
const WORDS = Object.values(CANARIES);

/** Where a tenant's own names and addresses stand in the clear, and why. */
const IN_THE_CLEAR: Readonly<Record<string, string>> = {
	"d1/tenants.organisation": "the account by its name, for the platform that runs it",
	"d1/people.name": "own people, in lists that are sorted and filtered by the database",
	"d1/people.address": "whose account an address is of is asked before there is a tenant, and so a key",
	"d1/mailboxes.name": "a mailbox by its name",
	"d1/mailboxes.address": "whose mailbox a mail came to is asked before there is a tenant, and so a key",
};

const mail = (at: TestTenant, name: string): string =>
	mailWithFile({
		headers: {
			From: `Mara ${CANARIES.name} <${CANARIES.address}@${CANARIES.domain}.example>`,
			To: at.mailbox,
			Cc: `Jo ${CANARIES.cc} <${CANARIES.cc}@${CANARIES.domain}.example>`,
			Subject: `Pricing of ${CANARIES.subject}`,
			"Message-ID": `<${name}.${CANARIES.subject}@${CANARIES.domain}.example>`,
		},
		lines: [
			"Hi Sam,",
			"",
			`We have set aside EUR 140,000 for the ${CANARIES.words}. Agents copy data by hand, and we lose customers to slow answers.`,
			"What would 85 seats cost per year?",
			"",
			"Best regards,",
			`Mara ${CANARIES.name}`,
			`${CANARIES.title}`,
			`${CANARIES.company} Ltd`,
			`Phone: +1 ${CANARIES.phone}`,
		],
		file: { name: `${CANARIES.fileName}.csv`, lines: [`team;${CANARIES.file}`] },
	});

/** A tenant whose only deal came by mail, was answered and edited by hand. */
async function worked(name: string, clock: Clock) {
	const at = await newTenant(name);
	giveSmallCrew(at);
	const api = await client(at);
	const post = async (id: string): Promise<SignalId> => {
		const sent = { method: "POST", body: mail(at, id), headers: { "content-type": "message/rfc822" } };
		return ((await (await api.send("signals/email", sent)).json()) as { signal: SignalId }).signal;
	};
	const signal = await post("first");
	const inbox = testInbox(at);
	const deal = testDeal(at, signal);
	await runAlarms(clock, inbox.raw(), deal.raw());
	return { at, api, post, signal, inbox, deal };
}

/** What was logged since the test began. */
const logged: string[] = [];

async function quiet(): Promise<Clock> {
	logged.length = 0;
	for (const level of ["warn", "error", "info"] as const)
		vi.spyOn(console, level).mockImplementation((...all) => void logged.push(...all.map(String)));
	startSink("keyed");
	return standStill();
}

const everything = { after: null, limit: 200 };
const door = () => ({ env, ctx: createExecutionContext() });

test("[SEC28] what is stored of a mail, of the work on it and of the answer tells nobody anything", async () => {
	const clock = await quiet();
	const { at, api, post, deal } = await worked("dump", clock);
	const contact = at.contact(`${CANARIES.address}@${CANARIES.domain}.example`);
	const records = [
		[{ type: "contact", contact }, "title", CANARIES.record],
		[{ type: "company" }, "size", CANARIES.record],
		[{ type: "deal" }, "next-step", CANARIES.record],
		[{ type: "deal" }, "competitor", CANARIES.record],
		[{ type: "deal" }, "lost-reason", CANARIES.reason],
	] as const;
	for (const [record, field, value] of records)
		expect((await api.send(`deals/${deal.id}/crm`, json({ record, field, value }))).status).toBe(200);
	await api.send("signals/notes", json({ deal: deal.id, text: `They call it ${CANARIES.note}.` }));
	const version = (await deal.read()).version;
	const forked = await api.send(`deals/${deal.id}/fork`, json({ at: version, label: `If ${CANARIES.fork}` }));
	expect(forked.status, await forked.clone().text()).toBe(201);
	expect(await (await api.send(`deals/${deal.id}/forks`)).text()).toContain(CANARIES.fork);
	const draft = await openDraft(deal);
	expect((await deal.approve(draft)).type).toBe("done");
	await runAlarms(clock, deal.raw());
	await post("second");
	await runAlarms(clock, testInbox(at).raw(), deal.raw());
	await post("left in the inbox");
	await reconcile(door(), at.tenant, everything);

	const dump = await dumpOf(at.tenant);
	for (const store of ["d1/", "inbox/", "ledger/", "deal/", "r2/"])
		expect(
			dump.some(({ at: place }) => place.startsWith(store)),
			store,
		).toBe(true);
	expect(placesOf(dump, WORDS)).toEqual([]);
	// What is in the clear is found: so the rest is not there, and is not just overlooked.
	const own = ["Sam Okafor", `sam@${at.tenant}.example`, at.mailbox, "Skyvera"];
	expect(placesOf(dump, own)).toEqual(Object.keys(IN_THE_CLEAR).sort());

	const seen = await Promise.all(
		["contacts", "companies", "deals", "signals"].map(async (list) => (await api.send(list)).text()),
	);
	for (const word of ["name", "address", "domain", "subject", "company", "record"] as const)
		expect(seen.join(), word).toContain(CANARIES[word]);
});

describe("what was swapped by a hand in the database", () => {
	const swapAcross = async (ours: TestTenant, theirs: TestTenant, sql: { table: string; column: string }) => {
		const of = async (at: TestTenant) =>
			(
				await env.DB.prepare(`SELECT ${sql.column} AS v FROM ${sql.table} WHERE tenant = ? LIMIT 1`)
					.bind(at.tenant)
					.first<{ v: string }>()
			)?.v ?? "";
		const [a, b] = [await of(ours), await of(theirs)];
		const put = `UPDATE ${sql.table} SET ${sql.column} = ?2 WHERE tenant = ?1`;
		await alter(ours, put, b);
		await alter(theirs, put, a);
	};

	/** A read of something that was moved: a fault, no word of anybody's, and none in the log. */
	async function expectFault(response: Promise<Response>): Promise<void> {
		const answered = await response;
		const text = await answered.text();
		expect(answered.status, text).toBeGreaterThanOrEqual(500);
		for (const word of WORDS) expect(`${text}${logged.join()}`.toLowerCase()).not.toContain(word.toLowerCase());
	}

	test("[SEC27] between tenants, every sealed column answers a fault", async () => {
		const clock = await quiet();
		const [ours, theirs] = [await worked("swap-a", clock), await worked("swap-b", clock)];
		const reads: readonly (readonly [string, string, string])[] = [
			["contacts", "name", "contacts"],
			["contacts", "address", "contacts"],
			["companies", "name", "companies"],
			["companies", "domain", "companies"],
			["deals", "name", "deals"],
			["approvals", "view", "approvals"],
			["activities", "summary", `deals/{deal}/activities`],
		];
		for (const [table, column, path] of reads) {
			for (const each of [ours, theirs])
				expect((await each.api.send(path.replace("{deal}", each.deal.id))).status, path).toBe(200);
			await swapAcross(ours.at, theirs.at, { table, column });
			for (const each of [ours, theirs]) await expectFault(each.api.send(path.replace("{deal}", each.deal.id)));
			for (const each of [ours, theirs]) await reconcile(door(), each.at.tenant, everything);
		}
	});

	test("[SEC27] between columns and rows of one tenant as well", async () => {
		const clock = await quiet();
		const { at, api } = await worked("swap-c", clock);
		await alter(at, "UPDATE contacts SET name = address, address = name WHERE tenant = ?1");
		await expectFault(api.send("contacts"));
		await reconcile(door(), at.tenant, everything);
		expect((await api.send("contacts")).status).toBe(200);
		const rows = await storedRows(at, "contacts");
		expect(rows.length).toBeGreaterThan(1);
		await alter(
			at,
			"UPDATE contacts SET name = ?2 WHERE tenant = ?1 AND contact = ?3",
			rows[0]?.name ?? "",
			rows[1]?.contact ?? "",
		);
		await expectFault(api.send("contacts"));
	});

	test("[SEC27] bodies: a raw mail, an attachment and our own copy", async () => {
		const clock = await quiet();
		const [ours, theirs] = [await worked("swap-d", clock), await worked("swap-e", clock)];
		const copies: string[] = [];
		const paths: string[][] = [];
		for (const { at, deal, signal } of [ours, theirs]) {
			await deal.approve(await openDraft(deal));
			await runAlarms(clock, deal.raw());
			const [sent] = await deal.outbox();
			if (!sent) throw new Error("the answer left");
			copies.push(sentMailKey(at.tenant, sent.key));
			paths.push([`deals/${deal.id}/outbox/${sent.key}/copy`, `deals/${deal.id}/signals/${signal}/attachments/1`]);
		}
		const pairs = [copies, [ours, theirs].map(({ at, signal }) => attachmentKey(at.tenant, signal, 1))];
		for (const [i, { api }] of [ours, theirs].entries())
			for (const path of paths[i] ?? []) expect((await api.send(path)).status, path).toBe(200);
		for (const [a = "", b = ""] of pairs) {
			const [x, y] = await Promise.all([a, b].map(async (key) => (await env.BODIES.get(key))?.arrayBuffer()));
			await env.BODIES.put(a, y ?? "");
			await env.BODIES.put(b, x ?? "");
		}
		for (const [i, { api }] of [ours, theirs].entries())
			for (const path of paths[i] ?? []) await expectFault(api.send(path));
		// Of one tenant: an attachment in the place of our own copy.
		const own = await env.BODIES.get(rawSignalKey(ours.at.tenant, ours.signal));
		await env.BODIES.put(copies[0] ?? "", (await own?.arrayBuffer()) ?? "");
		await expectFault(ours.api.send(paths[0]?.[0] ?? ""));
	});

	test("[SEC27] what waits in the inbox: it is shown to nobody, and no deal is given it", async () => {
		const clock = await quiet();
		const pair = [await worked("swap-f", clock), await worked("swap-g", clock)];
		const bodies: { id: string; subject: string; sender: string; body: string }[] = [];
		for (const { post, inbox } of pair) {
			const signal = await post("waits");
			const [row] = await inbox.sql<(typeof bodies)[number]>(
				`SELECT id, subject, sender, body FROM signals WHERE id = '${signal}'`,
			);
			if (row) bodies.push(row);
		}
		for (const [i, { inbox, api, deal }] of pair.entries()) {
			const own = bodies[i];
			const other = bodies[1 - i];
			if (!own || !other) throw new Error("both wait");
			const before = (await deal.read()).version;
			await runInDurableObject(inbox.raw(), (_, state) => {
				state.storage.sql.exec(
					"UPDATE signals SET subject = ?, sender = ?, body = ? WHERE id = ?",
					other.subject,
					other.sender,
					other.body,
					own.id,
				);
			});
			await expectFault(api.send("signals"));
			await expectFault(api.send(`signals/${own.id}`));
			await inbox.sweep();
			expect((await deal.read()).version).toBe(before);
			expect(await inbox.sql(`SELECT state, reason FROM signals WHERE id = '${own.id}'`)).toEqual([
				{ state: "accepted", reason: "trying again: sealed-altered" },
			]);
		}
	});
});

describe("rows of before there were keys, and of an older key", () => {
	/** As the version before wrote it. */
	async function unseal(at: TestTenant): Promise<void> {
		for (const list of Object.keys(SEALED) as List[]) {
			const keys = LISTS[list].split(", ");
			for (const row of await rowsOfList(at, list))
				for (const column of SEALED[list]?.columns ?? [])
					await alter(
						at,
						`UPDATE ${list} SET ${column} = ?2 WHERE tenant = ?1 AND ${keys.map((key, i) => `${key} = ?${i + 3}`).join(" AND ")}`,
						row[column] ?? null,
						...keys.map((key) => row[key] ?? null),
					);
		}
	}
	const lists = async ({ api, deal }: Awaited<ReturnType<typeof worked>>) =>
		Promise.all(
			["contacts", "companies", "deals", "approvals", `deals/${deal.id}/activities`].map(async (path) => {
				const response = await api.send(path);
				expect(response.status, path).toBe(200);
				return response.json();
			}),
		);
	const stored = async (at: TestTenant) => {
		const rows = await Promise.all((Object.keys(SEALED) as List[]).map((list) => storedRows(at, list)));
		return rows.flat();
	};
	const marks = async (at: TestTenant): Promise<readonly string[]> => {
		const found: string[] = [];
		for (const list of Object.keys(SEALED) as List[])
			for (const row of await storedRows(at, list))
				for (const column of SEALED[list]?.columns ?? []) {
					const value = row[column];
					if (typeof value === "string") found.push(/^aa1\.\d+/.exec(value)?.[0] ?? "clear");
				}
		return [...new Set(found)].sort();
	};

	test("[SEC27] clear rows are read as they are, and the reconciler seals them all", async () => {
		const clock = await quiet();
		const tenant = await worked("before", clock);
		const { at } = tenant;
		// Somebody who fell off the board: the deal's view does not say anything of them any more.
		const share =
			"INSERT INTO record_fields (tenant, record, field, deal, source, value, at) VALUES (?1, ?2, 'name', ?3, 1, ?4, 1)";
		await alter(
			at,
			"INSERT INTO contacts (tenant, contact, name) VALUES (?1, ?2, ?3)",
			at.contact("gone@x.example"),
			"Gone Away",
		);
		await alter(at, share, at.contact("gone@x.example"), tenant.deal.id, "Gone Away");
		await reconcile(door(), at.tenant, everything);
		const [right, rows] = [await lists(tenant), await stored(at)];
		await unseal(at);
		expect(await marks(at)).toEqual(["clear"]);
		expect(await lists(tenant)).toEqual(right);
		expect(await reconcile(door(), at.tenant, everything)).toMatchObject({ repaired: [tenant.deal.id] });
		expect(await marks(at)).toEqual(["aa1.1"]);
		expect(await stored(at)).toEqual(rows);
		expect(await reconcile(door(), at.tenant, everything)).toMatchObject({ repaired: [] });
	});

	test("[SEC27] after a rotation the reconciler seals them anew, and nothing else changes", async () => {
		const clock = await quiet();
		const tenant = await worked("older", clock);
		const right = await lists(tenant);
		await rotateDataKey(env, tenant.at.tenant, dbOf(tenant.at));
		clock.advance(MINUTE_MS - 1);
		expect(await reconcile(door(), tenant.at.tenant, everything)).toMatchObject({ repaired: [] });
		clock.advance(1);
		expect(await lists(tenant)).toEqual(right);
		expect(await reconcile(door(), tenant.at.tenant, everything)).toMatchObject({ repaired: [tenant.deal.id] });
		expect(await marks(tenant.at)).toEqual(["aa1.2"]);
		expect(await lists(tenant)).toEqual(right);
		expect(await reconcile(door(), tenant.at.tenant, everything)).toMatchObject({ repaired: [] });
	});

	test("[SEC27] an inbox of before is read, delivered, and sealed by its next sweep", async () => {
		const clock = await quiet();
		const { at, api, post, inbox } = await worked("inbox", clock);
		const signal = await post("waits");
		const kept = JSON.stringify(await inbox.kept(signal));
		await runInDurableObject(inbox.raw(), (_, state) => {
			state.storage.sql.exec("UPDATE signals SET subject = 'Old', sender = 'old@x.example'");
			state.storage.sql.exec("UPDATE signals SET body = ? WHERE id = ?", kept, signal);
			state.storage.sql.exec("UPDATE owner SET is_sealed = 0");
		});
		expect(await (await api.send("signals")).text()).toContain("old@x.example");
		await inbox.sweep();
		expect(await inbox.sql("SELECT DISTINCT state FROM signals")).toEqual([{ state: "delivered" }]);
		const vault = await vaultOf(at);
		for (const row of await inbox.sql<{ id: string; sender: string }>("SELECT id, sender FROM signals")) {
			expect(row.sender).toMatch(/^aa1\./);
			expect(vault.open({ record: row.id, column: "signals.sender" }, row.sender)).toBe("old@x.example");
		}
		expect(await (await api.send("signals")).text()).toContain("old@x.example");
	});
});
