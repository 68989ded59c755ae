import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import type { OpenDeal, SignalDelivery } from "#durable-objects/deal-agent/calls.ts";
import { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
import { type Answer, expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import type { ApprovalView, DealView } from "#knowledge/core/contract/deal.ts";
import { replay, stateHash } from "#knowledge/core/deal/replay.ts";
import { Envelope } from "#knowledge/core/events/envelope.ts";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { type DealId, dealAgentName, dealIdOf, signalIdOf } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { alarmOf, fireAlarm, runAlarms, type Stub } from "./alarms.setup.ts";
import type { Clock } from "./clock.setup.ts";
import type { TestTenant } from "./tenant.setup.ts";

export const MARA = { address: "mara.ellingsen@brightfen.example", name: "Mara Ellingsen" };

/** Money, a need, a question: both skills of the roster have something to say to it. */
export const WORDS = [
	"Hi Sam,",
	"",
	"For this year we have set aside EUR 140,000 for the licence and the set-up.",
	"Agents copy data by hand, and we are losing customers to slow answers.",
	"What would 85 seats cost per year?",
	"",
	"Best regards,",
	"Mara",
].join("\n");

export type MailOptions = {
	readonly text?: string;
	readonly subject?: string;
	readonly from?: { address: string; name: string };
	readonly messageId?: string;
};

export const recordOf = ({ text = WORDS, subject = "Pricing", from = MARA, messageId }: MailOptions = {}) => ({
	subject,
	text,
	visible: [...visibleSpans(text)],
	from,
	mail: { messageId: messageId ?? null, references: [] },
	truncated: false,
});

/** A call of three turns: the buyer's, ours, the buyer's. */
export function transcriptOf(delivery: SignalDelivery): SignalDelivery {
	const said = [
		["Mara Ellingsen", "buyer", "We are losing customers to slow answers, and we need one screen."],
		["Sam Okafor", "us", "I see. Our desk does that for everybody."],
		["Mara Ellingsen", "buyer", "Jonas signs off anything above fifty thousand euros."],
	] as const;
	let text = "";
	const turns = said.map(([speaker, side, words]) => {
		text += `${speaker}: `;
		const start = text.length;
		text += `${words}\n`;
		return { start, end: start + words.length, speaker, side };
	});
	const visible = turns.filter(({ side }) => side === "buyer").map(({ start, end }) => ({ start, end }));
	return { ...delivery, kind: "transcript", record: { ...delivery.record, text, visible, turns } };
}

/** One deal of a test tenant, asked as its own people would. Stubs are new each time: a crash leaves old ones dead. */
export function testDeal(at: TestTenant, name = "one", id: DealId = dealIdOf(sha256, at.tenant, name)) {
	const raw = (): Stub => env.DEAL_AGENT.getByName(dealAgentName(at.tenant, id)) as unknown as Stub;
	const rpc = () => dealStub(env, at.human, id);
	const open: OpenDeal = { name: "Brightfen Mobile", region: "emea", rep: at.rep.id };
	const delivery = (source: string, mail: MailOptions = {}): SignalDelivery => {
		const record = recordOf({ messageId: `${source}@brightfen.example`, ...mail });
		return {
			signal: signalIdOf(sha256, at.tenant, "email", source),
			kind: "email",
			author: "buyer",
			contact: at.contact(record.from.address),
			record,
			rep: null,
			others: [],
			to: [],
			open,
		};
	};
	const sql = <T>(query: string, ...values: SqlStorageValue[]): Promise<T[]> =>
		runInDurableObject(raw(), (_, state) => state.storage.sql.exec(query, ...values).toArray() as T[]);
	const by = (principal?: Principal) => at.dealCall(id, principal);
	return {
		id,
		raw,
		rpc,
		by,
		delivery,
		sql,
		receive: (source: string, mail?: MailOptions) => rpc().receive(by(), delivery(source, mail)),
		read: async (): Promise<DealView> => expectDone(await rpc().read(by())),
		outbox: async () => expectDone(await rpc().outbox(by())),
		runs: async () => expectDone(await rpc().runs(by(), 100)),
		events: async () => expectDone(await rpc().events(by(), 0, 500)),
		eventTypes: async () =>
			(await sql<{ type: string }>("SELECT type FROM events ORDER BY seq")).map((row) => row.type),
		approve: (approval: Pick<ApprovalView, "id" | "digest">, principal?: Principal) =>
			rpc().decide(by(principal), { type: "approve", approval: approval.id, digest: approval.digest }),
		evict: () => evictDurableObject(raw()),
		fire: () => fireAlarm(raw()),
		alarm: () => alarmOf(raw()),
		settle: (clock: Clock) => runAlarms(clock, raw()),
	};
}
export type TestDeal = ReturnType<typeof testDeal>;

/** The one approval of a mail that stands open. */
export async function openDraft(deal: TestDeal): Promise<ApprovalView> {
	const { approvals } = await deal.read();
	const drafts = approvals.filter((each) => each.action.type === "send-email");
	expect(drafts).toHaveLength(1);
	return drafts[0] as ApprovalView;
}

/** [RP1] Rebuilds the board from the log alone, and holds it against the fingerprint of every commit. */
export async function expectReplays(deal: TestDeal): Promise<number> {
	const rows = await deal.sql<{ json: string; state_hash: string | null }>(
		"SELECT json, state_hash FROM events ORDER BY seq",
	);
	const log = rows.map((row) => Envelope.parse(JSON.parse(row.json)));
	const recorded = rows.map((row) => row.state_hash);
	const replayed = recorded.map((hash, i) =>
		hash === null ? null : stateHash(sha256, replay(sha256, log.slice(0, i + 1))),
	);
	expect(replayed).toEqual(recorded);
	expect(recorded.at(-1)).not.toBeNull();
	const [board] = await deal.sql<{ state_hash: string; head: string; seq: number }>("SELECT * FROM board");
	expect(board).toMatchObject({ state_hash: recorded.at(-1), head: log.at(-1)?.hash, seq: log.length });
	return recorded.filter((hash) => hash !== null).length;
}

export const refusalOf = (answered: Answer<unknown>): string =>
	answered.type === "refused" ? answered.refusal.code : answered.type;

export const crash = abortAllDurableObjects;

/** The deal's object is there and dies in each call, as one does that is being moved or reset. */
export function failDeliveriesTo(deal: DealId) {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const { prototype } = DealAgent;
	const before = prototype.receive;
	return vi.spyOn(prototype, "receive").mockImplementation(function (this: DealAgent, call, delivery) {
		if (call.deal === deal) throw new Error("the object was reset");
		return before.call(this, call, delivery);
	});
}

/** No object takes a copy in, until the answer is restored. */
export function failAdoptions() {
	const fault = { code: "internal", retry: { when: "later", afterMs: 1 }, summary: "the object was reset" } as const;
	return vi.spyOn(DealAgent.prototype, "adopt").mockResolvedValue({ type: "fault", fault });
}
