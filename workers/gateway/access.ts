import { isDevelopment } from "#durable-objects/platform/development.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { SendEmail } from "#knowledge/core/effects/effect.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { EffectKey } from "#knowledge/core/vocabulary/ids.ts";
import { PROVIDER_TIMEOUT_MS } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Adapter } from "#workers/adapters/adapter.ts";
import { composeMail } from "#workers/adapters/mail/compose.ts";
import type { AccessMail, SignInAnswered, SignInAsked, SignInProvider } from "#workers/ingress/gateway-of.ts";
import { type OidcCredentials, readOidc, writeConnection } from "#workers/store/credentials.ts";
import { readMailboxes, readTenant } from "#workers/store/settings.ts";
import { changeSameProvider, OIDC, OidcSettings } from "#workers/store/sign-in-provider.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";
import { knownHouses } from "./known-houses.ts";
import { authorizationUrl, type Ports, type Provider, provenAddress } from "./oidc.ts";

/**
 * A mail that lets somebody in. It leaves by the tenant's own connection and mailbox, past pauses and caps, which are about
 * buyers; and no copy is kept, because whoever reads it may come in.
 */
export async function sendAccess(db: TenantDb, mail: AccessMail, adapter: Adapter): Promise<Outcome<null>> {
	const [mailboxes, tenant] = await Promise.all([readMailboxes(db), readTenant(db)]);
	const mailbox =
		mailboxes.find((each) => each.rep === null && each.region === tenant?.region_default) ??
		mailboxes.find((each) => each.rep === null) ??
		mailboxes[0];
	if (!mailbox) return refused("conflict", "the account has no mailbox to send from");
	const from = { address: mailbox.address, name: mailbox.name };
	const effect = SendEmail.parse({
		type: "send-email",
		to: [mail.to],
		cc: [],
		subject: mail.subject,
		body: mail.text,
		inReplyTo: null,
		references: [],
	});
	const key = EffectKey.parse(sha256(["access", db.tenant, mail.key].join("\u001f")));
	const raw = composeMail({ key, effect, from, replyTo: mailbox.address, at: mail.at });
	const answered = await adapter.deliver({
		key,
		effect,
		mail: { from, replyTo: mailbox.address, raw },
		ambiguous: false,
		signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS),
	});
	if (answered.type === "accepted") return done(null);
	// The provider failed, and may not the next time: whoever asked is told when to come again.
	if (answered.type === "fault") throw new FaultError(answered.fault);
	return refused("conflict", `the mail was not taken: ${answered.type}`);
}

/** Where a browser goes to sign in at the account's own house. `null`: it has none, or it cannot be asked. */
export async function beginSignIn(db: TenantDb, asked: SignInAsked): Promise<Outcome<string | null>> {
	const provider = await readProvider(db, asked);
	return done(provider ? await authorizationUrl(provider, asked, PORTS(), knownHouses(db.tenant)) : null);
}

/** The address that the account's own house vouches for. `null`, too, where it is another one than the sign-in began at. */
export async function completeSignIn(db: TenantDb, answered: SignInAnswered): Promise<Outcome<string | null>> {
	const provider = await readProvider(db, answered);
	return done(provider ? await provenAddress(provider, answered, PORTS()) : null);
}

const PORTS = (): Ports => ({ fetch: (url, init) => fetch(url, init), allowsLoopback: isDevelopment() });

async function readProvider(db: TenantDb, wanted: Pick<SignInAsked, "issuer" | "clientId">): Promise<Provider | null> {
	const found = await readOidc(db, OIDC);
	if (!found) return null;
	const settings = OidcSettings.parse(JSON.parse(found.settings));
	if (settings.issuer !== wanted.issuer || settings.clientId !== wanted.clientId) return null;
	return { ...settings, clientSecret: found.clientSecret };
}

/**
 * The secret is written with the rest. Where none is named it stays, and with it the house and the name that it was given
 * for: whoever may change these could otherwise have it sent to a house of their own.
 */
export async function setSignInProvider(db: TenantDb, provider: SignInProvider, now: number): Promise<Outcome<null>> {
	const { clientSecret, ...rest } = provider;
	const settings = OidcSettings.parse(rest);
	if (clientSecret === undefined) {
		if (await changeSameProvider(db, settings)) return done(null);
		return refused("invalid", "/body/clientSecret: is needed the first time, and with another issuer or client");
	}
	const credentials = { clientSecret } satisfies OidcCredentials;
	await writeConnection(db, OIDC, { provider: "oidc", settings, credentials, now });
	return done(null);
}
