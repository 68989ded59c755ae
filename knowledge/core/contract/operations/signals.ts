import * as z from "zod";

import { DealId, SignalId, TenantId } from "../../vocabulary/ids.ts";

import type { Operation } from "../operation.ts";
import { NewCrmChange, NewNote, SignalReceipt, SignalRow, SignalsQuery } from "../signal.ts";

import { A, account, items, none } from "./parts.ts";

export const SIGNAL_OPERATIONS = {
	postEmail: {
		id: "postEmail",
		method: "post",
		path: `${A}/signals/email`,
		summary: "Hand in one raw mail",
		access: "writer",
		params: account,
		query: none,
		body: null,
		rawBody: "message/rfc822",
		status: 202,
		answer: SignalReceipt,
	},
	postNote: {
		id: "postNote",
		method: "post",
		path: `${A}/signals/note`,
		summary: "Hand in a note, or notes of a meeting or call",
		access: "writer",
		params: account,
		query: none,
		body: NewNote,
		status: 202,
		answer: SignalReceipt,
	},
	postCrmChange: {
		id: "postCrmChange",
		method: "post",
		path: `${A}/signals/crm`,
		summary: "Hand in a change in another CRM",
		access: "writer",
		params: account,
		query: none,
		body: NewCrmChange,
		status: 202,
		answer: SignalReceipt,
	},
	listSignals: {
		id: "listSignals",
		method: "get",
		path: `${A}/signals`,
		summary: "Everything that came in, newest first",
		access: "reader",
		params: account,
		query: SignalsQuery,
		body: null,
		status: 200,
		answer: items(SignalRow),
	},
	getSignal: {
		id: "getSignal",
		method: "get",
		path: `${A}/signals/{signal}`,
		summary: "One signal",
		access: "reader",
		params: z.strictObject({ account: TenantId, signal: SignalId }),
		query: none,
		body: null,
		status: 200,
		answer: SignalRow,
	},
	assignSignal: {
		id: "assignSignal",
		method: "post",
		path: `${A}/signals/{signal}/assign`,
		summary: "Give an unassigned or refused signal to a deal, or open one for it",
		access: "human",
		params: z.strictObject({ account: TenantId, signal: SignalId }),
		query: none,
		body: z.strictObject({ deal: DealId.nullable().describe("null opens a new deal") }),
		status: 200,
		answer: SignalReceipt,
	},
} as const satisfies Record<string, Operation>;
