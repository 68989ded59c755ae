import { beginOfMonth, dayOf, endOfMonth, monthOf, projection } from "#knowledge/core/budget/calendar.ts";
import { type Grant, grantable, type Held, type MonthState } from "#knowledge/core/budget/month.ts";
import { allocation, WHOLE } from "#knowledge/core/budget/pools.ts";
import { LEVELS, type Level, PRIORITY_OF } from "#knowledge/core/budget/priority.ts";
import type { BudgetView, GrantView } from "#knowledge/core/contract/budget.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";

/** [S3-20] In the words of whoever looks at a month; the rule itself is `place` in `knowledge/core/budget/month.ts`. */
const OPENS: Readonly<Record<Level, string>> = {
	low: "Background work: the base, up to four fifths of it. Then it waits.",
	medium: "The base, up to 95 %. Then it waits.",
	high: "The base; then what a person granted.",
	urgent: "The base; then burst tokens that all share; then what a person granted.",
	emergency: "As urgent. No number opens emergency tokens: a person's grant does.",
};

const iso = (time: number): string => new Date(time).toISOString();

const poolView = ({ size, used, reserved }: Held) => ({ size, used, reserved, left: leftOf({ size, used, reserved }) });

export const leftOf = ({ size, used, reserved }: Held): number => Math.max(0, size - used - reserved);

export const grantView = ({ id, tokens, reason, by, at }: Grant): GrantView => ({
	id,
	tokens,
	reason,
	by: UserId.parse(by),
	at: iso(at),
	expiresAt: iso(endOfMonth(at)),
});

/** `stepsToday`: what the lists have counted of this day (UTC). */
export function budgetView(state: MonthState, stepsToday: number): BudgetView {
	const { now, held, grants } = state;
	const { terms } = state.terms;
	const month = monthOf(now);
	const { factor, ...allocated } = allocation(terms);
	const days = state.days.filter((day) => day.month === month);
	const sum = (of: "calls" | "tokens" | "costMicros", rows = days): number =>
		rows.reduce((total, row) => total + row[of], 0);
	const calls = sum(
		"calls",
		state.days.filter(({ day }) => day === dayOf(now)),
	);
	return {
		month,
		begins: iso(beginOfMonth(now)),
		ends: iso(endOfMonth(now)),
		terms,
		pools: { base: poolView(held.base), burst: poolView(held.burst), emergency: poolView(held.emergency) },
		allocation: {
			...allocated,
			grantable: grantable(allocated.emergency, grants),
			factor: factor.factor / WHOLE,
			parts: {
				revenue: factor.revenue / WHOLE,
				complexity: factor.complexity / WHOLE,
				activity: factor.activity / WHOLE,
				ofAll: factor.ofAll / WHOLE,
			},
		},
		spent: { calls: sum("calls"), tokens: sum("tokens"), costMicros: sum("costMicros") },
		projection: projectionOf(new Map(days.map(({ day, tokens }) => [day, tokens])), now),
		grants: grants.map(grantView),
		priorities: LEVELS.map((level) => ({ level, from: level === "low" ? 0 : PRIORITY_OF[level], opens: OPENS[level] })),
		queued: [...state.queued],
		today: { steps: stepsToday, calls, withoutModel: Math.max(0, stepsToday - calls) },
	};
}

function projectionOf(days: ReadonlyMap<string, number>, now: number): BudgetView["projection"] {
	const made = projection(days, now);
	if (!made) return null;
	const span = (made.fromMs / DAY_MS).toFixed(1);
	const how = `What was used so far, and for the rest of the month the average of the last ${span} days, in which ${made.used} tokens were used.`;
	return { tokens: made.tokens, perDay: made.perDay, how };
}
