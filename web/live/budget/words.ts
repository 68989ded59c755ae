import type { BudgetView } from "#knowledge/core/contract/budget.ts";
import { count, plural } from "../text/time.ts";

type PoolName = keyof BudgetView["pools"];
type Level = BudgetView["priorities"][number]["level"];
type Part = keyof BudgetView["allocation"]["parts"];

const POOLS: Record<PoolName, { readonly name: string; readonly about: string }> = {
	base: { name: "Base", about: "The account's own, by its factor" },
	burst: { name: "Burst", about: "Lent of what all accounts share, while it is needed" },
	emergency: { name: "Emergency", about: "What people granted" },
};
export const POOL_NAMES: readonly PoolName[] = ["base", "burst", "emergency"];
export const poolWords = (pool: PoolName) => POOLS[pool];

const LEVELS: Record<Level, string> = {
	low: "Low",
	medium: "Medium",
	high: "High",
	urgent: "Urgent",
	emergency: "Emergency",
};
export const levelName = (level: Level): string => LEVELS[level];

const PARTS: Record<Part, string> = {
	revenue: "Revenue a year",
	complexity: "How complex its deals are",
	activity: "How much goes on",
	ofAll: "What everybody has",
};
export const PART_NAMES: readonly Part[] = ["revenue", "complexity", "activity", "ofAll"];
export const partName = (part: Part): string => PARTS[part];

/** «81 %», and never «100 %» for what is not all of it, nor «0 %» for what is something. */
export function share(part: number, whole: number): string {
	if (whole <= 0) return part > 0 ? "over" : "0 %";
	const percent = (part / whole) * 100;
	if (percent > 0 && percent < 1) return "under 1 %";
	if (percent > 99 && percent < 100) return "99 %";
	return `${Math.round(percent)} %`;
}

const monthFormat = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });
/** «2026-11», which is a month of UTC, as people say it. */
export function monthName(month: string): string {
	const at = Date.parse(`${month}-01T00:00:00Z`);
	return Number.isNaN(at) ? month : monthFormat.format(at);
}

/** Where the month is going, beside what the account has without burst tokens, which nobody is promised. */
export function projectionWords({ projection, pools }: Pick<BudgetView, "projection" | "pools">): string {
	if (projection === null) return "Too early in the month to say.";
	const own = pools.base.size + pools.emergency.size;
	if (own === 0) return "The account has no tokens of its own this month.";
	const { tokens } = projection;
	if (tokens <= own) return `That is ${share(tokens, own)} of what the account has.`;
	return `That is ${count(tokens - own)} more than the account has: past it, rules answer or burst tokens are lent.`;
}

/** Steps of today less the calls that were paid for: so many, at the least, bought no answer. */
export function withoutModelWords({ steps, withoutModel }: BudgetView["today"]): string {
	if (steps === 0) return "No step ran today (UTC).";
	return `at least ${plural(withoutModel, "step")} of ${count(steps)} today (UTC): rules answered, or it had been asked before`;
}

/** What was typed as a number of tokens: «250,000», «250 000», «0.25 m» and «250k». `null` for what is none. */
export function tokensOf(typed: string): number | null {
	const match = /^(\d{1,3}(?:[,' ]\d{3})+|\d+(?:\.\d+)?)\s*([km])?$/i.exec(typed.trim());
	if (!match) return null;
	const [, number = "", unit = ""] = match;
	const times = { "": 1, k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1;
	const tokens = Number(number.replace(/[,' ]/g, "")) * times;
	const whole = Math.round(tokens);
	return Math.abs(tokens - whole) < 1e-6 && Number.isSafeInteger(whole) ? whole : null;
}

export type GrantErrors = { readonly tokens: string | null; readonly reason: string | null };
const REASON_CHARS_MIN = 3;
const REASON_CHARS_MAX = 200;

/** What is wrong with a grant before it is sent, field by field. */
export function grantErrors(
	typed: { readonly tokens: string; readonly reason: string },
	grantable: number,
): GrantErrors {
	const tokens = tokensOf(typed.tokens);
	const { length } = typed.reason.trim();
	return {
		tokens:
			tokens === null
				? "Write a whole number of tokens, such as 250,000."
				: tokens < 1
					? "At least one token."
					: tokens > grantable
						? `At most ${count(grantable)}: no more can be granted this month.`
						: null,
		reason:
			length < REASON_CHARS_MIN
				? "Say why, in a few words."
				: length > REASON_CHARS_MAX
					? `At most ${REASON_CHARS_MAX} characters.`
					: null,
	};
}
