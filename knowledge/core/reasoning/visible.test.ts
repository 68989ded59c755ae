import { expect, test } from "vitest";
import { VISIBLE_SPANS_MAX, visibleSpans } from "./visible.ts";

test.each([
	[VISIBLE_SPANS_MAX - 1, VISIBLE_SPANS_MAX - 1],
	[VISIBLE_SPANS_MAX, VISIBLE_SPANS_MAX],
	[VISIBLE_SPANS_MAX + 1, VISIBLE_SPANS_MAX],
])("[RE22] of %i visible spans %i are read, and none of them holds what was quoted", (written, read) => {
	const text = Array.from({ length: written }, (_, i) => `> point ${i}\nyes to ${i}`).join("\n");
	const spans = visibleSpans(text);
	expect(spans).toHaveLength(read);
	for (const [i, { start, end }] of spans.entries()) expect(text.slice(start, end)).toBe(`yes to ${i}`);
});
