import * as z from "zod";

/** The instruction that comes with a fault: what whoever meets it must do. */
export const Retry = z.discriminatedUnion("when", [
	z.strictObject({ when: z.literal("never") }),
	z.strictObject({ when: z.literal("later"), afterMs: z.int().min(0) }),
	z.strictObject({ when: z.literal("after-human") }),
]);
export type Retry = z.infer<typeof Retry>;

/** The world failed. Crosses RPC as data; the summary holds no personal data. */
export const Fault = z.strictObject({
	code: z.string().regex(/^[a-z][a-z0-9-]{2,60}$/),
	retry: Retry,
	summary: z.string().max(300),
});
export type Fault = z.infer<typeof Fault>;

export class FaultError extends Error {
	override readonly name = "FaultError";
	readonly fault: Fault;
	constructor(fault: Fault) {
		super(`${fault.code}: ${fault.summary}`);
		this.fault = fault;
	}
}
