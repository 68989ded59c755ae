import * as z from "zod";
import { Billing } from "#knowledge/core/contract/account.ts";
import { FlagChanges, QuotaChanges, Tier } from "#knowledge/core/vocabulary/account.ts";

/** A column of JSON. */
export const Json = z.string().transform((text, context): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		context.addIssue("is not JSON");
		return z.NEVER;
	}
});

/*
 * What of an account differs from its tier, as its row holds it. What cannot be read any more is as if it were not there:
 * bounds and names change with the code, and one row must take neither its account down nor the list of all.
 */
export const StoredQuotas = Json.pipe(QuotaChanges.strip()).catch({});
export const StoredFlags = Json.pipe(FlagChanges.strip()).catch({});
export const StoredBilling = Json.pipe(Billing.strip()).catch({});

/** A tier with its quotas, as one column of a join. */
export const StoredTerms = Json.pipe(z.object({ tier: Tier, changes: StoredQuotas })).catch({
	tier: "standard",
	changes: {},
});
