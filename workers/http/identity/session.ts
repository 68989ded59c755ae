import type { Context } from "hono";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS, HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { closeSocketsOf } from "#workers/accounts/hang-up.ts";
import type { App } from "#workers/http/app-types.ts";
import { behindToken } from "#workers/http/behind-token.ts";
import { addressOf, auditEvent } from "#workers/http/middleware/audit.ts";
import { isToken, newSecret } from "#workers/http/tokens.ts";
import { newSession, principalOf } from "#workers/store/access.ts";
import { personByAddress } from "#workers/store/people.ts";
import { acceptPerson, revokeSessions } from "#workers/store/sessions.ts";
import { ownDb } from "#workers/store/tenant-db.ts";
import { dropCookie, giveCookie, readCookie } from "./cookies.ts";
import type { Proven } from "./port.ts";

const SESSION_TTL_MS = 7 * DAY_MS;
/** A session that nobody uses for a working day has been forgotten somewhere. */
const SESSION_IDLE_MS = 8 * HOUR_MS;
const AGENT_CHARS_MAX = 200;

/** How somebody came in, as the audit names it. */
export type Way = "link" | "single-sign-on" | "development";

/**
 * The one place where a proven address becomes a session. It is a fresh one each time, whatever the browser had before, and
 * it is its person's alone: what they may do is read anew with every request. `null`: nobody of the account who may come in.
 */
export async function openSession(c: Context<App>, { tenant, address }: Proven, way: Way): Promise<TenantId | null> {
	const db = ownDb(c.env, tenant);
	const person = await personByAddress(db, address);
	if (!person || person.state === "suspended" || person.account !== "active") return null;
	const { token, hash } = newSecret("aa_session");
	const now = Date.now();
	const expiresAt = now + SESSION_TTL_MS;
	const session = newSession({
		hash,
		person,
		expiresAt,
		now,
		idleMs: SESSION_IDLE_MS,
		address: addressOf(c) ?? "unknown",
		agent: (c.req.header("user-agent") ?? "unknown").slice(0, AGENT_CHARS_MAX),
	});
	await acceptPerson(db, { person: person.id, session, now });
	// Asked as any request will ask: somebody who was suspended meanwhile has a session that opens nothing.
	const found = await principalOf(db, hash, ["session"], now);
	if (!found) return null;
	const call = { principal: found.principal, settingsVersion: found.settingsVersion };
	if (person.state === "invited")
		await auditEvent(c, call, { action: "invitation.accepted", right: way, result: "done", status: 303 });
	await auditEvent(c, call, { action: "sign-in", right: way, result: "done", status: 303 });
	giveCookie(c, "session", { value: token, expiresAt });
	return tenant;
}

/** Ends the session of this browser, if it has one that is good, and forgets the cookie either way. */
export async function closeSession(c: Context<App>): Promise<void> {
	const token = readCookie(c, "session");
	dropCookie(c, "session");
	if (!token || !isToken(token)) return;
	const behind = await behindToken(c.env, token, ["session"], Date.now());
	if (!behind?.found.principal.token) return;
	const { db, found } = behind;
	const call = { principal: found.principal, settingsVersion: found.settingsVersion };
	const ended = await revokeSessions(db, { person: call.principal.id, token: call.principal.token }, Date.now());
	await closeSocketsOf(c.env, db, { tokens: ended });
	await auditEvent(c, call, { action: "sign-out", right: "user", result: "done", status: 303 });
}
