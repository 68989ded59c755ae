import fc from "fast-check";
import { expect, test } from "vitest";
import { PART_IDIOMS } from "./discovery/part-idioms.ts";
import { PART_WORDS } from "./discovery/part-words.ts";
import { holds, matchesIn, Rules } from "./matches.ts";

const PATTERNS = [...PART_WORDS, ...PART_IDIOMS].map(({ words }) => words);
const RULES = new Rules(PATTERNS, (pattern) => pattern);

const words =
	"\uE000 \uE001 \uE000's decides signs has the last word off final say uses it every day is our champion against it who for you must agree DOESN’T Ünal ſign K budget holder the board nobody else can sign , . ( ) 40 % \u00a0 預算".split(
		" ",
	);
const text = fc
	.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 40 })
	.map((each) => each.join(" "));

test("[RE32] rules find what their patterns find by themselves, in their order", () => {
	fc.assert(
		fc.property(text, (said) => {
			const plain = PATTERNS.flatMap((pattern) => {
				const found = [...said.matchAll(pattern)].map(({ index, 0: match }) => [index, match]);
				return found.length === 0 ? [] : [found];
			});
			const found = RULES.matchesIn(said, Number.POSITIVE_INFINITY);
			expect(found.map(({ matches }) => matches.map(({ index, 0: match }) => [index, match]))).toEqual(plain);
		}),
		{ numRuns: 60 },
	);
});

test("[RE32] a filtered search finds what the pattern finds", () => {
	fc.assert(
		fc.property(text, fc.constantFrom(...PATTERNS), (said, pattern) => {
			const plain = [...said.matchAll(pattern)].map(({ index }) => index);
			expect(matchesIn(said, pattern).map(({ index }) => index)).toEqual(plain);
			expect(holds(said, new RegExp(pattern.source, pattern.flags.replace("g", "")))).toBe(plain.length > 0);
		}),
		{ numRuns: 100 },
	);
});
