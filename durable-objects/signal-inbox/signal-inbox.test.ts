import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { failDeliveriesTo, MARA, refusalOf } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { type DealId, signalInboxName } from "#knowledge/core/vocabulary/ids.ts";
import { SWEEP_MS } from "#knowledge/core/vocabulary/limits.ts";

async function freshInbox() {
	const clock = standStill();
	const at = await newTenant("inbox");
	const signalsOf = async (deal: DealId) => {
		const signals = [];
		for (let after = 0; ; ) {
			const events = expectDone(await dealStub(env, at.human, deal).events(at.dealCall(deal), after, 500));
			for (const { event } of events)
				if ("signal" in event && event.type.startsWith("conversation")) signals.push(event.signal);
			if (events.length < 500) return signals;
			after = events.at(-1)?.seq ?? after;
		}
	};
	const inbox = testInbox(at);
	/** Time moves on to the alarm, which has to be there, and not for a moment that has passed. */
	const nextAlarm = async (): Promise<void> => {
		const next = (await inbox.alarm()) ?? 0;
		expect(next).toBeGreaterThan(clock.now());
		clock.at(next);
		await inbox.fire();
	};
	return { clock, at, inbox, nextAlarm, signalsOf };
}

const JONAS = { address: "jonas.petrie@brightfen.example", name: "Jonas Petrie" };
const OTTO = { address: "otto@elsewhere.example", name: "Otto Nord" };

test("[INV7] a signal is stored with its alarm before it is acknowledged, and without any doorbell it is delivered", async () => {
	const { clock, inbox, signalsOf } = await freshInbox();
	expect(await inbox.accept("one")).toEqual({
		signal: inbox.idOf("one"),
		duplicate: false,
		state: "accepted",
		deal: null,
		reason: null,
	});
	expect(await inbox.alarm()).toBe(clock.now() + SWEEP_MS);
	await inbox.evict();
	clock.advance(SWEEP_MS);
	expect(await inbox.fire()).toBe(true);
	const opened = inbox.opened("one");
	expect(await inbox.get("one")).toMatchObject({ state: "delivered", deal: opened, reason: "opened a new deal" });
	expect(await signalsOf(opened)).toEqual([inbox.idOf("one")]);
	expect(await inbox.alarm()).toBeNull();
	expect(await inbox.sql("SELECT body FROM signals")).toEqual([{ body: null }]);
});

test("[REL4] fifty of the same signal at once: one row, forty-nine duplicates counted, one delivery", async () => {
	const { inbox, signalsOf } = await freshInbox();
	const receipts = await Promise.all(Array.from({ length: 50 }, () => inbox.accept("one")));
	expect(receipts.filter((each) => !each.duplicate)).toHaveLength(1);
	expect(await inbox.list()).toMatchObject([{ signal: inbox.idOf("one"), duplicates: 49 }]);
	expect(await inbox.list("duplicate")).toHaveLength(1);
	await Promise.all(Array.from({ length: 10 }, () => inbox.sweep()));
	expect(await signalsOf(inbox.opened("one"))).toHaveLength(1);
	expect(await inbox.accept("one")).toMatchObject({ duplicate: true, state: "delivered" });
});

test("[INV7] what a door refuses is kept with its reason, shown, and brought to nobody", async () => {
	const { inbox } = await freshInbox();
	const receipt = await inbox.accept("auto", { refusal: "not written by a person: auto-reply" });
	expect(receipt).toMatchObject({ state: "refused", deal: null, reason: "not written by a person: auto-reply" });
	await inbox.sweep();
	expect(await inbox.get("auto")).toMatchObject({ state: "refused", attempts: 0 });
	expect(await inbox.alarm()).toBeNull();
});

test("[INV7] what a door refused by mistake a person gives to a deal all the same: its words were kept", async () => {
	const { at, inbox, signalsOf } = await freshInbox();
	await inbox.accept("one");
	await inbox.accept("auto", { refusal: "not written by a person: auto-reply" });
	await inbox.sweep();
	const opened = inbox.opened("one");
	const assigned = await inbox.rpc().assign(at.call(at.rep), inbox.idOf("auto"), opened);
	expect(assigned).toMatchObject({ type: "done", value: { state: "delivered", deal: opened } });
	expect(await signalsOf(opened)).toEqual([inbox.idOf("one"), inbox.idOf("auto")]);
	expect(await inbox.sql("SELECT body FROM signals")).toEqual([{ body: null }, { body: null }]);
	expect(refusalOf(await inbox.rpc().assign(at.call(at.rep), inbox.idOf("auto"), opened))).toBe("conflict");
});

test("[INV7] a refused signal of which nothing was kept stays where it is", async () => {
	const { at, inbox } = await freshInbox();
	await inbox.accept("auto", { refusal: "not written by a person: auto-reply" });
	await inbox.sql("UPDATE signals SET body = NULL");
	expect(refusalOf(await inbox.rpc().assign(at.call(at.rep), inbox.idOf("auto"), null))).toBe("conflict");
	expect(await inbox.get("auto")).toMatchObject({ state: "refused" });
});

test.each([
	["an address of a deal that was signed", "reply-address", {}],
	["a thread", "thread", { threads: ["t-1"] }],
	["a person who wrote before", "contact", {}],
	["somebody of the same company", "domain", { domain: "brightfen" }],
] as const)("[RS1] %s finds the deal by %s", async (_what, by, clues) => {
	const { inbox, signalsOf } = await freshInbox();
	await inbox.accept("one", { clues: { ownThread: "t-1", domain: "brightfen" } });
	await inbox.sweep();
	const opened = inbox.opened("one");
	const from = by === "contact" ? MARA : JONAS;
	await inbox.accept("two", { from, clues: by === "reply-address" ? { deal: opened } : clues });
	await inbox.sweep();
	const row = await inbox.get("two");
	expect(row).toMatchObject({ state: "delivered", deal: opened });
	if (by !== "reply-address") expect(row.reason).toBe(`found by ${by}`);
	expect(await signalsOf(opened)).toEqual([inbox.idOf("one"), inbox.idOf("two")]);
});

test("[RS2] mail of a stranger opens a deal of its own; two deals that fit equally well leave it to a person", async () => {
	const { at, inbox, signalsOf } = await freshInbox();
	await inbox.accept("one", { clues: { domain: "brightfen" } });
	await inbox.sweep();
	await inbox.accept("two", { from: OTTO, clues: { domain: "elsewhere" } });
	await inbox.sweep();
	expect((await inbox.get("two")).deal).not.toBe((await inbox.get("one")).deal);

	await inbox.rpc().learn(at.call(), inbox.opened("two"), { threads: ["shared"], isClosed: null });
	await inbox.rpc().learn(at.call(), inbox.opened("one"), { threads: ["shared"], isClosed: null });
	await inbox.accept("three", { from: JONAS, clues: { threads: ["shared"] } });
	await inbox.sweep();
	expect(await inbox.get("three")).toMatchObject({ state: "unassigned", reason: "2 open deals fit by thread" });

	const assigned = await inbox.rpc().assign(at.call(at.rep), inbox.idOf("three"), inbox.opened("two"));
	expect(assigned).toMatchObject({ type: "done", value: { state: "delivered", deal: inbox.opened("two") } });
	expect(await signalsOf(inbox.opened("two"))).toEqual([inbox.idOf("two"), inbox.idOf("three")]);
	expect(refusalOf(await inbox.rpc().assign(at.call(at.rep), inbox.idOf("three"), null))).toBe("conflict");
});

test("[RS2] an unassigned signal: agents and readers may not assign it, a person opens a deal for it", async () => {
	const { at, inbox, signalsOf } = await freshInbox();
	await inbox.accept("list", { clues: { isAddressedToUs: false } });
	await inbox.sweep();
	expect(await inbox.get("list")).toMatchObject({ state: "unassigned", deal: null });
	for (const stranger of [at.agent, at.reader])
		expect(refusalOf(await inbox.rpc().assign(at.call(stranger), inbox.idOf("list"), null))).toBe("not-allowed");
	expect(refusalOf(await inbox.rpc().assign(at.call(), inbox.idOf("missing"), null))).toBe("not-found");
	expect((await inbox.rpc().assign(at.call(), inbox.idOf("list"), null)).type).toBe("done");
	expect(await signalsOf(inbox.opened("list"))).toEqual([inbox.idOf("list")]);
	await inbox.accept("next");
	await inbox.sweep();
	expect((await inbox.get("next")).deal).toBe(inbox.opened("list"));
});

test("[RS1] a deal that is over takes no new mail by its people: it opens a new one", async () => {
	const { at, inbox } = await freshInbox();
	await inbox.accept("one");
	await inbox.sweep();
	await inbox.rpc().learn(at.call(), inbox.opened("one"), { threads: [], isClosed: true });
	await inbox.accept("two");
	await inbox.sweep();
	expect((await inbox.get("two")).deal).toBe(inbox.opened("two"));
});

test("[RS1] a deal that a person opened again takes mail by its people again", async () => {
	const { at, inbox } = await freshInbox();
	await inbox.accept("one");
	await inbox.sweep();
	await inbox.rpc().learn(at.call(), inbox.opened("one"), { threads: [], isClosed: true });
	await inbox.rpc().learn(at.call(), inbox.opened("one"), { threads: [], isClosed: false });
	await inbox.accept("two");
	await inbox.sweep();
	expect((await inbox.get("two")).deal).toBe(inbox.opened("one"));
});

test("[REL5] signals of one deal arrive in the order in which they came, also when the first is late", async () => {
	const { inbox, nextAlarm, signalsOf } = await freshInbox();
	await inbox.accept("one");
	await inbox.sweep();
	const opened = inbox.opened("one");
	const failing = failDeliveriesTo(opened);
	await inbox.accept("two");
	await inbox.accept("three");
	await inbox.accept("other", { from: OTTO });
	await inbox.sweep();
	expect(await signalsOf(opened)).toEqual([inbox.idOf("one")]);
	expect(await inbox.get("two")).toMatchObject({ state: "accepted", attempts: 1, reason: "trying again: internal" });
	expect(await inbox.get("three")).toMatchObject({ state: "accepted", attempts: 0 });
	// Another deal's mail does not wait.
	expect(await inbox.get("other")).toMatchObject({ state: "delivered" });
	failing.mockRestore();
	await nextAlarm();
	expect(await signalsOf(opened)).toEqual(["one", "two", "three"].map(inbox.idOf));
	expect(await inbox.list("delivered")).toHaveLength(4);
	expect(await inbox.alarm()).toBeNull();
});

test("[REL5] a signal behind one that is late does not cost the inbox its alarm, nor makes it ring in vain", async () => {
	const { clock, inbox, nextAlarm, signalsOf } = await freshInbox();
	await inbox.accept("one");
	await inbox.sweep();
	const opened = inbox.opened("one");
	const failing = failDeliveriesTo(opened);
	await inbox.accept("two");
	await inbox.accept("three");
	await inbox.sweep();
	for (let attempts = 2; attempts < 12; attempts++) {
		await nextAlarm();
		expect(await inbox.get("two")).toMatchObject({ attempts });
		expect(await inbox.get("three")).toMatchObject({ state: "accepted", attempts: 0 });
	}
	expect(await inbox.alarm()).toBeGreaterThan(clock.now());
	failing.mockRestore();
	await nextAlarm();
	expect(await signalsOf(opened)).toEqual(["one", "two", "three"].map(inbox.idOf));
	expect(await inbox.alarm()).toBeNull();
});

test("[REL5] sixty signals of a deal that fails do not delay another deal's mail by one sweep", async () => {
	const { inbox, nextAlarm, signalsOf } = await freshInbox();
	await inbox.accept("one");
	await inbox.sweep();
	const failing = failDeliveriesTo(inbox.opened("one"));
	const late = Array.from({ length: 60 }, (_, i) => `late-${i}`);
	for (const source of late) await inbox.accept(source);
	await inbox.accept("other", { from: OTTO });
	await inbox.sweep();
	expect(await inbox.get("other")).toMatchObject({ state: "delivered" });
	await nextAlarm();
	await inbox.accept("third", { from: JONAS });
	await inbox.sweep();
	expect(await inbox.get("third")).toMatchObject({ state: "delivered" });
	expect(await inbox.get("late-1")).toMatchObject({ state: "accepted", attempts: 0 });
	failing.mockRestore();
	await nextAlarm();
	expect(await signalsOf(inbox.opened("one"))).toEqual(["one", ...late].map(inbox.idOf));
	expect(await inbox.alarm()).toBeNull();
});

test("[REL28] a row that cannot even be read waits by itself", async () => {
	const { inbox } = await freshInbox();
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	await inbox.accept("broken");
	await inbox.sql("UPDATE signals SET body = '{'");
	await inbox.accept("other", { from: OTTO });
	await inbox.sweep();
	expect(await inbox.get("other")).toMatchObject({ state: "delivered" });
	expect(await inbox.get("broken")).toMatchObject({ state: "accepted", attempts: 1 });
	expect(await inbox.alarm()).not.toBeNull();
});

test("[REL28] a deal that cannot be reached is asked again, ever later, while the others get theirs", async () => {
	const { clock, inbox } = await freshInbox();
	await inbox.accept("one");
	await inbox.sweep();
	const failing = failDeliveriesTo(inbox.opened("one"));
	await inbox.accept("two");
	const waits: number[] = [];
	for (let i = 0; i < 6; i++) {
		await inbox.fire();
		const next = (await inbox.alarm()) ?? 0;
		waits.push(next - clock.now());
		clock.at(next);
	}
	expect(waits.every((wait) => wait >= 1_000)).toBe(true);
	expect(waits[5]).toBeGreaterThan(8_000);
	await inbox.accept("other", { from: OTTO });
	await inbox.sweep();
	expect(await inbox.get("other")).toMatchObject({ state: "delivered" });
	failing.mockRestore();
	clock.at((await inbox.alarm()) ?? 0);
	await inbox.fire();
	expect(await inbox.get("two")).toMatchObject({ state: "delivered" });
});

test("[INV12] an inbox answers nobody of another tenant, and is not made by the asking", async () => {
	const { at, inbox } = await freshInbox();
	const other = await newTenant("inbox-other");
	const before = await inbox.sql("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'");
	const stub = env.SIGNAL_INBOX.getByName(signalInboxName(at.tenant));
	const answers = await Promise.all([
		stub.accept(other.call(), testInbox(other).incoming("one")),
		stub.list(other.call(), { state: null, before: null, limit: 10 }),
		stub.get(other.call(), inbox.idOf("one")),
		stub.sweep(other.call()),
		stub.learn(other.call(), inbox.opened("one"), { threads: ["x"], isClosed: true }),
		stub.assign(other.call(), inbox.idOf("one"), null),
	]);
	for (const each of answers) expect(each).toMatchObject({ type: "refused", refusal: { code: "not-found" } });
	expect(await inbox.sql("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'")).toEqual(before);
	expect(await inbox.list()).toEqual([]);
});
