import { describe, expect, test } from "vitest";
import { judge, judgeInStep } from "#knowledge/core/deal/judge.ts";
import { Proposal, type ProposalType, type SkillInput } from "#knowledge/core/deal/skill.ts";
import type { OfferLine } from "#knowledge/core/facts/offering.ts";
import {
	aClaim,
	anInput,
	aSignal,
	askHuman,
	draftOf,
	handTo,
	learn,
	MARA,
	moveTo,
	quoteOf,
} from "#knowledge/core/testing/builders.ts";
import { aCatalogue, aCompetitor, anOffering } from "#knowledge/core/testing/catalogue.ts";
import { contactNo } from "#knowledge/core/testing/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import type { Agent } from "./define-agent.ts";
import { type Check, checksOf, titleOf } from "./prohibitions.ts";
import { ROSTER } from "./roster.ts";

/** As many prohibitions as each SOUL has. Fewer is a right that somebody gained: change this in the same commit, and say why. */
const COUNTS: Readonly<Record<string, number>> = {
	qualifier: 6,
	discovery: 5,
	strategy: 6,
	pipeline: 6,
	coaching: 5,
	"reply-handler": 7,
	proposal: 8,
};

const QUOTE = "We have EUR 40,000 for this.";
/** A mail of the buyer's, and a proposal that quotes its only line. */
const said = (
	text: string,
	changes: Partial<SkillInput> = {},
	signal: Parameters<typeof aSignal>[0] = {},
): SkillInput =>
	anInput({
		signal: aSignal({ text, visible: [{ start: 0, end: text.length }], ...signal }),
		catalogue: aCatalogue(),
		...changes,
	});
const quoted = (text: string) => [quoteOf(text, undefined, text)];
const note = (text: string) => Proposal.parse({ type: "coach-rep", topic: "questions", note: text, evidence: [] });
const crm = (field: string, value: string, text: string) =>
	Proposal.parse({ type: "update-crm", record: { type: "deal" }, field, value, why: "x", evidence: quoted(text) });
const OURS = { author: "us" } as const;
const MACHINE = { subject: "Automatic reply: Pricing" };
const AWAY = "I am out of the office until 5 October and have no access to my mail.";

const SEAT: OfferLine = {
	offering: "desk",
	item: "Desk seat",
	unit: "per-user-month",
	quantity: 85,
	periods: 12,
	unitMinor: 4_900,
};
const offerOf = (changes: Partial<OfferLine> = {}, currency: "EUR" | "USD" = "EUR") => {
	const line = { ...SEAT, ...changes };
	return { currency, lines: [line], totalMinor: line.quantity * line.periods * line.unitMinor };
};
const ASKED = "What would 85 seats cost for 12 months?";
const PRICED = "Hi Mara,\n\nFor 85 × EUR 49 × 12 months = EUR 49,980.";

type Example = readonly [SkillInput, Proposal];
/** What each rule refuses, told as the line tells it; some lines take one rule for each half. */
const EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
	qualifier: {
		QU14: [said(QUOTE), handTo("pipeline")],
		JU3: [
			said(QUOTE, {}, { visible: [] }),
			{ type: "learn-fact", claim: aClaim("bant.budget", "EUR 40,000", { evidence: quoted(QUOTE) }) },
		],
		QU8: [said(QUOTE, {}, OURS), learn("bant.budget", "EUR 40,000", { evidence: quoted(QUOTE) })],
	},
	discovery: {
		DI4: [said(QUOTE, {}, OURS), learn("discovery.requirement", QUOTE, { evidence: quoted(QUOTE) })],
		DI11: [
			said("Sam Okafor decides."),
			learn("discovery.stakeholder", "Sam Okafor | - | decides | unknown", { evidence: quoted("Sam Okafor decides.") }),
		],
		DI12: [
			said("Jane Wu decides."),
			learn("discovery.stakeholder", "Jane Wu | CFO | decides | unknown", { evidence: quoted("Jane Wu decides.") }),
		],
		DI18: [
			said("We need a price of EUR 40,000."),
			learn("discovery.requirement", "a price of EUR 40,000", { evidence: quoted("We need a price of EUR 40,000.") }),
		],
		DI7: [
			said("We need a map of all sites."),
			learn("discovery.requirement", "Reports by hour and by team", {
				evidence: quoted("We need a map of all sites."),
			}),
		],
	},
	strategy: {
		SG11: [said(QUOTE), learn("strategy.position", "price | It is cheap", { evidence: quoted(QUOTE) })],
		SG15: [
			said("We need it in offline mode."),
			learn("strategy.fit", "in offline mode | Harbour Desk | Harbour Desk takes over tickets from a file.", {
				evidence: quoted("We need it in offline mode."),
			}),
		],
	},
	pipeline: {
		PI1: [said(QUOTE), moveTo("QUALIFICATION", quoted("We have EUR 40,000"))],
		PI4: [said(QUOTE, {}, OURS), moveTo("QUALIFICATION", quoted(QUOTE))],
		PI3: [said(QUOTE, { deal: { ...anInput().deal, stage: "SOLUTION" } }), moveTo("PROSPECTING", quoted(QUOTE))],
		PI8: [said(QUOTE), crm("amount", "EUR 50,000", QUOTE)],
		PI10: [said(QUOTE), crm("competitor", "Rivalco", QUOTE)],
		PI12: [said(QUOTE), crm("next-step-due", "2020-01-06", QUOTE)],
	},
	coaching: {
		CH6: [said(QUOTE, {}, OURS), note("Hi Mara, thank you for your mail.")],
		CH7: [said(QUOTE, {}, OURS), note("You are lazy.")],
		CH9: [said(QUOTE), note("Ask what a day without it costs them.")],
	},
	"reply-handler": {
		JU9: [said(QUOTE), draftOf({ body: "Hi Mara,\n\nIt is EUR 12,000." })],
		JU8: [said(QUOTE), draftOf({ body: "Hi Mara,\n\nYour 85 people will like it." })],
		JU12: [said(QUOTE), draftOf({ body: "Hi Mara,\n\nThe first month is free." })],
		RH11: [said(QUOTE), draftOf({ body: "Hi Mara,\n\nWho signs? Who reads? Who asks?" })],
		RH10: [said(QUOTE), draftOf({ body: `Hi Mara,\n\n${"Thank you. ".repeat(170)}` })],
		JU4: [said(QUOTE), draftOf({ to: [contactNo(99)] })],
		RH14: [said(QUOTE), handTo("pipeline")],
		RH13: [said(AWAY, {}, MACHINE), draftOf()],
	},
	proposal: {
		JU9: [said(ASKED), draftOf({ body: "Hi Mara,\n\nIt is EUR 12,000.", offer: offerOf() })],
		PP34: [
			said(ASKED),
			draftOf({ body: `${PRICED}\n\nThere is no total yet: the rest follows.\n\nTotal: EUR 49,980`, offer: offerOf() }),
		],
		PP5: [
			said(ASKED),
			draftOf({ body: "Hi Mara,\n\nFor 85 × USD 49 × 12 months = USD 49,980.", offer: offerOf({}, "USD") }),
		],
		PP6: [
			said(ASKED),
			draftOf({ body: "Hi Mara,\n\nFor 85 × EUR 48 × 12 months = EUR 48,960.", offer: offerOf({ unitMinor: 4_800 }) }),
		],
		JU12: [said(ASKED), draftOf({ body: "Hi Mara,\n\nWe guarantee it, and give you a discount." })],
		PP11: [said(ASKED), draftOf({ body: "Hi Mara,\n\nWho signs? Who reads? Who asks?" })],
		PP10: [said(ASKED), draftOf({ body: `Hi Mara,\n\n${"Thank you. ".repeat(230)}` })],
		PP12: [said(AWAY, {}, MACHINE), draftOf()],
	},
};

/** A proposal of each type, well formed: what is refused about it is its type alone. */
const SAMPLES: Readonly<Record<ProposalType, Proposal>> = {
	"learn-fact": learn("bant.budget", "EUR 40,000"),
	"draft-email": draftOf(),
	"move-stage": moveTo("QUALIFICATION"),
	"ask-human": askHuman(),
	"hand-off": handTo("proposal"),
	"update-crm": crm("next-step", "Call Mara", QUOTE),
	"coach-rep": note("Ask who signs."),
};
/** What a schema refuses, and the longest that it lets through. */
const SHAPES: Readonly<Partial<Record<ProposalType, readonly [object, object]>>> = {
	"coach-rep": [
		{ ...note("x"), note: "x".repeat(601) },
		{ ...note("x"), note: "x".repeat(600) },
	],
};

const ruleOf = (agent: Agent, input: SkillInput, proposal: Proposal): string => {
	const judged = judge(agent, input, proposal);
	return judged.type === "pass" ? "pass" : judged.rule;
};

function show(agent: Agent, check: Check): void {
	switch (check.by) {
		case "denied":
			expect(agent.mayPropose).not.toContain(check.proposal);
			expect(ruleOf(agent, anInput(), SAMPLES[check.proposal])).toBe("JU1");
			return;
		case "denied-key":
			expect(ruleOf(agent, anInput(), learn(check.key, "EUR 40,000"))).toBe("JU2");
			return;
		case "denied-offer":
			expect(ruleOf(agent, anInput(), draftOf({ offer: offerOf() }))).toMatch(/^JU(?:1|14)$/);
			return;
		case "rule": {
			const example = EXAMPLES[agent.name]?.[check.rule];
			invariant(example, `${check.rule} of ${agent.name} has an example that breaks it`);
			expect(ruleOf(agent, ...example)).toBe(check.rule);
			return;
		}
		case "shape": {
			const [broken, kept] = SHAPES[check.proposal] ?? [];
			expect(Proposal.safeParse(broken).success).toBe(false);
			expect(Proposal.safeParse(kept).success).toBe(true);
			return;
		}
		case "at-most": {
			const proposal = SAMPLES[check.proposal];
			const most = agent.atMost?.[check.proposal] ?? 0;
			expect(most).toBeGreaterThan(0);
			const input = anInput();
			const before = Array.from({ length: most }, () => proposal);
			expect(judgeInStep(agent, input, { proposal, before })).toMatchObject({ rule: "JU17" });
			expect(judgeInStep(agent, input, { proposal, before: before.slice(1) })).not.toMatchObject({ rule: "JU17" });
		}
	}
}

describe.each(ROSTER.map((agent) => [agent.name, agent] as const))("the prohibitions of %s", (_name, agent) => {
	test("[SOUL7] are as many as they were, and each line is enforced", () => {
		expect(agent.soul.prohibitions).toHaveLength(COUNTS[agent.name] ?? 0);
		expect(Object.keys(agent.enforces)).toEqual(agent.soul.prohibitions);
		for (const line of agent.soul.prohibitions)
			expect([line, checksOf(agent).filter((check) => check.line === line).length]).toEqual([line, expect.any(Number)]);
		expect(agent.soul.prohibitions.filter((line) => !checksOf(agent).some((check) => check.line === line))).toEqual([]);
	});

	test.each(checksOf(agent).map((check) => [titleOf(check), check] as const))("[SOUL8] %s", (_title, check) => {
		show(agent, check);
	});
});

test("[SOUL7] every agent of the roster is counted, and every example belongs to a line", () => {
	expect(Object.keys(COUNTS).sort()).toEqual(ROSTER.map(({ name }) => `${name}`).sort());
	for (const agent of ROSTER) {
		const rules = checksOf(agent).flatMap((check) => (check.by === "rule" ? [check.rule] : []));
		expect(Object.keys(EXAMPLES[agent.name] ?? {}).sort()).toEqual([...new Set(rules)].sort());
	}
});

test("[SOUL7] what is refused here passes where it is not: the examples break the line and nothing else", () => {
	const expired = aCatalogue({ competitors: [aCompetitor({ expires: "2020-01-01" })], offerings: [anOffering()] });
	const position = learn("strategy.position", `Tallybird | ${aCompetitor().ours[0]}`, { evidence: quoted(QUOTE) });
	const strategy = ROSTER.find(({ name }) => name === "strategy");
	if (!strategy) throw new Error("strategy is in the roster");
	expect([said(QUOTE), said(QUOTE, { catalogue: expired })].map((input) => ruleOf(strategy, input, position))).toEqual([
		"pass",
		"SG11",
	]);
	expect(MARA.id).not.toBe(contactNo(99));
});
