import * as z from "zod";

/** How a mail is written, so far as a clone can follow it. Counts, not words: nobody's text is kept. */
export const StyleMeasure = z.strictObject({
	words: z.int().min(0),
	sentences: z.int().min(0),
	paragraphs: z.int().min(0),
	greeting: z.enum(["none", "hi", "hello", "dear", "name"]),
	closing: z.enum(["none", "best", "kind", "thanks", "name"]),
	contractions: z.int().min(0),
	bullets: z.int().min(0),
	exclamations: z.int().min(0),
});
export type StyleMeasure = z.infer<typeof StyleMeasure>;
