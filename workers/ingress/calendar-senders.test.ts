import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { asToday, client, mailOf } from "#workers/testing/api.setup.ts";

const EVE = "eve@elsewhere.example";
const MACHINE = "Auto-Submitted: auto-generated";

type Sent = {
	readonly from: string;
	readonly organizer: string;
	readonly guests?: readonly string[];
	readonly headers?: readonly string[];
	readonly uid?: string;
	readonly method?: string;
	readonly to?: string;
};

async function fresh() {
	standStill();
	const at = await newTenant("senders");
	giveSmallCrew(at);
	const api = await client(at);
	const inbox = testInbox(at);
	let count = 0;
	/** Hands in a mail with a calendar; answers all signals, newest first. */
	const send = async ({ from, organizer, guests = [], headers = [], uid = "u-1", method = "REQUEST", to }: Sent) => {
		const lines = [
			`From: ${from}`,
			`To: ${to ?? at.mailbox}`,
			"Subject: Kick-off",
			`Message-ID: <sent-${++count}@mail.example>`,
			...headers,
			'Content-Type: multipart/mixed; boundary="b"',
			"",
			"--b",
			"Content-Type: text/plain",
			"",
			`Please join us, number ${count}. What would 85 seats cost?`,
			"--b",
			"Content-Type: text/calendar; charset=utf-8",
			"",
			"BEGIN:VCALENDAR",
			`METHOD:${method}`,
			"BEGIN:VEVENT",
			`UID:${uid}`,
			"SUMMARY:Sign the contract of Eve",
			`ORGANIZER:mailto:${organizer}`,
			...guests.map((guest) => `ATTENDEE:mailto:${guest}`),
			"DTSTART:20261006T130000Z",
			"END:VEVENT",
			"END:VCALENDAR",
			"--b--",
			"",
		];
		await api.send("signals/email", {
			method: "POST",
			body: asToday(lines.join("\r\n")),
			headers: { "content-type": "message/rfc822" },
		});
		await inbox.sweep();
		return inbox.list();
	};
	const mailOfMara = async () => {
		await api.mail("mara");
		await inbox.sweep();
		const [row] = await inbox.list();
		return row?.deal;
	};
	const plain = async (from: string, name: string) => {
		const body = mailOf(at, name).replace(/^From: .*$/m, `From: ${from}`);
		await api.send("signals/email", { method: "POST", body, headers: { "content-type": "message/rfc822" } });
		await inbox.sweep();
		return (await inbox.list())[0];
	};
	return { at, inbox, send, mailOfMara, plain };
}

test.each([
	["is our rep's and invites a customer", (rep: string) => ({ organizer: rep, guests: [MARA.address] })],
	["is the customer's", (rep: string) => ({ organizer: MARA.address, guests: [rep] })],
	["is the customer's colleague's", () => ({ organizer: "ceo@brightfen.example" })],
	["is the customer's answer", (rep: string) => ({ organizer: rep, guests: [MARA.address], method: "REPLY" })],
] as const)("[CAL5] a stranger's machine sends a meeting that %s: it reaches no deal of theirs", async (_what, by) => {
	const { at, send, mailOfMara } = await fresh();
	const deal = await mailOfMara();
	for (const organizedBy of [at.mailbox, `sam@${at.tenant}.example`]) {
		const [meeting, letter] = await send({ ...by(organizedBy), from: EVE, headers: [MACHINE], uid: organizedBy });
		expect(letter).toMatchObject({ kind: "email", state: "refused" });
		expect(meeting).toMatchObject({ kind: "calendar", author: "buyer", from: EVE, state: "unassigned", deal: null });
	}
	expect(deal).toEqual(expect.any(String));
});

test("[CAL5] a stranger's own mail with such a meeting stays in the stranger's deal, and is nobody else's words", async () => {
	const { at, send, mailOfMara } = await fresh();
	const deal = await mailOfMara();
	const [meeting, letter] = await send({ from: EVE, organizer: at.mailbox, guests: [MARA.address] });
	expect(letter).toMatchObject({ kind: "email", reason: "opened a new deal" });
	expect(meeting).toMatchObject({ author: "buyer", from: EVE, deal: letter?.deal, reason: "found by companion" });
	expect(letter?.deal).not.toBe(deal);
});

test("[CAL5] an organizer who is not the sender teaches nothing", async () => {
	const { inbox, send, plain } = await fresh();
	await send({ from: EVE, organizer: "ceo@bigcorp.example" });
	const bigcorp = await plain("buyer@bigcorp.example", "bigcorp");
	expect(bigcorp).toMatchObject({ reason: "opened a new deal" });
	const ceo = await plain("ceo@bigcorp.example", "ceo");
	expect(ceo).toMatchObject({ deal: bigcorp?.deal });
	expect(await inbox.sql("SELECT deal FROM clues WHERE kind = 'domain'")).toHaveLength(2);
});

test("[CAL5] a meeting that somebody passed on does not take the place of the organizer's own", async () => {
	const { send, mailOfMara } = await fresh();
	const deal = await mailOfMara();
	await send({ from: EVE, organizer: MARA.address, headers: [MACHINE] });
	const [meeting] = await send({ from: MARA.address, organizer: MARA.address, headers: [MACHINE] });
	expect(meeting).toMatchObject({ kind: "calendar", from: MARA.address, deal, state: "delivered" });
});

test("[CAL5] a calendar program that writes for a buyer brings the meeting to the deal of the buyer or of the thread", async () => {
	const { send, mailOfMara } = await fresh();
	const deal = await mailOfMara();
	const [byContact] = await send({ from: MARA.address, organizer: MARA.address, headers: [MACHINE] });
	expect(byContact).toMatchObject({ kind: "calendar", deal, reason: "found by contact", state: "delivered" });
	const answers = [MACHINE, "In-Reply-To: <mara@brightfen.example>"];
	const [byThread] = await send({
		from: "mara@private.example",
		organizer: "x@y.example",
		headers: answers,
		uid: "u-2",
	});
	expect(byThread).toMatchObject({ kind: "calendar", deal, reason: "found by thread", state: "delivered" });
});

test("[CAL5] what we send is ours, whoever organizes it, and finds the deal of whom we invite; by machine, of whom we write to", async () => {
	const { at, send, mailOfMara } = await fresh();
	const deal = await mailOfMara();
	const from = `sam@${at.tenant}.example`;
	const [invited] = await send({ from, organizer: from, guests: [MARA.address] });
	expect(invited).toMatchObject({ kind: "calendar", author: "us", deal, reason: "found by contact" });
	const [forwarded] = await send({ from, organizer: MARA.address, uid: "u-2" });
	expect(forwarded).toMatchObject({ kind: "calendar", author: "us", from, deal, reason: "found by contact" });
	const machine = { from, organizer: from, guests: [MARA.address], headers: [MACHINE] };
	expect((await send({ ...machine, uid: "u-3" }))[0]).toMatchObject({ author: "us", state: "unassigned" });
	expect((await send({ ...machine, uid: "u-4", to: MARA.address }))[0]).toMatchObject({ author: "us", deal });
});
