import { useCallback } from "react";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { useSession } from "../session.tsx";

/** Where the card of an approval stands in the page. */
export const approvalCardId = (approval: string): string => `approval-${approval}`;

/** Takes an approved mail back while it waits. It comes back as a new approval with the same text. */
export function useUndo(refresh: () => Promise<void>): (approval: string) => Promise<void> {
	const { ask, account, notify } = useSession();
	return useCallback(
		async (approval) => {
			const answer = await ask(OPERATIONS.undo, { params: { account, approval }, body: {} });
			if (answer.ok) notify("Taken back. The draft waits for your decision again.");
			else notify(answer.trouble.code === "too-late" ? "Too late: the mail is on its way." : answer.trouble.message);
			await refresh();
			// The button that was pressed is gone; what came back in its place takes the focus.
			if (answer.ok)
				requestAnimationFrame(() => document.getElementById(approvalCardId(answer.value.approval))?.focus());
		},
		[ask, account, notify, refresh],
	);
}
