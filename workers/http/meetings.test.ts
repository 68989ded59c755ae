import { abortAllDurableObjects } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { crashAt } from "#durable-objects/platform/boundary.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { bodyText } from "#durable-objects/testing/sealed.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { type DealId, rawSignalKey, type SignalId } from "#knowledge/core/vocabulary/ids.ts";
import { CALENDAR_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { ask, asToday, client, json } from "#workers/testing/api.setup.ts";

type Options = {
	readonly method?: string;
	readonly uid?: string;
	readonly by?: string;
	readonly more?: readonly string[];
};

const calendar = ({ method = "REQUEST", uid = "u-1", by = MARA.address, more = [] }: Options = {}): string =>
	[
		"BEGIN:VCALENDAR",
		`METHOD:${method}`,
		"BEGIN:VEVENT",
		`UID:${uid}`,
		"SUMMARY:Kick-off",
		`ORGANIZER;CN=Mara Ellingsen:mailto:${by}`,
		"DTSTART:20261006T130000Z",
		"DTEND:20261006T140000Z",
		"DESCRIPTION:We need 85 seats.",
		...more,
		"END:VEVENT",
		"END:VCALENDAR",
		"",
	].join("\r\n");

const invitation = (at: TestTenant, name: string, file: string, headers: readonly string[] = []): string =>
	[
		`From: ${MARA.name} <${MARA.address}>`,
		`To: ${at.mailbox}`,
		"Subject: Kick-off",
		`Message-ID: <${name}@brightfen.example>`,
		...headers,
		'Content-Type: multipart/mixed; boundary="b"',
		"",
		"--b",
		"Content-Type: text/plain",
		"",
		"Please join us. What would 85 seats cost?",
		"--b",
		"Content-Type: text/calendar; method=REQUEST; charset=utf-8",
		"",
		file,
		"--b",
		"Content-Type: application/ics; name=invite.ics",
		"Content-Disposition: attachment; filename=invite.ics",
		"",
		file,
		"--b--",
		"",
	].join("\r\n");

async function fresh() {
	standStill();
	const at = await newTenant("meet");
	giveSmallCrew(at);
	const api = await client(at);
	const inbox = testInbox(at);
	type Answer = { signal: SignalId; duplicate: boolean; state: string; deal: DealId | null; detail?: string };
	const post = async (body: string, { path = "signals/calendar", type = "text/calendar", key = "" } = {}) => {
		const headers = { "content-type": type, ...(key === "" ? {} : { "idempotency-key": key }) };
		const response = await api.send(path, { method: "POST", body: asToday(body), headers });
		return { status: response.status, body: (await response.json()) as Answer };
	};
	const mail = (raw: string) => post(raw, { path: "signals/email", type: "message/rfc822" });
	/** Newest first, after everything was brought where it goes. */
	const rows = async () => {
		await inbox.sweep();
		return inbox.list();
	};
	return { at, api, inbox, post, mail, rows };
}

test("[CAL3] a mail with an invitation is two signals, stored before the answer, and both go to one deal", async () => {
	const { at, api, inbox, mail, rows } = await fresh();
	const posted = await mail(invitation(at, "one", calendar()));
	expect(posted).toMatchObject({ status: 202, body: { duplicate: false } });
	expect((await inbox.list()).map(({ kind, state }) => [kind, state])).toEqual([
		["calendar", "accepted"],
		["email", "accepted"],
	]);
	const [meeting, letter] = await rows();
	expect(letter).toMatchObject({ kind: "email", signal: posted.body.signal, reason: "opened a new deal" });
	expect(meeting).toMatchObject({
		kind: "calendar",
		author: "buyer",
		deal: letter?.deal,
		reason: "found by companion",
	});
	const source = await (await api.send(`deals/${letter?.deal}/signals/${meeting?.signal}`)).json();
	expect(source).toMatchObject({
		kind: "calendar",
		subject: "Kick-off",
		text: expect.stringContaining(asToday("When: 2026-10-06 13:00 to 14:00 UTC")),
		calendar: { uid: "u-1", startsAt: asToday("2026-10-06T13:00:00.000Z"), organizer: MARA.address, method: "request" },
	});
	const own = await (await api.send(`deals/${letter?.deal}/signals/${letter?.signal}`)).json();
	expect(own).toMatchObject({ attachments: [{ n: 1, type: "text/calendar", read: false }], calendar: null });
});

test("[CAL2] the invitation again, in another mail or by itself, is a duplicate; a changed one is a signal", async () => {
	const { at, inbox, mail, post } = await fresh();
	await mail(invitation(at, "one", calendar()));
	await mail(invitation(at, "two", calendar({ more: ["DTSTAMP:20260901T080000Z"] })));
	expect((await post(calendar())).body).toMatchObject({ duplicate: true });
	expect(await inbox.list()).toMatchObject([{ kind: "email" }, { kind: "calendar", duplicates: 2 }, { kind: "email" }]);
	expect((await post(calendar({ more: ["SEQUENCE:1"] }))).body).toMatchObject({ duplicate: false });
	expect((await post(calendar({ method: "CANCEL" }))).body).toMatchObject({ duplicate: false });
	expect((await mail(invitation(at, "one", calendar()))).body).toMatchObject({ duplicate: true });
	expect(await inbox.list()).toHaveLength(5);
});

test("[CAL3] a calendar's own machine may send the mail: the meeting finds its deal, and opens none", async () => {
	const { at, mail, rows } = await fresh();
	const machine = ["Auto-Submitted: auto-generated"];
	await mail(invitation(at, "stranger", calendar(), machine));
	expect(await rows()).toMatchObject([
		{ kind: "calendar", state: "unassigned", deal: null },
		{ kind: "email", state: "refused" },
	]);
	await mail(invitation(at, "known", calendar({ uid: "u-2" })));
	await mail(invitation(at, "machine", calendar({ uid: "u-3" }), machine));
	const [meeting, letter, , known] = await rows();
	expect(letter).toMatchObject({ state: "refused" });
	expect(meeting).toMatchObject({
		kind: "calendar",
		state: "delivered",
		deal: known?.deal,
		reason: "found by contact",
	});
});

test.each([
	["a report", ["Return-Path: <>"]],
	["a mail of our own", ["X-Agent-Army: 1"]],
])("[CAL3] %s brings no meeting", async (_what, headers) => {
	const { at, inbox, mail } = await fresh();
	await mail(invitation(at, "one", calendar(), headers));
	expect(await inbox.list()).toMatchObject([{ kind: "email", state: "refused" }]);
});

test("[CAL3] a calendar that cannot be read is an attachment, and the mail stands", async () => {
	const { at, mail, rows } = await fresh();
	await mail(invitation(at, "one", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"));
	await mail(invitation(at, "two", calendar().replace("20261006T130000Z", "99991006T130000Z")));
	expect(await rows()).toMatchObject([
		{ kind: "email", state: "delivered" },
		{ kind: "email", state: "delivered" },
	]);
});

test("[CAL3] a person assigns the mail, and what came with it goes along", async () => {
	const { at, inbox, mail, rows } = await fresh();
	await mail(invitation(at, "one", calendar({ by: "kim@elsewhere.example" }), ["List-Id: <l.example>"]));
	const [meeting, letter] = await rows();
	if (!meeting || !letter) throw new Error("both are there");
	expect([meeting.state, letter.state]).toEqual(["unassigned", "unassigned"]);
	expectDone(await inbox.rpc().assign(at.call(at.rep), letter.signal, null));
	expect(await rows()).toMatchObject([
		{ kind: "calendar", state: "delivered", deal: expect.any(String) },
		{ kind: "email", state: "delivered" },
	]);
	const [after, before] = await rows();
	expect(after?.deal).toBe(before?.deal);
});

test("[CAL4] a meeting by itself is a signal of its organizer's, and finds the deal of its people", async () => {
	const { at, post, rows } = await fresh();
	const first = await post(calendar());
	expect(first).toMatchObject({ status: 202, body: { duplicate: false, state: "accepted" } });
	const guests = [`ATTENDEE:mailto:${MARA.address}`, `ATTENDEE:mailto:${at.mailbox}`];
	await post(calendar({ uid: "u-2", by: at.mailbox, more: guests }));
	await post(
		calendar({ uid: "u-3", by: `sam@${at.tenant}.example`, more: ["ATTENDEE:mailto:otto@elsewhere.example"] }),
	);
	const [unknown, ours, theirs] = await rows();
	expect(theirs).toMatchObject({ author: "buyer", from: MARA.address, reason: "opened a new deal" });
	expect(ours).toMatchObject({ author: "us", deal: theirs?.deal, reason: "found by contact" });
	expect(unknown).toMatchObject({ author: "us", state: "unassigned" });
	expect(await bodyText(at, rawSignalKey(at.tenant, first.body.signal))).toBe(asToday(calendar()));
});

test.each(["CANCEL", "REPLY", "PUBLISH"])("[CAL4] a %s of a stranger's opens no deal", async (method) => {
	const { post, rows } = await fresh();
	await post(calendar({ method, more: [`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${MARA.address}`] }));
	expect(await rows()).toMatchObject([{ state: "unassigned" }]);
});

test("[CAL4] the deal that is named is the meeting's", async () => {
	const { api, post, rows } = await fresh();
	const made = (await (await api.send("deals", json({ name: "Brightfen", region: "emea" }))).json()) as { id: DealId };
	await post(calendar(), { path: `signals/calendar?deal=${made.id}` });
	expect(await rows()).toMatchObject([{ deal: made.id, state: "delivered" }]);
});

test("[CAL4] one Idempotency-Key is one meeting", async () => {
	const { inbox, post } = await fresh();
	const first = await post(calendar(), { key: "k-1" });
	expect(first.body).toMatchObject({ duplicate: false });
	expect(await post(calendar(), { key: "k-1" })).toEqual(first);
	const declined = await post(calendar({ uid: "u-2" }), { key: "k-1" });
	expect(declined.status).toBe(422);
	expect(Problem.parse(declined.body).detail).toContain("Idempotency-Key");
	expect((await post(calendar({ uid: "u-2" }), { key: "k-2" })).body).toMatchObject({ duplicate: false });
	expect(await inbox.list()).toHaveLength(2);
});

test.each([
	["", "text/calendar", 422, "line 1: there is no calendar"],
	["BEGIN:VCALENDAR\nEND:VCALENDAR", "text/calendar", 422, "line 1: there is no meeting in it"],
	[
		calendar().replace("END:VCALENDAR", "BEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR"),
		"text/calendar",
		422,
		"one meeting at a time",
	],
	[
		calendar({ more: [] }).replace("20261006T130000Z", "20269901T990000Z"),
		"text/calendar",
		422,
		"line 3: DTSTART: there is no such date",
	],
	[calendar().replace("DTEND:20261006", "DTEND:20261005"), "text/calendar", 422, "line 3: DTEND: "],
	[calendar(), "application/json", 415, "text/calendar"],
	["x".repeat(CALENDAR_BYTES_MAX + 1), "text/calendar", 413, "a calendar has at most"],
])("[CAL4] %j… as %s: %i, and why", async (body, type, status, detail) => {
	const { inbox, post } = await fresh();
	const answered = await post(body, { type });
	expect(answered.status).toBe(status);
	expect(Problem.parse(answered.body).detail).toContain(detail);
	expect(await inbox.list()).toEqual([]);
});

test("[REL1] a process that dies at any boundary while a mail with a meeting is taken in: sent again, all of it is there once", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	let total = 1;
	for (let n = 0; n <= total; n++) {
		const { at, mail, inbox } = await fresh();
		const passed: string[] = [];
		onTestFinished(() => crashAt(null));
		crashAt((name) => {
			passed.push(name);
			if (n > 0 && passed.length >= n) throw new Error(`crash at ${n}: ${name}`);
		});
		const first = await mail(invitation(at, "one", calendar())).catch(() => null);
		crashAt(null);
		if (n === 0) total = passed.length;
		await abortAllDurableObjects();
		const again = await mail(invitation(at, "one", calendar()));
		expect(again.status, passed[n - 1]).toBe(202);
		if (first?.status === 202) expect(again.body.duplicate, passed[n - 1]).toBe(true);
		await inbox.sweep();
		const rows = await inbox.list();
		expect(rows.map(({ kind, state }) => [kind, state]).sort(), passed[n - 1]).toEqual([
			["calendar", "delivered"],
			["email", "delivered"],
		]);
		expect(new Set(rows.map(({ deal }) => deal)).size).toBe(1);
		expect(await env.BODIES.head(`t/${at.tenant}/signals/${again.body.signal}/att/1`)).not.toBeNull();
	}
	expect(total).toBeGreaterThan(7);
}, 60_000);

const bytesOf = async (response: Response): Promise<string> => new TextDecoder().decode(await response.arrayBuffer());

const withFile = (
	at: TestTenant,
	name: string,
	{ file = "seats.csv", text = "team;seats", words = "See attached." } = {},
): string =>
	[
		`From: ${MARA.name} <${MARA.address}>`,
		`To: ${at.mailbox}`,
		"Subject: Seats",
		`Message-ID: <${name}@brightfen.example>`,
		'Content-Type: multipart/mixed; boundary="b"',
		"",
		"--b",
		"Content-Type: text/plain",
		"",
		words,
		"--b",
		`Content-Type: text/csv; name="${file}"`,
		`Content-Disposition: attachment; filename="${file}"`,
		"",
		text,
		"--b--",
		"",
	].join("\r\n");

test("[ATT4] an attachment is stored before the answer and comes back byte for byte, as a file and never as a page", async () => {
	const { at, api, mail, rows } = await fresh();
	const posted = await mail(
		withFile(at, "one", { file: "=?utf-8?Q?Pl=C3=A4tze=E2=80=AEvsc.html?=", text: "<script>alert(1)</script>" }),
	);
	const { signal } = posted.body;
	expect(await bodyText(at, `t/${at.tenant}/signals/${signal}/att/1`)).toContain("<script>");
	const [row] = await rows();
	const response = await api.send(`deals/${row?.deal}/signals/${signal}/attachments/1`);
	expect(response.status).toBe(200);
	expect(await bytesOf(response)).toContain("<script>alert(1)</script>");
	expect(response.headers.get("content-type")).toBe("application/octet-stream");
	expect(response.headers.get("x-content-type-options")).toBe("nosniff");
	expect(response.headers.get("content-disposition")).toBe(
		"attachment; filename=\"Platzevsc.html\"; filename*=UTF-8''Pl%C3%A4tzevsc.html",
	);
});

test("[SEC1] an attachment is its tenant's, its deal's and its signal's alone", async () => {
	const { at, api, mail, rows } = await fresh();
	const { signal } = (await mail(withFile(at, "one"))).body;
	const { signal: other } = (
		await mail(
			withFile(at, "two", { words: "Another." }).replace(/--b\r\nContent-Type: text\/csv[\s\S]*--b--/, "--b--"),
		)
	).body;
	const made = (await (await api.send("deals", json({ name: "Other", region: "emea" }))).json()) as { id: DealId };
	const [, row] = await rows();
	const path = (tenant: string, deal = row?.deal, of = signal, n = "1") =>
		`/v1/accounts/${tenant}/deals/${deal}/signals/${of}/attachments/${n}`;
	expect((await api.send(path(at.tenant))).status).toBe(200);
	await env.BODIES.put(`t/${at.tenant}/signals/${signal}/att/2`, "never listed");
	await env.BODIES.put(`t/${at.tenant}/signals/${other}/att/1`, "never listed");
	for (const [deal, of, n] of [
		[made.id, signal, "1"],
		[row?.deal, other, "1"],
		[row?.deal, signal, "2"],
		[row?.deal, signal, "0"],
		[row?.deal, signal, "01"],
		[row?.deal, signal, "x"],
		[row?.deal, signal, "1%2F..%2F1"],
	] as const)
		expect((await api.send(path(at.tenant, deal ?? null, of, n))).status, `${of} ${n}`).toBe(404);
	const theirs = await newTenant("stranger");
	const stranger = await client(theirs);
	expect((await stranger.send(path(at.tenant))).status).toBe(404);
	expect((await stranger.send(path(theirs.tenant))).status).toBe(404);
	expect((await ask(path(at.tenant))).status).toBe(401);
});

test("[ATT5] the same words with another attachment are another mail: none takes the place of one that was stored", async () => {
	const { at, mail, rows, api } = await fresh();
	const first = await mail(withFile(at, "one"));
	expect((await mail(withFile(at, "one"))).body).toMatchObject({ duplicate: true, signal: first.body.signal });
	const forged = await mail(withFile(at, "one", { text: "team;900" }));
	expect(forged.body).toMatchObject({ duplicate: false });
	expect(forged.body.signal).not.toBe(first.body.signal);
	const row = (await rows()).at(-1);
	const kept = await api.send(`deals/${row?.deal}/signals/${first.body.signal}/attachments/1`);
	expect(await bytesOf(kept)).toContain("team;seats");
});
