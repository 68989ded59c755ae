import { describe, expect, test } from "vitest";
import type { Envelope } from "../events/envelope.ts";
import { approveDeps, decisionOn, learn, moveTo } from "../testing/builders.ts";
import { newDeal, texts } from "../testing/deal.ts";
import { dealNo, runNo, signalNo } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import { openDraft, owe, propose, receive } from "../testing/steps.ts";
import { InvariantError } from "../vocabulary/invariant.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { approve } from "./approval.ts";
import { replay, stateHash } from "./replay.ts";
import { beginTurn } from "./turn.ts";

const lived = () => {
	const deal = newDeal();
	const item = openDraft(deal);
	deal.turn((turn) => approve(turn, decisionOn(item), approveDeps(deal)));
	propose(deal, [learn("bant.budget", "EUR 40,000"), moveTo("DISCOVERY")]);
	receive(deal, signalNo(2));
	owe(deal, { run: runNo(5), signal: signalNo(2) });
	return deal;
};

describe("a deal from its log", () => {
	test("[RP1] is the deal, after every entry", () => {
		const deal = newDeal();
		const hashes: string[] = [stateHash(sha256, deal.board())];
		const item = openDraft(deal);
		hashes.push(stateHash(sha256, deal.board()));
		const until = [1, deal.log.length];
		deal.turn((turn) => approve(turn, decisionOn(item), approveDeps(deal)));
		hashes.push(stateHash(sha256, deal.board()));
		until.push(deal.log.length);
		expect(until.map((n) => stateHash(sha256, replay(sha256, deal.log.slice(0, n))))).toEqual(hashes);
		expect(replay(sha256, deal.log)).toEqual(deal.board());
	});

	test("[RP1] is the same once it was written down and read again", () => {
		const deal = lived();
		const log: readonly Envelope[] = JSON.parse(canonicalJson(deal.log));
		expect(stateHash(sha256, replay(sha256, log))).toBe(stateHash(sha256, deal.board()));
		const read = JSON.parse(canonicalJson(deal.board()));
		expect(stateHash(sha256, read)).toBe(stateHash(sha256, deal.board()));
	});

	test("[RP1] needs no kept text: what was erased changes no hash", () => {
		const deal = lived();
		const before = stateHash(sha256, deal.board());
		deal.erase(deal.board().name);
		expect(stateHash(sha256, replay(sha256, deal.log))).toBe(before);
	});

	test.each([
		[
			"a changed byte",
			(log: readonly Envelope[]) => log.map((entry, i) => (i === 4 ? { ...entry, at: entry.at + 1 } : entry)),
		],
		["a missing entry", (log: readonly Envelope[]) => log.toSpliced(4, 1)],
		["a missing start", (log: readonly Envelope[]) => log.slice(1)],
		["two entries in the wrong order", (log: readonly Envelope[]) => log.toSpliced(4, 2, ...log.slice(4, 6).reverse())],
		["an entry twice", (log: readonly Envelope[]) => log.toSpliced(4, 0, ...log.slice(4, 5))],
		[
			"an entry of another deal",
			(log: readonly Envelope[]) => log.toSpliced(4, 1, { ...(log[4] as Envelope), deal: dealNo(2) }),
		],
		["nothing at all", () => []],
	])("[RP2] refuses a log with %s", (_name, damage) => {
		expect(() => replay(sha256, damage(lived().log))).toThrow(InvariantError);
	});
});

describe("a turn", () => {
	test("[RP3] changes nothing until it is committed, and numbers its events from the board's", () => {
		const deal = lived();
		const before = stateHash(sha256, deal.board());
		const turn = deal.draft();
		const seq = turn.emit(
			{ type: "deal.automation-changed", state: "paused", by: REP_ID },
			{ correlation: "x", causation: 1 },
		);
		expect(seq).toBe(deal.board().seq + 1);
		expect(turn.board().automation).toBe("paused");
		expect(turn.events).toEqual([
			{ event: { type: "deal.automation-changed", state: "paused", by: REP_ID }, correlation: "x", causation: 1 },
		]);
		expect(stateHash(sha256, deal.board())).toBe(before);
	});

	test("[RP3] of a deal that is not open yet has no board", () => {
		const { intern } = texts();
		const { tenant, deal } = newDeal().board();
		expect(() => beginTurn({ tenant, deal }, null, { at: 0, hash: sha256, intern }).board()).toThrow();
	});
});

const REP_ID = decisionOn(openDraft(newDeal())).principal.id;
