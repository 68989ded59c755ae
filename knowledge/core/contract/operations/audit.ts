import * as z from "zod";

import { AuditEntry } from "../../audit/entry.ts";
import { UserId } from "../../vocabulary/ids.ts";
import type { Operation } from "../operation.ts";

import { A, account, items, none, SeqCursor } from "./parts.ts";

export const AUDIT_OPERATIONS = {
	listAudit: {
		id: "listAudit",
		method: "get",
		path: `${A}/audit`,
		summary: "What was done in the account, by whom and by which right, newest first",
		description:
			"Every write with what came of it, sign-ins, and what an administrator alone may read. Reads of deals are not in it.",
		access: "admin",
		params: account,
		query: z.strictObject({
			actor: UserId.optional(),
			action: AuditEntry.shape.action.optional().describe("The id of an operation, or an event such as «sign-in»"),
			result: AuditEntry.shape.result.optional().describe("«done», a problem's code, or «fault»"),
			since: z.iso.datetime().optional().describe("Asked for at this time or later"),
			until: z.iso.datetime().optional().describe("Asked for before this time"),
			cursor: SeqCursor.optional(),
			limit: z.coerce.number().int().min(1).max(200).default(50),
		}),
		body: null,
		status: 200,
		answer: items(AuditEntry),
	},
	exportAudit: {
		id: "exportAudit",
		method: "get",
		path: `${A}/audit/export`,
		summary: "The whole chain, one entry a line, oldest first; the last line says how many there are and the last hash",
		description: "`npm run audit -- verify FILE` tells whether it is whole, and where it is not.",
		access: "admin",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: z.string(),
		answerType: "application/x-ndjson",
	},
} as const satisfies Record<string, Operation>;
