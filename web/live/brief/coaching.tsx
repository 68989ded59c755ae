import type { CoachingView } from "#knowledge/core/contract/deal.ts";
import type { Proof } from "../deal/proof.ts";
import { Erasable } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { topicName } from "../text/labels.ts";
import { QuoteLink } from "./quote-link.tsx";

/** One note to whoever works the deal, about how they did. */
export function Coaching({ coaching, onProof }: { coaching: CoachingView; onProof(proof: Proof): void }) {
	const { topic, note, evidence } = coaching;
	return (
		<section className="brief-card coaching" aria-labelledby="coaching-head">
			<h2 id="coaching-head" className="brief-head">
				<Icon name="spark" size={14} />
				For you
				<span className="coaching-topic">{topicName(topic)}</span>
			</h2>
			<p>
				<Erasable text={note} />
			</p>
			<QuoteLink
				quotes={evidence}
				onOpen={() =>
					onProof({ title: `For you: ${topicName(topic).toLowerCase()}`, value: note, fact: null, quotes: evidence })
				}
			/>
		</section>
	);
}
