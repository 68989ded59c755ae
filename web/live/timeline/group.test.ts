import { describe, expect, test } from "vitest";
import { entryOf } from "./event.builder.ts";
import { groupTimeline, type RunGroup } from "./group.ts";

const requested = (seq: number, run: string, signal: string | null) =>
	entryOf(seq, {
		type: "deal.run-requested",
		run,
		trigger: signal ? { type: "signal", signal } : { type: "tick", count: 1 },
		signal,
	});
const started = (seq: number, run: string) =>
	entryOf(seq, {
		type: "deal.run-started",
		run,
		stages: [["qualifier"]],
		skipped: [{ skill: "meeting", why: "not-subscribed" }],
	});
const step = (seq: number, run: string, skill = "qualifier") =>
	entryOf(seq, {
		type: "deal.step-settled",
		run,
		step: 1,
		skill,
		outcome: "done",
		tokens: { prompt: 100, output: 20 },
		durationMs: 7,
	});
const fact = (seq: number, run: string, skill: string | null) =>
	entryOf(seq, { type: "deal.fact-learned", run, skill, fact: { id: `f-${seq}`, key: "bant.budget" } });
const settled = (seq: number, run: string, outcome = "done") =>
	entryOf(seq, { type: "deal.run-settled", run, outcome });
const received = (seq: number, signal: string) =>
	entryOf(seq, { type: "conversation.signal-received", signal, kind: "email", author: "buyer" });

const runOf = (groups: ReturnType<typeof groupTimeline>, run: string): RunGroup => {
	const group = groups.find((each) => each.type === "run" && each.run === run);
	if (group?.type !== "run") throw new Error(`no group of ${run}`);
	return group;
};

describe("timeline", () => {
	test("[WB7] newest first; a signal stands in the run that it woke", () => {
		const groups = groupTimeline([
			received(1, "s-1"),
			requested(2, "r-1", "s-1"),
			settled(3, "r-1"),
			received(4, "s-2"),
			requested(5, "r-2", null),
		]);
		expect(groups.map((each) => (each.type === "run" ? each.run : each.seq))).toEqual(["r-2", 4, "r-1"]);
		expect(runOf(groups, "r-1").signal?.seq).toBe(1);
		expect(runOf(groups, "r-2").signal).toBeNull();
	});

	test("[WB7] every event is in one place, and none is in two", () => {
		const events = [
			received(1, "s-1"),
			requested(2, "r-1", "s-1"),
			started(3, "r-1"),
			step(4, "r-1"),
			fact(5, "r-1", "qualifier"),
			settled(6, "r-1"),
		];
		const group = runOf(groupTimeline(events), "r-1");
		const lines = group.lines.flatMap((line) =>
			line.type === "facts" ? line.entries.map((each) => each.seq) : [line.seq],
		);
		expect(lines).toEqual([3, 4, 5]);
	});

	test("[WB8] facts that one skill learned in a row are one line", () => {
		const events = [
			requested(1, "r-1", null),
			fact(2, "r-1", "qualifier"),
			fact(3, "r-1", "qualifier"),
			fact(4, "r-1", "discovery"),
			step(5, "r-1"),
			fact(6, "r-1", "discovery"),
		];
		const { lines } = runOf(groupTimeline(events), "r-1");
		expect(lines.map((line) => (line.type === "facts" ? `${line.skill} ${line.entries.length}` : "step"))).toEqual([
			"qualifier 2",
			"discovery 1",
			"step",
			"discovery 1",
		]);
	});

	test.each([
		[[requested(1, "r-1", null)], "waiting"],
		[[requested(1, "r-1", null), started(2, "r-1")], "running"],
		[[step(9, "r-1")], "running"],
		[[requested(1, "r-1", null), settled(2, "r-1")], "done"],
		[[requested(1, "r-1", null), settled(2, "r-1", "partial")], "partial"],
		[[requested(1, "r-1", null), settled(2, "r-1", "skipped")], "skipped"],
	])("[WB9] a run's state follows its events (%#)", (events, state) => {
		expect(runOf(groupTimeline(events), "r-1").state).toBe(state);
	});

	test("[WB9] the header adds up what the steps cost, and keeps who was not needed", () => {
		const group = runOf(
			groupTimeline([requested(1, "r-1", null), started(2, "r-1"), step(3, "r-1"), step(4, "r-1")]),
			"r-1",
		);
		expect([group.steps, group.tokens, group.ms]).toEqual([2, 240, 7]);
		expect(group.skipped).toEqual([{ skill: "meeting", why: "not-subscribed" }]);
	});

	test("[WB10] what a person decides later stands at its own time", () => {
		const decision = entryOf(
			9,
			{ type: "deal.approval-decided", decision: "approved", by: { type: "human", user: "li" } },
			{ correlation: "r-1" },
		);
		const moved = entryOf(
			8,
			{ type: "deal.stage-changed", by: { type: "agent", skill: "pipeline" } },
			{ correlation: "r-1" },
		);
		const groups = groupTimeline([requested(1, "r-1", null), settled(2, "r-1"), moved, decision]);
		expect(groups.map((each) => each.type)).toEqual(["single", "run"]);
		expect(runOf(groups, "r-1").lines.map((line) => line.seq)).toEqual([8]);
	});
});
