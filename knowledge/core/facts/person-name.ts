import { remembering } from "../vocabulary/remembered.ts";

/** How people are named: with and without forms of address, either word first, by one of their names alone. */

const HONORIFIC =
	/^(?:(?:mrs?|ms|miss|mx|sir|dr|prof|dipl|ing|avv|dott(?:\.?\s?ssa)?|geom|rag|arch|sig(?:\.?\s?(?:ra|na))?|herr|frau|mme|mlle|m|sr|sra|srta|don|doña|lic|ir|mag|eng|rev|hon)\.|(?:mrs?|ms|miss|mx|sir|lady|dame|capt|captain|dr|prof|ing|avv|dott|dottssa|geom|rag|sig|sigra|herr|frau|mme|mlle|sr|sra|srta|señora?|signora?|monsieur|madame|dipl\.?-ing\.?|uncle|aunt|auntie|doña|councillor|don(?=\s\p{Lu}[\p{L}'’-]+\s\p{Lu})))[\s-]+(?=\p{Lu})/iu;
const ASIDE = /\s*\((?:ms|mrs?|mr|miss|he\/him|she\/her|they\/them|[^()]{1,30})\)\s*$/i;
const PART =
	"\\p{Lu}[\\p{L}.'’-]{0,24}(?:\\s(?:(?:van|von|de|der|den|del|da|di|la|le|al|bin|ten|ter)\\s){0,2}\\p{Lu}[\\p{L}.'’-]{0,24}){0,2}";
/** Outlook writes the last name first. */
const TURNED = new RegExp(
	`^((?:(?:van|von|de|der|den|del|da|di|la|le|al|bin|ten|ter)\\s){0,2}${PART}),\\s(${PART})$`,
	"u",
);
/** As many forms of address as one name carries: "Prof. Dr. Ing.". */
const HONORIFICS_MAX = 3;

/** "Lourens, Pieter", "Ms Kintu" and "Ruth Nalwoga (Ms)" as they would be called: first name first, without address. */
export const plainName = remembering(readPlainly);

function readPlainly(raw: string): string {
	// Most names are plain, and a long text is full of them.
	let name = PLAIN.test(raw)
		? raw
		: raw
				.replace(/\s+/g, " ")
				.replace(/^[\s*_"'’]+|[\s*_"]+$/g, "")
				.replace(ASIDE, "");
	for (let n = 0; n < HONORIFICS_MAX && HONORIFIC.test(name); n++) name = name.replace(HONORIFIC, "");
	if (!name.includes(",")) return name;
	// "Bill Pruitt, Purchasing Mgr" is Bill Pruitt.
	return (
		JOB.test(name.slice(name.indexOf(","))) ? name.slice(0, name.indexOf(",")) : name.replace(TURNED, "$2 $1")
	).trim();
}
const JOB =
	/\b(?:manager|mgr|director|head|lead|leader|officer|engineer|ce?fo|coo|ceo|cto|cio|md|owner|partner|president|buyer|purchasing|procurement|finance|sales|marketing|operations|it|hr|legal|secretary|assistant|controller|accountant|consultant|phd|mba|esq)\b/i;
const PLAIN = /^\p{L}+(?: \p{L}+){0,3}$/u;

/** Lower case and without accents: "Grainne" is Gráinne. */
export const nameKey = remembering((name) => keyOf(plainName(name)));

const keyOf = (plain: string): string =>
	(ASCII.test(plain) ? plain : plain.normalize("NFD").replace(/\p{M}/gu, "")).toLowerCase();
const ASCII = /^[ -~]*$/;

/** Whether two names may be one person's: the same words in any order, one of them alone, or an initial for the first. */
export const isSameName = (a: string, b: string): boolean => sameNameAs(a)(b);

/** The same, of one name and many. */
export function sameNameAs(name: string): (other: string) => boolean {
	const one = plainName(name);
	const left = wordsOf(one);
	return (raw) => {
		// Of most names not a word is in the other.
		if (ASCII.test(raw)) {
			const lower = raw.toLowerCase();
			if (!left.some((word) => word.length > 1 && lower.includes(word))) return false;
		}
		const other = plainName(raw);
		return areOne({ name: one, words: left }, { name: other, words: wordsOf(other) });
	};
}

type Named = { readonly name: string; readonly words: readonly string[] };

function areOne(a: Named, b: Named): boolean {
	const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
	const [only] = short.words;
	if (only === undefined) return false;
	if (short.words.length === long.words.length)
		return short.words.every((word) => long.words.includes(word)) || isInitialled(a.words, b.words);
	if (short.words.length > 1)
		return (
			short.words[0] === long.words[0] &&
			// "Carmen Iglesias Soler" has two last names, and signs with the first of them.
			(short.words.at(-1) === long.words.at(-1) || short.words.every((word, at) => word === long.words[at]))
		);
	// A word of a function, such as "security" of "Information security", is nobody's last name.
	return only === long.words[0] || (only === long.words.at(-1) && isPersonal(long.name));
}

/** What people are called for short, by the letters that their names begin with where one form has several. */
const NICKNAMES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	"al:alan,albert,alasdair,alistair,alfred,alexander,alec|alex:alexander,alexandra,alejandro,aleksander|andy:andrew,andreas|abby:abigail|barb:barbara|becky:rebecca|becca:rebecca|ben:benjamin,benedikt,benedict|bert:albert,robert,herbert,hubert|beth:elizabeth|bill:william|billy:william|bob:robert|bobby:robert|cathy:catherine|kathy:katherine,kathryn|charlie:charles,charlotte|chris:christopher,christian,christine,christina|chuck:charles|cindy:cynthia|dan:daniel|danny:daniel|dave:david|deb:deborah|debbie:deborah|dick:richard|rick:richard|ricky:richard|rich:richard|don:donald|doug:douglas|ed:edward,edmund,edwin,eduardo|eddie:edward|fran:francis,frances,francisco|frank:francis,franklin,francis|fred:frederick,friedrich,alfred|gabe:gabriel|gerry:gerald,gerard|greg:gregory|hank:henry|harry:harold,henry|jack:john|jake:jacob|jamie:james|jeff:jeffrey,geoffrey|geoff:geoffrey|jen:jennifer|jenny:jennifer|jerry:gerald,jerome|jess:jessica|jim:james|jimmy:james|joe:joseph,josef|jo:joanna,johanna,josephine,joanne|jon:jonathan|johnny:john|josh:joshua|kate:katherine,catherine,katarzyna,katarina|katie:katherine|ken:kenneth|kenny:kenneth|larry:lawrence|len:leonard|leo:leonard,leonardo,leopold|lisa:elisabeth|liz:elizabeth|lou:louis,louise|maggie:margaret|mandy:amanda|matt:matthew,matthias|max:maximilian,maxwell|meg:margaret,megan|mel:melanie,melissa,melvin|mick:michael|mike:michael|mickey:michael|nate:nathan,nathaniel|ned:edward|nick:nicholas,nicolas,nikolaus,nikolai|nicky:nicholas,nicola|pat:patrick,patricia|paddy:patrick,padraig,padraic|peggy:margaret|pete:peter|phil:philip,phillip|ray:raymond|rob:robert|robbie:robert|ron:ronald|ronnie:ronald|rudi:rudolf|russ:russell|sally:sarah|sam:samuel,samantha|sandy:sandra,alexander|seb:sebastian|steve:stephen,steven,stefan|stu:stuart|sue:susan,susanne|suzie:susan|tash:natasha|ted:edward,theodore|terry:terence|theo:theodore,theodor|tim:timothy|toby:tobias|tom:thomas|tommy:thomas|tony:anthony,antonio|trish:patricia|val:valerie|vicky:victoria|vic:victor|walt:walter|wally:walter|wes:wesley|will:william,wilhelm|willy:william,wilhelm|zach:zachary"
		.split("|")
		.map((line) => {
			const [short = "", long = ""] = line.split(":");
			return [short, long.split(",")];
		}),
);
/** "Big Al", "old Tom". */
const EPITHET = /^(?:big|little|young|old|wee|good old|poor|uncle|auntie)\s/i;

/** Whether the first is what people may call the second: "Bill" and "Bill Hargrove" are William Hargrove, by a table of usual short forms. */
export function isNickname(name: string, full: string): boolean {
	const [first = "", ...rest] = wordsOf(plainName(name.replace(EPITHET, "")));
	const [given = "", ...others] = wordsOf(plainName(full));
	if (rest.length > 0 && rest.at(-1) !== others.at(-1)) return false;
	return others.length > 0 && (NICKNAMES[first]?.includes(given) ?? false);
}

const wordsOf = remembering((plain: string): readonly string[] =>
	keyOf(plain)
		.split(/[\s.]+/)
		.filter((word) => word !== ""),
);

const isInitialled = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === 2 && a[1] === b[1] && a[0]?.[0] === b[0]?.[0] && (a[0]?.length === 1 || b[0]?.length === 1);

const PARTICLE =
	/^(?:van|von|de|der|den|del|della|da|di|du|la|le|al|bin|binti|bint|binte|ibn|ap|ten|ter|zu|dos|das|y|e)$/;
const isPersonal = (name: string): boolean =>
	name.split(/[\s]+/).every((word) => /^\p{Lu}/u.test(word) || PARTICLE.test(word));
