import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DealView, FactView } from "#knowledge/core/contract/deal.ts";
import { FEED_CLOSED, type Feed, type FeedView, openDealFeed } from "../api/deal-feed.ts";
import { Approvals } from "../approvals/approvals.tsx";
import { Empty, Loading, TroubleNote } from "../parts/empty.tsx";
import { useSession } from "../session.tsx";
import type { Names } from "../timeline/sentences.ts";
import { StepSheet } from "../timeline/step-sheet.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { useSpokenSteps } from "../timeline/use-spoken.ts";
import { useSummaries } from "../timeline/use-summaries.ts";
import { Facts } from "./facts.tsx";
import { Flags } from "./flags.tsx";
import { DealHeader } from "./header.tsx";
import { Outbox } from "./outbox.tsx";
import { SourceSheet } from "./source-sheet.tsx";

type Props = { id: string; onChanged(): Promise<void>; onStep(by: 1 | -1): void };
export type OpenStep = { readonly run: string; readonly step: number };

function useDealFeed(id: string): { view: FeedView; feed: Feed | null } {
	const { ask, account } = useSession();
	const [view, setView] = useState(FEED_CLOSED);
	const [feed, setFeed] = useState<Feed | null>(null);
	useEffect(() => {
		const opened = openDealFeed({ ask, account, deal: id, onChange: setView });
		setFeed(opened);
		return () => opened.close();
	}, [ask, account, id]);
	return { view, feed };
}

export function DealPage({ id, onChanged, onStep }: Props) {
	const { view, feed } = useDealFeed(id);
	const { deal, trouble } = view;
	const version = deal?.version;
	// The list is a projection that follows the deal within moments: it is asked again after each change.
	useEffect(() => {
		if (version === undefined) return;
		const timer = setTimeout(() => void onChanged(), 600);
		return () => clearTimeout(timer);
	}, [version, onChanged]);
	const refresh = useCallback(async () => {
		await feed?.refresh();
	}, [feed]);
	useEffect(() => {
		if (deal) document.title = `${deal.name ?? "Deal"} · Agent Army`;
		return () => {
			document.title = "Agent Army";
		};
	}, [deal]);
	if (deal === null) {
		if (trouble?.status === 404) return <Empty icon="help" title="There is no such deal" />;
		if (trouble) return <TroubleNote trouble={trouble} onRetry={() => void refresh()} />;
		return <Loading rows={8} label="The deal is loading" />;
	}
	return <LoadedDeal deal={deal} view={view} feed={feed} refresh={refresh} onStep={onStep} />;
}

type LoadedProps = {
	deal: DealView;
	view: FeedView;
	feed: Feed | null;
	refresh(): Promise<void>;
	onStep(by: 1 | -1): void;
};

function LoadedDeal({ deal, view, feed, refresh, onStep }: LoadedProps) {
	const { tenant } = useSession();
	const [source, setSource] = useState<FactView | null>(null);
	const [step, setStep] = useState<OpenStep | null>(null);
	const you = tenant?.you.id ?? null;
	const names: Names = useMemo(
		() => ({ you, contacts: new Map(deal.contacts.map((each) => [each.id, each.name || each.address || "erased"])) }),
		[you, deal.contacts],
	);
	const summaries = useSummaries(deal.id, view.events);
	useSpokenSteps(view.events, names);
	const openFact = useCallback(
		(fact: string) => setSource(factsRef.current.find((each) => each.id === fact) ?? null),
		[],
	);
	const factsRef = useRef(deal.facts);
	factsRef.current = deal.facts;
	return (
		<div className="deal">
			<DealHeader deal={deal} connection={view.connection} refresh={refresh} />
			{view.trouble && <TroubleNote trouble={view.trouble} onRetry={() => void refresh()} />}
			<div className="deal-grid">
				<Approvals deal={deal} outbox={view.outbox} refresh={refresh} onStep={onStep} />
				<div className="deal-side">
					<Flags flags={deal.flags} />
					<Facts facts={deal.facts} onOpen={setSource} />
					<Outbox outbox={view.outbox} refresh={refresh} />
				</div>
				<Timeline
					view={view}
					names={names}
					summaries={summaries}
					facts={deal.facts}
					onEarlier={feed?.loadEarlier ?? null}
					onStep={setStep}
					onFact={openFact}
				/>
			</div>
			{source && <SourceSheet fact={source} deal={deal} onClose={() => setSource(null)} />}
			{step && <StepSheet deal={deal.id} open={step} onClose={() => setStep(null)} onRetried={refresh} />}
		</div>
	);
}
