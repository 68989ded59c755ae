import type { Context, Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { isDevelopment } from "#durable-objects/platform/development.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { App } from "#workers/http/app-types.ts";
import { doorOf } from "#workers/http/door.ts";
import { redirectUriOf } from "#workers/http/identity/single-sign-on.ts";
import { route } from "#workers/http/route.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { misaddressed } from "#workers/ingress/public-address.ts";
import { readSignInProvider, removeSignInProvider } from "#workers/store/sign-in-provider.ts";

export function signInProviderRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.getSignInProvider, async (_, c) =>
		done({ provider: await readSignInProvider(c.get("db")), redirectUri: uriOf(c) }),
	);

	route(app, OPERATIONS.setSignInProvider, async ({ body }, c) => {
		const { tenant } = c.get("db");
		const wrong =
			misaddressed(body.issuer, isDevelopment()) ?? (new URL(body.issuer).search ? "must not have a query" : null);
		if (wrong !== null) return refused("invalid", `/body/issuer: ${wrong}`);
		const set = outcomeOf(await gatewayOf(doorOf(c).ctx, tenant).setSignInProvider(body));
		if (set.type === "refused") return set;
		const { clientSecret: _, ...provider } = body;
		return done(provider);
	});

	route(app, OPERATIONS.removeSignInProvider, async (_, c) => {
		const removed = await removeSignInProvider(c.get("db"));
		return removed ? done({}) : refused("not-found", "this account has no sign-in of its own");
	});
}

const uriOf = (c: Context<App>): string => redirectUriOf(c, c.get("db").tenant);
