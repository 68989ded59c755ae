import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { StakeholderRole, Stance } from "#knowledge/core/vocabulary/stakeholder.ts";
import { Seller, Speaker } from "./thread.ts";

/** Where labelled sets lie; their guide lies beside them. */
const SETS = "knowledge/agents/eval/sets";

/** What a label can be of, and the fact that stands for it. */
export const KEY_OF = {
	budget: "bant.budget",
	authority: "bant.authority",
	need: "bant.need",
	timeline: "bant.timeline",
	metric: "meddic.metrics",
	"economic-buyer": "meddic.economic-buyer",
	"decision-criterion": "meddic.decision-criteria",
	"decision-process": "meddic.decision-process",
	pain: "meddic.pain",
	champion: "meddic.champion",
	requirement: "discovery.requirement",
	competitor: "discovery.competitor",
	objection: "conversation.objection",
	ask: "conversation.ask",
	promise: "conversation.promise",
	agreed: "conversation.agreed",
} as const;
export const LabelKind = z.enum(Object.keys(KEY_OF) as [keyof typeof KEY_OF, ...(keyof typeof KEY_OF)[]]);
export type LabelKind = z.infer<typeof LabelKind>;

/** Those that qualify a deal: BANT and MEDDIC. */
export const QUALIFYING: readonly LabelKind[] = [
	"budget",
	"authority",
	"need",
	"timeline",
	"metric",
	"economic-buyer",
	"decision-criterion",
	"decision-process",
	"pain",
	"champion",
];

export const Label = z.object({
	kind: LabelKind,
	quote: z.string().min(1),
	value: z.string().default(""),
	owner: z.enum(["us", "them"]).optional(),
	date: z.string().nullable().optional(),
});
export type Label = z.infer<typeof Label>;

export const Person = z.object({
	name: z.string(),
	title: z.string().nullable().default(null),
	role: StakeholderRole,
	stance: Stance,
	power: z.enum(["high", "medium", "low", "unknown"]).default("unknown"),
	reportsTo: z.string().nullable().default(null),
	/** The words that the role or the stance was read from, where the label has them. */
	quote: z.string().optional(),
});
export type Person = z.infer<typeof Person>;

/** One text with everything that a careful reader takes out of it. */
export const Item = z.object({
	id: z.string(),
	class: z.string(),
	kind: z.enum(["email", "call", "meeting", "chat", "note"]),
	author: z.enum(["buyer", "us"]),
	sentAt: z.iso.datetime({ offset: true }),
	from: z.object({ name: z.string(), address: z.string() }),
	seller: Seller,
	speakers: z.array(Speaker).default([]),
	subject: z.string().nullable().default(null),
	text: z.string(),
	labels: z.array(Label),
	either: z.array(Label).default([]),
	people: z.array(Person).default([]),
	/** Without it only what is claimed counts, not what is missed: a language that the rules do not read. */
	strict: z.boolean().default(true),
});
export type Item = z.infer<typeof Item>;

/** A set as it lies there, or `null`. A line that cannot be read names itself. */
export function readSet<T>(name: string, schema: z.ZodType<T>): readonly T[] | null {
	const file = join(SETS, `${name}.jsonl`);
	if (!existsSync(file)) return null;
	return readFileSync(file, "utf8")
		.split("\n")
		.flatMap((line, i) => {
			if (line.trim() === "") return [];
			const parsed = schema.safeParse(JSON.parse(line));
			if (!parsed.success) throw new Error(`${file}, line ${i + 1}: ${z.prettifyError(parsed.error)}`);
			return [parsed.data];
		});
}

/**
 * Rules are mended on what they miss of a set's first half; the second half is only counted, until its figures were noted:
 * so they say how the rules do on texts that nobody has looked at. Which half is a property of the id.
 */
export function isSecondHalf(id: string): boolean {
	let sum = 0;
	for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
	return sum % 2 === 1;
}

/** Whether misses of this line are kept to themselves. MISSES=all shows them all, once the second half's figures are noted. */
export const isHidden = (id: string): boolean => process.env.MISSES !== "all" && isSecondHalf(id);

/**
 * Sets that were written blind when rules were done, by the prefix of their files: each says at its first run what new texts
 * score, and is known data from then on.
 */
export const LATER_SETS = ["new", "fresh"] as const;

/** The lines of a set that was written later, or `[]` where none was. The misses of the freshest are shown with MISSES=all only. */
export const laterSet = <T>(later: (typeof LATER_SETS)[number], name: string, schema: z.ZodType<T>): readonly T[] =>
	readSet(`${later}-${name}`, schema) ?? [];
export const isLaterHidden = (later: (typeof LATER_SETS)[number], id: string): boolean =>
	later === "fresh" ? process.env.MISSES !== "all" : isHidden(id);
