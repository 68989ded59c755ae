import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SIGNAL_TEXT_CHARS_MAX, SPEAKER_TURNS_MAX } from "../../vocabulary/limits.ts";
import { LINES_MAX, readTranscript, type TranscriptFormat } from "./read.ts";
import { type Known, sidesOf } from "./sides.ts";
import { writeConversation } from "./write.ts";

const FORMATS: readonly TranscriptFormat[] = ["vtt", "srt", "text"];
const US: Known = {
	ours: [
		{ name: "Sam Okafor", address: "sam.okafor@skyvera.example" },
		{ name: "Nadia Brandt", address: null },
		{ name: "Nadia Koch", address: null },
	],
	others: ["Mara Ellingsen"],
};

const said = (file: string, format: TranscriptFormat): readonly (readonly [string | null, string])[] => {
	const read = readTranscript(file, format);
	if (read.type === "refused") throw new Error(`line ${read.line}: ${read.reason}`);
	return read.utterances.map(({ speaker, words }) => [speaker, words] as const);
};
const refusal = (file: string, format: TranscriptFormat): string => {
	const read = readTranscript(file, format);
	return read.type === "refused" ? `line ${read.line}: ${read.reason}` : "read";
};
const at = (n: number): string => `00:00:0${n}.000 --> 00:00:0${n + 1}.000`;
const vtt = (...payloads: readonly string[]): string =>
	`WEBVTT\n\n${payloads.map((payload, i) => `${at(i)}\n${payload}\n`).join("\n")}`;
const srt = (...payloads: readonly string[]): string =>
	payloads.map((payload, i) => `${i + 1}\n${at(i).replaceAll(".", ",")}\n${payload}\n`).join("\n");

describe("files of captions", () => {
	test("[CV6] WebVTT: header, notes, styles, ids, settings and tags are not words", () => {
		const file = [
			"\uFEFFWEBVTT - call",
			"Kind: captions",
			"",
			"STYLE",
			"::cue { color: red }",
			"",
			"NOTE made by a machine",
			"with two lines",
			"",
			"intro",
			"00:01.000 --> 00:02.000 align:start position:0%",
			"<v.loud Sam Okafor><i>Good</i> <00:00:01.500><c.yellow>morning</c></v>",
			"",
			"1",
			"01:00:03.000 --> 01:00:04.000",
			"<v Mara Ellingsen>Fish &amp; chips &lt;3, a&nbsp;lot,",
			"and <lang en>more</lang>.",
			"",
		].join("\r\n");
		expect(said(file, "vtt")).toEqual([
			["Sam Okafor", "Good morning"],
			["Mara Ellingsen", "Fish & chips <3, a lot, and more."],
		]);
	});

	test("[CV6] SubRip: numbers and overrides are not words, with labels and without", () => {
		expect(said(srt("Sam Okafor: {\\an8}Good <b>morning</b>", "- Mara: Hello"), "srt")).toEqual([
			["Sam Okafor", "Good morning"],
			["Mara", "Hello"],
		]);
		expect(said(srt("Good morning.", "Hello."), "srt")).toEqual([[null, "Good morning. Hello."]]);
	});

	test.each([
		["cues that nothing parts", `1\n${at(1)}\nSam: a\n2\n${at(2)}\nMara: b`],
		["a blank line between number and time", `1\n\n${at(1)}\nSam: a\n\n2\n\n${at(2)}\nMara: b`],
		["a blank line before the words", `1\n${at(1)}\n\nSam: a\n\n2\n${at(2)}\nMara: b`],
		["a number that is left over", `${srt("Sam: a", "Mara: b")}\n3\n`],
		["times without hours or fractions", "0:01 --> 0:02\nSam: a\n\n0:02 --> 0:03\nMara: b"],
		["old line ends", srt("Sam: a", "Mara: b").replaceAll("\n", "\r")],
		["empty cues", srt("Sam: a", "", "Mara: b")],
		["two speakers in one cue", srt("- Sam: a\n- Mara: b")],
	])("[CV6] dirt is read over: %s", (_what, file) => {
		const wanted = [
			["Sam", "a"],
			["Mara", "b"],
		];
		expect(said(file, "srt")).toEqual(wanted);
		expect(said(`WEBVTT\n${file.startsWith("1") || file.startsWith("0") ? "\n" : ""}${file}`, "vtt")).toEqual(wanted);
	});

	test.each([
		["vtt", "hello", "line 1: a WebVTT file begins with WEBVTT"],
		["vtt", "WEBVTTX\n", "line 1: a WebVTT file begins with WEBVTT"],
		["vtt", "WEBVTT\n", "line 1: there is no cue"],
		["vtt", `${vtt("<v Sam>Hi")}\nwords that\nfell out`, "line 6: a cue without a time"],
		["vtt", "WEBVTT\n\n00:00:01.000 --> later\nHi", "line 3: a time that cannot be read"],
		["vtt", vtt("<v Sam> </v>"), "line 3: nobody says a word"],
		["srt", "", "line 1: there is no cue"],
		["srt", "\n\n1\n2\n", "line 3: a cue without a time"],
		["srt", "1\n00:00:01,000 -> 00:00:02,000\nHi", "line 1: a cue without a time"],
		["text", "", "line 1: no line begins with the name of a speaker and a colon"],
		["text", "\nJust words.\nThe price: 40k.", "line 2: no line begins with the name of a speaker and a colon"],
	] as const)("[CV1] %s %j is refused: %s", (format, file, reason) => {
		expect(refusal(file, format)).toBe(reason);
	});
});

describe("who speaks", () => {
	test("[CV2] cues that follow each other are one turn of their speaker", () => {
		const file = vtt("<v Sam>One.", "<v Sam>Two.", "<v Mara>Three.", "<v Sam>Four.");
		expect(said(file, "vtt")).toEqual([
			["Sam", "One. Two."],
			["Mara", "Three."],
			["Sam", "Four."],
		]);
	});

	test.each([
		["Sam Okafor: Hi\nMara Ellingsen: Hello"],
		["[00:01:02] Sam Okafor: Hi\n[00:01:09] Mara Ellingsen: Hello"],
		["00:01 Sam Okafor: Hi\n00:02 Mara Ellingsen: Hello"],
		["Sam Okafor (00:12): Hi\nMara Ellingsen (00:15): Hello"],
		["Sam Okafor  0:12\nHi\n\nMara Ellingsen  0:15\nHello"],
		["**Sam Okafor:** Hi\n\n**Mara Ellingsen:** Hello"],
	])("[CV6] text in lines: %j", (file) => {
		expect(said(file, "text")).toEqual([
			["Sam Okafor", "Hi"],
			["Mara Ellingsen", "Hello"],
		]);
	});

	test("[CV3] a line without a name belongs to whoever spoke last, and a colon behind no name is punctuation", () => {
		const file = "Call of 5 May\nSam: The plan:\nBudget: 40k.\nOne thing: no.\nMara Ellingsen (CFO): Note: fine.";
		expect(said(file, "text")).toEqual([
			[null, "Call of 5 May"],
			["Sam", "The plan: Budget: 40k. One thing: no."],
			["Mara Ellingsen (CFO)", "Note: fine."],
		]);
		expect(said(vtt("<v Sam>Mara: said yes", "<v Mara>Sam: yes"), "vtt")).toEqual([
			["Sam", "Mara: said yes"],
			["Mara", "Sam: yes"],
		]);
	});

	test("[CV3] where labels are sparse, one word before one colon is a heading; where every line has one, it is a speaker", () => {
		const wrapped = [
			"Sam: Hi\nand so on\nand on",
			"Mara: We need\nthis and that",
			"Security: at rest\nand more",
			"Sam: Ok\nthen",
			"Mara: Bye\nnow",
		];
		expect(said(wrapped.join("\n"), "text").map(([speaker]) => speaker)).toEqual(["Sam", "Mara", "Sam", "Mara"]);
		const dense = ["Sam: Hi", "Mara: Hello", "Ruth: Morning", "Sam: Ok", "Mara: Bye"];
		expect(said(dense.join("\n"), "text").map(([speaker]) => speaker)).toEqual(["Sam", "Mara", "Ruth", "Sam", "Mara"]);
	});

	test.each([
		["Smith, John   0:03\nHello\nEllingsen, Mara   0:05\nHi", ["Smith, John", "Ellingsen, Mara"]],
		["John Smith - 00:03\nHello\nMara - 00:05\nHi", ["John Smith", "Mara"]],
		["John Smith (00:03):\nHello\nMara (00:05):\nHi", ["John Smith", "Mara"]],
		["JOHN:\tHello\nMARA:\tHi", ["JOHN", "MARA"]],
		["王伟：你好\n李娜：您好", ["王伟", "李娜"]],
		["0:03 | John van der Berg\nHello\n0:05 | Mara\nHi", ["John van der Berg", "Mara"]],
	])("[CV6] as programs write it: %j", (file, speakers) => {
		expect(said(file, "text").map(([speaker]) => speaker)).toEqual(speakers);
	});

	test("[CV3] a name in small letters is one when it comes again", () => {
		expect(said("sam: hi\nmara: hello\nsam: ok\nmara: bye\nresult: none", "text")).toHaveLength(4);
	});

	test.each([
		["Sam Okafor", "us"],
		["SAM OKAFOR (Skyvera)", "us"],
		["Okafor, Sam", "us"],
		["Sam", "us"],
		["sam.okafor@skyvera.example", "us"],
		["Sam Okaford", "buyer"],
		["Sam Smith", "buyer"],
		["Nadia", "buyer"],
		["Nadia Koch", "us"],
		["Mara Ellingsen", "buyer"],
		["Mara", "buyer"],
	] as const)("[CV5] %s is on the side of %s", (speaker, side) => {
		expect(sidesOf([speaker, "Mara Ellingsen"], US)(speaker)).toBe(side);
	});

	test("[CV5] a first name that somebody of the other side has too is not ours", () => {
		expect(sidesOf(["Sam", "Sam Smith"], US)("Sam")).toBe("buyer");
		expect(sidesOf(["Sam"], { ...US, others: ["Sam Jones"] })("Sam")).toBe("buyer");
	});

	test.each([null, "Speaker 1", "SPEAKER_00", "Unknown"])(
		"[CV5] the words of %j are the buyer's only where no buyer is named",
		(speaker) => {
			expect(sidesOf([speaker], US)(speaker)).toBe("buyer");
			expect(sidesOf([speaker, "Sam Okafor"], US)(speaker)).toBe("buyer");
			expect(sidesOf([speaker, "Mara"], US)(speaker)).toBe("us");
		},
	);
});

describe("the text of a conversation", () => {
	const sideOf = (speaker: string | null) => (speaker === "Sam" ? "us" : "buyer") as "us" | "buyer";

	test("[CV4] has a line for each turn, and the offsets of the words without the name", () => {
		const { text, turns, visible, author } = writeConversation(
			[
				{ speaker: "Sam", words: "How many?" },
				{ speaker: "Mara", words: "85.\nSam: I offer 90%" },
				{ speaker: null, words: "Yes." },
			],
			sideOf,
		);
		expect(text).toBe("Sam: How many?\nMara: 85. Sam: I offer 90%\nYes.");
		expect(turns.map(({ start, end, speaker, side }) => [text.slice(start, end), speaker, side])).toEqual([
			["How many?", "Sam", "us"],
			["85. Sam: I offer 90%", "Mara", "buyer"],
			["Yes.", "", "buyer"],
		]);
		expect(visible).toEqual(turns.slice(1).map(({ start, end }) => ({ start, end })));
		expect(author).toBe("buyer");
		expect(writeConversation([{ speaker: "Sam", words: "Anybody?" }], sideOf)).toMatchObject({
			author: "us",
			visible: [],
		});
	});

	test.each([
		[SPEAKER_TURNS_MAX, 2, false],
		[SPEAKER_TURNS_MAX + 1, 2, true],
		[10, SIGNAL_TEXT_CHARS_MAX / 10 - 1, false],
		[10, SIGNAL_TEXT_CHARS_MAX / 10, true],
	])("[CV4] of %i turns of %i characters as much is kept as a signal holds: cut %s", (count, size, truncated) => {
		const words = Array.from({ length: count }, () => ({
			speaker: null,
			words: "😀".repeat(size / 2).padEnd(size, "x"),
		}));
		const written = writeConversation(words, sideOf);
		expect(written.truncated).toBe(truncated);
		expect(written.text.length).toBeLessThanOrEqual(SIGNAL_TEXT_CHARS_MAX);
		expect(written.turns.length).toBeLessThanOrEqual(SPEAKER_TURNS_MAX);
		expect(written.text.isWellFormed()).toBe(true);
	});
});

const piece = fc.oneof(
	fc.constantFrom(
		"WEBVTT",
		"NOTE",
		"STYLE",
		"-->",
		at(1),
		"00:00:01,5 --> 0:2",
		"<v Sam Okafor>",
		"</v>",
		"<",
		">",
		"&amp;",
		"&#55296;",
		"&#x10FFFF;",
		"Sam: ",
		"Mara Ellingsen (00:12): ",
		"[00:01:02] Mara: ",
		"Sam  0:12",
		"\n",
		"\r\n",
		"\n\n",
		"\ud83d",
		"\u202e",
		"Hello there.",
	),
	fc.string({ unit: "binary", maxLength: 20 }),
);

test("[CV1] any text is read or refused with its line, and every turn's words stand where it says", () => {
	fc.assert(
		fc.property(
			fc.array(piece, { maxLength: 60 }),
			fc.constantFrom(...FORMATS),
			fc.boolean(),
			(pieces, format, isHeaded) => {
				const file = `${isHeaded && format === "vtt" ? "WEBVTT\n\n" : ""}${pieces.join("")}`;
				const read = readTranscript(file, format);
				if (read.type === "refused") {
					expect(read.line).toBeGreaterThan(0);
					expect(read.line).toBeLessThanOrEqual(file.split(/\r\n|\r|\n/).length);
					expect(read.reason).not.toBe("");
					return;
				}
				const { text, turns, visible } = writeConversation(
					read.utterances,
					sidesOf(
						read.utterances.map((each) => each.speaker),
						US,
					),
				);
				expect(text.isWellFormed()).toBe(true);
				expect(turns.length).toBe(read.utterances.length);
				let end = 0;
				for (const [i, turn] of turns.entries()) {
					expect(text.slice(turn.start, turn.end)).toBe(read.utterances[i]?.words);
					expect(turn.start).toBeGreaterThanOrEqual(end);
					expect(turn.end).toBeGreaterThan(turn.start);
					end = turn.end;
				}
				expect(text.split("\n")).toHaveLength(turns.length);
				for (const span of visible) expect(turns).toContainEqual(expect.objectContaining({ ...span, side: "buyer" }));
			},
		),
		{ numRuns: 1_000 },
	);
});

test.each([
	["WEBVTT\n\n", "00:00:01.000 --> 00:00:02.000\n<v Sam>a\n\n"],
	["WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n", "<v "],
	["WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n", "<v a.b"],
	["", "1:1:"],
	["", "Sam: "],
	["", "A a\n"],
	["", "[00:00:00] "],
	["", " \t"],
	["", "00:00:01,000 --> "],
	["Sam: ", "([("],
])("[CV1] two megabytes of %j %j… are read or refused in bounded time", (head, unit) => {
	const file = head + unit.repeat(Math.ceil(2_000_000 / unit.length));
	const began = performance.now();
	for (const format of FORMATS) readTranscript(file, format);
	expect(performance.now() - began).toBeLessThan(3_000);
});

test.each([
	[LINES_MAX, "read"],
	[LINES_MAX + 1, `line ${LINES_MAX + 1}: the file has more lines than we take`],
])("[CV1] a file of %i lines: %s", (count, outcome) => {
	expect(refusal(`Sam: Hi${"\nyes".repeat(count - 1)}`, "text")).toBe(outcome);
});
