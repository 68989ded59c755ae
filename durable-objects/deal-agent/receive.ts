import { withdrawAnswered } from "#knowledge/core/deal/request.ts";
import { ContactCard, type SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { Trigger } from "#knowledge/core/events/deal.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { ContactId, SignalId } from "#knowledge/core/vocabulary/ids.ts";
import { type RunId, runIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import type { OpenDeal, SignalDelivery } from "./calls.ts";
import type { Work } from "./run-turn.ts";

/** The first event of a deal. */
export function openDeal(work: Work, open: OpenDeal, correlation: string): void {
	const { turn } = work;
	turn.emit(
		{ type: "deal.opened", name: turn.intern(open.name), region: open.region, rep: open.rep, stage: "PROSPECTING" },
		{ correlation, causation: null },
	);
}

/** Takes a signal in: what came, who wrote it, and the run that is owed for it. */
export function receiveSignal(work: Work, delivery: SignalDelivery): { record: Sha256; run: RunId } {
	const { turn } = work;
	const { signal, kind, author, contact, record } = delivery;
	if (delivery.rep !== null && turn.board().rep === null)
		turn.emit(
			{ type: "deal.rep-assigned", rep: delivery.rep, by: { type: "rule", rule: "first-of-ours" } },
			{ correlation: signal, causation: null },
		);
	const kept = turn.intern(canonicalJson(record));
	const { from, signature } = record;
	const card = contact && from ? turn.intern(canonicalJson(cardOf(work, contact, { from, signature }))) : null;
	const empty = record.visible.every((span) => record.text.slice(span.start, span.end).trim() === "");
	// Who is known already keeps the card that their own mail gave them.
	const others = delivery.others
		.filter((other) => other.contact !== contact && !turn.board().contacts[other.contact])
		.map((other) => ({ contact: other.contact, card: turn.intern(canonicalJson(other.card)) }));
	const isOurMail = author === "us" && kind === "email";
	const received = turn.emit(
		{
			type: "conversation.signal-received",
			signal,
			kind,
			author,
			contact,
			card,
			record: kept,
			empty,
			...(others.length > 0 ? { others } : {}),
			...(isOurMail ? { answers: true as const } : {}),
		},
		{ correlation: signal, causation: null },
	);
	if (isOurMail) withdrawAnswered(turn, delivery.to, { correlation: signal, causation: received });
	return {
		record: kept,
		run: requestRun(work, { type: "signal", signal }, signal, { correlation: signal, causation: received }),
	};
}

/**
 * Somebody's name and address, and what their signature says of them. A mail that says less takes nothing away: what is
 * known from an earlier one stays.
 */
function cardOf({ turn, payloads }: Work, contact: ContactId, { from, signature }: Signed): ContactCard {
	const hash = turn.board().contacts[contact]?.card;
	const text = hash ? (payloads.lookup(hash) ?? null) : null;
	const known = text === null ? null : ContactCard.parse(JSON.parse(text));
	const fresh = written(signature);
	const { title, phone, company } = { ...known, ...fresh };
	const signedAt = Object.keys(fresh).length > 0 ? turn.at : known?.signedAt;
	return {
		address: from.address,
		name: from.name.trim() === "" && known ? known.name : from.name,
		...(title === undefined ? {} : { title }),
		...(phone === undefined ? {} : { phone }),
		...(company === undefined ? {} : { company }),
		...(signedAt === undefined ? {} : { signedAt }),
	};
}

type Signed = { readonly from: NonNullable<SignalRecord["from"]>; readonly signature: SignalRecord["signature"] };

const written = (signature: SignalRecord["signature"]): Partial<ContactCard> => ({
	...(signature?.title ? { title: signature.title } : {}),
	...(signature?.phone ? { phone: signature.phone } : {}),
	...(signature?.company ? { company: signature.company } : {}),
});

export function requestRun(
	work: Work,
	trigger: Trigger,
	signal: SignalId | null,
	cause: { correlation: string; causation: number | null },
): RunId {
	const { turn } = work;
	const run = runIdOf(turn.hash, turn.board().deal, canonicalJson(trigger));
	turn.emit({ type: "deal.run-requested", run, trigger, signal }, cause);
	return run;
}
