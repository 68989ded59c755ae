import { expect, test } from "vitest";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { qualifier } from "./definition.ts";

const learned = (text: string, key: string) =>
	qualifier
		.reason(inputOf(text))
		.proposals.flatMap((each) => (each.type === "learn-fact" && each.claim.key === key ? [each.claim.value] : []));

test.each([
	["bant.budget", "We'd have about a hundred and forty to play with.", "about 140 (unit not stated)"],
	["bant.budget", "I could live with forty the first year, all in.", "about 40 (unit not stated)"],
	["bant.budget", "For next year I have 800 in the draft plan.", "about 800 (unit not stated)"],
	["bant.budget", "I have 230k for year one.", "230,000 (currency not stated)"],
	["bant.budget", "There is EUR 420,000 for the first twelve months.", "EUR 420,000"],
	["bant.budget", "Our budget is 1,1 Mio. EUR.", "EUR 1,100,000"],
	["bant.budget", "The first year must stay inside the 45.000 of our controller.", "45,000 (currency not stated)"],
	["bant.budget", "We have set aside one point four million euros.", "EUR 1,400,000"],
	["bant.authority", "I sign for everything here.", "signs off: Mara Ellingsen"],
	["meddic.economic-buyer", "Ruth holds the purse.", "Ruth"],
	["bant.timeline", "The new code applies from 1 March 2027. So it has to be live before that.", "2027-03-01"],
	["bant.timeline", "We work with it before the end of February.", "2027-02-28"],
	["bant.timeline", "It must be running before our planner retires in March 2027.", "2027-03-01/2027-03-31"],
	["meddic.metrics", "We do eleven hundred and fifty a week.", "We do eleven hundred and fifty a week"],
	["meddic.metrics", "Four in ten of them cancel the order.", "Four in ten of them cancel the order"],
	[
		"meddic.metrics",
		"It costs us about eleven thousand euro each time.",
		"It costs us about eleven thousand euro each time",
	],
	["meddic.metrics", "1.8% of the usage is never charged.", "1.8% of the usage is never charged"],
	["meddic.metrics", "Last year we paid 212.000 EUR of penalties.", "Last year we paid 212.000 EUR of penalties"],
	[
		"meddic.decision-criteria",
		"Technical 45 points, commercial 35 points, plan 20 points.",
		"Technical 45 points, commercial 35 points, plan 20 points",
	],
	[
		"meddic.decision-criteria",
		"The evaluation will weigh price 40 %, fit 40 % and references 20 %.",
		"The evaluation will weigh price 40 %, fit 40 % and references 20 %",
	],
	[
		"meddic.decision-process",
		"I check, our lawyer reads it, Ann signs on the 20th.",
		"I check, our lawyer reads it, Ann signs on the 20th",
	],
	["meddic.decision-process", "Two bidders will be shortlisted.", "Two bidders will be shortlisted"],
	[
		"meddic.decision-process",
		"If the whole contract comes to more than 400k it goes to the group investment committee.",
		"If the whole contract comes to more than 400k it goes to the group investment committee",
	],
	[
		"meddic.decision-process",
		"Anything over 25 I have to run past Denise because of the bank.",
		"Anything over 25 I have to run past Denise",
	],
	[
		"meddic.decision-process",
		"I sign for everything here, there's no committee.",
		"I sign for everything here, there's no committee",
	],
	[
		"meddic.decision-process",
		"Ruth decides and Denise tells her whether we can afford it.",
		"Ruth decides and Denise tells her whether we can afford it",
	],
	[
		"meddic.decision-criteria",
		"Six months and then month by month, or I don't see it happening.",
		"Six months and then month by month",
	],
	["meddic.pain", "The machines stand because the fixture is elsewhere.", "The machines stand"],
	["meddic.pain", "After five nobody can change the plan.", "After five nobody can change the plan"],
	["meddic.pain", "The balance comes with six seconds delay.", "The balance comes with six seconds delay"],
	["meddic.champion", "I want you to win this.", "Mara Ellingsen"],
])("[QU23] %s: %s", (key, text, expected) => {
	expect(learned(text, key)).toEqual([expected]);
});

test.each([
	["bant.budget", "I could live with forty users the first year."],
	["bant.budget", "If we had forty to play with I would say yes."],
	["bant.budget", "We spend 30 minutes on it."],
	["bant.budget", "We have 12,000 for this shift."],
	["bant.budget", "Four hundred thousand people had a zero balance."],
	["bant.authority", "Same list goes to Fieldmarrow."],
	["bant.authority", "You should talk to the person who decides."],
	["bant.timeline", "We want 8% within six months of going live."],
	["bant.timeline", "Today it is thirty-one working days."],
	["bant.timeline", "At the end of the contract we need our data back within 30 days."],
	["meddic.metrics", "690 a month for the two sites."],
	["meddic.metrics", "For three years I would expect 15 % off."],
	["meddic.metrics", "There is one file per night."],
	["meddic.metrics", "There is EUR 420,000 for the first twelve months."],
	["meddic.decision-criteria", "We are at 45 points today."],
	["meddic.decision-process", "I read your mail and she signs up tomorrow."],
	["meddic.decision-process", "If the replica is enough, I have no objection."],
	["meddic.decision-process", "I have to run past the bakery first thing."],
	["meddic.decision-criteria", "Shall we meet on Monday, or I don't know."],
	["bant.need", "Anything over 25 I have to run past Denise."],
	["meddic.pain", "Please price the churn analysis as an option."],
	["meddic.pain", "We want wasted visits under 8%."],
	["meddic.pain", "Service levels and penalties: your standard."],
	["meddic.pain", "Their machines stand because of it."],
	["meddic.champion", "I want this fixed."],
	["meddic.champion", "I want you to explain this."],
])("[QU23] nothing of %s: %s", (key, text) => {
	expect(learned(text, key)).toEqual([]);
});

test("[QU23] what is counted in words is a list of what was announced", () => {
	const text =
		"I will decide on three points. First, the fixtures. Then we talk. Second, that it runs in May. Third, the total.";
	expect(learned(text, "meddic.decision-criteria")).toEqual(["the fixtures", "it runs in May", "the total"]);
	expect(learned("First, the fixtures. Second, the total.", "meddic.decision-criteria")).toEqual([]);
});

test("[QU23] lines that each name a weight are criteria; one alone is a line", () => {
	const lines = "Quotations will be scored as follows:\n\nFit: 40 %\nPrice over three years: 30 %\nReferences: 30 %";
	expect(learned(lines, "meddic.decision-criteria").join(" ")).toMatch(/Fit: 40 %.*Price over three years: 30 %/);
	expect(learned("Discount: 30 %", "meddic.decision-criteria")).toEqual([]);
});

test("[QU23] rows of a sheet of scores are criteria; one row alone, and a table without weights, are none", () => {
	const sheet = "Response time\t35%\t7\t9\t4\n\nHosting\t40%\tyes\tno\tno\n\nSupport\t25%\tgood\tok\t-";
	expect(learned(sheet, "meddic.decision-criteria")).toHaveLength(3);
	expect(learned("Response time\t35%\t7\t9\t4", "meddic.decision-criteria")).toEqual([]);
	expect(learned("Depot\t7\t9\t4\n\nYard\tyes\tno\tno", "meddic.decision-criteria")).toEqual([]);
});

test("[QU23] a day of the month is of the month that the sentence before names", () => {
	expect(
		learned("We go live on 12 March 2027. Make it the 15th, we go live before the night shift.", "bant.timeline"),
	).toContain("2027-03-15");
	expect(learned("It is what we want. We go live on the 15th floor.", "bant.timeline")).toEqual([]);
});

test.each([
	["bant.timeline", "We are not going live before next May.", "2027-05-01/2027-05-31"],
	["bant.timeline", "So we go live not in November, it's the first half of February.", "2027-02-01/2027-02-15"],
	["meddic.champion", "I spoke up for you in the council and I'll win them over.", "Mara Ellingsen"],
])("[QU27] what sounds plainly so is told, whatever denial or body stands beside it: %s: %s", (key, text, expected) => {
	expect(learned(text, key)).toEqual([expected]);
});

test.each([
	["bant.authority", "Nothing has been approved by anybody."],
	["bant.budget", "Kindly ignore the £52,000 of my last letter."],
	["bant.timeline", "As of today we can sign nothing."],
])("[QU28] nothing of %s: %s", (key, text) => {
	expect(learned(text, key)).toEqual([]);
});
