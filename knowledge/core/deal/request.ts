import type * as z from "zod";
import type { By, RequestedAction } from "../events/deal.ts";
import { type OpenApproval, openDrafts } from "../facts/blackboard.ts";
import type { FactClaim } from "../facts/fact.ts";
import { isSingle } from "../facts/keys.ts";
import type { Offer } from "../facts/offering.ts";
import {
	type ApprovalId,
	approvalIdOf,
	type ContactId,
	type FactId,
	type RunId,
	type SignalId,
} from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { APPROVAL_TTL_MS, RECIPIENTS_MAX } from "../vocabulary/limits.ts";
import { type Artefact, mailArtefact, writeArtefact } from "./artefact.ts";
import type { ApproverRole } from "./policy.ts";
import type { DealContact, DraftEmail, MoveStage } from "./skill.ts";
import type { Turn } from "./turn.ts";

/** Which mail an answer belongs to. */
export type Thread = { readonly inReplyTo: string | null; readonly references: readonly string[] };

type Origin = {
	readonly by: By;
	readonly run: RunId | null;
	/** What it follows from. */
	readonly signal?: SignalId | undefined;
	readonly approvers: ApproverRole[];
	readonly cause: { readonly correlation: string; readonly causation: number | null };
};

/** [AP0] Asks a person. The artefact is kept to the letter; whatever replaces it is another approval. */
export function requestApproval(
	turn: Turn,
	request: {
		action: RequestedAction;
		artefact: Artefact;
		why: string;
		replaces: ApprovalId | null;
		offer?: Offer | undefined;
	} & Origin,
): ApprovalId {
	const board = turn.board();
	const approval = approvalIdOf(board.deal, board.counts.approvals + 1);
	const digest = turn.intern(writeArtefact(request.artefact));
	turn.emit(
		{
			type: "deal.approval-requested",
			approval,
			action: request.action,
			digest,
			version: 1,
			why: turn.intern(request.why),
			approvers: request.approvers,
			by: request.by,
			run: request.run,
			...(request.offer ? { offer: turn.intern(canonicalJson(request.offer)) } : {}),
			...(request.signal ? { signal: request.signal } : {}),
			replaces: request.replaces,
			expiresAt: turn.at + APPROVAL_TTL_MS,
		},
		request.cause,
	);
	return approval;
}

/**
 * [SE2] A newer draft of an agent takes the place of the agents' older one to the same people, so that a person does not
 * find two answers to one buyer, nor loses one because another buyer wrote. What a person has written, or edited, is
 * theirs: it stays until they decide.
 */
export function requestDraft(
	turn: Turn,
	draft: z.infer<typeof DraftEmail>,
	origin: Origin & {
		contacts: readonly DealContact[];
		/** Who of the buyer's people had the mail that is answered. */
		cc?: readonly DealContact[];
		thread: Thread;
	},
): void {
	const to = [...new Set(draft.to)].flatMap((id) => origin.contacts.filter((contact) => contact.id === id));
	const cc = (origin.cc ?? []).filter((contact) => !draft.to.includes(contact.id)).slice(0, RECIPIENTS_MAX);
	const artefact = mailArtefact({
		to,
		cc: [...cc],
		subject: draft.subject,
		body: draft.body,
		inReplyTo: origin.thread.inReplyTo,
		references: [...origin.thread.references],
	});
	invariant(artefact, "a draft that was judged can be sent");
	const people = to.map((contact) => contact.id);
	const older = openDrafts(turn.board()).filter(
		(each) => each.by.type === "agent" && each.version === 1 && isTo(each, people),
	);
	for (const each of older) replace(turn, each, "newer-draft", origin.cause);
	requestApproval(turn, {
		...origin,
		action: { type: "send-email", to: people, ...(cc.length > 0 ? { cc: cc.map((contact) => contact.id) } : {}) },
		artefact,
		why: draft.why,
		offer: draft.offer,
		replaces: older[0]?.approval ?? null,
	});
}

const isTo = ({ action }: OpenApproval, people: readonly ContactId[]): boolean =>
	action.type === "send-email" &&
	action.to.length === people.length &&
	people.every((person) => action.to.includes(person));

/** [AP12] A move is asked for from where the deal stands: one that was asked for elsewhere is closed, not carried along. */
export function requestStageMove(turn: Turn, move: z.infer<typeof MoveStage>, origin: Origin): void {
	const { stage, approvals } = turn.board();
	const asked = Object.values(approvals).filter(
		(each) => each.action.type === "move-stage" && each.action.to === move.to,
	);
	if (asked.some((each) => each.action.type === "move-stage" && each.action.from === stage)) return;
	for (const each of asked) replace(turn, each, "newer-move", origin.cause);
	const action = { type: "move-stage", from: stage, to: move.to } as const;
	const replaces = asked[0]?.approval ?? null;
	requestApproval(turn, { ...origin, action, artefact: action, why: move.why, replaces });
}

/** Closes a request by a rule, so that it can no longer be approved. */
export function replace(turn: Turn, { approval, digest }: OpenApproval, rule: string, cause: Origin["cause"]): void {
	const by = { type: "rule", rule } as const;
	turn.emit({ type: "deal.approval-decided", approval, decision: "replaced", digest, by, reason: null }, cause);
}

/** K17: two answers to a critical question, or on where somebody stands, are put before a person instead of the later one winning. */
export function requestArbitration(
	turn: Turn,
	claim: FactClaim,
	standing: FactId | null,
	origin: Omit<Origin, "approvers">,
): void {
	const asked = Object.values(turn.board().approvals).some(
		({ action }) =>
			action.type === "arbitrate-fact" &&
			action.key === claim.key &&
			(isSingle(claim.key) || action.standing === standing),
	);
	if (asked) return;
	requestApproval(turn, {
		by: origin.by,
		run: origin.run,
		signal: origin.signal,
		cause: origin.cause,
		approvers: ["rep", "regional-human"],
		action: { type: "arbitrate-fact", key: claim.key, standing },
		artefact: { type: "arbitrate-fact", claim },
		why: isSingle(claim.key)
			? "Two different answers to a question that decides the deal: which one holds?"
			: "You said where this person stands, and they now say otherwise: which one holds?",
		replaces: null,
	});
}

/**
 * [SE7] Somebody of ours has written to them: what the agents had drafted for the same people, and nobody has touched, is
 * closed. What a person edited stays.
 */
export function withdrawAnswered(turn: Turn, to: readonly ContactId[], cause: Origin["cause"]): void {
	for (const each of openDrafts(turn.board())) {
		if (each.by.type !== "agent" || each.version > 1 || each.action.type !== "send-email") continue;
		if (each.action.to.some((contact) => to.includes(contact))) replace(turn, each, "answered-by-hand", cause);
	}
}
