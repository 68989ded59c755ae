import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { allLines, amountsOf, judgeOffer, stepAt } from "#knowledge/core/deal/pricing.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import { Catalogue, type Price } from "#knowledge/core/facts/offering.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { aCapability, anOffering } from "#knowledge/core/testing/catalogue.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { proposal } from "./definition.ts";

const REGIONS = ["apac", "emea", "amer"] as const;
const price = fc
	.record({
		item: fc.constantFrom(
			"Desk seat",
			"Light seat",
			"Desk seat, paid yearly",
			"Plan site",
			"Onboarding",
			"Onboarding per site",
			"Usage, per million subscribers",
			"Flat rate up to 10 million subscribers",
			"Premium support",
			"Churn Lens",
			"Churn Lens setup",
			"Platform fee",
			"Care 24/7",
			"Größe XL",
		),
		region: fc.constantFrom(...REGIONS),
		currency: fc.constantFrom("EUR" as const, "USD" as const, "JPY" as const, "SGD" as const),
		unit: fc.constantFrom<Price["unit"][]>(
			"per-user-month",
			"per-user-year",
			"per-site-month",
			"flat-month",
			"flat-year",
			"once",
		),
		floorMinor: fc.integer({ min: 1, max: 9_999_999 }),
		above: fc.integer({ min: 0, max: 999_999 }),
		minQuantity: fc.constantFrom(1, 1, 5, 10, 50, 5_000_000),
	})
	.map(({ above, ...each }): Price => ({ ...each, listMinor: each.floorMinor + above }));
const offering = fc.record({
	name: fc.constantFrom("Harbour Desk", "Harbour Dock", "Churn Lens", "X1"),
	prices: fc.array(price, { maxLength: 12 }),
});
const catalogue = fc.array(offering, { maxLength: 3 }).map((all) =>
	Catalogue.parse({
		offerings: all.map((each, i) =>
			anOffering({
				id: `o-${i}`,
				...each,
				capabilities: [
					...anOffering().capabilities,
					aCapability("Saving", "It saves EUR 3 a ticket in 4 weeks.", "saving", "cost of a ticket"),
				],
			}),
		),
		competitors: [],
	}),
);
const piece = fc.constantFrom(
	"What would 85 seats cost? ",
	"Could you send a quote for 40 users and 3 sites? ",
	"Please send us a proposal for Harbour Desk, Churn Lens as an option. ",
	"How much is the robot module? ",
	"Could you do 15% off, or EUR 12 a seat? ",
	"Our budget is EUR 40,000, or 12,000 a month. ",
	"Would 9,999 do? ",
	"In USD please. ",
	"We pay yearly in advance. ",
	"- three years\n",
	"Does it work offline, and what is the saving? ",
	"Tallybird asks USD 20 a seat. ",
	"Your price is too high. ",
	"Your export has failed again. ",
	"We need it by 30 October 2026. ",
	"9 million subscribers, 2 plants. ",
	"Please send a quote for:\n- 40 agents\n- 3 sites\n- one sauna\n- the training\n- what happens if we stop\n",
	"Item | Quantity\nSeat | 12\nSauna | 2\n",
	"Paid yearly, and also show what it is if we pay by the month. ",
	"Usage based as well as flat. ",
	"We would drop the Churn Lens. ",
	"RFQ 31: valid for 90 days. ",
	"\n\n",
	"Können Sie uns bitte ein Angebot schicken? ",
	'He said "EUR 5?" to us. ',
	`${"Can you please explain in some detail what it takes ".repeat(6)}? `,
);
const mail = fc.array(piece, { minLength: 1, maxLength: 14 }).map((each) => each.join(""));

test("[PP21] of any catalogue and mail, no draft states an amount under a floor, nor one outside of its offer and the buyer's words", () => {
	fc.assert(
		fc.property(
			catalogue,
			mail,
			fc.constantFrom(...REGIONS),
			fc.constantFrom("PROSPECTING" as const, "SOLUTION" as const, "PROPOSAL" as const, "NEGOTIATION" as const),
			fc.constantFrom(null, "CFO", "VP Sales", "Team Lead", "Engineer"),
			fc.boolean(),
			(world, text, region, stage, title, isKnown) => {
				const base = inputOf(text, {
					catalogue: world,
					stage,
					contacts: [{ ...MARA, title }],
					handoff: { from: SkillName.parse("reply-handler"), task: "Answer the mail with a price." },
					facts: isKnown
						? [
								factOf("bant.budget", "EUR 20,000"),
								factOf("meddic.metrics", "EUR 9 a ticket instead of EUR 12"),
								factOf("bant.need", "a desk for 70 agents"),
								factOf("strategy.gap", "offline | Harbour Desk does not work without a connection."),
							]
						: [],
				});
				const input = { ...base, deal: { ...base.deal, region } };
				const output = proposal.reason(input);
				expect(SkillOutput.safeParse(output).success).toBe(true);
				expect(proposal.reason(input)).toEqual(output);
				const theirs = amountsIn([text, ...input.facts.map((fact) => fact.value)].join("\n\n"), { bare: true });
				for (const each of output.proposals) {
					expect([each, judge(proposal, input, each)]).toEqual([each, { type: "pass" }]);
					if (each.type !== "draft-email") continue;
					const { offer, body } = each;
					const offered = offer ? amountsOf(offer) : [];
					const kept = body.replaceAll("It saves EUR 3 a ticket in 4 weeks.", "");
					for (const sum of amountsIn(kept))
						expect(
							offered.some((one) => one.minor === sum.amountMinor && one.currency === sum.currency) ||
								theirs.some((one) => one.amountMinor === sum.amountMinor || one.maxMinor === sum.amountMinor),
						).toBe(true);
					if (!offer) continue;
					expect(judgeOffer(offer, world, region)).toMatchObject({ type: "priced", isOnList: true });
					for (const line of allLines(offer)) {
						const prices = world.offerings
							.filter((one) => one.id === line.offering)
							.flatMap((one) => one.prices)
							.filter((one) => one.item === line.item && one.region === region && one.currency === offer.currency)
							.filter((one) => one.unit === line.unit);
						const floors = stepAt(prices, line.quantity).filter((one) => one.listMinor === line.unitMinor);
						expect(floors.some((one) => one.floorMinor <= line.unitMinor)).toBe(true);
					}
				}
			},
		),
		{ numRuns: 150 },
	);
}, 60_000);
