import { EffectState, type EffectView, type EventView } from "#knowledge/core/contract/deal.ts";
import { text } from "../timeline/read.ts";

/** The outbox as it stood after the last of these events. The server keeps only what it is now; the log has the rest. */
export function outboxAt(outbox: readonly EffectView[], events: readonly EventView[]): readonly EffectView[] {
	const states = new Map<string, Pick<EffectView, "state" | "updatedAt" | "reason">>();
	for (const { at, event } of events) {
		const key = text(event, "key");
		if (key === null) continue;
		const reason = text(event, "reason");
		if (event.type === "deal.effect-queued") states.set(key, { state: "queued", updatedAt: at, reason: null });
		if (event.type === "deal.effect-held") states.set(key, { state: "held", updatedAt: at, reason });
		if (event.type !== "deal.effect-settled") continue;
		const outcome = EffectState.safeParse(event.outcome);
		if (outcome.success) states.set(key, { state: outcome.data, updatedAt: at, reason });
	}
	return outbox.flatMap((effect) => {
		const then = states.get(effect.key);
		return then ? [{ ...effect, ...then }] : [];
	});
}
