import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, cut, oneLine } from "./text.ts";

describe("text of a mail", () => {
	test.each([
		["a\r\nb\rc\nd", "a\nb\nc\nd"],
		["a\u2028b\u2029c", "a\nb\nc"],
		["\uFEFFa\u0000b\u0007c\td", "abc\td"],
		["a\u0085b\u009Fc\u007F", "abc"],
		["say \u{E0048}\u{E0049}this", "say this"],
		["half \uD83D of a pair, \uDE00", "half \uFFFD of a pair, \uFFFD"],
		["whole 😀", "whole 😀"],
		["\n \n  first\n\n\nlast \n\t\n", "  first\n\n\nlast"],
	])("%j is kept as %j", (raw, clean) => {
		expect(cleanText(raw)).toBe(clean);
	});

	test("[property] cleaning twice changes nothing, and leaves well-formed text", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 200 }), (raw) => {
				const once = cleanText(raw);
				expect(cleanText(once)).toBe(once);
				expect(new TextDecoder().decode(new TextEncoder().encode(once))).toBe(once);
			}),
		);
	});

	test.each([
		["abc", 3, "abc", false],
		["abcd", 3, "abc", true],
		["ab😀", 4, "ab😀", false],
		["ab😀", 3, "ab", true],
		["ab😀c", 4, "ab😀", true],
	])("%j cut at %i is %j", (text, max, kept, truncated) => {
		expect(cut(text, max)).toEqual({ text: kept, truncated });
	});

	test("one line has neither line ends nor runs of spaces", () => {
		expect(oneLine(" a\r\n\t b\u00a0 c ", 99)).toBe("a b c");
		expect(oneLine("abc def", 4)).toBe("abc");
	});

	test.each([
		["Call A\u202Eevil", "Call Aevil"],
		["Mar\u200Ba \u2066Ell\u2069ing\u061Csen", "Mara Ellingsen"],
		["\u3164\u115F\uFFF9x\uFFFB\u{E0041}\u{E0101}", "x"],
		["\u202E", ""],
		["Zoë 山田 محمد", "Zoë 山田 محمد"],
		["نمی\u200Cدانم 👩\u200D💻 ❤\uFE0F Donau\u00ADdampf", "نمی\u200Cدانم 👩\u200D💻 ❤\uFE0F Donau\u00ADdampf"],
	])("[MAIL3] of %j nothing is left that is not seen", (raw, line) => {
		expect(oneLine(raw, 99)).toBe(line);
		expect(cleanText(raw)).toContain(line === "Call Aevil" ? "\u202E" : "");
	});
});
