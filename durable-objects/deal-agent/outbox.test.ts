import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { crashAt } from "#durable-objects/platform/boundary.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { crash, expectReplays, openDraft, refusalOf, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TenantSettings } from "#durable-objects/testing/tenant.setup.ts";
import { HELD_RECHECK_MS, KEY_WINDOW_MS, RETRY_MAX_MS } from "#knowledge/core/vocabulary/limits.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";

async function approved(settings: TenantSettings = {}) {
	const clock = standStill();
	const at = await newTenant("outbox", settings);
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("first");
	const draft = await openDraft(deal);
	await deal.approve(draft);
	const row = async () => (await deal.outbox())[0];
	return { clock, at, deal, draft, row };
}

const setPaused = (tenant: string, state: "active" | "paused") =>
	env.DB.prepare("UPDATE tenants SET automation_state = ?2, settings_version = settings_version + 1 WHERE tenant = ?1")
		.bind(tenant, state)
		.run();

test("[S4-13] a paused deal holds what was approved; on resume exactly one mail leaves", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal, row } = await approved();
	expect(await deal.rpc().setAutomation(deal.by(at.rep), "paused")).toEqual({ type: "done", value: "paused" });
	for (let i = 0; i < 3; i++) {
		await deal.fire();
		clock.advance(HELD_RECHECK_MS);
	}
	expect(sink.calls).toEqual([]);
	expect(await row()).toMatchObject({ state: "held", reason: "paused-deal" });
	expect((await deal.read()).flags).toEqual([]);

	await deal.rpc().setAutomation(deal.by(at.rep), "active");
	await deal.settle(clock);
	expect(await row()).toMatchObject({ state: "sent" });
	expect(sink.calls).toHaveLength(1);
	await expectReplays(deal);
});

test("[S4-13] while a deal is paused mail is taken in and nobody works on it; the run comes with the resume", async () => {
	const clock = standStill();
	const at = await newTenant("outbox");
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("first");
	await deal.rpc().setAutomation(deal.by(), "paused");
	await deal.receive("second", { text: "Is onboarding included?" });
	await deal.fire();
	expect((await deal.runs()).map((run) => run.state)).toEqual(["owed", "done"]);
	expect((await deal.read()).counts).toMatchObject({ signals: 2, runs: 1 });
	await deal.rpc().setAutomation(deal.by(), "active");
	expect((await deal.runs()).map((run) => run.state)).toEqual(["done", "done"]);
	await deal.settle(clock);
	await openDraft(deal);
});

test("[S4-13] a paused tenant: nobody works, nothing leaves; resumed and told, each thing happens once", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal, row } = await approved();
	await setPaused(at.tenant, "paused");
	await deal.fire();
	await deal.receive("second", { text: "Is onboarding included?" });
	expect(await row()).toMatchObject({ state: "held", reason: "paused-tenant" });
	expect((await deal.runs())[0]?.state).toBe("owed");
	await setPaused(at.tenant, "active");
	await deal.rpc().nudge({ ...deal.by(), settingsVersion: 3 });
	await deal.settle(clock);
	expect((await deal.runs())[0]?.state).toBe("done");
	expect(await row()).toMatchObject({ state: "sent" });
	expect(sink.calls).toHaveLength(1);
});

test("[S4-13] a resume that nobody told the deal of is found within half a minute", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal } = await approved();
	await setPaused(at.tenant, "paused");
	await deal.fire();
	const before = clock.now();
	await setPaused(at.tenant, "active");
	while (sink.calls.length === 0 && clock.now() < before + 10 * MINUTE_MS) {
		clock.at((await deal.alarm()) ?? before);
		await deal.fire();
	}
	expect(sink.calls).toHaveLength(1);
	expect(clock.now() - before).toBeLessThanOrEqual(HELD_RECHECK_MS);
});

test.each([
	[[503], 2],
	[[500, 429, "cut-before"], 3],
	[["cut-after"], 2],
] as const)(
	"[REL16] keyed: %j and then well: tried again with the same key, delivered once",
	async (failures, calls) => {
		const sink = startSink("keyed");
		const { clock, deal, row } = await approved();
		sink.fail(...failures);
		await deal.settle(clock);
		expect(await row()).toMatchObject({ state: "sent", attempts: failures.length + 1 });
		expect(sink.calls).toHaveLength(calls);
		expect(new Set(sink.calls).size).toBe(1);
		expect(sink.delivered).toHaveLength(1);
		expect((await deal.read()).flags).toEqual([]);
	},
);

test("[REL17] keyless: an answer that was lost is unknown, never repeated, and put before a person", async () => {
	const sink = startSink("keyless");
	const { clock, deal, row } = await approved({ mail: { provider: "sink", mode: "keyless" } });
	sink.fail("cut-after");
	await deal.settle(clock);
	expect(await row()).toMatchObject({ state: "unknown", attempts: 1 });
	expect(sink.calls).toHaveLength(1);
	const { flags, counts } = await deal.read();
	expect(flags).toMatchObject([{ kind: "effect-unknown" }]);
	expect(counts.sent).toBe(0);
	clock.advance(RETRY_MAX_MS);
	await deal.settle(clock);
	expect(sink.calls).toHaveLength(1);
	await expectReplays(deal);
});

test("[OB2] a provider that declines is final: the row is refused, with a flag", async () => {
	const sink = startSink("keyed");
	const { clock, deal, row } = await approved();
	sink.fail(422);
	await deal.settle(clock);
	expect(await row()).toMatchObject({ state: "refused", reason: "status-422" });
	expect((await deal.read()).flags).toMatchObject([{ kind: "effect-failed", code: "status-422" }]);
	expect(sink.calls).toHaveLength(1);
});

test("[OB3] a crash while the provider was asked: keyed it is asked again with the same key, and delivered once", async () => {
	const sink = startSink("keyed");
	const { clock, deal, row } = await approved();
	sink.hold();
	const firing = deal.fire().catch(() => "crashed");
	await sink.arrived(1);
	expect(await row()).toMatchObject({ state: "claimed", attempts: 1 });
	await crash();
	expect(await firing).toBe("crashed");
	sink.release();
	await deal.receive("second", { text: "Thanks, that helps." });
	await deal.settle(clock);
	expect((await deal.outbox()).map((each) => each.state)).toEqual(["sent"]);
	expect(sink.calls).toHaveLength(2);
	expect(sink.delivered).toHaveLength(1);
	await expectReplays(deal);
});

test("[OB3] an undo while the provider is asked comes too late", async () => {
	const sink = startSink("keyed");
	const { deal, draft, row } = await approved();
	sink.hold();
	const firing = deal.fire();
	await sink.arrived(1);
	expect(refusalOf(await deal.rpc().decide(deal.by(), { type: "undo", approval: draft.id }))).toBe("too-late");
	sink.release();
	await firing;
	expect(await row()).toMatchObject({ state: "sent" });
});

test("[INV5] two alarms at once send once: the row is claimed before the request", async () => {
	const sink = startSink("keyless");
	const { deal, row } = await approved({ mail: { provider: "sink", mode: "keyless" } });
	sink.hold();
	const first = deal.fire();
	await sink.arrived(1);
	await deal.fire();
	await deal.fire();
	sink.release();
	await first;
	expect(sink.calls).toHaveLength(1);
	expect(await row()).toMatchObject({ state: "sent", attempts: 1 });
});

test("[S4-13] the deal is paused while the provider is asked: what is on its way arrives, and nothing follows", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal } = await approved();
	sink.hold();
	const to = [at.contact("mara.ellingsen@brightfen.example")];
	await deal.rpc().inject(deal.by(at.rep), { to, subject: "One more thing", body: "Happy to call." }, "key-1");
	const firing = deal.fire();
	await sink.arrived(1);
	await deal.rpc().setAutomation(deal.by(), "paused");
	sink.release();
	await firing;
	await deal.settle(clock).catch(() => undefined);
	expect((await deal.outbox()).map((row) => row.state)).toEqual(["held", "sent"]);
	await deal.rpc().setAutomation(deal.by(), "active");
	await deal.settle(clock);
	expect((await deal.outbox()).map((row) => row.state)).toEqual(["sent", "sent"]);
	expect(sink.calls).toHaveLength(2);
});

test("[OB1] mail leaves in the order in which it was approved, even when the first is tried again", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal } = await approved();
	const to = [at.contact("mara.ellingsen@brightfen.example")];
	await deal.rpc().inject(deal.by(at.rep), { to, subject: "Second", body: "And then this." }, "key-2");
	sink.fail(503);
	await deal.settle(clock);
	const keys = (await deal.outbox()).map((row) => row.key).reverse();
	expect(sink.delivered).toEqual(keys);
});

test("[INV9] past the provider's memory of a key an ambiguous row is not tried again: a person looks", async () => {
	const sink = startSink("keyed");
	const { clock, deal, row } = await approved();
	sink.hold();
	void deal.fire().catch(() => undefined);
	await sink.arrived(1);
	await crash();
	sink.release();
	clock.advance(KEY_WINDOW_MS + 1);
	await deal.settle(clock);
	expect(await row()).toMatchObject({ state: "unknown", reason: "key-window-passed" });
	expect(sink.calls).toHaveLength(1);
	expect((await deal.read()).flags).toMatchObject([{ kind: "effect-unknown" }]);
});

test("[REL23] an alarm that cannot read its settings fails no work: it comes again, and the mail leaves", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal, row } = await approved();
	await deal.evict();
	const rename = (from: string, to: string) =>
		env.DB.prepare("UPDATE tenants SET region_default = ?3 WHERE tenant = ?1 AND region_default = ?2")
			.bind(at.tenant, from, to)
			.run();
	const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
	await rename("emea", "atlantis");
	for (let i = 0; i < 8; i++) {
		expect(await deal.fire()).toBe(true);
		clock.at((await deal.alarm()) ?? Number.NaN);
	}
	expect(sink.calls).toEqual([]);
	await rename("atlantis", "emea");
	quiet.mockRestore();
	await deal.settle(clock);
	expect(await row()).toMatchObject({ state: "sent" });
	expect(sink.calls).toHaveLength(1);
});

/** Something breaks once at a boundary, in a process that lives on: not a crash, so nothing is forgotten. */
function breakOnceAt(where: string): void {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	let isBroken = false;
	onTestFinished(() => crashAt(null));
	crashAt((name) => {
		if (name !== where || isBroken) return;
		isBroken = true;
		throw new Error("broken once");
	});
}

test.each([
	["before the provider is asked", "gateway.provider:before", "sent", 1],
	["after the provider was asked", "gateway.provider:after", "unknown", 1],
	["before the answer is written down", "deal.deliver:answered", "unknown", 1],
] as const)("[INV9] keyless: something breaks %s (%s): %s, and asked %i time", async (_when, where, state, calls) => {
	const sink = startSink("keyless");
	const { clock, deal, row } = await approved({ mail: { provider: "sink", mode: "keyless" } });
	breakOnceAt(where);
	await deal.settle(clock);
	expect(await row()).toMatchObject({ state });
	expect(sink.calls).toHaveLength(calls);
	expect((await deal.read()).flags.map((flag) => flag.kind)).toEqual(state === "unknown" ? ["effect-unknown"] : []);
});

test.each(["gateway.provider:before", "gateway.provider:after", "deal.deliver:answered"])(
	"[INV9] keyed: something breaks at %s: the same key again, and one mail at the recipient",
	async (where) => {
		const sink = startSink("keyed");
		const { clock, deal, row } = await approved();
		breakOnceAt(where);
		await deal.settle(clock);
		expect(await row()).toMatchObject({ state: "sent" });
		expect(sink.delivered).toHaveLength(1);
		expect((await deal.read()).flags).toEqual([]);
	},
);
