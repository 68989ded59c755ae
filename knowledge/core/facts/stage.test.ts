import { describe, expect, test } from "vitest";
import { Stage } from "../vocabulary/stage.ts";
import { isLegalMove, isSelling, isStepForward, isWithinAgentCeiling, movesFrom } from "./stage.ts";

const SELLING = ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL", "NEGOTIATION"] as const;

/** Every move that exists, in full: what stands here is the whole of it. */
const MOVES: Record<Stage, readonly Stage[]> = {
	PROSPECTING: ["DISCOVERY", "CLOSED_LOST"],
	DISCOVERY: ["PROSPECTING", "QUALIFICATION", "CLOSED_LOST"],
	QUALIFICATION: ["PROSPECTING", "DISCOVERY", "SOLUTION", "CLOSED_LOST"],
	SOLUTION: ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "PROPOSAL", "CLOSED_LOST"],
	PROPOSAL: ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "NEGOTIATION", "CLOSED_LOST"],
	NEGOTIATION: ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL", "CLOSED_WON", "CLOSED_LOST"],
	CLOSED_WON: ["ONBOARDING"],
	CLOSED_LOST: ["PROSPECTING"],
	ONBOARDING: ["ADOPTION"],
	ADOPTION: ["RENEWAL"],
	RENEWAL: ["ADOPTION", "CLOSED_LOST"],
};

describe.each(Stage.options)("from %s", (from) => {
	test.each(Stage.options)("[ST1] to %s", (to) => {
		expect(isLegalMove(from, to)).toBe(MOVES[from].includes(to));
	});

	test("[ST1] nothing else, and each once", () => {
		expect([...movesFrom(from)].sort()).toEqual([...MOVES[from]].sort());
	});

	test.each(Stage.options)("[ST3] one step forward to %s", (to) => {
		const pairs = SELLING.slice(1).map((next, i) => `${SELLING[i]} ${next}`);
		expect(isStepForward(from, to)).toBe(pairs.includes(`${from} ${to}`));
	});
});

test.each(Stage.options)("[ST2] %s is within an agent's reach only if it is a selling stage", (stage) => {
	const expected = SELLING.some((each) => each === stage);
	expect(isWithinAgentCeiling(stage)).toBe(expected);
	expect(isSelling(stage)).toBe(expected);
});
