import type { Context } from "hono";
import type * as z from "zod";
import type { Problem } from "#knowledge/core/contract/problem.ts";
import type { Fault } from "#knowledge/core/vocabulary/fault.ts";
import type { Refusal } from "#knowledge/core/vocabulary/outcome.ts";
import type { App } from "./app-types.ts";

const TYPE = "https://agent-army.example/problems/";

/** Another tenant's, malformed and missing are one answer: 404. */
const REFUSAL_STATUS: Readonly<Record<Refusal["code"], number>> = {
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

type More = Pick<Problem, "errors" | "detail">;

export function problem(c: Context<App>, status: number, code: string, title: string, more: More = {}): Response {
	const body: Problem = { type: `${TYPE}${code}`, title, status, requestId: c.get("requestId") ?? "", ...more };
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
	const isPassing = fault.code !== "internal" && fault.retry.when !== "never";
	const title = isPassing ? "Temporarily unavailable" : "Something is wrong on our side";
	const response = problem(c, isPassing ? 503 : 500, fault.code, title, { detail: fault.summary });
	if (isPassing && fault.retry.when === "later")
		response.headers.set("retry-after", String(Math.max(1, Math.ceil(fault.retry.afterMs / 1_000))));
	return response;
}

export const notFound = (c: Context<App>): Response => problem(c, 404, "not-found", "Not found");

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
