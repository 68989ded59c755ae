import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aPack } from "../testing/packs.ts";
import { classifyQuestion, formOf } from "./question-types.ts";

describe("the form of a question", () => {
	test.each([
		"What would you change?",
		"And how do you do that today?",
		"So, just so that I follow, which of them is used?",
		"Tell me about the depot.",
		"Could you walk me through a normal day?",
		"Can you tell me how that is counted?",
		"By when does it have to work?",
		"To what extent does that matter?",
		"The date is fixed by whom?",
	])("[S2-33] open: %s", (question) => {
		expect(formOf(question)).toBe("open");
	});

	test.each([
		"Do you use a spreadsheet?",
		"Is it the price or the date?",
		"So you sign this yourself?",
		"And would that be enough?",
		"You know what I mean, right?",
		"Are you the one who decides?",
		"Any news?",
	])("[S2-33] closed: %s", (question) => {
		expect(formOf(question)).toBe("closed");
	});

	test.each(["It seems that the date worries you.", "We ship on Monday.", "", "…"])("[S2-33] none: %s", (text) => {
		expect(formOf(text)).toBe("statement");
	});

	test("[S2-33] one to five of their last words handed back are a mirror, a sixth makes it a question", () => {
		const before = "We looked at it. It never got past the second line of support.";
		expect(formOf("Support?", before)).toBe("mirror");
		expect(formOf("The second line of support?", before)).toBe("mirror");
		expect(formOf("Past the second line of support?", before)).toBe("closed");
		expect(formOf("The first line?", before)).toBe("closed");
		expect(formOf("We looked at it?", before)).toBe("closed");
		expect(formOf("Support?", "")).toBe("closed");
	});
});

describe("which type", () => {
	const type = (id: string, cues: readonly string[]) => ({
		id,
		name: id,
		description: "For tests.",
		cues: [...cues],
		examples: ["x?"],
	});
	const { questionTypes } = aPack({
		questionTypes: [
			type("first", ["how", "how often"]),
			type("second", ["how", "how often does … happen"]),
			{ ...type("third", ["does"]), forms: ["closed"] },
		],
	});

	test("[S2-33] the longest words decide, among equals the type that stands first, and a form that is not the type's never", () => {
		expect(classifyQuestion("How is it?", questionTypes)).toMatchObject({
			type: { id: "first" },
			form: "open",
			words: 1,
		});
		expect(classifyQuestion("How often does that happen?", questionTypes)?.type.id).toBe("second");
		expect(classifyQuestion("Does it work?", questionTypes)?.type.id).toBe("third");
		expect(classifyQuestion("Where does it work?", questionTypes)).toBeNull();
	});

	test("[S2-33] any text is classified in bounded time, the same each time", () => {
		fc.assert(
			fc.property(fc.string(), fc.option(fc.string()), (question, before) => {
				expect(classifyQuestion(question, questionTypes, before)).toEqual(
					classifyQuestion(question, questionTypes, before),
				);
			}),
		);
		const began = performance.now();
		classifyQuestion("how often does ".repeat(70_000), questionTypes, "how ".repeat(250_000));
		expect(performance.now() - began).toBeLessThan(500);
	});
});
