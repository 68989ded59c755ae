import { useCallback } from "react";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { useSession } from "../session.tsx";
import { Differences } from "./differences.tsx";

/** What has changed since that moment. */
export function CompareWithNow({ deal, at, version }: { deal: string; at: number; version: number }) {
	const { ask, account } = useSession();
	// biome-ignore lint/correctness/useExhaustiveDependencies: the deal has another now with each version.
	const load = useCallback(
		() => ask(OPERATIONS.listDifferences, { params: { account, deal }, query: { at } }),
		[ask, account, deal, at, version],
	);
	return (
		<Differences
			title={`Event ${at} and now`}
			before="Then"
			after="Now"
			load={load}
			same="Nothing is different today."
		/>
	);
}
