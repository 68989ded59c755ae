import { Ago } from "../parts/ago.tsx";
import { TroubleNote } from "../parts/empty.tsx";
import { AsOf } from "../parts/frozen.ts";
import { Icon } from "../parts/icon.tsx";
import { Link } from "../parts/link.tsx";
import { dealPath } from "../route.ts";
import { useSession } from "../session.tsx";
import { useForks } from "./use-forks.ts";

/** The sandbox copies of a deal. Not there while there are none: they are opened from the time machine. */
export function ForkList({ deal }: { deal: string }) {
	const { account, tenant } = useSession();
	const forks = useForks(deal);
	const rows = forks.value?.items ?? [];
	if (rows.length === 0 && !forks.trouble) return null;
	return (
		<section className="panel" aria-labelledby="forks-head">
			<h2 id="forks-head" className="panel-head">
				Sandbox copies
				{rows.length > 0 && <span className="panel-count">{rows.length}</span>}
			</h2>
			{forks.trouble && <TroubleNote trouble={forks.trouble} onRetry={() => void forks.reload()} />}
			{/* They are of now, also beside a moment of the past. */}
			<AsOf value={null}>
				<ul>
					{rows.map((row) => (
						<li key={row.id}>
							<Link className="fork-row" to={dealPath(account, row.id)}>
								<Icon name="copy" />
								<span className="fork-text">
									<span className="fork-label">{row.label || "Without a name"}</span>
									<span className="muted">
										from event {row.at}, by {row.by === tenant?.you.id ? "you" : row.by}
									</span>
								</span>
								<Ago at={row.createdAt} />
							</Link>
						</li>
					))}
				</ul>
			</AsOf>
		</section>
	);
}
