import { capitalised, listed } from "#knowledge/agents/writing/speech.ts";
import type { StageManner } from "#knowledge/agents/writing/stage-manner.ts";
import { DECIDES } from "#knowledge/agents/writing/subjects.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import { ANSWERED_WITHIN } from "#knowledge/core/deal/answer-time.ts";
import type { PriceUnit } from "#knowledge/core/facts/offering.ts";
import { moneyText } from "#knowledge/core/vocabulary/money.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import type { Manner } from "./manners.ts";
import type { Priced, Unpriced } from "./quote.ts";
import { type Apart, type Row, rowMinor } from "./rows.ts";

/** Where a line is left to a person there is no total, and the mail says so in these words. */
export const NO_TOTAL = "There is no total yet";

const PER: Readonly<Record<PriceUnit, string>> = {
	"per-user-month": " per user and month",
	"per-user-year": " per user and year",
	"per-site-month": " per site and month",
	"flat-month": " a month",
	"flat-year": " a year",
	once: "",
};

/** The price, as far as it goes: each line, the sum where there is one, and everything that was assumed. */
export function priceText(
	quote: Priced,
	how: {
		readonly manner: Manner;
		readonly stage: StageManner;
		readonly tax: string;
		readonly prefix: boolean;
		/** The lines alone, for who has read the sum already. */
		readonly isBrief?: boolean;
	},
): string {
	const { manner, stage, tax } = how;
	const sum = quote.how === "sum" && quote.rows.length > 1 ? [`Total: ${totalText(quote)}`] : [];
	const each = "These are list prices for one unit; the sum follows from your numbers.";
	const lead = quote.how === "each" ? each : stage.says;
	return [
		...(how.isBrief ? (quote.how === "each" ? [each] : []) : [`${stage.priceTitle}. ${lead}`]),
		...linesText(quote, { manner, prefix: how.prefix }),
		...(how.isBrief && manner.sumFirst ? [] : sum),
		...besideText(quote, manner),
		[...openText(quote), ...assumptions(quote), tax].join(" "),
	].join("\n");
}

/** Whose line it is, where there are several; an offering whose own price bears its name needs no more telling. */
export function linesText(
	quote: Priced,
	how: { readonly manner: Manner; readonly prefix: boolean },
): readonly string[] {
	const items = quote.rows.flatMap((row) => row.offering.prices.map((each) => each.item));
	const leadOf = ({ offering }: Row): string =>
		how.prefix && !items.some((item) => item.includes(offering.name)) ? `${offering.name}, ` : "";
	return quote.rows.map((row) => `- ${leadOf(row)}${rowText(quote, row, how.manner)}`);
}

/** What stands beside the total, each with what it takes the place of, or as an option. */
export function besideText(quote: Priced, manner: Manner): readonly string[] {
	const instead = quote.apart.filter((row) => row.insteadOf !== null);
	const options = quote.apart.filter((row) => row.insteadOf === null);
	const line = (row: Apart): string => `- ${rowText(quote, row, manner)}`;
	return [
		...instead.map((row) => `The other way to pay, in place of ${row.insteadOf}:\n${line(row)}`),
		...(options.length > 0 ? ["As an option, not in the total:", ...options.map(line)] : []),
	];
}

/** What is left to a person is named, and so is that there is no total because of it. */
export const openText = ({ how, open, rows }: Priced): readonly string[] =>
	how !== "part"
		? []
		: open.lines.length === 0
			? [
					`${NO_TOTAL}: your list is longer than what fits in here; a colleague will write to you ${ANSWERED_WITHIN} with the whole.`,
				]
			: [
					`${NO_TOTAL}: ${rows.length === 1 ? "the line above is" : "the lines above are"} priced from our list, and a colleague will write to you ${ANSWERED_WITHIN} on the price of ${listed(open.told.slice(0, 8))}.`,
				];

export const totalText = ({ offer }: Priced): string =>
	moneyText({ minor: offer.totalMinor, currency: offer.currency });

function rowText(quote: Priced, row: Row, manner: Manner): string {
	const { currency } = quote.offer;
	const { price, line } = row;
	const unit = `${moneyText({ minor: line.unitMinor, currency })}${PER[price.unit]}`;
	const sum = moneyText({ minor: rowMinor(row), currency });
	if (quote.how === "each") {
		const from = line.quantity > 1 ? `, from ${line.quantity} on` : "";
		return `${price.item}: ${unit}${price.unit === "once" ? ", once" : ""}${from}`;
	}
	if (line.quantity === 1 && line.periods === 1)
		return `${price.item}: ${unit}${price.unit === "once" ? ", once" : ""}`;
	const term = termText(row);
	// «Onboarding per site: EUR 13,000» would read as the price of one.
	if (manner.lines === "sums" && !/\bper\b/i.test(price.item))
		return `${price.item}: ${sum}${term === "" ? ", once" : ` for ${term}`} (${line.quantity > 1 ? `${line.quantity} at ` : ""}${unit})`;
	const factors = [...(line.quantity > 1 ? [`${line.quantity} × ${unit}`] : [unit]), ...(term === "" ? [] : [term])];
	return `${price.item}: ${factors.join(" × ")} = ${sum}${price.unit === "once" ? ", once" : ""}`;
}

function termText({ price, line }: Row): string {
	if (price.unit === "once") return "";
	const word = price.unit.endsWith("year") ? "year" : "month";
	return `${line.periods} ${word}${line.periods === 1 ? "" : "s"}`;
}

/** What we took for granted, so that they can say no to it. */
export function assumptions(quote: Priced): readonly string[] {
	if (quote.how === "each") return listNotes(quote);
	const longest = quote.rows.find((row) => row.price.unit !== "once");
	const term = longest ? termText(longest) : "";
	const known = quote.rows.find((row) => row.counted?.from === "facts");
	const raised = quote.rows.filter((row) => row.wanted !== null);
	return [
		term === "" || quote.term.isSaid
			? ""
			: `I have assumed a term of ${term}; if you want another, I will count again.`,
		known ? `The number of ${known.line.quantity} is what you told us before.` : "",
		quote.open.started.length > 0 ? `I have counted ${listed(quote.open.started)} as well, which a start needs.` : "",
		quote.open.training
			? `I take ${quote.open.training.label} to be what ${quote.open.training.item} is for; if you need more than that, a line is enough.`
			: "",
		...raised.map(
			(row) => `The list price of ${row.price.item} starts at ${row.line.quantity}, so I have counted that many.`,
		),
		...listNotes(quote),
	].filter((each) => each !== "");
}

const listNotes = (quote: Priced): readonly string[] =>
	[
		quote.inferred.length > 0
			? `I have counted ${listed(quote.inferred)} only; if you want more of what we offer, a line is enough.`
			: "",
		quote.leftOut.length > 0 ? `On our list and not counted here: ${quote.leftOut.slice(0, 5).join(", ")}.` : "",
		quote.options.length > 0
			? `Not priced in here, as the option that you ask for: ${listed(quote.options)}. A colleague will write to you about its price.`
			: "",
		quote.unknown.length > 0
			? `For ${listed(quote.unknown.slice(0, 3).map((each) => `"${each}"`))} I have no list price; a colleague will answer that.`
			: "",
	].filter((each) => each !== "");

/** What is still needed for a sum, as one question that follows a colon. */
export function countQuestion(quote: Priced): string | null {
	if (quote.how !== "each") return null;
	const many = quote.missing.length > 0 ? `how many ${listed(quote.missing)} should I count with` : "";
	const which =
		quote.alternatives.length > 0 ? `which of ${listed(quote.alternatives.slice(0, 4))} do you have in mind` : "";
	return `${[which, many].filter((each) => each !== "").join(", and ")}?`;
}

/** How many of what, in one easy question, before any price is named. */
export const manyQuestion = (missing: readonly string[]): string =>
	`how many ${listed(missing.slice(0, 2))} would it be for, roughly?`;

export const whichQuestion = (names: readonly string[]): string => `which of ${listed(names)} should I price for you?`;

const LATER: Answer = {
	says: `I have no list price that I may give you for what you ask, so I name no figure. A colleague who can decide on it will write to you ${ANSWERED_WITHIN}.`,
	commits: `a price from a person ${ANSWERED_WITHIN}`,
};

/** What is off the list is a person's to decide, and it is said whose. */
export const discountAnswer = (stage: Stage): Answer => ({
	says:
		stage === "NEGOTIATION"
			? `${capitalised(DECIDES)}, will answer you ${ANSWERED_WITHIN}; I quote list prices only.`
			: `The person who decides on that will answer you ${ANSWERED_WITHIN}; I quote list prices only.`,
	commits: "a person's answer on the discount",
});
const EARLY: Answer = {
	says: "I would rather not name a figure before I know enough for it to be the right one; it follows as soon as that is clear.",
	commits: "a price once the need is clear",
};
const IN_CURRENCY: Answer = {
	says: `Our price list for your region is in another currency than the one that you speak of, so I name no figure. A colleague who can decide on it will write to you ${ANSWERED_WITHIN}.`,
	commits: `a price from a person ${ANSWERED_WITHIN}`,
};

/** Where no price may be said, it is said who says it, and when. */
export const unpricedAnswer = (quote: Unpriced, stage: Stage): Answer =>
	quote.why === "which"
		? { says: "So that the price is the right one, I first need to know which product you mean.", commits: "" }
		: quote.why === "currency"
			? IN_CURRENCY
			: quote.why === "discount"
				? discountAnswer(stage)
				: quote.why === "early"
					? EARLY
					: LATER;
