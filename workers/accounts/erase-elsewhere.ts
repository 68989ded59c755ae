import type { Env } from "#durable-objects/env.ts";
import { type Answer, answer, expectDone, outcomeOf } from "#durable-objects/platform/answer.ts";
import { boundary } from "#durable-objects/platform/boundary.ts";
import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { dealStub, inboxStub } from "#durable-objects/stubs.ts";
import { nameKey, plainName } from "#knowledge/core/facts/person-name.ts";
import {
	type ContactId,
	type DealId,
	type EffectKey,
	rawSignalKey,
	type SignalId,
	sentMailKey,
} from "#knowledge/core/vocabulary/ids.ts";
import { bodyStore } from "#workers/store/bodies.ts";
import { homesOfContact } from "#workers/store/deals.ts";
import { forgetContact } from "#workers/store/erase.ts";
import {
	countToGoThrough,
	dealsToGoThrough,
	type ErasedIdentity,
	type Erasure,
	endErasure,
	eraseLabels,
	forksAmong,
	moveErasure,
	namesOfOthers,
	readErasure,
} from "#workers/store/erasures.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

export type ElsewhereDeps = {
	readonly env: Env;
	readonly db: TenantDb;
	readonly now: () => number;
	readonly reconcile: (deal: DealId) => Promise<Answer<boolean>>;
};

/** What was found in one go. Deals and mails are named, so that whoever adds it up counts none of them twice. */
export type Elsewhere = {
	readonly changed: ReadonlySet<DealId>;
	readonly texts: number;
	readonly bodies: number;
	readonly underWay: ReadonlySet<EffectKey>;
	/** Deals that were not gone through yet. */
	readonly left: number;
};

const CALLS_AT_ONCE = 10;

/**
 * Goes on with an erasure through every deal and copy of the account, as far as one request may: who somebody is may
 * stand in deals that they never wrote to. How far it came is kept, and what they are known by is forgotten when all were
 * gone through. A deal that cannot be asked, or has a mail under way, is gone through again.
 */
export async function eraseElsewhere(deps: ElsewhereDeps, contact: ContactId, max: number): Promise<Elsewhere> {
	const { db } = deps;
	const begun = await readErasure(db, contact);
	const found = { changed: new Set<DealId>(), underWay: new Set<EffectKey>(), failed: new Set<DealId>() };
	let [texts, bodies] = [0, 0];
	if (!begun) return { ...found, texts, bodies, left: 0 };
	const identity = await tellingOf(db, begun.identity);
	const pass = { ...begun, identity };
	let { position } = begun;
	let again = [...begun.again];
	const revisited = begun.again.slice(0, Math.ceil(max / 2));
	const ahead = position === null ? [] : await dealsToGoThrough(db, position, max - revisited.length);
	const deals = [...revisited, ...ahead];
	for (let at = 0; at < deals.length; at += CALLS_AT_ONCE) {
		const group = deals.slice(at, at + CALLS_AT_ONCE);
		const here = await eraseFromGroup(deps, pass, group);
		for (const deal of here.changed) found.changed.add(deal);
		for (const key of here.underWay) found.underWay.add(key);
		for (const deal of here.failed) found.failed.add(deal);
		texts += here.texts;
		bodies += here.bodies;
		again = [...new Set([...again.filter((deal) => !group.includes(deal)), ...here.again])];
		const last = group.findLast((deal) => !revisited.includes(deal));
		const to = position === null ? null : (last ?? position);
		if (!(await moveErasure(db, { contact, position }, { position: to, again }))) break;
		position = to;
		boundary("erase.group:after");
	}
	const left = await endIfOver(deps, { contact, position, again, failed: found.failed, hasErased: texts > 0 });
	return { ...found, texts, bodies, left };
}

/**
 * Forgotten once nothing is left to be looked for; what a provider has in hand is looked for again by the erasure alone.
 */
async function endIfOver(
	{ db }: ElsewhereDeps,
	at: Pick<Erasure, "contact" | "position" | "again"> & {
		readonly failed: ReadonlySet<DealId>;
		readonly hasErased: boolean;
	},
): Promise<number> {
	const { contact, position, again, failed, hasErased } = at;
	const left = failed.size + (position === null ? 0 : await countToGoThrough(db, position));
	if (left > 0) return left;
	if (position !== null || hasErased) await forgetContact(db, contact);
	boundary("erase.forget:after");
	const isLast = position === null || (await moveErasure(db, { contact, position }, { position: null, again }));
	if (isLast && again.length === 0) await endErasure(db, contact);
	return 0;
}

type Group = {
	readonly changed: readonly DealId[];
	readonly failed: readonly DealId[];
	readonly again: readonly DealId[];
	readonly underWay: readonly EffectKey[];
	readonly texts: number;
	readonly bodies: number;
};

async function eraseFromGroup(deps: ElsewhereDeps, pass: Erasure, group: readonly DealId[]): Promise<Group> {
	const { env, db } = deps;
	const { contact, identity, by } = pass;
	const call = systemCall(db.tenant, "erase", { now: deps.now(), settingsVersion: 0 });
	const deals = (await homesOfContact(db, contact)).map((home) => home.deal);
	const answered = await Promise.all(
		group.map(async (deal) => {
			const stub = dealStub(env, call.principal, deal);
			// One deal that cannot be reached must not keep the others from being gone through.
			const here = await answer("erase.elsewhere", async () =>
				outcomeOf(await stub.eraseContact({ ...call, deal }, { contact, identity, deals, by })),
			);
			boundary("erase.elsewhere:after");
			return { deal, here };
		}),
	);
	const failed = answered.filter(({ here }) => here.type === "fault").map(({ deal }) => deal);
	if (failed.length > 0) log.warn("deals not gone through", { tenant: db.tenant, deals: failed.length });
	// A row may name a deal or a copy that was never made: it holds nothing.
	const found = answered.flatMap(({ deal, here }) =>
		here.type === "fault" || (here.type === "refused" && here.refusal.code === "not-found")
			? []
			: [{ deal, ...expectDone(here) }],
	);
	const signals = found.flatMap((here) => here.signals);
	if (signals.length > 0)
		expectDone(await inboxStub(env, call.principal).erase(call, { contact, addresses: [], signals }));
	const bodies = await eraseBodies(deps, { signals, effects: found.flatMap((here) => here.effects) });
	boundary("erase.elsewhere-bodies:after");
	const forks = await forksAmong(db, group);
	// Those of before as well: the request that erased them may have ended before the lists were told.
	for (const { deal, wasEver } of found) if (wasEver && !forks.has(deal)) expectDone(await deps.reconcile(deal));
	const labels = await eraseLabels(db, [...forks], identity);
	const waiting = found.filter((here) => here.underWay.length > 0).map(({ deal }) => deal);
	return {
		changed: found.filter((here) => here.isChanged).map(({ deal }) => deal),
		failed,
		again: [...failed, ...waiting],
		underWay: found.flatMap((here) => here.underWay),
		texts: found.reduce((sum, here) => sum + here.texts, labels),
		bodies,
	};
}

/** A last name of its own, and not somebody else's: what tells one person from another in the deals of other companies. */
async function tellingOf(db: TenantDb, identity: ErasedIdentity): Promise<ErasedIdentity> {
	const others = new Set((await namesOfOthers(db)).map(nameKey));
	const isTelling = (name: string): boolean =>
		(plainName(name).match(/\p{L}{2,}/gu) ?? []).length >= 2 && !others.has(nameKey(name));
	return { ...identity, names: identity.names.filter(isTelling) };
}

/** Raw mails with their files, and our own copies of what was sent to them. */
export async function eraseBodies(
	{ env, db }: Pick<ElsewhereDeps, "env" | "db">,
	of: { readonly signals: readonly SignalId[]; readonly effects: readonly EffectKey[] },
): Promise<number> {
	const bodies = bodyStore(env, db);
	let count = 0;
	const names = [
		...of.signals.map((signal) => rawSignalKey(db.tenant, signal)),
		...of.effects.map((effect) => sentMailKey(db.tenant, effect)),
	];
	for (const name of names) {
		const keys = await bodies.under(name);
		await bodies.delete(keys);
		count += keys.length;
	}
	return count;
}
