import type { Context, Hono } from "hono";
import { answer, expectDone } from "#durable-objects/platform/answer.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { sendsMaxOf } from "#knowledge/core/vocabulary/account.ts";
import { PLATFORM_TENANT, type TenantId, TenantId as TenantIdShape } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { closeSocketsOf } from "#workers/accounts/hang-up.ts";
import { type Founder, provision } from "#workers/accounts/provision.ts";
import { closedView, tearDown } from "#workers/accounts/tear-down.ts";
import type { App } from "#workers/http/app-types.ts";
import { cursorProblem } from "#workers/http/cursor.ts";
import { sendInvitation } from "#workers/http/identity/invite.ts";
import { route } from "#workers/http/route.ts";
import { accountView, changeAccount, changeSettings, readAccount, readClosing } from "#workers/store/accounts.ts";
import { recentDeals } from "#workers/store/deals.ts";
import { readTenant, type TenantRow } from "#workers/store/settings.ts";
import { accountDb, accountsAfter, type TenantDb } from "#workers/store/tenant-db.ts";
import { readUsageSums } from "#workers/store/usage.ts";

export function accountsRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.provisionAccount, async ({ call, body }, c) => {
		const db = accountDb(c.env, call.principal, body.account);
		const at = { env: c.env, db, platform: c.get("db"), now: Date.now() };
		const outcome = await provision(at, body);
		if (outcome.type === "refused") return outcome;
		const { account, people, mailboxes } = outcome.value;
		const invited = [];
		for (const person of people) invited.push(await invite(c, db, person));
		return done({ ...account, mailboxes: mailboxes.map(({ address, region }) => ({ address, region })), invited });
	});

	route(app, OPERATIONS.listAccounts, async ({ call, query }, c) => {
		const wrong = cursorProblem(c, query.cursor, TenantIdShape);
		if (wrong) return wrong;
		const page = { after: query.cursor ?? "", limit: query.limit + 1 };
		const views = (await accountsAfter(c.env, call.principal, page)).map(accountView);
		const items = views.slice(0, query.limit);
		return done({ items, next: views.length > query.limit ? (items.at(-1)?.account ?? null) : null });
	});

	route(app, OPERATIONS.changeAccount, async ({ call, params, body }, c) => {
		const db = accountDb(c.env, call.principal, params.account);
		const before = await readAccount(db);
		if (!before || params.account === PLATFORM_TENANT) return unknown;
		if (!(await changeAccount(db, body))) return refused("conflict", "this account is being torn down");
		if (body.state === "suspended") await closeSocketsOf(c.env, db, "everybody");
		await wake(c, db);
		return found(await readAccount(db));
	});

	route(app, OPERATIONS.closeAccount, async ({ call, params, body }, c) => {
		const { account } = params;
		if (account === PLATFORM_TENANT) return refused("conflict", "the platform's own account is not torn down");
		if (body.confirm !== account)
			return refused("invalid", "/body/confirm: must be the name of the account that is torn down");
		const db = accountDb(c.env, call.principal, account);
		const platform = c.get("db");
		const begun = await readClosing(platform, account);
		if (begun?.closed_at) return done(closedView(account, begun));
		if (!begun && !(await readAccount(db))) return unknown;
		const view = await tearDown({ env: c.env, db, platform, now: Date.now() }, call.principal.id);
		return view.state === "closed" ? done(view) : c.json(view, 202);
	});

	route(app, OPERATIONS.changeSettings, async ({ body }, c) => {
		const db = c.get("db");
		const before = await readTenant(db);
		if (!before) return unknown;
		const max = sendsMaxOf(before.tier);
		for (const name of ["perHour", "perDay", "perContactDay"] as const)
			if ((body.sends?.[name] ?? 0) > max[name])
				return refused("ceiling", `/body/sends/${name}: this account's tier has at most ${max[name]}`);
		if (!(await changeSettings(db, body))) return refused("conflict", "this account is being torn down");
		const after = await readTenant(db);
		invariant(after, "settings that were changed are there");
		return done(settingsView(after));
	});

	route(app, OPERATIONS.listUsage, async ({ query }, c) => {
		const { from, to, by, cursor, limit } = query;
		const sums = await readUsageSums(c.get("db"), { from, to, by, after: cursor ?? null, limit });
		return done({ from, to, by, ...sums });
	});
}

const unknown = refused("not-found", "there is no such account");
const found = <T>(value: T | null): Outcome<T> => (value === null ? unknown : done(value));

/** By a mail, with a link that nobody but its reader sees: not whoever made the account either. */
async function invite(c: Context<App>, db: TenantDb, { id, name, address }: Founder) {
	// The account is there, whatever becomes of the mail: it can be sent again.
	const sent = await answer("invite", () => sendInvitation(c, db, id));
	return { name, address, sent: sent.type === "done" };
}

const settingsView = (row: TenantRow) => ({
	organisation: row.organisation,
	region: row.region_default,
	undoWindowMs: row.undo_window_ms,
	sends: { perHour: row.sends_normal_hour, perDay: row.sends_day_max, perContactDay: row.sends_contact_day_max },
});

/** How many deals hear of it at once; the others find out by themselves within half a minute. */
const WOKEN_MAX = 200;

/** Tells deals that the account stands still, or goes on: what waited for that looks again. */
async function wake(c: Context<App>, db: TenantDb): Promise<void> {
	const tenant = await readTenant(db);
	const deals = await recentDeals(db, WOKEN_MAX);
	const call = ownCall(db.tenant, tenant?.settings_version ?? 0);
	const told = deals.map(async (deal) =>
		expectDone(await dealStub(c.env, call.principal, deal).nudge({ ...call, deal })),
	);
	c.executionCtx.waitUntil(Promise.allSettled(told));
}

const ownCall = (tenant: TenantId, settingsVersion: number): Call =>
	systemCall(tenant, "accounts", { now: Date.now(), settingsVersion });
