import type { Env } from "#durable-objects/env.ts";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import type { AuditPage } from "#knowledge/core/audit/entry.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import {
	copyAudit,
	mendAudit,
	readAuditChecked,
	readAuditCursor,
	readCopy,
	writeAuditChecked,
} from "#workers/store/audit.ts";
import { ownDb } from "#workers/store/tenant-db.ts";

/** All of them are one statement, as one text. */
const COPIED_AT_ONCE = 100;
/** Of one tenant in one go: 10,000 entries; the next go continues. Each page is three calls. */
const PAGES_MAX = 100;
/** In a tick, which shares a request's calls among many tenants. Whoever looks at the list has it followed anyway. */
const PAGES_PER_TICK = 5;
const CHECKED_PER_TICK = 500;

/** What the ledger refuses to tell is not the end of the chain. */
async function pageOf(env: Env, tenant: TenantId, after: number, limit: number): Promise<AuditPage> {
	const call = systemCall(tenant, "audit", { now: Date.now(), settingsVersion: 0 });
	return expectDone(await ledgerStub(env, call.principal).auditPage(call, after, limit));
}

/** Brings the copy in D1 up to the chain. Answers how many entries came to it. */
export async function followAudit(env: Env, tenant: TenantId, pagesMax: number = PAGES_MAX): Promise<number> {
	const db = ownDb(env, tenant);
	let after = await readAuditCursor(db);
	let copied = 0;
	for (let i = 0; i < pagesMax; i++) {
		const { entries } = await pageOf(env, tenant, after, COPIED_AT_ONCE);
		await copyAudit(db, entries);
		copied += entries.length;
		after = entries.at(-1)?.seq ?? after;
		if (entries.length < COPIED_AT_ONCE) break;
	}
	return copied;
}

/**
 * The copy followed the chain; then the next stretch of it is held against the chain, which begins anew after its end. A
 * chain only grows: where it ends before what was copied of it, the copy is what is left, and nothing of it is mended away.
 */
export async function auditTick(env: Env, tenant: TenantId): Promise<Outcome<{ copied: number; mended: number }>> {
	const copied = await followAudit(env, tenant, PAGES_PER_TICK);
	const db = ownDb(env, tenant);
	const after = await readAuditChecked(db);
	const followed = await readAuditCursor(db);
	const copy = await readCopy(db, after, CHECKED_PER_TICK);
	const { entries, head } = await pageOf(env, tenant, after, CHECKED_PER_TICK);
	if ((head?.seq ?? 0) < followed) {
		log.error("audit chain is shorter than its copy", { tenant, head: head?.seq ?? 0, followed });
		return done({ copied, mended: 0 });
	}
	const isEnd = entries.length < CHECKED_PER_TICK;
	const last = entries.at(-1)?.seq ?? after;
	const mended = await mendAudit(db, copy, { lines: entries, followed, isEnd });
	const checked = isEnd ? 0 : last;
	if (checked !== after) await writeAuditChecked(db, checked);
	if (mended > 0) log.error("audit copy was altered", { tenant, after, mended });
	return done({ copied, mended });
}
