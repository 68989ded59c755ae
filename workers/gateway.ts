import { EmailMessage } from "cloudflare:email";
import { WorkerEntrypoint } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer, expectDone, faultOf, outcomeOf } from "#durable-objects/platform/answer.ts";
import { boundary } from "#durable-objects/platform/boundary.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { Delivery, Outside } from "#durable-objects/platform/outside.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import type { DataKeys } from "#durable-objects/platform/vault.ts";
import { dealStub, inboxStub, ledgerStub } from "#durable-objects/stubs.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { readArtefact } from "#knowledge/core/deal/artefact.ts";
import type { DeliverAnswer } from "#knowledge/core/deal/outbox.ts";
import type { SendEmail } from "#knowledge/core/effects/effect.ts";
import { isSelling } from "#knowledge/core/facts/stage.ts";
import type { MemoryItem } from "#knowledge/core/memory/item.ts";
import { type Fault, FaultError } from "#knowledge/core/vocabulary/fault.ts";
import {
	ConnectionId,
	companyIdOf,
	type DealId,
	sentMailKey,
	TenantId,
	type TokenId,
} from "#knowledge/core/vocabulary/ids.ts";
import { PROVIDER_TIMEOUT_MS } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
import type { Adapter } from "#workers/adapters/adapter.ts";
import { composedMessageId, composeMail } from "#workers/adapters/mail/compose.ts";
import { AdapterSettings, createAdapter } from "#workers/adapters/registry.ts";
import type {
	AccessGateway,
	AccessMail,
	DoorGateway,
	Identified,
	Identify,
	ListGateway,
	SignInAnswered,
	SignInAsked,
	SignInProvider,
} from "#workers/ingress/gateway-of.ts";
import { replyAddress } from "#workers/ingress/mail/reply-address.ts";
import { verifyStandardWebhook, type WebhookVerdict } from "#workers/ingress/webhook-signature.ts";
import { standingOf } from "#workers/store/access.ts";
import { bodyStore } from "#workers/store/bodies.ts";
import { MailCredentials, readCredentials, readWebhookCredentials } from "#workers/store/credentials.ts";
import { readDataKeys } from "#workers/store/data-keys.ts";
import { readDealHome, registerDeal } from "#workers/store/deals.ts";
import { type Follow, followDeal, reconcileDeal } from "#workers/store/follow.ts";
import { forkExists } from "#workers/store/forks.ts";
import { memoryForDeal } from "#workers/store/memory.ts";
import { storedStanding } from "#workers/store/projection.ts";
import {
	isAnyContactPaused,
	type MailboxRow,
	readConnection,
	readMailboxes,
	readPausedAgents,
	readSettings,
	readTenant,
	type TenantRow,
} from "#workers/store/settings.ts";
import { ownDb, type TenantDb } from "#workers/store/tenant-db.ts";
import { mayWatch } from "#workers/store/tickets.ts";
import { beginSignIn, completeSignIn, sendAccess, setSignInProvider } from "./gateway/access.ts";
import { cluesOfSent, identify, type SentMail } from "./gateway/identify.ts";

const MAIL = ConnectionId.parse("mail");

/**
 * The way out, and the only reader of credentials. Reached through `ctx.exports` with the tenant as props, which only
 * our own code can set; without it every call is refused.
 */
export class TenantGateway
	extends WorkerEntrypoint<Env, { tenant: string }>
	implements Outside, DoorGateway, ListGateway, AccessGateway
{
	settings(known: number): Promise<Answer<Settings>> {
		return this.guarded("gateway.settings", async (db) => {
			const settings = await readSettings(db);
			if (!settings || settings.version < known)
				throw unavailable("settings-missing", "the tenant's settings cannot be read");
			return done(settings);
		});
	}

	dataKeys(): Promise<Answer<DataKeys>> {
		return this.guarded("gateway.data-keys", async (db) => done(await readDataKeys(this.env, db.tenant, db)));
	}

	tokenStands(token: TokenId): Promise<Answer<number | null>> {
		return this.guarded("gateway.token-stands", async (db) => {
			const standing = await standingOf(db, token, Date.now());
			return done(standing && mayWatch(standing) ? standing.exp : null);
		});
	}

	registerDeal(deal: { id: DealId; name: string; region: Region; rep: string | null }): Promise<Answer<null>> {
		return this.guarded("gateway.register-deal", async (db) => {
			boundary("gateway.register:before");
			await registerDeal(db, deal, Date.now());
			boundary("gateway.register:after");
			return done(null);
		});
	}

	memory(deal: DealId): Promise<Answer<readonly MemoryItem[]>> {
		return this.guarded("gateway.memory", async (db) => done(await memoryForDeal(db, deal, Date.now())));
	}

	project(view: DealView): Promise<Answer<null>> {
		return this.guarded("gateway.project", async (db) => {
			boundary("gateway.project:before");
			await this.learnWhetherOver(view, await storedStanding(db, view.id));
			await followDeal(db, view, await this.follow(db, view.id));
			boundary("gateway.project:after");
			return done(null);
		});
	}

	/** Whether anything of what lists show of this deal had to be repaired. */
	reconcile(deal: DealId): Promise<Answer<boolean>> {
		return this.guarded("gateway.reconcile", async (db) => {
			const call = { ...systemCall(db.tenant, "reconciler", { now: Date.now(), settingsVersion: 0 }), deal };
			const read = async () => {
				const outcome = outcomeOf(await dealStub(this.env, call.principal, deal).read(call));
				return outcome.type === "done" ? outcome.value : null;
			};
			return done(await reconcileDeal(db, deal, { ...(await this.follow(db, deal)), read }));
		});
	}

	/** Told before the lists know: an attempt that fails in between says it again. A view that is behind them says nothing. */
	private async learnWhetherOver(
		{ id, stage, version }: DealView,
		stored: Awaited<ReturnType<typeof storedStanding>>,
	): Promise<void> {
		if (stored !== null && stored.version > version) return;
		const isClosed = !isSelling(stage);
		const wasClosed = stored !== null && !isSelling(stored.stage);
		if (isClosed || wasClosed) await this.learn(id, { threads: [], isClosed });
	}

	private async follow(db: TenantDb, deal: DealId): Promise<Follow> {
		const { tenant } = db;
		const pepper = (await readCredentials(db, MAIL, MailCredentials))?.pepper ?? null;
		const call = { ...systemCall(tenant, "projector", { now: Date.now(), settingsVersion: 0 }), deal };
		return {
			pull: async (after, limit) => {
				const events = expectDone(await dealStub(this.env, call.principal, deal).events(call, after, limit));
				boundary("gateway.activities:read");
				return events;
			},
			companyOf: (domain) => (pepper === null ? null : companyIdOf(sha256, { tenant, pepper, domain })),
		};
	}

	identify(asked: Identify): Promise<Answer<Identified>> {
		return this.guarded("gateway.identify", async (db) =>
			done(await identify(db.tenant, asked, await this.mailCredentials(db))),
		);
	}

	/** Verifies the raw bytes of a webhook with the connection's own secrets. `null`: there is no such webhook connection. */
	verifyWebhook(
		connection: ConnectionId,
		headers: readonly (readonly [string, string])[],
		body: Uint8Array,
	): Promise<Answer<WebhookVerdict | null>> {
		return this.guarded("gateway.verify-webhook", async (db) => {
			const credentials = await readWebhookCredentials(db, connection);
			if (!credentials) return done(null);
			const lookup = new Map(headers);
			return done(
				await verifyStandardWebhook({
					headers: { get: (name) => lookup.get(name) ?? null },
					body,
					secrets: credentials.secrets,
					now: Date.now(),
				}),
			);
		});
	}

	sendAccess(mail: AccessMail): Promise<Answer<null>> {
		return this.guarded("gateway.send-access", async (db) => {
			const connection = await readConnection(db, MAIL);
			if (!connection) return refused("conflict", "no mail connection is set up");
			return sendAccess(db, mail, this.adapterOf(connection));
		});
	}

	beginSignIn(asked: SignInAsked): Promise<Answer<string | null>> {
		return this.guarded("gateway.begin-sign-in", (db) => beginSignIn(db, asked));
	}

	completeSignIn(answered: SignInAnswered): Promise<Answer<string | null>> {
		return this.guarded("gateway.complete-sign-in", (db) => completeSignIn(db, answered));
	}

	setSignInProvider(provider: SignInProvider): Promise<Answer<null>> {
		return this.guarded("gateway.set-sign-in-provider", (db) => setSignInProvider(db, provider, Date.now()));
	}

	/** Checks, in this order: pauses, caps, our own copy; then asks the provider. Whatever happens is one of four answers. */
	async deliver(delivery: Delivery): Promise<DeliverAnswer> {
		const attempt = { isRepeatable: true };
		try {
			const db = this.db();
			// The second guard: a fork has no row to send from, and if it had, it would end here.
			if (await forkExists(db, delivery.deal)) return { type: "refused", code: "fork" };
			const tenant = await readTenant(db);
			if (!tenant) return { type: "fault", fault: waitForHuman("tenant-missing", "the tenant is gone") };
			const held = (await pauseOf(db, tenant, delivery)) ?? (await this.capOf(db, tenant, delivery));
			return held ? { type: "fault", fault: held } : await this.send(db, delivery, attempt);
		} catch (error) {
			const fault = faultOf("gateway.deliver", error);
			return attempt.isRepeatable ? { type: "fault", fault } : { type: "unknown", code: "answer-lost" };
		}
	}

	private async capOf(db: TenantDb, tenant: TenantRow, { key, contacts }: Delivery): Promise<Fault | null> {
		const call = systemCall(db.tenant, "gateway", { now: Date.now(), settingsVersion: 0 });
		const limits = {
			normalPerHour: tenant.sends_normal_hour,
			perDay: tenant.sends_day_max,
			perContactDay: tenant.sends_contact_day_max,
		};
		const admission = expectDone(await ledgerStub(this.env, call.principal).admit(call, { key, contacts, limits }));
		return admission.admitted ? null : admission.fault;
	}

	/** Notes on the attempt when a provider without keys is about to be asked: from then on a failure may be a delivery. */
	private async send(db: TenantDb, delivery: Delivery, attempt: { isRepeatable: boolean }): Promise<DeliverAnswer> {
		const artefact = readArtefact(delivery.artefact);
		if (artefact.type !== "send-email") return { type: "refused", code: "not-an-effect" };
		const connection = await readConnection(db, MAIL);
		if (!connection)
			return { type: "fault", fault: waitForHuman("connection-missing", "no mail connection is set up") };
		const { from, replyTo, raw } = await this.compose(db, delivery, artefact);
		boundary("gateway.copy:before");
		await bodyStore(this.env, db).put(sentMailKey(db.tenant, delivery.key), raw, "message/rfc822");
		boundary("gateway.copy:after");
		const adapter = this.adapterOf(connection);
		const signal = AbortSignal.timeout(PROVIDER_TIMEOUT_MS);
		boundary("gateway.provider:before");
		attempt.isRepeatable = adapter.idempotency.type === "key";
		const answered = await adapter.deliver({
			key: delivery.key,
			effect: artefact,
			mail: { from, replyTo, raw },
			ambiguous: delivery.ambiguous,
			signal,
		});
		boundary("gateway.provider:after");
		if (answered.type === "accepted") {
			const ids = [composedMessageId(delivery.key, from), ...(answered.reference?.split(" ") ?? [])];
			this.ctx.waitUntil(this.noteSent(db, delivery.deal, { ids, mail: artefact }));
			return answered;
		}
		if (answered.type === "refused") return { type: "refused", code: answered.code };
		if (answered.type === "unknown") return { type: "unknown", code: "answer-lost" };
		return answered;
	}

	private adapterOf({ settings, provider }: { settings: string; provider: string }): Adapter {
		const parsed = AdapterSettings.parse({ ...JSON.parse(settings), name: provider });
		return createAdapter(parsed, { mail: this.mailPort(), fetch: (url, init) => fetch(url, init) });
	}

	private async compose(db: TenantDb, { key, deal, firstAttemptAt }: Delivery, effect: SendEmail) {
		const { replySecret } = await this.mailCredentials(db);
		const mailbox = await this.mailboxOf(db, deal);
		const from = { address: mailbox.address, name: mailbox.name };
		const replyTo = await replyAddress({ mailbox: mailbox.address, deal, secret: replySecret });
		return { from, replyTo, raw: composeMail({ key, effect, from, replyTo, at: firstAttemptAt }) };
	}

	/** The rep's own, so that the buyer hears from the person they know; else the region's. */
	private async mailboxOf(db: TenantDb, deal: DealId): Promise<MailboxRow> {
		const [mailboxes, home] = await Promise.all([readMailboxes(db), readDealHome(db, deal)]);
		const inRegion = mailboxes.filter((each) => each.region === home?.region);
		const mailbox =
			mailboxes.find((each) => each.rep !== null && each.rep === home?.rep) ??
			inRegion.find((each) => each.rep === null) ??
			inRegion[0] ??
			mailboxes[0];
		if (!mailbox) throw unavailable("mailbox-missing", "the tenant has no mailbox to send from");
		return mailbox;
	}

	private async noteSent(db: TenantDb, deal: DealId, sent: SentMail): Promise<void> {
		const { pepper } = await this.mailCredentials(db);
		await this.learn(deal, { ...cluesOfSent(sent, pepper), isClosed: null });
	}

	private async learn(deal: DealId, learnt: Learnt): Promise<void> {
		const call = systemCall(this.db().tenant, "gateway", { now: Date.now(), settingsVersion: 0 });
		await inboxStub(this.env, call.principal).learn(call, deal, learnt);
	}

	private async mailCredentials(db: TenantDb) {
		const credentials = await readCredentials(db, MAIL, MailCredentials);
		if (!credentials) throw unavailable("credentials-missing", "the tenant has no mail credentials");
		return credentials;
	}

	private mailPort() {
		const { MAIL: binding } = this.env;
		return {
			message: (from: string, to: string, raw: string) => new EmailMessage(from, to, raw),
			send: (message: EmailMessage) => binding.send(message),
		};
	}

	private db(): TenantDb {
		const tenant = TenantId.safeParse(this.ctx.props?.tenant);
		if (!tenant.success)
			throw new FaultError({
				code: "no-tenant",
				retry: { when: "never" },
				summary: "the gateway acts for a tenant only",
			});
		return ownDb(this.env, tenant.data);
	}

	private guarded<T>(where: string, body: (db: TenantDb) => Promise<Outcome<T>>): Promise<Answer<T>> {
		return answer(where, () => body(this.db()));
	}
}

async function pauseOf(db: TenantDb, tenant: TenantRow, { agent, contacts }: Delivery): Promise<Fault | null> {
	if (tenant.state !== "active") return waitForHuman(`account-${tenant.state}`, "the account is suspended");
	if (tenant.automation_state === "paused") return waitForHuman("paused-tenant", "the crew is paused");
	if (agent && (await readPausedAgents(db)).includes(agent))
		return waitForHuman("paused-agent", "the agent that drafted this is paused");
	if (await isAnyContactPaused(db, contacts)) return waitForHuman("paused-contact", "a recipient is paused");
	return null;
}

type Learnt = {
	readonly threads: readonly string[];
	readonly subjects?: readonly string[];
	readonly isClosed: boolean | null;
};

const waitForHuman = (code: string, summary: string): Fault => ({ code, retry: { when: "after-human" }, summary });
const unavailable = (code: string, summary: string): FaultError =>
	new FaultError({ code, retry: { when: "later", afterMs: 5_000 }, summary });
