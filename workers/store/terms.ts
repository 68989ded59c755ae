import * as z from "zod";
import { Billing } from "#knowledge/core/contract/account.ts";
import {
	BudgetChanges,
	FlagChanges,
	type Flags,
	flagsOf,
	QuotaChanges,
	type Quotas,
	quotasOf,
	Tier,
} from "#knowledge/core/vocabulary/account.ts";
import { Json } from "./json-columns.ts";

/*
 * What of an account differs from its tier, as its row holds it. What cannot be read any more is as if it were not there:
 * bounds and names change with the code, and one row must take neither its account down nor the list of all.
 */
export const StoredQuotas = Json.pipe(QuotaChanges.strip()).catch({});
export const StoredFlags = Json.pipe(FlagChanges.strip()).catch({});
export const StoredBudget = Json.pipe(BudgetChanges.strip()).catch({});
export const StoredBilling = Json.pipe(Billing.strip()).catch({});

/** What an account may have and ask at most, and what it may use: its tier, with what differs from it. */
export type Terms = { readonly quotas: Quotas; readonly flags: Flags };

/** One column of a join with the accounts, as `a`. */
export const TERMS_COLUMN = "json_object('tier', a.tier, 'quotas', a.quotas, 'flags', a.flags) AS terms";

export const StoredTerms = Json.pipe(z.object({ tier: Tier, quotas: StoredQuotas, flags: StoredFlags }))
	.catch({ tier: "standard", quotas: {}, flags: {} })
	.transform(({ tier, quotas, flags }): Terms => ({ quotas: quotasOf(tier, quotas), flags: flagsOf(tier, flags) }));
