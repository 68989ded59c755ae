import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factNo, signalNo } from "../testing/ids.ts";
import { Stage } from "../vocabulary/stage.ts";
import { Heard, Power, StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import type { ReadFact } from "./fact.ts";
import { politicalMap, singleThread } from "./political-map.ts";
import { type Stakeholder, stakeholderText } from "./stakeholder.ts";

const somebody = (name: string, more: Partial<Stakeholder> = {}): Stakeholder => ({
	name,
	title: null,
	role: "unknown",
	stance: "unknown",
	power: "unknown",
	reportsTo: null,
	heard: "unknown",
	...more,
});
let count = 0;
const fact = (person: Stakeholder): ReadFact => ({
	id: factNo(++count),
	key: "discovery.stakeholder",
	value: stakeholderText(person),
	confidence: 0.8,
	state: "suggested",
	evidence: [{ signal: signalNo(1), quote: "…", start: 0, end: 1 }],
	validFrom: 0,
	supersedes: null,
});
const map = (stage: Stage, ...people: readonly Stakeholder[]) => politicalMap(stage, people.map(fact));

const ADA = somebody("Ada Berg", { role: "decides", heard: "spoke" });
const BEN = somebody("Ben Carver", { role: "uses", heard: "spoke" });

const NAMES = ["Ada Berg", "Ben Carver", "Cem Demir", "Dana Ek", "Eva Frey"] as const;
const anybody: fc.Arbitrary<Stakeholder> = fc.record({
	name: fc.constantFrom(...NAMES),
	title: fc.constantFrom(null, "CEO", "Planner", "Assistant to the CEO"),
	role: fc.constantFrom(...StakeholderRole.options),
	stance: fc.constantFrom(...Stance.options),
	power: fc.constantFrom(...Power.options),
	reportsTo: fc.constantFrom(null, "Ada", ...NAMES, "Somebody Else"),
	heard: fc.constantFrom(...Heard.options),
});
const aCrowd = fc.uniqueArray(anybody, { maxLength: 5, selector: ({ name }) => name });
const aStage = fc.constantFrom(...Stage.options);

describe("the single-thread alarm", () => {
	test.each([
		["nobody has spoken", "DISCOVERY", []],
		["one person spoke", "DISCOVERY", [ADA]],
		["one person spoke, whoever is named besides", "QUALIFICATION", [BEN, somebody("Ada Berg", { role: "decides" })]],
		["two spoke, and nobody with power, from SOLUTION on", "SOLUTION", [BEN, { ...BEN, name: "Cem Demir" }]],
		[
			"two spoke, and who decides was only named",
			"NEGOTIATION",
			[BEN, { ...BEN, name: "Cem Demir" }, { ...ADA, heard: "unknown" }],
		],
	] as const)("[S2-25] is raised where %s", (_name, stage, people) => {
		expect(map(stage, ...people).alarm).not.toBeNull();
	});

	test.each([
		["in PROSPECTING", "PROSPECTING", [ADA]],
		["once the deal is won", "CLOSED_WON", [ADA]],
		["where two spoke, before SOLUTION", "QUALIFICATION", [BEN, { ...BEN, name: "Cem Demir" }]],
		["where two spoke and one of them decides", "PROPOSAL", [ADA, BEN]],
		[
			"where two spoke and who decides was met",
			"PROPOSAL",
			[BEN, { ...BEN, name: "Cem Demir" }, { ...ADA, heard: "met" }],
		],
	] as const)("[S2-25] is not raised %s", (_name, stage, people) => {
		expect(map(stage, ...people).alarm).toBeNull();
	});

	test.each([
		["Bill Hargrove", "William Hargrove", true],
		["Ada Maria Berg", "Ada Berg", true],
		["A. Berg", "Ada Berg", true],
		["Berg", "Ada Berg", true],
		["Piet Berg", "Ada Berg", false],
		["Piet Berg senior", "Piet Berg jr.", false],
		["Sam Berg", "Samantha Cole", false],
	])("[S2-25] «%s» and «%s» are one voice: %s", (one, other, isOne) => {
		expect(map("DISCOVERY", { ...BEN, name: one }, { ...BEN, name: other }).alarm !== null).toBe(isOne);
	});

	test("[S2-25] says on whom the deal hangs", () => {
		expect(map("DISCOVERY", BEN).alarm).toContain("Ben Carver");
		expect(map("SOLUTION", BEN, { ...BEN, name: "Cem Demir" }, { ...ADA, heard: "unknown" }).alarm).toContain(
			"Ada Berg",
		);
	});

	test("[S2-25] is never raised in PROSPECTING, whoever is known", () => {
		fc.assert(fc.property(aCrowd, (people) => singleThread("PROSPECTING", people) === null));
	});
});

describe("the map", () => {
	test("[S2-25] words say how much somebody's word counts, and a title where no words do", () => {
		const people = map(
			"SOLUTION",
			somebody("Ada Berg", { title: "Managing Director" }),
			somebody("Ben Carver", { title: "Managing Director", power: "low" }),
			somebody("Cem Demir", { title: "Assistant to the CEO" }),
		).people;
		expect(people.map(({ name, power }) => [name, power])).toEqual([
			["Ada Berg", "high"],
			["Cem Demir", "unknown"],
			["Ben Carver", "low"],
		]);
	});

	test("[S2-25] who weighs most comes first, and why is said", () => {
		const [first, second] = map("SOLUTION", BEN, ADA).people;
		expect([first?.name, second?.name]).toEqual(["Ada Berg", "Ben Carver"]);
		expect(first?.why).toContain("yes or no");
	});

	test("[S2-25] a superior is somebody on the map, by whatever part of the name", () => {
		const { reporting } = map(
			"SOLUTION",
			{ ...BEN, reportsTo: "Ada" },
			ADA,
			somebody("Cem Demir", { reportsTo: "Zoe" }),
		);
		expect(reporting).toEqual([{ from: "Ben Carver", to: "Ada Berg" }]);
	});

	test("[S2-25] nobody is above themselves, by whatever way", () => {
		fc.assert(
			fc.property(aCrowd, (people) => {
				const { reporting } = map("SOLUTION", ...people);
				const above = new Map(reporting.map(({ from, to }) => [from, to]));
				for (const start of above.keys()) {
					let at = above.get(start);
					for (let step = 0; at !== undefined && step <= above.size; step++) {
						expect(at).not.toBe(start);
						at = above.get(at);
					}
				}
			}),
		);
	});

	test("[S2-25] a contradicted fact is nobody", () => {
		expect(politicalMap("SOLUTION", [{ ...fact(ADA), state: "contradicted" }]).people).toEqual([]);
	});
});

describe("coverage", () => {
	test("[S2-25] all is known, and nothing is missing", () => {
		const all = map(
			"NEGOTIATION",
			{ ...ADA, stance: "neutral", power: "high" },
			BEN,
			somebody("Cem Demir", { role: "champions", stance: "for", heard: "spoke" }),
		);
		expect(all.coverage).toEqual({ score: 1, missing: [] });
	});

	test("[S2-25] nothing is known, and everything that the stage asks for is missing", () => {
		expect(map("PROSPECTING").coverage).toEqual({ score: 0, missing: ["somebody who speaks to us"] });
		expect(map("NEGOTIATION").coverage.missing.length).toBeGreaterThan(map("DISCOVERY").coverage.missing.length);
	});

	test("[S2-25] never falls when somebody more is known", () => {
		fc.assert(
			fc.property(aStage, aCrowd, anybody, (stage, people, another) => {
				const more = people.some(({ name }) => name === another.name) ? people : [...people, another];
				expect(map(stage, ...more).coverage.score).toBeGreaterThanOrEqual(map(stage, ...people).coverage.score);
			}),
		);
	});
});
