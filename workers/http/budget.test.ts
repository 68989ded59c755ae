import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { ownMonth, testMonth } from "#durable-objects/testing/budget.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { endOfMonth, monthOf } from "#knowledge/core/budget/calendar.ts";
import type { BudgetView, EstimateView, GrantView } from "#knowledge/core/contract/budget.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { budgetOf } from "#knowledge/core/vocabulary/account.ts";
import { RUN_TOKENS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { newAccount, platformAdmin } from "#workers/testing/accounts.setup.ts";
import { client, dealByMail, json } from "#workers/testing/api.setup.ts";

async function fresh() {
	const clock = standStill();
	ownMonth(clock);
	const at = await newTenant("budget");
	const { send } = await client(at);
	const view = async (path: string, by = send): Promise<BudgetView> => {
		const response = await by(path);
		expect(response.status).toBe(200);
		return OPERATIONS.getBudget.answer.parse(await response.json());
	};
	return { clock, at, send, view, month: testMonth(at, clock, budgetOf({}), 1) };
}

test("[S3-16][S3-18] the month as its people see it: pools, factor and its parts, spend, and where it is going", async () => {
	const { clock, view, month } = await fresh();
	expect(await view("budget")).toMatchObject({
		month: monthOf(clock.now()),
		ends: new Date(endOfMonth(clock.now())).toISOString(),
		pools: { base: { size: 27_000_000, used: 0, reserved: 0, left: 27_000_000 }, emergency: { size: 0 } },
		allocation: {
			baseMonthly: 27_000_000,
			burstAvailable: 18_000_000,
			emergency: 6_000_000,
			grantable: 6_000_000,
			priorityScore: 75,
			factor: 0.75,
			parts: { revenue: 0.3, complexity: 0.125, activity: 0.125, ofAll: 0.2 },
		},
		spent: { calls: 0, tokens: 0, costMicros: 0 },
		projection: { tokens: 0, perDay: 0 },
		grants: [],
		queued: [],
		today: { steps: 0, calls: 0, withoutModel: 0 },
	});
	await month.use(20_000);
	await month.reserve(5_000);
	await month.reserve(26_000_000, 20);
	const after = await view("budget");
	expect(after.pools.base).toEqual({ size: 27_000_000, used: 20_000, reserved: 5_000, left: 26_975_000 });
	expect(after).toMatchObject({
		spent: { calls: 2, tokens: 20_000, costMicros: 40_000 },
		queued: [{ level: "low", calls: 1, tokens: 26_000_000 }],
		today: { calls: 2 },
	});
	expect(after.projection?.tokens).toBeGreaterThan(20_000);
	expect(after.projection?.how).toContain("average of the last");
	expect(after.priorities.map(({ level, from }) => [level, from])).toEqual([
		["low", 0],
		["medium", 40],
		["high", 60],
		["urgent", 80],
		["emergency", 100],
	]);
});

test("[S3-20][K7] a regional human or an admin grants emergency tokens, once a request; nobody else does, and it is on record", async () => {
	const { at, send, view } = await fresh();
	const asked = { tokens: 250_000, reason: "Three tenders are due this week" };
	const headers = { ...json(asked).headers, "idempotency-key": "grant-1" };
	const responses = [
		await send("budget/grants", { ...json(asked), headers }),
		await send("budget/grants", { ...json(asked), headers }),
	];
	expect(responses.map(({ status }) => status)).toEqual([201, 201]);
	const grant: GrantView = OPERATIONS.grantTokens.answer.parse(await responses[0]?.json());
	expect(grant).toMatchObject({ ...asked, by: at.human.id });
	expect((await view("budget")).grants).toEqual([grant]);
	expect((await view("budget")).pools.emergency).toMatchObject({ size: 250_000, left: 250_000 });
	expect((await send("budget/grants", json({ ...asked, tokens: 5_750_001 }))).status).toBe(422);
	for (const wrong of [{ ...asked, tokens: 0 }, { ...asked, tokens: 1.5 }, { tokens: 5 }, { ...asked, reason: " " }])
		expect((await send("budget/grants", json(wrong))).status).toBe(400);
	for (const who of [at.rep, at.reader]) {
		const other = await client(at, who);
		expect((await other.send("budget/grants", json(asked))).status).toBe(403);
		expect((await other.send("budget")).status).toBe(403);
	}
	const script = await client(at, { ...at.admin, kind: "service", scopes: ["read", "write", "admin"] });
	expect((await script.send("budget/grants", json(asked))).status).toBe(403);
	const admin = await client(at, at.admin);
	const audit = await (await admin.send("audit?action=grantTokens")).json<{
		items: { target: string[]; result: string }[];
	}>();
	expect(audit.items.filter(({ result }) => result === "done").map(({ target }) => target)).toContainEqual([
		`grant:${grant.id}`,
	]);
});

test("[S3-15] the month is a setting of the account, which the platform changes; it holds from the next look on", async () => {
	const platform = await platformAdmin();
	const asked = newAccount("budgeted");
	const made = await (
		await platform.send("/v1/accounts", json({ ...asked, budget: { monthTokens: 5_000_000 } }))
	).json();
	expect(made).toMatchObject({ budget: { ...budgetOf({}), monthTokens: 5_000_000 } });
	const changed = await platform.patch(`/v1/accounts/${asked.account}`, {
		budget: { monthTokens: 9_000_000, complexity: 1 },
	});
	expect(await changed.json()).toMatchObject({ budget: { monthTokens: 9_000_000, complexity: 1, activity: 0.5 } });
	for (const wrong of [{ monthTokens: -1 }, { complexity: 1.01 }, { activity: -0.01 }, { revenue: 0.5 }, { factor: 1 }])
		expect((await platform.patch(`/v1/accounts/${asked.account}`, { budget: wrong })).status).toBe(400);
	const { at, view } = await fresh();
	await env.DB.prepare("UPDATE tenants SET budget = ?, settings_version = 9 WHERE tenant = ?")
		.bind(JSON.stringify({ monthTokens: 1_000_000, revenue: 0, complexity: 0, activity: 0 }), at.tenant)
		.run();
	expect((await view("budget")).pools.base.size).toBe(120_000);
});

test("[S0-117] what a run would take is told before it is asked for, from this deal's own runs", async () => {
	const { clock, at, send } = await fresh();
	const { deal } = await dealByMail(at, clock);
	const estimate: EstimateView = OPERATIONS.estimateRun.answer.parse(
		await (await send(`deals/${deal.id}/estimate`)).json(),
	);
	const [run] = await deal.runs();
	expect(estimate).toMatchObject({
		basis: "past-runs",
		runs: 1,
		model: null,
		likely: { tokens: run?.tokens, costMicros: 0 },
		atMost: { tokens: RUN_TOKENS_MAX, costMicros: 0 },
		pricesOf: null,
		monthLeft: 27_000_000,
	});
	const stranger = await client(await newTenant("budget-other"));
	expect((await stranger.send(`/v1/accounts/${at.tenant}/deals/${deal.id}/estimate`)).status).toBe(404);
	expect((await stranger.send(`deals/${deal.id}/estimate`)).status).toBe(404);
	expect((await stranger.send(`/v1/accounts/${at.tenant}/budget`)).status).toBe(404);
});
