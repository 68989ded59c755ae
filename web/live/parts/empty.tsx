import type { ReactNode } from "react";
import type { Trouble } from "../api/ask.ts";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
	return (
		<div className="empty">
			<span className="empty-icon">
				<Icon name={icon} size={20} />
			</span>
			<p className="empty-title">{title}</p>
			{children}
		</div>
	);
}

export function TroubleNote({ trouble, onRetry }: { trouble: Trouble; onRetry?: () => void }) {
	return (
		<div className="note tone-bad" role="alert">
			<Icon name="cross" />
			<span className="note-text">{trouble.message}</span>
			{onRetry && (
				<Button look="quiet" icon="again" onClick={onRetry}>
					Try again
				</Button>
			)}
		</div>
	);
}

export function Loading({ rows, label }: { rows: number; label: string }) {
	return (
		<div className="loading" role="status">
			<span className="hidden">{label}</span>
			{Array.from({ length: rows }, (_, row) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
				<span key={row} className="loading-row" />
			))}
		</div>
	);
}

/** What was erased on request stays erased: the page says so and shows nothing in its place. */
export const Erasable = ({ text }: { text: string | null }) =>
	text === null ? <em className="erased">erased</em> : text;
