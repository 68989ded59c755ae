import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { segment, standsThere } from "./highlight.ts";

describe("highlight", () => {
	test("[WB1] the asked quote wins over others, and history is dim", () => {
		const text = "We have 120k.\n> old words";
		const pieces = segment(text, {
			visible: [{ start: 0, end: 13 }],
			active: [{ start: 8, end: 12 }],
			others: [{ start: 3, end: 12 }],
		});
		expect(pieces).toEqual([
			{ start: 0, text: "We ", mark: null, dim: false },
			{ start: 3, text: "have ", mark: "other", dim: false },
			{ start: 8, text: "120k", mark: "active", dim: false },
			{ start: 12, text: ".", mark: null, dim: false },
			{ start: 13, text: "\n> old words", mark: null, dim: true },
		]);
	});

	test("[WB1] a text of which no own words are known is not dimmed", () => {
		expect(segment("all of it", { visible: [], active: [], others: [] })).toEqual([
			{ start: 0, text: "all of it", mark: null, dim: false },
		]);
	});

	test("[WB1] an empty text has no pieces", () => {
		expect(segment("", { visible: [], active: [{ start: 0, end: 4 }], others: [] })).toEqual([]);
	});

	test("[WB2] joined, the pieces are the text, whatever the spans are", () => {
		const span = fc
			.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }))
			.map(([start, end]) => ({ start, end }));
		const spans = fc.array(span, { maxLength: 6 });
		fc.assert(
			fc.property(
				fc.string({ maxLength: 50, unit: "grapheme" }),
				spans,
				spans,
				spans,
				(text, visible, active, others) => {
					const pieces = segment(text, { visible, active, others });
					expect(pieces.map((piece) => piece.text).join("")).toBe(text);
					for (const piece of pieces) expect(text.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
				},
			),
		);
	});

	test.each([
		[{ start: 3, end: 7, quote: "have" }, true],
		[{ start: 3, end: 6, quote: "have" }, false],
		[{ start: 3, end: 7, quote: null }, true],
	])("[WB3] a quote stands at its offsets, or the page says that it does not: %j", (quote, stands) => {
		expect(standsThere("We have 120k.", quote)).toBe(stands);
	});
});
