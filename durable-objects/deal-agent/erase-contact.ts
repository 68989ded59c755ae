import { eraseContact } from "#knowledge/core/deal/erase.ts";
import { mentionsOf } from "#knowledge/core/deal/mentions.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { ContactId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { hasRole, isHuman, type Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { EraseCall, ErasedHere } from "./calls.ts";
import type { Commit } from "./commit.ts";
import { type Erasable, erasableOf, logOf } from "./erasable.ts";
import { isLeaving } from "./leaving.ts";
import type { Work } from "./run-turn.ts";
import type { DealStore } from "./store.ts";
import type { DealTexts } from "./texts.ts";

type EraseDeps = { readonly principal: Principal; readonly store: DealStore; readonly texts: DealTexts };

/** One turn: what is open about somebody is closed, and their texts go with it. Asked again it finds nothing. */
export function eraseFrom(
	work: Work,
	{ contact, identity }: EraseCall,
	{ principal, store, texts }: EraseDeps,
	commit: (more: Partial<Commit>) => void,
): Outcome<ErasedHere> {
	const { turn } = work;
	const mayErase =
		hasRole(principal, "tenant-admin") ||
		(hasRole(principal, "regional-human") && principal.region === turn.board().region);
	if (!isHuman(principal) || !mayErase)
		return refused("not-allowed", "this takes a tenant admin or the region's human");
	const found = erasableOf(store, contact, identity);
	const going = new Set(textsToErase(found, texts));
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
				by: principal.id,
				signals,
				texts: going,
				isGiven: (key) => isLeaving(store, key),
			}).map((key) => ({ key, row: { state: "cancelled", reason: "contact-erased" } })),
		);
		commit({ outbox, erased: [...going] });
	}
	return done({
		isChanged,
		texts: going.size,
		...goneOf(store, found),
		underWay: underWay.map(({ key }) => key),
		identity: { names: found.traces.names, addresses: found.traces.addresses, phones: found.traces.phones },
	});
}

/** By the log: what they wrote and what was sent to them, and whatever else has lost its text to this or an earlier erasure. */
function goneOf(store: DealStore, found: Erasable): Pick<ErasedHere, "signals" | "effects"> {
	const signals = new Set(found.signals);
	const effects = new Set(found.effects);
	for (const event of logOf(store)) {
		if (event.type === "conversation.signal-received" && !store.hasText(event.record)) signals.add(event.signal);
		if (event.type === "deal.effect-queued" && !store.hasText(event.digest)) effects.add(event.key);
	}
	return { signals: [...signals], effects: [...effects] };
}

const isOnBoard = ({ turn }: Work, contact: ContactId): boolean => {
	const { contacts, latest, inbound } = turn.board();
	return contacts[contact] !== undefined || latest?.contact === contact || inbound?.contact === contact;
};

/** Those that are theirs, and those that tell of them: every text of the deal is opened and read, once. */
function* textsToErase({ texts: theirs, traces }: Erasable, texts: DealTexts): Generator<Sha256> {
	const tells = mentionsOf(traces);
	for (const { hash, body } of texts.personal()) if (theirs.has(hash) || tells(body)) yield hash;
}
