import { cleanName, NAME } from "../entities/people.ts";
import { firstIn } from "../matches.ts";
import { confidenceAt, type Finding, type Remark } from "./remark.ts";

/** Why somebody is said to hold the money: who holds it does not thereby decide. */
export const HOLDS_MONEY = "holds the money";

const TITLE = "(?:(?:,\\s[^,.;]{3,40},|\\s\\([^)]{2,40}\\)))?";
const VERB =
	"(?:(?:also|still|alone|has to|needs to|must|will|to|who|who has to|who also)\\s){0,3}(?:(?:holds?|owns?|controls?|manages?|keeps?|guards?) the (?:\\w+ )?(?:budget|purse(?: strings)?|money|funds)|releases? (?:it|this|the (?:money|funds|budget|spend))|lets? go of the money|signs? off the (?:spend|spending|money|funds)|clears? the (?:spend|spending|money)|carries (?:it|this|the cost)|pays for (?:it|this|everything))";
/** "Marta Lind, our CFO, controls the purse strings", "it's Marta Lind's money". */
const BEFORE_VERB = new RegExp(`(?<![\\p{L}])(${NAME})${TITLE}\\s${VERB}(?![\\p{L}])`, "u");
const OWNED = new RegExp(
	`\\b(?:[Ii]t|[Tt]hat|[Tt]his|[Tt]he (?:money|budget))(?:['’]s| is)\\s(${NAME})['’]s?\\s(?:money|budget|cost cent(?:re|er)|purse)\\b`,
	"u",
);
/** "The money comes out of Marta Lind's cost centre", "who funds this …: Marta Lind". */
const AFTER_WORDS = new RegExp(
	`\\b(?:(?:money|budget|funds?|funding) (?:for this |for it )?(?:comes?|is) (?:out of|from|with)|(?:financed|funded|paid for|cleared|released) (?:by|through|from|out of)|[Bb]udget (?:holder|owner)(?: here| for this)?(?:\\sis|:|\\s=)|[Ee]conomic buyer(?: here)?(?:\\sis|:|\\s=)|[Ww]ho (?:funds|finances|pays for) (?:this|it|that|these things)[^.:;]{0,40}:)\\s(?:our\\s|my\\s)?(${NAME})`,
	"u",
);
const SELF =
	/\bi(?:['’]m the one who)? (?:also |alone )?(?:holds?|owns?|controls?|manages?) the (?:\w+ )?(?:budget|purse(?: strings)?|money)\b|\bi(?:['’]m| am) the (?:final |sole )?budget (?:holder|owner)\b|\b(?:it['’]?s|this is|that['’]?s) my (?:budget|money)\b|\bi(?: decide,? (?:and )?i)? pay(?: for (?:it|this))?(?: myself)?(?=[.!,]|$)/i;

/** Who holds or releases the money, by name, where the words say so. */
export function pursesIn(remark: Remark): readonly Finding<"meddic.economic-buyer">[] {
	const match = firstIn(remark.text, BEFORE_VERB) ?? firstIn(remark.text, OWNED) ?? firstIn(remark.text, AFTER_WORDS);
	const name = match ? cleanName((match[1] ?? "").replace(/['’]s$/, "")) : null;
	if (match && name !== null) return said(remark, match, name);
	if (remark.voice !== "buyer") return [];
	const self = firstIn(remark.text, SELF);
	return self ? said(remark, self, remark.speaker ?? "the writer") : [];
}

function said(remark: Remark, match: RegExpExecArray, value: string): readonly Finding<"meddic.economic-buyer">[] {
	const confidence = confidenceAt(remark.text, { start: match.index, end: match.index + match[0].length }, 0.8);
	return confidence === 0 ? [] : [{ key: "meddic.economic-buyer", value, confidence, reason: HOLDS_MONEY }];
}
