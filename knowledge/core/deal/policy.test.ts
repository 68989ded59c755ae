import { describe, expect, test } from "vitest";
import { isLegalMove } from "../facts/stage.ts";
import { askHuman, draftOf, handTo, learn, moveTo } from "../testing/builders.ts";
import { newDeal } from "../testing/deal.ts";
import { Stage } from "../vocabulary/stage.ts";
import { verdictOf } from "./policy.ts";
import type { Proposal } from "./skill.ts";

const SELLING = Stage.options.slice(0, 6);
const verdict = (from: Stage, proposal: Proposal): string => {
	const found = verdictOf(newDeal({ stage: from }).board(), proposal);
	if (found.type === "do") return "do";
	return found.type === "hold" ? `hold for ${found.approvers.join(" or ")}` : found.rule;
};
const EITHER = "hold for rep or regional-human";

/** The table that no reasoner's words reach: an agent's move from a stage to a stage, with evidence. */
function expected(from: Stage, to: Stage): string {
	if (!SELLING.includes(to)) return "PO2";
	if (!isLegalMove(from, to)) return "PO3";
	if (to === "NEGOTIATION") return "hold for regional-human";
	const isForward = SELLING.includes(from) && Stage.options.indexOf(to) === Stage.options.indexOf(from) + 1;
	return isForward ? "do" : EITHER;
}

describe.each(Stage.options)("an agent at %s", (from) => {
	test.each(Stage.options)("[PO2] moves to %s only as the table says", (to) => {
		expect(verdict(from, moveTo(to))).toBe(expected(from, to));
	});

	test.each(Stage.options)("[PO5] without evidence it never moves to %s by itself", (to) => {
		const asked = verdict(from, moveTo(to, []));
		expect(asked).toBe(expected(from, to) === "do" ? EITHER : expected(from, to));
	});

	test(SELLING.includes(from) ? "[PO1] sends nothing without a person" : "[PO7] writes to nobody", () => {
		expect(verdict(from, draftOf())).toBe(SELLING.includes(from) ? EITHER : "PO7");
	});

	test.each([learn("bant.budget", "x"), askHuman(), handTo("writer")])(
		"[PO6] $type is done: it reaches nobody outside",
		(proposal) => {
			expect(verdict(from, proposal)).toBe("do");
		},
	);
});

test.each([
	["PROSPECTING", "DISCOVERY", "do"],
	["SOLUTION", "PROPOSAL", "do"],
	["PROPOSAL", "SOLUTION", EITHER],
	["CLOSED_LOST", "PROSPECTING", EITHER],
] as const)("[PO5] one step forward with evidence is done, any other move is asked for: %s to %s", (from, to, what) => {
	expect(verdict(from, moveTo(to))).toBe(what);
});

test("[PO4] the move to NEGOTIATION takes the regional human, with any evidence", () => {
	expect(verdict("PROPOSAL", moveTo("NEGOTIATION"))).toBe("hold for regional-human");
	expect(verdict("PROPOSAL", moveTo("NEGOTIATION", []))).toBe("hold for regional-human");
});

test.each([
	["NEGOTIATION", "CLOSED_WON", "PO2"],
	["PROSPECTING", "CLOSED_LOST", "PO2"],
	["RENEWAL", "ADOPTION", "PO2"],
	["PROSPECTING", "QUALIFICATION", "PO3"],
	["DISCOVERY", "DISCOVERY", "PO3"],
	["CLOSED_WON", "NEGOTIATION", "PO3"],
] as const)("[PO3] there is no such move for an agent: %s to %s", (from, to, rule) => {
	expect(verdict(from, moveTo(to))).toBe(rule);
});
