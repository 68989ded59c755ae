import { DurableObject } from "cloudflare:workers";
import type { DealCall, SignalDelivery } from "#durable-objects/deal-agent/calls.ts";
import { DEAL_SCHEMA } from "#durable-objects/deal-agent/schema.ts";
import { sealText } from "#durable-objects/deal-agent/texts.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { createVault } from "#durable-objects/platform/vault.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import type { JobOptions } from "./deals.ts";
import { DATA_KEYS, TENANT } from "./job.ts";
import type { Row, Written } from "./written.ts";

/** A run of the product, taken apart for the plain object: texts that are JSON as values, because it too has to write them as text. */
export type Template = {
	readonly board: unknown;
	readonly signals: readonly Row[];
	readonly commits: readonly {
		readonly aheadMs: number | null;
		readonly events: readonly { readonly row: Row; readonly json: unknown }[];
		readonly payloads: readonly { readonly row: Row; readonly body: unknown }[];
	}[];
	/** The answers of the two skills of each stage, which the plain object has to check as well. */
	readonly answers: readonly (readonly unknown[])[];
};

export function templateOf(written: Written): Template {
	const bodies = new Map(
		written.commits.flatMap(({ payloads }) => payloads.map((row) => [row.hash, String(row.body)])),
	);
	const steps = written.commits.flatMap(({ events }) =>
		events.filter((row) => row.type === "deal.step-settled").map((row) => JSON.parse(String(row.json)).event),
	);
	const answers = steps.map((step) => JSON.parse(bodies.get(step.output) ?? "null"));
	return {
		board: JSON.parse(written.board),
		signals: written.signals,
		commits: written.commits.map(({ aheadMs, events, payloads }) => ({
			aheadMs,
			events: events.map((row) => ({ row, json: JSON.parse(String(row.json)) })),
			payloads: payloads.map((row) => ({ row, body: parsed(String(row.body)) })),
		})),
		answers: [answers.slice(0, 2), answers.slice(2, 4), answers.slice(4, 6)],
	};
}

/** The product's alarms fall on beats, one a second, so that the commits of a run arm the same one: so do these. */
const beat = (at: number): number => Math.floor(at / SECOND_MS) * SECOND_MS;

/** By the driver's name for them. Kept by this Worker's life, so that a job carries a name instead of a hundred kilobytes. */
export const templates = new Map<string, Template>();

const parsed = (body: string): unknown => (body.startsWith("{") ? JSON.parse(body) : body);

/** `forced`: a model is asked in each stage, which waits for what was written before; else rules answer at once. */
export type RawOptions = JobOptions & { readonly template: string; readonly forced: boolean };

/**
 * The plain object that the product is measured against: the same tables, the same rows and bytes, sealed alike, a commit and an
 * alarm where the product has one, a sync where the product's model is asked; and no domain: no events folded, no hashes, no rules.
 */
export class RawDeal extends DurableObject {
	private isReady = hasSchema(this.ctx.storage);
	/** Read back where the object was forgotten meanwhile: a slow machine takes longer than a life of its memory. */
	private seq = this.isReady
		? Number(this.ctx.storage.sql.exec("SELECT COALESCE(MAX(seq), 0) AS seq FROM events").one().seq)
		: 0;
	private readonly vault = createVault(TENANT, DATA_KEYS, () => Date.now());

	async job(_call: DealCall, delivery: SignalDelivery, options: RawOptions): Promise<string> {
		const { forced, modelMs } = options;
		const template = templates.get(options.template);
		if (!template) return "no template";
		if (!this.isReady) {
			migrate(this.ctx.storage, DEAL_SCHEMA);
			this.isReady = true;
		}
		this.commit(template, 0, delivery);
		let next = 1;
		// Plan and stages: what was decided is written before each wait.
		const stages = forced ? template.answers : [];
		if (forced) this.commit(template, next++, null);
		for (const answers of stages) {
			await Promise.all(answers.map((answer) => this.ask(answer, modelMs)));
			this.commit(template, next++, null);
		}
		if (!forced) for (const answer of template.answers.flat()) SkillOutput.parse(answer);
		for (; next < template.commits.length; next++) this.commit(template, next, null);
		return "done";
	}

	/** Without a handler the runtime would refuse to set one. */
	override async alarm(): Promise<void> {}

	async quiet(): Promise<void> {
		await this.ctx.storage.deleteAlarm();
	}

	private async ask(answer: unknown, modelMs: number): Promise<SkillOutput> {
		await this.ctx.storage.sync();
		if (modelMs > 0) await scheduler.wait(modelMs);
		return SkillOutput.parse(answer);
	}

	private commit(template: Template, index: number, delivery: SignalDelivery | null): void {
		const commit = template.commits[index];
		if (!commit) return;
		const { storage } = this.ctx;
		const { sql } = storage;
		const at = Date.now();
		storage.transactionSync(() => {
			for (const { row, body } of commit.payloads) {
				const text = typeof body === "string" ? body : JSON.stringify(body);
				const hash = this.key();
				const sealed = sealText(this.vault, { hash, body: text });
				sql.exec("INSERT OR IGNORE INTO payloads(hash, salt, body) VALUES (?, ?, ?)", hash, row.salt, sealed);
			}
			for (const row of delivery ? template.signals : []) {
				sql.exec(
					"INSERT INTO signals(id, record, kind, author, at) VALUES (?, ?, ?, ?, ?)",
					delivery?.signal,
					row.record,
					row.kind,
					row.author,
					at,
				);
			}
			for (const { row, json } of commit.events) {
				this.seq += 1;
				sql.exec(
					"INSERT INTO events(seq, at, type, run, json, state_hash) VALUES (?, ?, ?, ?, ?, ?)",
					this.seq,
					at,
					row.type,
					row.run,
					JSON.stringify(json),
					row.state_hash,
				);
			}
			sql.exec(
				`INSERT INTO board(id, seq, automation_state, head, state_hash, json, ticked_at, projected) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
				 ON CONFLICT(id) DO UPDATE SET seq = ?1, automation_state = ?2, head = ?3, state_hash = ?4, json = ?5, ticked_at = ?6`,
				this.seq,
				"active",
				this.key(),
				this.key(),
				JSON.stringify(template.board),
				at,
				0,
			);
			if (commit.aheadMs !== null) void storage.setAlarm(beat(at + commit.aheadMs));
		});
	}

	/** As long as a hash and as random, so that it falls as far apart in the table, without the price of one. */
	private key(): Sha256 {
		return `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", "") as Sha256;
	}
}
