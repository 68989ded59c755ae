import { describe, expect, test } from "vitest";
import { learn, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { factNo, signalNo } from "../testing/ids.ts";
import { propose, reading } from "../testing/steps.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import { invariant } from "../vocabulary/invariant.ts";

const WORDS = "one two three four five six";
/** A reading of one signal that holds these words. */
function claim(deal: TestDeal, key: FactKey, value: string, { word = "one" }: { word?: string } = {}) {
	const evidence = [quoteOf(word, signalNo(1), WORDS)];
	return propose(deal, [learn(key, value, { evidence })], { input: reading(signalNo(1), WORDS) });
}
const facts = (deal: TestDeal, key: FactKey) =>
	Object.values(deal.board().facts)
		.filter((fact) => fact.key === key)
		.map((fact) => ({ ...fact, value: deal.lookup(fact.value) }));
const values = (deal: TestDeal, key: FactKey) => facts(deal, key).map(({ value }) => value);

describe("of one person, need or topic", () => {
	const KEY = "discovery.stakeholder";
	const JONAS = "Jonas Petrie | - | unknown | unknown";

	test("[LE7] a later answer takes the place of the earlier one, with the quotes of both", () => {
		const deal = newDeal();
		claim(deal, KEY, JONAS);
		claim(deal, KEY, "jonas petrie | CFO | signs-off | against", { word: "two" });
		expect(values(deal, KEY)).toEqual(["jonas petrie | CFO | signs-off | against"]);
		const [fact] = facts(deal, KEY);
		expect(fact?.evidence.map((each) => deal.lookup(each.quote))).toEqual(["two", "one"]);
	});

	test("[LE7] somebody else is another line", () => {
		const deal = newDeal();
		claim(deal, KEY, JONAS);
		claim(deal, KEY, "Mara Ellingsen | - | champions | for");
		expect(values(deal, KEY)).toHaveLength(2);
	});

	test.each(["validated", "edited", "contradicted"] as const)("[LE7] a person's word stays: %s", (state) => {
		const deal = newDeal();
		claim(deal, KEY, JONAS);
		const [fact] = Object.values(deal.board().facts);
		invariant(fact, "it was learned");
		deal.emit({
			type: "deal.fact-learned",
			run: null,
			skill: null,
			fact: { ...fact, id: factNo(9), state, supersedes: fact.id },
		});
		expect(claim(deal, KEY, "Jonas Petrie | CFO | decides | for", { word: "two" })).toEqual([]);
		expect(values(deal, KEY)).toEqual([JONAS]);
	});

	test.each([
		["Jonas | - | unknown | against", "Jonas Petrie | CFO | signs-off | unknown"],
		["Jonas Petrie | CFO | signs-off | unknown", "Jonas | - | unknown | against"],
		["Petrie | - | unknown | against", "Jonas Petrie | CFO | signs-off | unknown"],
		["Jonas Petrie | CFO | signs-off | unknown", "Mr. Petrie | - | unknown | against"],
		["Petrie, Jonas | CFO | signs-off | unknown", "Jonas Petrie | - | unknown | against"],
		["Jonas Petrie | CFO | signs-off | unknown", "J. Petrie | - | unknown | against"],
		["Jónas Petrie | CFO | signs-off | unknown", "Jonas Petrie | - | unknown | against"],
	])("[LE8] «%s», then «%s»: one person, by the fuller name", (first, second) => {
		const deal = newDeal();
		claim(deal, KEY, first);
		claim(deal, KEY, second, { word: "two" });
		expect(values(deal, KEY)).toEqual(["Jonas Petrie | CFO | signs-off | against"]);
	});

	test("[LE8] where two bear the name, a last name alone is neither", () => {
		const deal = newDeal();
		claim(deal, KEY, "Jonas Petrie | CFO | signs-off | unknown");
		claim(deal, KEY, "Mara Petrie | - | uses | unknown", { word: "two" });
		claim(deal, KEY, "Ms Petrie | - | unknown | against", { word: "three" });
		expect(values(deal, KEY)).toHaveLength(3);
	});

	test.each([
		["Jonas Petrie | CFO | signs-off | unknown", "Petrie Lind | - | uses | unknown"],
		["Information security | - | blocks | unknown", "Security | - | unknown | against"],
		["Jonas Petrie | CFO | signs-off | unknown", "K. Petrie | - | unknown | against"],
	])("[LE8] «%s» and «%s» are two", (first, second) => {
		const deal = newDeal();
		claim(deal, KEY, first);
		claim(deal, KEY, second, { word: "two" });
		expect(values(deal, KEY)).toHaveLength(2);
	});

	test("[LE8] where two bear the name, a first name alone is neither", () => {
		const deal = newDeal();
		claim(deal, KEY, "Jonas Petrie | CFO | signs-off | unknown");
		claim(deal, KEY, "Jonas Lind | - | uses | unknown", { word: "two" });
		claim(deal, KEY, "Jonas | - | unknown | against", { word: "three" });
		expect(values(deal, KEY)).toHaveLength(3);
	});
});
