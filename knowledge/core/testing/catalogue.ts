import type { Capability, Catalogue, Competitor, Offering, Price } from "../facts/offering.ts";

export const aPrice = (changes: Partial<Price> = {}): Price => ({
	item: "Desk seat",
	region: "emea",
	currency: "EUR",
	unit: "per-user-month",
	listMinor: 4_900,
	floorMinor: 4_137,
	minQuantity: 1,
	...changes,
});

export const aCapability = (name: string, says: string, ...about: string[]): Capability => ({ name, says, about });

/** One product of nobody: seats, a fee to begin with, an option, and what it does and does not do. */
export const anOffering = (changes: Partial<Offering> = {}): Offering => ({
	id: "desk",
	name: "Harbour Desk",
	summary: "A help desk for service teams.",
	capabilities: [
		aCapability(
			"Single sign-on",
			"Harbour Desk signs people in with SAML and OpenID Connect.",
			"single sign-on",
			"sso",
		),
		aCapability("Reporting", "Harbour Desk shows waiting times by team and by hour.", "waiting times", "reporting"),
		aCapability("Ticket import", "Harbour Desk takes over tickets from a file.", "import tickets", "take over tickets"),
	],
	limits: [{ says: "Harbour Desk does not work without a connection.", about: ["offline mode", "offline"] }],
	prices: [
		aPrice(),
		aPrice({ item: "Onboarding", unit: "once", listMinor: 400_000, floorMinor: 312_300 }),
		aPrice({ item: "Phone line", unit: "flat-month", listMinor: 15_000, floorMinor: 11_111 }),
	],
	source: "price list of May 2026",
	...changes,
});

export const aCompetitor = (changes: Partial<Competitor> = {}): Competitor => ({
	name: "Tallybird",
	aliases: ["Tally Bird"],
	strong: ["Low entry price."],
	ours: ["Harbour Desk is run from one place for all teams."],
	source: "battle card of May 2026",
	expires: "2026-12-31",
	...changes,
});

export const aCatalogue = (changes: Partial<Catalogue> = {}): Catalogue => ({
	offerings: [anOffering()],
	competitors: [aCompetitor()],
	...changes,
});
