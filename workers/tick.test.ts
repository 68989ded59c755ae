import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { SignalInbox } from "#durable-objects/signal-inbox/signal-inbox.ts";
import { TenantLedger } from "#durable-objects/tenant-ledger/tenant-ledger.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import { TenantGateway } from "./gateway.ts";
import { turnOf } from "./schedule/reconcile.ts";
import { SHAKEN_PER_TICK, tick } from "./schedule/tick.ts";
import { directory } from "./store/tenant-db.ts";

const EMPTY = { entries: [], head: null };

/** More accounts than one tick looks after, with nothing in them; gone again when the test ends. */
async function manyAccounts(count: number): Promise<void> {
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
}

test("[REL15] however many accounts there are, a tick has a bounded share of them: those whose turn it is", async () => {
	const clock = standStill();
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	vi.spyOn(TenantGateway.prototype, "reconcile").mockResolvedValue(done(false));
	vi.spyOn(TenantLedger.prototype, "auditPage").mockResolvedValue(done(EMPTY));
	const swept = vi.spyOn(SignalInbox.prototype, "sweep").mockResolvedValue(done(null));
	await manyAccounts(SHAKEN_PER_TICK + 1);
	const tenants = (await directory(env).tenants()).map((tenant) => TenantId.parse(tenant));
	await tick({ env, ctx: createExecutionContext() });
	const turn = turnOf(tenants, clock.now(), SHAKEN_PER_TICK);
	expect(turn.length).toBeLessThanOrEqual(SHAKEN_PER_TICK);
	expect(swept.mock.calls.map(([{ principal }]) => principal.tenant)).toEqual([...turn]);
}, 30_000);

test("[S0-19] what is being torn down is gone on with before anything that grows with the accounts", async () => {
	standStill();
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const prepared = vi.spyOn(env.DB, "prepare").mockImplementation(() => {
		throw new Error("no statement but the first is asked for");
	});
	await expect(tick({ env, ctx: createExecutionContext() })).rejects.toThrow("no statement");
	expect(prepared.mock.calls.map(([sql]) => /FROM (\w+)/.exec(sql)?.[1])).toEqual(["closed_accounts", "tenants"]);
});
