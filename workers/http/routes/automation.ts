import type { Context, Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { dealStub, ledgerStub } from "#durable-objects/stubs.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { flagsOf, quotasOf } from "#knowledge/core/vocabulary/account.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { type Call, hasRole } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { route } from "#workers/http/route.ts";
import { recentDeals } from "#workers/store/deals.ts";
import { readPerson } from "#workers/store/people.ts";
import { readTenant, setAgentAutomation, setTenantAutomation } from "#workers/store/settings.ts";

/** How many deals a resume wakes at once; the others find out by themselves within half a minute. */
const NUDGED_MAX = 200;

export function automationRoutes(app: Hono<App>): void {
	for (const [operation, state] of [
		[OPERATIONS.pauseAgent, "paused"],
		[OPERATIONS.resumeAgent, "active"],
	] as const) {
		route(app, operation, async ({ call, params }, c) => {
			if (!hasRole(call.principal, "tenant-admin", "regional-human"))
				return refused("not-allowed", "this takes a regional human or a tenant admin");
			if (!ROSTER.some((skill) => skill.name === params.agent)) return refused("not-found", "there is no such agent");
			await setAgentAutomation(c.get("db"), params.agent, state);
			nudge(c, call, await recentDeals(c.get("db"), NUDGED_MAX));
			return done({ automation: state });
		});
	}

	route(app, OPERATIONS.pauseTenant, async ({ call }, c) => {
		if (!hasRole(call.principal, "tenant-admin", "regional-human"))
			return refused("not-allowed", "this takes a regional human or a tenant admin");
		await setTenantAutomation(c.get("db"), "paused");
		nudge(c, call, await recentDeals(c.get("db"), NUDGED_MAX));
		return done({ automation: "paused" });
	});

	route(app, OPERATIONS.resumeTenant, async ({ call }, c) => {
		const released = outcomeOf(await ledgerStub(c.env, call.principal).release(call));
		if (released.type === "refused") return released;
		await setTenantAutomation(c.get("db"), "active");
		nudge(c, call, await recentDeals(c.get("db"), NUDGED_MAX));
		return done({ automation: "active" });
	});

	route(app, OPERATIONS.getTenant, async ({ call, params }, c) => {
		const tenant = await readTenant(c.get("db"));
		if (!tenant) return refused("not-found", "there is no such account");
		const stop = outcomeOf(await ledgerStub(c.env, call.principal).stop(call));
		if (stop.type === "refused") return stop;
		const { id, kind, roles, region } = call.principal;
		return done({
			account: params.account,
			organisation: tenant.organisation,
			region: tenant.region_default,
			tier: tenant.tier,
			quotas: quotasOf(tenant.tier, tenant.quotas),
			flags: flagsOf(tenant.tier, tenant.flags),
			automation: tenant.automation_state,
			stop: stop.value ? { reason: stop.value.reason, since: new Date(stop.value.since).toISOString() } : null,
			you: { id, name: (await readPerson(c.get("db"), id))?.name ?? null, kind, roles: [...roles], region },
		});
	});
}

/** Tells deals that something changed which they may wait for; the settings they hold are older than this call by one. */
export function nudge(c: Context<App>, call: Call, deals: readonly DealId[]): void {
	const newer = { ...call, settingsVersion: call.settingsVersion + 1 };
	const told = deals.map((deal) => dealStub(c.env, call.principal, deal).nudge({ ...newer, deal }));
	c.executionCtx.waitUntil(Promise.allSettled(told));
}
