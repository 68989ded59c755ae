import { expireApprovals } from "../../deal/approval.ts";
import { flagMailToClosed } from "../../deal/closing.ts";
import { replay, stateHash } from "../../deal/replay.ts";
import { route, signalOf } from "../../deal/router.ts";
import { settleStep } from "../../deal/settle.ts";
import { SkillOutput } from "../../deal/skill.ts";
import { nextRun, nextTasks, runOutcome } from "../../deal/supervisor.ts";
import type { Turn } from "../../deal/turn.ts";
import { SignalAuthor, SignalKind } from "../../events/signal.ts";
import type { OpenRun, Task } from "../../facts/blackboard.ts";
import type { Sha256 } from "../../vocabulary/hash.ts";
import { runIdOf } from "../../vocabulary/ids.ts";
import { InvariantError, invariant } from "../../vocabulary/invariant.ts";
import { canonicalJson } from "../../vocabulary/json.ts";
import type { Principal } from "../../vocabulary/principal.ts";
import { Region } from "../../vocabulary/region.ts";
import { Stage } from "../../vocabulary/stage.ts";
import { DAY_MS } from "../../vocabulary/time.ts";
import { approveDeps } from "../builders.ts";
import { newDeal, type TestDeal } from "../deal.ts";
import { contactNo, SAM, signalNo } from "../ids.ts";
import { sha256 } from "../sha256.ts";
import { receive, stepSettled } from "../steps.ts";
import { type Audit, auditOf } from "./audit.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { CREW, inputFor, WALK_ROUTES } from "./crew.ts";
import { forgedEvent } from "./forged.ts";
import { anyone, tryAnything } from "./people.ts";
import { anyProposal, nonsense } from "./proposals.ts";

/** How often each thing happened, by name: a walk that never got anywhere has shown nothing. */
export type Tally = Map<string, number>;

const REPLAY_EVERY = 50;
/** The crew's and the clock's own work is nobody's act. */
const NOBODY = null;

type Walker = {
	readonly chance: Chance;
	readonly deal: TestDeal;
	readonly audit: Audit;
	readonly count: (what: string, n?: number) => void;
	/** What the signals say, by id. */
	readonly words: Map<string, string>;
	/** Digests that stood somewhere before. */
	readonly seen: Sha256[];
	/** What each approval was about. */
	readonly asked: Map<string, string>;
	read: number;
	clicks: number;
};

/** One deal's life under random proposals, people, signals, pauses and forgeries, audited after every step. */
export function walkDeal(seed: number, proposalsMax: number, tally: Tally): void {
	const chance = chanceOf(seed);
	const region = chance.pick(Region.options as [Region, ...Region[]]);
	const stage = chance.pick(Stage.options.slice(0, chance.once(0.9) ? 6 : 11) as [Stage, ...Stage[]]);
	const deal = newDeal({ region, stage, rep: chance.once(0.8) ? SAM : null });
	const count = (what: string, n = 1): void => void tally.set(what, (tally.get(what) ?? 0) + n);
	const walker: Walker = {
		chance,
		deal,
		audit: auditOf(deal.lookup),
		count,
		words: new Map(),
		seen: [],
		asked: new Map(),
		read: 0,
		clicks: 0,
	};
	let replayed = 0;
	for (const before = tally.get("proposals") ?? 0; (tally.get("proposals") ?? 0) - before < proposalsMax; ) {
		const actor = step(walker);
		check(walker, actor);
		const made = (tally.get("proposals") ?? 0) - before;
		if (made - replayed < REPLAY_EVERY && made < proposalsMax) continue;
		replayed = made;
		count("replays");
		const again = stateHash(sha256, replay(sha256, deal.log));
		if (again !== stateHash(sha256, deal.board())) throw new Error("a replay made another board");
	}
}

/** Reads what the step committed, and keeps the tally. */
function check(walker: Walker, actor: Principal | null): void {
	const { deal, count, seen } = walker;
	const entries = deal.log.slice(walker.read);
	walker.read = deal.log.length;
	for (const { event } of entries) {
		count(event.type);
		if (event.type === "deal.stage-changed") count(`moved by ${event.by.type} to ${event.to}`);
		if (event.type === "deal.proposal-refused") count(`refused by ${event.rule}`);
		if (event.type === "deal.handoff-recorded") count(`hand-off ${event.outcome}`);
		if (event.type === "deal.approval-decided") count(`${event.decision} ${walker.asked.get(event.approval)}`);
		if (event.type === "deal.flag-raised") count(`flag ${event.kind}`);
		if (event.type === "deal.approval-decided" && event.by.type === "rule" && event.by.rule === "deal-closed")
			count(`closed ${walker.asked.get(event.approval)}`);
		if (event.type === "deal.approval-requested") walker.asked.set(event.approval, event.action.type);
		if (event.type === "deal.approval-requested" || event.type === "deal.approval-edited") seen.push(event.digest);
	}
	walker.audit.read(entries, actor, deal.board());
}

/** Answers who was at the controls. */
function step(walker: Walker): Principal | null {
	const { chance, deal } = walker;
	return chance.choose<Principal | null>([
		[4, () => receiveSomething(walker)],
		[1, () => wake(walker)],
		[12, () => work(walker)],
		[10, () => actOf(walker)],
		[3, () => deliver(walker)],
		[2, () => pauseOrResume(walker)],
		[3, () => forge(walker)],
		[
			2,
			() => {
				deal.at += chance.pick([1, 1_000, 60_000, DAY_MS, 7 * DAY_MS]);
				if (chance.once(0.5)) deal.turn(expireApprovals);
				return NOBODY;
			},
		],
	]);
}

function receiveSomething({ chance, deal, words }: Walker): null {
	const signal = signalNo(words.size + 1);
	const who = 1 + chance.below(4);
	const card = deal.intern(
		canonicalJson({
			address: `p${who}@brightfen.example`,
			name: chance.pick(["Mara", "Mara\r\nBcc: x@y", "z".repeat(200)]),
		}),
	);
	words.set(
		signal,
		chance.pick(["We have EUR 40,000 for this. We must be live by March.", "x", "😀 漢字 \ud800 \u2028 end"]),
	);
	receive(deal, signal, {
		kind: chance.pick(SignalKind.options as [SignalKind, ...SignalKind[]]),
		author: chance.pick(SignalAuthor.options as [SignalAuthor, ...SignalAuthor[]]),
		contact: contactNo(who),
		card,
		empty: chance.once(0.1),
	});
	const trigger = { type: "signal", signal } as const;
	const run = runIdOf(sha256, deal.board().deal, canonicalJson(trigger));
	deal.emit({ type: "deal.run-requested", run, trigger, signal });
	return NOBODY;
}

/** A person asks, or the clock does. */
function wake(walker: Walker): null {
	const { chance, deal } = walker;
	walker.clicks += 1;
	const trigger = chance.once(0.5)
		? ({ type: "tick", count: walker.clicks } as const)
		: ({ type: "click", by: SAM, request: String(walker.clicks) } as const);
	const board = deal.board();
	const run = runIdOf(sha256, board.deal, canonicalJson(trigger));
	const signal = board.inbound?.signal ?? board.latest?.signal ?? null;
	deal.emit({ type: "deal.run-requested", run, trigger, signal });
	return NOBODY;
}

/** One stage of the run that is owed, as the deal's object works it off. */
function work(walker: Walker): null {
	const { deal, chance } = walker;
	const run = nextRun(deal.board());
	if (!run) return NOBODY;
	deal.turn((turn) => {
		if (run.tasks === null) {
			const board = turn.board();
			const paused = chance.once(0.2) ? ["writer"] : [];
			const view = { trigger: run.trigger, board, signal: signalOf(board, run.signal), now: turn.at };
			const plan = route(WALK_ROUTES, view, paused);
			const stages = plan.stages.map((each) => [...each]);
			turn.emit({ type: "deal.run-started", run: run.run, stages, skipped: [...plan.skipped] }, causeOf(run));
			if (run.trigger.type === "signal") flagMailToClosed(turn, run.run, signalOf(board, run.signal));
		}
		for (const task of nextTasks(current(turn, run))) answer(walker, turn, current(turn, run), task);
		const now = current(turn, run);
		if (nextTasks(now).length === 0)
			turn.emit({ type: "deal.run-settled", run: run.run, outcome: runOutcome(now) }, causeOf(run));
	});
	return NOBODY;
}

const causeOf = (run: OpenRun) => ({ correlation: run.run, causation: null });
const current = (turn: Turn, { run }: OpenRun): OpenRun => {
	const found = turn.board().runs.find((each) => each.run === run);
	invariant(found, "the run is open");
	return found;
};

/** A skill's answer to its task: parsed as the runtime parses it, then settled, or failed whole. */
function answer({ chance, deal, words, count }: Walker, turn: Turn, run: OpenRun, task: Task): void {
	const skill = CREW.find(({ name }) => name === task.skill);
	invariant(skill, "the crew is complete");
	const of = { lookup: deal.lookup, text: (signal: string) => words.get(signal) ?? "", now: turn.at };
	const input = inputFor(turn.board(), { run, task }, of);
	const crew = CREW.map(({ name }) => name);
	const proposals: unknown[] = Array.from({ length: 1 + chance.below(5) }, () => anyProposal(chance, input, crew));
	if (chance.once(0.08)) proposals.push(nonsense(chance, anyProposal(chance, input, crew)));
	count("proposals", proposals.length);
	const parsed = SkillOutput.safeParse({ proposals, summary: "walked" });
	const outcome = chance.once(0.03) ? "discarded" : parsed.success ? "done" : "failed";
	if (!parsed.success) count("answers that were nonsense");
	const event = stepSettled(run.run, task, { step: run.steps + 1, outcome, costMicros: chance.below(9) });
	const seq = turn.emit(event, causeOf(run));
	if (!parsed.success || outcome !== "done") return;
	count("settled", proposals.length);
	const thread = { inReplyTo: chance.pick(["1@b", "1\r\n@b"]), references: ["1@b"] };
	const settled = { run: run.run, correlation: run.run, step: seq, task, skill, input, output: parsed.data, thread };
	settleStep(turn, settled, { crew, catalogue: input.catalogue, lookup: deal.lookup });
}

/** Somebody tries something. A refusal has to leave no event behind. */
function actOf(walker: Walker): Principal {
	const { chance, deal, seen, count } = walker;
	const principal = anyone(chance, deal.board().region);
	deal.turn((turn) => {
		const outcome = tryAnything(chance, turn, { principal, seen, deps: approveDeps(deal) });
		count(outcome.type === "done" ? "acts" : `act refused: ${outcome.refusal.code}`);
		if (outcome.type === "refused" && turn.events.length > 0) throw new Error("a refusal left events behind");
	});
	return principal;
}

/** What becomes of an effect that is due. */
function deliver({ chance, deal }: Walker): null {
	const effect = chance.oneOf(Object.values(deal.board().effects));
	if (!effect) return NOBODY;
	if (chance.once(0.2)) deal.emit({ type: "deal.effect-held", key: effect.key, reason: "paused-contact" });
	else {
		const outcome = chance.pick(["sent", "sent", "unknown", "refused", "failed"] as const);
		deal.emit({ type: "deal.effect-settled", key: effect.key, outcome, reference: null, reason: null });
	}
	return NOBODY;
}

function pauseOrResume({ deal }: Walker): null {
	const state = deal.board().automation === "active" ? "paused" : "active";
	deal.emit({ type: "deal.automation-changed", state, by: SAM });
	return NOBODY;
}

function forge({ chance, deal, count }: Walker): null {
	const before = deal.board();
	const event = forgedEvent(chance, deal.draft());
	try {
		deal.emit(event);
	} catch (error) {
		if (!(error instanceof InvariantError)) throw error;
		count("forgeries refused");
		if (deal.board() !== before) throw new Error("a forged event changed the board");
		return NOBODY;
	}
	throw new Error(`a forged event was let in: ${canonicalJson(event)}`);
}
