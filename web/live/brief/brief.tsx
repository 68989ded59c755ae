import type { DealView } from "#knowledge/core/contract/deal.ts";
import type { Proof } from "../deal/proof.ts";
import type { RecordOfDeal } from "../record/use-record.ts";
import { Coaching } from "./coaching.tsx";
import { Missing } from "./missing.tsx";
import { NextStep } from "./next-step.tsx";
import { People } from "./people-map.tsx";

type Props = {
	deal: DealView;
	record: RecordOfDeal;
	/** What day it is on the page: a moment of the past has its own. */
	now: number;
	onProof(proof: Proof): void;
};

/** What a rep has to know in half a minute: what to do next, what is missing, who matters. */
export function Brief({ deal, record, now, onProof }: Props) {
	return (
		<div className="brief">
			<NextStep deal={deal} record={record} now={now} onProof={onProof} />
			<div className="brief-second">
				<Missing deal={deal} onProof={onProof} />
				{deal.coaching && <Coaching coaching={deal.coaching} onProof={onProof} />}
			</div>
			<People people={deal.stakeholders} deal={deal} onProof={onProof} />
		</div>
	);
}
