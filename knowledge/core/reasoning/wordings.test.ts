import { expect, test } from "vitest";
import { actsIn } from "./acts.ts";
import { amountsIn } from "./entities/amounts.ts";
import { wordNumbers } from "./entities/numbers.ts";
import { objectionsIn } from "./objections.ts";
import { signatureIn } from "./signature.ts";
import { visibleSpans } from "./visible.ts";

const kinds = (text: string) => actsIn(text).map((act) => act.kind);

test.each([
	["English law is not acceptable to our Legal department.", "terms"],
	["A software I buy, I do not rent it.", "terms"],
	["Your draft asks for 100 % on signature, which we cannot accept.", "terms"],
	["As it stands your first year is above my 420.", "price"],
	["Year one in your revision is still above 230,000 euro.", "price"],
	["That is six days of my work, which are not in your price.", "price"],
	["So you want me to pay for cards that lie in drawers.", "price"],
	["We tried something like this in 2021 and wrote off 190k.", "risk"],
	["If Declan asks me today, I answer no.", "risk"],
	["I carry your currency risk for three years.", "risk"],
	["If they have to write on a keyboard they will not do it.", "effort"],
])("[RE11] an objection: %s", (text, kind) => {
	expect(objectionsIn(text).map((each) => each.kind)).toEqual([kind]);
});

test.each([
	"Our lights are above my desk.",
	"We tried it in the canteen and liked it.",
	"They will not be at the call.",
	"Nobody will be there on Friday.",
	"I take the minutes.",
	"Is that above our budget?",
	"We do not rent offices in Oslo.",
])("[RE11] no objection: %s", (text) => {
	expect(objectionsIn(text)).toEqual([]);
});

test.each([
	["Ngazela hereby invites you to submit a proposal for a tariff catalogue.", "request"],
	["We ask for 12 % off the agent seats.", "request"],
	["We could accept quarterly in advance at 30 days, and no further.", "request"],
	["But justify it.", "request"],
	["A further reduction of 6 % on the annual fee would bring you to first place.", "request"],
	["I'll get you the weekend rota by Tuesday.", "commitment"],
])("[RE10] %s is a %s", (text, kind) => {
	expect(kinds(text)).toEqual([kind]);
});

test.each([
	"Please be informed that the board has moved our paper.",
	"I ask the same to Plantakt of Bergamo.",
	"I will decide on three points.",
	"We ask ourselves why.",
])("[RE10] neither asked nor promised: %s", (text) => {
	expect(kinds(text)).toEqual([]);
});

test.each([
	["one point four million", 1_400_000],
	["two point seven five million", 2_750_000],
	["eleven hundred and fifty", 1_150],
])("[RE6] %s", (text, value) => {
	expect(wordNumbers(text).map((each) => each.value)).toEqual([value]);
});

test.each([
	["1,1 Mio. EUR", "EUR 1,100,000"],
	["45.000 EUR", "EUR 45,000"],
	["CHF 40 Tsd.", "CHF 40,000"],
	["one point one million euros", "EUR 1,100,000"],
	["about one point four million a year", "1,400,000 per year"],
])("[RE7] %s", (text, expected) => {
	expect(amountsIn(text).map((each) => each.text)).toEqual([expected]);
});

test("[RE6] four hundred thousand people are no money", () => {
	expect(amountsIn("four hundred thousand people")).toEqual([]);
});

test.each([
	["Group CFO", null],
	["Company Secretary", null],
	["Group Head of Procurement", null],
])("[RE25] %s is a title and no company", (title, company) => {
	const sender = { name: "Jane Wu", address: "jane@northwind.example" };
	const text = `Can you send an offer?\n\nKind regards,\nJane Wu\n${title}\n+47 555 01 234`;
	const found = signatureIn(text, visibleSpans(text), sender);
	expect([found?.title, found?.company]).toEqual([title, company]);
});
