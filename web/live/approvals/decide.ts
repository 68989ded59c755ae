import { useRef, useState } from "react";
import type { ApprovalView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Trouble } from "../api/ask.ts";
import { useSession } from "../session.tsx";
import { useUndo } from "./use-undo.ts";

/** What a refused decision means for the reader. All of them say that what is on the screen was not what stands. */
const REFUSALS: Record<string, string> = {
	"stale-digest": "This changed since you looked at it. The newest text is shown: read it, then decide again.",
	"already-decided": "Somebody decided this before you.",
	expired: "This waited too long and was closed. Run the pipeline for a new draft.",
};
export const refusalText = (trouble: Trouble): string => REFUSALS[trouble.code] ?? trouble.message;

function approvedText(isFork: boolean, leavesAt: string | null): string {
	if (isFork) return "Rehearsed: the copy goes on as if it had happened. Nothing left.";
	return leavesAt ? "Approved. It can be taken back until it leaves." : "Approved.";
}

export type Decide = {
	readonly busy: boolean;
	/** Why the last try did not work; it stays on the card until the next one. */
	readonly refusal: string | null;
	approve(): Promise<void>;
	reject(reason: string): Promise<void>;
	/** Resolves to whether the edit was taken. */
	edit(digest: string, change: { subject: string; body: string }): Promise<boolean>;
};

type Deps = {
	approval: ApprovalView;
	isFork: boolean;
	refresh(): Promise<void>;
	onDecided(leavesAt: string | null): void;
};

export function useDecide({ approval, isFork, refresh, onDecided }: Deps): Decide {
	const { ask, account, notify } = useSession();
	const undo = useUndo(refresh);
	const [busy, setBusy] = useState(false);
	const [refusal, setRefusal] = useState<string | null>(null);
	const running = useRef(false);
	const params = { account, approval: approval.id };
	// A key that is held down repeats: one decision at a time.
	const once = async (work: () => Promise<Trouble | null>): Promise<boolean> => {
		if (running.current) return false;
		running.current = true;
		setBusy(true);
		setRefusal(null);
		const trouble = await work();
		if (trouble) {
			setRefusal(refusalText(trouble));
			// The card of something that was decided elsewhere is about to go: the sentence has to outlive it.
			if (trouble.code !== "stale-digest") notify(refusalText(trouble));
			await refresh();
		}
		running.current = false;
		setBusy(false);
		return trouble === null;
	};
	return {
		busy,
		refusal,
		approve: async () => {
			await once(async () => {
				const answer = await ask(OPERATIONS.approve, { params, body: { digest: approval.digest } });
				if (!answer.ok) return answer.trouble;
				const leavesAt = isFork ? null : answer.value.leavesAt;
				const takeBack = { label: "Undo", run: () => void undo(approval.id) };
				notify(approvedText(isFork, leavesAt), leavesAt ? takeBack : undefined);
				onDecided(leavesAt);
				return null;
			});
		},
		reject: async (reason) => {
			await once(async () => {
				const answer = await ask(OPERATIONS.reject, { params, body: { digest: approval.digest, reason } });
				if (!answer.ok) return answer.trouble;
				notify("Rejected.");
				onDecided(null);
				return null;
			});
		},
		edit: (digest, change) =>
			once(async () => {
				const answer = await ask(OPERATIONS.edit, { params, body: { digest, ...change } });
				if (!answer.ok) return answer.trouble;
				const { unsupported } = answer.value;
				const told =
					unsupported.length === 0
						? ""
						: ` No source of ours names: ${unsupported.map((each) => `"${each}"`).join(", ")}.`;
				notify(`Saved. What you approve now is your text.${told}`);
				await refresh();
				return null;
			}),
	};
}
