import { useEffect, useRef, useState } from "react";
import type { ApprovalView, DealView, EffectView } from "#knowledge/core/contract/deal.ts";
import { useKeys } from "../parts/keys.ts";
import { ApprovalCard, type CardHandle } from "./approval-card.tsx";
import { Leaving, type LeavingMail, leavingOf } from "./leaving.tsx";
import { useUndo } from "./use-undo.ts";

type Props = { deal: DealView; outbox: readonly EffectView[]; refresh(): Promise<void>; onStep(by: 1 | -1): void };

const HEADING = "approvals-head";
const cardId = (approval: string): string => `approval-${approval}`;

export function Approvals({ deal, outbox, refresh, onStep }: Props) {
	const { approvals } = deal;
	const [chosen, setChosen] = useState<string | null>(null);
	const [approved, setApproved] = useState<readonly LeavingMail[]>([]);
	const handles = useRef(new Map<string, CardHandle>());
	const focusNext = useRef<string | null>(null);
	const undo = useUndo(refresh);
	const current = approvals.find((each) => each.id === chosen) ?? approvals[0];
	const leaving = leavingOf(outbox, approved, Date.now());
	const decided = async (approval: ApprovalView, leavesAt: string | null) => {
		const at = approvals.findIndex((each) => each.id === approval.id);
		const next = approvals[at + 1] ?? approvals[at - 1];
		focusNext.current = next ? cardId(next.id) : HEADING;
		if (next) setChosen(next.id);
		if (leavesAt && approval.artefact?.type === "send-email") {
			const { subject, to } = approval.artefact;
			const mail = { approval: approval.id, leavesAt, subject, to: to.map((each) => each.name || each.address), state: "queued" as const };
			setApproved((was) => [...was.filter((each) => each.approval !== mail.approval), mail]);
		}
		await refresh();
	};
	// The card that was decided goes with the next state of the deal, and takes the focus with it.
	// biome-ignore lint/correctness/useExhaustiveDependencies: the list of approvals is what takes the card away.
	useEffect(() => {
		if (focusNext.current === null) return;
		document.getElementById(focusNext.current)?.focus();
		focusNext.current = null;
	}, [approvals]);
	const move = (by: 1 | -1) => {
		if (approvals.length === 0) return onStep(by);
		const focused = approvals.findIndex((each) => document.getElementById(cardId(each.id))?.contains(document.activeElement));
		const next = approvals[focused < 0 ? 0 : Math.min(approvals.length - 1, Math.max(0, focused + by))];
		if (!next) return;
		setChosen(next.id);
		document.getElementById(cardId(next.id))?.focus();
	};
	const on = (act: (handle: CardHandle) => void) => () => {
		const handle = current && handles.current.get(current.id);
		if (handle) act(handle);
	};
	const last = leaving.at(-1);
	useKeys({
		j: () => move(1),
		k: () => move(-1),
		a: on((card) => card.approve()),
		e: on((card) => card.edit()),
		r: on((card) => card.reject()),
		u: last ? () => void undo(last.approval) : undefined,
	});
	return (
		<section className="approvals" aria-labelledby={HEADING}>
			<h2 id={HEADING} className="section-head" tabIndex={-1}>
				{approvals.length === 0 ? "Nothing waits for you" : "Waits for a decision"}
				{approvals.length > 0 && <span className="badge">{approvals.length}</span>}
			</h2>
			{leaving.map((mail) => (
				<Leaving key={mail.approval} mail={mail} isLast={mail === last} onUndo={() => void undo(mail.approval)} onOver={refresh} />
			))}
			{approvals.map((approval) => (
				<ApprovalCard
					key={approval.id}
					id={cardId(approval.id)}
					ref={(handle) => {
						if (handle) handles.current.set(approval.id, handle);
						else handles.current.delete(approval.id);
					}}
					approval={approval}
					deal={deal}
					isCurrent={approval.id === current?.id}
					refresh={refresh}
					onFocus={() => setChosen(approval.id)}
					onDecided={(leavesAt) => void decided(approval, leavesAt)}
				/>
			))}
		</section>
	);
}
