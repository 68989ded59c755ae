import type { Context, Hono } from "hono";
import { type Answer, outcomeOf } from "#durable-objects/platform/answer.ts";
import { readModelConfig } from "#durable-objects/platform/model/config.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { dayOf } from "#knowledge/core/budget/calendar.ts";
import { estimateRun } from "#knowledge/core/budget/estimate.ts";
import type { MonthState, VersionedTerms } from "#knowledge/core/budget/month.ts";
import { priceOf } from "#knowledge/core/budget/price-of.ts";
import { PRICES_AS_KNOWN_ON } from "#knowledge/core/budget/prices.ts";
import type { RunView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { budgetOf, flagsOf } from "#knowledge/core/vocabulary/account.ts";
import { RUN_TOKENS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { budgetView, grantView, leftOf } from "#workers/http/budget-view.ts";
import { requestKey, withDeal } from "#workers/http/deal-of.ts";
import { route } from "#workers/http/route.ts";
import { readTenant, type TenantRow } from "#workers/store/settings.ts";
import { readUsageSums } from "#workers/store/usage.ts";

/** Of a deal's latest runs: enough for a middle that one odd run does not move. */
const RUNS_LOOKED_AT = 21;

export function budgetRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.getBudget, async ({ call }, c) => {
		const terms = await termsOf(c);
		const state = terms && outcomeOf(await stateOf(c, call, terms));
		if (!state) return unknown;
		if (state.type === "refused") return state;
		const day = dayOf(state.value.now);
		const usage = await readUsageSums(c.get("db"), { from: day, to: day, by: "account", after: null, limit: 1 });
		return done(budgetView(state.value, usage.total.steps));
	});

	route(app, OPERATIONS.grantTokens, async ({ call, body }, c) => {
		const terms = await termsOf(c);
		if (!terms) return unknown;
		const granted = outcomeOf(
			await ledgerStub(c.env, call.principal).grantTokens(call, terms, { ...body, request: requestKey(c) }),
		);
		return granted.type === "refused" ? granted : done(grantView(granted.value));
	});

	route(app, OPERATIONS.estimateRun, ({ call, params }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const tenant = await readTenant(c.get("db"));
			if (!tenant) return unknown;
			const runs = outcomeOf(await stub.runs(dealCall, RUNS_LOOKED_AT));
			if (runs.type === "refused") return runs;
			const state = outcomeOf(await stateOf(c, call, termsOfRow(tenant)));
			if (state.type === "refused") return state;
			const model = flagsOf(tenant.tier, tenant.flags).model ? modelOf(c.env) : null;
			const prices = model === null ? null : priceOf(model);
			const made = estimateRun(runs.value.map(tokensOf), { prices, runTokensMax: RUN_TOKENS_MAX });
			const told = (tokens: { prompt: number; output: number }, micros: number | null) => ({
				tokens: tokens.prompt + tokens.output,
				// Rules cost nothing.
				costMicros: model === null ? 0 : micros,
			});
			const { base, emergency } = state.value.held;
			return done({
				basis: made.basis,
				runs: made.runs,
				model,
				likely: told(made.likely, made.likelyMicros),
				atMost: told(made.atMost, made.atMostMicros),
				pricesOf: prices && PRICES_AS_KNOWN_ON,
				monthLeft: leftOf(base) + leftOf(emergency),
			});
		}),
	);
}

/** Most steps of a run are asked of models of this size or a smaller one. */
function modelOf(env: App["Bindings"]): string | null {
	const config = readModelConfig(env);
	return config.type === "models" ? config.chain[0].models.mid : null;
}

const unknown = refused("not-found", "there is no such account");

/** The ledger never reads D1: whoever asks it brings the terms. */
async function termsOf(c: Context<App>): Promise<VersionedTerms | null> {
	const tenant = await readTenant(c.get("db"));
	return tenant && termsOfRow(tenant);
}

const termsOfRow = ({ settings_version, budget }: TenantRow): VersionedTerms => ({
	version: settings_version,
	terms: budgetOf(budget),
});

const stateOf = (c: Context<App>, call: Call, terms: VersionedTerms): Promise<Answer<MonthState>> =>
	ledgerStub(c.env, call.principal).budget(call, terms);

const tokensOf = ({ steps }: RunView) => ({
	prompt: steps.reduce((sum, step) => sum + step.tokens.prompt, 0),
	output: steps.reduce((sum, step) => sum + step.tokens.output, 0),
});
