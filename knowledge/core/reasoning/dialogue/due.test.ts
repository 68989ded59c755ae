import { describe, expect, test } from "vitest";
import { dayAlone, dueIn } from "./due.ts";

/** Wednesday, 16 September 2026. */
const NOW = Date.parse("2026-09-16T09:00:00Z");
const due = (text: string, meets = false) => dueIn(text, { start: 0, end: text.length, meets }, NOW);

describe("by which day", () => {
	test.each([
		["I'll send it by Friday.", "2026-09-18"],
		["I'll send it by next Friday.", "2026-09-25"],
		["I'll send it next week.", "2026-09-25"],
		["Send it by the end of the week, please.", "2026-09-18"],
		["Send it by the end of next week, please.", "2026-09-25"],
		["I'll get back to you, end of the week.", "2026-09-18"],
		["We'll fill it in by the end of the month.", "2026-09-30"],
		["We'll fill it in by the 30th.", "2026-09-30"],
		["We'll fill it in by the 3rd.", "2026-10-03"],
		["It follows by 26.09.", "2026-09-26"],
		["You have it two weeks from today.", "2026-09-30"],
		["You'll have it before the day is out.", "2026-09-16"],
		["I'll send you the certificate tonight.", "2026-09-16"],
		["Let me get that to you before noon tomorrow.", "2026-09-17"],
		["I'll have it by close of business Friday.", "2026-09-18"],
		["will do by 4", "2026-09-16"],
		["thu eve i tell u", "2026-09-17"],
		["On Monday I submit the file.", "2026-09-21"],
		["Please send it by October.", "2026-10-31"],
	])("[SA1] %s: %s", (text, expected) => {
		expect(due(text)).toBe(expected);
	});

	test.each([
		"I'll send you the minutes of Monday.",
		"I'll send the notes about the meeting on Tuesday.",
		"Could you send it in October?",
		"I'll send you the list.",
		"They sent it last week and I'll look at it.",
		"We are 20 people, I'll tell them.",
	])("[SA1] no day of the act: %s", (text) => {
		expect(due(text)).toBeNull();
	});

	test("[SA1] the day of a meeting is its own", () => {
		expect(due("Shall we have the call on Tuesday?", true)).toBe("2026-09-22");
	});

	test.each([
		["By Friday if you can.", "2026-09-18"],
		["fri", "2026-09-18"],
		["Sure, by 4.", "2026-09-16"],
		["Friday is a holiday here.", null],
		["Two boxes by Friday please", null],
	])("[SA1] alone: %s: %s", (text, expected) => {
		expect(dayAlone(text, NOW)).toBe(expected);
	});
});
