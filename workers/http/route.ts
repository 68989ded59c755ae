import type { Context, Hono } from "hono";
import type * as z from "zod";
import type { Access, Operation } from "#knowledge/core/contract/operation.ts";
import { none } from "#knowledge/core/contract/operations/parts.ts";
import type { Problem } from "#knowledge/core/contract/problem.ts";
import { PLATFORM_TENANT } from "#knowledge/core/vocabulary/ids.ts";
import { JSON_BODY_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import {
	type Call,
	EVERY_SCOPE,
	hasRole,
	isHuman,
	type Principal,
	type Role,
	type Scope,
} from "#knowledge/core/vocabulary/principal.ts";
import { readBody } from "#workers/ingress/read-body.ts";
import type { App } from "./app-types.ts";
import { isText, NO_TEXT, readJson } from "./json-body.ts";
import { once } from "./middleware/idempotency.ts";
import { plainWords } from "./plain-words.ts";
import { issuesOf, notFound, problem, refusalProblem } from "./problem.ts";
import { isAbroad, outOfReach } from "./reach.ts";

export type Input<O extends Operation> = {
	readonly params: z.output<O["params"]>;
	readonly query: z.output<O["query"]>;
	readonly body: O["body"] extends z.ZodType ? z.output<O["body"]> : null;
	/** The bytes as they came; of an operation that takes raw bytes they are its body. */
	readonly raw: Uint8Array;
	readonly call: Call;
};

type Parsed =
	| { readonly type: "parsed"; readonly value: unknown }
	| { readonly type: "wrong"; readonly errors: Errors };
type Errors = NonNullable<Problem["errors"]>;

/**
 * Mounts one operation of the contract: who may, strict parsing of all three parts with every wrong field named, one
 * answer to one Idempotency-Key, and the answer. What goes out is what the contract says, by type.
 */
export function route<O extends Operation>(
	app: Hono<App>,
	operation: O,
	handle: (input: Input<O>, c: Context<App>) => Promise<Outcome<z.input<O["answer"]>> | Response>,
): void {
	const path = operation.path.replace(/\{(\w+)\}/g, ":$1");
	app.on(operation.method.toUpperCase(), path, async (c) => {
		const call = c.get("call");
		if (operation.access !== "public" && isAbroad(operation.access, call.principal, c.req.param("account")))
			return notFound(c);
		const lack = operation.access === "public" ? null : lackOf(operation.access, call.principal);
		if (lack !== null) return problem(c, 403, "not-allowed", "Declined", { detail: `this takes ${lack}` });
		const params = operation.params.safeParse(c.req.param());
		// A malformed id is as unknown as a foreign one.
		if (!params.success) return notFound(c);
		const raw = await bytesOf(c, operation);
		if (raw instanceof Response) return raw;
		const body = bodyOf(operation, raw);
		if (body.type === "malformed")
			return problem(c, 400, "malformed-json", "Malformed JSON", {
				errors: [{ path: "/body", detail: body.detail }],
			});
		const query = queryOf(c, operation);
		if (query.type === "wrong" || body.type === "wrong") {
			const errors = [query, body].flatMap((part) => (part.type === "wrong" ? part.errors : []));
			return problem(c, 400, "invalid-input", "Invalid input", { errors });
		}
		const input = { params: params.data, query: query.value, body: body.value, raw, call } as Input<O>;
		const barred = operation.access === "public" ? null : outOfReach(c, operation, input);
		if (barred !== null) return barred;
		return once(c, operation, raw, async () => {
			const outcome = await handle(input, c);
			if (outcome instanceof Response) return outcome;
			return outcome.type === "refused"
				? refusalProblem(c, outcome.refusal)
				: c.json(outcome.value as object, operation.status);
		});
	});
}

/** Read whole before anything is looked at, and no further than its cap. */
async function bytesOf(c: Context<App>, operation: Operation): Promise<Uint8Array | Response> {
	if (operation.method === "get") return new Uint8Array();
	const max = operation.rawBody ? (operation.rawBytesMax ?? JSON_BODY_BYTES_MAX) : JSON_BODY_BYTES_MAX;
	const raw = await readBody(c.req.raw, max);
	if (raw === null) {
		const what = BODY_NAMES[operation.rawBody ?? ""] ?? "a JSON body";
		return problem(c, 413, "too-large", "Too large", { detail: `${what} has at most ${max} bytes` });
	}
	const taken = takenBy(operation);
	const isTaken = operation.rawBody ? taken.includes(mediaTypeOf(c)) : isJson(c);
	if (isTaken || taken.length === 0 || (raw.byteLength === 0 && !operation.rawBody)) return raw;
	return problem(c, 415, "media-type", "Not what is taken here", { detail: `content-type: ${taken.join(", ")}` });
}

const BODY_NAMES: Readonly<Record<string, string>> = {
	"message/rfc822": "a mail",
	"text/vtt": "a transcript",
	"text/calendar": "a calendar",
};

const takenBy = ({ body, rawBody, alsoTakes = [] }: Operation): readonly string[] => [
	...(rawBody ? [rawBody, ...alsoTakes] : []),
	...(body ? ["application/json"] : []),
];

/** As it was sent, in lower case and without parameters; '' where none was. */
export const mediaTypeOf = (c: Context<App>): string =>
	(c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** JSON is UTF-8. Who says that theirs is not is believed. */
const isJson = (c: Context<App>): boolean =>
	mediaTypeOf(c) === "application/json" &&
	/^(?:utf-?8)?$/i.test(/;\s*charset\s*=\s*"?([^";\s]*)/i.exec(c.req.header("content-type") ?? "")?.[1] ?? "");

function bodyOf(
	operation: Operation,
	raw: Uint8Array,
): Parsed | { readonly type: "malformed"; readonly detail: string } {
	if (operation.method === "get" || operation.rawBody) return { type: "parsed", value: null };
	const read = raw.byteLength === 0 ? { type: "read" as const, value: {} } : readJson(raw);
	if (read.type !== "read") return read.type === "wrong" ? { type: "wrong", errors: [...read.errors] } : read;
	// Whoever sends fields believes that they count: where no body is taken, nothing but an empty one is.
	const parsed = (operation.body ?? none).safeParse(read.value, { error: plainWords });
	return parsed.success
		? { type: "parsed", value: operation.body ? parsed.data : null }
		: { type: "wrong", errors: issuesOf("body", parsed.error) };
}

function queryOf(c: Context<App>, operation: Operation): Parsed {
	const parsed = operation.query.safeParse(c.req.query(), { error: plainWords });
	const errors = [
		...Object.entries(c.req.queries()).flatMap(([name, values]) => [
			// Which of them was meant nobody can know.
			...(values.length > 1 ? [{ path: `/query/${name}`, detail: "is given more than once" }] : []),
			...(values.every(isText) ? [] : [{ path: `/query/${name}`, detail: NO_TEXT }]),
		]),
		...(parsed.success ? [] : issuesOf("query", parsed.error)),
	];
	return parsed.success && errors.length === 0 ? { type: "parsed", value: parsed.data } : { type: "wrong", errors };
}

const TO_READ = ["tenant-admin", "regional-human", "rep", "read-only"] as const;
const TO_WRITE = ["tenant-admin", "regional-human", "rep"] as const;

/** The coarse rule of each kind of operation; what a principal may do with one deal is decided where the deal is. */
export const RULES: Readonly<
	Record<Exclude<Access, "public" | "anyone">, { roles: readonly Role[]; scope: Scope; says: string }>
> = {
	reader: { roles: TO_READ, scope: "read", says: "a person of this account" },
	manager: { roles: ["tenant-admin", "regional-human"], scope: "read", says: "a tenant admin or a regional human" },
	writer: { roles: TO_WRITE, scope: "write", says: "a person or key that may write" },
	human: { roles: TO_WRITE, scope: "decide", says: "a person of this account, or a key that may decide for one" },
	admin: { roles: ["tenant-admin"], scope: "admin", says: "a tenant admin" },
	grantor: { roles: ["tenant-admin"], scope: "admin", says: "a tenant admin, or a key of one with every scope" },
	platform: { roles: ["platform-admin"], scope: "admin", says: "a platform admin" },
};

/** The role and the scope that allow this kind of operation to a principal, as the audit names them; `null`: nothing does. */
export function rightFor(access: Access, principal: Principal): string | null {
	if (access === "public" || access === "anyone") return principal.kind;
	const { roles, scope } = RULES[access];
	const role = roles.find((each) => principal.roles.includes(each));
	return role === undefined || lackOf(access, principal) !== null ? null : `${role}·${scope}`;
}

/** What is missing for this kind of operation, in words; `null`: nothing. */
function lackOf(access: Access, principal: Principal): string | null {
	if (access === "public" || access === "anyone") return null;
	const { roles, scope, says } = RULES[access];
	if (!hasRole(principal, ...roles) || (access === "platform" && principal.tenant !== PLATFORM_TENANT)) return says;
	if (access === "grantor" && !EVERY_SCOPE.every((each) => principal.scopes.includes(each))) return says;
	if (!principal.scopes.includes(scope)) return `a key with the scope «${scope}»`;
	return access === "human" && !isHuman(principal) ? says : null;
}
