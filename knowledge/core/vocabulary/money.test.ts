import fc from "fast-check";
import { expect, test } from "vitest";
import { Currency, moneyText, readMoney } from "./money.ts";

test.each([
	["EUR 42,000", { minor: 4_200_000, currency: "EUR" }],
	["EUR 42000.00", { minor: 4_200_000, currency: "EUR" }],
	["EUR 18.5", { minor: 1_850, currency: "EUR" }],
	["USD 0", { minor: 0, currency: "USD" }],
	["  GBP 0.01 ", { minor: 1, currency: "GBP" }],
	["JPY 9000", { minor: 9_000, currency: "JPY" }],
	["JPY 9000.00", { minor: 9_000, currency: "JPY" }],
	["INR 1,50,000", { minor: 15_000_000, currency: "INR" }],
	["EUR 90,071,992,547,409.91", { minor: Number.MAX_SAFE_INTEGER, currency: "EUR" }],
])("[VO13] %j is an amount", (text, amount) => {
	expect(readMoney(text)).toEqual(amount);
});

test.each([
	"",
	"42,000",
	"EUR",
	"EUR -5",
	"EUR 1.234",
	"EUR 42,50",
	"EUR 1,5",
	"EUR 42,",
	"EUR 1e5",
	"EUR about 5",
	"DEM 10",
	"eur 10",
	"JPY 9000.50",
	"EUR 90,071,992,547,409.92",
	"EUR 10 a seat",
])("[VO13] %j is none", (text) => {
	expect(readMoney(text)).toBeNull();
});

test("[VO13] what is written as money is read back as the same", () => {
	fc.assert(
		fc.property(fc.constantFrom(...Currency.options), fc.nat(), (currency, minor) => {
			expect(readMoney(moneyText({ minor, currency }))).toEqual({ minor, currency });
		}),
	);
});
