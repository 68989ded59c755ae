import { lazy, Suspense, useCallback, useState } from "react";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { PLATFORM_TENANT } from "#knowledge/core/vocabulary/ids.ts";
import { usePoll } from "./api/use-poll.ts";
import { DealPage } from "./deal/deal-page.tsx";
import { NoDealYet, PickADeal } from "./deals/blank.tsx";
import { CrewStopped } from "./deals/crew-stopped.tsx";
import { DealList } from "./deals/deal-list.tsx";
import { Operator } from "./deals/operator.tsx";
import { Empty, Loading } from "./parts/empty.tsx";
import { Help } from "./parts/help.tsx";
import { useKeys } from "./parts/keys.ts";
import { Rail } from "./rail.tsx";
import { dealPath, go, parseRoute, type Route, usePath } from "./route.ts";
import { SessionProvider, useSession } from "./session.tsx";
import { SignalsPage } from "./signals/signals-page.tsx";

export function App() {
	const route = parseRoute(usePath());
	if (route.type === "lost") return <Lost />;
	return (
		<SessionProvider key={route.account} account={route.account}>
			<Shell route={route} />
		</SessionProvider>
	);
}

const DEALS_EVERY_MS = 5_000;

/** Pages that few open come when they are asked for. */
const BudgetPage = lazy(() => import("./budget/budget-page.tsx"));
const LearningPage = lazy(() => import("./learning/learning-page.tsx"));

function Shell({ route }: { route: Exclude<Route, { type: "lost" }> }) {
	const { ask, account } = useSession();
	const [helping, setHelping] = useState(false);
	const load = useCallback(
		() => ask(OPERATIONS.listDeals, { params: { account }, query: { limit: 200 } }),
		[ask, account],
	);
	const deals = usePoll(load, DEALS_EVERY_MS);
	const rows = deals.value?.items ?? null;
	// Those who run the platform have no deals of their own, and see nobody else's.
	const isOperator = account === PLATFORM_TENANT;
	const current = route.type === "deal" ? route.deal : null;
	const step = (by: 1 | -1) => {
		if (rows === null || rows.length === 0) return;
		const at = rows.findIndex((row) => row.id === current);
		const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
		if (next) go(dealPath(account, next.id));
	};
	const keys = { J: () => step(1), K: () => step(-1), "?": () => setHelping(true) };
	useKeys(route.type === "deal" ? keys : { ...keys, j: () => step(1), k: () => step(-1) });
	return (
		<div className={`shell shell-${route.type}`}>
			<a className="skip" href="#main">
				Skip to the content
			</a>
			<Rail route={route.type} onHelp={() => setHelping(true)}>
				{isOperator ? <div className="deals" /> : <DealList deals={deals} current={current} />}
			</Rail>
			<main id="main" className="main" tabIndex={-1}>
				<CrewStopped />
				{isOperator && <Operator />}
				{!isOperator && route.type === "signals" && <SignalsPage deals={rows ?? []} onDealsChanged={deals.reload} />}
				{!isOperator && (
					<Suspense fallback={<Loading rows={8} label="The page is loading" />}>
						{route.type === "budget" && <BudgetPage />}
						{route.type === "learning" && <LearningPage />}
					</Suspense>
				)}
				{route.type === "deal" && <DealPage key={route.deal} id={route.deal} onChanged={deals.reload} onStep={step} />}
				{!isOperator &&
					route.type === "deals" &&
					(rows?.length === 0 ? <NoDealYet onHandedIn={deals.reload} /> : <PickADeal />)}
			</main>
			{helping && <Help onClose={() => setHelping(false)} />}
		</div>
	);
}

const Lost = () => (
	<main className="alone">
		<Empty icon="help" title="There is nothing here">
			<p>
				The address of an account looks like <code>/app/acme</code>.
			</p>
		</Empty>
	</main>
);
