import { isDevelopment } from "#durable-objects/platform/development.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { SendEmail } from "#knowledge/core/effects/effect.ts";
import { ConnectionId, EffectKey } from "#knowledge/core/vocabulary/ids.ts";
import { PROVIDER_TIMEOUT_MS } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Adapter } from "#workers/adapters/adapter.ts";
import { composeMail } from "#workers/adapters/mail/compose.ts";
import type { AccessMail, SignInAnswered, SignInAsked, SignInProvider } from "#workers/ingress/gateway-of.ts";
import { OidcCredentials, readCredentials, writeConnection } from "#workers/store/credentials.ts";
import { readConnection, readMailboxes, readTenant } from "#workers/store/settings.ts";
import { OidcSettings } from "#workers/store/sign-in-provider.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";
import { authorizationUrl, type Ports, type Provider, provenAddress } from "./oidc.ts";

const OIDC = ConnectionId.parse("oidc");

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
	return refused(
		"conflict",
		answered.type === "fault" ? answered.fault.summary : `the mail was not taken: ${answered.type}`,
	);
}

/** Where a browser goes to sign in at the account's own house. `null`: it has none, or it cannot be asked. */
export async function beginSignIn(db: TenantDb, asked: SignInAsked): Promise<Outcome<string | null>> {
	const provider = await readProvider(db);
	return done(provider ? await authorizationUrl(provider, asked, PORTS()) : null);
}

/** The address that the account's own house vouches for. */
export async function completeSignIn(db: TenantDb, answered: SignInAnswered): Promise<Outcome<string | null>> {
	const provider = await readProvider(db);
	return done(provider ? await provenAddress(provider, answered, PORTS()) : null);
}

const PORTS = (): Ports => ({ fetch: (url, init) => fetch(url, init), allowsLoopback: isDevelopment() });

async function readProvider(db: TenantDb): Promise<Provider | null> {
	const row = await readConnection(db, OIDC);
	const credentials = await readCredentials(db, OIDC, OidcCredentials);
	if (row?.provider !== "oidc" || !credentials) return null;
	return { ...OidcSettings.parse(JSON.parse(row.settings)), clientSecret: credentials.clientSecret };
}

/** The secret is written with the rest or, where none is named, stays what it was. */
export async function setSignInProvider(db: TenantDb, provider: SignInProvider, now: number): Promise<Outcome<null>> {
	const { clientSecret, ...settings } = provider;
	const secret = clientSecret ?? (await readCredentials(db, OIDC, OidcCredentials))?.clientSecret;
	if (secret === undefined) return refused("invalid", "/body/clientSecret: is needed the first time");
	await writeConnection(db, OIDC, {
		provider: "oidc",
		settings: OidcSettings.parse(settings),
		credentials: { clientSecret: secret } satisfies OidcCredentials,
		now,
	});
	return done(null);
}
