import type { Reader, Room } from "./norms.ts";
import { NORMS, stageNorm } from "./norms.ts";

/** What a draft is held against beside its own words. */
export type Held = {
	readonly reader: Reader;
	readonly room: Room;
	/** What the reader wrote: their words may be said to them. */
	readonly mail: string;
};

/** The norms that a body breaks, by name; none where it is fit to be sent. Each is one that can be told from the words alone. */
export function brokenIn(body: string, { reader, room, mail }: Held): readonly string[] {
	const text = bodyOf(body);
	const stage = stageNorm(reader.stage);
	const checks: readonly (readonly [string, boolean])[] = [
		["words", wordsIn(text) > room.words],
		["questions", (text.match(/\?/g) ?? []).length > room.questions],
		["lists", text.split("\n").filter((line) => LISTED.test(line)).length > room.listLines],
		["technical words", technicalIn(text, { reader, mail }).length > 0],
		["filler", hasAny(text, [...NORMS.never.filler, ...NORMS.never.phrases])],
		["pressure", hasAny(text, NORMS.never.presses)],
		["exclamation", text.includes("!")],
		["stress", STRESSED.test(text)],
		["contracts", !stage.contracts && CONTRACTS.test(text.replace(/"[^"]{1,300}"/g, ""))],
		["imperative", !NORMS.regions[reader.region].bareImperatives && IMPERATIVE.test(text)],
	];
	return checks.flatMap(([name, isBroken]) => (isBroken ? [name] : []));
}

/** A body without its greeting and its signature. */
export const bodyOf = (body: string): string => body.split("\n\n").slice(1, -1).join("\n\n");

export const wordsIn = (text: string): number => text.split(/\s+/).filter((each) => each !== "").length;

/** Technical words that the reader did not use, where the rank wants no others. */
export function technicalIn(
	text: string,
	{ reader, mail }: { readonly reader: Reader; readonly mail: string },
): readonly string[] {
	if (NORMS.ranks[reader.rank].technicalWords === "as wanted") return [];
	const words = TECHNICAL.filter(({ pattern }) => pattern.test(text) && !pattern.test(mail)).map(({ word }) => word);
	const codes = (text.match(CODES) ?? []).filter((code) => !mail.includes(code));
	return [...words, ...codes];
}
/** What standards and interfaces are called: letters and digits in one word. */
const CODES = /(?<![\p{L}\d.,-])(?:\d[A-Z]{2,4}|[A-Z]{1,4}\d{1,3}[A-Z]?)(?![\p{L}\d-])/gu;
const TECHNICAL = NORMS.technicalWords.map((word) => ({
	word,
	pattern: new RegExp(
		`(?<![\\p{L}\\d])${word.replace(/\W/g, "[- ]?")}(?:s|es|ises?|emises?|emas?)?(?![\\p{L}\\d])`,
		"iu",
	),
}));

const hasAny = (text: string, phrases: readonly string[]): boolean => {
	const plain = text.toLowerCase().replace(/\s+/g, " ");
	return phrases.some((each) => plain.includes(each.toLowerCase()));
};

const LISTED = /^\s{0,4}(?:[-*•]|\d{1,2}[.)])\s/;
/** A word that is shouted; what a thing is called may be in capitals. */
const STRESSED =
	/(?<![\p{L}\d])(?:NOT|NOW|MUST|NEVER|ONLY|VERY|ALL|NEED|ASAP|URGENT|URGENTLY|IMPORTANT|IMMEDIATELY|ALWAYS|EVERY|TODAY|PLEASE|WILL|CANNOT|NO)(?![\p{L}\d])/u;
export const CONTRACTS =
	/\b(?:contracts?|contractual\w{0,2}|agreements?|terms|clauses?|sign(?:s|ed|ing|ature)?|legal|liabilit(?:y|ies)|termination|notice period|renewals?|redlines?|mark-?ups?|payment)\b/i;
const IMPERATIVE =
	/(?:^|[.;:?!]\s+|\n\s*(?:- )?)(?:just |then |simply |also )?(?:send|tell|give|name|call|write|confirm|check|choose|take|note|correct|find|feel|ask|reply|answer|click|book|pick|share|forward|provide|consider|look|read|sign|let (?:me|us) (?:know|have)|get back|come back|think|be|keep|do not|don['’]t) (?!(?:of|for) (?:them|these)\b)/im;
