import { type ApproveDeps, approve, edit, inject, reject, undo } from "../../deal/approval.ts";
import { moveByPerson } from "../../deal/closing.ts";
import { judgeFact } from "../../deal/persons-word.ts";
import type { Turn } from "../../deal/turn.ts";
import { isLegalMove } from "../../facts/stage.ts";
import { Sha256 } from "../../vocabulary/hash.ts";
import { type ApprovalId, approvalIdOf, type ContactId, UserId } from "../../vocabulary/ids.ts";
import { done, type Outcome, refused } from "../../vocabulary/outcome.ts";
import { type Principal, PrincipalKind, Role } from "../../vocabulary/principal.ts";
import { Region } from "../../vocabulary/region.ts";
import { Stage } from "../../vocabulary/stage.ts";
import { aPrincipal } from "../builders.ts";
import { contactNo, dealNo, hashNo, NADIA, SAM } from "../ids.ts";
import { isEntitled } from "./audit.ts";
import type { Chance } from "./chance.ts";

const EITHER = ["rep", "regional-human"] as const;

/** Everybody: often the right person, as often somebody who lacks one thing for it. */
export function anyone(chance: Chance, region: Region): Principal {
	const kinds = PrincipalKind.options as [PrincipalKind, ...PrincipalKind[]];
	return chance.choose<Principal>([
		[3, () => aPrincipal(["rep"], { region })],
		[3, () => aPrincipal(["regional-human"], { id: NADIA, region })],
		[
			4,
			() =>
				aPrincipal(chance.some(Role.options), {
					kind: chance.once(0.4) ? "user" : chance.pick(kinds),
					id: chance.pick([SAM, NADIA, UserId.parse("otto")]),
					region: chance.oneOf([...Region.options, null]),
				}),
		],
	]);
}

const WORDS = ["Re: x", "Re: x\r\nBcc: all@brightfen.example", " ", "\u0000", "Mine.", "x".repeat(300)] as const;

function anyApproval(chance: Chance, turn: Turn): ApprovalId {
	const board = turn.board();
	const open = Object.values(board.approvals).map(({ approval }) => approval);
	return (
		(chance.once(0.8) ? chance.oneOf(open) : null) ??
		chance.pick([
			approvalIdOf(board.deal, 1 + chance.below(board.counts.approvals + 2)),
			approvalIdOf(dealNo(99), 1),
			approvalIdOf(board.deal, 999_999_999),
		])
	);
}

/** The digest as it stands, or one that is a digit, a version or a world away from it. */
function anyDigest(chance: Chance, turn: Turn, approval: ApprovalId, seen: readonly Sha256[]): Sha256 {
	const right = turn.board().approvals[approval]?.digest ?? hashNo(1);
	return chance.choose<Sha256>([
		[7, () => right],
		[1, () => Sha256.parse((right.startsWith("0") ? "1" : "0") + right.slice(1))],
		[1, () => chance.oneOf(seen) ?? right],
		[1, () => hashNo(chance.below(5))],
	]);
}

/** One thing that somebody tries. */
export function tryAnything(
	chance: Chance,
	turn: Turn,
	by: { principal: Principal; seen: readonly Sha256[]; deps: ApproveDeps },
): Outcome<unknown> {
	const { principal, deps } = by;
	const board = turn.board();
	const approval = anyApproval(chance, turn);
	const decision = { approval, principal, digest: anyDigest(chance, turn, approval, by.seen) };
	const isSeen = <T>(outcome: Outcome<T>): Outcome<T> => {
		const isRight = board.approvals[approval]?.digest === decision.digest;
		if (outcome.type === "done" && !isRight) throw new Error("somebody decided what they did not see");
		return outcome;
	};
	return chance.choose<Outcome<unknown>>([
		[6, () => isSeen(approve(turn, decision, { ...deps, undoWindowMs: chance.pick([0, 30_000]) }))],
		[2, () => isSeen(reject(turn, decision, chance.pick(WORDS)))],
		[
			2,
			() =>
				isSeen(edit(turn, decision, { subject: chance.pick(WORDS), body: chance.pick([...WORDS, ""]) }, deps.lookup)),
		],
		[
			2,
			() => {
				const effect = chance.once(0.8) ? chance.oneOf(Object.values(board.effects)) : null;
				const taken = {
					approval: effect?.approval ?? approval,
					principal,
					isLeaving: chance.once(0.2),
					approvers: EITHER,
				};
				const outcome = undo(turn, taken, deps.lookup);
				if (outcome.type === "done" && taken.isLeaving) throw new Error("a mail was taken back on its way");
				return outcome;
			},
		],
		[
			1,
			() => {
				const known: ContactId[] = chance.some(Object.keys(board.contacts) as ContactId[]);
				const to = chance.once(0.8) ? known : [...known, contactNo(7_000)];
				const thread = { inReplyTo: null, references: [] };
				const mail = { principal, to, subject: chance.pick(WORDS), body: chance.pick(WORDS), why: "by hand", thread };
				return inject(turn, mail, deps);
			},
		],
		[
			2,
			() => {
				const fact = chance.oneOf(Object.values(board.facts));
				if (!fact || !isEntitled(board, principal, EITHER)) return refused("not-allowed", "no");
				const [value, reason] = [chance.pick([...WORDS, "EUR 7", "EUR 40,000"]), chance.once(0.5) ? "by hand" : null];
				const type = chance.pick(["validate", "edit", "contradict"] as const);
				const word = { type, fact: fact.id, value, reason };
				return judgeFact(turn, word, { user: principal.id, lookup: deps.lookup });
			},
		],
		[
			2,
			() => {
				const to = chance.pick(Stage.options as [Stage, ...Stage[]]);
				const approvers = to === "NEGOTIATION" ? ["regional-human"] : ["rep", "regional-human"];
				if (!isEntitled(board, principal, approvers) || !isLegalMove(board.stage, to))
					return refused("not-allowed", "no");
				const cause = { correlation: "move", causation: null };
				moveByPerson(turn, { to, user: principal.id, approval: null, why: null, cause });
				return done(null);
			},
		],
	]);
}
