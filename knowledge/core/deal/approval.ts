import type { Blackboard, OpenApproval } from "../facts/blackboard.ts";
import { type Catalogue, Offer } from "../facts/offering.ts";
import { isLegalMove } from "../facts/stage.ts";
import { measureOf } from "../learning/style.ts";
import type { Lookup, Sha256 } from "../vocabulary/hash.ts";
import {
	type ApprovalId,
	type ConnectionId,
	type ContactId,
	dealOfApproval,
	type EffectKey,
	effectKeyOf,
	factIdOf,
	type UserId,
} from "../vocabulary/ids.ts";
import { assertNever, invariant } from "../vocabulary/invariant.ts";
import { done, type Outcome, refused } from "../vocabulary/outcome.ts";
import { hasRole, isHuman, type Principal, type Role } from "../vocabulary/principal.ts";
import { type Artefact, mailArtefact, readArtefact, writeArtefact } from "./artefact.ts";
import { knownTexts, namesNewSum } from "./by-hand.ts";
import { moveByPerson } from "./closing.ts";
import { disputedFact } from "./dispute.ts";
import type { ApproverRole } from "./policy.ts";
import { judgeOffer } from "./pricing.ts";
import { requestApproval, type Thread } from "./request.ts";
import { ContactCard } from "./signal-record.ts";
import type { Turn } from "./turn.ts";

export type Decision = { readonly approval: ApprovalId; readonly digest: Sha256; readonly principal: Principal };

export type ApproveDeps = {
	readonly lookup: Lookup;
	readonly connection: ConnectionId;
	/** How long an approved mail waits before it leaves, in milliseconds. */
	readonly undoWindowMs: number;
	readonly catalogue: Catalogue;
};

const EITHER = ["rep", "regional-human"] as const;
const NO_MAIL = "a mail has a subject of one line, a body, and neither is longer than mail may be";

/** [AP1..AP6] Whether this person may decide this approval, as it stands, now. */
export function openFor(board: Blackboard, decision: Decision, now: number): Outcome<OpenApproval> {
	const { principal, approval: id } = decision;
	if (!isHuman(principal)) return refused("not-allowed", "agents and visitors decide nothing");
	const approval = board.approvals[id];
	if (!approval) {
		const count = Number(id.split("-")[2]);
		const existed = dealOfApproval(id) === board.deal && count <= board.counts.approvals;
		return existed
			? refused("already-decided", "this was decided before")
			: refused("not-found", "there is no such approval");
	}
	if (!mayDecide(board, approval.approvers, principal))
		return refused("not-allowed", `this takes ${approval.approvers.join(" or ")} of this deal`);
	if (now >= approval.expiresAt) return refused("expired", "this approval has expired; ask for a new draft");
	if (approval.digest !== decision.digest)
		return refused("stale-digest", "this is not what stands now; look at it again before you decide");
	return done(approval);
}

/** A rep decides for their own deals, the regional human for the region's. No other role decides, whatever else it may do. */
function mayDecide(board: Blackboard, approvers: readonly Role[], principal: Principal): boolean {
	const asRep = approvers.includes("rep") && hasRole(principal, "rep") && board.rep === principal.id;
	const asHuman =
		approvers.includes("regional-human") && hasRole(principal, "regional-human") && principal.region === board.region;
	return asRep || asHuman;
}

export function approve(turn: Turn, decision: Decision, deps: ApproveDeps): Outcome<{ effect: EffectKey | null }> {
	const open = openFor(turn.board(), decision, turn.at);
	if (open.type === "refused") return open;
	const approval = open.value;
	const text = deps.lookup(approval.digest);
	if (text === null) return refused("not-found", "the text of this approval was erased");
	const artefact = readArtefact(text);
	const { stage } = turn.board();
	if (artefact.type === "move-stage" && (artefact.from !== stage || !isLegalMove(stage, artefact.to)))
		return refused("conflict", `the deal has moved to ${stage} since this move from ${artefact.from} was asked for`);
	const priced = stillPriced(turn.board(), approval, decision.principal, deps);
	if (priced.type === "refused") return priced;
	const by = { type: "human", user: decision.principal.id } as const;
	const cause = { correlation: approval.run ?? approval.approval, causation: turn.board().seq };
	turn.emit(
		{
			type: "deal.approval-decided",
			approval: approval.approval,
			decision: "approved",
			digest: approval.digest,
			by,
			reason: null,
		},
		cause,
	);
	return done({ effect: carryOut(turn, approval, artefact, decision.principal.id, deps) });
}

/** [AP17] A price list may change between draft and approval: what was offered is judged by the list of now. */
function stillPriced(
	board: Blackboard,
	{ offer }: OpenApproval,
	principal: Principal,
	deps: ApproveDeps,
): Outcome<null> {
	const text = offer ? deps.lookup(offer) : null;
	if (text === null) return done(null);
	const judged = judgeOffer(Offer.parse(JSON.parse(text)), deps.catalogue, board.region);
	if (judged.type === "refused") return refused("conflict", `the price list has changed since: ${judged.reason}`);
	if (!judged.isOnList && !mayDecide(board, ["regional-human"], principal))
		return refused("not-allowed", "a price off the list takes the regional human");
	return done(null);
}

function carryOut(
	turn: Turn,
	approval: OpenApproval,
	artefact: Artefact,
	user: UserId,
	deps: ApproveDeps,
): EffectKey | null {
	const board = turn.board();
	const cause = { correlation: approval.run ?? approval.approval, causation: board.seq };
	switch (artefact.type) {
		case "send-email": {
			const key = effectKeyOf(turn.hash, {
				tenant: board.tenant,
				deal: board.deal,
				action: approval.approval,
				version: approval.version,
			});
			const notBefore = turn.at + deps.undoWindowMs;
			turn.emit(
				{
					type: "deal.effect-queued",
					key,
					connection: deps.connection,
					approval: approval.approval,
					digest: approval.digest,
					notBefore,
				},
				cause,
			);
			return key;
		}
		case "move-stage":
			moveByPerson(turn, { to: artefact.to, user, approval: approval.approval, why: approval.why, cause });
			return null;
		case "arbitrate-fact": {
			const { claim } = artefact;
			const asked = approval.action.type === "arbitrate-fact" ? approval.action.standing : null;
			const standing = disputedFact(board, { ...claim, standing: asked }, deps.lookup)?.id ?? null;
			turn.emit(
				{
					type: "deal.fact-learned",
					run: approval.run,
					skill: null,
					fact: {
						id: factIdOf(turn.hash, board.deal, claim.key, [String(board.seq + 1)]),
						key: claim.key,
						value: turn.intern(claim.value),
						confidence: 1,
						evidence: claim.evidence.map(({ quote, ...at }) => ({ ...at, quote: turn.intern(quote) })),
						state: "validated",
						validFrom: turn.at,
						supersedes: standing,
					},
				},
				cause,
			);
			return null;
		}
		default:
			return assertNever(artefact);
	}
}

export function reject(
	turn: Turn,
	decision: Decision,
	reason: string,
	{ serious = false }: { readonly serious?: boolean | undefined } = {},
): Outcome<null> {
	const open = openFor(turn.board(), decision, turn.at);
	if (open.type === "refused") return open;
	const { approval, digest, run } = open.value;
	const by = { type: "human", user: decision.principal.id } as const;
	turn.emit(
		{
			type: "deal.approval-decided",
			approval,
			decision: "rejected",
			digest,
			by,
			reason: turn.intern(reason),
			...(serious ? { serious } : {}),
		},
		{ correlation: run ?? approval, causation: turn.board().seq },
	);
	return done(null);
}

export type MailEdit = { readonly subject: string; readonly body: string };

/** [AP7] Another text is another artefact: the digest changes, and what was seen before can no longer be approved. */
export function edit(turn: Turn, decision: Decision, change: MailEdit, lookup: Lookup): Outcome<{ digest: Sha256 }> {
	const open = openFor(turn.board(), decision, turn.at);
	if (open.type === "refused") return open;
	const text = lookup(open.value.digest);
	if (text === null) return refused("not-found", "the text of this approval was erased");
	const artefact = readArtefact(text);
	if (artefact.type !== "send-email") return refused("invalid", "only a mail can be edited");
	const edited = mailArtefact({ ...artefact, subject: change.subject, body: change.body });
	if (!edited) return refused("invalid", NO_MAIL);
	const digest = turn.intern(writeArtefact(edited));
	const { approval, version, run } = open.value;
	const known = [artefact.subject, artefact.body, ...knownTexts(turn.board(), lookup)];
	const isPriced = namesNewSum(`${change.subject}\n${change.body}`, known);
	turn.emit(
		{
			type: "deal.approval-edited",
			approval,
			digest,
			version: version + 1,
			by: decision.principal.id,
			...(isPriced ? { approvers: ["regional-human"] } : {}),
			style: { before: measureOf(artefact.body), after: measureOf(edited.body) },
		},
		{ correlation: run ?? approval, causation: turn.board().seq },
	);
	return done({ digest });
}

/** [AP8] [AP18] Takes an approved mail back while it still waits. It is asked for again, as a new approval with the same text. */
export function undo(
	turn: Turn,
	taken: {
		readonly approval: ApprovalId;
		readonly principal: Principal;
		readonly isLeaving: boolean;
		/** Who could decide it before: taking a mail back gives nobody a right to send it. */
		readonly approvers: readonly ApproverRole[];
	},
	lookup: Lookup,
): Outcome<{ approval: ApprovalId }> {
	const board = turn.board();
	if (!isHuman(taken.principal)) return refused("not-allowed", "agents and visitors decide nothing");
	const effect = Object.values(board.effects).find((each) => each.approval === taken.approval);
	if (!effect) return refused("too-late", "nothing of this approval waits any more");
	if (taken.isLeaving) return refused("too-late", "the mail is on its way and cannot be taken back");
	const grant = board.grants[taken.approval];
	invariant(grant, "an open effect has a grant");
	if (!mayDecide(board, EITHER, taken.principal))
		return refused("not-allowed", "this takes the rep or the regional human of this deal");
	const text = lookup(effect.digest);
	if (text === null) return refused("not-found", "the text of this mail was erased");
	const cause = { correlation: taken.approval, causation: board.seq };
	turn.emit(
		{ type: "deal.effect-settled", key: effect.key, outcome: "cancelled", reference: null, reason: "undone" },
		cause,
	);
	const approval = requestApproval(turn, {
		action: grant.action,
		artefact: readArtefact(text),
		why: "Taken back before it left.",
		approvers: [...taken.approvers],
		by: { type: "human", user: taken.principal.id },
		run: null,
		replaces: taken.approval,
		cause,
	});
	return done({ approval });
}

/** [AP9] What nobody decided in time is closed, so that an old answer cannot leave by a late click. */
export function expireApprovals(turn: Turn): void {
	for (const approval of Object.values(turn.board().approvals)) {
		if (approval.expiresAt > turn.at) continue;
		const by = { type: "rule", rule: "expired" } as const;
		turn.emit(
			{
				type: "deal.approval-decided",
				approval: approval.approval,
				decision: "expired",
				digest: approval.digest,
				by,
				reason: null,
			},
			{ correlation: approval.run ?? approval.approval, causation: null },
		);
	}
}

export type Injection = {
	readonly principal: Principal;
	readonly to: readonly ContactId[];
	readonly subject: string;
	readonly body: string;
	readonly why: string;
	readonly thread: Thread;
};

/** [AP10] S4-13: a mail that a person wrote. It takes the path of an agent's, with that person's own approval in the same turn. */
export function inject(
	turn: Turn,
	injection: Injection,
	deps: ApproveDeps,
): Outcome<{ approval: ApprovalId; effect: EffectKey | null }> {
	const { principal } = injection;
	if (!isHuman(principal)) return refused("not-allowed", "agents and visitors inject nothing");
	const board = turn.board();
	if (!mayDecide(board, EITHER, principal))
		return refused("not-allowed", "this takes the rep or the regional human of this deal");
	const { contacts } = board;
	const people = [...new Set(injection.to)];
	const cards = people.map((id) => readCard(contacts[id]?.card ?? null, deps.lookup));
	const to = cards.flatMap((card) => (card ? [card] : []));
	if (to.length === 0 || to.length !== cards.length)
		return refused("invalid", "a mail goes to people of this deal only");
	const { subject, body, thread } = injection;
	const artefact = mailArtefact({ to, cc: [], subject, body, ...thread, references: [...thread.references] });
	if (!artefact) return refused("invalid", NO_MAIL);
	const isPriced = namesNewSum(`${subject}\n${body}`, knownTexts(board, deps.lookup));
	const approval = requestApproval(turn, {
		action: { type: "send-email", to: people },
		artefact,
		why: injection.why,
		approvers: isPriced ? ["regional-human"] : [...EITHER],
		by: { type: "human", user: principal.id },
		run: null,
		replaces: null,
		cause: { correlation: `inject:${principal.id}`, causation: null },
	});
	// It waits for whom it takes; nobody else's word sends it.
	if (isPriced && !mayDecide(board, ["regional-human"], principal)) return done({ approval, effect: null });
	const digest = turn.board().approvals[approval]?.digest;
	invariant(digest, "what was just asked for is open");
	const approved = approve(turn, { approval, digest, principal }, deps);
	return approved.type === "refused" ? approved : done({ approval, effect: approved.value.effect });
}

const readCard = (card: Sha256 | null, lookup: Lookup): ContactCard | null => {
	const text = card === null ? null : lookup(card);
	return text === null ? null : ContactCard.parse(JSON.parse(text));
};
