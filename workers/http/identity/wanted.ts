import type { Context } from "hono";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { App } from "#workers/http/app-types.ts";
import { dropCookie, giveCookie, readCookie } from "./cookies.ts";

/** As long as a link in a mail is good. */
const WANTED_TTL_MS = 15 * MINUTE_MS;

/** A page of the app by its path alone: no host, no query, nothing that is written in two ways. */
const PATH = /^\/app\/([a-z0-9-]{1,40})(?:\/[a-z0-9-]{1,80}){0,3}$/;

function accountOf(path: string | undefined): TenantId | null {
	const account = TenantId.safeParse(PATH.exec(path ?? "")?.[1]);
	return account.success ? account.data : null;
}

/** Keeps in this browser which page of the app somebody came for. What is no such page is as if it were not there. */
export function rememberWanted(c: Context<App>, path: string | undefined): void {
	if (path === undefined || accountOf(path) === null) return;
	giveCookie(c, "wanted", { value: path, expiresAt: Date.now() + WANTED_TTL_MS });
}

export function forgetWanted(c: Context<App>): void {
	if (readCookie(c, "wanted") !== undefined) dropCookie(c, "wanted");
}

/** Where somebody who has come in goes on: to the page that they came for, if it is of the account that they came into. */
export function goInto(c: Context<App>, account: TenantId): Response {
	const wanted = readCookie(c, "wanted");
	forgetWanted(c);
	return c.redirect(wanted && accountOf(wanted) === account ? wanted : `/app/${account}`, 303);
}
