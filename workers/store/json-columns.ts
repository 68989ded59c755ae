import * as z from "zod";

/** A column of JSON. */
export const Json = z.string().transform((text, context): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		context.addIssue("is not JSON");
		return z.NEVER;
	}
});

/** A column that holds a list. */
export const jsonList = <T extends z.ZodType>(item: T) => Json.pipe(z.array(item));
