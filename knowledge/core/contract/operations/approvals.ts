import * as z from "zod";
import { Sha256 } from "../../vocabulary/hash.ts";
import { ApprovalId, EffectKey } from "../../vocabulary/ids.ts";
import { MAIL_BODY_CHARS_MAX } from "../../vocabulary/limits.ts";

import { ApprovalView } from "../deal.ts";
import type { Operation } from "../operation.ts";

import { A, account, items, none, ofApproval, page } from "./parts.ts";

export const APPROVAL_OPERATIONS = {
	listApprovals: {
		id: "listApprovals",
		method: "get",
		path: `${A}/approvals`,
		summary: "What waits for a person, oldest first",
		access: "reader",
		params: account,
		query: page,
		body: null,
		status: 200,
		answer: items(ApprovalView),
	},
	approve: {
		id: "approve",
		refuses: ["stale-digest", "already-decided", "expired", "ceiling"],
		method: "post",
		path: `${A}/approvals/{approval}/approve`,
		summary: "Approve exactly what was shown",
		access: "human",
		params: ofApproval,
		query: none,
		body: z.strictObject({ digest: Sha256 }),
		example: { digest: "0000000000000000000000000000000000000000000000000000000000000000" },
		status: 200,
		answer: z.strictObject({
			approval: ApprovalId,
			effect: EffectKey.nullable(),
			leavesAt: z.iso.datetime().nullable(),
		}),
	},
	reject: {
		id: "reject",
		refuses: ["stale-digest", "already-decided", "expired"],
		method: "post",
		path: `${A}/approvals/{approval}/reject`,
		summary: "Reject, with the reason",
		access: "human",
		params: ofApproval,
		query: none,
		body: z.strictObject({
			digest: Sha256,
			reason: z.string().trim().min(1).max(500),
			serious: z
				.boolean()
				.optional()
				.describe("Such a thing must not happen again: what the clone had earned for such actions is lost"),
		}),
		example: {
			digest: "0000000000000000000000000000000000000000000000000000000000000000",
			reason: "They asked for the annual plan.",
		},
		status: 200,
		answer: z.strictObject({ approval: ApprovalId }),
	},
	edit: {
		id: "edit",
		refuses: ["stale-digest", "already-decided", "expired", "ceiling"],
		method: "post",
		path: `${A}/approvals/{approval}/edit`,
		summary: "Change the draft; the new digest is then approved",
		access: "human",
		params: ofApproval,
		query: none,
		body: z.strictObject({
			digest: Sha256,
			subject: z.string().trim().min(1).max(250),
			body: z.string().trim().min(1).max(MAIL_BODY_CHARS_MAX),
		}),
		example: {
			digest: "0000000000000000000000000000000000000000000000000000000000000000",
			subject: "Your 85 seats",
			body: "Hello Mara,\nthank you for your patience.\nNadia",
		},
		status: 200,
		answer: z.strictObject({
			approval: ApprovalId,
			digest: Sha256,
			/** Sums, days, figures and names that stand neither in the draft before, nor in what is known, nor in the catalogue. */
			unsupported: z.array(z.string()),
		}),
	},
	undo: {
		id: "undo",
		refuses: ["too-late"],
		method: "post",
		path: `${A}/approvals/{approval}/undo`,
		summary: "Take an approved mail back before it leaves",
		access: "human",
		params: ofApproval,
		query: none,
		body: none,
		status: 200,
		answer: z.strictObject({ approval: ApprovalId }),
	},
} as const satisfies Record<string, Operation>;
