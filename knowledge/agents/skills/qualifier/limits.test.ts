import { expect, test } from "vitest";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { HOSTILE_UNITS, hostileText, READ_MS_MAX } from "../eval/hostile.ts";
import { qualifier } from "./definition.ts";

test.each(HOSTILE_UNITS)("[QU19] the longest text of %j is read and judged in bounded time", (unit) => {
	const input = inputOf(hostileText(unit));
	const before = performance.now();
	for (const proposal of qualifier.reason(input).proposals) qualifier.judge(input, proposal);
	expect(performance.now() - before).toBeLessThan(READ_MS_MAX);
});

test("[QU19] it is said how much was read", () => {
	const { summary } = qualifier.reason(inputOf("Our budget is EUR 40,000. ".repeat(2_000)));
	expect(summary).toContain("Only the first 1000 sentences were read, 50% of the text.");
});
