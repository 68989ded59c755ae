import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal, type SkillInput } from "#knowledge/core/deal/skill.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { FactId } from "#knowledge/core/vocabulary/ids.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { CASE_NOW, CASE_SIGNAL, factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { pipeline } from "./definition.ts";

const known = (key: FactKey, value: string, changes: Partial<ReadFact> = {}): ReadFact => {
	const letters = [...`${key}${value}`].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 1_000_003, 7);
	const id = FactId.parse(
		`f-${[...String(letters).padStart(20, "0")].map((digit) => "abcdefghij"[Number(digit)]).join("")}`,
	);
	return factOf(key, value, { id, ...changes });
};
const NEED = known("bant.need", "one screen");
const REQUIREMENTS = [
	known("discovery.requirement", "single sign-on"),
	known("discovery.requirement", "an access log"),
];
const PEOPLE = [
	known("discovery.stakeholder", "Mara Ellingsen | Head of Operations | champions | for"),
	known("discovery.stakeholder", "Jonas Petrie | CFO | signs-off | unknown"),
];
const MEANS = [
	known("bant.budget", "EUR 140,000"),
	known("bant.authority", "signs off: Jonas Petrie (CFO)"),
	known("bant.timeline", "2027-03-31"),
];
const FIT = [
	known("strategy.fit", "single sign-on | Care | SAML"),
	known("meddic.decision-process", "committee, then CFO"),
	known("conversation.ask", "What would 85 seats cost?"),
];

type Changes = Parameters<typeof inputOf>[1];
const input = (text: string | null, changes: Changes = {}): SkillInput => inputOf(text, changes);
const moves = (at: SkillInput) => pipeline.reason(at).proposals.filter((each) => each.type === "move-stage");
const stages = (at: SkillInput) => moves(at).map(({ to }) => to);
const questions = (at: SkillInput) =>
	pipeline.reason(at).proposals.flatMap((each) => (each.type === "ask-human" ? [each.why] : []));
const SENT = { at: CASE_NOW - DAY_MS, by: "us", kind: "sent", subject: "Our proposal", gist: "Hi Mara" } as const;

describe("steps that facts earn", () => {
	test.each([
		["PROSPECTING", [], []],
		["PROSPECTING", [NEED], ["DISCOVERY"]],
		["PROSPECTING", REQUIREMENTS.slice(0, 1), ["DISCOVERY"]],
		["DISCOVERY", [NEED, ...REQUIREMENTS, ...PEOPLE.slice(0, 1)], []],
		["DISCOVERY", [NEED, ...REQUIREMENTS.slice(0, 1), ...PEOPLE], []],
		["DISCOVERY", [...REQUIREMENTS, ...PEOPLE], []],
		["DISCOVERY", [NEED, ...REQUIREMENTS, ...PEOPLE], ["QUALIFICATION"]],
		["QUALIFICATION", MEANS.slice(0, 2), []],
		["QUALIFICATION", MEANS, ["SOLUTION"]],
		["SOLUTION", FIT.slice(0, 1), []],
		["SOLUTION", FIT.slice(0, 2), []],
		["SOLUTION", FIT, ["PROPOSAL"]],
		["PROPOSAL", [NEED, ...MEANS, ...FIT], []],
		["NEGOTIATION", [NEED, ...MEANS, ...FIT], []],
		["CLOSED_WON", [NEED, ...MEANS, ...FIT], []],
	] as const)("[PI1] from %s, case %#", (stage, facts, expected) => {
		expect(stages(input("Thanks.", { stage, facts }))).toEqual(expected);
	});

	test("[PI1] as many as are earned in one answer, each step with the quotes of its own facts", () => {
		const at = input("Thanks.", { facts: [NEED, ...REQUIREMENTS, ...PEOPLE, ...MEANS] });
		expect(stages(at)).toEqual(["DISCOVERY", "QUALIFICATION", "SOLUTION"]);
		const [, , last] = moves(at);
		expect(last?.evidence).toEqual(MEANS.map((fact) => fact.evidence[0]));
		expect(last?.why).toContain("who decides or signs off; by when");
		for (const move of moves(at)) expect(judge(pipeline, at, move)).toEqual({ type: "pass" });
	});

	test.each([
		["was contradicted", { state: "contradicted" }],
		["was erased", { value: null }],
		["has no quote left", { evidence: (MEANS[0]?.evidence ?? []).map((each) => ({ ...each, quote: null })) }],
		["is a guess", { confidence: 0.49 }],
		["says that there is none", { value: "none yet" }],
	] as const)("[PI2] what %s earns nothing", (_what, changes) => {
		const facts = [known("bant.budget", "EUR 140,000", changes), ...MEANS.slice(1)];
		expect(stages(input("Thanks.", { stage: "QUALIFICATION", facts }))).toEqual([]);
		const evidence = MEANS.flatMap((fact) => fact.evidence.slice(0, 1));
		const move = Proposal.parse({ type: "move-stage", to: "SOLUTION", why: "because", evidence });
		expect(pipeline.judge(input("Thanks.", { stage: "QUALIFICATION", facts }), move)).toMatchObject({ rule: "PI1" });
	});
});

describe("what they ask for right now", () => {
	const process = FIT.slice(0, 2);
	test.each([
		["Could you please send us a formal proposal?", ["PROPOSAL"]],
		["What would 85 seats cost per year?", ["PROPOSAL"]],
		["Could you tell us how it connects to Corvane?", []],
		["We have seen your price list.", []],
	])("[PI20] at SOLUTION: %s", (text, expected) => {
		const at = input(text, { stage: "SOLUTION", facts: process });
		expect(stages(at)).toEqual(expected);
		for (const move of moves(at)) {
			expect(judge(pipeline, at, move)).toEqual({ type: "pass" });
			expect(move.evidence.map(({ quote }) => quote)).toContain(text);
			const fewer = { ...move, evidence: move.evidence.slice(0, -1) };
			expect(pipeline.judge(at, Proposal.parse(fewer))).toMatchObject({ rule: "PI2" });
		}
	});

	test("[PI20] a tender stands in for a budget, and for how they decide", () => {
		const text = "We hereby invite you to submit a proposal.";
		const facts = [...MEANS.slice(1), ...FIT.slice(0, 1)];
		expect(stages(input(text, { stage: "QUALIFICATION", facts }))).toEqual(["SOLUTION", "PROPOSAL"]);
		expect(stages(input("We look forward to it.", { stage: "QUALIFICATION", facts }))).toEqual([]);
	});

	test("[PI20] our own words ask for nothing", () => {
		const signal = { author: "us", kind: "note" } as const;
		expect(stages(input("Could you send us a proposal?", { stage: "SOLUTION", facts: process, signal }))).toEqual([]);
	});
});

describe("what moves nothing", () => {
	const facts = [NEED];
	const calendar = {
		uid: "1",
		sequence: 0,
		method: "request",
		summary: "Call",
		startsAt: CASE_NOW + DAY_MS,
		endsAt: null,
		location: null,
		organizer: null,
		attendees: [],
	} as const;
	test.each([
		["a buyer's mail", {}, true],
		["our own mail", { author: "us" }, false],
		["an invitation", { kind: "calendar", calendar }, false],
		["a note that tells more than itself", { author: "us", kind: "note" }, true],
		["a conversation", { kind: "transcript", turns: [{ start: 0, end: 7, speaker: "Mara", side: "buyer" }] }, true],
	] as const)("[PI4] whether this moves a deal: %s", (_what, signal, expected) => {
		expect(stages(input("Thanks.", { facts, signal: signal as object }))).toEqual(expected ? ["DISCOVERY"] : []);
	});

	test("[PI4] our note alone moves nothing, whoever reasons", () => {
		const quoted = NEED.evidence.map((each) => ({ ...each, signal: CASE_SIGNAL }));
		const at = input("They need one screen.", {
			facts: [{ ...NEED, evidence: quoted }],
			signal: { author: "us", kind: "note" },
		});
		expect(stages(at)).toEqual([]);
		const move = Proposal.parse({ type: "move-stage", to: "DISCOVERY", why: "because", evidence: quoted });
		expect(pipeline.judge(at, move)).toMatchObject({ rule: "PI4" });
		expect(pipeline.judge(input(null, { facts }), move)).toMatchObject({ rule: "PI4" });
	});

	test("[PI4] silence moves nothing", () => {
		expect(stages(input("Thanks.", { facts, signal: { receivedAt: CASE_NOW - 8 * DAY_MS } }))).toEqual([]);
		expect(stages(input("Thanks.", { facts, signal: { receivedAt: CASE_NOW - 6 * DAY_MS } }))).toEqual(["DISCOVERY"]);
	});
});

describe("NEGOTIATION", () => {
	const at = (text: string, changes: Changes = {}) => input(text, { stage: "PROPOSAL", history: [SENT], ...changes });

	test.each([
		["Could you come down by 10%?", true],
		["Your proposal is too expensive for us.", true],
		["We could do EUR 120,000 if you drop the set-up fee.", true],
		["Our counsel has two comments on the liability clause.", true],
		["Attached are our redlines.", true],
		["Procurement needs your supplier form.", true],
		["When could we sign?", true],
		["We are ready to sign.", true],
		["Payment terms of 30 days will not work, we pay at 60.", true],
		["Thank you, we will read it next week.", false],
		["Does it run on tablets?", false],
		["Could you please send us a formal proposal, payable yearly in advance?", false],
	])("[PI5] an offer is out, and they write: %s", (text, expected) => {
		expect(stages(at(text))).toEqual(expected ? ["NEGOTIATION"] : []);
		for (const move of moves(at(text))) expect(judge(pipeline, at(text), move)).toEqual({ type: "pass" });
	});

	test("[PI5] the evidence is the words that speak of terms", () => {
		const text = "Thanks for this. Could you come down by 10%?";
		expect(moves(at(text))[0]?.evidence.map(({ quote }) => quote)).toEqual(["Could you come down by 10%?"]);
	});

	test.each([
		["nothing left us", "Could you come down by 10%?", [], []],
		["they speak of our offer", "Your offer is fine, could you come down by 10%?", [], ["NEGOTIATION"]],
		["an offer went out another way", "Could you come down by 10%?", [{ ...SENT, kind: "email" }], ["NEGOTIATION"]],
		[
			"a mail of ours was about something else",
			"Could you come down by 10%?",
			[{ ...SENT, kind: "email", subject: "Hi" }],
			[],
		],
		[
			"it answers their request for proposal",
			"Could you come down by 10%?",
			[{ ...SENT, kind: "email", subject: "Re: Request for Proposal", gist: "We intend to bid" }],
			[],
		],
		["only they wrote", "Could you come down by 10%?", [{ ...SENT, kind: "email", by: "buyer" }], []],
	] as const)("[PI5] %s", (_what, text, history, expected) => {
		expect(stages(at(text, { history }))).toEqual(expected);
	});

	test("[PI5] what left before the deal stood at PROPOSAL was no offer", () => {
		const facts = FIT;
		expect(stages(at("Could you come down by 10%?", { stage: "SOLUTION", facts }))).toEqual(["PROPOSAL"]);
		expect(stages(at("Could you come down on your quote by 10%?", { stage: "SOLUTION", facts }))).toEqual([
			"PROPOSAL",
			"NEGOTIATION",
		]);
	});

	test("[PI5] from another reasoner it takes the buyer's words and an offer that is out", () => {
		const quote = "Could you come down?";
		const evidence = [{ signal: CASE_SIGNAL, quote, start: 0, end: quote.length }];
		const move = Proposal.parse({ type: "move-stage", to: "NEGOTIATION", why: "because", evidence });
		expect(pipeline.judge(at(quote), move)).toEqual({ type: "pass" });
		expect(pipeline.judge(at(quote, { history: [] }), move)).toMatchObject({ rule: "PI5" });
		expect(pipeline.judge(at(quote), { ...move, evidence: NEED.evidence } as Proposal)).toMatchObject({ rule: "PI5" });
		expect(pipeline.judge(at(quote, { signal: { author: "us", kind: "note" } }), move)).toMatchObject({ rule: "PI4" });
		expect(pipeline.judge(at(quote, { stage: "SOLUTION" }), move)).toMatchObject({ rule: "PI1" });
	});
});

describe("a stage that is behind", () => {
	const text = "Your offer is too expensive for us.";
	test.each([
		["the stage lacks something", text, { stage: "QUALIFICATION", facts: MEANS.slice(0, 2) }, "by when"],
		["nobody bargains", "Your offer came on Monday.", { stage: "QUALIFICATION" }, null],
		["no offer is out", "That is too expensive for us.", { stage: "QUALIFICATION" }, null],
		[
			"a mail of ours named the offer",
			"It is too expensive for us.",
			{ stage: "SOLUTION", facts: FIT.slice(0, 1), history: [SENT] },
			null,
		],
		["it is behind nothing", text, { stage: "PROPOSAL" }, null],
		["its criteria are met now", text, { stage: "SOLUTION", facts: FIT }, null],
	] as const)("[PI18] they bargain over our offer: %s", (_what, words, changes, lacks) => {
		const asked = questions(input(words, changes));
		expect(asked).toEqual(lacks === null ? [] : [expect.stringContaining(`lacks: ${lacks}. Move it by hand?`)]);
	});
});

describe("the end of a deal is a person's", () => {
	test.each([
		["We have decided to go with Deskwright.", "lost"],
		["We chose another vendor.", "lost"],
		["The project has been cancelled.", "lost"],
		["We are no longer interested.", "lost"],
		["We will not be moving forward with this.", "lost"],
		["The board has approved your proposal.", "won"],
		["We are ready to sign.", "won"],
		["The signed contract is attached.", "won"],
		["We would like to go ahead with you.", "won"],
		["Yesterday the general director signed with Tarivox.", "lost"],
		["The order went to another supplier.", "lost"],
		["Your bid was not successful.", "lost"],
		["We have now closed the file.", "lost"],
		["Jonas will see one number and close the file.", null],
		["If not, it goes to December, and in December I say no to things.", null],
		["The same list goes to Fieldmarrow.", null],
		["We went with Option B of your offer.", null],
		["We chose to wait for the report.", null],
		["If we go with another vendor, I will tell you.", null],
		["Have you decided to go with them?", null],
		["We might go with Deskwright.", null],
		["We have not signed the contract yet.", null],
		["We have decided to go for a pilot first.", null],
		["Let us go with the plan from Tuesday.", null],
		["Thanks, we will look at it.", null],
	])("[PI6] %s", (text, as) => {
		const at = input(text, { stage: "NEGOTIATION" });
		expect(questions(at)).toEqual(as === null ? [] : [expect.stringContaining(`«${text}»: close the deal as ${as}?`)]);
		expect(stages(at)).toEqual([]);
	});

	test.each([
		["Yesterday the director signed with Tarivox.", []],
		["Yesterday the director signed with Tarivox. You asked for the true reason:", []],
		[
			"Yesterday the director signed with Tarivox.\n\nThe electronic invoice decided it. They have it inside.",
			["The electronic invoice decided it. They have it inside."],
		],
		[
			"We decided to go with Deskwright because you have no office here.",
			["We decided to go with Deskwright because you have no office here."],
		],
		["The project has been cancelled.", ["The project has been cancelled."]],
		["The invoice decided it for us in the past.", []],
	])("[PI6] the reason is why, and not that they signed: %s", (text, expected) => {
		const at = input(text, { stage: "NEGOTIATION" });
		const reasons = pipeline.reason(at).proposals.flatMap((each) => {
			if (each.type !== "update-crm" || each.field !== "lost-reason") return [];
			expect(judge(pipeline, at, each)).toEqual({ type: "pass" });
			return [each.value];
		});
		expect(reasons).toEqual(expected);
	});

	test("[PI6] our own words close nothing", () => {
		expect(questions(input("We chose another vendor.", { signal: { author: "us" } }))).toEqual([]);
	});

	test.each(Stage.options.filter((to) => to !== "QUALIFICATION"))(
		"[PI3] from DISCOVERY no reasoner moves back, or to a close: %s",
		(to) => {
			const move = Proposal.parse({ type: "move-stage", to, why: "because", evidence: NEED.evidence });
			const judged = pipeline.judge(input("Thanks.", { stage: "DISCOVERY", facts: [NEED] }), move);
			const isAhead = ["SOLUTION", "PROPOSAL", "NEGOTIATION"].includes(to);
			expect(judged).toMatchObject({ rule: isAhead ? "PI1" : "PI3" });
		},
	);

	test("[PI2] a move without a quote for each criterion is refused", () => {
		const at = input("Thanks.", { stage: "QUALIFICATION", facts: MEANS });
		const [move] = moves(at);
		expect(move?.evidence).toHaveLength(3);
		const fewer = { ...move, evidence: move?.evidence.slice(1) };
		expect(pipeline.judge(at, Proposal.parse(fewer))).toMatchObject({ rule: "PI2" });
	});
});
