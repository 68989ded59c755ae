import type { Env } from "#durable-objects/env.ts";
import { armRetry, commitPurge } from "#durable-objects/platform/alarms.ts";
import { type Answer, answer, expectDone, faultOf, ok, outcomeOf } from "#durable-objects/platform/answer.ts";
import { newSalt, sha256 } from "#durable-objects/platform/hash.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { outsideOf } from "#durable-objects/platform/outside.ts";
import { beginPayloads } from "#durable-objects/platform/payloads.ts";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { remainsIn, tearDown } from "#durable-objects/platform/purge.ts";
import { rulesReasoner } from "#durable-objects/platform/run-skill.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { expireApprovals } from "#knowledge/core/deal/approval.ts";
import { rehearse } from "#knowledge/core/deal/fork.ts";
import { nextRun } from "#knowledge/core/deal/supervisor.ts";
import { beginTurn } from "#knowledge/core/deal/turn.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import { type Catalogue, NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import type { MemoryItem } from "#knowledge/core/memory/item.ts";
import {
	type DealId,
	dealAgentName,
	type EffectKey,
	type RunId,
	type TenantId,
} from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { CRM_CHANGES_SHOWN_MAX, RUN_BREAKS_MAX, SETTINGS_TTL_MS, TICK_MS } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { abandonRun, tickRun } from "./ask-run.ts";
import type { Adoption, DealCall, OpenDeal } from "./calls.ts";
import { type Commit, commitOutbox, commitProjected, commitTurn, rearm } from "./commit.ts";
import type { Crew, CrewModel } from "./crew.ts";
import { drainOutbox } from "./drain-outbox.ts";
import { adoptCopy } from "./fork.ts";
import { historyOf } from "./history.ts";
import { type DealKeys, dealKeys } from "./keys.ts";
import { readDelivery, releaseHeld } from "./leaving.ts";
import { type momentView, pastBoards } from "./moment.ts";
import { openDeal } from "./receive.ts";
import { runTurns, type Work } from "./run-turn.ts";
import { DEAL_SCHEMA } from "./schema.ts";
import { type DealStore, dealStore, type StoredBoard } from "./store.ts";
import { createTelling, type Telling } from "./telling.ts";
import { type DealTexts, dealTexts } from "./texts.ts";
import { dealView } from "./views.ts";

export type DealHooks = {
	readonly crew: () => Crew;
	readonly model: () => CrewModel | null;
	/** How long one stage may think, in milliseconds. */
	readonly stepMs: () => number;
};

function deadline(ms: number): { readonly passed: Promise<unknown>; cancel(): void } {
	const timer = new AbortController();
	const never = new Promise<never>(() => undefined);
	return { passed: scheduler.wait(ms, { signal: timer.signal }).catch(() => never), cancel: () => timer.abort() };
}

/**
 * What the methods of a deal's object share: whose call it is, one synchronous turn, its commit, and the work that
 * follows. It only supplies what the algorithms beside it ask for: time, chance, storage, the outside. Everything that it
 * knows is in storage; memory is a copy.
 */
export class DealHost {
	stored: StoredBoard | null = null;
	settings: Settings | null = null;
	/** Of the buyer's company, from its other deals. */
	#memory: readonly MemoryItem[] = [];
	readonly store: DealStore;
	readonly texts: DealTexts;
	readonly telling: Telling;
	readonly #keys: DealKeys;
	readonly past: Parameters<typeof momentView>[0];
	#settingsReadAt = 0;
	/** How often the oldest run has broken off in this life of the object. */
	#breaks: { run: RunId | null; count: number } = { run: null, count: 0 };
	#isWorking = false;
	/** Whoever still knows this object finds nothing in it, and can put nothing into it. */
	#isPurged = false;
	#erasures = 0;
	readonly #inFlight = new Set<EffectKey>();
	private readonly ctx: DurableObjectState;
	private readonly env: Env;
	private readonly hooks: DealHooks;

	constructor(ctx: DurableObjectState, env: Env, hooks: DealHooks) {
		this.ctx = ctx;
		this.env = env;
		this.hooks = hooks;
		this.#keys = dealKeys(ctx, () => this.texts);
		this.texts = dealTexts(ctx.storage.sql, this.#keys.vault);
		this.store = dealStore(ctx.storage.sql, this.texts);
		const board = () => this.stored?.board ?? null;
		this.telling = createTelling(ctx, { keys: this.#keys, store: this.store, board, view: this.view });
		this.past = { store: this.store, hash: sha256, boards: pastBoards(this.store, sha256) };
		if (!hasSchema(ctx.storage)) return;
		migrate(ctx.storage, DEAL_SCHEMA);
		this.stored = this.store.board();
	}

	/** Never throws: the runtime gives an alarm up after six failures, and what the deal owes must outlive any outage. */
	async alarm(): Promise<void> {
		const { stored } = this;
		if (!stored) return;
		const { tenant } = stored.board;
		this.#settingsReadAt = 0;
		const answered = await answer("deal.alarm", async () => {
			await this.#keys.ready(tenant, true);
			await this.loadSettings(tenant, 0);
			this.tick();
			this.work();
			await Promise.all([this.drain(tenant), this.project(tenant)]);
			this.ring();
			rearm(this.ctx.storage, this.now(), Date.now(), this.settings?.automation === "paused");
			return ok();
		});
		// Torn down meanwhile: there is nothing left that a next alarm could look after.
		if (answered.type === "fault" && this.stored) armRetry(this.ctx.storage, Date.now());
	}

	/** S4-06: every six hours the deal looks at itself. Where that finds nothing to do, it leaves no trace. */
	tick(): void {
		const { stored } = this;
		if (!stored) return;
		const now = Date.now();
		const work = this.#begin();
		const isDue = now >= stored.tickedAt + TICK_MS;
		expireApprovals(work.turn);
		if (isDue && !stored.board.fork) tickRun(work, this.hooks.crew().routes, this.settings?.pausedAgents ?? []);
		if (work.turn.events.length > 0 || isDue) this.commit(work, isDue ? { tickedAt: now } : {});
	}

	/**
	 * Every command: whose it is, the deal it is for, one synchronous turn, then the work that follows from it. The deal's
	 * settings are read before the turn begins: nothing may be awaited inside.
	 */
	command<T>(
		call: DealCall,
		open: OpenDeal | null,
		where: string,
		body: (work: Work, commit: (more: Partial<Commit>) => void) => Outcome<T>,
	): Promise<Answer<T>> {
		return answer(where, async () => {
			if (!this.isForUs(call)) return refused("not-found", "there is no such deal");
			if (!this.stored && !open) return refused("not-found", "there is no such deal");
			await this.#keys.ready(call.principal.tenant, this.stored !== null);
			await this.loadSettings(call.principal.tenant, call.settingsVersion);
			if (this.#isPurged) return refused("not-found", "there is no such deal");
			if (!this.stored) migrate(this.ctx.storage, DEAL_SCHEMA);
			const work = this.#begin(call);
			if (!this.stored && open) openDeal(work, open, `open:${call.deal}`);
			const outcome = body(work, (more) => this.commit(work, more));
			this.work();
			return outcome;
		});
	}

	/** A command of a person that answers with the deal as it then stands. */
	steer(call: DealCall, where: string, body: (work: Work) => Outcome<null>): Promise<Answer<DealView>> {
		return this.command(call, null, where, (work, commit) => {
			const outcome = body(work);
			if (outcome.type === "refused") return outcome;
			if (work.turn.events.length > 0) commit({});
			return done(this.view());
		});
	}

	query<T>(call: DealCall, where: string, body: () => Outcome<T> | Promise<Outcome<T>>): Promise<Answer<T>> {
		return answer(where, async () => {
			if (!this.isForUs(call) || !this.stored) return refused("not-found", "there is no such deal");
			await this.#keys.ready(call.principal.tenant, true);
			return this.stored ? body() : refused("not-found", "there is no such deal");
		});
	}

	/** A question whose answer takes what the account sells. */
	judge<T>(
		call: DealCall,
		where: string,
		body: (board: Blackboard, catalogue: Catalogue) => Outcome<T>,
	): Promise<Answer<T>> {
		return this.query(call, where, async () => {
			await this.loadSettings(call.principal.tenant, call.settingsVersion);
			return this.stored ? body(this.stored.board, this.catalogue()) : refused("not-found", "there is no such deal");
		});
	}

	/** Answered whether or not there is a deal, and to nobody else. */
	tearDown<T>(call: DealCall, where: string, body: () => Promise<Outcome<T>>): Promise<Answer<T>> {
		const isForUs = (): boolean => this.isForUs(call);
		return tearDown(where, { principal: call.principal, object: "deal", isForUs }, body);
	}

	/** The memory first: what is under way finds no deal to go on with, and can write nothing back. */
	async purge(): Promise<void> {
		this.#isPurged = true;
		this.stored = null;
		this.settings = null;
		this.#keys.drop();
		this.texts.forget();
		this.telling.hangUpGone();
		await commitPurge(this.ctx.storage);
	}

	/** Texts were erased: none is remembered, and no answer to a question that named them is taken in. */
	forgetTexts(): void {
		this.texts.forget();
		this.forgetMemory();
		this.#erasures += 1;
	}

	/** What is remembered may tell of somebody who is erased: it is read anew. */
	forgetMemory(): void {
		this.#memory = [];
		this.#settingsReadAt = 0;
	}

	remains = (): Promise<number> => remainsIn(this.ctx.storage);

	isForUs(call: DealCall): boolean {
		const { principal, deal } = call;
		const inScope = principal.dealScope === null || principal.dealScope.includes(deal);
		const nameFor = (tenant: TenantId): string => dealAgentName(tenant, deal);
		return inScope && isOurs(this.ctx, this.env.DEAL_AGENT as DurableObjectNamespace<never>, principal, nameFor);
	}

	#begin(opening?: { principal: { tenant: TenantId }; deal: DealId }): Work {
		const board = this.stored?.board ?? null;
		const at = board ?? (opening ? { tenant: opening.principal.tenant, deal: opening.deal } : null);
		if (!at) throw new Error("a turn belongs to a deal");
		const payloads = beginPayloads(this.store.lookup, { hash: sha256, salt: newSalt });
		return {
			payloads,
			answers: [],
			turn: beginTurn(at, board, { at: Date.now(), hash: sha256, intern: payloads.intern }),
		};
	}

	commit(work: Work, more: Partial<Commit> = {}): void {
		if (work.turn.board().fork) rehearse(work.turn);
		const { stored, envelopes } = commitTurn(this.ctx.storage, this.stored, {
			...more,
			turn: work.turn,
			vault: this.#keys.vault(),
			payloads: work.payloads.pending(),
			answers: work.answers,
		});
		this.stored = stored;
		this.texts.remember(work.payloads.pending());
		if (envelopes.length > 0) this.telling.tellAll();
	}

	/** Runs by rules are done when this returns; runs that wait for a model go on behind it. */
	work(): void {
		const { stored } = this;
		const settings = this.settings;
		const isIdle = !stored || !settings || settings.automation === "paused" || stored.board.runs.length === 0;
		if (isIdle || this.#isWorking) {
			this.ring();
			return;
		}
		this.#isWorking = true;
		const crew = this.hooks.crew();
		const model = settings.usesModel === false ? null : this.hooks.model();
		const rules = rulesReasoner(() => Date.now());
		const working = runTurns({
			board: () => (this.stored ?? stored).board,
			settings: () => this.settings ?? settings,
			memory: () => this.#memory,
			skills: new Map(crew.skills.map((skill) => [skill.name, skill])),
			routes: crew.routes,
			begin: () => this.#begin(),
			commit: (work) => this.commit(work),
			history: (run) => historyOf(this.store, run),
			rules,
			model: model && { ...model, answered: (question) => this.store.answer(question) },
			deadline: () => deadline(this.hooks.stepMs()),
			erasures: () => this.#erasures,
			working: (run, skills) => this.telling.working(run, skills),
			finished: () => {
				this.#isWorking = false;
				this.ring();
			},
		});
		this.ctx.waitUntil(working.catch((error: unknown) => this.#breakOff(error)));
	}

	/** A bug of ours in a run: it is tried again, a few times; then it makes room for the next, and a person is told. */
	#breakOff(error: unknown): void {
		faultOf("deal.run", error);
		if (!this.stored) return;
		const run = nextRun(this.boardNow())?.run ?? null;
		this.#breaks = { run, count: this.#breaks.run === run ? this.#breaks.count + 1 : 1 };
		if (run === null || this.#breaks.count < RUN_BREAKS_MAX) return;
		const work = this.#begin();
		abandonRun(work, run);
		this.commit(work);
		this.work();
	}

	/** The doorbell of the projections. Lost rings cost seconds: the alarm looks after them. */
	ring(): void {
		const { stored } = this;
		if (!stored || stored.board.fork || stored.projected >= stored.board.seq || this.env.DOORBELLS === "drop") return;
		const { tenant, deal, seq } = stored.board;
		this.ctx.waitUntil(this.env.EVENTS.send({ tenant, deal, version: seq }).catch(() => undefined));
	}

	async project(tenant: TenantId): Promise<void> {
		const { stored } = this;
		if (!stored || stored.board.fork || stored.projected >= stored.board.seq) return;
		const answered = await outsideOf(this.ctx, tenant).project(this.view());
		if (answered.type === "done") this.follow(stored.board.seq);
	}

	follow(seq: number): void {
		this.stored = commitProjected(this.ctx.storage, this.now(), seq, Date.now());
	}

	drain(tenant: TenantId): Promise<void> {
		const outside = outsideOf(this.ctx, tenant);
		return drainOutbox({
			board: () => this.boardNow(),
			rows: () => this.store.outboxOpen(),
			begin: () => this.#begin(),
			commit: (work, outbox) => this.commit(work, { outbox }),
			commitOutbox: (changes) => commitOutbox(this.ctx.storage, this.now(), changes, Date.now()),
			inFlight: this.#inFlight,
			deliver: (delivery) => outside.deliver(delivery),
			now: () => Date.now(),
			chance: () => Math.random(),
			read: (key) => readDelivery(this.boardNow(), this.store, key),
		});
	}

	async loadSettings(tenant: TenantId, version: number): Promise<void> {
		const isFresh = Date.now() - this.#settingsReadAt < SETTINGS_TTL_MS;
		if (this.settings && isFresh && this.settings.version >= version) return;
		const outside = outsideOf(this.ctx, tenant);
		const { deal = null, fork = null } = this.stored?.board ?? {};
		const [settings, memory] = await Promise.all([
			outside.settings(version),
			deal && !fork ? answer("deal.memory", async () => outcomeOf(await outside.memory(deal))) : null,
		]);
		this.settings = expectDone(settings);
		// Without it the crew works on what the deal itself knows.
		if (memory?.type === "done") this.#memory = memory.value;
		this.#settingsReadAt = Date.now();
	}

	now(): StoredBoard {
		invariant(this.stored, "the deal is open");
		return this.stored;
	}

	boardNow = () => this.now().board;

	view = (): DealView =>
		dealView(this.now(), this.store.lastAt(), {
			lookup: this.store.lookup,
			changes: this.store.crmChanges(CRM_CHANGES_SHOWN_MAX),
		});

	catalogue(): Catalogue {
		return this.settings?.catalogue ?? NOTHING_TO_SELL;
	}

	/** Effects that a pause or a cap held back may be tried again. */
	release(): void {
		commitOutbox(this.ctx.storage, this.now(), releaseHeld(this.store, Date.now()), Date.now());
	}

	async adopt(call: DealCall, copy: Adoption): Promise<void> {
		await this.#keys.ready(call.principal.tenant, this.stored !== null);
		await this.loadSettings(call.principal.tenant, call.settingsVersion);
		// The same copy may have been brought twice at once.
		if (this.stored || this.#isPurged) return;
		migrate(this.ctx.storage, DEAL_SCHEMA);
		const payloads = beginPayloads(this.store.lookup, { hash: sha256, salt: newSalt });
		this.stored = adoptCopy(this.ctx.storage, copy, {
			fork: call.deal,
			tenant: call.principal.tenant,
			payloads,
			vault: this.#keys.vault(),
			now: Date.now(),
		});
		this.work();
	}
}
