import * as z from "zod";
import type { ConnectionId } from "#knowledge/core/vocabulary/ids.ts";
import { credentialsCell } from "./cells.ts";
import type { TenantDb } from "./tenant-db.ts";

/** The mail connection's: signs reply addresses, and peppers the ids of people, threads and companies. */
export const MailCredentials = z.strictObject({ replySecret: z.string().min(32), pepper: z.string().min(32) });
export type MailCredentials = z.infer<typeof MailCredentials>;
/** A webhook's signing secrets; two while they are rotated. */
const WebhookCredentials = z.strictObject({ secrets: z.array(z.string().min(10)).min(1).max(2) });

/** What an account's own sign-in knows us by. */
const OidcCredentials = z.strictObject({ clientSecret: z.string().min(1) });
export type OidcCredentials = z.infer<typeof OidcCredentials>;

/** A connection, as new or in place of what it was. What it is known by is sealed. */
export async function writeConnection(
	db: TenantDb,
	connection: ConnectionId,
	row: { provider: string; settings: object; credentials: object; now: number },
): Promise<void> {
	const sealed = (await db.vault()).seal(credentialsCell(connection), JSON.stringify(row.credentials));
	await db.batch([
		{
			sql: `INSERT INTO connections (tenant, connection, provider, settings, credentials, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
				ON CONFLICT (tenant, connection) DO UPDATE SET provider = ?3, settings = ?4, credentials = ?5`,
			values: [connection, row.provider, JSON.stringify(row.settings), sealed, row.now],
		},
	]);
}

/** Read by the gateway alone: a test refuses any other import of this file. */
export async function readCredentials<T extends z.ZodType>(
	db: TenantDb,
	connection: ConnectionId,
	shape: T,
): Promise<z.output<T> | null> {
	const row = await db.first("SELECT credentials FROM connections WHERE tenant = ?1 AND connection = ?2", connection);
	return open(db, connection, row, shape);
}

/** A house and the secret that it was given, in one read: never one with another's. `null` unless it is an OpenID Connect one. */
export async function readOidc(
	db: TenantDb,
	connection: ConnectionId,
): Promise<({ readonly settings: string } & OidcCredentials) | null> {
	const row = await db.first(
		"SELECT settings, credentials FROM connections WHERE tenant = ?1 AND connection = ?2 AND provider = 'oidc'",
		connection,
	);
	const credentials = await open(db, connection, row, OidcCredentials);
	return credentials && { settings: z.object({ settings: z.string() }).parse(row).settings, ...credentials };
}

/** `null` unless it is a webhook connection of a CRM, with secrets to verify it by. */
export async function readWebhookCredentials(
	db: TenantDb,
	connection: ConnectionId,
): Promise<z.output<typeof WebhookCredentials> | null> {
	const row = await db.first(
		"SELECT credentials FROM connections WHERE tenant = ?1 AND connection = ?2 AND provider = 'crm-webhook'",
		connection,
	);
	return open(db, connection, row, WebhookCredentials);
}

const Row = z.object({ credentials: z.string() });

/** Credentials of another shape are not there, for whoever asks for these. What cannot be opened is a fault, not an absence. */
async function open<T extends z.ZodType>(
	db: TenantDb,
	connection: ConnectionId,
	row: unknown,
	shape: T,
): Promise<z.output<T> | null> {
	const parsed = Row.safeParse(row);
	if (!parsed.success) return null;
	const text = (await db.vault()).open(credentialsCell(connection), parsed.data.credentials);
	try {
		return shape.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}
