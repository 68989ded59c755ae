import { describe, expect, test } from "vitest";
import document from "../../frameworks/personas.md";
import { indirectOf, questionsIn } from "./indirect.ts";
import { NORMS } from "./norms.ts";
import { rankOfTitle } from "./persona.ts";
import { plainFor } from "./plain.ts";
import { daysWritten } from "./region.ts";
import { turnedClause } from "./turned.ts";

const section = (title: string): string => document.split(`## ${title}\n`)[1]?.split("\n## ")[0] ?? "";

describe("the rules as data are the rules as written", () => {
	const rows = section("Rank")
		.split("\n")
		.filter((line) => line.startsWith("| ") && !line.startsWith("| |"))
		.map((line) =>
			line
				.split("|")
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);

	test.each(rows)(
		"[S2-19] %s: %s words, %s questions, leads with %s",
		(rank, words, questions, leads, lists, technical) => {
			const norm = NORMS.ranks[rank as keyof typeof NORMS.ranks];
			expect([`${norm.words}`, `${norm.questions}`, norm.leads, norm.technicalWords]).toEqual([
				words,
				questions,
				leads,
				technical,
			]);
			const said =
				norm.listLines === null
					? "yes"
					: norm.listLines === 0
						? "none, unless they asked in points"
						: `at most ${norm.listLines} lines`;
			expect(said).toBe(lists);
		},
	);

	test("[S2-19] titles, technical words and what is never said stand in both", () => {
		const flat = document.replace(/\s+/g, " ");
		for (const [rank, { titles }] of Object.entries(NORMS.ranks))
			expect(flat.toLowerCase()).toContain(`*${rank}* (${titles.join(", ")})`.toLowerCase());
		expect(flat).toContain(`Without a title a reader counts as a ${NORMS.withoutTitle}`);
		expect(flat).toContain(`${NORMS.technicalWords.join(", ")}.`);
		expect(NORMS.manyPoints.wordsTimes).toBe(1.5);
		for (const phrase of Object.values(NORMS.never).flat()) expect(flat).toContain(phrase);
	});

	test.each(Object.entries(NORMS.regions))(
		"[S2-11] in %s days, greeting and closing are as written",
		(region, norm) => {
			const line =
				section("Region")
					.replace(/\n {2,}/g, " ")
					.split("\n")
					.find((each) => each.startsWith(`- ${region}:`)) ?? "";
			expect(line).toContain(`days are written ${norm.days}`);
			expect(line).toContain(
				`greeting ${norm.greets.map((each) => `«${each}»`).join(" or ")} with the ${norm.greetsBy}`,
			);
			expect(line).toContain(`closing ${norm.closes.map((each) => `«${each}»`).join(" or ")}`);
			expect(line.includes("never a bare imperative")).toBe(!norm.bareImperatives);
		},
	);

	test("[S2-11] each stage of the document has its norm, and PROSPECTING neither price nor contracts", () => {
		const stages = [...section("Stage").matchAll(/^- ([A-Z]+):/gm)].map(([, stage]) => stage);
		expect(stages.sort()).toEqual(Object.keys(NORMS.stages).sort());
		const open = Object.entries(NORMS.stages).filter(([, norm]) => !norm.price || !norm.contracts);
		expect(open.map(([stage]) => stage)).toEqual(["PROSPECTING"]);
		expect(NORMS.stages.PROPOSAL?.asksAbout).not.toContain("bant.need");
		expect(NORMS.stages.PROPOSAL?.asksAbout).not.toContain("meddic.pain");
		for (const key of ["bant.need", "meddic.pain", "bant.budget"] as const)
			expect(NORMS.stages.NEGOTIATION?.asksAbout).not.toContain(key);
	});
});

test.each([
	["Systems Analyst", "individual contributor"],
	["Principal Engineer", "individual contributor"],
	["Product Owner", "individual contributor"],
	["Team Lead", "manager"],
	["Head of the night team", "manager"],
	["Head of Customer Service", "executive"],
	["Vice President, Operations", "executive"],
	["President", "c-suite"],
	["Managing Director", "c-suite"],
	["Partner", "c-suite"],
	["HR Business Partner", "individual contributor"],
	["Founder & CEO", "c-suite"],
	["", "manager"],
	[null, "manager"],
] as const)("[S2-19] %j is of the rank %s", (title, rank) => {
	expect(rankOfTitle(title)).toBe(rank);
});

test.each([
	["by 18 September 2026", "by September 18, 2026", "by 18 September 2026"],
	["on Thursday, Sept 24th at 10:00", "on Thursday, September 24 at 10:00", "on Thursday 24 September at 10:00"],
	["2026-09-18", "September 18, 2026", "18 September 2026"],
	["between 3 and 5 October", "between October 3 and 5", "between 3 and 5 October"],
	["on 18.09.2026", "on September 18, 2026", "on 18 September 2026"],
	["24/7, 5 may be too few, 09/10", "24/7, 5 may be too few, 09/10", "24/7, 5 may be too few, 09/10"],
])("[S2-11] the days of %j stand as the region writes them", (text, amer, emea) => {
	expect([daysWritten("amer", text), daysWritten("emea", text), daysWritten("apac", text)]).toEqual([amer, emea, emea]);
});

test.each([
	["Who holds the encryption keys?", "who holds the encryption keys"],
	[
		"Can our agents sign in through our own identity provider?",
		"whether your agents can sign in through your own identity provider",
	],
	["How would your engine cope with such a peak", "how our engine would cope with such a peak"],
	["What is the latency of a request?", "the latency of a request"],
	["Does it write back?", "whether it writes back"],
	["Which interfaces do you support?", "which interfaces we support"],
	["Really?", null],
])("[S2-19] %j is told as %j", (question, told) => {
	expect(indirectOf(question)).toBe(told);
});

test("[S2-19] several questions in one sentence are several", () => {
	expect(questionsIn("Tell me how you handle peaks, whether vouchers work and who does the invoicing")).toEqual([
		"how you handle peaks",
		"whether vouchers work",
		"who does the invoicing",
	]);
	expect(questionsIn("Do you support peaks and vouchers?")).toHaveLength(1);
});

test.each([
	["Our agents lose six minutes", "your agents lose six minutes"],
	["I'm losing my team leads", "you are losing your team leads"],
	["You said so yourselves", null],
	['He said "never"', null],
])("[S2-19] %j is told back as %j", (text, told) => {
	expect(turnedClause(text)).toBe(told);
});

test.each([
	["c-suite", "", "Agents sign in once through your own identity provider."],
	[
		"c-suite",
		"We use SAML and OpenID.",
		"Agents sign in once through your own identity provider, by SAML or OpenID Connect.",
	],
	["individual contributor", "", "Agents sign in once through your own identity provider, by SAML or OpenID Connect."],
] as const)("[S2-19] to %s, who wrote %j, technical words are theirs alone", (rank, mail, expected) => {
	const says = "Agents sign in once through your own identity provider, by SAML or OpenID Connect.";
	expect(plainFor(says, { reader: { rank, stage: "SOLUTION", region: "emea" }, mail })).toBe(expected);
	expect(
		plainFor("SAML it is.", { reader: { rank: "manager", stage: "SOLUTION", region: "emea" }, mail: "" }),
	).toBeNull();
});
