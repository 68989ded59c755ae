import { useCallback, useState } from "react";
import type { DealRow } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { SignalRow } from "#knowledge/core/contract/signal.ts";
import type { Polled } from "../api/use-poll.ts";
import { usePoll } from "../api/use-poll.ts";
import { Ago } from "../parts/ago.tsx";
import { Button } from "../parts/button.tsx";
import { Chip, type ChipTone } from "../parts/chip.tsx";
import { Empty, Loading, TroubleNote } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { Link } from "../parts/link.tsx";
import { dealPath, dealsPath } from "../route.ts";
import { useSession } from "../session.tsx";
import { sentence, signalName, words } from "../text/labels.ts";
import { Assign } from "./assign.tsx";
import { HandIn } from "./hand-in.tsx";

const FILTERS = [
	["all", "All"],
	["unassigned", "Unassigned"],
	["accepted", "Accepted"],
	["delivered", "Delivered"],
	["duplicate", "Duplicate"],
	["refused", "Refused"],
] as const;
type Filter = (typeof FILTERS)[number][0];

const SIGNALS_EVERY_MS = 5_000;
const PAGE = 50;

export function SignalsPage({ deals, onDealsChanged }: { deals: readonly DealRow[]; onDealsChanged(): Promise<void> }) {
	const { ask, account } = useSession();
	const [filter, setFilter] = useState<Filter>("all");
	const [limit, setLimit] = useState(PAGE);
	const load = useCallback(
		() =>
			ask(OPERATIONS.listSignals, {
				params: { account },
				query: { limit, ...(filter === "all" ? {} : { state: filter }) },
			}),
		[ask, account, filter, limit],
	);
	const signals = usePoll(load, SIGNALS_EVERY_MS);
	const changed = async () => {
		await Promise.all([signals.reload(), onDealsChanged()]);
	};
	return (
		<div className="page">
			<header className="page-head">
				<Link className="back" to={dealsPath(account)}>
					<Icon name="back" size={14} />
					Deals
				</Link>
				<h1>Signals</h1>
				<p className="page-about">
					Everything that came in, newest first. Nothing that was accepted is lost, and nothing counts twice.
				</p>
				<HandIn onDone={changed} />
			</header>
			<fieldset className="filters">
				<legend className="hidden">Show</legend>
				{FILTERS.map(([value, label]) => (
					<button
						key={value}
						type="button"
						className="filter"
						aria-pressed={filter === value}
						onClick={() => setFilter(value)}
					>
						{label}
					</button>
				))}
			</fieldset>
			<Table signals={signals} deals={deals} filter={filter} onChanged={changed} />
			{signals.value?.next && limit < 200 && (
				<Button look="quiet" onClick={() => setLimit((was) => Math.min(200, was + PAGE))}>
					Show more
				</Button>
			)}
		</div>
	);
}

type TableProps = {
	signals: Polled<{ items: SignalRow[]; next: string | null }>;
	deals: readonly DealRow[];
	filter: Filter;
	onChanged(): Promise<void>;
};

function Table({ signals, deals, filter, onChanged }: TableProps) {
	const rows = signals.value?.items;
	if (!rows)
		return signals.trouble ? (
			<TroubleNote trouble={signals.trouble} onRetry={() => void signals.reload()} />
		) : (
			<Loading rows={6} label="The signals are loading" />
		);
	if (rows.length === 0)
		return <Empty icon="inbox" title={filter === "all" ? "Nothing has come in yet" : `Nothing is ${filter}`} />;
	return (
		<>
			{signals.trouble && <TroubleNote trouble={signals.trouble} />}
			<div className="table-box">
				<table className="table">
					<thead>
						<tr>
							<th scope="col">Signal</th>
							<th scope="col">State</th>
							<th scope="col">Deal</th>
							<th scope="col" className="number">
								Repeats
							</th>
							<th scope="col" className="number">
								Came in
							</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => (
							<Row key={row.signal} row={row} deals={deals} onChanged={onChanged} />
						))}
					</tbody>
				</table>
			</div>
		</>
	);
}

const TONES: Record<SignalRow["state"], ChipTone> = {
	accepted: "info",
	delivered: "ok",
	unassigned: "warn",
	refused: "bad",
};

function Row({ row, deals, onChanged }: { row: SignalRow; deals: readonly DealRow[]; onChanged(): Promise<void> }) {
	const { account } = useSession();
	const deal = deals.find((each) => each.id === row.deal);
	return (
		<tr>
			<td data-label="Signal">
				<span className="cell-title">{row.subject ?? signalName(row.kind)}</span>
				<span className="cell-note">
					{signalName(row.kind)}
					{row.from ? ` from ${row.from}` : row.author === "us" ? " from us" : ""}
				</span>
			</td>
			<td data-label="State">
				<Chip tone={TONES[row.state]}>{sentence(row.state)}</Chip>
				{row.reason && <span className="cell-note">{sentence(words(row.reason))}</span>}
			</td>
			<td data-label="Deal">
				{row.state === "unassigned" || row.state === "refused" ? (
					<Assign signal={row} deals={deals} onAssigned={onChanged} />
				) : row.deal ? (
					<Link className="link" to={dealPath(account, row.deal)}>
						{deal?.name ?? "Open deal"}
					</Link>
				) : (
					<span className="muted">none</span>
				)}
			</td>
			<td data-label="Repeats" className="number">
				{row.duplicates === 0 ? <span className="muted">0</span> : row.duplicates}
			</td>
			<td data-label="Came in" className="number">
				<Ago at={row.receivedAt} />
			</td>
		</tr>
	);
}
