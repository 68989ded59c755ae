import type { Context, Hono } from "hono";
import { answer } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import { comesTooOften } from "#workers/http/address.ts";
import type { App } from "#workers/http/app-types.ts";
import { developmentRoutes, localPeople } from "#workers/http/identity/development.ts";
import { readForm } from "#workers/http/identity/form.ts";
import { magicLink, ownerOf } from "#workers/http/identity/magic-link.ts";
import {
	askPage,
	declinedPage,
	leavePage,
	linkPage,
	noProviderPage,
	sentPage,
	spentPage,
	tooOftenPage,
} from "#workers/http/identity/pages.ts";
import { closeSession, openSession } from "#workers/http/identity/session.ts";
import { singleSignOn } from "#workers/http/identity/single-sign-on.ts";
import { forgetWanted, goInto, rememberWanted } from "#workers/http/identity/wanted.ts";
import { isOurOrigin, notOurPage } from "#workers/http/middleware/authenticate.ts";
import { page } from "#workers/http/page.ts";
import { readPerson } from "#workers/store/people.ts";
import { directory, ownDb } from "#workers/store/tenant-db.ts";

/**
 * How people come in and go: pages that the Worker writes itself, without a script. Every POST names our own origin. Wherever
 * somebody comes from, they end in their account: at its own page, or at the one of the app that they came for.
 */
export function signInRoutes(app: Hono<App>): void {
	app.get("/sign-in", async (c) => {
		rememberWanted(c, c.req.query("next"));
		return askPage(c, await peopleHere(c));
	});

	app.post("/sign-in", async (c) => {
		if (!isOurOrigin(c)) return notOurPage(c);
		const address = ((await readForm(c)).get("address") ?? "").trim();
		if (await comesTooOften(c)) return tooOftenPage(c);
		// Nothing is looked up before the answer: neither its words nor the time that it takes tell who is here.
		c.executionCtx.waitUntil(answer("sign-in", async () => done(await sendLinks(c, address))));
		return sentPage(c, await peopleHere(c));
	});

	if (typeof DEVELOPMENT !== "undefined" && DEVELOPMENT === true) developmentRoutes(app);
	providerRoutes(app);
	linkRoutes(app);

	app.post("/sign-out", async (c) => {
		if (!isOurOrigin(c)) return notOurPage(c);
		await closeSession(c);
		forgetWanted(c);
		return c.redirect("/sign-in", 303);
	});

	// Whoever types the address: asking changes nothing, the button does.
	app.get("/sign-out", () =>
		page({
			title: "Sign out",
			text: "This browser forgets who you are.",
			form: { action: "/sign-out", label: "Sign out" },
			link: { to: "/app", label: "Stay" },
		}),
	);
}

const peopleHere = async (c: Context<App>) =>
	typeof DEVELOPMENT !== "undefined" && DEVELOPMENT === true ? localPeople(c) : null;

function providerRoutes(app: Hono<App>): void {
	app.post("/sign-in/provider", async (c) => {
		if (!isOurOrigin(c)) return notOurPage(c);
		const tenant = TenantId.safeParse(((await readForm(c)).get("account") ?? "").trim().toLowerCase());
		if (await comesTooOften(c)) return tooOftenPage(c);
		const url = tenant.success ? await singleSignOn.begin(c, { tenant: tenant.data }) : null;
		return url === null ? noProviderPage(c) : leavePage(c, url);
	});

	app.get("/sign-in/provider/:account/callback", async (c) => {
		const tenant = TenantId.safeParse(c.req.param("account"));
		const query = new URL(c.req.url).search;
		const proven = tenant.success ? await singleSignOn.complete(c, { tenant: tenant.data, query }) : null;
		const account = proven && (await openSession(c, proven, "single-sign-on"));
		if (account) return goInto(c, account);
		return (await comesTooOften(c)) ? tooOftenPage(c) : declinedPage(c);
	});
}

function linkRoutes(app: Hono<App>): void {
	app.get("/sign-in/:token", async (c) => {
		const token = c.req.param("token");
		const person = await ownerOf(c, token);
		if (person) return linkPage(c, { ...person, token });
		return (await comesTooOften(c)) ? tooOftenPage(c) : spentPage(c);
	});

	app.post("/sign-in/:token", async (c) => {
		if (!isOurOrigin(c)) return notOurPage(c);
		const token = c.req.param("token");
		const proven = await magicLink.complete(c, token);
		const account = proven && (await openSession(c, proven, "link"));
		if (account) return goInto(c, account);
		if (await comesTooOften(c)) return tooOftenPage(c);
		return c.redirect(`/sign-in/${encodeURIComponent(token)}`, 303);
	});
}

/** One link for each account that the address belongs to. What fails is for the log: whoever asked was answered already. */
async function sendLinks(c: Context<App>, address: string): Promise<void> {
	const found = await directory(c.env).accountsOfAddress(address);
	for (const each of found) {
		const tenant = TenantId.parse(each.tenant);
		const sent = await answer("sign-in.send", async () => {
			const person = await readPerson(ownDb(c.env, tenant), UserId.parse(each.id));
			return person ? magicLink.begin(c, { person, purpose: "sign-in" }) : done(null);
		});
		if (sent.type !== "done")
			log.warn("a sign-in link was not sent", {
				tenant,
				code: sent.type === "fault" ? sent.fault.code : sent.refusal.code,
			});
	}
}
