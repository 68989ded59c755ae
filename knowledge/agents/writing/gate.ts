import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import { isOptOut } from "#knowledge/core/reasoning/acts.ts";
import { automaticKind } from "#knowledge/core/reasoning/automatic.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { visibleOf } from "../signal-text.ts";

/** Whether a mail may be written at all: to a buyer who wrote, or about a question that was handed over; never to who opted out. */
export function mayAnswer(input: SkillInput): boolean {
	const { signal } = input;
	const visible = visibleOf(signal);
	if (signal?.author === "buyer" && sentencesIn(signal.text, signal.visible).some((each) => isOptOut(each.text)))
		return false;
	if (input.handoff) return true;
	if (signal?.author !== "buyer") return false;
	return visible.trim() !== "" && automaticKind(signal.subject, visible) === null;
}

/** What the buyer wrote here, with their subject; empty for a text of ours. */
export const buyersText = (signal: SignalText | null): string =>
	signal?.author === "buyer" ? `${signal.subject ?? ""}\n${visibleOf(signal)}` : "";
