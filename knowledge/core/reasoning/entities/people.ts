import { matchesIn } from "../matches.ts";
import { overlaps, type Span } from "../span.ts";

/** Somebody with a part in the deal: by name, by title, or by both. */
export type Person = Span & {
	readonly name: string | null;
	readonly title: string | null;
	/** "Jane Wu (CFO)", "Jane Wu", "CFO". */
	readonly text: string;
};

const AREA =
	"(?:[A-Z&][A-Za-z&]{1,20}(?:(?:\\s(?:and|&)\\s|\\s|/)(?=[A-Z])[A-Z&][A-Za-z&]{1,20}){0,3}|operations|finance|sales|engineering|procurement|purchasing|marketing|support|customer (?:support|success|service|experience)|it|hr|product|security|legal|technology|digital|data)";
const RANK = "(?:[Gg]lobal |[Rr]egional |[Ss]enior |[Gg]roup |[Dd]eputy |[Ii]nterim |[Aa]ssistant |[Ee]xecutive )?";
/** Titles as they are written in mails: acronyms in capitals, the rest in either case. */
export const TITLE = `${RANK}(?:CEO|CFO|CTO|COO|CIO|CISO|CMO|CRO|CPO|CHRO|CDO|MD|FD|GM|[Cc]hief [A-Za-z]{3,14}(?: [A-Za-z]{3,14})? [Oo]fficer|(?:S?VP|EVP|AVP|[Vv]ice [Pp]resident)(?:(?: of |,? )${AREA})?|(?:[Hh]ead|[Dd]irector) of ${AREA}|(?:[Ff]inance|[Ff]inancial|[Ss]ales|[Oo]perations|[Tt]echnical|[Mm]anaging|[Pp]rocurement|[Pp]urchasing|[Pp]rogramme?|IT|HR|[Mm]arketing|[Cc]ommercial|[Pp]roduct|[Ee]ngineering|[Ss]upport|[Gg]eneral|[Pp]roject|[Aa]ccount|[Oo]ffice|[Pp]lant|[Ss]ervice) (?:[Dd]irector|[Mm]anager|[Ll]ead|[Cc]ontroller)|[Mm]anaging [Pp]artner|[Cc]o-?[Ff]ounder|[Ff]ounder|[Oo]wner|[Pp]resident|[Cc]ontroller|[Tt]reasurer|[Cc]hair(?:man|woman|person)?|[Gg]eneral [Cc]ounsel|[Bb]oard(?: of [Dd]irectors)?|[Ss]teering [Cc]ommittee|[Ll]eadership [Tt]eam|[Ee]xec(?:utive)? [Tt]eam|[Pp]rocurement(?: [Tt]eam)?|[Pp]urchasing(?: [Tt]eam)?|[Ff]inance [Tt]eam|[Bb]oss|[Ll]ine [Mm]anager|[Dd]ean|[Rr]ector|[Pp]rovost|[Mm]ayor|[Hh]ead ?(?:master|teacher)|[Tt]rustees|(?:[Cc]ity |[Tt]own )?[Cc]ouncil|[Ww]ife|[Hh]usband|[Bb]usiness [Pp]artner|[Cc]o-?[Oo]wner|[Mm]edical [Dd]irector)`;
/** "McLeish", "O'Connell", "Mei-Ling", "Østergaard". */
/** "It's" and "She'll" are no names, though they open sentences with a capital. */
const PART =
	"(?!(?:It|He|She|We|You|They|That|There|Here|Who|What|Let)['’])\\p{Lu}(?:\\p{Ll}|['’]\\p{Lu})[\\p{L}'’]{0,20}(?:-\\p{L}[\\p{L}'’]{1,20}){0,2}";
export const NAME = `${PART}(?:\\s(?:(?:van|von|de|der|den|del|da|di|dos|la|bin|binti|bint|ibn|al|ter|te|ten)\\s){0,2}(?:\\p{Lu}\\.\\s)?${PART}){0,2}`;

const NOT_NAMES = new Set(
	"The A An We Our I My You Your He She They It This That These Those There Here If When What How Who Why Which Where Can Could Would Will Do Does Did Is Are Was Were Has Have Had Not No Yes And But Or So As At By For From In Of On To With Please Thanks Thank Hi Hello Dear Hey Best Kind Regards Cheers Sincerely January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Also Just Once Before After Then Next Any All Both Each Every Finance Procurement Legal Security Sales Marketing Operations Engineering Support Budget Need Timeline Authority Pain Decision Board Team Re Fwd Currently Right Now Today Tomorrow Happy Looking Let First Second Finally However Since Because While Although Unfortunately Ultimately".split(
		" ",
	),
);

const HONORIFIC = "(?:Mrs?|Ms|Dr|Prof)\\.?\\s";
const PATTERNS: readonly (readonly [RegExp, "title-name" | "name-title" | "title" | "honorific"])[] = [
	[
		new RegExp(
			`\\b(?:(?:[Oo]ur|[Mm]y|[Tt]he|[Tt]heir) )?(${TITLE})(?:\\s\\((${NAME})(?:\\s[A-Z])?\\)|(?:,\\s|\\s\\(|\\s[-–]\\s|\\s)(?:(?:Mrs?|Ms|Dr|Herr|Frau|Mme)\\.?\\s)?(${NAME})\\b)`,
			"gu",
		),
		"title-name",
	],
	[
		new RegExp(
			`\\b(${NAME})(?:,\\s|\\s\\(|\\s[-–]\\s|\\s(?:is|as)\\s)(?:(?:our|my|the|their) )?(?:new )?(${TITLE})(?![\\p{L}])(?:[^()\\n]{0,30}\\))?`,
			"gu",
		),
		"name-title",
	],
	[new RegExp(`\\b(${HONORIFIC}${NAME})`, "gu"), "honorific"],
	[new RegExp(`\\b(?:[Oo]ur|[Mm]y|[Tt]he|[Tt]heir|[Hh]er|[Hh]is|[Aa]) (?:new )?(${TITLE})(?![\\p{L}])`, "gu"), "title"],
];

/** Every title and form of address holds one of these; the patterns cost fifty times as much. */
const MAY_NAME =
	/C[EFTOIMRPD]O|CISO|CHRO|MD|FD|GM|VP|(?:Mrs?|Ms|Dr|Prof)[.\s]|[Oo]fficer|[Pp]resident|[Hh]ead|[Dd]irect|[Mm]anag|[Ll]ead|[Cc]ontroller|[Ff]ounder|[Oo]wner|[Tt]reasurer|[Cc]hair|[Cc]oun[cs]|[Bb]oard|[Cc]ommittee|[Tt]eam|[Pp]rocurement|[Pp]urchasing|[Bb]oss|[Dd]ean|[Rr]ector|[Pp]rovost|[Mm]ayor|[Tt]rustees|[Ww]ife|[Hh]usband|[Pp]artner/;

export function peopleIn(text: string): readonly Person[] {
	if (
		!/\p{Lu}/u.test(text) &&
		!/\b(?:boss|board|director|dean|council|wife|husband|partner|head of|manager|president|owner|founder|committee|procurement)\b/.test(
			text,
		)
	)
		return [];
	if (!MAY_NAME.test(text)) return [];
	let found: readonly Person[] = [];
	for (const [pattern, order] of PATTERNS) {
		found = withFree(
			found,
			matchesIn(text, pattern).flatMap((match) => personFrom(match, order) ?? []),
		);
	}
	return found;
}

/** Adds those that overlap nobody found by an earlier pattern. Both lists are in order, so that one pass is enough. */
function withFree(found: readonly Person[], more: readonly Person[]): readonly Person[] {
	let next = 0;
	const free = more.filter((person) => {
		while ((found[next]?.end ?? Number.POSITIVE_INFINITY) <= person.start) next++;
		const other = found[next];
		return other === undefined || !overlaps(other, person);
	});
	return [...found, ...free].sort((a, b) => a.start - b.start);
}

function personFrom(match: RegExpExecArray, order: "title-name" | "name-title" | "title" | "honorific"): Person | null {
	const [whole, first = "", bracketed, beside] = match;
	const second = bracketed ?? beside ?? "";
	const [rawName, rawTitle] =
		order === "title-name" ? [second, first] : order === "title" ? ["", first] : [first, second];
	const name = rawName === "" ? null : cleanName(rawName);
	const title = rawTitle === "" ? null : rawTitle.trim();
	if (order !== "title" && name === null) return null;
	const offset =
		order === "title" ? whole.indexOf(first) : order === "name-title" && name !== null ? whole.indexOf(name) : 0;
	const start = match.index + Math.max(0, offset);
	// Words of the next sentence part that only begin with a capital are no name: the end moves with what was kept.
	const end =
		order === "title-name" && name !== null
			? match.index +
				(bracketed === rawName ? whole.length : whole.lastIndexOf(rawName) + rawName.indexOf(name) + name.length)
			: match.index + whole.length;
	return {
		start,
		end,
		name,
		title,
		text: name === null ? (title ?? "") : title === null ? name : `${name} (${title})`,
	};
}

/** A name without words that merely begin a sentence; `null` when nothing is left. */
export function cleanName(raw: string): string | null {
	const words = raw.trim().split(/\s+/);
	while (words.length > 0 && NOT_NAMES.has(words[0] ?? "")) words.shift();
	const stop = words.findIndex((word) => NOT_NAMES.has(word));
	const kept = stop >= 0 ? words.slice(0, stop) : words;
	return kept.length > 0 ? kept.join(" ") : null;
}
