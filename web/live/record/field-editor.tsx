import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "../parts/button.tsx";
import { sumOf } from "../text/due.ts";
import { fieldName, roleName, stanceName } from "../text/labels.ts";
import { type Field, type FieldPath, fieldKey } from "./fields.ts";
import type { RecordOfDeal } from "./use-record.ts";

type Props = { path: FieldPath; value: string | null; record: RecordOfDeal; onClose(): void };

const CHOICES: Partial<Record<Field, readonly [value: string, name: string][]>> = {
	role: ["decides", "signs-off", "champions", "influences", "uses", "blocks", "unknown"].map((role) => [
		role,
		roleName(role),
	]),
	stance: ["for", "neutral", "against", "unknown"].map((stance) => [stance, stanceName(stance)]),
};
const DAYS = new Set<Field>(["close-date", "next-step-due"]);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** One field, edited where it stands. An empty one is taken off the record. */
export function FieldEditor({ path, value, record, onClose }: Props) {
	const id = useId();
	const { field } = path;
	const [typed, setTyped] = useState(value ?? "");
	const control = useRef<HTMLInputElement & HTMLSelectElement>(null);
	useEffect(() => control.current?.focus(), []);
	const save = async (event: FormEvent) => {
		event.preventDefault();
		const text = field === "amount" ? sumOf(typed) : typed.trim();
		onClose();
		if (text !== (value ?? "")) await record.write(path, text === "" ? null : text);
	};
	const onKey = (event: KeyboardEvent) => {
		if (event.key === "Escape") onClose();
	};
	const choices = CHOICES[field];
	const common = {
		id,
		ref: control,
		value: typed,
		onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
	};
	const isDay = DAYS.has(field) && (value === null || DAY.test(value));
	return (
		<form className="field-editor" onSubmit={(event) => void save(event)} onKeyDown={onKey} data-field={fieldKey(path)}>
			<label className="hidden" htmlFor={id}>
				{fieldName(field)}
			</label>
			{choices ? (
				<select {...common}>
					<option value="">Not set</option>
					{choices.map(([each, name]) => (
						<option key={each} value={each}>
							{name}
						</option>
					))}
				</select>
			) : (
				<input
					{...common}
					type={isDay ? "date" : "text"}
					maxLength={400}
					placeholder={field === "amount" ? "EUR 42,000" : undefined}
				/>
			)}
			<Button submit look="primary">
				Save
			</Button>
			<Button look="quiet" onClick={onClose}>
				Cancel
			</Button>
		</form>
	);
}
