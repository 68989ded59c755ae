import type { Context, Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { overQuota } from "#knowledge/core/vocabulary/account.ts";
import { DealId, dealIdOf, type UserId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { App } from "#workers/http/app-types.ts";
import { cursorOf, cursorProblem } from "#workers/http/cursor.ts";
import { requestKey, withDeal } from "#workers/http/deal-of.ts";
import { route } from "#workers/http/route.ts";
import { countDeals, dealExists, listDeals, registerDeal } from "#workers/store/deals.ts";
import { readSettings } from "#workers/store/settings.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

export function dealRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listDeals, async ({ query }, c) => {
		return cursorProblem(c, query.cursor, cursorOf(DealId)) ?? done(await listDeals(c.get("db"), query));
	});

	route(app, OPERATIONS.createDeal, async ({ call, body }, c) => {
		const id = dealIdOf(sha256, call.principal.tenant, `created:${requestKey(c)}`);
		if (body.rep !== null && !(await isRep(c.get("db"), body.rep)))
			return refused("invalid", "/body/rep: there is no such rep in this account");
		const full = (await dealExists(c.get("db"), id)) ? null : await dealsOver(c);
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
async function dealsOver(c: Context<App>): Promise<Outcome<never> | null> {
	const { deals: max } = c.get("terms").quotas;
	return (await countDeals(c.get("db"))) < max ? null : refused("ceiling", overQuota("deals", max));
}

async function isRep(db: TenantDb, rep: UserId): Promise<boolean> {
	const people = (await readSettings(db))?.people ?? [];
	return people.some((person) => person.id === rep && person.roles.includes("rep"));
}
