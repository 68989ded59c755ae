import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCrmWebhook } from "./adapter.ts";

const BODY = {
	event: "note.added",
	deal: { externalId: "opp-1", name: "Acme renewal" },
	contact: { email: "ana@buyer.example", name: "Ana" },
	text: "They want 50 seats.",
	at: "2026-11-20T09:30:00+01:00",
};

const paths = (body: unknown): string[] => {
	const result = parseCrmWebhook(body);
	return result.type === "ok" ? [] : result.problems.map((problem) => problem.path);
};

describe("a webhook of a CRM", () => {
	test("is read into our own words", () => {
		expect(parseCrmWebhook(BODY)).toEqual({
			type: "ok",
			change: {
				event: "note.added",
				externalId: "opp-1",
				dealName: "Acme renewal",
				contact: { address: "ana@buyer.example", name: "Ana" },
				text: "They want 50 seats.",
				at: Date.UTC(2026, 10, 20, 8, 30),
			},
		});
	});

	test("may leave out what it does not know", () => {
		expect(parseCrmWebhook({ event: "stage.changed", deal: { externalId: "1" }, at: "2026-11-20T09:30:00Z" })).toEqual({
			type: "ok",
			change: {
				event: "stage.changed",
				externalId: "1",
				dealName: null,
				contact: null,
				text: "",
				at: Date.UTC(2026, 10, 20, 9, 30),
			},
		});
	});

	test.each([
		[{ ...BODY, event: "deal.deleted" }, "/body/event"],
		[{ ...BODY, deal: {} }, "/body/deal/externalId"],
		[{ ...BODY, deal: { externalId: " " } }, "/body/deal/externalId"],
		[{ ...BODY, deal: { externalId: "a\nb" } }, "/body/deal/externalId"],
		[{ ...BODY, deal: { externalId: 7 } }, "/body/deal/externalId"],
		[{ ...BODY, contact: { email: "nobody" } }, "/body/contact/email"],
		[{ ...BODY, at: "yesterday" }, "/body/at"],
		[{ ...BODY, at: "2026-11-20T09:30:00" }, "/body/at"],
		[{ ...BODY, at: "1969-12-31T23:59:59Z" }, "/body/at"],
		[{ ...BODY, secretField: 1 }, "/body/secretField"],
		[{ ...BODY, deal: { externalId: "1", amount: 5 } }, "/body/deal/amount"],
		[{ ...BODY, "a/b~c": 1 }, "/body/a~1b~0c"],
		[null, "/body"],
	])("%j is refused at %j", (body, path) => {
		expect(paths(body)).toEqual([path]);
	});

	test.each([
		["externalId", (size: number) => ({ ...BODY, deal: { externalId: "x".repeat(size) } }), 100],
		["deal name", (size: number) => ({ ...BODY, deal: { externalId: "1", name: "x".repeat(size) } }), 200],
		["text", (size: number) => ({ ...BODY, text: "x".repeat(size) }), 20_000],
	])("its %s is bounded", (_what, make, max) => {
		expect(paths(make(max))).toEqual([]);
		expect(paths(make(max + 1))).toHaveLength(1);
	});

	test("names every wrong field, and repeats nothing that stood in them", () => {
		const result = parseCrmWebhook({
			event: "SECRET",
			deal: { externalId: "", colour: "SECRET" },
			contact: { email: "SECRET" },
			at: "SECRET",
		});
		expect(result.type === "refused" && result.problems.length).toBe(5);
		expect(JSON.stringify(result)).not.toContain("SECRET");
	});

	test("[property] nothing is thrown, whatever the body", () => {
		fc.assert(
			fc.property(fc.anything(), (body) => {
				expect(parseCrmWebhook(body).type).toBe("refused");
			}),
		);
	});
});
