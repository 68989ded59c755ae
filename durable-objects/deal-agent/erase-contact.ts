import { isErasing } from "#durable-objects/platform/system.ts";
import { eraseContact } from "#knowledge/core/deal/erase.ts";
import type { DealEvent } from "#knowledge/core/events/catalogue.ts";
import type { ContactId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { hasRole, isHuman, type Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { EraseCall, ErasedHere } from "./calls.ts";
import type { Commit } from "./commit.ts";
import { type Erasable, erasableOf, logOf } from "./erasable.ts";
import { textsToErase } from "./erase-texts.ts";
import { isLeaving } from "./leaving.ts";
import type { Work } from "./run-turn.ts";
import type { DealStore } from "./store.ts";
import type { DealTexts } from "./texts.ts";

type EraseDeps = {
	readonly principal: Principal;
	readonly store: DealStore;
	readonly texts: DealTexts;
	/** What we say of what we sell: those words are nobody else's. */
	readonly ours: readonly string[];
};

/** One turn: what is open about somebody is closed, and their texts go with it. Asked again it finds nothing. */
export function eraseFrom(
	work: Work,
	{ contact, identity, deals, by: asker }: EraseCall,
	{ principal, store, texts, ours }: EraseDeps,
	commit: (more: Partial<Commit>) => void,
): Outcome<ErasedHere> {
	const { turn } = work;
	const mayErase =
		hasRole(principal, "tenant-admin") ||
		(hasRole(principal, "regional-human") && principal.region === turn.board().region);
	const by = isHuman(principal) && mayErase ? principal.id : goesOnFor(principal, asker);
	if (by === null) return refused("not-allowed", "this takes a tenant admin or the region's human");
	const log = logOf(store);
	const found = erasableOf(store, log, { contact, identity, ...(deals ? { deals } : {}) });
	const going = textsToErase(found, { texts, log, ours });
	const underWay = Object.values(turn.board().effects).filter(
		({ key, digest }) => (found.effects.has(key) || going.has(digest)) && isLeaving(store, key),
	);
	for (const { digest } of underWay) going.delete(digest);
	const people = [...found.contacts].filter((id) => isOnBoard(work, id));
	const isChanged = going.size > 0 || people.length > 0;
	if (isChanged) {
		const { signals } = found;
		const outbox = [contact, ...people.filter((id) => id !== contact)].flatMap((id) =>
			eraseContact(turn, {
				contact: id,
				by,
				signals,
				texts: going,
				isGiven: (key) => isLeaving(store, key),
			}).map((key) => ({ key, row: { state: "cancelled", reason: "contact-erased" } })),
		);
		commit({ outbox, erased: [...going] });
	}
	return done({
		isChanged,
		wasEver: isChanged || log.some((event) => event.type === "deal.contact-erased" && event.contact === contact),
		texts: going.size,
		...goneOf(store, log, found),
		underWay: underWay.map(({ key }) => key),
		identity: { names: found.traces.names, addresses: found.traces.addresses, phones: found.traces.phones },
	});
}

const goesOnFor = (principal: Principal, asker: UserId | undefined): UserId | null =>
	isErasing(principal) ? (asker ?? null) : null;

/** By the log: what they wrote and what was sent to them, and whatever else has lost its text to this or an earlier erasure. */
function goneOf(store: DealStore, log: readonly DealEvent[], found: Erasable): Pick<ErasedHere, "signals" | "effects"> {
	const signals = new Set(found.signals);
	const effects = new Set(found.effects);
	for (const event of log) {
		if (event.type === "conversation.signal-received" && !store.hasText(event.record)) signals.add(event.signal);
		if (event.type === "deal.effect-queued" && !store.hasText(event.digest)) effects.add(event.key);
	}
	return { signals: [...signals], effects: [...effects] };
}

const isOnBoard = ({ turn }: Work, contact: ContactId): boolean => {
	const { contacts, latest, inbound } = turn.board();
	return contacts[contact] !== undefined || latest?.contact === contact || inbound?.contact === contact;
};
