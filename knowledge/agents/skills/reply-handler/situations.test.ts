import { describe, expect, test } from "vitest";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { replyHandler } from "./definition.ts";
import { HARBOUR } from "./harbour.ts";

type Changes = Parameters<typeof inputOf>[1];
const proposals = (text: string, changes: Changes = {}) =>
	replyHandler.reason(inputOf(text, { catalogue: HARBOUR, stage: "QUALIFICATION", ...changes })).proposals;
const draft = (text: string, changes: Changes = {}) =>
	proposals(text, changes).find((each) => each.type === "draft-email");
const body = (text: string, changes: Changes = {}) => draft(text, changes)?.body ?? "";

const POINTS = `Dear Mr Okafor,

before we go on, we require your agreement to the following:

1. Price. We ask for 8 % off the seats.

2. Payment. Quarterly in arrears.

3. The right to terminate after 12 months.

Please let me have your position before 9 October.

Yours sincerely,
Mara Ellingsen (Ms)
`;

describe("points", () => {
	test("[RH30] numbered points keep their numbers, and each has who answers it", () => {
		const text = body(POINTS);
		expect(text).toContain(
			"- Points 1 (the price) and 2 (payment): the person who decides on our terms will give you a decision on each.",
		);
		expect(text).toContain("- Point 3 (ending the contract): our legal colleagues will answer this.");
		expect(text).toContain("You will have our answer to every open point before 9 October.");
		expect(draft(POINTS)?.why).toContain(
			"By approving you commit to: an answer to 3 open points; all of it before 9 October.",
		);
	});

	test("[RH30] lettered points are told as the buyer marked them", () => {
		const text = body(
			"We would therefore request:\na) a reduction of 5 per cent;\nb) penalties for an outage.\n\nMara",
		);
		expect(text).toContain("- Point (a) (the price): the person");
		expect(text).toContain("- Point (b) (outages): our legal");
	});

	test("[RH30] what points back to a list is no point of its own", () => {
		const text = body(
			"Questions:\na) Who is responsible for an outage?\nb) Where are the servers?\nc) How do we get the data out?\n\nIf you answer b) and c) in writing by 21 October, I will put your answers in my report.\n\nMara",
		);
		expect(text.match(/\(b\)/g)).toHaveLength(1);
		expect(text.match(/\(c\)/g)).toHaveLength(1);
	});

	test("[RH30] a refusal is not named as a thing", () => {
		expect(body("We cannot accept the courts of Oslo. But I won't pay a premium for my feelings.\n\nMara")).not.toMatch(
			/premium for your feelings/,
		);
	});

	test("[RH30] headed paragraphs are told by their headings", () => {
		const text = body(
			"Payment. Our standard is 60 days, yours is not possible for us.\n\nLiability. We need a cap.\n\nData. We need our data back at the end of the contract.",
		);
		expect(text).toContain("- Payment: the person who decides");
		expect(text).toContain("- Liability and data: our legal colleagues");
	});

	test("[RH30] lines with a heading are told by it, and terms are not answered with list prices", () => {
		const text = [
			"§ 4: the notice period of six months is too long for us, three is our maximum.",
			"§ 9: we need German law and Hamburg as place of jurisdiction.",
			"Price: The board expects a discount of 8 percent for a term of four years.",
			"",
			"Please send us the revised version by 3 December.",
		].join("\n");
		expect(body(text)).toContain("- § 4 and § 9: our legal colleagues will answer each.");
		expect(body(text)).toContain("- Price: the person who decides on our terms will give you a decision.");
		expect(body(text)).toContain("We will send you the revised version by 3 December.");
	});

	test("[RH30] a plain list below what wants something is one of points", () => {
		const text = body(
			"I need three things in writing:\n- the price for three years\n- that the data stays in the EU\n- who stands in for you\n",
		);
		expect(text).toContain("Data is kept in the European Union.");
		expect(text).toContain("I will find out who stands in for us, and tell you.");
	});

	test("[RH30] what they need is answered by the catalogue, too", () => {
		const text = body("We need SSO for all, and a sandbox for two weeks.");
		expect(text).toContain("People sign in once through your own identity provider");
		expect(text).toContain("within two working days on a trial");
	});

	test("[RH30] demands within sentences are seen without a question mark", () => {
		expect(body("We cannot accept the courts of Oslo. We need a cap of 2 % a year.")).toMatch(
			/on the law and the courts\. The person who decides on our terms will answer you on prices in later years/,
		);
	});

	test.each([
		"Our agenda:\n1. Balance\n2. Migration\n3. Data\n\nMara",
		"Scope and quantities:\n1. four berths\n2. nine cranes\n\nMara",
	])("[RH30] a list that asks for nothing has no points: %j", (text) => {
		expect(body(text)).not.toContain("Point");
	});

	test("[RH30] each point is a fact, with the words that prove it", () => {
		const asks = proposals(POINTS).flatMap((each) =>
			each.type === "learn-fact" && each.claim.key === "conversation.ask" ? [each.claim.value] : [],
		);
		expect(asks).toContain("The right to terminate after 12 months. | us | - | -");
	});

	test("[RH30] cases to be shown are shown, on the day that they name", () => {
		const text = body(
			"Demo: Wednesday 30 September, 10:00. Please show:\n1) a berth is moved by hand\n2) a crane fails\n\nMara",
		);
		expect(text).toContain("We can meet on Wednesday 30 September, 10:00; I will send the invitation.");
		expect(text).toContain("We will show your cases 1 and 2 as you describe them.");
	});
});

describe("the day of the answer", () => {
	test.each([
		[
			"We require a cap of 2 %. Your answer must reach me by Wednesday, 18 November 2026 at 12:00.",
			"by Wednesday 18 November 2026 at 12:00",
		],
		["We require a cap of 2 %. I am travelling from the 5th. Your answer before that, please.", "before the 5th"],
		["We require a cap of 2 %, and need your position until 11 November.", "by 11 November"],
		["We require a cap of 2 %. The middle of October is the latest.", "by the middle of October"],
		["Who holds the keys? We would like answers before our meeting on 2 October.", "before your meeting on 2 October"],
		["We require that the price is valid until 31 December.", "within two working days"],
		["We require a cap of 2 %. We will send our draft by Friday.", "within two working days"],
		["We require a cap of 2 %. We must be live by 1 March.", "within two working days"],
	])("[RH31] %s: %s", (text, expected) => {
		expect(body(text)).toContain(expected);
	});
});

describe("situations", () => {
	test.each([
		["If I have that in writing this week I sign on the 24th.", "this week."],
		["Get me to 45 and you have my signature.", "within two working days."],
		["Send me a better offer by Thursday and I sign.", "by Thursday."],
		["I pay for 30 days or we do not talk further.", "within two working days."],
		["If you can agree to this we are ready to sign before the 30th.", "within two working days."],
		["Drop it and you'll have the signed contract.", "within two working days."],
	])("[RH32] a condition is repeated to the letter, and a person answers it: %s", (condition, day) => {
		const text = body(`Your year one is above what I have. ${condition}`);
		expect(text).toContain(`"${condition}"`);
		expect(text).toMatch(new RegExp(`person who decides on our terms will answer you in writing.*, ${day}`));
		expect(text.replace(/"[^"]*"/g, "")).not.toContain("?");
	});

	test.each(["If the tool is fast, we can start in May.", "Would you sign if we had this in writing?"])(
		"[RH32] no condition: %s",
		(text) => {
			expect(body(text)).not.toContain("what it takes");
		},
	);

	test("[RH28] a loss is accepted, what they ask is granted, and the door stays open", () => {
		const text = body(
			"Yesterday we signed with Quayline. The invoice decided it. Please delete our test data and send Nils the confirmation. In 2029 I am still here, call me then.",
		);
		expect(text).toContain("I respect the decision");
		expect(text).toContain(
			"I will ask the colleague who looks after it to delete your test data. We will send Nils the confirmation.",
		);
		expect(text).toContain("in 2029");
		expect(text).not.toMatch(/\?|Beside Quayline|price/);
	});

	test("[RH28] a postponement has its month confirmed, and nothing else", () => {
		const text = body(
			"There is no money left. Let us pick this up again after the summer shutdown in February. No need to send the formal quote for now, I would only file it.",
		);
		expect(text).toContain(
			"I will write to you again in February, and not before. Until then I will not send the formal quote.",
		);
		expect(text).not.toContain("?");
	});

	test.each([
		["We had to freeze all projects. Could you get in touch again in April?", "in April, and not before"],
		["Let us pick this up again next year.", "next year, and not before"],
	])("[RH28] a wish to be asked later is kept: %s", (text, expected) => {
		expect(body(text)).toContain(expected);
	});

	test("[RH28] who comes back to us does not postpone", () => {
		expect(draft("Thanks, all clear. I'll come back to you next week.")).toBeUndefined();
	});

	test.each(["The contract has been awarded to another bidder.", "We have opted for another vendor."])(
		"[RH28] a loss: %s",
		(text) => {
			expect(body(text)).toContain("I respect the decision");
		},
	);

	test.each(["We went with you in the end, and would sign with you.", "Did you sign with Quayline last year?"])(
		"[RH28] no loss: %s",
		(text) => {
			expect(body(text)).not.toContain("respect the decision");
		},
	);

	test.each([
		["This is between us: Jonas is for it. Could you send me the deck?", "This stays between us."],
		["Please do not copy Ruth. Could you send me the deck?", "treat this as confidential"],
	])("[RH38] what is told in confidence is kept: %s", (text, expected) => {
		expect(body(text)).toContain(expected);
	});
});
