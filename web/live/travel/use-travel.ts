import { useCallback, useEffect, useRef, useState } from "react";
import type { DealAtView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Trouble } from "../api/ask.ts";
import { useSession } from "../session.tsx";

export type Moment = DealAtView & { readonly moment: NonNullable<DealAtView["moment"]> };

export type Travel = {
	readonly isOpen: boolean;
	/** The event that is asked for. `null`: the deal as it stands. */
	readonly at: number | null;
	/** What is shown: the moment asked for, or the one before it while that is under way. */
	readonly shown: Moment | null;
	readonly isLoading: boolean;
	readonly trouble: Trouble | null;
	go(at: number | null): void;
	toggle(): void;
	retry(): void;
};

/** Dragging passes many moments; only where it rests is asked for. */
const REST_MS = 120;
/** A moment never changes: what was seen is kept, up to this many. */
const KEPT_MAX = 60;

export function useTravel(deal: string): Travel {
	const { ask, account } = useSession();
	const [isOpen, setOpen] = useState(false);
	const [at, setAt] = useState<number | null>(null);
	const [shown, setShown] = useState<Moment | null>(null);
	const [trouble, setTrouble] = useState<Trouble | null>(null);
	const [tries, setTries] = useState(0);
	const kept = useRef(new Map<number, Moment>());
	// biome-ignore lint/correctness/useExhaustiveDependencies: another try is another question.
	useEffect(() => {
		setTrouble(null);
		if (at === null) return setShown(null);
		const known = kept.current.get(at);
		if (known) return setShown(known);
		let isLatest = true;
		const timer = setTimeout(async () => {
			const answer = await ask(OPERATIONS.getDeal, { params: { account, deal }, query: { at } });
			if (!isLatest) return;
			if (!answer.ok) return setTrouble(answer.trouble);
			const { moment } = answer.value;
			if (moment === null) return;
			const found = { ...answer.value, moment };
			if (kept.current.size >= KEPT_MAX) kept.current.clear();
			kept.current.set(at, found);
			setShown(found);
		}, REST_MS);
		return () => {
			isLatest = false;
			clearTimeout(timer);
		};
	}, [ask, account, deal, at, tries]);
	const toggle = useCallback(() => {
		setOpen((was) => !was);
		setAt(null);
	}, []);
	return {
		isOpen,
		at,
		shown: at === null ? null : shown,
		isLoading: at !== null && shown?.moment.seq !== at && trouble === null,
		trouble,
		go: setAt,
		toggle,
		retry: () => setTries((was) => was + 1),
	};
}
