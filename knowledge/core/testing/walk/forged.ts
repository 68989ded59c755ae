import type { Turn } from "../../deal/turn.ts";
import type { DealEvent } from "../../events/catalogue.ts";
import { movesFrom } from "../../facts/stage.ts";
import { type ApprovalId, effectKeyOf } from "../../vocabulary/ids.ts";
import { hashNo, MAIL, SAM, skillNamed } from "../ids.ts";
import type { Chance } from "./chance.ts";

const AGENT = { type: "agent", skill: skillNamed("anything") } as const;
const BEYOND = ["CLOSED_WON", "CLOSED_LOST", "ONBOARDING", "ADOPTION", "RENEWAL"];

/** An event that a bug might emit past every rule, for the board itself to refuse. */
export function forgedEvent(chance: Chance, turn: Turn): DealEvent {
	const board = turn.board();
	const open = chance.oneOf(Object.values(board.approvals));
	const granted = chance.oneOf(Object.keys(board.grants) as ApprovalId[]);
	const approval = open?.approval ?? granted ?? (`a-${board.deal.slice(2)}-1` as ApprovalId);
	const at = { tenant: board.tenant, deal: board.deal, action: approval, version: 7 };
	const key = effectKeyOf(turn.hash, at);
	const decided = { type: "deal.approval-decided", approval, decision: "approved", reason: null } as const;
	const beyond = movesFrom(board.stage).filter((to) => BEYOND.includes(to));
	return chance.pick<DealEvent>([
		{ type: "deal.effect-queued", key, connection: MAIL, approval, digest: hashNo(666), notBefore: turn.at },
		{
			type: "deal.effect-queued",
			key,
			connection: MAIL,
			approval: open?.approval ?? approval,
			digest: open?.digest ?? hashNo(667),
			notBefore: 0,
		},
		{ ...decided, digest: hashNo(668), by: { type: "human", user: SAM } },
		{ ...decided, digest: open?.digest ?? hashNo(669), by: AGENT },
		{
			type: "deal.stage-changed",
			from: board.stage,
			to: chance.oneOf(beyond) ?? board.stage,
			by: AGENT,
			approval: null,
			why: null,
		},
		{ type: "deal.effect-settled", key, outcome: "sent", reference: null, reason: null },
		{ type: "deal.opened", name: hashNo(1), region: "amer", rep: null, stage: "NEGOTIATION" },
	]);
}
