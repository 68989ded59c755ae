import * as z from "zod";
import type { Env } from "#durable-objects/env.ts";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { dealStub, inboxStub } from "#durable-objects/stubs.ts";
import { DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { addIncident } from "#workers/store/incidents.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";
import { type Consumer, consume } from "./consume.ts";

type Door = { readonly env: Env; readonly ctx: Pick<ExecutionContext, "exports"> };

const Doorbell = z.object({ tenant: TenantId });
const DealChanged = z.object({ tenant: TenantId, deal: DealId, version: z.int() });

/** Queues are doorbells and feeds: everything that they bring is stored elsewhere, and is found without them too. */
export function receiveBatch(batch: MessageBatch, { env, ctx }: Door): Promise<void> {
	switch (batch.queue) {
		case "signals":
			return consume(batch, signals(env, batch.queue));
		case "events":
			return consume(batch, events({ env, ctx }, batch.queue));
		default:
			return buryAll(batch, env);
	}
}

const signals = (env: Env, queue: string): Consumer<z.infer<typeof Doorbell>> => ({
	schema: Doorbell,
	work: async ({ tenant }) => {
		const call = systemCall(tenant, "doorbell", { now: Date.now(), settingsVersion: 0 });
		expectDone(await inboxStub(env, call.principal).sweep(call));
	},
	bury: (message, code) => bury(env, message, queue, code),
});

/** The subscriber of the lists: pulls the deal as it is now, which covers every message before this one too. */
const events = ({ env, ctx }: Door, queue: string): Consumer<z.infer<typeof DealChanged>> => ({
	schema: DealChanged,
	work: async ({ tenant, deal }) => {
		const call = { ...systemCall(tenant, "projector", { now: Date.now(), settingsVersion: 0 }), deal };
		const stub = dealStub(env, call.principal, deal);
		const view = expectDone(await stub.read(call));
		expectDone(await gatewayOf(ctx, tenant).project(view));
		expectDone(await stub.projected(call, view.version));
	},
	bury: (message, code) => bury(env, message, queue, code),
});

async function buryAll(batch: MessageBatch, env: Env): Promise<void> {
	for (const message of batch.messages) {
		await bury(env, message, batch.queue, "retries-exhausted");
		message.ack();
	}
}

async function bury(env: Env, message: Message, queue: string, code: string): Promise<void> {
	log.warn("message buried", { queue, code, id: message.id });
	const parsed = z.object({ tenant: TenantId }).safeParse(message.body);
	if (parsed.success)
		await addIncident(tenantDb(env, parsed.data.tenant), { id: message.id, queue, code, at: Date.now() });
}
