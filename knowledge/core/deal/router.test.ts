import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SkipReason, type Trigger } from "../events/deal.ts";
import { SignalAuthor, SignalKind } from "../events/signal.ts";
import type { SignalCard } from "../facts/blackboard.ts";
import { isSelling } from "../facts/stage.ts";
import { approveDeps, decisionOn } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
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

/** What each of the crew does: `run`, or why not. */
function decisions(trigger: Trigger, deal: TestDeal, signal: SignalCard | null, paused: readonly string[] = []) {
	const plan = route(ROUTES, { trigger, board: deal.board(), signal }, paused);
	const says = (skill: string) =>
		plan.stages.flat().some((each) => each === skill) ? "run" : plan.skipped.find((each) => each.skill === skill)?.why;
	return [says("qualifier"), says("reply-handler")];
}

describe("S0-40: who listens to what", () => {
	test.each([
		["email", "buyer", false, "run", "run"],
		["email", "buyer", true, "nothing-to-read", "nothing-to-read"],
		["email", "us", false, "not-a-buyers-words", "not-a-buyers-words"],
		["email", "us", true, "nothing-to-read", "not-a-buyers-words"],
		["email", "system", false, "not-a-buyers-words", "not-a-buyers-words"],
		["email", "system", true, "nothing-to-read", "not-a-buyers-words"],
		...(["note", "meeting", "call", "crm"] as const).flatMap((kind) =>
			(["buyer", "us", "system"] as const).flatMap((author) => [
				[kind, author, false, "run", "not-subscribed"] as const,
				[kind, author, true, "nothing-to-read", "not-subscribed"] as const,
			]),
		),
	] as const)(
		"[RO5] %s by %s, empty: %s: the qualifier %s, the reply handler %s",
		(kind, author, empty, qualifier, writer) => {
			expect(decisions(SIGNAL, newDeal(), card({ kind, author, empty }))).toEqual([qualifier, writer]);
		},
	);

	test("[RO5] the table above has a row for every kind, author and emptiness", () => {
		expect(SignalKind.options.length * SignalAuthor.options.length * 2).toBe(6 + 4 * 3 * 2);
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
		["the clock", TICK, "a new deal", newDeal, "run", "nothing-to-answer"],
		["the clock", TICK, "a qualified deal", known, "not-subscribed", "nothing-to-answer"],
		["the clock", TICK, "an unanswered mail", waiting, "run", "run"],
		["the clock", TICK, "a draft that waits", drafted, "run", "draft-waiting"],
		["the clock", TICK, "an answered mail", answered, "run", "nothing-to-answer"],
		["the clock", TICK, "a mail without words", silent, "run", "nothing-to-answer"],
		["a person", CLICK, "a new deal", newDeal, "run", "nothing-to-answer"],
		["a person", CLICK, "a qualified deal", known, "run", "nothing-to-answer"],
		["a person", CLICK, "an unanswered mail", waiting, "run", "run"],
		["a person", CLICK, "a draft that waits", drafted, "run", "run"],
		["a person", CLICK, "an answered mail", answered, "run", "nothing-to-answer"],
		["a person", CLICK, "a mail without words", silent, "run", "nothing-to-answer"],
	] as const)("[RO6] %s (%o) looks at %s", (_who, trigger, _what, make, qualifier, writer) => {
		expect(decisions(trigger, make(), card())).toEqual([qualifier, writer]);
	});

	test.each([TICK, CLICK])("[RO6] $type finds nothing to read in a deal without signals", (trigger) => {
		expect(decisions(trigger, newDeal(), null)).toEqual(["nothing-to-read", "nothing-to-answer"]);
	});

	test.each(["qualifier", "reply-handler", "nobody"])("[RO4] a retry of %s wakes that skill and no other", (skill) => {
		const expected = ["qualifier", "reply-handler"].map((each) => (each === skill ? "run" : "not-asked"));
		expect(decisions(retry(skill), newDeal(), card({ author: "us" }))).toEqual(expected);
	});
});

describe("S0-60: the four triggers from outside, as plans", () => {
	const plan = (kind: SignalKind) =>
		route(ROUTES, { trigger: SIGNAL, board: newDeal().board(), signal: card({ kind }) }, []);
	const readOnly = { stages: [["qualifier"]], skipped: [{ skill: "reply-handler", why: "not-subscribed" }] };

	test("[RO7] an email is qualified first, then answered", () => {
		expect(plan("email")).toEqual({ stages: [["qualifier"], ["reply-handler"]], skipped: [] });
	});

	test.each(["meeting", "call", "crm"] as const)("[RO7] a %s is qualified, and nothing is written", (kind) => {
		expect(plan(kind)).toEqual(readOnly);
	});
});

describe("what holds the crew", () => {
	test.each(Stage.options)("[RO2] at %s the crew works only while the deal is being sold", (stage) => {
		const works = Stage.options.indexOf(stage) < 6;
		const expected = works ? ["run", "run"] : ["stage-closed", "stage-closed"];
		expect(decisions(SIGNAL, newDeal({ stage }), card())).toEqual(expected);
		if (!works) expect(decisions(retry("qualifier"), newDeal({ stage }), card(), ["qualifier"])).toEqual(expected);
	});

	test("[RO3] a paused agent is left out, even of a retry; the others go on", () => {
		expect(decisions(SIGNAL, newDeal(), card(), ["reply-handler"])).toEqual(["run", "agent-paused"]);
		expect(decisions(SIGNAL, newDeal(), card(), ["qualifier", "reply-handler"])).toEqual([
			"agent-paused",
			"agent-paused",
		]);
		expect(decisions(retry("qualifier"), newDeal(), card(), ["qualifier"])).toEqual(["agent-paused", "not-asked"]);
		expect(decisions(SIGNAL, newDeal(), card(), ["somebody-else"])).toEqual(["run", "run"]);
	});
});

describe("the whole table", () => {
	const someStage = fc.constantFrom(...Stage.options);
	const someCard = fc.record({
		kind: fc.constantFrom(...SignalKind.options),
		author: fc.constantFrom(...SignalAuthor.options),
		empty: fc.boolean(),
	});
	const someTrigger = fc.constantFrom(SIGNAL, TICK, CLICK, retry("qualifier"), retry("reply-handler"), retry("cc"));
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
	const someRoutes = fc.array(
		fc.record({
			skill: fc.constantFrom("qualifier", "reply-handler", "cc", "dd").map(skillNamed),
			stage: fc.integer({ min: -2, max: 3 }),
			why: fc.option(fc.constantFrom(...SkipReason.options)),
		}),
		{ maxLength: 6 },
	);

	test("[RO1] any trigger on any board: each skill runs or is skipped with a reason, exactly once", () => {
		const args = [someTrigger, someBoard, fc.option(someCard), fc.subarray(["qualifier", "reply-handler"])] as const;
		fc.assert(
			fc.property(...args, (trigger, board, signal, paused) => {
				const plan = route(ROUTES, { trigger, board, signal: signal && card(signal) }, paused);
				const named = [...plan.stages.flat(), ...plan.skipped.map(({ skill }) => skill)];
				expect(named.sort()).toEqual(["qualifier", "reply-handler"]);
				for (const { why } of plan.skipped) expect(SkipReason.options).toContain(why);
				for (const stage of plan.stages) expect(stage.length).toBeGreaterThan(0);
			}),
		);
	});

	test("[RO8] whatever the crew, lower stages come first and none is empty", () => {
		fc.assert(
			fc.property(someRoutes, (rows) => {
				const routes: readonly Route[] = rows.map(({ why, ...row }) => ({ ...row, when: () => why }));
				const plan = route(routes, { trigger: CLICK, board: newDeal().board(), signal: null }, []);
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
