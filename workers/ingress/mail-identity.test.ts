import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { MARA } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { rawSignalKey, type SignalId, signalIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { DATE_AHEAD_MAX_MS, DATE_PAST_MAX_MS } from "#knowledge/core/vocabulary/limits.ts";
import { client, mailOf } from "#workers/testing/api.setup.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("same");
	const api = await client(at);
	const inbox = testInbox(at);
	const post = async (body: BodyInit): Promise<{ signal: SignalId; duplicate: boolean }> => {
		const headers = { "content-type": "message/rfc822" };
		return (await api.send("signals/email", { method: "POST", body, headers })).json();
	};
	const sentAt = async (signal: SignalId) => (await inbox.kept(signal)).record.sentAt;
	return { at, clock, inbox, post, sentAt };
}

/** Always the same, and nothing that could be read. */
const noise = (seed: number): Uint8Array =>
	Uint8Array.from({ length: 2_048 }, (_, i) => (i * i * 31 + seed * 17 + (i >> 3)) & 0xff);

test("[MAIL1] what has no headers is told apart by its bytes, and the same bytes twice are one", async () => {
	const { inbox, post } = await fresh();
	const bodies = ["hello", "goodbye", noise(1), noise(2), "Message-ID: <x@y.example>\r\n\r\n"];
	const first = [];
	for (const body of bodies) first.push(await post(body as BodyInit));
	expect(first.map(({ duplicate }) => duplicate)).toEqual(bodies.map(() => false));
	expect(new Set(first.map(({ signal }) => signal)).size).toBe(bodies.length);
	for (const [i, body] of bodies.entries())
		expect(await post(body as BodyInit)).toMatchObject({ signal: first[i]?.signal, duplicate: true });
	const sameId = await post("Message-ID: <x@y.example>\r\nX-Other: 1\r\n\r\n");
	expect(sameId).toMatchObject({ duplicate: false });
	expect(await inbox.list()).toHaveLength(bodies.length + 1);
});

test("[MAIL1] without a Message-ID the same words in other bytes are another mail, with one they are not", async () => {
	const { at, post } = await fresh();
	const withId = mailOf(at, "one");
	const received = "Received: by somebody\r\n";
	expect((await post(withId)).duplicate).toBe(false);
	expect((await post(received + withId)).duplicate).toBe(true);
	const without = withId.replace(/Message-ID: .*\r\n/, "");
	expect((await post(without)).duplicate).toBe(false);
	expect((await post(without)).duplicate).toBe(true);
	expect((await post(received + without)).duplicate).toBe(false);
});

const withFile = (name: string, text: string): string =>
	[
		`From: ${MARA.address}`,
		"Subject: Seats",
		`Message-ID: <${name}@brightfen.example>`,
		'Content-Type: multipart/mixed; boundary="b"',
		"",
		"--b",
		"Content-Type: text/plain",
		"",
		"See attached.",
		...(text === "" ? [] : ["--b", 'Content-Type: text/csv; name="seats.csv"', "", text]),
		"--b--",
		"",
	].join("\r\n");

test("[ATT5] a mail that was taken in before attachments told mails apart is a duplicate when it comes again", async () => {
	const { at, inbox, post } = await fresh();
	const identity = canonicalJson(["old@brightfen.example", MARA.address, "Seats", "See attached.", null]);
	const former = signalIdOf(sha256, at.tenant, "email", identity);
	await env.BODIES.put(rawSignalKey(at.tenant, former), withFile("old", "team;seats"));
	await inbox.rpc().accept(at.call(), { ...inbox.incoming("old"), signal: former });
	expect(await post(`Received: again\r\n${withFile("old", "team;seats")}`)).toMatchObject({
		signal: former,
		duplicate: true,
	});
	expect(await post(withFile("old", "team;900"))).toMatchObject({ duplicate: false });
	// One that really came without any does not take its place.
	expect(await post(withFile("new", ""))).toMatchObject({ duplicate: false });
	expect(await post(withFile("new", "team;seats"))).toMatchObject({ duplicate: false });
});

test.each([
	[-DATE_PAST_MAX_MS - 1_000, false],
	[-DATE_PAST_MAX_MS, true],
	[DATE_AHEAD_MAX_MS, true],
	[DATE_AHEAD_MAX_MS + 1_000, false],
	[0, true],
])("[MAIL2] a mail's clock that is %i ms off tells when it was sent: %s", async (off, isKept) => {
	const { at, clock, post, sentAt } = await fresh();
	const date = Math.floor(clock.now() / 1_000) * 1_000 + off;
	const { signal } = await post(mailOf(at, "dated", { headers: [`Date: ${new Date(date).toUTCString()}`] }));
	expect(await sentAt(signal)).toBe(isKept ? date : undefined);
});

test.each(["Thu, 01 Jan 1970 00:00:00 +0000", "Fri, 31 Dec 9999 23:59:59 +0000"])(
	"[MAIL2] %s tells of no time",
	async (date) => {
		const { at, post, sentAt } = await fresh();
		expect(await sentAt((await post(mailOf(at, "dated", { headers: [`Date: ${date}`] }))).signal)).toBeUndefined();
	},
);

test("[MAIL3] a name, a subject and a file's name have no unseen marks; the text stays as it came", async () => {
	const { inbox, post } = await fresh();
	const raw = withFile("marks", "team;seats")
		.replace(MARA.address, `"Ma\u200Bra\u2066 Ellingsen\u{E0041}" <${MARA.address}>`)
		.replace("Subject: Seats", "Subject: Call A\u202Eevil\u2060 =?utf-8?Q?=E2=80=AEnow?=")
		.replace("See attached.", "See \u202Eattached.\u200B")
		.replace('"seats.csv"', '"se\u2069ats\u200B.csv"');
	const { signal } = await post(raw);
	const { record } = await inbox.kept(signal);
	expect(record).toMatchObject({
		subject: "Call Aevil now",
		from: { name: "Mara Ellingsen" },
		attachments: [{ name: "seats.csv" }],
		text: expect.stringContaining("See \u202Eattached.\u200B"),
	});
});
