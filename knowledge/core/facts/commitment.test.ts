import fc from "fast-check";
import { expect, test } from "vitest";
import { commitmentText, isSameCommitment, readCommitment, wordsOfFact } from "./commitment.ts";

const KEYS = ["conversation.ask", "conversation.promise"] as const;

test("[CM1] what was written is read back", () => {
	const words = fc.constantFrom("Send the list", "Call me", "the NDA, signed", "Preis 40k");
	fc.assert(
		fc.property(
			fc.constantFrom(...KEYS),
			words,
			fc.constantFrom("us" as const, "them" as const),
			fc.option(fc.constantFrom("Mara Ellingsen", "Tor")),
			fc.option(fc.constantFrom("2026-09-21", "2027-01-01")),
			(key, what, owner, who, due) => {
				const value = commitmentText({ what, owner, who, due });
				expect(readCommitment(key, value)).toEqual({ what, owner, who, due });
				expect(wordsOfFact(key, value)).toBe(what);
				expect(isSameCommitment(key, value, value)).toBe(true);
			},
		),
	);
});

test("[CM1] a value from before sides were noted is whole in its words", () => {
	expect(readCommitment("conversation.ask", "What would 85 seats cost?")).toEqual({
		what: "What would 85 seats cost?",
		owner: "us",
		who: null,
		due: null,
	});
	expect(readCommitment("conversation.promise", "I'll send it").owner).toBe("them");
});

test.each([
	["the same words", "Send the list. | us | - | 2026-09-21", "send  the list | us | - | 2026-09-21", true],
	["said again without a day", "Send the list | us | - | 2026-09-21", "Send the list | us | - | -", true],
	["another day", "Send the list | us | - | 2026-09-21", "Send the list | us | - | 2026-09-28", false],
	["a day for the first time", "Send the list | us | - | -", "Send the list | us | - | 2026-09-21", false],
	["the other side", "Send the list | us | - | -", "Send the list | them | - | -", false],
	["other words", "Send the list | us | - | -", "Send the plan | us | - | -", false],
] as const)("[CM2] %s", (_name, known, said, expected) => {
	expect(isSameCommitment("conversation.ask", known, said)).toBe(expected);
});
