import { DurableObject } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer, expectDone, faultOf, ok } from "#durable-objects/platform/answer.ts";
import { newSalt, sha256 } from "#durable-objects/platform/hash.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { outsideOf } from "#durable-objects/platform/outside.ts";
import { beginPayloads } from "#durable-objects/platform/payloads.ts";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { type Reasoner, rulesReasoner } from "#durable-objects/platform/run-skill.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import { accept, send } from "#durable-objects/platform/sockets.ts";
import type { DealView, EffectView, EventView, RunView, SignalTextView } from "#knowledge/core/contract/deal.ts";
import { expireApprovals } from "#knowledge/core/deal/approval.ts";
import { nextRun } from "#knowledge/core/deal/supervisor.ts";
import { beginTurn } from "#knowledge/core/deal/turn.ts";
import {
	type DealId,
	dealAgentName,
	type EffectKey,
	type FlagId,
	type RunId,
	type SignalId,
	type TenantId,
} from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { RUN_BREAKS_MAX, SETTINGS_TTL_MS, TICK_MS } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { abandonRun, clickRun, retryStep, tickRun } from "./ask-run.ts";
import type { DealCall, DecisionAnswer, DecisionCall, InjectCall, OpenDeal, SignalDelivery } from "./calls.ts";
import { armRetry, type Commit, commitOutbox, commitProjected, commitTurn, rearm } from "./commit.ts";
import { type Crew, configuredReasoner, DEAL_CREW } from "./crew.ts";
import { clearFlag, decide, moveStage, setAutomation } from "./decide.ts";
import { drainOutbox } from "./drain-outbox.ts";
import { injectOnce } from "./inject-once.ts";
import { isLeaving, readDelivery, releaseHeld } from "./leaving.ts";
import { openDeal, type Received, receiveOnce } from "./receive.ts";
import { runTurns, type Work } from "./run-turn.ts";
import { runView, runViews } from "./run-view.ts";
import { DEAL_SCHEMA } from "./schema.ts";
import { dealStore, type StoredBoard } from "./store.ts";
import { dealView, eventViews, outboxViews, sourceView } from "./views.ts";
import { hear, tellSockets } from "./watch.ts";

/**
 * One deal of one tenant. The class only supplies what the algorithms beside it ask for: time, chance, storage, the
 * outside. Everything that it knows is in storage; memory is a copy.
 */
export class DealAgent extends DurableObject<Env> {
	private stored: StoredBoard | null = null;
	#settings: Settings | null = null;
	#settingsReadAt = 0;
	/** How often the oldest run has broken off in this life of the object. */
	#breaks: { run: RunId | null; count: number } = { run: null, count: 0 };
	#isWorking = false;
	readonly #inFlight = new Set<EffectKey>();
	readonly #store = dealStore(this.ctx.storage.sql);

	constructor(state: DurableObjectState, env: Env) {
		super(state, env);
		if (!hasSchema(state.storage)) return;
		migrate(state.storage, DEAL_SCHEMA);
		this.stored = this.#store.board();
	}

	/** Overridden by benches and tests that need another crew or a scripted model. */
	protected crew(): Crew {
		return DEAL_CREW;
	}

	protected model(): Reasoner | null {
		return configuredReasoner(this.env);
	}

	receive(call: DealCall, delivery: SignalDelivery): Promise<Answer<Received>> {
		return this.#command(call, delivery.open, "deal.receive", (work, commit) =>
			receiveOnce(work, this.#store, delivery, commit),
		);
	}

	open(call: DealCall, deal: OpenDeal): Promise<Answer<DealView>> {
		return this.#command(call, deal, "deal.open", (work, commit) => {
			if (work.turn.events.length > 0) commit({});
			return done(this.#view());
		});
	}

	decide(call: DealCall, decision: DecisionCall): Promise<Answer<DecisionAnswer>> {
		return this.#command(call, null, "deal.decide", (work, commit) => {
			const undoWindowMs = this.#settings?.undoWindowMs ?? 0;
			const outcome = decide(work, decision, {
				principal: call.principal,
				undoWindowMs,
				isLeaving: (key) => isLeaving(this.#store, key),
			});
			if (outcome.type === "done") commit({ outbox: outcome.value.outbox });
			return outcome.type === "done" ? done(outcome.value.answer) : outcome;
		});
	}

	move(call: DealCall, to: Stage): Promise<Answer<DealView>> {
		return this.#command(call, null, "deal.move", (work, commit) => {
			const outcome = moveStage(work, call.principal, to);
			if (outcome.type === "refused") return outcome;
			commit({});
			return done(this.#view());
		});
	}

	setAutomation(call: DealCall, state: "active" | "paused"): Promise<Answer<"active" | "paused">> {
		return this.#command(call, null, "deal.set-automation", (work, commit) => {
			const outcome = setAutomation(work, call.principal, state);
			if (outcome.type === "refused") return outcome;
			commit({ outbox: state === "active" ? releaseHeld(this.#store, work.turn.at) : [] });
			return done(state);
		});
	}

	clearFlag(call: DealCall, flag: FlagId): Promise<Answer<FlagId>> {
		return this.#command(call, null, "deal.clear-flag", (work, commit) => {
			const outcome = clearFlag(work, call.principal, flag);
			if (outcome.type === "refused") return outcome;
			commit({});
			return done(flag);
		});
	}

	/** `request` names the caller's request: sent twice it is one mail, and the same answer. */
	inject(call: DealCall, mail: InjectCall, request: string): Promise<Answer<DecisionAnswer>> {
		return this.#command(call, null, "deal.inject", (work, commit) => {
			const undoWindowMs = this.#settings?.undoWindowMs ?? 0;
			return injectOnce(work, this.#store, { mail, request, principal: call.principal, undoWindowMs }, commit);
		});
	}

	/** `request` names the click: the same one asked twice is one run. */
	requestRun(call: DealCall, request: string): Promise<Answer<RunId>> {
		return this.#command(call, null, "deal.request-run", (work, commit) =>
			clickRun(work, this.#store, { by: call.principal.id, request }, commit),
		);
	}

	/** S4-10: one failed step again, as a run of its own: what went well before is not touched. */
	retryStep(call: DealCall, of: { run: RunId; step: number }, request: string): Promise<Answer<RunId>> {
		return this.#command(call, null, "deal.retry-step", (work, commit) =>
			retryStep(work, this.#store, { ...of, by: call.principal.id, request }, commit),
		);
	}

	/** Something outside changed that held effects may have waited for. */
	nudge(call: DealCall): Promise<Answer<null>> {
		return this.#query(call, "deal.nudge", async () => {
			await this.#loadSettings(call.principal.tenant, call.settingsVersion);
			commitOutbox(this.ctx.storage, this.#now(), releaseHeld(this.#store, Date.now()), Date.now());
			this.#work();
			return done(null);
		});
	}

	/** Told by whoever brought the projections up to date. */
	projected(call: DealCall, version: number): Promise<Answer<null>> {
		return this.#query(call, "deal.projected", () => {
			this.#follow(Math.min(version, this.#boardNow().seq));
			return done(null);
		});
	}

	read(call: DealCall): Promise<Answer<DealView>> {
		return this.#query(call, "deal.read", () => done(this.#view()));
	}

	events(call: DealCall, after: number, limit: number): Promise<Answer<readonly EventView[]>> {
		return this.#query(call, "deal.events", () => done(eventViews(this.#store, after, limit)));
	}

	runs(call: DealCall, limit: number): Promise<Answer<readonly RunView[]>> {
		return this.#query(call, "deal.runs", () => done(runViews(this.#store, limit)));
	}

	run(call: DealCall, run: RunId): Promise<Answer<RunView>> {
		return this.#query(call, "deal.run", () => found(runView(this.#store.eventsOfRun(run), this.#store.lookup, true)));
	}

	source(call: DealCall, signal: SignalId): Promise<Answer<SignalTextView>> {
		return this.#query(call, "deal.source", () => found(sourceView(this.#store, signal)));
	}

	outbox(call: DealCall): Promise<Answer<readonly EffectView[]>> {
		return this.#query(call, "deal.outbox", () => done(outboxViews(this.#store, call.principal.tenant)));
	}

	/** The Worker used up the ticket and made the principal of the call; it cannot be set from outside. */
	override async fetch(request: Request): Promise<Response> {
		const call: DealCall = JSON.parse(request.headers.get("x-deal-call") ?? "null");
		if (!call || !this.#isForUs(call) || !this.stored) return new Response(null, { status: 404 });
		return accept(this.ctx, call.principal.exp);
	}

	override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
		if (hear(socket, message, Date.now()) === "hello") this.#tell([socket]);
	}

	override webSocketClose(socket: WebSocket, code: number): void {
		socket.close(code === 1005 || code === 1006 ? 1000 : code);
	}

	/** Never throws: the runtime gives an alarm up after six failures, and what the deal owes must outlive any outage. */
	override async alarm(): Promise<void> {
		const { stored } = this;
		if (!stored) return;
		const { tenant } = stored.board;
		this.#settingsReadAt = 0;
		const answered = await answer("deal.alarm", async () => {
			await this.#loadSettings(tenant, 0);
			this.#tick();
			this.#work();
			await Promise.all([this.#drain(tenant), this.#project(tenant)]);
			this.#ring();
			rearm(this.ctx.storage, this.#now(), Date.now(), this.#settings?.automation === "paused");
			return ok();
		});
		if (answered.type === "fault") armRetry(this.ctx.storage, Date.now());
	}

	/** S4-06: every six hours the deal looks at itself. Where that finds nothing to do, it leaves no trace. */
	#tick(): void {
		const { stored } = this;
		if (!stored) return;
		const now = Date.now();
		const work = this.#begin();
		const isDue = now >= stored.tickedAt + TICK_MS;
		expireApprovals(work.turn);
		if (isDue) tickRun(work, this.crew().routes, this.#settings?.pausedAgents ?? []);
		if (work.turn.events.length > 0 || isDue) this.#commit(work, isDue ? { tickedAt: now } : {});
	}

	/**
	 * Every command: whose it is, the deal it is for, one synchronous turn, then the work that follows from it. The deal's
	 * settings are read before the turn begins: nothing may be awaited inside.
	 */
	#command<T>(
		call: DealCall,
		open: OpenDeal | null,
		where: string,
		body: (work: Work, commit: (more: Partial<Commit>) => void) => Outcome<T>,
	): Promise<Answer<T>> {
		return answer(where, async () => {
			if (!this.#isForUs(call)) return refused("not-found", "there is no such deal");
			if (!this.stored && !open) return refused("not-found", "there is no such deal");
			await this.#loadSettings(call.principal.tenant, call.settingsVersion);
			if (!this.stored) migrate(this.ctx.storage, DEAL_SCHEMA);
			const work = this.#begin(call);
			if (!this.stored && open) openDeal(work, open, `open:${call.deal}`);
			const outcome = body(work, (more) => this.#commit(work, more));
			this.#work();
			return outcome;
		});
	}

	#query<T>(call: DealCall, where: string, body: () => Outcome<T> | Promise<Outcome<T>>): Promise<Answer<T>> {
		return answer(where, () =>
			this.#isForUs(call) && this.stored ? body() : refused("not-found", "there is no such deal"),
		);
	}

	#isForUs(call: DealCall): boolean {
		const { principal, deal } = call;
		const inScope = principal.dealScope === null || principal.dealScope.includes(deal);
		const nameFor = (tenant: TenantId): string => dealAgentName(tenant, deal);
		return inScope && isOurs(this.ctx, this.env.DEAL_AGENT as DurableObjectNamespace<never>, principal, nameFor);
	}

	#begin(opening?: { principal: { tenant: TenantId }; deal: DealId }): Work {
		const board = this.stored?.board ?? null;
		const at = board ?? (opening ? { tenant: opening.principal.tenant, deal: opening.deal } : null);
		if (!at) throw new Error("a turn belongs to a deal");
		const payloads = beginPayloads(this.#store.lookup, { hash: sha256, salt: newSalt });
		return { payloads, turn: beginTurn(at, board, { at: Date.now(), hash: sha256, intern: payloads.intern }) };
	}

	#commit(work: Work, more: Partial<Commit> = {}): void {
		const { stored, envelopes } = commitTurn(this.ctx.storage, this.stored, {
			...more,
			turn: work.turn,
			payloads: work.payloads.pending(),
		});
		this.stored = stored;
		if (envelopes.length > 0) this.#tell(this.ctx.getWebSockets());
	}

	/** Runs by rules are done when this returns; runs that wait for a model go on behind it. */
	#work(): void {
		const { stored } = this;
		const settings = this.#settings;
		const isIdle = !stored || !settings || settings.automation === "paused" || stored.board.runs.length === 0;
		if (isIdle || this.#isWorking) {
			this.#ring();
			return;
		}
		this.#isWorking = true;
		const crew = this.crew();
		const model = this.model();
		const rules = rulesReasoner(() => Date.now());
		const working = runTurns({
			board: () => (this.stored ?? stored).board,
			settings: () => this.#settings ?? settings,
			skills: new Map(crew.skills.map((skill) => [skill.name, skill])),
			routes: crew.routes,
			begin: () => this.#begin(),
			commit: (work) => this.#commit(work),
			reason: model ?? rules,
			rules,
			usesModel: model !== null,
			working: (run, skills) => {
				for (const socket of this.ctx.getWebSockets()) send(socket, { type: "working", run, skills: [...skills] });
			},
			finished: () => {
				this.#isWorking = false;
				this.#ring();
			},
		});
		this.ctx.waitUntil(working.catch((error: unknown) => this.#breakOff(error)));
	}

	/** A bug of ours in a run: it is tried again, a few times; then it makes room for the next, and a person is told. */
	#breakOff(error: unknown): void {
		faultOf("deal.run", error);
		const run = nextRun(this.#boardNow())?.run ?? null;
		this.#breaks = { run, count: this.#breaks.run === run ? this.#breaks.count + 1 : 1 };
		if (run === null || this.#breaks.count < RUN_BREAKS_MAX) return;
		const work = this.#begin();
		abandonRun(work, run);
		this.#commit(work);
		this.#work();
	}

	/** The doorbell of the projections. Lost rings cost seconds: the alarm looks after them. */
	#ring(): void {
		const { stored } = this;
		if (!stored || stored.projected >= stored.board.seq || this.env.DOORBELLS === "drop") return;
		const { tenant, deal, seq } = stored.board;
		this.ctx.waitUntil(this.env.EVENTS.send({ tenant, deal, version: seq }).catch(() => undefined));
	}

	async #project(tenant: TenantId): Promise<void> {
		const { stored } = this;
		if (!stored || stored.projected >= stored.board.seq) return;
		const answered = await outsideOf(this.ctx, tenant).project(this.#view());
		if (answered.type === "done") this.#follow(stored.board.seq);
	}

	#follow(seq: number): void {
		this.stored = commitProjected(this.ctx.storage, this.#now(), seq, Date.now());
	}

	#drain(tenant: TenantId): Promise<void> {
		const outside = outsideOf(this.ctx, tenant);
		return drainOutbox({
			board: () => this.#boardNow(),
			rows: () => this.#store.outboxOpen(),
			begin: () => this.#begin(),
			commit: (work, outbox) => this.#commit(work, { outbox }),
			commitOutbox: (changes) => commitOutbox(this.ctx.storage, this.#now(), changes, Date.now()),
			inFlight: this.#inFlight,
			deliver: (delivery) => outside.deliver(delivery),
			now: () => Date.now(),
			chance: () => Math.random(),
			read: (key) => readDelivery(this.#boardNow(), this.#store, key),
		});
	}

	async #loadSettings(tenant: TenantId, version: number): Promise<void> {
		const isFresh = Date.now() - this.#settingsReadAt < SETTINGS_TTL_MS;
		if (this.#settings && isFresh && this.#settings.version >= version) return;
		this.#settings = expectDone(await outsideOf(this.ctx, tenant).settings(version));
		this.#settingsReadAt = Date.now();
	}

	#now(): StoredBoard {
		invariant(this.stored, "the deal is open");
		return this.stored;
	}

	#boardNow = () => this.#now().board;

	#view = (): DealView => dealView(this.#now(), this.#store.lastAt(), this.#store.lookup);

	#tell(sockets: readonly WebSocket[]): void {
		tellSockets(sockets, Date.now(), {
			after: (seq, limit) => eventViews(this.#store, seq, limit),
			deal: () => ({ deal: this.#view(), outbox: [...outboxViews(this.#store, this.#boardNow().tenant)] }),
		});
	}
}

const found = <T>(view: T | null): Outcome<T> =>
	view === null ? refused("not-found", "there is no such thing in this deal") : done(view);
