import { expect, test } from "vitest";
import { countdown } from "./countdown.ts";
import { ago, duration, plural } from "./time.ts";

const NOW = Date.parse("2026-07-14T10:00:00.000Z");
const at = (ms: number) => new Date(NOW + ms).toISOString();

test.each([
	[-9_999, "just now"],
	[-10_000, "10s ago"],
	[-59_999, "59s ago"],
	[-60_000, "1m ago"],
	[-3_599_999, "59m ago"],
	[-3_600_000, "1h ago"],
	[-86_400_000, "yesterday"],
	[-2 * 86_400_000, "2d ago"],
	[6 * 86_400_000, "in 6d"],
])("[WB4] %i ms from now reads as %s", (ms, text) => {
	expect(ago(at(ms), NOW)).toBe(text);
});

test("[WB4] longer ago than a week is a date", () => {
	expect(ago(at(-8 * 86_400_000), NOW)).toMatch(/2026/);
});

test.each([
	[15_000, { seconds: 15, share: 1, over: false }],
	[14_001, { seconds: 15, share: 14_001 / 15_000, over: false }],
	[1, { seconds: 1, share: 1 / 15_000, over: false }],
	[0, { seconds: 0, share: 0, over: true }],
	[-1, { seconds: 0, share: 0, over: true }],
	[600_000, { seconds: 600, share: 1, over: false }],
])("[WB5] with %i ms left the countdown is %j", (left, expected) => {
	expect(countdown(at(left), NOW)).toEqual(expected);
});

test("[WB6] numbers read as people write them", () => {
	expect(plural(1, "step")).toBe("1 step");
	expect(plural(1_200, "step")).toBe("1,200 steps");
	expect([duration(999), duration(1_000), duration(12_345)]).toEqual(["999 ms", "1.0 s", "12 s"]);
});
