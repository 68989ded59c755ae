import { describe, expect, test } from "vitest";
import type { DealEvent } from "../events/catalogue.ts";
import { MARA } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import {
	contactNo,
	DEAL,
	dealNo,
	factNo,
	flagNo,
	hashNo,
	NADIA,
	runNo,
	SAM,
	signalNo,
	skillNamed,
	TENANT,
} from "../testing/ids.ts";
import { owe, receive, runOf, stepSettled } from "../testing/steps.ts";
import { CrmChangeId } from "../vocabulary/ids.ts";
import { InvariantError } from "../vocabulary/invariant.ts";
import { CONTACTS_MAX } from "../vocabulary/limits.ts";
import { Stage } from "../vocabulary/stage.ts";
import { evolve } from "./evolve.ts";

const QUALIFIER = skillNamed("qualifier");
const WRITER = skillNamed("writer");
const refuses = (deal: TestDeal, event: DealEvent): void => {
	const before = deal.board();
	expect(() => deal.emit(event)).toThrow(InvariantError);
	expect(deal.board()).toBe(before);
};

describe("a log", () => {
	const opened = newDeal().log[0]?.event;
	const at = { tenant: TENANT, deal: DEAL, at: 0 };

	test("[EV1] begins with its opening, and has only one", () => {
		if (opened?.type !== "deal.opened") throw new Error("the first event opens the deal");
		expect(() => evolve(null, { ...at, seq: 2, event: opened })).toThrow(InvariantError);
		const board = evolve(null, { ...at, seq: 1, event: opened });
		expect(() => evolve(board, { ...at, seq: 2, event: opened })).toThrow(InvariantError);
		expect(() => evolve(null, { ...at, seq: 1, event: { type: "deal.flag-cleared", flag: flagNo(1), by } })).toThrow(
			InvariantError,
		);
	});

	const by = { type: "rule", rule: "test" } as const;

	test.each([0, 1, 3])("[EV1] goes on one by one: entry %d does not follow the first", (seq) => {
		const board = newDeal().board();
		const event = { type: "deal.flag-cleared", flag: flagNo(1), by } as const;
		expect(() => evolve(board, { ...at, seq, event })).toThrow(InvariantError);
		expect(evolve(board, { ...at, seq: 2, event }).seq).toBe(2);
	});

	test("[EV1] an event changes a copy of the board, never the board", () => {
		const deal = newDeal();
		const before = JSON.stringify(deal.board());
		const board = deal.board();
		receive(deal);
		owe(deal, { signal: signalNo(1), stages: [["writer"]] });
		expect(JSON.stringify(board)).toBe(before);
	});
});

describe("signals", () => {
	test("[EV2] a buyer's mail is the latest signal, and waits for an answer", () => {
		const deal = newDeal();
		receive(deal);
		const { latest, inbound, reading, contacts, counts } = deal.board();
		expect(latest?.signal).toBe(signalNo(1));
		expect(inbound).toMatchObject({ signal: signalNo(1), answered: false });
		expect(Object.keys(reading)).toEqual([signalNo(1)]);
		expect(Object.keys(contacts)).toEqual([contactNo(1)]);
		expect(counts.signals).toBe(1);
	});

	test.each([
		{ kind: "note", author: "buyer" },
		{ kind: "email", author: "us" },
		{ kind: "email", author: "system" },
		{ kind: "crm", author: "system" },
	] as const)("[EV2] $kind by $author is the latest signal, and waits for no answer", (changes) => {
		const deal = newDeal();
		receive(deal);
		receive(deal, signalNo(2), changes);
		expect(deal.board().latest?.signal).toBe(signalNo(2));
		expect(deal.board().inbound?.signal).toBe(signalNo(1));
	});

	test("[EV2] somebody without a card is no contact", () => {
		const deal = newDeal();
		receive(deal, signalNo(1), { card: null });
		receive(deal, signalNo(2), { contact: null });
		expect(deal.board().contacts).toEqual({});
	});
});

describe("runs", () => {
	test("[EV3] a run is owed until it is settled, in the order of asking", () => {
		const deal = newDeal();
		owe(deal, { run: runNo(1) });
		owe(deal, { run: runNo(2) });
		expect(deal.board().runs.map(({ run, tasks }) => [run, tasks])).toEqual([
			[runNo(1), null],
			[runNo(2), null],
		]);
		deal.emit({ type: "deal.run-settled", run: runNo(1), outcome: "skipped" });
		expect(deal.board().runs.map(({ run }) => run)).toEqual([runNo(2)]);
		expect(deal.board().counts.runs).toBe(1);
		refuses(deal, { type: "deal.run-settled", run: runNo(1), outcome: "skipped" });
		refuses(deal, { type: "deal.run-started", run: runNo(1), stages: [], skipped: [] });
	});

	test("[EV3] what an open run is about stays on the board, and no longer", () => {
		const deal = newDeal();
		receive(deal, signalNo(1));
		owe(deal, { run: runNo(1), signal: signalNo(1) });
		receive(deal, signalNo(2), { kind: "note" });
		owe(deal, { run: runNo(2), signal: signalNo(2) });
		receive(deal, signalNo(3));
		deal.emit({ type: "deal.run-settled", run: runNo(1), outcome: "done" });
		expect(Object.keys(deal.board().reading).sort()).toEqual([signalNo(2), signalNo(3)]);
		deal.emit({ type: "deal.run-settled", run: runNo(2), outcome: "done" });
		expect(Object.keys(deal.board().reading)).toEqual([signalNo(3)]);
	});

	test("[EV4] a step closes the task of its skill and hop, and its cost is counted", () => {
		const deal = newDeal();
		const run = owe(deal, { stages: [["qualifier"], ["writer"]] });
		deal.emit(stepSettled(run, { skill: QUALIFIER, hop: 0 }, { outcome: "failed", fault: "threw" }));
		expect(runOf(deal).tasks?.map(({ skill, state }) => [skill, state])).toEqual([
			["qualifier", "failed"],
			["writer", "open"],
		]);
		expect(runOf(deal)).toMatchObject({ steps: 1, tokens: 110 });
		expect(deal.board().counts).toMatchObject({ steps: 1, tokens: 110, costMicros: 5 });
		refuses(deal, stepSettled(run, { skill: QUALIFIER, hop: 0 }));
		refuses(deal, stepSettled(run, { skill: WRITER, hop: 1 }));
		refuses(deal, stepSettled(runNo(9), { skill: WRITER, hop: 0 }));
	});

	test("[EV4] a step that was discarded is paid for, and its task stays open", () => {
		const deal = newDeal();
		const run = owe(deal, { stages: [["writer"]] });
		deal.emit(stepSettled(run, { skill: WRITER, hop: 0 }, { outcome: "discarded" }));
		expect(runOf(deal).tasks?.[0]?.state).toBe("open");
		expect(deal.board().counts.costMicros).toBe(5);
	});

	test.each([
		["delivered", 2],
		["refused-hops", 1],
		["refused-repeat", 1],
		["refused-unknown-skill", 1],
	] as const)("[EV5] a hand-off that is %s leaves %d tasks", (outcome, tasks) => {
		const deal = newDeal();
		const run = owe(deal, { stages: [["qualifier"]] });
		deal.emit(stepSettled(run, { skill: QUALIFIER, hop: 0 }));
		const from = { type: "deal.handoff-recorded", run, from: QUALIFIER, to: WRITER, hop: 1 } as const;
		deal.emit({ ...from, task: hashNo(1), priority: 40, outcome });
		expect(runOf(deal).tasks).toHaveLength(tasks);
		if (tasks === 2)
			expect(runOf(deal).tasks?.[1]).toMatchObject({
				skill: WRITER,
				hop: 1,
				stage: 1,
				state: "open",
				from: { skill: QUALIFIER },
			});
	});
});

describe("facts and stages", () => {
	const evidence = [{ signal: signalNo(1), quote: hashNo(1), start: 0, end: 1 }];
	const fact = {
		key: "bant.budget",
		value: hashNo(2),
		confidence: 1,
		evidence,
		state: "suggested",
		validFrom: 0,
	} as const;

	test("[EV6] a fact takes the place of the one that it supersedes, and of no other", () => {
		const deal = newDeal();
		const add = (n: number, supersedes: number | null) =>
			deal.emit({
				type: "deal.fact-learned",
				run: null,
				skill: null,
				fact: { ...fact, evidence, id: factNo(n), supersedes: supersedes === null ? null : factNo(supersedes) },
			});
		add(1, null);
		add(2, null);
		add(3, 1);
		expect(Object.keys(deal.board().facts).sort()).toEqual([factNo(2), factNo(3)]);
	});

	test("[EV7] a move starts where the deal stands, and is a legal one", () => {
		const deal = newDeal({ stage: "PROPOSAL" });
		const by = { type: "human", user: SAM } as const;
		const move = { type: "deal.stage-changed", by, approval: null, why: null } as const;
		refuses(deal, { ...move, from: "SOLUTION", to: "PROPOSAL" });
		refuses(deal, { ...move, from: "PROPOSAL", to: "CLOSED_WON" });
		refuses(deal, { ...move, from: "PROPOSAL", to: "PROPOSAL" });
		expect(deal.emit({ ...move, from: "PROPOSAL", to: "NEGOTIATION" }).stage).toBe("NEGOTIATION");
		expect(deal.emit({ ...move, from: "NEGOTIATION", to: "CLOSED_WON" }).stage).toBe("CLOSED_WON");
	});

	const PAST: readonly (readonly [Stage, Stage])[] = [
		["NEGOTIATION", "CLOSED_WON"],
		...Stage.options.slice(0, 6).map((from) => [from, "CLOSED_LOST"] as const),
		["CLOSED_WON", "ONBOARDING"],
		["ONBOARDING", "ADOPTION"],
		["ADOPTION", "RENEWAL"],
		["RENEWAL", "ADOPTION"],
		["RENEWAL", "CLOSED_LOST"],
	];
	test.each(PAST)("[EV7] from %s to %s only a person moves a deal", (from, to) => {
		const deal = newDeal({ stage: from });
		const move = { type: "deal.stage-changed", from, to, approval: null, why: null } as const;
		refuses(deal, { ...move, by: { type: "agent", skill: WRITER } });
		refuses(deal, { ...move, by: { type: "rule", rule: "tidy" } });
		expect(deal.emit({ ...move, by: { type: "human", user: NADIA } }).stage).toBe(to);
	});
});

describe("flags, pauses and records", () => {
	test("[EV11] a flag stands until it is cleared", () => {
		const deal = newDeal();
		const flag = { flag: flagNo(1), kind: "step-failed", run: null, skill: null, effect: null, detail: null } as const;
		deal.emit({ type: "deal.flag-raised", ...flag, code: "threw" });
		expect(deal.board().flags[flagNo(1)]).toEqual({ ...flag, code: "threw", at: deal.at });
		deal.emit({ type: "deal.flag-cleared", flag: flagNo(1), by: { type: "human", user: SAM } });
		expect(deal.board().flags).toEqual({});
	});

	test("[EV12] a person pauses the crew on a deal, and lets it go on", () => {
		const deal = newDeal();
		expect(deal.emit({ type: "deal.automation-changed", state: "paused", by: SAM }).automation).toBe("paused");
		expect(deal.emit({ type: "deal.automation-changed", state: "active", by: SAM }).automation).toBe("active");
	});

	test.each<DealEvent>([
		{
			type: "deal.proposal-refused",
			run: runNo(1),
			skill: WRITER,
			proposal: "draft-email",
			rule: "JU4",
			reason: hashNo(1),
		},
		{ type: "deal.budget-refused", run: runNo(1), skill: WRITER, limit: "run-tokens", asked: 2, left: 1 },
		{
			type: "deal.feedback-given",
			run: runNo(1),
			skill: WRITER,
			about: "refused",
			rule: "JU4",
			verdict: "disagree",
			note: null,
			by: SAM,
		},
	])("[EV13] $type is on record, and changes nothing else", (event) => {
		const deal = newDeal({ deal: dealNo(3) });
		const { seq, ...before } = deal.board();
		const { seq: after, ...board } = deal.emit(event);
		expect(board).toEqual(before);
		expect(after).toBe(seq + 1);
	});

	test.each([
		["one that is not on the board", { fact: factNo(2) }],
		["an edit without a value", { value: null }],
		["a value without an edit", { verdict: "validated" }],
	] as const)("[EV19] a person judges what is there, and only an edit says otherwise: not %s", (_name, changes) => {
		const deal = newDeal();
		const fact = {
			id: factNo(1),
			key: "bant.need",
			value: hashNo(1),
			confidence: 0.6,
			evidence: [{ signal: signalNo(1), quote: hashNo(2), start: 0, end: 1 }],
			state: "suggested",
			validFrom: deal.at,
			supersedes: null,
		} as const;
		deal.emit({ type: "deal.fact-learned", run: null, skill: WRITER, fact: { ...fact, evidence: [...fact.evidence] } });
		const judged = { type: "deal.fact-judged", fact: fact.id, verdict: "edited", by: SAM, reason: null } as const;
		refuses(deal, { ...judged, value: hashNo(3), ...changes });
		deal.emit({ ...judged, value: hashNo(3) });
		expect(deal.board().facts[fact.id]).toMatchObject({ value: hashNo(3), state: "edited", confidence: 1 });
		expect(deal.board().judged?.[fact.id]).toMatchObject({ before: [hashNo(1)] });
	});

	test.each([
		["an agent's entry goes with them", { type: "agent", skill: WRITER }, 0],
		["a person's stays", { type: "human", user: SAM }, 1],
	] as const)("[EV17] somebody falls off the board: %s", (_name, by, left) => {
		const deal = newDeal();
		receive(deal);
		const record = { type: "contact", contact: MARA.id } as const;
		const change = CrmChangeId.parse(`k-${"a".repeat(20)}`);
		const rest = { run: null, why: null, evidence: [], undoes: null };
		deal.emit({ type: "deal.crm-changed", change, record, field: "title", from: null, to: hashNo(1), by, ...rest });
		for (let n = 0; n < CONTACTS_MAX; n++) {
			deal.at += 1;
			receive(deal, signalNo(10 + n), { contact: contactNo(10 + n) });
		}
		expect(deal.board().contacts[MARA.id]).toBeUndefined();
		expect(Object.keys(deal.board().crm ?? {})).toHaveLength(left);
	});

	test("[EV16] is given to a rep", () => {
		const deal = newDeal({ rep: null });
		const by = { type: "rule", rule: "first-of-ours" } as const;
		expect(deal.emit({ type: "deal.rep-assigned", rep: SAM, by }).rep).toBe(SAM);
	});

	test("[EV16] people named in a mail become contacts, beside whoever wrote it", () => {
		const deal = newDeal();
		const others = [2, 3].map((n) => ({ contact: contactNo(n), card: hashNo(n) }));
		receive(deal, signalNo(1), { others });
		expect(Object.keys(deal.board().contacts).sort()).toEqual([MARA.id, contactNo(2), contactNo(3)].sort());
	});

	test("[EV16] a mail of ours answers what came before, and not what comes after", () => {
		const deal = newDeal();
		receive(deal);
		expect(deal.board().inbound?.answered).toBe(false);
		receive(deal, signalNo(2), { author: "us", contact: null, card: null, answers: true });
		expect(deal.board().inbound).toMatchObject({ signal: signalNo(1), answered: true });
		receive(deal, signalNo(3));
		expect(deal.board().inbound).toMatchObject({ signal: signalNo(3), answered: false });
	});
});
