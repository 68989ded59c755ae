import type { StepView } from "#knowledge/core/contract/deal.ts";
import type { KnownFrom, Layer, MemoryReason, PromptPart } from "#knowledge/core/vocabulary/memory.ts";
import { count, plural } from "./time.ts";

export type Context = NonNullable<StepView["context"]>;
type Part = Context["parts"][number];

const PARTS: Record<PromptPart, { readonly name: string; readonly one: string | null }> = {
	instructions: { name: "Rules of the house", one: null },
	identity: { name: "Who the agent is", one: null },
	memory: { name: "What is known", one: "line" },
	history: { name: "What happened", one: "line" },
	task: { name: "Task", one: null },
	material: { name: "Text to read", one: "passage" },
	tools: { name: "What may be answered", one: null },
};
export const promptPart = (part: PromptPart): string => PARTS[part].name;

/** How much of a part went in. */
export function partKept({ part, kept, left }: Pick<Part, "part" | "kept" | "left">): string {
	const { one } = PARTS[part];
	if (one === null || (kept === 1 && left === 0 && part === "material")) return "whole";
	return kept === 0 && left === 0 ? "nothing there" : plural(kept, one);
}

/** What of a part did not fit. */
export function partLeft({ part, left }: Pick<Part, "part" | "left">): string {
	const { one } = PARTS[part];
	return left === 0 ? "nothing" : plural(left, one ?? "part");
}

const FROMS: Record<KnownFrom, string> = {
	fact: "a fact of this deal",
	company: "the company's memory",
	catalogue: "our catalogue",
	record: "the customer record",
	method: "the sales method",
};
export const knownFrom = (from: KnownFrom): string => FROMS[from];

const LAYERS: Record<Layer, string> = { hot: "near", warm: "further back", cold: "long ago" };
export const layerName = (layer: Layer): string => LAYERS[layer];

const REASONS: Record<MemoryReason, string> = {
	recent: "it is recent",
	important: "it weighs much",
	"of-this-task": "it is about this task",
	answers: "it holds words of what is asked",
};

/** Why a line is in the prompt. */
export const memoryWhy = ({ why, isToldShort }: Pick<Context["memory"][number], "why" | "isToldShort">): string => {
	const reason = why === null ? "looked up for this task" : REASONS[why];
	return isToldShort ? `${reason}; told in one sentence, because room was short` : reason;
};

/** The prompt in a sentence: how large it was, and what had to stay out. */
export function contextSummary({ parts, materialCharsLeft }: Pick<Context, "parts" | "materialCharsLeft">): string {
	const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
	const out = [
		...parts
			.filter(({ part, left }) => left > 0 && !(part === "material" && materialCharsLeft > 0))
			.map((each) => `${partLeft(each)} of «${promptPart(each.part).toLowerCase()}»`),
		...(materialCharsLeft > 0 ? [`${plural(materialCharsLeft, "character")} of the text to read`] : []),
	];
	return `${count(tokens)} tokens. ${out.length === 0 ? "Nothing was left out." : `Left out for want of room: ${out.join(", ")}.`}`;
}
