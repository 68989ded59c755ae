import type { EventView } from "#knowledge/core/contract/deal.ts";
import { factText } from "#knowledge/core/facts/fact-text.ts";

/** One event as a line for a terminal; `null` for what would only repeat another line. */
export function tell({ event, texts }: EventView): string | null {
	const e = Object(event);
	switch (event.type) {
		case "deal.opened":
			return `deal opened: «${texts.name ?? "(erased)"}»`;
		case "conversation.signal-received":
			return `${e.kind} received, written by ${e.author === "buyer" ? "the buyer" : e.author}`;
		case "deal.run-started":
			return `supervisor: ${e.stages.map((stage: string[]) => stage.join(" + ")).join(" → ") || "nothing to do"}${e.skipped.map((s: { skill: string; why: string }) => `  (${s.skill} skipped: ${s.why})`).join("")}`;
		case "deal.step-settled":
			return `${e.skill}: ${e.outcome} in ${e.durationMs} ms, ${e.tokens.prompt + e.tokens.output} tokens, ${e.reasoner}${e.degraded ? ", degraded" : ""}`;
		case "deal.fact-learned":
			return `  learned ${e.fact.key}: ${texts["fact.value"] ? factText(e.fact.key, texts["fact.value"]) : "(erased)"}\n            “${quoteOf(texts)}”`;
		case "deal.stage-changed":
			return `stage ${e.from} → ${e.to}`;
		case "deal.approval-requested":
			return `waiting for a person: ${e.action.type} (${texts.why ?? ""})`;
		case "deal.approval-decided":
			return `approval ${e.decision}${e.by.type === "human" ? ` by ${e.by.user}` : ""}`;
		case "deal.proposal-refused":
			return `  refused ${e.proposal} by ${e.skill}: ${e.rule}`;
		case "deal.handoff-recorded":
			return `  ${e.from} hands over to ${e.to}: ${e.outcome}`;
		case "deal.effect-queued":
			return "mail is in the outbox";
		case "deal.effect-held":
			return `mail waits: ${e.reason}`;
		case "deal.effect-settled":
			return `mail ${e.outcome}${e.reason ? ` (${e.reason})` : ""}`;
		case "deal.flag-raised":
			return `needs a person: ${e.kind} (${e.code})`;
		default:
			return null;
	}
}

const quoteOf = (texts: Readonly<Record<string, string | null>>): string => {
	const quote = texts["fact.evidence.0.quote"] ?? "";
	return quote.replace(/\s+/g, " ").slice(0, 100);
};
