import type { Context } from "hono";
import { expectDone } from "#durable-objects/platform/answer.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { App } from "#workers/http/app-types.ts";
import { doorOf } from "#workers/http/door.ts";
import { hashToken, newSecret } from "#workers/http/tokens.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { addFlow, takeFlow } from "#workers/store/sign-in-flows.ts";
import { readSignInProvider } from "#workers/store/sign-in-provider.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";
import { dropCookie, giveCookie, readCookie } from "./cookies.ts";
import type { AuthPort } from "./port.ts";
import { publicUrl } from "./public-url.ts";

/** As long as somebody takes to find a second factor. */
const FLOW_TTL_MS = 10 * MINUTE_MS;

/** Every account has an address of its own to come back to, so that one account's house cannot answer for another's. */
export const redirectUriOf = (c: Context<App>, tenant: TenantId): string =>
	`${publicUrl(c)}/sign-in/provider/${tenant}/callback`;

/**
 * Sign-in at the account's own house by OpenID Connect. What comes back counts where all three agree: the row of this
 * account with this state, the browser that began, and what the house signed for exactly this nonce.
 */
export const singleSignOn: AuthPort<
	{ tenant: TenantId },
	/** Where the browser goes; `null`: the account has no house of its own, or it cannot be asked. */
	string | null,
	{ tenant: TenantId; query: string }
> = {
	async begin(c, { tenant }) {
		const db = tenantDb(c.env, tenant, tenant);
		if (!(await readSignInProvider(db))) return null;
		const [state, nonce, verifier, browser] = [
			newSecret("aa_flow"),
			newSecret("aa_flow"),
			newSecret("aa_flow"),
			newSecret("aa_flow"),
		];
		const asked = {
			redirectUri: redirectUriOf(c, tenant),
			state: state.token,
			nonce: nonce.token,
			verifier: verifier.token,
		};
		const url = expectDone(await gatewayOf(doorOf(c).ctx, tenant).beginSignIn(asked));
		if (url === null) return null;
		const now = Date.now();
		const flow = { state: state.hash, nonce: nonce.token, verifier: verifier.token, browser: browser.hash };
		if (!(await addFlow(db, flow, { now, expiresAt: now + FLOW_TTL_MS }))) return null;
		giveCookie(c, "flow", { value: browser.token, expiresAt: now + FLOW_TTL_MS });
		return url;
	},

	async complete(c, { tenant, query }) {
		const browser = readCookie(c, "flow");
		dropCookie(c, "flow");
		const state = new URLSearchParams(query).get("state");
		if (!browser || !state) return null;
		const db = tenantDb(c.env, tenant, tenant);
		const flow = await takeFlow(db, hashToken(state), Date.now());
		if (!flow || flow.browser !== hashToken(browser)) return null;
		const { nonce, verifier } = flow;
		const answered = { redirectUri: redirectUriOf(c, tenant), state, nonce, verifier, query };
		const address = expectDone(await gatewayOf(doorOf(c).ctx, tenant).completeSignIn(answered));
		return address === null ? null : { tenant, address };
	},
};
