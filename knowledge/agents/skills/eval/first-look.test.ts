import { describe, expect, test } from "vitest";
import { FactKey } from "#knowledge/core/facts/keys.ts";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "../qualifier/definition.ts";
import { replyHandler } from "../reply-handler/definition.ts";
import { FIRST_LOOK } from "./first-look.ts";
import type { LookItem } from "./look-item.ts";
import { precisionOf, scoreLine, scoreLook, tallyOf } from "./score-look.ts";

const inputFor = (item: LookItem) => inputOf(item.text, { signal: item.signal ?? {} });
const proposalsFor = (item: LookItem) =>
	[qualifier, replyHandler].flatMap((skill) => skill.reason(inputFor(item)).proposals);
const SCORES = FIRST_LOOK.map((item) =>
	scoreLook(
		item,
		proposalsFor(item).flatMap((each) => (each.type === "learn-fact" ? [each.claim] : [])),
	),
);

describe("first look at texts that no rule was written for", () => {
	test.each(FIRST_LOOK.map((item) => [item.name, item] as const))(
		"%s: what is expected stands in it",
		(_name, item) => {
			for (const each of [...item.expected, ...(item.either ?? [])]) expect(item.text).toContain(each.quote);
		},
	);

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

	test("of all that is claimed, at least 85 % is right", () => {
		const all = tallyOf(SCORES);
		console.info(
			[...FactKey.options.map((key) => scoreLine(key, tallyOf(SCORES, key))), scoreLine("all", all)].join("\n"),
		);
		expect(precisionOf(all)).toBeGreaterThanOrEqual(0.85);
	});
});
