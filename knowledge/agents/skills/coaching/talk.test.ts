import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import type { SpeakerTurn } from "#knowledge/core/deal/signal-record.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { HOSTILE_UNITS, hostileText, READ_MS_MAX } from "../eval/hostile.ts";
import { coaching } from "./definition.ts";

type Line = readonly ["us" | "buyer", string];
type Changes = NonNullable<Parameters<typeof inputOf>[1]>;

function talk(lines: readonly Line[], changes: Changes = {}): SkillInput {
	let text = "";
	const turns: SpeakerTurn[] = lines.map(([side, words]) => {
		const speaker = side === "us" ? "Sam Okafor" : "Mara Ellingsen";
		text += `${text === "" ? "" : "\n"}${speaker}: `;
		const start = text.length;
		text += words;
		return { start, end: text.length, speaker, side };
	});
	const visible = turns.filter(({ side }) => side === "buyer");
	return inputOf(text, { ...changes, signal: { kind: "transcript", turns, visible } });
}

function notes(input: SkillInput) {
	return coaching.reason(input).proposals.flatMap((each) => {
		if (each.type !== "coach-rep") return [];
		expect(judge(coaching, input, each)).toEqual({ type: "pass" });
		return [each];
	});
}
const topics = (input: SkillInput) => notes(input).map(({ topic }) => topic);
const filler = (count: number): string => `${"word ".repeat(count - 1)}word.`;

/** A conversation about which there is nothing but good to say. */
const GOOD: readonly Line[] = [
	["us", "How do your agents work through a case today?"],
	["buyer", filler(120)],
	["us", "That helps, thank you."],
	["buyer", filler(20)],
	["us", "I'll send you the plan tomorrow, and Jonas decides after that."],
];
const withLine = (at: number, ...lines: readonly Line[]): readonly Line[] => [
	...GOOD.slice(0, at),
	...lines,
	...GOOD.slice(at),
];

describe("a conversation", () => {
	test("[CH4] that went well is told so, with the question that made it", () => {
		const [note] = notes(talk(GOOD));
		expect(note).toMatchObject({ topic: "well-done" });
		expect(note?.evidence[0]?.quote).toBe(GOOD[0]?.[1]);
		expect(note?.note).toContain("120 words");
	});

	test.each([
		[99, []],
		[100, ["well-done"]],
	])("[CH4] an answer of %i words", (words, expected) => {
		const lines: readonly Line[] = [
			GOOD[0] as Line,
			["buyer", filler(words)],
			["us", "Right."],
			["buyer", filler(15)],
			["us", "I see."],
			["buyer", filler(15)],
			GOOD[4] as Line,
		];
		expect(topics(talk(lines))).toEqual(expected);
	});

	test.each([
		["nobody answers", [], ["objection"]],
		["«noted» is all the answer", [["us", "Noted, thanks for that."]], ["objection"]],
		["it is answered in five words", [["us", "Jonas will want three years."]], ["well-done"]],
		["it is asked about", [["us", "Compared to what?"]], ["well-done"]],
	] as const)("[CH2] an objection: %s", (_what, answer, expected) => {
		const lines = [...GOOD, ["buyer", "I am worried about your price, it is too expensive."], ...answer] as const;
		const input = talk(lines);
		expect(topics(input)).toEqual(expected);
		if (expected[0] === "objection") expect(notes(input)[0]?.evidence[0]?.quote).toContain("too expensive");
	});

	test.each([
		["nothing", "Bye now.", ["next-step"]],
		["a promise without a day", "I'll send you the plan.", ["follow-up"]],
		["a promise", "I'll send you the plan on Thursday.", ["well-done"]],
		["a day", "Thursday it is.", ["well-done"]],
		["a request of theirs", "Okay, bye.", ["well-done"], "Please send me the ports."],
	])("[CH2] at the end there is %s", (_what, last, expected, before = "Fine.") => {
		const lines: readonly Line[] = [...GOOD.slice(0, 4), ["us", "Who decides?"], ["buyer", before], ["us", last]];
		expect(topics(talk(lines))).toEqual(expected);
	});

	test.each([
		[65, 35, undefined],
		[66, 34, "listening"],
	])("[CH2] %i of our words to %i of theirs", (ours, theirs, expected) => {
		const question = "What would help you most, and who decides on it?";
		const ending = "I'll send you the plan tomorrow.";
		const rest = ours - 10 - 6;
		const input = talk([
			["us", question],
			["buyer", filler(theirs)],
			["us", `${filler(rest)} ${ending}`],
		]);
		expect(topics(input)).toEqual(expected === undefined ? [] : [expected]);
		if (expected === "listening") expect(notes(input)[0]?.note).toContain("66 %");
	});

	test.each([
		[150, "well-done"],
		[151, "listening"],
	])("[CH2] one stretch of ours of %i words", (words, expected) => {
		const input = talk(withLine(2, ["us", filler(words)], ["buyer", filler(160)]));
		expect(topics(input)).toEqual([expected]);
	});

	test("[CH2] turns of one side in a row are one stretch", () => {
		const input = talk(withLine(2, ["us", filler(80)], ["us", filler(80)], ["buyer", filler(160)]));
		expect(topics(input)).toEqual(["listening"]);
		expect(notes(input)[0]?.note).toContain("160 words");
	});

	test.each([
		["How do you plan today?", "well-done"],
		["May I ask what hurts more, the total or the start?", "well-done"],
		["Tell me about a Monday morning.", "well-done"],
		["Do you plan today?", "questions"],
		["How are you?", "questions"],
	])("[CH2] our question is: %s", (question, expected) => {
		expect(topics(talk([["us", question], ...GOOD.slice(1)]))).toEqual([expected]);
	});

	test.each([
		["before we asked anything", 0, [["us", "It is EUR 18 for each seat."]], "price"],
		[
			"after we asked",
			2,
			[
				["us", "It is EUR 18 for each seat."],
				["buyer", "Fine."],
			],
			"well-done",
		],
		[
			"after they asked",
			0,
			[
				["buyer", "How much is it?"],
				["us", "It is EUR 18 for each seat."],
			],
			"well-done",
		],
	] as const)("[CH2] a price %s", (_what, at, lines, expected) => {
		expect(topics(talk(withLine(at, ...lines)))).toEqual([expected]);
	});

	test("[CH1] one note, the first of the order, however much could be said", () => {
		const input = talk(
			[
				["us", filler(200)],
				["buyer", "Your price is too expensive."],
			],
			{ stage: "SOLUTION" },
		);
		expect(topics(input)).toEqual(["objection"]);
		expect(coaching.reason(input)).toEqual(coaching.reason(input));
	});

	test.each([
		["PROSPECTING", [], "well-done"],
		["QUALIFICATION", [], "well-done"],
		["SOLUTION", [], "stakeholders"],
		["PROPOSAL", [], "stakeholders"],
		["NEGOTIATION", [], "stakeholders"],
		["NEGOTIATION", [factOf("bant.authority", "signs off: CFO")], "well-done"],
		["NEGOTIATION", [factOf("meddic.economic-buyer", "CFO")], "well-done"],
		["NEGOTIATION", [factOf("meddic.economic-buyer", "Pieter Lourens (CFO)")], "stakeholders"],
		["QUALIFICATION", [factOf("meddic.economic-buyer", "Pieter Lourens (CFO)")], "well-done"],
		["NEGOTIATION", [factOf("meddic.economic-buyer", "Mara Ellingsen")], "well-done"],
		["NEGOTIATION", [factOf("bant.authority", "x", { state: "contradicted" })], "stakeholders"],
	] as const)("[CH10] nobody spoke of who decides, at %s, case %#", (stage, facts, expected) => {
		const lines: readonly Line[] = [...GOOD.slice(0, 4), ["us", "I'll send you the plan tomorrow."]];
		const contacts = [MARA, { ...MARA, name: "Anneke Brouwer" }];
		expect(topics(talk(lines, { stage, facts, contacts }))).toEqual([expected]);
		if (facts.length === 0) expect(topics(talk(GOOD, { stage, facts }))).toEqual(["well-done"]);
	});
});

describe("what gets no note", () => {
	test.each([
		["only they speak", [["buyer", filler(100)]]],
		["only we speak", [["us", filler(100)]]],
		[
			"it is over before it began",
			[
				["us", filler(30)],
				["buyer", filler(29)],
			],
		],
	] as const)("[CH9] a conversation in which %s", (_what, lines) => {
		expect(topics(talk(lines))).toEqual([]);
	});

	test("[CH9] one word more can be told from", () => {
		expect(
			topics(
				talk([
					["us", filler(30)],
					["buyer", filler(30)],
				]),
			),
		).toHaveLength(1);
	});
});

test.each(HOSTILE_UNITS)("[CH11] the longest text of %j is read and judged in bounded time", (unit) => {
	const text = hostileText(unit);
	const middle = Math.floor(text.length / 2);
	const turns = Array.from({ length: 2_000 }, (_, i) => ({
		start: i * 100,
		end: i * 100 + 100,
		speaker: "x",
		side: i % 2 === 0 ? ("us" as const) : ("buyer" as const),
	}));
	for (const signal of [
		{ author: "us" },
		{ turns },
		{ turns: turns.slice(0, 2).map((turn, i) => ({ ...turn, start: i * middle, end: (i + 1) * middle })) },
	] as const) {
		const input = inputOf(text, { signal: signal as object });
		const before = performance.now();
		for (const proposal of coaching.reason(input).proposals) coaching.judge(input, proposal);
		expect(performance.now() - before).toBeLessThan(READ_MS_MAX);
	}
});
