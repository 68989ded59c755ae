import { expect, test } from "vitest";
import { saysTheSame } from "./same-answer.ts";

const bothWays = (a: string, b: string) => [saysTheSame(a, b), saysTheSame(b, a)];

test.each([
	["signs off: Mr. Brignoli", "signs off: Ettore Brignoli"],
	["signs off: Avv. Colnaghi", "signs off: Colnaghi"],
	["45,000 (currency not stated)", "EUR 45,000"],
	["up to 45,000 (currency not stated)", "up to EUR 45,000"],
])("[LE6] %j and %j are the same: an address, and what is left out, say nothing", (a, b) => {
	expect(bothWays(a, b)).toEqual([true, true]);
});

test.each([
	["signs off: Mr. Brignoli", "signs off: Mr. Holub"],
	["signs off: Sir", "signs off: Ruth"],
	["45,000 (currency not stated)", "EUR 54,000"],
	["about 45 (unit not stated)", "EUR 45,000"],
])("[LE6] %j and %j are not", (a, b) => {
	expect(bothWays(a, b)).toEqual([false, false]);
});
