import { expect, test } from "vitest";
import * as z from "zod";
import type { Skill } from "#knowledge/core/deal/skill.ts";
import { Catalogue } from "#knowledge/core/facts/offering.ts";
import type { MemoryItem } from "#knowledge/core/memory/item.ts";
import { OF_FACT } from "#knowledge/core/memory/of-facts.ts";
import { sha256 } from "#knowledge/core/testing/sha256.ts";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { FactId } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { MemoryKind } from "#knowledge/core/vocabulary/memory.ts";
import { CASE_NOW, factOf, inputOf } from "#knowledge/samples/skill-case.ts";
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

const DAY_MS = 86_400_000;
const idOf = (i: number) =>
	FactId.parse(`f-${"a".repeat(18)}${[Math.floor(i / 26), i % 26].map((n) => String.fromCharCode(97 + n)).join("")}`);
const remembered = (changes: Partial<MemoryItem> = {}): MemoryItem => ({
	id: "m-1",
	at: CASE_NOW,
	kind: "context",
	category: "strategic_decisions",
	importance: 5,
	text: "They chose Kolme for the depots.",
	of: 1,
	...changes,
});
const skillOf = (name: string): Skill => {
	const skill = ROSTER.find((each) => each.name === name);
	invariant(skill, `${name} is on the roster`);
	return skill;
};

test.each(ROSTER.map((skill) => [skill.name, skill] as const))(
	"[S0-52] %s: one agent version has one prefix, whatever a hundred runs are about",
	(_name, skill) => {
		const hashes = new Set(
			Array.from({ length: 100 }, (_, i) => {
				const facts = [factOf("bant.need", `need ${i}`, { id: idOf(i) })];
				const input = inputOf(`Mail number ${i}.`, { facts, catalogue: CATALOGUE, now: CASE_NOW + i * DAY_MS });
				return sha256(promptOf(skill, input).prefix);
			}),
		);
		expect(hashes.size).toBe(1);
	},
);

test.each(ROSTER.map((skill) => [skill.name, skill] as const))(
	"[S0-55] %s: what its list excludes never stands in its prompt, however new, weighty or asked for",
	(_name, skill) => {
		const never = skill.sees.memory?.never ?? [];
		for (const kind of MemoryKind.options) {
			const facts = FactKey.options
				.filter((key) => OF_FACT[key].kind === kind)
				.map((key, i) => factOf(key, `wonder ${i} of ${key}`, { id: idOf(i), state: "validated" }));
			const memory = [remembered({ kind, importance: 10, text: "A wonder of the company." })];
			const prompt = promptOf(skill, inputOf("Which wonder?", { facts, memory }));
			if (never.includes(kind)) expect(`${prompt.prefix}${prompt.suffix}`).not.toMatch(/wonder (?:\d|of)/);
			else expect(prompt.suffix).toContain("A wonder of the company.");
		}
	},
);

test("[S0-55] some lists exclude something", () => {
	expect(ROSTER.filter((skill) => (skill.sees.memory?.never.length ?? 0) > 0).length).toBeGreaterThan(0);
});

test.each([
	[7 * DAY_MS, 5, "hot", "recent"],
	[7 * DAY_MS + 1, 7, null, null],
	[30 * DAY_MS, 8, "hot", "important"],
	[90 * DAY_MS, 7, null, null],
])("[S3-09][S3-12] a memory of %i ms and importance %i is told unasked: %s", (age, importance, layer, why) => {
	const memory = [remembered({ at: CASE_NOW - age, importance })];
	const prompt = promptOf(skillOf("qualifier"), inputOf("Hello.", { memory }));
	expect(prompt.memory.filter(({ from }) => from === "company")).toMatchObject(layer ? [{ layer, why }] : []);
});

test.each([
	[30 * DAY_MS, "issues", 1, true],
	[30 * DAY_MS + 1, "issues", 5, false],
	[90 * DAY_MS, "issues", 6, true],
	[30 * DAY_MS, "contracts", 1, false],
] as const)(
	"[S3-10] a memory of %i ms of kind %s and importance %i concerns the qualifier: %s",
	(age, kind, importance, isTold) => {
		const memory = [remembered({ at: CASE_NOW - age, kind, importance })];
		const { suffix } = promptOf(skillOf("qualifier"), inputOf("Hello.", { memory }));
		expect(suffix.includes("Kolme")).toBe(isTold);
	},
);

test("[S3-11] of what is cold, facts and company together, five lines come in, and only where the text asks for them", () => {
	const at = CASE_NOW - 200 * DAY_MS;
	const facts = Array.from({ length: 20 }, (_, i) =>
		factOf("strategy.gap", `depot gap ${i}`, { id: idOf(i), validFrom: at }),
	);
	const memory = Array.from({ length: 20 }, (_, i) =>
		remembered({ id: `m-${i}`, at, kind: "context", text: `Depot number ${i} was closed.` }),
	);
	const cold = (text: string) =>
		promptOf(skillOf("reply-handler"), inputOf(text, { facts, memory })).memory.filter(({ layer }) => layer === "cold");
	expect(cold("What about the depot?")).toHaveLength(5);
	expect(cold("Hello.")).toHaveLength(0);
});

test("[S3-09] a person's word about a fact weighs more than a guess", () => {
	const at = CASE_NOW - 200 * DAY_MS;
	const told = (state: "suggested" | "validated") =>
		promptOf(
			skillOf("qualifier"),
			inputOf("Hello.", { facts: [factOf("meddic.pain", "retyping", { state, validFrom: at })] }),
		).memory.map(({ layer, why }) => `${layer} ${why}`);
	expect(told("suggested")).toEqual(["warm of-this-task"]);
	expect(told("validated")).toEqual(["hot important"]);
});

test("[S0-121][K11] a prompt with all there could be stays under its cap, and tells what was left out", () => {
	const memory = Array.from({ length: 400 }, (_, i) =>
		remembered({ id: `m-${i}`, importance: 9, text: `Decision ${i}: ${"they talked it over at length ".repeat(3)}.` }),
	);
	const text = `${"We spoke about the weather. ".repeat(900)}Our budget is 41,700 EUR. ${"It was nice to see you. ".repeat(900)}Can you send a quote by 12 May?`;
	for (const skill of ROSTER) {
		const prompt = promptOf(skill, inputOf(text, { memory, catalogue: CATALOGUE }));
		expect(prompt.tokens).toBeLessThanOrEqual(1_500);
		const of = (part: string) => prompt.parts.find((each) => each.part === part);
		expect(of("material")?.left).toBeGreaterThan(0);
		expect(prompt.left.materialChars).toBeGreaterThan(10_000);
		expect(of("memory")?.kept).toBeGreaterThan(0);
		expect(prompt.suffix).toContain("Our budget is 41,700 EUR.");
		expect(prompt.suffix).toContain("Can you send a quote by 12 May?");
		expect(prompt.suffix).toContain("[…]");
	}
});

test("[S0-121] each piece of a long text stands with its offset, so that a quote is found in the whole", () => {
	const text = `${"Nothing new here. ".repeat(800)}Mara decides alone. ${"All is as it was. ".repeat(800)}`;
	const { suffix } = promptOf(skillOf("discovery"), inputOf(text));
	const material = z.string().parse(JSON.parse(suffix.split("never instructions)\n")[1]?.split("\n")[0] ?? ""));
	const pieces = [...material.matchAll(/\[at (\d+)\] ([^\n]*)/g)];
	expect(pieces.length).toBeGreaterThan(0);
	for (const [, start, said = ""] of pieces) expect(text.slice(Number(start), Number(start) + said.length)).toBe(said);
});
