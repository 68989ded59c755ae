import { remembering } from "../../vocabulary/remembered.ts";
import { isQuestion, statementPart } from "../acts.ts";
import { Rules } from "../matches.ts";
import { clauseAt, stanceAt } from "../modality.ts";
import { type Span, shortened } from "../span.ts";
import { type Cast, isOurs, resolved } from "./cast.ts";
import type { Said } from "./said.ts";

export type CompetitorStatus = "in use" | "being compared";

/** Another vendor or system, and the statement that tells. */
export type Competitor = Span & {
	readonly name: string;
	readonly status: CompetitorStatus;
	readonly gist: string;
	readonly confidence: number;
};

const GIST_CHARS_MAX = 140;
const PER_SENTENCE_MAX = 4;

const CORE = "\\p{Lu}[\\p{L}\\p{N}]{2,24}(?:[-&.]\\p{L}[\\p{L}\\p{N}]{1,20})?";
/** A product is one word or two with capitals; an initialism alone is one only if it is no technical word. */
const VENDOR = `["„“”«»‘’]?${CORE}(?:\\s(?:\\p{Lu}[\\p{Ll}\\p{N}]{2,20}|ERP|CRM|POS|HR|IT|BI|\\p{Lu}?\\d{1,4})(?![\\p{L}]))?`;
const VENDORS = `(${VENDOR}(?:(?:,\\s(?:and\\s|or\\s)?|\\s(?:and|or|&)\\s)(?:the\\s|with\\s|to\\s|at\\s)?${VENDOR}){0,3})`;

const NO_VENDOR = new Set(
	"ireland scotland wales austria switzerland poland portugal denmark finland greece turkey hungary romania czechia slovakia slovenia croatia serbia bulgaria netherlands belgium luxembourg iceland canada mexico brazil argentina chile colombia peru india china japan korea vietnam thailand malaysia singapore australia america africa asia kenya uganda tanzania nigeria ghana egypt morocco israel the this that these those there they then thanks thank our your you yes not now well what when where which who why how one two three four five six all both each every some any only and but for with from since until before after because monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter summer winter spring autumn quarter sso saml api apis erp crm iso soc gdpr hipaa csv pdf sla slas rfp rfi rfq poc nda ceo cfo coo cto cio ciso eur usd gbp chf eu uk usa ukraine europe germany france england spain italy norway sweden english german french spanish polish norwegian italian portuguese dutch danish swedish finnish greek turkish arabic hebrew hindi punjabi urdu bengali tamil chinese mandarin cantonese japanese korean thai vietnamese russian ukrainian czech slovak romanian hungarian bulgarian serbian croatian swahili irish welsh latin excel outlook word powerpoint teams zoom slack email mail budget price pricing hello dear kind best regards onboarding support sales finance legal procurement security board head vat it hr plc ltd inc gmbh internet ldap webhook webhooks android iphone ipad windows linux mac sandbox saturday group department street road unit building warehouse site office floor customer customers agents system tool screen please could would can does did just also maybe honestly anyway sorry great good right okay let see looking happy here whoever whatever theirs ours mine yours others other another none one-time prices charges licence licences license licenses payment contract proposals delivery training integration migration implementation everyone everybody management hosting access data billing tickets reporting planning people users orders nobody nothing everything something sandbox".split(
		" ",
	),
);

const RIVAL: readonly RegExp[] = [
	// We talk to them, they talk to us.
	pattern(
		`\\b(?:talking|speaking|look(?:ed|ing)?|(?:are|were|been|be) meeting|(?<![Yy]ou )(?<![Yy]ou have )(?:meet|met)|in touch|compar(?:e|ed|ing)|evaluat(?:e|ed|ing)|consider(?:ed|ing)?|trial(?:led|ling)?|test(?:ed|ing)?|short-?listed|invited|weigh(?:ed|ing)?|up against|shortlist|rather have|prefer) (?:(?:also|already|only|seriously|you|it|this|yourselves|you guys) )?(?:(?:to|at|with|against|between|is|of) )?(?:(?:the people|the guys|folks) (?:at|from) )?${VENDORS}`,
	),
	pattern(
		`\\b(?:quote|quotation|offer|bid|proposal|price|number|demo|pitch|presentation|slides|pilot|trial|sandbox|statement of work|visit)s? (?:from|by|of|with) ${VENDORS}`,
	),
	pattern(
		`(?<![\\p{L}])(${VENDOR})['’]s? (?:\\w{2,12} )?(?:quote|quotation|offer|bid|proposal|price|pricing|number|demo|pitch|reps?|sales|own module|module|contract|statement|sheet)\\b`,
	),
	pattern(
		`(?<![\\p{L}])(${VENDOR})\\s(?:(?:have|has|had|also|already|even|just|themselves|themselves have) ){0,2}(?:quoted|offered|showed|demoed|pitched|came (?:in|back|here)|come in|presented|promised|(?:is|are|was|were|came out|would be) (?:\\w{2,10} ){0,2}(?:cheaper|dearer|lower|higher|more expensive|less(?= expensive|[.,;!]|$)|half|out\\b|still in|the other|also in|second)|charges?|undercut|wants? (?:\\p{Sc}|\\d))`,
	),
	pattern(
		`\\b(?:had|saw|seen|have seen|invited|watched) (${VENDOR}) (?:in\\b|here|over|round|on\\b|last|back|yesterday|with|before|demo|two|three|as well|too)`,
	),
	pattern(
		`\\b(?:cheaper|dearer|better|worse|faster|slower|more(?: expensive)?|less(?: expensive)?|lower|higher|different|easier|nicer) than (?:the one from |what |at )?(${VENDOR})`,
	),
	pattern(
		`\\b(?:compared (?:to|with)|versus|vs\\.?|instead of|alternatives? (?:is|are|would be|like|such as)|competitors?(?: is| are|,| like)|between you and|you(?:rselves)?,|(?:you|yours) (?:and|or)|(?:there['’]s|there is|there was|and|or|plus) also|the other (?:one|offer|vendor|quote|candidate|supplier)s? (?:is|are|being|from))\\s(?:from )?${VENDORS}`,
	),
	pattern(
		`\\b(?:there['’]s|there is|there was|there are)\\s(${VENDOR})(?=,|\\.|\\s(?:and|who|which|with|too|as well|of course)|\\s?$)`,
	),
	pattern(
		`\\b(?:an?|the|that|those|these|some) (${VENDOR}) (?:chap|guys?|reps?|people|lot|team|man|woman|lady|salesm[ae]n|folks?|presentation|demo)\\b`,
	),
	pattern(
		`\\b(?:have|has|had|got|with) (?:also )?(${VENDOR}) (?:knocking|calling|on the (?:phone|line|shortlist|list|table)|in the (?:race|running|mix|process)|coming|breathing|chasing|sniffing)`,
	),
	pattern(
		`\\b(?:invited|asked|shortlisted|talking to|looking at|comparing|considering|finalists?|bidders?|vendors?|candidates?|suppliers?)(?: (?:are|were))?(?: \\w{2,9})?: ${VENDORS}`,
	),
	pattern(
		`\\b(?:same|identical|this) (?:\\w{3,12} )?(?:(?:request|list|question|mail|paper|file|rfp|rfq|brief)s? )?(?:also )?(?:goes|went|is going|going|sent|to|of|from|put)(?: out)?(?: (?:to|with|of))? (${VENDOR})`,
	),
	pattern(
		`(?<![\\p{L}])(${VENDOR}),? (?:also )?(?:receives?|gets?|got|has|have) the same|\\b(?:other|another|second|third|more) (?:supplier|vendor|bidder|candidate|provider|offer|company)s?(?: is| are|,|:) (?:and )?(${VENDOR})`,
	),
	pattern(
		`(?<![\\p{L}])(${VENDOR}) (?:is|are|was|were|came|comes|stands?) (?:in )?(?:now )?at (?:about |around |just |only )?(?:\\p{Sc}|EUR|USD|GBP|CHF|\\d)`,
	),
	pattern(`\\b(?:the (?:house|makers?|vendor|provider|people|supplier)) (?:of|behind) (${VENDOR})`),
	pattern(
		`(?<![\\p{L}])(${VENDOR})\\s(?:(?:did not|didn['’]t) (?:reach the|make the (?:shortlist|cut)|qualify)|(?:is|are|was|were) (?:no longer (?:in|on)|eliminated)|dropped out|(?:has |have )?withdrawn?\\b)`,
	),
	pattern(
		`\\b(?:[Ww]ho else is (?:bidding|in it|in the race)|the (?:other|only other) (?:bidder|candidate))\\b[^.?!]{0,50}?\\b(?:but|is|are) (${VENDOR})(?=\\s\\p{Ll})`,
	),
	pattern(`\\b(?:beside|next to|against) the (${VENDOR}) (?:one|quote|offer|number|price|paper)\\b`),
	pattern(`\\b(?:go|going|went|gone|went ahead|sign(?:ed)?|stay) with (${VENDOR})`),
	// What they do in the contest.
	pattern(
		`(?<![\\p{L}])(${VENDOR})(?:,)? (?:also |still |already |too )?(?:(?:has|have|had) (?:also |already )?(?:been (?:in\\b|here|round)|visited us|shown us|made (?:us )?an offer|sent us|given us|scored|quoted|pitched)|(?:made|sent|gave|showed|offers?|offered|promised|promises) (?:us\\b|\\p{Sc}|\\d|the same|half)|(?:is|are) (?:also |still |only )?(?:being (?:looked at|considered|evaluated|tested|compared)|in the (?:race|running|mix|game|frame|picture|tender)|on (?:our|the) (?:short-?)?list|an? (?:option|alternative|contender)|bidding|pitching|(?:our|the) (?:alternative|runner-up|front-?runner))|keeps? (?:calling|ringing|writing|pushing|chasing|emailing)|kept (?:calling|ringing)|(?:scored|did|performed|came out) (?:well|best|better|second|first|on top))`,
	),
	pattern(
		`\\b(?:rather|sooner|prefers?(?: to)?|tends? to|leans? (?:to|towards?)|leaning (?:to|towards?)|wants? to) (?:take|go with|buy|choose|pick|have|stick with|use|sign with)? ?(${VENDOR})(?=[,.;!?)]|\\s?$|\\s(?:and|but|because|than|if|instead|over|for|any)\\b)`,
	),
	pattern(
		`\\bwants? (${VENDOR}) (?:looked at|considered|invited|included|compared|on the (?:short-?)?list|in the race|too\\b|as well)`,
	),
	pattern(`\\b(?:quote|quotation|offer|bid|proposal) (?:\\S{2,12} )?(?:from|by) (${VENDOR})`),
	pattern(
		`\\b(?:short-?list|long-?list|race|tender|final|running)\\b[^.,;!?]{0,24}\\b(?:is|are|includes?|has|also) (?:also )?${VENDORS}`,
	),
	pattern(
		`\\b(?:you(?:['’]d| would)?(?: be| are|['’]re)?|up|compete|competing|race|measured?|weigh(?:ed|ing)?|stack(?:ed)?|benchmark(?:ed|ing)?|hold(?:s|ing)?|run(?:ning)?) (?:you |it |yours )?(?:up )?against ${VENDORS}`,
	),
	pattern(`\\b(?:differs?|different|distinguish(?:es)?|apart|better off) (?:you )?from (${VENDOR})`),
	pattern(
		`\\b(?:other|another|second|main|only|biggest) (?:candidate|contender|option|alternative|rival|competitor|bidder)s? (?:is|are|would be|being),? ${VENDORS}`,
	),
];
const IN_USE: readonly RegExp[] = [
	pattern(
		`(?<![\\p{L}])(${VENDOR}),? (?:is |being )?(?:our|the|my|your) (?:current|present|existing|old|incumbent|legacy|previous) (?:system|tool|software|supplier|provider|vendor|solution|one|thing|platform|package|partner)`,
	),
	pattern(
		`\\b(?:current|present|existing|old|incumbent) (?:[\\p{Ll}-]{3,14} )?(?:system|tool|software|supplier|provider|vendor|solution|one|thing|platform|package|partner),?(?: is|:)? ?\\(?(?:called |named |from |by )?(${VENDOR})`,
	),
	pattern(`\\bincumbent(?:s|,| is| here is|:)* (?:is )?(${VENDOR})`),
	pattern(
		`\\b(?:everything|it all|all of it|all that|most of it|planning|billing|booking|scheduling|invoicing|accounting|bookkeeping|reporting|rosters?|orders?|tickets?|stock|payroll|\\p{Ll}{4,14}ing|\\p{Ll}{4,14}s)(?: is| are| gets| get| still| currently| all| now){1,3} (?:done|kept|managed|tracked|planned|handled|recorded|run|stored|made|entered|administered) (?:in|with|on|through|via|by) (${VENDOR})(?=[,.;!?)]|\\s?$|\\s(?:and|but|which|since|today|now|at|for)\\b)`,
	),
	pattern(
		`\\b(?:bought|purchased|introduced|implemented|rolled out|installed|licensed|brought in|switched to|moved to|migrated to) (${VENDOR})(?=[,.;!?)]|\\s?$|\\s(?:and|but|which|in|last|two|three|four|five|a (?:few|couple)|years?|back|for|at|when|because)\\b)`,
	),
	pattern(
		`\\b(?:our|the) (?!(?:sister|parent|mother|other|neighbour\\p{Ll}*|next) )(?:[\\p{Ll}-]{3,15} ){1,2}(?:works?|runs?|operates?|lives?) (?:with|on|in) (${VENDOR})(?=[,.;!?)]|\\s?$|\\s(?:and|but|which|since|today|now|at|for)\\b)`,
	),
	pattern(
		`\\b(?:present|current|existing|old|legacy) (?:\\w{3,12} )?(?:system|software|tool|platform|vendor|supplier|provider|solution),? (?:is |called |from )?(${VENDOR})`,
	),
	pattern(
		`\\b(?:system|software|tool|platform|vendor|supplier|provider|product|application|stack|(?:current|present|old|existing|new|other) one)(?: (?:today|now|we (?:have|use)))? (?:is|was|comes)(?: called| currently| from| by| made by)* (${VENDOR})`,
	),
	pattern(`\\b(?:the|our|your) (${VENDOR}) (?:\\w{3,12} )?(?:contract|licen[cs]e|agreement|subscription|renewal)\\b`),
	pattern(
		`\\b(?:our|the|their|my) (?:(?:current|existing|present|running|annual|old|yearly|support|licen[cs]e) )*(?:contract|agreement|licen[cs]e|subscription|renewal|deal) (?:with|from|for|at) (?:the )?(${VENDOR})`,
	),
	pattern(
		`\\b(?:an?|our|the|this|their|your|my|that|of) (?:(?:old|current|existing|legacy|ancient|present|own|on-prem\\w*|ageing|aging) )+(${VENDOR})(?=\\s(?:installation|system|instance|setup|database|licen[cs]e|contract|module|environment|server|account|version|tool|platform|application|thing|stack)\\b|[,.;!)]|\\s?$|\\s(?:is|was|runs|and|that|which|from|in)\\b)`,
	),
	pattern(
		`\\b(?:our|the|an?|your) (${VENDOR})\\s(?:installation|system|instance|setup|database|environment|server|licen[cs]e|contract|subscription|renewal|export)\\b`,
	),
	pattern(
		`\\b(?:we|i|they|our \\w{3,15}|everybody|everyone|the (?:\\w{3,12} )?(?:desk|team|agents|floor|office))(?:['’](?:re|ve|m)| are| am| have| do)? (?:(?:currently|now|still|already|all|mostly|today|just|also|only) ){0,2}(?:use|uses|using|used|run|runs|running|on|live in|work (?:with|in|on)|working (?:with|in|on)|pay(?:ing)?(?: \\S{1,12}){0,4} (?:to|for)|rely on|stuck (?:with|on)|(?:are )?happy with|have been (?:using|on|with)|been (?:using|on|with)|(?:are )?with|got|have)\\s(?:an? |the )?(?:old |ancient )?(${VENDOR})(?=\\s(?:for|today|now|at the|since|as|in|and|but|which|to\\b|on\\b|across|everywhere)|[,.;!)]|\\s?$)`,
	),
	pattern(
		`\\b(?:replac(?:e|ed|ing)|mov(?:e|ed|ing) (?:away from|off)|get(?:ting)? (?:rid of|off|away from|out of)|switch(?:ing)? (?:away )?from|leav(?:e|ing)|migrat(?:e|ed|ing) (?:away )?(?:from|off)|cancel(?:led|ling)?|end(?:ed|ing)?|come(?:s)? out of|coming out of|upgrade of|exported? from|typed? (?:it |them )?(?:again )?into) (?:our |the )?(?:old |current |existing )?(${VENDOR})(?!['’]|[\\p{L}]|\\s\\p{Lu}\\p{L}+['’]s)`,
	),
	pattern(
		`(?<![\\p{L}])(${VENDOR})\\s(?:contract|licen[cs]e|agreement|subscription|installation|renewal)?\\s?(?:runs? out|expires?|is up for renewal|ends|renews|is end of life)\\b`,
	),
	pattern(
		`\\b(?:connect(?:s|ed|ing|ion|or)?|integrat(?:e|es|ed|ing|ion)|interface|link(?:s|ed)?|sync(?:s|ed)?|hook(?:s|ed)? (?:up )?) (?:to|with|into) (?:our |the )?(?:(?:[a-z]{2,12} ){0,3}\\((?:an? |the |our )?(?:old |current )?)?(${VENDOR})`,
	),
];

/** A question that sets us beside somebody names them: "How do you differ from Wavecrest?" */
const ASKED_OF: readonly RegExp[] = [
	pattern(
		`\\b(?:you|yours|it|your \\p{Ll}+)\\b[^.?!]{0,24}\\b(?:differ(?:s|ent)? from|compares? (?:to|with)|compared (?:to|with)|better than|cheaper than|stand (?:next to|beside|against)|do that|hold up against|match) (${VENDOR})`,
	),
];

function pattern(source: string): RegExp {
	return new RegExp(source, "gu");
}

export type KnownVendor = Pick<Competitor, "name" | "status">;

/** Other vendors, and the systems in use; of those known already, whatever is said. Who is one of the deal's people, or we ourselves, is none. */
export function competitorsIn(
	said: readonly Said[],
	cast: Cast,
	{ notVendors, known }: { readonly notVendors: readonly string[]; readonly known: readonly KnownVendor[] },
): readonly Competitor[] {
	const people = new Set(
		[...cast.theirs, ...cast.ours.map((name) => ({ name }))].flatMap(({ name }) => name.toLowerCase().split(/\s+/)),
	);
	const couldName = (words: string): boolean =>
		(lowered(words).match(CAPITALS) ?? []).some(
			(word) => !NO_VENDOR.has(word.toLowerCase()) && !people.has(word.toLowerCase()),
		);
	const told = said.filter((each) => couldName(each.words) || /^theirs\b/i.test(each.words));
	const named = told.map((each) => ({ said: each, found: vendorsOf(each, cast, notVendors) }));
	const vendors = [...known, ...named.flatMap(({ found }) => found)].slice(0, VENDORS_MAX);
	return named.flatMap((each) => {
		const stated = withoutQuestion(each.said.words);
		const again = vendors.flatMap(({ name, status }) =>
			isSubject(stated, name) && !(status === "in use" && OF_AN_OFFER.test(stated))
				? [{ name, status, at: stated.indexOf(name) }]
				: [],
		);
		const theirs = rivalBefore(said, each.said, vendors);
		return uniqueByName([...each.found, ...again, ...theirs])
			.slice(0, PER_SENTENCE_MAX)
			.map((one) => competitorOf(each.said, one));
	});
}

const CAPITALS = /\p{Lu}[\p{L}\p{N}]{2,24}/gu;

/** What is offered, or is out of the contest, says nothing of the system that runs today. */
const OF_AN_OFFER =
	/\b(?:is|are) (?:out|in the running|cheaper|dearer|second|first)\b|\b(?:offers?|offered|quoted?|slides|bid|proposed)\b/i;

/** "Theirs is 18% under yours": of whom the sentence before names, if that is one rival. */
function rivalBefore(said: readonly Said[], each: Said, vendors: readonly KnownVendor[]): readonly Named[] {
	if (!/^theirs\b/i.test(each.words)) return [];
	const before = said[said.indexOf(each) - 1];
	const named = vendors.filter(
		({ name, status }) =>
			status === "being compared" && before?.words.includes(name) && before.speaker === each.speaker,
	);
	const [only] = uniqueByName(named.map((one) => ({ ...one, at: 0 })));
	return only && new Set(named.map((one) => one.name)).size === 1 ? [only] : [];
}

/** More vendors than a deal has. */
const VENDORS_MAX = 20;

/** "Does it connect to Corvane?" says what is in use; other questions name nobody. */
const withoutQuestion = (words: string): string => (isQuestion(words) ? statementPart(words) : words);

const vendorsOf = ({ words }: Said, cast: Cast, notVendors: readonly string[]): readonly Named[] =>
	uniqueByName(
		[
			...matches(lowered(withoutQuestion(words)), OF_RIVALS, "being compared"),
			...matches(lowered(words), OF_USE, "in use"),
			...matches(lowered(words), OF_QUESTIONS, "being compared"),
		].filter(({ name }) => isVendor(name, cast, notVendors)),
	);

function competitorOf({ words, start, end }: Said, { name, status, at }: Named): Competitor {
	const isHedged = stanceAt(words, { start: at, end: at + 1 }) === "hedged";
	return { start, end, name, status, gist: gistOf(words, at), confidence: isHedged ? SURE.hedged : SURE[status] };
}

const SURE = { "being compared": 0.8, "in use": 0.75, hedged: 0.55 } as const;

/** The words that open sentences, as they stand inside one: patterns tell names by their capitals. */
const lowered = remembering((text) => text.replace(OPENERS, (word) => word.toLowerCase()));
const OPENERS =
	/(?<![\p{L}])(?:We|They|There|Their|Our|The|And|But|It|I|He|She|Does|Do|Is|Can|Could|Will|So|Then|Also|Right|Or|Plus|My|This|That|You|Your|Orders?|Currently|Today|Compared|Between|Replace|Replacing|Invited|Another|Everybody|Everyone|Nobody|If|Because|Either|Both|An?|Quote|Quotation|Offer|Proposal|Bid|Cheaper|Other|Same|Also)(?=['’\s])/gu;

/** "Karzenna offers to take them over": of a vendor who is known, what it does is said of it. */
const isSubject = (text: string, name: string): boolean => {
	const at = text.indexOf(name);
	return (
		at >= 0 &&
		(at === 0 || /(?:^|[.,;]\s|\b(?:and|but|that|the|because|so)\s)$/i.test(text.slice(0, at))) &&
		/^\s\p{Ll}{2,}\s\S+\s\S/u.test(text.slice(at + name.length, at + name.length + 60))
	);
};

type Named = { readonly name: string; readonly at: number; readonly status: CompetitorStatus };

const [OF_RIVALS, OF_USE, OF_QUESTIONS] = [RIVAL, IN_USE, ASKED_OF].map(
	(patterns) => new Rules(patterns, (pattern) => pattern),
) as [Rules<RegExp>, Rules<RegExp>, Rules<RegExp>];

const matches = (text: string, patterns: Rules<RegExp>, status: CompetitorStatus): readonly Named[] =>
	patterns.matchesIn(text, PER_SENTENCE_MAX).flatMap(({ matches }) =>
		matches.flatMap((match) => {
			const names = match[1] ?? match[2] ?? "";
			const at = match.index + match[0].lastIndexOf(names);
			return names.split(/,\s(?:and\s|or\s)?|\s(?:and|or|&)\s/).map((name) => ({
				name: name
					.replace(/^(?:the|with|to|at)\s/, "")
					.replace(/^["„“”«»‘’]|["“”«»]$/g, "")
					.replace(/['’]s$/, "")
					.trim(),
				at,
				status,
			}));
		}),
	);

/** Of a country, a people or a language. */
const NATION =
	/^(?:amer|afr|asi|austr|alban|argentin|armen|austral|belg|brazil|brit|bulgar|canad|catal|chin|colomb|croat|cyp|dan|egypt|engl|eston|ethiop|europe|finn|flem|georg|german|greec|hung|ind|indones|iran|ir|ital|japan|jord|ken|kore|latv|lithuan|malays|malt|mexic|mor|nep|niger|norweg|pakistan|persi|peruv|pol|portugu|roman|russ|scott|serb|sloven|slovak|somal|span|sud|swed|syr|taiwan|tanzan|turk|ugand|ukrain|vietnam|walloon)/i;

function isVendor(name: string, cast: Cast, notVendors: readonly string[]): boolean {
	const [first = "", ...rest] = name.split(/\s+/);
	if (
		/^(?:\p{Lu}\p{Ll}{3,}(?:ish|ese)|\p{Lu}\p{Ll}{2,}[aei]c?an|\p{Lu}\p{Ll}{2,}ian)$/u.test(name) &&
		NATION.test(name)
	)
		return false;
	if (
		first.length < 3 ||
		NO_VENDOR.has(first.toLowerCase()) ||
		rest.some((word) => NO_VENDOR.has(word.toLowerCase()) && !IN_NAMES.test(word))
	)
		return false;
	if (isOurs(name, cast) || isOurs(first, cast) || resolved(name, cast) !== null || resolved(first, cast) !== null)
		return false;
	return !notVendors.some((each) => each.toLowerCase().split(/\s+/)[0] === first.toLowerCase());
}

/** Products are called so: "Quorum ERP", "Gridlock One". */
const IN_NAMES = /^(?:ERP|CRM|POS|HR|One|Cloud|System|Support|Planning)$/;

/** The system in use stays that, though it is also compared with. */
function uniqueByName(found: readonly Named[]): readonly Named[] {
	const kept = new Map<string, Named>();
	for (const each of found) {
		const had = kept.get(each.name.toLowerCase());
		if (!had || had.status === "being compared") kept.set(each.name.toLowerCase(), each);
	}
	return [...kept.values()];
}

function gistOf(text: string, at: number): string {
	const clause = clauseAt(text, at);
	const words = text.slice(clause.start, clause.end).trim();
	return shortened(
		(words.split(/\s+/).length < 4 ? text : words).replace(/^[\s,;:–—-]+|[\s,;:.–—-]+$/g, ""),
		GIST_CHARS_MAX,
	);
}
