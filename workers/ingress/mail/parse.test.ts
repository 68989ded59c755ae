import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { MIME_DEPTH_MAX, SIGNAL_TEXT_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { type ParsedMail, type ParseOptions, parseMail } from "./parse.ts";

const bytes = (mail: string): Uint8Array => new TextEncoder().encode(mail.replaceAll("\n", "\r\n"));

async function parsed(mail: string | Uint8Array, options?: ParseOptions): Promise<ParsedMail> {
	const result = await parseMail(typeof mail === "string" ? bytes(mail) : mail, options);
	invariant(result.type === "mail", "the mail was refused");
	return result;
}

const refusal = async (mail: string): Promise<string> => {
	const result = await parseMail(bytes(mail));
	return result.type === "refused" ? result.code : "passes";
};

const HTML =
	'<div>Yes, <b>agreed</b>.</div><div class="gmail_quote">On Monday Bo wrote:<blockquote>10%?</blockquote></div>';

const multipart = (subtype: string, ...parts: readonly string[]): string =>
	`From: a@x.example\nContent-Type: multipart/${subtype}; boundary="b"\n\n${parts.map((part) => `--b\n${part}\n`).join("")}--b--\n`;

describe("a parsed mail", () => {
	test("holds what we use of it", async () => {
		const mail = await parsed(
			[
				"Return-Path: <ana@buyer.example>",
				"Delivered-To: Deals+Token@in.skyvera.example",
				"Message-ID: <m1@buyer.example>",
				"In-Reply-To: <m0@skyvera.example>",
				"References: <first@skyvera.example>",
				" <m0@skyvera.example>",
				"From: =?utf-8?Q?Ana_Ru=C3=ADz?= <Ana@buyer.example>",
				"To: Deals <deals@in.skyvera.example>",
				"Cc: bo@buyer.example, Deals <DEALS@in.skyvera.example>",
				"Reply-To: Procurement <buy@buyer.example>",
				"Subject: =?utf-8?B?UmU6IFlvdXIgb2ZmZXIsIOKCrDEsMDAw?=",
				"Date: Fri, 20 Nov 2026 09:30:00 +0100",
				"Content-Type: text/plain; charset=iso-8859-1",
				"Content-Transfer-Encoding: quoted-printable",
				"",
				"We agree to =A31,000 per =",
				"month.",
				"",
			].join("\n"),
		);
		expect(mail).toEqual({
			type: "mail",
			messageId: "m1@buyer.example",
			inReplyTo: "m0@skyvera.example",
			references: ["first@skyvera.example", "m0@skyvera.example"],
			from: { address: "Ana@buyer.example", name: "Ana Ruíz" },
			to: [{ address: "deals@in.skyvera.example", name: "Deals" }],
			cc: [
				{ address: "bo@buyer.example", name: "" },
				{ address: "DEALS@in.skyvera.example", name: "Deals" },
			],
			deliveredTo: ["deals+token@in.skyvera.example", "deals@in.skyvera.example", "bo@buyer.example"],
			replyTo: { address: "buy@buyer.example", name: "Procurement" },
			subject: "Re: Your offer, €1,000",
			date: Date.UTC(2026, 10, 20, 8, 30),
			text: "We agree to £1,000 per month.",
			truncated: false,
			parts: [],
			thread: { index: null, topic: null, quoted: [] },
			automatic: null,
		});
	});

	test("of nothing is a mail of nothing", async () => {
		const empty = {
			messageId: null,
			inReplyTo: null,
			from: null,
			to: [],
			subject: null,
			date: null,
			text: "",
			truncated: false,
		};
		expect(await parsed(new Uint8Array())).toMatchObject(empty);
		expect(await parsed("\n\n")).toMatchObject(empty);
	});

	test("is read in its plain part where it has one, in its HTML where it has none", async () => {
		const plain = "Content-Type: text/plain\n\nplain words";
		const html = `Content-Type: text/html\n\n${HTML}`;
		const converted = "Yes, agreed.\nOn Monday Bo wrote:\n\n> 10%?";
		expect((await parsed(multipart("alternative", plain, html))).text).toBe("plain words");
		expect((await parsed(multipart("alternative", html))).text).toBe(converted);
		expect((await parsed(multipart("alternative", "Content-Type: text/plain\n\n \n", html))).text).toBe(converted);
		expect((await parsed(`From: a@x.example\n${html}`)).text).toBe(converted);
	});

	test.each([
		["iso-2022-jp", "\u001b$B;3ED\u001b(B"],
		["shift_jis", "=8ER=93c"],
		["utf-8", "=E5=B1=B1=E7=94=B0"],
		["gb18030", "=C9=BD=CC=EF"],
	])("in %s is read as what was written", async (charset, body) => {
		const mail = `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: quoted-printable\n\n${body}`;
		expect((await parsed(mail)).text).toBe("山田");
	});

	test("in a character set that nobody knows is still read", async () => {
		expect((await parsed("Content-Type: text/plain; charset=x-klingon\n\nwords")).text).toBe("words");
	});

	test("has its attachments with name, type and bytes", async () => {
		const pdf =
			'Content-Type: application/pdf; name="=?utf-8?Q?Angebot_=C3=BC.pdf?="\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nQUJDRA==';
		const bare = "Content-Type: image/png\nContent-Disposition: inline\n\nxyz";
		const mail = await parsed(multipart("mixed", "\nhello", pdf, bare));
		expect(mail.text).toBe("hello");
		const other = { method: null, isDecoration: false };
		expect(mail.parts).toEqual([
			{ name: "Angebot ü.pdf", type: "application/pdf", content: new TextEncoder().encode("ABCD"), ...other },
			{ name: null, type: "image/png", content: new TextEncoder().encode("xyz\n"), ...other },
		]);
	});

	test("does not speak with the words of a mail that is attached to it", async () => {
		const inner = "Content-Type: message/rfc822\n\nFrom: ceo@buyer.example\nSubject: secret\n\nWe accept every price.";
		const mail = await parsed(multipart("mixed", "\nSee attached.", inner));
		expect(mail.text).toBe("See attached.");
		expect(mail.parts).toMatchObject([{ type: "message/rfc822" }]);
	});

	test("has the first of two headers where a mail may have one", async () => {
		const mail = await parsed("From: a@x.example\nFrom: b@x.example\nSubject: one\nSubject: two\n\n");
		expect([mail.from?.address, mail.subject]).toEqual(["a@x.example", "one"]);
	});

	test("has one line of subject, cut at its limit", async () => {
		const mail = await parsed(`Subject: =?utf-8?Q?a=0D=0ABcc:_x@y.example?= ${"s".repeat(1_200)}\n\n`);
		expect(mail.subject).toMatch(/^a Bcc: x@y\.example s+$/);
		expect(mail.subject).toHaveLength(998);
	});

	test("is cut at the limit of a text, and says so", async () => {
		const at = await parsed(`Subject: s\n\n${"x".repeat(SIGNAL_TEXT_CHARS_MAX)}`);
		expect([at.text.length, at.truncated]).toEqual([SIGNAL_TEXT_CHARS_MAX, false]);
		const over = await parsed(`Subject: s\n\n${"x".repeat(SIGNAL_TEXT_CHARS_MAX + 1)}`);
		expect([over.text.length, over.truncated]).toEqual([SIGNAL_TEXT_CHARS_MAX, true]);
		const html = await parsed(`Content-Type: text/html\n\n<p>${"x".repeat(SIGNAL_TEXT_CHARS_MAX + 1)}`);
		expect([html.text.length, html.truncated]).toEqual([SIGNAL_TEXT_CHARS_MAX, true]);
	});

	test("is automatic by its own headers, its envelope, or its id", async () => {
		expect((await parsed("From: a@x.example\nAuto-Submitted: auto-replied\n\n")).automatic).toEqual({
			rule: "auto-submitted",
		});
		expect((await parsed("From: a@x.example\n\n", { envelopeFrom: "" })).automatic).toEqual({ rule: "null-sender" });
		const ours = await parsed("Message-ID: <1@us.example>\n\n", { ownMessageId: (id) => id === "1@us.example" });
		expect(ours.automatic).toEqual({ rule: "own" });
		const bounce = multipart("report", "\nIt bounced.", "Content-Type: message/rfc822\n\nX-Agent-Army: 1\n\nours");
		expect(await parsed(bounce)).toMatchObject({ automatic: { rule: "report" }, text: "It bounced." });
	});
});

describe("a mail that is refused", () => {
	/** `depth` multiparts inside of each other. */
	const nested = (depth: number): string =>
		`${Array.from({ length: depth }, (_, at) => `Content-Type: multipart/mixed; boundary="n${at}"\n\n--n${at}\n`).join("")}\nx`;

	test.each([
		[MIME_DEPTH_MAX, "passes"],
		[MIME_DEPTH_MAX + 1, "mime-depth"],
	])("[T31] nested %i deep: %s", async (depth, outcome) => {
		expect(await refusal(nested(depth))).toBe(outcome);
	});

	test.each([
		[250 * 1_024, "passes"],
		[260 * 1_024, "mime-headers"],
	])("[T31] with %i bytes of headers: %s", async (size, outcome) => {
		expect(await refusal(`X-Long: ${"x".repeat(size)}\n\n`)).toBe(outcome);
	});

	test("[T31] with too many parts", async () => {
		expect(await refusal(multipart("mixed", ...Array(99).fill("\nx")))).toBe("passes");
		expect(await refusal(multipart("mixed", ...Array(100).fill("\nx")))).toBe("mime-parts");
	});

	test("says why in words that hold nothing of it", async () => {
		expect(await parseMail(bytes(nested(50)))).toEqual({
			type: "refused",
			code: "mime-depth",
			reason: "the mail is nested deeper than we take",
		});
	});

	test("[property] nothing is thrown, whatever the bytes", async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (raw) => {
				expect(["mail", "refused"]).toContain((await parseMail(raw)).type);
			}),
			{ numRuns: 200 },
		);
		const piece = fc.constantFrom(
			"Content-Type: ",
			"multipart/mixed; ",
			"boundary=b",
			"\n",
			"\n\n",
			"--b",
			"--",
			"text/html",
			"base64",
			"From: ",
			"<",
			">",
			"=?utf-8?Q?",
			"?=",
			"(",
			'"',
			"Content-Transfer-Encoding: ",
			"\0",
			";",
		);
		await fc.assert(
			fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
				expect(["mail", "refused"]).toContain((await parseMail(bytes(pieces.join("")))).type);
			}),
			{ numRuns: 300 },
		);
	});
});
