import { DurableObject } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer, expectDone, outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { outsideOf } from "#durable-objects/platform/outside.ts";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import type { SignalReceipt, SignalRow } from "#knowledge/core/contract/signal.ts";
import { backoff } from "#knowledge/core/deal/outbox.ts";
import { resolve, SUBJECT_CLUE_MS } from "#knowledge/core/deal/resolve.ts";
import { bareSubject } from "#knowledge/core/deal/subject-key.ts";
import {
	type DealId,
	dealIdOf,
	type SignalId,
	signalInboxName,
	type TenantId,
} from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { type Call, hasRole, isHuman } from "#knowledge/core/vocabulary/principal.ts";
import type { IncomingSignal, Learnt, ListCall } from "./calls.ts";
import {
	armRetry,
	type Clue,
	commitAccepted,
	commitAssigned,
	commitAssignedByHand,
	commitDelivered,
	commitDuplicate,
	commitLater,
	commitLearnt,
	commitUnassigned,
	rearm,
} from "./commit.ts";
import { INBOX_SCHEMA } from "./schema.ts";
import { bodyOf, type InboxRow, inboxStore, signalRow } from "./store.ts";

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
	private sweeping: Promise<void> | null = null;
	private settingsVersion = 0;

	constructor(state: DurableObjectState, env: Env) {
		super(state, env);
		if (this.isReady) migrate(state.storage, INBOX_SCHEMA);
	}

	/** Answered once the signal is in storage: from then on it cannot be lost. */
	accept(call: Call, incoming: IncomingSignal): Promise<Answer<SignalReceipt>> {
		return this.guarded(call, "inbox.accept", () => {
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
			if (known) commitDuplicate(this.ctx.storage, known.id, Date.now());
			else {
				const clues = cluesOf(incoming);
				commitAccepted(this.ctx.storage, call.principal.tenant, { incoming, clues, now: Date.now() });
			}
			const row = known ?? this.store.row(incoming.signal);
			if (!row) throw new Error("what was accepted is there");
			return done({ signal: row.id, duplicate: known !== null, state: row.state, deal: row.deal, reason: row.reason });
		});
	}

	/** What was handed in without a name and came a moment ago word for word: sent twice, not said twice. */
	private unnamedTwin({ content, sameWithinMs }: IncomingSignal): InboxRow | null {
		if (content === undefined || sameWithinMs === undefined) return null;
		return this.store.sameAs(content, Date.now() - sameWithinMs);
	}

	list(call: Call, query: ListCall): Promise<Answer<readonly (SignalRow & { n: number })[]>> {
		return this.guarded(call, "inbox.list", () => done(this.isReady ? this.store.list(query) : []));
	}

	get(call: Call, id: SignalId): Promise<Answer<SignalRow>> {
		return this.guarded(call, "inbox.get", () => {
			const row = this.isReady ? this.store.row(id) : null;
			return row ? done(signalRow(row)) : refused("not-found", "there is no such signal");
		});
	}

	/** A person says where a signal belongs that no deal was found for, or that a door refused; `null` opens a new deal. */
	assign(call: Call, id: SignalId, deal: DealId | null): Promise<Answer<SignalReceipt>> {
		return this.guarded(call, "inbox.assign", async () => {
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
				clues: cluesOf(bodyOf(row)),
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

	/** The doorbell. */
	sweep(call: Call): Promise<Answer<null>> {
		return this.guarded(call, "inbox.sweep", async () => {
			await this.sweepNow(call.principal.tenant);
			return done(null);
		});
	}

	/** Never throws: the runtime gives an alarm up after six failures, and an inbox is never done trying. */
	override async alarm(): Promise<void> {
		const owner = this.isReady ? this.store.owner() : null;
		if (!owner) return;
		const answered = await answer("inbox.alarm", async () => done(await this.sweepNow(owner)));
		if (answered.type === "fault") armRetry(this.ctx.storage, Date.now());
		else rearm(this.ctx.storage, Date.now());
	}

	private guarded<T>(call: Call, where: string, body: () => Outcome<T> | Promise<Outcome<T>>): Promise<Answer<T>> {
		return answer(where, () => {
			const isForUs = isOurs(
				this.ctx,
				this.env.SIGNAL_INBOX as DurableObjectNamespace<never>,
				call.principal,
				signalInboxName,
			);
			if (!isForUs) return refused("not-found", "there is no such inbox");
			this.settingsVersion = Math.max(this.settingsVersion, call.settingsVersion);
			return body();
		});
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
			const rows = this.store.due(began, SWEEP_ROWS);
			if (rows.length === 0) return;
			for (const row of rows) await this.bring(tenant, row);
		}
	}

	private async bring(tenant: TenantId, row: InboxRow): Promise<void> {
		const answered = await answer("inbox.bring", () => this.placeAndGive(tenant, row));
		if (answered.type === "refused") return commitUnassigned(this.ctx.storage, row.id, answered.refusal.reason);
		if (answered.type === "fault") return this.later(row, answered.fault.code);
		if (answered.value === "given") commitDelivered(this.ctx.storage, row.id);
	}

	private async placeAndGive(tenant: TenantId, row: InboxRow): Promise<Outcome<"given" | "waits">> {
		const body = bodyOf(row);
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
