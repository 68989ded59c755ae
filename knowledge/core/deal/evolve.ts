import type { DealEvent } from "../events/catalogue.ts";
import { crmKey, isFieldOf } from "../events/crm.ts";
import type { Blackboard, OpenRun, Task } from "../facts/blackboard.ts";
import { isLegalMove, isWithinAgentCeiling } from "../facts/stage.ts";
import { ContactId, type DealId, type RunId, type TenantId } from "../vocabulary/ids.ts";
import { assertNever, invariant } from "../vocabulary/invariant.ts";
import { CONTACTS_MAX, FACTS_PER_KEY_MAX } from "../vocabulary/limits.ts";
import type { Instant } from "../vocabulary/time.ts";

export type Occurrence = {
	readonly tenant: TenantId;
	readonly deal: DealId;
	readonly seq: number;
	readonly at: Instant;
	readonly event: DealEvent;
};

type Contacts = Blackboard["contacts"];
type EventOf<T extends DealEvent["type"]> = Extract<DealEvent, { type: T }>;

/** [EV1] What a deal knows after an event. The only way that a board comes about, live or replayed. */
export function evolve(board: Blackboard | null, occurrence: Occurrence): Blackboard {
	const { event } = occurrence;
	if (event.type === "deal.opened") {
		invariant(board === null && occurrence.seq === 1, "a deal is opened once, by its first event");
		return open(occurrence, event);
	}
	invariant(board !== null, "a deal's first event opens it");
	invariant(occurrence.seq === board.seq + 1, "events come one by one");
	return { ...apply(board, event, occurrence.at), seq: occurrence.seq };
}

function open({ tenant, deal, seq }: Occurrence, event: EventOf<"deal.opened">): Blackboard {
	return {
		tenant,
		deal,
		seq,
		name: event.name,
		region: event.region,
		rep: event.rep,
		stage: event.stage,
		automation: "active",
		contacts: {},
		latest: null,
		inbound: null,
		reading: {},
		facts: {},
		runs: [],
		approvals: {},
		grants: {},
		effects: {},
		flags: {},
		counts: { signals: 0, runs: 0, steps: 0, approvals: 0, sent: 0, tokens: 0, costMicros: 0 },
	};
}

function apply(board: Blackboard, event: Exclude<DealEvent, { type: "deal.opened" }>, at: Instant): Blackboard {
	switch (event.type) {
		case "conversation.signal-received":
			return receiveSignal(board, event, at);
		case "deal.run-requested":
			return {
				...board,
				runs: [
					...board.runs,
					{ run: event.run, trigger: event.trigger, signal: event.signal, tasks: null, steps: 0, tokens: 0 },
				],
			};
		case "deal.run-started":
			return withRun(board, event.run, (run) => ({
				...run,
				tasks: event.stages.flatMap((skills, stage) =>
					skills.map((skill) => ({ skill, stage, hop: 0, from: null, state: "open" as const })),
				),
			}));
		case "deal.step-settled":
			return settleStep(board, event);
		case "deal.handoff-recorded":
			return event.outcome === "delivered" ? withRun(board, event.run, (run) => handOver(run, event)) : board;
		case "deal.fact-learned":
			return { ...board, ...withFact(board, event) };
		case "deal.fact-judged":
			return { ...board, ...withVerdict(board, event, at) };
		case "deal.stage-changed":
			invariant(
				event.from === board.stage && isLegalMove(event.from, event.to),
				"a move starts where the deal stands and is a legal one",
			);
			invariant(
				event.by.type === "human" || isWithinAgentCeiling(event.to),
				"only a person moves a deal past NEGOTIATION",
			);
			return { ...board, stage: event.to };
		case "deal.approval-requested":
		case "deal.approval-edited":
		case "deal.approval-decided":
			return applyApproval(board, event, at);
		case "deal.effect-queued":
		case "deal.effect-held":
		case "deal.effect-settled":
			return applyEffect(board, event);
		case "deal.flag-raised": {
			const { type: _type, ...flag } = event;
			return { ...board, flags: { ...board.flags, [event.flag]: { ...flag, at } } };
		}
		case "deal.flag-cleared":
			return { ...board, flags: without(board.flags, event.flag) };
		case "deal.automation-changed":
			return { ...board, automation: event.state };
		case "deal.run-settled":
			return settleRun(board, event.run);
		case "deal.crm-changed":
			return changeCrm(board, event, at);
		case "deal.coaching-noted": {
			const { type: _type, ...coaching } = event;
			return { ...board, coaching: { ...coaching, at } };
		}
		case "deal.forked":
			invariant(board.fork === undefined, "a fork is not forked in place");
			return { ...board, fork: { from: event.from, at: event.at } };
		case "deal.rep-assigned":
			return { ...board, rep: event.rep };
		case "deal.contact-erased":
			return withoutContact(board, event.contact);
		case "deal.proposal-refused":
		case "deal.budget-refused":
		case "deal.feedback-given":
			return board;
		default:
			return assertNever(event);
	}
}

/** [EV6] What a person said of a fact goes on with the one that a reading adds a proof to, and ends with what a person puts in its place. */
function withFact(
	board: Blackboard,
	{ fact, skill }: EventOf<"deal.fact-learned">,
): Pick<Blackboard, "facts" | "judged"> {
	const { id, state, supersedes } = fact;
	const facts = { ...(supersedes ? without(board.facts, supersedes) : board.facts), [id]: fact };
	if (!board.judged || !supersedes) return { facts };
	const said = skill !== null && state !== "suggested" ? board.judged[supersedes] : undefined;
	const judged = without(board.judged, supersedes);
	return { facts, judged: said ? { ...judged, [id]: said } : judged };
}

/** What an edited fact said before, at most: whoever reads the text again finds one of these, and not all that ever stood. */
const BEFORE_MAX = 5;

/** [EV19] A person is sure: of what is right, and of what is wrong. What is wrong stays on the board, so that nobody learns it again. */
function withVerdict(
	board: Blackboard,
	{ fact: id, verdict, by, value, reason }: EventOf<"deal.fact-judged">,
	at: Instant,
): Pick<Blackboard, "facts" | "judged"> {
	const fact = board.facts[id];
	invariant(fact, "only a fact that is on the board is judged");
	invariant((value !== null) === (verdict === "edited"), "an edit, and nothing else, says another value");
	const had = board.judged?.[id]?.before ?? [];
	const before = value === null ? had : [fact.value, ...had].slice(0, BEFORE_MAX);
	const said = { ...fact, state: verdict, value: value ?? fact.value, confidence: verdict === "contradicted" ? 0 : 1 };
	const facts: Blackboard["facts"] = { ...board.facts, [id]: said };
	const judged: NonNullable<Blackboard["judged"]> = {
		...board.judged,
		[id]: { verdict, by, at, reason, before },
	};
	const wrong = Object.values(facts).filter(({ key, state }) => key === fact.key && state === "contradicted");
	const [oldest] = wrong.sort((a, b) => (judged[a.id]?.at ?? 0) - (judged[b.id]?.at ?? 0));
	if (!oldest || wrong.length <= FACTS_PER_KEY_MAX) return { facts, judged };
	return { facts: without(facts, oldest.id), judged: without(judged, oldest.id) };
}

/** [EV15] A change starts from what stands. What was taken back stays as a person's empty field, so that no agent fills it again. */
function changeCrm(board: Blackboard, event: EventOf<"deal.crm-changed">, at: Instant): Blackboard {
	const key = crmKey(event.record);
	const record = board.crm?.[key] ?? {};
	invariant((record[event.field]?.value ?? null) === event.from, "a change starts from what stands");
	invariant(isFieldOf(event.record, event.field), "a field belongs to its record");
	const entry = { value: event.to, by: event.owner ?? event.by, change: event.change, at };
	return { ...board, crm: { ...board.crm, [key]: { ...record, [event.field]: entry } } };
}

function receiveSignal(board: Blackboard, event: EventOf<"conversation.signal-received">, at: Instant): Blackboard {
	const { type: _type, card, others = [], answers, ...rest } = event;
	const signal = { ...rest, at };
	const isBuyersMail = event.kind === "email" && event.author === "buyer";
	const met = others.reduce(
		(contacts, other) => withContact({ ...board, contacts }, other.contact, { card: other.card, at }),
		board.contacts,
	);
	const contacts = event.contact && card ? withContact({ ...board, contacts: met }, event.contact, { card, at }) : met;
	const answered = answers && board.inbound ? { ...board.inbound, answered: true } : board.inbound;
	return {
		...board,
		...withoutStrangers(board.crm, contacts),
		contacts,
		latest: signal,
		inbound: isBuyersMail ? { ...signal, answered: false } : answered,
		reading: { ...board.reading, [event.signal]: signal },
		counts: { ...board.counts, signals: board.counts.signals + 1 },
	};
}

/** [EV18] Whoever was erased is nobody's correspondent any more: not on the board, not as the last to have written, not in the record. */
function withoutContact(board: Blackboard, contact: ContactId): Blackboard {
	const isTheirs = (card: { readonly contact: ContactId | null } | null): boolean => card?.contact === contact;
	const reading = Object.entries(board.reading).filter(([, card]) => !isTheirs(card));
	const { crm, ...rest } = board;
	return {
		...rest,
		...(crm ? { crm: without(crm, crmKey({ type: "contact", contact })) } : {}),
		contacts: without(board.contacts, contact),
		latest: isTheirs(board.latest) ? null : board.latest,
		inbound: isTheirs(board.inbound) ? null : board.inbound,
		reading: Object.fromEntries(reading),
	};
}

/** The record of somebody who fell off the board goes with them, unless a person wrote in it: boards are written whole. */
function withoutStrangers(crm: Blackboard["crm"], contacts: Contacts): Pick<Blackboard, "crm"> {
	if (!crm) return {};
	const known = new Set(
		Object.keys(contacts).map((contact) => crmKey({ type: "contact", contact: ContactId.parse(contact) })),
	);
	const kept = Object.entries(crm).filter(
		([key, fields]) =>
			!key.startsWith("contact:") || known.has(key) || Object.values(fields).some((entry) => entry.by.type === "human"),
	);
	return kept.length === Object.keys(crm).length ? { crm } : { crm: Object.fromEntries(kept) };
}

/**
 * [EV14] Beyond the bound whoever has been silent longest falls out: not the one who writes now, and nobody whom an open
 * draft, or an approved one that can still be taken back, is for.
 */
function withContact(board: Blackboard, contact: ContactId, known: Contacts[ContactId]): Contacts {
	const contacts: Contacts = { ...board.contacts, [contact]: known };
	if (Object.keys(contacts).length <= CONTACTS_MAX) return contacts;
	const asked = [...Object.values(board.approvals), ...Object.values(board.grants)];
	const needed = new Set<string>([
		contact,
		...asked.flatMap(({ action }) => (action.type === "send-email" ? [...action.to, ...(action.cc ?? [])] : [])),
	]);
	const [oldest] = Object.entries(contacts)
		.filter(([id]) => !needed.has(id))
		.sort(([a, { at: first }], [b, { at: second }]) => first - second || (a < b ? -1 : 1));
	return oldest ? without(contacts, ContactId.parse(oldest[0])) : contacts;
}

function settleStep(board: Blackboard, event: EventOf<"deal.step-settled">): Blackboard {
	const tokens = event.tokens.prompt + event.tokens.output;
	const counts = {
		...board.counts,
		steps: board.counts.steps + 1,
		tokens: board.counts.tokens + tokens,
		costMicros: board.counts.costMicros + event.costMicros,
	};
	const { outcome } = event;
	const close = (tasks: readonly Task[]): readonly Task[] => {
		if (outcome === "discarded") return tasks;
		const index = tasks.findIndex(
			(task) => task.state === "open" && task.skill === event.skill && task.hop === event.hop,
		);
		invariant(index >= 0, "a step settles a task of its run");
		return tasks.map((task, i) => (i === index ? { ...task, state: outcome } : task));
	};
	return withRun({ ...board, counts }, event.run, (run) => ({
		...run,
		steps: event.step,
		tokens: run.tokens + tokens,
		tasks: close(run.tasks ?? []),
	}));
}

function handOver(run: OpenRun, event: EventOf<"deal.handoff-recorded">): OpenRun {
	const tasks = run.tasks ?? [];
	const stage = Math.max(...tasks.filter((task) => task.state !== "open").map((task) => task.stage), -1) + 1;
	return {
		...run,
		tasks: [
			...tasks,
			{ skill: event.to, stage, hop: event.hop, from: { skill: event.from, task: event.task }, state: "open" },
		],
	};
}

function applyApproval(
	board: Blackboard,
	event: EventOf<"deal.approval-requested" | "deal.approval-edited" | "deal.approval-decided">,
	at: Instant,
): Blackboard {
	if (event.type === "deal.approval-requested") {
		const { type: _type, replaces: _replaces, ...rest } = event;
		const approval = { ...rest, requestedAt: at };
		return {
			...board,
			approvals: { ...board.approvals, [event.approval]: approval },
			counts: { ...board.counts, approvals: board.counts.approvals + 1 },
		};
	}
	const open = board.approvals[event.approval];
	invariant(open, "only an open approval is edited or decided");
	if (event.type === "deal.approval-edited") {
		const { digest, version, approvers = open.approvers } = event;
		const edited = { ...open, digest, version, approvers };
		return { ...board, approvals: { ...board.approvals, [event.approval]: edited } };
	}
	invariant(event.digest === open.digest, "a decision is about the artefact as it stands");
	const decided = { ...board, approvals: without(board.approvals, event.approval) };
	if (event.decision !== "approved") return decided;
	invariant(event.by.type === "human", "only a person approves");
	if (open.action.type !== "send-email") return decided;
	const { action, requestedAt } = open;
	const agent = open.by.type === "agent" ? open.by.skill : null;
	const grant = { digest: event.digest, action, by: event.by, agent, requestedAt };
	return { ...decided, grants: { ...board.grants, [event.approval]: grant } };
}

function applyEffect(
	board: Blackboard,
	event: EventOf<"deal.effect-queued" | "deal.effect-held" | "deal.effect-settled">,
): Blackboard {
	if (event.type === "deal.effect-queued") {
		const { type: _type, ...effect } = event;
		invariant(
			board.grants[event.approval]?.digest === event.digest,
			"an effect needs an approval of exactly what it sends",
		);
		return { ...board, effects: { ...board.effects, [event.key]: { ...effect, held: null } } };
	}
	const effect = board.effects[event.key];
	invariant(effect, "only an open effect is held or settled");
	if (event.type === "deal.effect-held")
		return { ...board, effects: { ...board.effects, [event.key]: { ...effect, held: event.reason } } };
	invariant(event.outcome !== "rehearsed" || board.fork !== undefined, "only a fork rehearses");
	const sent = event.outcome === "sent" || event.outcome === "unknown" || event.outcome === "rehearsed";
	const requestedAt = board.grants[effect.approval]?.requestedAt ?? 0;
	const isAnswer = sent && board.inbound !== null && board.inbound.at <= requestedAt;
	return {
		...board,
		effects: without(board.effects, event.key),
		grants: without(board.grants, effect.approval),
		inbound: isAnswer && board.inbound ? { ...board.inbound, answered: true } : board.inbound,
		counts: event.outcome === "sent" ? { ...board.counts, sent: board.counts.sent + 1 } : board.counts,
	};
}

function settleRun(board: Blackboard, run: RunId): Blackboard {
	const settled = board.runs.find((each) => each.run === run);
	invariant(settled, "only an open run is settled");
	const runs = board.runs.filter((each) => each.run !== run);
	const stillRead = new Set<string | null>([
		...runs.map((each) => each.signal),
		board.latest?.signal ?? null,
		board.inbound?.signal ?? null,
	]);
	return {
		...board,
		runs,
		reading: Object.fromEntries(Object.entries(board.reading).filter(([signal]) => stillRead.has(signal))),
		counts: { ...board.counts, runs: board.counts.runs + 1 },
	};
}

function withRun(board: Blackboard, id: RunId, change: (run: OpenRun) => OpenRun): Blackboard {
	invariant(
		board.runs.some((each) => each.run === id),
		"the run is open",
	);
	return { ...board, runs: board.runs.map((each) => (each.run === id ? change(each) : each)) };
}

function without<K extends string, V>(record: Readonly<Record<K, V>>, key: K): Readonly<Record<K, V>> {
	const { [key]: _gone, ...rest } = record;
	return rest as Readonly<Record<K, V>>;
}
