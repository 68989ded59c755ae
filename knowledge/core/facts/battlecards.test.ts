import { describe, expect, test } from "vitest";
import { aCatalogue, aCompetitor } from "../testing/catalogue.ts";
import { factNo, signalNo } from "../testing/ids.ts";
import { battlecardsFor } from "./battlecards.ts";
import type { ReadFact } from "./fact.ts";

const QUOTE = "Tally Bird is cheaper";
const aMention = (changes: Partial<ReadFact> = {}): ReadFact => ({
	id: factNo(1),
	key: "discovery.competitor",
	value: "Tallybird | being compared: price",
	confidence: 0.9,
	state: "suggested",
	validFrom: 0,
	supersedes: null,
	evidence: [{ signal: signalNo(1), quote: QUOTE, start: 0, end: QUOTE.length }],
	...changes,
});
const at = (iso: string): number => Date.parse(iso);
const TODAY = at("2026-09-14T09:00:00Z");
const cards = (facts: readonly ReadFact[], now = TODAY) => battlecardsFor(facts, aCatalogue(), now);

describe("a card", () => {
	test("[BC1] of a vendor that a fact names holds what the catalogue says, its source and the words that name them", () => {
		expect(cards([aMention()])).toEqual([
			{
				name: "Tallybird",
				strong: ["Low entry price."],
				ours: ["Harbour Desk is run from one place for all teams."],
				source: "battle card of May 2026",
				expires: "2026-12-31",
				mentions: [QUOTE],
			},
		]);
	});

	test.each([
		["the last millisecond of its last day", "2026-12-31T23:59:59.999Z", 1],
		["the first of the day after", "2027-01-01T00:00:00Z", 0],
	])("[BC1] at %s", (_name, now, count) => {
		expect(cards([aMention()], at(now))).toHaveLength(count);
	});

	test.each([
		["an alias in other letters", { value: "tally-bird | in use: tickets" }, 1],
		["a vendor who is not in the catalogue", { value: "Rivalco | in use: tickets" }, 0],
		["a fact that was contradicted", { state: "contradicted" }, 0],
		["a fact whose text was erased", { value: null }, 0],
		["a fact of another kind", { key: "bant.need" }, 0],
	] as const)("[BC1] for %s", (_name, changes, count) => {
		expect(cards([aMention(changes)])).toHaveLength(count);
	});

	test("[BC1] one card for two mentions, with each quote once and none that was erased", () => {
		const [evidence] = aMention().evidence;
		if (!evidence) throw new Error("a mention has a quote");
		const other = aMention({
			id: factNo(2),
			value: "Tally Bird | in use: x",
			evidence: [evidence, { ...evidence, quote: null }],
		});
		expect(cards([aMention(), other]).map(({ mentions }) => mentions)).toEqual([[QUOTE]]);
	});

	test("[BC1] nobody named, no card", () => {
		expect(battlecardsFor([], aCatalogue({ competitors: [aCompetitor()] }), TODAY)).toEqual([]);
	});
});
