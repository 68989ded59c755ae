import * as z from "zod";
import { MemoryKind } from "../vocabulary/memory.ts";
import { Instant } from "../vocabulary/time.ts";

/** S3-14: by workstream, what is kept to the letter, what is told shorter once it is cold, and what then goes. */
export const STRATEGIES = {
	legal: {
		preserve: ["key_decisions", "precedents", "deadlines"],
		summarise: ["routine_reviews", "minor_updates"],
		discard: ["draft_iterations", "informal_notes"],
	},
	financial: {
		preserve: ["board_presentations", "metrics", "forecasts"],
		summarise: ["monthly_reviews", "expense_reports"],
		discard: ["calculation_steps", "data_pulls"],
	},
	operational: {
		preserve: ["strategic_decisions", "process_changes"],
		summarise: ["status_meetings", "progress_reports"],
		discard: ["routine_tasks", "system_logs"],
	},
} as const;

export const Workstream = z.enum(["legal", "financial", "operational"]);
export type Workstream = z.infer<typeof Workstream>;
export type Fate = "preserve" | "summarise" | "discard";

const FATES: ReadonlyMap<string, { readonly workstream: Workstream; readonly fate: Fate }> = new Map(
	Workstream.options.flatMap((workstream) =>
		(["preserve", "summarise", "discard"] as const).flatMap((fate) =>
			STRATEGIES[workstream][fate].map((category) => [category, { workstream, fate }] as const),
		),
	),
);

const CATEGORIES = [...FATES.keys()] as [Category, ...Category[]];
export type Category = (typeof STRATEGIES)[Workstream][Fate][number];
export const Category = z.enum(CATEGORIES);

export const fateOf = (category: Category): Fate => FATES.get(category)?.fate ?? "preserve";
export const workstreamOf = (category: Category): Workstream => FATES.get(category)?.workstream ?? "operational";

/** The most that one memory says; what is longer is told in its most telling sentences. */
export const MEMORY_CHARS_MAX = 600;

/** Something to remember of a company. */
export const MemoryItem = z.strictObject({
	id: z.string().min(1).max(80),
	at: Instant,
	kind: MemoryKind,
	category: Category,
	/** 1 to 10: how much it would cost to forget it. */
	importance: z.int().min(1).max(10),
	text: z.string().min(1).max(MEMORY_CHARS_MAX),
	/** How many memories a summary stands for; 1 for one that is told as it was. */
	of: z.int().min(1),
});
export type MemoryItem = z.infer<typeof MemoryItem>;
