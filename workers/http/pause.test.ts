import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { client, dealByMail } from "#workers/testing/api.setup.ts";

test("[S4-13] a contact is paused between the draft and the send: nothing leaves; resumed, exactly one mail does", async () => {
	const clock = standStill();
	const at = await newTenant("pause-contact");
	giveSmallCrew(at);
	const sink = startSink("keyed");
	const { deal, approval, contact } = await dealByMail(at, clock);
	await deal.fire();
	const { send } = await client(at);
	const post = (verb: "pause" | "resume") =>
		send(`/v1/accounts/${at.tenant}/contacts/${contact}/${verb}`, { method: "POST" });

	expect(await (await post("pause")).json()).toEqual({ automation: "paused" });
	await deal.approve(approval);
	clock.advance(60_000);
	await deal.fire();
	expect(await deal.outbox()).toMatchObject([{ state: "held", reason: "paused-contact" }]);
	clock.advance(3_600_000);
	await deal.fire();
	expect(sink.calls).toHaveLength(0);

	expect(await (await post("resume")).json()).toEqual({ automation: "active" });
	await deal.settle(clock);
	expect(await deal.outbox()).toMatchObject([{ state: "sent" }]);
	expect(sink.calls).toHaveLength(1);
});
