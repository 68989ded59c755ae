import type { Env } from "#durable-objects/env.ts";
import { answer, outcomeOf } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import { tearDownTick } from "./accounts/tear-down.ts";
import { createApp } from "./http/app.ts";
import type { Door } from "./ingress/door.ts";
import { receiveEmail } from "./ingress/email.ts";
import { receiveWebhook } from "./ingress/webhooks.ts";
import { receiveBatch } from "./queues/queues.ts";
import { auditTick } from "./schedule/audit.ts";
import { rewrapTick } from "./schedule/data-keys.ts";
import { reconcileTick, turnOf } from "./schedule/reconcile.ts";
import { directory } from "./store/tenant-db.ts";

export { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
export { SignalInbox } from "#durable-objects/signal-inbox/signal-inbox.ts";
export { TenantLedger } from "#durable-objects/tenant-ledger/tenant-ledger.ts";
export { TenantGateway } from "./gateway.ts";

const app = createApp();

export default {
	fetch(request, env, ctx) {
		const { pathname } = new URL(request.url);
		if (pathname.startsWith("/hooks/")) return receiveWebhook(request, { env, ctx });
		return app.fetch(request, env, ctx as unknown as Parameters<typeof app.fetch>[2]);
	},

	async email(message, env, ctx) {
		try {
			await receiveEmail(message, { env, ctx } satisfies Door);
		} catch (error) {
			log.error("mail could not be stored", { error: error instanceof Error ? error.name : typeof error });
			message.setReject("Temporarily unavailable, please send again");
		}
	},

	queue: (batch, env, ctx) => receiveBatch(batch, { env, ctx }),

	/** Nothing depends on the clock of the platform: every alarm re-arms itself. This shakes inboxes that were forgotten, and looks after lists that were altered. */
	async scheduled(_controller, env, ctx) {
		const tenants = (await directory(env).tenants()).map((tenant) => TenantId.parse(tenant));
		for (const tenant of tenants) {
			const rewrapped = await answer("rewrap", () => rewrapTick(env, tenant));
			if (rewrapped.type === "fault") log.error("data keys not rewrapped", { tenant, code: rewrapped.fault.code });
			const call = systemCall(tenant, "clock", { now: Date.now(), settingsVersion: 0 });
			// One inbox that cannot be reached must not keep the others from being shaken.
			await answer("clock", async () => outcomeOf(await inboxStub(env, call.principal).sweep(call)));
		}
		await answer("tear-down", async () => done(await tearDownTick(env)));
		for (const tenant of turnOf(tenants, Date.now())) {
			await answer("reconcile", () => reconcileTick({ env, ctx }, tenant));
			await answer("audit", () => auditTick(env, tenant));
		}
	},
} satisfies ExportedHandler<Env>;
