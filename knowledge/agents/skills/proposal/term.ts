import { wordNumbers } from "#knowledge/core/reasoning/entities/numbers.ts";

/** In months. `isSaid`: by the buyer; else it is our assumption, and told as one. */
export type Term = { readonly months: number; readonly isSaid: boolean };

const DEFAULT: Term = { months: 12, isSaid: false };
const MONTHS_MAX = 60;

const LENGTH = "(\\d{1,2}|one|two|three|four|five|six|twelve|eighteen|twenty-four|thirty-six)[\\s-](months?|years?)";
const CONTRACT = "(?:term|contract|agreement|commitment|deal|subscription|licen[cs]e|plan|lock-?in|period)";
const PATTERNS: readonly RegExp[] = [
	new RegExp(`\\b${LENGTH}[\\s-](?:\\w{1,12} )?${CONTRACT}\\b`, "i"),
	new RegExp(`\\b${CONTRACT} (?:of|over|for|is|would be|length of) (?:a |at least |about )?${LENGTH}\\b`, "i"),
	new RegExp(`\\btotal (?:of|over|for) (?:the )?(?:first )?${LENGTH}\\b`, "i"),
	new RegExp(`\\b(?:commit(?:ting|ted)?|sign(?:ing)?)(?: up)?(?: to| for| over)? (?:a |at least )?${LENGTH}\\b`, "i"),
];
/** A point of a list that says nothing else: "- Three years." */
const ALONE = new RegExp(`^\\W{0,6}(?:term:? |for |over )?${LENGTH}\\W{0,3}$`, "im");
/** "For 24 months" is a term where a price is asked, and a memory anywhere else. */
const IN_AN_ASK = new RegExp(`\\b(?:for|over) (?:a |an |the |at least )?(?:full |first )?${LENGTH}\\b`, "i");

/** How long the buyer wants to buy for. */
export function termIn(mail: string, asks: readonly string[]): Term {
	const found = [
		...PATTERNS.map((pattern) => pattern.exec(mail)),
		ALONE.exec(mail),
		...[...asks, ...commercialLines(mail)].map((line) => IN_AN_ASK.exec(line)),
	].flatMap((match) => (match ? [monthsOf(match[1] ?? "", match[2] ?? "")] : []));
	const months = found.find((each) => each >= 1 && each <= MONTHS_MAX);
	if (months !== undefined) return { months, isSaid: true };
	const annual = new RegExp(`\\b(?:annual|yearly) ${CONTRACT}\\b`, "i").test(mail);
	return annual ? { months: 12, isSaid: true } : DEFAULT;
}

/** Lines that speak of money, and of no past. */
const commercialLines = (mail: string): readonly string[] =>
	mail
		.split("\n")
		.filter((line) => /\b(?:commercial|pric|term\b|fees?\b|quot|proposal|licen|subscription|flat\b|usage)/i.test(line))
		.filter((line) => !/\b(?:been|since|had|was|were|used|last|warranty|valid\w*)\b/i.test(line));

function monthsOf(count: string, unit: string): number {
	const value = /^\d/.test(count) ? Number(count) : (wordNumbers(count)[0]?.value ?? 0);
	return unit.toLowerCase().startsWith("year") ? value * 12 : value;
}
