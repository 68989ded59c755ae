import { describe, expect, test } from "vitest";
import { VISIBLE_SPANS_MAX, visibleSpans } from "./visible.ts";

const visible = (text: string) => visibleSpans(text).map((span) => text.slice(span.start, span.end));

test.each([
	[VISIBLE_SPANS_MAX - 1, VISIBLE_SPANS_MAX - 1],
	[VISIBLE_SPANS_MAX, VISIBLE_SPANS_MAX],
	[VISIBLE_SPANS_MAX + 1, VISIBLE_SPANS_MAX],
])("[RE22] of %i visible spans %i are read, and none of them holds what was quoted", (written, read) => {
	const text = Array.from({ length: written }, (_, i) => `> point ${i}\nyes to ${i}`).join("\n");
	const spans = visibleSpans(text);
	expect(spans).toHaveLength(read);
	for (const [i, { start, end }] of spans.entries()) expect(text.slice(start, end)).toBe(`yes to ${i}`);
});

describe("code", () => {
	const CODE = "Run this:\n\n```\n-- \n# not a signature\nSent from my iPhone\n```\n\nThat is all.";

	test("[RE26] between fences it stays whole", () => {
		expect(visible(CODE)).toEqual([CODE]);
	});

	test("[RE26] a fence that is open, or that holds an earlier mail, hides nothing", () => {
		expect(visible("See:\n```\nOn 2 Mar 2026, Sam wrote:\n\nOur budget is EUR 1.\n```\nmore")).toEqual(["See:\n```"]);
		expect(visible("See:\n```\n> a\n```\nb")).toEqual(["See:\n```", "```\nb"]);
		expect(visible("See:\n```\n\n-- \nJane")).toEqual(["See:\n```"]);
	});

	test("[RE26] what a program signed with is left out", () => {
		const signed =
			"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes.\n-----BEGIN PGP SIGNATURE-----\n\niQIz=\n-----END PGP SIGNATURE-----\n";
		expect(visible(signed)).toEqual(["Yes."]);
	});
});

describe("what ends a mail, and what does not", () => {
	test.each([
		["a list's footer", "_______________________________________________\nusers mailing list\nusers@lists.example"],
		["a short line and a contact", "----\nJane Wu\njane@x.example"],
		["two underscores", "__\nusers mailing list\nhttps://lists.example/users"],
		["a group's footer", "You received this message because you are subscribed to the group.\nTo unsubscribe, write."],
		[
			"a disclaimer",
			"This e-mail and any attachments are confidential and intended solely for the addressee.\nIf you are not the intended recipient, delete it.",
		],
		["a German disclaimer", "Diese E-Mail ist vertraulich und nur für den Adressaten bestimmt."],
	])("[RE27] %s ends it", (_name, footer) => {
		expect(visible(`We take 40 seats.\n\n${footer}\n`)).toEqual(["We take 40 seats."]);
	});

	test.each([
		["a table", "Service  Date\n--------------\nSeats    in May\nSupport  in June\n\nCan you do that?"],
		["a heading", "Budget\n------\nForty thousand.\n\nTime\n----\nMay."],
		[
			"a drawn line between two parts",
			`First part, as agreed.\n\n${"_".repeat(32)}\n\n${"The second part goes on about it at length, in lines that nobody would take for a signature. ".repeat(2)}`.trim(),
		],
		["a newsletter's last words", "Ten tips for May.\n\nTo unsubscribe from this list, click here."],
		["a remark", "This message is confidential between us: our budget is EUR 40,000."],
		["a day after thanks", "Thanks!\n\nFriday works for us, and we would like to sign then."],
		["thanks and the next thought", "Thanks\nwe will sign on Friday"],
	])("[RE27] %s does not", (_name, text) => {
		expect(visible(text)).toEqual([text]);
	});

	test("[RE27] an answer right below a quoted question is an answer, a wrapped tail is not", () => {
		const question = "> What is the budget that you have set aside for the whole of this?";
		expect(visible(`${question}\nForty thousand.\n> And when do you start?\nIn May.`)).toEqual([
			"Forty thousand.",
			"In May.",
		]);
		expect(visible(`${question.slice(0, -1)},\nand when do you start with it?\n> Tell us.\nIn May.`)).toEqual([
			"In May.",
		]);
	});

	test("[RE2] below a closing somebody may go on, and sign in their own way", () => {
		expect(visible("We take it.\n\nThanks,\nJane\n\nOh, and can you send us the list of prices?")).toEqual([
			"We take it.\n\nThanks,",
			"Oh, and can you send us the list of prices?",
		]);
		expect(visible("Wir nehmen es.\n\nViele Grüße aus Hamburg\nSabine Müller")).toEqual([
			"Wir nehmen es.\n\nViele Grüße aus Hamburg",
		]);
		expect(visible("Добрый день.\n\nС уважением,\nСергей Обухов")).toEqual(["Добрый день.\n\nС уважением,"]);
	});
});

test("[RE15] a line of marks of any length costs no more than its length", () => {
	const text = `Hi\n${">".repeat(60_000)}\nyes\nA${">".repeat(700_000)}\nno\n`;
	const before = performance.now();
	expect(visible(text)).toEqual(["Hi", "yes", "no"]);
	expect(performance.now() - before).toBeLessThan(200);
});
