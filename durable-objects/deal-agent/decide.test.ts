import { expect, test } from "vitest";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, openDraft, refusalOf, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TenantSettings } from "#durable-objects/testing/tenant.setup.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { ApprovalId } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";

const UNDO_MS = 15 * SECOND_MS;
const OTHER_DIGEST = Sha256.parse("0".repeat(64));

async function dealWithDraft(settings: TenantSettings = {}) {
	const clock = standStill();
	const at = await newTenant("decide", { undoWindowMs: UNDO_MS, ...settings });
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("first");
	return { clock, at, deal, draft: await openDraft(deal) };
}

/** What the outbox says of the only effect, once everything that is owed was done. */
async function settled(deal: TestDeal, clock: Clock) {
	await deal.settle(clock);
	const rows = await deal.outbox();
	expect(rows).toHaveLength(1);
	return rows[0];
}

test("[INV3] an approved draft leaves exactly once, after its undo window, whatever happens around it", async () => {
	const sink = startSink("keyed");
	const { clock, deal, draft } = await dealWithDraft();
	const answered = await deal.approve(draft);
	expect(answered).toMatchObject({ type: "done", value: { approval: draft.id, leavesAt: clock.now() + UNDO_MS } });
	await deal.fire();
	expect(sink.calls).toEqual([]);
	clock.advance(UNDO_MS);
	await deal.fire();
	expect(sink.calls).toHaveLength(1);

	await deal.evict();
	expect(await settled(deal, clock)).toMatchObject({
		state: "sent",
		attempts: 1,
		reference: expect.stringMatching(/^sink-/),
	});
	await deal.receive("first");
	await deal.settle(clock);
	expect(sink.calls).toHaveLength(1);
	expect((await deal.read()).counts.sent).toBe(1);
	await expectReplays(deal);
});

test("[SEC19] what leaves is what was shown, to the letter", async () => {
	startSink("keyed");
	const { clock, deal, draft } = await dealWithDraft();
	await deal.approve(draft);
	const row = await settled(deal, clock);
	const artefact = draft.artefact?.type === "send-email" ? draft.artefact : null;
	expect(row).toMatchObject({ subject: artefact?.subject, to: ["mara.ellingsen@brightfen.example"] });
	expect(artefact?.body.length).toBeGreaterThan(20);
});

test("[AP6] a digest of something else is refused, and nothing leaves", async () => {
	const sink = startSink("keyed");
	const { clock, deal, draft } = await dealWithDraft();
	expect(refusalOf(await deal.approve({ ...draft, digest: OTHER_DIGEST }))).toBe("stale-digest");
	await deal.settle(clock);
	expect(sink.calls).toEqual([]);
	expect(await deal.outbox()).toEqual([]);
	expect((await openDraft(deal)).id).toBe(draft.id);
});

test("[AP3][REL27] of fifty people who approve at once the first decides, and each other one is told", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal, draft } = await dealWithDraft();
	const answers = await Promise.all(
		Array.from({ length: 50 }, (_, i) => deal.approve(draft, i % 2 === 0 ? at.human : at.rep)),
	);
	const words = answers.map(refusalOf);
	expect(words.filter((word) => word === "done")).toHaveLength(1);
	expect(words.filter((word) => word === "already-decided")).toHaveLength(49);
	expect(await settled(deal, clock)).toMatchObject({ state: "sent" });
	expect(sink.calls).toHaveLength(1);
});

test("[REL27] approve and reject at once: one of them decides", async () => {
	const sink = startSink("keyed");
	const { clock, deal, draft } = await dealWithDraft();
	const { id: approval, digest } = draft;
	const answers = await Promise.all([
		deal.rpc().decide(deal.by(), { type: "reject", approval, digest, reason: "Not yet." }),
		deal.approve(draft),
	]);
	expect(answers.map(refusalOf)).toEqual(["done", "already-decided"]);
	await deal.settle(clock);
	expect(sink.calls).toEqual([]);
});

test("[AP7] after an edit the old digest approves nothing; the new one sends the new words", async () => {
	startSink("keyed");
	const { clock, deal, draft } = await dealWithDraft();
	const { id: approval, digest } = draft;
	const change = { subject: "Re: Pricing for 85 seats", body: "Dear Mara, 85 seats are EUR 40,800 a year." };
	const edited = await deal.rpc().decide(deal.by(), { type: "edit", approval, digest, ...change });
	expect(edited).toMatchObject({ type: "done", value: { digest: expect.not.stringMatching(digest) } });
	expect(refusalOf(await deal.approve(draft))).toBe("stale-digest");
	const now = await openDraft(deal);
	expect(now).toMatchObject({ id: approval, version: 2, artefact: change });
	expect((await deal.approve(now)).type).toBe("done");
	expect(await settled(deal, clock)).toMatchObject({ state: "sent", subject: change.subject });
});

test.each([
	[UNDO_MS - 1, "done"],
	[UNDO_MS, "too-late"],
])("[AP8] undo %i ms after the approval: %s", async (after, word) => {
	const sink = startSink("keyed");
	const { clock, deal, draft } = await dealWithDraft();
	await deal.approve(draft);
	clock.advance(after);
	await deal.fire();
	expect(refusalOf(await deal.rpc().decide(deal.by(), { type: "undo", approval: draft.id }))).toBe(word);
	await deal.settle(clock);
	expect(sink.calls).toHaveLength(word === "done" ? 0 : 1);
});

test("[AP8] what was taken back waits again with the same words, and can be sent after all, once", async () => {
	const sink = startSink("keyed");
	const { clock, deal, draft } = await dealWithDraft();
	await deal.approve(draft);
	const undone = await deal.rpc().decide(deal.by(), { type: "undo", approval: draft.id });
	expect(undone.type).toBe("done");
	const again = await openDraft(deal);
	expect(again.id).not.toBe(draft.id);
	expect(again.artefact).toEqual(draft.artefact);
	expect(refusalOf(await deal.rpc().decide(deal.by(), { type: "undo", approval: draft.id }))).toBe("too-late");
	await deal.approve(again);
	await deal.settle(clock);
	expect(sink.delivered).toHaveLength(1);
	expect((await deal.outbox()).map((row) => row.state).sort()).toEqual(["cancelled", "sent"]);
	await expectReplays(deal);
});

test("[AP15] a rejected draft is over: its reason stays in the log, nothing leaves, and it cannot be approved any more", async () => {
	const sink = startSink("keyed");
	const { clock, deal, draft } = await dealWithDraft();
	const { id: approval, digest } = draft;
	const rejected = await deal.rpc().decide(deal.by(), { type: "reject", approval, digest, reason: "Wrong price." });
	expect(rejected.type).toBe("done");
	expect(refusalOf(await deal.approve(draft))).toBe("already-decided");
	await deal.settle(clock);
	expect(sink.calls).toEqual([]);
	const decided = (await deal.events()).find((each) => each.event.type === "deal.approval-decided");
	expect(decided).toMatchObject({ event: { decision: "rejected" }, texts: { reason: "Wrong price." } });
});

test("[AP9] an approval that nobody decided in a week is closed by the deal itself", async () => {
	const { clock, deal, draft } = await dealWithDraft();
	clock.at(Date.parse(draft.expiresAt));
	expect(refusalOf(await deal.approve(draft))).toBe("expired");
	await deal.fire();
	expect((await deal.read()).approvals.filter((each) => each.id === draft.id)).toEqual([]);
	expect(refusalOf(await deal.approve(draft))).toBe("already-decided");
	expect(clock.now() - Date.parse(draft.requestedAt)).toBe(7 * DAY_MS);
});

test("[AP4] agents, readers, administrators and the human of another region decide nothing", async () => {
	const { at, deal, draft } = await dealWithDraft();
	const strangers = [at.agent, at.reader, at.admin, at.elsewhere, at.person("other", ["rep"])];
	for (const stranger of strangers) {
		expect(refusalOf(await deal.approve(draft, stranger))).toBe("not-allowed");
		const by = deal.by(stranger);
		expect(refusalOf(await deal.rpc().setAutomation(by, "paused"))).toBe(
			stranger === at.admin ? "done" : "not-allowed",
		);
		expect(refusalOf(await deal.rpc().move(by, "DISCOVERY"))).toBe("not-allowed");
	}
	expect((await openDraft(deal)).digest).toBe(draft.digest);
});

test("[AP2] an approval of another deal, and one that never was, are not found", async () => {
	const { at, deal, draft } = await dealWithDraft();
	const other = testDeal(at, "two");
	await other.receive("second");
	expect(refusalOf(await other.approve(draft))).toBe("not-found");
	const beyond = { ...draft, id: draft.id.replace(/\d+$/, "99") as ApprovalId };
	expect(refusalOf(await deal.approve(beyond))).toBe("not-found");
});

test("[AP10][S4-13] a person's own mail takes the path of an agent's, with that person's approval in the same turn", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal } = await dealWithDraft();
	const to = [at.contact("mara.ellingsen@brightfen.example")];
	const injected = await deal
		.rpc()
		.inject(deal.by(at.rep), { to, subject: "Tuesday", body: "Shall we speak?" }, "key-1");
	expect(injected).toMatchObject({ type: "done", value: { effect: expect.any(String) } });
	expect(await settled(deal, clock)).toMatchObject({ state: "sent", subject: "Tuesday" });
	expect(sink.calls).toHaveLength(1);
	const again = { to, subject: "Tuesday", body: "Shall we speak?" };
	expect(await deal.rpc().inject(deal.by(at.rep), again, "key-1")).toEqual(injected);
	expect(refusalOf(await deal.rpc().inject(deal.by(at.rep), { ...again, body: "No." }, "key-1"))).toBe("conflict");
	await settled(deal, clock);
	expect(sink.calls).toHaveLength(1);
	const stranger = [at.contact("nobody@elsewhere.example")];
	const refused = await deal.rpc().inject(deal.by(at.rep), { to: stranger, subject: "Hi", body: "Hello." }, "key-2");
	expect(refusalOf(refused)).toBe("invalid");
	expect(refusalOf(await deal.rpc().inject(deal.by(at.agent), { to, subject: "Hi", body: "Hello." }, "key-3"))).toBe(
		"not-allowed",
	);
});

test("[S2-78] the rep moves the deal along its legal moves; into NEGOTIATION only the regional human does", async () => {
	const { at, deal } = await dealWithDraft();
	const by = deal.by(at.rep);
	const start = (await deal.read()).stage;
	expect(refusalOf(await deal.rpc().move(by, "CLOSED_WON"))).toBe("conflict");
	const order = ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL"] as const;
	for (const stage of order.slice(order.indexOf(start as (typeof order)[number]) + 1))
		expect(refusalOf(await deal.rpc().move(by, stage))).toBe("done");
	expect(refusalOf(await deal.rpc().move(by, "NEGOTIATION"))).toBe("not-allowed");
	expect(refusalOf(await deal.rpc().move(deal.by(at.human), "NEGOTIATION"))).toBe("done");
	await expectReplays(deal);
});
