import { describe, expect, test } from "vitest";
import { sentencesIn } from "../reasoning/sentences.ts";
import type { Turn } from "../reasoning/speech.ts";
import { signalNo } from "../testing/ids.ts";
import { aField, aPack, knownFact } from "../testing/packs.ts";
import { answerOf, answerText } from "./answer.ts";
import type { KnownFact } from "./evaluate.ts";
import { answersHeard } from "./heard.ts";

const PACK = aPack({
	fields: [
		aField("habit", {
			cues: ["today we use", "we … by hand", "nobody … tracks"],
			questions: [{ text: "How do you handle the hand-over today?" }],
		}),
		aField("tried", { questions: [{ text: "What have you tried so far to shorten the queue?" }] }),
		aField("budget", { facts: [{ key: "bant.budget" }], questions: [{ text: "Is there a budget range?" }] }),
	],
});

type How = { readonly author?: "buyer" | "us"; readonly facts?: readonly KnownFact[] };

function heard(text: string, { author = "buyer", facts = [] }: How = {}) {
	const signal = { id: signalNo(1), text, turns: [], author };
	return answersHeard({ signal, sentences: sentencesIn(text, [{ start: 0, end: text.length }]), packs: [PACK], facts });
}

/** A conversation, line by line: «us: …» or «buyer: …». */
function talk(...lines: readonly string[]) {
	let text = "";
	const turns: Turn[] = [];
	for (const line of lines) {
		const [side = "", said = ""] = line.split(/: (.*)/s);
		text += `${side}: `;
		turns.push({
			start: text.length,
			end: text.length + said.length,
			speaker: side,
			side: side === "us" ? "us" : "buyer",
		});
		text += `${said}\n`;
	}
	const theirs = turns.filter(({ side }) => side === "buyer");
	const signal = { id: signalNo(1), text, turns, author: "buyer" as const };
	return answersHeard({ signal, sentences: sentencesIn(text, theirs), packs: [PACK], facts: [] }).map((claim) => {
		for (const { start, end, quote } of claim.evidence) {
			expect(text.slice(start, end)).toBe(quote);
			expect(theirs.some((turn) => turn.start <= start && end <= turn.end)).toBe(true);
		}
		return claim.value;
	});
}

describe("what they say by themselves", () => {
	test("[S2-22] a sentence with a field's words fills it, and is its proof", () => {
		const text = "Hello Sam.\nToday we use two spreadsheets and a whiteboard. Kind regards";
		const [claim, ...more] = heard(text);
		expect(claim).toMatchObject({
			key: "methodology.answer",
			value: "house/habit | Today we use two spreadsheets and a whiteboard.",
			confidence: 0.6,
		});
		expect(more).toEqual([]);
		for (const { start, end, quote } of claim?.evidence ?? []) expect(text.slice(start, end)).toBe(quote);
	});

	test.each([
		"Do you know what we copy by hand?",
		"We do not copy anything by hand.",
		"If we did it by hand, it would take days.",
		"By hand.",
		"Could you tell us how we do that by hand.",
		"Please send us what we copied by hand.",
		"Heute nutzen wir zwei Tabellen von Hand.",
		"I wish we did it by hand.",
		"",
	])("[S2-22] nothing is said by: %s", (text) => {
		expect(heard(text)).toEqual([]);
	});

	test("[S2-22] a denial that is part of the words is what they say", () => {
		expect(heard("Nobody really tracks the queue here.")).toHaveLength(1);
	});

	test("[S2-22] what is hedged is less sure than what is stated, and what a rep retells less again", () => {
		const sure = heard("They copy it, but today we use a list for that.")[0]?.confidence ?? 0;
		const hedged = heard("I think today we use a list for that.")[0]?.confidence ?? 0;
		expect(hedged).toBeLessThan(sure);
		const retold = heard("She says that nobody tracks it.", { author: "us" })[0]?.confidence ?? 0;
		expect(retold).toBeLessThan(heard("She says that nobody tracks it.")[0]?.confidence ?? 0);
		expect(retold).toBeGreaterThan(0);
	});

	test("[S2-22] in a rep's notes «we» are not the buyer", () => {
		for (const text of [
			"Today we use our old deck for this.",
			"We should copy it by hand.",
			"Sam: we do that by hand.",
		])
			expect(heard(text.replace("Today we", "We today: today we"), { author: "us" })).toEqual([]);
	});

	test("[S2-22] of one field one answer, the surest; what the board says in the same words is no news", () => {
		const text = "Today we use a list for the rest. We do it by hand, I think.";
		expect(heard(text).map(({ value }) => value)).toEqual(["house/habit | Today we use a list for the rest."]);
		const facts = [knownFact("methodology.answer", "house/habit | Today we use a list for the rest.")];
		expect(heard(text, { facts })).toEqual([]);
	});

	test("[S2-22] a field that a fact stands for is not filled twice", () => {
		expect(talk("us: Is there a budget range?", "buyer: Forty thousand euros or so.")).toEqual([]);
	});
});

describe("what they say to a question of ours", () => {
	test("[S2-22] what follows a field's own question fills it", () => {
		expect(
			talk(
				"us: And what have you tried so far to shorten the queue?",
				"buyer: Well, two more people at the desk. It did not last.",
			),
		).toEqual(["house/tried | two more people at the desk."]);
		expect(
			talk("us: What have you tried to make the queue shorter so far?", "buyer: Two more people at the desk."),
		).toEqual(["house/tried | Two more people at the desk."]);
	});

	test("[S2-22] the words of a field in our question will do", () => {
		expect(talk("us: So nobody really tracks that?", "buyer: The foreman keeps a list of his own.")).toEqual([
			"house/habit | The foreman keeps a list of his own.",
		]);
	});

	test.each([
		["another question", "us: Which floor is the queue on?", "buyer: It is on the second floor."],
		["no question", "us: You have tried to shorten the queue so far.", "buyer: Two more people at the desk."],
		[
			"an answer that is none",
			"us: What have you tried so far to shorten the queue?",
			"buyer: I am not sure about that.",
		],
		["a question back", "us: What have you tried so far to shorten the queue?", "buyer: Why do you want to know that?"],
		["a word", "us: What have you tried so far to shorten the queue?", "buyer: Nothing."],
		["our own answer", "us: What have you tried so far to shorten the queue?", "us: Two more people at the desk?"],
	])("[S2-22] %s fills nothing", (_, ...lines) => {
		expect(talk(...lines)).toEqual([]);
	});
});

test("[S2-22] the value of an answer can be read back, whatever stands in it", () => {
	for (const answer of ["A | B", "line\nbreak", "x".repeat(900)]) {
		const value = answerText({ pack: "qbs", field: "situation", answer });
		expect(value.length).toBeLessThanOrEqual(400);
		expect(answerOf(value)).toMatchObject({ pack: "qbs", field: "situation" });
	}
	for (const value of ["", "qbs", "qbs/situation", "a/b/c | x", "/x | y"]) expect(answerOf(value)).toBeNull();
});

test.each(["today we use ", "we by hand we by hand. ", '"today we use (', "мы используем today we use 今日 "])(
	"[S2-22] the longest text of «%s» is read in bounded time, and gives at most one answer a field",
	(piece) => {
		const began = performance.now();
		const text = piece.repeat(Math.floor(1_000_000 / piece.length));
		expect(heard(text).length).toBeLessThanOrEqual(1);
		expect(performance.now() - began).toBeLessThan(2_000);
	},
);
