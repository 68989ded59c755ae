import { describe, expect, test } from "vitest";
import { bounded, SAID_BEFORE_CHARS_MAX, saidBefore } from "./said-before.ts";

const whole = (text: string) => [{ start: 0, end: text.length }];

describe("what was said before", () => {
	test("[HI1] a mail gives its author's own words, and not what it quotes", () => {
		const text = "Thanks, that helps.\n\n> On Monday you wrote:\n> Hello";
		expect(saidBefore({ text, visible: [{ start: 0, end: 19 }] }, "buyer")).toEqual([
			{ side: "buyer", words: "Thanks, that helps." },
		]);
	});

	test("[HI1] a conversation gives each turn with its side, and a machine's text nothing", () => {
		const text = "Mara: Hello\nSam: Hi";
		const turns = [
			{ start: 6, end: 11, speaker: "Mara", side: "buyer" as const },
			{ start: 17, end: 19, speaker: "Sam", side: "us" as const },
		];
		expect(saidBefore({ text, visible: [], turns }, "buyer")).toEqual([
			{ side: "buyer", words: "Hello" },
			{ side: "us", words: "Hi" },
		]);
		expect(saidBefore({ text, visible: whole(text) }, "system")).toEqual([]);
	});

	test("[HI1] as much is kept as the bound lets in: of a mail its beginning, of a conversation its end", () => {
		const long = "x".repeat(SAID_BEFORE_CHARS_MAX);
		expect(bounded([{ side: "us", words: `${long}y` }])).toEqual([{ side: "us", words: long }]);
		expect(bounded([{ side: "us", words: long }])).toEqual([{ side: "us", words: long }]);
		expect(
			bounded([
				{ side: "buyer", words: "first" },
				{ side: "us", words: long },
			]),
		).toEqual([{ side: "us", words: long }]);
	});
});
