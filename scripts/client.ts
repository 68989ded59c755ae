import type * as z from "zod";
import { type CallResult, call, type Send } from "#knowledge/core/contract/client.ts";
import type { DealView, EventView } from "#knowledge/core/contract/deal.ts";
import type { Operation } from "#knowledge/core/contract/operation.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { SignalReceipt, SignalRow } from "#knowledge/core/contract/signal.ts";

type Input<O extends Operation> = Parameters<typeof call<O>>[2];

/** One account seen with one key, over HTTP like everybody else. */
export function accountClient(url: URL, account: string, key: string) {
	const send: Send = (path, init) =>
		fetch(new URL(path, url), { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });

	async function ask<O extends Operation>(operation: O, input: Input<O>): Promise<z.output<O["answer"]>> {
		const result = await tryAsk(operation, input);
		if (result.ok) return result.value;
		const { title, detail, errors } = result.problem;
		throw new Error(
			`${operation.id}: ${result.status} ${title} ${detail ?? ""} ${errors ? JSON.stringify(errors) : ""}`.trim(),
		);
	}

	const tryAsk = async <O extends Operation>(
		operation: O,
		input: Input<O>,
	): Promise<CallResult<z.output<O["answer"]>>> => call(send, operation, input);

	return {
		account,
		ask,
		tryAsk,

		/** Hands in raw bytes at one of the account's doors. A problem is an answer too: the caller accounts for it. */
		async post(
			path: string,
			type: string,
			raw: Uint8Array,
		): Promise<{ status: number; receipt: SignalReceipt | null; reason: string | null }> {
			const response = await fetch(new URL(`/v1/accounts/${account}${path}`, url), {
				method: "POST",
				headers: { authorization: `Bearer ${key}`, "content-type": type },
				body: Buffer.from(raw),
			});
			const body = await response.json();
			if (response.status === 202)
				return { status: 202, receipt: OPERATIONS.postEmail.answer.parse(body), reason: null };
			return { status: response.status, receipt: null, reason: String(Object(body).detail ?? Object(body).title) };
		},

		postMail(raw: Uint8Array) {
			return this.post("/signals/email", "message/rfc822", raw);
		},

		async signals(): Promise<readonly SignalRow[]> {
			const rows: SignalRow[] = [];
			for (let cursor: number | undefined; ; ) {
				const page = await ask(OPERATIONS.listSignals, {
					params: { account: account as never },
					query: { limit: 200, ...(cursor ? { cursor } : {}) },
				});
				rows.push(...page.items);
				if (page.next === null) return rows;
				cursor = Number(page.next);
			}
		},

		/** The deals that signals went to, each once, in the order in which they appeared. */
		async deals(): Promise<readonly string[]> {
			return [...new Set((await this.signals()).flatMap((row) => (row.deal ? [row.deal as string] : [])).reverse())];
		},

		deal: (deal: string): Promise<DealView> => ask(OPERATIONS.getDeal, { params: { account, deal } as never }),

		async events(deal: string): Promise<readonly EventView[]> {
			const events: EventView[] = [];
			for (let after = 0; ; ) {
				const page = await ask(OPERATIONS.listEvents, {
					params: { account, deal } as never,
					query: { after, limit: 500 },
				});
				events.push(...page.items);
				if (page.next === null) return events;
				after = Number(page.next);
			}
		},
	};
}
export type AccountClient = ReturnType<typeof accountClient>;

/** Asks until the answer is there, or says what it waited for. */
export async function until<T>(
	what: string,
	ask: () => Promise<T | null | undefined | false>,
	timeoutMs = 30_000,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer) return answer;
		if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
}
