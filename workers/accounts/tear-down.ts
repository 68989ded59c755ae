import type { Env } from "#durable-objects/env.ts";
import { answer, expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { log } from "#durable-objects/platform/log.ts";
import { recordAudit } from "#durable-objects/platform/record-audit.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { dealStub, inboxStub, type LedgerStub, ledgerStub } from "#durable-objects/stubs.ts";
import { AuditFact } from "#knowledge/core/audit/entry.ts";
import type { ClosingProof, ClosingView } from "#knowledge/core/contract/account.ts";
import { type DealId, PLATFORM_TENANT, type TenantId, type UserId } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import {
	beginClosing,
	type Closing,
	countRows,
	dealsToPurge,
	deleteAccount,
	deleteRows,
	forgetDeals,
	noteClosed,
	noteObjects,
	readAccount,
	readClosing,
	readOpenClosings,
	setClosing,
} from "#workers/store/accounts.ts";
import { type Bodies, bodyStore } from "#workers/store/bodies.ts";
import { forgetKeys } from "#workers/store/data-keys.ts";
import { ownDb, type TenantDb } from "#workers/store/tenant-db.ts";
import { closeSocketsOf } from "./hang-up.ts";

/**
 * So long nothing is taken away once an account is closing: longer than any request, delivery or cached key lasts. What was
 * under way when the door closed has ended by then, and cannot put anything back behind the broom.
 */
export const DRAIN_MS = 2 * MINUTE_MS;
const OBJECTS_PER_REQUEST = 200;
const CALLS_AT_ONCE = 20;
/** One page of the listing, and one call that deletes. */
const BODIES_PER_PAGE = 1_000;
const PAGES_PER_REQUEST = 10;

export type Ending = {
	readonly env: Env;
	/** The account's own rows, and the platform's, which keep that it ended. */
	readonly db: TenantDb;
	readonly platform: TenantDb;
	readonly now: number;
	/** Objects of one request: each is two calls, and a request has a thousand. */
	readonly objectsMax?: number;
};

/**
 * Takes the account away, as far as one request may. Each step can be done again, and what it has left to do is read from
 * what is there, so that a crash anywhere costs nothing: whoever asks next, or the clock, goes on. The order is what makes
 * it final: first nobody is let in, then what could bring something back goes before what it would bring it to, the keys
 * go last of all rows, and the row that every other row refers to after them.
 */
export async function tearDown(ending: Ending, by: UserId): Promise<ClosingView> {
	const { db, platform, now } = ending;
	const account = db.tenant;
	const standing = await readAccount(db);
	// Its time begins with the door closing, however long ago somebody first asked.
	if (standing && standing.state !== "closing") await beginClosing(platform, account, { by, now });
	const closing = await readClosing(platform, account);
	invariant(closing, "what was begun is noted");
	if (closing.closed_at !== null) return closedView(account, closing);
	await setClosing(db);
	await closeSocketsOf(ending.env, db, "everybody");
	const waitsMs = Math.max(0, closing.asked_at + DRAIN_MS - now);
	if (waitsMs > 0) return openView(account, { waitsMs, objects: 0, bodies: true });
	return sweep(ending, closing);
}

async function sweep(ending: Ending, closing: Closing): Promise<ClosingView> {
	const { env, db, platform, now, objectsMax = OBJECTS_PER_REQUEST } = ending;
	const account = db.tenant;
	const call = systemCall(account, "tear-down", { now, settingsVersion: 0 });
	const bodies = bodyStore(env, db);
	// Before the deals: it would bring them what it still holds.
	const inbox = await purge(call, () => inboxStub(env, call.principal));
	const deals = await dealsToPurge(db, objectsMax);
	const remaining = await purgeDeals(ending, deals);
	await noteObjects(platform, account, { asked: deals.length, remaining });
	await forgetDeals(db, deals);
	const more = (await dealsToPurge(db, objectsMax)).length;
	if (more > 0) return openView(account, { waitsMs: 0, objects: more, bodies: true });
	if (await deleteBodies(bodies)) return openView(account, { waitsMs: 0, objects: 0, bodies: true });
	if (await deleteRows(db)) return openView(account, { waitsMs: 0, objects: 0, bodies: false });
	// It has the audit chain of the account, and goes when all that it could tell of has gone.
	const ledger = await purge(call, () => ledgerStub(env, call.principal));
	await deleteAccount(db);
	forgetKeys(env, account);
	const counted = (await readClosing(platform, account)) ?? closing;
	const rows = await countRows(db);
	const proof: ClosingProof = {
		rows,
		objects: { asked: counted.asked + TENANT_OBJECTS, remaining: counted.remaining + inbox + ledger },
		bodies: (await bodies.list(BODIES_PER_PAGE)).length,
		keys: rows.data_keys ?? 0,
	};
	invariant(isNothing(proof), "nothing is left of an account that is closed");
	await noteClosed(platform, account, { proof, now });
	await tellPlatform(ending, proof);
	return closedView(account, await readClosing(platform, account));
}

/** The inbox and the ledger: every account has one of each. */
const TENANT_OBJECTS = 2;

type Purged = Pick<LedgerStub, "purge" | "remains">;

/** Takes all that an object has. Answers what it holds afterwards. */
async function purge(call: Call, look: () => Purged): Promise<number> {
	expectDone(await look().purge(call));
	return expectDone(await look().remains(call));
}

async function purgeDeals({ env, db, now }: Ending, deals: readonly DealId[]): Promise<number> {
	const call = systemCall(db.tenant, "tear-down", { now, settingsVersion: 0 });
	let remaining = 0;
	for (let at = 0; at < deals.length; at += CALLS_AT_ONCE) {
		const left = await Promise.all(
			deals.slice(at, at + CALLS_AT_ONCE).map(async (deal) => {
				const stub = dealStub(env, call.principal, deal);
				expectDone(await stub.purge({ ...call, deal }));
				return expectDone(await stub.remains({ ...call, deal }));
			}),
		);
		remaining += left.reduce((sum, each) => sum + each, 0);
	}
	return remaining;
}

/** Answers whether there may be more. */
async function deleteBodies(bodies: Bodies): Promise<boolean> {
	for (let page = 0; page < PAGES_PER_REQUEST; page++) {
		// From the beginning each time: what was on the page before is gone.
		const keys = await bodies.list(BODIES_PER_PAGE);
		if (keys.length === 0) return false;
		await bodies.delete(keys);
	}
	return true;
}

const isNothing = ({ rows, objects, bodies, keys }: ClosingProof): boolean =>
	objects.remaining + bodies + keys === 0 && Object.values(rows).every((count) => count === 0);

/** The account's own chain is gone with it; that it ended, and with which proof, stands in the platform's. */
async function tellPlatform({ env, db, platform, now }: Ending, proof: ClosingProof): Promise<void> {
	const call = systemCall(platform.tenant, "tear-down", { now, settingsVersion: 0 });
	const { kind, id, token } = call.principal;
	const fact = AuditFact.parse({
		at: new Date(now).toISOString(),
		actor: { kind, id, token },
		action: "account.purged",
		right: "platform",
		target: [`account:${db.tenant}`, `proof:${sha256(canonicalJson(proof))}`],
		result: "done",
		status: 200,
		address: null,
		requestId: `tear-down-${db.tenant}`,
	});
	await recordAudit({ ledger: () => ledgerStub(env, call.principal), queue: env.EVENTS }, call, fact);
}

const openView = (account: TenantId, left: ClosingView["left"]): ClosingView => ({
	account,
	state: "closing",
	left,
	closedAt: null,
	proof: null,
});

export function closedView(account: TenantId, closing: Closing | null): ClosingView {
	invariant(closing?.closed_at, "the account is closed");
	const closedAt = new Date(closing.closed_at).toISOString();
	return { account, state: "closed", left: null, closedAt, proof: closing.proof };
}

/** Accounts that the clock goes on with in one tick, and objects of all of them: the tick has other work to do with its calls. */
const CLOSINGS_PER_TICK = 3;
const OBJECTS_PER_TICK = 100;

/** A tear-down goes on by itself, whoever began it and however it broke off. */
export async function tearDownTick(env: Env): Promise<void> {
	const now = Date.now();
	const platform = ownDb(env, PLATFORM_TENANT);
	const { principal } = systemCall(PLATFORM_TENANT, "tear-down", { now, settingsVersion: 0 });
	const open = await readOpenClosings(platform, CLOSINGS_PER_TICK);
	const objectsMax = Math.ceil(OBJECTS_PER_TICK / Math.max(1, open.length));
	for (const { account } of open) {
		const answered = await answer("tear-down", async () =>
			done(await tearDown({ env, db: ownDb(env, account), platform, now, objectsMax }, principal.id)),
		);
		if (answered.type !== "done") log.warn("tear-down not finished", { tenant: account });
	}
}
