import { call } from "#knowledge/core/contract/client.ts";
import type { Operation } from "#knowledge/core/contract/operation.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Problem } from "#knowledge/core/contract/problem.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";

/** Why a call gave no value, in words for the reader. Status 0: no usable answer came at all. */
export type Trouble = {
	readonly status: number;
	readonly code: string;
	readonly message: string;
	/** Each wrong field by its path, where the server named any. */
	readonly errors?: readonly { readonly path: string; readonly detail: string }[];
};
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };
type Value<O extends Operation> = O["answer"]["_zod"]["output"];
export type Input<O extends Operation> = Parameters<typeof call<O>>[2];
export type Ask = <O extends Operation>(operation: O, input: Input<O>) => Promise<Answer<Value<O>>>;

/** A request that hangs must end as an error that the reader can see and repeat. */
const ANSWER_WITHIN_MS = 20_000;

const UNREACHABLE: Trouble = {
	status: 0,
	code: "unreachable",
	message: "The server gave no usable answer. Try again in a moment.",
};

const send: Parameters<typeof call>[0] = (url, init) =>
	fetch(url, { ...init, credentials: "same-origin", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });

export const ask: Ask = async (operation, input) => {
	try {
		const result = await call(send, operation, input);
		return result.ok ? result : { ok: false, trouble: troubleOf(result.status, result.problem) };
	} catch {
		return { ok: false, trouble: UNREACHABLE };
	}
};

export function troubleOf(status: number, problem: Problem): Trouble {
	const code = problem.type.split(/[/:#]/).at(-1) ?? "";
	return {
		status,
		code,
		message: problem.detail ?? problem.title,
		...(problem.errors === undefined ? {} : { errors: problem.errors }),
	};
}

/** What the server said of each field of a form, by the field's name. */
export const fieldTroubles = ({ errors = [] }: Trouble): ReadonlyMap<string, string> =>
	new Map(
		errors
			.filter(({ path }) => path.startsWith("/body/"))
			.map(({ path, detail }) => [path.slice("/body/".length), `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`]),
	);

/** The mail's bytes as they are in the file. */
export const handInMail = async (account: string, mail: Blob): Promise<Answer<SignalReceipt>> =>
	ask(OPERATIONS.postEmail, { params: { account }, raw: new Uint8Array(await mail.arrayBuffer()) });
