import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { claimOf, giveCrew, testSkill } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { ActivityView } from "#knowledge/core/contract/crm.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import type { LessonView, RunWhyView } from "#knowledge/core/contract/judgement.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { SETTINGS_TTL_MS } from "#knowledge/core/vocabulary/limits.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { followLessons } from "#workers/store/lessons.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";
import { client, dealByMail, json } from "#workers/testing/api.setup.ts";
import { alter } from "#workers/testing/lists.setup.ts";

/** One skill that learns a need from each mail, the mail's own subject, and one whose draft names a sum that nobody named. */
function giveLearner(at: TestTenant): void {
	const learner = testSkill("qualifier", (input) => ({
		proposals: [claimOf(input, `Need of ${input.signal?.subject ?? "nobody"}`)],
		summary: "Learnt.",
	}));
	const writer = testSkill("reply-handler", (input) => ({
		proposals: [
			...["It costs EUR 77,777.", "Thank you."].map((body) => ({
				type: "draft-email" as const,
				to: input.contacts.map((contact) => contact.id),
				subject: "Re: Pricing",
				body: `Dear Mara,\n\n${body}\n\nBest regards`,
				why: "They asked.",
			})),
		],
		summary: "Drafted.",
	}));
	giveCrew(at, [[learner], [writer]]);
}

async function fresh() {
	const clock = standStill();
	const at = await newTenant("judge");
	giveLearner(at);
	const about = await dealByMail(at, clock);
	const [human, rep, admin] = await Promise.all([client(at), client(at, at.human), client(at, at.admin)]);
	const path = `deals/${about.deal.id}`;
	return { clock, at, about, human, rep, admin, path, deal: about.deal, fact: about.fact };
}
type Fresh = Awaited<ReturnType<typeof fresh>>;

const say = (
	by: Fresh["human"],
	path: string,
	fact: string,
	[verb, body = {}]: readonly [string, (object | undefined)?],
) => by.send(`${path}/facts/${fact}/${verb}`, json(body));
const problemOf = async (response: Response) => Problem.parse(await response.json());
const project = async (at: TestTenant, deal: Fresh["deal"]) =>
	expectDone(await gatewayOf(createExecutionContext(), at.tenant).project(await deal.read()));

test("[API] a person says that a fact is wrong, or what holds instead: the fact, the log and the activities say so", async () => {
	const { clock, at, human, path, deal, fact } = await fresh();
	const edited: DealView = await (
		await say(human, path, fact, ["edit", { value: "Answers within a day", reason: "Said on the phone" }])
	).json();
	expect(edited.facts).toMatchObject([
		{
			id: fact,
			value: "Answers within a day",
			shown: "Answers within a day",
			state: "edited",
			confidence: 1,
			judged: { verdict: "edited", by: at.human.id, reason: "Said on the phone" },
		},
	]);
	const wrong: DealView = await (await say(human, path, fact, ["contradict"])).json();
	expect(wrong.facts).toMatchObject([
		{ id: fact, state: "contradicted", judged: { verdict: "contradicted", reason: null } },
	]);
	expect((await say(human, path, fact, ["contradict"])).status).toBe(200);
	expect((await deal.read()).version).toBe(wrong.version);
	expect(await (await human.send(`${path}?at=${wrong.version}`)).json()).toMatchObject({
		moment: { event: { texts: { "fact.key": "bant.need", "fact.shown": "Answers within a day" } } },
	});
	await deal.settle(clock);
	await project(at, deal);
	const { items }: { items: ActivityView[] } = await (await human.send(`${path}/activities`)).json();
	expect(items.filter(({ kind }) => kind === "fact-judged").map(({ summary }) => summary)).toEqual([
		"Need corrected: Answers within a day (Said on the phone)",
		"Need contradicted: Answers within a day",
	]);
	await expectReplays(deal);
});

test("[API] of a fact that something took the place of, the answer says what stands now; one that never was is 404", async () => {
	const { clock, human, path, deal, fact } = await fresh();
	await deal.receive("a second mail", { subject: "Pricing" });
	await deal.settle(clock);
	const [now] = (await deal.read()).facts;
	expect(now?.id).not.toBe(fact);
	const late = await say(human, path, fact, ["validate"]);
	expect(late.status).toBe(409);
	expect((await problemOf(late)).detail).toContain(now?.id);
	expect((await say(human, path, `f-${"a".repeat(20)}`, ["validate"])).status).toBe(404);
	expect((await say(human, path, now?.id ?? "", ["validate"])).status).toBe(200);
});

test("[SEC7] the deal's rep and the human of its region judge, and nobody else", async () => {
	const { at, human, path, deal, fact, about } = await fresh();
	const before = await deal.read();
	for (const principal of [at.elsewhere, at.admin, at.person("otto", ["rep"])]) {
		const by = await client(at, principal);
		for (const [verb, body] of [["validate"], ["edit", { value: "x" }], ["contradict"]] as const)
			expect((await say(by, path, fact, [verb, body])).status, `${principal.id} ${verb}`).toBe(403);
		const feedback = { skill: "reply-handler", about: "refused", verdict: "agree" };
		expect((await by.send(`${path}/runs/${about.run}/feedback`, json(feedback))).status).toBe(403);
	}
	expect(await deal.read()).toEqual(before);
	expect((await say(human, path, fact, ["validate"])).status).toBe(200);
});

test("[API] an edit that is no value of its key names the part that is wrong", async () => {
	const { human, path, fact } = await fresh();
	const response = await say(human, path, fact, ["edit", { value: "a\u202eb" }]);
	expect(response.status).toBe(422);
	expect((await problemOf(response)).detail).toContain("/body/value: is one line");
	expect((await say(human, path, fact, ["edit", {}])).status).toBe(400);
	expect((await say(human, path, fact, ["edit", { value: "x".repeat(401) }])).status).toBe(400);
});

test("[S2-32] why a draft was refused: its rule, what that asks for, the draft; and a person says whether that was right", async () => {
	const { human, path, about } = await fresh();
	const why: RunWhyView = await (await human.send(`${path}/runs/${about.run}/why`)).json();
	const refused = why.items.find((item) => item.about === "refused");
	expect(refused).toMatchObject({
		skill: "reply-handler",
		what: expect.stringContaining("EUR 77,777"),
		text: expect.stringContaining("It costs EUR 77,777."),
		asks: expect.stringMatching(/\.$/),
		feedback: [],
	});
	const said = {
		skill: "reply-handler",
		about: "refused",
		rule: refused?.rule,
		verdict: "disagree",
		note: "It is agreed.",
	};
	const send = (body: object) => human.send(`${path}/runs/${about.run}/feedback`, json(body));
	const answer: RunWhyView = await (await send(said)).json();
	expect(answer.items.find((item) => item.rule === refused?.rule)?.feedback).toMatchObject([
		{ verdict: "disagree", note: "It is agreed." },
	]);
	const { version } = await about.deal.read();
	expect((await send(said)).status).toBe(200);
	expect((await about.deal.read()).version).toBe(version);
	expect((await send({ ...said, rule: "PO2" })).status).toBe(404);
	expect((await send({ ...said, about: "failed" })).status).toBe(404);
	expect((await human.send(`${path}/runs/r-${"a".repeat(20)}/why`)).status).toBe(404);
});

/** A key of each skill is learned from: mails whose needs people contradict. */
async function contradict({ clock, human, path, deal }: Fresh, subjects: readonly string[]) {
	for (const subject of subjects) {
		await deal.receive(`mail about ${subject}`, { subject });
		await deal.settle(clock);
		const fact = (await deal.read()).facts.find(({ value }) => value === `Need of ${subject}`);
		expect((await say(human, path, fact?.id ?? "", ["contradict"])).status).toBe(200);
	}
}
const learning = async (by: Fresh["human"]): Promise<readonly LessonView[]> =>
	((await (await by.send("learning")).json()) as { items: LessonView[] }).items;

test("[LE9] what people contradict is believed less from then on, in every deal of the account and in no other account", async () => {
	const it = await fresh();
	const { clock, at, human, deal } = it;
	expect((await deal.read()).facts[0]?.confidence).toBe(0.9);
	await contradict(it, ["speed", "bills", "one invoice", "roaming"]);
	await project(at, deal);
	expect(await learning(human)).toEqual([
		{
			skill: "qualifier",
			about: "fact",
			subject: "bant.need",
			right: 0,
			edited: 0,
			wrong: 4,
			agreed: 0,
			disagreed: 0,
			share: 0,
			shareLow: 0,
			worth: expect.closeTo(0.52, 2),
		},
	]);
	clock.advance(SETTINGS_TTL_MS + 1);
	const other = testDeal(at, "another");
	expectDone(await other.receive("first mail there", { subject: "reports" }));
	await other.settle(clock);
	expect((await other.read()).facts).toMatchObject([{ value: "Need of reports", confidence: expect.closeTo(0.52, 2) }]);
	await expectReplays(other);
	const changes = async () =>
		OPERATIONS.getLearned.answer.parse(await (await human.send("learning/changes")).json()).changes;
	const [change] = await changes();
	expect(change).toMatchObject({ what: "calibration", of: "qualifier", subject: "bant.need", reverted: false });
	const admin = await client(at, at.admin);
	expect((await human.send(`learning/changes/${change?.id}/revert`, json({}))).status).toBe(403);
	expect((await admin.send(`learning/changes/${change?.id}/revert`, json({}))).status).toBe(200);
	expect((await changes())[0]).toMatchObject({ id: (await changes())[0]?.id, reverted: true });
	expect((await learning(human))[0]?.worth).toBe(0.9);
	expect((await admin.send("learning/changes/9999.0/revert", json({}))).status).toBe(404);
	const elsewhere = await newTenant("elsewhere");
	giveLearner(elsewhere);
	const theirs = await dealByMail(elsewhere, clock);
	expect((await theirs.deal.read()).facts[0]?.confidence).toBe(0.9);
	expect(await learning(await client(elsewhere))).toEqual([]);
});

test("[LS1] a mind changed is counted once; counted anew from the log, the sums are the same; a rep does not read them", async () => {
	const it = await fresh();
	const { at, human, path, deal, fact, about } = it;
	await say(human, path, fact, ["contradict"]);
	await project(at, deal);
	await say(human, path, fact, ["validate"]);
	await human.send(
		`${path}/runs/${about.run}/feedback`,
		json({ skill: "reply-handler", about: "refused", verdict: "agree" }),
	);
	await project(at, deal);
	const counted = await learning(human);
	expect(counted).toMatchObject([
		{ skill: "qualifier", subject: "bant.need", right: 1, wrong: 0, share: 1, worth: expect.any(Number) },
		{ skill: "reply-handler", about: "refused", subject: "", agreed: 1, disagreed: 0, worth: null },
	]);
	const db = tenantDb(env, at.tenant, at.tenant);
	await db.batch([{ sql: "DELETE FROM cursors WHERE tenant = ?1 AND subscriber = 'lessons'", values: [] }]);
	const { version } = await deal.read();
	for (const size of [1, 3, 500]) {
		await db.batch([
			{ sql: "UPDATE cursors SET state = '?' WHERE tenant = ?1 AND subscriber = 'lessons'", values: [] },
		]);
		const pull = async (after: number, limit: number) =>
			[...(await deal.events()).filter(({ seq }) => seq > after)].slice(0, limit);
		await followLessons(db, deal.id, { pull, end: version, size });
		expect(await learning(human)).toEqual(counted);
	}
	expect((await (await client(at, at.rep)).send("learning")).status).toBe(403);
});

test("[API] the plan is drawn from the facts that stand, of now and of an event of the past, with what changed", async () => {
	const { human, path, deal } = await fresh();
	const { version } = await deal.read();
	const plan = async (query = "") => {
		const response = await human.send(`${path}/plan${query}`);
		return { status: response.status, view: OPERATIONS.getPlan.answer.safeParse(await response.json()) };
	};
	expect((await plan()).view.data).toMatchObject({ since: null });
	const since = await plan("?since=1");
	expect(since.view.data?.since).toMatchObject({ seq: 1, changes: expect.any(Array) });
	expect((await plan(`?since=${version}`)).view.data?.since?.changes).toEqual([]);
	expect((await plan(`?since=${version + 1}`)).status).toBe(404);
	expect((await plan("?since=0")).status).toBe(400);
});

test("[API] the political map is drawn from the facts that stand", async () => {
	const { human, path } = await fresh();
	const map = await (await human.send(`${path}/map`)).json();
	expect(map).toMatchObject({ people: [], reporting: [], coverage: { missing: expect.any(Array) } });
});

/** What they sell: one seat with a floor, and one vendor whose card is good for a long time. */
async function giveCatalogue(at: TestTenant): Promise<void> {
	const price = { item: "Care seat", region: "emea", currency: "EUR", unit: "per-user-month", minQuantity: 1 };
	const offering = {
		id: "care",
		name: "Care",
		summary: "A desk for agents.",
		capabilities: [{ name: "One screen", says: "All in one screen.", about: ["one screen"] }],
		limits: [],
		prices: [{ ...price, listMinor: 10_000, floorMinor: 8_000 }],
		source: "price list",
	};
	const competitor = {
		name: "Nimbus",
		aliases: [],
		strong: ["Well known."],
		ours: ["We run in the EU."],
		source: "their page",
		expires: "2999-12-31",
	};
	await alter(
		at,
		"INSERT INTO offerings (tenant, offering, position, body) VALUES (?1, 'care', 1, ?2)",
		JSON.stringify(offering),
	);
	await alter(
		at,
		"INSERT INTO competitors (tenant, competitor, body) VALUES (?1, 'nimbus', ?2)",
		JSON.stringify(competitor),
	);
}

/** A deal of one mail, of which a skill learns these facts. */
async function dealWith(at: TestTenant, facts: readonly (readonly [FactKey, string])[]) {
	const clock = standStill();
	const reader = testSkill(
		"discovery",
		(input) => ({
			proposals: facts.flatMap(([key, value]) => {
				const learnt = claimOf(input, value);
				return learnt.type === "learn-fact" ? [{ ...learnt, claim: { ...learnt.claim, key } }] : [];
			}),
			summary: "Learnt.",
		}),
		{ factKeys: facts.map(([key]) => key) },
	);
	giveCrew(at, [[reader]]);
	const deal = testDeal(at, "of one mail");
	await alter(
		at,
		"INSERT INTO deals (tenant, deal, name, stage, region, updated_at) VALUES (?1, ?2, '', 'PROSPECTING', 'emea', 0)",
		deal.id,
	);
	expectDone(await deal.receive("first"));
	await deal.settle(clock);
	return { clock, deal, ...(await client(at)) };
}

test("[API] the ledger holds what was promised and given, and what a person contradicted is not in it", async () => {
	const at = await newTenant("ledger");
	const { deal, send } = await dealWith(at, [
		["conversation.promise", "Send the security questionnaire | them | Mara Ellingsen | 2020-01-31"],
		["conversation.concession", "us | 10% off | -"],
	]);
	const ledger = async () => OPERATIONS.getLedger.answer.parse(await (await send(`deals/${deal.id}/ledger`)).json());
	const before = await ledger();
	expect(before).toMatchObject({
		promises: [{ side: "them", who: "Mara Ellingsen", due: "2020-01-31", state: "overdue" }],
		concessions: [{ who: "us", give: "10% off", get: null, isUnmatched: true }],
	});
	for (const { fact } of [...before.promises, ...before.concessions])
		expect((await send(`deals/${deal.id}/facts/${fact}/contradict`, json({}))).status).toBe(200);
	expect(await ledger()).toEqual({ promises: [], concessions: [] });
});

test("[API] a battlecard is there once the buyer names the vendor, and the vendor's fact stands", async () => {
	const at = await newTenant("cards");
	await giveCatalogue(at);
	const { deal, send } = await dealWith(at, [["discovery.competitor", "Nimbus | in use: for billing"]]);
	const cards = async () => ((await (await send(`deals/${deal.id}/battlecards`)).json()) as { items: unknown[] }).items;
	expect(await cards()).toMatchObject([
		{ name: "Nimbus", ours: ["We run in the EU."], mentions: [expect.any(String)] },
	]);
	const [fact] = (await deal.read()).facts;
	expect((await send(`deals/${deal.id}/facts/${fact?.id}/contradict`, json({}))).status).toBe(200);
	expect(await cards()).toEqual([]);
});

test("[SEC7] how far a price may be gone down with is for whoever answers for the deal, and never below the floor", async () => {
	const clock = standStill();
	const at = await newTenant("prices");
	await giveCatalogue(at);
	giveLearner(at);
	const { deal } = await dealByMail(at, clock);
	const path = `deals/${deal.id}/prices/guidance?offering=care&item=Care%20seat&unit=per-user-month&quantity=85`;
	const asked = async (principal: TestTenant["human"], query = path) => (await client(at, principal)).send(query);
	const guidance = OPERATIONS.getPriceGuidance.answer.parse(await (await asked(at.human)).json());
	expect(guidance).toMatchObject({ currency: "EUR", listMinor: 10_000, walkAwayMinor: 8_000, isOutOfReach: false });
	expect(guidance.steps.length).toBeGreaterThan(0);
	for (const { unitMinor } of guidance.steps) expect(unitMinor).toBeGreaterThanOrEqual(8_000);
	expect(await (await asked(at.admin, `${path}&asked=7999`)).json()).toMatchObject({ isOutOfReach: true });
	for (const principal of [at.reader, at.elsewhere, at.person("otto", ["rep"])])
		expect((await asked(principal)).status, principal.id).toBe(403);
	expect((await asked(at.human, path.replace("Care%20seat", "Desk"))).status).toBe(404);
	expect((await asked(at.human, path.replace("quantity=85", "quantity=0"))).status).toBe(400);
});

test("[API] the plan of a company is made of those of its deals", async () => {
	const { at, human, about, deal } = await fresh();
	await project(at, deal);
	const response = await human.send(`companies/${about.company}/plan`);
	const plan = OPERATIONS.getAccountPlan.answer.parse(await response.json());
	expect(plan).toMatchObject({ deals: [{ deal: deal.id }], left: 0 });
	expect(plan.lines.some(({ about: what }) => what.startsWith(deal.id))).toBe(true);
	expect((await human.send(`companies/o-${"a".repeat(20)}/plan`)).status).toBe(404);
});
