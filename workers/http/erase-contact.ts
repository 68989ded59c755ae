import type { EraseCall, ErasedHere } from "#durable-objects/deal-agent/calls.ts";
import { type Answer, expectDone } from "#durable-objects/platform/answer.ts";
import { boundary } from "#durable-objects/platform/boundary.ts";
import { dealStub, inboxStub } from "#durable-objects/stubs.ts";
import type { ContactRow, EraseAnswer } from "#knowledge/core/contract/crm.ts";
import {
	type DealId,
	type EffectKey,
	rawSignalKey,
	type SignalId,
	sentMailKey,
} from "#knowledge/core/vocabulary/ids.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { type Bodies, bodyStore } from "#workers/store/bodies.ts";
import { forgetContact, forksOf } from "#workers/store/erase.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

export type EraseDeps = {
	readonly env: Cloudflare.Env;
	readonly db: TenantDb;
	readonly call: Call;
	readonly reconcile: (deal: DealId) => Promise<Answer<boolean>>;
};

/**
 * One person out of everything, step by step; each step may be done again. What they are known by is forgotten last, so
 * that whoever asks again after a crash still finds what is left.
 */
export async function eraseContact(known: ContactRow, deps: EraseDeps): Promise<EraseAnswer> {
	const { db, call } = deps;
	const contact = known.id;
	const inbox = inboxStub(deps.env, call.principal);
	const addresses = known.address === null ? [] : [known.address];
	// First of all: what waits in the inbox would come to a deal that was gone through already.
	const waiting = expectDone(await inbox.erase(call, { contact, addresses, signals: [] }));
	boundary("erase.inbox:after");
	const here = await eraseFromDeals(known, deps);
	const rest = expectDone(await inbox.erase(call, { contact, addresses: here.addresses, signals: here.signals }));
	boundary("erase.signals:after");
	const bodies = await eraseBodies(bodyStore(deps.env, db), db, {
		signals: [...new Set([...here.signals, ...waiting.signals, ...rest.signals])],
		effects: here.effects,
	});
	boundary("erase.bodies:after");
	for (const deal of known.deals) expectDone(await deps.reconcile(deal));
	boundary("erase.lists:after");
	await forgetContact(db, contact);
	return { contact, deals: here.deals, texts: here.texts, bodies, underWay: here.underWay };
}

type Gone = {
	readonly deals: number;
	readonly texts: number;
	readonly underWay: number;
	readonly addresses: readonly string[];
	readonly signals: readonly SignalId[];
	readonly effects: readonly EffectKey[];
};

/** Each deal before its copies: what it knows them by is looked for in those as well. */
async function eraseFromDeals(known: ContactRow, { env, db, call }: EraseDeps): Promise<Gone> {
	let identity: EraseCall["identity"] = {
		names: known.name === null ? [] : [known.name],
		addresses: known.address === null ? [] : [known.address],
		phones: known.phone === null ? [] : [known.phone],
	};
	const erased: ErasedHere[] = [];
	for (const deal of known.deals)
		for (const each of [deal, ...(await forksOf(db, deal))]) {
			const answered = await dealStub(env, call.principal, each).eraseContact(
				{ ...call, deal: each },
				{ contact: known.id, identity },
			);
			boundary("erase.deal:after");
			// A copy that was asked for and never made holds nothing.
			if (answered.type === "refused" && answered.refusal.code === "not-found") continue;
			const here = expectDone(answered);
			erased.push(here);
			identity = united(identity, here.identity);
		}
	return {
		deals: erased.filter((each) => each.isChanged).length,
		texts: erased.reduce((sum, each) => sum + each.texts, 0),
		underWay: erased.reduce((sum, each) => sum + each.underWay.length, 0),
		addresses: identity.addresses,
		signals: erased.flatMap((each) => each.signals),
		effects: erased.flatMap((each) => each.effects),
	};
}

type Identity = EraseCall["identity"];
const united = (a: Identity, b: Identity): Identity => ({
	names: [...new Set([...a.names, ...b.names])],
	addresses: [...new Set([...a.addresses, ...b.addresses])],
	phones: [...new Set([...a.phones, ...b.phones])],
});

/** Raw mails with their files, and our own copies of what was sent to them. */
async function eraseBodies(
	bodies: Bodies,
	{ tenant }: TenantDb,
	of: { readonly signals: readonly SignalId[]; readonly effects: readonly EffectKey[] },
): Promise<number> {
	let count = 0;
	const names = [
		...of.signals.map((signal) => rawSignalKey(tenant, signal)),
		...of.effects.map((effect) => sentMailKey(tenant, effect)),
	];
	for (const name of names) {
		const keys = await bodies.under(name);
		await bodies.delete(keys);
		count += keys.length;
	}
	return count;
}
