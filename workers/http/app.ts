import { Hono } from "hono";
import { faultOf } from "#durable-objects/platform/answer.ts";
import type { App } from "./app-types.ts";
import { audit } from "./middleware/audit.ts";
import { accountOfSession, authenticate } from "./middleware/authenticate.ts";
import { envelope } from "./middleware/envelope.ts";
import { etag } from "./middleware/etag.ts";
import { limits } from "./middleware/limits.ts";
import { faultProblem, nothingThere } from "./problem.ts";
import { referenceRoutes } from "./reference/routes.ts";
import { accountsRoutes } from "./routes/accounts.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { attachmentRoutes } from "./routes/attachments.ts";
import { auditRoutes } from "./routes/audit.ts";
import { automationRoutes } from "./routes/automation.ts";
import { copyRoutes } from "./routes/copies.ts";
import { activityRoutes, companyRoutes, contactRoutes } from "./routes/crm.ts";
import { dataKeyRoutes } from "./routes/data-keys.ts";
import { dealRoutes, runRoutes } from "./routes/deals.ts";
import { embedKeyRoutes } from "./routes/embed-keys.ts";
import { eraseRoutes } from "./routes/erase.ts";
import { forkRoutes } from "./routes/forks.ts";
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
	app.notFound(nothingThere);

	app.use("/v1/*", etag);
	app.get("/healthz", (c) => c.json({ ok: true }));
	referenceRoutes(app);
	signInRoutes(app);
	socketUpgrade(app);

	app.use("/v1/*", audit);
	app.use("/v1/accounts", authenticate);
	app.use("/v1/accounts/:account", authenticate);
	app.use("/v1/accounts/:account/*", authenticate);
	// Where a principal is, and nowhere else: «/v1/accounts/» is no path of anybody's.
	app.use("/v1/accounts", limits);
	app.use("/v1/accounts/:account", limits);
	app.use("/v1/accounts/:account/*", limits);
	accountsRoutes(app);
	signalRoutes(app);
	dealRoutes(app);
	forkRoutes(app);
	runRoutes(app);
	approvalRoutes(app);
	contactRoutes(app);
	eraseRoutes(app);
	companyRoutes(app);
	activityRoutes(app);
	reconcileRoutes(app);
	automationRoutes(app);
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
	app.get("/:file{[a-z0-9-]+\\.(?:css|svg|ico|png)}", (c) => c.env.ASSETS.fetch(c.req.raw));
	return app;
}
