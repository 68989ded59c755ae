import { describe, expect, test } from "vitest";
import { learn, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { NADIA, SAM, signalNo } from "../testing/ids.ts";
import { onlyApproval, propose, reading } from "../testing/steps.ts";
import type { FactKey } from "../vocabulary/fact-key.ts";
import type { FactId } from "../vocabulary/ids.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { judgeFact, type PersonsWord } from "./persons-word.ts";

const WORDS = "one two three four five six";
const BUDGET = "bant.budget";

function claim(deal: TestDeal, key: FactKey, value: string, { signal = 1 } = {}) {
	const evidence = [quoteOf("one", signalNo(signal), WORDS)];
	propose(deal, [learn(key, value, { evidence, confidence: 0.8 })], { input: reading(signalNo(signal), WORDS) });
}
const only = (deal: TestDeal, key: FactKey) => {
	const [fact, ...more] = Object.values(deal.board().facts).filter((each) => each.key === key);
	invariant(fact && more.length === 0, "there is one fact of this key");
	return fact;
};
function say(deal: TestDeal, type: PersonsWord["type"], fact: FactId, value: string) {
	const word = type === "edit" ? { type, fact, value, reason: null } : { type, fact, reason: null };
	deal.turn((turn) => judgeFact(turn, word, { user: SAM, lookup: deal.lookup }));
}

test.each([
	["validate", 0],
	["edit", 0],
	["contradict", 1],
] as const)("[PW5] to %s the answer that stands leaves %d disputes about it open", (type, open) => {
	const deal = newDeal();
	claim(deal, BUDGET, "EUR 40,000");
	claim(deal, "bant.timeline", "by March");
	const fact = only(deal, BUDGET).id;
	claim(deal, BUDGET, "EUR 90,000", { signal: 2 });
	claim(deal, "bant.timeline", "in two years", { signal: 2 });
	say(deal, type, fact, "EUR 45,000");
	const asked = Object.values(deal.board().approvals).map(({ action }) => "key" in action && action.key);
	expect(asked).toEqual(open === 1 ? [BUDGET, "bant.timeline"] : ["bant.timeline"]);
});

test.each(["validate", "edit"] as const)(
	"[PW5] to %s again what was right before decides a dispute that came since",
	(type) => {
		const deal = newDeal();
		claim(deal, BUDGET, "EUR 40,000");
		say(deal, "validate", only(deal, BUDGET).id, "");
		claim(deal, BUDGET, "EUR 90,000", { signal: 2 });
		expect(onlyApproval(deal).action.type).toBe("arbitrate-fact");
		say(deal, type, only(deal, BUDGET).id, "EUR 40,000");
		expect(deal.board().approvals).toEqual({});
		const { value, state } = only(deal, BUDGET);
		expect([deal.lookup(value), state]).toEqual(["EUR 40,000", "validated"]);
	},
);

describe("what a person looked at", () => {
	test("[PW6] is what their word is about, and no other value that was written since", () => {
		const deal = newDeal();
		claim(deal, "bant.need", "speed");
		const fact = only(deal, "bant.need").id;
		const judged = (word: PersonsWord, user = SAM) =>
			deal.turn((turn) => judgeFact(turn, word, { user, lookup: deal.lookup }));
		judged({ type: "edit", fact, value: "lower cost", reason: null, seen: "speed" });
		const before = deal.log.length;
		for (const word of [{ type: "validate" }, { type: "contradict" }, { type: "edit", value: "quiet" }] as const)
			expect(judged({ ...word, fact, reason: null, seen: "speed" }, NADIA)).toMatchObject({
				type: "refused",
				refusal: { code: "conflict", reason: expect.stringContaining("written again") },
			});
		expect(deal.log).toHaveLength(before);
		expect(judged({ type: "validate", fact, reason: null, seen: "lower cost" }, NADIA).type).toBe("done");
	});
});
