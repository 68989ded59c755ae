import { ACCESS_SAYS, descriptionOf, INTRODUCTION, PARAMETERS, TAGS, tagOf } from "./describe.ts";
import { problemsOf, RESPONSES } from "./openapi-problems.ts";
import type { Operation } from "./operation.ts";
import { Problem } from "./problem.ts";
import { type JsonSchema, type Schemas, schemas } from "./schemas.ts";

export type Parameter = {
	readonly name: string;
	readonly in: "path" | "query" | "header";
	readonly required: boolean;
	readonly description: string;
	readonly schema: JsonSchema;
};
type Content = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;
type Reference = { readonly $ref: string };
export type Response = {
	readonly description: string;
	readonly headers?: Readonly<Record<string, Reference>>;
	readonly content?: Content;
};
export type DocumentedOperation = {
	readonly operationId: string;
	readonly tags: readonly string[];
	readonly summary: string;
	readonly description: string;
	readonly security: readonly Readonly<Record<string, readonly string[]>>[];
	readonly parameters: readonly (Parameter | Reference)[];
	readonly requestBody?: { readonly required: boolean; readonly content: Content };
	readonly responses: Readonly<Record<string, Response | Reference>>;
	readonly "x-access": Operation["access"];
};
export type Document = {
	readonly openapi: "3.1.0";
	readonly info: { readonly title: string; readonly version: string; readonly description: string };
	readonly servers: readonly { readonly url: string }[];
	readonly tags: readonly { readonly name: string; readonly description: string }[];
	readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
	readonly components: {
		readonly schemas: Readonly<Record<string, JsonSchema>>;
		readonly parameters: Readonly<Record<string, Parameter>>;
		readonly headers: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>;
		readonly responses: Readonly<Record<string, Response>>;
		readonly securitySchemes: Readonly<Record<string, object>>;
	};
};

const ref = (kind: string, name: string): Reference => ({ $ref: `#/components/${kind}/${name}` });
const PROBLEM = "application/problem+json";

/** The API as a document that programs read: made from the operations alone, so that it cannot say something else. */
export function openapi(operations: readonly Operation[]): Document {
	const made = schemas();
	const paths: Record<string, Record<string, DocumentedOperation>> = {};
	for (const operation of operations) {
		paths[operation.path] = { ...paths[operation.path], [operation.method]: documented(operation, made) };
	}
	const used = new Set(operations.map(tagOf));
	const problem = made.of(Problem, "output");
	return {
		openapi: "3.1.0",
		info: { title: "Agent Army", version: "1", description: INTRODUCTION },
		servers: [{ url: "/" }],
		tags: Object.entries(TAGS)
			.filter(([name]) => used.has(name))
			.map(([name, description]) => ({ name, description })),
		paths,
		components: {
			schemas: made.components(),
			parameters: SHARED_PARAMETERS,
			headers: HEADERS,
			responses: Object.fromEntries(
				Object.entries(RESPONSES).map(([name, { description, example, headers = [] }]) => [
					name,
					{
						description,
						headers: refs("headers", ["X-Request-Id", ...headers]),
						...(name === "NotModified"
							? {}
							: { content: { [PROBLEM]: { schema: problem, ...(example ? { example } : {}) } } }),
					},
				]),
			),
			securitySchemes: SECURITY_SCHEMES,
		},
	};
}

function documented(operation: Operation, made: Schemas): DocumentedOperation {
	const { id, method, summary, access } = operation;
	const isRead = method === "get";
	const parameters = (where: "path" | "query") =>
		made
			.fields(where === "path" ? operation.params : operation.query, "input")
			.map(({ name, required, schema }): Parameter => {
				const { description = PARAMETERS[name] ?? "", ...rest } = schema as JsonSchema & { description?: string };
				return { name, in: where, required: required || where === "path", description, schema: rest };
			});
	return {
		operationId: id,
		tags: [tagOf(operation)],
		summary,
		description: `${descriptionOf(operation)}\n\n${ACCESS_SAYS[access]}`,
		security: access === "public" ? [] : [{ key: [] }, { session: [] }],
		parameters: [
			...parameters("path"),
			...parameters("query"),
			...(access === "public" ? [] : [ref("parameters", isRead ? "IfNoneMatch" : "IdempotencyKey")]),
		],
		...bodyOf(operation, made),
		responses: { ...answerOf(operation, made), ...problemResponses(operation, made) },
		"x-access": access,
	};
}

type Body = { readonly requestBody?: NonNullable<DocumentedOperation["requestBody"]> };

function bodyOf(operation: Operation, made: Schemas): Body {
	const { body, rawBody, alsoTakes = [], example, rawBytesMax } = operation;
	const shown = example === undefined ? {} : { example };
	if (rawBody) {
		// Bytes, which generators are told by the format; without it they would write a mail as a string of JSON.
		const schema = { type: "string", format: "binary", ...(rawBytesMax ? { maxLength: rawBytesMax } : {}) };
		const [first, ...others] = [rawBody, ...alsoTakes];
		const content = { [first]: { schema, ...shown }, ...Object.fromEntries(others.map((type) => [type, { schema }])) };
		return { requestBody: { required: true, content } };
	}
	// An object without a field is no body to write about.
	if (!body || ("shape" in body && Object.keys(Object(body.shape)).length === 0)) return {};
	const schema = made.of(body, "input");
	const required = !body.safeParse({}).success;
	return { requestBody: { required, content: { "application/json": { schema, ...shown } } } };
}

function answerOf(operation: Operation, made: Schemas): Record<string, Response | Reference> {
	const isRead = operation.method === "get";
	const isOpen = operation.access === "public";
	const headers = [
		"X-Request-Id",
		...(isOpen ? [] : ["RateLimit", "RateLimit-Policy"]),
		...(isRead ? ["ETag"] : []),
		...(isRead || isOpen || operation.showsSecret ? [] : ["Idempotent-Replayed"]),
	];
	const answer = {
		headers: refs("headers", headers),
		content: { [operation.answerType ?? "application/json"]: { schema: made.of(operation.answer, "output") } },
	};
	return {
		[operation.status]: {
			description:
				ANSWERS[operation.status] + (operation.showsSecret ? " Holds a secret that is shown this once." : ""),
			...answer,
		},
		...(operation.unfinished ? { [operation.unfinished]: { description: "Not finished yet.", ...answer } } : {}),
		...(isRead ? { 304: ref("responses", "NotModified") } : {}),
	};
}

const ANSWERS: Readonly<Record<Operation["status"], string>> = {
	200: "Done.",
	201: "Made.",
	202: "Taken: what follows from it happens by itself.",
};

const problemResponses = (operation: Operation, made: Schemas): Record<string, Response | Reference> =>
	Object.fromEntries(
		problemsOf(operation).map(({ status, codes, shared }) => [
			status,
			shared
				? ref("responses", shared)
				: {
						description: `Declined: ${codes.map((code) => `\`${code}\``).join(", ")}.`,
						headers: refs("headers", status === 409 ? ["X-Request-Id", "Retry-After"] : ["X-Request-Id"]),
						content: { [PROBLEM]: { schema: made.of(Problem, "output") } },
					},
		]),
	);

const refs = (kind: string, names: readonly string[]): Record<string, Reference> =>
	Object.fromEntries(names.map((name) => [name, ref(kind, name)]));

const SHARED_PARAMETERS: Readonly<Record<string, Parameter>> = {
	IdempotencyKey: {
		name: "Idempotency-Key",
		in: "header",
		required: false,
		description:
			"A name of your own for this request, such as a UUID. Sent again within a day with the same body, it is answered as the first time and done once; where a secret was shown, with 409 `shown-once`.",
		schema: { type: "string", pattern: "^[!-~]{1,200}$" },
	},
	IfNoneMatch: {
		name: "If-None-Match",
		in: "header",
		required: false,
		description: "The ETag of what you have. Where it still is what there is, the answer is 304 without a body.",
		schema: { type: "string" },
	},
};

const HEADERS = {
	"X-Request-Id": {
		description: "The name of this request, for questions about it.",
		schema: { type: "string", format: "uuid" },
	},
	ETag: { description: "A hash of the answer.", schema: { type: "string" } },
	"Idempotent-Replayed": {
		description: "`true`: this is the answer of the first request under this Idempotency-Key.",
		schema: { type: "string", enum: ["true"] },
	},
	RateLimit: {
		description: "Of the limit that is nearest: how many requests are left (`r`), and for how many seconds (`t`).",
		schema: { type: "string" },
	},
	"RateLimit-Policy": {
		description: "The limit that is nearest (`q`), and its window in seconds (`w`).",
		schema: { type: "string" },
	},
	"Retry-After": { description: "Seconds to wait before trying again.", schema: { type: "integer", minimum: 1 } },
} as const;

const SECURITY_SCHEMES = {
	key: { type: "http", scheme: "bearer", description: "An API key of the account: `Authorization: Bearer aa_key_…`." },
	session: {
		type: "apiKey",
		in: "cookie",
		name: "__Host-aa_session",
		description: "The session of a signed-in person. Requests that change something must come from our own origin.",
	},
} as const;
