import { describe, expect, test } from "vitest";
import type { SpeakerTurn } from "#knowledge/core/deal/signal-record.ts";
import { Proposal } from "#knowledge/core/deal/skill.ts";
import { CASE_SIGNAL, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "./definition.ts";

type Line = readonly [speaker: string, side: SpeakerTurn["side"], words: string];

/** A conversation as it is kept: a line a turn, the buyer's words visible. */
function talk(...lines: readonly Line[]) {
	let text = "";
	const turns = lines.map(([speaker, side, words]) => {
		const start = text.length + speaker.length + 2;
		text += `${speaker}: ${words}\n`;
		return { start, end: start + words.length, speaker, side };
	});
	const visible = turns.filter((turn) => turn.side === "buyer").map(({ start, end }) => ({ start, end }));
	return inputOf(text, {
		signal: { kind: "transcript", subject: "Newsletter project, call", turns, visible, from: MARA.id },
	});
}
const proposals = (...lines: readonly Line[]) => qualifier.reason(talk(...lines)).proposals;
const learned = (...lines: readonly Line[]) =>
	proposals(...lines).flatMap((each) => (each.type === "learn-fact" ? [`${each.claim.key}=${each.claim.value}`] : []));
const handed = (...lines: readonly Line[]) => proposals(...lines).filter((each) => each.type === "hand-off").length;

const us = (words: string): Line => ["Sam Okafor", "us", words];
const jonas = (words: string): Line => ["Jonas Petrie", "buyer", words];

describe("who speaks", () => {
	test("[QU20] the speaker of a turn is the writer of its words", () => {
		expect(learned(jonas("I sign off on that."))).toContain("bant.authority=signs off: Jonas Petrie");
		expect(learned(["Mara", "buyer", "I'm pushing for this internally."])).toContain("meddic.champion=Mara");
	});

	test("[QU20] what our side says is not the buyer's, and a label is not guessed where the speaker is known", () => {
		expect(learned(us("We have set aside $90k of services for you."))).toEqual([]);
		expect(learned(jonas("Sam Okafor: we have set aside $40k for this."))).toEqual(["bant.budget=USD 40,000"]);
	});

	test("[QU20] a conversation is no machine's text, whatever it is called", () => {
		const quote = "We have set aside $40k for this.";
		const input = talk(jonas(quote));
		const start = input.signal?.text.indexOf(quote) ?? 0;
		const evidence = [{ signal: CASE_SIGNAL, quote, start, end: start + quote.length }];
		const claim = { key: "bant.budget", value: "USD 40,000", confidence: 0.9, evidence };
		expect(qualifier.judge(input, Proposal.parse({ type: "learn-fact", claim }))).toEqual({ type: "pass" });
	});
});

describe("spoken language", () => {
	test.each([
		["Yeah, um, we have, you know, set aside $40k for this.", "bant.budget=USD 40,000"],
		["But the call is, um, the call is Declan's.", "bant.authority=signs off: Declan"],
		["So, uh, our CFO Jane Wu signs off.", "bant.authority=signs off: Jane Wu (CFO)"],
	])("[QU21] hums and asides hide nothing: %s", (words, expected) => {
		expect(learned(jonas(words))).toContain(expected);
	});

	test.each(["Mm-hm. Right. Yeah.", "Okay, so, um.", "I need to go in two minutes.", "Yeah, I'd like that."])(
		"[QU21] what only keeps a talk going is no answer: %s",
		(words) => {
			expect(learned(jonas(words))).toEqual([]);
		},
	);

	test.each([
		["How much have you set aside for this?", "Forty thousand euros.", "bant.budget=EUR 40,000"],
		["And who signs in the end?", "Me.", "bant.authority=signs off: Jonas Petrie"],
		["By when would you have to be live?", "End of March 2027.", "bant.timeline=2027-03-31"],
	])("[QU21] a short answer is read behind our question: %s", (asked, answer, expected) => {
		expect(learned(us(asked), jonas(answer))).toContain(expected);
	});

	test.each([
		["How much have you set aside for this?", "I don't know."],
		["How long have you been there?", "Forty thousand years."],
		["When can we talk again?", "End of March 2027."],
	])("[QU21] an answer to something else is none: %s", (asked, answer) => {
		expect(learned(us(asked), jonas(answer))).toEqual([]);
	});
});

test("[QU22] in a conversation a question is open while our next words leave it so", () => {
	const ask = jonas("Could you send me the price list?");
	expect(handed(ask)).toBe(1);
	expect(handed(ask, us("I'll come back to you on that."))).toBe(1);
	expect(handed(ask, us("It is on page two of what you have."))).toBe(0);
	expect(handed(ask, us("Good question. I don't know, I'll find out."))).toBe(1);
	expect(handed(ask, us("It is on page two. What you pay for the rest we'd have to check."))).toBe(0);
	expect(handed(ask, us("Page two has most of it. The rest I'll let you know."))).toBe(1);
	expect(handed(ask, jonas("Never mind, I have it."), us("Fine."))).toBe(0);
});
