import { expect, test } from "vitest";
import { saysTheSame } from "./same-answer.ts";

const bothWays = (a: string, b: string) => [saysTheSame(a, b), saysTheSame(b, a)];

test.each([
	["signs off: Mr. Brignoli", "signs off: Ettore Brignoli"],
	["signs off: Avv. Colnaghi", "signs off: Colnaghi"],
	["45,000 (currency not stated)", "EUR 45,000"],
	["up to 45,000 (currency not stated)", "up to EUR 45,000"],
	["signs off: R. Harrow", "signs off: Ruth Harrow (owner)"],
	["signs off: Petrie, Jonas", "signs off: Jonas Petrie (CFO)"],
	["signs off: Jonas Petrie (CFO)", "signs off: Jonas Petrie (Group CFO)"],
	["Jonas Petrie (Chief Financial Officer)", "Mr. Petrie"],
	["about 45 (unit not stated)", "EUR 45,000"],
	["about 800 (unit not stated)", "USD 800,000"],
	["about 800 (unit not stated)", "800"],
	["about EUR 40,000", "EUR 42,000"],
])("[LE6] %j and %j are the same: an address, another name, and what is left out or rough, say nothing", (a, b) => {
	expect(bothWays(a, b)).toEqual([true, true]);
});

test.each([
	["signs off: Mr. Brignoli", "signs off: Mr. Holub"],
	["signs off: Sir", "signs off: Ruth"],
	["45,000 (currency not stated)", "EUR 54,000"],
	["USD 800,000", "USD 760,000"],
	["about 800 (unit not stated)", "USD 760,000"],
	["about EUR 40,000", "EUR 48,000"],
	["EUR 40,000", "EUR 42,000"],
	["EUR 40,000", "USD 40,000"],
	["EUR 40,000", "EUR 40,000,000"],
	["signs off: R. Harrow", "signs off: Owen Harrow"],
	["signs off: Ruth (owner)", "signs off: Ruth (CFO)"],
	["signs off: Jonas Petrie (CFO)", "signs off: Jonas Lindahl (CFO)"],
	["signs off: J. P.", "signs off: Jonas Petrie"],
	["2027-03-31", "2027-02-28"],
])("[LE6] %j and %j are not", (a, b) => {
	expect(bothWays(a, b)).toEqual([false, false]);
});
