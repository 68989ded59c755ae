import type { Context, Hono } from "hono";
import type * as z from "zod";
import type { DealCall } from "#durable-objects/deal-agent/calls.ts";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { type DealStub, dealStub } from "#durable-objects/stubs.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { overQuota, quotasOf } from "#knowledge/core/vocabulary/account.ts";
import { DealId, dealIdOf, type UserId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { problem } from "#workers/http/problem.ts";
import { route } from "#workers/http/route.ts";
import { Cursor, countDeals, dealExists, listDeals, registerDeal } from "#workers/store/deals.ts";
import { forkExists } from "#workers/store/forks.ts";
import { readSettings, readTenant } from "#workers/store/settings.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

/** A deal, or a fork of one, that has a row; without one no object is so much as looked up. */
export async function withDeal<T>(
	c: Context<App>,
	call: Call,
	deal: DealId,
	use: (stub: DealStub, call: DealCall) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
	if (!(await dealExists(c.get("db"), deal)) && !(await forkExists(c.get("db"), deal)))
		return refused("not-found", "there is no such deal");
	return use(dealStub(c.env, call.principal, deal), { ...call, deal });
}

/** One request by its name is one, however often it is sent: also where the first one was cut off before its answer was kept. */
export const requestKey = (c: Context<App>): string => c.get("requestKey") ?? sha256(crypto.randomUUID());

export function dealRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listDeals, async ({ query }, c) => {
		return cursorProblem(c, query.cursor, cursorOf(DealId)) ?? done(await listDeals(c.get("db"), query));
	});

	route(app, OPERATIONS.createDeal, async ({ call, body }, c) => {
		const id = dealIdOf(sha256, call.principal.tenant, `created:${requestKey(c)}`);
		if (body.rep !== null && !(await isRep(c.get("db"), body.rep)))
			return refused("invalid", "/body/rep: there is no such rep in this account");
		const full = (await dealExists(c.get("db"), id)) ? null : await dealsOver(c.get("db"));
		if (full) return full;
		await registerDeal(c.get("db"), { id, ...body }, Date.now());
		return withDeal(c, call, id, async (stub, dealCall) => outcomeOf(await stub.open(dealCall, body)));
	});

	route(app, OPERATIONS.getDeal, ({ call, params, query }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => outcomeOf(await stub.readAt(dealCall, query.at ?? null))),
	);

	route(app, OPERATIONS.changeCrm, ({ call, params, body }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => outcomeOf(await stub.changeCrm(dealCall, body))),
	);

	route(app, OPERATIONS.undoCrm, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => outcomeOf(await stub.undoCrm(dealCall, params.change))),
	);

	route(app, OPERATIONS.moveDeal, ({ call, params, body }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => outcomeOf(await stub.move(dealCall, body.stage))),
	);

	route(app, OPERATIONS.listEvents, ({ call, params, query }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.events(dealCall, query.after, query.limit));
			if (outcome.type === "refused") return outcome;
			const last = outcome.value.at(-1);
			return done({
				items: [...outcome.value],
				next: last && outcome.value.length === query.limit ? String(last.seq) : null,
			});
		}),
	);

	route(app, OPERATIONS.listFacts, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.read(dealCall));
			return outcome.type === "refused" ? outcome : done({ items: outcome.value.facts, next: null });
		}),
	);

	route(app, OPERATIONS.getSource, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => outcomeOf(await stub.source(dealCall, params.signal))),
	);

	route(app, OPERATIONS.listOutbox, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.outbox(dealCall));
			if (outcome.type === "refused") return outcome;
			const base = `/v1/accounts/${params.account}/deals/${params.deal}/outbox`;
			return done({
				items: outcome.value.map((row) => ({ ...row, copy: row.copy ? `${base}/${row.key}/copy` : null })),
				next: null,
			});
		}),
	);

	for (const [operation, state] of [
		[OPERATIONS.pauseDeal, "paused"],
		[OPERATIONS.resumeDeal, "active"],
	] as const) {
		route(app, operation, ({ call, params }, c) =>
			withDeal(c, call, params.deal, async (stub, dealCall) => {
				const outcome = outcomeOf(await stub.setAutomation(dealCall, state));
				return outcome.type === "refused" ? outcome : done({ automation: outcome.value });
			}),
		);
	}

	route(app, OPERATIONS.clearFlag, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.clearFlag(dealCall, params.flag));
			return outcome.type === "refused" ? outcome : done({ flag: params.flag });
		}),
	);

	route(app, OPERATIONS.inject, ({ call, params, body }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.inject(dealCall, body, requestKey(c)));
			if (outcome.type === "refused") return outcome;
			const { approval, effect } = outcome.value;
			return done({ approval, effect });
		}),
	);
}

export function runRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listRuns, ({ call, params, query }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.runs(dealCall, query.limit));
			return outcome.type === "refused" ? outcome : done({ items: [...outcome.value], next: null });
		}),
	);

	route(app, OPERATIONS.getRun, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => outcomeOf(await stub.run(dealCall, params.run))),
	);

	route(app, OPERATIONS.runPipeline, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.requestRun(dealCall, requestKey(c)));
			return outcome.type === "refused" ? outcome : done({ run: outcome.value });
		}),
	);

	route(app, OPERATIONS.retryStep, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.retryStep(dealCall, { run: params.run, step: params.step }, requestKey(c)));
			return outcome.type === "refused" ? outcome : done({ run: outcome.value });
		}),
	);
}

/** Asked before a new one is made by hand; the mail of a buyer is never turned away for it. */
async function dealsOver(db: TenantDb): Promise<Outcome<never> | null> {
	const account = await readTenant(db);
	const { deals: max } = quotasOf(account?.tier ?? "entry", account?.quotas ?? {});
	return (await countDeals(db)) < max ? null : refused("ceiling", overQuota("deals", max));
}

async function isRep(db: TenantDb, rep: UserId): Promise<boolean> {
	const people = (await readSettings(db))?.people ?? [];
	return people.some((person) => person.id === rep && person.roles.includes("rep"));
}

/** A cursor of a list in the order of time: one of another list names something else. */
export const cursorOf = (id: z.ZodType): z.ZodType =>
	Cursor.refine((cursor) => id.safeParse(cursor.split(":")[1]).success, "is not a cursor of this list");

/** A query of the wrong form, like any other; `null` where the list can begin there. */
export function cursorProblem(c: Context<App>, cursor: string | undefined, shape: z.ZodType): Response | null {
	if (cursor === undefined || shape.safeParse(cursor).success) return null;
	const errors = [{ path: "/query/cursor", detail: "is not a cursor of this list" }];
	return problem(c, 400, "invalid-input", "Invalid input", { errors });
}
