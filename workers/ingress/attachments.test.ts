import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	ATTACHMENT_TEXT_CHARS_MAX,
	ATTACHMENTS_MAX,
	SIGNAL_TEXT_CHARS_MAX,
} from "#knowledge/core/vocabulary/limits.ts";
import { filed, withAttachments } from "./attachments.ts";
import { dispositionOf, fileName } from "./file-name.ts";
import { type ParsedMail, parseMail } from "./mail/parse.ts";
import type { MailPart } from "./mail/parts.ts";
import { misfitOf, recordOfMail, recordOfWords } from "./record.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const part = (changes: Partial<MailPart> & { text?: string } = {}): MailPart => ({
	name: "list.txt",
	type: "text/plain",
	content: utf8(changes.text ?? "85 seats"),
	method: null,
	isDecoration: false,
	...changes,
});
const EMPTY = recordOfWords({ text: "Hello.", subject: null, contact: null });
const kept = async (...parts: readonly MailPart[]) => withAttachments(EMPTY, await filed(parts));

async function mail(...parts: readonly string[]): Promise<ParsedMail> {
	const body = `From: a@x.example\nContent-Type: multipart/mixed; boundary="b"\n\n${parts.map((each) => `--b\n${each}\n`).join("")}--b--\n`;
	const parsed = await parseMail(utf8(body.replaceAll("\n", "\r\n")));
	if (parsed.type !== "mail") throw new Error(parsed.reason);
	return parsed;
}

describe("what is read", () => {
	test("[ATT1] texts stand below the mail's own, each under its name, and are never its author's words", async () => {
		const record = await kept(
			part({ name: "seats.csv", type: "text/csv", text: "team;seats\r\nBilling;18\r\n" }),
			part({ name: "offer.pdf", type: "application/pdf", text: "%PDF-1.7" }),
			part({ name: "page.html", type: "text/html", text: "<p>Two <b>words</b></p><script>x()</script>" }),
		);
		expect(record.text).toBe(
			"Hello.\n\n[attachment seats.csv]\nteam;seats\nBilling;18\n\n[attachment page.html]\nTwo words",
		);
		expect(record.attached?.map(({ start, end, name }) => [record.text.slice(start, end), name])).toEqual([
			["team;seats\nBilling;18", "seats.csv"],
			["Two words", "page.html"],
		]);
		expect(record.visible).toEqual(EMPTY.visible);
		expect(record.attachments?.map(({ n, name, bytes, read }) => [n, name, bytes, read])).toEqual([
			[1, "seats.csv", 24, true],
			[2, "offer.pdf", 8, false],
			[3, "page.html", 43, true],
		]);
		expect(record.attachments?.[1]?.sha256).toMatch(/^[0-9a-f]{64}$/);
		expect(misfitOf(record)).toBeNull();
	});

	test.each([
		["UTF-8", utf8("\uFEFFZürich €"), "Zürich €"],
		["UTF-16", new Uint8Array([0xff, 0xfe, 0x5a, 0x00, 0xfc, 0x00]), "Zü"],
		["windows-1252", new Uint8Array([0x5a, 0xfc, 0x80]), "Zü€"],
	])("[ATT1] text in %s is read as what was written", async (_charset, content, text) => {
		const record = await kept(part({ content }));
		expect(record.text).toBe(`Hello.\n\n[attachment list.txt]\n${text}`);
	});

	test.each([
		["a program that is called a text", part({ content: new Uint8Array([77, 90, 0, 0]) }), false],
		["a list that is called a program's file", part({ name: "a.CSV", type: "application/octet-stream" }), true],
		["an unknown file", part({ name: "a.exe", type: "application/octet-stream" }), false],
		["an empty text", part({ text: "" }), false],
		["a mail", part({ name: "m.eml", type: "message/rfc822", text: "Subject: x\n\nWe accept." }), false],
		["JSON", part({ name: "a.json", type: "application/json", text: '{"seats":85}' }), true],
	])("[ATT1] %s: read %s", async (_what, each, read) => {
		const record = await kept(each);
		expect(record.attachments).toMatchObject([{ read }]);
		if (!read) expect(record).toMatchObject({ text: "Hello." });
	});

	test.each([
		[ATTACHMENT_TEXT_CHARS_MAX, false],
		[ATTACHMENT_TEXT_CHARS_MAX + 1, true],
	])("[SEC31] of a text of %i characters as much is read as is bounded: cut %s", async (size, truncated) => {
		const record = await kept(part({ text: "x".repeat(size) }));
		expect(record.truncated).toBe(truncated);
		expect(record.attached).toMatchObject([{ end: (record.attached?.[0]?.start ?? 0) + ATTACHMENT_TEXT_CHARS_MAX }]);
	});

	test("[SEC31] texts that do not fit are listed, and what is left out is said", async () => {
		const many = await kept(...Array.from({ length: 30 }, () => part({ text: "é".repeat(15_000) })));
		expect(many.text.length).toBeLessThanOrEqual(SIGNAL_TEXT_CHARS_MAX);
		expect(many.attachments).toHaveLength(ATTACHMENTS_MAX);
		expect(many.truncated).toBe(true);
		expect(misfitOf(many)).toBeNull();
		const twenty = await kept(...Array.from({ length: ATTACHMENTS_MAX }, () => part({ text: "x" })));
		expect(twenty.truncated).toBe(false);
		const letters = await kept(part({ content: utf8(`x${"é".repeat(600_000)}`) }));
		expect(letters.text).not.toContain("Ã");
	});

	test("[ATT2] pictures of the mail's looks and empty seals are not listed, files are", async () => {
		const image = "Content-Type: image/png\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64";
		const parsed = await mail(
			"Content-Type: text/plain\n\nHello.",
			`${image}\nContent-Disposition: inline; filename=logo.png\n\nQUJD`,
			`${image}\nContent-Disposition: attachment; filename=plan.png\n\nQUJD`,
			"Content-Type: application/pkcs7-signature; name=smime.p7s\n\n",
			"Content-Type: application/pkcs7-signature; name=seal.p7s\nContent-Transfer-Encoding: base64\n\nQUJD",
			"Content-Type: message/rfc822\n\nFrom: ceo@x.example\n\nWe accept every price.",
		);
		const record = withAttachments(recordOfMail(parsed), await filed(parsed.parts));
		expect(record.attachments?.map(({ name, type }) => [name, type])).toEqual([
			["plan.png", "image/png"],
			["seal.p7s", "application/pkcs7-signature"],
			["part-3.eml", "message/rfc822"],
		]);
		expect(record.text).toBe("Hello.");
	});
});

describe("names of files", () => {
	test.each([
		["offer.pdf", "offer.pdf"],
		["Angebot für März.xlsx", "Angebot für März.xlsx"],
		["../../etc/passwd", "etc passwd"],
		["C:\\Users\\x\\a.doc", "C Users x a.doc"],
		["invoice\u202Efdp.exe", "invoicefdp.exe"],
		['a"; filename="evil.html', "a ; filename= evil.html"],
		["a\r\nSet-Cookie: x=1.txt", "a Set-Cookie x=1.txt"],
		["zero\u200Bwidth\uFEFF.txt", "zerowidth.txt"],
		["...", "part-7.bin"],
		["  .hidden ", "hidden"],
		[null, "part-7.bin"],
	])("[ATT3] %j becomes %j", (name, expected) => {
		expect(fileName(name, { n: 7, type: "application/x-unknown" })).toBe(expected);
	});

	test("[ATT3] a long name keeps its ending", () => {
		const name = fileName(`${"x".repeat(400)}.docx`, { n: 1, type: "text/plain" });
		expect(name).toHaveLength(255);
		expect(name).toMatch(/x…\.docx$/);
	});

	test("[ATT3] no name ends its header, names a path or hides what it is", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 600 }), (raw) => {
				const name = fileName(raw, { n: 1, type: "text/plain" });
				expect(name.length).toBeGreaterThan(0);
				expect(name.length).toBeLessThanOrEqual(255);
				expect(name).not.toMatch(/[\\/:"<>|\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
				expect(name.isWellFormed()).toBe(true);
				const header = dispositionOf(name);
				expect(header).toMatch(/^attachment; filename="[\w .,()+-]*"; filename\*=UTF-8''[\w.%~-]+$/);
				expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(header);
				expect(decodeURIComponent(header.split("UTF-8''")[1] ?? "")).toBe(name);
			}),
		);
	});
});
