import { useCallback } from "react";
import type { ForkRow } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { type Polled, usePoll } from "../api/use-poll.ts";
import { useSession } from "../session.tsx";

/** Copies are opened by hand, and seldom. */
const FORKS_EVERY_MS = 30_000;

export function useForks(deal: string): Polled<{ items: ForkRow[]; next: string | null }> {
	const { ask, account } = useSession();
	const load = useCallback(() => ask(OPERATIONS.listForks, { params: { account, deal } }), [ask, account, deal]);
	return usePoll(load, FORKS_EVERY_MS);
}
