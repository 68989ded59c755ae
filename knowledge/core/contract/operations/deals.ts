import * as z from "zod";

import { ApprovalId, ContactId, DealId, EffectKey, FlagId, TenantId, UserId } from "../../vocabulary/ids.ts";
import { MAIL_BODY_CHARS_MAX } from "../../vocabulary/limits.ts";
import { Region } from "../../vocabulary/region.ts";
import { Stage } from "../../vocabulary/stage.ts";
import { DealRow, DealView } from "../deal.ts";
import type { Operation } from "../operation.ts";

import { A, account, inDeal, items, none, page, State } from "./parts.ts";

export const DEAL_OPERATIONS = {
	listDeals: {
		id: "listDeals",
		method: "get",
		path: `${A}/deals`,
		summary: "Deals, last changed first",
		access: "reader",
		params: account,
		query: page,
		body: null,
		status: 200,
		answer: items(DealRow),
	},
	createDeal: {
		id: "createDeal",
		method: "post",
		path: `${A}/deals`,
		summary: "Open a deal",
		access: "writer",
		params: account,
		query: none,
		body: z.strictObject({
			name: z.string().trim().min(1).max(200),
			region: Region,
			rep: UserId.nullable().default(null).describe("A person of the account with the role rep"),
		}),
		status: 201,
		answer: DealView,
	},
	getDeal: {
		id: "getDeal",
		method: "get",
		path: `${A}/deals/{deal}`,
		summary: "One deal as it stands",
		access: "reader",
		params: inDeal,
		query: none,
		body: null,
		status: 200,
		answer: DealView,
	},
	moveDeal: {
		id: "moveDeal",
		method: "patch",
		path: `${A}/deals/{deal}`,
		summary: "Move a deal by hand",
		access: "human",
		params: inDeal,
		query: none,
		body: z.strictObject({ stage: Stage }),
		status: 200,
		answer: DealView,
	},
	clearFlag: {
		id: "clearFlag",
		method: "post",
		path: `${A}/deals/{deal}/flags/{flag}/clear`,
		summary: "Say that a person has looked at it",
		access: "human",
		params: z.strictObject({ account: TenantId, deal: DealId, flag: FlagId }),
		query: none,
		body: none,
		status: 200,
		answer: z.strictObject({ flag: FlagId }),
	},
	pauseDeal: {
		id: "pauseDeal",
		method: "post",
		path: `${A}/deals/{deal}/pause`,
		summary: "Stop the crew on this deal",
		access: "human",
		params: inDeal,
		query: none,
		body: none,
		status: 200,
		answer: State,
	},
	resumeDeal: {
		id: "resumeDeal",
		method: "post",
		path: `${A}/deals/{deal}/resume`,
		summary: "Let the crew go on with this deal",
		access: "human",
		params: inDeal,
		query: none,
		body: none,
		status: 200,
		answer: State,
	},
	inject: {
		id: "inject",
		method: "post",
		path: `${A}/deals/{deal}/inject`,
		summary: "Send a mail written by a person",
		access: "human",
		params: inDeal,
		query: none,
		body: z.strictObject({
			to: z.array(ContactId).min(1).max(10),
			subject: z.string().min(1).max(250),
			body: z.string().min(1).max(MAIL_BODY_CHARS_MAX),
		}),
		status: 202,
		answer: z.strictObject({ approval: ApprovalId, effect: EffectKey.nullable() }),
	},
} as const satisfies Record<string, Operation>;
