import { useEffect, useRef } from "react";

export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

const SETTING = "agent-army.single-keys";

/** Single keys can be switched off: WCAG 2.1.4. A browser without storage keeps them on. */
export function singleKeysOn(): boolean {
	try {
		return localStorage.getItem(SETTING) !== "off";
	} catch {
		return true;
	}
}

export function setSingleKeys(on: boolean): void {
	try {
		localStorage.setItem(SETTING, on ? "on" : "off");
	} catch {
		// Nothing to keep it in: it holds until the page is left.
	}
}

function isTyping(target: EventTarget | null): boolean {
	// A slider takes arrows, not letters.
	return (
		target instanceof HTMLElement &&
		(target.isContentEditable || target.matches("input:not([type='range']), textarea, select"))
	);
}

/** Keys for the whole page. They rest while somebody types, and while a dialog has the floor. */
export function useKeys(keys: KeyMap): void {
	const latest = useRef(keys);
	latest.current = keys;
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
			if (isTyping(event.target) || document.querySelector("dialog[open]") || !singleKeysOn()) return;
			const act = latest.current[event.key];
			if (!act) return;
			event.preventDefault();
			act();
		};
		addEventListener("keydown", onKey);
		return () => removeEventListener("keydown", onKey);
	}, []);
}
