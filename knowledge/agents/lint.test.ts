import { describe, expect, test } from "vitest";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { parseSoul } from "./define-agent.ts";
import { ROSTER } from "./roster.ts";

/** S4-04. What follows a prohibition in lower case would be a list that nobody reads as one. */
const LINE_CHARS_MAX = 300;
/** product.md: a call has about 2,000 tokens; a SOUL is the stable start of each, and has to leave room. */
const SOUL_CHARS_MAX = 4_000;

test("[JU14] one agent may offer a price, and it drafts mails", () => {
	const offering = ROSTER.filter((skill) => skill.mayOffer);
	expect(offering.map((skill) => skill.name)).toEqual(["proposal"]);
	expect(offering.every((skill) => skill.mayPropose.includes("draft-email"))).toBe(true);
});

describe("SOULs", () => {
	test("[SOUL1] names are valid and unique", () => {
		const names = ROSTER.map((skill) => skill.name);
		expect(new Set(names).size).toBe(names.length);
		for (const name of names) expect(SkillName.safeParse(name).success).toBe(true);
	});

	test.each(ROSTER.map((skill) => [skill.name, skill] as const))(
		"[SOUL2] %s has identity, responsibilities and prohibitions",
		(_name, skill) => {
			expect(skill.soul.identity.length).toBeGreaterThan(40);
			expect(skill.soul.responsibilities.length).toBeGreaterThanOrEqual(3);
			expect(skill.soul.prohibitions.length).toBeGreaterThanOrEqual(3);
			expect(parseSoul(skill.soul.text)).toEqual(skill.soul);
		},
	);

	test.each(ROSTER.map((skill) => [skill.name, skill] as const))(
		"[SOUL3] each prohibition of %s says «must not», and each line is one sentence",
		(_name, skill) => {
			for (const line of skill.soul.prohibitions) expect(line).toMatch(/^I must not /);
			for (const line of [...skill.soul.responsibilities, ...skill.soul.prohibitions]) {
				expect(line.length).toBeLessThanOrEqual(LINE_CHARS_MAX);
				expect(line).toMatch(/\.$/);
			}
			expect(skill.soul.text.length).toBeLessThanOrEqual(SOUL_CHARS_MAX);
		},
	);

	test.each(ROSTER.map((skill) => [skill.name, skill] as const))(
		"[SOUL4] %s is allowed little: known keys, no duplicates, a version",
		(_name, skill) => {
			expect(new Set(skill.mayPropose).size).toBe(skill.mayPropose.length);
			expect(new Set(skill.factKeys).size).toBe(skill.factKeys.length);
			for (const key of skill.factKeys) expect(FactKey.safeParse(key).success).toBe(true);
			expect(skill.version).toBeGreaterThanOrEqual(1);
		},
	);

	test("[SOUL5] no two skills claim the same kind of fact: one agent, one job", () => {
		const keys = ROSTER.flatMap((skill) => skill.factKeys);
		expect(new Set(keys).size).toBe(keys.length);
	});

	test.each(["identity", "responsibilities", "prohibitions"])("[SOUL6] a SOUL without %s is refused", (part) => {
		const [skill] = ROSTER;
		const text = (skill?.soul.text ?? "").replace(new RegExp(`^## ${part}`, "im"), "## Other");
		expect(() => parseSoul(text)).toThrow();
	});
});
