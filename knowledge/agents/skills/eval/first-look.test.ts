import { describe, expect, test } from "vitest";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "../qualifier/definition.ts";
import { replyHandler } from "../reply-handler/definition.ts";
import { FIRST_LOOK } from "./first-look.ts";
import type { LookItem } from "./look-item.ts";
import { precisionOf, scoreLine, scoreLook, tallyOf } from "./score-look.ts";
import { SECOND_LOOK } from "./second-look.ts";
import { THIRD_LOOK } from "./third-look.ts";

/** The rules have seen these texts since: what they score now is no forecast for the next text. README.md has the first scores. */
const LOOKS = { first: FIRST_LOOK, second: SECOND_LOOK, third: THIRD_LOOK };
const ITEMS = Object.values(LOOKS).flat();

const inputFor = (item: LookItem) => inputOf(item.text, { signal: item.signal ?? {} });
const proposalsFor = (item: LookItem) =>
	[qualifier, replyHandler].flatMap((skill) => skill.reason(inputFor(item)).proposals);
const scoreOf = (item: LookItem) =>
	scoreLook(
		item,
		proposalsFor(item).flatMap((each) => (each.type === "learn-fact" ? [each.claim] : [])),
	);
const SCORES = ITEMS.map(scoreOf);

describe("first look at texts that no rule was written for", () => {
	test.each(ITEMS.map((item) => [item.name, item] as const))("%s: what is expected stands in it", (_name, item) => {
		for (const each of [...item.expected, ...(item.either ?? [])]) expect(item.text).toContain(each.quote);
	});

	test.each(SCORES.map((score) => [score.item.name, score] as const))(
		"[QU2] [RH1] %s: every quote stands",
		(_name, score) => {
			for (const claim of score.claims) {
				for (const each of claim.evidence) expect(score.item.text.slice(each.start, each.end)).toBe(each.quote);
			}
		},
	);

	test.each(
		SCORES.filter((score) => score.item.expected.length === 0).map((score) => [score.item.name, score] as const),
	)("[QU6] no news: %s", (_name, score) => {
		expect(score.claims.map((claim) => `${claim.key}=${claim.value}`)).toEqual([]);
		expect(proposalsFor(score.item).filter((each) => each.type === "draft-email")).toEqual([]);
	});

	test.each(Object.entries(LOOKS))(
		"of all that is claimed at the %s look, at least 85 in 100 is right",
		(name, items) => {
			const scores = items.map(scoreOf);
			const all = tallyOf(scores);
			const keys = name === "first" ? FactKey.options.map((key) => scoreLine(key, tallyOf(scores, key))) : [];
			console.info([...keys, scoreLine(`${name} look, all`, all)].join("\n"));
			expect(precisionOf(all)).toBeGreaterThanOrEqual(0.85);
		},
	);
});
