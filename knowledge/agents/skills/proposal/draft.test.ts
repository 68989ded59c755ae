import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { aCatalogue, anOffering, aPrice } from "#knowledge/core/testing/catalogue.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { HOSTILE_UNITS, hostileText, READ_MS_MAX } from "../eval/hostile.ts";
import { proposal } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1] & { region?: "apac" | "emea" | "amer" };
const HANDED = { from: SkillName.parse("reply-handler"), task: "Answer the buyer's mail with a price." };
function inputFor(text: string | null, { region = "emea", ...changes }: Changes = {}) {
	const input = inputOf(text, { catalogue: aCatalogue(), handoff: HANDED, stage: "QUALIFICATION", ...changes });
	return { ...input, deal: { ...input.deal, region } };
}
function propose(text: string | null, changes: Changes = {}) {
	const input = inputFor(text, changes);
	const { proposals } = proposal.reason(input);
	for (const each of proposals) expect([each, judge(proposal, input, each)]).toEqual([each, { type: "pass" }]);
	return proposals;
}
const draft = (text: string | null, changes: Changes = {}) =>
	propose(text, changes).find((each) => each.type === "draft-email");
const body = (text: string | null, changes: Changes = {}) => draft(text, changes)?.body ?? "";

const QUOTE = "What would 85 seats cost?";

describe("what is asked", () => {
	test("[PP15] each ask has its answer: the price, the catalogue's sentence, its limit, or what will follow", () => {
		const text = body(
			"What would 85 seats cost? Do you support single sign-on? Does it work offline? Could we speak next Tuesday? Is onboarding included?",
		);
		expect(text.split("\n\n")[1]).toBe(
			"Harbour Desk signs people in. Harbour Desk does not work without a connection. We can meet next Tuesday; with the hour that you prefer I will send the invitation.",
		);
		expect(text).toContain("Desk seat: 85 × EUR 49");
		expect(text).not.toMatch(/["“”]|You find|shows what is counted/);
	});

	test.each([
		["What would 85 seats cost?", ""],
		["Please send us a quote for 85 seats.", ""],
		["What would 85 seats cost, and is onboarding included?", ""],
		[
			"What would 85 seats cost? Is Irish law possible?",
			"Our legal colleagues will answer you within two working days on the law and the courts.",
		],
		[
			"What would 85 seats cost? How do you integrate with our old warehouse machine?",
			"A technical colleague will tell you within two working days how we integrate with your old warehouse machine.",
		],
		[
			"Please send your offer for 85 seats by Friday, 2 October. Is Irish law possible?",
			"Our legal colleagues will answer you by Friday 2 October on the law and the courts.",
		],
		[
			"What would 85 seats cost? Is there a cat in your office?",
			"I will find out whether there is a cat in our office, and tell you within two working days.",
		],
		["What would 85 seats cost? Can you confirm receipt?", "We confirm that we have received your request."],
	])("[PP15] the price is not told twice, and the rest by its topic: %s", (mail, says) => {
		const text = body(mail, { stage: "SOLUTION" });
		const [, first = ""] = text.split("\n\n");
		expect(first.startsWith("The price of the solution.") ? "" : first).toBe(says);
		expect(text).not.toMatch(/["“”]|You find|look into|put these/);
	});

	test.each([
		["We want to be live by 30 October 2026.", "You want to be live by 30 October 2026."],
		["We would like to sign by 30 October 2026.", "You want to sign by 30 October 2026."],
		["We want it by 30 October 2026.", null],
		["Please send the order form by 30 October 2026.", null],
		["We cannot be live by 30 October 2026.", null],
		["We send you the live data by 30 October 2026.", null],
		["Jonas has to decide by 30 October 2026.", null],
	])("[PP33] a day is told with what it is for, or not at all: %s", (said, says) => {
		const text = body(`${QUOTE} ${said}`, { stage: "SOLUTION" });
		if (says === null) expect(text).not.toMatch(/You want to|noted/);
		else expect(text).toContain(says);
	});

	test.each([
		["Our agents copy data for 12 minutes per case", true],
		["roughly 3% of the customers leave within the quarter", true],
		["handle time from 9 to 6 minutes", false],
		["is losing people to slow answers", false],
		["which takes around 12 minutes per case", false],
		["below 5 minutes", false],
		["We need to bring that down", false],
	])("[PP33] their words are repeated as long as they stand by themselves: %s", (value, isSaid) => {
		const facts = [factOf("meddic.metrics", value)];
		const second = [factOf("meddic.metrics", "our handle time has to fall by half"), ...facts];
		const contacts = [{ ...MARA, title: "CFO" }];
		expect(body(QUOTE, { facts, contacts }).includes(`as you put it: ${value}.`)).toBe(isSaid);
		expect(body(`${QUOTE} Your price is too high.`, { facts: second }).includes(`from your own words: ${value}.`)).toBe(
			isSaid,
		);
	});

	test("[PP14] a discount is a person's: nothing of the floor in the mail, all of it in `why`", () => {
		const found = draft(`${QUOTE} Could you do 15% off?`);
		expect(found?.body).toContain("The person who decides on that will answer you");
		expect(found?.body).not.toMatch(/floor|7\.63|41\.37|877|3,123|4,137/i);
		expect(found?.why).toContain("Room to the floor: Desk seat EUR 7.63, Onboarding EUR 877.");
		expect(found?.offer?.lines.map((line) => line.unitMinor)).toEqual([4_900, 400_000]);
		expect(draft(QUOTE)?.why).not.toMatch(/floor/i);
	});

	test.each([
		"We run a tender for this, please quote for 85 seats.",
		"RFP 114: please submit your proposal for 85 seats.",
	])("[PP23] %s gets a draft and a person", (text) => {
		expect(propose(text).map((each) => each.type)).toEqual(["draft-email", "ask-human"]);
	});

	test("[PP25] what was handed over without a price is answered without one", () => {
		const found = draft("Could we speak next Tuesday?");
		expect(found?.offer).toBeUndefined();
		expect(found?.body).toContain("We can meet next Tuesday;");
		expect(found?.body).not.toMatch(/EUR|list price/);
		expect(propose("Could we speak next Tuesday?", { handoff: null })).toEqual([]);
	});

	test("[PP25] a note's question about the price is answered without its words", () => {
		const signal = { author: "us", kind: "note", from: null, subject: "Shaky" } as const;
		const found = draft("She asked what 85 seats cost, budget is shaky.", { signal });
		expect(found?.to).toEqual([MARA.id]);
		expect(found?.body).toContain("You raised a question about price.");
		expect(`${found?.subject}${found?.body}${found?.why}`).not.toMatch(/shaky|85/i);
	});

	const SAML = "Harbour Desk signs people in with SAML and OpenID Connect.";
	const OFFLINE = "Harbour Desk does not work without a connection.";
	const facts = [
		factOf("strategy.gap", `works offline in the hold | ${OFFLINE}`),
		factOf("strategy.gap", "biometric turnstiles everywhere | nothing in our catalogue covers it"),
		factOf("strategy.fit", `logins | Harbour Desk | ${SAML}`),
		factOf("strategy.fit", "coffee | Harbour Desk | Harbour Desk makes coffee."),
	];

	test("[PP16] a gap that nobody asks about is the rep's to know, and a fit is said as long as the catalogue says so", () => {
		const found = draft(QUOTE, { facts, stage: "SOLUTION" });
		expect(found?.body).toContain("- logins: Harbour Desk signs people in");
		expect(found?.body).not.toMatch(/coffee|turnstiles|connection|in what we sell/);
		expect(found?.why).toContain("Not in the mail, check: works offline in the hold; biometric turnstiles everywhere.");
	});

	test.each([
		["Does it work offline?", true],
		["Does it work without a connection?", true],
		["Does it work on a ship?", false],
		["Could it lift us to the next floor?", false],
	])("[PP16] a limit is said to who asks for it by its own word: %s", (question, isSaid) => {
		expect(body(`${QUOTE} ${question}`, { facts, stage: "SOLUTION" }).includes(OFFLINE)).toBe(isSaid);
	});

	test.each([
		["Tallybird is our other choice.", true],
		["Does it connect to our system (an old Tallybird installation)?", false],
		["Tallybird are out, by the way.", false],
	])("[PP16] against a rival that is compared, and nothing about what they have: %s", (text, isSaid) => {
		const position = [factOf("strategy.position", "Tallybird | Harbour Desk is run from one place for all teams.")];
		expect(body(`${QUOTE} ${text}`, { facts: position }).includes("As you compare")).toBe(isSaid);
	});

	test("[PP32] a request in a form gets lines, what is missing and assumptions, and is asked nothing", () => {
		const text =
			"Request for quotation 31: please quote for 85 seats and 40 chairs. It is to be valid for 90 days.\n\nWe need:\n- 85 seats\n- 40 chairs";
		const contacts = [{ ...MARA, name: "Ellingsen, Mara" }];
		const found = draft(text, { contacts, stage: "SOLUTION" });
		expect(found?.body).toMatch(/^Dear Mara Ellingsen,\n\nThank you for your request\./);
		const places = ["Lines priced from our list:", "Not priced here;", "There is no total yet", "Assumptions:"].map(
			(each) => found?.body.indexOf(each),
		);
		expect(places).toEqual([...places].sort((a, b) => (a ?? 0) - (b ?? 0)));
		expect(places).not.toContain(-1);
		expect(found?.body).toContain(
			"You ask that the offer holds for 90 days; how long it holds is for a person on our side to say",
		);
		expect(found?.body).not.toMatch(/One question|Tell me what|What covers|In short/);
		expect(body(QUOTE, { stage: "SOLUTION" })).not.toContain("Assumptions:");
	});
});

const TITLES = {
	"c-suite": "CFO",
	executive: "VP Operations",
	manager: "Team Lead",
	"individual contributor": "Support Engineer",
} as const;
const PERSONAS = ["c-suite", "executive", "manager", "individual contributor"] as const;
const STAGES = ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL", "NEGOTIATION"] as const;
const REGIONS = ["emea", "amer", "apac"] as const;
const FACTS = [
	factOf("meddic.metrics", "our handle time has to go from 9 to 6 minutes"),
	factOf("strategy.fit", "logins for all | Harbour Desk | Harbour Desk signs people in with SAML and OpenID Connect."),
	factOf("strategy.fit", "queues by team | Harbour Desk | Harbour Desk shows waiting times by team and by hour."),
	factOf("strategy.fit", "old cases | Harbour Desk | Harbour Desk takes over tickets from a file."),
	factOf("strategy.gap", "works in the hold | Harbour Desk does not work without a connection."),
];
const CURRENCIES = { emea: "EUR", amer: "USD", apac: "SGD" } as const;
const WORLD = aCatalogue({
	offerings: [
		anOffering({
			prices: REGIONS.flatMap((region) => [
				aPrice({ region, currency: CURRENCIES[region] }),
				aPrice({ region, currency: CURRENCIES[region], item: "Onboarding", unit: "once", listMinor: 400_000 }),
			]),
		}),
	],
});
const MAIL = "What would 85 seats cost? We want to sign by 30 October 2026. Could you send the deck?";
const UNDATED = "What would 85 seats cost? Could you send the deck?";
const at = (
	persona: keyof typeof TITLES,
	stage: (typeof STAGES)[number],
	region: (typeof REGIONS)[number],
): Changes => ({
	contacts: [{ ...MARA, title: TITLES[persona] }],
	stage,
	region,
	facts: FACTS,
	catalogue: WORLD,
});

describe("persona × stage × region", () => {
	const PRICED = STAGES.filter((stage) => stage !== "PROSPECTING");
	const CASES = PERSONAS.flatMap((persona) =>
		PRICED.flatMap((stage) => REGIONS.map((region) => [persona, stage, region] as const)),
	);
	const bodies = CASES.map((each) => body(MAIL, at(...each)));

	test("[PP17] every one of the drafts passes the judge, says its sum, and is like no other", () => {
		expect(new Set(bodies).size).toBe(CASES.length);
		for (const [i, text] of bodies.entries()) expect(text).toContain(`${CURRENCIES[CASES[i]?.[2] ?? "emea"]} 53,980`);
	});

	test.each(PRICED.flatMap((stage) => REGIONS.map((region) => [stage, region] as const)))(
		"[PP17] in %s, %s, each reader gets first what matters to them",
		(stage, region) => {
			const of = (persona: keyof typeof TITLES) => body(MAIL, at(persona, stage, region));
			const place = (persona: keyof typeof TITLES, words: string) => of(persona).indexOf(words);
			expect(of("c-suite").split("\n\n")[1]).toMatch(/^In short: [A-Z]{3} 53,980 in all, at list\.$/);
			expect(of("c-suite")).not.toMatch(/^- /m);
			expect(of("c-suite")).not.toContain("takes over tickets");
			expect(of("c-suite").length).toBeLessThan(of("individual contributor").length + 120);
			expect(of("individual contributor")).not.toMatch(/In short|What it is for/);
			if (stage !== "NEGOTIATION")
				expect(of("individual contributor").match(/^- .*Harbour Desk (?:signs|shows|takes)/gm)).toHaveLength(3);
			expect(place("individual contributor", "How it works")).toBeLessThan(
				place("individual contributor", "Desk seat:"),
			);
			expect(place("executive", "In short")).toBeLessThan(place("executive", "We will send the deck"));
			expect(place("executive", "We will send the deck")).toBeLessThan(place("executive", "Desk seat"));
			expect(place("manager", "We will send the deck")).toBeLessThan(place("manager", "Desk seat"));
			expect(of("manager")).toContain("85 ×");
			expect(of("c-suite")).not.toContain("85 ×");
		},
	);

	test.each([
		["CEO", "c-suite"],
		["Chief Financial Officer", "c-suite"],
		["Founder & Managing Director", "c-suite"],
		["President", "c-suite"],
		["Vice President, Sales", "executive"],
		["SVP Operations", "executive"],
		["Head of Customer Operations", "executive"],
		["IT Director", "executive"],
		["Operations Manager", "manager"],
		["Team Lead", "manager"],
		["Support Engineer", "individual contributor"],
		["Buyer", "individual contributor"],
		["Assistant to the CEO", "individual contributor"],
		[null, "manager"],
	] as const)("[PP17] %j is written to as %s", (title, persona) => {
		const contacts = [{ ...MARA, title }];
		const expected = body(MAIL, { ...at(persona, "SOLUTION", "emea") });
		expect(body(MAIL, { ...at("individual contributor", "SOLUTION", "emea"), contacts })).toBe(expected);
	});

	test("[PP17] a title that somebody else named counts where their own signature has none", () => {
		const facts = [...FACTS, factOf("discovery.stakeholder", "Mara Ellingsen | CFO | signs-off | for")];
		const changes = { ...at("individual contributor", "SOLUTION", "emea"), facts };
		expect(body(MAIL, { ...changes, contacts: [MARA] })).toMatch(/^Dear Mara,\n\nIn short/);
		expect(body(MAIL, { ...changes, contacts: [{ ...MARA, title: "Clerk" }] })).toMatch(/^Hello Mara,\n\n(?!In short)/);
	});

	test.each([
		["DISCOVERY", "A first figure."],
		["QUALIFICATION", "A figure for your budget."],
		["SOLUTION", "The price of the solution."],
		["PROPOSAL", "Our proposal."],
		["NEGOTIATION", "The price as it stands."],
	] as const)("[PP18] in %s the price is called «%s»", (stage, title) => {
		const text = body(UNDATED, at("manager", stage, "emea"));
		expect(text).toContain(`${title} `);
		expect(PRICED.filter((other) => body(MAIL, at("manager", other, "emea")).includes(title))).toEqual([stage]);
	});

	test("[PP36] at PROSPECTING no price is named: a person is told what it comes to, and the buyer that it follows", () => {
		const found = propose(UNDATED, at("manager", "PROSPECTING", "emea"));
		const [first, second] = found;
		expect(first?.type === "draft-email" ? [first.offer, first.body.match(/EUR|\d/)] : first).toEqual([
			undefined,
			null,
		]);
		expect(second?.type === "ask-human" ? second.why : "").toContain("At list it comes to EUR 53,980.");
		expect(body(UNDATED, at("manager", "PROSPECTING", "emea"))).toContain("I would rather not name a figure");
	});

	test("[PP18] when nothing is left to ask, the stage's own next step closes the mail", () => {
		const keys = [
			"bant.need",
			"bant.timeline",
			"bant.authority",
			"bant.budget",
			"meddic.decision-process",
			"meddic.decision-criteria",
			"meddic.champion",
		] as const;
		const facts = [...FACTS, ...keys.map((key) => factOf(key, "known"))];
		expect(body(MAIL, { ...at("manager", "PROPOSAL", "emea"), facts })).toContain("The next step is yours");
		expect(body(MAIL, { ...at("manager", "NEGOTIATION", "emea"), facts })).toContain("for our regional manager");
	});

	test.each([
		["emea", "Hello Mara,", "Kind regards,", "without VAT", "30 October 2026", "EUR"],
		["amer", "Hi Mara,", "Best,", "before sales tax", "October 30, 2026", "USD"],
		["apac", "Dear Mara,", "Kind regards,", "without GST", "30 October 2026", "SGD"],
	] as const)("[PP19] in %s", (region, ...expected) => {
		const text = body(MAIL, at("manager", "SOLUTION", region));
		for (const words of expected) expect(text).toContain(words);
	});

	test.each([
		["emea", "c-suite", "Dear Mara,"],
		["emea", "executive", "Hello Mara,"],
		["apac", "executive", "Dear Mara,"],
		["amer", "c-suite", "Hi Mara,"],
	] as const)("[PP19] in %s %s is greeted «%s»", (region, persona, greeting) => {
		expect(body(MAIL, at(persona, "SOLUTION", region)).split("\n")[0]).toBe(greeting);
	});
});

test.each(HOSTILE_UNITS)("[PP24] the longest text of %j is answered and judged in bounded time", (unit) => {
	const input = inputFor(`${QUOTE} ${hostileText(unit)}`.slice(0, 200_000));
	const before = performance.now();
	for (const each of proposal.reason(input).proposals) judge(proposal, input, each);
	expect(performance.now() - before).toBeLessThan(READ_MS_MAX);
});
