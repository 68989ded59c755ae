import type { EraseCall, ErasedHere } from "#durable-objects/deal-agent/calls.ts";
import { type Answer, expectDone } from "#durable-objects/platform/answer.ts";
import { boundary } from "#durable-objects/platform/boundary.ts";
import { dealStub, inboxStub } from "#durable-objects/stubs.ts";
import type { ContactRow, EraseAnswer } from "#knowledge/core/contract/crm.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { eraseBodies, eraseElsewhere } from "#workers/accounts/erase-elsewhere.ts";
import { forksOf } from "#workers/store/erase.ts";
import { noteErasure, readErasure } from "#workers/store/erasures.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

export type EraseDeps = {
	readonly env: Cloudflare.Env;
	readonly db: TenantDb;
	readonly call: Call;
	readonly reconcile: (deal: DealId) => Promise<Answer<boolean>>;
	/** Other deals that are gone through before this is answered; the clock goes on with the rest. */
	readonly elsewhereMax?: number;
};

const ELSEWHERE_PER_REQUEST = 100;

/**
 * One person out of everything, step by step; each step may be done again. What they are known by is noted first and
 * forgotten last, so that whoever asks again after a crash, or the clock, still finds what is left.
 */
export async function eraseContact(known: ContactRow, deps: EraseDeps): Promise<EraseAnswer> {
	const { db, env, call, elsewhereMax = ELSEWHERE_PER_REQUEST } = deps;
	const contact = known.id;
	const inbox = inboxStub(env, call.principal);
	const begun = await readErasure(db, contact);
	const identity = begun ? united(identityOf(known), begun.identity) : identityOf(known);
	const note = (now: Identity) => noteErasure(db, { contact, identity: now, by: call.principal.id });
	await note(identity);
	boundary("erase.noted:after");
	// First of all: what waits in the inbox would come to a deal that was gone through already.
	const { addresses } = identity;
	const waiting = expectDone(await inbox.erase(call, { contact, addresses, signals: [] }));
	boundary("erase.inbox:after");
	const here = await eraseFromDeals(known, identity, deps, note);
	const erased = { signals: here.flatMap((each) => each.signals), effects: here.flatMap((each) => each.effects) };
	const all = here.reduce((sum, each) => united(sum, each.identity), identity);
	const rest = expectDone(await inbox.erase(call, { contact, addresses: all.addresses, signals: erased.signals }));
	boundary("erase.signals:after");
	const signals = [...new Set([...erased.signals, ...waiting.signals, ...rest.signals])];
	const bodies = await eraseBodies(deps, { signals, effects: erased.effects });
	boundary("erase.bodies:after");
	for (const deal of known.deals) expectDone(await deps.reconcile(deal));
	boundary("erase.lists:after");
	const elsewhere = await eraseElsewhere({ ...deps, now: Date.now }, contact, elsewhereMax);
	const changed = here.filter((each) => each.isChanged).map(({ deal }) => deal);
	return {
		contact,
		deals: new Set([...changed, ...elsewhere.changed]).size,
		texts: here.reduce((sum, each) => sum + each.texts, elsewhere.texts),
		bodies: bodies + elsewhere.bodies,
		underWay: new Set([...here.flatMap((each) => each.underWay), ...elsewhere.underWay]).size,
		left: elsewhere.left,
	};
}

/** Each deal before its copies: what it knows them by is looked for in those as well, and is noted. */
async function eraseFromDeals(
	known: ContactRow,
	from: Identity,
	{ env, db, call }: EraseDeps,
	note: (identity: Identity) => Promise<void>,
): Promise<readonly (ErasedHere & { readonly deal: DealId })[]> {
	let identity = from;
	const erased: (ErasedHere & { readonly deal: DealId })[] = [];
	for (const deal of known.deals)
		for (const each of [deal, ...(await forksOf(db, deal))]) {
			const answered = await dealStub(env, call.principal, each).eraseContact(
				{ ...call, deal: each },
				{ contact: known.id, identity, deals: known.deals },
			);
			boundary("erase.deal:after");
			// A copy that was asked for and never made holds nothing.
			if (answered.type === "refused" && answered.refusal.code === "not-found") continue;
			const here = expectDone(answered);
			erased.push({ ...here, deal: each });
			const more = united(identity, here.identity);
			if (sizeOf(more) > sizeOf(identity)) await note(more);
			identity = more;
		}
	return erased;
}

type Identity = EraseCall["identity"];

const identityOf = ({ name, address, phone }: ContactRow): Identity => ({
	names: name === null ? [] : [name],
	addresses: address === null ? [] : [address],
	phones: phone === null ? [] : [phone],
});

const united = (a: Identity, b: Identity): Identity => ({
	names: [...new Set([...a.names, ...b.names])],
	addresses: [...new Set([...a.addresses, ...b.addresses])],
	phones: [...new Set([...a.phones, ...b.phones])],
});

const sizeOf = ({ names, addresses, phones }: Identity): number => names.length + addresses.length + phones.length;
