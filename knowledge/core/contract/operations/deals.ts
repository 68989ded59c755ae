import * as z from "zod";

import { CrmField, CrmRecord } from "../../events/crm.ts";
import { SignalAuthor, SignalKind } from "../../events/signal.ts";
import { MailAddressText } from "../../vocabulary/address.ts";
import {
	ApprovalId,
	ContactId,
	CrmChangeId,
	DealId,
	EffectKey,
	FlagId,
	RunId,
	SignalId,
	TenantId,
	UserId,
} from "../../vocabulary/ids.ts";
import { MAIL_BODY_CHARS_MAX } from "../../vocabulary/limits.ts";
import { Region } from "../../vocabulary/region.ts";
import { Stage } from "../../vocabulary/stage.ts";
import { DealAtView, DealRow, DealView, ForkRow } from "../deal.ts";
import { Difference } from "../differences.ts";
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
		example: { name: "Brightfen: 85 seats", region: "emea", rep: null },
		status: 201,
		answer: DealView,
	},
	getDeal: {
		id: "getDeal",
		method: "get",
		path: `${A}/deals/{deal}`,
		summary: "One deal as it stands, or as it stood after its event `at`",
		access: "reader",
		params: inDeal,
		query: z.strictObject({ at: z.coerce.number().int().min(1).optional() }),
		body: null,
		status: 200,
		answer: DealAtView,
	},
	forkDeal: {
		id: "forkDeal",
		method: "post",
		path: `${A}/deals/{deal}/fork`,
		summary:
			"Open a sandbox copy of a deal as it stood at the last end of a turn up to its event `at`; nothing ever leaves it",
		access: "human",
		params: inDeal,
		query: none,
		body: z.strictObject({
			at: z
				.int()
				.min(1)
				.optional()
				.describe(
					"Without it: as the deal stands. In the midst of a turn: the turn before; `fork.at` says which event",
				),
			label: z.string().trim().max(120).default(""),
		}),
		example: { label: "What if we wait a month" },
		status: 201,
		answer: DealView,
	},
	listForks: {
		id: "listForks",
		method: "get",
		path: `${A}/deals/{deal}/forks`,
		summary: "The sandbox copies of a deal, newest first",
		access: "reader",
		params: inDeal,
		query: none,
		body: null,
		status: 200,
		answer: items(ForkRow),
	},
	rehearse: {
		id: "rehearse",
		method: "post",
		path: `${A}/deals/{deal}/rehearse`,
		summary: "In a fork: what if this came in now?",
		access: "human",
		params: inDeal,
		query: none,
		body: z.strictObject({
			kind: SignalKind.exclude(["calendar", "crm"]).default("email"),
			author: SignalAuthor.exclude(["system"]).default("buyer"),
			contact: ContactId.optional().describe("Who of the buyer's people; without it whoever wrote last"),
			from: z
				.strictObject({ address: MailAddressText, name: z.string().trim().max(120) })
				.optional()
				.describe("Who it would be, in a copy in which nobody has written yet"),
			subject: z.string().trim().max(250).optional(),
			text: z.string().trim().min(1).max(20_000),
		}),
		example: { text: "What would it cost for twice as many seats?" },
		status: 202,
		answer: z.strictObject({ signal: SignalId, run: RunId.nullable() }),
	},
	listDifferences: {
		id: "listDifferences",
		method: "get",
		path: `${A}/deals/{deal}/differences`,
		summary: "What differs between two moments of a deal, or between it and another deal or fork",
		access: "reader",
		params: inDeal,
		query: z.strictObject({
			at: z.coerce.number().int().min(1).optional().describe("The moment of this deal; without it: now"),
			with: DealId.optional().describe("Another deal, such as a fork; without it: the same deal"),
			withAt: z.coerce.number().int().min(1).optional().describe("The moment of the other; without it: now"),
		}),
		status: 200,
		body: null,
		answer: items(Difference),
	},
	changeCrm: {
		id: "changeCrm",
		method: "post",
		path: `${A}/deals/{deal}/crm`,
		summary: "Write a field of the customer record by hand; no agent writes it again",
		access: "human",
		params: inDeal,
		query: none,
		body: z.strictObject({ record: CrmRecord, field: CrmField, value: z.string().trim().min(1).max(400).nullable() }),
		example: { record: { type: "deal" }, field: "next-step", value: "Send the security sheet" },
		status: 200,
		answer: DealView,
	},
	undoCrm: {
		id: "undoCrm",
		method: "post",
		path: `${A}/deals/{deal}/crm/{change}/undo`,
		summary: "Take a change of the customer record back: what stood before stands again",
		access: "human",
		params: z.strictObject({ account: TenantId, deal: DealId, change: CrmChangeId }),
		query: none,
		body: none,
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
		example: { stage: "DISCOVERY" },
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
			subject: z.string().trim().min(1).max(250),
			body: z.string().trim().min(1).max(MAIL_BODY_CHARS_MAX),
		}),
		example: { to: ["c-aaaaaaaaaaaaaaaaaaaa"], subject: "Your question", body: "Hello Mara,\nyes, it does.\nNadia" },
		status: 202,
		answer: z.strictObject({ approval: ApprovalId, effect: EffectKey.nullable() }),
	},
} as const satisfies Record<string, Operation>;
