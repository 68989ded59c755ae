import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { issueToken, newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { principalOf } from "./access.ts";
import { directory, tenantDb } from "./tenant-db.ts";

const heldBy = ({ tenant }: TestTenant) => tenantDb(env, tenant, tenant);

test.each([
	"SELECT * FROM deals",
	"SELECT * FROM deals WHERE deal = ?2",
	"SELECT * FROM deals WHERE tenant = ?2",
	"SELECT * FROM deals WHERE tenant = 'skyvera'",
	"SELECT * FROM deals WHERE tenant <> ?1",
	"UPDATE tenants SET automation_state = 'paused'",
	"UPDATE tenants SET tenant = ?1",
	"DELETE FROM deals",
	"INSERT INTO deals (deal, tenant) VALUES (?2, ?1)",
	"INSERT INTO deals (tenant, deal) VALUES (?2, ?1)",
	"INSERT INTO deals (tenant, deal) SELECT tenant, deal FROM deals",
	"SELECT * FROM deals WHERE tenant = ?1 OR 1 = 1",
	"SELECT * FROM deals WHERE tenant = ?10",
	"SELECT * FROM deals WHERE deal = ?2 OR tenant = ?1",
	"UPDATE deals SET name = ?2 WHERE deal = ?3 AND version = (SELECT 1 FROM tenants)",
	"DELETE FROM approvals WHERE deal = ?2 AND EXISTS (SELECT 1 FROM deals WHERE tenant = ?1)",
	"INSERT OR REPLACE INTO deals (tenant, deal) VALUES (?1, ?2)",
])("[INV12] a statement that forgets its tenant does not run: %s", async (sql) => {
	const db = heldBy(await newTenant("store"));
	await expect(async () => db.all(sql)).rejects.toThrow("a statement names its tenant");
	await expect(async () => db.first(sql)).rejects.toThrow("a statement names its tenant");
	await expect(async () => db.batch([{ sql, values: [] }])).rejects.toThrow("a statement names its tenant");
});

test("[INV12] what runs is bound to the tenant of the wrapper: another tenant's rows are not there", async () => {
	const [ours, theirs] = await Promise.all([newTenant("store"), newTenant("store")]);
	const [db, other] = [heldBy(ours), heldBy(theirs)];
	await db.batch([
		{
			sql: "INSERT INTO contacts (tenant, contact, name) VALUES (?1, ?2, ?3)",
			values: ["c-1", "Mara"],
		},
	]);
	expect(await db.all("SELECT name FROM contacts WHERE tenant = ?1")).toEqual([{ name: "Mara" }]);
	expect(await other.all("SELECT name FROM contacts WHERE tenant = ?1")).toEqual([]);
	expect(await other.first("SELECT name FROM contacts WHERE tenant = ?1 AND contact = ?2", "c-1")).toBeNull();
	await other.batch([{ sql: "UPDATE contacts SET name = ?2 WHERE tenant = ?1", values: ["Eve"] }]);
	await other.batch([{ sql: "DELETE FROM contacts WHERE tenant = ?1", values: [] }]);
	expect(await db.all("SELECT name FROM contacts WHERE tenant = ?1")).toEqual([{ name: "Mara" }]);
});

test("[INV12] an OR in parentheses is about the rest of the question, and runs", async () => {
	const db = heldBy(await newTenant("store"));
	expect(await db.all("SELECT deal FROM deals WHERE tenant = ?1 AND (?2 IS NULL OR deal = ?2)", null)).toEqual([]);
});

test("[INV12] of a batch all statements run or none", async () => {
	const db = heldBy(await newTenant("store"));
	const add = { sql: "INSERT INTO contacts (tenant, contact) VALUES (?1, ?2)", values: ["c-1"] };
	await expect(db.batch([add, add])).rejects.toThrow();
	expect(await db.all("SELECT contact FROM contacts WHERE tenant = ?1")).toEqual([]);
});

test("[S0-79] held for another tenant nothing runs and no key is handed out, also where the keys are known already", async () => {
	const [ours, theirs] = await Promise.all([newTenant("store"), newTenant("store")]);
	await heldBy(theirs).batch([
		{ sql: "INSERT INTO contacts (tenant, contact, name) VALUES (?1, ?2, ?3)", values: ["c-1", "Mara"] },
	]);
	await heldBy(theirs).vault();
	const db = tenantDb(env, theirs.tenant, ours.tenant);
	const refusal = { fault: { code: "not-ours" } };
	await expect(async () => db.all("SELECT name FROM contacts WHERE tenant = ?1")).rejects.toMatchObject(refusal);
	await expect(async () => db.first("SELECT name FROM contacts WHERE tenant = ?1")).rejects.toMatchObject(refusal);
	const remove = { sql: "DELETE FROM contacts WHERE tenant = ?1", values: [] };
	await expect(async () => db.batch([remove])).rejects.toMatchObject(refusal);
	await expect(async () => db.vault()).rejects.toMatchObject(refusal);
	expect(await heldBy(theirs).all("SELECT name FROM contacts WHERE tenant = ?1")).toEqual([{ name: "Mara" }]);
});

test("[SEC28] whose a token is is read once; that it is nobody's is not remembered, and of what was torn down there is no row", async () => {
	const at = await newTenant("store");
	const hash = sha256(await issueToken(at.human));
	let asked = 0;
	const prepare = (sql: string) => {
		asked++;
		return env.DB.prepare(sql);
	};
	const { tenantOfToken } = directory({ ...env, DB: { prepare } as unknown as D1Database });
	const unknown = sha256("nobody's");
	expect([await tenantOfToken(unknown), await tenantOfToken(unknown)]).toEqual([null, null]);
	expect(asked).toBe(2);
	expect([await tenantOfToken(hash), await tenantOfToken(hash)]).toEqual([at.tenant, at.tenant]);
	expect(asked).toBe(3);
	await env.DB.prepare("DELETE FROM access_tokens WHERE hash = ?").bind(hash).run();
	expect(await principalOf(heldBy(at), hash, ["key"], Date.now())).toBeNull();
});
