import { describe, expect, test } from "vitest";
import { KnownFrom, Layer, MemoryReason, PromptPart } from "#knowledge/core/vocabulary/memory.ts";
import { contextSummary, knownFrom, layerName, memoryWhy, partKept, partLeft, promptPart } from "./context.ts";

const part = (name: PromptPart, kept: number, left: number) => ({ part: name, tokens: 100, kept, left });

describe("[S0-51] a prompt in words", () => {
	test("each part, source, layer and reason has words of its own", () => {
		for (const [values, words] of [
			[PromptPart.options.length, PromptPart.options.map(promptPart)],
			[KnownFrom.options.length, KnownFrom.options.map(knownFrom)],
			[Layer.options.length, Layer.options.map(layerName)],
			[
				MemoryReason.options.length + 1,
				[null, ...MemoryReason.options].map((why) => memoryWhy({ why, isToldShort: false })),
			],
		] as const)
			expect(new Set(words).size).toBe(values);
	});

	test("what was told short says so", () => {
		expect(memoryWhy({ why: "recent", isToldShort: true })).toBe(
			"it is recent; told in one sentence, because room was short",
		);
	});

	test.each([
		["identity", 1, 0, "whole", "nothing"],
		["material", 1, 0, "whole", "nothing"],
		["material", 3, 12, "3 passages", "12 passages"],
		["material", 0, 0, "nothing there", "nothing"],
		["memory", 1, 0, "1 line", "nothing"],
		["memory", 0, 0, "nothing there", "nothing"],
		["history", 0, 4, "0 lines", "4 lines"],
	] as const)("of «%s», %i in and %i out: %s, and out %s", (name, kept, left, inside, outside) => {
		expect(partKept(part(name, kept, left))).toBe(inside);
		expect(partLeft(part(name, kept, left))).toBe(outside);
	});

	test("what was left out is named, the text to read by its characters", () => {
		expect(contextSummary({ parts: [part("task", 1, 0)], materialCharsLeft: 0 })).toBe(
			"100 tokens. Nothing was left out.",
		);
		expect(contextSummary({ parts: [part("memory", 3, 2), part("material", 1, 4)], materialCharsLeft: 1_234 })).toBe(
			"200 tokens. Left out for want of room: 2 lines of «what is known», 1,234 characters of the text to read.",
		);
	});
});
