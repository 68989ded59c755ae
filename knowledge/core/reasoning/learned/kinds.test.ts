import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kindsIn, partsOf, probabilityOf, type SaidIn, TOLD_KINDS } from "./kinds.ts";
import { modelFrom, scoresOf } from "./model.ts";
import { WEIGHTS } from "./weights.ts";

const ALONE: SaidIn = { before: null, isAnswer: false, ours: false };
const sure = (sentence: string, said: SaidIn = ALONE) =>
	kindsIn(sentence, said).flatMap((told) => (told.isSure ? [told.kind] : []));

describe("what a sentence tells", () => {
	test.each([
		["budget", "We have set aside thirty thousand euros for this."],
		["authority", "Nothing is ordered here unless our managing director signs it."],
		["economic-buyer", "The budget holder for this is our finance director."],
		["timeline", "It has to be up and running by the end of March."],
		["champion", "I am pushing for you with my bosses."],
		["decision-criterion", "What matters most to us when we choose is the price."],
		["decision-process", "First a pilot, then legal reviews the contract, then the board approves it."],
		["pain", "Everything is typed by hand into three lists and orders get lost."],
	] as const)("[LK1] %s: %s", (kind, sentence) => {
		expect(sure(sentence)).toContain(kind);
	});

	test.each([
		"Thank you for the friendly call yesterday.",
		"Kind regards from a rainy Rotterdam.",
		"I was on holiday last week, it was wonderful.",
		"",
	])("[LK1] nothing: %s", (sentence) => {
		expect(sure(sentence)).toEqual([]);
	});

	test("[LK2] a short answer is read with what was asked", () => {
		const asked: SaidIn = { before: "What is your budget for this?", isAnswer: true, ours: false };
		const other: SaidIn = { before: "How many people are you?", isAnswer: true, ours: false };
		expect(probabilityOf("budget", "Forty thousand.", asked)).toBeGreaterThan(probabilityOf("budget", "Forty.", other));
	});

	test("[LK3] what is said in passing is told of its own part", () => {
		const sentence =
			"We had the painters in all week and my desk is under a sheet, but our budget is EUR 40,000, and I must run now.";
		const told = kindsIn(sentence, ALONE).find(({ kind }) => kind === "budget");
		expect(told?.isSure).toBe(true);
		expect(sentence.slice(told?.within.start, told?.within.end)).toContain("40,000");
	});
});

describe("of any text", () => {
	const piece = fc.constantFrom(
		"our ",
		"budget",
		"EUR 40k",
		", ",
		"(",
		"and ",
		"\u202e",
		"預算",
		"\ud800",
		"?",
		"-",
		"Karin ",
		"\n",
		"“",
	);
	const anything = fc.oneof(
		fc.string({ unit: "binary", maxLength: 200 }),
		fc.array(piece, { maxLength: 60 }).map((each) => each.join("")),
	);

	test("[LK4] the same text tells the same, with probabilities in order between 0 and 1", () => {
		fc.assert(
			fc.property(anything, (text) => {
				const told = kindsIn(text, ALONE);
				expect(told).toEqual(kindsIn(text, ALONE));
				expect(told.every(({ probability }) => probability >= 0 && probability <= 1)).toBe(true);
				expect(told.map(({ probability }) => probability)).toEqual(
					told.map(({ probability }) => probability).sort((a, b) => b - a),
				);
			}),
			{ numRuns: 200 },
		);
	});

	test("[LK3] parts lie within the sentence, the whole of it first", () => {
		fc.assert(
			fc.property(anything, (text) => {
				const [whole, ...parts] = partsOf(text);
				expect(whole).toMatchObject({ start: 0, end: text.length, opens: true });
				for (const { start, end, tokens } of parts) {
					expect(start).toBeGreaterThanOrEqual(0);
					expect(end).toBeLessThanOrEqual(text.length);
					expect(tokens.every((token) => token.start >= start && token.end <= end)).toBe(true);
				}
			}),
			{ numRuns: 200 },
		);
	});

	test.each(["a", "we decide, ", "budget (", "\u200b", "Karin "])(
		"[LK5] a hundred thousand characters of %j are read in bounded time",
		(unit) => {
			const text = unit.repeat(Math.ceil(100_000 / unit.length));
			const before = performance.now();
			kindsIn(text, { before: text, isAnswer: true, ours: false });
			expect(performance.now() - before).toBeLessThan(1_000);
		},
	);
});

test("[LK6] the model has a row a feature, a column a hidden unit, a weight from each unit to each kind, and a threshold between doubt and certainty for each", () => {
	const { hashes, rows } = modelFrom(WEIGHTS);
	expect(WEIGHTS.kinds).toBe(TOLD_KINDS.length);
	expect(rows).toHaveLength(hashes.length * WEIGHTS.hidden);
	expect(WEIGHTS.scales).toHaveLength(WEIGHTS.hidden);
	expect(WEIGHTS.out).toHaveLength(WEIGHTS.hidden * TOLD_KINDS.length);
	expect(WEIGHTS.biases).toHaveLength(TOLD_KINDS.length);
	expect(WEIGHTS.thresholds.every((threshold) => threshold >= 0.1 && threshold <= 0.9)).toBe(true);
	expect(JSON.stringify(WEIGHTS).length).toBeLessThan(450_000);
});

test("[LK6] a feature that the model does not know changes nothing but the length", () => {
	const model = modelFrom({
		kinds: 1,
		hidden: 1,
		features: "BAAA",
		rows: "g",
		scales: [1],
		out: [2],
		biases: [0],
		slopes: [1],
		offsets: [0],
		thresholds: [0.5],
	});
	expect(scoresOf(model, [1])[0]).toBeCloseTo(1 / (1 + Math.exp(-2 * Math.tanh(1))));
	expect(scoresOf(model, [2])[0]).toBe(0.5);
});
