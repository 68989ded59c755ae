import * as z from "zod";
import { DealEvent } from "../events/catalogue.ts";
import { factText } from "../facts/fact-text.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import type { MemoryKind } from "../vocabulary/memory.ts";
import type { Stage } from "../vocabulary/stage.ts";
import { gistOf } from "./compact.ts";
import { type Category, MEMORY_CHARS_MAX } from "./item.ts";
import { importanceOf, OF_FACT } from "./of-facts.ts";

/** One line that an event leaves behind. Of one deal, its number is its name. */
export type MemoryRow = {
	readonly seq: number;
	readonly at: string;
	readonly kind: MemoryKind;
	readonly category: Category;
	readonly importance: number;
	/** The type of the event that it comes from. */
	readonly source: string;
	readonly text: string;
};

/** What a reader of the log has to remember: which line tells a standing fact, and what waits for a person's decision. */
export const MemoryPending = z.strictObject({
	facts: z.record(z.string(), z.strictObject({ seq: z.int(), key: FactKey })),
	asked: z.record(z.string(), z.string()),
});
export type MemoryPending = z.infer<typeof MemoryPending>;
export const NO_MEMORY_PENDING: MemoryPending = { facts: {}, asked: {} };

export type LoggedEvent = {
	readonly seq: number;
	readonly at: string;
	readonly event: unknown;
	readonly texts: Readonly<Record<string, string | null>>;
};

/** Signals in which people talked with each other. */
const TALKS: ReadonlySet<string> = new Set(["meeting", "call", "transcript"]);

type Line = Omit<MemoryRow, "seq" | "at" | "source">;

/**
 * What these events of one deal leave in the company's memory (S3-05, S3-06), and which lines of before they take back: a
 * fact that was replaced or contradicted is remembered no more. The same log leaves the same, however it is cut. An event
 * whose text was erased leaves nothing.
 */
export function readMemory(
	before: MemoryPending,
	events: readonly LoggedEvent[],
): { readonly pending: MemoryPending; readonly rows: readonly MemoryRow[]; readonly dropped: readonly number[] } {
	const facts = { ...before.facts };
	const asked = { ...before.asked };
	const rows = new Map<number, MemoryRow>();
	const dropped: number[] = [];
	const drop = (seq: number | undefined): void => {
		if (seq === undefined) return;
		if (!rows.delete(seq)) dropped.push(seq);
	};
	for (const view of events) {
		const event = DealEvent.parse(view.event);
		const { seq, at, texts } = view;
		const keep = (line: Line | null): void => {
			if (line) rows.set(seq, { seq, at, source: event.type, ...line, text: short(line.text) });
		};
		switch (event.type) {
			case "deal.fact-learned": {
				const { id, key, supersedes } = event.fact;
				if (supersedes) {
					drop(facts[supersedes]?.seq);
					delete facts[supersedes];
				}
				const value = texts["fact.value"];
				if (!value) break;
				keep({
					...OF_FACT[key],
					importance: importanceOf(event.fact),
					text: `${nameOf(key)}: ${factText(key, value)}`,
				});
				facts[id] = { seq, key };
				break;
			}
			case "deal.fact-judged": {
				const known = facts[event.fact];
				if (!known) break;
				drop(known.seq);
				const value = texts["fact.shown"];
				if (event.verdict === "contradicted" || !value) {
					delete facts[event.fact];
					break;
				}
				const { key } = known;
				const importance = importanceOf({ key, state: event.verdict, confidence: 1 });
				keep({ ...OF_FACT[key], importance, text: `${nameOf(key)}: ${value} (a person's word)` });
				facts[event.fact] = { seq, key };
				break;
			}
			case "deal.stage-changed":
				keep(stageLine(event.from, event.to, texts.why ?? null));
				break;
			case "deal.approval-requested":
				asked[event.approval] = ASKED[event.action.type];
				break;
			case "deal.approval-decided": {
				const about = asked[event.approval];
				delete asked[event.approval];
				if (about && (event.decision === "approved" || event.decision === "rejected"))
					keep(decisionLine(about, event.decision, texts.reason ?? null));
				break;
			}
			case "conversation.signal-received": {
				const subject = texts["record.subject"];
				if (subject && TALKS.has(event.kind))
					keep({ kind: "meetings", category: "status_meetings", importance: 3, text: `Talked: ${subject}` });
				break;
			}
			default:
				break;
		}
	}
	return { pending: { facts, asked }, rows: [...rows.values()], dropped };
}

/** «bant.budget»: «budget». */
const nameOf = (key: FactKey): string => key.slice(key.indexOf(".") + 1).replaceAll("-", " ");

const short = (text: string): string =>
	text.length <= MEMORY_CHARS_MAX ? text : gistOf(text, MEMORY_CHARS_MAX - 1) || text.slice(0, MEMORY_CHARS_MAX);

/** How a deal ended is a precedent for the next one with the company; a step on the way is progress, told shorter later. */
function stageLine(from: Stage, to: Stage, why: string | null): Line {
	const because = why ? ` ${why}` : "";
	if (to === "CLOSED_WON" || to === "CLOSED_LOST") {
		const text = `The deal was ${to === "CLOSED_WON" ? "won" : "lost"}.${because}`;
		return { kind: "decisions", category: "key_decisions", importance: 9, text };
	}
	const text = `The deal moved from ${wordOf(from)} to ${wordOf(to)}.${because}`;
	return { kind: "progress", category: "progress_reports", importance: 5, text };
}

const wordOf = (stage: Stage): string => stage.toLowerCase().replaceAll("_", " ");

const ASKED = {
	"send-email": "a mail",
	"move-stage": "a move of the stage",
	"arbitrate-fact": "which of two facts holds",
};

/** A refusal with its reason is a rule for next time; a plain yes is daily work, and is forgotten first. */
const decisionLine = (about: string, decision: "approved" | "rejected", reason: string | null): Line =>
	reason === null
		? { kind: "decisions", category: "routine_tasks", importance: 2, text: `A person ${decision} ${about}.` }
		: {
				kind: "decisions",
				category: "strategic_decisions",
				importance: decision === "rejected" ? 7 : 6,
				text: `A person ${decision} ${about}: ${reason}`,
			};
