import { createExecutionContext, createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { dealByMail } from "#workers/testing/api.setup.ts";
import { snapshot } from "#workers/testing/lists.setup.ts";
import { receiveBatch } from "./queues/queues.ts";

test("[S0-81] a message that names one account and another's deal is worked on as that account's, and changes nothing", async () => {
	const clock = standStill();
	const [ours, theirs] = await Promise.all([newTenant("ours"), newTenant("theirs")]);
	giveSmallCrew(ours);
	const mine = await dealByMail(ours, clock);
	giveSmallCrew(theirs);
	const other = await dealByMail(theirs, clock);
	const state = async () => [
		await snapshot(ours),
		await snapshot(theirs),
		await mine.deal.read(),
		await other.deal.read(),
	];
	const before = await state();
	const bodies = [
		{ tenant: ours.tenant, deal: other.deal.id, version: 999 },
		{ tenant: theirs.tenant, deal: mine.deal.id, version: 1 },
		{ tenant: `${ours.tenant}:deal:${other.deal.id}`, deal: other.deal.id, version: 1 },
		{ tenant: "nobody-here", deal: other.deal.id, version: 1 },
		{ deal: other.deal.id, version: 1 },
	];
	for (const queue of ["events", "signals"]) {
		const messages = bodies.map((body, i) => ({ id: `${queue}-${i}`, timestamp: new Date(), attempts: 1, body }));
		await receiveBatch(createMessageBatch(queue, messages), { env, ctx: createExecutionContext() });
	}
	expect(await state()).toEqual(before);
});
