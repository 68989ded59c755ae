import * as z from "zod";
import type { Env } from "#durable-objects/env.ts";
import { answer, expectDone, outcomeOf } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { dealStub, inboxStub, ledgerStub } from "#durable-objects/stubs.ts";
import { LateAudit } from "#knowledge/core/audit/entry.ts";
import { DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { addIncident } from "#workers/store/incidents.ts";
import { readTenant } from "#workers/store/settings.ts";
import { ownDb } from "#workers/store/tenant-db.ts";
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
const events = ({ env, ctx }: Door, queue: string): Consumer<LateAudit | z.infer<typeof DealChanged>> => ({
	schema: z.union([LateAudit, DealChanged]),
	work: async (body) => {
		if ("kind" in body) return appendLate(env, body);
		const { tenant, deal } = body;
		const call = { ...systemCall(tenant, "projector", { now: Date.now(), settingsVersion: 0 }), deal };
		const stub = dealStub(env, call.principal, deal);
		const view = expectDone(await stub.read(call));
		expectDone(await gatewayOf(ctx, tenant).project(view));
		expectDone(await stub.projected(call, view.version));
	},
	bury: (message, code) => bury(env, message, queue, code),
});

/** A ledger that was away may stay away for longer than a message is tried again. */
const AUDIT_AGAIN_S = 60;

/** Unlike a doorbell this is the only place that has it, so it goes round until it is stored; stored twice it stands once. */
async function appendLate(env: Env, late: LateAudit): Promise<void> {
	const { tenant, fact } = late;
	// Nothing is written of an account that is gone.
	if (!(await readTenant(ownDb(env, tenant)))) return;
	const call = systemCall(tenant, "audit", { now: Date.now(), settingsVersion: 0 });
	const answered = await answer("audit.late", async () =>
		outcomeOf(await ledgerStub(env, call.principal).audit(call, fact)),
	);
	if (answered.type !== "fault") return;
	log.error("audit entry is still late", { tenant, requestId: fact.requestId });
	await env.EVENTS.send(late, { delaySeconds: AUDIT_AGAIN_S });
}

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
		await addIncident(ownDb(env, parsed.data.tenant), {
			id: message.id,
			queue,
			code,
			at: Date.now(),
		});
}
