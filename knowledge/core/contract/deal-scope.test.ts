import { expect, test } from "vitest";
import { approvalIdOf, DealId } from "../vocabulary/ids.ts";
import { withinDeals } from "./deal-scope.ts";

const OURS = DealId.parse(`d-${"a".repeat(20)}`);
const ALSO = DealId.parse(`d-${"b".repeat(20)}`);
const OTHER = DealId.parse(`d-${"c".repeat(20)}`);
const account = "skyvera";

type Parts = Parameters<typeof withinDeals>[1];
const asked = (parts: Partial<Parts>): ReturnType<typeof withinDeals> =>
	withinDeals([OURS, ALSO], { params: { account }, query: {}, body: null, ...parts });

test.each<[string, Partial<Parts>, ReturnType<typeof withinDeals>]>([
	["one of its deals in the path", { params: { account, deal: OURS } }, "inside"],
	["another deal in the path", { params: { account, deal: OTHER } }, "outside"],
	["a run of one of its deals", { params: { account, deal: OURS, run: "r" } }, "inside"],
	["an approval of one of its deals", { params: { account, approval: approvalIdOf(OURS, 1) } }, "inside"],
	["an approval of another deal", { params: { account, approval: approvalIdOf(OTHER, 1) } }, "outside"],
	["a signal, of whatever deal", { params: { account, signal: "s" } }, "no-deal"],
	["a signal, and where to put it", { params: { account, signal: "s" }, body: { deal: OURS } }, "no-deal"],
	["a contact", { params: { account, contact: "c" } }, "no-deal"],
	["the account", {}, "no-deal"],
	["one of its deals in the body", { body: { deal: OURS } }, "inside"],
	["a room of one of its deals", { body: { purpose: "deal", room: ALSO } }, "inside"],
	["another room", { body: { purpose: "deal", room: OTHER } }, "outside"],
	["one of its deals in the query", { query: { deal: OURS } }, "inside"],
	["another deal in the query", { query: { deal: OTHER } }, "outside"],
	[
		"one of its deals, and another to hold it against",
		{ params: { account, deal: OURS }, query: { with: OTHER } },
		"outside",
	],
	["two of its deals", { params: { account, deal: OURS }, query: { with: ALSO } }, "inside"],
	["no deal where one could be", { body: { deal: null } }, "no-deal"],
	["one of its deals as the name of a new one", { body: { name: OURS } }, "no-deal"],
	["one of its deals among others", { body: { deals: [OURS] } }, "no-deal"],
])("[S0-75] a request that names %s is asked about with %j: %s", (_what, parts, verdict) => {
	expect(asked(parts)).toBe(verdict);
});

test("[S0-75] a key for no deal is for nothing", () => {
	expect(withinDeals([], { params: { account, deal: OURS }, query: {}, body: null })).toBe("outside");
});
