import { receiveSignal } from "#durable-objects/deal-agent/receive.ts";
import { type RunTurnDeps, runTurns, type Work } from "#durable-objects/deal-agent/run-turn.ts";
import { contactsOf, factsOf, readCrm, readFact, readSignal } from "#durable-objects/deal-agent/skill-input.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { beginPayloads } from "#durable-objects/platform/payloads.ts";
import { type Reasoner, rulesReasoner } from "#durable-objects/platform/run-skill.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { ROUTES } from "#knowledge/core/deal/router.ts";
import { saidBefore } from "#knowledge/core/deal/said-before.ts";
import { aboutOf } from "#knowledge/core/deal/settle.ts";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { DealContact, HistoryLine, Proposal, ReadCrm, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import { beginTurn } from "#knowledge/core/deal/turn.ts";
import type { DealEvent } from "#knowledge/core/events/catalogue.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { type Catalogue, NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { contactIdOf, dealIdOf, type SignalId, signalIdOf, TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import { recordOf, writerOf } from "./records.ts";
import type { Thread, ThreadMessage } from "./thread.ts";

const TENANT = TenantId.parse("evaluation");
const REP = UserId.parse("rep");

/** What one message came to. */
export type PlayedMessage = {
	readonly signal: SignalId;
	readonly record: SignalRecord;
	/** Everything that happened in the deal because of it. */
	readonly events: readonly DealEvent[];
	readonly proposals: readonly { readonly skill: string; readonly proposal: Proposal }[];
	/** What the deal knew after it. */
	readonly facts: readonly ReadFact[];
	readonly board: Blackboard;
};

export type PlayedThread = {
	readonly messages: readonly PlayedMessage[];
	readonly board: Blackboard;
	readonly facts: readonly ReadFact[];
	readonly contacts: readonly DealContact[];
	readonly crm: ReadCrm;
	readonly history: readonly HistoryLine[];
	readonly lookup: (hash: Sha256) => string | null;
};

/** What the pipeline is shown when it is asked at `now` what is next: the latest signal, what is known, what happened. */
export function inputAt(thread: Thread, played: PlayedThread, now: Instant): SkillInput {
	const { board, facts, contacts, crm, history, lookup } = played;
	return {
		task: "evaluation",
		now,
		deal: { id: board.deal, name: "Evaluation", stage: board.stage, region: board.region },
		signal: board.latest ? readSignal(board.latest, lookup) : null,
		facts,
		contacts,
		sender: thread.seller,
		handoff: null,
		catalogue: NOTHING_TO_SELL,
		history: history.slice(1),
		crm,
		packs: [],
	};
}

export type PlayOptions = {
	/** The crew, where it is not the product's own: an ablation leaves somebody out. */
	readonly crew?: readonly Skill[];
	readonly catalogue?: Catalogue;
	/** A model that is asked first; without it rules think. */
	readonly model?: Reasoner;
	/** What was answered to which question, kept from one play to the next: a replayed day finds its answers there. */
	readonly answers?: Map<Sha256, { readonly text: string; readonly reasoner: string }>;
};

/**
 * Plays a thread through the very engine that a deal's object runs (receive, route, reason, judge, settle, learn), in memory
 * and by rules: each message is one committed turn at the time at which it was sent.
 */
export function playThread(thread: Thread, options: Omit<PlayOptions, "model"> = {}): PlayedThread {
	const player = playerOf(thread, options);
	const messages = thread.messages.map((message, i) => {
		// By rules alone nothing is awaited before the run is over.
		const { played } = player.play(message, i);
		return played();
	});
	return player.end(messages);
}

/** The same with a model, whose answers are waited for. */
export async function playThreadWith(thread: Thread, options: PlayOptions): Promise<PlayedThread> {
	const player = playerOf(thread, options);
	const messages: PlayedMessage[] = [];
	for (const [i, message] of thread.messages.entries()) {
		const { done, played } = player.play(message, i);
		await done;
		messages.push(played());
	}
	return player.end(messages);
}

function playerOf(
	thread: Thread,
	{ crew = ROSTER, catalogue = NOTHING_TO_SELL, model, answers = new Map() }: PlayOptions,
) {
	const kept = new Map<Sha256, string>();
	const lookup = (hash: Sha256): string | null => kept.get(hash) ?? null;
	const at = { tenant: TENANT, deal: dealIdOf(sha256, TENANT, "thread") };
	const past: HistoryLine[] = [];
	let board: Blackboard | null = null;
	let events: DealEvent[] = [];
	let now: Instant = 0;
	let salts = 0;
	const begin = (): Work => {
		const payloads = beginPayloads(lookup, { hash: sha256, salt: () => String(++salts) });
		return { payloads, answers: [], turn: beginTurn(at, board, { at: now, hash: sha256, intern: payloads.intern }) };
	};
	const commit = ({ turn, payloads, answers: fresh }: Work): void => {
		for (const { hash, body } of payloads.pending()) kept.set(hash, body);
		for (const { question, output, reasoner } of fresh)
			answers.set(question, { text: kept.get(output) ?? "", reasoner });
		if (turn.events.length > 0) board = turn.board();
		events.push(...turn.events.map(({ event }) => event));
	};
	const boardNow = (): Blackboard => {
		if (!board) throw new Error("the deal is opened first");
		return board;
	};
	const answered = (question: Sha256) => {
		const found = answers.get(question);
		if (!found) return null;
		const output = sha256(found.text);
		kept.set(output, found.text);
		return { output, reasoner: found.reasoner };
	};
	const deps: RunTurnDeps = {
		board: boardNow,
		settings: () => settingsOf(thread, catalogue),
		skills: new Map(crew.map((skill) => [skill.name, skill])),
		routes: ROUTES.filter((row) => crew.some((skill) => skill.name === row.skill)),
		begin,
		commit,
		history: () => [...past].reverse(),
		rules: rulesReasoner(() => 0),
		model: model ? { reason: model, name: "evaluated", answered } : null,
		deadline: () => ({ passed: new Promise(() => undefined), cancel: () => undefined }),
		erasures: () => 0,
		working: () => undefined,
		finished: () => undefined,
	};
	const play = (message: ThreadMessage, i: number): { done: Promise<void>; played: () => PlayedMessage } => {
		now = Date.parse(message.sentAt);
		events = [];
		if (i === 0) commit(opened(begin(), thread));
		const { record, delivery } = deliveryOf(message, i, thread);
		const work = begin();
		receiveSignal(work, delivery);
		commit(work);
		const done = runTurns(deps);
		const played = (): PlayedMessage => {
			past.push({
				at: now,
				by: message.author,
				kind: delivery.kind,
				subject: record.subject,
				gist: record.text.replace(/\s+/g, " ").trim().slice(0, 160),
				said: saidBefore(record, message.author),
			});
			return {
				signal: delivery.signal,
				record,
				events,
				proposals: proposalsIn(events, lookup),
				facts: factsOf(boardNow()).map((fact) => readFact(fact, lookup)),
				board: boardNow(),
			};
		};
		return { done, played };
	};
	const end = (messages: readonly PlayedMessage[]): PlayedThread => ({
		messages,
		board: boardNow(),
		facts: factsOf(boardNow()).map((fact) => readFact(fact, lookup)),
		contacts: contactsOf(boardNow(), lookup),
		crm: readCrm(boardNow(), lookup),
		history: [...past].reverse(),
		lookup,
	});
	return { play, end };
}

function opened(work: Work, { region, stage }: Thread): Work {
	work.turn.emit(
		{ type: "deal.opened", name: work.turn.intern("Evaluation"), region, rep: REP, stage },
		{ correlation: "evaluation", causation: null },
	);
	return work;
}

const settingsOf = ({ seller, region }: Thread, catalogue: Catalogue): Settings => ({
	tenant: TENANT,
	version: 1,
	organisation: seller.organisation,
	automation: "active",
	usesModel: false,
	pausedAgents: [],
	undoWindowMs: 0,
	people: [{ id: REP, name: seller.name, roles: ["rep"], region }],
	catalogue,
	mailboxes: [],
});

const contactOf = (address: string) => contactIdOf(sha256, { tenant: TENANT, pepper: "evaluation", address });

function deliveryOf(message: ThreadMessage, i: number, thread: Thread) {
	const { record, author, kind } = recordOf(message, thread.seller);
	const writer = writerOf(message);
	const contact = author === "buyer" && writer ? contactOf(writer.address) : null;
	const others = (record.addressees ?? []).map((card) => ({ contact: contactOf(card.address), card }));
	const signal = signalIdOf(sha256, TENANT, "evaluation", String(i));
	return {
		record,
		delivery: { signal, kind, author, contact, record, rep: null, to: [], others, open: null },
	};
}

/** What was proposed and not refused: a claim that a rule turned down is none. */
function proposalsIn(events: readonly DealEvent[], lookup: (hash: Sha256) => string | null) {
	const refused = events.flatMap((event) =>
		event.type === "deal.proposal-refused" && event.about ? [`${event.skill} ${lookup(event.about)}`] : [],
	);
	return events.flatMap((event) => {
		if (event.type !== "deal.step-settled" || event.output === null) return [];
		const output = SkillOutput.parse(JSON.parse(lookup(event.output) ?? "null"));
		return output.proposals.flatMap((proposal) => {
			const at = refused.indexOf(`${event.skill} ${aboutOf(proposal)}`);
			if (at >= 0) refused.splice(at, 1);
			return at >= 0 ? [] : [{ skill: event.skill as string, proposal }];
		});
	});
}
