import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownWordsOf, type Reach, type Spoken } from "./own-words.ts";

const HERS =
	"Hi Sam,\n\nanswering a case takes around 12 minutes per case today. We need to bring that below 5 minutes before the summer.\nWe have set aside EUR 140,000 for it. Please let me know if you have any questions.";
const spoken = (...more: readonly Spoken[]): readonly Spoken[] => [{ by: "them", text: HERS }, ...more];
const repeats = (text: string, reach: Reach, ...more: readonly Spoken[]): boolean =>
	ownWordsOf(spoken(...more)).repeats(text, reach);

describe("[ER3] a run of somebody's own words is theirs", () => {
	test.each<[string, string, Reach]>([
		[
			"in a value that is made of parts of two sentences",
			"We need to bring that below 5 minutes (now: takes around 12 minutes per case)",
			"short",
		],
		["in other case and punctuation", "«NEED to bring — that, below 5 minutes»", "short"],
		["in JSON", JSON.stringify({ value: "x", note: "we need to\nbring that below" }), "short"],
		["in a value that they alone prove, from four words on", "Takes around 12 minutes", "value"],
		["in a mail, as a quotation", `As was said: takes around 12 minutes per case today. We need to bring`, "long"],
	])("%s", (_, text, reach) => {
		expect(repeats(text, reach)).toBe(true);
	});

	test.each<[string, string, Reach]>([
		["a sum", "EUR 140,000", "value"],
		["a sum as they wrote it", "aside EUR 140,000 for it", "value"],
		["a product", "Brightfen Care Enterprise Suite", "value"],
		["three words", "12 minutes per", "value"],
		["four words that stand elsewhere", "takes around 12 minutes", "short"],
		["a courtesy", "Please let me know if you have any questions.", "short"],
		["a short run in a mail", "Our support takes around 12 minutes per call, all year round.", "long"],
		["the same words in another order", "Minutes below 5 that bring to need we", "value"],
		["nothing", "", "value"],
	])("%s is not", (_, text, reach) => {
		expect(repeats(text, reach)).toBe(false);
	});
});

test("[ER3] what another buyer wrote as well, or we before they did, is not theirs alone; what we repeat is", () => {
	const run = "need to bring that below 5 minutes";
	const line = `Yes, we ${run}, all of us.`;
	expect(repeats(run, "short", { by: "another", text: line })).toBe(false);
	expect(repeats(run, "short", { by: "us", text: line })).toBe(true);
	const before: readonly Spoken[] = [{ by: "us", text: line }, ...spoken()];
	expect(ownWordsOf(before).repeats(run, "short")).toBe(false);
});

test("[ER3] a long sentence that another took over word for word stays theirs", () => {
	const sentence =
		"Our agents copy every case by hand into the old system, and half of them get it wrong twice a week.";
	const own = ownWordsOf([
		{ by: "them", text: sentence },
		{ by: "another", text: `I agree with this:\n${sentence}\nOur own audit is in June.` },
	]);
	expect(own.repeats("copy every case by hand into the old system", "short")).toBe(true);
	expect(own.repeats("Our own audit is in June, they say", "short")).toBe(false);
});

/** Words that tell something, of two people who share none. */
const wordsFrom = (letters: string) =>
	fc.array(fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 9 }), {
		minLength: 8,
		maxLength: 60,
	});

test("[ER3] any run of five words of theirs is found in whatever text stands around it", () => {
	const cases = fc.record({
		own: wordsFrom("bdfg"),
		around: wordsFrom("klmn"),
		at: fc.nat(1_000),
		length: fc.integer({ min: 5, max: 12 }),
	});
	fc.assert(
		fc.property(cases, ({ own, around, at, length }) => {
			const from = at % (own.length - 4);
			const run = own.slice(from, from + length);
			const text = [...around, ...run.map((word) => word.toUpperCase()), ...around].join(", ");
			expect(ownWordsOf([{ by: "them", text: own.join(" ") }]).repeats(text, "short")).toBe(true);
		}),
	);
});

test("[ER3] no text is theirs that shares no four words in a row with them, nor one that another wrote", () => {
	const cases = fc.record({ own: wordsFrom("bdfg"), other: wordsFrom("klmn"), shared: wordsFrom("prst") });
	fc.assert(
		fc.property(cases, ({ own, other, shared }) => {
			const mixed = other.flatMap((word, at) => [word, ...own.slice(at % own.length, (at % own.length) + 3)]);
			const words = ownWordsOf([
				{ by: "them", text: [...own, ...shared].join(" ") },
				{ by: "another", text: [...shared, ...other].join(" ") },
			]);
			for (const reach of ["value", "short", "long"] as const) {
				expect(words.repeats(mixed.join(" "), reach)).toBe(false);
				expect(words.repeats([...shared, ...other].join(" "), reach)).toBe(false);
			}
		}),
	);
});

test("[ER3] 200,000 characters of theirs are looked for in as many in little time", () => {
	const own = Array.from({ length: 25_000 }, (_, n) => `word${n % 5_000}x${"abc"[n % 3]}`).join(" ");
	const other = "nothing of this was ever said by anybody at all ".repeat(4_200);
	const began = performance.now();
	const words = ownWordsOf([
		{ by: "them", text: own },
		{ by: "another", text: other },
	]);
	expect(words.repeats(other, "long")).toBe(false);
	expect(performance.now() - began).toBeLessThan(1_000);
});
