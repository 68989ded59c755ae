import * as z from "zod";
import type { CrmChanged } from "#knowledge/core/deal/crm.ts";
import type { OutboxRow } from "#knowledge/core/deal/outbox.ts";
import type { ApproverRole } from "#knowledge/core/deal/policy.ts";
import { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { crmKey } from "#knowledge/core/events/crm.ts";
import type { By } from "#knowledge/core/events/deal.ts";
import { Envelope } from "#knowledge/core/events/envelope.ts";
import type { Fact } from "#knowledge/core/events/fact.ts";
import { SignalAuthor, SignalKind } from "#knowledge/core/events/signal.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import {
	ApprovalId,
	ConnectionId,
	type CrmChangeId,
	EffectKey,
	FactId,
	RunId,
	SignalId,
} from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import type { DealTexts } from "./texts.ts";

export type StoredBoard = {
	readonly board: Blackboard;
	readonly head: Sha256;
	readonly stateHash: Sha256;
	readonly tickedAt: number;
	readonly projected: number;
};

export type OutboxRecord = {
	readonly key: EffectKey;
	readonly connection: ConnectionId;
	readonly order: number;
	readonly state: string;
	readonly attempts: number;
	readonly ambiguous: boolean;
	readonly firstAttemptAt: number | null;
	readonly nextAt: number;
	readonly approval: ApprovalId;
	readonly digest: Sha256;
	readonly reference: string | null;
	readonly reason: string | null;
	readonly updatedAt: number;
};

const OutboxShape = z.object({
	key: EffectKey,
	connection: ConnectionId,
	ord: z.int(),
	state: z.string(),
	attempts: z.int(),
	ambiguous: z.int(),
	first_attempt_at: z.int().nullable(),
	next_at: z.int(),
	approval: ApprovalId,
	digest: Sha256,
	reference: z.string().nullable(),
	reason: z.string().nullable(),
	updated_at: z.int(),
});

export type DealStore = ReturnType<typeof dealStore>;

/** Everything that is read from a deal's storage. What is written is written by `commit.ts`. */
export function dealStore(sql: SqlStorage, texts: DealTexts) {
	const { lookup } = texts;
	return {
		lookup,
		payload: texts.payload,
		hasText: (hash: Sha256): boolean => sql.exec("SELECT 1 FROM payloads WHERE hash = ?", hash).toArray().length > 0,

		board(): StoredBoard | null {
			const row = sql
				.exec<{ json: string; head: string; state_hash: string; ticked_at: number; projected: number }>(
					"SELECT * FROM board WHERE id = 1",
				)
				.toArray()[0];
			if (!row) return null;
			// The board is this code's own writing of one commit ago, and is checked by its hash whenever it is replayed.
			const board: Blackboard = JSON.parse(row.json);
			return {
				board,
				head: Sha256.parse(row.head),
				stateHash: Sha256.parse(row.state_hash),
				tickedAt: row.ticked_at,
				projected: row.projected,
			};
		},

		lastSeq: (): number => sql.exec<{ seq: number | null }>("SELECT MAX(seq) AS seq FROM events").one().seq ?? 0,
		lastAt: (): number => sql.exec<{ at: number }>("SELECT at FROM events ORDER BY seq DESC LIMIT 1").one().at,

		request(key: string): { asked: string; answer: string } | null {
			return (
				sql
					.exec<{ asked: string; answer: string }>("SELECT asked, answer FROM requests WHERE key = ?", key)
					.toArray()[0] ?? null
			);
		},

		/** What a model answered to this question. */
		answer(question: Sha256): { output: Sha256; reasoner: string } | null {
			const [row] = sql
				.exec<{ output: string; reasoner: string }>("SELECT output, reasoner FROM answers WHERE question = ?", question)
				.toArray();
			return row ? { output: Sha256.parse(row.output), reasoner: row.reasoner } : null;
		},

		hasSignal: (signal: SignalId): boolean =>
			sql.exec("SELECT 1 FROM signals WHERE id = ?", signal).toArray().length > 0,

		/** The latest first. */
		latestSignals(until: number, limit: number) {
			return sql
				.exec<{ id: string; record: string; kind: string; author: string; at: number }>(
					"SELECT id, record, kind, author, at FROM signals WHERE at <= ? ORDER BY at DESC, id LIMIT ?",
					until,
					limit,
				)
				.toArray()
				.map((row) => ({
					id: SignalId.parse(row.id),
					record: Sha256.parse(row.record),
					kind: SignalKind.parse(row.kind),
					author: SignalAuthor.parse(row.author),
					at: row.at,
				}));
		},

		/** Mails that left, the latest first. */
		latestSent: (until: number, limit: number): readonly OutboxRecord[] =>
			sql
				.exec(
					"SELECT * FROM outbox WHERE state IN ('sent', 'unknown', 'rehearsed') AND updated_at <= ? ORDER BY updated_at DESC LIMIT ?",
					until,
					limit,
				)
				.toArray()
				.map(outboxRecord),

		signal(id: SignalId) {
			const row = sql
				.exec<{ record: string; kind: string; author: string; at: number }>("SELECT * FROM signals WHERE id = ?", id)
				.toArray()[0];
			if (!row) return null;
			return {
				record: Sha256.parse(row.record),
				kind: SignalKind.parse(row.kind),
				author: SignalAuthor.parse(row.author),
				at: row.at,
			};
		},

		record(hash: Sha256): SignalRecord | null {
			const text = lookup(hash);
			return text === null ? null : SignalRecord.parse(JSON.parse(text));
		},

		events(after: number, limit: number): readonly Envelope[] {
			return sql
				.exec<{ json: string }>("SELECT json FROM events WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
				.toArray()
				.map((row) => Envelope.parse(JSON.parse(row.json)));
		},

		/** Changes of the customer record by then, the latest first. */
		crmChanges(limit: number, upTo = Number.MAX_SAFE_INTEGER): readonly Envelope[] {
			return sql
				.exec<{ json: string }>(
					"SELECT json FROM events WHERE type = 'deal.crm-changed' AND seq <= ? ORDER BY seq DESC LIMIT ?",
					upTo,
					limit,
				)
				.toArray()
				.map((row) => Envelope.parse(JSON.parse(row.json)));
		},

		/** Who was asked, at the last, to decide this approval. */
		approversOf(approval: ApprovalId): readonly ApproverRole[] {
			const rows = sql.exec<{ json: string }>(
				`SELECT json FROM events WHERE type IN ('deal.approval-requested', 'deal.approval-edited')
				 AND json_extract(json, '$.event.approval') = ? ORDER BY seq DESC`,
				approval,
			);
			for (const { json } of rows.toArray()) {
				const { event } = Envelope.parse(JSON.parse(json));
				if ("approvers" in event && event.approvers) return event.approvers;
			}
			return ["regional-human"];
		},

		/** One change of the record, and whose the field was before it; `null`: nobody's. */
		crmChange(change: CrmChangeId): { readonly changed: CrmChanged; readonly ownedBefore: By | null } | null {
			const changes = sql
				.exec<{ json: string }>("SELECT json FROM events WHERE type = 'deal.crm-changed' ORDER BY seq")
				.toArray()
				.flatMap(({ json }) => {
					const { event } = Envelope.parse(JSON.parse(json));
					return event.type === "deal.crm-changed" ? [event] : [];
				});
			const at = changes.findIndex((each) => each.change === change);
			const changed = changes[at];
			if (!changed) return null;
			const before = changes
				.slice(0, at)
				.findLast((each) => each.field === changed.field && crmKey(each.record) === crmKey(changed.record));
			return { changed, ownedBefore: before ? (before.owner ?? before.by) : null };
		},

		/** A fact as it was last learned under this id. */
		factLearned(fact: FactId): Fact | null {
			const row = sql
				.exec<{ json: string }>(
					`SELECT json FROM events WHERE type = 'deal.fact-learned' AND json_extract(json, '$.event.fact.id') = ?
					 ORDER BY seq DESC LIMIT 1`,
					fact,
				)
				.toArray()[0];
			const event = row ? Envelope.parse(JSON.parse(row.json)).event : null;
			return event?.type === "deal.fact-learned" ? event.fact : null;
		},

		/** What a person wrote in place of this fact's value, at the last before that event; `null`: nobody did. */
		factEdited(fact: FactId, before: number): Sha256 | null {
			const row = sql
				.exec<{ value: string }>(
					`SELECT json_extract(json, '$.event.value') AS value FROM events
					 WHERE type = 'deal.fact-judged' AND seq < ? AND json_extract(json, '$.event.fact') = ?
					 AND json_extract(json, '$.event.value') IS NOT NULL ORDER BY seq DESC LIMIT 1`,
					before,
					fact,
				)
				.toArray()[0];
			return row ? Sha256.parse(row.value) : null;
		},

		/** Which fact took the place of this one, and of that one, up to the last; itself where none did. */
		factInPlaceOf(fact: FactId): FactId {
			const rows = sql
				.exec<{ id: string; before: string }>(
					`SELECT json_extract(json, '$.event.fact.id') AS id, json_extract(json, '$.event.fact.supersedes') AS before
					 FROM events WHERE type = 'deal.fact-learned' AND json_extract(json, '$.event.fact.supersedes') IS NOT NULL
					 ORDER BY seq`,
				)
				.toArray();
			return rows.reduce((now, { id, before }) => (before === now ? FactId.parse(id) : now), fact);
		},

		eventsOfRun(run: RunId): readonly Envelope[] {
			return sql
				.exec<{ json: string }>("SELECT json FROM events WHERE run = ? ORDER BY seq", run)
				.toArray()
				.map((row) => Envelope.parse(JSON.parse(row.json)));
		},

		latestRuns(limit: number): readonly RunId[] {
			return sql
				.exec<{ run: string }>(
					"SELECT run FROM events WHERE type = 'deal.run-requested' ORDER BY seq DESC LIMIT ?",
					limit,
				)
				.toArray()
				.map((row) => RunId.parse(row.run));
		},

		/** The run that had begun last by then. */
		runStartedBy(upTo: number): RunId | null {
			const [row] = sql
				.exec<{ run: string }>(
					"SELECT run FROM events WHERE type = 'deal.run-started' AND seq <= ? ORDER BY seq DESC LIMIT 1",
					upTo,
				)
				.toArray();
			return row ? RunId.parse(row.run) : null;
		},

		/** The last event of a commit, at this number or before it; `null`: that commit was not over by then. */
		turnEndBefore: (upTo: number): number | null =>
			sql
				.exec<{ seq: number }>(
					"SELECT seq FROM events WHERE state_hash IS NOT NULL AND seq <= ? ORDER BY seq DESC LIMIT 1",
					upTo,
				)
				.toArray()[0]?.seq ?? null,

		/** The fingerprints recorded with commits, by the number of the commit's last event. */
		stateHashes(): readonly { seq: number; hash: string }[] {
			return sql
				.exec<{ seq: number; hash: string }>(
					"SELECT seq, state_hash AS hash FROM events WHERE state_hash IS NOT NULL ORDER BY seq",
				)
				.toArray();
		},

		outboxOpen: (): readonly OutboxRow[] => outboxOpenIn(sql),
		outbox: (): readonly OutboxRecord[] => outboxRows(sql, "ORDER BY ord DESC LIMIT 200"),

		outboxRow(key: EffectKey): OutboxRecord | null {
			const row = sql.exec("SELECT * FROM outbox WHERE key = ?", key).toArray()[0];
			return row ? outboxRecord(row) : null;
		},
	};
}

export const outboxOpenIn = (sql: SqlStorage): readonly OutboxRow[] =>
	outboxRows(sql, "WHERE state IN ('queued', 'claimed', 'held') ORDER BY ord").map(openRow);

const outboxRows = (sql: SqlStorage, where: string): readonly OutboxRecord[] =>
	sql.exec(`SELECT * FROM outbox ${where}`).toArray().map(outboxRecord);

function outboxRecord(raw: unknown): OutboxRecord {
	const row = OutboxShape.parse(raw);
	return {
		key: row.key,
		connection: row.connection,
		order: row.ord,
		state: row.state,
		attempts: row.attempts,
		ambiguous: row.ambiguous === 1,
		firstAttemptAt: row.first_attempt_at,
		nextAt: row.next_at,
		approval: row.approval,
		digest: row.digest,
		reference: row.reference,
		reason: row.reason,
		updatedAt: row.updated_at,
	};
}

function openRow(row: OutboxRecord): OutboxRow {
	invariant(
		row.state === "queued" || row.state === "claimed" || row.state === "held",
		"an open row is queued, claimed or held",
	);
	const { key, connection, order, state, attempts, ambiguous, firstAttemptAt, nextAt } = row;
	return { key, connection, order, state, attempts, ambiguous, firstAttemptAt, nextAt };
}
