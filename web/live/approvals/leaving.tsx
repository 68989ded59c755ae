import { useEffect } from "react";
import type { EffectView } from "#knowledge/core/contract/deal.ts";
import { Button } from "../parts/button.tsx";
import { Erasable } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/now.ts";
import { countdown } from "../text/countdown.ts";

export type LeavingMail = {
	readonly approval: string;
	readonly leavesAt: string;
	readonly subject: string | null;
	readonly to: readonly string[];
	readonly state: "queued" | "claimed";
};

/** A window that has passed by this much is the outbox's business, not a countdown's. */
const SHOWN_AFTER_MS = 5_000;

/**
 * Mail that can still be taken back: what the outbox says, and what was approved a moment ago and is not in it yet.
 * A mail that is being tried again after a fault is told of in the outbox.
 */
export function leavingOf(
	outbox: readonly EffectView[],
	approved: readonly LeavingMail[],
	now: number,
): readonly LeavingMail[] {
	const known = new Set(outbox.map((effect) => effect.approval as string));
	const waits = outbox.filter(
		(effect) => effect.state === "claimed" || (effect.state === "queued" && effect.attempts === 0),
	);
	const mails: LeavingMail[] = [
		...waits.map((effect) => ({
			approval: effect.approval,
			leavesAt: effect.notBefore,
			subject: effect.subject,
			to: effect.to,
			state: effect.state === "claimed" ? ("claimed" as const) : ("queued" as const),
		})),
		...approved.filter((mail) => !known.has(mail.approval)),
	];
	return mails
		.filter((mail) => Date.parse(mail.leavesAt) + SHOWN_AFTER_MS > now)
		.sort((a, b) => a.leavesAt.localeCompare(b.leavesAt));
}

type Props = { mail: LeavingMail; isLast: boolean; onUndo(): void; onOver(): Promise<void> };

export function Leaving({ mail, isLast, onUndo, onOver }: Props) {
	const left = countdown(mail.leavesAt, useNow(250));
	const gone = left.over || mail.state === "claimed";
	useEffect(() => {
		if (!left.over) return;
		const timer = setTimeout(() => void onOver(), 1_500);
		return () => clearTimeout(timer);
	}, [left.over, onOver]);
	return (
		<div className="leaving">
			<Icon name={gone ? "send" : "clock"} />
			<p className="leaving-text">
				<strong>{gone ? "Leaving now" : `Leaves in ${left.seconds} s`}</strong>
				<span>
					<Erasable text={mail.subject} /> to {mail.to.join(", ")}
				</span>
			</p>
			{!gone && (
				<Button look="plain" icon="undo" {...(isLast ? { hint: "U" } : {})} onClick={onUndo}>
					Undo
				</Button>
			)}
			<span className="leaving-bar" aria-hidden="true">
				<span style={{ transform: `scaleX(${gone ? 0 : left.share})` }} />
			</span>
		</div>
	);
}
