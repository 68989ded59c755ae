import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { receiveEmail } from "#workers/ingress/email.ts";
import { signStandardWebhook } from "#workers/ingress/webhook-signature.ts";
import { platformAdmin } from "#workers/testing/accounts.setup.ts";
import { ask, client, dealByMail, mailOf } from "#workers/testing/api.setup.ts";
import { listen } from "#workers/testing/sockets.setup.ts";

async function suspendable() {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	const clock = standStill();
	const at = await newTenant("suspend");
	giveSmallCrew(at);
	const sink = startSink("keyed");
	const about = await dealByMail(at, clock);
	const platform = await platformAdmin();
	const set = async (state: "active" | "suspended") => {
		const changed = await platform.patch(`/v1/accounts/${at.tenant}`, { state });
		expect(changed.status).toBe(200);
		expect(await changed.json()).toMatchObject({ account: at.tenant, state });
	};
	/** As the platform hands a mail in; answers what its sender would be told. */
	const deliver = async (name: string): Promise<string | null> => {
		let rejected: string | null = null;
		const raw = mailOf(at, name);
		const setReject = (reason: string) => {
			rejected = reason;
		};
		const message = { from: MARA.address, to: at.mailbox, rawSize: raw.length, raw: new Response(raw).body, setReject };
		const door = { env, ctx: { ...createExecutionContext(), waitUntil: () => undefined, exports } };
		await receiveEmail(message as unknown as ForwardableEmailMessage, door as never);
		return rejected;
	};
	const hook = async (name: string) => {
		const change = { event: "deal.updated", deal: { externalId: name }, at: new Date(clock.now()).toISOString() };
		const body = new TextEncoder().encode(JSON.stringify(change));
		const headers = await signStandardWebhook({ id: name, at: clock.now(), body, secret: at.crmSecret });
		return ask(`/hooks/crm/${at.tenant}.crm`, { method: "POST", body, headers: { ...headers } });
	};
	return { clock, at, about, sink, set, deliver, hook };
}

test("[S0-19] a suspended account: its API is 403, its sockets close, its doors ask to come again, and nothing leaves", async () => {
	const { clock, at, about, sink, set, deliver, hook } = await suspendable();
	const { deal, approval } = about;
	const { send, mail } = await client(at);
	const socket = await listen(at, deal.id, 0);
	await deal.approve(approval, at.human);
	await set("suspended");

	const refused = await send("deals");
	expect(refused.status).toBe(403);
	expect(await refused.json()).toMatchObject({ type: expect.stringMatching(/account-suspended$/) });
	expect((await mail("second")).status).toBe(403);
	expect(await socket.closed).toBeGreaterThanOrEqual(4000);
	expect(await deliver("third")).toMatch(/again later/);
	const later = await hook("evt-1");
	expect(later.status).toBe(503);
	expect(Number(later.headers.get("retry-after"))).toBeGreaterThan(0);
	expect((await testInbox(at).list()).length).toBe(1);
	clock.advance(3_600_000);
	await deal.fire();
	expect(await deal.outbox()).toMatchObject([{ state: "held", reason: "account-suspended" }]);
	expect(sink.calls).toHaveLength(0);
});

test("[S0-19] what a suspended account had accepted is kept: when it goes on, the mail leaves once and what waited is worked on", async () => {
	const { clock, at, about, sink, set, deliver, hook } = await suspendable();
	const { deal, approval } = about;
	const { send, mail } = await client(at);
	await deal.approve(approval, at.human);
	// Accepted, and not yet brought to its deal, when the account is suspended.
	expect((await mail("second")).status).toBe(202);
	await set("suspended");
	await testInbox(at).sweep();
	const runs = async () => (await deal.runs()).length;
	const before = await runs();
	clock.advance(60_000);
	await deal.fire();
	expect((await deal.runs()).filter(({ settledAt }) => settledAt !== null)).toHaveLength(before - 1);

	await set("active");
	expect((await send("deals")).status).toBe(200);
	clock.advance(60_000);
	await deal.settle(clock);
	expect(sink.calls).toHaveLength(1);
	expect(await deal.outbox()).toMatchObject([{ state: "sent" }]);
	expect((await deal.runs()).every(({ settledAt }) => settledAt !== null)).toBe(true);
	expect(await deliver("third")).toBeNull();
	expect((await hook("evt-1")).status).toBe(202);
});
