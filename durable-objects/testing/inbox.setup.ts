import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { IncomingSignal } from "#durable-objects/signal-inbox/calls.ts";
import { SignalInbox } from "#durable-objects/signal-inbox/signal-inbox.ts";
import { bodyOf, type InboxRow } from "#durable-objects/signal-inbox/store.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import type { SignalRow } from "#knowledge/core/contract/signal.ts";
import { dealIdOf, type SignalId, signalIdOf, signalInboxName } from "#knowledge/core/vocabulary/ids.ts";
import { alarmOf, fireAlarm, type Stub } from "./alarms.setup.ts";
import { MARA, type MailOptions, recordOf } from "./deal.setup.ts";
import { vaultOf } from "./sealed.setup.ts";
import type { TestTenant } from "./tenant.setup.ts";

type Changes = { readonly clues?: Partial<IncomingSignal["clues"]> } & MailOptions &
	Partial<Omit<IncomingSignal, "clues" | "record">>;

/** The inbox of a test tenant, and mail as a door would hand it in: parsed, with its clues already keyed. */
export function testInbox(at: TestTenant) {
	const raw = (): Stub => env.SIGNAL_INBOX.getByName(signalInboxName(at.tenant)) as unknown as Stub;
	const rpc = () => inboxStub(env, at.human);
	const idOf = (source: string): SignalId => signalIdOf(sha256, at.tenant, "email", source);
	const incoming = (
		source: string,
		{ clues, text, subject, from = MARA, messageId, ...rest }: Changes = {},
	): IncomingSignal => ({
		signal: idOf(source),
		kind: "email",
		author: "buyer",
		contact: at.contact(from.address),
		record: recordOf({
			from,
			messageId: messageId ?? `${source}@brightfen.example`,
			...(text === undefined ? {} : { text }),
			...(subject === undefined ? {} : { subject }),
		}),
		refusal: null,
		clues: { deal: null, threads: [], ownThread: null, domain: null, isAddressedToUs: true, ...clues },
		home: { region: "emea", rep: at.rep.id },
		...rest,
	});
	return {
		raw,
		rpc,
		idOf,
		incoming,
		/** The deal that a signal opens is named by it. */
		opened: (source: string) => dealIdOf(sha256, at.tenant, idOf(source)),
		accept: async (source: string, changes?: Changes) =>
			expectDone(await rpc().accept(at.call(), incoming(source, changes))),
		sweep: () => rpc().sweep(at.call()),
		get: async (source: string): Promise<SignalRow> => expectDone(await rpc().get(at.call(), idOf(source))),
		list: async (state: "duplicate" | "delivered" | null = null) =>
			expectDone(await rpc().list(at.call(), { state, before: null, limit: 100 })),
		fire: () => fireAlarm(raw()),
		alarm: () => alarmOf(raw()),
		evict: () => evictDurableObject(raw()),
		/** What is kept of a signal until its deal has it. */
		async kept(signal: SignalId): Promise<IncomingSignal> {
			const [row] = await this.sql<InboxRow>(`SELECT * FROM signals WHERE id = '${signal}'`);
			const body = row ? bodyOf(await vaultOf(at), row) : null;
			if (!body) throw new Error("nothing is kept of the signal");
			return body;
		},
		sql: <T>(query: string): Promise<T[]> =>
			runInDurableObject(raw(), (_, state) => state.storage.sql.exec(query).toArray() as T[]),
	};
}

/** The tenant's inbox is there and dies in each call of its doorbell. */
export function failSweepsOf(at: TestTenant): void {
	const { prototype } = SignalInbox;
	const before = prototype.sweep;
	vi.spyOn(prototype, "sweep").mockImplementation(function (this: SignalInbox, call) {
		if (call.principal.tenant === at.tenant) throw new Error("the object was reset");
		return before.call(this, call);
	});
}
