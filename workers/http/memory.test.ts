import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { claimOf, giveCrew, testSkill } from "#durable-objects/testing/crew.setup.ts";
import { testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { MemoryLineView } from "#knowledge/core/contract/memory.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { SETTINGS_TTL_MS } from "#knowledge/core/vocabulary/limits.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { companyMemory } from "#workers/store/memory.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";
import { client, dealByMail, json } from "#workers/testing/api.setup.ts";
import { rowsOfList, storedRows } from "#workers/testing/lists.setup.ts";

function giveLearner(at: TestTenant): void {
	const learner = testSkill("qualifier", (input) => ({
		proposals: [claimOf(input, `Wants ${input.signal?.subject ?? "nothing"} by a robot of Mara Ellingsen`)],
		summary: "Learnt.",
	}));
	const writer = testSkill("reply-handler", (input) => ({
		proposals: [
			{
				type: "draft-email" as const,
				to: input.contacts.map((contact) => contact.id),
				subject: "Re: Pricing",
				body: "Dear Mara,\n\nThank you.\n\nBest regards",
				why: "They asked.",
			},
		],
		summary: "Drafted.",
	}));
	giveCrew(at, [[learner], [writer]]);
}

async function fresh(name = "memory") {
	const clock = standStill();
	const at = await newTenant(name);
	giveLearner(at);
	const about = await dealByMail(at, clock);
	const gateway = gatewayOf(createExecutionContext(), at.tenant);
	expectDone(await gateway.project(await about.deal.read()));
	const { send } = await client(at);
	const of = async (company: string, query = ""): Promise<readonly MemoryLineView[]> => {
		const response = await send(`companies/${company}/memory${query}`);
		expect(response.status).toBe(200);
		return OPERATIONS.listCompanyMemory.answer.parse(await response.json()).items;
	};
	return { clock, at, about, gateway, send, of };
}

test("[S3-05] what a deal's log tells is remembered of its company, with importance, layer and where it came from", async () => {
	const { about, of } = await fresh();
	const lines = await of(about.company);
	expect(lines).toMatchObject([
		{
			kind: "goals",
			category: "strategic_decisions",
			importance: 7,
			text: "need: Wants Pricing by a robot of Mara Ellingsen",
			of: 1,
			from: { deal: about.deal.id, event: "deal.fact-learned" },
		},
	]);
	expect(await of(about.company, "?query=robot")).toHaveLength(1);
	expect(await of(about.company, "?query=submarine")).toHaveLength(0);
	expect(await of(about.company, `?layer=${lines[0]?.layer}`)).toHaveLength(1);
	expect(await of(about.company, `?layer=${lines[0]?.layer === "cold" ? "hot" : "cold"}`)).toHaveLength(0);
});

test("[S3-05] no other company's memory and no other tenant's ever shows", async () => {
	const { at, about, of } = await fresh();
	const all = { now: Date.now(), hash: sha256 };
	expect(await of(about.company)).toHaveLength(1);
	expect(await companyMemory(tenantDb(env, at.tenant, at.tenant), at.company("elsewhere.example"), all)).toEqual([]);
	const stranger = await fresh("memory-other");
	const { send } = await client(at);
	expect((await send(`companies/${stranger.about.company}/memory`)).status).toBe(404);
	expect((await stranger.send(`companies/${about.company}/memory`)).status).toBe(404);
	expect((await stranger.send(`/v1/accounts/${at.tenant}/companies/${about.company}/memory`)).status).toBe(404);
	const foreign = tenantDb(env, at.tenant, stranger.at.tenant);
	await expect(companyMemory(foreign, about.company, all)).rejects.toThrow("another tenant");
});

test("[S3-05] texts are sealed; a lost or altered line is back after a look at the log; the same log twice is the same rows", async () => {
	const { at, about, gateway } = await fresh();
	const deal: DealId = about.deal.id;
	const before = await rowsOfList(at, "company_memory");
	expect(before).toHaveLength(1);
	expect(JSON.stringify(await storedRows(at, "company_memory"))).not.toContain("robot");
	expectDone(await gateway.project(await about.deal.read()));
	expect(await rowsOfList(at, "company_memory")).toEqual(before);
	expect(expectDone(await gateway.reconcile(deal))).toBe(false);
	await env.DB.prepare("DELETE FROM company_memory WHERE tenant = ?").bind(at.tenant).run();
	expect(expectDone(await gateway.reconcile(deal))).toBe(true);
	expect(await rowsOfList(at, "company_memory")).toEqual(before);
	await env.DB.prepare("UPDATE company_memory SET importance = 1 WHERE tenant = ?").bind(at.tenant).run();
	expect(expectDone(await gateway.reconcile(deal))).toBe(true);
	expect(await rowsOfList(at, "company_memory")).toEqual(before);
});

test("[S3-05] who is erased is remembered no more", async () => {
	const { at, about } = await fresh();
	expect(JSON.stringify(await rowsOfList(at, "company_memory"))).toContain("Mara Ellingsen");
	const admin = await client(at, at.admin);
	const erased = await admin.send(`contacts/${about.contact}/erase`, json({ confirm: about.contact }));
	expect(erased.status).toBe(200);
	expect(JSON.stringify(await rowsOfList(at, "company_memory"))).not.toContain("Mara");
});

/** Somebody else of the same company, in a deal of their own. */
async function secondDeal({ at, gateway }: Awaited<ReturnType<typeof fresh>>) {
	const deal = testDeal(at, "second");
	const hear = async (source: string) => {
		const from = { name: "Joost Brandt", address: "joost.brandt@brightfen.example" };
		expectDone(await deal.receive(source, { from, text: "What about the robot?" }));
		expectDone(await gateway.project(await deal.read()));
	};
	await hear("second");
	return { deal, hear };
}

test("[S3-05][S3-12] a deal is told of its company's other deals, in prompts alone; who is erased there is gone here", async () => {
	const first = await fresh();
	const { at, about, clock } = first;
	const { deal, hear } = await secondDeal(first);
	const suffixes = async (): Promise<string> => {
		const runs = await deal.runs();
		const { send } = await client(at);
		const whole = await Promise.all(runs.map(async ({ run }) => (await send(`deals/${deal.id}/runs/${run}`)).text()));
		return whole.join("\n");
	};
	expect(deal.id).not.toBe(about.deal.id);
	expect(await suffixes()).not.toContain("remembered of the company");
	clock.advance(SETTINGS_TTL_MS + 1);
	await hear("third");
	expect(await suffixes()).toContain("remembered of the company");
	expect(await suffixes()).toContain("robot of Mara Ellingsen");
	const admin = await client(at, at.admin);
	await admin.send(`contacts/${about.contact}/erase`, json({ confirm: about.contact }));
	expect(await suffixes()).not.toContain("remembered of the company");
	expect(await suffixes()).not.toContain("Wants Pricing by a robot");
});

test("[S0-51][S0-121] a step tells what was put into its prompt, part by part and line by line; a list of runs does not", async () => {
	const { about, send } = await fresh();
	const run = OPERATIONS.getRun.answer.parse(await (await send(`deals/${about.deal.id}/runs/${about.run}`)).json());
	const writer = run.steps.find(({ skill }) => skill === "reply-handler");
	expect(writer?.context?.parts.map(({ part }) => part)).toEqual([
		"instructions",
		"identity",
		"memory",
		"history",
		"task",
		"material",
		"tools",
	]);
	expect(writer?.context?.memory).toMatchObject([
		{ from: "fact", layer: "hot", text: expect.stringContaining("Wants Pricing by a robot") },
	]);
	const [listed] = await about.deal.runs();
	expect(listed?.steps.map(({ context }) => context)).toEqual([null, null]);
});
