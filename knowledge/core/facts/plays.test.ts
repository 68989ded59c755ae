import { describe, expect, test } from "vitest";
import { dealNo } from "../testing/ids.ts";
import { playsFor, type RevenueTarget, type TargetDeal } from "./plays.ts";

const EUR = (whole: number) => ({ minor: whole * 100, currency: "EUR" as const });
const TARGET: RevenueTarget = { goal: EUR(100_000), won: EUR(0), by: "2026-12-31" };
const deal = (n: number, changes: Partial<TargetDeal> = {}): TargetDeal => ({
	deal: dealNo(n),
	name: `Deal ${n}`,
	stage: "PROPOSAL",
	amount: EUR(50_000),
	due: "2026-12-31",
	risks: [],
	...changes,
});
const kinds = (deals: readonly TargetDeal[], target = TARGET) =>
	playsFor(target, deals).plays.map(
		(play) => `${play.kind} ${deals.find((each) => each.deal === play.deal)?.name.slice(-1)}`,
	);

describe("the plays against a target", () => {
	test("[S2-20] [PN6] what may be expected in time leaves a gap", () => {
		const { gap, expected } = playsFor({ ...TARGET, won: EUR(20_000) }, [deal(1)]);
		expect(expected).toEqual(EUR(30_000));
		expect(gap).toEqual(EUR(50_000));
	});

	test.each([
		["2026-12-31", "advance 1"],
		["2027-01-01", "pull-forward 1"],
		[null, "date 1"],
	])("[PN6] a deal that signs on %s: %s", (due, expected) => {
		expect(kinds([deal(1, { due })])).toEqual([expected]);
	});

	test("[PN6] a target that is met asks for nothing, and one cent short of it for something", () => {
		expect(kinds([deal(1)], { ...TARGET, won: EUR(70_000) })).toEqual([]);
		expect(kinds([deal(1)], { ...TARGET, won: { minor: 69_999_99, currency: "EUR" } })).toEqual(["advance 1"]);
	});

	test("[PN6] a risk is cleared first where that is worth as much as the next step", () => {
		expect(kinds([deal(1, { risks: ["Their lawyer is against it."] })])).toEqual(["advance 1"]);
		expect(kinds([deal(1, { risks: ["One.", "Two."] })])).toEqual(["unblock 1"]);
	});

	test("[PN6] what is worth most comes first, whatever the order of the list, and an unknown sum last", () => {
		const deals = [
			deal(1, { amount: null }),
			deal(2, { amount: EUR(10_000) }),
			deal(3),
			deal(4, { due: "2026-10-01" }),
		];
		expect(kinds(deals)).toEqual(["advance 4", "advance 3", "advance 2", "size 1"]);
		expect(kinds(deals.toReversed())).toEqual(kinds(deals));
	});

	test("[PN6] closed deals and other currencies are out of it", () => {
		expect(kinds([deal(1, { stage: "CLOSED_LOST" }), deal(2, { amount: { minor: 1, currency: "USD" } })])).toEqual([]);
	});
});
