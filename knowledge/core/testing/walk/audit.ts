import { ContactCard } from "../../deal/signal-record.ts";
import { SendEmail } from "../../effects/effect.ts";
import type { DealEvent } from "../../events/catalogue.ts";
import type { Envelope } from "../../events/envelope.ts";
import type { Blackboard } from "../../facts/blackboard.ts";
import type { Lookup, Sha256 } from "../../vocabulary/hash.ts";
import type { ApprovalId, EffectKey } from "../../vocabulary/ids.ts";
import { CONTACTS_MAX, HOPS_MAX } from "../../vocabulary/limits.ts";
import type { Principal } from "../../vocabulary/principal.ts";

type EventOf<T extends DealEvent["type"]> = Extract<DealEvent, { type: T }>;
type Requested = EventOf<"deal.approval-requested">;

/** What an agent may bring about by itself. Written out, and not asked of the code under test. */
const AGENTS_STAGES = ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL"];
const CRITICAL_KEYS = ["bant.budget", "bant.authority", "bant.timeline", "meddic.economic-buyer"];
const SINGLE_KEYS = ["bant.budget", "bant.authority", "bant.timeline", "meddic.economic-buyer", "meddic.champion"];

/**
 * A bookkeeper beside the deal. It reads only what was committed, and who was at the controls while it was; it keeps its
 * own books, and complains of whatever should not have happened.
 */
export type Audit = {
	/** `actor`: the person who asked for this, `null` when the crew or the clock did. */
	read(entries: readonly Envelope[], actor: Principal | null, board: Blackboard): void;
};

/** The rep of this very deal, or the human of its very region, and a person: nobody else. */
export function isEntitled(board: Blackboard, actor: Principal | null, approvers: readonly string[]): boolean {
	if (actor === null || (actor.kind !== "user" && actor.kind !== "service")) return false;
	const asRep = approvers.includes("rep") && actor.roles.includes("rep") && actor.id === board.rep;
	const asHuman =
		approvers.includes("regional-human") && actor.roles.includes("regional-human") && actor.region === board.region;
	return asRep || asHuman;
}

export function auditOf(lookup: Lookup): Audit {
	const open = new Map<ApprovalId, Requested>();
	const approved = new Map<ApprovalId, { digest: Sha256; asked: Requested }>();
	const keys = new Set<EffectKey>();
	const addresses = new Map<string, string>();
	const answers = new Map<string, Sha256>();
	const facts = new Map<string, string>();
	let isPaused = false;

	const demand = (condition: boolean, complaint: string): void => {
		if (!condition) throw new Error(`audit: ${complaint}`);
	};

	function readEvent({ event, at }: Envelope, actor: Principal | null, board: Blackboard): void {
		switch (event.type) {
			case "conversation.signal-received":
				if (event.contact && event.card)
					addresses.set(event.contact, ContactCard.parse(JSON.parse(lookup(event.card) ?? "null")).address);
				return;
			case "deal.run-started":
				demand(!isPaused, "a run began on a paused deal");
				return;
			case "deal.automation-changed":
				isPaused = event.state === "paused";
				return;
			case "deal.handoff-recorded":
				demand(event.outcome !== "delivered" || event.hop <= HOPS_MAX, "a task was handed on too often");
				return;
			case "deal.approval-requested":
				demand(!open.has(event.approval) && !approved.has(event.approval), "an approval's id was used twice");
				demand(at < event.expiresAt, "an approval was over before it began");
				if (event.action.type === "send-email") checkMail(event.digest, event.action.to);
				open.set(event.approval, event);
				return;
			case "deal.approval-edited": {
				const asked = open.get(event.approval);
				demand(asked !== undefined, "something was edited that was not open");
				if (!asked) return;
				demand(isEntitled(board, actor, asked.approvers), "somebody edited who may not");
				if (asked.action.type === "send-email") checkMail(event.digest, asked.action.to);
				open.set(event.approval, { ...asked, digest: event.digest });
				return;
			}
			case "deal.approval-decided":
				readDecision(event, at, actor, board);
				return;
			case "deal.effect-queued": {
				const permission = approved.get(event.approval);
				demand(permission !== undefined, "an effect was queued without an approval");
				demand(permission?.digest === event.digest, "an effect is not what was approved");
				demand(!keys.has(event.key), "an effect was queued twice");
				keys.add(event.key);
				approved.delete(event.approval);
				return;
			}
			case "deal.effect-settled":
				if (event.reason === "undone")
					demand(isEntitled(board, actor, ["rep", "regional-human"]), "somebody took a mail back who may not");
				return;
			case "deal.stage-changed":
				readMove(event, actor, board);
				return;
			case "deal.fact-learned":
				if (event.fact.state !== "suggested" && event.skill === null)
					demand(isEntitled(board, actor, ["rep", "regional-human"]), "a fact was validated by nobody");
				readFact(event);
				return;
			case "deal.fact-judged":
				demand(isEntitled(board, actor, ["rep", "regional-human"]), "a fact was judged by nobody");
				demand(event.by === actor?.id, "a fact was judged in another's name");
				readVerdict(event, board);
				return;
			default:
				return;
		}
	}

	/** Kept words stand behind one hash each: a reading that leaves the hash has changed the answer. */
	function readFact({ fact, skill }: EventOf<"deal.fact-learned">): void {
		const standing = answers.get(fact.key);
		demand(
			skill === null || standing === undefined || !CRITICAL_KEYS.includes(fact.key) || standing === fact.value,
			`a reading changed the answer to ${fact.key}`,
		);
		answers.set(fact.key, fact.value);
		facts.set(fact.id, fact.key);
	}

	/** What a person contradicted is no answer any more: the next reading may give another. */
	function readVerdict({ fact, verdict }: EventOf<"deal.fact-judged">, board: Blackboard): void {
		const key = facts.get(fact);
		demand(key !== undefined, "a fact was judged that nobody learned");
		if (key === undefined) return;
		const value = board.facts[fact]?.value;
		if (verdict === "contradicted" || value === undefined) answers.delete(key);
		else answers.set(key, value);
	}

	function readDecision(
		event: EventOf<"deal.approval-decided">,
		at: number,
		actor: Principal | null,
		board: Blackboard,
	): void {
		const asked = open.get(event.approval);
		demand(asked !== undefined, "something was decided that was not open");
		demand(asked?.digest === event.digest, "a decision was about other words than stood there");
		open.delete(event.approval);
		if (!asked || (event.decision !== "approved" && event.decision !== "rejected")) return;
		demand(event.by.type === "human" && event.by.user === actor?.id, "a decision is in another's name");
		demand(isEntitled(board, actor, asked.approvers), "somebody decided who may not");
		demand(at < asked.expiresAt, "a decision came too late");
		if (event.decision === "approved") approved.set(event.approval, { digest: event.digest, asked });
	}

	function readMove(event: EventOf<"deal.stage-changed">, actor: Principal | null, board: Blackboard): void {
		if (event.by.type !== "human") {
			demand(AGENTS_STAGES.includes(event.to), `an agent moved a deal to ${event.to}`);
			demand(
				AGENTS_STAGES.includes(event.from) || event.from === "NEGOTIATION",
				`an agent moved a deal from ${event.from}`,
			);
			demand(event.approval === null, "an agent's move claims an approval");
			return;
		}
		const approvers = event.to === "NEGOTIATION" ? ["regional-human"] : ["rep", "regional-human"];
		demand(isEntitled(board, actor, approvers), `somebody moved a deal to ${event.to} who may not`);
		if (event.approval === null) return;
		const action = approved.get(event.approval)?.asked.action;
		demand(
			action?.type === "move-stage" && action.from === event.from && action.to === event.to,
			"a move is not what was approved",
		);
		approved.delete(event.approval);
	}

	/** The mail that the digest names goes to people of this deal, each once, in headers that hold no line end. */
	function checkMail(digest: Sha256, to: readonly string[]): void {
		const mail = SendEmail.parse(JSON.parse(lookup(digest) ?? "null"));
		const people = [...mail.to, ...mail.cc];
		const known = to.map((id) => addresses.get(id));
		demand(
			people.every(({ address }) => known.includes(address)),
			"a mail goes to a stranger",
		);
		demand(new Set(people.map(({ address }) => address)).size === people.length, "a mail goes to somebody twice");
		const headers = [mail.subject, mail.inReplyTo ?? "", ...mail.references, ...people.map(({ name }) => name)];
		demand(!headers.some((text) => /[\r\n]/.test(text)), "a header holds a line end");
	}

	return {
		read(entries, actor, board) {
			for (const entry of entries) readEvent(entry, actor, board);
			const drafts = Object.values(board.approvals).filter(
				({ action, by, version }) => action.type === "send-email" && by.type === "agent" && version === 1,
			);
			const recipients = drafts.map(({ action }) => (action.type === "send-email" ? [...action.to].sort().join() : ""));
			demand(new Set(recipients).size === drafts.length, "two agents' drafts to the same people are open, unedited");
			demand(
				[...AGENTS_STAGES, "NEGOTIATION"].includes(board.stage) ||
					!Object.values(board.approvals).some(({ action, by }) => action.type === "send-email" && by.type === "agent"),
				"a draft outlived the selling",
			);
			demand(Object.keys(board.contacts).length <= CONTACTS_MAX, "the board knows too many people");
			for (const { approval, digest } of Object.values(board.effects))
				demand(board.grants[approval]?.digest === digest, "an effect stands without its permission");
			for (const key of SINGLE_KEYS) {
				const facts = Object.values(board.facts).filter((fact) => fact.key === key && fact.state !== "contradicted");
				demand(facts.length <= 1, `two answers stand for ${key}`);
			}
		},
	};
}
