import { describe, expect, test } from "vitest";
import { AutonomyView, LearnedChangeView, LearnedView, LessonView } from "#knowledge/core/contract/judgement.ts";
import {
	actionWords,
	type Change,
	changeSides,
	changeTitle,
	LEVEL_NAMES,
	lessonSubject,
	levelWords,
	percent,
	recordWords,
	rungOf,
	sideWords,
	styleWords,
} from "./words.ts";

const nameOf = (user: string): string => (user === "u-sam" ? "Sam Okafor" : "You");
const change = (part: Partial<Change>): Change => ({
	id: "31.0",
	what: "calibration",
	of: "qualifier",
	subject: "bant.budget",
	at: "2026-11-20T10:00:00.000Z",
	from: "",
	to: "",
	reverted: false,
	...part,
});
const PLAIN = { length: 1, greeting: null, closing: null, contractions: null, bullets: null };

describe("[S2-32] what was learned, in words", () => {
	test("each level is a rung of the ladder with words of its own", () => {
		const levels = AutonomyView.shape.level.options;
		expect(LEVEL_NAMES).toEqual(levels);
		expect(levels.map(rungOf)).toEqual([1, 2, 3, 4, 5]);
		expect(new Set(levels.map(levelWords)).size).toBe(levels.length);
	});

	test("each class of actions and each kind of lesson has words", () => {
		const actions = AutonomyView.shape.action.options;
		expect(new Set(actions.map(actionWords)).size).toBe(actions.length);
		for (const about of LessonView.shape.about.options)
			expect(lessonSubject({ about, subject: about === "fact" ? "bant.budget" : "PR1" })).toMatch(/^[A-Z]/);
		expect(lessonSubject({ about: "refused", subject: "" })).toBe("Being refused");
	});

	test.each(LearnedChangeView.shape.what.options)("a change of «%s» says whose it is", (what) => {
		const subject = { calibration: "bant.budget", style: "", autonomy: "answer-mail", cap: "answer-mail" }[what];
		const title = changeTitle(change({ what, of: what === "calibration" ? "qualifier" : "u-sam", subject }), nameOf);
		expect(title).toMatch(
			{
				calibration: /Qualifier.*budget/,
				style: /for Sam Okafor$/,
				autonomy: /^Answer mails for Sam Okafor/,
				cap: /^Answer mails: the most/,
			}[what],
		);
	});

	test("what is about oneself says «you»", () => {
		expect(changeTitle(change({ what: "style", of: "u-me", subject: "" }), nameOf)).toBe("How the crew writes for you");
	});

	test("of a confidence only what moved is told", () => {
		const sides = changeSides(change({ from: "0.5→0.50 0.7→0.70 0.9→0.90", to: "0.5→0.50 0.7→0.65 0.9→0.75" }));
		expect(sides).toEqual({
			from: "70 % counted 70 %, 90 % counted 90 %",
			to: "70 % counts 65 %, 90 % counts 75 %",
		});
	});

	test("of autonomy the levels are told, of a style the habits", () => {
		const autonomy = change({ what: "autonomy", from: "draft", to: "act-with-approval" });
		expect(changeSides(autonomy)).toEqual({ from: "drafts only", to: "acts once a person approves" });
		const style = change({ what: "style", from: JSON.stringify(PLAIN), to: JSON.stringify({ ...PLAIN, length: 0.8 }) });
		expect(changeSides(style)).toEqual({ from: "as the crew would", to: "20 % shorter than drafted" });
	});

	test.each(["style", "autonomy", "cap", "calibration"] as const)(
		"a side of «%s» that cannot be read stands as it is",
		(what) => {
			expect(sideWords({ what }, "who knows")).toBe("who knows");
		},
	);

	test("each habit of a style is told", () => {
		const style = LearnedView.shape.styles.element;
		const { greeting, closing } = style.shape;
		for (const each of greeting.unwrap().options) expect(styleWords({ ...PLAIN, greeting: each })).toMatch(/^opens/);
		for (const each of closing.unwrap().options) expect(styleWords({ ...PLAIN, closing: each })).toMatch(/^closes/);
		expect(styleWords({ length: 1.25, greeting: "hi", closing: "best", contractions: false, bullets: true })).toBe(
			"25 % longer than drafted; opens with «Hi …»; closes with «Best regards»; writes «we will» and «do not»; lists in points",
		);
	});

	test.each([
		[0, 0, "nothing decided yet"],
		[1, 1, "1 of 1 decision let it go as it was"],
		[17, 20, "17 of 20 decisions let it go as it was"],
	])("a record of %i clean ones of %i: %s", (clean, decided, said) => {
		expect(recordWords({ clean, decided })).toBe(said);
	});

	test("a share is told in whole per cent", () => {
		expect(percent(0.846)).toBe("85 %");
	});
});
