import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import { isSameName, plainName } from "#knowledge/core/facts/person-name.ts";
import { stakeholdersOf } from "#knowledge/core/facts/political-map.ts";
import { firstMatches } from "#knowledge/core/reasoning/discovery/found.ts";
import { NAME } from "#knowledge/core/reasoning/entities/people.ts";
import { holds } from "#knowledge/core/reasoning/matches.ts";

/** As much of a text as a long mail with its history has. */
const READ_CHARS_MAX = 20_000;
const MATCHES_MAX = 12;

/** What somebody says who only helps the buyer, or works elsewhere. */
const OUTSIDE =
	/\b(?:(?:outside|external|independent|freelance|third[- ]party) (?:\p{L}+ )?(?:consultant|adviser|advisor|contractor|counsel|lawyer|architect|auditor|planner|expert|agency)|consultant (?:at|for|to|with|on behalf)|(?:i|we) (?:only )?(?:advise|represent|act for|consult for|consult to)\b(?! (?:our|my|management|the (?:management|board|director)|him|her|on|against))|on behalf of (?:my|our) client|(?:my|our) client\b|clients (?:of (?:mine|ours)|(?:that |whom )?(?:i|we) (?:advise|represent|work (?:with|for)))|(?:don['’]t|do not) work (?:there|for (?:them|the company))|retained by|hired by|engaged by|mandated by|not on (?:their|the) payroll|self-employed|freelancer?|(?:i run|i have|from) (?:a|an|my own) (?:small |little )?(?:\p{L}+ )?(?:consultancy|agency|practice|law firm)|(?:i['’]m|i am|as) (?:their|his|her) (?:\p{L}+ )?(?:consultant|adviser|advisor|broker|agent|lawyer|solicitor|attorney)|(?:i['’]m|i am) (?:an? |the )?(?:\p{L}+ )?(?:consultant|adviser|advisor|broker|reseller|integrator)\b)/iu;
/** Somebody who has seen many houses of a trade from outside works in none of them. */
const MANY_HOUSES =
	/\b(?:(?:in|from) (?:my|our) experience|(?:i|we)(?:['’]ve| have)? (?:seen|see|done|run|accompanied|supported|advised)|what (?:i|we) (?:usually |typically |often )?see|benchmarks?)\b[^.?!]{0,40}\b(?:across|at|with|for|among|in) (?:(?:all|other|many|several|different|most|various|similar|dozens of|a number of|a dozen|the other) ){0,3}(?:clients|companies|firms|houses|organi[sz]ations|industries|sectors|insurers|banks|operators|utilities|hospitals|manufacturers|retailers|carriers|municipalities|universities|telcos|brokers|growers|breweries|hotels)\b/iu;
/** "Our consultant, Gareth Finch"; "Gareth, an outside adviser"; "Gareth, who advises us". */
const HELPER =
	"(?:(?:external|outside|independent|freelance) )?(?:\\p{L}+ )?(?:consultant|adviser|advisor|broker|freelancer|contractor|integrator|reseller)";
const HOUSE =
	"(?:agency|consultancy|consultants|advis[eo]rs|law firm|lawyers|solicitors|integrators?|brokers?|implementation partner|service provider)";
/** The search for a name beside one of these costs far more. */
const HELPS =
	/consultan|advis|broker|freelance|contractor|integrator|reseller|agency|law firm|lawyers|solicitors|partner|provider|help|support/i;
const AS_HELPER = new RegExp(
	[
		`(?<![\\p{L}])(?:[Oo]ur|[Tt]he|[Aa]n?|[Mm]y) ${HELPER},? (?:is |called )?(${NAME})`,
		`(?<![\\p{L}])(${NAME})(?:,| is| who is|, who is|['’]s) (?:our|an?|the|my) ${HELPER}(?![\\p{L}])`,
		`(?<![\\p{L}])(${NAME})(?:,| is)? (?:of|from|at|with) (?:our|the|an?) (?:(?:external|outside|\\p{Ll}{2,12}) )?${HOUSE}(?![\\p{L}])`,
		`(?<![\\p{L}])(${NAME})(?:, who|,? and)?(?: is| has been| also){0,2} (?:advis(?:es|ing)|helps|helping|supports|supporting|assists|assisting|accompan(?:ies|ying)|guid(?:es|ing)) us (?:to )?(?:in |with |through |on )?(?:the |this |our )?(?:choos|choice|select|pick|tender|evaluat|procure|buying|purchase)`,
	].join("|"),
	"gu",
);
/** Houses that advise, by what they call themselves. */
const ADVISING =
	/(?<!\p{L})(?:consult(?:ing|ants?|ancy)|advis(?:ory|[eo]rs)|sourcing|solicitors?|attorneys?|barristers?|law(?:yers?)?|legal|llp|rechtsanw(?:ält|alt|aelt)\p{L}*|kanzlei|(?:unternehmens)?beratung\p{L}*|agency|agentur|integrat(?:ors?|ion)|systemhaus|brokers?|avocats|abogados|advocaten|advokat\p{L}*|legale|conseil|procurement (?:partners|services))(?!\p{L})/iu;
const PUBLIC_HOST = /^(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|gmx|web|proton|protonmail|aol|mail)$/;
const OUTSIDE_CHARS_MAX = 1_500;

/**
 * [DI29] Consultants, other vendors and passers-by are none of the buyer's: who says so, whom the buyer calls so, who signs for a house that
 * advises, and who writes from the address of another house than those who spoke so far, without anybody of theirs in copy or in the text.
 */
export function outsidersIn(input: SkillInput, signal: SignalText): readonly string[] {
	if (signal.author !== "buyer") return [];
	const helpers = signal.visible.flatMap((span) => {
		const words = said(signal, span).slice(0, READ_CHARS_MAX);
		return holds(words, HELPS)
			? firstMatches(words, AS_HELPER, MATCHES_MAX).map((match) => plainName(match.slice(1).find(Boolean) ?? ""))
			: [];
	});
	return [
		...helpers.filter((name) => name !== ""),
		...(signal.turns.length > 0 ? strangers(signal) : stranger(input, signal)),
	];
}

/**
 * [DI34] Whether somebody writes or speaks for another house than the one that spoke so far: they are heard, and no voice of the buyer's.
 * Whom the buyer's own people have given a title or a part is theirs, wherever the mail comes from.
 */
export function isForeign(input: SkillInput, name: string): boolean {
	const contact = input.contacts.find((each) => isSameName(each.name, name));
	const known = stakeholdersOf(input.facts);
	const own = contact ? houseOf(contact.address) : "";
	if (own === "" || known.some((each) => isSameName(each.name, name) && isPlaced(each))) return false;
	const houses = housesHeard(input, known, { name, own });
	return houses.length > 0 && !houses.some((house) => isOneHouse(house, own));
}

type Known = ReturnType<typeof stakeholdersOf>[number];
const isPlaced = ({ heard, title, role }: Known): boolean =>
	(title === null || !HELPS_BY_TITLE.test(title)) && (heard === "spoke" || title !== null || role !== "unknown");
const HELPS_BY_TITLE =
	/\b(?:consultant|advis[eo]r|integrator|broker|lawyer|solicitor|attorney|agent|freelancer?|contractor)\b/i;

/** Where those write from who have spoken so far, that person apart. Where an adviser wrote first, the buyer is who comes after. */
const housesHeard = (
	input: SkillInput,
	known: readonly Known[],
	{ name, own }: { readonly name: string; readonly own: string },
): readonly string[] =>
	input.contacts
		.filter((each) => known.some((person) => person.heard === "spoke" && isSameName(person.name, each.name)))
		.filter((each) => !isSameName(each.name, name))
		.map(({ address }) => houseOf(address))
		.filter((house) => house !== "" && (!isAdvising(house) || isAdvising(own)));
const isAdvising = (house: string): boolean => ADVISING.test(house.replace(/-/g, " "));

/** Speakers who say that they only help. */
const strangers = (signal: SignalText): readonly string[] => [
	...new Set(
		signal.turns.flatMap((turn) => (turn.side === "buyer" && isOutside(said(signal, turn)) ? [turn.speaker] : [])),
	),
];
const isOutside = (words: string): boolean => holds(words, OUTSIDE) || holds(words, MANY_HOUSES);

/** "I write on behalf of Officine Valtrona", from a house of another name. */
const BEHALF =
	/\b(?:on behalf of|acting for|(?:selection|tender|procurement|purchase|negotiations?|rfp) (?:for|of)|mandate (?:for|from|of)) (?!(?:The|Our|My|Us|All)\b)((?:\p{Lu}[\p{L}\p{N}&.'’-]{2,30}\s?){1,4})/u;
function speaksForAnother(words: string, own: string): boolean {
	const whom = BEHALF.exec(words)?.[1];
	const house = own.replace(/[^\p{L}\p{N}]/gu, "");
	return (
		whom !== undefined &&
		house !== "" &&
		!whom
			.toLowerCase()
			.split(/[^\p{L}\p{N}]+/u)
			.some((word) => word.length > 2 && house.includes(word))
	);
}

function stranger(input: SkillInput, signal: SignalText): readonly string[] {
	const writer = input.contacts.find((each) => each.id === signal.from);
	const [first] = signal.visible;
	if (!writer || writer.name === "" || !first) return [];
	const name = plainName(writer.name);
	const words = signal.text.slice(first.start, Math.min(first.end, first.start + OUTSIDE_CHARS_MAX));
	if (isOutside(words)) return [name];
	const known = stakeholdersOf(input.facts);
	const own = houseOf(writer.address);
	const { signature } = signal;
	const advises = ADVISING.test([signature?.title, signature?.company, own.replace(/-/g, " ")].join(" "));
	if (advises && speaksForAnother(words, own)) return [name];
	if (known.some((each) => isSameName(each.name, name))) return [];
	const houses = housesHeard(input, known, { name, own });
	if (own === "" || houses.length === 0 || houses.some((house) => isOneHouse(house, own))) return [];
	if (advises) return [name];
	const isAmongThem =
		signal.addressees.some(({ address }) => houses.some((house) => isOneHouse(house, houseOf(address)))) ||
		known.some((person) => words.includes(person.name.split(" ")[0] ?? person.name));
	return isAmongThem ? [] : [name];
}

const houseOf = (address: string): string => {
	const label = address.split("@")[1]?.split(".")[0]?.toLowerCase() ?? "";
	return PUBLIC_HOST.test(label) ? "" : label;
};
/** "hansa-logistics" and "hansa-it" are one group. */
const isOneHouse = (a: string, b: string): boolean =>
	a === b || a.split("-").some((word) => word.length > 3 && b.includes(word));

const said = ({ text }: SignalText, { start, end }: { start: number; end: number }): string => text.slice(start, end);
