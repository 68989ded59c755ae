import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "../parts/button.tsx";

/** Said so often that a click is enough; each can be completed in one's own words. */
const REASONS = ["Wrong facts", "Wrong tone", "Wrong person", "Not now", "Too generous", "I write it myself"];

export function RejectForm({
	busy,
	onReject,
	onCancel,
}: {
	busy: boolean;
	onReject(reason: string): Promise<void>;
	onCancel(): void;
}) {
	const id = useId();
	const [reason, setReason] = useState("");
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		field.current?.focus({ preventScroll: true });
		field.current?.form?.scrollIntoView({ block: "nearest" });
	}, []);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (reason.trim() !== "") void onReject(reason.trim());
	};
	const onKey = (event: KeyboardEvent) => {
		if (event.key === "Escape") onCancel();
	};
	const choose = (word: string) => {
		setReason(word);
		field.current?.focus();
	};
	return (
		<form className="reject" onSubmit={submit} onKeyDown={onKey}>
			<label htmlFor={id}>Why not? The crew learns from it.</label>
			<div className="reasons">
				{REASONS.map((word) => (
					<button
						key={word}
						type="button"
						className="filter"
						aria-pressed={reason === word}
						onClick={() => choose(word)}
					>
						{word}
					</button>
				))}
			</div>
			<input
				ref={field}
				id={id}
				value={reason}
				maxLength={500}
				placeholder="Reason"
				onChange={(event) => setReason(event.target.value)}
			/>
			<div className="card-foot">
				<Button submit look="danger" icon="cross" disabled={busy || reason.trim() === ""}>
					Reject
				</Button>
				<Button look="quiet" onClick={onCancel}>
					Cancel
				</Button>
			</div>
		</form>
	);
}
