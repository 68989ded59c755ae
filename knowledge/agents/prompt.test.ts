import { expect, test } from "vitest";
import { Catalogue } from "#knowledge/core/facts/offering.ts";
import { factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { promptOf } from "./prompt.ts";
import { ROSTER } from "./roster.ts";

const CATALOGUE = Catalogue.parse({
	offerings: [
		{
			id: "care",
			name: "Care",
			summary: "A desk.",
			capabilities: [{ name: "One screen", says: "Agents see all on one screen.", about: ["one screen"] }],
			limits: [],
			prices: [
				{ item: "Seat", region: "emea", currency: "EUR", unit: "per-user-month", listMinor: 4_217, floorMinor: 3_119 },
				{ item: "Seat", region: "amer", currency: "USD", unit: "per-user-month", listMinor: 5_333, floorMinor: 4_444 },
			],
			source: "Price list 2026-07",
		},
	],
	competitors: [],
});

test.each(ROSTER.map((skill) => [skill.name, skill] as const))(
	"%s: no prompt tells a floor, nor another region's price",
	(_name, skill) => {
		const { prefix, suffix } = promptOf(skill, inputOf("What would 85 seats cost?", { catalogue: CATALOGUE }));
		for (const hidden of ["3119", "31.19", "5333", "4444"]) expect(`${prefix}${suffix}`).not.toContain(hidden);
		expect(suffix).toContain("4217");
	},
);

test.each(ROSTER.map((skill) => [skill.name, skill] as const))(
	"%s: facts and the catalogue share a prompt that has no room for both whole",
	(_name, skill) => {
		const facts = Array.from({ length: 200 }, (_, i) => factOf("discovery.requirement", `requirement number ${i}`));
		const prompt = promptOf(skill, inputOf("Hello.", { facts, catalogue: CATALOGUE }));
		expect(prompt.tokens).toBeLessThanOrEqual(1_500);
		expect(prompt.left.memory).toBeGreaterThan(0);
		expect(prompt.suffix).toContain("requirement number 0");
		expect(prompt.suffix).toContain('offering care "Care"');
	},
);

test("[S2-06] whoever drafts is told the next best question, and who reads what the methods still want to know", () => {
	const suffixOf = (name: string, packs = inputOf(null).packs) => {
		const skill = ROSTER.find((each) => each.name === name);
		return skill ? promptOf(skill, inputOf("Thanks.", { stage: "DISCOVERY", packs })).suffix : "";
	};
	expect(suffixOf("reply-handler")).toContain('best question to ask, if any: "what');
	expect(suffixOf("qualifier")).toContain('methodology.answer "qbs/situation | ANSWER"');
	expect(suffixOf("qualifier")).not.toContain("best question");
	expect(suffixOf("reply-handler", [])).not.toContain("best question");
	expect(suffixOf("qualifier", [])).not.toContain("ANSWER");
});
