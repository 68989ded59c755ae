import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asWritten, indexOfTurn, questionBefore, type Turn } from "./speech.ts";

const TURNS: readonly Turn[] = [
	{ start: 5, end: 18, speaker: "Sam", side: "us" },
	{ start: 24, end: 34, speaker: "Mara", side: "buyer" },
];
const TEXT = "Sam: Who signs off?\nMara: Jonas does";

describe("spoken words", () => {
	test.each([
		["So, uh, it's, um, six point four.", "it's six point four."],
		["Yeah, we need, you know, an audit log.", "we need an audit log."],
		["We had a thing with a, with a footballer.", "We had a thing with a footballer."],
		["The ER system and the umbrella.", "The ER system and the umbrella."],
		["No local accounts.", "No local accounts."],
	])("[SK1] %s", (said, written) => {
		expect(asWritten(said)).toBe(written);
	});

	test("[SK1] nothing is added, and no text makes it throw", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
				expect(asWritten(text).length).toBeLessThanOrEqual(text.length + 1);
			}),
		);
	});
});

describe("turns", () => {
	test("[SK2] an offset is in one turn or in none", () => {
		expect([4, 5, 17, 18, 24, 33, 34].map((at) => indexOfTurn(TURNS, at))).toEqual([-1, 0, 0, -1, 1, 1, -1]);
		expect(indexOfTurn([], 3)).toBe(-1);
	});

	test("[SK2] only a question of ours right before is what was asked", () => {
		const turns = [{ ...TURNS[0], start: 5, end: 19 } as Turn, { ...TURNS[1], start: 26, end: 36 } as Turn];
		expect(questionBefore(TEXT, turns, 1)).toBe("Who signs off?");
		expect(questionBefore(TEXT.replace("?", "."), turns, 1)).toBeNull();
		expect(
			questionBefore(
				TEXT,
				turns.map((turn) => ({ ...turn, side: "buyer" as const })),
				1,
			),
		).toBeNull();
		expect(questionBefore(TEXT, turns, 0)).toBeNull();
	});
});
