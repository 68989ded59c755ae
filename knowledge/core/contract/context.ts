import * as z from "zod";
import { KnownFrom, Layer, MemoryReason, PromptPart } from "../vocabulary/memory.ts";

/** How a prompt was filled (S0-51): each of its parts, and each line of what is known with how it came in. */
export const ContextView = z.strictObject({
	/** In the order of the prompt. Of memory and history lines, of the material passages, else the whole. */
	parts: z.array(z.strictObject({ part: PromptPart, tokens: z.int(), kept: z.int(), left: z.int() })),
	memory: z.array(
		z.strictObject({
			text: z.string(),
			from: KnownFrom,
			/** S3-09 to S3-11. Null for what is looked up and not remembered. */
			layer: Layer.nullable(),
			why: MemoryReason.nullable(),
			/** In its most telling sentence, because room was short. */
			isToldShort: z.boolean(),
			tokens: z.int(),
		}),
	),
	/** Of the text that was read, so many characters did not fit. */
	materialCharsLeft: z.int(),
});
export type ContextView = z.infer<typeof ContextView>;
