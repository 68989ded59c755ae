import { useCallback, useState } from "react";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Link } from "../parts/link.tsx";
import { dealPath } from "../route.ts";
import { useSession } from "../session.tsx";
import { Differences } from "../travel/differences.tsx";
import { useForks } from "./use-forks.ts";
import { WhatIf } from "./what-if.tsx";

type Fork = NonNullable<DealView["fork"]>;
type Props = { deal: DealView; fork: Fork; refresh(): Promise<void> };

/** What makes a copy unlike a deal: that nothing leaves it, and that one may try what might come in. */
export function Sandbox({ deal, fork, refresh }: Props) {
	const { account } = useSession();
	const [comparing, setComparing] = useState(false);
	const forks = useForks(fork.from);
	const label = forks.value?.items.find((each) => each.id === deal.id)?.label;
	return (
		<>
			<section className="sandbox" aria-label="Sandbox copy">
				<Icon name="shield" size={20} />
				<div className="sandbox-text">
					<p className="sandbox-title">Sandbox copy of {deal.name ?? "a deal"}: nothing leaves</p>
					<p>
						{label ? `${label}. ` : ""}Copied after event {fork.at}. What you approve here is rehearsed, not sent.
					</p>
				</div>
				<Button aria-expanded={comparing} onClick={() => setComparing(!comparing)}>
					What differs
				</Button>
				<Link className="button button-plain" to={dealPath(account, fork.from)}>
					Open the original
				</Link>
			</section>
			{comparing && <CompareWithOriginal deal={deal} fork={fork} />}
			<WhatIf deal={deal} refresh={refresh} />
		</>
	);
}

/** What the rehearsals changed, or how the copy stands beside what became of the original. */
function CompareWithOriginal({ deal, fork }: { deal: DealView; fork: Fork }) {
	const { ask, account } = useSession();
	const [today, setToday] = useState(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each version of the copy may differ in something else.
	const load = useCallback(
		() =>
			ask(OPERATIONS.listDifferences, {
				params: { account, deal: fork.from },
				query: { with: deal.id, ...(today ? {} : { at: fork.at }) },
			}),
		[ask, account, deal.id, fork.from, fork.at, today, deal.version],
	);
	return (
		<Differences
			title={today ? "The original now, and this copy" : "What was changed in this copy"}
			before={today ? "Original now" : "When copied"}
			after="This copy"
			load={load}
			same={today ? "The copy says what the original says." : "Nothing was changed yet."}
		>
			<div className="filters compare-with">
				<button type="button" className="filter" aria-pressed={!today} onClick={() => setToday(false)}>
					Since it was copied
				</button>
				<button type="button" className="filter" aria-pressed={today} onClick={() => setToday(true)}>
					Beside the original now
				</button>
			</div>
		</Differences>
	);
}
