import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { FEED_CLOSED, type Feed, type FeedView, openDealFeed } from "../api/deal-feed.ts";
import { firstSeq } from "../api/deal-state.ts";
import { Approvals } from "../approvals/approvals.tsx";
import { Brief } from "../brief/brief.tsx";
import { ForkList } from "../forks/fork-list.tsx";
import { Sandbox } from "../forks/sandbox.tsx";
import { Empty, Loading, TroubleNote } from "../parts/empty.tsx";
import { AsOf, Frozen, useFrozen } from "../parts/frozen.ts";
import { useKeys } from "../parts/keys.ts";
import { Link } from "../parts/link.tsx";
import { useNow } from "../parts/now.ts";
import { CustomerRecord } from "../record/record.tsx";
import { type RecordOfDeal, useRecord } from "../record/use-record.ts";
import { dealsPath } from "../route.ts";
import { useSession } from "../session.tsx";
import type { Names } from "../timeline/sentences.ts";
import { StepSheet } from "../timeline/step-sheet.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { useSpokenSteps } from "../timeline/use-spoken.ts";
import { type Summaries, useSummaries } from "../timeline/use-summaries.ts";
import { outboxAt } from "../travel/outbox-at.ts";
import { type Moment, useTravel } from "../travel/use-travel.ts";
import { Facts } from "./facts.tsx";
import { Flags } from "./flags.tsx";
import { DealHeader } from "./header.tsx";
import { Outbox } from "./outbox.tsx";
import { type Proof, proofOfFact } from "./proof.ts";
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
		if (trouble?.status === 404) return <NoSuchDeal />;
		if (trouble) return <TroubleNote trouble={trouble} onRetry={() => void refresh()} />;
		return <Loading rows={8} label="The deal is loading" />;
	}
	return <LoadedDeal deal={deal} view={view} feed={feed} refresh={refresh} onStep={onStep} />;
}

function NoSuchDeal() {
	const { account } = useSession();
	return (
		<Empty icon="help" title="There is no such deal">
			<p>
				<Link to={dealsPath(account)}>Back to the deals</Link>
			</p>
		</Empty>
	);
}

type LoadedProps = {
	deal: DealView;
	view: FeedView;
	feed: Feed | null;
	refresh(): Promise<void>;
	onStep(by: 1 | -1): void;
};

/** Seldom opened: it comes when it is asked for. */
const TimeMachine = lazy(() => import("../travel/time-machine.tsx"));

const MINUTE_MS = 60_000;

function LoadedDeal({ deal: live, view, feed, refresh, onStep }: LoadedProps) {
	const { tenant } = useSession();
	const travel = useTravel(live.id);
	const minute = useNow(MINUTE_MS);
	useKeys({ t: travel.toggle });
	useWholeLog(travel.isOpen, view, feed);
	const { deal: current, record } = useRecord(live, (answer) => feed?.take(answer));
	const { shown } = travel;
	const deal: DealView = shown ?? current;
	const past = useMemo(() => (shown ? viewAt(view, shown) : view), [view, shown]);
	const you = tenant?.you.id ?? null;
	const forkedAt = live.fork?.at ?? null;
	const asOf = shown ? Date.parse(shown.moment.at) : null;
	const names: Names = useMemo(
		() => ({
			you,
			contacts: new Map(live.contacts.map((each) => [each.id, each.name || each.address || "erased"])),
			forkedAt,
		}),
		[you, live.contacts, forkedAt],
	);
	useSpokenSteps(view.events, names);
	const summaries = useSummaries(live.id, view.events);
	return (
		<Frozen value={travel.at !== null}>
			<div className={`deal ${live.fork ? "deal-fork" : ""}`}>
				{travel.isOpen && (
					<Suspense fallback={<div className="travel travel-opening" />}>
						<TimeMachine live={live} events={view.events} names={names} travel={travel} />
					</Suspense>
				)}
				<DealHeader deal={deal} connection={view.connection} refresh={refresh} travel={travel} />
				{view.trouble && <TroubleNote trouble={view.trouble} onRetry={() => void refresh()} />}
				{live.fork && <Sandbox deal={live} fork={live.fork} refresh={refresh} />}
				<AsOf value={asOf}>
					<DealBody
						deal={deal}
						view={past}
						feed={feed}
						record={record}
						names={names}
						summaries={summaries}
						now={asOf ?? Math.max(minute, Date.now())}
						refresh={refresh}
						onStep={onStep}
					/>
				</AsOf>
			</div>
		</Frozen>
	);
}

type BodyProps = LoadedProps & { record: RecordOfDeal; names: Names; summaries: Summaries; now: number };

function DealBody({ deal, view, feed, record, names, summaries, now, refresh, onStep }: BodyProps) {
	const frozen = useFrozen();
	const [proof, setProof] = useState<Proof | null>(null);
	const [step, setStep] = useState<OpenStep | null>(null);
	const factsRef = useRef(deal.facts);
	factsRef.current = deal.facts;
	const openFact = useCallback((id: string) => {
		const fact = factsRef.current.find((each) => each.id === id);
		if (fact) setProof(proofOfFact(fact));
	}, []);
	return (
		<>
			<Brief deal={deal} record={record} now={now} onProof={setProof} />
			<div className="deal-grid">
				<Approvals deal={deal} outbox={view.outbox} refresh={refresh} onStep={onStep} />
				<CustomerRecord deal={deal} record={record} onProof={setProof} />
				<div className="deal-side">
					<Flags flags={deal.flags} />
					<Facts facts={deal.facts} onOpen={(fact) => setProof(proofOfFact(fact))} />
					<Outbox outbox={view.outbox} refresh={refresh} />
					{deal.fork === null && <ForkList deal={deal.id} />}
				</div>
				<Timeline
					view={view}
					names={names}
					summaries={summaries}
					facts={deal.facts}
					onEarlier={frozen ? null : (feed?.loadEarlier ?? null)}
					onStep={setStep}
					onFact={openFact}
				/>
			</div>
			{proof && <SourceSheet proof={proof} deal={deal} onClose={() => setProof(null)} />}
			{step && <StepSheet deal={deal.id} open={step} onClose={() => setStep(null)} onRetried={refresh} />}
		</>
	);
}

/** What the page knew by then: the log up to the moment, the outbox as that log has it, and nobody at work. */
function viewAt(view: FeedView, { moment }: Moment): FeedView {
	const events = view.events.filter(({ seq }) => seq <= moment.seq);
	return { ...view, events, outbox: outboxAt(view.outbox, events), working: null };
}

/** The time machine goes back to the first event: page by page the log is loaded down to it. */
function useWholeLog(isWanted: boolean, view: FeedView, feed: Feed | null): void {
	const first = firstSeq(view);
	useEffect(() => {
		if (isWanted && first > 1) void feed?.loadEarlier();
	}, [isWanted, first, feed]);
}
