import type { Operation } from "./operation.ts";
import { PROBLEM_TYPE, REFUSAL_STATUS } from "./problem.ts";

const REQUEST_ID = "0b9f6a52-3d0e-4c43-9f0b-6a2f5f0d7c11";

type Shared = {
	readonly status: number;
	readonly description: string;
	readonly headers?: readonly string[];
	readonly example?: unknown;
};

const example = (status: number, code: string, title: string, more: object = {}) => ({
	type: `${PROBLEM_TYPE}${code}`,
	title,
	status,
	requestId: REQUEST_ID,
	...more,
});

/** What is answered alike everywhere. */
export const RESPONSES: Readonly<Record<string, Omit<Shared, "status">>> = {
	NotModified: { description: "You have it already.", headers: ["ETag"] },
	Invalid: {
		description: "`invalid-input`: each wrong field by its path. `malformed-json`: the body is not JSON in UTF-8.",
		example: example(400, "invalid-input", "Invalid input", {
			errors: [
				{ path: "/body/name", detail: "must not be empty" },
				{ path: "/body/colour", detail: "unknown field" },
			],
		}),
	},
	Unauthenticated: {
		description: "`unauthenticated`: there is no key or session, or it is not good any more.",
		example: example(401, "unauthenticated", "Sign in, or send a key", {
			detail: "send «Authorization: Bearer KEY», or open the sign-in link",
		}),
	},
	NotAllowed: {
		description:
			"`not-allowed`: this takes another role or scope, and `detail` says which. `origin`: a cookie was sent by another site's page. `account-suspended`, `account-closing`: the account does not answer.",
		example: example(403, "not-allowed", "Declined", { detail: "this takes a key with the scope «write»" }),
	},
	NotFound: {
		description:
			"`not-found`: no such thing in this account. An id of another account is answered like one that never was.",
		example: example(404, "not-found", "Not found"),
	},
	TooLarge: { description: "`too-large`: the body has more bytes than are taken here." },
	MediaType: { description: "`media-type`: another content type than the ones that are taken here." },
	TooMany: {
		description: "`too-many`: too many requests of this key, person, account or address.",
		headers: ["Retry-After"],
		example: example(429, "too-many", "Declined"),
	},
	Internal: { description: "`internal`: something is wrong on our side. The request id finds it in our logs." },
	Unavailable: {
		description: "Something that this needs does not answer for now. A repeat under the same Idempotency-Key is safe.",
		headers: ["Retry-After"],
	},
};

export type DocumentedProblem = {
	readonly status: number;
	readonly codes: readonly string[];
	/** The name among {@link RESPONSES}, where it is answered alike everywhere. */
	readonly shared: keyof typeof RESPONSES | null;
};

/** What can be answered in place of what was asked for, in the order of the statuses. */
export function problemsOf(operation: Operation): readonly DocumentedProblem[] {
	const { access, method, body, rawBody, query, refuses = [], showsSecret } = operation;
	const isOpen = access === "public";
	const isWrite = method !== "get";
	const alike = (status: number, shared: keyof typeof RESPONSES, isGiven = true) =>
		isGiven ? [{ status, codes: [], shared }] : [];
	const own = (status: number, codes: readonly string[]) => {
		const all = [...codes, ...refuses.filter((code) => REFUSAL_STATUS[code] === status)];
		return all.length === 0 ? [] : [{ status, codes: all, shared: null }];
	};
	const names = isWrite && !isOpen;
	return [
		...alike(400, "Invalid", isWrite || Object.keys(query.shape).length > 0),
		...alike(401, "Unauthenticated", !isOpen),
		...alike(403, "NotAllowed", !isOpen),
		...alike(404, "NotFound"),
		...own(409, [...(names ? ["conflict", "still-running"] : []), ...(names && showsSecret ? ["shown-once"] : [])]),
		...own(410, []),
		...alike(413, "TooLarge", isWrite),
		...alike(415, "MediaType", body !== null || rawBody !== undefined),
		...own(422, names ? ["invalid", "idempotency-key-reused"] : []),
		...alike(429, "TooMany"),
		...alike(500, "Internal"),
		...alike(503, "Unavailable"),
	];
}
