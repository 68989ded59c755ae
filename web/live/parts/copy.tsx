import { useState } from "react";
import { Button } from "./button.tsx";

export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
	const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
	const copy = () => {
		const settle = (next: "copied" | "failed") => {
			setState(next);
			setTimeout(() => setState("idle"), 2_000);
		};
		// Outside a secure origin there is no clipboard; the text can still be selected by hand.
		if (!navigator.clipboard) return settle("failed");
		navigator.clipboard.writeText(text).then(
			() => settle("copied"),
			() => settle("failed"),
		);
	};
	const word = { idle: label, copied: "Copied", failed: "Select it by hand" }[state];
	return (
		<Button look="quiet" icon={state === "copied" ? "check" : "copy"} onClick={copy}>
			<span aria-live="polite">{word}</span>
		</Button>
	);
}
