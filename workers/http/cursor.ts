import type { Context } from "hono";
import type * as z from "zod";
import { Cursor } from "#workers/store/deals.ts";
import type { App } from "./app-types.ts";
import { problem } from "./problem.ts";

/** A cursor of a list in the order of time: one of another list names something else. */
export const cursorOf = (id: z.ZodType): z.ZodType =>
	Cursor.refine((cursor) => id.safeParse(cursor.split(":")[1]).success, "is not a cursor of this list");

/** A query of the wrong form, like any other; `null` where the list can begin there. */
export function cursorProblem(c: Context<App>, cursor: string | undefined, shape: z.ZodType): Response | null {
	if (cursor === undefined || shape.safeParse(cursor).success) return null;
	const errors = [{ path: "/query/cursor", detail: "is not a cursor of this list" }];
	return problem(c, 400, "invalid-input", "Invalid input", { errors });
}
