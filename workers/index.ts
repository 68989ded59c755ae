import type { Env } from "#durable-objects/env.ts";
import { log } from "#durable-objects/platform/log.ts";
import { createApp } from "./http/app.ts";
import type { Door } from "./ingress/door.ts";
import { receiveEmail } from "./ingress/email.ts";
import { receiveWebhook } from "./ingress/webhooks.ts";
import { receiveBatch } from "./queues/queues.ts";
import { tick } from "./schedule/tick.ts";

export { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
export { PlatformLedger } from "#durable-objects/platform-ledger/platform-ledger.ts";
export { SignalInbox } from "#durable-objects/signal-inbox/signal-inbox.ts";
export { TenantLedger } from "#durable-objects/tenant-ledger/tenant-ledger.ts";
export { TenantGateway } from "./gateway.ts";

const app = createApp();

export default {
	fetch(request, env, ctx) {
		const { pathname } = new URL(request.url);
		const answered = pathname.startsWith("/hooks/")
			? receiveWebhook(request, { env, ctx })
			: Promise.resolve(app.fetch(request, env, ctx as unknown as Parameters<typeof app.fetch>[2]));
		// Whoever asks and hangs up is gone, and the platform may then stop what they asked for: between a write and its entry in
		// the audit, say. What has begun is brought to its end. What fails is told by the answer itself.
		ctx.waitUntil(answered.catch(() => undefined));
		return answered;
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

	scheduled: (_controller, env, ctx) => tick({ env, ctx }),
} satisfies ExportedHandler<Env>;
