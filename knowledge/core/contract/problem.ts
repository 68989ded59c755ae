import * as z from "zod";
import type { Refusal } from "../vocabulary/outcome.ts";

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

/** What comes before a problem's code. */
export const PROBLEM_TYPE = "https://agent-army.example/problems/";

/** Another tenant's, malformed and missing are one answer: 404. */
export const REFUSAL_STATUS: Readonly<Record<Refusal["code"], 403 | 404 | 409 | 410 | 422 | 429>> = {
	"not-found": 404,
	"not-allowed": 403,
	conflict: 409,
	"stale-digest": 409,
	"already-decided": 409,
	expired: 410,
	ceiling: 422,
	invalid: 422,
	"too-late": 409,
	"too-many": 429,
};
