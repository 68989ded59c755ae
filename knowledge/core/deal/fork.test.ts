import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findChainBreak } from "../events/envelope.ts";
import { approveDeps, decisionOn, draftOf, learn, REP } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { DEAL, SAM } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import { propose, receive } from "../testing/steps.ts";
import { dealIdOf, dealOfApproval } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { approve } from "./approval.ts";
import { copyLog, markFork, rehearse } from "./fork.ts";
import { replay } from "./replay.ts";
import { beginTurn } from "./turn.ts";

const FORK = dealIdOf(sha256, newDeal().board().tenant, "a fork");

/** A deal with a draft that waits and, when asked, one that was approved and has not left. */
function dealWithDraft({ approved }: { approved: boolean }): TestDeal {
	const deal = newDeal();
	receive(deal);
	propose(deal, [learn("bant.budget", "EUR 40,000"), draftOf()]);
	if (!approved) return deal;
	const [open] = Object.values(deal.board().approvals);
	invariant(open, "the draft waits");
	deal.turn((turn) => approve(turn, decisionOn(open, REP), approveDeps(deal, 30_000)));
	return deal;
}

const forkTurn = (deal: TestDeal, at = deal.log.length) => {
	const board = replay(sha256, copyLog(sha256, deal.log.slice(0, at), FORK));
	return beginTurn({ tenant: board.tenant, deal: FORK }, board, { at: deal.at, hash: sha256, intern: deal.intern });
};

describe("a copy of a log", () => {
	test("[FK1] at every moment is a whole log, and makes the same board but for its name", () => {
		const deal = dealWithDraft({ approved: true });
		const short = (text: string) => text.replaceAll(FORK.slice(2), DEAL.slice(2));
		fc.assert(
			fc.property(fc.integer({ min: 1, max: deal.log.length }), (at) => {
				const log = deal.log.slice(0, at);
				const copy = copyLog(sha256, log, FORK);
				expect(findChainBreak(sha256, copy)).toBeNull();
				expect(short(canonicalJson(replay(sha256, copy)))).toBe(canonicalJson(replay(sha256, log)));
			}),
		);
	});

	test("[FK1] an approval in the copy is the copy's: no decision about it reaches the original", () => {
		const { approvals } = replay(sha256, copyLog(sha256, dealWithDraft({ approved: false }).log, FORK));
		const [open] = Object.values(approvals);
		expect(open && dealOfApproval(open.approval)).toBe(FORK);
	});

	test("[FK1] the original's own log is not touched", () => {
		const deal = dealWithDraft({ approved: true });
		const before = canonicalJson(deal.log);
		copyLog(sha256, deal.log, FORK);
		expect(canonicalJson(deal.log)).toBe(before);
	});
});

describe("a fork", () => {
	test("[FK2] knows where it comes from, and nothing is on its way out of it", () => {
		const deal = dealWithDraft({ approved: true });
		expect(Object.keys(deal.board().effects)).toHaveLength(1);
		const turn = forkTurn(deal);
		markFork(turn, { from: DEAL, at: deal.log.length, by: SAM });
		expect(turn.board().fork).toEqual({ from: DEAL, at: deal.log.length });
		expect(turn.board().effects).toEqual({});
		expect(turn.board().grants).toEqual({});
	});

	test("[FK3] what is approved in it counts as answered, and not as sent", () => {
		const deal = dealWithDraft({ approved: false });
		const turn = forkTurn(deal);
		markFork(turn, { from: DEAL, at: deal.log.length, by: SAM });
		const [open] = Object.values(turn.board().approvals);
		invariant(open, "the draft waits in the copy too");
		expect(approve(turn, decisionOn(open, REP), approveDeps(deal)).type).toBe("done");
		expect(Object.keys(turn.board().effects)).toHaveLength(1);
		rehearse(turn);
		expect(turn.board().effects).toEqual({});
		expect(turn.board().inbound?.answered).toBe(true);
		expect(turn.board().counts.sent).toBe(deal.board().counts.sent);
	});

	test("[FK3] only a fork rehearses", () => {
		const deal = dealWithDraft({ approved: true });
		const [effect] = Object.values(deal.board().effects);
		invariant(effect, "the mail waits");
		const settled = { type: "deal.effect-settled", key: effect.key, reference: null, reason: null } as const;
		expect(() => deal.emit({ ...settled, outcome: "rehearsed" })).toThrow("only a fork rehearses");
		expect(() => rehearse(deal.draft())).toThrow("only a fork rehearses");
	});

	test("[FK2] is not forked in place", () => {
		const deal = dealWithDraft({ approved: false });
		const turn = forkTurn(deal);
		markFork(turn, { from: DEAL, at: 1, by: SAM });
		expect(() => markFork(turn, { from: DEAL, at: 1, by: SAM })).toThrow("not forked in place");
	});
});
