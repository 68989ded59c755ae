import { describe, expect, it } from "vitest";
import { ANSWER, answers, filled, MAIL, points, rulesOf } from "./drafts.ts";
import { countWords, pointsIn } from "./mail-parts.ts";
import { type Rank, rankOf } from "./rank.ts";

describe("rank from the title", () => {
	const cases: readonly (readonly [string | null, Rank])[] = [
		[null, "manager"],
		["", "manager"],
		["Senior Network Engineer", "individual contributor"],
		["Executive Assistant to the CEO", "individual contributor"],
		["Product Owner", "individual contributor"],
		["HR Business Partner", "individual contributor"],
		["Account Executive", "individual contributor"],
		["Compliance Officer", "individual contributor"],
		["Lead Analyst", "individual contributor"],
		["Production Planner", "individual contributor"],
		["Customer Care Manager", "manager"],
		["Team Lead Billing", "manager"],
		["Shift Supervisor", "manager"],
		["Head of the retention team", "manager"],
		["Channel Partner Manager", "manager"],
		["Tech Lead", "manager"],
		["Head of Customer Care Team", "manager"],
		["Senior Manager, Office of the CFO", "manager"],
		["Product Manager", "manager"],
		["Head of Customer Operations", "executive"],
		["Director of IT", "executive"],
		["Vice President, Charging", "executive"],
		["SVP Networks", "executive"],
		["Head, Billing", "executive"],
		["Head of Group IT", "executive"],
		["Head of Shift Planning", "executive"],
		["Deputy Director", "executive"],
		["Managing Director", "c-suite"],
		["Chief Information Security Officer", "c-suite"],
		["Co-founder & CTO", "c-suite"],
		["Owner / Production Manager", "c-suite"],
		["President", "c-suite"],
		["Partner", "c-suite"],
		["Geschäftsführerin", "c-suite"],
		["C.E.O.", "c-suite"],
	];
	it.each(cases)("%s is %s", (title, rank) => {
		expect(rankOf(title)).toBe(rank);
	});
});

describe("a draft that keeps every norm", () => {
	it("has no violation in emea", () => {
		expect(rulesOf(ANSWER)).toEqual([]);
	});
	it("has none in amer", () => {
		expect(rulesOf(ANSWER, { region: "amer", greeting: "Hi Jonas,", closing: "Thanks," })).toEqual([]);
	});
	it("has none in apac", () => {
		expect(rulesOf(ANSWER, { region: "apac", greeting: "Dear Jonas,", closing: "Kind regards" })).toEqual([]);
	});
});

describe("words", () => {
	const limits: readonly (readonly [string, number])[] = [
		["Analyst", 220],
		["Care Manager", 180],
		["Director of Care", 130],
		["CEO", 90],
	];
	it.each(limits)("%s: %i words pass, one more does not", (title, most) => {
		expect(rulesOf(filled(most), { title })).not.toContain("words");
		expect(rulesOf(filled(most + 1), { title })).toContain("words");
	});
	it("allows half more where many points were asked", () => {
		expect(pointsIn(points)).toBe(3);
		expect(rulesOf(filled(135), { title: "CEO", mail: points })).not.toContain("words");
		expect(rulesOf(filled(136), { title: "CEO", mail: points })).toContain("words");
	});
	it("does not count list marks and lone dashes", () => {
		expect(countWords("1. one two\n- three — four")).toBe(4);
	});
	it("does not count greeting and signature", () => {
		expect(
			rulesOf(filled(90), { title: "CEO", sign: "Mara Ellingsen\nSkyvera, customer team, some long street" }),
		).not.toContain("words");
	});
});

describe("questions", () => {
	it("an engineer may be asked two, not three", () => {
		expect(rulesOf(`${ANSWER} Which release do you run? How many agents use it?`)).not.toContain("questions");
		expect(rulesOf(`${ANSWER} Which release do you run? How many agents use it? Where do they sit?`)).toContain(
			"questions",
		);
	});
	it("a director may be asked one, not two", () => {
		expect(rulesOf(`${ANSWER} Which release do you run?`, { title: "Director" })).not.toContain("questions");
		expect(
			rulesOf(`${ANSWER} Which release do you run? Could you tell me how many agents use it.`, { title: "Director" }),
		).toContain("questions");
	});
	it("in PROSPECTING one is the most", () => {
		expect(rulesOf(`${ANSWER} Which release do you run?`, { stage: "PROSPECTING" })).not.toContain("questions");
		expect(rulesOf(`${ANSWER} Which release do you run? Where do they sit?`, { stage: "PROSPECTING" })).toContain(
			"questions",
		);
	});
	it("repeating the reader's own question is none", () => {
		expect(
			rulesOf(
				`${ANSWER}\n\nCan agents see bills and tickets together on a single screen? Yes. Which release do you run?`,
				{ title: "Director" },
			),
		).not.toContain("questions");
	});
});

describe("lists", () => {
	const list = (n: number): string =>
		`${ANSWER}\n${Array.from({ length: n }, () => "- bills and payments").join("\n")}`;
	it("an executive takes four lines, not five", () => {
		expect(rulesOf(list(4), { title: "VP Care" })).not.toContain("list");
		expect(rulesOf(list(5), { title: "VP Care" })).toContain("list");
	});
	it("the c-suite takes none, unless they asked in points", () => {
		expect(rulesOf(list(1), { title: "CEO" })).toContain("list");
		expect(rulesOf(list(3), { title: "CEO", mail: points })).not.toContain("list");
		expect(
			rulesOf(list(3), {
				title: "CEO",
				mail: "Hello Mara,\nplease answer in bullet points: what does it show of bills?\nJonas",
			}),
		).not.toContain("list");
	});
	it("a manager takes any", () => {
		expect(rulesOf(list(9), { title: "Care Manager" })).not.toContain("list");
	});
});

describe("technical words", () => {
	it("are as wanted for an engineer", () => {
		expect(rulesOf(`${ANSWER} Sign-in uses SAML.`)).not.toContain("technical-word");
	});
	it("need to be the reader's for a manager", () => {
		expect(rulesOf(`${ANSWER} Sign-in uses SAML.`, { title: "Care Manager" })).toContain("technical-word");
		expect(
			rulesOf(`${ANSWER} Sign-in uses SAML.`, { title: "Care Manager", mail: `${MAIL} And is it saml?` }),
		).not.toContain("technical-word");
	});
	it("that stand only in the quoted mail are not the reader's", () => {
		expect(rulesOf(`${ANSWER} It has an API.`, { title: "CEO", mail: `${MAIL}\n> our API is open` })).toContain(
			"technical-word",
		);
	});
	it("plural and spelling variants count as used", () => {
		expect(
			rulesOf(`${ANSWER} There is no on-prem version.`, { title: "CEO", mail: `${MAIL} Or on-premises?` }),
		).not.toContain("technical-word");
	});
});

describe("what leads", () => {
	it("thanks do not lead for an executive or the c-suite", () => {
		for (const title of ["Director", "CEO"]) {
			expect(rulesOf(`Thank you for your mail. ${ANSWER}`, { title })).toContain("leads-with-answer");
			expect(rulesOf(ANSWER, { title })).not.toContain("leads-with-answer");
		}
	});
	it("thanks with the answer in the same sentence do", () => {
		expect(
			rulesOf("Thank you for asking: agents see bills and tickets on one screen.", { title: "CEO" }),
		).not.toContain("leads-with-answer");
	});
	it("repeating what was asked does not lead", () => {
		expect(rulesOf(`You asked about the screen. ${ANSWER}`, { title: "CEO" })).toContain("leads-with-answer");
	});
	it("an engineer may be thanked first, with the answer second", () => {
		expect(rulesOf(`Thanks for your question. ${ANSWER}`)).not.toContain("leads-with-answer");
		expect(rulesOf(`Thanks for your question. I am writing about the screen. ${ANSWER}`)).toContain(
			"leads-with-answer",
		);
	});
	it("a manager reads what it means for the team", () => {
		const dry = `Bills and tickets stand together on one screen. ${Array.from({ length: 40 }, () => "bill").join(" ")}.`;
		expect(rulesOf(dry, { title: "Care Manager" })).toContain("manager-team");
		expect(rulesOf(`${dry} Your team stops copying data.`, { title: "Care Manager" })).not.toContain("manager-team");
	});
});

describe("many points", () => {
	it("all have to be answered", () => {
		expect(rulesOf(answers, { mail: points })).not.toContain("points-unanswered");
		expect(
			rulesOf("Customer data is hosted in the European Union. Closed tickets are imported.", { mail: points }),
		).toContain("points-unanswered");
	});
	it("a numbered answer leaves no number out", () => {
		expect(
			rulesOf("1. In the European Union.\n2. Yes, closed tickets too.\n3. Yes, through your provider.", {
				mail: points,
			}),
		).not.toContain("points-unanswered");
		expect(
			rulesOf("1. In the European Union. No copy is made elsewhere.\n3. Yes, through your provider.", { mail: points }),
		).toContain("points-unanswered");
	});
});
