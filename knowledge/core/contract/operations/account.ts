import * as z from "zod";

import { Flags, Quotas, Tier } from "../../vocabulary/account.ts";
import { DealId, SkillName, TenantId, UserId } from "../../vocabulary/ids.ts";

import { Region } from "../../vocabulary/region.ts";

import { Automation } from "../deal.ts";
import type { Operation } from "../operation.ts";

import { A, account, none, State } from "./parts.ts";

export const ACCOUNT_OPERATIONS = {
	pauseAgent: {
		id: "pauseAgent",
		method: "post",
		path: `${A}/agents/{agent}/pause`,
		summary: "Stop one agent everywhere",
		access: "human",
		params: z.strictObject({ account: TenantId, agent: SkillName }),
		query: none,
		body: none,
		status: 200,
		answer: State,
	},
	resumeAgent: {
		id: "resumeAgent",
		method: "post",
		path: `${A}/agents/{agent}/resume`,
		summary: "Let one agent work again",
		access: "human",
		params: z.strictObject({ account: TenantId, agent: SkillName }),
		query: none,
		body: none,
		status: 200,
		answer: State,
	},
	pauseTenant: {
		id: "pauseTenant",
		method: "post",
		path: `${A}/pause`,
		summary: "Stop the whole crew",
		access: "human",
		params: account,
		query: none,
		body: none,
		status: 200,
		answer: State,
	},
	resumeTenant: {
		id: "resumeTenant",
		method: "post",
		path: `${A}/resume`,
		summary: "Let the crew go on, and lift an anomaly stop",
		access: "human",
		params: account,
		query: none,
		body: none,
		status: 200,
		answer: State,
	},
	getTenant: {
		id: "getTenant",
		method: "get",
		path: A,
		summary: "The account, who is asking, and what holds the crew",
		access: "reader",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: z.strictObject({
			account: TenantId,
			organisation: z.string(),
			region: Region,
			tier: Tier,
			/** What holds: the tier's, with what was agreed on in its place. */
			quotas: Quotas,
			flags: Flags,
			automation: Automation,
			stop: z.strictObject({ reason: z.string(), since: z.iso.datetime() }).nullable(),
			you: z.strictObject({
				id: UserId,
				name: z.string().nullable().describe("`null` where whoever asks is none of the account's people"),
				kind: z.string(),
				roles: z.array(z.string()),
				region: Region.nullable(),
			}),
		}),
	},
	openSocket: {
		id: "openSocket",
		method: "post",
		path: `${A}/sockets`,
		summary: "A one-use ticket for a live connection",
		access: "reader",
		params: account,
		query: none,
		body: z.strictObject({ purpose: z.literal("deal"), room: DealId }),
		example: { purpose: "deal", room: "d-aaaaaaaaaaaaaaaaaaaa" },
		status: 201,
		showsSecret: true,
		answer: z.strictObject({ ticket: z.string(), url: z.string(), protocol: z.string(), expiresAt: z.iso.datetime() }),
	},
} as const satisfies Record<string, Operation>;
