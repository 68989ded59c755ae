import { DurableObject } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer, expectDone, ok } from "#durable-objects/platform/answer.ts";
import { newSalt, sha256 } from "#durable-objects/platform/hash.ts";
import { hasSchema, migrate } from "#durable-objects/platform/migrate.ts";
import { configuredModel, modelReasoner } from "#durable-objects/platform/model.ts";
import { outsideOf } from "#durable-objects/platform/outside.ts";
import { beginPayloads, payloadHash } from "#durable-objects/platform/payloads.ts";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { type Reasoner, rulesReasoner } from "#durable-objects/platform/run-skill.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import { accept, attachmentOf, parseFrame, send } from "#durable-objects/platform/sockets.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import type { DealView, EffectView, EventView, RunView, SignalTextView } from "#knowledge/core/contract/deal.ts";
import { expireApprovals } from "#knowledge/core/deal/approval.ts";
import { ROUTES, type Route, route } from "#knowledge/core/deal/router.ts";
import type { Skill } from "#knowledge/core/deal/skill.ts";
import { beginTurn } from "#knowledge/core/deal/turn.ts";
import { isSelling } from "#knowledge/core/facts/stage.ts";
import {
	type DealId,
	dealAgentName,
	type EffectKey,
	type FlagId,
	type RunId,
	type SignalId,
	sentMailKey,
	type TenantId,
} from "#knowledge/core/vocabulary/ids.ts";
import { TICK_MS } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import type { DealCall, DecisionAnswer, DecisionCall, InjectCall, OpenDeal, SignalDelivery } from "./calls.ts";
import { armRetry, type Commit, commitOutbox, commitProjected, commitTurn } from "./commit.ts";
import { clearFlag, decide, injectMail, moveStage, setAutomation } from "./decide.ts";
import { drainOutbox } from "./drain-outbox.ts";
import { openDeal, receiveSignal, requestRun } from "./receive.ts";
import { runTurns, type Work } from "./run-turn.ts";
import { runView } from "./run-view.ts";
import { DEAL_SCHEMA } from "./schema.ts";
import { dealStore, type StoredBoard } from "./store.ts";
import { dealView, effectView, eventView, sourceView } from "./views.ts";

/** The agents that work a deal, and when each is woken. */
export type Crew = { readonly skills: readonly Skill[]; readonly routes: readonly Route[] };

const MODEL_TIMEOUT_MS = 30_000;

/**
 * One deal of one tenant. The class only supplies what the algorithms beside it ask for: time, chance, storage, the
 * outside. Everything that it knows is in storage; memory is a copy.
 */
export class DealAgent extends DurableObject<Env> {
	private stored: StoredBoard | null = null;
	private settings: Settings | null = null;
	private isWorking = false;
	private readonly inFlight = new Set<EffectKey>();
	private readonly store = dealStore(this.ctx.storage.sql);

	constructor(state: DurableObjectState, env: Env) {
		super(state, env);
		if (!hasSchema(state.storage)) return;
		migrate(state.storage, DEAL_SCHEMA);
		this.stored = this.store.board();
	}

	/** Overridden by benches and tests that need another crew or a scripted model. */
	protected crew(): Crew {
		return { skills: ROSTER, routes: ROUTES };
	}

	protected model(): Reasoner | null {
		const configured = configuredModel(this.env);
		return (
			configured && modelReasoner({ ...configured, now: () => Date.now(), timeoutMs: MODEL_TIMEOUT_MS, price: () => 0 })
		);
	}

	// Commands

	receive(call: DealCall, delivery: SignalDelivery): Promise<Answer<{ duplicate: boolean; run: RunId | null }>> {
		return this.command<{ duplicate: boolean; run: RunId | null }>(
			call,
			delivery.open,
			"deal.receive",
			(work, commit) => {
				if (this.stored && this.store.hasSignal(delivery.signal)) return done({ duplicate: true, run: null });
				const { record, run } = receiveSignal(work, delivery);
				const { signal: id, kind, author } = delivery;
				commit({ signals: [{ id, record, kind, author }] });
				return done({ duplicate: false, run });
			},
		);
	}

	open(call: DealCall, deal: OpenDeal): Promise<Answer<DealView>> {
		return this.command(call, deal, "deal.open", (work, commit) => {
			if (work.turn.events.length > 0) commit({});
			return done(this.view());
		});
	}

	decide(call: DealCall, decision: DecisionCall): Promise<Answer<DecisionAnswer>> {
		return this.command(call, null, "deal.decide", (work, commit) => {
			const undoWindowMs = this.settings?.undoWindowMs ?? 0;
			const outcome = decide(work, decision, {
				principal: call.principal,
				undoWindowMs,
				isLeaving: (key) => this.isLeaving(key),
			});
			if (outcome.type === "done") commit({ outbox: outcome.value.outbox });
			return outcome.type === "done" ? done(outcome.value.answer) : outcome;
		});
	}

	move(call: DealCall, to: Stage): Promise<Answer<DealView>> {
		return this.command(call, null, "deal.move", (work, commit) => {
			const outcome = moveStage(work, call.principal, to);
			if (outcome.type === "refused") return outcome;
			commit({});
			return done(this.view());
		});
	}

	setAutomation(call: DealCall, state: "active" | "paused"): Promise<Answer<"active" | "paused">> {
		return this.command(call, null, "deal.set-automation", (work, commit) => {
			const outcome = setAutomation(work, call.principal, state);
			if (outcome.type === "refused") return outcome;
			commit({ outbox: state === "active" ? this.releaseHeld(work.turn.at) : [] });
			return done(state);
		});
	}

	clearFlag(call: DealCall, flag: FlagId): Promise<Answer<FlagId>> {
		return this.command(call, null, "deal.clear-flag", (work, commit) => {
			const outcome = clearFlag(work, call.principal, flag);
			if (outcome.type === "refused") return outcome;
			commit({});
			return done(flag);
		});
	}

	inject(call: DealCall, mail: InjectCall): Promise<Answer<DecisionAnswer>> {
		return this.command(call, null, "deal.inject", (work, commit) => {
			const outcome = injectMail(work, mail, {
				principal: call.principal,
				undoWindowMs: this.settings?.undoWindowMs ?? 0,
			});
			if (outcome.type === "done") commit({});
			return outcome;
		});
	}

	/** `request` names the click: the same one asked twice is one run. */
	requestRun(call: DealCall, request: string): Promise<Answer<RunId>> {
		return this.command(call, null, "deal.request-run", (work, commit) => {
			const board = work.turn.board();
			const about = board.inbound && !board.inbound.answered ? board.inbound : board.latest;
			const cause = { correlation: request, causation: null };
			const run = requestRun(work, { type: "click", by: call.principal.id, request }, about?.signal ?? null, cause);
			if (this.stored && this.store.eventsOfRun(run).length > 0) return done(run);
			commit({});
			return done(run);
		});
	}

	/** S4-10: one failed step again, as a run of its own: what went well before is not touched. */
	retryStep(call: DealCall, of: { run: RunId; step: number }, request: string): Promise<Answer<RunId>> {
		return this.command(call, null, "deal.retry-step", (work, commit) => {
			const failed = runView(this.store.eventsOfRun(of.run), this.store.lookup, false);
			const step = failed?.steps.find((each) => each.step === of.step);
			if (!failed || !step) return refused("not-found", "there is no such step");
			if (step.outcome !== "failed")
				return refused("conflict", `step ${of.step} did not fail; only a failed step is run again`);
			if (failed.signal && !work.turn.board().reading[failed.signal])
				return refused("too-late", "newer mail has come since; run the pipeline instead");
			const cause = { correlation: of.run, causation: null };
			const run = requestRun(
				work,
				{ type: "retry", ...of, skill: step.skill, by: call.principal.id, request },
				failed.signal,
				cause,
			);
			if (this.store.eventsOfRun(run).length > 0) return done(run);
			commit({});
			return done(run);
		});
	}

	/** Something outside changed that held effects may have waited for. */
	nudge(call: DealCall): Promise<Answer<null>> {
		return this.query(call, "deal.nudge", async () => {
			await this.loadSettings(call.principal.tenant, call.settingsVersion);
			if (this.stored) commitOutbox(this.ctx.storage, this.stored, this.releaseHeld(Date.now()), Date.now());
			return done(null);
		});
	}

	/** Told by whoever brought the projections up to date. */
	projected(call: DealCall, version: number): Promise<Answer<null>> {
		return this.query(call, "deal.projected", () => {
			if (this.stored && version <= this.stored.board.seq)
				this.stored = commitProjected(this.ctx.storage, this.stored, version, Date.now());
			return done(null);
		});
	}

	// Queries

	read(call: DealCall): Promise<Answer<DealView>> {
		return this.query(call, "deal.read", () => done(this.view()));
	}

	events(call: DealCall, after: number, limit: number): Promise<Answer<readonly EventView[]>> {
		return this.query(call, "deal.events", () => done(this.eventsAfter(after, limit)));
	}

	runs(call: DealCall, limit: number): Promise<Answer<readonly RunView[]>> {
		return this.query(call, "deal.runs", () => {
			const runs = this.store
				.latestRuns(limit)
				.map((run) => runView(this.store.eventsOfRun(run as RunId), this.store.lookup, false));
			return done(runs.flatMap((run) => (run ? [run] : [])));
		});
	}

	run(call: DealCall, run: RunId): Promise<Answer<RunView>> {
		return this.query(call, "deal.run", () => {
			const view = runView(this.store.eventsOfRun(run), this.store.lookup, true);
			return view ? done(view) : refused("not-found", "there is no such run");
		});
	}

	source(call: DealCall, signal: SignalId): Promise<Answer<SignalTextView>> {
		return this.query(call, "deal.source", () => {
			const view = sourceView(this.store, signal);
			return view ? done(view) : refused("not-found", "there is no such signal in this deal");
		});
	}

	outbox(call: DealCall): Promise<Answer<readonly EffectView[]>> {
		return this.query(call, "deal.outbox", () => done(this.outboxView()));
	}

	// Sockets

	/** The Worker used up the ticket and made the principal of the call; it cannot be set from outside. */
	override async fetch(request: Request): Promise<Response> {
		const call: DealCall = JSON.parse(request.headers.get("x-deal-call") ?? "null");
		if (!call || !this.isForUs(call) || !this.stored) return new Response(null, { status: 404 });
		return accept(this.ctx, call.principal.exp);
	}

	override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
		const frame = parseFrame(message);
		const attachment = attachmentOf(socket);
		if (!frame || !attachment || attachment.expiresAt < Date.now()) {
			send(socket, {
				type: "refused",
				reason: frame ? "the session has ended" : "this is not a frame of the protocol",
			});
			socket.close(frame ? 4401 : 4400, frame ? "session ended" : "bad frame");
			return;
		}
		if (frame.type === "ping") {
			send(socket, { type: "pong" });
			return;
		}
		socket.serializeAttachment({ ...attachment, last: frame.after });
		this.tell([socket]);
	}

	override webSocketClose(socket: WebSocket, code: number): void {
		socket.close(code === 1005 || code === 1006 ? 1000 : code);
	}

	// Time

	/** Never throws: the runtime gives an alarm up after six failures, and what the deal owes must outlive any outage. */
	override async alarm(): Promise<void> {
		const { stored } = this;
		if (!stored) return;
		const { tenant } = stored.board;
		const answered = await answer("deal.alarm", async () => {
			await this.loadSettings(tenant, 0);
			this.tick();
			this.work();
			await Promise.all([this.drain(tenant), this.project(tenant)]);
			this.rearm();
			return ok();
		});
		if (answered.type === "fault") armRetry(this.ctx.storage, Date.now());
	}

	/** S4-06: every six hours the deal looks at itself. Where that finds nothing to do, it leaves no trace. */
	private tick(): void {
		const { stored } = this;
		if (!stored) return;
		const now = Date.now();
		const work = this.begin();
		const { board } = stored;
		expireApprovals(work.turn);
		const isDue = now >= stored.tickedAt + TICK_MS;
		if (isDue && isSelling(board.stage) && board.automation === "active" && board.runs.length === 0) {
			const trigger = { type: "tick", count: Math.floor(now / TICK_MS) } as const;
			const about = board.inbound && !board.inbound.answered ? board.inbound : board.latest;
			const plan = route(
				this.crew().routes,
				{ trigger, board: work.turn.board(), signal: about },
				this.settings?.pausedAgents ?? [],
			);
			if (plan.stages.length > 0)
				requestRun(work, trigger, about?.signal ?? null, { correlation: `tick:${trigger.count}`, causation: null });
		}
		if (work.turn.events.length > 0 || isDue) this.commit(work, isDue ? { tickedAt: now } : {});
	}

	// Plumbing

	/**
	 * Every command: whose it is, the deal it is for, one synchronous turn, then the work that follows from it. The deal's
	 * settings are read before the turn begins: nothing may be awaited inside.
	 */
	private command<T>(
		call: DealCall,
		open: OpenDeal | null,
		where: string,
		body: (work: Work, commit: (more: Partial<Commit>) => void) => Outcome<T>,
	): Promise<Answer<T>> {
		return answer(where, async () => {
			if (!this.isForUs(call)) return refused("not-found", "there is no such deal");
			if (!this.stored && !open) return refused("not-found", "there is no such deal");
			if (!this.settings || this.settings.version < call.settingsVersion)
				await this.loadSettings(call.principal.tenant, call.settingsVersion);
			if (!this.stored) migrate(this.ctx.storage, DEAL_SCHEMA);
			const work = this.begin(call);
			if (!this.stored && open) openDeal(work, open, `open:${call.deal}`);
			const outcome = body(work, (more) => this.commit(work, more));
			this.work();
			return outcome;
		});
	}

	private query<T>(call: DealCall, where: string, body: () => Outcome<T> | Promise<Outcome<T>>): Promise<Answer<T>> {
		return answer(where, () =>
			this.isForUs(call) && this.stored ? body() : refused("not-found", "there is no such deal"),
		);
	}

	private isForUs(call: DealCall): boolean {
		const { principal, deal } = call;
		const inScope = principal.dealScope === null || principal.dealScope.includes(deal);
		return (
			inScope &&
			isOurs(this.ctx, this.env.DEAL_AGENT as DurableObjectNamespace<never>, principal, (tenant) =>
				dealAgentName(tenant, deal),
			)
		);
	}

	private begin(opening?: { principal: { tenant: TenantId }; deal: DealId }): Work {
		const board = this.stored?.board ?? null;
		const at = board ?? (opening ? { tenant: opening.principal.tenant, deal: opening.deal } : null);
		if (!at) throw new Error("a turn belongs to a deal");
		const payloads = beginPayloads(this.store.lookup, { hash: sha256, salt: newSalt });
		return { payloads, turn: beginTurn(at, board, { at: Date.now(), hash: sha256, intern: payloads.intern }) };
	}

	private commit(work: Work, more: Partial<Commit> = {}): void {
		const { stored, envelopes } = commitTurn(this.ctx.storage, this.stored, {
			...more,
			turn: work.turn,
			payloads: work.payloads.pending(),
		});
		this.stored = stored;
		if (envelopes.length > 0) this.tell(this.ctx.getWebSockets());
	}

	/** Runs by rules are done when this returns; runs that wait for a model go on behind it. */
	private work(): void {
		const { stored, settings } = this;
		const isIdle = !stored || !settings || settings.automation === "paused" || stored.board.runs.length === 0;
		if (isIdle || this.isWorking) {
			this.ring();
			return;
		}
		this.isWorking = true;
		const crew = this.crew();
		const model = this.model();
		const rules = rulesReasoner(() => Date.now());
		const working = runTurns({
			board: () => (this.stored ?? stored).board,
			settings: () => this.settings ?? settings,
			skills: new Map(crew.skills.map((skill) => [skill.name, skill])),
			routes: crew.routes,
			begin: () => this.begin(),
			commit: (work) => this.commit(work),
			reason: model ?? rules,
			rules,
			usesModel: model !== null,
			working: (run, skills) => {
				for (const socket of this.ctx.getWebSockets()) send(socket, { type: "working", run, skills: [...skills] });
			},
			finished: () => {
				this.isWorking = false;
				this.ring();
			},
		});
		this.ctx.waitUntil(working);
	}

	/** The doorbell of the projections. Lost rings cost seconds: the alarm looks after them. */
	private ring(): void {
		const { stored } = this;
		if (!stored || stored.projected >= stored.board.seq || this.env.DOORBELLS === "drop") return;
		const { tenant, deal, seq } = stored.board;
		this.ctx.waitUntil(this.env.EVENTS.send({ tenant, deal, version: seq }).catch(() => undefined));
	}

	private async project(tenant: TenantId): Promise<void> {
		const { stored } = this;
		if (!stored || stored.projected >= stored.board.seq) return;
		const answered = await outsideOf(this.ctx, tenant).project(this.view());
		if (answered.type === "done" && this.stored)
			this.stored = commitProjected(this.ctx.storage, this.stored, stored.board.seq, Date.now());
	}

	private drain(tenant: TenantId): Promise<void> {
		const outside = outsideOf(this.ctx, tenant);
		return drainOutbox({
			board: () => this.boardNow(),
			rows: () => this.store.outboxOpen(),
			begin: () => this.begin(),
			commit: (work, outbox) => this.commit(work, { outbox }),
			commitOutbox: (changes) => {
				if (this.stored) commitOutbox(this.ctx.storage, this.stored, changes, Date.now());
			},
			inFlight: this.inFlight,
			deliver: (delivery) => outside.deliver(delivery),
			now: () => Date.now(),
			chance: () => Math.random(),
			read: (key) => this.deliveryOf(key),
		});
	}

	/** What leaves is read back from storage and checked against the approval's digest: what was approved, to the byte. */
	private deliveryOf(key: EffectKey) {
		const board = this.boardNow();
		const effect = board.effects[key];
		const grant = effect ? board.grants[effect.approval] : undefined;
		const payload = effect ? this.store.payload(effect.digest) : null;
		if (!effect || !payload || grant?.digest !== effect.digest) return null;
		if (payloadHash(sha256, payload.salt, payload.body) !== effect.digest) return null;
		const contacts = grant.action.type === "send-email" ? grant.action.to : [];
		return { key, deal: board.deal, approval: effect.approval, agent: grant.agent, contacts, artefact: payload.body };
	}

	private isLeaving(key: EffectKey): boolean {
		const row = this.store.outboxRow(key);
		return row === null || row.state === "claimed" || row.ambiguous;
	}

	private releaseHeld(now: number): Commit["outbox"] & object {
		return this.store
			.outboxOpen()
			.flatMap((row) => (row.state === "held" ? [{ key: row.key, row: { nextAt: now } }] : []));
	}

	private async loadSettings(tenant: TenantId, version: number): Promise<void> {
		if (this.settings && version > 0 && this.settings.version >= version) return;
		this.settings = expectDone(await outsideOf(this.ctx, tenant).settings(version));
	}

	private rearm(): void {
		if (this.stored) commitOutbox(this.ctx.storage, this.stored, [], Date.now());
	}

	private boardNow() {
		if (!this.stored) throw new Error("the deal is open");
		return this.stored.board;
	}

	private view(): DealView {
		if (!this.stored) throw new Error("the deal is open");
		return dealView(this.stored, this.store.lastAt(), this.store.lookup);
	}

	private outboxView(): readonly EffectView[] {
		const { tenant } = this.boardNow();
		return this.store
			.outbox()
			.map((row) => effectView(row, row.attempts > 0 ? sentMailKey(tenant, row.key) : null, this.store.lookup));
	}

	private eventsAfter(after: number, limit: number): readonly EventView[] {
		return this.store.events(after, limit).map((envelope) => eventView(envelope, this.store.lookup));
	}

	/** Each socket gets what it has not seen, in order; then the deal as it stands. */
	private tell(sockets: readonly WebSocket[]): void {
		for (const socket of sockets) {
			const attachment = attachmentOf(socket);
			if (attachment === null || attachment.last === null) continue;
			if (attachment.expiresAt < Date.now()) {
				socket.close(4401, "session ended");
				continue;
			}
			const items = this.eventsAfter(attachment.last, 500);
			const last = items.at(-1)?.seq ?? attachment.last;
			send(socket, { type: "events", items: [...items], last });
			socket.serializeAttachment({ ...attachment, last });
			send(socket, { type: "deal", deal: this.view(), outbox: [...this.outboxView()] });
		}
	}
}
