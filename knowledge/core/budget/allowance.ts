/**
 * Requests are counted in one place and used up in many. The place gives leases, each counted in whole when it is given;
 * whoever holds one spends it without asking again, until its window ends. So no window ever sees more than its limit,
 * however many spend at once. What is leased and not spent is lost to that window: near the limit leases get smaller.
 */
export type Allowance = {
	/** Whose: «tenant», «user:sam», «key:t-…», «createApiKey:user:sam». */
	readonly subject: string;
	readonly limit: number;
	readonly periodMs: number;
};
export type Ask = Allowance & { readonly wanted: number };

/** `left`: what whoever counts has still to give in this window. */
export type Lease = { readonly granted: number; readonly left: number; readonly endsAt: number };

/** What was given of one subject in the window that began at `since`. */
export type Given = { readonly since: number; readonly given: number };

const LEASE_MAX = 50;
/** Of a limit, what one lease takes at most: so that a few spenders cannot hold all of a small one. */
const LEASES_PER_WINDOW = 20;
const SHARE_OF_REST = 4;

export const askFor = (allowance: Allowance): Ask => ({
	...allowance,
	wanted: Math.min(LEASE_MAX, Math.max(1, Math.floor(allowance.limit / LEASES_PER_WINDOW))),
});

/** What is given of a limit, and what stands as given then. At least one while there is one. */
export function grant(ask: Ask, before: Given | null, now: number): { readonly lease: Lease; readonly after: Given } {
	const since = Math.floor(now / ask.periodMs) * ask.periodMs;
	const given = before?.since === since ? before.given : 0;
	const rest = Math.max(0, ask.limit - given);
	const granted = Math.min(ask.wanted, Math.ceil(rest / SHARE_OF_REST));
	return {
		lease: { granted, left: rest - granted, endsAt: since + ask.periodMs },
		after: { since, given: given + granted },
	};
}

/** A lease that was added to what is held. Two of one window add up; one of a later window takes the place of what is held. */
export function hold(held: Lease | undefined, lease: Lease): Lease {
	if (!held || held.endsAt < lease.endsAt) return lease;
	if (held.endsAt > lease.endsAt) return held;
	return { ...lease, granted: held.granted + lease.granted, left: Math.min(held.left, lease.left) };
}

export type Standing = "may" | "must-ask" | "spent";

/** Whether one more request may go by what is held. Spent is spent for everybody until the window ends. */
export function standing(held: Lease | undefined, now: number): Standing {
	if (!held || held.endsAt <= now) return "must-ask";
	if (held.granted > 0) return "may";
	return held.left > 0 ? "must-ask" : "spent";
}

export const spend = (held: Lease): Lease => ({ ...held, granted: held.granted - 1 });
