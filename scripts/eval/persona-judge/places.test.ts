import { describe, expect, it } from "vitest";
import { ANSWER, MAIL, rulesOf } from "./drafts.ts";
import type { Region } from "./rank.ts";

describe("stages", () => {
	it("PROSPECTING: no price of ours, but theirs may be named", () => {
		expect(rulesOf(`${ANSWER} A seat is EUR 49 a month.`, { stage: "PROSPECTING" })).toContain("prospecting-price");
		expect(
			rulesOf(`${ANSWER} I have noted the EUR 49 you pay now.`, {
				stage: "PROSPECTING",
				mail: `${MAIL} We pay EUR 49 now.`,
			}),
		).not.toContain("prospecting-price");
	});
	it("PROSPECTING: no contracts, but theirs may be named", () => {
		expect(rulesOf(`${ANSWER} The contract runs for a year.`, { stage: "PROSPECTING" })).toContain(
			"prospecting-contract",
		);
		expect(rulesOf(`${ANSWER} Your current contract can run on.`, { stage: "PROSPECTING" })).not.toContain(
			"prospecting-contract",
		);
	});
	it("PROSPECTING: an easy question", () => {
		expect(rulesOf(`${ANSWER} Who decides about this?`, { stage: "PROSPECTING" })).toContain("prospecting-question");
		expect(rulesOf(`${ANSWER} Is that of interest to you?`, { stage: "PROSPECTING" })).not.toContain(
			"prospecting-question",
		);
	});
	it("DISCOVERY: takes up something of theirs", () => {
		expect(rulesOf(ANSWER, { stage: "DISCOVERY" })).not.toContain("discovery-takes-up");
		expect(rulesOf("We are a company from Oslo.", { stage: "DISCOVERY" })).toContain("discovery-takes-up");
	});
	it("DISCOVERY: asks about the need, not the money", () => {
		expect(rulesOf(`${ANSWER} What slows your agents down most today?`, { stage: "DISCOVERY" })).not.toContain(
			"discovery-question",
		);
		expect(rulesOf(`${ANSWER} What budget do you have?`, { stage: "DISCOVERY" })).toContain("discovery-question");
		expect(rulesOf(`${ANSWER} Shall I send a data sheet?`, { stage: "DISCOVERY" })).toContain("discovery-question");
	});
	it("QUALIFICATION: asks about deciding, money or time", () => {
		for (const q of [
			"Who else has to approve this?",
			"Is a budget set aside for this?",
			"By when would you like to be live?",
		])
			expect(rulesOf(`${ANSWER} ${q}`, { stage: "QUALIFICATION" })).not.toContain("qualification-question");
		expect(rulesOf(`${ANSWER} What slows your agents down most?`, { stage: "QUALIFICATION" })).toContain(
			"qualification-question",
		);
		expect(rulesOf(ANSWER, { stage: "QUALIFICATION" })).not.toContain("qualification-question");
	});
	it("SOLUTION: no discount, but it may be declined", () => {
		expect(rulesOf(`${ANSWER} We add a 10% discount.`)).toContain("solution-discount");
		expect(rulesOf(`${ANSWER} A discount is not mine to give.`)).not.toContain("solution-discount");
	});
	it("PROPOSAL: says what happens next and asks no need", () => {
		expect(rulesOf(ANSWER, { stage: "PROPOSAL" })).toContain("proposal-next");
		expect(rulesOf(`${ANSWER} As the next step I will send the offer.`, { stage: "PROPOSAL" })).toEqual([]);
		expect(
			rulesOf(`${ANSWER} I will send the offer. What is your biggest challenge?`, { stage: "PROPOSAL" }),
		).toContain("question-need");
		expect(
			rulesOf(`${ANSWER} I will send the offer. Do you need anything else from us?`, { stage: "PROPOSAL" }),
		).not.toContain("question-need");
	});
	const terms = "Hello Mara,\nwe want payment in 60 days and 5% off.\nJonas";
	it("NEGOTIATION: nothing is granted", () => {
		expect(
			rulesOf("We can offer payment in 60 days. Anna Berg decides on the rest.", { stage: "NEGOTIATION", mail: terms }),
		).toContain("negotiation-grant");
		expect(
			rulesOf("Payment in 60 days is for our commercial director, Anna Berg, to decide.", {
				stage: "NEGOTIATION",
				mail: terms,
			}),
		).toEqual([]);
	});
	it("NEGOTIATION: many ways to grant, and sentences that grant nothing", () => {
		const rules = (x: string): readonly string[] =>
			rulesOf(`${x} Anna Berg decides on the rest.`, { stage: "NEGOTIATION", mail: terms });
		for (const x of [
			"Agreed.",
			"We accept net 60.",
			"The 5% is yours.",
			"Your request for 60 days is accepted.",
			"We'll waive the setup.",
			"Payment in 60 days works for us.",
			"I have reduced the price.",
			"You will get 5% off.",
			"We can fix the price for three years.",
		])
			expect(rules(x)).toContain("negotiation-grant");
		for (const x of [
			"I will give you an answer within two working days.",
			"I will make sure your point on payment reaches her.",
			"I cannot grant the 5% myself.",
			"You asked for 60 days and 5% off.",
			"I will confirm the terms with her.",
			"Nothing has been agreed so far.",
			"We will hold a call on the price with her if you wish.",
		])
			expect(rules(x)).not.toContain("negotiation-grant");
	});
	it("NEGOTIATION: who decides is named where a term is asked for", () => {
		expect(
			rulesOf("I have noted the 60 days and will come back to you.", { stage: "NEGOTIATION", mail: terms }),
		).toContain("negotiation-decider");
		expect(
			rulesOf("I have noted the question.", { stage: "NEGOTIATION", mail: "Hello Mara,\nwho joins on Friday?\nJonas" }),
		).not.toContain("negotiation-decider");
	});
	it("NEGOTIATION: no question about need, pain or budget", () => {
		expect(
			rulesOf("Anna Berg decides on the 60 days. What budget do you have?", { stage: "NEGOTIATION", mail: terms }),
		).toContain("question-budget");
		expect(
			rulesOf("Anna Berg decides on the 60 days. What problem would this solve for you?", {
				stage: "NEGOTIATION",
				mail: terms,
			}),
		).toContain("question-need");
		expect(
			rulesOf("Anna Berg decides on the 60 days. Which of the two matters more to your lawyers?", {
				stage: "NEGOTIATION",
				mail: terms,
			}),
		).toEqual([]);
	});
});

describe("regions", () => {
	const at = (day: string, region: Region): readonly string[] =>
		rulesOf(`${ANSWER} We meet on ${day} at ten.`, { region });
	it("emea and apac write 18 September", () => {
		for (const region of ["emea", "apac"] as const) {
			expect(at("18 September", region)).not.toContain("date");
			expect(at("Friday, 18 September 2026,", region)).not.toContain("date");
			expect(at("September 18", region)).toContain("date");
		}
	});
	it("amer writes September 18", () => {
		expect(at("September 18", "amer")).not.toContain("date");
		expect(at("September 18, 2026,", "amer")).not.toContain("date");
		expect(at("18 September", "amer")).toContain("date");
	});
	it("nobody writes 18/09, 2026-09-18, 18th September or 18 Sep", () => {
		for (const day of ["18/09", "9/18", "18/09/2026", "18.09.2026", "2026-09-18", "18th September", "18 Sep"])
			expect(at(day, "emea")).toContain("date");
	});
	it("a month with a year, 24/7 and a range are no bad dates", () => {
		for (const x of ["September 2026", "a 24/7 basis", "18 to 20 September", "two days, 1/2 of them Mondays,"])
			expect(at(x, "emea")).not.toContain("date");
		expect(at("September 18–20", "amer")).not.toContain("date");
	});
	it("greeting words", () => {
		expect(rulesOf(ANSWER, { greeting: "Dear Jonas," })).toEqual([]);
		expect(rulesOf(ANSWER, { greeting: "Hi Jonas," })).toContain("greeting-word");
		expect(rulesOf(ANSWER, { greeting: "Dear Jonas,", region: "amer" })).toContain("greeting-word");
		expect(rulesOf(ANSWER, { greeting: "Hi Jonas,", region: "amer" })).toEqual([]);
	});
	it("greeting names", () => {
		expect(rulesOf(ANSWER, { greeting: "Hello Petra," })).toContain("greeting-name");
		expect(rulesOf(ANSWER, { greeting: "Hello," })).toContain("greeting-name");
		expect(rulesOf(ANSWER, { greeting: "Hello Jonas Weber," })).toEqual([]);
		expect(rulesOf(ANSWER, { greeting: "Hi Jonas Weber,", region: "amer" })).toContain("greeting-name");
		expect(rulesOf(ANSWER, { greeting: "Hello Zoe,", name: "Zoë Núñez" })).toEqual([]);
	});
	it("a missing greeting", () => {
		expect(rulesOf(ANSWER, { greeting: "" })).toContain("greeting-missing");
	});
	it("a reader who is formal is greeted formally", () => {
		const mail = MAIL.replace("Hello Mara", "Dear Ms. Ellingsen");
		expect(rulesOf(ANSWER, { mail, greeting: "Dear Jonas," })).toContain("greeting-formality");
		expect(rulesOf(ANSWER, { mail, greeting: "Dear Mr. Weber," })).toEqual([]);
		expect(rulesOf(ANSWER, { mail, region: "amer", greeting: "Dear Mr. Weber," })).toEqual([]);
		expect(rulesOf(ANSWER, { mail: MAIL, greeting: "Hello Jonas," })).not.toContain("greeting-formality");
	});
	it("a nickname that the reader signs with is a name, and -san is a title", () => {
		expect(
			rulesOf(ANSWER, { region: "amer", name: "Robert Hale", greeting: "Hi Bob,", mail: `${MAIL}\n\nBob` }),
		).toEqual([]);
		expect(rulesOf(ANSWER, { region: "amer", name: "Robert Hale", greeting: "Hi Bob," })).toContain("greeting-name");
		expect(
			rulesOf(ANSWER, {
				region: "apac",
				name: "Ken Hale",
				greeting: "Dear Hale-san,",
				mail: MAIL.replace("Hello Mara", "Dear Ellingsen-san"),
			}),
		).toEqual([]);
	});
	it("closings", () => {
		expect(rulesOf(ANSWER, { closing: "Kind regards," })).toEqual([]);
		expect(rulesOf(ANSWER, { closing: "Best," })).toContain("closing");
		expect(rulesOf(ANSWER, { closing: "Best,", region: "amer" })).toEqual([]);
		expect(rulesOf(ANSWER, { closing: "Kind regards,", region: "amer" })).toContain("closing");
		expect(rulesOf(ANSWER, { closing: "" })).toContain("closing-missing");
	});
	it("the sender signs", () => {
		expect(rulesOf(ANSWER, { sign: "Mara" })).toEqual([]);
		expect(rulesOf(ANSWER, { sign: "The Skyvera team" })).toContain("signature");
	});
	it("apac has no bare imperative", () => {
		expect(rulesOf(`${ANSWER} Send me the file.`, { region: "apac" })).toContain("bare-imperative");
		expect(rulesOf(`${ANSWER} If that suits you, let me know.`, { region: "apac" })).toContain("bare-imperative");
		expect(rulesOf(`${ANSWER} Please send me the file.`, { region: "apac" })).toEqual([]);
		expect(rulesOf(`${ANSWER} Send me the file.`, { region: "emea" })).toEqual([]);
	});
});

describe("always", () => {
	it("no filler", () => {
		for (const x of [
			"I hope this finds you well.",
			"Let us touch base.",
			"I will circle back.",
			"Just checking in.",
			"There is synergy.",
		])
			expect(rulesOf(`${ANSWER} ${x}`)).toContain("filler");
	});
	it("an exclamation mark only in the greeting", () => {
		expect(rulesOf(ANSWER, { greeting: "Hello Jonas!" })).toEqual([]);
		expect(rulesOf(`${ANSWER} Great!`)).toContain("exclamation");
		expect(rulesOf(ANSWER, { closing: "Best regards!" })).toContain("exclamation");
	});
	it("capitals for stress, not acronyms", () => {
		expect(rulesOf(`${ANSWER} This is NOT a project.`)).toContain("capitals");
		expect(rulesOf(`${ANSWER} It has SAML and a GDPR log in the EU.`)).not.toContain("capitals");
	});
	it("no kindly revert", () => {
		expect(rulesOf(`${ANSWER} Kindly revert.`)).toContain("revert");
		expect(rulesOf(`${ANSWER} A reply is welcome.`)).not.toContain("revert");
	});
	it("nothing presses", () => {
		expect(rulesOf(`${ANSWER} This is the last chance.`)).toContain("pressing");
		expect(rulesOf(`${ANSWER} There is no rush.`)).not.toContain("pressing");
	});
	it("plain text", () => {
		expect(rulesOf(`${ANSWER} It is **fast**.`)).toContain("plain-text");
		expect(rulesOf(`${ANSWER}\n* bills\n* tickets`)).not.toContain("plain-text");
	});
	it("a fresh subject is judged too", () => {
		expect(rulesOf(ANSWER, { subject: "Act now" })).toContain("pressing");
		expect(rulesOf(ANSWER, { subject: "One screen for your agents" })).toEqual([]);
	});
});
