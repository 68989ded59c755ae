import type { Env } from "#durable-objects/env.ts";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import type { AuditHead } from "#knowledge/core/audit/entry.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import {
	type AuditLine,
	copyAudit,
	mendAudit,
	readAuditChecked,
	readAuditCursor,
	readCopy,
	writeAuditChecked,
} from "#workers/store/audit.ts";
import { tenantDb } from "#workers/store/tenant-db.ts";

/** D1 takes so many statements of one batch with ease. */
const COPIED_AT_ONCE = 100;
/** Of one tenant in one go: 10,000 entries; the next go continues. */
const PAGES_MAX = 100;
const CHECKED_PER_TICK = 500;

type Page = { readonly entries: readonly AuditLine[]; readonly head: AuditHead | null };

async function pageOf(env: Env, tenant: TenantId, after: number, limit: number): Promise<Page> {
	const call = systemCall(tenant, "audit", { now: Date.now(), settingsVersion: 0 });
	const answered = outcomeOf(await ledgerStub(env, call.principal).auditPage(call, after, limit));
	return answered.type === "done" ? answered.value : { entries: [], head: null };
}

/** Brings the copy in D1 up to the chain. Answers how many entries came to it. */
export async function followAudit(env: Env, tenant: TenantId): Promise<number> {
	const db = tenantDb(env, tenant, tenant);
	let after = await readAuditCursor(db);
	let copied = 0;
	for (let i = 0; i < PAGES_MAX; i++) {
		const { entries } = await pageOf(env, tenant, after, COPIED_AT_ONCE);
		await copyAudit(db, entries);
		copied += entries.length;
		after = entries.at(-1)?.seq ?? after;
		if (entries.length < COPIED_AT_ONCE) break;
	}
	return copied;
}

/** The copy followed the chain; then the next stretch of it is held against the chain, which begins anew after its end. */
export async function auditTick(env: Env, tenant: TenantId): Promise<Outcome<{ copied: number; mended: number }>> {
	const copied = await followAudit(env, tenant);
	const db = tenantDb(env, tenant, tenant);
	const after = await readAuditChecked(db);
	const followed = await readAuditCursor(db);
	const copy = await readCopy(db, after, CHECKED_PER_TICK);
	const { entries } = await pageOf(env, tenant, after, CHECKED_PER_TICK);
	const isEnd = entries.length < CHECKED_PER_TICK;
	const last = entries.at(-1)?.seq ?? after;
	const mended = await mendAudit(db, copy, { lines: entries, followed, isEnd });
	const checked = isEnd ? 0 : last;
	if (checked !== after) await writeAuditChecked(db, checked);
	if (mended > 0) log.error("audit copy was altered", { tenant, after, mended });
	return done({ copied, mended });
}
