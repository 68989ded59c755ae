import { useEffect, useRef, useState } from "react";
import type { ApprovalView, DealView, EffectView } from "#knowledge/core/contract/deal.ts";
import { useFrozen } from "../parts/frozen.ts";
import { useKeys } from "../parts/keys.ts";
import { ApprovalCard, type CardHandle } from "./approval-card.tsx";
import { Leaving, type LeavingMail, leavingOf } from "./leaving.tsx";
import { approvalCardId as cardId, useUndo } from "./use-undo.ts";

type Props = { deal: DealView; outbox: readonly EffectView[]; refresh(): Promise<void>; onStep(by: 1 | -1): void };

const HEADING = "approvals-head";

export function Approvals({ deal, outbox, refresh, onStep }: Props) {
	const { approvals } = deal;
	const frozen = useFrozen();
	const [chosen, setChosen] = useState<string | null>(null);
	const [approved, setApproved] = useState<readonly LeavingMail[]>([]);
	const handles = useRef(new Map<string, CardHandle>());
	const focusNext = useFocusNext(approvals);
	const undo = useUndo(refresh);
	const current = approvals.find((each) => each.id === chosen) ?? approvals[0];
	const leaving = frozen ? [] : leavingOf(outbox, approved, Date.now());
	const decided = async (approval: ApprovalView, leavesAt: string | null) => {
		const at = approvals.findIndex((each) => each.id === approval.id);
		const next = approvals[at + 1] ?? approvals[at - 1];
		focusNext(next ? cardId(next.id) : HEADING);
		if (next) setChosen(next.id);
		if (leavesAt && approval.artefact?.type === "send-email") {
			const { subject, to } = approval.artefact;
			const people = to.map((each) => each.name || each.address);
			setApproved((was) => [...was, { approval: approval.id, leavesAt, subject, to: people, state: "queued" }]);
		}
		await refresh();
	};
	const move = (by: 1 | -1) => {
		if (approvals.length === 0) return onStep(by);
		const next = neighbour(approvals, by);
		if (!next) return;
		setChosen(next.id);
		document.getElementById(cardId(next.id))?.focus();
	};
	const on = (act: (handle: CardHandle) => void) => () => {
		const handle = current && handles.current.get(current.id);
		if (handle && !frozen) act(handle);
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
			<Heading count={approvals.length} isPast={frozen} />
			{leaving.map((mail) => (
				<Leaving
					key={mail.approval}
					mail={mail}
					isLast={mail === last}
					onUndo={() => void undo(mail.approval)}
					onOver={refresh}
				/>
			))}
			{approvals.map((approval) => (
				<ApprovalCard
					key={approval.id}
					id={cardId(approval.id)}
					ref={(handle) => void (handle && handles.current.set(approval.id, handle))}
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

const Heading = ({ count, isPast }: { count: number; isPast: boolean }) => (
	<h2 id={HEADING} className="section-head" tabIndex={-1}>
		{headingOf(count, isPast)}
		{count > 0 && <span className="badge">{count}</span>}
	</h2>
);

function headingOf(count: number, isPast: boolean): string {
	if (isPast) return count === 0 ? "Nothing waited then" : "Waited for a decision then";
	return count === 0 ? "Nothing waits for you" : "Waits for a decision";
}

/** The card that was decided goes with the next state of the deal, and would take the focus with it. */
function useFocusNext(approvals: readonly ApprovalView[]): (id: string) => void {
	const next = useRef<string | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new list of approvals is what takes the card away.
	useEffect(() => {
		if (next.current === null) return;
		document.getElementById(next.current)?.focus();
		next.current = null;
	}, [approvals]);
	return (id) => {
		next.current = id;
	};
}

function neighbour(approvals: readonly ApprovalView[], by: 1 | -1): ApprovalView | undefined {
	const hasFocus = ({ id }: ApprovalView) => document.getElementById(cardId(id))?.contains(document.activeElement);
	const at = approvals.findIndex(hasFocus);
	return approvals[at < 0 ? 0 : Math.min(approvals.length - 1, Math.max(0, at + by))];
}
