import { env, exports } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { Delivery } from "#durable-objects/platform/outside.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { runAlarms } from "#durable-objects/testing/alarms.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA, openDraft, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { bodyText } from "#durable-objects/testing/sealed.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TenantSettings, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { writeArtefact } from "#knowledge/core/deal/artefact.ts";
import { approvalIdOf, dealIdOf, EffectKey, SkillName, sentMailKey } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS, HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { TenantGateway } from "./gateway.ts";

const gatewayFor = (props?: object): TenantGateway =>
	(exports as unknown as { TenantGateway(options: { props?: object }): TenantGateway }).TenantGateway(
		props ? { props } : {},
	);

const deliveryOf = (at: TestTenant, name: string, changes: Partial<Delivery> = {}): Delivery => {
	const deal = dealIdOf(sha256, at.tenant, name);
	return {
		key: EffectKey.parse(sha256(`${at.tenant}:${name}`)),
		deal,
		approval: approvalIdOf(deal, 1),
		agent: null,
		contacts: [at.contact(MARA.address)],
		artefact: writeArtefact({
			type: "send-email",
			to: [MARA],
			cc: [],
			subject: "Re: Pricing",
			body: "Dear Mara, 85 seats are EUR 40,800 a year.",
			inReplyTo: null,
			references: [],
		}),
		ambiguous: false,
		firstAttemptAt: Date.now(),
		...changes,
	};
};

async function fresh(settings: TenantSettings = {}) {
	const clock = standStill();
	const at = await newTenant("gateway", settings);
	giveSmallCrew(at);
	return { clock, at, gateway: gatewayFor({ tenant: at.tenant }) };
}

test("[INV8] without a tenant the gateway does nothing, whatever it is asked", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const sink = startSink("keyed");
	const { at } = await fresh();
	for (const props of [undefined, {}, { tenant: "" }, { tenant: "../x" }]) {
		const gateway = gatewayFor(props);
		const fault = { type: "fault", fault: { code: "no-tenant", retry: { when: "never" } } };
		expect(await gateway.deliver(deliveryOf(at, "one"))).toMatchObject(fault);
		expect(await gateway.settings(0)).toMatchObject(fault);
		expect(await gateway.dataKeys()).toMatchObject(fault);
		expect(await gateway.identify({ addresses: [], sender: null, messageId: null, threads: [] })).toMatchObject(fault);
	}
	expect(sink.calls).toEqual([]);
});

test("[INV8] our own copy stands in storage, to the byte, before the provider is asked", async () => {
	const sink = startSink("keyed");
	const { at, gateway } = await fresh();
	sink.hold();
	const delivery = deliveryOf(at, "one");
	const delivering = gateway.deliver(delivery);
	await sink.arrived(1);
	const text = (await bodyText(at, sentMailKey(at.tenant, delivery.key))) ?? "";
	sink.release();
	expect(await delivering).toEqual({ type: "accepted", reference: expect.stringMatching(/^sink-/) });
	expect(text).toContain("Subject: Re: Pricing");
	expect(text).toMatch(new RegExp(`Reply-To: <?sales\\+[^@]+@in\\.${at.tenant}\\.example`));
	const sent: { raw: string } = JSON.parse(String(vi.mocked(globalThis.fetch).mock.calls.at(-1)?.[1]?.body));
	expect(atob(sent.raw)).toBe(text);
});

test.each([
	["the tenant", "paused-tenant", "UPDATE tenants SET automation_state = 'paused' WHERE tenant = ?1"],
	["the agent that drafted", "paused-agent", "INSERT INTO agents VALUES (?1, 'reply-handler', 'paused')"],
	[
		"a recipient",
		"paused-contact",
		"INSERT INTO contacts (tenant, contact, automation_state) VALUES (?1, ?2, 'paused')",
	],
])("[S4-13] while %s is paused nothing leaves (%s), and no send is counted", async (_who, code, sql) => {
	const sink = startSink("keyed");
	const { at, gateway } = await fresh({ sendsPerDay: 1 });
	const values = sql.includes("?2") ? [at.tenant, at.contact(MARA.address)] : [at.tenant];
	await env.DB.prepare(sql)
		.bind(...values)
		.run();
	const delivery = deliveryOf(at, "one", { agent: SkillName.parse("reply-handler") });
	expect(await gateway.deliver(delivery)).toMatchObject({
		type: "fault",
		fault: { code, retry: { when: "after-human" } },
	});
	expect(sink.calls).toEqual([]);
	if (code === "paused-agent")
		expect(await gateway.deliver(deliveryOf(at, "one", { agent: null }))).toMatchObject({ type: "accepted" });
});

test("[S4-13] of several recipients the last one's pause holds a mail as the first one's does; one nobody lists holds nothing", async () => {
	const sink = startSink("keyed");
	const { at, gateway } = await fresh();
	const contacts = ["mara", "otto", "jo"].map((name) => at.contact(`${name}@brightfen.example`));
	const pause = (state: "active" | "paused") =>
		env.DB.prepare(
			`INSERT INTO contacts (tenant, contact, automation_state) VALUES (?1, ?2, ?3)
				ON CONFLICT (tenant, contact) DO UPDATE SET automation_state = ?3`,
		)
			.bind(at.tenant, contacts.at(-1) ?? "", state)
			.run();
	await pause("paused");
	const held = await gateway.deliver(deliveryOf(at, "one", { contacts }));
	expect(held).toMatchObject({ type: "fault", fault: { code: "paused-contact" } });
	expect(sink.calls).toEqual([]);
	await pause("active");
	expect(await gateway.deliver(deliveryOf(at, "one", { contacts }))).toMatchObject({ type: "accepted" });
});

test("[SN2] the tenant's day and a recipient's day are bounded; the same key again is not a second send", async () => {
	startSink("keyed");
	const { clock, at, gateway } = await fresh({ sendsPerDay: 3, sendsPerContactDay: 2 });
	const other = [at.contact("otto@elsewhere.example")];
	expect((await gateway.deliver(deliveryOf(at, "one"))).type).toBe("accepted");
	for (let i = 0; i < 4; i++) expect((await gateway.deliver(deliveryOf(at, "one"))).type).toBe("accepted");
	expect((await gateway.deliver(deliveryOf(at, "two"))).type).toBe("accepted");
	expect(await gateway.deliver(deliveryOf(at, "three"))).toMatchObject({
		fault: { code: "rate-cap-contact", retry: { when: "later", afterMs: DAY_MS } },
	});
	expect((await gateway.deliver(deliveryOf(at, "four", { contacts: other }))).type).toBe("accepted");
	expect(await gateway.deliver(deliveryOf(at, "five", { contacts: other }))).toMatchObject({
		fault: { code: "rate-cap-day", retry: { when: "later", afterMs: HOUR_MS } },
	});
	clock.advance(DAY_MS + 1);
	expect((await gateway.deliver(deliveryOf(at, "three"))).type).toBe("accepted");
});

test("[SN2] every recipient of a mail has a day of their own, not the first alone", async () => {
	startSink("keyed");
	const { at, gateway } = await fresh({ sendsPerContactDay: 1 });
	const mara = at.contact(MARA.address);
	const otto = at.contact("otto@elsewhere.example");
	expect((await gateway.deliver(deliveryOf(at, "one", { contacts: [mara] }))).type).toBe("accepted");
	expect(await gateway.deliver(deliveryOf(at, "two", { contacts: [otto, mara] }))).toMatchObject({
		fault: { code: "rate-cap-contact" },
	});
});

async function approvedDeals(at: TestTenant, count: number): Promise<readonly TestDeal[]> {
	const deals = Array.from({ length: count }, (_, i) => testDeal(at, `deal-${i}`));
	for (const [i, deal] of deals.entries()) {
		const from = { address: `buyer${i}@brightfen.example`, name: `Buyer ${i}` };
		await deal.receive(`mail-${i}`, { from });
		await deal.approve(await openDraft(deal));
	}
	return deals;
}

test("[S4-17] a burst parks itself and tells a person; their resume lets exactly the parked mails go, once", async () => {
	const sink = startSink("keyed");
	const { clock, at, gateway } = await fresh({ sendsPerHour: 3 });
	const deals = await approvedDeals(at, 6);
	for (const deal of deals) await deal.fire();
	const states = async () => (await Promise.all(deals.map((deal) => deal.outbox()))).map(([row]) => row?.state);
	expect(await states()).toEqual(["sent", "sent", "sent", "held", "held", "held"]);
	expect(sink.delivered).toHaveLength(3);
	for (const deal of deals.slice(3))
		expect((await deal.read()).flags).toMatchObject([{ kind: "effect-held", code: "anomaly-stop" }]);
	const ledger = ledgerStub(env, at.human);
	expect(expectDone(await ledger.stop(at.call()))).toMatchObject({ since: clock.now() });

	// An hour later it still stands: only a person lifts it, and neither a rep nor an agent is the one.
	clock.advance(2 * HOUR_MS);
	for (const deal of deals) await deal.fire();
	expect(sink.delivered).toHaveLength(3);
	for (const stranger of [at.rep, at.agent, at.reader])
		expect(await ledger.release(at.call(stranger))).toMatchObject({ refusal: { code: "not-allowed" } });
	expect((await gateway.deliver(deliveryOf(at, "x"))).type).toBe("fault");

	expect((await ledger.release(at.call())).type).toBe("done");
	for (const deal of deals) await deal.rpc().nudge(deal.by());
	await runAlarms(clock, ...deals.map((deal) => deal.raw()));
	expect(await states()).toEqual(Array.from({ length: 6 }, () => "sent"));
	expect(sink.calls).toHaveLength(6);
	expect(new Set(sink.calls).size).toBe(6);
	for (const deal of deals) expect((await deal.read()).flags).toEqual([]);
});

test("[S4-17] what a tenant does in its busiest hour is its normal: three times that is the burst", async () => {
	startSink("keyed");
	const { clock, at, gateway } = await fresh({ sendsPerHour: 2 });
	const send = async (name: string) => (await gateway.deliver(deliveryOf(at, name))).type;
	for (const name of ["a", "b"]) expect(await send(name)).toBe("accepted");
	clock.advance(2 * HOUR_MS);
	for (let i = 0; i < 6; i++) expect(await send(`later-${i}`)).toBe("accepted");
	expect(await send("one-too-many")).toBe("fault");
});

test("[INV9] keyless: the way to the gateway breaks after the request began: it may have arrived, so nobody repeats it", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const sink = startSink("keyless");
	const { clock, at } = await fresh({ mail: { provider: "sink", mode: "keyless" } });
	const [deal] = await approvedDeals(at, 1);
	const { deliver } = TenantGateway.prototype;
	vi.spyOn(TenantGateway.prototype, "deliver").mockImplementationOnce(async function (this: TenantGateway, delivery) {
		await deliver.call(this, delivery);
		throw new Error("the connection between our own parts was lost");
	});
	await deal?.settle(clock);
	expect((await deal?.outbox())?.[0]).toMatchObject({ state: "unknown" });
	expect(sink.calls).toHaveLength(1);
});

test("[INV8] the mail binding: one message leaves with our Reply-To, and the copy is what was handed over", async () => {
	const { at, gateway } = await fresh({ mail: { provider: "mail" } });
	const delivery = deliveryOf(at, "one");
	expect(await gateway.deliver(delivery)).toMatchObject({ type: "accepted" });
	const copy = await bodyText(at, sentMailKey(at.tenant, delivery.key));
	expect(copy).toContain(`From: Skyvera Sales <${at.mailbox}>`);
	expect(copy).toContain(`To: ${MARA.name} <${MARA.address}>`);
});

test("[INV8] a mail connection that is missing holds the mail for a person; what is no mail is declined", async () => {
	const { at, gateway } = await fresh();
	const move = writeArtefact({ type: "move-stage", from: "PROSPECTING", to: "DISCOVERY" });
	expect(await gateway.deliver(deliveryOf(at, "one", { artefact: move }))).toEqual({
		type: "refused",
		code: "not-an-effect",
	});
	await env.DB.prepare("DELETE FROM connections WHERE tenant = ?1 AND connection = 'mail'").bind(at.tenant).run();
	expect(await gateway.deliver(deliveryOf(at, "two"))).toMatchObject({
		fault: { code: "connection-missing", retry: { when: "after-human" } },
	});
});
