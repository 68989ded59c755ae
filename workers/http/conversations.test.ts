import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { testDeal } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { bodyText } from "#durable-objects/testing/sealed.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import type { DealId, SignalId } from "#knowledge/core/vocabulary/ids.ts";
import { rawSignalKey } from "#knowledge/core/vocabulary/ids.ts";
import { CHAT_MESSAGES_MAX, TRANSCRIPT_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { asToday, client, json } from "#workers/testing/api.setup.ts";

const MARA = "mara.ellingsen@brightfen.example";
const CALL = [
	"WEBVTT",
	"",
	"00:00:01.000 --> 00:00:04.000",
	"<v Sam Okafor>Hi Mara, how many seats do you need?</v>",
	"",
	"00:00:04.500 --> 00:00:08.000",
	"<v Mara Ellingsen>We need 85 seats,</v>",
	"",
	"00:00:08.000 --> 00:00:12.000",
	"<v Mara Ellingsen>and the budget is EUR 140,000.</v>",
	"",
].join("\n");
const CHAT = {
	platform: "teams",
	channel: "brightfen",
	messages: [
		{ from: { name: "Sam Okafor" }, at: "2026-10-06T13:00:00Z", text: "Did you see the offer?" },
		{ id: "2", from: { name: "Mara Ellingsen", address: MARA }, at: "2026-10-06T13:01:00Z", text: "Yes.\nTwo points:" },
		{
			id: "3",
			from: { name: "Mara Ellingsen", address: MARA },
			at: "2026-10-06T13:02:00Z",
			text: "Sam Okafor: I give 90%",
		},
	],
};

async function fresh() {
	const clock = standStill();
	const at = await newTenant("talk");
	giveSmallCrew(at);
	const api = await client(at);
	const inbox = testInbox(at);
	type Answer = { signal: SignalId; duplicate: boolean; state: string; deal: DealId | null; detail?: string };
	const transcript = async (
		body: string | Uint8Array,
		{
			query = `contact=${MARA}&contactName=Mara%20Ellingsen`,
			type = "text/vtt",
			key,
		}: { query?: string; type?: string; key?: string } = {},
	) => {
		const headers = { "content-type": type, ...(key === undefined ? {} : { "idempotency-key": key }) };
		const response = await api.send(`signals/transcript?${asToday(query)}`, {
			method: "POST",
			body: body as string,
			headers,
		});
		return { status: response.status, body: (await response.json()) as Answer };
	};
	const chat = async (body: unknown, key?: string) => {
		const sent = json(JSON.parse(asToday(JSON.stringify(body))));
		const response = await api.send("signals/chat", {
			...sent,
			headers: { ...sent.headers, ...(key === undefined ? {} : { "idempotency-key": key }) },
		});
		return { status: response.status, body: (await response.json()) as Answer };
	};
	const source = async (signal: SignalId) => {
		await inbox.sweep();
		const row = expectDone(await inbox.rpc().get(at.call(), signal));
		if (!row.deal) throw new Error(`not in a deal: ${row.reason}`);
		const response = await api.send(`deals/${row.deal}/signals/${signal}`);
		return {
			row,
			source: (await response.json()) as Record<string, never> & { text: string; turns: Turn[]; visible: Turn[] },
		};
	};
	return { clock, at, api, inbox, transcript, chat, source };
}
type Turn = { start: number; end: number; speaker: string; side: string };

test("[TRN1] a call becomes one signal: a line a turn, whose words are whose, the buyer's alone are visible", async () => {
	const { at, transcript, source } = await fresh();
	const posted = await transcript(CALL, {
		query: `contact=${MARA}&contactName=Mara%20Ellingsen&subject=Call&heldAt=2026-10-06T13:00:00Z`,
	});
	expect(posted).toMatchObject({ status: 202, body: { duplicate: false, state: "accepted" } });
	const { row, source: view } = await source(posted.body.signal);
	expect(row).toMatchObject({
		kind: "transcript",
		author: "buyer",
		subject: "Call",
		from: MARA,
		reason: "opened a new deal",
	});
	expect(view.text).toBe(
		"Sam Okafor: Hi Mara, how many seats do you need?\nMara Ellingsen: We need 85 seats, and the budget is EUR 140,000.",
	);
	expect(view.turns.map(({ start, end, speaker, side }) => [view.text.slice(start, end), speaker, side])).toEqual([
		["Hi Mara, how many seats do you need?", "Sam Okafor", "us"],
		["We need 85 seats, and the budget is EUR 140,000.", "Mara Ellingsen", "buyer"],
	]);
	expect(view.visible).toEqual([{ start: view.turns[1]?.start, end: view.turns[1]?.end }]);
	expect(await bodyText(at, rawSignalKey(at.tenant, posted.body.signal))).toBe(CALL);
});

test("[TRN1] a call with nobody of the buyer's is ours, and belongs to the deal that it names", async () => {
	const { api, transcript, source } = await fresh();
	const made = (await (await api.send("deals", json({ name: "Brightfen", region: "emea" }))).json()) as { id: DealId };
	const posted = await transcript("Sam: Nobody came.\nNadia Brandt: Again.", {
		query: `deal=${made.id}`,
		type: "text/plain",
	});
	const { row, source: view } = await source(posted.body.signal);
	expect(row).toMatchObject({ author: "us", deal: made.id });
	expect(view.visible).toEqual([]);
	const other = await transcript(CALL, { query: `deal=d-${"a".repeat(20)}` });
	expect(other).toMatchObject({ status: 422, body: { detail: "/query/deal: there is no such deal" } });
});

test.each([
	["application/x-subrip", "1\n00:00:01,000 --> 00:00:02,000\nMara: Yes.\n"],
	["text/plain; charset=utf-8", "[00:01] Mara: Yes."],
	["text/plain", `\uFEFF${CALL}`],
	["text/plain", "1\n00:00:01,000 --> 00:00:02,000\nMara: Yes.\n"],
])("[TRN1] %s is taken", async (type, body) => {
	const { transcript, source } = await fresh();
	const posted = await transcript(body, { type });
	expect(posted.status).toBe(202);
	expect((await source(posted.body.signal)).source.text).toMatch(/Mara/);
});

test.each([
	["text/vtt", `${CALL}\nwords that fell out\nof a cue\n`, 422, "line 12: a cue without a time"],
	["text/vtt", "WEBVTT\n", 422, "line 1: there is no cue"],
	["text/vtt", "", 422, "line 1: a WebVTT file begins with WEBVTT"],
	["application/json", "{}", 415, "text/vtt, application/x-subrip, text/plain"],
	["text/plain", `Mara: ${"x".repeat(TRANSCRIPT_BYTES_MAX - 5)}`, 413, "a transcript has at most"],
	["text/plain", `Mara: ${"x ".repeat(TRANSCRIPT_BYTES_MAX / 2 - 3)}`, 202, null],
])("[TRN2] %s of %j…: %i, and why", async (type, body, status, detail) => {
	const { inbox, transcript } = await fresh();
	const answered = await transcript(body, { type });
	expect(answered.status).toBe(status);
	expect(await inbox.list()).toHaveLength(status === 202 ? 1 : 0);
	if (detail !== null) expect(Problem.parse(answered.body).detail).toContain(detail);
});

test.each([
	["", "/query/deal or /query/contact"],
	["subject=Call", "/query/deal or /query/contact"],
	[`contact=${MARA}&heldAt=1800-01-01T00:00:00Z`, "/query/heldAt"],
	[`contact=${MARA}&heldAt=9999-12-31T00:00:00Z`, "/query/heldAt"],
])("[TRN4] a call with ?%s is declined by name, and nothing is stored", async (query, named) => {
	const { inbox, transcript } = await fresh();
	const { status, body } = await transcript(CALL, { query });
	expect(status).toBe(422);
	expect(Problem.parse(body).detail).toContain(named);
	expect(await inbox.list()).toEqual([]);
});

test("[API] a query that is given twice is named, and neither is taken", async () => {
	const { inbox, transcript } = await fresh();
	const { status, body } = await transcript(CALL, { query: `contact=${MARA}&contact=jonas@brightfen.example` });
	expect(status).toBe(400);
	expect(Problem.parse(body).errors).toEqual([{ path: "/query/contact", detail: "is given more than once" }]);
	expect(await inbox.list()).toEqual([]);
});

test("[MAIL3] whoever speaks or writes has a name that can be seen whole, and words as they came", async () => {
	const { chat, source, transcript } = await fresh();
	const spoken = await transcript(CALL.replaceAll("<v Sam Okafor>", "<v Sam\u200B Oka\u2060for>"), {
		query: `contact=${MARA}&contactName=${encodeURIComponent("Mara\u202E Ellingsen")}&subject=${encodeURIComponent("Ca\u2066ll")}`,
	});
	const { row, source: call } = await source(spoken.body.signal);
	expect(row.subject).toBe("Call");
	expect(call.turns.map(({ speaker, side }) => [speaker, side])).toEqual([
		["Sam Okafor", "us"],
		["Mara Ellingsen", "buyer"],
	]);
	const [, second] = CHAT.messages;
	const written = await chat({ ...CHAT, messages: [{ ...second, from: { name: "Ma\u202Era", address: MARA } }] });
	expect((await source(written.body.signal)).source.text).toMatch(/^Mara: /);
	const unnamed = await chat({ ...CHAT, messages: [{ ...second, from: { name: "\u202E", address: MARA } }] });
	expect((await source(unnamed.body.signal)).source.text).toMatch(/^mara\.ellingsen@/);
});

test.each(["heldAt=yesterday", "contact=nobody", "deal=d-1", "tenant=x"])(
	"[TRN2] a query of %s is named",
	async (query) => {
		const { transcript } = await fresh();
		const { status, body } = await transcript(CALL, { query });
		expect(status).toBe(400);
		expect(Problem.parse(body).errors).toMatchObject([{ path: `/query/${query.split("=")[0]}` }]);
	},
);

test("[TRN3] one Idempotency-Key is one call; without one the same within ten minutes is one, and nothing is left behind", async () => {
	const { at, clock, inbox, transcript } = await fresh();
	const first = await transcript(CALL, { key: "k-1" });
	expect(await transcript(CALL, { key: "k-1" })).toEqual(first);
	const declined = await transcript(CALL.replace("85", "90"), { key: "k-1" });
	expect(declined).toMatchObject({ status: 422, body: { detail: expect.stringContaining("Idempotency-Key") } });
	expect(await bodyText(at, rawSignalKey(at.tenant, first.body.signal))).toBe(CALL);

	clock.advance(10 * MINUTE_MS);
	const unnamed = await transcript(CALL);
	clock.advance(10 * MINUTE_MS - 1);
	expect((await transcript(CALL)).body).toMatchObject({ duplicate: true, signal: unnamed.body.signal });
	expect((await transcript(CALL, { query: `contact=${MARA}&subject=Other` })).body).toMatchObject({ duplicate: false });
	clock.advance(1);
	const later = await transcript(CALL);
	expect(later.body).toMatchObject({ duplicate: false });
	expect(await inbox.list()).toHaveLength(4);
	const bodies = await env.BODIES.list({ prefix: `t/${at.tenant}/` });
	expect(bodies.objects).toHaveLength(4);
});

test("[CHT1] a chat becomes one signal, a turn a message, and its first buyer with an address is its contact", async () => {
	const { chat, source } = await fresh();
	const posted = await chat(CHAT);
	expect(posted).toMatchObject({ status: 202, body: { duplicate: false } });
	const { row, source: view } = await source(posted.body.signal);
	expect(row).toMatchObject({ kind: "chat", author: "buyer", subject: "teams: brightfen", from: MARA });
	expect(view.text).toBe(
		"Sam Okafor: Did you see the offer?\nMara Ellingsen: Yes. Two points:\nMara Ellingsen: Sam Okafor: I give 90%",
	);
	expect(view.turns.map(({ side }) => side)).toEqual(["us", "buyer", "buyer"]);
	expect(view.visible).toHaveLength(2);
});

test("[CHT1] an address tells whose words they are, whatever name is put to them", async () => {
	const { at, chat, source } = await fresh();
	const message = (name: string, address: string | undefined, text: string) => ({
		from: { name, ...(address ? { address } : {}) },
		at: "2026-10-06T13:00:00Z",
		text,
	});
	const posted = await chat({
		platform: "slack",
		contact: { address: MARA },
		messages: [
			message("Sam Okafor", "sam.okafor@brightfen.example", "I am not Sam."),
			message("somebody", `sam@${at.tenant}.example`, "I am."),
			message("Sales", at.mailbox, "So are we."),
			message("new colleague", `kim@${at.tenant}.example`, "Me too."),
			message("", MARA, "Who are you all?"),
		],
	});
	const { source: view } = await source(posted.body.signal);
	expect(view.turns.map(({ speaker, side }) => [speaker, side])).toEqual([
		["Sam Okafor", "buyer"],
		["somebody", "us"],
		["Sales", "us"],
		["new colleague", "us"],
		[MARA, "buyer"],
	]);
});

test.each([
	[{ ...CHAT, messages: [] }, 400],
	[{ ...CHAT, messages: Array(CHAT_MESSAGES_MAX).fill(CHAT.messages[1]) }, 202],
	[{ ...CHAT, messages: Array(CHAT_MESSAGES_MAX + 1).fill(CHAT.messages[1]) }, 400],
	[{ ...CHAT, messages: [{ ...CHAT.messages[1], text: " \n " }] }, 422],
	[{ ...CHAT, messages: [{ ...CHAT.messages[1], at: "now" }] }, 400],
	[{ ...CHAT, messages: [CHAT.messages[0], { ...CHAT.messages[1], at: "1970-01-01T00:00:00Z" }] }, 422],
	[{ ...CHAT, messages: [CHAT.messages[0], { ...CHAT.messages[1], at: "9999-12-31T00:00:00Z" }] }, 422],
	[{ ...CHAT, platform: " " }, 400],
	[{ ...CHAT, deal: `d-${"a".repeat(20)}` }, 422],
])("[CHT2] a chat of the wrong form or size is named and not stored: case %#", async (body, status) => {
	const { chat, inbox } = await fresh();
	expect((await chat(body)).status).toBe(status);
	expect(await inbox.list()).toHaveLength(status === 202 ? 1 : 0);
});

test("[CHT2] one Idempotency-Key is one chat, and the same within ten minutes is one", async () => {
	const { clock, chat, inbox } = await fresh();
	const first = await chat(CHAT, "k-1");
	expect(first.body).toMatchObject({ duplicate: false });
	expect(await chat(CHAT, "k-1")).toEqual(first);
	expect((await chat({ ...CHAT, channel: "other" }, "k-1")).status).toBe(422);
	clock.advance(10 * MINUTE_MS);
	expect((await chat(CHAT)).body).toMatchObject({ duplicate: false });
	expect((await chat(CHAT)).body).toMatchObject({ duplicate: true });
	clock.advance(10 * MINUTE_MS);
	expect((await chat(CHAT)).body).toMatchObject({ duplicate: false });
	expect(await inbox.list()).toHaveLength(3);
});

test("[TRN1] a call works on its deal as a mail does, and its deal can be read back", async () => {
	const { at, clock, inbox, transcript } = await fresh();
	const posted = await transcript(CALL);
	await inbox.sweep();
	const deal = testDeal(at, posted.body.signal);
	await deal.settle(clock);
	expect((await deal.read()).counts).toMatchObject({ signals: 1, runs: 1 });
	expect((await deal.read()).contacts).toMatchObject([{ address: MARA, name: "Mara Ellingsen" }]);
});
