import fc from "fast-check";
import { estimateTokenCount } from "tokenx";
import { expect, test } from "vitest";
import { estimateTokens } from "./tokens.ts";

/** Words, marks and spaces of every kind that the count tells apart, and whatever else there is. */
const piece = fc.oneof(
	fc.constantFrom("a", "word", "lowercase", "longerlowercase", "Word", "7", "1234", "12a", "it's", "ä", "naïve", "Ω"),
	fc.constantFrom(" ", "  ", "\n", "\n\n", "\n\t", " \n", "\r\n", "\t", "\v", "\f"),
	fc.constantFrom(".", ",", "--", "=======", '{"', "«", "»", "–", "。", "、", "「", "・", "！"),
	fc.constantFrom("漢字", "かな", "カナ", "한국어", "русский", "ελ", "😀", "👩‍👩‍👧", "\ud800", "\udc00"),
	fc.constantFrom("\u00a0", "\u3000", "\u2028", "\u200a", "\ufeff"),
	fc.string({ unit: "binary", maxLength: 20 }),
	fc.string({ unit: "grapheme-ascii", maxLength: 60 }),
);

test("[TK1] the estimate is the library's own, to the token", () => {
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
			const text = pieces.join("");
			expect(estimateTokens(text)).toBe(estimateTokenCount(text));
		}),
		{ numRuns: 3_000 },
	);
});
