import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, openDraft, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TenantSettings } from "#durable-objects/testing/tenant.setup.ts";
import { EFFECT_ATTEMPTS_MAX, HELD_RECHECK_MS, LONG_WAIT_RECHECK_MS } from "#knowledge/core/vocabulary/limits.ts";

async function approved(settings: TenantSettings = {}) {
	const clock = standStill();
	const at = await newTenant("drain", settings);
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("first");
	await deal.approve(await openDraft(deal));
	return { clock, at, deal };
}

const setPaused = (tenant: string, state: "active" | "paused") =>
	env.DB.prepare("UPDATE tenants SET automation_state = ?2, settings_version = settings_version + 1 WHERE tenant = ?1")
		.bind(tenant, state)
		.run();

test("[OB6] however long a pause lasts, it uses up no retry and dates no mail", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal } = await approved();
	await setPaused(at.tenant, "paused");
	for (let i = 0; i <= EFFECT_ATTEMPTS_MAX; i++) {
		await deal.fire();
		clock.advance(HELD_RECHECK_MS);
	}
	const [held] = await deal.sql("SELECT state, attempts, first_attempt_at FROM outbox");
	expect(held).toEqual({ state: "held", attempts: 0, first_attempt_at: null });

	await setPaused(at.tenant, "active");
	await deal.rpc().nudge({ ...deal.by(), settingsVersion: 3 });
	sink.fail(503);
	const resumed = clock.now();
	await deal.settle(clock);
	const [sent] = await deal.sql<{ first_attempt_at: number }>("SELECT state, attempts, first_attempt_at FROM outbox");
	expect(sent).toMatchObject({ state: "sent", attempts: 2 });
	expect(sent?.first_attempt_at).toBeGreaterThanOrEqual(resumed);
	expect((await deal.read()).flags).toEqual([]);
	await expectReplays(deal);
});

test("[OB2] a mail over the cap of its recipient is held, flagged, and steps aside for the next one", async () => {
	const sink = startSink("keyed");
	const { clock, at, deal } = await approved({ sendsPerContactDay: 1 });
	await deal.fire();
	const jonas = { address: "jonas.petrie@brightfen.example", name: "Jonas Petrie" };
	await deal.receive("second", { from: jonas, text: "Please copy me in." });
	const write = (address: string, subject: string) =>
		deal.rpc().inject(deal.by(at.rep), { to: [at.contact(address)], subject, body: "As agreed." }, subject);
	await write("mara.ellingsen@brightfen.example", "Waits");
	await write(jonas.address, "Leaves");
	await deal.fire();
	await deal.fire();

	const [leaves, waits] = await deal.outbox();
	expect(leaves).toMatchObject({ subject: "Leaves", state: "sent" });
	expect(waits).toMatchObject({ subject: "Waits", state: "held", reason: "rate-cap-contact", attempts: 0 });
	expect(Date.parse(waits?.notBefore ?? "") - clock.now()).toBe(LONG_WAIT_RECHECK_MS);
	expect((await deal.read()).flags).toMatchObject([{ kind: "effect-held", code: "rate-cap-contact" }]);

	for (let hour = 0; hour < 26; hour++) {
		clock.advance(LONG_WAIT_RECHECK_MS);
		await deal.fire();
	}
	expect((await deal.outbox()).map((row) => row.state)).toEqual(["sent", "sent", "sent"]);
	expect((await deal.outbox())[1]?.attempts).toBe(1);
	expect(sink.delivered).toHaveLength(3);
	expect((await deal.read()).flags).toEqual([]);
	await expectReplays(deal);
});
