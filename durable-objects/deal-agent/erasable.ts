import { isSamePerson, type Traces } from "#knowledge/core/deal/mentions.ts";
import { ContactCard, type SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { DealEvent } from "#knowledge/core/events/catalogue.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { ApprovalId, ContactId, EffectKey, RunId, SignalId } from "#knowledge/core/vocabulary/ids.ts";
import type { Identity } from "./calls.ts";
import type { DealStore } from "./store.ts";

export type Erasable = {
	/** Whoever of this deal it is: in an empty fork somebody has an id of its own. */
	readonly contacts: ReadonlySet<ContactId>;
	readonly signals: ReadonlySet<SignalId>;
	/** Kept texts that are theirs, by what the log says of them. */
	readonly texts: ReadonlySet<Sha256>;
	/** Mails to them that were ever on their way. */
	readonly effects: ReadonlySet<EffectKey>;
	readonly traces: Traces;
};

/** Read at once, of a log that may be long. */
const PAGE_EVENTS = 500;

/** A whole log, from its beginning. */
export function* logOf(store: DealStore): Generator<DealEvent> {
	for (let after = 0; ; ) {
		const page: readonly Envelope[] = store.events(after, PAGE_EVENTS);
		for (const { event } of page) yield event;
		if (page.length < PAGE_EVENTS) return;
		after = page.at(-1)?.seq ?? after;
	}
}

/** What a deal's log has of one person. What was erased before is named again, and is not there to be erased. */
export function erasableOf(store: DealStore, contact: ContactId, identity: Identity): Erasable {
	const people = peopleOf(store, contact, identity);
	const theirs = theirsOf(store, people.contacts);
	const records = [...recordsOf(store)];
	const names = [...identity.names, ...people.cards.map((card) => card.name)];
	const own = records.filter((each) => theirs.signals.has(each.signal));
	const others = records.filter((each) => each.author === "buyer" && !theirs.signals.has(each.signal));
	const signed = own.flatMap(({ record }) => record.signature ?? []);
	return {
		contacts: people.contacts,
		...theirs,
		traces: {
			names: [...names, ...signed.flatMap(({ name }) => name ?? [])],
			addresses: [...identity.addresses, ...people.cards.map((card) => card.address)],
			phones: [
				...identity.phones,
				...people.cards.flatMap((card) => card.phone ?? []),
				...signed.flatMap(({ phone }) => phone ?? []),
			],
			words: [
				...own.flatMap(({ record }) => wordsOf(record)),
				...records.flatMap((each) => saidBy(each.record, names)),
			],
			shared: others.flatMap(({ record }) => wordsOf(record)),
		},
	};
}

type People = { readonly contacts: ReadonlySet<ContactId>; readonly cards: readonly ContactCard[] };

function peopleOf(store: DealStore, contact: ContactId, identity: Identity): People {
	const addresses = new Set(identity.addresses);
	const kept: { readonly contact: ContactId; readonly card: ContactCard }[] = [];
	for (const event of logOf(store)) {
		if (event.type !== "conversation.signal-received") continue;
		const named = event.contact && event.card ? [{ contact: event.contact, card: event.card }] : [];
		for (const each of [...named, ...(event.others ?? [])]) {
			const text = store.lookup(each.card);
			if (text !== null) kept.push({ contact: each.contact, card: ContactCard.parse(JSON.parse(text)) });
		}
	}
	const isTheirs = (each: (typeof kept)[number]): boolean =>
		each.contact === contact || addresses.has(each.card.address);
	const found = kept.filter(isTheirs);
	return {
		contacts: new Set([contact, ...found.map((each) => each.contact)]),
		cards: found.map((each) => each.card),
	};
}

type Theirs = Pick<Erasable, "signals" | "texts" | "effects">;
type Mutable = {
	readonly signals: Set<SignalId>;
	readonly runs: Set<RunId>;
	readonly approvals: Set<ApprovalId>;
	readonly effects: Set<EffectKey>;
	readonly texts: Set<Sha256>;
};

function theirsOf(store: DealStore, contacts: ReadonlySet<ContactId>): Theirs {
	const found: Mutable = {
		signals: new Set(),
		runs: new Set(),
		approvals: new Set(),
		effects: new Set(),
		texts: new Set(),
	};
	for (const event of logOf(store)) for (const text of textsOf(event, found, contacts)) if (text) found.texts.add(text);
	return found;
}

/** The texts of one event that are somebody's: what they wrote, what was made of it, and what was to be sent to them. */
function textsOf(event: DealEvent, found: Mutable, contacts: ReadonlySet<ContactId>): readonly (Sha256 | null)[] {
	const { signals, runs, approvals, effects } = found;
	const quotes = (evidence: readonly { signal: SignalId; quote: Sha256 }[]): readonly Sha256[] =>
		evidence.filter((each) => signals.has(each.signal)).map((each) => each.quote);
	switch (event.type) {
		case "conversation.signal-received": {
			const isTheirs = event.contact !== null && contacts.has(event.contact);
			if (isTheirs) signals.add(event.signal);
			const named = (event.others ?? []).filter((other) => contacts.has(other.contact)).map((other) => other.card);
			return isTheirs ? [event.record, event.card, ...named] : named;
		}
		case "deal.run-requested":
			if (event.signal !== null && signals.has(event.signal)) runs.add(event.run);
			return [];
		case "deal.step-settled":
			return runs.has(event.run) ? [event.input, event.output] : [];
		case "deal.handoff-recorded":
			return runs.has(event.run) ? [event.task] : [];
		case "deal.proposal-refused":
			return runs.has(event.run) ? [event.reason] : [];
		case "deal.fact-learned":
			return quotes(event.fact.evidence);
		case "deal.coaching-noted":
			return [...(runs.has(event.run) ? [event.note] : []), ...quotes(event.evidence)];
		case "deal.crm-changed": {
			const isTheirs = event.record.type === "contact" && contacts.has(event.record.contact);
			const isOfRun = event.run !== null && runs.has(event.run);
			return [
				...(isTheirs ? [event.from, event.to] : []),
				...(isTheirs || isOfRun ? [event.why] : []),
				...quotes(event.evidence),
			];
		}
		case "deal.approval-requested": {
			const { action, run, signal } = event;
			const isToThem =
				action.type === "send-email" && [...action.to, ...(action.cc ?? [])].some((to) => contacts.has(to));
			const isOfTheirs = (run !== null && runs.has(run)) || (signal !== undefined && signals.has(signal));
			if (!isToThem && !isOfTheirs) return [];
			approvals.add(event.approval);
			return [event.digest, event.why, event.offer ?? null];
		}
		case "deal.approval-edited":
			return approvals.has(event.approval) ? [event.digest] : [];
		case "deal.approval-decided":
			return approvals.has(event.approval) ? [event.reason] : [];
		case "deal.effect-queued":
			if (!approvals.has(event.approval)) return [];
			effects.add(event.key);
			return [event.digest];
		case "deal.effect-settled":
			return effects.has(event.key) ? [event.reference] : [];
		case "deal.flag-raised":
			return event.run !== null && runs.has(event.run) ? [event.detail] : [];
		default:
			return [];
	}
}

type Kept = { readonly signal: SignalId; readonly author: string; readonly record: SignalRecord };

function* recordsOf(store: DealStore): Generator<Kept> {
	for (const event of logOf(store)) {
		if (event.type !== "conversation.signal-received") continue;
		const record = store.record(event.record);
		if (record) yield { signal: event.signal, author: event.author, record };
	}
}

/** Their own words: not what they quoted of others. */
function wordsOf(record: SignalRecord): readonly string[] {
	const spans = [...record.visible, ...(record.attached ?? [])];
	return [
		...(record.subject === null ? [] : [record.subject.replace(/^(?:\s*\w{2,3}\s*:)+\s*/, "")]),
		...spans.map(({ start, end }) => record.text.slice(start, end)),
		...(record.signature ? [record.text.slice(record.signature.start, record.signature.end)] : []),
		...(record.attachments ?? []).map(({ name }) => name),
		...(record.attached ?? []).map(({ name }) => name),
		...(record.calendar?.summary ? [record.calendar.summary] : []),
	];
}

/** Of a call's transcript, what somebody of this name said. */
const saidBy = (record: SignalRecord, names: readonly string[]): readonly string[] =>
	(record.turns ?? [])
		.filter(({ speaker }) => names.some((name) => name.trim() !== "" && isSamePerson(name, speaker)))
		.map(({ start, end }) => record.text.slice(start, end));
