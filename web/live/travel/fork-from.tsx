import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Trouble } from "../api/ask.ts";
import { Button } from "../parts/button.tsx";
import { TroubleNote } from "../parts/empty.tsx";
import { dealPath, go } from "../route.ts";
import { useSession } from "../session.tsx";

/** A copy to try things in. It opens at once; the deal itself does not notice. */
export function ForkFrom({ deal, at, onClose }: { deal: string; at: number | null; onClose(): void }) {
	const { ask, account, notify } = useSession();
	const id = useId();
	const [label, setLabel] = useState("");
	const [busy, setBusy] = useState(false);
	const [trouble, setTrouble] = useState<Trouble | null>(null);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const fork = async (event: FormEvent) => {
		event.preventDefault();
		if (busy) return;
		setBusy(true);
		setTrouble(null);
		const body = { label: label.trim(), ...(at === null ? {} : { at }) };
		const answer = await ask(OPERATIONS.forkDeal, { params: { account, deal }, body });
		setBusy(false);
		if (!answer.ok) return setTrouble(answer.trouble);
		const from = answer.value.fork?.at ?? at;
		const turn = at === null || from === at ? "" : ` Event ${at} was in the midst of a turn: it is from event ${from}.`;
		notify(`This is the sandbox copy. Nothing leaves it.${turn}`);
		go(dealPath(account, answer.value.id));
	};
	return (
		<section className="panel travel-panel" aria-label="Fork from here">
			<h2 className="panel-head">A sandbox copy {at === null ? "of the deal as it stands" : `from event ${at}`}</h2>
			<form className="fork-form" onSubmit={(event) => void fork(event)}>
				<label htmlFor={id}>What is it for?</label>
				<input
					ref={field}
					id={id}
					value={label}
					maxLength={120}
					placeholder="If they ask for a discount"
					onChange={(event) => setLabel(event.target.value)}
				/>
				<Button submit look="primary" icon="copy" disabled={busy}>
					{busy ? "Copying…" : "Open the copy"}
				</Button>
				<Button look="quiet" onClick={onClose}>
					Cancel
				</Button>
			</form>
			<p className="panel-empty">Mail, calls and approvals in it are rehearsed. Nothing reaches a buyer.</p>
			{trouble && <TroubleNote trouble={trouble} />}
		</section>
	);
}
