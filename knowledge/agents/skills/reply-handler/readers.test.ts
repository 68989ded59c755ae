import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { replyHandler } from "./definition.ts";
import { HARBOUR } from "./harbour.ts";

const TITLES = {
	"individual contributor": "Support Engineer",
	manager: "Team Lead",
	executive: "Director of Ports",
	"c-suite": "Chief Operating Officer",
} as const;
type Rank = keyof typeof TITLES;
const RANKS = Object.keys(TITLES) as readonly Rank[];
const STAGES = ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL", "NEGOTIATION"] as const;
const REGIONS = ["emea", "amer", "apac"] as const;
const WORDS: Readonly<Record<Rank, number>> = {
	"individual contributor": 220,
	manager: 180,
	executive: 130,
	"c-suite": 90,
};

type At = { rank?: Rank; stage?: (typeof STAGES)[number]; region?: (typeof REGIONS)[number] };
function bodyOf(text: string, { rank = "manager", stage = "SOLUTION", region = "emea" }: At = {}): string {
	const base = inputOf(text, { catalogue: HARBOUR, stage, contacts: [{ ...MARA, title: TITLES[rank] }] });
	const input = { ...base, deal: { ...base.deal, region } };
	const draft = replyHandler.reason(input).proposals.find((each) => each.type === "draft-email");
	if (draft) expect(judge(replyHandler, input, draft)).toEqual({ type: "pass" });
	return draft?.body ?? "";
}
const inner = (body: string): string => body.split("\n\n").slice(1, -1).join("\n\n");
const wordsOf = (body: string): number =>
	inner(body)
		.split(/\s+/)
		.filter((each) => each !== "").length;

const MAIL =
	"Hello Sam,\n\nour planners lose two hours a day because the tide tables are typed by hand. Where is the data stored? Can people sign in once? I'll send you our export by Friday. Please answer by 2 October. What would the notice period be?";

describe("one mail, every reader", () => {
	const all = RANKS.flatMap((rank) => STAGES.flatMap((stage) => REGIONS.map((region) => ({ rank, stage, region }))));

	test("[RH46] [S2-19] drafts differ by rank, and none is longer than the rank allows", () => {
		for (const stage of STAGES) {
			const bodies = RANKS.map((rank) => bodyOf(MAIL, { rank, stage }));
			expect(new Set(bodies).size).toBeGreaterThanOrEqual(3);
			for (const [i, body] of bodies.entries()) expect(wordsOf(body)).toBeLessThanOrEqual(WORDS[RANKS[i] ?? "c-suite"]);
		}
	});

	test.each(REGIONS)("[S2-11] drafts differ by stage in %s", (region) => {
		expect(new Set(STAGES.map((stage) => bodyOf(MAIL, { stage, region }))).size).toBeGreaterThanOrEqual(4);
	});

	test.each([
		["emea", /^Hello Mara,/, "by 2 October", /\n\nKind regards,\n/],
		["amer", /^Hello Mara,/, "by October 2", /\n\nBest,\n/],
		["apac", /^Hello Mara,/, "by 2 October", /\n\nKind regards,\n/],
	] as const)("[S2-11] in %s greeting, days and closing are the region's", (region, greets, day, closes) => {
		const body = bodyOf(MAIL, { region });
		expect(body).toMatch(greets);
		expect(body).toContain(day);
		expect(body).toMatch(closes);
	});

	test("[S2-11] PROSPECTING speaks of no contract, PROPOSAL of what is next, NEGOTIATION of who decides", () => {
		for (const { rank, region } of all.filter(({ stage }) => stage === "PROPOSAL")) {
			expect(inner(bodyOf(MAIL, { rank, region, stage: "PROSPECTING" }))).not.toMatch(/contract|legal|terms/i);
			expect(bodyOf(MAIL, { rank, region, stage: "PROPOSAL" })).toMatch(/\bnext step\b/);
			expect(bodyOf(MAIL, { rank, region, stage: "NEGOTIATION" })).toMatch(/who decide/);
		}
	});
});

describe("what a rank is told", () => {
	test.each(RANKS)("[RH45] what it means for the team is said to managers alone: %s", (rank) => {
		for (const text of [
			MAIL,
			"Who holds the keys?",
			"Could we meet next Tuesday, 10:00?",
			"We have decided to go with another vendor.",
		])
			expect(/\byour team\b/.test(bodyOf(text, { rank }))).toBe(rank === "manager");
	});

	test("[RH43] what they tell is taken up with what fits it, turned to them, and no list of what was noted", () => {
		const body = bodyOf("Our people type the tide tables into four screens every morning.", { rank: "executive" });
		expect(body).toContain("You write that your people type the tide tables into four screens every morning.");
		expect(body).toContain("Berth windows follow the tide tables of your port without typing.");
		expect(body).not.toContain("I have noted");
	});

	test.each([
		["What notice period do you offer?", /who decide/],
		["Could we meet next Tuesday, 10:00?", /for our regional manager, who decides on our terms/],
	])("[RH44] at NEGOTIATION who decides is named, and nothing is granted: %s", (text, says) => {
		expect(bodyOf(text, { stage: "NEGOTIATION" })).toMatch(says);
		expect(bodyOf(text, { stage: "SOLUTION" })).not.toMatch(/regional manager/);
	});

	test("[S2-19] a list that is longer than its reader wants is told in sentences", () => {
		const points =
			"Hello Sam,\n\nPlease answer:\n1. Who holds the keys?\n2. Where is the data stored?\n3. What is the notice period?\n4. Who trains us?\n5. Do you manage our stock?\n6. How long does it take to get going?\n";
		const lines = (rank: Rank): number =>
			bodyOf(points, { rank })
				.split("\n")
				.filter((line) => line.startsWith("- ")).length;
		expect(lines("manager")).toBeGreaterThan(4);
		expect(lines("executive")).toBeLessThanOrEqual(4);
	});
});

const piece = fc.constantFrom(
	"Who holds the keys? ",
	"Where is the data stored? ",
	"Do you support SAML? ",
	"We need a discount of 15%. ",
	"Our agents lose two hours a day. ",
	"Our board wants an exit clause. ",
	"We are unhappy with the delay! ",
	"Please send the deck by 5 October. ",
	"Could we meet on Thursday 24 September at 10:00? ",
	"If you waive the fee we sign this week. ",
	"\n\n1. Liability has to be capped.\n2. We want Irish law.\n3. Who trains us?\n4. How fast is it?\n",
	"Quayline is cheaper, why should we not take them? ",
	"We MUST have this NOW!! ",
	"I'll send you our export by Friday. ",
	"Wir brauchen das bald. ",
	"\n",
);

test("[S2-19] [S2-11] whatever a mail is made of, no draft breaks a limit of its reader, presses, fills or shouts", () => {
	fc.assert(
		fc.property(
			fc.array(piece, { minLength: 1, maxLength: 7 }).map((all) => all.join("")),
			fc.constantFrom(...RANKS),
			fc.constantFrom(...STAGES),
			fc.constantFrom(...REGIONS),
			(text, rank, stage, region) => {
				const body = bodyOf(text, { rank, stage, region });
				if (body === "") return;
				expect(wordsOf(body)).toBeLessThanOrEqual(WORDS[rank] * 1.5);
				const asked = (inner(body).match(/\?/g) ?? []).length;
				expect(asked).toBeLessThanOrEqual(
					stage === "PROSPECTING" || rank === "executive" || rank === "c-suite" ? 1 : 2,
				);
				expect(inner(body)).not.toMatch(
					/!|touch base|circle back|just checking in|synergy|kindly revert|last chance|act now|finds you well/i,
				);
				expect(inner(body)).not.toMatch(/\b(?:MUST|NOW)\b/);
			},
		),
		{ numRuns: 60 },
	);
}, 60_000);
