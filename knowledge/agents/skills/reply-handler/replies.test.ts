import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { replyHandler } from "./definition.ts";
import { HARBOUR } from "./harbour.ts";

type Changes = Parameters<typeof inputOf>[1];
const proposals = (text: string, changes: Changes = {}) =>
	replyHandler.reason(inputOf(text, { catalogue: HARBOUR, stage: "QUALIFICATION", ...changes })).proposals;
const draft = (text: string, changes: Changes = {}) =>
	proposals(text, changes).find((each) => each.type === "draft-email");
const body = (text: string, changes: Changes = {}) => draft(text, changes)?.body ?? "";

describe("answers", () => {
	test.each([
		["Do you support SAML?", "People sign in once through your own identity provider"],
		["Where is the data stored?", "Data is kept in the European Union."],
		["Can berth windows follow the tide tables?", "Berth windows follow the tide tables of your port without typing."],
		["Do you manage our stock?", "Harbour Desk does not manage stock."],
		["How long does it take to get going?", "A usual start takes six to eight weeks."],
	])("[RH27] the catalogue answers %s", (text, expected) => {
		expect(body(text)).toContain(expected);
		expect(body(text)).not.toContain("within two working days");
	});

	test("[RH27] whom it is for answers who asks about their size", () => {
		const facts = [factOf("bant.need", "berth windows by the tide tables")];
		expect(body("Do you work with companies our size?", { facts })).toContain(
			"Harbour Desk is berth planning for small and mid-sized ports.",
		);
	});

	test.each([
		"Who holds the encryption keys?",
		"Could you change the stock of paint in the office?".replace("stock", "colour"),
		"Do you connect to Halm, which is from 2014?",
		"Who pays if the data is lost?",
	])("[RH27] what it does not surely answer goes to who knows: %s", (text) => {
		expect(body(text)).toContain("within two working days");
	});

	test("[RH27] beside a rival that they compare us with stands what may be said", () => {
		expect(body("Quayline is on the desk, too. Show me why not.")).toContain(
			"Beside Quayline, this is what I can say for us: A usual start takes six to eight weeks. One plan covers several ports.",
		);
		expect(body("Our neighbour uses Quayline. Could you send me the deck?")).not.toContain("Beside Quayline");
	});

	test.each([
		["Thursday 24th, 2pm ours?", "We can meet on Thursday 24th, 2pm; I will send the invitation."],
		[
			"I would propose Wednesday 30 September, 6.30 in the evening for us.",
			"We can meet on Wednesday 30 September, 6.30 in the evening;",
		],
		["Could we speak next Tuesday?", "We can meet next Tuesday; with the hour"],
		["Can we move Tuesday's call to Wednesday 23 September, 3pm?", "We can meet on Wednesday 23 September, 3pm;"],
	])("[RH33] a time that they name is taken: %s", (text, expected) => {
		const mail = `We need one screen. ${text}`;
		expect(body(mail)).toContain(expected);
		expect(draft(mail)?.why).toContain("check the calendar");
	});

	test.each([
		[
			"Could you send me the data sheet by Friday, so that we can read it?",
			"We will send you the data sheet by Friday.",
		],
		["Can you get me a corrected letter within 12 November?", "to get you a corrected letter by 12 November."],
		["Please bring your own laptop.", "We will bring our own laptop."],
	])("[RH34] a request that a rep can grant is granted: %s", (text, expected) => {
		expect(body(text)).toContain(expected);
	});

	test.each([
		"Can you give us the onboarding for free?",
		"Could you send me a guarantee for this?",
		"Please accept our terms.",
		"Can you include a credit of 5%?",
	])("[RH34] money and promises are not granted: %s", (text) => {
		expect(body(text)).not.toContain("We will ");
	});

	test.each([
		[
			"Kindly acknowledge receipt and state whether you intend to bid.",
			/have received your request.*a person here to decide; you will have a clear yes or no within two/,
		],
		["Could you confirm receipt?", /We confirm that we have received your request\./],
	])("[RH34] receipt is confirmed, and taking part is a person's to say: %s", (text, expected) => {
		expect(body(text)).toMatch(expected);
	});

	test("[RH34] who goes ahead and asks for the next steps gets them, and no question", () => {
		const text = body("This looks great, let's go ahead! What are the next steps?");
		expect(text).toContain("Thank you, that is good news.");
		expect(text).toContain("I will send you the next steps in writing");
		expect(text).not.toContain("?");
	});

	test("[RH34] who does not want slides gets none", () => {
		expect(body("Who of your customers can I ring? A name, please, no slides.")).toContain("There will be no slides.");
	});
});

describe("what is no ask, and what an ask is about", () => {
	test.each([
		"This message is confidential; if you are not the addressee please delete it and inform the sender.",
		'Nils came down and said "is that all I have to do?". High praise.',
		"Only between us two, ok?",
		"Please be informed that the board has moved our paper.",
	])("[RH36] nobody is asked: %s", (text) => {
		expect(
			proposals(text).filter((each) => each.type === "learn-fact" && each.claim.key === "conversation.ask"),
		).toEqual([]);
	});

	test.each([
		[
			"Does it talk to Halm at all?",
			"A technical colleague will tell you within two working days whether it talks to Halm",
		],
		["Can you read it from our interface every 15 minutes?", "whether we can read it from your interface"],
		["Do you send events when a berth is changed, or must we poll?", "technical colleague"],
	])("[RH37] the subject comes before the keyword: %s", (text, expected) => {
		expect(body(text)).toContain(expected);
		expect(body(text)).not.toMatch(/invitation|We will send/);
	});
});

describe("register", () => {
	test.each([
		[
			"Dear Mr Okafor,\n\nCould you confirm receipt?\n\nYours sincerely,\nMara Ellingsen (Ms)\n",
			"Dear Ms Ellingsen,",
			"Kind regards,",
		],
		[
			"Dear Mr. Okafor,\n\nCould you confirm receipt?\n\nRegards,\nMara Ellingsen\n",
			"Dear Mara Ellingsen,",
			"Kind regards,",
		],
		["Dear Sam,\n\nCould you confirm receipt?\n\nMara\n", "Dear Mara,", "Kind regards,"],
		["Sam,\n\nCould you confirm receipt?\n\nMara\n", "Hello Mara,", "Kind regards,"],
		["Hello,\n\nCould you confirm receipt?\n\nMara\n", "Hello Mara,", "Kind regards,"],
	])("[RH35] %j is answered with %s and %s", (text, greeting, closing) => {
		const lines = body(text).split("\n");
		expect([lines[0], lines.at(-3)]).toEqual([greeting, closing]);
	});

	test("[RH35] a name that is written last name first is turned round", () => {
		const contacts = [{ ...MARA, name: "Ellingsen, Mara" }];
		expect(body("Could you confirm receipt?", { contacts })).toMatch(/^Hello Mara,/);
		expect(body("Dear Mr Okafor,\n\nCould you confirm receipt?", { contacts })).toMatch(/^Dear Mara Ellingsen,/);
	});

	test("[RH35] a tenant that is known by its short name is written as a name", () => {
		const sender = { name: "Sam Okafor", organisation: "skyvera" };
		expect(body("Could you confirm receipt?", { sender })).toMatch(/\nSkyvera$/);
	});

	test("[RH35] no filler, no list of quotations, no broken quotation", () => {
		const text = body("Do you support SAML? Who holds the keys? Is there a trial? How do we leave?");
		expect(text).not.toMatch(/Thank you for|short call|hear you|«|»|and \d+ more|^- "/m);
	});
});

describe("calls and chats", () => {
	const said = "Does it talk to Halm at all? I will send you the two data sheets you named. If it works, we sign.";
	const turns = (from: number, to: number, side: "buyer" | "us") => ({ start: from, end: to, speaker: side, side });
	const at = said.indexOf("I will send");
	const end = said.indexOf(" If it works");
	const talk: Changes = {
		signal: {
			kind: "transcript",
			subject: "teams",
			visible: [
				{ start: 0, end: at - 1 },
				{ start: end + 1, end: said.length },
			],
			turns: [turns(0, at - 1, "buyer"), turns(at, end, "us"), turns(end + 1, said.length, "buyer")],
		},
	};

	test("[RH29] a mail repeats what our side promised, and a condition goes to a person", () => {
		const found = draft(said, talk);
		expect(found?.subject).toBe("What I promised on our call");
		expect(found?.body).toContain("As promised on our call: I will send you the two data sheets you named.");
		expect(found?.body).not.toMatch(/Halm/);
		expect(proposals(said, talk).find((each) => each.type === "ask-human")?.why).toContain("If it works, we sign.");
	});

	test("[RH29] where our side promised nothing, nothing is drafted", () => {
		const silent: Changes = { signal: { ...talk.signal, turns: [turns(0, at - 1, "buyer")] } };
		expect(draft(said, silent)).toBeUndefined();
	});
});

test("[RH26] [RH35] whatever a mail is made of, its draft passes, quotes nothing but a condition and asks no more than one question", () => {
	const piece = fc.constantFrom(
		"Dear Mr Okafor,\n\n",
		"Hi Sam,\n",
		"We require the following:\n",
		"1. Price. 8 % off the seats.\n",
		"2) Payment at 60 days.\n",
		"(a) penalties for an outage;\n",
		"Liability. We need a cap of EUR 2m.\n\n",
		"If I have that in writing by Friday I sign. ",
		"Do you support SAML? ",
		"Do you manage our stock, and is there a discount of 10%? ",
		"Thursday 24th, 2pm ours? ",
		"Could you send me the data sheet before the 5th? ",
		"Please accept our terms. ",
		"We signed with Quayline. ",
		"Let us pick it up again in February. ",
		"Quayline is cheaper, why not? ",
		"Between us: 12,000 would do. ",
		"Your answer by Wednesday, 18 November 2026 at 12:00 EAT. ",
		"I'll send you our export by Friday. ",
		"\n",
	);
	fc.assert(
		fc.property(
			fc.array(piece, { maxLength: 14 }).map((each) => each.join("")),
			(text) => {
				const input = inputOf(text, { catalogue: HARBOUR });
				for (const each of replyHandler.reason(input).proposals) {
					expect(judge(replyHandler, input, each)).toEqual({ type: "pass" });
					if (each.type !== "draft-email") continue;
					expect(each.body.length).toBeLessThanOrEqual(1_800);
					expect(each.body.match(/"[^"]*"/g)?.length ?? 0).toBeLessThanOrEqual(1);
					expect(each.body.replace(/"[^"]*"/g, "").match(/\?/g)?.length ?? 0).toBeLessThanOrEqual(1);
					expect(each.body).not.toMatch(/[«»]|undefined|null| {2}|\.\.|, \.|\bwithin (?:the )?\d/);
				}
			},
		),
		{ numRuns: 400 },
	);
}, 30_000);

test.each([
	["I sign for everything here, there is no committee. Could you send me the deck?", /steps/],
	["We will compare you on two points. Could you send me the deck?", /matter most/],
])("[RH6] what this mail or the board speaks of is not asked: %s", (text, question) => {
	const facts = [factOf("bant.authority", "x"), factOf("bant.timeline", "x"), factOf("bant.budget", "x")];
	expect(body(text, { stage: "PROPOSAL", facts })).not.toMatch(question);
});
