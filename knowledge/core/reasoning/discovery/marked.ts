import { mayMatch } from "../matches.ts";
import type { Span } from "../span.ts";

/** Somebody of whom a sentence may say something. */
export type Somebody = { readonly name: string; readonly title: string | null };

/**
 * A sentence with a mark in the place of each person, so that one pattern reads «Karin signs», «she signs» and «I sign» alike. What is
 * somebody's own keeps its apostrophe: «my budget» is «‹person›'s budget».
 */
export type Marked = { readonly text: string; readonly people: readonly Somebody[] };

/** Marks are letters that no text holds: those for private use. */
const FIRST = 0xe000;
const PEOPLE_MAX = 12;
/** Matches a mark, and any other letter. */
export const MARK = "[\\uE000-\\uE00F]";
const isMark = /[\uE000-\uE00F]/gu;
const HAS_MARK = /[\uE000-\uE00F]/;

export const markOf = (index: number): string => String.fromCharCode(FIRST + index);
export const indexOfMark = (mark: string | undefined): number => (mark?.charCodeAt(0) ?? 0) - FIRST;

type Named = Span & Somebody & { readonly group?: boolean };
type Around = {
	/** Who writes or speaks, where they are the buyer's. */
	readonly speaker: Somebody | null;
	/** Whom "he" and "she" mean where the sentence names nobody before. */
	readonly carried: Somebody | null;
};

/** `mentions` in order, not overlapping. */
export function markedOf(text: string, mentions: readonly Named[], { speaker, carried }: Around): Marked {
	const people: Somebody[] = [];
	const indexOf = ({ name, title }: Somebody): number => {
		const at = people.findIndex((each) => each.name === name);
		if (at >= 0) return at;
		if (people.length >= PEOPLE_MAX) return -1;
		people.push({ name, title });
		return people.length - 1;
	};
	// Who says it is somebody of whom it may tell, named or not.
	if (speaker) indexOf(speaker);
	let said: Somebody | null = carried;
	let out = "";
	const marked = (person: Somebody | null): string | null => {
		const index = person ? indexOf(person) : -1;
		return index < 0 ? null : markOf(index);
	};
	const add = (words: string): void => {
		out += pronounsMarked(HAS_MARK.test(words) ? words.replace(isMark, " ") : words, {
			self: () => marked(speaker),
			other: () => marked(said),
		});
	};
	let from = 0;
	for (const mention of mentions) {
		if (mention.start < from) continue;
		const index = indexOf(mention);
		if (index < 0) continue;
		add(text.slice(from, mention.start));
		const own = OWN_BOSS.exec(text.slice(mention.start, mention.end));
		const self = own ? marked(speaker) : null;
		if (own && self) out += `${self}'s ${own[1]} `;
		out += markOf(index);
		const boss = self ? null : IS_BOSS.exec(text.slice(mention.start, mention.end));
		const under = boss ? marked(speaker) : null;
		if (boss && under) out += ` is ${under}'s ${boss[1]}`;
		if (!mention.group) said = mention;
		from = mention.end;
	}
	add(text.slice(from));
	return { text: subjectsRepeated(written(out)), people };
}

function written(text: string): string {
	const plain = text.includes("’") ? text.replaceAll("’", "'") : text;
	const whole = plain.includes("'")
		? plain
				.replace(/\b(ca|wo|sha)n't\b/giu, (_, verb: string) => `${WHOLE[verb.toLowerCase()]} not`)
				.replace(/(?<=\p{L}{2})n't\b/gu, " not")
		: plain;
	const told = mayMatch(whole, CANNOT) ? whole.replace(CANNOT, "can not") : whole;
	return told.includes("'")
		? told.replace(
				/\b(who|that|it|we|they|you|there)'(d|ll|re|ve)\b/giu,
				(_, word: string, ending: string) => `${word}${FULL[ending.toLowerCase()]}`,
			)
		: told;
}
const CANNOT = /\bcannot\b/giu;
const WHOLE: Readonly<Record<string, string>> = { ca: "can", wo: "will", sha: "shall" };
const FULL: Readonly<Record<string, string>> = { d: " would", ll: " will", re: " are", ve: " have" };

/** "Karin is against it and tries to stop it": a verb behind "and" has the subject of the one before. */
const subjectsRepeated = (text: string): string =>
	!HAS_MARK.test(text)
		? text
		: text.replace(SECOND_VERB, (whole: string, joint: string, at: number) => {
				const subject = SUBJECT.exec(text.slice(Math.max(0, at - SUBJECT_REACH), at));
				return subject ? `${joint}${subject[1]} ${whole.slice(joint.length)}` : whole;
			});
const SECOND_VERB =
	/((?:,\s)?\s?\b(?:and|but|then|or|yet)\s)(?:(?:also|then|even|still|now|just|never|always)\s)?(?:\p{Ll}{2,12}(?<!u)s|\p{Ll}{3,12}ed|am|is|was|has|have|had|will|would|can|could|must|won|made|told|got|put|spoke|fought|brought|kept|want|like|love|sign|decide|hold|use|need|think|pay|speak|push|fight|bring|take|tell|make|work|go|run|keep|choose|pick|write|prepare|check|look|find|say|get|have|see|try)\b/gu;
/** The last who stands where a subject stands: not behind a preposition, not as an owner. */
const SUBJECT =
	/(?:^|[^\p{L}\s]\s?|\b(?!(?:for|with|to|by|of|from|at|in|on|like|than|and|or|ask|asks|told|tell|tells|convince)\s)[\p{L}']+\s)([\uE000-\uE00F])(?!'s)(?=[\s,(]|$)[^.;!?\uE000-\uE00F]*$/u;
const SUBJECT_REACH = 160;

/** "My boss Karin Holt" names Karin, and says whose boss she is. */
const OWN_BOSS = /^[Mm]y (?:own |direct |line |immediate )?(boss|manager|superior|supervisor|chief|head)\b/;

/** "Karin Holt is my manager". */
const IS_BOSS = /\b[Mm]y (?:own |direct |line |immediate )?(boss|manager|superior|supervisor|chief|head)$/;

type Pronouns = { readonly self: () => string | null; readonly other: () => string | null };

function pronounsMarked(words: string, { self, other }: Pronouns): string {
	return words.replace(PRONOUNS, (whole: string) => {
		const said = whole.toLowerCase().replace("’", "'");
		const [word = "", ending] = said.split("'");
		const of = SELF.has(word) ? self() : other();
		if (of === null) return whole;
		if (OWN.has(word)) return `${of}'s`;
		return ending === undefined ? of : `${of}${ENDINGS[ending] ?? `'${ending}`}`;
	});
}

const PRONOUNS =
	/(?<![\p{L}\p{N}'’])(?:I(?:['’](?:m|ve|ll|d))?|i['’](?:m|ve|ll|d)|i|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|(?:[Hh]e|[Ss]he)(?:['’](?:s|ll|d))?|[Hh]im|[Hh]is|[Hh]ers?)(?![\p{L}\p{N}]|['’]\p{L})/gu;
const SELF = new Set(["i", "me", "my", "mine", "myself"]);
const OWN = new Set(["my", "mine", "his", "hers", "her"]);
const ENDINGS: Readonly<Record<string, string>> = { m: " is", ve: " has", ll: " will", d: " would", s: " is" };
