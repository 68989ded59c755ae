import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { qualificationIn } from "./qualification/find.ts";
import { READ_CHARS_MAX, SENTENCE_CHARS_MAX, sentencesIn, unreadNote } from "./sentences.ts";
import { visibleSpans } from "./visible.ts";

const NOW = 1_789_545_600_000;
const visible = (text: string) => visibleSpans(text).map((span) => text.slice(span.start, span.end));
const sentences = (text: string) =>
	sentencesIn(text, [{ start: 0, end: text.length }]).map((each) => each.text.replace(/\s+/g, " "));

describe("visible spans", () => {
	test.each([
		["an English header", "On Mon, 2 Mar 2026 at 10:00, Jane Wu <jane@x.example> wrote:"],
		["a header wrapped on two lines", "On Mon, 2 Mar 2026 at 10:00, Jane Wu <jane@x.example>\nwrote:"],
		["a German header", "Am 02.03.2026 um 10:00 schrieb Jane Wu <jane@x.example>:"],
		["a French header", "Le lun. 2 mars 2026 à 10:00, Jane Wu <jane@x.example> a écrit :"],
		["a Spanish header", "El lun, 2 mar 2026 a las 10:00, Jane Wu (<jane@x.example>) escribió:"],
		["an Italian header", "Il giorno lun 2 mar 2026 alle ore 10:00 Jane Wu <jane@x.example> ha scritto:"],
		["a Dutch header", "Op ma 2 mrt 2026 om 10:00 schreef Jane Wu <jane@x.example>:"],
		["a Portuguese header", "Em seg., 2 de mar. de 2026 às 10:00, Jane Wu <jane@x.example> escreveu:"],
		["a header in a language without a rule of its own", "ср, 30 апр. 2025 г. в 15:19, Jane Wu <jane@x.example>:"],
		["an Outlook divider", "-----Original Message-----\nFrom: Jane"],
		["a Gmail forward", "---------- Forwarded message ---------\nFrom: Jane"],
		["a line of underscores", "________________________________\nFrom: Jane"],
		["an Outlook header block", "From: Jane Wu\nSent: Monday, 2 March 2026 10:00\nTo: Sam\nSubject: Hello"],
		["a German header block", "Von: Jane Wu\nGesendet: Montag, 2. März 2026 10:00\nAn: Sam\nBetreff: Hallo"],
		["a telephone's signature", "Sent from my iPhone"],
		["a signature mark", "-- \nJane Wu\n+47 555 01 234"],
	])("[RE1] %s and what follows is not visible", (_name, tail) => {
		expect(visible(`We have a budget.\n\n${tail}\n\nOur budget is EUR 1.\n`)).toEqual(["We have a budget."]);
	});

	test.each([
		"On Monday he wrote: all fine.",
		"On Thursday, I get proper rendering.",
		"Sent from my desk, is much easier then my mobile phone.",
		"From: the start we liked it.",
		"this is an email with a correct -- signature.",
	])("[RE1] prose that looks like a mark stays: %s", (text) => {
		expect(visible(text)).toEqual([text]);
	});

	test("[RE1] a wrapped tail of a quoted line is quoted too", () => {
		const text = `Yes.\n\n> ${"a quoted line that was too long for the program ".repeat(2)}\nthat sent it\n> and its end\n\nNo.`;
		expect(visible(text)).toEqual(["Yes.", "No."]);
	});

	test("[RE2] the closing stays, the name below it does not, and a postscript does", () => {
		expect(visible("All clear.\n\nBest regards,\nJane Wu\nCFO, Northwind\n\nP.S. Bring the contract.")).toEqual([
			"All clear.\n\nBest regards,",
			"P.S. Bring the contract.",
		]);
		expect(visible("Thanks,\n\nCan you also send the contract to our legal team?")).toEqual([
			"Thanks,\n\nCan you also send the contract to our legal team?",
		]);
		expect(visible("All clear.\n\nJane Wu\nCFO | Northwind\n+47 555 01 234")).toEqual(["All clear."]);
	});

	test("[RE3] answers between quoted lines are visible", () => {
		expect(visible("See below.\n\nOn 2 Mar 2026, Sam wrote:\n> Budget?\nForty thousand.\n> When?\nIn May.\n")).toEqual([
			"See below.",
			"Forty thousand.",
			"In May.",
		]);
	});

	test("[RE1] spans of any text are in order, apart and within it", () => {
		const line = fc.constantFrom(
			"",
			"> q",
			"Hello there.",
			"On 1 May 2026, A <a@b.c> wrote:",
			"-- ",
			"Thanks,",
			"Jane",
			"From: a",
			"Sent: b",
			"To: c",
			"\r",
			"P.S. more",
		);
		const text = fc.oneof(
			fc.string({ unit: "grapheme", maxLength: 400 }),
			fc.array(line, { maxLength: 25 }).map((lines) => lines.join("\n")),
		);
		fc.assert(
			fc.property(text, (value) => {
				let end = 0;
				for (const span of visibleSpans(value)) {
					expect(span.start).toBeGreaterThanOrEqual(end);
					expect(span.end).toBeGreaterThan(span.start);
					expect(span.end).toBeLessThanOrEqual(value.length);
					expect(value.slice(span.start, span.end)).not.toMatch(/^\s{0,3}>/m);
					end = span.end;
				}
			}),
			{ numRuns: 300 },
		);
	});
});

describe("sentences", () => {
	test("[RE30] no more than 80,000 characters of a text are read, and twenty pieces of a sentence without an end", () => {
		const read = (text: string) => sentencesIn(text, [{ start: 0, end: text.length }]);
		const line = `${"word ".repeat(99)}end. `;
		const said = read(line.repeat(Math.ceil(READ_CHARS_MAX / line.length) + 50));
		const chars = said.reduce((sum, each) => sum + each.text.length, 0);
		expect(chars).toBeGreaterThan(READ_CHARS_MAX * 0.9);
		expect(chars).toBeLessThanOrEqual(READ_CHARS_MAX + line.length);
		expect(read("word ".repeat(20_000)).length).toBeLessThanOrEqual(20);
	});

	test("[RE30] a text is read to the sentence that gives its two hundredth answer", () => {
		const answered = (count: number) => {
			const text = Array.from({ length: count }, (_, i) => `Our budget is EUR ${i + 1},000.`).join(" ");
			const sentences = sentencesIn(text, [{ start: 0, end: text.length }]);
			const options = { now: NOW, voice: "buyer", writer: null, ours: [], transcript: false } as const;
			return qualificationIn(sentences, options).length;
		};
		expect(answered(199)).toBe(199);
		expect(answered(300)).toBe(200);
	});

	test.each([
		["We met Mr. Lang, e.g. on Monday. It went well.", ["We met Mr. Lang, e.g. on Monday.", "It went well."]],
		[
			"It costs 1.5 million. See https://a.example/b.c?d=1 for more.",
			["It costs 1.5 million.", "See https://a.example/b.c?d=1 for more."],
		],
		["Really? yes! we do.", ["Really?", "yes!", "we do."]],
		["J. Wu signs. I think so.", ["J. Wu signs.", "I think so."]],
		["We work with Acme Inc. in Oslo.", ["We work with Acme Inc. in Oslo."]],
	])("[RE4] %s", (text, expected) => {
		expect(sentences(text)).toEqual(expected);
	});

	test.each([
		["How are you?I am a Woman.Call me.", ["How are you?", "I am a Woman.", "Call me."]],
		["We use Node.js and Example.Com daily.", ["We use Node.js and Example.Com daily."]],
		["Bis zum 1. Dezember geht es.", ["Bis zum 1. Dezember geht es."]],
	])("[RE20] %s", (text, expected) => {
		expect(sentences(text)).toEqual(expected);
	});

	test("[RE20] a program's line break is a space, and the offsets stay", () => {
		const text = "We have set\naside EUR 40,000.";
		expect(sentencesIn(text, [{ start: 0, end: text.length }])[0]).toMatchObject({
			text: "We have set aside EUR 40,000.",
			start: 0,
			end: text.length,
		});
	});

	test.each([
		[1_000, ""],
		[2_000, "Only the first 1000 sentences were read, 50% of the text."],
	])("[RE21] of %i sentences: %j", (count, expected) => {
		const text = "Yes. ".repeat(count);
		const visible = visibleSpans(text);
		expect(unreadNote(sentencesIn(text, visible), visible)).toBe(expected);
	});

	test("[RE5] a wrapped paragraph is one, list items and broken lines are their own", () => {
		expect(sentences("We would like to be live by the end of the first\nquarter of next year.")).toHaveLength(1);
		expect(sentences("We need:\n- single sign-on\n- an audit log that our\n  auditors accept\n1. exports")).toEqual([
			"We need:",
			"single sign-on",
			"an audit log that our auditors accept",
			"exports",
		]);
		expect(sentences("We need\nSSO\nSCIM\nAudit log")).toEqual(["We need", "SSO", "SCIM", "Audit log"]);
		expect(sentences("Hi Sam,\nthanks for the call.")).toEqual(["Hi Sam,", "thanks for the call."]);
	});

	test("[RE4] of any text: within its span, bounded, in order, never half a character", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), fc.nat(50), (text, from) => {
				const span = { start: Math.min(from, text.length), end: text.length };
				let end = span.start;
				for (const each of sentencesIn(text, [span])) {
					expect(each.start).toBeGreaterThanOrEqual(end);
					expect(each.end).toBeLessThanOrEqual(span.end);
					expect(each.text).toBe(text.slice(each.start, each.end).replace(/[\r\n\t\u00a0]/g, " "));
					expect(each.text.length).toBeLessThanOrEqual(SENTENCE_CHARS_MAX);
					end = each.end;
				}
			}),
			{ numRuns: 200 },
		);
	});
});
