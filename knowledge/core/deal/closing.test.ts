import { describe, expect, test } from "vitest";
import { approveDeps, decisionOn, draftOf, HUMAN, MARA, REP } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { hashNo, runNo, SAM, signalNo, skillNamed } from "../testing/ids.ts";
import { onlyApproval, openDraft, propose, receive } from "../testing/steps.ts";
import { Stage } from "../vocabulary/stage.ts";
import { approve, edit, inject, undo } from "./approval.ts";
import { flagMailToClosed, moveByPerson } from "./closing.ts";
import { requestApproval } from "./request.ts";
import { signalOf } from "./router.ts";

const cause = { correlation: "test", causation: null };
const SELLING = Stage.options.slice(0, 6);
const move = (deal: TestDeal, to: Stage): void =>
	deal.turn((turn) => moveByPerson(turn, { to, user: SAM, approval: null, why: null, cause }));
const eventsOf = (deal: TestDeal, from: number) => deal.log.slice(from).map(({ event }) => event);

describe("a deal that is closed", () => {
	test("[CL1] closes its open draft in the same turn: it can no longer be approved", () => {
		const deal = newDeal();
		const draft = openDraft(deal);
		const from = deal.log.length;
		move(deal, "CLOSED_LOST");
		expect(eventsOf(deal, from)).toMatchObject([
			{ type: "deal.stage-changed", to: "CLOSED_LOST", by: { type: "human", user: SAM } },
			{ type: "deal.approval-decided", approval: draft.approval, decision: "replaced", by: { rule: "deal-closed" } },
		]);
		expect(deal.log.at(-1)?.causation).toBe(deal.log.at(-2)?.seq);
		const late = deal.turn((turn) => approve(turn, decisionOn(draft), approveDeps(deal)));
		expect(late).toMatchObject({ type: "refused", refusal: { code: "already-decided" } });
		expect(deal.board().effects).toEqual({});
	});

	test("[CL1] what a person edited, or took back, is closed with it", () => {
		const deal = newDeal();
		const first = openDraft(deal);
		deal.turn((turn) => edit(turn, decisionOn(first), { subject: "Re: x", body: "Mine." }, deal.lookup));
		propose(deal, [draftOf()]);
		const other = Object.values(deal.board().approvals).find(({ version }) => version === 1);
		if (!other) throw new Error("the other draft is open");
		deal.turn((turn) => approve(turn, decisionOn(other), approveDeps(deal)));
		deal.turn((turn) =>
			undo(
				turn,
				{ approval: other.approval, principal: REP, isLeaving: false, approvers: ["rep", "regional-human"] },
				deal.lookup,
			),
		);
		expect(Object.keys(deal.board().approvals)).toHaveLength(2);
		move(deal, "CLOSED_LOST");
		expect(deal.board().approvals).toEqual({});
	});

	test("[CL1] so it is by a move that was approved", () => {
		const deal = newDeal({ stage: "NEGOTIATION" });
		openDraft(deal);
		// The crew asks for no close. A request for one takes the path of any other.
		const action = { type: "move-stage", from: "NEGOTIATION", to: "CLOSED_WON" } as const;
		const by = { type: "agent", skill: skillNamed("writer") } as const;
		const request = { action, artefact: action, why: "Signed.", by, run: null, replaces: null, cause };
		const approval = deal.turn((turn) => requestApproval(turn, { ...request, approvers: ["regional-human"] }));
		const digest = deal.board().approvals[approval]?.digest ?? hashNo(1);
		const outcome = deal.turn((turn) => approve(turn, { approval, digest, principal: HUMAN }, approveDeps(deal)));
		expect(outcome.type).toBe("done");
		expect(deal.board().stage).toBe("CLOSED_WON");
		expect(deal.board().approvals).toEqual({});
	});

	test("[CL1] a move within selling closes nothing", () => {
		const deal = newDeal();
		const draft = openDraft(deal);
		move(deal, "DISCOVERY");
		expect(onlyApproval(deal)).toEqual(draft);
	});

	test("[CL1] a person can still write to a closed deal", () => {
		const deal = newDeal();
		receive(deal);
		move(deal, "CLOSED_LOST");
		const thread = { inReplyTo: null, references: [] };
		const mail = { principal: REP, to: [MARA.id], subject: "Thanks", body: "Thank you.", why: "By hand.", thread };
		expect(deal.turn((turn) => inject(turn, mail, approveDeps(deal))).type).toBe("done");
	});
});

describe("mail to a closed deal", () => {
	const flagged = (deal: TestDeal, run = runNo(1)) => {
		deal.turn((turn) => flagMailToClosed(turn, run, signalOf(turn.board(), signalNo(1))));
		return Object.values(deal.board().flags);
	};

	test.each(Stage.options)("[CL2] at %s a buyer's mail is flagged unless the crew reads it", (stage) => {
		const deal = newDeal({ stage });
		receive(deal);
		const flags = flagged(deal);
		if (SELLING.includes(stage)) expect(flags).toEqual([]);
		else expect(flags).toMatchObject([{ kind: "closed-deal-mail", code: "closed-deal-mail", run: runNo(1) }]);
	});

	test.each([
		["our own mail", { author: "us" }],
		["nothing but quotes", { empty: true }],
	] as const)("[CL2] %s is not flagged", (_what, changes) => {
		const deal = newDeal({ stage: "CLOSED_WON" });
		receive(deal, signalNo(1), changes);
		expect(flagged(deal)).toEqual([]);
	});

	test("[CL2] however much is written, one flag stands, and names the latest run", () => {
		const deal = newDeal({ stage: "CLOSED_LOST" });
		receive(deal);
		flagged(deal);
		expect(flagged(deal, runNo(2))).toMatchObject([{ run: runNo(2) }]);
	});
});
