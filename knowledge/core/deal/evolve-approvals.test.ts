import { describe, expect, test } from "vitest";
import type { DealEvent } from "../events/catalogue.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { approvalNo, contactNo, hashNo, SAM, signalNo, skillNamed } from "../testing/ids.ts";
import { receive } from "../testing/steps.ts";
import { InvariantError } from "../vocabulary/invariant.ts";

const WRITER = skillNamed("writer");
const refuses = (deal: TestDeal, event: DealEvent): void => {
	const before = deal.board();
	expect(() => deal.emit(event)).toThrow(InvariantError);
	expect(deal.board()).toBe(before);
};

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
