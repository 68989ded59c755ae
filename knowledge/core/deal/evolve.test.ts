import { describe, expect, test } from "vitest";
import type { DealEvent } from "../events/catalogue.ts";
import { Stage } from "../facts/stage.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import {
	approvalNo,
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
import { InvariantError } from "../vocabulary/invariant.ts";
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

describe("approvals and effects", () => {
	const requested = {
		type: "deal.approval-requested",
		approval: approvalNo(1),
		action: { type: "send-email", to: [contactNo(1)] },
		digest: hashNo(1),
		version: 1,
		why: hashNo(2),
		approvers: ["rep"],
		by: { type: "agent", skill: WRITER },
		run: null,
		replaces: null,
		expiresAt: 1,
	} as const;
	const asked = () => {
		const deal = newDeal();
		const { action, approvers, ...rest } = requested;
		deal.emit({ ...rest, action: { ...action, to: [...action.to] }, approvers: [...approvers] });
		return deal;
	};
	const human = { type: "human", user: SAM } as const;
	const decided = { type: "deal.approval-decided", approval: approvalNo(1), digest: hashNo(1), reason: null } as const;
	const approved = { ...decided, decision: "approved", by: human } as const;
	const queued = {
		type: "deal.effect-queued",
		key: "0".repeat(64),
		connection: "mail",
		approval: approvalNo(1),
		digest: hashNo(1),
		notBefore: 5,
	} as Extract<DealEvent, { type: "deal.effect-queued" }>;
	const settled = (outcome: "sent" | "unknown" | "refused" | "failed" | "cancelled") =>
		({ type: "deal.effect-settled", key: queued.key, outcome, reference: null, reason: null }) as const;

	test("[EV8] only what is open is edited or decided", () => {
		const deal = asked();
		deal.emit({ ...decided, decision: "rejected", by: human });
		refuses(deal, approved);
		refuses(deal, { type: "deal.approval-edited", approval: approvalNo(1), digest: hashNo(3), version: 2, by: SAM });
		expect(deal.board().counts.approvals).toBe(1);
	});

	test("[EV8] a decision is about the digest as it stands, after an edit the new one", () => {
		const deal = asked();
		refuses(deal, { ...approved, digest: hashNo(9) });
		deal.emit({ type: "deal.approval-edited", approval: approvalNo(1), digest: hashNo(3), version: 2, by: SAM });
		refuses(deal, approved);
		deal.emit({ ...approved, digest: hashNo(3) });
		expect(deal.board().grants[approvalNo(1)]).toMatchObject({ digest: hashNo(3), agent: WRITER });
	});

	test.each([
		{ type: "agent", skill: WRITER },
		{ type: "rule", rule: "auto" },
	] as const)("[EV8] $type approves nothing, but may close", (by) => {
		const deal = asked();
		refuses(deal, { ...approved, by });
		deal.emit({ ...decided, decision: "replaced", by });
		expect(deal.board().grants).toEqual({});
	});

	test.each(["rejected", "replaced", "expired", "undone"] as const)(
		"[EV9] what was %s lets nothing leave",
		(decision) => {
			const deal = asked();
			deal.emit({ ...decided, decision, by: human });
			refuses(deal, queued);
		},
	);

	test("[EV9] an effect needs an approval of exactly what it sends", () => {
		const deal = asked();
		refuses(deal, queued);
		deal.emit(approved);
		refuses(deal, { ...queued, digest: hashNo(9) });
		refuses(deal, { ...queued, approval: approvalNo(2) });
		deal.emit(queued);
		expect(deal.board().effects[queued.key]).toMatchObject({ notBefore: 5, held: null });
	});

	test.each(["sent", "unknown", "refused", "failed", "cancelled"] as const)(
		"[EV9] a permission is used up by an effect that was %s",
		(outcome) => {
			const deal = asked();
			deal.emit(approved, queued, settled(outcome));
			expect(deal.board()).toMatchObject({ effects: {}, grants: {}, counts: { sent: outcome === "sent" ? 1 : 0 } });
			refuses(deal, queued);
			refuses(deal, settled(outcome));
		},
	);

	test("[EV9] an effect that is held stays open, and says why", () => {
		const deal = asked();
		refuses(deal, { type: "deal.effect-held", key: queued.key, reason: "paused-deal" });
		deal.emit(approved, queued, { type: "deal.effect-held", key: queued.key, reason: "paused-deal" });
		expect(deal.board().effects[queued.key]?.held).toBe("paused-deal");
	});

	test.each([
		["sent", true],
		["unknown", true],
		["refused", false],
		["failed", false],
		["cancelled", false],
	] as const)("[EV10] a mail whose answer was %s is answered: %s", (outcome, answered) => {
		const deal = newDeal();
		receive(deal);
		const { action, approvers, ...rest } = requested;
		deal.emit({ ...rest, action: { ...action, to: [...action.to] }, approvers: [...approvers] });
		deal.emit(approved, queued, settled(outcome));
		expect(deal.board().inbound?.answered).toBe(answered);
	});

	test("[EV10] what was asked for before a mail came does not answer it, however late it leaves", () => {
		const deal = asked();
		deal.emit(approved, queued);
		deal.at += 1;
		receive(deal, signalNo(2));
		deal.emit(settled("sent"));
		expect(deal.board().inbound).toMatchObject({ signal: signalNo(2), answered: false });
	});

	test.each([
		{ type: "move-stage", from: "PROSPECTING", to: "DISCOVERY" },
		{ type: "arbitrate-fact", key: "bant.budget", standing: null },
	] as const)("[EV9] an approved $type is no permission to send", (action) => {
		const deal = newDeal();
		deal.emit({ ...requested, action, approvers: ["rep"] }, approved);
		expect(deal.board().grants).toEqual({});
		refuses(deal, queued);
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
	])("[EV13] $type is on record, and changes nothing else", (event) => {
		const deal = newDeal({ deal: dealNo(3) });
		const { seq, ...before } = deal.board();
		const { seq: after, ...board } = deal.emit(event);
		expect(board).toEqual(before);
		expect(after).toBe(seq + 1);
	});
});
