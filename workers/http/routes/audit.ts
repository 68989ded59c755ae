import type { Context, Hono } from "hono";
import { expectDone, outcomeOf } from "#durable-objects/platform/answer.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import type { AuditPage } from "#knowledge/core/audit/entry.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { route } from "#workers/http/route.ts";
import { followAudit } from "#workers/schedule/audit.ts";
import { listAudit } from "#workers/store/audit.ts";

const PAGE = 1_000;

export function auditRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listAudit, async ({ call, query }, c) => {
		// Whoever looks sees what was done up to now, not up to the last tick.
		await followAudit(c.env, call.principal.tenant);
		const { actor = null, action = null, result = null, cursor: before = null, limit } = query;
		const [since, until] = [instantOf(query.since), instantOf(query.until)];
		const rows = await listAudit(c.get("db"), { actor, action, result, since, until, before, limit: limit + 1 });
		const items = rows.slice(0, limit).map((entry) => ({ ...entry, target: [...entry.target] }));
		return done({ items, next: rows.length > limit ? String(items.at(-1)?.seq ?? "") : null });
	});

	route(app, OPERATIONS.exportAudit, async ({ call }, c) => {
		const first = outcomeOf(await ledgerStub(c.env, call.principal).auditPage(call, 0, PAGE));
		if (first.type === "refused") return first;
		const { tenant } = call.principal;
		return new Response(linesOf(c, call, first.value).pipeThrough(new TextEncoderStream()), {
			headers: {
				"content-type": OPERATIONS.exportAudit.answerType,
				"content-disposition": `attachment; filename="audit-${tenant}.ndjson"`,
			},
		});
	});
}

/**
 * Page by page, up to where the chain ended when it was asked for, however much is added meanwhile. Where a page cannot be
 * had it breaks off: the summary, which says that this is all, stands after all of it or nowhere.
 */
function linesOf(c: Context<App>, call: Call, first: AuditPage): ReadableStream<string> {
	const { head } = first;
	let page: AuditPage | null = first;
	let after = 0;
	return new ReadableStream<string>({
		async pull(controller) {
			page ??= expectDone(await ledgerStub(c.env, call.principal).auditPage(call, after, PAGE));
			const lines = page.entries.filter(({ seq }) => seq <= (head?.seq ?? 0));
			after = page.entries.at(-1)?.seq ?? after;
			const isEnd = after >= (head?.seq ?? 0);
			invariant(isEnd || page.entries.length > 0, "a chain goes on up to its head");
			page = null;
			if (lines.length > 0) controller.enqueue(lines.map(({ json }) => `${json}\n`).join(""));
			if (!isEnd) return;
			const summary = { tenant: call.principal.tenant, entries: head?.seq ?? 0, head: head?.hash ?? null };
			controller.enqueue(`${canonicalJson(summary)}\n`);
			controller.close();
		},
	});
}

const instantOf = (time: string | undefined): number | null => (time === undefined ? null : Date.parse(time));
