import * as z from "zod";
import type { Cell, Vault } from "#durable-objects/platform/vault.ts";
import { type SignalRow, SignalState } from "#knowledge/core/contract/signal.ts";
import { SignalAuthor, SignalKind } from "#knowledge/core/events/signal.ts";
import { DealId, SignalId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { EraseCall, IncomingSignal, ListCall } from "./calls.ts";

const Row = z.object({
	n: z.int(),
	id: SignalId,
	kind: SignalKind,
	author: SignalAuthor,
	state: SignalState,
	deal: DealId.nullable(),
	opens: z.int(),
	reason: z.string().nullable(),
	subject: z.string().nullable(),
	sender: z.string().nullable(),
	body: z.string().nullable(),
	received_at: z.int(),
	duplicates: z.int(),
	attempts: z.int(),
	next_at: z.int(),
	content: z.string().nullable(),
});
export type InboxRow = z.infer<typeof Row>;

/** Only the first signal of a deal can move; those behind it wait for it, and neither fill a sweep nor ring the alarm. */
const IS_HEAD = `state = 'accepted' AND (deal IS NULL OR NOT EXISTS (
	SELECT 1 FROM signals AS earlier WHERE earlier.state = 'accepted' AND earlier.deal = signals.deal AND earlier.n < signals.n
))`;

/** Everything that is read from an inbox's storage. */
export function inboxStore(sql: SqlStorage) {
	const rows = (query: string, ...values: SqlStorageValue[]): readonly InboxRow[] =>
		sql
			.exec(query, ...values)
			.toArray()
			.map((row) => Row.parse(row));
	return {
		row: (id: SignalId): InboxRow | null => rows("SELECT * FROM signals WHERE id = ?", id)[0] ?? null,

		owner(): TenantId | null {
			const row = sql.exec<{ tenant: string }>("SELECT tenant FROM owner").toArray()[0];
			return row ? TenantId.parse(row.tenant) : null;
		},

		/** The newest with this content that came after `since`. */
		sameAs: (content: string, since: number): InboxRow | null =>
			rows("SELECT * FROM signals WHERE content = ? AND received_at > ? ORDER BY n DESC LIMIT 1", content, since)[0] ??
			null,

		/** Without what came with a mail: that goes by its mail. */
		countSince: (since: number): number =>
			sql
				.exec<{ n: number }>("SELECT COUNT(*) AS n FROM signals WHERE received_at >= ? AND came_with IS NULL", since)
				.one().n,

		/** New rows at once, others when their time has come. */
		due: (now: number, limit: number): readonly InboxRow[] =>
			rows(`SELECT * FROM signals WHERE ${IS_HEAD} AND (attempts = 0 OR next_at <= ?) ORDER BY n LIMIT ?`, now, limit),

		/** Whether an earlier signal of the same deal is still on its way: a later one waits for it. */
		isBehind: (n: number, deal: DealId): boolean =>
			sql.exec("SELECT 1 FROM signals WHERE state = 'accepted' AND deal = ? AND n < ? LIMIT 1", deal, n).toArray()
				.length > 0,

		nextAt: (): number | null =>
			sql.exec<{ at: number | null }>(`SELECT MIN(next_at) AS at FROM signals WHERE ${IS_HEAD}`).one().at,

		/** Handed in by this request before. */
		byRequest: (request: string): InboxRow | null =>
			rows("SELECT * FROM signals WHERE request = ? LIMIT 1", request)[0] ?? null,

		/** What came with a mail and waits for a person. */
		unassignedWith: (mail: SignalId): readonly InboxRow[] =>
			rows("SELECT * FROM signals WHERE came_with = ? AND state = 'unassigned' AND body IS NOT NULL", mail),

		dealsSince(kind: "subject" | "conversation", clues: readonly string[], since: number): readonly DealId[] {
			const found = clues.flatMap((clue) =>
				sql
					.exec<{ deal: string }>(
						"SELECT deal FROM recent_clues WHERE kind = ? AND clue = ? AND at > ? AND deal NOT IN (SELECT deal FROM closed_deals)",
						kind,
						clue,
						since,
					)
					.toArray()
					.map((row) => DealId.parse(row.deal)),
			);
			return [...new Set(found)];
		},

		dealsFor(kind: "thread" | "contact" | "domain", clues: readonly string[]): readonly DealId[] {
			const found = clues.flatMap((clue) =>
				sql
					.exec<{ deal: string }>(
						"SELECT deal FROM clues WHERE kind = ? AND clue = ? AND deal NOT IN (SELECT deal FROM closed_deals)",
						kind,
						clue,
					)
					.toArray()
					.map((row) => DealId.parse(row.deal)),
			);
			return [...new Set(found)];
		},

		/** Some of those that were stored before there were keys. */
		unsealed: (limit: number): readonly InboxRow[] =>
			rows(
				`SELECT * FROM signals WHERE (subject IS NOT NULL AND subject NOT GLOB 'aa1.*')
					OR (sender IS NOT NULL AND sender NOT GLOB 'aa1.*') OR (body IS NOT NULL AND body NOT GLOB 'aa1.*') LIMIT ?`,
				limit,
			),

		/** Those with a text, a bounded number at once. */
		withTexts: (after: number, limit: number): readonly InboxRow[] =>
			rows(
				"SELECT * FROM signals WHERE n > ? AND COALESCE(subject, sender, body, content) IS NOT NULL ORDER BY n LIMIT ?",
				after,
				limit,
			),

		isSealed: (): boolean => sql.exec("SELECT 1 FROM owner WHERE is_sealed = 1").toArray().length > 0,

		list(call: ListCall): readonly InboxRow[] {
			const wanted = call.state === "duplicate" ? "duplicates > 0" : call.state ? "state = ?2" : "1 = 1";
			const values =
				call.state && call.state !== "duplicate"
					? [call.before ?? Number.MAX_SAFE_INTEGER, call.state]
					: [call.before ?? Number.MAX_SAFE_INTEGER];
			return rows(`SELECT * FROM signals WHERE n < ?1 AND ${wanted} ORDER BY n DESC LIMIT ${call.limit}`, ...values);
		},
	};
}

/** A signal's texts are sealed each in its own cell. */
const cellOf = (id: SignalId, column: Text): Cell => ({ record: id, column: `signals.${column}` });
type Text = "subject" | "sender" | "body";
type Texts = Readonly<Record<Text, string | null>>;

export function sealTexts(vault: Vault, id: SignalId, texts: Texts): Texts {
	const seal = (column: Text): string | null => {
		const text = texts[column];
		return text === null ? null : vault.seal(cellOf(id, column), text);
	};
	return { subject: seal("subject"), sender: seal("sender"), body: seal("body") };
}

export const openText = (vault: Vault, row: InboxRow, column: Text): string | null => {
	const stored = row[column];
	return stored === null ? null : vault.open(cellOf(row.id, column), stored);
};

export const signalRow = (vault: Vault, row: InboxRow): SignalRow => ({
	signal: row.id,
	kind: row.kind,
	author: row.author,
	state: row.state,
	deal: row.deal,
	reason: row.reason,
	receivedAt: new Date(row.received_at).toISOString(),
	duplicates: row.duplicates,
	attempts: row.attempts,
	subject: openText(vault, row, "subject"),
	from: openText(vault, row, "sender"),
});

/** This code's own writing; the types of both sides are one. */
export function bodyOf(vault: Vault, row: InboxRow): IncomingSignal | null {
	const body = openText(vault, row, "body");
	return body === null ? null : JSON.parse(body);
}

/** Read at once, of an inbox that may be long. */
const ERASED_PAGE = 500;

export function* theirRows(
	store: ReturnType<typeof inboxStore>,
	vault: Vault,
	erasure: EraseCall,
): Generator<SignalId> {
	const ids = new Set<string>(erasure.signals);
	const addresses = new Set(erasure.addresses.map((each) => each.trim().toLowerCase()));
	for (let after = 0; ; ) {
		const page = store.withTexts(after, ERASED_PAGE);
		for (const row of page) {
			const sender = openText(vault, row, "sender")?.trim().toLowerCase();
			const isTheirs = ids.has(row.id) || (sender !== undefined && addresses.has(sender));
			if (isTheirs || bodyOf(vault, row)?.contact === erasure.contact) yield row.id;
		}
		if (page.length < ERASED_PAGE) return;
		after = page.at(-1)?.n ?? after;
	}
}
