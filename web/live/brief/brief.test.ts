import { describe, expect, test } from "vitest";
import { CriterionView, StakeholderView } from "#knowledge/core/contract/deal.ts";
import { asksOf } from "./criteria.ts";
import { peopleMap } from "./people.ts";

const criterion = (stage: string, id: string, met: boolean) =>
	CriterionView.parse({ stage, id, name: id, met, facts: [] });
const person = (name: string, role: string) =>
	StakeholderView.parse({
		fact: "f-aaaaaaaaaaaaaaaaaaaa",
		name,
		title: null,
		role,
		stance: "for",
		power: "unknown",
		reportsTo: null,
		heard: "unknown",
		contact: null,
		evidence: [],
	});

describe("the brief", () => {
	test("[WB22] what the stage asks for and has not got comes first; then earlier stages, the latest first", () => {
		const { here, earlier } = asksOf(
			[
				criterion("PROSPECTING", "engaged", true),
				criterion("DISCOVERY", "need", true),
				criterion("DISCOVERY", "people", false),
				criterion("QUALIFICATION", "budget", true),
				criterion("QUALIFICATION", "authority", false),
			],
			"QUALIFICATION",
		);
		expect([here.criteria.map(({ id }) => id), here.met]).toEqual([["authority", "budget"], 1]);
		expect(earlier.map(({ stage, criteria }) => [stage, criteria.map(({ id }) => id)])).toEqual([
			["DISCOVERY", ["people", "need"]],
			["PROSPECTING", ["engaged"]],
		]);
	});

	test("[WB22] a stage that asks for nothing has nothing missing", () => {
		expect(asksOf([], "NEGOTIATION").here).toEqual({ stage: "NEGOTIATION", criteria: [], met: 0 });
	});

	test("[WB23] who decides stands first, people without a role apart, each once", () => {
		const { columns, others } = peopleMap([
			person("Uma", "unknown"),
			person("Cai", "champions"),
			person("Dov", "signs-off"),
		]);
		expect(columns.map(({ people }) => people.map((each) => each.name))).toEqual([["Dov"], ["Cai"], [], []]);
		expect(others.map((each) => each.name)).toEqual(["Uma"]);
	});

	test("[WB23] that nobody is known who decides, or champions, is a gap", () => {
		const { columns } = peopleMap([]);
		expect(columns.filter(({ isNeeded }) => isNeeded).map(({ gap }) => gap)).toEqual([
			"Nobody known yet",
			"No champion yet",
		]);
	});
});
