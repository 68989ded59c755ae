import { type FormEvent, type KeyboardEvent, useId, useState } from "react";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Trouble } from "../api/ask.ts";
import { Button } from "../parts/button.tsx";
import { TroubleNote } from "../parts/empty.tsx";
import { useFrozen } from "../parts/frozen.ts";
import { useSession } from "../session.tsx";
import { signalName } from "../text/labels.ts";

const KINDS = ["email", "call", "chat"] as const;
type Kind = (typeof KINDS)[number];

/** Something that might come in, taken in as if it had. */
export function WhatIf({ deal, refresh }: { deal: DealView; refresh(): Promise<void> }) {
	const { ask, account, notify } = useSession();
	const frozen = useFrozen();
	const id = useId();
	const [who, setWho] = useState("");
	const [name, setName] = useState("");
	const [address, setAddress] = useState("");
	const [kind, setKind] = useState<Kind>("email");
	const [text, setText] = useState("");
	const [busy, setBusy] = useState(false);
	const [trouble, setTrouble] = useState<Trouble | null>(null);
	// The copy may be from before anybody wrote.
	const nobody = deal.contacts.length === 0;
	const ready = text.trim() !== "" && (!nobody || (name.trim() !== "" && address.trim() !== ""));
	const rehearse = async () => {
		if (busy || frozen || !ready) return;
		setBusy(true);
		setTrouble(null);
		const contact = deal.contacts.find((each) => each.id === who);
		const from = nobody ? { from: { address: address.trim(), name: name.trim() } } : {};
		const body = { kind, text: text.trim(), ...(contact ? { contact: contact.id } : from) };
		const answer = await ask(OPERATIONS.rehearse, { params: { account, deal: deal.id }, body });
		setBusy(false);
		if (!answer.ok) return setTrouble(answer.trouble);
		setText("");
		notify(answer.value.run ? "It came in, here only. The crew is at work." : "It came in, here only.");
		await refresh();
	};
	const submit = (event: FormEvent) => {
		event.preventDefault();
		void rehearse();
	};
	const onKey = (event: KeyboardEvent) => {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void rehearse();
	};
	return (
		<form
			className={`what-if panel ${nobody ? "what-if-nobody" : ""}`}
			aria-labelledby={`${id}-head`}
			onSubmit={submit}
			onKeyDown={onKey}
		>
			<h2 id={`${id}-head`} className="panel-head">
				What if …
			</h2>
			<fieldset disabled={frozen} className="what-if-fields">
				<legend className="hidden">What comes in</legend>
				{nobody ? (
					<>
						<label>
							<span>Who</span>
							<input
								value={name}
								maxLength={120}
								placeholder="Jane Wu"
								onChange={(event) => setName(event.target.value)}
							/>
						</label>
						<label>
							<span>Address</span>
							<input
								type="email"
								value={address}
								maxLength={254}
								placeholder="jane@buyer.example"
								onChange={(event) => setAddress(event.target.value)}
							/>
						</label>
					</>
				) : (
					<label>
						<span>Who</span>
						<select value={who} onChange={(event) => setWho(event.target.value)}>
							<option value="">Whoever wrote last</option>
							{deal.contacts.map((each) => (
								<option key={each.id} value={each.id}>
									{each.name || each.address || "erased"}
								</option>
							))}
						</select>
					</label>
				)}
				<label>
					<span>How</span>
					<select
						value={kind}
						onChange={(event) => setKind(KINDS.find((each) => each === event.target.value) ?? "email")}
					>
						{KINDS.map((each) => (
							<option key={each} value={each}>
								{signalName(each)}
							</option>
						))}
					</select>
				</label>
				<label className="what-if-text">
					<span>What they say</span>
					<textarea
						rows={3}
						maxLength={20_000}
						value={text}
						placeholder="We can sign this month if the price comes down by a tenth."
						onChange={(event) => setText(event.target.value)}
					/>
				</label>
				<Button submit look="primary" icon="play" disabled={busy || !ready}>
					{busy ? "Coming in…" : "Rehearse"}
				</Button>
			</fieldset>
			{nobody && (
				<p className="panel-empty">Nobody had written by then: say who would. They exist in this copy alone.</p>
			)}
			{trouble && <TroubleNote trouble={trouble} />}
		</form>
	);
}
