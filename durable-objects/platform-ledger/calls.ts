import * as z from "zod";

/** What an account's ledger asks of the pool that all share. Numbers alone: whose it is says the principal. */
export const LoanAsk = z.strictObject({
	month: z.string().regex(/^\d{4}-\d{2}$/),
	/** Each ask of an account has a number of its own, higher than those before. */
	asked: z.int().min(1),
	/** The account's own part of the pool, and its factor in millionths. */
	burst: z.int().min(0),
	factor: z.int().min(0),
	used: z.int().min(0),
	/** All that it wants to have; less than it has gives the rest back. */
	target: z.int().min(0),
});
export type LoanAsk = z.infer<typeof LoanAsk>;

/** All that is lent to the account in this month, and until when what it does not use may be used. */
export type Loan = { readonly tokens: number; readonly until: number };

/** The pool as it stands: for whoever runs the platform, and for tests. */
export type PoolState = { readonly accounts: number; readonly pool: number; readonly lent: number };
