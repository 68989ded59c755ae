import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FactKey } from "../vocabulary/fact-key.ts";
import { FactId, SignalId } from "../vocabulary/ids.ts";
import { commitmentText } from "./commitment.ts";
import type { ReadFact } from "./fact.ts";
import { concessionLedger, concessionText, type LaterText, promiseLedger, readConcession } from "./ledger.ts";

let count = 0;
const fact = (key: FactKey, value: string, changes: Partial<ReadFact> = {}): ReadFact => ({
	id: FactId.parse(`f-${"abcdefghij".charAt(++count % 10).padStart(20, "b")}`),
	key,
	value,
	confidence: 0.9,
	state: "suggested",
	supersedes: null,
	validFrom: 10,
	evidence: [{ signal: SignalId.parse(`s-${"a".repeat(20)}`), quote: value, start: 0, end: value.length }],
	...changes,
});
const PROMISE = fact(
	"conversation.promise",
	commitmentText({ what: "I'll send you the ticket export", owner: "them", who: null, due: "2026-09-18" }),
);
const said = (text: string, changes: Partial<LaterText> = {}): LaterText => ({
	at: 20,
	side: "them",
	text,
	...changes,
});
const stateOf = (later: readonly LaterText[], today: string) => promiseLedger([PROMISE], later, today)[0]?.state;

describe("promises", () => {
	test.each([
		["on its day", [], "2026-09-18", "open"],
		["a day later", [], "2026-09-19", "overdue"],
		["brought", [said("Attached is the ticket export.")], "2026-09-19", "kept"],
		["brought by name", [said("Hello.", { attached: ["ticket-export.csv"] })], "2026-09-19", "kept"],
		["another thing brought", [said("Attached is our logo.")], "2026-09-19", "overdue"],
		["spoken of", [said("The ticket export takes longer than I thought.")], "2026-09-19", "overdue"],
		["taken back", [said("I cannot send you the ticket export after all.")], "2026-09-19", "withdrawn"],
		["brought by the other side", [said("Attached is the ticket export.", { side: "us" })], "2026-09-19", "overdue"],
		["brought before it was promised", [said("Attached is the ticket export.", { at: 5 })], "2026-09-19", "overdue"],
	] as const)("[LG1] %s", (_name, later, today, expected) => {
		expect(stateOf(later, today)).toBe(expected);
	});

	test("[LG1] a person's name, the side and the quotes are told; what a person contradicted is none", () => {
		const value = commitmentText({ what: "Call the bank", owner: "us", who: "Sam", due: null });
		expect(promiseLedger([fact("conversation.promise", value)], [], "2030-01-01")).toMatchObject([
			{ side: "us", who: "Sam", what: "Call the bank", due: null, state: "open", quotes: [value] },
		]);
		expect(promiseLedger([fact("conversation.promise", value, { state: "contradicted" })], [], "2030-01-01")).toEqual(
			[],
		);
	});

	test("[LG1] whatever is said and however late it is, a state is one, and kept or taken back never becomes overdue", () => {
		const text = fc.constantFrom(
			"Attached is the export.",
			"I sent the export.",
			"I can't send the export.",
			"Hello.",
			"The export is late.",
		);
		const later = fc.array(
			fc.record({ at: fc.integer({ min: 0, max: 50 }), side: fc.constantFrom("us" as const, "them" as const), text }),
			{ maxLength: 6 },
		);
		const day = fc.constantFrom("2026-09-01", "2026-09-18", "2026-09-19", "2027-01-01");
		fc.assert(
			fc.property(later, day, fc.integer({ min: 0, max: 50 }), (texts, today, more) => {
				const known = texts.filter(({ at }) => at <= more);
				const [before] = promiseLedger([PROMISE], known, today);
				const [after] = promiseLedger([PROMISE], texts, "2028-01-01");
				expect(["open", "kept", "overdue", "withdrawn"]).toContain(before?.state);
				if (before?.state === "kept" || before?.state === "withdrawn") expect(after?.state).toBe(before.state);
			}),
		);
	});
});

describe("concessions", () => {
	const given = (who: "us" | "them", get: string | null, validFrom: number) =>
		fact("conversation.concession", concessionText({ who, give: `give ${validFrom}`, get }), { validFrom });
	const unmatched = (...facts: readonly ReadFact[]) =>
		concessionLedger(facts).map(({ give, isUnmatched }) => `${give}: ${isUnmatched}`);

	test("[LG2] a give with its get is matched, one without it is not", () => {
		expect(unmatched(given("us", "two years", 1), given("us", null, 2))).toEqual(["give 1: false", "give 2: true"]);
	});

	test("[LG2] one give of the other side's answers for one", () => {
		expect(unmatched(given("us", null, 1), given("us", null, 2), given("them", null, 3))).toEqual([
			"give 1: false",
			"give 2: true",
			"give 3: false",
		]);
	});

	test("[LG2] what was written is read back, and anything else is none", () => {
		expect(readConcession("us | 10% off | two years")).toEqual({ who: "us", give: "10% off", get: "two years" });
		expect(readConcession("us | 10% off | -")).toEqual({ who: "us", give: "10% off", get: null });
		expect(readConcession("10% off")).toBeNull();
	});
});
