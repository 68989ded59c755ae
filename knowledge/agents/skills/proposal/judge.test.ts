import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Proposal } from "#knowledge/core/deal/skill.ts";
import { aCatalogue } from "#knowledge/core/testing/catalogue.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { inputOf, MARA, STRANGER } from "#knowledge/samples/skill-case.ts";
import { proposal } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1] & { region?: "apac" | "emea" | "amer" };
const HANDED = { from: SkillName.parse("reply-handler"), task: "Answer the buyer's mail with a price." };
function inputFor(text: string | null, { region = "emea", ...changes }: Changes = {}) {
	const input = inputOf(text, { catalogue: aCatalogue(), handoff: HANDED, stage: "QUALIFICATION", ...changes });
	return { ...input, deal: { ...input.deal, region } };
}
function propose(text: string | null, changes: Changes = {}) {
	const input = inputFor(text, changes);
	const { proposals } = proposal.reason(input);
	for (const each of proposals) expect([each, judge(proposal, input, each)]).toEqual([each, { type: "pass" }]);
	return proposals;
}

const QUOTE = "What would 85 seats cost?";

describe("judge and prohibitions", () => {
	const OFFER = {
		currency: "EUR",
		lines: [
			{ offering: "desk", item: "Desk seat", unit: "per-user-month", quantity: 85, periods: 12, unitMinor: 4_900 },
		],
		totalMinor: 4_998_000,
	};
	const SAID = "Hi Mara, 85 × EUR 49 × 12 months = EUR 49,980.";
	const mail = (text: string, changes: object = {}) =>
		Proposal.parse({ type: "draft-email", to: [MARA.id], subject: "Re: Pricing", body: text, why: "x", ...changes });
	const verdict = (each: Proposal, text = QUOTE, changes: Changes = {}) => {
		const judged = judge(proposal, inputFor(text, changes), each);
		return judged.type === "pass" ? "pass" : judged.rule;
	};
	const line = (changes: object) => ({ ...OFFER, lines: OFFER.lines.map((each) => ({ ...each, ...changes })) });

	test.each<[string, object, string, string]>([
		["as listed", OFFER, SAID, "pass"],
		["with a wrong total", { ...OFFER, totalMinor: 4_998_001 }, "Hi Mara, EUR 49 each.", "PP5"],
		["of an unknown item", line({ item: "Desk chair" }), SAID, "PP5"],
		["in another currency", { ...OFFER, currency: "USD" }, "Hi Mara, USD 49 each, USD 49,980 in all.", "PP5"],
		[
			"under the floor",
			{ ...line({ unitMinor: 4_136 }), totalMinor: 4_218_720 },
			"Hi Mara, EUR 41.36 each, EUR 42,187.20.",
			"PP5",
		],
		[
			"under the list",
			{ ...line({ unitMinor: 4_899 }), totalMinor: 4_996_980 },
			"Hi Mara, EUR 48.99 each, EUR 49,969.80.",
			"PP6",
		],
		["that the text does not say", OFFER, "Hi Mara, here you are.", "PP7"],
		["whose total the text does not say", OFFER, "Hi Mara, 85 at EUR 49.", "PP7"],
		["whose unit price the text does not say", OFFER, "Hi Mara, EUR 49,980.", "PP7"],
		[
			"for one unit, without a total",
			{ ...line({ quantity: 1, periods: 1 }), totalMinor: 4_900 },
			"Hi Mara, EUR 49 each.",
			"pass",
		],
	])("[PP6] an offer %s", (_name, offer, text, expected) => {
		expect(verdict(mail(text, { offer }))).toBe(expected);
	});

	test("[PP34] «must not state a total while a line of theirs has no price»", () => {
		expect(verdict(mail(`${SAID} There is no total yet. In all EUR 49,980.`, { offer: OFFER }))).toBe("PP34");
		expect(verdict(mail("Hi Mara, 85 at EUR 49. There is no total yet.", { offer: OFFER }))).toBe("pass");
	});

	test("[PP5] an offer that no list holds is refused", () => {
		expect(verdict(mail("Hi Mara, EUR 49 each.", { offer: { ...OFFER, totalMinor: 1 } }))).toBe("PP5");
		expect(verdict(mail(SAID, { offer: OFFER }), QUOTE, { region: "amer" })).toBe("PP5");
	});

	test("[PP7] an offer that the text keeps to itself is refused", () => {
		expect(verdict(mail("Hi Mara, here you are.", { offer: OFFER }))).toBe("PP7");
	});

	test.each([
		["A discount is decided by a person.", "pass"],
		["You get a discount.", "JU12"],
		["You get 10% off.", "JU9"],
		["Our floor price is lower.", "JU12"],
		["It is used on the floor of a plant.", "pass"],
		["The offer is valid until then.", "JU12"],
		["You can cancel at any time.", "JU12"],
		["Payment is net 30.", "JU12"],
		["We accept your notice period.", "JU12"],
	])("[PP9] «must not offer below list, speak of a floor, or grant»: %s", (text, expected) => {
		expect(verdict(mail(`Hi Mara. ${text}`), "Could you do 10% off? Net 30?")).toBe(expected);
	});

	test.each([
		["Hi Mara, that is EUR 49.", "JU9"],
		["Hi Mara, we guarantee it.", "JU12"],
		["Hi Mara, 90 seats.", "JU8"],
	])(
		"[PP21] «must not state an amount that is neither in my offer nor in the buyer's own words»: %s",
		(text, expected) => {
			expect(verdict(mail(text))).toBe(expected);
		},
	);

	test.each([
		[2_400, "pass"],
		[2_401, "PP10"],
	])("[PP10] «must not write more than 2,400 characters»: %i", (length, expected) => {
		expect(verdict(mail("a".repeat(length)))).toBe(expected);
	});

	test.each([
		["One? Two?", "pass"],
		["Really? Is it? Would it?", "PP11"],
		[`"${QUOTE}" One? Two?`, "pass"],
	])("[PP11] «must not ask more than two questions»: %s", (text, expected) => {
		expect(verdict(mail(text))).toBe(expected);
	});

	test.each<[string, string, Changes]>([
		["automatic mail", QUOTE, { handoff: null, signal: { subject: "Out of office: x" } }],
		["who opted out", `${QUOTE} Please stop emailing me.`, {}],
		["our own mail", QUOTE, { handoff: null, signal: { author: "us" } }],
	])("[PP12] «must not answer»: %s", (_name, text, changes) => {
		expect(propose(text, changes)).toEqual([]);
		expect(verdict(mail("Hi."), text, changes)).toBe("PP12");
	});

	test("[PP12] from a stranger nothing is answered without a hand-off", () => {
		expect(propose(QUOTE, { handoff: null, signal: { from: STRANGER } })).toEqual([]);
		expect(propose(QUOTE, { contacts: [] })).toEqual([]);
		expect(propose(null, { handoff: null })).toEqual([]);
	});

	test("[PP13] drafts and asks, and does nothing else", () => {
		expect([...proposal.mayPropose].sort()).toEqual(["ask-human", "draft-email"]);
		const move = Proposal.parse({ type: "move-stage", to: "DISCOVERY", why: "x", evidence: [] });
		expect(proposal.judge(inputFor(QUOTE), move)).toMatchObject({ rule: "PP13" });
	});
});
