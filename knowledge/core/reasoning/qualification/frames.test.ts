import { describe, expect, it } from "vitest";
import { complaintIn, measureOfChoiceIn, WISH, WISH_TAIL } from "./frames.ts";

describe("[RE31] what is said around a thing tells its kind", () => {
	it.each([
		"What bothers us most is that pallets vanish between the docks.",
		"You'd be surprised how often pallets vanish between the docks.",
		"Far too often pallets vanish between the docks.",
		"Pallets vanish between the docks, and it's wearing everyone down.",
	])("a complaint is a pain: %s", (text) => {
		expect(complaintIn(text)?.words).toMatch(/pallets vanish/i);
	});

	it.each([
		"The trouble is that your price is too high.",
		"The problem is that we have no budget.",
		"Pallets come in at six.",
	])("what is said of money, or of us, is none: %s", (text) => {
		expect(complaintIn(text)).toBeNull();
	});

	it.each([
		"It has become important to us to trace a pallet.",
		"What brings us to you is the wish to trace a pallet.",
		"We have set out to trace a pallet.",
	])("a wish is a need: %s", (text) => {
		const match = WISH.exec(text);
		expect(text.slice((match?.index ?? 0) + (match?.[0].length ?? 0))).toBe("trace a pallet.");
	});

	it("a wish may be named as one behind it", () => {
		expect(WISH_TAIL.test("Trace a pallet, that's the whole point.")).toBe(true);
		expect(WISH_TAIL.test("Trace a pallet, that's the wrong point.")).toBe(false);
	});

	it.each([
		["The selection hinges on battery life.", "battery life."],
		["If two are equal, battery life breaks the tie.", "battery life"],
		["We rank the vendors by battery life.", "battery life."],
		["It'll come down to battery life, I'm fairly sure.", "battery life"],
	])("what decides the choice is a criterion: %s", (text, measure) => {
		expect(measureOfChoiceIn(text)).toBe(measure);
	});

	it("what comes first in time is none", () => {
		expect(measureOfChoiceIn("A pilot comes first, and then we buy.")).toBeNull();
	});

	it("a text without an end is read in bounded time", () => {
		const text = "what hurts us most is the problem in a b c - ".repeat(4_000);
		expect(() => [complaintIn(text), measureOfChoiceIn(text), WISH.test(text)]).not.toThrow();
	});
});
