import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button.tsx";

/** A modal part: the browser's own dialog keeps the focus inside, closes on Esc and gives the focus back. */
export function Sheet({ title, kind = "side", onClose, children }: { title: string; kind?: "side" | "center"; onClose(): void; children: ReactNode }) {
	const ref = useRef<HTMLDialogElement>(null);
	const heading = useId();
	useEffect(() => {
		const dialog = ref.current;
		dialog?.showModal();
		return () => dialog?.close();
	}, []);
	const onBackdrop = (event: MouseEvent) => {
		if (event.target === ref.current) onClose();
	};
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: Esc does the same, by the browser.
		<dialog ref={ref} className={`sheet sheet-${kind}`} aria-labelledby={heading} onCancel={onClose} onClick={onBackdrop}>
			<div className="sheet-box">
				<header className="sheet-head">
					<h2 id={heading}>{title}</h2>
					<Button look="quiet" icon="cross" aria-label="Close" onClick={onClose} />
				</header>
				<div className="sheet-body">{children}</div>
			</div>
		</dialog>
	);
}
