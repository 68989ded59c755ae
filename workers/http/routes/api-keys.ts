import type { Hono } from "hono";
import type { NewApiKey } from "#knowledge/core/contract/operations/keys.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { overQuota } from "#knowledge/core/vocabulary/account.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { hasRole, type Principal } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { closeSocketsOf } from "#workers/accounts/hang-up.ts";
import type { App } from "#workers/http/app-types.ts";
import { cursorProblem } from "#workers/http/cursor.ts";
import { rightFor, route } from "#workers/http/route.ts";
import { newSecret } from "#workers/http/tokens.ts";
import { dealsThere } from "#workers/store/deals.ts";
import { addKey, KEYS_OF_ONE_MAX, KeyCursor, listKeys, revokeKey } from "#workers/store/keys.ts";
import { type Person, readPerson } from "#workers/store/people.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

const LIFE_MS = 365 * DAY_MS;
const LIFE_MAX_MS = 2 * LIFE_MS;

export function apiKeyRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listApiKeys, async ({ call, query }, c) => {
		const wrong = cursorProblem(c, query.cursor, KeyCursor);
		if (wrong) return wrong;
		const { person = null, ...page } = query;
		const { id } = call.principal;
		const mayAll = managesAll(call.principal);
		// Of somebody else there is nothing for them, whether or not there is such a person.
		if (!mayAll && person !== null && person !== id) return done({ items: [], next: null });
		return done(await listKeys(c.get("db"), mayAll ? person : id, page));
	});

	route(app, OPERATIONS.createApiKey, async ({ call, body }, c) => {
		const db = c.get("db");
		const now = Date.now();
		const { principal } = call;
		const id = body.person ?? principal.id;
		if (id !== principal.id && !managesAll(principal))
			return refused("not-allowed", "/body/person: only a tenant admin makes keys for others");
		const person = await readPerson(db, id);
		if (person === null || person.state !== "active")
			return refused("not-found", "/body/person: there is no such person, or they are not active");
		const granted = grantedTo(person, body, { by: principal, now });
		if (granted.type === "refused") return granted;
		const missing = await firstMissing(db, body.deals ?? []);
		if (missing !== null) return refused("not-found", `/body/deals/${missing}: there is no such deal`);
		const { token, hash } = newSecret("aa_key");
		const max = c.get("terms").quotas.keys;
		const key = { hash, label: body.label, person: person.id, ...granted.value };
		const made = await addKey(db, key, { now, max });
		if (made === null)
			return refused("conflict", `a person has at most ${KEYS_OF_ONE_MAX} live keys, and ${overQuota("keys", max)}`);
		return done({ ...made, secret: token });
	});

	route(app, OPERATIONS.revokeApiKey, async ({ call, params }, c) => {
		const db = c.get("db");
		const { principal } = call;
		const person = managesAll(principal) ? null : principal.id;
		const revokedAt = await revokeKey(db, { id: params.apiKey, person }, Date.now());
		if (revokedAt === null) return refused("not-found", "there is no such key");
		await closeSocketsOf(c.env, db, { tokens: [params.apiKey] });
		return done({ id: params.apiKey, revokedAt: new Date(revokedAt).toISOString() });
	});
}

const managesAll = (principal: Principal): boolean => rightFor("admin", principal) !== null;

type Granted = Pick<Parameters<typeof addKey>[1], "scopes" | "roles" | "deals" | "expiresAt">;

/** What a key can be given: no more than its person has, and no more than whoever makes it could do with it themselves. */
function grantedTo(
	person: Person,
	asked: NewApiKey,
	{ by, now }: { readonly by: Principal; readonly now: number },
): Outcome<Granted> {
	const isOwn = person.id === by.id;
	const had = isOwn ? by.roles : person.roles;
	const roles = asked.roles ?? had;
	if (roles.length === 0) return refused("invalid", "/body/roles: this person has no role that a key could have");
	const strange = roles.findIndex((role) => !had.includes(role));
	if (strange >= 0)
		return refused("invalid", `/body/roles/${strange}: «${roles[strange]}» is not theirs, or not yours to give`);
	const more = asked.scopes.findIndex((scope) => !by.scopes.includes(scope));
	if (more >= 0)
		return refused("not-allowed", `/body/scopes/${more}: your own key does not have «${asked.scopes[more]}»`);
	if (asked.scopes.includes("admin") && !(hasRole(by, "tenant-admin") && roles.includes("tenant-admin")))
		return refused("not-allowed", "/body/scopes: «admin» is for the keys of tenant admins");
	// S2-03: a decision is by whoever made it.
	if (!isOwn && asked.scopes.includes("decide"))
		return refused("not-allowed", "/body/scopes: a key that decides in somebody's name is theirs alone to make");
	const expiresAt = endOf(asked, { by, now });
	if (expiresAt.type === "refused") return expiresAt;
	return done({ scopes: asked.scopes, roles, deals: asked.deals ?? null, expiresAt: expiresAt.value });
}

/** What a key makes ends with it at the latest: a stolen one cannot make itself a longer life. */
function endOf(
	{ expiresAt }: NewApiKey,
	{ by, now }: { readonly by: Principal; readonly now: number },
): Outcome<number> {
	const max = by.kind === "service" ? Math.min(now + LIFE_MAX_MS, by.exp) : now + LIFE_MAX_MS;
	if (expiresAt === undefined) return done(Math.min(now + LIFE_MS, max));
	const asked = Date.parse(expiresAt);
	if (asked <= now) return refused("invalid", "/body/expiresAt: must be in the future");
	if (asked > max)
		return refused(
			"invalid",
			"/body/expiresAt: must be within two years, and no later than the end of the key that asks",
		);
	return done(asked);
}

async function firstMissing(db: TenantDb, deals: readonly DealId[]): Promise<number | null> {
	if (deals.length === 0) return null;
	const there = await dealsThere(db, deals);
	const index = deals.findIndex((deal) => !there.has(deal));
	return index < 0 ? null : index;
}
