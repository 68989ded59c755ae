import { expect, test } from "vitest";
import { factText } from "./fact-text.ts";

test.each([
	["conversation.ask", "Send the list | us | - | -", "Send the list"],
	["conversation.ask", "Send the list | us | - | 2026-09-21", "Send the list (by 21 September 2026)"],
	["conversation.ask", "Send the list | them | Mara Ellingsen | -", "Send the list (Mara Ellingsen)"],
	["conversation.promise", "Send the list | them | Mara | 2026-09-01", "Send the list (Mara, by 1 September 2026)"],
	["conversation.promise", "Send the list | us | - | -", "Send the list (we)"],
	["conversation.promise", "I'll send the list", "I'll send the list (they)"],
	["conversation.concession", "us | 10% off | two years", "We give: 10% off (for: two years)"],
	["conversation.concession", "us | 10% off | -", "We give: 10% off (nothing asked for it)"],
	["discovery.stakeholder", "Jonas Petrie | CFO | signs-off | unknown", "Jonas Petrie: CFO, signs-off"],
	["discovery.stakeholder", "Jonas Petrie | - | unknown | unknown", "Jonas Petrie"],
	["bant.budget", "EUR 40,000", "EUR 40,000"],
] as const)("[FT1] %s: %s", (key, value, expected) => {
	expect(factText(key, value)).toBe(expected);
});
