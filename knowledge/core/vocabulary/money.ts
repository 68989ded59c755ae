import * as z from "zod";

/** ISO 4217, of those that a price list may hold. */
export const Currency = z.enum(["EUR", "USD", "GBP", "AUD", "SGD", "INR", "JPY"]);
export type Currency = z.infer<typeof Currency>;

/** An amount in the smallest unit of its currency, such as cents. */
export const Money = z.strictObject({ minor: z.int().min(0), currency: Currency });
export type Money = z.infer<typeof Money>;

const DIGITS: Partial<Record<Currency, number>> = { JPY: 0 };

/** How many digits stand behind the point: 2, but for currencies without a smaller unit. */
export const fractionDigits = (currency: Currency): number => DIGITS[currency] ?? 2;

/** As a mail or a screen writes it: «EUR 42,000» or «EUR 18.50». Whole amounts have no point. */
export function moneyText({ minor, currency }: Money): string {
	const digits = fractionDigits(currency);
	const unit = 10 ** digits;
	const whole = String(Math.floor(minor / unit)).replace(/\B(?=(?:\d{3})+$)/g, ",");
	const rest = minor % unit;
	return `${currency} ${whole}${rest === 0 ? "" : `.${String(rest).padStart(digits, "0")}`}`;
}

/** «EUR 42,000», «EUR 42000.00», «INR 4,20,000»; «EUR 42,50» is no thousand. `null` where a text is no amount of one of these currencies. */
export function readMoney(text: string): Money | null {
	const [, code, whole = "", rest = ""] =
		/^([A-Z]{3}) ?(\d{1,3}(?:,\d{2,3}){0,5},\d{3}|\d{1,18})(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? [];
	const currency = Currency.safeParse(code);
	if (!currency.success) return null;
	const digits = fractionDigits(currency.data);
	if (digits === 0 && Number(rest) > 0) return null;
	const minor = Number(`${whole.replaceAll(",", "")}${rest.padEnd(digits, "0").slice(0, digits)}`);
	return Number.isSafeInteger(minor) ? { minor, currency: currency.data } : null;
}
