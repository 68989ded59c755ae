import { useId, useState } from "react";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Connection } from "../api/deal-state.ts";
import { Ago } from "../parts/ago.tsx";
import { Button } from "../parts/button.tsx";
import { Chip } from "../parts/chip.tsx";
import { Erasable } from "../parts/empty.tsx";
import { useFrozen } from "../parts/frozen.ts";
import { Icon } from "../parts/icon.tsx";
import { Link } from "../parts/link.tsx";
import { dealsPath } from "../route.ts";
import { useSession } from "../session.tsx";
import { regionName } from "../text/labels.ts";
import { plural } from "../text/time.ts";
import type { Travel } from "../travel/use-travel.ts";
import { Estimate } from "./estimate.tsx";
import { MoveStage } from "./move-stage.tsx";
import { Stepper } from "./stepper.tsx";

export function DealHeader({
	deal,
	connection,
	refresh,
	travel,
}: {
	deal: DealView;
	connection: Connection;
	refresh(): Promise<void>;
	travel: Travel;
}) {
	const { account, tenant } = useSession();
	const frozen = useFrozen();
	const you = tenant?.you;
	return (
		<header className="deal-head">
			<Link className="back" to={dealsPath(account)}>
				<Icon name="back" size={14} />
				Deals
			</Link>
			<div className="deal-title">
				<h1>
					<Erasable text={deal.name} />
				</h1>
				{!frozen && <ConnectionChip connection={connection} />}
				{deal.working && (
					<Chip tone="agent" icon="spark">
						Crew at work
					</Chip>
				)}
				<Actions deal={deal} refresh={refresh} travel={travel} />
			</div>
			<p className="deal-meta">
				<span>{regionName(deal.region)}</span>
				<span>{deal.rep ? `Rep ${deal.rep === you?.id ? (you.name ?? deal.rep) : deal.rep}` : "No rep"}</span>
				{deal.contacts.map((contact) => (
					<span key={contact.id} title={contact.address ?? "erased"}>
						<Icon name="person" size={12} /> <Erasable text={contact.name || contact.address} />
					</span>
				))}
				<span>
					{plural(deal.counts.signals, "signal")}, {plural(deal.counts.runs, "run")}
				</span>
				{!frozen && (
					<span>
						changed <Ago at={deal.updatedAt} />
					</span>
				)}
			</p>
			<div className="stage-line">
				<Stepper stage={deal.stage} />
				{deal.moves.length > 0 && <MoveStage deal={deal} refresh={refresh} />}
			</div>
			{deal.automation === "paused" && (
				<div className="note tone-warn" role="status">
					<Icon name="pause" />
					<span className="note-text">
						Paused: the crew does nothing on this deal, and no mail leaves, until somebody resumes it.
					</span>
				</div>
			)}
		</header>
	);
}

const CONNECTIONS: Record<Connection, [label: string, title: string]> = {
	live: ["Live", "Changes show as they happen"],
	connecting: ["Connecting", "The live connection is being opened"],
	reconnecting: ["Reconnecting", "The live connection is down; the page asks every few seconds instead"],
};

const ConnectionChip = ({ connection }: { connection: Connection }) => {
	const [label, title] = CONNECTIONS[connection];
	return (
		<span className={`connection connection-${connection}`} title={title}>
			<span className="connection-dot" aria-hidden="true" />
			{label}
		</span>
	);
};

function Actions({ deal, refresh, travel }: { deal: DealView; refresh(): Promise<void>; travel: Travel }) {
	const frozen = useFrozen();
	const { ask, account, notify } = useSession();
	const [busy, setBusy] = useState(false);
	const estimate = useId();
	const params = { account, deal: deal.id };
	const paused = deal.automation === "paused";
	const act = async (work: () => Promise<string>) => {
		setBusy(true);
		notify(await work());
		await refresh();
		setBusy(false);
	};
	const toggle = () =>
		act(async () => {
			const answer = await ask(paused ? OPERATIONS.resumeDeal : OPERATIONS.pauseDeal, { params, body: {} });
			if (!answer.ok) return answer.trouble.message;
			return paused ? "The crew goes on with this deal." : "The crew is paused on this deal.";
		});
	const run = () =>
		act(async () => {
			const answer = await ask(OPERATIONS.runPipeline, { params, body: {} });
			return answer.ok ? "The pipeline runs." : answer.trouble.message;
		});
	return (
		<div className="deal-actions">
			<Button icon="clock" aria-pressed={travel.isOpen} title="The deal as it stood (T)" onClick={travel.toggle}>
				Time machine
			</Button>
			<Button icon={paused ? "play" : "pause"} disabled={busy || frozen} onClick={() => void toggle()}>
				{paused ? "Resume" : "Pause"}
			</Button>
			<Button
				icon="run"
				disabled={busy || paused || frozen}
				aria-describedby={estimate}
				title={paused ? "Resume the deal first" : undefined}
				onClick={() => void run()}
			>
				Run pipeline
			</Button>
			{!frozen && <Estimate id={estimate} deal={deal} />}
		</div>
	);
}
