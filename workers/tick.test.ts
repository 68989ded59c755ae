import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { SignalInbox } from "#durable-objects/signal-inbox/signal-inbox.ts";
import { TenantLedger } from "#durable-objects/tenant-ledger/tenant-ledger.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { TenantGateway } from "./gateway.ts";
import { SHAKEN_PER_TICK, tick } from "./schedule/tick.ts";

const EMPTY = { entries: [], head: null };

/** More accounts than one tick looks after, with nothing in them; gone again when the test ends. */
async function manyAccounts(count: number) {
	const near = `many-${crypto.randomUUID().slice(0, 8)}`;
	await env.DB.prepare(
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
			INSERT INTO tenants (tenant, organisation, region_default, created_at) SELECT ?2 || '-' || i, 'x', 'emea', 0 FROM n`,
	)
		.bind(count, near)
		.run();
	onTestFinished(async () => {
		await env.DB.prepare("DELETE FROM tenants WHERE tenant LIKE ?").bind(`${near}-%`).run();
	});
	return Array.from({ length: count }, (_, i) => `${near}-${i + 1}`);
}

test("[REL15] however many accounts there are, a tick has a bounded share of them, and each has its turn", async () => {
	const clock = standStill();
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	vi.spyOn(TenantGateway.prototype, "reconcile").mockResolvedValue(done(false));
	vi.spyOn(TenantLedger.prototype, "auditPage").mockResolvedValue(done(EMPTY));
	const swept = vi.spyOn(SignalInbox.prototype, "sweep").mockResolvedValue(done(null));
	const accounts = await manyAccounts(SHAKEN_PER_TICK + 1);
	const all = (await env.DB.prepare("SELECT COUNT(*) AS n FROM tenants").first<{ n: number }>())?.n ?? 0;
	const seen = new Set<string>();
	for (let i = 0; i < Math.ceil(all / SHAKEN_PER_TICK); i++) {
		swept.mockClear();
		await tick({ env, ctx: createExecutionContext() });
		expect(swept.mock.calls.length).toBeLessThanOrEqual(SHAKEN_PER_TICK);
		for (const [{ principal }] of swept.mock.calls) seen.add(principal.tenant);
		clock.advance(10 * MINUTE_MS);
	}
	expect(accounts.filter((account) => !seen.has(account))).toEqual([]);
}, 60_000);

test("[S0-19] what is being torn down is gone on with before anything that grows with the accounts", async () => {
	standStill();
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const prepared = vi.spyOn(env.DB, "prepare").mockImplementation(() => {
		throw new Error("no statement but the first is asked for");
	});
	await expect(tick({ env, ctx: createExecutionContext() })).rejects.toThrow("no statement");
	expect(prepared.mock.calls.map(([sql]) => /FROM (\w+)/.exec(sql)?.[1])).toEqual(["closed_accounts", "tenants"]);
});
