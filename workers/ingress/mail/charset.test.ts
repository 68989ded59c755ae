import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutMisreading, withReadableBytes } from "./charset.ts";
import { type ParsedMail, parseMail } from "./parse.ts";

/** Characters as the bytes of their code points, so that a test can write any byte. */
const bytes = (mail: string): Uint8Array =>
	Uint8Array.from(mail.replaceAll("\n", "\r\n"), (char) => char.charCodeAt(0));

async function parsed(mail: string): Promise<ParsedMail> {
	const result = await parseMail(bytes(mail));
	if (result.type !== "mail") throw new Error("the mail was refused");
	return result;
}

describe("undeclared characters", () => {
	test.each([
		["UTF-8 in a part that says us-ascii", "Content-Type: text/plain; charset=us-ascii\n\ncaf\u00c3\u00a9", "café"],
		[
			"UTF-8 in a part that says ISO-8859-1",
			"Content-Type: text/plain; charset=iso-8859-1\n\n\u00e5\u00b1\u00b1",
			"山",
		],
		[
			"UTF-8 in encoded HTML that says windows-1252",
			"Content-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\n<p>caf=C3=A9</p>",
			"café",
		],
		["Latin-1 that nothing declares", "Subject: s\n\ncaf\u00e9", "café"],
		["UTF-8 that nothing declares", "Subject: s\n\ncaf\u00c3\u00a9", "café"],
		["Japanese that nothing declares", "Subject: s\n\n\u001b$B;3ED\u001b(B", "山田"],
		[
			"Latin-1 as declared",
			"Content-Type: text/plain; charset=iso-8859-1\n\nCAF\u00c9\u00a0! \u00c9t\u00e9",
			"CAFÉ\u00a0! Été",
		],
		[
			"Latin-1 that could be one letter of phonetics",
			"Content-Type: text/plain; charset=iso-8859-1\n\nCAF\u00c9\u00bb",
			"CAFÉ»",
		],
	])("%s is read as what was written", async (_what, mail, text) => {
		expect((await parsed(mail)).text).toBe(text);
	});

	test.each([
		["Subject: Forma\u00e7\u00e3o\n\n", "Formação"],
		["Subject: \u00cf\u00f0\u00e8\nContent-Type: text/plain; charset=windows-1251\n\n", "При"],
		["Subject: Forma\u00e7\u00e3o\nContent-Type: text/plain; charset=utf-16\n\n", "Formação"],
		["Subject: \u00e5\u00b1\u00b1\n\n", "山"],
	])("raw letters in a header are read: %j", async (mail, subject) => {
		expect((await parsed(mail)).subject).toBe(subject);
	});

	test("[T9] a header's letters cannot make another header", async () => {
		const mail = await parsed("From: a@x.example\nX: \u00e9\u000dFrom: b@x.example\nSubject: s\n\nwords");
		expect([mail.from?.address, mail.subject, mail.text]).toEqual(["a@x.example", "s", "words"]);
	});

	test("what is well declared is the same bytes", () => {
		const raw = bytes("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\u00e9\n--b--\n");
		expect(withReadableBytes(raw)).toBe(raw);
		expect(withoutMisreading("“CAFÉ” and Ã alone")).toBe("“CAFÉ” and Ã alone");
	});

	test("[property] text in UTF-8 stays as it is, and reading again changes nothing", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (text) => {
				const once = withoutMisreading(text);
				expect(withoutMisreading(once).length).toBeLessThanOrEqual(once.length);
				const raw = new TextEncoder().encode(`Subject: ${text.replace(/\s/gu, " ")}\r\n\r\n${text}`);
				expect(new TextDecoder().decode(withReadableBytes(raw))).toBe(new TextDecoder().decode(raw));
			}),
		);
	});
});
