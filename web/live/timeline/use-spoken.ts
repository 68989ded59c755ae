import { useEffect, useRef } from "react";
import type { EventView } from "#knowledge/core/contract/deal.ts";
import { useSession } from "../session.tsx";
import { type Names, say } from "./sentences.ts";

/** Read out at the level of steps: each fact and token would drown the listener. */
const SPOKEN = new Set([
	"conversation.signal-received",
	"deal.step-settled",
	"deal.run-settled",
	"deal.approval-requested",
	"deal.approval-decided",
	"deal.effect-held",
	"deal.effect-settled",
	"deal.flag-raised",
	"deal.stage-changed",
	"deal.automation-changed",
]);
/** A burst is cut to its end: what stands now matters most. */
const SENTENCES_MAX = 3;

export function useSpokenSteps(events: readonly EventView[], names: Names): void {
	const { announce } = useSession();
	const heard = useRef<number | null>(null);
	useEffect(() => {
		const last = events.at(-1)?.seq;
		if (last === undefined) return;
		const from = heard.current;
		heard.current = last;
		// What was there before the page opened is read, not announced.
		if (from === null) return;
		const fresh = events.filter((entry) => entry.seq > from && SPOKEN.has(entry.event.type));
		if (fresh.length > 0)
			announce(
				`${fresh
					.slice(-SENTENCES_MAX)
					.map((entry) => say(entry, names).text)
					.join(". ")}.`,
			);
	}, [events, names, announce]);
}
