import { type FormEvent, useState } from "react";
import type { DealRow } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { SignalRow } from "#knowledge/core/contract/signal.ts";
import { Button } from "../parts/button.tsx";
import { useSession } from "../session.tsx";

const NEW_DEAL = "new";

/** A signal that found no deal waits for a person: this one says whose it is. */
export function Assign({
	signal,
	deals,
	onAssigned,
}: {
	signal: SignalRow;
	deals: readonly DealRow[];
	onAssigned(): Promise<void>;
}) {
	const { ask, account, notify } = useSession();
	const [choice, setChoice] = useState("");
	const [busy, setBusy] = useState(false);
	const assign = async (event: FormEvent) => {
		event.preventDefault();
		if (choice === "") return;
		setBusy(true);
		const answer = await ask(OPERATIONS.assignSignal, {
			params: { account, signal: signal.signal },
			body: { deal: choice === NEW_DEAL ? null : choice },
		});
		setBusy(false);
		if (!answer.ok) return notify(answer.trouble.message);
		notify(choice === NEW_DEAL ? "A new deal was opened for it." : "It was given to the deal.");
		await onAssigned();
	};
	return (
		<form className="assign" onSubmit={(event) => void assign(event)}>
			<select
				aria-label={`Deal for ${signal.subject ?? "this signal"}`}
				value={choice}
				onChange={(event) => setChoice(event.target.value)}
			>
				<option value="">Choose a deal…</option>
				<option value={NEW_DEAL}>Open a new deal</option>
				{deals.map((deal) => (
					<option key={deal.id} value={deal.id}>
						{deal.name ?? "(name erased)"}
					</option>
				))}
			</select>
			<Button submit disabled={choice === "" || busy}>
				Assign
			</Button>
		</form>
	);
}
