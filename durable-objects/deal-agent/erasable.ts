import { readArtefact } from "#knowledge/core/deal/artefact.ts";
import { isSamePerson, type Traces } from "#knowledge/core/deal/mentions.ts";
import type { Spoken } from "#knowledge/core/deal/own-words.ts";
import { ContactCard, type SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { DealEvent } from "#knowledge/core/events/catalogue.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type {
	ApprovalId,
	ContactId,
	DealId,
	EffectKey,
	FactId,
	RunId,
	SignalId,
} from "#knowledge/core/vocabulary/ids.ts";
import { assertNever } from "#knowledge/core/vocabulary/invariant.ts";
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
	/** What was said in the deal, in order, with whose words they are. */
	readonly spoken: readonly Spoken[];
	/** What others wrote: only a quotation makes such a text somebody else's. */
	readonly others: ReadonlySet<Sha256>;
};

/** Read at once, of a log that may be long. */
const PAGE_EVENTS = 500;

/** A whole log, from its beginning: to be read once, since every event of it is parsed. */
export function logOf(store: DealStore): readonly DealEvent[] {
	const log: DealEvent[] = [];
	for (let after = 0; ; ) {
		const page: readonly Envelope[] = store.events(after, PAGE_EVENTS);
		for (const { event } of page) log.push(event);
		if (page.length < PAGE_EVENTS) return log;
		after = page.at(-1)?.seq ?? after;
	}
}

type Whom = { readonly contact: ContactId; readonly identity: Identity; readonly deals?: readonly DealId[] };

/** What a deal's log has of one person. What was erased before is named again, and is not there to be erased. */
export function erasableOf(store: DealStore, log: readonly DealEvent[], whom: Whom): Erasable {
	const { identity } = whom;
	const people = peopleOf(store, log, whom);
	const theirs = theirsOf(log, people.contacts);
	for (const text of toldOf(store, log, whom.deals ?? [])) theirs.texts.add(text);
	const records = [...recordsOf(store, log)];
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
		spoken: spokenOf(store, log, { signals: theirs.signals, names }),
		others: new Set(
			log.flatMap((event) =>
				event.type === "conversation.signal-received" && !theirs.signals.has(event.signal) ? [event.record] : [],
			),
		),
	};
}

/** What skills were given, and answered, that were told of these deals from the company's memory: see `rememberedIn`. */
function toldOf(store: DealStore, log: readonly DealEvent[], deals: readonly DealId[]): readonly Sha256[] {
	if (deals.length === 0) return [];
	return log.flatMap((event) => {
		if (event.type !== "deal.step-settled") return [];
		const input = store.lookup(event.input);
		const isTold = input !== null && deals.some((deal) => input.includes(`"${deal}-`));
		return isTold ? [event.input, ...[event.output, event.model?.answer].flatMap((text) => text ?? [])] : [];
	});
}

type Speaker = { readonly signals: ReadonlySet<SignalId>; readonly names: readonly string[] };

/** What came in, and the mails of ours that were to leave. In a call, whoever said it. */
function spokenOf(store: DealStore, log: readonly DealEvent[], them: Speaker): readonly Spoken[] {
	const spoken: Spoken[] = [];
	for (const event of log) {
		if (event.type === "deal.effect-queued") {
			const text = store.lookup(event.digest);
			const mail = text === null ? null : readArtefact(text);
			if (mail?.type === "send-email") spoken.push({ by: "us", text: mail.subject }, { by: "us", text: mail.body });
		}
		if (event.type !== "conversation.signal-received") continue;
		const record = store.record(event.record);
		if (!record) continue;
		const side = event.author === "us" ? "us" : "another";
		const by = them.signals.has(event.signal) ? "them" : side;
		const turns = turnsOf(record, by === "them", them.names);
		if (turns.length > 0) spoken.push(...turns);
		else spoken.push(...wordsOf(record).map((text) => ({ by, text }) as const));
	}
	return spoken;
}

/** Where their own call has nobody of their name, whoever spoke for the buyer may be them. */
function turnsOf(record: SignalRecord, isTheirs: boolean, names: readonly string[]): readonly Spoken[] {
	const turns = record.turns ?? [];
	const isUnnamed = isTheirs && !turns.some(({ speaker }) => isOneOf(names, speaker));
	return turns.map(({ side, speaker, start, end }) => {
		const isThem = isOneOf(names, speaker) || (isUnnamed && side === "buyer");
		return { by: isThem ? "them" : side === "us" ? "us" : "another", text: record.text.slice(start, end) };
	});
}

type People = { readonly contacts: ReadonlySet<ContactId>; readonly cards: readonly ContactCard[] };

function peopleOf(store: DealStore, log: readonly DealEvent[], { contact, identity }: Whom): People {
	const addresses = new Set(identity.addresses);
	const kept: { readonly contact: ContactId; readonly card: ContactCard }[] = [];
	for (const event of log) {
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

type Theirs = Pick<Erasable, "signals" | "effects"> & { readonly texts: Set<Sha256> };
type Mutable = {
	readonly signals: Set<SignalId>;
	readonly runs: Set<RunId>;
	readonly approvals: Set<ApprovalId>;
	readonly effects: Set<EffectKey>;
	readonly texts: Set<Sha256>;
	/** Facts that their words prove, if only among others. */
	readonly facts: Set<FactId>;
};

function theirsOf(log: readonly DealEvent[], contacts: ReadonlySet<ContactId>): Theirs {
	const found: Mutable = {
		signals: new Set(),
		runs: new Set(),
		approvals: new Set(),
		effects: new Set(),
		texts: new Set(),
		facts: new Set(),
	};
	for (const event of log) for (const text of textsOf(event, found, contacts)) if (text) found.texts.add(text);
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
			return runs.has(event.run) ? [event.input, event.output, event.model?.answer ?? null] : [];
		case "deal.handoff-recorded":
			return runs.has(event.run) ? [event.task] : [];
		case "deal.proposal-refused":
			return runs.has(event.run) ? [event.reason, event.about ?? null] : [];
		case "deal.fact-learned":
			if (event.fact.evidence.some((each) => signals.has(each.signal))) found.facts.add(event.fact.id);
			return quotes(event.fact.evidence);
		// Why a person of ours believes them or not tells of them; what they wrote in its place is read like any value.
		case "deal.fact-judged":
			return found.facts.has(event.fact) ? [event.reason] : [];
		case "deal.feedback-given":
			return runs.has(event.run) ? [event.note] : [];
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
		case "deal.opened":
		case "deal.run-started":
		case "deal.stage-changed":
		case "deal.effect-held":
		case "deal.flag-cleared":
		case "deal.automation-changed":
		case "deal.run-settled":
		case "deal.budget-refused":
		case "deal.forked":
		case "deal.rep-assigned":
		case "deal.contact-erased":
			return [];
		default:
			return assertNever(event);
	}
}

type Kept = { readonly signal: SignalId; readonly author: string; readonly record: SignalRecord };

function* recordsOf(store: DealStore, log: readonly DealEvent[]): Generator<Kept> {
	for (const event of log) {
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
		.filter(({ speaker }) => isOneOf(names, speaker))
		.map(({ start, end }) => record.text.slice(start, end));

const isOneOf = (names: readonly string[], speaker: string): boolean =>
	names.some((name) => name.trim() !== "" && isSamePerson(name, speaker));
