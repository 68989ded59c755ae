import { type FormEvent, useState } from "react";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { Button } from "../parts/button.tsx";
import { useFrozen } from "../parts/frozen.ts";
import { useSession } from "../session.tsx";
import { stageName } from "../text/labels.ts";

/** Two steps on purpose: a choice in a list is too easily made by accident. */
export function MoveStage({ deal, refresh }: { deal: DealView; refresh(): Promise<void> }) {
	const { ask, account, notify } = useSession();
	const frozen = useFrozen();
	const [to, setTo] = useState<DealView["stage"] | "">("");
	const move = async (event: FormEvent) => {
		event.preventDefault();
		if (to === "") return;
		const answer = await ask(OPERATIONS.moveDeal, { params: { account, deal: deal.id }, body: { stage: to } });
		notify(answer.ok ? `The deal is in ${stageName(to)} now.` : answer.trouble.message);
		setTo("");
		await refresh();
	};
	return (
		<form className="move-stage" onSubmit={(event) => void move(event)}>
			<select
				aria-label="Move the deal to another stage"
				value={to}
				disabled={frozen}
				onChange={(event) => setTo(deal.moves.find((each) => each === event.target.value) ?? "")}
			>
				<option value="">Move to…</option>
				{deal.moves.map((stage) => (
					<option key={stage} value={stage}>
						{stageName(stage)}
					</option>
				))}
			</select>
			{to !== "" && !frozen && <Button submit>Move</Button>}
		</form>
	);
}
