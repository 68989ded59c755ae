import { describe, expect, test } from "vitest";
import { MIME_PARTS_MAX, RAW_MAIL_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { BASE64_PADDING_MAX, MIME_LINES_MAX, MIME_SHORT_LINES_MAX, scanMime } from "./mime-scan.ts";

const scan = (mail: string): string => scanMime(new TextEncoder().encode(mail))?.code ?? "passes";

/** A mail of `count` parts, the root among them, under any way of declaring its boundary. */
const parts = (count: number, type = 'Content-Type: multipart/mixed; boundary="b"', boundary = "b"): string =>
	`${type}\n\n${`--${boundary}\n\nx\n`.repeat(count - 1)}--${boundary}--\n`;

describe("the scan before parsing", () => {
	test.each([
		[RAW_MAIL_BYTES_MAX, "passes"],
		[RAW_MAIL_BYTES_MAX + 1, "mail-too-large"],
	])("[T31] %i bytes: %s", (bytes, outcome) => {
		expect(scanMime(new Uint8Array(bytes).fill(0x78))?.code ?? "passes").toBe(outcome);
	});

	test.each([
		[MIME_PARTS_MAX, "passes"],
		[MIME_PARTS_MAX + 1, "mime-parts"],
		[100_000, "mime-lines"],
	])("[T31] %i parts: %s", (count, outcome) => {
		expect(scan(parts(count))).toBe(outcome);
	});

	test.each([
		["folded", 'Content-Type: multipart/mixed;\r\n\tboundary="b"'],
		["folded before the colon", "Content-Type\n : multipart/mixed; boundary=b"],
		["in any case", "CONTENT-TYPE: Multipart/Mixed; BOUNDARY=b"],
		["with a remark", "Content-Type: multipart/mixed; (x) boundary=b"],
		["with a remark in the middle of its words", "Content-Type: multi(x)part/mixed; boun(y)dary=b"],
		["with escapes", 'Content-Type: multipart/mixed; boundary="\\b"'],
		["in pieces", "Content-Type: multipart/mixed; boundary*0=b"],
		["in a quoted type", 'Content-Type: "multipart/mixed"; boundary=b'],
		["twice", "Content-Type: multipart/mixed; boundary=b; boundary=c"],
		["behind a decoy", 'Content-Type: multipart/mixed; x="; boundary=c;"; boundary=b'],
		["too far away to be read", `Content-Type: multipart/mixed;${"\n x=y;".repeat(60)} boundary=b`],
	])("[T31] a boundary declared %s is seen", (_how, type) => {
		expect(scan(parts(MIME_PARTS_MAX + 1, type))).toBe("mime-parts");
	});

	test("lines of dashes that no boundary declares are text", () => {
		const rules = `${"-".repeat(40)}\n`.repeat(5_000);
		expect(scan(`Subject: digest\n\n${rules}`)).toBe("passes");
		expect(scan(`Content-Type: text/plain; name="a (1).txt"\n\n${rules}`)).toBe("passes");
		expect(scan(`Content-Type: multipart/mixed; boundary="b"\n\n--b\n\n${rules}--b--`)).toBe("passes");
		expect(scan(`Content-Type: multipart/mixed; boundary="${"-".repeat(38)}"\n\n${rules}`)).toBe("mime-parts");
	});

	test.each([
		["short lines", "\n", MIME_SHORT_LINES_MAX],
		["lines", `${"x".repeat(60)}\n`.slice(-61), MIME_LINES_MAX],
	])("[T31] %s are bounded", (_what, line, max) => {
		expect(scan(line.repeat(max))).toBe(line.length * max > RAW_MAIL_BYTES_MAX ? "mail-too-large" : "passes");
		if (line.length * max <= RAW_MAIL_BYTES_MAX) expect(scan(line.repeat(max + 1))).toBe("mime-lines");
	});

	test.each([
		["base64", "mime-padding"],
		["(x) base64", "mime-padding"],
		["ba(x)se64", "mime-padding"],
		["\n base64", "mime-padding"],
		["quoted-printable", "passes"],
		["7bit", "passes"],
	])("[T31] padding in the middle of %s: %s", (encoding, outcome) => {
		const header = `Content-Transfer-Encoding: ${encoding}\n\n`;
		expect(scan(header + "A=".repeat(BASE64_PADDING_MAX))).toBe("passes");
		expect(scan(header + "A=".repeat(BASE64_PADDING_MAX + 1))).toBe(outcome);
	});

	test("a mail of nothing passes", () => {
		expect(scan("")).toBe("passes");
	});
});
