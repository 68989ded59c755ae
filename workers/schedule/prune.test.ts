import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { REQUEST_KEPT_MS } from "#workers/store/requests.ts";
import { pruneTick } from "./prune.ts";

const KEPT_MS = 90 * DAY_MS;

const run = (sql: string, ...values: readonly (string | number | null)[]) =>
	env.DB.prepare(sql)
		.bind(...values)
		.run();

/** A token by its three ends, of which the first counts. */
const token = (
	{ tenant }: TestTenant,
	hash: string,
	{
		expiresAt,
		revokedAt = null,
		usedAt = null,
	}: { expiresAt: number; revokedAt?: number | null; usedAt?: number | null },
) =>
	run(
		`INSERT INTO access_tokens (tenant, hash, kind, principal_kind, subject, roles, expires_at, revoked_at, used_at, created_at)
			VALUES (?, ?, 'key', 'service', 'sam', '[]', ?, ?, ?, 0)`,
		tenant,
		`${tenant}:${hash}`,
		expiresAt,
		revokedAt,
		usedAt,
	);
const request = ({ tenant }: TestTenant, key: string, at: number, state: "begun" | "done" = "done") =>
	run(
		"INSERT INTO requests (tenant, principal, key, operation, asked, state, at) VALUES (?, 'sam', ?, 'o', 'a', ?, ?)",
		tenant,
		key,
		state,
		at,
	);
const ticket = ({ tenant }: TestTenant, hash: string, expiresAt: number) =>
	run(
		"INSERT INTO socket_tickets (tenant, hash, room, principal, expires_at) VALUES (?, ?, 'd', '{}', ?)",
		tenant,
		`${tenant}:${hash}`,
		expiresAt,
	);
const flow = ({ tenant }: TestTenant, state: string, expiresAt: number) =>
	run(
		"INSERT INTO sign_in_flows (tenant, state, expires_at) VALUES (?, ?, ?)",
		tenant,
		`${tenant}:${state}`,
		expiresAt,
	);

const NAMES = { access_tokens: "hash", requests: "key", socket_tickets: "hash", sign_in_flows: "state" } as const;

/** What is left, by table, in the order of its names. */
async function left({ tenant }: TestTenant): Promise<Readonly<Record<string, readonly string[]>>> {
	const read = async ([table, name]: readonly [string, string]) => {
		const { results } = await env.DB.prepare(`SELECT ${name} AS name FROM ${table} WHERE tenant = ? ORDER BY ${name}`)
			.bind(tenant)
			.all<{ name: string }>();
		return [table, results.map((row) => row.name.replace(`${tenant}:`, ""))] as const;
	};
	return Object.fromEntries(await Promise.all(Object.entries(NAMES).map(read)));
}

test("[SEC28] tokens go ninety days after they ended, by whatever end; requests after a day; tickets and flows at once", async () => {
	const clock = standStill();
	const now = clock.now();
	const at = await newTenant("prune");
	const [later, ended, lately] = [now + 1, now - KEPT_MS, now - KEPT_MS + 1];
	await Promise.all([
		token(at, "live", { expiresAt: later }),
		token(at, "expired", { expiresAt: ended }),
		token(at, "expired-lately", { expiresAt: lately }),
		token(at, "revoked", { expiresAt: later, revokedAt: ended }),
		token(at, "revoked-lately", { expiresAt: later, revokedAt: lately }),
		token(at, "used", { expiresAt: later, usedAt: ended }),
		token(at, "used-lately", { expiresAt: later, usedAt: lately }),
		request(at, "old", now - REQUEST_KEPT_MS),
		request(at, "old-begun", now - REQUEST_KEPT_MS, "begun"),
		request(at, "young", now - REQUEST_KEPT_MS + 1),
		ticket(at, "over", now),
		ticket(at, "good", later),
		flow(at, "over", now),
		flow(at, "open", later),
	]);
	expect(await pruneTick(env, at.tenant)).toEqual({ type: "done", value: 7 });
	expect(await left(at)).toEqual({
		access_tokens: ["expired-lately", "live", "revoked-lately", "used-lately"],
		requests: ["young"],
		socket_tickets: ["good"],
		sign_in_flows: ["open"],
	});
	expect(await pruneTick(env, at.tenant)).toEqual({ type: "done", value: 0 });
});

test("[SEC28] a tick takes so many of each table, and those of no other account", async () => {
	const clock = standStill();
	const now = clock.now();
	const [at, other] = await Promise.all([newTenant("prune-many"), newTenant("prune-other")]);
	await Promise.all([1, 2, 3].map((n) => request(at, `r${n}`, 0)));
	await Promise.all([ticket(at, "t", now), request(other, "r", 0), ticket(other, "t", now)]);
	expect(await pruneTick(env, at.tenant, 2)).toEqual({ type: "done", value: 3 });
	expect((await left(at)).requests).toHaveLength(1);
	expect(await pruneTick(env, at.tenant, 2)).toEqual({ type: "done", value: 1 });
	expect(await left(at)).toMatchObject({ requests: [], socket_tickets: [] });
	expect(await left(other)).toMatchObject({ requests: ["r"], socket_tickets: ["t"] });
});
