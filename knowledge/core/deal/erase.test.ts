import { describe, expect, test } from "vitest";
import { findChainBreak } from "../events/envelope.ts";
import { approveDeps, decisionOn, draftOf, learn, MARA, REP } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { contactNo, hashNo, SAM, signalNo } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import { propose, receive } from "../testing/steps.ts";
import { approvalIdOf, CrmChangeId, type EffectKey } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { approve } from "./approval.ts";
import { type Erasure, eraseContact } from "./erase.ts";
import { replay, stateHash } from "./replay.ts";

const OTTO = contactNo(2);

/** A mail of hers, a fact, a draft to her that waits; then a mail of his. */
function dealOfTwo(): TestDeal {
	const deal = newDeal();
	receive(deal);
	propose(deal, [learn("bant.budget", "EUR 40,000"), draftOf()]);
	return deal;
}

const erase = (deal: TestDeal, changes: Partial<Erasure> = {}): readonly EffectKey[] =>
	deal.turn((turn) =>
		eraseContact(turn, {
			contact: MARA.id,
			by: SAM,
			signals: new Set([signalNo(1)]),
			texts: new Set(),
			isGiven: () => false,
			...changes,
		}),
	);

const approved = (deal: TestDeal): EffectKey => {
	const [open] = Object.values(deal.board().approvals);
	invariant(open, "the draft waits");
	const outcome = deal.turn((turn) => approve(turn, decisionOn(open, REP), approveDeps(deal, 30_000)));
	invariant(outcome.type === "done" && outcome.value.effect, "a mail waits to leave");
	return outcome.value.effect;
};

describe("[ER2] what is open about somebody who is erased", () => {
	test("is closed: their draft cannot be approved, their record is gone, nobody waits for an answer", () => {
		const deal = dealOfTwo();
		const change = CrmChangeId.parse(`k-${"a".repeat(20)}`);
		const record = { type: "contact", contact: MARA.id } as const;
		const rest = { run: null, why: null, evidence: [], undoes: null };
		const by = { type: "human", user: SAM } as const;
		deal.emit({ type: "deal.crm-changed", change, record, field: "title", from: null, to: hashNo(1), by, ...rest });
		expect(Object.keys(deal.board().approvals)).toHaveLength(1);
		expect(erase(deal)).toEqual([]);
		expect(deal.board()).toMatchObject({
			approvals: {},
			contacts: {},
			latest: null,
			inbound: null,
			reading: {},
			crm: {},
		});
		expect(deal.log.at(-1)?.event).toEqual({ type: "deal.contact-erased", contact: MARA.id, by: SAM });
	});

	test("is not sent, unless a provider has it already: then it is on its way", () => {
		for (const isGiven of [false, true]) {
			const deal = dealOfTwo();
			const key = approved(deal);
			expect(erase(deal, { isGiven: () => isGiven })).toEqual(isGiven ? [] : [key]);
			expect(Object.keys(deal.board().effects)).toEqual(isGiven ? [key] : []);
			expect(
				deal.log.some(({ event }) => event.type === "deal.effect-settled" && event.reason === "contact-erased"),
			).toBe(!isGiven);
		}
	});

	test("takes no run, draft or mail of another buyer with it", () => {
		const deal = dealOfTwo();
		deal.at += 1;
		receive(deal, signalNo(2), { contact: OTTO });
		const { runs, inbound } = deal.board();
		erase(deal);
		expect(deal.board().runs.map(({ run }) => run)).toEqual(
			runs.filter(({ signal }) => signal === signalNo(2)).map(({ run }) => run),
		);
		expect(deal.board().inbound).toEqual(inbound);
		expect(Object.keys(deal.board().contacts)).toEqual([OTTO]);
	});

	test("is a flag as well, where it says something of theirs", () => {
		const deal = dealOfTwo();
		const flag = {
			type: "deal.flag-raised",
			kind: "asked-by-agent",
			run: null,
			skill: null,
			effect: null,
			code: "asked",
		} as const;
		const [about, other] = [`g-${"a".repeat(20)}`, `g-${"b".repeat(20)}`] as never[];
		deal.emit({ ...flag, flag: about as never, detail: hashNo(7) });
		deal.emit({ ...flag, flag: other as never, detail: hashNo(8) });
		erase(deal, { texts: new Set([hashNo(7)]) });
		expect(Object.keys(deal.board().flags)).toEqual([other]);
	});
});

test("[ER4] a mail to another that they had a copy of is withdrawn, and a flag says so; a mail to them alone is not flagged", () => {
	for (const to of [OTTO, MARA.id]) {
		const deal = newDeal();
		receive(deal);
		const approval = approvalIdOf(deal.board().deal, 1);
		const action = { type: "send-email" as const, to: [to], cc: [MARA.id] };
		const by = { type: "human", user: SAM } as const;
		const rest = {
			digest: hashNo(5),
			version: 1,
			why: hashNo(6),
			approvers: ["rep" as const],
			by,
			run: null,
			replaces: null,
		};
		deal.emit({ type: "deal.approval-requested", approval, action, ...rest, expiresAt: deal.at + 1_000 });
		erase(deal);
		const { approvals, flags } = deal.board();
		expect(approvals).toEqual({});
		expect(Object.values(flags).map(({ kind }) => kind)).toEqual(to === OTTO ? ["draft-withdrawn"] : []);
	}
});

test("[ER2] [RP1] the log with an erasure is whole, and makes the same board", () => {
	const deal = dealOfTwo();
	approved(deal);
	erase(deal);
	expect(findChainBreak(sha256, deal.log)).toBeNull();
	expect(stateHash(sha256, replay(sha256, deal.log))).toBe(stateHash(sha256, deal.board()));
});

test("[EV18] whoever writes again after they were erased is met anew", () => {
	const deal = dealOfTwo();
	erase(deal);
	deal.at += 1;
	receive(deal, signalNo(3));
	expect(deal.board()).toMatchObject({ inbound: { signal: signalNo(3) }, contacts: { [MARA.id]: { at: deal.at } } });
});
