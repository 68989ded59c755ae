import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SkipReason, type Trigger } from "../events/deal.ts";
import { SignalAuthor, SignalKind } from "../events/signal.ts";
import type { SignalCard } from "../facts/blackboard.ts";
import { isSelling } from "../facts/stage.ts";
import { approveDeps, decisionOn } from "../testing/builders.ts";
import { NOW, newDeal, type TestDeal } from "../testing/deal.ts";
import { contactNo, factNo, hashNo, runNo, SAM, signalNo, skillNamed } from "../testing/ids.ts";
import { openDraft, owe, receive } from "../testing/steps.ts";
import { InvariantError } from "../vocabulary/invariant.ts";
import { Stage } from "../vocabulary/stage.ts";
import { approve } from "./approval.ts";
import { ROUTES, type Route, route, signalOf } from "./router.ts";

const card = (changes: Partial<SignalCard> = {}): SignalCard => ({
	signal: signalNo(1),
	kind: "email",
	author: "buyer",
	contact: contactNo(1),
	record: hashNo(1),
	empty: false,
	at: 0,
	...changes,
});
const SIGNAL: Trigger = { type: "signal", signal: signalNo(1) };
const TICK: Trigger = { type: "tick", count: 1 };
const CLICK: Trigger = { type: "click", by: SAM, request: "1" };
const retry = (skill: string): Trigger => ({
	type: "retry",
	run: runNo(1),
	step: 1,
	skill: skillNamed(skill),
	by: SAM,
	request: "1",
});

const CREW = ["qualifier", "discovery", "strategy", "pipeline", "coaching", "reply-handler", "proposal"] as const;
/** Qualifier, discovery and strategy listen alike. */
const READERS = CREW.slice(0, 3);

type Looking = { readonly paused?: readonly string[]; readonly now?: number };
const planOf = (
	trigger: Trigger,
	deal: TestDeal,
	signal: SignalCard | null,
	{ paused = [], now = NOW }: Looking = {},
) => route(ROUTES, { trigger, board: deal.board(), signal, now }, paused);

/** What each of the crew does: `run`, or why not. */
function decisions(trigger: Trigger, deal: TestDeal, signal: SignalCard | null, looking: Looking = {}) {
	const plan = planOf(trigger, deal, signal, looking);
	const says = (skill: string) =>
		plan.stages.flat().some((each) => each === skill) ? "run" : plan.skipped.find((each) => each.skill === skill)?.why;
	return CREW.map(says);
}

/** One answer for the three readers, then one for each of the others. */
const row = (...[readers, pipeline, coaching, reply, proposal = "on-hand-off"]: readonly string[]) => [
	readers,
	readers,
	readers,
	pipeline,
	coaching,
	reply,
	proposal,
];

describe("S0-40: who listens to what", () => {
	const READ = "nothing-to-read";
	const OURS = "nothing-of-ours";
	const NO_WORDS = "not-a-buyers-words";
	const NOT = "not-subscribed";
	const everybody = <K extends SignalKind>(
		kind: K,
		empty: boolean,
		...says: readonly [string, string, string, string]
	) => SignalAuthor.options.map((author) => [kind, author, empty, ...says] as const);
	const TABLE = [
		["email", "buyer", false, "run", "run", OURS, "run"],
		["email", "buyer", true, READ, "run", READ, READ],
		["email", "us", false, NO_WORDS, "run", "run", "run"],
		["email", "us", true, READ, "run", READ, READ],
		["email", "system", false, NO_WORDS, "run", OURS, NO_WORDS],
		["email", "system", true, READ, "run", READ, NO_WORDS],
		["note", "buyer", false, "run", "run", OURS, NOT],
		["note", "buyer", true, READ, "run", READ, NOT],
		["note", "us", false, "run", "run", OURS, "run"],
		["note", "us", true, READ, "run", READ, READ],
		["note", "system", false, "run", "run", OURS, NOT],
		["note", "system", true, READ, "run", READ, NOT],
		["meeting", "buyer", false, "run", "run", "run", NOT],
		["meeting", "buyer", true, READ, "run", READ, NOT],
		["meeting", "us", false, "run", "run", "run", "run"],
		["meeting", "us", true, READ, "run", READ, READ],
		["meeting", "system", false, "run", "run", "run", NOT],
		["meeting", "system", true, READ, "run", READ, NOT],
		["call", "buyer", false, "run", "run", "run", NOT],
		["call", "buyer", true, READ, "run", READ, NOT],
		["call", "us", false, "run", "run", "run", "run"],
		["call", "us", true, READ, "run", READ, READ],
		["call", "system", false, "run", "run", "run", NOT],
		["call", "system", true, READ, "run", READ, NOT],
		...everybody("crm", false, "run", "run", OURS, NOT),
		...everybody("crm", true, READ, "run", READ, NOT),
		["transcript", "buyer", false, "run", "run", "run", "run"],
		["transcript", "buyer", true, READ, "run", READ, READ],
		["transcript", "us", false, "run", "run", "run", NO_WORDS],
		["transcript", "us", true, READ, "run", READ, NO_WORDS],
		["transcript", "system", false, "run", "run", "run", NO_WORDS],
		["transcript", "system", true, READ, "run", READ, NO_WORDS],
		["chat", "buyer", false, "run", "run", "run", "run"],
		["chat", "buyer", true, READ, "run", READ, READ],
		["chat", "us", false, "run", "run", "run", NO_WORDS],
		["chat", "us", true, READ, "run", READ, NO_WORDS],
		["chat", "system", false, "run", "run", "run", NO_WORDS],
		["chat", "system", true, READ, "run", READ, NO_WORDS],
		...everybody("calendar", false, NOT, "run", OURS, NOT),
		...everybody("calendar", true, READ, "run", READ, NOT),
	] as const;

	test.each(TABLE)(
		"[RO5] %s by %s, empty: %s: the readers %s, the pipeline %s, coaching %s, the reply handler %s",
		(kind, author, empty, ...says) => {
			expect(decisions(SIGNAL, newDeal(), card({ kind, author, empty }))).toEqual(row(...says));
		},
	);

	test("[RO5] the table above has a row for every kind, author and emptiness", () => {
		const rows = new Set(TABLE.map(([kind, author, empty]) => `${kind} ${author} ${empty}`));
		expect(rows.size).toBe(SignalKind.options.length * SignalAuthor.options.length * 2);
		expect(TABLE).toHaveLength(rows.size);
	});

	test("[RO5] the crew is seven, each with one row", () => {
		expect(ROUTES.map(({ skill, stage }) => [skill, stage])).toEqual([
			["qualifier", 0],
			["discovery", 0],
			["strategy", 1],
			["pipeline", 1],
			["coaching", 1],
			["reply-handler", 2],
			["proposal", 2],
		]);
	});

	const known = (): TestDeal => {
		const deal = newDeal();
		const evidence = [{ signal: signalNo(1), quote: hashNo(1), start: 0, end: 1 }];
		const fact = { id: factNo(1), key: "bant.need", value: hashNo(1), confidence: 1, evidence } as const;
		deal.emit({
			type: "deal.fact-learned",
			run: null,
			skill: null,
			fact: { ...fact, evidence, state: "suggested", validFrom: 0, supersedes: null },
		});
		return deal;
	};
	const waiting = (): TestDeal => {
		const deal = newDeal();
		receive(deal);
		return deal;
	};
	const drafted = (): TestDeal => {
		const deal = waiting();
		openDraft(deal);
		return deal;
	};
	const answered = (): TestDeal => {
		const deal = waiting();
		const item = openDraft(deal);
		deal.turn((turn) => approve(turn, decisionOn(item), approveDeps(deal)));
		for (const { key } of Object.values(deal.board().effects))
			deal.emit({ type: "deal.effect-settled", key, outcome: "sent", reference: null, reason: null });
		return deal;
	};
	const silent = (): TestDeal => {
		const deal = newDeal();
		receive(deal, signalNo(1), { empty: true });
		return deal;
	};

	test.each([
		["the clock", TICK, "a new deal", newDeal, ["run", NOT, NOT, "nothing-to-answer"]],
		["the clock", TICK, "a qualified deal", known, [NOT, NOT, NOT, "nothing-to-answer"]],
		["the clock", TICK, "an unanswered mail", waiting, ["run", NOT, NOT, "run"]],
		["the clock", TICK, "a draft that waits", drafted, ["run", NOT, NOT, "draft-waiting"]],
		["the clock", TICK, "an answered mail", answered, ["run", NOT, NOT, "nothing-to-answer"]],
		["the clock", TICK, "a mail without words", silent, ["run", NOT, NOT, "nothing-to-answer"]],
		["a person", CLICK, "a new deal", newDeal, ["run", "run", OURS, "nothing-to-answer"]],
		["a person", CLICK, "a qualified deal", known, ["run", "run", OURS, "nothing-to-answer"]],
		["a person", CLICK, "an unanswered mail", waiting, ["run", "run", OURS, "run"]],
		["a person", CLICK, "a draft that waits", drafted, ["run", "run", OURS, "run"]],
		["a person", CLICK, "an answered mail", answered, ["run", "run", OURS, "nothing-to-answer"]],
		["a person", CLICK, "a mail without words", silent, ["run", "run", OURS, "nothing-to-answer"]],
	] as const)("[RO6] %s (%o) looks at %s", (_who, trigger, _what, make, says) => {
		expect(decisions(trigger, make(), card())).toEqual(row(...says));
	});

	test("[RO6] a person who asks about a conversation or a mail of ours wakes coaching as well", () => {
		for (const changes of [{ kind: "transcript" }, { author: "us" }] as const)
			expect(decisions(CLICK, newDeal(), card(changes))[4]).toBe("run");
		expect(decisions(TICK, newDeal(), card({ kind: "transcript" }))[4]).toBe(NOT);
	});

	test.each([
		[TICK, [READ, NOT, NOT, "nothing-to-answer"]],
		[CLICK, [READ, READ, READ, "nothing-to-answer"]],
	] as const)("[RO6] $type finds nothing to read in a deal without signals", (trigger, says) => {
		expect(decisions(trigger, newDeal(), null)).toEqual(row(...says));
	});

	const HOUR = 60 * 60 * 1_000;
	const WEEK = 7 * 24 * HOUR;
	test.each([
		["a minute before a week", WEEK - 60_000, NOT],
		["a week", WEEK, "run"],
		["nearly six hours later", WEEK + 6 * HOUR - 1, "run"],
		["six hours later", WEEK + 6 * HOUR, NOT],
		["a minute before two weeks", 2 * WEEK - 60_000, NOT],
		["two weeks", 2 * WEEK, "run"],
		["a year", 52 * WEEK, "run"],
	])("[RO10] the clock wakes the pipeline once a week of silence: after %s", (_when, silence, expected) => {
		const deal = waiting();
		expect(decisions(TICK, deal, card(), { now: deal.at + silence })[3]).toBe(expected);
		expect(decisions(TICK, newDeal(), null, { now: NOW + silence })[3]).toBe(NOT);
	});

	test.each([...CREW, "nobody"])("[RO4] a retry of %s wakes that skill and no other", (skill) => {
		const expected = CREW.map((each) => (each === skill ? "run" : "not-asked"));
		expect(decisions(retry(skill), newDeal(), card({ author: "us" }))).toEqual(expected);
	});
});

describe("S0-60, S0-89: what reaches a deal from outside, as plans", () => {
	const plan = (changes: Partial<SignalCard>) => {
		const { stages, skipped } = planOf(SIGNAL, newDeal(), card(changes));
		return { stages, skipped: skipped.map(({ skill, why }) => `${skill}: ${why}`) };
	};
	const LEARN = ["qualifier", "discovery"];

	test("[RO7] a buyer's mail is learned from, weighed, then answered", () => {
		expect(plan({})).toEqual({
			stages: [LEARN, ["strategy", "pipeline"], ["reply-handler"]],
			skipped: ["coaching: nothing-of-ours", "proposal: on-hand-off"],
		});
	});

	test.each(["transcript", "chat"] as const)(
		"[RO7] a %s is learned from; then strategy, pipeline and coaching work side by side; last it is noted what was promised",
		(kind) => {
			expect(plan({ kind })).toEqual({
				stages: [LEARN, ["strategy", "pipeline", "coaching"], ["reply-handler"]],
				skipped: ["proposal: on-hand-off"],
			});
		},
	);

	test.each(["meeting", "call"] as const)(
		"[RO7] our notes of a %s are learned from; then strategy, pipeline and coaching work side by side; last it is noted what was promised",
		(kind) => {
			expect(plan({ kind, author: "us" })).toEqual({
				stages: [LEARN, ["strategy", "pipeline", "coaching"], ["reply-handler"]],
				skipped: ["proposal: on-hand-off"],
			});
		},
	);

	test("[RO7] a note of ours is learned from and weighed, and what it tells of promises is noted", () => {
		expect(plan({ kind: "note", author: "us" })).toEqual({
			stages: [LEARN, ["strategy", "pipeline"], ["reply-handler"]],
			skipped: ["coaching: nothing-of-ours", "proposal: on-hand-off"],
		});
	});

	test("[RO7] the customer record is learned from and weighed", () => {
		expect(plan({ kind: "crm", author: "us" })).toEqual({
			stages: [LEARN, ["strategy", "pipeline"]],
			skipped: ["coaching: nothing-of-ours", "reply-handler: not-subscribed", "proposal: on-hand-off"],
		});
	});

	test("[RO7] a mail of ours is filed and coached, and noted for what it promises", () => {
		expect(plan({ author: "us" })).toEqual({
			stages: [["pipeline", "coaching"], ["reply-handler"]],
			skipped: [...READERS.map((skill) => `${skill}: not-a-buyers-words`), "proposal: on-hand-off"],
		});
	});

	test("[RO7] an invitation only changes what is next", () => {
		expect(plan({ kind: "calendar" })).toEqual({
			stages: [["pipeline"]],
			skipped: [
				...READERS.map((skill) => `${skill}: not-subscribed`),
				"coaching: nothing-of-ours",
				"reply-handler: not-subscribed",
				"proposal: on-hand-off",
			],
		});
	});
});

describe("what holds the crew", () => {
	test.each(Stage.options)("[RO2] at %s the crew works only while the deal is being sold", (stage) => {
		const works = Stage.options.indexOf(stage) < 6;
		const closed = CREW.map(() => "stage-closed");
		const expected = works ? row("run", "run", "nothing-of-ours", "run") : closed;
		expect(decisions(SIGNAL, newDeal({ stage }), card())).toEqual(expected);
		if (works) return;
		expect(decisions(retry("qualifier"), newDeal({ stage }), card(), { paused: ["qualifier"] })).toEqual(closed);
	});

	test("[RO3] a paused agent is left out, even of a retry; the others go on", () => {
		const all = decisions(SIGNAL, newDeal(), card());
		for (const [i, skill] of CREW.entries()) {
			const expected = all.map((each, at) => (at === i ? "agent-paused" : each));
			expect(decisions(SIGNAL, newDeal(), card(), { paused: [skill] })).toEqual(expected);
			const retried = CREW.map((_, at) => (at === i ? "agent-paused" : "not-asked"));
			expect(decisions(retry(skill), newDeal(), card(), { paused: [skill] })).toEqual(retried);
		}
		expect(decisions(SIGNAL, newDeal(), card(), { paused: CREW })).toEqual(CREW.map(() => "agent-paused"));
		expect(decisions(SIGNAL, newDeal(), card(), { paused: ["somebody-else"] })).toEqual(all);
	});
});

describe("the whole table", () => {
	const someStage = fc.constantFrom(...Stage.options);
	const someCard = fc.record({
		kind: fc.constantFrom(...SignalKind.options),
		author: fc.constantFrom(...SignalAuthor.options),
		empty: fc.boolean(),
	});
	const someTrigger = fc.constantFrom(SIGNAL, TICK, CLICK, ...CREW.map(retry), retry("cc"));
	const someBoard = fc
		.record({
			stage: someStage,
			paused: fc.boolean(),
			signals: fc.array(someCard, { maxLength: 3 }),
			draft: fc.boolean(),
		})
		.map(({ stage, paused, signals, draft }) => {
			const deal = newDeal({ stage });
			signals.forEach((each, i) => {
				receive(deal, signalNo(i + 1), each);
			});
			if (draft && isSelling(stage)) openDraft(deal);
			if (paused) deal.emit({ type: "deal.automation-changed", state: "paused", by: SAM });
			return deal.board();
		});
	const someNow = fc.integer({ min: NOW - 1_000, max: NOW + 365 * 24 * 3_600_000 });
	const someRoutes = fc.array(
		fc.record({
			skill: fc.constantFrom("qualifier", "reply-handler", "cc", "dd").map(skillNamed),
			stage: fc.integer({ min: -2, max: 3 }),
			why: fc.option(fc.constantFrom(...SkipReason.options)),
		}),
		{ maxLength: 6 },
	);

	test("[RO1] any trigger on any board: each skill runs or is skipped with a reason, exactly once", () => {
		const args = [someTrigger, someBoard, fc.option(someCard), fc.subarray([...CREW]), someNow] as const;
		fc.assert(
			fc.property(...args, (trigger, board, signal, paused, now) => {
				const plan = route(ROUTES, { trigger, board, signal: signal && card(signal), now }, paused);
				const named = [...plan.stages.flat(), ...plan.skipped.map(({ skill }) => skill)];
				expect(named.sort()).toEqual([...CREW].sort());
				for (const { why } of plan.skipped) expect(SkipReason.options).toContain(why);
				for (const stage of plan.stages) expect(stage.length).toBeGreaterThan(0);
			}),
		);
	});

	test("[RO8] whatever the crew, lower stages come first and none is empty", () => {
		fc.assert(
			fc.property(someRoutes, (rows) => {
				const routes: readonly Route[] = rows.map(({ why, ...row }) => ({ ...row, when: () => why }));
				const plan = route(routes, { trigger: CLICK, board: newDeal().board(), signal: null, now: NOW }, []);
				const woken = rows.filter(({ why }) => why === null);
				const stages = [...new Set(woken.map(({ stage }) => stage))].sort((a, b) => a - b);
				const expected = stages.map((stage) => woken.filter((row) => row.stage === stage).map(({ skill }) => skill));
				expect(plan.stages).toEqual(expected);
				expect(plan.skipped).toHaveLength(rows.length - woken.length);
			}),
		);
	});
});

describe("what a run is about", () => {
	test("[RO9] its own signal, which stays on the board while it is open", () => {
		const deal = newDeal();
		receive(deal);
		owe(deal, { signal: signalNo(1) });
		receive(deal, signalNo(2));
		expect(signalOf(deal.board(), signalNo(1))?.signal).toBe(signalNo(1));
		expect(signalOf(deal.board(), null)).toBeNull();
		expect(() => signalOf(deal.board(), signalNo(3))).toThrow(InvariantError);
	});
});
