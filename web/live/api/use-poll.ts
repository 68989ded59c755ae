import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Trouble } from "./ask.ts";

export type Polled<T> = { readonly value: T | null; readonly trouble: Trouble | null; reload(): Promise<void> };

/** Asks now, then again and again while the page can be seen. The last good value stays on the screen through an error. */
export function usePoll<T>(load: () => Promise<Answer<T>>, everyMs: number): Polled<T> {
	const [state, setState] = useState<{ value: T | null; trouble: Trouble | null }>({ value: null, trouble: null });
	const latest = useRef(0);
	const reload = useCallback(async () => {
		const ticket = ++latest.current;
		const answer = await load();
		// A slow answer must not overwrite the one of a later question.
		if (ticket !== latest.current) return;
		setState((was) => (answer.ok ? { value: answer.value, trouble: null } : { ...was, trouble: answer.trouble }));
	}, [load]);
	useEffect(() => {
		void reload();
		const timer = setInterval(() => {
			if (!document.hidden) void reload();
		}, everyMs);
		return () => {
			latest.current++;
			clearInterval(timer);
		};
	}, [reload, everyMs]);
	return { ...state, reload };
}
