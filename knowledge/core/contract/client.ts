import type * as z from "zod";
import type { Operation } from "./operation.ts";
import { Problem } from "./problem.ts";

type Input<O extends Operation> = {
	params: z.input<O["params"]>;
	query?: z.input<O["query"]>;
} & (O["body"] extends z.ZodType ? { body: z.input<O["body"]> } : { body?: never });

/** The little of `fetch` that a client needs: the domain has none of its own. */
export type Send = (
	url: string,
	init: { method: string; headers: Record<string, string>; body: string | null },
) => PromiseLike<{ ok: boolean; status: number; json(): PromiseLike<unknown> }>;

export type CallResult<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly status: number; readonly problem: Problem };

/** One call of an operation, typed by the contract on both sides; what the server answers is parsed, not believed. */
export function call<O extends Operation>(
	send: Send,
	operation: O,
	input: Input<O>,
): PromiseLike<CallResult<z.output<O["answer"]>>> {
	const params: Record<string, unknown> = input.params;
	const query = Object.entries(input.query ?? {}).filter(([, value]) => value !== undefined);
	const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
	const search = query
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
		.join("&");
	const body = "body" in input && input.body !== undefined ? JSON.stringify(input.body) : null;
	return send(search === "" ? path : `${path}?${search}`, {
		method: operation.method.toUpperCase(),
		headers: body === null ? {} : { "content-type": "application/json" },
		body,
	}).then((answer) =>
		answer.json().then((json): CallResult<z.output<O["answer"]>> => {
			if (answer.ok) return { ok: true, value: operation.answer.parse(json) as z.output<O["answer"]> };
			return { ok: false, status: answer.status, problem: Problem.parse(json) };
		}),
	);
}
