import * as z from "zod";

/** RFC 9457. `type` is stable and ends in the refusal's or fault's code. */
export const Problem = z.strictObject({
	type: z.string(),
	title: z.string(),
	status: z.int(),
	detail: z.string().optional(),
	requestId: z.string(),
	/** Each wrong field with the reason. */
	errors: z.array(z.strictObject({ path: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
