import type { Settings } from "#durable-objects/platform/settings.ts";
import { readHandoff } from "#knowledge/core/deal/hand-off.ts";
import type { Thread } from "#knowledge/core/deal/request.ts";
import { ContactCard, SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { DealContact, HistoryLine, ReadCrm, SignalText, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Fact } from "#knowledge/core/events/fact.ts";
import type { Blackboard, OpenRun, SignalCard, Task } from "#knowledge/core/facts/blackboard.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import type { MemoryItem } from "#knowledge/core/memory/item.ts";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Lookup } from "#knowledge/core/vocabulary/hash.ts";
import { ContactId } from "#knowledge/core/vocabulary/ids.ts";
import { SKILL_CONTACTS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { DEFAULT_PACKS } from "#knowledge/methodologies/built-in.ts";
import type { Work } from "./run-turn.ts";

/** What the skills of one stage see alike, read from storage once for all of them. */
export type Scene = Omit<SkillInput, "task" | "handoff" | "history"> & {
	readonly history: () => readonly HistoryLine[];
};

type Around = {
	readonly settings: Settings;
	readonly history: (run: OpenRun) => readonly HistoryLine[];
	/** What the account remembers of the buyer's company. */
	readonly memory?: readonly MemoryItem[] | undefined;
};

export function sceneOf(work: Work, run: OpenRun, { settings, history, memory = [] }: Around): Scene {
	const board = work.turn.board();
	const { lookup } = work.payloads;
	const card = run.signal ? (board.reading[run.signal] ?? null) : null;
	return {
		now: work.turn.at,
		deal: { id: board.deal, name: lookup(board.name) ?? "", stage: board.stage, region: board.region },
		signal: card ? readSignal(card, lookup) : null,
		facts: factsOf(board).map((fact) => readFact(fact, lookup)),
		contacts: contactsOf(board, lookup, shownTo(board, card?.contact ?? null)),
		sender: senderOf(board, settings),
		...styleOf(board, settings),
		catalogue: settings.catalogue,
		history: once(() => history(run)),
		crm: readCrm(board, lookup),
		packs: settings.packs ?? DEFAULT_PACKS,
		...(memory.length === 0 ? {} : { memory }),
	};
}

/** What one skill gets to see: its task, the deal in a line, the signal, what is known, whom it may write to. Nothing else. */
export function inputFor(scene: Scene, run: OpenRun, task: Task, from: { skill: Skill; lookup: Lookup }): SkillInput {
	const { from: giver } = task;
	const { sees } = from.skill;
	const { facts } = sees;
	return {
		...scene,
		facts: facts === "all" ? scene.facts : scene.facts.filter((fact) => facts.includes(fact.key)),
		catalogue: sees.catalogue ? scene.catalogue : NOTHING_TO_SELL,
		history: sees.history ? scene.history() : [],
		crm: sees.crm ? scene.crm : {},
		packs: sees.packs ? scene.packs : [],
		task: taskOf(run, task, from.skill),
		handoff: giver ? { from: giver.skill, task: readHandoff(from.lookup(giver.task))?.task ?? "" } : null,
	};
}

/** Read at most once, and only where a skill of the stage is shown it. */
function once<T>(read: () => T): () => T {
	let value: { readonly of: T } | null = null;
	return () => {
		value = value ?? { of: read() };
		return value.of;
	};
}

/** Each field as it stands; what somebody took back, and what was erased, reads as null. */
export const readCrm = (board: Blackboard, lookup: Lookup): ReadCrm =>
	Object.fromEntries(
		Object.entries(board.crm ?? {}).map(([key, record]) => [
			key,
			Object.fromEntries(
				Object.entries(record).map(([field, entry]) => [field, entry.value === null ? null : lookup(entry.value)]),
			),
		]),
	);

const taskOf = (run: OpenRun, task: Task, skill: Skill): string =>
	task.from
		? `Do what ${task.from.skill} handed over.`
		: `${skill.soul.responsibilities[0] ?? skill.name} (woken by ${run.trigger.type})`;

export function readSignal(
	card: Pick<SignalCard, "signal" | "kind" | "author" | "at" | "contact" | "record">,
	lookup: Lookup,
): SignalText | null {
	const text = lookup(card.record);
	if (text === null) return null;
	const record = SignalRecord.parse(JSON.parse(text));
	return {
		id: card.signal,
		kind: card.kind,
		author: card.author,
		receivedAt: record.sentAt !== undefined && record.sentAt <= card.at ? record.sentAt : card.at,
		from: card.contact,
		subject: record.subject,
		text: record.text,
		visible: record.visible,
		signature: record.signature ?? null,
		attached: record.attached ?? [],
		addressees: record.addressees ?? [],
		turns: record.turns ?? [],
		calendar: record.calendar ?? null,
	};
}

const KEYS = FactKey.options;

/** In one order, that of the methods, whatever the order in storage: the same knowledge is the same input, and the same prompt. */
export const factsOf = (board: Blackboard): readonly Fact[] =>
	Object.values(board.facts).sort(
		(a, b) => KEYS.indexOf(a.key) - KEYS.indexOf(b.key) || a.validFrom - b.validFrom || inOrder(a.id, b.id),
	);

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const readFact = (fact: Fact, lookup: Lookup): ReadFact => ({
	...fact,
	value: lookup(fact.value),
	evidence: fact.evidence.map((each) => ({ ...each, quote: lookup(each.quote) })),
});

export function contactsOf(
	board: Blackboard,
	lookup: Lookup,
	contacts: Blackboard["contacts"] = board.contacts,
): readonly DealContact[] {
	const known = Object.entries(contacts).sort(([a], [b]) => inOrder(a, b));
	return known.flatMap(([id, { card }]) => {
		const text = lookup(card);
		if (text === null) return [];
		const { address, name, title = null, phone = null, company = null } = ContactCard.parse(JSON.parse(text));
		return [{ id: ContactId.parse(id), name, address, title, phone, company }];
	});
}

/** Whoever wrote what is read, and those who wrote last: what a skill is shown is journaled whole, step by step. */
function shownTo(board: Blackboard, sender: ContactId | null): Blackboard["contacts"] {
	const latest = Object.entries(board.contacts)
		.filter(([id]) => id !== sender)
		.sort(([a, { at: first }], [b, { at: second }]) => second - first || inOrder(a, b))
		.slice(0, SKILL_CONTACTS_MAX);
	const own = sender === null ? undefined : board.contacts[sender];
	return Object.fromEntries([...latest, ...(own ? [[sender, own] as const] : [])]);
}

/** The deal's rep, or else the region's human: mail leaves in the name of somebody who answers for it. */
function senderOf(board: Blackboard, settings: Settings): SkillInput["sender"] {
	const rep = settings.people.find((person) => person.id === board.rep);
	const human = settings.people.find(
		(person) => person.region === board.region && person.roles.includes("regional-human"),
	);
	return { name: (rep ?? human)?.name ?? settings.organisation, organisation: settings.organisation };
}

/** Of the rep alone: who else signs for them has habits of their own. */
function styleOf({ rep }: Blackboard, { learned }: Settings): Pick<SkillInput, "style"> {
	const style = rep === null ? undefined : learned?.styles[rep];
	return style ? { style } : {};
}

/** Which mail a draft answers: the one that was read, or the buyer's last one when something else woke the skill. */
export function threadOf(work: Work, input: SkillInput): Thread {
	const board = work.turn.board();
	const card = input.signal?.kind === "email" ? board.reading[input.signal.id] : (board.inbound ?? undefined);
	return threadOfRecord(card ? work.payloads.lookup(card.record) : null);
}

export function threadOfRecord(text: string | null): Thread {
	const mail = text === null ? null : SignalRecord.parse(JSON.parse(text)).mail;
	if (!mail?.messageId) return { inReplyTo: null, references: [] };
	return {
		inReplyTo: mail.messageId,
		references: [...mail.references.filter((id) => id !== mail.messageId), mail.messageId].slice(-50),
	};
}
