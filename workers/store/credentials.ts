import * as z from "zod";
import type { ConnectionId } from "#knowledge/core/vocabulary/ids.ts";
import type { TenantDb } from "./tenant-db.ts";

/** The mail connection's: signs reply addresses, and peppers the ids of people, threads and companies. */
export const MailCredentials = z.strictObject({ replySecret: z.string().min(32), pepper: z.string().min(32) });
/** A webhook's signing secrets; two while they are rotated. */
export const WebhookCredentials = z.strictObject({ secrets: z.array(z.string().min(10)).min(1).max(2) });

/** Read by the gateway alone: a test refuses any other import of this file. */
export async function readCredentials<T extends z.ZodType>(
	db: TenantDb,
	connection: ConnectionId,
	shape: T,
): Promise<z.output<T> | null> {
	const row = await db.first("SELECT credentials FROM connections WHERE tenant = ?1 AND connection = ?2", connection);
	const parsed = z.object({ credentials: z.string() }).safeParse(row);
	return parsed.success ? shape.parse(JSON.parse(parsed.data.credentials)) : null;
}
