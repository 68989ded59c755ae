import { plainName } from "../../facts/person-name.ts";
import { cleanName, NAME, peopleIn } from "../entities/people.ts";
import { firstIn, holds } from "../matches.ts";
import type { Span } from "../span.ts";
import { type Cast, isOurs, isPersonName, isThing, resolved } from "./cast.ts";
import { firstMatches } from "./found.ts";

/** Somebody in one sentence. `name` is as full as the cast knows it; a function without a name is named by itself. */
export type Mention = Span & {
	readonly name: string;
	readonly title: string | null;
	/** A team or a body, and no person. */
	readonly group: boolean;
	/** Whether the title stands in this very sentence. */
	readonly introduced: boolean;
	/** Nobody knows of such a person: a capital letter is all there is. */
	readonly guessed: boolean;
	/** A function stands for the name: it takes part only if it decides. */
	readonly office: boolean;
};

/** Either case for the first letter, which names beside it do not get. */
const eitherCase = (words: string): string =>
	words
		.split(" ")
		.map((word) =>
			word.replace(/_/g, " ").replace(/(?<![\p{L}])\p{Ll}/gu, (letter) => `[${letter.toUpperCase()}${letter}]`),
		)
		.join("|");
const HEAD_NOUN = `(?:${eitherCase(
	"manager director head lead leader architect engineer officer foreman forewoman supervisor controller accountant planner dispatcher analyst consultant counsel lawyer solicitor administrator admin coordinator co-ordinator buyer owner co-owner founder co-founder partner chief_executive chief_exec chief secretary specialist developer nurse doctor principal dean bursar chairman chairwoman chair president treasurer auditor technician operator superintendent finance_bloke finance_guy finance_person finance_lady agronomist warden keeper bookkeeper grower skipper pharmacist therapist teacher surveyor estimator designer scientist chemist geologist technologist electrician mechanic fitter baker brewer scheduler trainer receptionist registrar curator librarian storeman vet clerk it_guy it_person security_guy numbers_person money_man",
)}|CEO|CFO|COO|CTO|CIO|CISO|CMO|CRO|CPO|MD|FD|GM|VP|DPO)`;
const WORD = "[\\p{L}&/-]{2,16}";
/** "Our lead architect", "the finance bloke", "head of dispatch". */
const FREE_TITLE = `(?:${WORD}\\s){0,2}${HEAD_NOUN}(?:\\s(?:of|for)\\s(?:the\\s)?(?:(?!and\\b|who\\b|one\\b|two\\b|an?\\b|my\\b|our\\b|this\\b|it\\b)${WORD}\\s){0,1}${WORD})?`;
const FUNCTION = `(?:${eitherCase(
	"procurement purchasing finance legal security information_security infosec data_protection compliance operations ops accounts accounting engineering quality planning dispatch production sales marketing customer_care customer_service customer_support customer_operations support logistics maintenance architecture risk audit billing controlling regulatory products charging networks treasury tax innovation strategy administration facilities estates nursing radiology warehouse",
)}|IT(?: security| architecture| operations)?|HR)`;
const OWN = "(?:[Oo]ur|[Mm]y|[Tt]he)";
/** Forms of address, as they stand before a name. */
const ADDRESS =
	"(?:(?:Mrs?|Ms|Miss|Dr|Prof|Ing|Avv|Dott|Rag|Geom|Sig|Sig\\.ra|Herr|Frau|Mme|Sr|Sra)\\.?|Sir|Dame|Director|Captain|Councillor|Uncle|Aunt(?:ie)?|Don|Doña|Father|Sister|Brother|Professor|Doctor)";
const NO_TITLE =
	/\b(?:team(?! ?lead)|project|account|sales|your|their|next|first|second|only|same|new kid|last|big|real|main problem|other)\b/i;

/** Without one of these there is no title to look for; the search for one costs a hundred times as much. */
const TITLED = new RegExp(
	`\\b${HEAD_NOUN}|\\b(?:in|from|of|at|is|does|runs|heads|leads|after) (?:our |the )?${FUNCTION}|\\(\\p{Ll}`,
	"u",
);

const PATTERNS: readonly (readonly [RegExp, "name-title" | "title-name"])[] = [
	[
		new RegExp(
			`(?<![\\p{L}])(${NAME})(?:\\s\\([^()]{1,40}\\))?(?:(?:,\\s(?:he|she)['’]s|,\\s(?:he|she) is|,\\swho is|,\\swho['’]s|,|\\sis|\\s[-–—]|\\sas)\\s(?:(?:${OWN}|an?)\\s)?|['’]s\\s(?:${OWN}|an?)\\s)(?:new\\s|also\\s)?(${FREE_TITLE})(?![\\p{L}])`,
			"gu",
		),
		"name-title",
	],
	[
		new RegExp(
			`(?<![\\p{L}])(${NAME})\\s(?:in|from|over in|of|at)\\s(?:our\\s|the\\s)?(${FUNCTION})(?![\\p{L}])`,
			"gu",
		),
		"name-title",
	],
	[
		new RegExp(
			`(?<![\\p{L}])(${NAME})\\s(?:is|does|runs|heads|leads|looks after)\\s(?:our\\s|the\\s)?(${FUNCTION})(?:\\s(?:team|side))?(?=[\\s]?[.,;:!)]|\\s?$|\\sand\\s)`,
			"gu",
		),
		"name-title",
	],
	// "Jonas (our CFO, in copy)".
	[
		new RegExp(
			`(?<![\\p{L}])(${NAME})\\s\\((?:(?:${OWN}|an?)\\s)?(?:new\\s)?(${FREE_TITLE})(?![\\p{L}])[^()\\n]{0,40}\\)`,
			"gu",
		),
		"name-title",
	],
	// "Emmanuel (charging)".
	[
		new RegExp(
			`(?<![\\p{L}])(${NAME})\\s\\((?!senior\\)|junior\\)|sr\\.?\\)|jr\\.?\\)|elder|younger|cop(?:y|ied|ying)\\)|in copy|cc|me\\)|organi[sz]er|host\\)|guests?|optional|away|remote|too\\)|both\\)|also\\)|who|as\\b|see\\b|not\\b|in\\b)(\\p{Ll}{3,14}(?:\\s\\p{Ll}{3,14})?)\\)`,
			"gu",
		),
		"name-title",
	],
	[
		new RegExp(
			`(?<![\\p{L}])${OWN}\\s(?:new\\s)?(${FREE_TITLE})(?:,|\\s\\(|\\s[-–—]|\\sis)?\\s(?:${ADDRESS}\\s)?(${NAME})(?![\\p{L}])`,
			"gu",
		),
		"title-name",
	],
];

const GROUP =
	/(?<![\p{L}])(?:(?:the|our|my|your own|their|its) )?(?:(?<team>(?:information |it |data |network |cyber ?)?(?:security|infosec|legal|procurement|purchasing|finance|it|compliance|data protection|risk|audit|operations|engineering|architecture))(?: (?:team|department|people|folks|guys|side|function|board))?|(?<body>(?:executive |management |supervisory |group |investment |group investment |steering |works |town |city |advisory |buying |purchasing |tender |parish |school )*(?:board|committee|council)|steering group|board of directors|leadership team|management team|exec team|trustees|shareholders|works council))(?![\p{L}])/giu;
const ROLE_TITLE =
	/(?<![\p{L}])(?:[Oo]ur|[Mm]y|[Tt]he)\s(?:new\s)?((?:CEO|CFO|COO|CTO|CIO|CISO|CMO|CRO|CPO|MD|FD|GM|DPO)|(?:managing|finance|financial|operations|technical|commercial|plant|production|it|general) (?:director|manager)|(?:head|director) of [a-z]{2,15}(?: [a-z]{3,15})?|owner|boss|(?:chief )?architect|data protection officer|owners)(?![\p{L}])/gu;

/** More people than a sentence names. */
const MATCHES_MAX = 12;

/** The people of a sentence, in order and not overlapping: by title, by a name that the cast knows, by their function. */
export function mentionsIn(text: string, cast: Cast): readonly Mention[] {
	const found: Mention[] = [];
	const add = (mention: Mention | null) => {
		if (mention && !found.some((each) => each.start < mention.end && mention.start < each.end)) found.push(mention);
	};
	if (/\p{Lu}\p{L}{2}/u.test(text)) {
		for (const [pattern, order] of holds(text, TITLED) ? PATTERNS : [])
			for (const match of firstMatches(text, pattern, MATCHES_MAX)) add(titled(match, order, cast));
		for (const { start, end, name, title } of peopleIn(text)) {
			// "(Head of Claims, Meridian Mutual)" names a company.
			if (
				name === null ||
				isForeign(text, end) ||
				(title !== null && isPredicate(text, start, end)) ||
				(text.charAt(start - 1) === "(" && title !== null && /,\s/.test(text.slice(start, end)))
			)
				continue;
			add(mentionOf({ start, end }, name, title, cast));
		}
		for (const match of firstMatches(text, BARE_NAME, MATCHES_MAX)) add(bare(match, cast));
	}
	for (const match of firstMatches(text, ROLE_TITLE, MATCHES_MAX)) {
		const span = { start: match.index, end: match.index + match[0].length };
		if (!isForeign(text, span.end)) add(byTitle(span, match[1] ?? "", cast));
	}
	for (const match of firstMatches(text, GROUP, MATCHES_MAX)) if (!isOfName(match)) add(groupOf(match));
	return withPlaces(
		text,
		found.sort((a, b) => a.start - b.start).map((mention) => ofGeneration(text, mention)),
	);
}

/** [DI9] "Maarten (senior)" is not Maarten Zonneveld jr., whom the cast knows. */
function ofGeneration(text: string, mention: Mention): Mention {
	const match = mention.group || mention.office ? null : GENERATION.exec(text.slice(mention.end, mention.end + 14));
	if (!match) return mention;
	const which = /^[se]/i.test(match[1] ?? "") ? "senior" : "junior";
	const known = GENERATION_OF.exec(mention.name)?.[1];
	const isSame = known !== undefined && /^s/i.test(known) === (which === "senior");
	const end = mention.end + match[0].length;
	if (isSame) return { ...mention, end };
	const said = plainName(text.slice(mention.start, mention.end)).replace(/^(?:our|my|the)\s/i, "");
	return { ...mention, end, name: `${known === undefined ? mention.name : said} ${which}`, title: null };
}
const GENERATION =
	/^,?\s\(?(senior|junior|sr|jr|elder|younger)(?![\p{L}])\.?\)?(?!\s\p{Ll}*(?:manager|engineer|director|buyer|analyst|developer|planner))/iu;
const GENERATION_OF = /\s(senior|junior|sr|jr)\.?$/i;

/** "She's technical director, Carmen and I answer to her": the title is hers, and Carmen begins what comes next. */
const isPredicate = (text: string, start: number, end: number): boolean =>
	/^\p{Ll}[^,]{2,40},\s\p{Lu}/u.test(text.slice(start, end)) &&
	/(?:\b(?:she|he|I|who|\p{Lu}\p{L}+) (?:is|am|was)|['’](?:s|m))\s(?:(?:the|our|an?|my)\s)?$/iu.test(
		text.slice(Math.max(0, start - 30), start),
	);

/** "Mr Zawada of the works council" is one, and no council besides. */
const withPlaces = (text: string, found: readonly Mention[]): readonly Mention[] =>
	found.flatMap((mention, at) => {
		const next = found[at + 1];
		const before = found[at - 1];
		const isOf = (a: Mention, b: Mention): boolean =>
			!a.group && b.group && /^\s(?:of|from|in|at|on)\s(?:the |our )?$/i.test(text.slice(a.end, b.start));
		if (before && isOf(before, mention)) return [];
		return next && isOf(mention, next) ? [{ ...mention, end: next.end }] : [mention];
	});

const BARE_NAME = new RegExp(`(?<![\\p{L}'’-])(?:(${ADDRESS})\\s)?(${NAME})(?![\\p{L}])`, "gu");

/** A name alone is somebody if the cast knows it; else it is one perhaps, and what is said of it has to tell. */
function bare(match: RegExpExecArray, cast: Cast): Mention | null {
	const name = withoutOpening(withoutOwn(cleanName(match[2] ?? "")));
	if (name === null || name === "") return null;
	const offset = match.index + match[0].lastIndexOf(name);
	const words = name.split(" ");
	for (let from = 0; from < words.length; from++) {
		for (let length = words.length - from; length > 0; length--) {
			const tried = words.slice(from, from + length).join(" ");
			const start = offset + name.indexOf(tried);
			if (isOurs(tried, cast) || isThing(tried, cast)) return null;
			const known = resolved(tried, cast);
			if (known) return { ...PLAIN, start, end: start + tried.length, ...known };
		}
	}
	const [ahead, behind] = [match.input.slice(0, offset), match.input.slice(offset + name.length)];
	if (/\b(?:in|near|at|over in) $/i.test(ahead) || (/\bthe $/i.test(ahead) && SITE.test(behind))) return null;
	// "Gestione9" is a product.
	if (OF_COMPANY_BEFORE.test(ahead) || /^[\d_@]/.test(behind)) return null;
	// "There are two Maartens."
	if (name.endsWith("s") && MANY_BEFORE.test(match.input.slice(0, offset))) return null;
	// "Ms Kintu" is somebody, wherever it stands.
	if (match[1] !== undefined && isPersonName(name))
		return { ...PLAIN, start: match.index, end: offset + name.length, name, title: null };
	return couldBe(words) &&
		isPersonName(name) &&
		(offset > 0 || VERB_NEXT.test(match.input.slice(name.length, name.length + 30)) || isIntroduced(match.input, name))
		? { ...PLAIN, start: offset, end: offset + name.length, name, title: null, guessed: true }
		: null;
}

/** "Karin's" is Karin; what is hers stands behind. */
const withoutOwn = (name: string | null): string | null => name?.replace(/['’]s?$/, "") ?? null;

/** "Ask Voula" asks for Voula: of words that name nobody the first are left out. */
function withoutOpening(name: string | null): string | null {
	const words = name?.split(" ") ?? [];
	while (words.length > 1 && (NEVER_NAMES.test(words[0] ?? "") || OPENS.test(words[0] ?? ""))) words.shift();
	return words.length === 0 ? null : words.join(" ");
}
const OPENS =
	/^(?:Ask|Talk|Call|Tell|Speak|Let|See|Try|Give|Send|Show|Get|Take|Put|Include|Copy|Cc|Copied|Copying|Meet|Remember|Forget|Between|Neither|Without|Unless|Than|Via|Per|Poor|Old|Dear|Regarding|About|Though|Although|Plus|Like|Unlike|Except|Especially|Even|Whether|Otherwise|Convince|Involve|Loop|Bring|Expect|Say|Including|Together)$/;

const OF_COMPANY_BEFORE =
	/\b(?:ceo|cfo|coo|cto|cio|director|head|manager|owner|founder|people|somebody|someone|guy|friend) (?:of|at|from) $/i;
const SITE =
	/^\s(?:site|plant|branch|office|depot|mill|works|factory|warehouse|store|shop|hotel|clinic|hospital|campus|region|yard|terminal|project|line|street|road)\b/;
const MANY_BEFORE = /\b(?:two|three|four|five|both|several|many|all the) $/i;
const PLAIN = { group: false, introduced: false, guessed: false, office: false } as const;

/** Words with a capital that name places, papers, products and days far more often than people. */
const NEVER_NAMES =
	/^(?:Mrs?|Ms|Dr|Ing|Prof|Herr|Frau|Mine|Yours|Ours|Theirs|Myself|Quotations?|Proposals?|Offers?|Bids?|Tenders?|Contracts?|Invoices?|Payments?|Reports?|Tickets?|Login|Logins|Access|Training|Support|Either|Neither|Both|All|Each|Every|Scores?|Prices|Questions?|Answers?|Terms?|Dates?|Delivery|Migration|Integration|The|Their|His|Her|Its|Yesterday|Maybe|Perhaps|Because|Well|Only|Even|Until|Still|Again|Nothing|Something|Somebody|Someone|Everyone|Everybody|Nobody|People|Customers?|Users?|Agents?|Orders?|Jobs?|Three|Two|One|Four|Five|Six|Seven|Eight|Nine|Ten|Half|Most|Some|Many|Other|Others|Another|Such|Same|Good|Great|Sure|Sorry|Okay|Right|Yeah|Yes|Nope|Hmm?|Lots|Data|Price|Payment|Contract|Offer|Quote|Proposal|Phase|Point|Item|Option|Unit|Site|Street|Road|North|South|East|West|Europe|Germany|France|Britain|England|Norway|Sweden|Poland|Spain|Italy|India|China|America|Ireland|Christmas|Easter|Summer|Winter|Spring|Autumn|Excel|Outlook|Teams|Word|Windows|Google|Microsoft|Linux|Android|English|German|French|Spanish|Polish|Norwegian|European|Euros?|Pounds?|Dollars?|Friday|Saturday|Group|Management|Accounts|Billing|Planning|Production|Dispatch|Logistics|Quality|Compliance|Risk|Audit|Whoever|Whatever|Otherwise|Basically|Honestly|Actually|Obviously|Anyway|Apparently|Normally|Usually|Sometimes|Always|Never|Later|Soon|Today|Tonight|Anything|Everything)$/;
/** A capital opens a sentence too: there it takes the verb of a person beside it. */
const VERB_NEXT =
	/^(?:['’](?:s|ll|d)\s|\s(?:(?:in|from|over in)\s(?:the\s|our\s)?(?:transport|packaging|accounts|finance|purchasing|procurement|legal|security|compliance|production|planning|dispatch|logistics|maintenance|quality|sales|marketing|support|operations|engineering|warehouse|stores|IT|HR|R&D|customs|payroll)|on\s(?:my|our|his|her)\steam)(?=\s\p{Ll})|\s(?:(?:must|has to|needs to|should|may|might)\s(?:also\s)?(?:agree|sign|approve|ok|okay|countersign|clear|decide|see|say|give|be)|is|does|did|could|then|came|saw|went|took|sent|felt|thought|left|wrote|spoke|(?:is|was|does|did|has|had|ca|wo|would|could|should)n['’]t|won['’]t|can['’]t|cannot|not|now|still|just|always|never|only|also|already|put|kept|got|made|brought|fought|sits|runs|gave|knows|has|holds|\p{Ll}{2,9}s|\p{Ll}{3,12}ed|will|would|can|had|said|told|did|and)(?=[\s.,!]|$))/u;
const couldBe = (words: readonly string[]): boolean =>
	words.length <= 5 &&
	words.filter((word) => !PARTICLE.test(word)).length <= 3 &&
	words.every((word) => PARTICLE.test(word) || (NAME_WORD.test(word) && !NEVER_NAMES.test(word)));
const PARTICLE = /^(?:van|von|de|der|den|del|da|di|dos|la|le|al|bin|binti|bint|ibn|te|ter|ten|zu)$/;
const NAME_WORD = /^\p{Lu}['’]?\p{L}{1,15}(?:-\p{Lu}\p{Ll}{1,15})?$/u;

/** "Piotr Zielinski, our team leader, ...": two words with capitals, and what somebody is. */
const isIntroduced = (text: string, name: string): boolean =>
	/^,\s(?:my|our|his|her)\s\p{Ll}{2,}/u.test(text.slice(name.length, name.length + 20)) ||
	BRACKETED.test(text.slice(name.length, name.length + 60)) ||
	(name.includes(" ") && APPOSED.test(text.slice(name.length, name.length + 60)));
const BRACKETED = /^\s\((?!\d)[^()]{2,40}\)\s\p{Ll}/u;
const APPOSED = new RegExp(
	`^(?:,\\s|\\s\\()(?:(?:${OWN}|an?|who|now|also)\\s)?(?:new\\s)?(?:${FREE_TITLE}|${FUNCTION}|who\\b)|^\\sand\\s(?:I|me|my)\\b`,
	"u",
);

function titled(match: RegExpExecArray, order: "name-title" | "title-name", cast: Cast): Mention | null {
	const [whole, first = "", second = ""] = match;
	const [rawName, title] = order === "name-title" ? [first, second] : [second, first];
	const name = cleanName(rawName);
	if (name === null || NO_TITLE.test(title) || isForeign(match.input, match.index + whole.length)) return null;
	const start = match.index + (order === "title-name" ? 0 : whole.indexOf(name));
	const end = Math.max(match.index + whole.length, start + name.length);
	// What is theirs stands behind the apostrophe.
	const owns = order === "title-name" && /['’]s$/.test(whole);
	return mentionOf({ start, end: owns ? end - 2 : end }, name, title, cast);
}

/** "The CEO of Acme" is nobody of the buyer's. */
const isForeign = (text: string, end: number): boolean =>
	/^\s(?:of|at|from|over at)\s(?!the\b)\p{Lu}\p{Ll}/u.test(text.slice(end, end + 20)) &&
	!/^\s(?:of|at|from)\s(?:IT|Finance|Operations|Procurement)\b/.test(text.slice(end, end + 24));

function mentionOf(span: Span, rawName: string, title: string | null, cast: Cast): Mention | null {
	const name = plainName(withoutOwn(rawName.replace(/^\p{Lu}\p{Ll}{2,}ing\s/u, "")) ?? "");
	if (!isPersonName(name) || isOurs(name, cast) || isThing(name, cast)) return null;
	const known = resolved(name, cast);
	return {
		...span,
		...(/['’]s$/.test(rawName) && title === null ? { end: span.end - 2 } : {}),
		...PLAIN,
		name: known?.name ?? name,
		title: tidyTitle(title) ?? known?.title ?? null,
		introduced: title !== null,
	};
}

const OWN_TITLE = new RegExp(
	`\\bI(?:['’]m| am) (?:the |an? )?(?:new )?(${FREE_TITLE}|Chief (?:\\p{Lu}\\p{Ll}+ ){1,3}Officer)(?![\\p{L}])`,
	"u",
);

/** "I am the CTO": what speakers say they are. */
export function ownTitle(text: string): string | null {
	const title = firstIn(text, OWN_TITLE)?.[1] ?? null;
	if (title !== null && !NO_TITLE.test(title)) return tidyTitle(title);
	const does = firstIn(text, OWN_AREA) ?? firstIn(text, INTRODUCED_AREA);
	const area = does?.[1]?.trim() ?? "";
	return area === "" || NO_AREA.test(area) ? null : tidyTitle(area);
}

/** "I look after the dispatch desk", "I run charging and billing": what somebody does is the title that is known. */
const OWN_AREA =
	/\bI(?:['’]m| am)? (?:look after|run|lead|head|manage|am responsible (?:for|of)|responsible (?:for|of)|in charge of) (?:the |our |all )?((?:software |customer |commercial |information |data |network |field )?(?:dispatch|charging|billing|products?|procurement|purchasing|finance|accounts|operations|security|architecture|planning|production|logistics|maintenance|quality|engineering|support|sales|marketing|offer|contracts|it|networks?|regulatory|compliance|legal)(?: (?:and|&) (?:billing|charging|planning|purchasing|procurement|logistics|maintenance|quality|security|operations|services|products))?(?: (?:desk|team|side|office|floor))?)(?=[\s]?[,.;!]|\s?$|\s(?:at|in|for|here)\b)/u;
/** "Torvald here, IT architecture." */
const INTRODUCED_AREA = new RegExp(
	`^\\p{Lu}\\p{Ll}+ (?:here|speaking),? (?:from |I['’]m |I am |the |our )?(${FUNCTION}|${FREE_TITLE})(?=[\\s]?[,.;!]|\\s?$)`,
	"u",
);
const NO_AREA = /\b(?:company|business|out|late|short|things?|risk|errands?)\b/i;

/** "Controller of Officine Valtrona" is a controller; "Head of Charging Operations" is the whole of it. */
const OF_COMPANY = /^(?!(?:head|director|vp|chief|lead|president)\b)(.{3,40}?)\s(?:of|for)\s(?:the\s)?\p{Lu}.*$/iu;

/** "Our finance bloke" does finance. */
const INFORMAL = /\s(?:bloke|guy|person|lady|man|people|chap|folks|lad)$/i;

const tidyTitle = (title: string | null): string | null => {
	const said =
		(title && /\s(?:of|for)\s(?:the\s)?\p{Lu}/u.test(title) ? title.replace(OF_COMPANY, "$1") : title)
			?.trim()
			.replace(/^(?:the|our|my|an?)\s/i, "")
			.replace(INFORMAL, "") ?? "";
	return said === "" ? null : said.charAt(0).toUpperCase() + said.slice(1);
};

/** "Our CFO" is the one person who is known to be it; else the title stands for the name. */
function byTitle(span: Span, title: string, cast: Cast): Mention {
	const holders = cast.theirs.filter((each) => each.title !== null && sameTitle(each.title, title));
	const [only] = holders;
	const name = tidyTitle(title) ?? title;
	return only && holders.length === 1
		? { ...span, ...only, ...PLAIN }
		: { ...span, name, title: name, ...PLAIN, office: true };
}

const sameTitle = (a: string, b: string): boolean =>
	a.toLowerCase() === b.toLowerCase() ||
	a.toLowerCase().startsWith(`${b.toLowerCase()} `) ||
	new RegExp(`\\b${b.replace(/[^\p{L} ]/gu, "")}\\b`, "i").test(a);

/** "Kilbride Council" is a house, and no body of the buyer's. */
const isOfName = (match: RegExpExecArray): boolean =>
	/^\p{Lu}/u.test(match[0]) && /\p{Lu}[\p{L}'’-]+\s$/u.test(match.input.slice(0, match.index));

function groupOf(match: RegExpExecArray): Mention | null {
	const { team, body } = match.groups ?? {};
	const words = (team ?? body ?? "").toLowerCase();
	// "On board" is who agrees.
	if (/\bon\s$/i.test(match.input.slice(0, match.index)) && /^board$/i.test(match[0])) return null;
	// "It" without a capital is the pronoun, and a bare "legal" or "security" mostly an adjective.
	if (/^it$/.test(words) && !/\bIT\b/.test(match[0])) return null;
	if (
		team !== undefined &&
		!/team|department|people|folks|guys|board/.test(match[0]) &&
		!AS_SUBJECT.test(match.input.slice(match.index + match[0].length, match.index + match[0].length + 24))
	)
		return null;
	const name =
		team === undefined
			? words
			: /^(?:procurement|purchasing|legal|finance|it|compliance)$/.test(words)
				? words
				: `${words} team`;
	const shown = name.replace(/^it\b/, "IT").replace(/^(\p{Ll})/u, (letter) => letter.toUpperCase());
	return {
		start: match.index,
		end: match.index + match[0].length,
		...PLAIN,
		name: shown,
		title: null,
		group: true,
	};
}
const AS_SUBJECT =
	/^\s(?:will|would|can|could|has to|have to|must|needs? to|wants?|is|are|signs?|approves?|blocks?|won['’]t|checks|reviews|always|usually|and)\b/i;
