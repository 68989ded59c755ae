import type { Context } from "hono";
import type * as z from "zod";
import { PROBLEM_TYPE, type Problem, REFUSAL_STATUS } from "#knowledge/core/contract/problem.ts";
import type { Fault } from "#knowledge/core/vocabulary/fault.ts";
import type { Refusal } from "#knowledge/core/vocabulary/outcome.ts";
import { NOT_OURS } from "#workers/store/tenant-db.ts";
import type { App } from "./app-types.ts";
import { methodsOf } from "./operation-of.ts";

type More = Pick<Problem, "errors" | "detail">;

export function problem(c: Context<App>, status: number, code: string, title: string, more: More = {}): Response {
	c.set("problem", code);
	const body: Problem = { type: `${PROBLEM_TYPE}${code}`, title, status, requestId: c.get("requestId") ?? "", ...more };
	return new Response(JSON.stringify(body), {
		status,
		headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
	});
}

export const refusalProblem = (c: Context<App>, refusal: Refusal): Response =>
	problem(c, REFUSAL_STATUS[refusal.code], refusal.code, refusal.code === "not-found" ? "Not found" : "Declined", {
		detail: refusal.reason,
	});

export function faultProblem(c: Context<App>, fault: Fault): Response {
	// The second guard held where the first did not: told as everything that is another tenant's.
	if (fault.code === NOT_OURS.code) return notFound(c);
	const isPassing = fault.code !== "internal" && fault.retry.when !== "never";
	const title = isPassing ? "Temporarily unavailable" : "Something is wrong on our side";
	const response = problem(c, isPassing ? 503 : 500, fault.code, title, { detail: fault.summary });
	if (isPassing && fault.retry.when === "later")
		response.headers.set("retry-after", String(Math.max(1, Math.ceil(fault.retry.afterMs / 1_000))));
	return response;
}

export const notFound = (c: Context<App>): Response => problem(c, 404, "not-found", "Not found");

/**
 * No route took it. Whoever is known to this account is told which methods a path takes; to everybody else a path is as
 * unknown as any other. Browsers of other origins are never let in, so OPTIONS is a method like any other that is not there.
 */
export function nothingThere(c: Context<App>): Response {
	const methods = c.get("call") ? methodsOf(c.req.path) : [];
	if (methods.length === 0) return notFound(c);
	const allow = methods.join(", ");
	const response = problem(c, 405, "method", "Not with this method", { detail: `this path takes ${allow}` });
	response.headers.set("allow", allow);
	return response;
}

/** Every wrong field by its path, as a JSON pointer into the part of the request that it stands in. */
export const issuesOf = (where: string, error: z.ZodError): { path: string; detail: string }[] =>
	error.issues.flatMap((issue) =>
		issue.code === "unrecognized_keys"
			? issue.keys.map((key) => ({
					path: `/${[where, ...issue.path, key].map(String).join("/")}`,
					detail: "unknown field",
				}))
			: [{ path: `/${[where, ...issue.path].map(String).join("/")}`, detail: issue.message }],
	);
