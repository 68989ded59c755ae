const usual = new Intl.NumberFormat(undefined, { style: "currency", currency: "USD" });
/** A thousandth of a cent is still told apart. */
const small = new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

const MICROS = 1_000_000;
/** From here on, cents say enough. */
const USUAL_FROM_MICROS = 95_000;

/** Millionths of a US dollar as the reader writes money. */
export function money(micros: number): string {
	if (micros === 0) return "nothing";
	return (Math.abs(micros) < USUAL_FROM_MICROS ? small : usual).format(micros / MICROS);
}

/** Whole US dollars. */
export const dollars = (amount: number): string => whole.format(amount);
const whole = new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", maximumFractionDigits: 0 });
