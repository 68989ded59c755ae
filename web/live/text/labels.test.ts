import { expect, test } from "vitest";
import { valueText } from "./labels.ts";

test.each([
	["Send the list | us | - | -", "Send the list · for us to do"],
	["Send the list | them | - | -", "Send the list · for them to do"],
	["Send the list | us | Sam Okafor | -", "Send the list · Sam Okafor"],
	["Jonas Petrie | CFO | signs-off | against", "Jonas Petrie · CFO · Signs off · Against us"],
	["EUR 40,000", "EUR 40,000"],
])("%s is read as %s", (value, expected) => {
	expect(valueText(value)).toBe(expected);
});

test("a day in a value is told as a day", () => {
	expect(valueText("Send the list | us | - | 2026-09-21")).toMatch(/^Send the list · for us to do · by .*2026$/);
});
