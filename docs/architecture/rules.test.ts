import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "./rules.ts";
import { parseTable } from "./table.ts";
import { sourceFile } from "./tree.ts";

const TABLE = parseTable(readFileSync(join(import.meta.dirname, "../ARCHITECTURE.md"), "utf8"));

function broken(path: string, source: string): readonly string[] {
	const file = sourceFile(path, source);
	return RULES.flatMap((rule) => rule.check(file, TABLE).map(() => rule.id));
}

test.each([
	["[AR1]", "a file in a folder without a row", "helpers/a.ts", ""],
	["[AR1]", "an actor without a row", "durable-objects/nobody/a.ts", ""],
	["[AR2]", "the domain importing an agent", "knowledge/core/deal/a.ts", 'import a from "../../agents/roster.ts";'],
	[
		"[AR2]",
		"vocabulary importing events",
		"knowledge/core/vocabulary/a.ts",
		'import type { A } from "../events/a.ts";',
	],
	["[AR2]", "an actor importing another", "durable-objects/deal-agent/a.ts", 'import a from "../signal-inbox/a.ts";'],
	[
		"[AR2]",
		"the gateway importing an actor",
		"workers/gateway.ts",
		'const a = import("#durable-objects/deal-agent/a.ts");',
	],
	["[AR2]", "an adapter importing another", "workers/adapters/mail/a.ts", 'import a from "../slack/a.ts";'],
	["[AR2]", "a SOUL reaching a browser", "web/app/a.tsx", 'import a from "#knowledge/agents/skills/q/SOUL.md";'],
	["[AR2]", "an object reaching D1's queries", "durable-objects/platform/a.ts", 'export * from "#workers/store/a.ts";'],
	["[AR3]", "node in the domain", "knowledge/core/deal/a.ts", 'import { createHash } from "node:crypto";'],
	["[AR3]", "a web framework in the domain", "knowledge/agents/a.ts", 'import { Hono } from "hono";'],
	["[AR3]", "a model client in an actor", "durable-objects/deal-agent/a.ts", 'import { generateText } from "ai";'],
	["[AR3]", "a test library in the product", "knowledge/core/deal/a.ts", 'import fc from "fast-check";'],
	["[AR4]", "an alias that does not exist", "scripts/a.ts", 'import a from "#helpers/a.ts";'],
	["[AR4]", "a name worked out while running", "scripts/a.ts", "await import(process.argv[2]);"],
	["[AR4]", "a relative path out of its folder", "workers/index.ts", 'import a from "../durable-objects/stubs.ts";'],
	[
		"[AR5]",
		"a builder in the product",
		"knowledge/agents/a.ts",
		'import { aDeal } from "#knowledge/core/testing/a.ts";',
	],
	["[AR6]", "a route reading credentials", "workers/http/a.ts", 'import { read } from "../store/credentials.ts";'],
	["[AR7]", "a clock", "knowledge/core/deal/a.ts", "const now = Date.now();"],
	["[AR7]", "a new date", "knowledge/core/deal/a.ts", "const now = new Date();"],
	["[AR7]", "a clock in a template", "knowledge/agents/a.ts", "const a = `at ${performance.now()}`;"],
	["[AR7]", "a clock in a choice", "knowledge/core/deal/a.ts", "const Clock = real ? Date : Fake;"],
	["[AR7]", "chance taken out of Math", "knowledge/core/deal/a.ts", "const { random } = Math;"],
	["[AR7]", "chance", "knowledge/core/deal/a.ts", "const id = Math.random();"],
	["[AR7]", "chance under another name", "knowledge/core/deal/a.ts", "const id = crypto.getRandomValues(a);"],
	["[AR7]", "waiting", "knowledge/core/deal/a.ts", "export const a = async () => 1;"],
	["[AR7]", "a timer", "knowledge/core/deal/a.ts", "setTimeout(go, 1);"],
	["[AR7]", "the network", "knowledge/core/deal/a.ts", 'fetch("https://example.org");'],
	["[AR8]", "a file of 401 lines", "knowledge/core/deal/a.ts", "\n".repeat(401)],
	["[AR9]", "the default routing", "workers/index.ts", "return routeAgentRequest(request, env);"],
	["[AR9]", "a callable method", "durable-objects/deal-agent/a.ts", "class A { @callable() m() {} }"],
	["[AR10]", "an insert", "durable-objects/deal-agent/store.ts", 'sql.exec("INSERT INTO outbox VALUES (?)", 1);'],
	["[AR10]", "an update over lines", "durable-objects/deal-agent/store.ts", "run(`\n\tUPDATE\n\toutbox SET a = 1`);"],
	["[AR10]", "a table whose name comes in", "durable-objects/platform/a.ts", "exec(`delete from ${table}`);"],
	["[AR10]", "a write in two pieces", "durable-objects/deal-agent/a.ts", 'exec("REPLACE " + "INTO a VALUES (1)");'],
	["[AR10]", "a table made on the way", "durable-objects/deal-agent/a.ts", 'exec("CREATE TABLE a (b)");'],
	["[AR10]", "a commit file that no folder owns", "durable-objects/commit.ts", 'exec("DELETE FROM a");'],
	["[AR11]", "a key put", "durable-objects/deal-agent/a.ts", "ctx.storage.put(1, 2);"],
	["[AR11]", "a key deleted", "durable-objects/deal-agent/a.ts", "this.ctx.storage.kv.delete(key);"],
	["[AR11]", "an alarm set", "durable-objects/deal-agent/a.ts", "void ctx.storage\n\t.setAlarm(at);"],
	["[AR12]", "an object found by name", "workers/http/a.ts", "env.DEAL.getByName(name);"],
	["[AR12]", "an object found by id", "durable-objects/deal-agent/a.ts", "env.DEAL.get(env.DEAL.idFromString(id));"],
	[
		"[AR12]",
		"a lookup in the file that only checks a name",
		"durable-objects/platform/pin.ts",
		"env.DEAL.getByName(a);",
	],
	["[AR13]", "SQL prepared in a route", "workers/http/a.ts", "db.prepare(text);"],
	["[AR13]", "the binding in a query", "workers/store/deals.ts", "drizzle(env.DB);"],
	["[AR13]", "the binding taken apart", "workers/queues/a.ts", "const { DB } = env;"],
	["[AR13]", "the binding by text", "durable-objects/platform/a.ts", 'env["DB"];'],
	["[AR14]", "a query over all tenants", "workers/store/deals.ts", 'db.all("SELECT id FROM deals WHERE id = ?");'],
	["[AR14]", "a write without a tenant", "workers/store/deals.ts", "db.run(`UPDATE deals SET a = ? WHERE id = ?`);"],
	["[AR15]", "a query of credentials", "workers/store/a.ts", 'all("SELECT a FROM credentials WHERE tenant = ?");'],
	["[AR15]", "their table", "workers/http/a.ts", 'import { credentials } from "#migrations/schema.ts";'],
	["[AR16]", "a line of one's own in the log", "workers/http/a.ts", "console.log(mail);"],
	["[AR16]", "the console passed on", "durable-objects/deal-agent/a.ts", "const { error } = console;"],
	["[AR17]", "a body read in a route", "workers/http/routes/a.ts", "await c.env.BODIES.get(key);"],
	["[AR17]", "the bucket taken apart", "workers/accounts/a.ts", "const { DB, BODIES } = env;"],
	["[AR17]", "the bucket by text", "workers/ingress/a.ts", 'env["BODIES"].put(key, raw);'],
	["[AR18]", "a master key in a route", "workers/http/a.ts", "decrypt(c.env.MASTER_KEYS);"],
	["[AR18]", "a master key by text", "durable-objects/deal-agent/a.ts", 'env["MASTER_KEYS"];'],
	[
		"[AR19]",
		"a principal out of thin air",
		"workers/http/a.ts",
		"const p = { tenant, roles: [], dealScope: null, exp: 1 };",
	],
	["[AR19]", "a principal read from a request", "workers/http/a.ts", "Principal.parse(await c.req.json());"],
	["[AR19]", "a call read from a header", "durable-objects/deal-agent/a.ts", "Call.safeParse(header);"],
	["[AR19]", "a principal with another tenant", "workers/accounts/a.ts", "const p = { ...call.principal, tenant };"],
	["[AR20]", "a guard that a route switches", "workers/http/a.ts", 'if (GUARD_OFF === "door") return next();'],
] as const)("%s refuses %s", (id, _name, path, source) => {
	expect(broken(path, source)).toContain(id.slice(1, -1));
});

test.each([
	["the same folder", "knowledge/core/deal/a.ts", 'import { b } from "./b.ts";\nimport c from "../events/c.ts";'],
	["an alias that the row lets in", "durable-objects/deal-agent/a.ts", 'import a from "#knowledge/core/deal/a.ts";'],
	["a package of the row", "workers/http/a.ts", 'import { Hono } from "hono/tiny";\nimport * as z from "zod";'],
	[
		"a test's own tools",
		"knowledge/core/deal/a.test.ts",
		'import a from "../testing/a.ts"; import { test } from "vitest";',
	],
	[
		"a clock that is a word",
		"knowledge/core/deal/a.ts",
		'const a = "Date"; // Date.now()\nconst b = { Date: 1, c: d.Date };',
	],
	["a clock in a test", "knowledge/core/deal/a.test.ts", "test(name, async () => { await Date.now(); });"],
	["a file of 400 lines", "knowledge/core/deal/a.ts", "\n".repeat(400)],
	[
		"a write in a commit",
		"durable-objects/deal-agent/commit.ts",
		'exec("INSERT INTO a VALUES (1)"); storage.setAlarm(1);',
	],
	["a reading statement", "durable-objects/deal-agent/store.ts", 'exec("SELECT updated, deleted FROM a");'],
	["a map's own delete", "durable-objects/deal-agent/a.ts", "sessions.delete(id); cache.put(a);"],
	["a lookup in stubs", "durable-objects/stubs.ts", "env.DEAL.getByName(name);"],
	["the name that an object checks", "durable-objects/platform/pin.ts", "namespace.idFromName(name);"],
	["the wrapper of D1", "workers/store/tenant-db.ts", "env.DB.prepare(text);"],
	["a query of one tenant", "workers/store/deals.ts", "db.all(`SELECT id FROM deals WHERE tenant = ?`);"],
	["the keeper of credentials", "workers/store/credentials.ts", 'all("SELECT a FROM credentials WHERE tenant = ?");'],
	["a console that is a word", "workers/http/a.ts", 'const a = "console"; // console.log()'],
	["the line that log.ts writes", "durable-objects/platform/log.ts", "console[level](JSON.stringify(line));"],
	["the keeper of bodies", "workers/store/bodies.ts", "env.BODIES.get(key);"],
	["the keeper of master keys", "workers/store/data-keys.ts", "readMasters(env.MASTER_KEYS);"],
	["the principal of our own objects", "durable-objects/platform/system.ts", "return { dealScope: null };"],
	["a scope that is a type", "workers/http/a.ts", "type A = { dealScope: readonly DealId[] };"],
	["the gateway", "workers/gateway.ts", 'import { read } from "./store/credentials.ts";'],
])("[AR0] nothing is said against %s", (_name, path, source) => {
	expect(broken(path, source)).toEqual([]);
});
