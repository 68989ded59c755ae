import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { automaticKind } from "#knowledge/core/reasoning/automatic.ts";
import type { Voice } from "#knowledge/core/reasoning/qualification/remark.ts";

/** What its author wrote here: without quotes, signature and disclaimers. */
export const visibleOf = (signal: Pick<SignalText, "text" | "visible"> | null): string =>
	signal?.visible.map((span) => signal.text.slice(span.start, span.end)).join("\n") ?? "";

/** A machine's text, a list's or a pitch to us. A conversation is none of them. */
export const isAutomatic = (signal: SignalText): boolean =>
	signal.turns.length === 0 && automaticKind(signal.subject, visibleOf(signal)) !== null;

/** `null`: this text says nothing about the buyer, whoever wrote it. */
export function voiceOf(signal: SignalText): Voice | null {
	if (signal.author === "buyer") return "buyer";
	// Our own mails say what we would like to be true; a note, a call or a CRM field says what was heard.
	return signal.author === "us" && signal.kind !== "email" ? "reported" : null;
}
