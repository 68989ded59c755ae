import fc from "fast-check";
import { expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { testDeal } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { VISIBLE_SPANS_MAX } from "#knowledge/core/reasoning/visible.ts";
import type { SignalId } from "#knowledge/core/vocabulary/ids.ts";
import { SIGNAL_TEXT_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { client } from "#workers/testing/api.setup.ts";
import { parseMail } from "./mail/parse.ts";
import { EMPTY_RECORD, misfitOf, recordOfMail, recordOfWords } from "./record.ts";

const answered = (parts: number): string =>
	Array.from({ length: parts }, (_, i) => `> What of point ${i}?\nPoint ${i} is fine.`).join("\n");

const SENDER = "From: Mara <mara@brightfen.example>\r\nMessage-ID: <m@brightfen.example>\r\n";
const mail = (text: string, head = ""): Uint8Array =>
	new TextEncoder().encode(`${SENDER}${head}\r\n${text.replaceAll("\n", "\r\n")}`);

test.each([
	[VISIBLE_SPANS_MAX - 1, false],
	[VISIBLE_SPANS_MAX, true],
	[VISIBLE_SPANS_MAX + 600, true],
])(
	"[SEC31] of a mail that answers in %i places as many are read as a deal can take, and it says so: %s",
	async (parts, truncated) => {
		const parsed = await parseMail(mail(answered(parts)));
		if (parsed.type !== "mail") throw new Error("the mail can be read");
		const record = recordOfMail(parsed);
		expect(misfitOf(record)).toBeNull();
		expect(record.truncated).toBe(truncated);
		expect(record.visible).toHaveLength(Math.min(parts, VISIBLE_SPANS_MAX));
		// What was quoted never becomes the sender's own.
		for (const { start, end } of record.visible) expect(record.text.slice(start, end)).toMatch(/^Point \d+ is fine\.$/);
	},
);

test("[SEC31] such a mail is worked on, and its deal can read it back", async () => {
	const clock = standStill();
	const at = await newTenant("record");
	giveSmallCrew(at);
	const { send } = await client(at);
	const body = `From: Mara <mara@brightfen.example>\r\nTo: ${at.mailbox}\r\n\r\n${answered(2_600).replaceAll("\n", "\r\n")}`;
	const posted = await send("signals/email", { method: "POST", body, headers: { "content-type": "message/rfc822" } });
	const { signal }: { signal: SignalId } = await posted.json();
	const inbox = testInbox(at);
	await inbox.sweep();
	const deal = testDeal(at, signal);
	await deal.settle(clock);
	expect(await inbox.list()).toMatchObject([{ state: "delivered", deal: deal.id }]);
	expect((await deal.read()).counts).toMatchObject({ signals: 1, runs: 1 });
	const source = expectDone(await deal.rpc().source(deal.by(), signal));
	expect(source.text?.startsWith("> What of point 0?")).toBe(true);
});

const piece = fc.oneof(
	fc.constantFrom(
		"> quoted",
		"Yes.",
		"",
		"-- ",
		"Best regards,",
		"Mara Ellingsen",
		"On Mon, 1 Jan 2099 at 10:00 Bo <bo@x.example> wrote:",
		"\ud83d\ude00".repeat(120),
	),
	fc.string({ unit: "binary", maxLength: 60 }),
);
const header = fc.tuple(
	fc.constantFrom("Subject", "Date", "References", "In-Reply-To", "From", "Message-ID", "Content-Type"),
	fc.oneof(
		fc.string({ maxLength: 1_500 }),
		fc.constantFrom(
			"text/html",
			"Fri, 31 Dec 1900 10:00:00 +0000",
			"Fri, 31 Dec 275760 10:00:00 +0000",
			`"${"\ud83d\ude00".repeat(300)}" <a@b.example>`,
			Array.from({ length: 80 }, (_, i) => `<${i}@x.example>`).join(" "),
		),
	),
);

test("[SEC31] whatever mail can be read gives a record that a deal can read back", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(header, { maxLength: 6 }),
			fc.array(piece, { maxLength: 40 }),
			fc.integer({ min: 1, max: 120 }),
			async (headers, pieces, times) => {
				const head = headers.map(([name, value]) => `${name}: ${value.replace(/[\r\n]/g, " ")}\r\n`).join("");
				const parsed = await parseMail(mail(Array(times).fill(pieces.join("\n")).join("\n"), head));
				if (parsed.type !== "mail") return;
				const record = recordOfMail(parsed);
				expect(misfitOf(record)).toBeNull();
				expect(SignalRecord.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
			},
		),
		{ numRuns: 200 },
	);
}, 60_000);

test("[SEC31] what does not fit is named by its part, and what is kept of it fits", () => {
	const words = recordOfWords({ text: "x".repeat(SIGNAL_TEXT_CHARS_MAX + 1), subject: null, contact: null });
	expect(words).toMatchObject({ truncated: true });
	expect(misfitOf(words)).toBeNull();
	expect(misfitOf({ ...words, subject: "x".repeat(2_001), text: "x".repeat(SIGNAL_TEXT_CHARS_MAX + 1) })).toBe(
		"it does not fit into a deal: subject, text",
	);
	expect(misfitOf({ ...words, from: { address: "nobody", name: "" } })).toBe("it does not fit into a deal: from");
	expect(misfitOf(EMPTY_RECORD)).toBeNull();
});
