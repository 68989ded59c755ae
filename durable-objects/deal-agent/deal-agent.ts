import { DurableObject } from "cloudflare:workers";
import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer } from "#durable-objects/platform/answer.ts";
import { accept, hangUp } from "#durable-objects/platform/sockets.ts";
import type { DealAtView, DealView, EffectView, EventView, RunView } from "#knowledge/core/contract/deal.ts";
import type {
	BattlecardView,
	LedgerView,
	OpportunityPlanView,
	PoliticalMapView,
	PriceGuidanceView,
	RunWhyView,
} from "#knowledge/core/contract/judgement.ts";
import type { SignalTextView } from "#knowledge/core/contract/source.ts";
import type { PriceAsk } from "#knowledge/core/deal/price-guidance.ts";
import type { CrmChangeId, FactId, FlagId, RunId, SignalId, TokenId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { clickRun, retryStep } from "./ask-run.ts";
import type {
	Adoption,
	CrmCall,
	DealCall,
	DecisionAnswer,
	DecisionCall,
	EraseCall,
	ErasedHere,
	FactCall,
	FeedbackCall,
	InjectCall,
	LogPage,
	OpenDeal,
	RehearsalCall,
	SignalDelivery,
} from "./calls.ts";
import { type Crew, type CrewModel, configuredReasoner, DEAL_CREW, STEP_MS_MAX } from "./crew.ts";
import { DealHost } from "./deal-host.ts";
import { clearFlag, decide, moveStage, sayOfFact, sayOfRun, setAutomation, takeBackCrm, writeCrm } from "./decide.ts";
import { eraseFrom } from "./erase-contact.ts";
import { wordsOfCatalogue } from "./erase-texts.ts";
import { logPage } from "./fork.ts";
import { injectOnce } from "./inject-once.ts";
import { battlecardViews, guidanceView, ledgerView, mapView, planView, whyView } from "./judgement.ts";
import { isLeaving, releaseHeld } from "./leaving.ts";
import { momentView, nowView } from "./moment.ts";
import { type Received, receiveOnce } from "./receive-once.ts";
import { type Rehearsed, rehearseSignal } from "./rehearse-signal.ts";
import { runView, runViews } from "./run-view.ts";
import { dealBudget } from "./token-budget.ts";
import { eventViews, outboxViews, sourceView } from "./views.ts";
import { hear } from "./watch.ts";

/**
 * One deal of one tenant, as others reach it: a method a command or question, and nothing else, because every method of
 * the class can be called from outside. What they share is the host's.
 */
export class DealAgent extends DurableObject<Env> {
	/** A member of the instance: calls between objects reach methods only. */
	private readonly host = new DealHost(this.ctx, this.env, {
		crew: () => this.crew(),
		model: () => this.model(),
		stepMs: () => this.stepMs(),
	});

	/** Overridden by benches and tests that need another crew or a scripted model. */
	protected crew(): Crew {
		return DEAL_CREW;
	}

	protected model(): CrewModel | null {
		return configuredReasoner(this.env, { budget: dealBudget(this.env, this.host) });
	}

	protected stepMs(): number {
		return STEP_MS_MAX;
	}

	receive(call: DealCall, delivery: SignalDelivery): Promise<Answer<Received>> {
		return this.host.command(call, delivery.open, "deal.receive", (work, commit) =>
			receiveOnce(work, this.host.store, delivery, commit),
		);
	}

	open(call: DealCall, deal: OpenDeal): Promise<Answer<DealView>> {
		return this.host.command(call, deal, "deal.open", (work, commit) => {
			if (work.turn.events.length > 0) commit({});
			return done(this.host.view());
		});
	}

	decide(call: DealCall, decision: DecisionCall): Promise<Answer<DecisionAnswer>> {
		return this.host.command(call, null, "deal.decide", (work, commit) => {
			const undoWindowMs = this.host.settings?.undoWindowMs ?? 0;
			const outcome = decide(work, decision, {
				principal: call.principal,
				undoWindowMs,
				isLeaving: (key) => isLeaving(this.host.store, key),
				catalogue: this.host.catalogue(),
				approversOf: (approval) => this.host.store.approversOf(approval),
			});
			if (outcome.type === "done") commit({ outbox: outcome.value.outbox });
			return outcome.type === "done" ? done(outcome.value.answer) : outcome;
		});
	}

	move(call: DealCall, to: Stage): Promise<Answer<DealView>> {
		return this.host.steer(call, "deal.move", (work) => moveStage(work, call.principal, to));
	}

	changeCrm(call: DealCall, change: CrmCall): Promise<Answer<DealView>> {
		return this.host.steer(call, "deal.change-crm", (work) => writeCrm(work, call.principal, change));
	}

	undoCrm(call: DealCall, change: CrmChangeId): Promise<Answer<DealView>> {
		return this.host.steer(call, "deal.undo-crm", (work) =>
			takeBackCrm(work, call.principal, this.host.store.crmChange(change)),
		);
	}

	/** A person's word about a fact: right, right in other words, or wrong. */
	sayOfFact(call: DealCall, word: FactCall): Promise<Answer<DealView>> {
		const inPlaceOf = (fact: FactId): FactId => this.host.store.factInPlaceOf(fact);
		return this.host.steer(call, "deal.say-of-fact", (work) => sayOfFact(work, call.principal, { word, inPlaceOf }));
	}

	/** A person's word about what a run held back. */
	sayOfRun(call: DealCall, said: FeedbackCall): Promise<Answer<RunWhyView>> {
		return this.host.command(call, null, "deal.say-of-run", (work, commit) => {
			const { store } = this.host;
			const outcome = sayOfRun(work, call.principal, { said, ofRun: store.eventsOfRun(said.run) });
			if (outcome.type === "refused") return outcome;
			if (work.turn.events.length > 0) commit({});
			return found(whyView(said.run, store.eventsOfRun(said.run), store.lookup));
		});
	}

	setAutomation(call: DealCall, state: "active" | "paused"): Promise<Answer<"active" | "paused">> {
		return this.host.command(call, null, "deal.set-automation", (work, commit) => {
			const outcome = setAutomation(work, call.principal, state);
			if (outcome.type === "refused") return outcome;
			commit({ outbox: state === "active" ? releaseHeld(this.host.store, work.turn.at) : [] });
			return done(state);
		});
	}

	clearFlag(call: DealCall, flag: FlagId): Promise<Answer<DealView>> {
		return this.host.steer(call, "deal.clear-flag", (work) => clearFlag(work, call.principal, flag));
	}

	/** Makes this object, which holds nothing yet, a fork. Asked again it answers with the fork that it is. */
	adopt(call: DealCall, copy: Adoption): Promise<Answer<DealView>> {
		return answer("deal.adopt", async () => {
			if (!this.host.isForUs(call)) return refused("not-found", "there is no such deal");
			if (!this.host.stored) await this.host.adopt(call, copy);
			return this.host.stored ? done(this.host.view()) : refused("not-found", "there is no such deal");
		});
	}

	/** What if this came in now? */
	rehearse(call: DealCall, rehearsal: RehearsalCall): Promise<Answer<Rehearsed>> {
		return this.host.command(call, null, "deal.rehearse", (work, commit) =>
			rehearseSignal(work, this.host.store, { principal: call.principal, ...rehearsal }, commit),
		);
	}

	/** `request` names the caller's request: sent twice it is one mail, and the same answer. */
	inject(call: DealCall, mail: InjectCall, request: string): Promise<Answer<DecisionAnswer>> {
		return this.host.command(call, null, "deal.inject", (work, commit) => {
			const undoWindowMs = this.host.settings?.undoWindowMs ?? 0;
			const { principal } = call;
			const deps = { mail, request, principal, undoWindowMs, catalogue: this.host.catalogue() };
			return injectOnce(work, this.host.store, deps, commit);
		});
	}

	/** `request` names the click: the same one asked twice is one run. */
	requestRun(call: DealCall, request: string): Promise<Answer<RunId>> {
		return this.host.command(call, null, "deal.request-run", (work, commit) =>
			clickRun(work, this.host.store, { by: call.principal.id, request }, commit),
		);
	}

	/** S4-10: one failed step again, as a run of its own: what went well before is not touched. */
	retryStep(call: DealCall, of: { run: RunId; step: number }, request: string): Promise<Answer<RunId>> {
		return this.host.command(call, null, "deal.retry-step", (work, commit) =>
			retryStep(work, this.host.store, { ...of, by: call.principal.id, request }, commit),
		);
	}

	/** Something outside changed that held effects may have waited for. */
	nudge(call: DealCall): Promise<Answer<null>> {
		return this.host.query(call, "deal.nudge", async () => {
			await this.host.loadSettings(call.principal.tenant, call.settingsVersion);
			this.host.release();
			this.host.work();
			return done(null);
		});
	}

	/** Told by whoever brought the projections up to date. */
	projected(call: DealCall, version: number): Promise<Answer<null>> {
		return this.host.query(call, "deal.projected", () => {
			this.host.follow(Math.min(version, this.host.boardNow().seq));
			return done(null);
		});
	}

	read(call: DealCall): Promise<Answer<DealView>> {
		return this.host.query(call, "deal.read", () => done(this.host.view()));
	}

	/** The deal as it stood after its event `at`; without one, as it stands. */
	readAt(call: DealCall, at: number | null): Promise<Answer<DealAtView>> {
		return this.host.query(call, "deal.read-at", () =>
			at === null ? done(nowView(this.host.view())) : momentView(this.host.past, at),
		);
	}

	/** Some of the log with its texts, for a fork, up to the end of a turn. */
	logPage(call: DealCall, after: number, upTo: number | null): Promise<Answer<LogPage>> {
		return this.host.query(call, "deal.log-page", () =>
			logPage(this.host.store, after, upTo ?? this.host.boardNow().seq),
		);
	}

	events(call: DealCall, after: number, limit: number): Promise<Answer<readonly EventView[]>> {
		return this.host.query(call, "deal.events", () => done(eventViews(this.host.store, after, limit)));
	}

	runs(call: DealCall, limit: number): Promise<Answer<readonly RunView[]>> {
		return this.host.query(call, "deal.runs", () => done(runViews(this.host.store, limit)));
	}

	run(call: DealCall, run: RunId): Promise<Answer<RunView>> {
		return this.host.query(call, "deal.run", () =>
			found(runView(this.host.store.eventsOfRun(run), this.host.store.lookup, true)),
		);
	}

	/** What a run did not do, and why not. */
	why(call: DealCall, run: RunId): Promise<Answer<RunWhyView>> {
		const { store } = this.host;
		return this.host.query(call, "deal.why", () => found(whyView(run, store.eventsOfRun(run), store.lookup)));
	}

	map(call: DealCall): Promise<Answer<PoliticalMapView>> {
		return this.host.query(call, "deal.map", () => done(mapView(this.host.boardNow(), this.host.store.lookup)));
	}

	/** The plan as of now; with `since`, an event's number, also as of then, and what changed. */
	plan(call: DealCall, since: number | null): Promise<Answer<OpportunityPlanView>> {
		return this.host.query(call, "deal.plan", () =>
			planView(this.host.past, { board: this.host.boardNow(), now: Date.now(), since }),
		);
	}

	ledger(call: DealCall): Promise<Answer<LedgerView>> {
		return this.host.query(call, "deal.ledger", () =>
			done(ledgerView(this.host.store, { board: this.host.boardNow(), now: Date.now() })),
		);
	}

	battlecards(call: DealCall): Promise<Answer<readonly BattlecardView[]>> {
		return this.host.judge(call, "deal.battlecards", (board, catalogue) =>
			done(battlecardViews(board, this.host.store.lookup, { catalogue, now: Date.now() })),
		);
	}

	priceGuidance(call: DealCall, ask: PriceAsk): Promise<Answer<PriceGuidanceView>> {
		return this.host.judge(call, "deal.price-guidance", (board, catalogue) =>
			guidanceView(board, this.host.store.lookup, { principal: call.principal, catalogue, ask }),
		);
	}

	source(call: DealCall, signal: SignalId): Promise<Answer<SignalTextView>> {
		return this.host.query(call, "deal.source", () => found(sourceView(this.host.store, signal)));
	}

	outbox(call: DealCall): Promise<Answer<readonly EffectView[]>> {
		return this.host.query(call, "deal.outbox", () => done(outboxViews(this.host.store, call.principal.tenant)));
	}

	/** Somebody's texts go, and those that tell of them. What was under way with them in hand is forgotten. */
	eraseContact(call: DealCall, erasure: EraseCall): Promise<Answer<ErasedHere>> {
		return this.host.command(call, null, "deal.erase-contact", (work, commit) => {
			const { store, texts } = this.host;
			const ours = wordsOfCatalogue(this.host.catalogue());
			const deps = { principal: call.principal, store, texts, ours };
			this.host.forgetMemory();
			return eraseFrom(work, erasure, deps, (more) => {
				commit(more);
				this.host.forgetTexts();
			});
		});
	}

	/** Everything of this object goes, with whoever watched it. Done again, it is done. */
	purge(call: DealCall): Promise<Answer<null>> {
		return this.host.tearDown(call, "deal.purge", async () => {
			await this.host.purge();
			return done(null);
		});
	}

	/** How much of it is left. */
	remains(call: DealCall): Promise<Answer<number>> {
		return this.host.tearDown(call, "deal.remains", async () => done(await this.host.remains()));
	}

	/** These sessions and keys are no longer good: their sockets are closed before this answers. Nobody's to ask but ours. */
	hangUp(call: DealCall, tokens: readonly TokenId[]): Promise<Answer<number>> {
		return answer("deal.hang-up", () =>
			this.host.isForUs(call) && call.principal.kind === "agent"
				? done(hangUp(this.ctx, tokens))
				: refused("not-found", "there is no such deal"),
		);
	}

	/** The Worker used up the ticket and made the principal of the call; it cannot be set from outside. */
	override async fetch(request: Request): Promise<Response> {
		const call: DealCall = JSON.parse(request.headers.get("x-deal-call") ?? "null");
		if (!call || !this.host.isForUs(call) || !this.host.stored) return new Response(null, { status: 404 });
		return accept(this.ctx, call.principal);
	}

	override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
		const heard = hear(socket, message, { now: Date.now(), recheck: this.host.telling.recheck });
		if (heard === "hello") this.host.telling.tell([socket]);
	}

	override webSocketClose(socket: WebSocket, code: number): void {
		socket.close(code === 1005 || code === 1006 ? 1000 : code);
	}

	/** Never throws: the runtime gives an alarm up after six failures, and what the deal owes must outlive any outage. */
	override alarm(): Promise<void> {
		return this.host.alarm();
	}
}

const found = <T>(view: T | null): Outcome<T> =>
	view === null ? refused("not-found", "there is no such thing in this deal") : done(view);
