import * as z from "zod";
import type { Region } from "./region.ts";
import { HOUR_MS } from "./time.ts";

/** S0-110..112: what an account is sized for. */
export const Tier = z.enum(["entry", "standard", "premium"]);
export type Tier = z.infer<typeof Tier>;

/** Where an account stands. A suspended one answers nobody but the platform; a closing one is being torn down. */
export const AccountState = z.enum(["active", "suspended", "closing"]);
export type AccountState = z.infer<typeof AccountState>;

/** Where somebody of an account stands. Who was invited has not shown yet that the address is theirs. */
export const PersonState = z.enum(["invited", "active", "suspended"]);
export type PersonState = z.infer<typeof PersonState>;

/** What an account may have, or ask, at most. Each is held where the thing is made or asked. */
const count = z.int().min(0).max(10_000_000);
export const Quotas = z.strictObject({
	people: count,
	deals: count,
	signalsPerDay: count,
	/** Of one person or key. */
	requestsPerMinute: count.min(1),
	/** Of all of the account's people and keys together. */
	tenantRequestsPerMinute: count.min(1),
	keys: count,
});
export type Quotas = z.infer<typeof Quotas>;
export type QuotaName = keyof Quotas;

/** What of an account differs from its tier. A name that no code asks for is refused, so that nobody relies on it. */
export const QuotaChanges = Quotas.partial();
export type QuotaChanges = z.infer<typeof QuotaChanges>;

/** What can be taken from an account, or given to it. */
export const Flags = z.strictObject({
	/** Whether its agents may ask a model. Without it rules alone think. */
	model: z.boolean(),
	/** Whether its people may try things out in copies of a deal. */
	forks: z.boolean(),
});
export type Flags = z.infer<typeof Flags>;
export const FlagChanges = Flags.partial();
export type FlagChanges = z.infer<typeof FlagChanges>;

/** A score of the platform's about an account. */
const score = z.number().min(0).max(1);

/** What an account's month of model tokens is made of: see `knowledge/core/budget/pools.ts`. */
export const BudgetTerms = z.strictObject({
	/** Tokens a month. */
	monthTokens: z.int().min(0).max(10_000_000_000),
	/** Whole US dollars a year. */
	revenue: z.int().min(0).max(1_000_000_000_000),
	complexity: score,
	activity: score,
});
export type BudgetTerms = z.infer<typeof BudgetTerms>;
export const BudgetChanges = BudgetTerms.partial();
export type BudgetChanges = z.infer<typeof BudgetChanges>;

/** Where nothing else was agreed on: a factor of three quarters. */
const USUAL_BUDGET: BudgetTerms = { monthTokens: 60_000_000, revenue: 1_000_000, complexity: 0.5, activity: 0.5 };
export const budgetOf = (changes: BudgetChanges): BudgetTerms => ({ ...USUAL_BUDGET, ...defined(changes) });

/** What leaves for buyers. */
export type SendCaps = { readonly perHour: number; readonly perDay: number; readonly perContactDay: number };

type TierTerms = {
	readonly quotas: Quotas;
	readonly flags: Flags;
	/** Above these nobody of the account can set its own caps. */
	readonly sendsMax: SendCaps;
};

const TIERS: Readonly<Record<Tier, TierTerms>> = {
	entry: {
		quotas: {
			people: 50,
			deals: 500,
			signalsPerDay: 2_000,
			requestsPerMinute: 1_200,
			tenantRequestsPerMinute: 6_000,
			keys: 10,
		},
		flags: { model: true, forks: false },
		sendsMax: { perHour: 50, perDay: 500, perContactDay: 6 },
	},
	standard: {
		quotas: {
			people: 500,
			deals: 20_000,
			signalsPerDay: 20_000,
			requestsPerMinute: 3_000,
			tenantRequestsPerMinute: 30_000,
			keys: 50,
		},
		flags: { model: true, forks: true },
		sendsMax: { perHour: 500, perDay: 5_000, perContactDay: 12 },
	},
	premium: {
		quotas: {
			people: 5_000,
			deals: 500_000,
			signalsPerDay: 500_000,
			requestsPerMinute: 6_000,
			tenantRequestsPerMinute: 120_000,
			keys: 500,
		},
		flags: { model: true, forks: true },
		sendsMax: { perHour: 5_000, perDay: 50_000, perContactDay: 24 },
	},
};

export const quotasOf = (tier: Tier, changes: QuotaChanges): Quotas => ({ ...TIERS[tier].quotas, ...defined(changes) });
export const flagsOf = (tier: Tier, changes: FlagChanges): Flags => ({ ...TIERS[tier].flags, ...defined(changes) });
export const sendsMaxOf = (tier: Tier): SendCaps => TIERS[tier].sendsMax;

/** A name without a value changes nothing. */
const defined = <T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
	Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;

/** Long enough to notice a slip, short enough that nobody waits for a mail to leave. */
export const UNDO_WINDOW_MAX_MS = HOUR_MS;

/** A sentence for whoever has reached it. */
export const overQuota = (name: QuotaName, max: number): string => `quota «${name}»: this account has at most ${max}`;

/** Where an account's objects must stay by law; `none`: nowhere in particular. The platform offers these and no other. */
export const Jurisdiction = z.enum(["none", "eu", "us", "fedramp"]);
export type Jurisdiction = z.infer<typeof Jurisdiction>;

/** Names of our own, of hosts, and of things that a path could be taken for. */
const RESERVED: ReadonlySet<string> = new Set([
	"platform",
	"api",
	"www",
	"app",
	"admin",
	"account",
	"accounts",
	"system",
	"agent-army",
	"hooks",
	"assets",
	"docs",
	"mail",
	"auth",
	"sign-in",
	"signin",
	"sign-up",
	"signup",
	"sign-out",
	"login",
	"logout",
	"root",
	"help",
	"status",
	"support",
	"security",
	"internal",
	"null",
	"undefined",
]);

/** Why nobody may have this name as an account's; `null`: they may. */
export function misnamed(account: string, jurisdiction: Jurisdiction): string | null {
	const [name = "", ending, ...more] = account.split("--");
	const wanted = jurisdiction === "none" ? undefined : jurisdiction;
	if (more.length > 0 || ending !== wanted)
		return wanted === undefined
			? "must have no «--»: that is only for accounts with a jurisdiction, whose names end in it, such as «brightfen--eu»"
			: `an account of the jurisdiction «${wanted}» has a name that ends in «--${wanted}»`;
	if (RESERVED.has(name)) return `«${name}» is a name of the platform's own`;
	return name.length < 3 ? "must be at least 3 characters without the jurisdiction" : null;
}

/** Names of places that Durable Objects can be asked to be made near. It is a wish, and binds nobody. */
export const PLACES: Readonly<Record<Region, "weur" | "enam" | "apac">> = { emea: "weur", amer: "enam", apac: "apac" };
