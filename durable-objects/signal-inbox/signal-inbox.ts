import { DurableObject } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { armRetry, commitPurge } from "#durable-objects/platform/alarms.ts";
import { type Answer, answer, expectDone, outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { createKeyring, type Keyring } from "#durable-objects/platform/keyring.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { outsideOf } from "#durable-objects/platform/outside.ts";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { remainsIn, tearDown } from "#durable-objects/platform/purge.ts";
import { isErasing, systemCall } from "#durable-objects/platform/system.ts";
import type { Vault } from "#durable-objects/platform/vault.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import type { SignalReceipt, SignalRow } from "#knowledge/core/contract/signal.ts";
import { backoff } from "#knowledge/core/deal/outbox.ts";
import { resolve, SUBJECT_CLUE_MS } from "#knowledge/core/deal/resolve.ts";
import { bareSubject } from "#knowledge/core/deal/subject-key.ts";
import { overQuota } from "#knowledge/core/vocabulary/account.ts";
import {
	type DealId,
	dealIdOf,
	type SignalId,
	signalInboxName,
	type TenantId,
} from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { type Call, hasRole, isHuman } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import type { EraseCall, ErasedRows, IncomingSignal, Learnt, ListCall } from "./calls.ts";
import {
	type Clue,
	commitAccepted,
	commitAssigned,
	commitAssignedByHand,
	commitDelivered,
	commitDuplicate,
	commitErased,
	commitLater,
	commitLearnt,
	commitSealed,
	commitUnassigned,
	rearm,
} from "./commit.ts";
import { INBOX_SCHEMA } from "./schema.ts";
import { bodyOf, type InboxRow, inboxStore, signalRow, theirRows } from "./store.ts";

/** One sweep's share: enough to keep up, small enough that a full inbox does not hold the object for long. */
const SWEEP_ROWS = 50;

type Place = { readonly deal: DealId; readonly opens: boolean };

/**
 * Where every signal of one tenant is stored before it is acknowledged, and from where it is brought to its deal, as
 * often as it takes. The queue's doorbell only makes that sooner.
 */
export class SignalInbox extends DurableObject<Env> {
	private readonly store = inboxStore(this.ctx.storage.sql);
	private isReady = hasSchema(this.ctx.storage);
	/** Whoever still knows this object finds nothing in it, and can put nothing into it. */
	private isGone = false;
	private today = { since: -1, count: 0 };
	private sweeping: Promise<void> | null = null;
	private keyring: Keyring | null = null;
	private settingsVersion = 0;

	constructor(state: DurableObjectState, env: Env) {
		super(state, env);
		if (this.isReady) migrate(state.storage, INBOX_SCHEMA);
	}

	/**
	 * Answered once the signal is in storage: from then on it cannot be lost. `perDay`: how many new ones the account may
	 * have in a day (UTC). What came before is not counted again, nor what came with a mail that was taken.
	 */
	accept(call: Call, incoming: IncomingSignal, perDay: number | null = null): Promise<Answer<SignalReceipt>> {
		return this.opened(call, "inbox.accept", (vault) => {
			if (!this.isReady) {
				migrate(this.ctx.storage, INBOX_SCHEMA);
				this.isReady = true;
			}
			const asked = incoming.request === undefined ? null : this.store.byRequest(incoming.request);
			if (asked && asked.id !== incoming.signal)
				return refused("conflict", "another content came under the same name before");
			const known = this.store.row(incoming.signal) ?? this.unnamedTwin(incoming);
			if (known && known.content !== (incoming.content ?? null))
				return refused("conflict", "another content came under the same id before");
			const isLimited = perDay !== null && !known && incoming.cameWith === undefined;
			if (isLimited && this.countToday() >= perDay) return refused("too-many", overQuota("signalsPerDay", perDay));
			if (known) commitDuplicate(this.ctx.storage, known.id, Date.now());
			else {
				const clues = cluesOf(incoming);
				commitAccepted(this.ctx.storage, call.principal.tenant, { incoming, clues, vault, now: Date.now() });
				// Once it is stored: what could not be costs the account nothing.
				if (incoming.cameWith === undefined) this.today.count += 1;
			}
			const row = known ?? this.store.row(incoming.signal);
			if (!row) throw new Error("what was accepted is there");
			return done({ signal: row.id, duplicate: known !== null, state: row.state, deal: row.deal, reason: row.reason });
		});
	}

	/** Signals of this day that came by themselves. Counted from storage once in a life of the object and day, and kept from then on. */
	private countToday(): number {
		const now = Date.now();
		const since = now - (now % DAY_MS);
		if (this.today.since !== since) this.today = { since, count: this.store.countSince(since) };
		return this.today.count;
	}

	/** What was handed in without a name and came a moment ago word for word: sent twice, not said twice. */
	private unnamedTwin({ content, sameWithinMs }: IncomingSignal): InboxRow | null {
		if (content === undefined || sameWithinMs === undefined) return null;
		return this.store.sameAs(content, Date.now() - sameWithinMs);
	}

	list(call: Call, query: ListCall): Promise<Answer<readonly (SignalRow & { n: number })[]>> {
		return this.opened(call, "inbox.list", (vault) => {
			const rows = this.isReady ? this.store.list(query) : [];
			return done(rows.map((row) => ({ ...signalRow(vault, row), n: row.n })));
		});
	}

	get(call: Call, id: SignalId): Promise<Answer<SignalRow>> {
		return this.opened(call, "inbox.get", (vault) => {
			const row = this.isReady ? this.store.row(id) : null;
			return row ? done(signalRow(vault, row)) : refused("not-found", "there is no such signal");
		});
	}

	/** A person says where a signal belongs that no deal was found for, or that a door refused; `null` opens a new deal. */
	assign(call: Call, id: SignalId, deal: DealId | null): Promise<Answer<SignalReceipt>> {
		return this.opened(call, "inbox.assign", async (vault) => {
			const { principal } = call;
			if (!isHuman(principal) || !hasRole(principal, "regional-human", "tenant-admin", "rep"))
				return refused("not-allowed", "this takes a person of this account");
			const row = this.isReady ? this.store.row(id) : null;
			if (!row) return refused("not-found", "there is no such signal");
			if (row.state !== "unassigned" && row.state !== "refused")
				return refused("conflict", `the signal is ${row.state}, not unassigned`);
			if (row.body === null) return refused("conflict", "nothing of the signal was kept that a deal could be given");
			const target = deal ?? dealIdOf(sha256, principal.tenant, id);
			const to = {
				deal: target,
				opens: deal === null,
				reason: `assigned by ${principal.id}`,
				clues: cluesOf(bodyOf(vault, row)),
			};
			commitAssignedByHand(this.ctx.storage, id, to, Date.now());
			await this.sweepNow(principal.tenant);
			const after = this.store.row(id) ?? row;
			return done({ signal: id, duplicate: false, state: after.state, deal: after.deal, reason: after.reason });
		});
	}

	/** What is learnt of a deal after the fact: the ids of mail we sent, and whether it is over. */
	learn(call: Call, deal: DealId, learnt: Learnt): Promise<Answer<null>> {
		return this.guarded(call, "inbox.learn", () => {
			if (this.isReady) commitLearnt(this.ctx.storage, deal, { ...learnt, now: Date.now() });
			return done(null);
		});
	}

	/** Somebody's texts go. What is on its way to a deal has arrived first, so that nothing comes after. */
	erase(call: Call, erasure: EraseCall): Promise<Answer<ErasedRows>> {
		return this.opened(call, "inbox.erase", async (vault) => {
			const { principal } = call;
			const mayErase = isHuman(principal) && hasRole(principal, "regional-human", "tenant-admin");
			if (!mayErase && !isErasing(principal))
				return refused("not-allowed", "this takes a tenant admin or a regional human");
			while (this.sweeping) await this.sweeping;
			if (!this.isReady) return done({ rows: 0, signals: [] });
			const signals = [...theirRows(this.store, vault, erasure)];
			commitErased(this.ctx.storage, { contact: erasure.contact, ids: signals });
			return done({ rows: signals.length, signals });
		});
	}

	/** The doorbell. */
	sweep(call: Call): Promise<Answer<null>> {
		return this.guarded(call, "inbox.sweep", async () => {
			await this.sweepNow(call.principal.tenant);
			return done(null);
		});
	}

	/** Everything of this object goes. Done again, it is done. */
	purge(call: Call): Promise<Answer<null>> {
		return this.tearDown(call, "inbox.purge", async () => {
			this.isGone = true;
			this.isReady = false;
			this.keyring = null;
			await commitPurge(this.ctx.storage);
			return done(null);
		});
	}

	/** How much of it is left. */
	remains(call: Call): Promise<Answer<number>> {
		return this.tearDown(call, "inbox.remains", async () => done(await remainsIn(this.ctx.storage)));
	}

	/** Never throws: the runtime gives an alarm up after six failures, and an inbox is never done trying. */
	override async alarm(): Promise<void> {
		const owner = this.isReady ? this.store.owner() : null;
		if (!owner) return;
		const answered = await answer("inbox.alarm", async () => done(await this.sweepNow(owner)));
		// Torn down meanwhile: there is nothing left that a next alarm could look after.
		if (this.isGone) return;
		if (answered.type === "fault") armRetry(this.ctx.storage, Date.now());
		else rearm(this.ctx.storage, Date.now());
	}

	private tearDown<T>(call: Call, where: string, body: () => Promise<Outcome<T>>): Promise<Answer<T>> {
		const isForUs = (): boolean => this.isForUs(call);
		return tearDown(where, { principal: call.principal, object: "inbox", isForUs }, body);
	}

	private isForUs(call: Call): boolean {
		return isOurs(this.ctx, this.env.SIGNAL_INBOX as DurableObjectNamespace<never>, call.principal, signalInboxName);
	}

	private guarded<T>(call: Call, where: string, body: () => Outcome<T> | Promise<Outcome<T>>): Promise<Answer<T>> {
		return answer(where, () => {
			if (!this.isForUs(call) || this.isGone) return refused("not-found", "there is no such inbox");
			this.settingsVersion = Math.max(this.settingsVersion, call.settingsVersion);
			return body();
		});
	}

	/** The same for what reads or writes a text: the keys are waited for, and what was torn down meanwhile stays gone. */
	private opened<T>(
		call: Call,
		where: string,
		body: (vault: Vault) => Outcome<T> | Promise<Outcome<T>>,
	): Promise<Answer<T>> {
		return this.guarded(call, where, async () => {
			const vault = await this.keys(call.principal.tenant);
			return this.isGone ? refused("not-found", "there is no such inbox") : body(vault);
		});
	}

	private keys(tenant: TenantId): Promise<Vault> {
		const load = async () => expectDone(await outsideOf(this.ctx, tenant).dataKeys());
		this.keyring ??= createKeyring(load, tenant, () => Date.now());
		return this.keyring.ready();
	}

	/** One sweep at a time; whoever rings in between is served by another round of the one that runs. */
	private async sweepNow(tenant: TenantId): Promise<void> {
		if (!this.isReady) return;
		if (this.sweeping) return this.sweeping;
		this.sweeping = this.rounds(tenant).finally(() => {
			this.sweeping = null;
		});
		await this.sweeping;
	}

	/**
	 * Each row is tried once: whatever comes of it, it is no longer due as of this sweep's beginning, or waits behind
	 * another one. So a round never returns the rows of the round before, and a full inbox is gone through to its end.
	 */
	private async rounds(tenant: TenantId): Promise<void> {
		const began = Date.now();
		for (;;) {
			const vault = await this.keys(tenant);
			if (!this.isReady) return;
			commitSealed(this.ctx.storage, { vault, limit: SWEEP_ROWS });
			const rows = this.store.due(began, SWEEP_ROWS);
			if (rows.length === 0) return;
			for (const row of rows) await this.bring(tenant, row, vault);
		}
	}

	private async bring(tenant: TenantId, row: InboxRow, vault: Vault): Promise<void> {
		const answered = await answer("inbox.bring", () => this.placeAndGive(tenant, row, vault));
		if (answered.type === "refused") return commitUnassigned(this.ctx.storage, row.id, answered.refusal.reason);
		if (answered.type === "fault") return this.later(row, answered.fault.code);
		if (answered.value === "given") commitDelivered(this.ctx.storage, row.id);
	}

	private async placeAndGive(tenant: TenantId, row: InboxRow, vault: Vault): Promise<Outcome<"given" | "waits">> {
		const body = bodyOf(vault, row);
		if (!body) return done("given");
		const placed = row.deal ? { deal: row.deal, opens: row.opens === 1 } : this.place(tenant, row, body);
		if (!placed || this.store.isBehind(row.n, placed.deal)) return done("waits");
		const outcome = await this.give(tenant, body, placed);
		return outcome.type === "done" ? done("given") : outcome;
	}

	/** One broken deal must not keep the mail of all others waiting: what is thrown here is this row's fault alone. */
	private async give(tenant: TenantId, body: IncomingSignal, { deal, opens }: Place): Promise<Outcome<unknown>> {
		const at = { now: Date.now(), settingsVersion: this.settingsVersion };
		const call = { ...systemCall(tenant, "inbox", at), deal };
		const open = opens ? { name: dealName(body), ...body.home } : null;
		if (open) expectDone(await outsideOf(this.ctx, tenant).registerDeal({ id: deal, ...open }));
		const { signal, kind, author, contact, record } = body;
		const delivery = {
			signal,
			kind,
			author,
			contact,
			record,
			open,
			rep: body.home.rep,
			others: body.others ?? [],
			to: body.clues.about ?? [],
		};
		return outcomeOf(await dealStub(this.env, call.principal, deal).receive(call, delivery));
	}

	private later(row: InboxRow, reason: string): void {
		commitLater(
			this.ctx.storage,
			row.id,
			Date.now() + backoff(row.attempts + 1, Math.random()),
			`trying again: ${reason}`,
		);
	}

	/** Of a mail that stays with nobody, what came with it looks for itself. */
	private dealOfMail(mail: SignalId): DealId | null {
		const row = this.store.row(mail);
		return row?.state === "refused" ? null : (row?.deal ?? null);
	}

	private place(tenant: TenantId, row: InboxRow, body: IncomingSignal): Place | null {
		const { clues, record } = body;
		const since = Date.now() - SUBJECT_CLUE_MS;
		const contacts = [...(body.contact ? [body.contact] : []), ...(clues.about ?? [])];
		const resolution = resolve({
			companion: body.cameWith ? this.dealOfMail(body.cameWith) : null,
			replyAddress: clues.deal,
			threads: this.store.dealsFor("thread", clues.threads),
			mailbox: null,
			conversation: [
				...new Set([
					...this.store.dealsSince("conversation", clues.conversations ?? [], since),
					...this.store.dealsFor("thread", clues.quoted ?? []),
				]),
			],
			subject: clues.isAnswer ? this.store.dealsSince("subject", clues.subjects ?? [], since) : [],
			contact: this.store.dealsFor("contact", contacts),
			domain: this.store.dealsFor("domain", clues.domain ? [clues.domain] : []),
			author: body.author,
			isAddressedToUs: clues.isAddressedToUs,
			hasWords: record.text.trim() !== "" && record.from !== null,
		});
		if (resolution.type === "unassigned") {
			commitUnassigned(this.ctx.storage, row.id, resolution.reason);
			return null;
		}
		const opens = resolution.type === "new-deal";
		const deal = resolution.type === "deal" ? resolution.deal : dealIdOf(sha256, tenant, row.id);
		const reason = resolution.type === "deal" ? `found by ${resolution.by}` : "opened a new deal";
		commitAssigned(this.ctx.storage, row.id, { deal, opens, reason, clues: cluesOf(body) }, Date.now());
		return { deal, opens };
	}
}

function cluesOf(body: IncomingSignal | null): readonly Clue[] {
	if (body?.author !== "buyer") return [];
	const { clues, contact } = body;
	return [
		...(clues.ownThread ? [{ kind: "thread" as const, clue: clues.ownThread }] : []),
		...(contact ? [{ kind: "contact" as const, clue: contact }] : []),
		...(clues.domain ? [{ kind: "domain" as const, clue: clues.domain }] : []),
		...(clues.subjects ?? []).map((clue) => ({ kind: "subject" as const, clue })),
		...(clues.conversations ?? []).map((clue) => ({ kind: "conversation" as const, clue })),
	];
}

const dealName = ({ record }: IncomingSignal): string => {
	const subject = record.subject ? bareSubject(record.subject) : "";
	return (subject || record.from?.name || record.from?.address || "New deal").slice(0, 200);
};
