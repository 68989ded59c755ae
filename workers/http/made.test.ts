import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { AuditEntry } from "#knowledge/core/audit/entry.ts";
import { platformAdmin } from "#workers/testing/accounts.setup.ts";
import { client, dealByMail, EVERY_OPERATION, json } from "#workers/testing/api.setup.ts";
import { startMailbox } from "#workers/testing/mailbox.setup.ts";

/** A ticket is for half a minute, and nobody looks for it afterwards. */
const MAKES_NOTHING_NAMED = ["openSocket"];

test("[S3-34] whatever is answered as made says where its id stands, in a field that its answer has", () => {
	for (const { id, status, makes, answer } of EVERY_OPERATION) {
		expect(status === 201 && makes === undefined, id).toBe(MAKES_NOTHING_NAMED.includes(id));
		for (const field of Object.values(makes ?? {})) {
			const found = field.split(".").reduce<unknown>((type, name) => Object(Object(type).shape)[name], answer);
			expect(found, `${id} ${field}`).toHaveProperty("_zod");
		}
	}
});

test("[S3-34] the audit names what was made, by kind and id alone, in a repeat as well", async () => {
	const clock = standStill();
	const at = await newTenant("made");
	startMailbox();
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	const boss = at.person("boss", ["tenant-admin", "regional-human", "rep"]);
	const api = await client(at, boss);
	const made = async (path: string, body: unknown) =>
		(await api.send(path, json(body))).json<{ id: string; user: { id: string }; signal: string; version: number }>();
	const key = await made("api-keys", { label: "Nightly export", scopes: ["read"] });
	const site = await made("embed-keys", {
		label: "Web shop",
		publicKey: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
		origins: ["https://shop.example.com"],
	});
	const { user } = await made("users", { name: "Robin Vale", address: "robin@skyvera.example", roles: ["rep"] });
	const note = await made("signals/note", { deal: about.deal.id, text: "They called." });
	const { version } = await made("data-keys", {});
	const deal = await made("deals", { name: "Another", region: "emea" });
	const fork = await made(`deals/${about.deal.id}/fork`, {});
	const named = {
		...json({ name: "Once", region: "emea" }),
		headers: { "idempotency-key": "k", "content-type": "application/json" },
	};
	const once = await (await api.send("deals", named)).json<{ id: string }>();
	expect((await api.send("deals", named)).headers.get("idempotent-replayed")).toBe("true");
	await api.send("deals", json({ name: "" }));
	const page = expectDone(await ledgerStub(env, boss).auditPage(at.call(boss), 0, 100));
	const entries = page.entries.map(({ json: text }) => AuditEntry.parse(JSON.parse(text)));
	expect(entries.slice(1).map(({ action, target, result }) => [action, result, ...target])).toEqual([
		["createApiKey", "done", `apiKey:${key.id}`],
		["createEmbedKey", "done", `embedKey:${site.id}`],
		["inviteUser", "done", `user:${user.id}`],
		["postNote", "done", `signal:${note.signal}`, expect.stringContaining(`deal:`)],
		["rotateDataKey", "done", `dataKey:${version}`],
		["createDeal", "done", `deal:${deal.id}`],
		["forkDeal", "done", `deal:${about.deal.id}`, `deal:${fork.id}`],
		["createDeal", "done", `deal:${once.id}`],
		["createDeal", "replayed", `deal:${once.id}`],
		["createDeal", "invalid-input"],
	]);
	expect(entries[0]?.target).toContain(`signal:${about.signal}`);
	expect(JSON.stringify(entries)).not.toMatch(/Robin|Nightly|Another|They called/);
});

test("[S3-34] the chain of those who run the platform names the account that they made", async () => {
	const platform = await platformAdmin();
	const made = await (await platform.provision()).json<{ account: string }>();
	const call = { principal: platform.principal, settingsVersion: 0 };
	let after = 0;
	const targets: string[] = [];
	for (;;) {
		const { entries } = expectDone(await ledgerStub(env, platform.principal).auditPage(call, after, 1_000));
		targets.push(...entries.flatMap(({ json: text }) => AuditEntry.parse(JSON.parse(text)).target));
		if (entries.length === 0) break;
		after = entries.at(-1)?.seq ?? after;
	}
	expect(targets).toContain(`account:${made.account}`);
});
