import { describe, expect, test } from "vitest";
import { MARA } from "../testing/builders.ts";
import { MAIL_BODY_CHARS_MAX, RECIPIENTS_MAX, SUBJECT_CHARS_MAX } from "../vocabulary/limits.ts";
import { Effect, type SendEmail } from "./effect.ts";

const mara = { address: MARA.address, name: MARA.name };
const mail: SendEmail = {
	type: "send-email",
	to: [mara],
	cc: [],
	subject: "Re: Pricing",
	body: "Hi Mara",
	inReplyTo: "1@brightfen.example",
	references: [],
};
const fits = (changes: object): boolean => Effect.safeParse({ ...mail, ...changes }).success;

const CONTROLS = [...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)), "\u007f"];

describe("a mail", () => {
	test("[EF1] no header holds a control character, so that none can start another one", () => {
		expect(fits({})).toBe(true);
		for (const control of CONTROLS) {
			const text = `a${control}b`;
			expect(fits({ subject: text })).toBe(false);
			expect(fits({ inReplyTo: text })).toBe(false);
			expect(fits({ references: [text] })).toBe(false);
			expect(fits({ to: [{ ...mara, name: text }] })).toBe(false);
			expect(fits({ cc: [{ ...mara, address: `${text}@b` }] })).toBe(false);
		}
	});

	test.each([
		["nobody", { to: [] }, false],
		["as many as may be", { to: Array(RECIPIENTS_MAX).fill(mara) }, true],
		["one more", { to: Array(RECIPIENTS_MAX + 1).fill(mara) }, false],
		["one more in copy", { cc: Array(RECIPIENTS_MAX + 1).fill(mara) }, false],
		["no subject", { subject: "" }, false],
		["the longest subject", { subject: "x".repeat(SUBJECT_CHARS_MAX) }, true],
		["a longer subject", { subject: "x".repeat(SUBJECT_CHARS_MAX + 1) }, false],
		["no words", { body: "" }, false],
		["the longest body", { body: "x".repeat(MAIL_BODY_CHARS_MAX) }, true],
		["a longer body", { body: "x".repeat(MAIL_BODY_CHARS_MAX + 1) }, false],
		["50 references", { references: Array(50).fill("a@b") }, true],
		["51 references", { references: Array(51).fill("a@b") }, false],
		["a name of 121 characters", { to: [{ ...mara, name: "x".repeat(121) }] }, false],
		["a hidden recipient", { bcc: [mara] }, false],
	])("[EF2] to %s", (_name, changes, expected) => {
		expect(fits(changes)).toBe(expected);
	});
});
