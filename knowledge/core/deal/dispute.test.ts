import { describe, expect, test } from "vitest";
import { approveDeps, decisionOn, HUMAN, learn, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { SAM, signalNo } from "../testing/ids.ts";
import { onlyApproval, propose, reading } from "../testing/steps.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { approve, reject } from "./approval.ts";
import { disputedFact, hasTurned } from "./dispute.ts";
import { judgeFact } from "./persons-word.ts";

const WORDS = "one two three four five six";
const KEY = "discovery.stakeholder";
const CHAMPION = "Jonas Petrie | CFO | champions | for | high | - | spoke";
const OTHER = "Mara Ellingsen | COO | decides | unknown";
const TURNED = "Jonas Petrie | - | influences | against";

function claim(deal: TestDeal, value: string, { signal = 1, word = "one" } = {}) {
	const evidence = [quoteOf(word, signalNo(signal), WORDS)];
	return propose(deal, [learn(KEY, value, { evidence, confidence: 0.8 })], {
		input: reading(signalNo(signal), WORDS),
	});
}
const factOf = (deal: TestDeal, name: string) => {
	const found = Object.values(deal.board().facts).find((fact) => deal.lookup(fact.value)?.startsWith(name));
	invariant(found, "there is a line of them");
	return found;
};
const told = (deal: TestDeal) =>
	Object.values(deal.board().facts).map(({ value, state }) => [deal.lookup(value), state]);
const asked = (deal: TestDeal) => Object.values(deal.board().approvals);
function validate(deal: TestDeal, name: string) {
	const { id } = factOf(deal, name);
	deal.turn((turn) =>
		judgeFact(turn, { type: "validate", fact: id, reason: null }, { user: SAM, lookup: deal.lookup }),
	);
}
/** Somebody else stands first on the board, so that the first fact of the key is not the one in dispute. */
function validated(value = CHAMPION): TestDeal {
	const deal = newDeal();
	claim(deal, OTHER);
	claim(deal, value, { word: "two" });
	validate(deal, "Jonas");
	return deal;
}

describe("whoever turns against a person's word of them", () => {
	test("[LE11] is put before a person, and nothing changes until then", () => {
		const deal = validated();
		claim(deal, TURNED, { signal: 2, word: "three" });
		expect(onlyApproval(deal).action).toEqual({
			type: "arbitrate-fact",
			key: KEY,
			standing: factOf(deal, "Jonas").id,
		});
		expect(told(deal)).toEqual([
			[OTHER, "suggested"],
			[CHAMPION, "validated"],
		]);
	});

	test("[LE11] [AP16] approved, takes the place of that line and of no other, with what else was known", () => {
		const deal = validated();
		claim(deal, TURNED, { signal: 2, word: "three" });
		const decision = decisionOn(onlyApproval(deal));
		expect(deal.turn((turn) => approve(turn, decision, approveDeps(deal))).type).toBe("done");
		expect(told(deal)).toEqual([
			[OTHER, "suggested"],
			["Jonas Petrie | CFO | influences | against | high | - | spoke", "validated"],
		]);
		const now = factOf(deal, "Jonas");
		expect(now.evidence.map(({ quote }) => deal.lookup(quote))).toEqual(["three"]);
	});

	test("[LE11] [AP16] rejected, leaves what stood", () => {
		const deal = validated();
		claim(deal, TURNED, { signal: 2, word: "three" });
		const decision = decisionOn(onlyApproval(deal), HUMAN);
		deal.turn((turn) => reject(turn, decision, "She was joking."));
		expect(told(deal)).toEqual([
			[OTHER, "suggested"],
			[CHAMPION, "validated"],
		]);
	});

	test("[LE11] is asked about once, and beside somebody else who turns as well", () => {
		const deal = validated();
		claim(deal, "Mara Ellingsen | COO | champions | for", { word: "four" });
		validate(deal, "Mara");
		claim(deal, TURNED, { signal: 2, word: "three" });
		claim(deal, TURNED, { signal: 3, word: "four" });
		expect(asked(deal)).toHaveLength(1);
		claim(deal, "Mara Ellingsen | - | unknown | against", { signal: 3, word: "five" });
		const standing = asked(deal).map(({ action }) => "standing" in action && action.standing);
		expect(standing).toEqual([factOf(deal, "Jonas").id, factOf(deal, "Mara").id]);
	});

	test("[LE11] finds its line again after a proof more gave it another id", () => {
		const deal = validated();
		claim(deal, TURNED, { signal: 2, word: "three" });
		const before = factOf(deal, "Jonas").id;
		claim(deal, CHAMPION, { signal: 3, word: "four" });
		expect(factOf(deal, "Jonas").id).not.toBe(before);
		const decision = decisionOn(onlyApproval(deal));
		deal.turn((turn) => approve(turn, decision, approveDeps(deal)));
		expect(told(deal).map(([value]) => value)).toEqual([
			OTHER,
			"Jonas Petrie | CFO | influences | against | high | - | spoke",
		]);
	});

	test("[LE11] whose line a person then says is wrong is a line of its own", () => {
		const deal = validated();
		claim(deal, TURNED, { signal: 2, word: "three" });
		const { id } = factOf(deal, "Jonas");
		const { action } = onlyApproval(deal);
		deal.turn((turn) =>
			judgeFact(turn, { type: "contradict", fact: id, reason: null }, { user: SAM, lookup: deal.lookup }),
		);
		invariant(action.type === "arbitrate-fact", "it was asked about");
		expect(disputedFact(deal.board(), { ...action, value: TURNED }, deal.lookup)).toBeNull();
	});

	test.each([
		["Jonas", 0],
		["Mara", 1],
	])("[PW5] a person's word of %s leaves %d disputes about Jonas", (name, open) => {
		const deal = validated();
		claim(deal, TURNED, { signal: 2, word: "three" });
		const { id, value } = factOf(deal, name);
		const edited = `${deal.lookup(value)?.split(" | ")[0]} | - | influences | neutral`;
		deal.turn((turn) =>
			judgeFact(turn, { type: "edit", fact: id, value: edited, reason: null }, { user: SAM, lookup: deal.lookup }),
		);
		expect(asked(deal)).toHaveLength(open);
	});

	test("[LE7] a line that no person spoke for is renewed, and nobody is asked", () => {
		const deal = newDeal();
		claim(deal, CHAMPION);
		claim(deal, TURNED, { signal: 2, word: "three" });
		expect(asked(deal)).toEqual([]);
		expect(told(deal)).toEqual([["Jonas Petrie | CFO | influences | against | high | - | spoke", "suggested"]]);
	});
});

test.each([
	["champions | for", "unknown | against", true],
	["champions | unknown", "blocks | unknown", true],
	["blocks | unknown", "unknown | for", true],
	["decides | unknown", "unknown | against", true],
	["decides | neutral", "unknown | against", true],
	["champions | for", "unknown | neutral", false],
	["champions | for", "decides | for", false],
	["champions | for", "unknown | unknown", false],
	["decides | unknown", "unknown | for", false],
	["blocks | against", "influences | neutral", false],
])("[LE11] from «%s» to «%s» is a turn: %s", (before, now, turned) => {
	expect(hasTurned(`Jonas Petrie | - | ${before}`, `Jonas Petrie | - | ${now}`)).toBe(turned);
});

test.each([
	[null, TURNED],
	[CHAMPION, "Jonas"],
])("[LE11] what was erased, or is no line of a person, does not turn: %s, %s", (before, now) => {
	expect(hasTurned(before, now)).toBe(false);
});
