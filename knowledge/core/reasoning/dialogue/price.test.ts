import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreedPriceIn } from "./price.ts";

const haggle = (...said: readonly string[]) =>
	agreedPriceIn(said.map((line) => ({ side: line.slice(0, 1), text: line.slice(3) })));

describe("what both end at", () => {
	test.each([
		["the last offer that is taken", ["b: would you take 30?", "s: 40 is the lowest I can go", "b: ok deal"], 40, true],
		[
			"an offer that comes back",
			["b: I have $38", "s: make it $40 and I deliver", "b: I can come now if you take $38", "s: okay, deal!"],
			38,
			true,
		],
		["the middle", ["s: 700", "b: 600", "s: let's split the difference", "b: fine"], 650, true],
		["what is taken off", ["s: I'm asking 50", "b: too much", "s: I can take $5 off", "b: sold"], 45, true],
		["thousands", ["s: I want 5000", "b: how about 4.5k?", "s: that works"], 4_500, true],
		["their offer, by those words", ["b: how is $25?", "s: I really wanted $30 but I'll accept your offer"], 25, true],
		["nothing said yes to", ["b: would you take 30?", "s: no, 40 at least"], 40, false],
	] as const)("[SA6] %s", (_name, said, price, agreed) => {
		expect(haggle(...said)).toMatchObject({ price, agreed });
	});

	test.each([
		["a size and an age", ["s: the frame is 54 cm and 2 years old", "b: would you take 90?", "s: yes"], 90],
		["a year", ["s: my 2013 model for $9000", "b: 2013 is old, 8000?", "s: deal"], 8_000],
		["a telephone", ["b: how about 16?", "s: okay, call me at 347-567-6785"], 16],
		["a day of picking up", ["b: could you do 120?", "s: sure", "b: I'll be there at 5"], 120],
		["an extra", ["b: 150 for it?", "s: yes, and I throw in a $20 case"], 150],
		["what others ask", ["s: these cost $80 new", "b: 40?", "s: ok"], 40],
	] as const)("[SA6] %s is no price", (_name, said, price) => {
		expect(haggle(...said)?.price).toBe(price);
	});

	test("[SA6] nothing is made up", () => {
		expect(haggle("b: love it", "s: deal")).toBeNull();
		expect(agreedPriceIn([])).toBeNull();
	});

	test("[SA6] a price that is read stands in the words, or between two that do", () => {
		const line = fc.constantFrom(
			"100",
			"how about $90?",
			"deal",
			"no",
			"95 then",
			"split the difference",
			"ok",
			"it is 3 years old",
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
				const read = agreedPriceIn(lines.map((text, i) => ({ side: String(i % 2), text })));
				if (read) expect(read.price).toBeGreaterThanOrEqual(90);
				if (read) expect(read.price).toBeLessThanOrEqual(100);
			}),
			{ numRuns: 100 },
		);
	});
});
