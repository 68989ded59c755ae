import { describe, expect, test } from "vitest";
import { type CrmRecord, crmKey } from "../events/crm.ts";
import type { By } from "../events/deal.ts";
import { NOTHING_TO_SELL } from "../facts/offering.ts";
import { isLegalMove } from "../facts/stage.ts";
import { askHuman, draftOf, handTo, learn, moveTo } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { contactNo, hashNo, SAM, skillNamed } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import type { Sha256 } from "../vocabulary/hash.ts";
import { crmChangeIdOf } from "../vocabulary/ids.ts";
import { Stage } from "../vocabulary/stage.ts";
import { verdictOf, withinAutonomy } from "./policy.ts";
import type { Proposal } from "./skill.ts";

const SELLING = Stage.options.slice(0, 6);
const verdict = (from: Stage, proposal: Proposal): string => {
	const found = verdictOf(newDeal({ stage: from }).board(), proposal, NOTHING_TO_SELL);
	if (found.type === "do") return "do";
	return found.type === "hold" ? `hold for ${found.approvers.join(" or ")}` : found.rule;
};
const COACH: Proposal = { type: "coach-rep", topic: "questions", note: "Ask one.", evidence: [] };
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

	test.each([learn("bant.budget", "x"), askHuman(), handTo("writer"), COACH])(
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

describe("the customer record", () => {
	const record = { type: "contact", contact: contactNo(1) } as const;
	const change: Proposal = { type: "update-crm", record, field: "title", value: "CFO", why: "x", evidence: [] };
	const AGENT = { type: "agent", skill: skillNamed("pipeline") } as const;
	const write = (deal: TestDeal, by: By, to: Sha256 | null, where: CrmRecord = record): void =>
		void deal.emit({
			type: "deal.crm-changed",
			change: crmChangeIdOf(sha256, deal.board().deal, deal.board().seq + 1),
			record: where,
			field: where.type === "contact" ? "title" : "amount",
			from: deal.board().crm?.[crmKey(where)]?.[where.type === "contact" ? "title" : "amount"]?.value ?? null,
			to,
			by,
			run: null,
			why: null,
			evidence: [],
			undoes: null,
		});
	const verdictAfter = (prepare: (deal: TestDeal) => void): string => {
		const deal = newDeal();
		prepare(deal);
		const found = verdictOf(deal.board(), change, NOTHING_TO_SELL);
		return found.type === "refuse" ? found.rule : found.type;
	};
	const HUMAN: By = { type: "human", user: SAM };

	test.each([
		["nobody wrote the field", () => {}, "do"],
		["an agent wrote it", (deal) => write(deal, AGENT, hashNo(1)), "do"],
		["a person wrote it", (deal) => write(deal, HUMAN, hashNo(1)), "PO10"],
		["a person took it back", (deal) => write(deal, HUMAN, null), "PO10"],
		["a person wrote over an agent", (deal) => [AGENT, HUMAN].map((by, i) => write(deal, by, hashNo(i))), "PO10"],
		[
			"a person wrote it of somebody else",
			(deal) => write(deal, HUMAN, hashNo(1), { ...record, contact: contactNo(2) }),
			"do",
		],
		["a person wrote another record", (deal) => write(deal, HUMAN, hashNo(1), { type: "deal" }), "do"],
	] as const satisfies readonly (readonly [string, (deal: TestDeal) => unknown, string])[])(
		"[PO10] %s",
		(_what, prepare, expected) => {
			expect(verdictAfter(prepare)).toBe(expected);
		},
	);

	test.each(Stage.options)("[PO10] at %s an agent may write what nobody decided", (stage) => {
		expect(verdict(stage, change)).toBe("do");
	});
});

describe("what a clone may do", () => {
	const held = { type: "hold", approvers: ["rep", "regional-human"] } as const;
	test.each([
		["observe", "PO12"],
		["draft", "regional-human"],
		["act-with-approval", "rep or regional-human"],
		["act-with-undo", "rep or regional-human"],
		["act", "rep or regional-human"],
	] as const)("[PO12] at %s its draft is for %s", (level, expected) => {
		const asked: string[] = [];
		const found = withinAutonomy(held, draftOf(), (action) => {
			asked.push(action);
			return level;
		});
		expect(found.type === "hold" ? found.approvers.join(" or ") : found.type === "refuse" ? found.rule : "do").toBe(
			expected,
		);
		expect(asked).toEqual(["answer-mail"]);
	});

	test("[PO12] what is refused stays refused, and what no person decides is nobody's to earn", () => {
		const refused = { type: "refuse", rule: "PO8", reason: "no" } as const;
		expect(withinAutonomy(refused, draftOf(), () => "draft")).toBe(refused);
		expect(withinAutonomy({ type: "do" }, COACH, () => "observe")).toEqual({ type: "do" });
		expect(withinAutonomy({ type: "do" }, moveTo("DISCOVERY"), () => "draft")).toEqual({
			type: "hold",
			approvers: ["regional-human"],
		});
		expect(withinAutonomy(held, draftOf(), undefined)).toBe(held);
	});
});
