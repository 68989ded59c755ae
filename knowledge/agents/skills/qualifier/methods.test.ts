import { describe, expect, test } from "vitest";
import { judge as judgeOf } from "#knowledge/core/deal/judge.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { aField, aPack } from "#knowledge/core/testing/packs.ts";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "./definition.ts";

const TEXT = "Hello Sam, today we use two lists and a whiteboard for it. We lose a day a month by that.";
const answersTo = (input: SkillInput) =>
	qualifier
		.reason(input)
		.proposals.flatMap((each) =>
			each.type === "learn-fact" && each.claim.key === "methodology.answer" ? [{ proposal: each, ...each.claim }] : [],
		);

describe("what a method wants to know", () => {
	test("[QU30] is filled by the words of the tenant's packs, and passes every judge", () => {
		const input = inputOf(TEXT);
		const answers = answersTo(input);
		expect(answers.map(({ value }) => value)).toEqual([
			"qbs/situation | Hello Sam, today we use two lists and a whiteboard for it.",
			"qbs/implications | We lose a day a month by that.",
		]);
		for (const { proposal } of answers) expect(judgeOf(qualifier, input, proposal)).toEqual({ type: "pass" });
	});

	test("[QU30] a pack that one tenant has fills fields for that tenant alone", () => {
		const pack = aPack({ fields: [aField("board", { cues: ["whiteboard"] })] });
		expect(answersTo(inputOf(TEXT, { packs: [pack] })).map(({ value }) => value)).toEqual([
			"house/board | Hello Sam, today we use two lists and a whiteboard for it.",
		]);
		expect(answersTo(inputOf(TEXT, { packs: [] }))).toEqual([]);
	});

	test("[QU30] whoever reasons, an answer to what no method asks is refused", () => {
		const input = inputOf(TEXT);
		const [first] = answersTo(input);
		const claimed = (value: string) =>
			first && judgeOf(qualifier, input, { ...first.proposal, claim: { ...first.proposal.claim, value } });
		expect(claimed("qbs/situation | x")).toEqual({ type: "pass" });
		for (const value of ["x", "qbs/nothing | x", "spin/situation | x", "qbs | x"])
			expect(claimed(value)).toMatchObject({ type: "reject", rule: "QU30" });
	});

	test("[QU30] our own mails and a machine's fill none", () => {
		expect(answersTo(inputOf(TEXT, { signal: { author: "us", kind: "email" } }))).toEqual([]);
		expect(answersTo(inputOf(TEXT, { signal: { subject: "Automatic reply: out of office" } }))).toEqual([]);
	});
});
