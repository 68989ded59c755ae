import { useId } from "react";
import { Icon } from "./icon.tsx";

type Props = {
	name: string;
	label: string;
	value: string;
	error: string | null;
	inputMode?: "numeric" | "text";
	placeholder?: string;
	onChange(value: string): void;
};

/** A line to fill in, with what is wrong about it under it. */
export function Field({ name, label, value, error, inputMode = "text", placeholder, onChange }: Props) {
	const id = useId();
	return (
		<div className="form-field">
			<label htmlFor={id}>{label}</label>
			<input
				id={id}
				name={name}
				value={value}
				inputMode={inputMode}
				placeholder={placeholder}
				autoComplete="off"
				aria-invalid={error !== null}
				aria-describedby={error === null ? undefined : `${id}-error`}
				onChange={(event) => onChange(event.target.value)}
			/>
			{error && (
				<p id={`${id}-error`} className="field-error">
					<Icon name="cross" size={14} />
					{error}
				</p>
			)}
		</div>
	);
}
