import type { Region } from "#knowledge/core/vocabulary/region.ts";
import { NORMS } from "./norms.ts";
import { capitalised } from "./speech.ts";

/** S0-108: what the list prices of a region leave out. The currency is the price list's, never a table's. */
export const TAX_OF: Readonly<Record<Region, string>> = {
	emea: "All prices are without VAT.",
	amer: "Prices are before sales tax.",
	apac: "All prices are without GST and other local taxes.",
};

const MONTHS = "January February March April May June July August September October November December".split(" ");
const monthOf = (word: string): string =>
	MONTHS.find((each) => each.toLowerCase().startsWith(word.slice(0, 3).toLowerCase())) ?? word;

/** "18 September 2026", or "September 18, 2026", as the region writes it; without a year where none is named. */
export function dayText(
	region: Region,
	{ day, month, year }: { readonly day: string; readonly month: string; readonly year: string | null },
): string {
	return NORMS.regions[region].days === "September 18"
		? `${month} ${day}${year === null ? "" : `, ${year}`}`
		: `${day} ${month}${year === null ? "" : ` ${year}`}`;
}

export const dayOfIso = (region: Region, iso: string): string => {
	const [year = "", month = "1", day = "1"] = iso.split("-");
	return dayText(region, { day: String(Number(day)), month: MONTHS[Number(month) - 1] ?? "", year });
};

const MONTH =
	"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b(?:\\.(?=,? ?[a-z\\d]))?";
const WEEKDAY = "((?:mon|tues|wednes|thurs|fri|satur|sun)day),? ";
const NUMBER = "(\\d{1,2})(?:st|nd|rd|th)?";
/** "3 and 5 October", "18 to 20 September": the days stay together. */
const DAY_FIRST = new RegExp(
	`(?<![\\d.,/-])(?:${WEEKDAY})?(?:the )?\\b(?:(\\d{1,2})(?:st|nd|rd|th)?( and | or | to | ?[-–] ?))?${NUMBER}(?: of)? ${MONTH}(?:,? (20\\d\\d)\\b)?`,
	"gi",
);
const MONTH_FIRST = new RegExp(
	`(?:${WEEKDAY})?(?<![\\p{L}\\d])${MONTH} (?:the )?(?:(\\d{1,2})(?:st|nd|rd|th)?( and | or | to | ?[-–] ?))?${NUMBER}(?![\\d.:]\\d|\\d| ?(?:%|million|thousand))(?:,? (20\\d\\d)\\b)?`,
	"giu",
);
const ISO = /(?<![\d-])(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])/g;
/** Where no number but one can be the month, and the point is a point of a day. */
const DOTTED = /(?<![\d.])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(20\d\d)(?!\d)/g;
const SLASHED = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?:\/(20\d\d))?(?![\d/])/g;

type Found = {
	readonly weekday: string | undefined;
	readonly from: string;
	readonly day: string;
	readonly month: string;
	readonly year: string | undefined;
};

/** The days in a text of ours, as the region writes them. What could be read in two ways is left as it stands. */
export function daysWritten(region: Region, text: string): string {
	const isMonthFirst = NORMS.regions[region].days === "September 18";
	const written = (whole: string, { weekday, from, day, month, year }: Found): string =>
		Number(day) < 1 || Number(day) > 31 || /^(?:may|mar|march)$/.test(month)
			? whole
			: `${weekday ? `${capitalised(weekday.toLowerCase())}${isMonthFirst ? "," : ""} ` : ""}${dayText(region, { day: `${from}${Number(day)}`, month: monthOf(month), year: year ?? null })}`;
	return text
		.replace(ISO, (_, year: string, month: string, day: string) => dayOfIso(region, `${year}-${month}-${day}`))
		.replace(DOTTED, (_, day: string, month: string, year: string) => dayOfIso(region, `${year}-${month}-${day}`))
		.replace(SLASHED, (whole, one: string, two: string, year: string | undefined) =>
			slashed(region, whole, { one, two, year }),
		)
		.replace(DAY_FIRST, (whole, weekday, first, joint, day, month, year) =>
			written(whole, { weekday, from: first ? `${first}${joint}` : "", day, month, year }),
		)
		.replace(MONTH_FIRST, (whole, weekday, month, first, joint, day, year) =>
			written(whole, { weekday, from: first ? `${first}${joint}` : "", day, month, year }),
		);
}

/** "18/09" and "09/18" name one day; "09/10" may be two, and "24/7" is none. */
function slashed(
	region: Region,
	whole: string,
	{ one, two, year }: { readonly one: string; readonly two: string; readonly year: string | undefined },
): string {
	const [first, second] = [Number(one), Number(two)];
	const isDay = first > 12 && first <= 31 && second >= 1 && second <= 12 && (two.length === 2 || year !== undefined);
	const isMonth = second > 12 && second <= 31 && first >= 1 && first <= 12;
	if (!isDay && !isMonth) return whole;
	const [day, month] = isDay ? [first, second] : [second, first];
	return dayText(region, { day: String(day), month: MONTHS[month - 1] ?? "", year: year ?? null });
}
