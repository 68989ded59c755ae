import { Hono } from "hono";
import { faultOf } from "#durable-objects/platform/answer.ts";
import type { App } from "./app-types.ts";
import { accountOfSession, authenticate } from "./middleware/authenticate.ts";
import { envelope } from "./middleware/envelope.ts";
import { page } from "./page.ts";
import { faultProblem, notFound } from "./problem.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { attachmentRoutes } from "./routes/attachments.ts";
import { automationRoutes } from "./routes/automation.ts";
import { copyRoutes } from "./routes/copies.ts";
import { activityRoutes, companyRoutes, contactRoutes } from "./routes/crm.ts";
import { dealRoutes, runRoutes } from "./routes/deals.ts";
import { forkRoutes } from "./routes/forks.ts";
import { reconcileRoutes } from "./routes/reconcile.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signalRoutes } from "./routes/signals.ts";
import { socketRoutes, socketUpgrade } from "./routes/sockets.ts";

/** The order is the security: envelope, then what needs no principal, then the principal, then everything else. */
export function createApp(): Hono<App> {
	const app = new Hono<App>();
	app.use(envelope);
	app.onError((error, c) => faultProblem(c, faultOf("http", error)));
	app.notFound(notFound);

	app.get("/healthz", (c) => c.json({ ok: true }));
	signInRoutes(app);
	socketUpgrade(app);

	app.use("/v1/accounts/:account", authenticate);
	app.use("/v1/accounts/:account/*", authenticate);
	signalRoutes(app);
	dealRoutes(app);
	forkRoutes(app);
	runRoutes(app);
	approvalRoutes(app);
	contactRoutes(app);
	companyRoutes(app);
	activityRoutes(app);
	reconcileRoutes(app);
	automationRoutes(app);
	copyRoutes(app);
	attachmentRoutes(app);
	socketRoutes(app);

	app.get("/", (c) => c.redirect("/app", 302));
	app.get("/app", async (c) => {
		const account = await accountOfSession(c);
		if (account) return c.redirect(`/app/${account}`, 302);
		return page(
			"You are not signed in",
			"Open the sign-in link that npm start printed; every start prints a fresh one.",
			null,
		);
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
