import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { Role } from "#knowledge/core/vocabulary/principal.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
import type { App } from "#workers/http/app-types.ts";
import { isOurOrigin, notOurPage } from "#workers/http/middleware/authenticate.ts";
import { notFound } from "#workers/http/problem.ts";
import { listPeople } from "#workers/store/people.ts";
import { directory, ownDb } from "#workers/store/tenant-db.ts";
import { isLocal } from "./cookies.ts";
import { readForm } from "./form.ts";
import { openSession } from "./session.ts";
import { goInto } from "./wanted.ts";

/*
 * Sign-in without a proof, for one machine. Two things must hold: the build says that it is for development, without which
 * a bundler drops this whole file, and the request came over plain HTTP to the loopback address.
 */

/** A test looks for these words in the bundle that is deployed, and finds them in the one that is not. */
const MARKER = "development-sign-in-of-one-machine";
const ACCOUNTS_SHOWN_MAX = 8;
const PEOPLE_SHOWN_MAX = 12;

export function developmentRoutes(app: Hono<App>): void {
	app.post("/sign-in/development", async (c) => {
		if (!isLocal(c)) return notFound(c);
		if (!isOurOrigin(c)) return notOurPage(c);
		const form = await readForm(c);
		const tenant = TenantId.safeParse(form.get("account"));
		if (!tenant.success) return notFound(c);
		const proven = { tenant: tenant.data, address: form.get("address") ?? "" };
		return (await openSession(c, proven, "development")) ? goInto(c, tenant.data) : notFound(c);
	});
}

/** A button for each of the people of this machine's accounts. */
export async function localPeople(c: Context<App>) {
	if (!isLocal(c)) return null;
	const tenants = (await directory(c.env).tenants()).slice(0, ACCOUNTS_SHOWN_MAX).map((each) => TenantId.parse(each));
	const accounts = await Promise.all(
		tenants.map(async (tenant) => {
			const page = await listPeople(ownDb(c.env, tenant), { limit: PEOPLE_SHOWN_MAX });
			return { tenant, people: page.items.filter(({ state }) => state !== "suspended") };
		}),
	);
	return html`<hr><p data-only="${MARKER}">On this machine, without a mail:</p>${accounts.map(
		({ tenant, people }) =>
			html`<h2>${people[0]?.organisation ?? tenant}</h2>${people.map(
				({ name, address, roles, region }) => html`<form method="post" action="/sign-in/development">
<input type="hidden" name="account" value="${tenant}"><input type="hidden" name="address" value="${address}">
<button class="quiet person">${name}<small>${whatOf(roles, region)}</small></button></form>`,
			)}`,
	)}`;
}

const REGIONS: Readonly<Record<Region, string>> = { amer: "Americas", emea: "EMEA", apac: "APAC" };

function whatOf(roles: readonly Role[], region: Region | null): string {
	const words = roles.map((role) => role.replaceAll("-", " ")).join(" and ") || "without a role";
	return region ? `${words}, ${REGIONS[region]}` : words;
}
