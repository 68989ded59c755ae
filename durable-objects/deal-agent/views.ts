import type * as z from "zod";
import type {
	ApprovalView,
	ArtefactView,
	ContactView,
	CrmChangeView,
	DealContactView,
	DealView,
	EffectView,
	EventView,
	FactView,
	FlagView,
} from "#knowledge/core/contract/deal.ts";
import { EffectState } from "#knowledge/core/contract/deal.ts";
import type { SignalTextView } from "#knowledge/core/contract/source.ts";
import { type Artefact, readArtefact } from "#knowledge/core/deal/artefact.ts";
import { disputedFact } from "#knowledge/core/deal/dispute.ts";
import { type CalendarEntry, ContactCard, SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { nextRun } from "#knowledge/core/deal/supervisor.ts";
import { crmKey } from "#knowledge/core/events/crm.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import type { Blackboard, OpenApproval } from "#knowledge/core/facts/blackboard.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { factText } from "#knowledge/core/facts/fact-text.ts";
import { movesFrom } from "#knowledge/core/facts/stage.ts";
import type { Lookup } from "#knowledge/core/vocabulary/hash.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { type ContactId, type SignalId, sentMailKey, type TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { nameOf } from "./deal-name.ts";
import { coachingView, criterionViews, crmChangeViews, crmFieldViews, stakeholderViews } from "./record-view.ts";
import { contactsOf, factsOf, readFact, readSignal } from "./skill-input.ts";
import type { DealStore, OutboxRecord, StoredBoard } from "./store.ts";
import { time } from "./time.ts";

/** `changes`: the latest changes of the customer record, newest first. */
export function dealView(
	{ board, stateHash }: Pick<StoredBoard, "board" | "stateHash">,
	at: number,
	{ lookup, changes }: { readonly lookup: Lookup; readonly changes: readonly Envelope[] },
): DealView {
	const facts = factsOf(board)
		.map((fact) => readFact(fact, lookup))
		.filter(isLeft);
	const contacts = contactsOf(board, lookup);
	const name = nameOf(board, contacts, lookup);
	const crmChanges = crmChangeViews(board, changes, lookup);
	return {
		id: board.deal,
		name,
		stage: board.stage,
		moves: [...movesFrom(board.stage)],
		region: board.region,
		rep: board.rep,
		automation: board.automation,
		version: board.seq,
		updatedAt: time(at),
		stateHash,
		contacts: contacts.map((contact) => ({
			...contact,
			...timesOf(board, contact.id, lookup),
			...contactRecord(board, contact.id, lookup),
		})),
		facts: facts.map((fact) => factView(board, fact, lookup)),
		approvals: Object.values(board.approvals).map((approval) =>
			approvalView(board, approval, { name, facts, changes: crmChanges, lookup }),
		),
		flags: Object.values(board.flags).map((flag): FlagView => {
			const { flag: id, detail, at: raisedAt, kind, code, run, skill, effect } = flag;
			return {
				id,
				kind,
				code,
				run,
				skill,
				effect,
				detail: detail === null ? null : lookup(detail),
				at: time(raisedAt),
			};
		}),
		stakeholders: stakeholderViews({ facts, contacts }),
		criteria: criterionViews(board, facts),
		crm: crmFieldViews(board, lookup),
		crmChanges,
		coaching: coachingView(board, lookup),
		fork: board.fork ? { from: board.fork.from, at: board.fork.at } : null,
		working: nextRun(board) !== null,
		counts: { ...board.counts },
	};
}

/** What was erased whole is known no more; that it was known is in the log. */
const isLeft = (fact: ReadFact): boolean => fact.value !== null || fact.evidence.some((each) => each.quote !== null);

function timesOf(board: Blackboard, contact: ContactId, lookup: Lookup): Pick<DealContactView, "at" | "signedAt"> {
	const entry = board.contacts[contact];
	const text = entry ? lookup(entry.card) : null;
	const { signedAt } = text === null ? {} : ContactCard.parse(JSON.parse(text));
	return { at: time(entry?.at ?? 0), signedAt: signedAt === undefined ? null : time(signedAt) };
}

/** What the customer record says of somebody goes before what their signature says, also where a person emptied it. */
function contactRecord(board: Blackboard, contact: ContactId, lookup: Lookup): Partial<ContactView> {
	const record = board.crm?.[crmKey({ type: "contact", contact })] ?? {};
	const written = (["title", "phone", "company"] as const).flatMap((field) => {
		const entry = record[field];
		return entry ? [[field, entry.value === null ? null : lookup(entry.value)] as const] : [];
	});
	return Object.fromEntries(written);
}

function factView(
	board: Blackboard,
	{ supersedes: _supersedes, validFrom, ...fact }: ReadFact,
	lookup: Lookup,
): FactView {
	const judged = board.judged?.[fact.id];
	return {
		...fact,
		shown: fact.value === null ? null : factText(fact.key, fact.value),
		judged: judged
			? {
					verdict: judged.verdict,
					by: judged.by,
					at: time(judged.at),
					reason: judged.reason === null ? null : lookup(judged.reason),
				}
			: null,
		validFrom: time(validFrom),
		evidence: fact.evidence.map((each) => ({ ...each })),
	};
}

/** Enough to judge by; the deal's page has the rest. */
const BASIS_MAX = 8;

const basisOf = (facts: readonly ReadFact[], signal: SignalId | undefined): ApprovalView["basis"] =>
	facts
		.filter(({ state }) => state !== "contradicted")
		.flatMap(({ key, value, evidence }) => {
			const proof = evidence.find((each) => each.signal === signal);
			return proof ? [{ key, value, signal: proof.signal, quote: proof.quote }] : [];
		})
		.slice(0, BASIS_MAX);

type Around = {
	readonly name: string;
	readonly facts: readonly ReadFact[];
	readonly changes: readonly CrmChangeView[];
	readonly lookup: Lookup;
};

function approvalView(
	board: Blackboard,
	approval: OpenApproval,
	{ name, facts, changes, lookup }: Around,
): ApprovalView {
	const text = lookup(approval.digest);
	return {
		id: approval.approval,
		deal: board.deal,
		dealName: name,
		action: approval.action,
		artefact: text === null ? null : artefactView(board, approval, { artefact: readArtefact(text), lookup }),
		digest: approval.digest,
		version: approval.version,
		why: lookup(approval.why),
		approvers: approval.approvers.flatMap((role) => (role === "rep" || role === "regional-human" ? [role] : [])),
		by: approval.by,
		run: approval.run,
		signal: approval.signal ?? null,
		basis: approval.signal ? basisOf(facts, approval.signal) : [],
		crmChanges: changes.filter((change) => change.run !== null && change.run === approval.run),
		requestedAt: time(approval.requestedAt),
		expiresAt: time(approval.expiresAt),
	};
}

function artefactView(
	board: Blackboard,
	{ action }: OpenApproval,
	{ artefact, lookup }: { readonly artefact: Artefact; readonly lookup: Lookup },
): z.infer<typeof ArtefactView> {
	if (artefact.type === "send-email") {
		const { references: _references, ...mail } = artefact;
		return mail;
	}
	if (artefact.type === "move-stage") return artefact;
	const { key, value } = artefact.claim;
	const asked = action.type === "arbitrate-fact" ? action.standing : null;
	const standing = disputedFact(board, { key, value, standing: asked }, lookup);
	return { type: "arbitrate-fact", key, value, standing: standing ? lookup(standing.value) : null };
}

function effectView(row: OutboxRecord, copy: string | null, lookup: Lookup): EffectView {
	const text = lookup(row.digest);
	const artefact = text === null ? null : readArtefact(text);
	const mail = artefact?.type === "send-email" ? artefact : null;
	return {
		key: row.key,
		approval: row.approval,
		type: "send-email",
		state: EffectState.parse(row.state),
		to: mail ? mail.to.map((each) => each.address) : [],
		subject: mail?.subject ?? null,
		attempts: row.attempts,
		notBefore: time(row.nextAt),
		reason: row.reason,
		reference: row.reference,
		updatedAt: time(row.updatedAt),
		copy,
	};
}

/** The outbox as people see it; our own copy is there once the mail was handed over. */
/** Only what a provider was given has a copy that tells what somebody may have got. */
const LEFT: ReadonlySet<string> = new Set(["sent", "unknown"]);

export const outboxViews = (store: DealStore, tenant: TenantId): readonly EffectView[] =>
	store.outbox().map((row) => effectView(row, LEFT.has(row.state) ? sentMailKey(tenant, row.key) : null, store.lookup));

export const eventViews = (store: DealStore, after: number, limit: number): readonly EventView[] =>
	store.events(after, limit).map((envelope) => {
		const view = eventView(envelope, store.lookup);
		return envelope.event.type === "deal.fact-judged"
			? { ...view, texts: { ...view.texts, ...judgedTexts(store, { seq: envelope.seq, event: envelope.event }) } }
			: view;
	});

/** Of a fact that a person judged, what it was about, and what it says from then on in words for a reader: the event has its id alone. */
function judgedTexts(
	store: DealStore,
	{ seq, event }: { readonly seq: number; readonly event: Extract<Envelope["event"], { type: "deal.fact-judged" }> },
): Record<string, string | null> {
	const fact = store.factLearned(event.fact);
	if (!fact) return {};
	const stood = store.factEdited(event.fact, seq) ?? fact.value;
	const [had, now] = [store.lookup(stood), store.lookup(event.value ?? stood)];
	return { "fact.key": fact.key, "fact.value": had, "fact.shown": now === null ? null : factText(fact.key, now) };
}

/** Long texts, such as prompts, are read with their run. */
const TEXT_CHARS_MAX = 2_000;

export function eventView(envelope: Envelope, lookup: Lookup): EventView {
	const texts: Record<string, string | null> = {};
	collectTexts(envelope.event, "", texts, lookup);
	if (envelope.event.type === "conversation.signal-received")
		texts["record.subject"] = subjectOf(envelope.event.record, lookup);
	const { seq, at, correlation, causation, hash, event } = envelope;
	return { seq, at: time(at), correlation, causation, hash, event, texts };
}

function subjectOf(record: Sha256, lookup: Lookup): string | null {
	const text = lookup(record);
	return text === null ? null : (SignalRecord.parse(JSON.parse(text)).subject?.slice(0, TEXT_CHARS_MAX) ?? null);
}

/** The journal's own texts; they may be long, and a person reads them one step at a time. */
const LONG = new Set(["input", "output", "record", "digest"]);

function collectTexts(value: unknown, path: string, texts: Record<string, string | null>, lookup: Lookup): void {
	if (typeof value === "string") {
		const hash = Sha256.safeParse(value);
		if (!hash.success || LONG.has(path)) return;
		const text = lookup(hash.data);
		if (text !== null && text.length <= TEXT_CHARS_MAX) texts[path] = text;
		return;
	}
	if (value === null || typeof value !== "object") return;
	for (const [name, member] of Object.entries(value))
		collectTexts(member, path === "" ? name : `${path}.${name}`, texts, lookup);
}

export function sourceView(store: DealStore, id: SignalId): SignalTextView | null {
	const row = store.signal(id);
	if (!row) return null;
	const record = store.record(row.record);
	const text = readSignal(
		{ signal: id, kind: row.kind, author: row.author, at: row.at, contact: null, record: row.record },
		store.lookup,
	);
	return {
		signal: id,
		kind: row.kind,
		author: row.author,
		from: record?.from ?? null,
		subject: record?.subject ?? null,
		text: text?.text ?? null,
		visible: (record?.visible ?? []).map((span) => ({ ...span })),
		truncated: record?.truncated ?? false,
		signature: record?.signature ?? null,
		attached: record?.attached ?? [],
		turns: record?.turns ?? [],
		calendar: record?.calendar ? calendarView(record.calendar) : null,
		attachments: (record?.attachments ?? []).map((each) => ({ ...each, sha256: Sha256.parse(each.sha256) })),
		at: time(row.at),
	};
}

const calendarView = (entry: CalendarEntry): SignalTextView["calendar"] => ({
	...entry,
	startsAt: entry.startsAt === null ? null : time(entry.startsAt),
	endsAt: entry.endsAt === null ? null : time(entry.endsAt),
});
