import type { Hono } from "hono";
import type { LogPage } from "#durable-objects/deal-agent/calls.ts";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { differencesOf } from "#knowledge/core/contract/differences.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { dealIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { App } from "#workers/http/app-types.ts";
import { route } from "#workers/http/route.ts";
import { dealExists } from "#workers/store/deals.ts";
import { listForks, registerFork } from "#workers/store/forks.ts";
import { requestKey, withDeal } from "./deals.ts";

/** One message between objects holds 32 MiB; a log that comes near it is forked from an earlier moment. */
const COPY_CHARS_MAX = 24 * 1024 * 1024;

export function forkRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.forkDeal, async ({ call, params, body }, c) => {
		if (!(await dealExists(c.get("db"), params.deal))) return refused("not-found", "there is no such deal to fork");
		const copied = await withDeal(c, call, params.deal, (stub, dealCall) =>
			wholeLog(async (after) => outcomeOf(await stub.logPage(dealCall, after, body.at ?? null))),
		);
		if (copied.type === "refused") return copied;
		const at = copied.value.events.at(-1)?.seq ?? 1;
		const fork = dealIdOf(sha256, call.principal.tenant, `fork:${params.deal}:${requestKey(c)}`);
		const origin = { from: params.deal, at, by: call.principal.id };
		await registerFork(c.get("db"), { id: fork, label: body.label, ...origin }, Date.now());
		return withDeal(c, call, fork, async (stub, dealCall) =>
			outcomeOf(await stub.adopt(dealCall, { origin, ...copied.value })),
		);
	});

	route(app, OPERATIONS.listForks, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async () => done({ items: await listForks(c.get("db"), params.deal), next: null })),
	);

	route(app, OPERATIONS.rehearse, ({ call, params, body }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const { contact = null, subject = null, ...rest } = body;
			return outcomeOf(await stub.rehearse(dealCall, { contact, subject, ...rest, request: requestKey(c) }));
		}),
	);

	route(app, OPERATIONS.listDifferences, async ({ call, params, query }, c) => {
		const read = (deal: typeof params.deal, at: number | undefined) =>
			withDeal(c, call, deal, async (stub, dealCall) => outcomeOf(await stub.readAt(dealCall, at ?? null)));
		const before = await read(params.deal, query.at);
		if (before.type === "refused") return before;
		const after = await read(query.with ?? params.deal, query.withAt);
		if (after.type === "refused") return after;
		return done({ items: [...differencesOf(before.value, after.value)], next: null });
	});
}

type Copy = { events: LogPage["events"][number][]; payloads: LogPage["payloads"][number][] };

async function wholeLog(pageAfter: (seq: number) => Promise<Outcome<LogPage>>): Promise<Outcome<Copy>> {
	const copy: Copy = { events: [], payloads: [] };
	let chars = 0;
	for (let after: number | null = 0; after !== null; ) {
		const page: Outcome<LogPage> = await pageAfter(after);
		if (page.type === "refused") return page;
		const { events, payloads, next } = page.value;
		chars += JSON.stringify(events).length + payloads.reduce((sum, { body }) => sum + body.length + 100, 0);
		if (chars > COPY_CHARS_MAX) return refused("invalid", "/body/at: the log up to there is too long to copy");
		copy.events.push(...events);
		copy.payloads.push(...payloads);
		after = next;
	}
	return done(copy);
}
