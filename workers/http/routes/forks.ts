import type { Hono } from "hono";
import type { LogPage } from "#durable-objects/deal-agent/calls.ts";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import { differencesOf } from "#knowledge/core/contract/differences.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { dealIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { App } from "#workers/http/app-types.ts";
import { requestKey, withDeal } from "#workers/http/deal-of.ts";
import { route } from "#workers/http/route.ts";
import { countForks, forkExists, listForks, noteFork, registerFork } from "#workers/store/forks.ts";

/** One message between objects holds 32 MiB; a log that comes near it is forked from an earlier moment. */
const COPY_BYTES_MAX = 28 * 1024 * 1024;
/** Each is a whole copy of a deal, and nothing takes one away yet. */
const FORKS_MAX = 20;

export function forkRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.forkDeal, async ({ call, params, body }, c) => {
		// The copy is a deal of its own, which such a key is not for.
		if (call.principal.dealScope !== null)
			return refused("not-allowed", "this key is for some deals only: it opens no copy of one");
		const db = c.get("db");
		if (!c.get("terms").flags.forks) return refused("not-allowed", "flag «forks»: this account has no forks");
		if (await forkExists(db, params.deal)) return refused("conflict", "a fork cannot be forked; fork its original");
		const fork = dealIdOf(sha256, call.principal.tenant, `fork:${params.deal}:${requestKey(c)}`);
		const stub = dealStub(c.env, call.principal, fork);
		const forkCall = { ...call, deal: fork };
		// Asked again, it is the fork that was made, wherever the deal has gone since.
		const made = (await forkExists(db, fork)) ? outcomeOf(await stub.read(forkCall)) : null;
		if (made?.type === "done") return made;
		if ((await countForks(db, params.deal)) >= FORKS_MAX)
			return refused("conflict", `a deal has at most ${FORKS_MAX} forks; go on in one of them`);
		const copied = await withDeal(c, call, params.deal, (original, dealCall) =>
			wholeLog(async (after, upTo) => outcomeOf(await original.logPage(dealCall, after, upTo)), body.at ?? null),
		);
		if (copied.type === "refused") return copied;
		const { at, ...copy } = copied.value;
		const origin = { from: params.deal, at, by: call.principal.id };
		await noteFork(db, fork);
		const adopted = outcomeOf(await stub.adopt(forkCall, { origin, ...copy }));
		if (adopted.type === "refused") return adopted;
		// Its row comes last: one without a fork would be listed and never be found. It says what the object says.
		const is = adopted.value.fork ?? origin;
		await registerFork(db, { id: fork, from: is.from, at: is.at, by: origin.by, label: body.label }, Date.now());
		return adopted;
	});

	route(app, OPERATIONS.listForks, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async () => done({ items: await listForks(c.get("db"), params.deal), next: null })),
	);

	route(app, OPERATIONS.rehearse, ({ call, params, body }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const { contact = null, subject = null, from = null, ...rest } = body;
			return outcomeOf(await stub.rehearse(dealCall, { contact, subject, from, ...rest, request: requestKey(c) }));
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

type Pages = (after: number, upTo: number | null) => Promise<Outcome<LogPage>>;
type Copy = Pick<LogPage, "events" | "payloads"> & { readonly at: number };

async function wholeLog(pageAfter: Pages, wanted: number | null): Promise<Outcome<Copy>> {
	const events: LogPage["events"][number][] = [];
	const payloads = new Map<string, LogPage["payloads"][number]>();
	let bytes = 0;
	// What is copied is settled with the first page: the deal may go on meanwhile.
	let at = wanted;
	for (let after: number | null = 0; after !== null; ) {
		const page: Outcome<LogPage> = await pageAfter(after, at);
		if (page.type === "refused") return page;
		bytes += page.value.bytes;
		if (bytes > COPY_BYTES_MAX) return refused("invalid", "/body/at: the log up to there is too long to copy");
		events.push(...page.value.events);
		for (const text of page.value.payloads) payloads.set(text.hash, text);
		at = page.value.upTo;
		after = page.value.next;
	}
	return done({ events, payloads: [...payloads.values()], at: at ?? 1 });
}
