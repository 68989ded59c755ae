import { expect, test } from "vitest";
import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { inputOf, signalOf } from "#knowledge/samples/skill-case.ts";
import { replyHandler } from "./definition.ts";

const TEXT = "Hello Mara, I will send you the contract by Friday.";
const inputWith = (text: string, changes: Partial<SignalText>) => ({
	...inputOf(text),
	signal: signalOf(text, changes),
});
const noted = (text: string, changes: Partial<SignalText>) =>
	replyHandler.reason(inputWith(text, changes)).proposals.map((each) => {
		expect(replyHandler.judge(inputWith(text, changes), each)).toEqual({ type: "pass" });
		return each.type === "learn-fact" ? `${each.claim.key}=${each.claim.value}` : each.type;
	});

test("[RH39] what a mail of ours undertakes is noted, and nothing is drafted", () => {
	expect(noted(TEXT, { author: "us" })).toEqual([
		"conversation.promise=Hello Mara, I will send you the contract by Friday. | us | - | 2026-09-18",
	]);
	expect(noted("Could you send us the list?", { author: "us" })).toEqual([]);
});

test.each(["note", "meeting", "call"] as const)("[RH39] what our own %s tells of both sides is noted", (kind) => {
	expect(noted("I promised a price until Friday. He wants us to call Tor.", { author: "us", kind })).toEqual([
		"conversation.ask=He wants us to call Tor. | us | - | -",
		"conversation.promise=I promised a price until Friday. | us | - | 2026-09-18",
	]);
});

test("[RH39] [RH2] what they ask is no claim out of a mail of ours", () => {
	const claim = replyHandler.reason(inputWith("Could you send us the list?", {})).proposals[0];
	if (!claim) throw new Error("a buyer's ask is noted");
	expect(replyHandler.judge(inputWith("Could you send us the list?", { author: "us" }), claim)).toMatchObject({
		rule: "RH2",
	});
});

test("[RH2] our promise in a talk is proved by our own turn", () => {
	const [asked, answer] = ["Could you send me the price by Friday?", "Will do."];
	const turns = [
		{ start: 0, end: asked.length, speaker: "Mara", side: "buyer" as const },
		{ start: asked.length + 1, end: asked.length + 1 + answer.length, speaker: "Sam", side: "us" as const },
	];
	const visible = turns.slice(0, 1);
	const said = noted(`${asked}\n${answer}`, { kind: "transcript", turns, visible });
	expect(said).toContain("conversation.promise=Could you send me the price by Friday? | us | Sam | 2026-09-18");
});
