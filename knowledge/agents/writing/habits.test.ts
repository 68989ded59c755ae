import { describe, expect, test } from "vitest";
import { PLAIN_STYLE, type Style } from "#knowledge/core/learning/style.ts";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { promptOf } from "../prompt.ts";
import { ROSTER } from "../roster.ts";
import { greetingOf, signOffOf } from "./letter.ts";

const READER = { rank: "manager", region: "emea" } as never;
const given = (text: string, style?: Style) => ({ ...inputOf(text), ...(style ? { style } : {}) });
const HABITS: Style = {
	...PLAIN_STYLE,
	length: 0.6,
	greeting: "hi",
	closing: "thanks",
	contractions: true,
	bullets: false,
};

const firstContact = (input: ReturnType<typeof given>) => {
	const [contact] = input.contacts;
	if (!contact) throw new Error("the case has a contact");
	return contact;
};

describe("[S2-32] a person's own way of writing", () => {
	const mail = "What does it cost?\n\nMara";

	test("who greets and closes by habit does so in the crew's drafts; without one they are as ever", () => {
		const plain = given(mail);
		const own = given(mail, HABITS);
		expect(greetingOf(own, firstContact(own), READER)).toMatch(/^Hi \S+,$/);
		expect(greetingOf(plain, firstContact(plain), READER)).not.toMatch(/^Hi /);
		expect(signOffOf(own, READER)).toMatch(/^Thanks,\n/);
		expect(signOffOf(given(mail, { ...HABITS, closing: "name" }), READER)).toBe(
			`${own.sender.name}\n${signOffOf(plain, READER).split("\n").at(-1)}`,
		);
		expect(signOffOf(given(mail, PLAIN_STYLE), READER)).toBe(signOffOf(plain, READER));
	});

	test("who writes formally is answered formally, whatever the sender's habit", () => {
		const formal = given("Dear Mr Fenn,\n\nPlease send us your offer.\n\nYours sincerely\nMs Mara Ellingsen", HABITS);
		expect(signOffOf(formal, READER)).not.toMatch(/^Thanks/);
	});

	test.each(ROSTER.map((skill) => [skill.name, skill] as const))(
		"%s is told the habits if it writes mails, and nothing of them if not",
		(_name, skill) => {
			const { suffix } = promptOf(skill, given(mail, HABITS));
			const told =
				"habits: shorter mails, 60 % of the usual length; greet with hi; close with thanks; use contractions; use no lists.";
			expect(suffix.includes(told)).toBe(skill.mayPropose.includes("draft-email"));
			expect(promptOf(skill, given(mail, PLAIN_STYLE)).suffix).not.toContain("habits");
		},
	);
});
