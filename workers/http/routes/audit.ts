import type { Context, Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
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

type Page = {
	readonly entries: readonly { readonly seq: number; readonly json: string }[];
	readonly head: { readonly seq: number; readonly hash: string } | null;
};

/** Page by page, up to where the chain ended when it was asked for, however much is added meanwhile. */
function linesOf(c: Context<App>, call: Call, first: Page): ReadableStream<string> {
	const { head } = first;
	let page: Page | null = first;
	let after = 0;
	return new ReadableStream<string>({
		async pull(controller) {
			if (page === null) {
				const next = outcomeOf(await ledgerStub(c.env, call.principal).auditPage(call, after, PAGE));
				page = next.type === "done" ? next.value : { entries: [], head: null };
			}
			const lines = page.entries.filter(({ seq }) => seq <= (head?.seq ?? 0));
			after = page.entries.at(-1)?.seq ?? after;
			const isEnd = page.entries.length === 0 || after >= (head?.seq ?? 0);
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
