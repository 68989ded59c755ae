import { readCrm } from "#durable-objects/deal-agent/skill-input.ts";
import type { PlanView } from "#knowledge/core/facts/plan.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { PlayedMessage } from "./play.ts";
import type { Thread } from "./thread.ts";

/** What a plan is drawn from right after one message of a played thread, with all that was said up to it. */
export function planViewOf(
	thread: Thread,
	{ board, facts, record }: PlayedMessage,
	lookup: (hash: Sha256) => string | null,
): PlanView {
	const at = record.sentAt ?? board.latest?.at ?? 0;
	const before = thread.messages.filter((message) => Date.parse(message.sentAt) <= at);
	return {
		stage: board.stage,
		today: isoOf(dayOf(at)),
		facts,
		later: before.map(({ sentAt, author, text }) => ({
			at: Date.parse(sentAt),
			side: author === "us" ? ("us" as const) : ("them" as const),
			text,
		})),
		crm: readCrm(board, lookup),
	};
}
