import type { Context, Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import type { DealRow } from "#knowledge/core/contract/deal.ts";
import type { AccountPlanView } from "#knowledge/core/contract/judgement.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { type AccountDeal, accountPlan } from "#knowledge/core/facts/account-plan.ts";
import { DEFAULT_CAP } from "#knowledge/core/learning/learned.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { withDeal } from "#workers/http/deal-of.ts";
import { learnedView } from "#workers/http/learned-view.ts";
import { route } from "#workers/http/route.ts";
import { readCompany } from "#workers/store/crm.ts";
import { readLearned, teach } from "#workers/store/learning.ts";
import { readLessonSums } from "#workers/store/lessons.ts";

/** A person's word: of what is known, and of what the crew held back. */
export function wordRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.validateFact, ({ call, params: { deal, fact }, body: { reason = null, seen } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) =>
			outcomeOf(await stub.sayOfFact(dealCall, { type: "validate", fact, reason, seen })),
		),
	);

	route(app, OPERATIONS.editFact, ({ call, params: { deal, fact }, body: { value, reason = null, seen } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) =>
			outcomeOf(await stub.sayOfFact(dealCall, { type: "edit", fact, value, reason, seen })),
		),
	);

	route(app, OPERATIONS.contradictFact, ({ call, params: { deal, fact }, body: { reason = null, seen } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) =>
			outcomeOf(await stub.sayOfFact(dealCall, { type: "contradict", fact, reason, seen })),
		),
	);

	route(app, OPERATIONS.explainRun, ({ call, params: { deal, run } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) => outcomeOf(await stub.why(dealCall, run))),
	);

	route(app, OPERATIONS.giveFeedback, ({ call, params: { deal, run }, body: { note = null, ...said } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) => outcomeOf(await stub.sayOfRun(dealCall, { run, note, ...said }))),
	);

	route(app, OPERATIONS.getLearning, async (_, c) =>
		done({ items: [...(await readLessonSums(c.get("db"), await readLearned(c.get("db"))))], next: null }),
	);

	route(app, OPERATIONS.getLearned, async (_, c) => done(learnedView(await readLearned(c.get("db")))));

	route(app, OPERATIONS.revertLearned, async ({ call, params: { learned: change } }, c) => {
		const db = c.get("db");
		const found = (await readLearned(db)).changes.find(({ id }) => id === change);
		if (!found) return refused("not-found", "nothing of this id was learned");
		if (found.revertedBy === null) {
			const event = { type: "change-reverted", change, by: UserId.parse(call.principal.id) } as const;
			await teach(db, event, { request: c.get("requestId"), now: Date.now() });
		}
		return done(learnedView(await readLearned(db)));
	});

	route(app, OPERATIONS.setAutonomy, async ({ call, params: { action }, body: { level } }, c) => {
		const db = c.get("db");
		const state = await readLearned(db);
		if ((state.caps[action] ?? DEFAULT_CAP) !== level) {
			const event = { type: "autonomy-capped", action, level, by: UserId.parse(call.principal.id) } as const;
			await teach(db, event, { request: c.get("requestId"), now: Date.now() });
		}
		return done(learnedView(await readLearned(db)));
	});
}

/** What is made of the facts of a deal, each time that it is asked for. */
export function judgementRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.getPoliticalMap, ({ call, params: { deal } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) => outcomeOf(await stub.map(dealCall))),
	);

	route(app, OPERATIONS.getLedger, ({ call, params: { deal } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) => outcomeOf(await stub.ledger(dealCall))),
	);

	route(app, OPERATIONS.listBattlecards, ({ call, params: { deal } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.battlecards(dealCall));
			return outcome.type === "refused" ? outcome : done({ items: [...outcome.value], next: null });
		}),
	);

	route(app, OPERATIONS.getPriceGuidance, ({ call, params: { deal }, query: { asked = null, ...price } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) =>
			outcomeOf(await stub.priceGuidance(dealCall, { ...price, askedMinor: asked })),
		),
	);

	route(app, OPERATIONS.getPlan, ({ call, params: { deal }, query: { since = null } }, c) =>
		withDeal(c, call, deal, async (stub, dealCall) => outcomeOf(await stub.plan(dealCall, since))),
	);

	route(app, OPERATIONS.getAccountPlan, async ({ call, params: { company } }, c) => {
		const found = await readCompany(c.get("db"), company);
		return found ? done(await accountPlanOf(c, call, found.deals)) : refused("not-found", "there is no such company");
	});
}

/** Each deal draws its own plan, one call to its object; of a company with more, those that changed last. */
const DEALS_PLANNED_MAX = 20;

async function accountPlanOf(c: Context<App>, call: Call, deals: readonly DealRow[]): Promise<AccountPlanView> {
	const latest = deals.slice(0, DEALS_PLANNED_MAX);
	const planned = await Promise.all(
		latest.map(async ({ id, name, stage, amount }): Promise<readonly AccountDeal[]> => {
			const stub = dealStub(c.env, call.principal, id);
			const outcome = outcomeOf(await stub.plan({ ...call, deal: id }, null));
			// A row may be there before its deal is, or after it.
			return outcome.type === "refused"
				? []
				: [{ deal: id, name: name ?? "", stage, amount, plan: outcome.value.lines }];
		}),
	);
	return {
		lines: accountPlan(planned.flat()).map((line) => ({ ...line, facts: [...line.facts] })),
		deals: latest.map(({ id, name }) => ({ deal: id, name })),
		left: deals.length - latest.length,
	};
}
