import { type KeyboardEvent, useEffect, useRef } from "react";
import type { DealRow } from "#knowledge/core/contract/deal.ts";
import type { Polled } from "../api/use-poll.ts";
import { Ago } from "../parts/ago.tsx";
import { Empty, Erasable, Loading, TroubleNote } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { singleKeysOn } from "../parts/keys.ts";
import { Link } from "../parts/link.tsx";
import { dealPath } from "../route.ts";
import { useSession } from "../session.tsx";
import { stageName } from "../text/labels.ts";
import { plural } from "../text/time.ts";

type Props = { deals: Polled<{ items: DealRow[]; next: string | null }>; current: string | null };

/** Keys that walk through the list while the focus is in it. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

export function DealList({ deals, current }: Props) {
	const list = useRef<HTMLUListElement>(null);
	const rows = deals.value?.items;
	// By keys one may walk past the edge of the list: the deal that is open stays in sight.
	useEffect(() => {
		if (current) list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
	}, [current]);
	const move = (event: KeyboardEvent) => {
		const by = STEPS[event.key];
		if (by === undefined || (event.key.length === 1 && !singleKeysOn())) return;
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const links = [...(list.current?.querySelectorAll("a") ?? [])];
		const at = links.findIndex((link) => link.contains(document.activeElement));
		links[at + by]?.focus();
		event.preventDefault();
	};
	return (
		<nav className="deals" aria-label="Deals">
			{deals.trouble && <TroubleNote trouble={deals.trouble} onRetry={() => void deals.reload()} />}
			{!rows && !deals.trouble && <Loading rows={5} label="The deals are loading" />}
			{rows?.length === 0 && <Empty icon="deals" title="No deal yet" />}
			{rows && rows.length > 0 && (
				<ul ref={list} onKeyDown={move}>
					{rows.map((row) => (
						<DealItem key={row.id} row={row} isCurrent={row.id === current} />
					))}
				</ul>
			)}
			{deals.value?.next && <p className="deals-more">The {rows?.length} that changed last are shown.</p>}
		</nav>
	);
}

function DealItem({ row, isCurrent }: { row: DealRow; isCurrent: boolean }) {
	const { account } = useSession();
	const paused = row.automation === "paused";
	return (
		<li>
			<Link className="deal-row" to={dealPath(account, row.id)} aria-current={isCurrent ? "true" : undefined}>
				<span className="deal-row-name">
					<Erasable text={row.name || null} />
				</span>
				<Ago at={row.updatedAt} />
				<span className="deal-row-stage">
					{stageName(row.stage)}
					{paused && (
						<span className="deal-row-paused">
							<Icon name="pause" size={12} /> Paused
						</span>
					)}
				</span>
				<span className="deal-row-marks">
					{row.flags > 0 && (
						<span className="mark-flag" title={plural(row.flags, "warning")}>
							<Icon name="flag" size={12} />
							{row.flags}
							<span className="hidden"> {row.flags === 1 ? "warning" : "warnings"}</span>
						</span>
					)}
					{row.openApprovals > 0 && (
						<span className="badge" title={`${plural(row.openApprovals, "approval")} to decide`}>
							{row.openApprovals}
							<span className="hidden"> to decide</span>
						</span>
					)}
				</span>
			</Link>
		</li>
	);
}
