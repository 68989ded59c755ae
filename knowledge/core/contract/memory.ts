import * as z from "zod";
import { DealId } from "../vocabulary/ids.ts";
import { Layer, MemoryKind } from "../vocabulary/memory.ts";
import { Time } from "./deal.ts";

/** One line of what is remembered of a company (S3-05, S3-06). */
export const MemoryLineView = z.strictObject({
	id: z.string(),
	at: Time,
	kind: MemoryKind,
	/** S3-14: whether it is kept to the letter, told shorter later or forgotten first follows from it. */
	category: z.string(),
	/** 1 to 10: how much it would cost to forget it. */
	importance: z.int().min(1).max(10),
	/** S3-09 to S3-11, as of now. */
	layer: Layer,
	text: z.string(),
	/** How many memories it tells together. */
	of: z.int().min(1),
	/** The event of a deal that it comes from. Null for several that are told together. */
	from: z.strictObject({ deal: DealId, seq: z.int(), event: z.string() }).nullable(),
});
export type MemoryLineView = z.infer<typeof MemoryLineView>;
