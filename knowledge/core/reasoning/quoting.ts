import type { Line } from "./span.ts";

/** How the mail programs and languages that we meet mark what somebody else wrote, and what is a signature. */

export const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line);

const ATTRIBUTION_START =
	/^\s{0,3}(?:on|le|am|el|il|op|em|no dia|den|dne|w dniu|vào|am\s\w{2,12},?)\s|^[^<>]{0,80}<[^<>\s]{1,100}@[^<>\s]{1,100}>/i;
const ATTRIBUTION_VERB =
	/\b(?:wrote|writes|schrieb|a\s?écrit|escribi[oó]|ha\sscritto|scrisse|schreef|geschreven|escreveu|skrev|napisał|написал)/i;

/**
 * Lines, at most three, that an "On ... wrote:" header takes up; 0 if there is none.
 * A header holds a date, so a digit is required: "On Monday he wrote: ..." is prose.
 */
export function attributionLength(lines: readonly Line[], index: number): number {
	const first = lines[index]?.text ?? "";
	if (!ATTRIBUTION_START.test(first.slice(0, 200))) return beforeQuote(lines, index);
	let joined = "";
	for (let count = 1; count <= 3; count++) {
		const line = lines[index + count - 1]?.text;
		if (line === undefined || line.length > 300 || line.trim() === "") break;
		joined += `${line.trim()} `;
		const text = joined.trimEnd();
		if (text.endsWith(":") && /\d/.test(text) && ATTRIBUTION_VERB.test(text)) return count;
	}
	return beforeQuote(lines, index);
}

/** In any language: a line with an address or a time that ends in a colon right before quoted lines. */
function beforeQuote(lines: readonly Line[], index: number): number {
	const text = (lines[index]?.text ?? "").trimEnd();
	if (!text.endsWith(":") || text.length > 300) return 0;
	// A time and an address in one line that ends in a colon is a header even where the quoted mail has no marks.
	if (/\d{1,2}:\d{2}/.test(text) && /<[^<>\s]{1,100}@[^<>\s]{1,100}>\s?:$/.test(text)) return 1;
	const dated = /[^\s<>@]@[^\s<>@]/.test(text) || /\d{1,2}:\d{2}/.test(text);
	return dated && isQuoted(nextNonBlank(lines, index + 1)) ? 1 : 0;
}

/** Looks a few lines ahead only: a mail of blank lines must not make this quadratic. */
export function nextNonBlank(lines: readonly Line[], from: number): string {
	for (let i = from; i < from + 4; i++) {
		const line = lines[i]?.text;
		if (line === undefined) return "";
		if (line.trim() !== "") return line;
	}
	return "";
}

const SEPARATOR_WORDS =
	/^[\s*_-]{0,40}(?:original message|original appointment|forwarded message|begin forwarded message|forwarded by|reply message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message d['’]origine|message original|message transféré|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|mensagem original|mensagem encaminhada|ursprungligt meddelande)/i;
const HEADER_FIRST = /^\s{0,3}\*?(?:from|von|de|da|van|från|fra|od|от)\s?:\*?\s/i;
const HEADER_NEXT =
	/^\s{0,3}\*?(?:sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto|inviato|data|a|oggetto|verzonden|aan|onderwerp|assunto|skickat|till|ämne)\s?:\*?\s/i;

/** Whether all that follows was written earlier, or by somebody else. */
export function endsMessage(lines: readonly Line[], index: number): boolean {
	const line = lines[index]?.text ?? "";
	if (line.length > 300) return false;
	if (SEPARATOR_WORDS.test(line) && (/^\s*[-_*]{2}/.test(line) || /^\s*begin forwarded/i.test(line))) return true;
	if (/^\s*_{30,}\s*$/.test(line)) return true;
	if (/^\s*[_-]{5,}\s*$/.test(line) && HEADER_FIRST.test(nextNonBlank(lines, index + 1))) return true;
	return HEADER_FIRST.test(line) && headersAfter(lines, index + 1) >= 2;
}

function headersAfter(lines: readonly Line[], from: number): number {
	let count = 0;
	for (let i = from; i < from + 5; i++) if (HEADER_NEXT.test(`${lines[i]?.text.slice(0, 100) ?? ""} `)) count++;
	return count;
}

const DEVICE =
	/^\s{0,3}(?:sent (?:from|with|via)|get outlook for|envoyé (?:de|depuis)|von meinem|gesendet (?:von|mit)|enviado (?:desde|do|de)|inviato da|verzonden (?:vanaf|met)|skickat från)\s[^,;?!]{1,50}$/i;

/** "-- ", the line that mail programs agree on, or what a telephone adds. */
export const isSignatureMark = (line: string): boolean =>
	/^\s?--\s?$/.test(line) ||
	/^\s?—\s?$/.test(line) ||
	(line.length <= 70 && DEVICE.test(line) && line.split(" ").length <= 9);

const CLOSING =
	/^(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)?\s?(?:regards|wishes)|(?:all the )?best|(?:many )?thanks(?: (?:again|so much|a lot|in advance|very much|and regards))?|thank you(?: (?:again|so much|in advance|very much))?|thx|cheers|(?:yours )?(?:sincerely|truly|faithfully)|respectfully|take care|talk soon|speak soon|looking forward|br|rgds|kr|(?:mit )?(?:freundlichen?|vielen?|besten?|lieben?|herzliche[rn]?) gr(?:ü|ue)(?:ß|ss)en?|mfg|(?:bien )?cordialement|bien à vous|salutations|(?:un )?saludos?(?: cordial(?:es)?)?|atentamente|(?:cordiali |distinti )?saluti|met vriendelijke groet(?:en)?|groeten|atenciosamente|abraços?|cumprimentos|(?:med vänlig )?hälsning(?:ar)?)\s?[,.!–-]{0,2}$/i;

export const isClosing = (line: string): boolean => line.length <= 60 && CLOSING.test(line.trim());

/** What stands below a closing: a name, a title, a company. A line that reads like a sentence is not. */
export function isSignatureLine(line: string): boolean {
	const text = line.trim();
	return (
		text !== "" && text.length <= 60 && !/[?!:;]$/.test(text) && !(/[.]$/.test(text) && text.split(" ").length > 4)
	);
}

export const isPostscript = (line: string): boolean => /^\s{0,3}p\.?\s?p?\.?s\.?[\s:–-]/i.test(line);

const CONTACT_LINE =
	/@|https?:|www\.|\+?\d[\d\s().-]{7,20}\d|\b(?:ceo|cfo|cto|coo|cio|vp|president|director|manager|head of|engineer|analyst|officer|founder|consultant|lead|inc\.?|ltd\.?|gmbh|llc|s\.a\.)(?:\b|$)/i;
export const isContactLine = (line: string): boolean => line.length <= 90 && CONTACT_LINE.test(line);
export const isNameLine = (line: string): boolean =>
	/^\s{0,3}[*_]?\p{Lu}[\p{L}'’.-]{0,20}(?:\s\p{Lu}[\p{L}'’.-]{0,20}){1,3}[*_]?(?:\s?[|,–-].{0,60})?\s{0,3}$/u.test(
		line.slice(0, 160),
	);
