import type { Context, Hono } from "hono";
import type * as z from "zod";
import type { Access, Operation } from "#knowledge/core/contract/operation.ts";
import { JSON_BODY_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import {
	type Call,
	hasRole,
	isHuman,
	type Principal,
	type Role,
	type Scope,
} from "#knowledge/core/vocabulary/principal.ts";
import { readBody } from "#workers/ingress/read-body.ts";
import type { App } from "./app-types.ts";
import { issuesOf, notFound, problem, refusalProblem } from "./problem.ts";

export type Input<O extends Operation> = {
	readonly params: z.output<O["params"]>;
	readonly query: z.output<O["query"]>;
	readonly body: O["body"] extends z.ZodType ? z.output<O["body"]> : null;
	readonly call: Call;
};

type Parsed = { success: true; data: unknown } | { success: false; error: z.ZodError };

/**
 * Mounts one operation of the contract: who may, strict parsing of all three parts with every wrong field named, and the
 * answer. What goes out is what the contract says, by type.
 */
export function route<O extends Operation>(
	app: Hono<App>,
	operation: O,
	handle: (input: Input<O>, c: Context<App>) => Promise<Outcome<z.input<O["answer"]>> | Response>,
): void {
	const path = operation.path.replace(/\{(\w+)\}/g, ":$1");
	app.on(operation.method.toUpperCase(), path, async (c) => {
		const call = c.get("call");
		const lack = lackOf(operation.access, call.principal);
		if (lack !== null) return problem(c, 403, "not-allowed", "Declined", { detail: `this takes ${lack}` });
		const params = operation.params.safeParse(c.req.param());
		// A malformed id is as unknown as a foreign one.
		if (!params.success) return notFound(c);
		const body = await bodyOf(c, operation);
		if (body instanceof Response) return body;
		const query = operation.query.safeParse(c.req.query());
		const repeated = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
		const errors = [
			// Which of them was meant nobody can know.
			...repeated.map(([name]) => ({ path: `/query/${name}`, detail: "is given more than once" })),
			...(query.success ? [] : issuesOf("query", query.error)),
			...(body.success ? [] : issuesOf("body", body.error)),
		];
		if (!query.success || !body.success || repeated.length > 0)
			return problem(c, 400, "invalid-input", "Invalid input", { errors });
		const input = { params: params.data, query: query.data, body: body.data, call } as Input<O>;
		const outcome = await handle(input, c);
		if (outcome instanceof Response) return outcome;
		return outcome.type === "refused"
			? refusalProblem(c, outcome.refusal)
			: c.json(outcome.value as object, operation.status);
	});
}

async function bodyOf(c: Context<App>, operation: Operation): Promise<Parsed | Response> {
	if (operation.rawBody || operation.method === "get") return { success: true, data: null };
	const raw = await readBody(c.req.raw, JSON_BODY_BYTES_MAX);
	if (raw === null)
		return problem(c, 413, "too-large", "Too large", {
			detail: `a JSON body has at most ${JSON_BODY_BYTES_MAX} bytes`,
		});
	if (!operation.body) return { success: true, data: null };
	if (raw.byteLength === 0) return operation.body.safeParse({});
	if (!(c.req.header("content-type") ?? "").toLowerCase().startsWith("application/json")) {
		return problem(c, 415, "media-type", "Send JSON", { detail: "content-type: application/json" });
	}
	try {
		return operation.body.safeParse(
			JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(raw)),
		);
	} catch {
		return problem(c, 400, "malformed-json", "Malformed JSON", {
			errors: [{ path: "/body", detail: "is not JSON in UTF-8" }],
		});
	}
}

const TO_READ = ["tenant-admin", "regional-human", "rep", "read-only"] as const;
const TO_WRITE = ["tenant-admin", "regional-human", "rep"] as const;

/** The coarse rule of each kind of operation; what a principal may do with one deal is decided where the deal is. */
const RULES: Readonly<
	Record<Exclude<Access, "public" | "anyone">, { roles: readonly Role[]; scope: Scope; says: string }>
> = {
	reader: { roles: TO_READ, scope: "read", says: "a person of this account" },
	writer: { roles: TO_WRITE, scope: "write", says: "a person or key that may write" },
	human: { roles: TO_WRITE, scope: "decide", says: "a person of this account, or a key that may decide for one" },
	admin: { roles: ["tenant-admin"], scope: "admin", says: "a tenant admin" },
	platform: { roles: ["platform-admin"], scope: "admin", says: "a platform admin" },
};

/** What is missing for this kind of operation, in words; `null`: nothing. */
function lackOf(access: Access, principal: Principal): string | null {
	if (access === "public" || access === "anyone") return null;
	const { roles, scope, says } = RULES[access];
	if (!hasRole(principal, ...roles)) return says;
	if (!principal.scopes.includes(scope)) return `a key with the scope «${scope}»`;
	return access === "human" && !isHuman(principal) ? says : null;
}
