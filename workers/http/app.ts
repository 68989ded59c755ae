import { type Context, Hono } from "hono";
import { faultOf } from "#durable-objects/platform/answer.ts";
import type { App } from "./app-types.ts";
import { audit } from "./middleware/audit.ts";
import { accountOfSession, authenticate, enter } from "./middleware/authenticate.ts";
import { envelope } from "./middleware/envelope.ts";
import { etag } from "./middleware/etag.ts";
import { limits } from "./middleware/limits.ts";
import { page } from "./page.ts";
import { faultProblem, nothingThere } from "./problem.ts";
import { referenceRoutes } from "./reference/routes.ts";
import { accountsRoutes } from "./routes/accounts.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { attachmentRoutes } from "./routes/attachments.ts";
import { auditRoutes } from "./routes/audit.ts";
import { automationRoutes } from "./routes/automation.ts";
import { budgetRoutes } from "./routes/budget.ts";
import { copyRoutes } from "./routes/copies.ts";
import { activityRoutes, companyRoutes, contactRoutes } from "./routes/crm.ts";
import { dataKeyRoutes } from "./routes/data-keys.ts";
import { dealRoutes, runRoutes } from "./routes/deals.ts";
import { embedKeyRoutes } from "./routes/embed-keys.ts";
import { eraseRoutes } from "./routes/erase.ts";
import { forkRoutes } from "./routes/forks.ts";
import { judgementRoutes, wordRoutes } from "./routes/judgement.ts";
import { methodologyRoutes } from "./routes/methodologies.ts";
import { peopleRoutes, regionRoutes, sessionRoutes } from "./routes/people.ts";
import { reconcileRoutes } from "./routes/reconcile.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signInProviderRoutes } from "./routes/sign-in-provider.ts";
import { signalRoutes } from "./routes/signals.ts";
import { socketRoutes, socketUpgrade } from "./routes/sockets.ts";

/** The order is the security: envelope, then what needs no principal, then the principal, then everything else. */
export function createApp(): Hono<App> {
	const app = new Hono<App>();
	app.use(envelope);
	app.onError((error, c) => faultProblem(c, faultOf("http", error)));
	app.notFound((c) => (isForReaders(c) ? nowhere() : nothingThere(c)));

	app.use("/v1/*", etag);
	app.get("/healthz", (c) => c.json({ ok: true }));
	referenceRoutes(app);
	signInRoutes(app);
	socketUpgrade(app);

	app.use("/v1/*", audit);
	// Limits come before the door: a principal at another's path, or of a suspended account, is held to them like any other.
	for (const path of ["/v1/accounts", "/v1/accounts/:account", "/v1/accounts/:account/*"])
		app.use(path, authenticate, limits, enter);
	accountsRoutes(app);
	signalRoutes(app);
	dealRoutes(app);
	forkRoutes(app);
	runRoutes(app);
	wordRoutes(app);
	judgementRoutes(app);
	approvalRoutes(app);
	contactRoutes(app);
	eraseRoutes(app);
	companyRoutes(app);
	activityRoutes(app);
	reconcileRoutes(app);
	methodologyRoutes(app);
	automationRoutes(app);
	budgetRoutes(app);
	auditRoutes(app);
	peopleRoutes(app);
	sessionRoutes(app);
	regionRoutes(app);
	signInProviderRoutes(app);
	copyRoutes(app);
	attachmentRoutes(app);
	apiKeyRoutes(app);
	embedKeyRoutes(app);
	dataKeyRoutes(app);
	socketRoutes(app);

	app.get("/", (c) => c.redirect("/app", 302));
	app.get("/app", async (c) => {
		const account = await accountOfSession(c);
		return c.redirect(account ? `/app/${account}` : "/sign-in", 302);
	});
	app.get("/app/*", (c) => c.env.ASSETS.fetch(new Request(new URL("/index.html", c.req.url))));
	app.get("/assets/*", async (c) => {
		const asset = await c.env.ASSETS.fetch(c.req.raw);
		const fresh = new Response(asset.body, asset);
		if (asset.ok) fresh.headers.set("cache-control", "public, max-age=31536000, immutable");
		return fresh;
	});
	// Browsers ask for this one by themselves.
	app.get("/favicon.ico", (c) => c.env.ASSETS.fetch(new Request(new URL("/icon.svg", c.req.url))));
	app.get("/:file{[a-z0-9-]+\\.(?:css|svg|ico|png)}", (c) => c.env.ASSETS.fetch(c.req.raw));
	return app;
}

/** Somebody's browser that goes to an address, and not a program that asks the API. */
const isForReaders = (c: Context<App>): boolean =>
	c.req.method === "GET" && !/^\/v1(\/|$)/.test(c.req.path) && (c.req.header("accept") ?? "").includes("text/html");

const nowhere = (): Response =>
	page({
		title: "There is nothing here",
		text: "The address may be mistyped, or what was here has gone.",
		status: 404,
		link: { to: "/app", label: "Go to your account" },
	});
