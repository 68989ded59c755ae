import type { FlagView } from "#knowledge/core/contract/deal.ts";
import { Ago } from "../parts/ago.tsx";
import { Icon } from "../parts/icon.tsx";
import { flagName, sentence, skillName, words } from "../text/labels.ts";

/** What needs a person. Calm: most of it can wait for the next look at the deal. */
export function Flags({ flags }: { flags: readonly FlagView[] }) {
	if (flags.length === 0) return null;
	return (
		<section className="panel panel-warn" aria-labelledby="flags-head">
			<h2 id="flags-head" className="panel-head">
				Needs a person
				<span className="panel-count">{flags.length}</span>
			</h2>
			<ul className="flags">
				{flags.map((flag) => (
					<li key={flag.id} className="flag">
						<Icon name="flag" />
						<div>
							<p className="flag-title">
								{flagName(flag.kind)}
								{flag.skill && `: ${skillName(flag.skill)}`}
							</p>
							<p className="flag-detail">{flag.detail ?? sentence(words(flag.code))}</p>
							<p className="flag-meta">
								<Ago at={flag.at} />
								{flag.run && (
									<a className="link" href={`#${flag.run}`}>
										Show the run
									</a>
								)}
								{flag.effect && (
									<a className="link" href={`#effect-${flag.effect}`}>
										Show the mail
									</a>
								)}
							</p>
						</div>
					</li>
				))}
			</ul>
		</section>
	);
}
