import type { Context, Hono } from "hono";
import type { DecisionAnswer, DecisionCall } from "#durable-objects/deal-agent/calls.ts";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { ApprovalId, dealOfApproval } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { done, type Outcome } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { cursorOf, cursorProblem } from "#workers/http/cursor.ts";
import { withDeal } from "#workers/http/deal-of.ts";
import { route } from "#workers/http/route.ts";
import { listApprovals } from "#workers/store/deals.ts";

export function approvalRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listApprovals, async ({ query }, c) => {
		return cursorProblem(c, query.cursor, cursorOf(ApprovalId)) ?? done(await listApprovals(c.get("db"), query));
	});

	route(app, OPERATIONS.approve, async ({ call, params, body }, c) => {
		const outcome = await decide(c, call, { type: "approve", approval: params.approval, digest: body.digest });
		if (outcome.type === "refused") return outcome;
		const { approval, effect, leavesAt } = outcome.value;
		return done({
			approval,
			effect,
			leavesAt: leavesAt === null ? null : new Date(leavesAt).toISOString(),
		});
	});

	route(app, OPERATIONS.reject, async ({ call, params, body }, c) => {
		const outcome = await decide(c, call, { type: "reject", approval: params.approval, ...body });
		return outcome.type === "refused" ? outcome : done({ approval: outcome.value.approval });
	});

	route(app, OPERATIONS.edit, async ({ call, params, body }, c) => {
		const outcome = await decide(c, call, { type: "edit", approval: params.approval, ...body });
		if (outcome.type === "refused") return outcome;
		const { approval, digest, unsupported } = outcome.value;
		invariant(digest, "an edit has a digest");
		return done({ approval, digest, unsupported: [...unsupported] });
	});

	route(app, OPERATIONS.undo, async ({ call, params }, c) => {
		const outcome = await decide(c, call, { type: "undo", approval: params.approval });
		return outcome.type === "refused" ? outcome : done({ approval: outcome.value.approval });
	});
}

/** The deal decides; its list of open approvals is only how people find it. */
const decide = (c: Context<App>, call: Call, decision: DecisionCall): Promise<Outcome<DecisionAnswer>> =>
	withDeal(c, call, dealOfApproval(decision.approval), async (stub, dealCall) =>
		outcomeOf(await stub.decide(dealCall, decision)),
	);
