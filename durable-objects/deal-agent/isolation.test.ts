import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveCrew, giveSmallCrew, testSkill } from "#durable-objects/testing/crew.setup.ts";
import { openDraft, refusalOf, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { factNo, runNo, skillNamed } from "#knowledge/core/testing/ids.ts";
import { CrmChangeId, FlagId } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { DealAgent } from "./deal-agent.ts";

/** Our plumbing, which no caller can reach as an operation. */
const NOT_OPERATIONS = new Set(["constructor", "fetch", "alarm", "webSocketMessage", "webSocketClose"]);
const PRIVATE = new Set(["crew", "model", "stepMs"]);

async function opened() {
	const clock = standStill();
	const at = await newTenant("isolation");
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("first");
	const draft = await openDraft(deal);
	const [run] = await deal.runs();
	/** Every operation of a deal, asked of this object by somebody. */
	const askAll = (asker: TestTenant, principal: Principal) => {
		const object = deal.raw() as unknown as ReturnType<typeof deal.rpc>;
		const call = asker.dealCall(deal.id, principal);
		const { id: approval, digest } = draft;
		return {
			receive: object.receive(call, deal.delivery("from-elsewhere")),
			open: object.open(call, { name: "Mine", region: "emea", rep: null }),
			decide: object.decide(call, { type: "approve", approval, digest }),
			move: object.move(call, "DISCOVERY"),
			setAutomation: object.setAutomation(call, "paused"),
			clearFlag: object.clearFlag(call, FlagId.parse(`g-${"a".repeat(20)}`)),
			inject: object.inject(call, { to: [], subject: "x", body: "y" }, "key-1"),
			requestRun: object.requestRun(call, "x"),
			retryStep: object.retryStep(call, { run: run?.run as never, step: 1 }, "x"),
			nudge: object.nudge(call),
			projected: object.projected(call, 1),
			read: object.read(call),
			readAt: object.readAt(call, 1),
			logPage: object.logPage(call, 0, null),
			adopt: object.adopt(call, { origin: { from: deal.id, at: 1, by: principal.id }, events: [], payloads: [] }),
			rehearse: object.rehearse(call, {
				kind: "email",
				author: "buyer",
				contact: null,
				from: null,
				subject: null,
				text: "x",
				request: "x",
			}),
			changeCrm: object.changeCrm(call, { record: { type: "deal" }, field: "amount", value: "EUR 1.00" }),
			undoCrm: object.undoCrm(call, CrmChangeId.parse(`k-${"a".repeat(20)}`)),
			events: object.events(call, 0, 100),
			runs: object.runs(call, 10),
			run: object.run(call, run?.run as never),
			source: object.source(call, deal.delivery("first").signal),
			outbox: object.outbox(call),
			hangUp: object.hangUp(call, []),
			eraseContact: object.eraseContact(call, {
				contact: asker.contact("mara.ellingsen@brightfen.example"),
				identity: { names: [], addresses: [], phones: [] },
			}),
			sayOfFact: object.sayOfFact(call, { type: "validate", fact: factNo(1), reason: null }),
			sayOfRun: object.sayOfRun(call, {
				run: runNo(1),
				skill: skillNamed("qualifier"),
				about: "skipped",
				rule: null,
				verdict: "agree",
				note: null,
			}),
			why: object.why(call, runNo(1)),
			map: object.map(call),
			plan: object.plan(call, null),
			ledger: object.ledger(call),
			battlecards: object.battlecards(call),
			priceGuidance: object.priceGuidance(call, {
				offering: "care",
				item: "Care seat",
				unit: "once",
				quantity: 1,
				askedMinor: null,
			}),
			purge: object.purge(call),
			remains: object.remains(call),
		};
	};
	return { clock, at, deal, draft, askAll };
}

const notFound = { type: "refused", refusal: { code: "not-found" } };

test("[INV12] a deal's object answers not-found to every call of another tenant's principal, and writes nothing", async () => {
	const { deal, askAll } = await opened();
	const stranger = await newTenant("isolation-other");
	const before = [await deal.read(), await deal.alarm(), await deal.sql("SELECT * FROM board")];
	for (const principal of [stranger.human, stranger.rep, stranger.admin, stranger.agent])
		for (const [name, answer] of Object.entries(askAll(stranger, principal)))
			expect(await answer, name).toMatchObject(notFound);
	expect([await deal.read(), await deal.alarm(), await deal.sql("SELECT * FROM board")]).toEqual(before);
});

test("[INV12] the list above is the object's whole front: a new operation has to be asked there too", async () => {
	const { at, askAll } = await opened();
	const methods = Object.getOwnPropertyNames(DealAgent.prototype);
	const operations = methods.filter((name) => !NOT_OPERATIONS.has(name) && !PRIVATE.has(name));
	const asked = askAll(at, at.reader);
	await Promise.allSettled(Object.values(asked));
	expect(operations.sort()).toEqual(Object.keys(asked).sort());
});

test("[INV12] an object asked in the name of another deal, of its own tenant even, is not the one", async () => {
	const { at, deal } = await opened();
	const other = testDeal(at, "two");
	await other.receive("second");
	const object = deal.raw() as unknown as ReturnType<typeof deal.rpc>;
	expect(await object.read(other.by())).toMatchObject(notFound);
	expect(await object.requestRun(other.by(), "x")).toMatchObject(notFound);
});

test("[INV12] who may see some deals sees those alone", async () => {
	const { at, deal } = await opened();
	const other = testDeal(at, "two");
	await other.receive("second");
	const scoped = at.person("guest", ["rep"], { dealScope: [deal.id] });
	expect((await deal.rpc().read(deal.by(scoped))).type).toBe("done");
	expect(await other.rpc().read(other.by(scoped))).toMatchObject(notFound);
});

test("[SEC4] a socket is not opened for a call of another tenant, nor without a call", async () => {
	const { at, deal } = await opened();
	const stranger = await newTenant("isolation-other");
	const knock = (call: unknown) =>
		deal.raw().fetch("https://deal.internal/socket", {
			headers: { upgrade: "websocket", ...(call ? { "x-deal-call": JSON.stringify(call) } : {}) },
		});
	expect((await knock(null)).status).toBe(404);
	expect((await knock(stranger.dealCall(deal.id))).status).toBe(404);
	expect((await knock(at.dealCall(testDeal(at, "two").id))).status).toBe(404);
	const response = await knock(deal.by());
	expect(response.status).toBe(101);
	response.webSocket?.accept();
	response.webSocket?.close();
});

test("[S4-18] a flag is taken away by the deal's own people once it was looked at", async () => {
	standStill();
	const at = await newTenant("flags");
	const asking = testSkill("asker", () => ({
		proposals: [{ type: "ask-human", why: "Is this right?" }],
		summary: "?",
	}));
	giveCrew(at, [[asking]]);
	const deal = testDeal(at);
	await deal.receive("first");
	const [flag] = (await deal.read()).flags;
	expect(flag).toMatchObject({ kind: "asked-by-agent", detail: "Is this right?" });
	const clear = (by: Principal) => deal.rpc().clearFlag(deal.by(by), flag?.id as FlagId);
	for (const stranger of [at.reader, at.elsewhere, at.agent])
		expect(refusalOf(await clear(stranger))).toBe("not-allowed");
	expect(refusalOf(await clear(at.rep))).toBe("done");
	expect((await deal.read()).flags).toEqual([]);
	expect(refusalOf(await clear(at.rep))).toBe("not-found");
});
