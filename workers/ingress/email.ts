import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { RAW_MAIL_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { readTenant } from "#workers/store/settings.ts";
import { directory, ownDb } from "#workers/store/tenant-db.ts";
import { acceptMail } from "./accept-mail.ts";
import type { Door } from "./door.ts";

const COME_AGAIN = "This mailbox takes no mail at the moment, please send again later";

/**
 * Mail that was routed to this Worker. A throw here would come back to the sender as a failure of ours: what we cannot
 * take is rejected with a sentence, and what went wrong on our side asks the sending server to come again.
 */
export async function receiveEmail(message: ForwardableEmailMessage, door: Door): Promise<void> {
	if (message.rawSize > RAW_MAIL_BYTES_MAX) return message.setReject("Message too large: 10 MB at most");
	const mailbox = message.to.toLowerCase().replace(/\+[^@]*@/, "@");
	const tenant = TenantId.safeParse(await directory(door.env).tenantOfMailbox(mailbox));
	if (!tenant.success) return message.setReject("No such mailbox");
	const account = await readTenant(ownDb(door.env, tenant.data));
	// One that is being torn down is as good as gone. A suspended one comes back, and its mail with it.
	if (!account || account.state === "closing") return message.setReject("No such mailbox");
	if (account.state === "suspended") return message.setReject(COME_AGAIN);
	const raw = new Uint8Array(await new Response(message.raw).arrayBuffer());
	const call = systemCall(tenant.data, "email", { now: Date.now(), settingsVersion: 0 });
	const outcome = await acceptMail(door, call, {
		raw,
		envelopeFrom: message.from,
		envelopeTo: message.to,
		isVouchedFor: false,
	});
	// Over its quota: nothing of it was kept, so whoever sent it has to know.
	if (outcome.type === "refused" && outcome.refusal.code === "too-many") message.setReject(COME_AGAIN);
	if (outcome.type === "refused") log.warn("mail not accepted", { tenant: tenant.data, code: outcome.refusal.code });
}
