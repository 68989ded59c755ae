import type { DealCall, SignalDelivery } from "#durable-objects/deal-agent/calls.ts";
import type { Crew, CrewModel } from "#durable-objects/deal-agent/crew.ts";
import { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";
import { openText } from "#durable-objects/deal-agent/texts.ts";
import type { Env } from "#durable-objects/env.ts";
import type { Reasoner } from "#durable-objects/platform/run-skill.ts";
import { createVault } from "#durable-objects/platform/vault.ts";
import { type Skill, type SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { answerOf, BENCH_CREW } from "./crew.ts";
import { DATA_KEYS } from "./job.ts";
import type { Written } from "./written.ts";

export type BenchEnv = Env & {
	readonly RULES_DEAL: DurableObjectNamespace<RulesDeal>;
	readonly ROSTER_DEAL: DurableObjectNamespace<RosterDeal>;
	/** Where a model of another process answers and counts, for the bench that kills this one. */
	readonly BENCH_MODEL?: string;
};

/** How one job is to be done. */
export type JobOptions = { readonly modelMs: number };

/** An alarm as it was set: by the commit that ends with this event, so many milliseconds ahead. */
type Arming = { readonly seq: number; readonly aheadMs: number };

/**
 * The product's deal, with what a bench has to know about it. A job is over when `receive` has answered and everything
 * that it left behind has ended; the object's answer then waits for its last write, as every answer does.
 */
abstract class BenchDeal extends DealAgent {
	private readonly left: Promise<unknown>[];
	/** Noted only for a job that is going to be a template. */
	private armings: Arming[] | null = null;
	protected modelMs = 0;

	constructor(state: DurableObjectState, env: BenchEnv, namespace: DurableObjectNamespace<never>) {
		const left: Promise<unknown>[] = [];
		const waitUntil = state.waitUntil.bind(state);
		Object.defineProperty(state, "waitUntil", {
			value: (promise: Promise<unknown>) => {
				left.push(promise);
				waitUntil(promise);
			},
		});
		// The doorbell rings for real; nobody waits until it was heard, here as in the product.
		const EVENTS = { send: async (message: unknown) => waitUntil(env.EVENTS.send(message)) };
		super(state, { ...env, DEAL_AGENT: namespace, EVENTS } as unknown as Env);
		this.left = left;
		const setAlarm = state.storage.setAlarm.bind(state.storage);
		Object.defineProperty(state.storage, "setAlarm", {
			value: (at: number) => {
				this.armings?.push({ seq: this.lastSeq(), aheadMs: at - Date.now() });
				return setAlarm(at);
			},
		});
	}

	async job(call: DealCall, delivery: SignalDelivery, options: JobOptions): Promise<string> {
		this.modelMs = options.modelMs;
		const { type } = await this.receive(call, delivery);
		while (this.left.length > 0) await Promise.all(this.left.splice(0));
		return type;
	}

	/** The same job, watched. */
	async recordedJob(call: DealCall, delivery: SignalDelivery, options: JobOptions): Promise<string> {
		this.armings = [];
		return this.job(call, delivery, options);
	}

	/** Nothing fires in the middle of somebody else's measurement. */
	async quiet(): Promise<void> {
		await this.ctx.storage.deleteAlarm();
	}

	private lastSeq(): number {
		return Number(this.ctx.storage.sql.exec("SELECT MAX(seq) AS seq FROM events").one().seq);
	}

	/** What the newest run wrote, commit by commit, for the plain object to write as well. */
	written(): Written {
		const armings = this.armings ?? [];
		this.armings = null;
		const { sql } = this.ctx.storage;
		const rows = (query: string, ...values: SqlStorageValue[]) => sql.exec(query, ...values).toArray();
		const [board] = rows("SELECT json FROM board");
		const { tenant } = JSON.parse(String(board?.json));
		const vault = createVault(TenantId.parse(tenant), DATA_KEYS, () => Date.now());
		/** As they were before they were sealed: the plain object seals them again. */
		const texts = (hash: string) =>
			rows("SELECT * FROM payloads WHERE hash = ?", hash).map((row) => ({
				...row,
				body: openText(vault, hash, String(row.body)),
			}));
		const ends = rows("SELECT seq FROM events WHERE state_hash IS NOT NULL ORDER BY seq").map((row) => Number(row.seq));
		const [latest] = rows("SELECT MAX(seq) AS seq FROM events WHERE type = 'conversation.signal-received'");
		const first = Number(latest?.seq);
		const begin = ends.filter((seq) => seq < first).at(-1) ?? 0;
		const known = new Set(rows("SELECT hash FROM payloads").map((row) => String(row.hash)));
		const events = rows("SELECT * FROM events WHERE seq > ? ORDER BY seq", begin);
		const before = new Set(
			rows("SELECT json FROM events WHERE seq <= ?", begin).flatMap((row) => hashesIn(String(row.json))),
		);
		// A step's input names its prompt's stable prefix by hash, and that one is stored with the first step of all.
		const prefixes = (hash: string): string[] => hashesIn(String(texts(hash)[0]?.body));
		const old = new Set([...before].flatMap((hash) => (known.has(hash) ? [hash, ...prefixes(hash)] : [])));
		return {
			board: String(board?.json),
			signals: rows("SELECT * FROM signals ORDER BY at DESC LIMIT 1"),
			commits: ends
				.filter((end) => end > begin)
				.map((end, i, all) => {
					const own = events.filter((row) => Number(row.seq) > (all[i - 1] ?? begin) && Number(row.seq) <= end);
					const named = own.flatMap((row) => hashesIn(String(row.json))).filter((hash) => known.has(hash));
					const fresh = [...new Set(named.flatMap((hash) => [hash, ...prefixes(hash)]))].filter(
						(hash) => known.has(hash) && !old.has(hash),
					);
					for (const hash of fresh) old.add(hash);
					return {
						aheadMs: armings.filter((each) => each.seq === end).at(-1)?.aheadMs ?? null,
						events: own,
						payloads: fresh.flatMap(texts),
					};
				}),
		};
	}
}

const hashesIn = (text: string): string[] => text.match(/\b[0-9a-f]{64}\b/g) ?? [];

/** Six skills and a model. Like a request to a real one, a question leaves only when all that was written before is safe. */
export class ModelDeal extends BenchDeal {
	constructor(state: DurableObjectState, env: BenchEnv) {
		super(state, env, env.DEAL_AGENT as unknown as DurableObjectNamespace<never>);
	}

	protected override crew(): Crew {
		return BENCH_CREW;
	}

	protected override model(): CrewModel {
		const { BENCH_MODEL: elsewhere } = this.env as BenchEnv;
		const reason: Reasoner = async (skill, input, prompt) => {
			if (elsewhere) await (await fetch(questionTo(elsewhere, skill, input))).text();
			else await this.ctx.storage.sync();
			if (this.modelMs > 0) await scheduler.wait(this.modelMs);
			return {
				outcome: { type: "done", output: SkillOutput.parse(answerOf(skill.name, input)) },
				reasoner: "model:bench",
				degraded: false,
				tokens: { prompt: prompt.tokens, output: 100 },
				costMicros: 0,
				durationMs: 0,
				paid: true,
				model: { calls: [], cache: "miss", instead: null },
			};
		};
		return { reason, name: "bench" };
	}
}

const questionTo = (model: string, skill: Skill, input: SkillInput): string =>
	`${model}/?${new URLSearchParams({ skill: skill.name, signal: input.signal?.id ?? "" })}`;

/** The same six skills by rules alone: one turn, one commit. */
export class RulesDeal extends BenchDeal {
	constructor(state: DurableObjectState, env: BenchEnv) {
		super(state, env, env.RULES_DEAL as unknown as DurableObjectNamespace<never>);
	}

	protected override crew(): Crew {
		return BENCH_CREW;
	}

	protected override model(): null {
		return null;
	}
}

/** The real crew by rules: what a mail costs in tokens. */
export class RosterDeal extends BenchDeal {
	constructor(state: DurableObjectState, env: BenchEnv) {
		super(state, env, env.ROSTER_DEAL as unknown as DurableObjectNamespace<never>);
	}

	protected override model(): null {
		return null;
	}
}
