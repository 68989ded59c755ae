import { expect, test } from "vitest";
import {
	FlagChanges,
	flagsOf,
	Jurisdiction,
	misnamed,
	overQuota,
	PLACES,
	QuotaChanges,
	quotasOf,
	sendsMaxOf,
	Tier,
} from "./account.ts";
import { jurisdictionOf, TenantId } from "./ids.ts";
import { Region } from "./region.ts";

test("[S0-110] each tier has room for what it is sized for, and for no less than the one below", () => {
	const tiers = Tier.options.map((tier) => quotasOf(tier, {}));
	expect(tiers.map(({ people }) => people)).toEqual([50, 500, 5_000]);
	for (const name of Object.keys(quotasOf("entry", {})) as (keyof ReturnType<typeof quotasOf>)[]) {
		const values = tiers.map((quotas) => quotas[name]);
		expect(values, name).toEqual([...values].sort((a, b) => a - b));
	}
	const caps = Tier.options.map(sendsMaxOf);
	expect(caps.map(({ perContactDay }) => perContactDay)).toEqual([6, 12, 24]);
});

test("[S0-19] what was agreed on stands in place of the tier's, and nothing else moves", () => {
	expect(quotasOf("entry", { deals: 7 })).toEqual({ ...quotasOf("entry", {}), deals: 7 });
	expect(quotasOf("entry", { deals: undefined })).toEqual(quotasOf("entry", {}));
	expect(quotasOf("entry", { deals: 0 }).deals).toBe(0);
	expect(flagsOf("entry", { forks: true })).toEqual({ model: true, forks: true });
	expect(flagsOf("standard", { model: false })).toEqual({ model: false, forks: true });
});

test.each([
	[QuotaChanges, { bananas: 1 }],
	[QuotaChanges, { deals: -1 }],
	[QuotaChanges, { deals: 1.5 }],
	[QuotaChanges, { requestsPerMinute: 0 }],
	[QuotaChanges, { deals: "many" }],
	[FlagChanges, { teleport: true }],
	[FlagChanges, { model: "yes" }],
])("[S0-19] a quota or flag that no code asks for, or that says nothing, is refused: %#", (shape, value) => {
	expect(shape.safeParse(value).success).toBe(false);
});

test("[S0-19] whoever has reached a quota is told its name and its number", () => {
	expect(overQuota("signalsPerDay", 5)).toBe("quota «signalsPerDay»: this account has at most 5");
});

test.each([
	["brightfen", "none", null],
	["brightfen--eu", "eu", null],
	["brightfen--us", "us", null],
	["brightfen--fedramp", "fedramp", null],
	["brightfen", "eu", /ends in «--eu»/],
	["brightfen--eu", "none", /must have no «--»/],
	["brightfen--us", "eu", /ends in «--eu»/],
	["brightfen--mars", "none", /must have no «--»/],
	["bright--fen--eu", "eu", /ends in «--eu»/],
	["api", "none", /platform's own/],
	["platform", "none", /platform's own/],
	["login", "none", /platform's own/],
	["signin", "none", /platform's own/],
	["sign-up", "none", /platform's own/],
	["root", "none", /platform's own/],
	["help", "none", /platform's own/],
	["www--eu", "eu", /platform's own/],
	["api-team", "none", null],
	["ab--eu", "eu", /at least 3/],
] as const)("[S0-19] «%s» in the jurisdiction «%s»", (account, jurisdiction, reason) => {
	const said = misnamed(account, jurisdiction);
	if (reason === null) expect(said).toBeNull();
	else expect(said).toMatch(reason);
});

test("[S0-19] a name tells its jurisdiction, and every jurisdiction that can be asked for is told", () => {
	for (const jurisdiction of Jurisdiction.options) {
		const account = jurisdiction === "none" ? "brightfen" : `brightfen--${jurisdiction}`;
		expect(misnamed(account, jurisdiction)).toBeNull();
		expect(jurisdictionOf(TenantId.parse(account)) ?? "none").toBe(jurisdiction);
	}
	for (const account of ["eu", "bright-eu", "bright--eu-x", "eu--x"])
		if (TenantId.safeParse(account).success) expect(jurisdictionOf(TenantId.parse(account))).toBeNull();
});

test("[S0-112] every region has a place that objects can be asked to be made near", () => {
	expect(Region.options.map((region) => PLACES[region])).toEqual(["apac", "weur", "enam"]);
});
