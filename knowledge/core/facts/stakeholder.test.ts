import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FactKey } from "../vocabulary/fact-key.ts";
import { Heard, Power, StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import { mergeStakeholder, readStakeholder, type Stakeholder, stakeholderText } from "./stakeholder.ts";
import { partsOf, partsText, subjectOf } from "./subject.ts";

const JONAS: Stakeholder = {
	name: "Jonas Petrie",
	title: "CFO",
	role: "signs-off",
	stance: "against",
	power: "unknown",
	reportsTo: null,
	heard: "unknown",
};
const someWords = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => /[^\s|/-]/.test(text));
const somebody: fc.Arbitrary<Stakeholder> = fc.record({
	name: someWords,
	title: fc.option(someWords),
	role: fc.constantFrom(...StakeholderRole.options),
	stance: fc.constantFrom(...Stance.options),
	power: fc.constantFrom(...Power.options),
	reportsTo: fc.option(someWords),
	heard: fc.constantFrom(...Heard.options),
});

describe("a stakeholder", () => {
	test("[SH1] is written in parts and read back", () => {
		expect(stakeholderText(JONAS)).toBe("Jonas Petrie | CFO | signs-off | against");
		expect(readStakeholder(stakeholderText(JONAS))).toEqual(JONAS);
		expect(readStakeholder(stakeholderText({ ...JONAS, title: null }))).toEqual({ ...JONAS, title: null });
	});

	test("[SH4] what is known of power, of a superior and of who spoke stands at the end, as far as it is known", () => {
		expect(stakeholderText({ ...JONAS, power: "high" })).toBe("Jonas Petrie | CFO | signs-off | against | high");
		expect(stakeholderText({ ...JONAS, reportsTo: "Ada Berg" })).toBe(
			"Jonas Petrie | CFO | signs-off | against | unknown | Ada Berg",
		);
		expect(stakeholderText({ ...JONAS, heard: "met" })).toBe(
			"Jonas Petrie | CFO | signs-off | against | unknown | - | met",
		);
	});

	test("[SH4] a value of before says nothing of them", () => {
		expect(readStakeholder("Jonas Petrie | CFO | signs-off | against")).toEqual(JONAS);
	});

	test("[SH1] whoever it is, reading what was written and writing it again is the same text", () => {
		fc.assert(
			fc.property(somebody, (person) => {
				const text = stakeholderText(person);
				const read = readStakeholder(text);
				expect(read && stakeholderText(read)).toBe(text);
			}),
		);
	});

	test.each([
		"",
		"Jonas Petrie",
		"Jonas | CFO | boss | for",
		"Jonas | CFO | decides | angry",
		"Jonas | CFO | decides | for | huge",
		"Jonas | CFO | decides | for | high | - | shouted",
		" | CFO | decides | for",
	])("[SH1] «%s» is none", (text) => {
		expect(readStakeholder(text)).toBeNull();
	});

	test.each([
		["a fuller name", { name: "Jonas" }, { name: "Jonas Petrie" }, { name: "Jonas Petrie" }],
		["a shorter name", { name: "Jonas Petrie" }, { name: "Jonas" }, { name: "Jonas Petrie" }],
		["a title", { title: null }, { title: "CFO" }, { title: "CFO" }],
		["no title", { title: "CFO" }, { title: null }, { title: "CFO" }],
		["a stance", { stance: "against" }, { stance: "for" }, { stance: "for" }],
		["no stance", { stance: "against" }, { stance: "unknown" }, { stance: "against" }],
		["no role", { role: "decides" }, { role: "unknown" }, { role: "decides" }],
		["another power", { power: "low" }, { power: "high" }, { power: "high" }],
		["no power", { power: "high" }, { power: "unknown" }, { power: "high" }],
		["a superior", { reportsTo: null }, { reportsTo: "Ada Berg" }, { reportsTo: "Ada Berg" }],
		["no superior", { reportsTo: "Ada Berg" }, { reportsTo: null }, { reportsTo: "Ada Berg" }],
		["that they report to themselves", { reportsTo: null }, { reportsTo: "Jonas" }, { reportsTo: null }],
		["that they were met, who spoke", { heard: "spoke" }, { heard: "met" }, { heard: "spoke" }],
		["that they spoke", { heard: "met" }, { heard: "spoke" }, { heard: "spoke" }],
	] as const)("[SH2] of whom %s is said", (_name, known, fresh, expected) => {
		expect(mergeStakeholder({ ...JONAS, ...known }, { ...JONAS, ...fresh })).toEqual({ ...JONAS, ...expected });
	});
});

describe("a value in parts", () => {
	test("[SH3] no part holds the separator or a line end", () => {
		fc.assert(
			fc.property(
				fc.array(fc.string({ unit: fc.constantFrom("a", "|", " ", "\n", "-") }), { minLength: 1 }),
				(parts) => {
					const text = partsText(parts);
					expect(text).not.toMatch(/[\n\r]/);
					expect(partsOf(text)).toHaveLength(parts.length);
				},
			),
		);
	});

	test.each(FactKey.options)("[SH3] what a fact of %s is about", (key) => {
		const isAbout = /^(?:strategy\.|discovery\.(?:stakeholder|competitor)$|methodology\.)/.test(key);
		expect(subjectOf(key, "Single Sign-On | Care | yes")).toBe(isAbout ? "single sign-on" : null);
	});
});
