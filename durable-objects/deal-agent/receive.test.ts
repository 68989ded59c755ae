import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { crash, expectReplays, openDraft, testDeal, WORDS } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";

test("[INV4] one mail becomes facts with their quotes, a draft that waits and a settled run, before receive answers", async () => {
	standStill();
	const deal = testDeal(await newTenant("receive"));
	const answered = await deal.receive("first");
	expect(answered).toMatchObject({ type: "done", value: { duplicate: false } });

	const view = await deal.read();
	expect(view.facts.length).toBeGreaterThan(1);
	for (const fact of view.facts)
		for (const { quote, start, end } of fact.evidence) expect(WORDS.slice(start, end)).toBe(quote);
	const draft = await openDraft(deal);
	expect(draft.artefact).toMatchObject({ type: "send-email", to: [{ address: "mara.ellingsen@brightfen.example" }] });
	expect(view).toMatchObject({ working: false, counts: { signals: 1, runs: 1, steps: 6, sent: 0 } });
	expect(await deal.outbox()).toEqual([]);
	const [run] = await deal.runs();
	expect(run).toMatchObject({
		state: "done",
		stages: [["qualifier", "discovery"], ["strategy", "pipeline"], ["reply-handler"]],
	});
	expect(run?.handoffs).toMatchObject([{ from: "reply-handler", to: "proposal", outcome: "delivered" }]);
	await expectReplays(deal);
});

test("[INV4] the signal, its run and all that follows stand in the log with causes, sequence and chained hashes", async () => {
	standStill();
	const deal = testDeal(await newTenant("receive"));
	await deal.receive("first");
	const types = await deal.eventTypes();
	expect(types.slice(0, 4)).toEqual([
		"deal.opened",
		"conversation.signal-received",
		"deal.run-requested",
		"deal.run-started",
	]);
	expect(types.at(-1)).toBe("deal.run-settled");
	const events = await deal.events();
	expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
	for (const { seq, causation } of events) expect(causation ?? 0).toBeLessThan(seq);
});

test("[S4-15] the same signal again adds nothing: no event, no run, no effect, the same state", async () => {
	standStill();
	const deal = testDeal(await newTenant("receive"));
	await deal.receive("first");
	const before = await deal.read();
	for (let i = 0; i < 5; i++)
		expect(await deal.receive("first")).toEqual({ type: "done", value: { duplicate: true, run: null } });
	await Promise.all(Array.from({ length: 10 }, () => deal.receive("first")));
	expect(await deal.read()).toEqual(before);
	expect(await expectReplays(deal)).toBeGreaterThan(0);
});

test("[REL4] twenty deliveries of one new signal at once are one run", async () => {
	standStill();
	const deal = testDeal(await newTenant("receive"));
	const answers = await Promise.all(Array.from({ length: 20 }, () => deal.receive("first")));
	expect(answers.filter((each) => each.type === "done" && !each.value.duplicate)).toHaveLength(1);
	expect(await deal.runs()).toHaveLength(1);
	expect((await deal.read()).counts.signals).toBe(1);
});

test("[REL2] memory lost: the same view, and the same fingerprint, from storage", async () => {
	standStill();
	const deal = testDeal(await newTenant("receive"));
	await deal.receive("first");
	const before = await deal.read();
	await deal.evict();
	expect(await deal.read()).toEqual(before);
	await crash();
	expect(await deal.read()).toEqual(before);
	expect(await deal.receive("first")).toMatchObject({ value: { duplicate: true } });
	expect((await deal.receive("second", { text: "Also: is onboarding included?" })).type).toBe("done");
	await expectReplays(deal);
});

test("[RP1] the log replays to the fingerprint of every commit, through mails, decisions, pauses and moves", async () => {
	const clock = standStill();
	const at = await newTenant("replay", { undoWindowMs: 10_000 });
	const deal = testDeal(at);
	await deal.receive("first");
	const draft = await openDraft(deal);
	await deal.rpc().decide(deal.by(), {
		type: "edit",
		approval: draft.id,
		digest: draft.digest,
		subject: "Re: Pricing",
		body: "Dear Mara, EUR 40 a seat.",
	});
	await deal.approve(await openDraft(deal));
	await deal.rpc().decide(deal.by(), { type: "undo", approval: draft.id });
	await deal.rpc().setAutomation(deal.by(), "paused");
	await deal.receive("second", { text: "Our CFO Jonas signs off anything above 50k." });
	await deal.rpc().setAutomation(deal.by(), "active");
	await deal.rpc().move(deal.by(), "DISCOVERY");
	await deal.rpc().requestRun(deal.by(), "click-1");
	clock.advance(8 * 24 * 3_600_000);
	await deal.fire();
	expect(await expectReplays(deal)).toBeGreaterThan(8);
	await deal.evict();
	await expectReplays(deal);
});

test("[INV12] a deal that was never opened answers not-found to everything, and writes nothing", async () => {
	standStill();
	const at = await newTenant("receive");
	const deal = testDeal(at, "never");
	const by = deal.by();
	const answers = await Promise.all([
		deal.rpc().read(by),
		deal.rpc().events(by, 0, 10),
		deal.rpc().runs(by, 10),
		deal.rpc().outbox(by),
		deal.rpc().requestRun(by, "x"),
		deal.rpc().setAutomation(by, "paused"),
		deal.rpc().move(by, "DISCOVERY"),
		deal.rpc().nudge(by),
		deal.rpc().receive(by, { ...deal.delivery("first"), open: null }),
	]);
	for (const answer of answers) expect(answer).toMatchObject({ type: "refused", refusal: { code: "not-found" } });
	expect(await deal.sql("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'")).toEqual([]);
	expect(await deal.alarm()).toBeNull();
});

test("[EV2] a signature says who somebody is; a mail that says less takes nothing away, and another word replaces it", async () => {
	standStill();
	const deal = testDeal(await newTenant("card"));
	const signed = async (source: string, says: { title?: string; phone?: string; company?: string } | null) => {
		const delivery = deal.delivery(source, { text: `Thank you.\n\n${source}` });
		const nothing = { start: 0, end: 1, name: null, title: null, phone: null, company: null };
		const signature = says === null ? {} : { signature: { ...nothing, ...says } };
		await deal.rpc().receive(deal.by(), { ...delivery, record: { ...delivery.record, ...signature } });
		const [contact] = (await deal.read()).contacts;
		return contact;
	};
	expect(await signed("one", null)).toMatchObject({ title: null, phone: null, company: null });
	const full = { title: "Head of Operations", phone: "+47 555 01 234", company: "Brightfen Mobile" };
	expect(await signed("two", full)).toMatchObject({ name: "Mara Ellingsen", ...full });
	expect(await signed("three", null)).toMatchObject(full);
	expect(await signed("four", { title: "COO" })).toMatchObject({ ...full, title: "COO" });
	await expectReplays(deal);
});

test("[EV2] somebody whose mail has no name keeps the one that is known, and what their signature said", async () => {
	standStill();
	const deal = testDeal(await newTenant("card"));
	const delivery = deal.delivery("one");
	const signature = { start: 0, end: 1, name: null, title: "COO", phone: null, company: null };
	await deal.rpc().receive(deal.by(), { ...delivery, record: { ...delivery.record, signature } });
	await deal.receive("two", { from: { address: "mara.ellingsen@brightfen.example", name: " " } });
	expect((await deal.read()).contacts).toMatchObject([{ name: "Mara Ellingsen", title: "COO" }]);
});

const OURS = { kind: "email", author: "us", contact: null } as const;

test("[S2-04] a deal that is nobody's is given to the first of ours who writes, speaks or is written to, once", async () => {
	standStill();
	const at = await newTenant("receive");
	const deal = testDeal(at);
	const open = { name: "Brightfen Mobile", region: "emea", rep: null } as const;
	const bring = (name: string, rep: string | null) =>
		deal.rpc().receive(deal.by(), { ...deal.delivery(name), open, rep: rep === null ? null : UserId.parse(rep) });
	await bring("one", null);
	expect((await deal.read()).rep).toBeNull();
	await bring("two", "sam");
	expect((await deal.read()).rep).toBe("sam");
	await bring("three", "lena");
	expect((await deal.read()).rep).toBe("sam");
	await expectReplays(deal);
});

test("[SE6] those whom a mail names become contacts, keep the card of their own mail, and get the answer in copy", async () => {
	standStill();
	const at = await newTenant("receive");
	giveSmallCrew(at);
	const deal = testDeal(at);
	const card = { address: "jonas.petrie@brightfen.example", name: "Jonas Petrie" };
	const others = [{ contact: at.contact(card.address), card }];
	const mail = deal.delivery("one");
	await deal.rpc().receive(deal.by(), { ...mail, others, record: { ...mail.record, addressees: [card] } });
	expect((await deal.read()).contacts.map(({ name }) => name).sort()).toEqual(["Jonas Petrie", "Mara Ellingsen"]);
	await deal.receive("two", { from: { ...card, name: "J. Petrie" } });
	await deal.rpc().receive(deal.by(), { ...deal.delivery("three"), others });
	expect((await deal.read()).contacts.map(({ name }) => name).sort()).toEqual(["J. Petrie", "Mara Ellingsen"]);
	await expectReplays(deal);
});

test("[SE7] a mail of ours to the same people closes the untouched draft, and nothing of before waits for an answer", async () => {
	const clock = standStill();
	const at = await newTenant("receive");
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("one");
	await openDraft(deal);
	const to = [at.contact("mara.ellingsen@brightfen.example")];
	clock.advance(1_000);
	await deal.rpc().receive(deal.by(), { ...deal.delivery("ours"), ...OURS, to: [at.contact("x@y.example")] });
	expect((await deal.read()).approvals).toHaveLength(1);
	await deal.rpc().receive(deal.by(), { ...deal.delivery("ours again"), ...OURS, to });
	const drafts = (await deal.read()).approvals.filter(({ by }) => by.type === "agent");
	expect(drafts.filter(({ signal }) => signal === deal.delivery("one").signal)).toEqual([]);
	await expectReplays(deal);
});
