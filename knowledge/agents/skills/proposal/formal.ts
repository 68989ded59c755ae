import { ANSWERED_WITHIN } from "#knowledge/core/deal/answer-time.ts";
import { MANNERS } from "./manners.ts";
import { assumptions, besideText, linesText, NO_TOTAL, totalText } from "./price-text.ts";
import type { Priced } from "./quote.ts";

const VALIDITY = /\bvalid(?:ity)?\b[^.\n]{0,40}?\b(\d{1,3}) days\b/i;

/** What a request in a form wants to read: the lines, what is not priced, options, assumptions, and what a person confirms. */
export function formalText(quote: Priced, how: { readonly mail: string; readonly tax: string }): string {
	const manner = { ...MANNERS.manager, lines: "arithmetic" as const };
	const several = new Set(quote.rows.map((row) => row.offering)).size > 1;
	const { open } = quote;
	const beside = besideText(quote, manner);
	const days = VALIDITY.exec(how.mail)?.[1];
	const missing = [...open.told, ...quote.options.map((each) => `${each} (as an option)`)];
	return [
		[
			quote.how === "each" ? "Unit prices of our list:" : "Lines priced from our list:",
			...linesText(quote, { manner, prefix: several }),
			...(quote.how === "sum" && quote.rows.length > 1 ? [`Total: ${totalText(quote)}`] : []),
		].join("\n"),
		beside.join("\n"),
		missing.length === 0
			? ""
			: [
					`Not priced here; a colleague will write to you ${ANSWERED_WITHIN} with the price:`,
					...missing.map((each) => `- ${each}`),
					...(quote.how === "part" ? [`${NO_TOTAL}: these prices come first.`] : []),
				].join("\n"),
		[
			"Assumptions:",
			...[...assumptions({ ...quote, options: [] }), how.tax].map((each) => `- ${each}`),
			`- ${days ? `You ask that the offer holds for ${days} days; how` : "How"} long it holds is for a person on our side to say.`,
		].join("\n"),
	]
		.filter((each) => each !== "")
		.join("\n\n");
}
