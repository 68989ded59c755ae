import { expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { openDraft, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { SignalRow } from "#knowledge/core/contract/signal.ts";
import type { DealId, SignalId } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { client, json } from "#workers/testing/api.setup.ts";
import { replyAddress } from "./mail/reply-address.ts";

const DESK = "Care desk licences for the north";
const FIELD = "Field dispatch pilot in Bergen";
const MARA = "mara.ellingsen@brightfen.example";
const INDEX = "AdsoR3kq1dB0bG0WQ2qk7t9xq1v0Aw==";

type Letter = {
	readonly from?: string;
	readonly to?: string;
	readonly subject?: string;
	readonly headers?: readonly string[];
};

async function fresh() {
	const clock = standStill();
	const at = await newTenant("thread");
	giveSmallCrew(at);
	const api = await client(at);
	const inbox = testInbox(at);
	let count = 0;
	/** Hands a mail in and brings it to its deal; its id is one that nobody has seen. */
	const send = async ({
		from = MARA,
		to = at.mailbox,
		subject = DESK,
		headers = [],
	}: Letter = {}): Promise<SignalRow> => {
		const n = ++count;
		const raw = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <rewritten-${n}@gateway.example>`];
		// A key lasts a day, and some of these mails come months later.
		const response = await (await client(at)).send("signals/email", {
			method: "POST",
			body: [...raw, ...headers, "", `Mail number ${n}: what would 85 seats cost?`].join("\r\n"),
			headers: { "content-type": "message/rfc822" },
		});
		const { signal }: { signal: SignalId } = await response.json();
		await inbox.sweep();
		return expectDone(await inbox.rpc().get(at.call(), signal));
	};
	const newDeal = async (name: string): Promise<DealId> => {
		const made = await api.send("deals", json({ name, region: "emea" }));
		return ((await made.json()) as { id: DealId }).id;
	};
	return { clock, at, api, inbox, send, newDeal };
}

/** Two deals of one company: Mara wrote in one, and Jonas answered in the other, which a person had opened. */
async function twoDeals() {
	const all = await fresh();
	const { at, send, newDeal } = all;
	const { deal: desk } = await send({ subject: DESK });
	const field = await newDeal("Field");
	const to = await replyAddress({ mailbox: at.mailbox, deal: field, secret: at.replySecret });
	const answer = await send({ from: "jonas.petrie@brightfen.example", to, subject: FIELD });
	expect(answer).toMatchObject({ deal: field, state: "delivered" });
	return { ...all, desk, field };
}

test("[RS5] an answer whose ids were rewritten finds its deal by subject, where the company has several", async () => {
	const { send, desk, field } = await twoDeals();
	expect(desk).not.toBe(field);
	for (const [subject, deal] of [
		[`Re: ${DESK}`, desk],
		[`AW: [EXTERNAL] ${DESK}`, desk],
		[`回复：${FIELD} [Ticket#48213]`, field],
		[`RE: Re: ${FIELD}`, field],
	] as const) {
		const row = await send({ subject, from: "new.colleague@brightfen.example" });
		expect(row, subject).toMatchObject({ state: "delivered", deal, reason: "found by subject" });
	}
	const unknownIds = ["In-Reply-To: <lost@elsewhere.example>", "References: <gone@elsewhere.example>"];
	expect(await send({ subject: FIELD, headers: unknownIds })).toMatchObject({
		deal: field,
		reason: "found by subject",
	});
});

test.each([
	["a subject that nobody used", `Re: Something else about the fjord`],
	["a subject that everybody uses", "Re: Hello"],
	["no subject", "Re:"],
	["the same subject on a mail that answers nothing", DESK],
])("[RS5] of a company with two deals, %s leaves the mail to a person", async (_what, subject) => {
	const { send } = await twoDeals();
	const row = await send({ subject, from: "new.colleague@brightfen.example" });
	expect(row).toMatchObject({ state: "unassigned", deal: null, reason: "2 open deals fit by domain" });
});

test("[RS5] a stranger's domain under the same subject is no clue, nor is another address at a provider for everyone", async () => {
	const { send, desk } = await twoDeals();
	const forged = await send({ subject: `Re: ${DESK}`, from: "mara.ellingsen@brightfen-example.example" });
	expect(forged).toMatchObject({ reason: "opened a new deal" });
	expect(forged.deal).not.toBe(desk);
	const private1 = await send({ subject: "Wedding of the century", from: "ana@gmail.com" });
	const private2 = await send({ subject: "Re: Wedding of the century", from: "bo@gmail.com" });
	expect(private2).toMatchObject({ reason: "opened a new deal" });
	expect(private2.deal).not.toBe(private1.deal);
});

test("[RS5] a subject wears off after 90 days, unless it is used", async () => {
	const { clock, send, desk } = await twoDeals();
	const colleague = { from: "new.colleague@brightfen.example" };
	clock.advance(90 * DAY_MS - 1);
	expect(await send({ subject: `Re: ${DESK}`, from: MARA })).toMatchObject({ deal: desk, reason: "found by subject" });
	clock.advance(1);
	expect(await send({ ...colleague, subject: `Re: ${FIELD}` })).toMatchObject({ state: "unassigned" });
	expect(await send({ ...colleague, subject: `Re: ${DESK}` })).toMatchObject({
		deal: desk,
		reason: "found by subject",
	});
});

test("[RS2] one subject in two deals of a company is left to a person", async () => {
	const { at, inbox, send, field } = await twoDeals();
	const to = await replyAddress({ mailbox: at.mailbox, deal: field, secret: at.replySecret });
	await send({ to, subject: `Re: ${DESK}` });
	const row = await send({ subject: `Re: ${DESK}` });
	expect(row).toMatchObject({ state: "unassigned", reason: "2 open deals fit by subject" });
	expect(await inbox.sql("SELECT kind, clue FROM recent_clues WHERE clue LIKE '%care%'")).toEqual([]);
});

test("[RS1] Outlook's index finds the deal where ids and subject are gone, also from another company", async () => {
	const { send } = await twoDeals();
	const first = await send({ from: "ana@third.example", subject: "Ours", headers: [`Thread-Index: ${INDEX}`] });
	const longer = btoa(`${atob(INDEX)}\u0001\u0002\u0003\u0004\u0005`);
	const row = await send({
		from: "lawyer@fourth.example",
		subject: "Quite another",
		headers: [`Thread-Index: ${longer}`],
	});
	expect(row).toMatchObject({ deal: first.deal, reason: "found by conversation" });
});

test("[RS5] the topic of a conversation stands in for a subject that was changed", async () => {
	const { send, field } = await twoDeals();
	const headers = [`Thread-Topic: ${FIELD}`, "In-Reply-To: <lost@elsewhere.example>"];
	expect(await send({ subject: "Bergen!", headers })).toMatchObject({ deal: field, reason: "found by subject" });
});

/** Approves the draft of a deal, so that one mail of ours left; answers its id. */
async function sendOurs(at: TestTenant, clock: Clock, signal: SignalId): Promise<{ id: string; subject: string }> {
	const sink = startSink("keyed");
	const deal = testDeal(at, signal);
	await deal.approve(await openDraft(deal), at.human);
	await deal.settle(clock);
	expect(sink.delivered).toHaveLength(1);
	const [sent] = await deal.outbox();
	return { id: `${sent?.key.slice(0, 40)}@${at.mailbox.split("@")[1]}`, subject: sent?.subject ?? "" };
}

test("[RS1] an id of ours that somebody's help desk copied finds the deal; a made-up one does not", async () => {
	const { clock, at, send } = await fresh();
	const first = await send({});
	const ours = await sendOurs(at, clock, first.signal);
	const helpDesk = { from: "no-reply@desk.example", subject: "Request received" };
	const copied = await send({ ...helpDesk, headers: [`X-Original-Message-ID: <${ours.id}>`] });
	expect(copied).toMatchObject({ deal: first.deal, reason: "found by conversation" });
	const made = await send({
		from: "x@fifth.example",
		headers: [`X-Ref: <${"0".repeat(40)}@${at.mailbox.split("@")[1]}>`],
	});
	expect(made.deal).not.toBe(first.deal);
});

test("[RS5] what we wrote under a subject of our own finds its deal when it is answered without ids", async () => {
	const { clock, at, send } = await twoDeals();
	const first = await send({ from: "ana@third.example", subject: "Seats for the harbour office" });
	const ours = await sendOurs(at, clock, first.signal);
	expect(ours.subject).toMatch(/harbour office/);
	const answer = await send({ from: "colleague@third.example", subject: `SV: ${ours.subject}` });
	expect(answer).toMatchObject({ deal: first.deal, reason: "found by subject" });
});

test("[RS1] what one of us wrote, from a mailbox or an address of their own, finds the deal of whom it went to", async () => {
	const { at, send, desk } = await twoDeals();
	for (const from of [at.mailbox, `Sam <sam@${at.tenant}.example>`]) {
		const ours = { from, subject: "Something of ours" };
		expect(await send({ ...ours, to: MARA })).toMatchObject({ author: "us", deal: desk, reason: "found by contact" });
		const both = `${MARA}, jonas.petrie@brightfen.example`;
		expect(await send({ ...ours, to: both })).toMatchObject({
			state: "unassigned",
			reason: "2 open deals fit by contact",
		});
		expect(await send({ ...ours, to: "otto@elsewhere.example" })).toMatchObject({ author: "us", state: "unassigned" });
	}
	// Whom we copied has no part in the deal by that alone.
	await send({ from: at.mailbox, to: `${MARA}, eve@sixth.example`, subject: `Re: ${DESK}` });
	const eve = await send({ from: "eve@sixth.example", subject: `Re: ${DESK}` });
	expect(eve).toMatchObject({ reason: "opened a new deal" });
	expect(eve.deal).not.toBe(desk);
});
