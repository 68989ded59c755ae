import { createHash } from "node:crypto";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { approve } from "#knowledge/core/deal/approval.ts";
import { readHandoff } from "#knowledge/core/deal/hand-off.ts";
import { judge } from "#knowledge/core/deal/judge.ts";
import { ROUTES, route, signalOf } from "#knowledge/core/deal/router.ts";
import { settleStep } from "#knowledge/core/deal/settle.ts";
import { ContactCard, type SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { DealContact, HistoryLine, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import { nextTasks, runOutcome } from "#knowledge/core/deal/supervisor.ts";
import { beginTurn, type Turn } from "#knowledge/core/deal/turn.ts";
import type { Blackboard, OpenRun, Task } from "#knowledge/core/facts/blackboard.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { type Catalogue, NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { type Hash, Sha256, shortOf } from "#knowledge/core/vocabulary/hash.ts";
import { ConnectionId, ContactId, DealId, RunId, SignalId, TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import type { PlayedSignal } from "./crew-mail.ts";

export type Seller = { readonly tenant: string; readonly rep: string; readonly organisation: string };
/** Something the crew read, and whether it is still on the board at the end. */
export type ReadClaim = FactClaim & { readonly skill: string };
export type Played = {
	readonly signals: ReadonlyMap<SignalId, PlayedSignal>;
	/** All that was claimed and not refused, in order. */
	readonly read: readonly ReadClaim[];
	/** What stands at the end. */
	readonly held: readonly FactClaim[];
	/** Who wrote, as their signatures say. */
	readonly companies: readonly string[];
	readonly stage: Blackboard["stage"];
};

const HISTORY_MAX = 6;
const MINUTE_MS = 60_000;
const sha256: Hash = (text) => Sha256.parse(createHash("sha256").update(text).digest("hex"));
const idOf = (letter: string, ...parts: readonly (string | number)[]): string =>
	`${letter}-${shortOf(sha256(parts.join("|")))}`;
const REP = UserId.parse("rep");
const EMPTY = { prompt: 0, output: 0 };

/** One deal as its object keeps it, in memory: its texts, its board and what each skill read. */
export function playThread(
	name: string,
	signals: readonly PlayedSignal[],
	how: { seller: Seller; catalogue: Catalogue },
): Played {
	const at = { tenant: TenantId.parse(how.seller.tenant), deal: DealId.parse(idOf("d", how.seller.tenant, name)) };
	const kept = new Map<Sha256, string>();
	const intern = (text: string): Sha256 => {
		const hash = sha256(`${kept.size}\n${text}`);
		kept.set(hash, text);
		return hash;
	};
	const lookup = (hash: Sha256): string | null => kept.get(hash) ?? null;
	const read: ReadClaim[] = [];
	const ids = new Map<SignalId, PlayedSignal>();
	const history: HistoryLine[] = [];
	let board: Blackboard | null = null;
	const turn = (now: number, body: (turn: Turn) => void): Blackboard => {
		const begun = beginTurn(at, board, { at: now, hash: sha256, intern });
		body(begun);
		board = begun.board();
		return board;
	};
	const cause = { correlation: "eval", causation: null };
	turn(signals[0]?.at ?? 0, (begun) =>
		begun.emit({ type: "deal.opened", name: intern(name), region: "emea", rep: REP, stage: "PROSPECTING" }, cause),
	);
	for (const [n, each] of signals.entries()) {
		const now = each.at + MINUTE_MS;
		const id = SignalId.parse(idOf("s", name, n));
		const run = RunId.parse(idOf("r", name, n));
		ids.set(id, each);
		turn(now, (begun) => {
			receive(begun, each, { id, run, lookup });
			const plan = route(ROUTES, planView(begun.board(), id, now), []);
			begun.emit(
				{ type: "deal.run-started", run, stages: plan.stages.map((stage) => [...stage]), skipped: [...plan.skipped] },
				cause,
			);
		});
		for (let tasks = openTasks(board, run); tasks.length > 0; tasks = openTasks(board, run)) {
			const steps = tasks.map((task) => {
				const skill = ROSTER.find((one) => one.name === task.skill);
				invariant(skill && board, `${task.skill} is on the roster`);
				const input = inputFor(board, { id, signal: each, task, skill }, { ...how, name, now, lookup, history });
				return { task, skill, input, output: skill.reason(input) };
			});
			turn(now, (begun) => {
				for (const step of steps) {
					for (const proposal of step.output.proposals)
						if (proposal.type === "learn-fact" && judge(step.skill, step.input, proposal).type === "pass")
							read.push({ ...proposal.claim, skill: step.skill.name });
					settleOne(begun, run, step, { lookup, catalogue: how.catalogue });
				}
			});
		}
		turn(now, (begun) => {
			const open = begun.board().runs.find((one) => one.run === run);
			if (open) begun.emit({ type: "deal.run-settled", run, outcome: runOutcome(open) }, cause);
			approveMoves(begun, lookup, how.catalogue);
		});
		history.unshift(historyOf(each, now));
	}
	invariant(board, "the deal was opened");
	const last: Blackboard = board;
	return { signals: ids, read, held: heldOn(last, lookup), companies: companiesOn(last, lookup), stage: last.stage };
}

const planView = (board: Blackboard, id: SignalId, now: number) =>
	({ trigger: { type: "signal", signal: id }, board, signal: signalOf(board, id), now }) as const;

const openTasks = (board: Blackboard | null, run: RunId): readonly Task[] => {
	const open: OpenRun | undefined = board?.runs.find((each) => each.run === run);
	return open ? nextTasks(open) : [];
};

const contactOf = (address: string): ContactId => ContactId.parse(idOf("c", address.toLowerCase()));

function receive(
	turn: Turn,
	{ record, author, kind }: PlayedSignal,
	{ id, run, lookup }: { id: SignalId; run: RunId; lookup: (hash: Sha256) => string | null },
): void {
	const from = author === "buyer" ? record.from : null;
	const contact = from && contactOf(from.address);
	const known = contact && turn.board().contacts[contact];
	const had = known ? ContactCard.parse(JSON.parse(lookup(known.card) ?? "{}")) : null;
	const card = from && cardOf(from, record, had);
	const cause = { correlation: run, causation: null };
	turn.emit(
		{
			type: "conversation.signal-received",
			signal: id,
			kind,
			author,
			contact,
			card: card ? turn.intern(canonicalJson(card)) : null,
			record: turn.intern(canonicalJson(record)),
			empty: record.visible.length === 0,
		},
		cause,
	);
	turn.emit({ type: "deal.run-requested", run, trigger: { type: "signal", signal: id }, signal: id }, cause);
}

function cardOf(
	from: NonNullable<SignalRecord["from"]>,
	{ signature }: SignalRecord,
	had: ContactCard | null,
): ContactCard {
	const { title, phone, company } = signature ?? {};
	return {
		...had,
		address: from.address,
		name: from.name === "" ? (had?.name ?? "") : from.name,
		...(title ? { title } : {}),
		...(phone ? { phone } : {}),
		...(company ? { company } : {}),
	};
}

type Around = {
	readonly seller: Seller;
	readonly catalogue: Catalogue;
	readonly name: string;
	readonly now: number;
	readonly lookup: (hash: Sha256) => string | null;
	readonly history: readonly HistoryLine[];
};

const KEYS = FactKey.options;

/** What the object would show this skill: its own `sees`, and nothing else. */
function inputFor(
	board: Blackboard,
	{ id, signal, task, skill }: { id: SignalId; signal: PlayedSignal; task: Task; skill: Skill },
	{ seller, catalogue, name, now, lookup, history }: Around,
): SkillInput {
	const { record } = signal;
	const facts = Object.values(board.facts)
		.sort((a, b) => KEYS.indexOf(a.key) - KEYS.indexOf(b.key))
		.filter((fact) => skill.sees.facts === "all" || skill.sees.facts.includes(fact.key));
	return {
		task: `${skill.soul.responsibilities[0] ?? skill.name} (woken by signal)`,
		now,
		deal: { id: board.deal, name, stage: board.stage, region: board.region },
		signal: {
			id,
			kind: signal.kind,
			author: signal.author,
			receivedAt: signal.at,
			from: signal.author === "buyer" && record.from ? contactOf(record.from.address) : null,
			subject: record.subject,
			text: record.text,
			visible: record.visible,
			signature: record.signature ?? null,
			attached: record.attached ?? [],
			addressees: record.addressees ?? [],
			turns: record.turns ?? [],
			calendar: record.calendar ?? null,
		},
		facts: facts.map((fact) => ({
			...fact,
			value: lookup(fact.value),
			evidence: fact.evidence.map((each) => ({ ...each, quote: lookup(each.quote) })),
		})),
		contacts: contactsOn(board, lookup),
		sender: { name: seller.rep, organisation: seller.organisation },
		handoff: task.from ? { from: task.from.skill, task: readHandoff(lookup(task.from.task))?.task ?? "" } : null,
		catalogue: skill.sees.catalogue ? catalogue : NOTHING_TO_SELL,
		history: skill.sees.history ? history.slice(0, HISTORY_MAX) : [],
		crm: skill.sees.crm ? crmOn(board, lookup) : {},
	};
}

const crmOn = (board: Blackboard, lookup: Around["lookup"]): SkillInput["crm"] =>
	Object.fromEntries(
		Object.entries(board.crm ?? {}).map(([key, record]) => [
			key,
			Object.fromEntries(
				Object.entries(record).map(([field, entry]) => [field, entry.value === null ? null : lookup(entry.value)]),
			),
		]),
	);

const contactsOn = (board: Blackboard, lookup: Around["lookup"]): readonly DealContact[] =>
	Object.entries(board.contacts).map(([id, { card }]) => {
		const { name, address, title, phone, company } = ContactCard.parse(JSON.parse(lookup(card) ?? "{}"));
		return {
			id: ContactId.parse(id),
			name,
			address,
			title: title ?? null,
			phone: phone ?? null,
			company: company ?? null,
		};
	});

type Step = {
	readonly task: Task;
	readonly skill: Skill;
	readonly input: SkillInput;
	readonly output: ReturnType<Skill["reason"]>;
};

function settleOne(
	turn: Turn,
	run: RunId,
	{ task, skill, input, output }: Step,
	of: { lookup: Around["lookup"]; catalogue: Catalogue },
): void {
	const steps = turn.board().runs.find((each) => each.run === run)?.steps ?? 0;
	const step = turn.emit(
		{
			type: "deal.step-settled",
			run,
			step: steps + 1,
			skill: skill.name,
			hop: task.hop,
			outcome: "done",
			reasoner: "rules",
			degraded: false,
			input: turn.intern("{}"),
			output: turn.intern("{}"),
			tokens: EMPTY,
			costMicros: 0,
			durationMs: 0,
			fault: null,
		},
		{ correlation: run, causation: null },
	);
	settleStep(
		turn,
		{ run, correlation: run, step, task, skill, input, output, thread: { inReplyTo: null, references: [] } },
		{ ...of, crew: ROSTER.map((each) => each.name) },
	);
}

/** Whoever watches the deal agrees with every move, so that it goes where the thread went. */
function approveMoves(turn: Turn, lookup: Around["lookup"], catalogue: Catalogue): void {
	const { tenant, region, approvals } = turn.board();
	for (const each of Object.values(approvals)) {
		if (each.action.type !== "move-stage") continue;
		const principal = {
			tenant,
			kind: "user",
			id: UserId.parse("human"),
			roles: ["regional-human"],
			region,
			dealScope: null,
			exp: Number.MAX_SAFE_INTEGER,
		} as const;
		approve(
			turn,
			{ approval: each.approval, digest: each.digest, principal },
			{ lookup, connection: ConnectionId.parse("mail"), undoWindowMs: 0, catalogue },
		);
	}
}

const heldOn = (board: Blackboard, lookup: Around["lookup"]): readonly FactClaim[] =>
	Object.values(board.facts).map((fact) => ({
		key: fact.key,
		value: lookup(fact.value) ?? "",
		confidence: fact.confidence,
		evidence: fact.evidence.map((each) => ({ ...each, quote: lookup(each.quote) ?? "" })),
	}));

const companiesOn = (board: Blackboard, lookup: Around["lookup"]): readonly string[] =>
	contactsOn(board, lookup).map((each) => `${each.name}: ${each.title ?? "-"} @ ${each.company ?? "-"}`);

function historyOf({ record, author, kind }: PlayedSignal, at: number): HistoryLine {
	const [first] = record.visible;
	const gist = first ? record.text.slice(first.start, first.end).replace(/\s+/g, " ").slice(0, 160) : "";
	return { at, by: author, kind, subject: record.subject, gist };
}
