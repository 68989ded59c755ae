import { describe, expect, test } from "vitest";
import { aCapability, aCatalogue, anOffering } from "#knowledge/core/testing/catalogue.ts";
import { factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { strategy } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const inputWith = (changes: Changes = {}, text: string | null = null) =>
	inputOf(text, { catalogue: aCatalogue(), ...changes });
const claims = (changes: Changes = {}, text: string | null = null) =>
	strategy
		.reason(inputWith(changes, text))
		.proposals.flatMap((each) => (each.type === "learn-fact" ? [each.claim] : []));
const found = (changes: Changes = {}, text: string | null = null) =>
	claims(changes, text).map((claim) => `${claim.key.slice(9)}: ${claim.value}`);
const needing = (...values: string[]) => ({ facts: values.map((value) => factOf("discovery.requirement", value)) });

const SSO = "Harbour Desk signs people in with SAML and OpenID Connect.";
const OFFLINE = "Harbour Desk does not work without a connection.";

describe("to the letter", () => {
	const crew = anOffering({
		id: "crew",
		name: "Care Crew",
		capabilities: [
			aCapability(
				"Crew app",
				"Crews see their visits on their phone, also without a connection.",
				"mobile app",
				"crew app",
				"phone app",
			),
			aCapability("Live balance", "Balances are booked in real time.", "balance", "booking"),
			aCapability("Night file", "It can be fed by a file from any desk tool.", "nightly file", "desk tool"),
		],
		limits: [
			{ says: "It does not handle phone calls.", about: ["phone calls", "telephony", "voice"] },
			{ says: "It does not manage stock.", about: ["stock", "warehouse", "van stock"] },
			{ says: "It reads no machines.", about: ["machine data", "sensors"] },
		],
	});
	const sold = { catalogue: aCatalogue({ offerings: [crew] }) };

	test.each([
		[
			"the app for the crews has to work with no signal",
			"fit: the app for the crews has to work with no signal | Care Crew | Crews see their visits on their phone, also without a connection.",
		],
		["one evening session on site for all", null],
		[
			"we lose calls, telephony has to be part of it",
			"gap: we lose calls, telephony has to be part of it | It does not handle phone calls.",
		],
		["van stock on the screen", "gap: van stock on the screen | It does not manage stock."],
		["see when a machine is overloaded", null],
		["machine data on the screen", "gap: machine data on the screen | It reads no machines."],
	])("[SG2] a limit has to name it by the same word: %s", (need, expected) => {
		expect(found({ ...needing(need), ...sold })).toEqual(expected === null ? [] : [expected]);
	});

	test.each([
		["a balance that is right", true],
		["a balance that is right within one second", false],
		["the balance must not be booked twice", false],
		["the balance is written back to Meridon", false],
		["the care crew cannot see a thing", false],
		["a test", false],
		["payable in three parts when the balance is booked", false],
		["Gary is the one with the balance", false],
	])("[SG4] a doubtful fit is none: %s", (need, isFit) => {
		expect(found({ ...needing(need), ...sold }).some((each) => each.startsWith("fit"))).toBe(isFit);
	});

	test("[SG14] a long fact holds several needs, and each is looked up", () => {
		const value =
			"we want single sign-on for all of the agents, the import of tickets from the old desk, and a screen that works offline in the hold";
		expect(found({ facts: [factOf("bant.need", value)] })).toEqual([
			`fit: we want single sign-on for all of the agents | Harbour Desk | ${SSO}`,
			"fit: the import of tickets from the old desk | Harbour Desk | Harbour Desk takes over tickets from a file.",
			`gap: a screen that works offline in the hold | ${OFFLINE}`,
		]);
		expect(found({ facts: [factOf("bant.need", "sign-on, single, for all")] })).toEqual([]);
	});
});
