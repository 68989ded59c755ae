import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { Button } from "./button.tsx";

/** A modal part: the browser's own dialog keeps the focus inside, closes on Esc and gives the focus back. */
export function Sheet({
	title,
	kind = "side",
	onClose,
	children,
}: {
	title: string;
	kind?: "side" | "center";
	onClose(): void;
	children: ReactNode;
}) {
	const ref = useRef<HTMLDialogElement>(null);
	const heading = useId();
	// Before the element goes, so that the browser still gives the focus back to where it was.
	useLayoutEffect(() => {
		const dialog = ref.current;
		dialog?.showModal();
		return () => dialog?.close();
	}, []);
	// The event comes late: by then the dialog may have been opened again.
	const onClosed = () => {
		if (!ref.current?.open) onClose();
	};
	const onBackdrop = (event: MouseEvent<HTMLDialogElement>) => {
		if (event.target === ref.current) event.currentTarget.close();
	};
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: Esc does the same, by the browser.
		<dialog
			ref={ref}
			className={`sheet sheet-${kind}`}
			aria-labelledby={heading}
			onClose={onClosed}
			onClick={onBackdrop}
		>
			<div className="sheet-box">
				<header className="sheet-head">
					<h2 id={heading}>{title}</h2>
					<Button look="quiet" icon="cross" aria-label="Close" onClick={() => ref.current?.close()} />
				</header>
				<div className="sheet-body">{children}</div>
			</div>
		</dialog>
	);
}
