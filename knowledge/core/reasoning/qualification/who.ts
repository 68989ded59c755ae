import { cleanName, NAME } from "../entities/people.ts";
import { firstIn, matchesIn } from "../matches.ts";
import type { Remark } from "./remark.ts";

/** Somebody by what they are to the speaker, or to the house. */
const KIN =
	/\b(?:my|our|his|her|their|the)\s(?:(?:two|three|four|other|older|younger|big|little|own|dear|old|new|head|chief|group|parent|local|whole|finance|supervisory|executive|managing|steering|parish|town|city|village|works|school|hospital|purchasing|investment|it|legal|audit|project)\s){0,3}(?:brothers?|sisters?|wife|husband|father|mother|sons?|daughters?|uncle|aunt|cousin|dad|mum|mom|(?:father|mother|sister|brother)-in-law|partners?|boss|bosses|accountant|lawyer|bookkeeper|owners?|shareholders?|trustees|governors|directors?|managers?|board|committee|council|ministry|ministry of \w{3,14}|minister|mayor|parents|headquarters|head office|hq|group|company|principal|treasurer|secretary|bursar|abbot|rector|dean|chair(?:man|woman|person)?|president|commander|captain|foundation|municipality|diocese|bank|controller|controlling|department|team|family|elders|jury|panel|members|city|district|state|region|superintendent|sheriff|chief|doctor|matron|head|headmistress|headmaster|professor)\b/i;
const ROLE =
	/\b(?:CEO|CFO|COO|CTO|CIO|CISO|CPO|MD|FD|DPO|GM|VP|procurement|purchasing|controlling|headquarters|head office|finance|legal|management|works council|supervisory board|the board|the council|trustees|shareholders)\b/;
const BARE_NAME = new RegExp(`(?<![.?!:] )(?<!^)(?<![\\p{L}'’-])(${NAME})`, "gu");
const FIRST_NAME = new RegExp(
	`^(?:and |but |so )?(${NAME})(?=\\s(?:is|has|signs?|decides?|holds?|keeps?|controls?|must|needs?|will|wants?|releases?|says|said|already|herself|himself|and|,)|['’]s|,)`,
	"u",
);
const SELF = /\b(?:i|me|my|mine|myself|meself)\b/i;
const POINTS = /\b(?:he|she|him|her|his|hers|they|them|their|who)\b/i;

/** Whom a sentence is about: by name, title or kin; the speaker; or whoever the sentence before names and a pronoun means. */
export function whoIn(remark: Remark): string | null {
	const named = namedIn(remark.text) ?? remark.people[0]?.text ?? null;
	if (named !== null) return named;
	if (SELF.test(remark.text)) return remark.speaker ?? "the writer";
	if (!POINTS.test(remark.text) && remark.text.split(/\s+/).length > 6) return null;
	return remark.before === null ? null : namedIn(remark.before);
}

function namedIn(text: string): string | null {
	const opens = cleanName(FIRST_NAME.exec(text)?.[1] ?? "");
	if (opens && !NO_PERSON.test(opens)) return opens;
	const kin = firstIn(text, KIN)?.[0];
	for (const match of matchesIn(text, BARE_NAME)) {
		const name = cleanName(match[1] ?? "");
		if (name !== null && name.length > 2 && !NO_PERSON.test(name)) return name;
	}
	return kin ?? firstIn(text, ROLE)?.[0] ?? null;
}
const NO_PERSON = /^(?:Nothing|Nobody|Everything|I|Im|Ive|EUR|USD|GBP|Excel|SAP|Q[1-4]|IT|OK|PO|AG|GmbH|Ltd|Inc)\b/;
