import type { Context } from "hono";
import { expectDone } from "#durable-objects/platform/answer.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { App } from "#workers/http/app-types.ts";
import { doorOf } from "#workers/http/door.ts";
import { hashToken, newSecret } from "#workers/http/tokens.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { openFlow, sealFlow, spendFlow } from "#workers/store/sign-in-flows.ts";
import { readSignInProvider } from "#workers/store/sign-in-provider.ts";
import { ownDb } from "#workers/store/tenant-db.ts";
import { dropCookie, giveCookie, readCookie } from "./cookies.ts";
import type { AuthPort } from "./port.ts";
import { publicUrl } from "./public-url.ts";

/** As long as somebody takes to find a second factor. */
const FLOW_TTL_MS = 10 * MINUTE_MS;

/** Every account has an address of its own to come back to, so that one account's house cannot answer for another's. */
export const redirectUriOf = (c: Context<App>, tenant: TenantId): string =>
	`${publicUrl(c)}/sign-in/provider/${tenant}/callback`;

/**
 * Sign-in at the account's own house by OpenID Connect. What comes back counts where all agree: the browser that began has
 * what we sealed for this account, this state and this house, nobody came back with it before, and the house signed for
 * exactly this nonce.
 */
export const singleSignOn: AuthPort<
	{ tenant: TenantId },
	/** Where the browser goes; `null`: the account has no house of its own, or it cannot be asked. */
	string | null,
	{ tenant: TenantId; query: string }
> = {
	async begin(c, { tenant }) {
		const db = ownDb(c.env, tenant);
		const provider = await readSignInProvider(db);
		if (!provider) return null;
		const [state, nonce, verifier] = [newSecret("aa_flow"), newSecret("aa_flow"), newSecret("aa_flow")];
		const { issuer, clientId } = provider;
		const bound = { issuer, clientId, nonce: nonce.token, verifier: verifier.token };
		const asked = { ...bound, redirectUri: redirectUriOf(c, tenant), state: state.token };
		const url = expectDone(await gatewayOf(doorOf(c).ctx, tenant).beginSignIn(asked));
		if (url === null) return null;
		const expiresAt = Date.now() + FLOW_TTL_MS;
		giveCookie(c, "flow", { value: await sealFlow(db, state.hash, { ...bound, expiresAt }), expiresAt });
		return url;
	},

	async complete(c, { tenant, query }) {
		const sealed = readCookie(c, "flow");
		dropCookie(c, "flow");
		const state = new URLSearchParams(query).get("state");
		if (!sealed || !state) return null;
		const db = ownDb(c.env, tenant);
		// An account that has no house any more, or never was, is asked for no key.
		if (!(await readSignInProvider(db))) return null;
		const now = Date.now();
		const flow = await openFlow(db, hashToken(state), sealed, now);
		if (!flow || !(await spendFlow(db, hashToken(state), { now, expiresAt: flow.expiresAt }))) return null;
		const { expiresAt: _, ...bound } = flow;
		const answered = { ...bound, redirectUri: redirectUriOf(c, tenant), state, query };
		const address = expectDone(await gatewayOf(doorOf(c).ctx, tenant).completeSignIn(answered));
		return address === null ? null : { tenant, address };
	},
};
