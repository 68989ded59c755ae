import * as z from "zod";
import { TenantId } from "../../vocabulary/ids.ts";
import {
	AccountChanges,
	AccountView,
	ClosingView,
	NewAccount,
	PersonGiven,
	SettingChanges,
	SettingsView,
} from "../account.ts";
import type { Operation } from "../operation.ts";
import { USAGE_DIMENSIONS, UsageAmounts } from "../usage.ts";
import { A, account, items, none, page } from "./parts.ts";

const day = z.iso.date();

export const ACCOUNTS_OPERATIONS = {
	provisionAccount: {
		id: "provisionAccount",
		method: "post",
		path: "/v1/accounts",
		summary: "Provision an account",
		description:
			"Makes everything that an account needs before its first mail: its data key, its connection for mail, its agents, a human for each region, and invitations for the people named.",
		access: "platform",
		params: none,
		query: none,
		body: NewAccount,
		example: {
			account: "brightfen",
			organisation: "Brightfen Mobile",
			region: "emea",
			tier: "standard",
			admin: { name: "Ada Novak", address: "ada@brightfen.example" },
			mailboxes: [{ address: "sales@in.brightfen.example", name: "Brightfen Sales", region: "emea" }],
			quotas: { deals: 1_000 },
			flags: { forks: false },
		},
		status: 201,
		refuses: ["conflict", "invalid"],
		makes: { account: "account" },
		answer: z.strictObject({
			...AccountView.shape,
			mailboxes: z.array(z.strictObject({ address: z.string(), region: z.string() })),
			/** Who was invited, and whether the mail could be sent. The link stands in the mail alone. */
			invited: z.array(PersonGiven.extend({ sent: z.boolean() })),
		}),
	},
	listAccounts: {
		id: "listAccounts",
		method: "get",
		path: "/v1/accounts",
		summary: "The accounts of the platform, by name",
		access: "platform",
		params: none,
		query: page,
		body: null,
		status: 200,
		answer: items(AccountView),
	},
	changeAccount: {
		id: "changeAccount",
		method: "patch",
		path: A,
		summary: "Change what an account may, suspend it, or let it go on",
		description:
			"A suspended account answers nobody: its sessions and keys get 403, its sockets are closed, its crew stands still and nothing leaves. What it had accepted is kept, and goes on when it is active again.",
		access: "platform",
		params: account,
		query: none,
		body: AccountChanges,
		example: { tier: "premium", quotas: { people: 800 }, flags: { model: true }, budget: { monthTokens: 90_000_000 } },
		status: 200,
		refuses: ["conflict", "not-found"],
		answer: AccountView,
	},
	closeAccount: {
		id: "closeAccount",
		method: "delete",
		path: A,
		summary: "Tear an account down, with everything that it has",
		description:
			"Not to be taken back. The answer is 202 while there is something left: it goes on by itself, and quicker when asked again. Once all is gone it is 200, with the proof.",
		access: "platform",
		params: account,
		query: none,
		body: z.strictObject({ confirm: TenantId }),
		example: { confirm: "brightfen" },
		status: 200,
		unfinished: 202,
		refuses: ["conflict", "not-found", "invalid"],
		answer: ClosingView,
	},
	changeSettings: {
		id: "changeSettings",
		method: "patch",
		path: `${A}/settings`,
		summary: "Change the account's own settings",
		access: "admin",
		params: account,
		query: none,
		body: SettingChanges,
		example: { undoWindowMs: 30_000, sends: { perContactDay: 4 } },
		status: 200,
		refuses: ["ceiling"],
		answer: SettingsView,
	},
	listUsage: {
		id: "listUsage",
		method: "get",
		path: `${A}/usage`,
		summary: "What was used, from a day to a day (UTC), in sums",
		access: "manager",
		params: account,
		query: z
			.strictObject({
				from: day,
				to: day,
				by: z.enum(USAGE_DIMENSIONS).default("account"),
				cursor: z.string().max(200).optional(),
				limit: z.coerce.number().int().min(1).max(1_000).default(200),
			})
			.refine(({ from, to }) => from <= to, { path: ["to"], message: "must not be before «from»" }),
		body: null,
		status: 200,
		answer: z.strictObject({
			from: day,
			to: day,
			by: z.enum(USAGE_DIMENSIONS),
			/** Of all items, on whichever page they stand. */
			total: UsageAmounts,
			/** `key`: the deal, agent, person or day; `null`: what was nobody's. */
			items: z.array(z.strictObject({ key: z.string().nullable(), amounts: UsageAmounts })),
			next: z.string().nullable(),
		}),
	},
} as const satisfies Record<string, Operation>;
