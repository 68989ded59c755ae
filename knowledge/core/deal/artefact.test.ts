import { describe, expect, test } from "vitest";
import { MARA } from "../testing/builders.ts";
import { mailArtefact } from "./artefact.ts";

const mara = { address: MARA.address, name: MARA.name };
const mailOf = (changes: { subject?: string; body?: string; name?: string }) =>
	mailArtefact({
		to: [{ ...mara, name: changes.name ?? mara.name }],
		cc: [],
		subject: changes.subject ?? "Re: Pricing",
		body: changes.body ?? "Hi Mara",
		inReplyTo: null,
		references: [],
	});

const HIDING = ["\u0000", "\ud800", "\udc00", ..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"];

describe("what hides what is written", () => {
	test.each(HIDING)("[AP11] %j is taken out of bodies, subjects and names", (hiding) => {
		const text = `EUR ${hiding}40${hiding}`;
		expect(mailOf({ body: text })?.body).toBe("EUR 40");
		// In a header a control character leaves a space behind.
		const inHeader = (found: string | undefined) => found?.replaceAll(/ +/g, " ");
		expect(inHeader(mailOf({ subject: text })?.subject)).toBe("EUR 40");
		expect(inHeader(mailOf({ name: text })?.to[0]?.name)).toBe("EUR 40");
	});

	test("[AP11] what is whole stays: line ends, tabs, other scripts and pictures", () => {
		const body = "Hi,\r\n\t\u05e9\u05dc\u05d5\u05dd \u6f22\u5b57 😀\n";
		expect(mailOf({ body })?.body).toBe(body);
	});

	test("[AP11] a header is not cut through the middle of a character", () => {
		expect(mailOf({ subject: `${"x".repeat(249)}😀` })?.subject).toBe("x".repeat(249));
	});

	test.each(["", " ", "\n\t ", "\u0000", " \u202e\u2069\n", "\ud83d"])("[AP11] a body of %j is no mail", (body) => {
		expect(mailOf({ body })).toBeNull();
	});
});
