import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { firstAdmin } from "./first-admin.ts";
import { sha256 } from "./seed.ts";

const MASTER_KEYS = `1:${Buffer.alloc(32, 7).toString("base64")}`;

test("[S0-19] the first admin's statements run on a fresh database, once, and their link is the one that was told", async () => {
	const db = new DatabaseSync(join(mkdtempSync(join(tmpdir(), "first-admin-")), "d1.sqlite"));
	for (const file of readdirSync("migrations").filter((name) => name.endsWith(".sql")))
		db.exec(readFileSync(join("migrations", file), "utf8"));
	const { sql, link } = await firstAdmin({
		address: "ada@sales.example",
		name: "Ada O'Neil",
		mailbox: "accounts@sales.example",
		masterKeys: MASTER_KEYS,
	});
	db.exec(sql);
	const rows = (query: string) =>
		db
			.prepare(query)
			.all()
			.map((row) => ({ ...row }));
	expect(rows("SELECT tenant, name, address, roles FROM people")).toEqual([
		{
			tenant: "platform",
			name: "Ada O'Neil",
			address: "ada@sales.example",
			roles: '["platform-admin","tenant-admin"]',
		},
	]);
	expect(rows(`SELECT tenant, kind, subject FROM access_tokens WHERE hash = '${sha256(link)}'`)).toEqual([
		{ tenant: "platform", kind: "sign-in", subject: "operator" },
	]);
	expect(rows("SELECT tenant, version, master FROM data_keys")).toEqual([
		{ tenant: "platform", version: 1, master: 1 },
	]);
	expect(sql).not.toContain(link);
	expect(() => db.exec(sql)).toThrow("UNIQUE");
});
