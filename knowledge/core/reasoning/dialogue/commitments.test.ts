import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commitmentsIn } from "./commitments.ts";
import type { Heard } from "./said.ts";

/** Wednesday, 16 September 2026. */
const NOW = Date.parse("2026-09-16T09:00:00Z");
const US = "Sam Okafor";

const mail = (text: string, author: Heard["author"] = "buyer", kind = "email"): Heard => ({
	text,
	visible: [{ start: 0, end: text.length }],
	turns: [],
	author,
	kind,
	receivedAt: NOW,
});

/** «us Sam: Hello» a line. */
function talk(...lines: readonly string[]): Heard {
	let text = "";
	const turns = lines.map((line) => {
		const [, side = "", speaker = "", words = ""] = /^(us|buyer) ([^:]+): (.*)$/.exec(line) ?? [];
		const start = text.length;
		text += `${words}\n`;
		return { start, end: start + words.length, speaker, side: side === "us" ? ("us" as const) : ("buyer" as const) };
	});
	const visible = turns.filter(({ side }) => side === "buyer");
	return { text, visible, turns, author: "buyer", kind: "transcript", receivedAt: NOW };
}

const told = (heard: Heard) =>
	commitmentsIn(heard, US)
		.filter(({ kind, side }) => kind === "promise" || side === "them")
		.map(({ kind, text, owner, who, due }) => `${kind} ${owner} ${who ?? "-"} ${due ?? "-"}: ${text}`);

describe("a mail of theirs", () => {
	test.each([
		["Please let us have the papers by Friday.", "ask us - 2026-09-18: Please let us have the papers by Friday."],
		[
			"Send over a draft contract next week, please.",
			"ask us - 2026-09-25: Send over a draft contract next week, please.",
		],
		["Address it to Ines Roth.", "ask us - -: Address it to Ines Roth."],
		[
			"One question is left, namely whether we can leave after a year.",
			"ask us - -: One question is left, namely whether we can leave after a year.",
		],
		["Marit, ring the board by Friday.", "ask them Marit 2026-09-18: Marit, ring the board by Friday."],
		["Sam, could you call me tomorrow?", "ask us - 2026-09-17: Sam, could you call me tomorrow?"],
		["Can we meet on Monday 28 September?", "ask us - 2026-09-28: Can we meet on Monday 28 September?"],
		[
			"She wants the whole questionnaire by next Tuesday.",
			"ask us - 2026-09-22: She wants the whole questionnaire by next Tuesday.",
		],
		["You'll have our feedback by Friday.", "promise them - 2026-09-18: You'll have our feedback by Friday."],
		["Expect the list from me tomorrow.", "promise them - 2026-09-17: Expect the list from me tomorrow."],
		[
			"Our IT will open the test environment by Friday.",
			"promise them - 2026-09-18: Our IT will open the test environment by Friday.",
		],
		["Let me bring you a name by Tuesday.", "promise them - 2026-09-22: Let me bring you a name by Tuesday."],
		["I send the terms separately.", "promise them - -: I send the terms separately."],
		["I am still waiting for your draft.", "ask us - -: I am still waiting for your draft."],
		["Could you visit us the week of the 28th?", "ask us - 2026-10-02: Could you visit us the week of the 28th?"],
		["Pls dont mail Kim directly.", "ask us - -: Pls dont mail Kim directly."],
		[
			"What I owe you, the list, follows by Friday.",
			"promise them - 2026-09-18: What I owe you, the list, follows by Friday.",
		],
	])("[SA1] [SA2] %s", (text, expected) => {
		expect(told(mail(text))).toEqual([expected]);
	});

	test.each([
		"Sure, I'll just shake the million out of the sofa on Friday.",
		"You are what, thirty people?",
		"If you do go, take a seat near the stage.",
		"I am still waiting for our board.",
		"The rest is what we'll hold you to.",
	])("[SA1] asks and promises nothing: %s", (text) => {
		expect(told(mail(text))).toEqual([]);
	});

	test("[SA1] one sentence may promise and ask", () => {
		expect(told(mail("I'll do the user list; would you send us the roles?"))).toEqual([
			"ask us - -: would you send us the roles?",
			"promise them - -: I'll do the user list",
		]);
	});

	test("[SA1] the day stands in the next sentence, before a list, or by an event", () => {
		expect(told(mail("Please send the price split. By Friday if you can."))[0]).toContain("2026-09-18");
		expect(
			told(mail("Three things by Friday. Please send the price. Please send the terms.")).map((each) =>
				each.slice(0, 19),
			),
		).toEqual(["ask us - 2026-09-18", "ask us - 2026-09-18"]);
		expect(told(mail("The workshop is on 29 September. I will collect ten cases before the workshop."))).toEqual([
			"promise them - 2026-09-29: I will collect ten cases before the workshop.",
		]);
	});

	test.each([
		"I will not send you the list.",
		"We could send you the list.",
		"I'd be happy to join.",
		"The demo was quite pleasant to follow.",
		"I'll tell you how it looks from here.",
		"Hi Sam, can you hear me?",
		"Why am I writing? Our contract ends.",
		"Our weak spot, frankly? Nobody reads them.",
		"Who has time for that?",
		"We want to know which contracts renew.",
		"Please excuse the late answer.",
		"Wir schicken Ihnen die Liste bis Freitag.",
	])("[SA3] [RH36] nothing: %s", (text) => {
		expect(told(mail(text))).toEqual([]);
	});
});

test.each([
	"If you drop the fee, I'll send you the contract.",
	"Drop the set-up fee for us and I'll send it back signed.",
	"I'll send you the contract unless the board objects.",
])("[SA3] no promise hangs on what they are to do: %s", (text) => {
	expect(told(mail(text)).filter((each) => each.startsWith("promise"))).toEqual([]);
});

test("[SA3] «if you like» is no condition", () => {
	expect(told(mail("I'll send you the contract if you like."))).toHaveLength(1);
});

describe("a talk", () => {
	test.each([
		["Will do.", "promise us Sam 2026-09-18: Could you send me the price by Friday?"],
		["On it, by tomorrow.", "promise us Sam 2026-09-17: Could you send me the price by Friday?"],
		["Leave it with me.", "promise us Sam 2026-09-18: Could you send me the price by Friday?"],
		["Sure.", "promise us Sam 2026-09-18: Could you send me the price by Friday?"],
	])("[SA2] a short answer takes on what was asked: %s", (answer, expected) => {
		expect(told(talk("buyer Mara: Could you send me the price by Friday?", `us Sam: ${answer}`))[1]).toBe(expected);
	});

	test("[SA2] a question of fact that is answered with yes promises nothing", () => {
		expect(told(talk("buyer Mara: Do you support tablets?", "us Sam: Sure."))).toHaveLength(1);
	});

	test("[SA2] a bare day answers «when»", () => {
		const said = told(talk("buyer Tor: @donny can u get me the cable plan", "buyer donny: fri"));
		expect(said).toEqual([
			"ask them donny -: @donny can u get me the cable plan",
			"promise them donny 2026-09-18: @donny can u get me the cable plan",
		]);
	});

	test("[SA2] what was offered and taken is an ask, and what they ask one another is none of us", () => {
		expect(told(talk("us Sam: Shall I split the price?", "buyer Mara: Yes, do that please. By Friday."))).toEqual([
			"ask us - 2026-09-18: Yes, do that please.",
		]);
		const inside = talk(
			"buyer Mara: It has to be certified.",
			"buyer Tor: Do they really say that?",
			"buyer Mara: They do.",
		);
		expect(told(inside)).toEqual([]);
	});

	test("[SA1] our own promise is ours", () => {
		expect(told(talk("us Sam: I don't know, let me check that, end of the week."))).toEqual([
			"promise us Sam 2026-09-18: I don't know, let me check that, end of the week.",
		]);
	});
});

describe("our own words", () => {
	test("[SA1] a mail of ours undertakes, and asks nothing of theirs", () => {
		expect(told(mail("Could you send the list? I'll send you the contract by Friday.", "us"))).toEqual([
			"promise us - 2026-09-18: I'll send you the contract by Friday.",
		]);
	});

	test.each([
		[
			"I promised a price for 9 chairs until Friday.",
			"promise us - 2026-09-18: I promised a price for 9 chairs until Friday.",
		],
		["She'll put it on his desk on Thursday.", "promise them - 2026-09-17: She'll put it on his desk on Thursday."],
		["He wants us to stop copying Tor.", "ask us - -: He wants us to stop copying Tor."],
	])("[SA4] a note: %s", (text, expected) => {
		expect(told(mail(text, "us", "note"))).toEqual([expected]);
	});
});

test("[SA1] of any text each span stands in it, and holds the words", () => {
	const piece = fc.constantFrom(
		"Could you send it by Friday? ",
		"I'll send it. ",
		"will do ",
		"If so, ",
		"\n- ",
		"?",
		"We need ",
		"please ",
		"🙂",
		"明天 ",
		"\n\n",
		"and I'll call you, ",
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, ours) => {
			const text = pieces.join("");
			for (const { start, end, due } of commitmentsIn(mail(text, ours ? "us" : "buyer"), US)) {
				expect(start).toBeGreaterThanOrEqual(0);
				expect(end).toBeLessThanOrEqual(text.length);
				expect(text.slice(start, end).trim()).not.toBe("");
				expect((due ?? "2026-09-16") >= "2026-09-16").toBe(true);
			}
		}),
		{ numRuns: 100 },
	);
});
