import { expect, test } from "vitest";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { HOSTILE_UNITS, hostileText, READ_MS_MAX } from "../eval/hostile.ts";
import { replyHandler } from "./definition.ts";

test.each(HOSTILE_UNITS)("[RH21] the longest text of %j is read and judged in bounded time", (unit) => {
	const input = inputOf(hostileText(unit));
	const before = performance.now();
	for (const proposal of replyHandler.reason(input).proposals) replyHandler.judge(input, proposal);
	expect(performance.now() - before).toBeLessThan(READ_MS_MAX);
});

test("[RH21] it is said how much was read", () => {
	const { summary } = replyHandler.reason(inputOf("Our budget is EUR 40,000. ".repeat(2_000)));
	expect(summary).toContain("Only the first 1000 sentences were read, 50% of the text.");
});
