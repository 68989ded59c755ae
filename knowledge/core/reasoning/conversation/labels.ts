/** «Sam Okafor: Hello»: a line that begins with who speaks. `words` may be empty. */
export type Labelled = { readonly label: string; readonly words: string };

const STAMP = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?`;
const NAME = String.raw`([^\s:：[\]][^:：[\]\n]{0,79}?)`;
const BEFORE = String.raw`^\s*(?:[-–—•*]\s+|>>\s*)?`;

const WITH_COLON = new RegExp(
	String.raw`${BEFORE}(?:[[(]${STAMP}[\])]\s*[-–—]?\s*|${STAMP}\s+[-–—]?\s*)?(?:\[${NAME}\]|\*{0,2}${NAME})\s*(?:[[(]${STAMP}[\])]\s*)?\*{0,2}(?::\*{0,2}(?:\s+|$)|：\s*)(?:[[(]${STAMP}[\])]\s*)?(.*)$`,
	"u",
);
/** «Sam Okafor 00:12» on a line of its own: the words stand below it. */
const NAME_THEN_STAMP = new RegExp(String.raw`${BEFORE}\*{0,2}${NAME}\*{0,2}\s+[-–—|]?\s*[[(]?${STAMP}[\])]?\s*$`, "u");
const STAMP_THEN_NAME = new RegExp(String.raw`${BEFORE}[[(]?${STAMP}[\])]?\s*[-–—|]?\s+\*{0,2}${NAME}\*{0,2}\s*$`, "u");

/** What could be read as a label, whether or not it is one. */
export function labelledLine(line: string, { stamped }: { readonly stamped: boolean }): Labelled | null {
	if (line.length > LINE_CHARS_MAX) return labelledLong(line);
	const colon = WITH_COLON.exec(line);
	if (colon) return { label: tidy(colon[1] ?? colon[2] ?? ""), words: colon[3] ?? "" };
	const headed = stamped ? (NAME_THEN_STAMP.exec(line) ?? STAMP_THEN_NAME.exec(line)) : null;
	return headed ? { label: tidy(headed[1] ?? ""), words: "" } : null;
}

/** Where a label could end; behind it nothing is looked for. */
const LINE_CHARS_MAX = 400;

function labelledLong(line: string): Labelled | null {
	const cut = line.slice(0, LINE_CHARS_MAX);
	const found = WITH_COLON.exec(cut);
	return found
		? { label: tidy(found[1] ?? found[2] ?? ""), words: `${found[3] ?? ""}${line.slice(LINE_CHARS_MAX)}` }
		: null;
}

const tidy = (label: string): string => label.replace(/\s+/g, " ").trim();

/**
 * Which of the labels that a file could have are names: by how they look, or because they come again and again. Where most
 * of its `lines` have none, one word before one colon is a heading in what somebody says rather than a speaker.
 */
export function namesAmong(labels: readonly string[], lines: number): ReadonlySet<string> {
	const counts = new Map<string, number>();
	for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
	const names = [...counts].filter(
		([label, count]) => isWritable(label) && (isCapitalised(label) || (count > 1 && label.split(" ").length <= 3)),
	);
	const again = names.filter(([, count]) => count > 1);
	const labelled = names.reduce((sum, [, count]) => sum + count, 0);
	const isSparse = again.length >= 2 && labelled * 2 < lines;
	return new Set(
		(isSparse ? names.filter((each) => again.includes(each) || each[0].includes(" ")) : names).map(([label]) => label),
	);
}

/** Nobody's name, but a voice told apart from others. */
export const isAnonymous = (label: string): boolean =>
	/^(?:unknown|unidentified|unbekannt|inconnu|desconocido)?[\s_-]*(?:speaker|participant|person|voice|caller|sprecher(?:in)?|teilnehmer(?:in)?|intervenant|locuteur|hablante|interlocutor|falante)?[\s_-]*#?\d{0,3}[a-z]?$/i.test(
		label,
	) && !/^[a-z]$/i.test(label);

const WORDS_MAX = 6;

function isWritable(label: string): boolean {
	const low = label.toLowerCase();
	const [first = ""] = low.split(" ");
	return (
		/^\p{L}[\p{L}\p{M}\p{N} .,'’‑_()|/&@+·-]*$/u.test(label) &&
		low.split(" ").length <= WORDS_MAX &&
		!NO_NAMES.has(low) &&
		(!NO_FIRST_WORDS.has(first) || GIVEN_NAME.test(label))
	);
}
/** «An Desmet», «As Van Dijk»: short given names that are words of English too. */
const GIVEN_NAME = /^(?:An|As|Day|May|Is|On|In) \p{Lu}[\p{Ll}’'-]+(?: \p{Lu}[\p{Ll}’'-]+){0,2}$/u;

const PARTICLE =
	/^(?:de|da|do|dos|das|di|du|del|della|der|den|van|von|vom|zu|zur|ten|ter|la|le|los|el|al|bin|bint|ibn|y|e|af|av|&|\/|\|)$/u;

/** Every word begins as a name does. What stands in brackets says where somebody is from. */
function isCapitalised(label: string): boolean {
	if (label.includes("@")) return /^\S+@\S+$/.test(label);
	const words = label
		.replace(/\([^()]*\)?/g, " ")
		.split(/[\s,]+/)
		.filter((word) => word !== "");
	return words.length > 0 && words.every((word) => /^[\p{Lu}\p{Lt}\p{Lo}\d#|/&]/u.test(word) || PARTICLE.test(word));
}

const list = (text: string): ReadonlySet<string> => new Set(text.split("|"));

/** What people write before a colon when they name nobody. */
const NO_NAMES = list(
	"note|notes|nb|ps|p.s.|question|questions|answer|example|update|updates|action|actions|action items|agenda|attendees|participants|present|apologies|subject|re|fwd|fw|date|time|when|where|what|why|how|who|place|location|title|summary|transcript|recording|recorded|duration|topic|topics|meeting|call|host|organizer|organiser|price|prices|pricing|budget|total|cost|costs|timeline|deadline|next steps|next step|decision|decisions|result|results|link|links|url|http|https|warning|important|todo|to do|also|finally|honestly|basically|so|well|anyway|again|maybe|edit|source|from|to|cc|sent|language|kind|music|applause|laughter|besprechung|datum|uhrzeit|teilnehmer|thema|notiz|frage|antwort|fecha|hora|tema|nota|pregunta|respuesta|objet|sujet|ordre du jour|réunion|oggetto|data|domanda|risposta",
);
const NO_FIRST_WORDS = list(
	"the|a|an|my|our|your|their|his|its|this|that|these|those|and|but|because|if|then|i|we|you|they|it|he|she|there|here|one|two|three|first|second|third|option|point|item|step|phase|day|week|month|year|number|version|page|part|for|in|on|at|of|with|as|is|are|no|yes",
);
