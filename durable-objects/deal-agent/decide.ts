import { whyOf } from "#knowledge/agents/why.ts";
import { approve, edit, inject, reject, undo } from "#knowledge/core/deal/approval.ts";
import { knownTexts, unsupportedByHand } from "#knowledge/core/deal/by-hand.ts";
import { moveByPerson } from "#knowledge/core/deal/closing.ts";
import { type CrmChanged, changeCrmByPerson, undoCrm } from "#knowledge/core/deal/crm.ts";
import { type Feedback, giveFeedback, judgeFact, type PersonsWord } from "#knowledge/core/deal/persons-word.ts";
import type { ApproverRole } from "#knowledge/core/deal/policy.ts";
import type { By } from "#knowledge/core/events/deal.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import { isLegalMove } from "#knowledge/core/facts/stage.ts";
import {
	type ApprovalId,
	ConnectionId,
	type EffectKey,
	type FactId,
	type FlagId,
} from "#knowledge/core/vocabulary/ids.ts";
import { assertNever } from "#knowledge/core/vocabulary/invariant.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { hasRole, isHuman, type Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import type { CrmCall, DecisionAnswer, DecisionCall, InjectCall } from "./calls.ts";
import type { OutboxChange } from "./commit.ts";
import { maySteer } from "./may-steer.ts";
import type { Work } from "./run-turn.ts";
import { threadOfRecord } from "./skill-input.ts";

/** Every tenant's mail leaves through the connection of this name. */
const MAIL: ConnectionId = ConnectionId.parse("mail");

export type DecideDeps = {
	readonly principal: Principal;
	readonly undoWindowMs: number;
	readonly isLeaving: (key: EffectKey) => boolean;
	readonly catalogue: Catalogue;
	/** Who could decide an approval that is closed by now. */
	readonly approversOf: (approval: ApprovalId) => readonly ApproverRole[];
};

type Decided = { readonly answer: DecisionAnswer; readonly outbox: readonly OutboxChange[] };

export function decide(work: Work, call: DecisionCall, deps: DecideDeps): Outcome<Decided> {
	const { turn, payloads } = work;
	const { principal } = deps;
	const nothing = { digest: null, effect: null, leavesAt: null, unsupported: [] };
	switch (call.type) {
		case "approve": {
			const outcome = approve(
				turn,
				{ ...call, principal },
				{ lookup: payloads.lookup, connection: MAIL, undoWindowMs: deps.undoWindowMs, catalogue: deps.catalogue },
			);
			if (outcome.type === "refused") return outcome;
			const { effect } = outcome.value;
			return done({
				answer: { ...nothing, approval: call.approval, effect, leavesAt: leavesAt(work, effect) },
				outbox: [],
			});
		}
		case "reject": {
			const outcome = reject(turn, { ...call, principal }, call.reason, call);
			return outcome.type === "refused"
				? outcome
				: done({ answer: { ...nothing, approval: call.approval }, outbox: [] });
		}
		case "edit": {
			const unsupported = unsupportedByHand(call, {
				before: payloads.lookup(call.digest),
				known: knownTexts(turn.board(), payloads.lookup),
				catalogue: deps.catalogue,
				now: turn.at,
			});
			const outcome = edit(turn, { ...call, principal }, call, payloads.lookup);
			if (outcome.type === "refused") return outcome;
			const { digest } = outcome.value;
			return done({ answer: { ...nothing, approval: call.approval, digest, unsupported }, outbox: [] });
		}
		case "undo": {
			const effect = Object.values(turn.board().effects).find((each) => each.approval === call.approval);
			const isLeaving = effect ? deps.isLeaving(effect.key) : false;
			const outcome = undo(
				turn,
				{ approval: call.approval, principal, isLeaving, approvers: deps.approversOf(call.approval) },
				payloads.lookup,
			);
			if (outcome.type === "refused") return outcome;
			const outbox = effect ? [{ key: effect.key, row: { state: "cancelled", reason: "undone" } }] : [];
			return done({ answer: { ...nothing, approval: outcome.value.approval }, outbox });
		}
		default:
			return assertNever(call);
	}
}

/** Nothing leaves a fork, so there is nothing to take back in time either. */
function leavesAt({ turn }: Work, effect: EffectKey | null): number | null {
	const board = turn.board();
	return effect && !board.fork ? (board.effects[effect]?.notBefore ?? null) : null;
}

export function injectMail(
	work: Work,
	mail: InjectCall,
	deps: { principal: Principal; undoWindowMs: number; catalogue: Catalogue },
): Outcome<DecisionAnswer> {
	const { turn, payloads } = work;
	const { inbound } = turn.board();
	const thread = threadOfRecord(inbound ? payloads.lookup(inbound.record) : null);
	const outcome = inject(
		turn,
		{ ...mail, principal: deps.principal, why: "Written by hand.", thread },
		{ lookup: payloads.lookup, connection: MAIL, undoWindowMs: deps.undoWindowMs, catalogue: deps.catalogue },
	);
	if (outcome.type === "refused") return outcome;
	const { approval, effect } = outcome.value;
	return done({
		approval,
		digest: null,
		effect,
		leavesAt: leavesAt(work, effect),
		unsupported: [],
	});
}

export function moveStage(work: Work, principal: Principal, to: Stage): Outcome<null> {
	const { turn } = work;
	const from = turn.board().stage;
	if (!maySteer(work.turn.board(), principal))
		return refused("not-allowed", "this takes the rep or the regional human of this deal");
	if (to === "NEGOTIATION" && !hasRole(principal, "regional-human"))
		return refused("not-allowed", "the move to NEGOTIATION takes the regional human");
	if (!isLegalMove(from, to)) return refused("conflict", `there is no move from ${from} to ${to}`);
	const cause = { correlation: `move:${principal.id}`, causation: null };
	moveByPerson(turn, { to, user: principal.id, approval: null, why: null, cause });
	return done(null);
}

/** A flag says that a person is needed; a person says that they were there. */
export function clearFlag(work: Work, principal: Principal, flag: FlagId): Outcome<null> {
	const { turn } = work;
	if (!turn.board().flags[flag]) return refused("not-found", "there is no such flag");
	if (!maySteer(work.turn.board(), principal))
		return refused("not-allowed", "this takes the rep or the regional human of this deal");
	turn.emit(
		{ type: "deal.flag-cleared", flag, by: { type: "human", user: principal.id } },
		{ correlation: `flag:${flag}`, causation: null },
	);
	return done(null);
}

/** A field of the customer record by hand. */
export function writeCrm(work: Work, principal: Principal, call: CrmCall): Outcome<null> {
	if (!maySteer(work.turn.board(), principal))
		return refused("not-allowed", "this takes the rep or the regional human of this deal");
	const outcome = changeCrmByPerson(work.turn, call, { user: principal.id, lookup: work.payloads.lookup });
	return outcome.type === "refused" ? outcome : done(null);
}

export function takeBackCrm(
	work: Work,
	principal: Principal,
	found: { readonly changed: CrmChanged; readonly ownedBefore: By | null } | null,
): Outcome<null> {
	if (!found) return refused("not-found", "there is no such change");
	if (!maySteer(work.turn.board(), principal))
		return refused("not-allowed", "this takes the rep or the regional human of this deal");
	const outcome = undoCrm(work.turn, found, principal.id);
	return outcome.type === "refused" ? outcome : done(null);
}

/** What a person says of a fact. One that something took the place of meanwhile is not what they saw: they are told which. */
export function sayOfFact(
	work: Work,
	principal: Principal,
	{ word, inPlaceOf }: { readonly word: PersonsWord; readonly inPlaceOf: (fact: FactId) => FactId },
): Outcome<null> {
	const { facts } = work.turn.board();
	const now = facts[word.fact] ? word.fact : inPlaceOf(word.fact);
	if (!facts[now]) return refused("not-found", "there is no such fact in this deal");
	if (!maySteer(work.turn.board(), principal))
		return refused("not-allowed", "this takes the rep or the regional human of this deal");
	if (now !== word.fact)
		return refused("conflict", `this fact was replaced since you saw it; fact ${now} stands in its place now`);
	return judgeFact(work.turn, word, { user: principal.id, lookup: work.payloads.lookup });
}

/** What a person says of something that a run held back, if it did. */
export function sayOfRun(
	work: Work,
	principal: Principal,
	{ said, ofRun }: { readonly said: Feedback; readonly ofRun: readonly Envelope[] },
): Outcome<null> {
	const held = whyOf(ofRun, () => null).filter(({ skill, about }) => skill === said.skill && about === said.about);
	if (!held.some(({ rule }) => said.rule === null || rule === said.rule))
		return refused("not-found", "this run held nothing of the kind back");
	if (!maySteer(work.turn.board(), principal))
		return refused("not-allowed", "this takes the rep or the regional human of this deal");
	const earlier = ofRun.flatMap(({ event }) => (event.type === "deal.feedback-given" ? [event] : []));
	giveFeedback(work.turn, said, { user: principal.id, earlier });
	return done(null);
}

export function setAutomation(work: Work, principal: Principal, state: "active" | "paused"): Outcome<null> {
	const { turn } = work;
	const mayPause = maySteer(work.turn.board(), principal) || (isHuman(principal) && hasRole(principal, "tenant-admin"));
	if (!mayPause) return refused("not-allowed", "this takes the deal's rep, the region's human or a tenant admin");
	if (turn.board().automation === state) return done(null);
	turn.emit(
		{ type: "deal.automation-changed", state, by: principal.id },
		{ correlation: `automation:${principal.id}`, causation: null },
	);
	return done(null);
}
