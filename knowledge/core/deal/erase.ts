import type { OpenApproval, OpenFlag } from "../facts/blackboard.ts";
import type { Sha256 } from "../vocabulary/hash.ts";
import {
	type ApprovalId,
	type ContactId,
	type EffectKey,
	flagIdOf,
	type SignalId,
	type UserId,
} from "../vocabulary/ids.ts";
import { replace } from "./request.ts";
import type { Turn } from "./turn.ts";

export type Erasure = {
	readonly contact: ContactId;
	readonly by: UserId;
	/** What they wrote. */
	readonly signals: ReadonlySet<SignalId>;
	/** Kept texts that are theirs or tell of them. */
	readonly texts: ReadonlySet<Sha256>;
	/** Whether a provider was given this mail, or may have been. */
	readonly isGiven: (key: EffectKey) => boolean;
};

const RULE = "contact-erased";

/**
 * [ER2] What is open about somebody is closed, so that nothing is sent to them, asked about them or read for them any more;
 * then they are off the board. The log keeps that it happened, and nothing of what was said.
 */
export function eraseContact(turn: Turn, erasure: Erasure): readonly EffectKey[] {
	const { contact, signals, texts } = erasure;
	const cause = { correlation: `erase:${contact}`, causation: null };
	const isAbout = ({ action, digest, signal }: Pick<OpenApproval, "action" | "digest" | "signal">): boolean =>
		isTo(action, contact) || texts.has(digest) || (signal !== undefined && signals.has(signal));
	const runs = turn.board().runs.filter((each) => each.signal !== null && signals.has(each.signal));
	/** Who else was to have it is not answered, or not written to: that is for a person to see. */
	const withdrawn: Withdrawn[] = [];
	for (const approval of Object.values(turn.board().approvals)) {
		if (!isAbout(approval)) continue;
		replace(turn, approval, RULE, cause);
		if (isForAnother(approval, erasure)) withdrawn.push(approval);
	}
	const { grants } = turn.board();
	const effects = Object.values(turn.board().effects).filter((effect) => {
		const grant = grants[effect.approval];
		return grant !== undefined && isAbout({ ...grant, signal: undefined });
	});
	const cancelled = effects.filter(({ key }) => !erasure.isGiven(key));
	const outcome = { outcome: "cancelled", reference: null, reason: RULE } as const;
	for (const { approval } of cancelled) {
		const grant = grants[approval];
		if (grant && isForAnother(grant, erasure)) withdrawn.push({ approval });
	}
	for (const { key } of cancelled) turn.emit({ type: "deal.effect-settled", key, ...outcome }, cause);
	for (const { run } of runs) turn.emit({ type: "deal.run-settled", run, outcome: "skipped" }, cause);
	const closed = new Set<string>([...runs.map(({ run }) => run), ...cancelled.map(({ key }) => key)]);
	const isOver = ({ run, effect, detail }: OpenFlag): boolean =>
		(run !== null && closed.has(run)) ||
		(effect !== null && closed.has(effect)) ||
		(detail !== null && texts.has(detail));
	const by = { type: "rule", rule: RULE } as const;
	for (const flag of Object.values(turn.board().flags))
		if (isOver(flag)) turn.emit({ type: "deal.flag-cleared", flag: flag.flag, by }, cause);
	for (const { approval } of withdrawn) flagWithdrawn(turn, approval, cause);
	turn.emit({ type: "deal.contact-erased", contact, by: erasure.by }, cause);
	return cancelled.map(({ key }) => key);
}

type Withdrawn = Pick<OpenApproval, "approval">;

/** A mail to somebody who stays, and no answer to what was erased. */
const isForAnother = (
	{ action, signal }: { readonly action: OpenApproval["action"]; readonly signal?: SignalId | undefined },
	{ contact, signals }: Erasure,
): boolean =>
	action.type === "send-email" &&
	action.to.some((to) => to !== contact) &&
	(signal === undefined || !signals.has(signal));

function flagWithdrawn(turn: Turn, approval: ApprovalId, cause: { correlation: string; causation: null }): void {
	const flag = flagIdOf(turn.hash, turn.board().deal, "draft-withdrawn", approval);
	const about = { run: null, skill: null, effect: null, detail: null } as const;
	turn.emit({ type: "deal.flag-raised", flag, kind: "draft-withdrawn", ...about, code: RULE }, cause);
}

const isTo = (action: OpenApproval["action"], contact: ContactId): boolean =>
	action.type === "send-email" && [...action.to, ...(action.cc ?? [])].includes(contact);
