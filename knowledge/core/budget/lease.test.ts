import { expect, test } from "vitest";
import { HOUR_MS } from "../vocabulary/time.ts";
import { type Holder, LEASE_MARGIN, type Lease, leaseTarget, lend, lent, mustAsk, usable } from "./lease.ts";
import type { MonthHeld } from "./month.ts";

const NOBODY = { burst: 0, used: 0 };
const ask = (changes: Partial<Parameters<typeof lend>[3]> = {}) => ({
	asked: 1,
	burst: 600_000,
	factor: 600_000,
	used: 0,
	target: 0,
	...changes,
});
const holder = (changes: Partial<Holder> = {}): Holder => ({
	burst: 600_000,
	factor: 600_000,
	leased: 0,
	used: 0,
	asked: 1,
	...changes,
});

test("[S3-16] the pool is what all accounts bring, and one that is alone may have all of it but the margin", () => {
	expect(lend([], NOBODY, null, ask({ target: 9_999_999 })).leased).toBe(600_000 - LEASE_MARGIN);
	const others = [holder(), holder()];
	// Of the two others' shares (a third of 1.8 million each, rounded down) half is kept.
	expect(lend(others, NOBODY, null, ask({ target: 9_999_999 })).leased).toBe(1_200_002 - LEASE_MARGIN);
	expect(lend([holder({ leased: 1_700_000 }), holder()], NOBODY, null, ask({ target: 500_000 })).leased).toBe(0);
});

test("[K7] shares are by factors, normalised where they sum to more than the whole", () => {
	const others = [holder({ factor: 800_000 })];
	// 0.2 of 1.0: the other's share is 0.8 of the pool, of which half is kept.
	expect(lend(others, NOBODY, null, ask({ factor: 200_000, target: 9_999_999 })).leased).toBe(720_000 - LEASE_MARGIN);
	// 0.8 of 1.6: half of the pool each.
	expect(lend(others, NOBODY, null, ask({ factor: 800_000, target: 9_999_999 })).leased).toBe(900_000 - LEASE_MARGIN);
});

test("[S3-16] what goes back is there for others at once; what was used does not go back", () => {
	const mine = lend([], NOBODY, null, ask({ target: 300_000 }));
	const back = lend([], NOBODY, mine, ask({ asked: 2, used: 40_000, target: 10 }));
	expect(back).toMatchObject({ leased: 40_000, used: 40_000 });
	expect(lent([back], NOBODY)).toBe(40_000 + LEASE_MARGIN);
});

test("[S3-16] an ask that comes twice, or was overtaken, changes nothing", () => {
	const mine = lend([], NOBODY, null, ask({ asked: 5, target: 300_000 }));
	for (const asked of [4, 5]) expect(lend([], NOBODY, mine, ask({ asked, target: 0 }))).toBe(mine);
});

test("[S3-16] of an account that ended its part stays in the pool, and what it used stays used", () => {
	expect(lend([], { burst: 600_000, used: 100_000 }, null, ask({ target: 9_999_999 })).leased).toBe(
		1_100_000 - LEASE_MARGIN,
	);
});

const pools = (base: number, burst: Partial<MonthHeld["burst"]> = {}): MonthHeld => ({
	base: { size: 1_000, used: base, reserved: 0 },
	burst: { size: 0, used: 0, reserved: 0, ...burst },
	emergency: { size: 0, used: 0, reserved: 0 },
});
const at = { month: "2026-11", now: 10 * HOUR_MS, ownBurst: 1_000_000 };
const lease = (changes: Partial<Lease> = {}): Lease => ({
	month: "2026-11",
	tokens: 50_000,
	until: 11 * HOUR_MS,
	asked: 1,
	askedAt: 9 * HOUR_MS,
	answered: 1,
	...changes,
});

test("[S3-23] burst tokens are fetched ahead: from four fifths of the base on, and whenever half a chunk is not there", () => {
	expect(mustAsk(null, pools(0), at)).toBe(true);
	expect(mustAsk(lease({ month: "2026-10" }), pools(0), at)).toBe(true);
	expect(mustAsk(lease(), pools(799), at)).toBe(false);
	expect(mustAsk(lease(), pools(800), at)).toBe(true);
	expect(mustAsk(lease(), pools(800, { size: 25_000 }), at)).toBe(false);
	expect(mustAsk(lease(), pools(800, { size: 24_999 }), at)).toBe(true);
	expect(mustAsk(lease({ askedAt: at.now - 29_999 }), pools(800), at)).toBe(false);
	expect(mustAsk(lease({ askedAt: at.now - 30_000 }), pools(800), at)).toBe(true);
});

test("[S3-16] what is wanted is what is used, what may come of what is under way, and a chunk while the base is short", () => {
	const isIdle = false;
	expect(leaseTarget(pools(0, { used: 5, reserved: 10 }), 1_000_000, { isIdle })).toBe(25);
	expect(leaseTarget(pools(800, { used: 5 }), 1_000_000, { isIdle })).toBe(50_005);
	expect(leaseTarget(pools(800, { used: 5 }), 1_000_000, { isIdle: true })).toBe(5);
	// Of a small account's part a twentieth would be no call.
	expect(leaseTarget(pools(800), 1_000, { isIdle })).toBe(LEASE_MARGIN);
});

test("[S3-16] a lease that has ended opens nothing more, nor does one of another month", () => {
	const counts = { used: 7, reserved: 3 };
	expect(usable(lease(), counts, at)).toBe(50_000);
	expect(usable(lease({ until: at.now }), counts, at)).toBe(10);
	expect(usable(lease({ month: "2026-10" }), counts, at)).toBe(0);
	expect(usable(null, counts, at)).toBe(0);
});
