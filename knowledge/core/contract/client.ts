import type * as z from "zod";
import type { Operation } from "./operation.ts";
import { Problem } from "./problem.ts";

type Output<O extends Operation> = z.output<O["answer"]>;

export type Input<O extends Operation> = {
	params: z.input<O["params"]>;
	query?: z.input<O["query"]>;
	/** A write's own name: sent again with it, it is answered as the first time. */
	idempotencyKey?: string;
} & (O["rawBody"] extends string
	? {
			/** The bytes as they are; `type` where it is another of the media types that the operation takes. */
			raw: string | Uint8Array;
			type?: string;
			body?: never;
		}
	: O["body"] extends z.ZodType
		? { body: z.input<O["body"]>; raw?: never }
		: { body?: never; raw?: never });

/** The little of `fetch` that a client needs: the domain has none of its own. */
export type Send = (
	url: string,
	init: { method: string; headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> | null },
) => PromiseLike<{
	ok: boolean;
	status: number;
	headers?: { get(name: string): string | null };
	json(): PromiseLike<unknown>;
	text?(): PromiseLike<string>;
}>;

export type CallResult<T> =
	| {
			readonly ok: true;
			readonly value: T;
			/** It was done before, under the same name: this is what was answered then. */
			readonly isReplayed?: true;
	  }
	| {
			readonly ok: false;
			readonly status: number;
			readonly problem: Problem;
			/** Where it helps to try again: how long to wait first. */
			readonly retryAfterMs?: number;
	  };

/** One call of an operation, typed by the contract on both sides; what the server answers is parsed, not believed. */
export const call = <O extends Operation>(
	send: Send,
	operation: O,
	input: Input<O>,
): PromiseLike<CallResult<Output<O>>> =>
	send(urlOf(operation, input), initOf(operation, input)).then((answer) => resultOf(operation, answer));

type Loose = {
	readonly params: Readonly<Record<string, unknown>>;
	readonly query?: Readonly<Record<string, unknown>>;
	readonly idempotencyKey?: string;
	readonly body?: unknown;
	readonly raw?: string | Uint8Array;
	readonly type?: string;
};

function urlOf<O extends Operation>(operation: O, input: Input<O>): string {
	const { params, query = {} } = input as Loose;
	const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
	const search = Object.entries(query)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
		.join("&");
	return search === "" ? path : `${path}?${search}`;
}

function initOf<O extends Operation>(operation: O, input: Input<O>): Parameters<Send>[1] {
	const { body, raw, type, idempotencyKey } = input as Loose;
	const sent =
		raw !== undefined ? (raw as string | Uint8Array<ArrayBuffer>) : body === undefined ? null : JSON.stringify(body);
	const media = raw === undefined ? "application/json" : (type ?? operation.rawBody ?? "application/octet-stream");
	return {
		method: operation.method.toUpperCase(),
		headers: {
			...(sent === null ? {} : { "content-type": media }),
			...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
		},
		body: sent,
	};
}

type Answer = Awaited<ReturnType<Send>>;

function resultOf<O extends Operation>(operation: O, answer: Answer): PromiseLike<CallResult<Output<O>>> {
	const header = (name: string): string | null => answer.headers?.get(name) ?? null;
	if (!answer.ok)
		return answer.json().then((json) => {
			const seconds = Number(header("retry-after") ?? "");
			const retry = seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {};
			return { ok: false, status: answer.status, problem: Problem.parse(json), ...retry };
		});
	const isText = operation.answerType !== undefined && answer.text !== undefined;
	return (isText && answer.text ? answer.text() : answer.json()).then((value) => ({
		ok: true,
		value: operation.answer.parse(value) as Output<O>,
		...(header("idempotent-replayed") === "true" ? { isReplayed: true } : {}),
	}));
}
