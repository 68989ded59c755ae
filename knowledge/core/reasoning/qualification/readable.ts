import { firstIn, holds, matchesIn } from "../matches.ts";
import { clauseAt } from "../modality.ts";
import type { Remark } from "./remark.ts";

/**
 * Whether a phrase says something to a reader who has not seen the mail: it names what it is about, and it is neither an
 * errand for us nor a term of the contract. Where in doubt it says nothing: a board with fragments is not read.
 */
export function readable(remark: Remark, words: string, at: number): string | null {
	const text = words.replace(LEADS, "").trim();
	if (holds(text, REQUEST) || holds(text, MANNER) || CLEFT.test(text)) return null;
	const named = measured(remark, text, at) ?? resolved(remark, text, at);
	return named !== null && saysSomething(named) ? named : null;
}
/** "That is when it fails": all that it says stands elsewhere. */
const CLEFT =
	/^(?:that|this|it|which)(?:['’]s|\s(?:is|was))\s(?:just |only |exactly |also )?(?:when|why|how|where|what|because)\b/i;
/** What ties a clause to the one before it. */
const LEADS = /^[\s,;:–—-]*(?:(?:and|but|so|because|since|also|plus|then|now|today)[,\s]\s?){0,3}/i;

/** "We want to get that down to two days" with what takes so long now; `null` where nothing is left open, or nothing says it. */
export const measured = (remark: Remark, text: string, at: number): string | null =>
	isDangling(text) ? withMeasure(remark, text, at) : null;

/** "The tablets", "a test", "all five": without two words that mean something, or an acronym, a value is a fragment. */
export const saysSomething = (text: string): boolean =>
	/^(?:an? |the )?[A-Z]{2,6}\b(?![’'])/.test(text.trim()) || contentWords(text) >= 2;

/** What is asked of us is an ask, and is kept as one. */
const REQUEST =
	/\b(?:please|kindly|from you\b|(?:could|can|would|will) you\b|you (?:to|could|can|would)\b|(?:would|['’]d) be (?:a )?(?:great|good|nice|kind|big|much)\b)/i;
/** How somebody else put a thing says nothing of the thing. */
const MANNER =
	/\b(?:in the tone of|in an? (?:\w{3,12} )?(?:tone|voice) (?:of|that)|with the (?:face|voice|look|air|smile) of|like an? (?:\w{3,12} )?(?:man|woman|person|child|boy|girl) (?:who|that|with)|as (?:if|though) (?:he|she|they|somebody|someone)|(?:he|she|they|\p{Lu}\p{Ll}{1,20}) (?:only |just |even |then )?(?:sighed|grinned|laughed|smiled|joked|shrugged|whispered|rolled (?:his|her) eyes|raised an eyebrow|made a face))\b/iu;

const STOP_WORDS: ReadonlySet<string> = new Set(
	"a an the this that these those it its them they we us our i my me you your he she his her him their is are was were be been being am do does did have has had get gets got to of in on at for from with by as into onto up down out off over under and or nor but so if when than then there here now today very just also too really only even still yet not no all both every each any some much many more most less few one ones two three four five six seven eight nine ten first second third following same other another everything something anything nothing thing things somebody someone everybody everyone anybody nobody which who whom what where how why will would can could shall should may might must need needs want wants like able myself ourselves themselves itself himself herself yes well okay writing".split(
		" ",
	),
);

function contentWords(text: string): number {
	const words = text.toLowerCase().match(/[\p{L}\d][\p{L}\d'’]*/gu) ?? [];
	return words.filter((word) => /\p{L}{2}/u.test(word) && !STOP_WORDS.has(word.replace(/['’].*$/, ""))).length;
}

const PRONOUN =
	/\b(?:it|them)\b|(?<!\b(?:so|now|given|something|anything|someone|one|those|tool|system|software|solution|platform|way)\s)\b(?:this|that|these|those)\b(?=\s(?:to|down|up|in|by|for|before|after|ourselves|myself|themselves|and|or|on|at|with|from|into|within|under|below|out|as|then|done|fixed|working|live|over|off|away|next|last|every|all|now|today|soon|here|there|because|when|if|too|automatically|manually|fully|properly|quickly)\b|[.,;:!?)]|\s?$)/i;
/** Something that a later "it" may mean stands in the value itself. */
const NAMED_BEFORE =
	/\b(?:the|an?|our|my|their|one|two|three|four|both|every|all|each|no|some|any|more|\d+)\s(?:\p{L}{1,14}\s)?\p{L}{3,}/iu;
const ENOUGH_BEFORE = 3;

/** "It takes us three weeks to close the books" names what takes so long. */
const EXPLETIVE =
	/^it(?:['’]s|\s(?:is|was|takes?|took|costs?|would|can|has))\b.{0,90}\s(?:to|that|when|until|before)\s\p{L}/iu;
const STARTS_WITH_PRONOUN =
	/^(?:this|that)(?=['’]s\b|\s(?:is|was|has|costs?|takes?|took|hurts?|kills?|fails?|breaks?|means|makes?|happens|leads?|leaves?)\b)/i;

function danglingAt(text: string): RegExpExecArray | null {
	if (EXPLETIVE.test(text)) return null;
	const match = STARTS_WITH_PRONOUN.exec(text) ?? firstIn(text, PRONOUN);
	if (!match) return null;
	const before = text.slice(0, match.index);
	return NAMED_BEFORE.test(before) || contentWords(before) >= ENOUGH_BEFORE ? null : match;
}
const isDangling = (text: string): boolean => danglingAt(text) !== null;

/** What the sentence before calls by name takes the place of the pronoun; where several things, or none, come into question, silence. */
function resolved(remark: Remark, text: string, at: number): string | null {
	const match = danglingAt(text);
	if (!match) return text;
	const many = /^(?:them|these|those)$/i.test(match[0]);
	// The clause that holds the words names its own subject, not what its pronoun means.
	const sooner = remark.text.slice(0, clauseAt(remark.text, at).start);
	const names = namesIn(contentWords(sooner) > 1 ? sooner : (remark.before ?? ""), many);
	const [name] = names;
	if (name === undefined || names.length > 1) return null;
	const led = match.index === 0 ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
	return `${text.slice(0, match.index)}${led}${text.slice(match.index + match[0].length)}`;
}

const NAME_ENDS =
	"(?=[.,;:!?)]|\\s?$|\\s(?:of|in|on|at|to|for|from|with|by|and|or|is|are|was|were|has|have|had|that|which|who|takes?|took|will|can|must|we|i|it|they|when|because|after|before|every|until|than|as|so|but|if|does|do|gives?|needs?|comes?|goes|not|today|now|themselves|ourselves|sits|lives|lies|stands|runs|works|shows|costs|fails|breaks|holds)\\b)";
const NAMES = new RegExp(
	`\\b(?:the|an?|our|my|their)\\s((?:[\\p{L}-]{2,18}\\s){0,2}?[\\p{L}-]{3,18})${NAME_ENDS}`,
	"giu",
);
/** Times, people and the talk itself are not what is bought. */
const NOT_A_THING =
	/\b(?:day|night|week|month|quarter|year|time|moment|end|start|way|thing|lot|bit|few|mail|e-?mail|call|meeting|question|questions|answer|answers|point|points|people|man|men|woman|women|team|guys|lads|boss|owner|board|committee|customers?|manager|director|money|budget|price|quote|offer|proposal|contract|other|others|same|first|last|next|rest)s?$/i;

function namesIn(text: string, many: boolean): readonly string[] {
	const found = matchesIn(text, NAMES)
		.filter((match) => !NOT_A_THING.test(match[1] ?? ""))
		.filter((match) => /(?:[^su]s|ses|ies)$/i.test(match[1] ?? "") === many)
		.map((match) => match[0].toLowerCase());
	return [...new Set(found)];
}

const TARGET =
	/\b(?:get|bring|cut|reduce|lower|push|take|shorten|move|drive|raise|increase)\b.*\b(?:to|below|under|by|within)\s(?:about |around |at most )?(?:\d|(?:half|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty)\b)/i;
const MEASURE =
	/(?:\d[\d.,]*|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|[a-z]{2,6}ty-[a-z]{3,5}))\s?(?:%|per ?cent\b|(?:(?:working|business|full|whole) )?(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?)\b)/i;
const MEASURE_CHARS_MAX = 70;

/** A word that has its capital from the place where it stands. */
const SENTENCE_START = /^(?:\p{Lu}\p{Ll}+ing|The|An?|Our|My|We|It|This|That|They|Each|Every|All)(?=\s)/u;

/** "We want to get that down to two days" is read with what takes so long now. */
function withMeasure(remark: Remark, text: string, at: number): string | null {
	if (!holds(text, TARGET)) return null;
	const own = clauseAt(remark.text, at).start;
	for (const source of [remark.text.slice(0, own), remark.before ?? ""]) {
		const match = MEASURE.exec(source);
		if (!match) continue;
		const clause = clauseAt(source, match.index);
		const words = source
			.slice(clause.start, clause.end)
			.replace(/^[\s,;:–—-]*(?:(?:and|but|so|which|that|because|now|today)\s)*/i, "")
			.replace(/[\s.,;:!?]+$/, "");
		if (words.length > MEASURE_CHARS_MAX || contentWords(words) < 2) return null;
		return `${text.replace(/[\s.,;:!?]+$/, "")} (now: ${words.replace(SENTENCE_START, (word) => word.toLowerCase())})`;
	}
	return null;
}

/** Clauses of the contract and prices: they are settled with us, and no product meets them. */
const TERM =
	/\b(?:(?:price )?caps?\b[^.;]{0,20}(?:\d|price|increase)|indexation|service credits?|limits? (?:of|on) liability|liabilit(?:y|ies) (?:of|cap|limit)|indemnit\w+|penalt(?:y|ies) (?:of|per|is|are)\b|without penalty|jurisdiction|arbitration|governing law|courts? of|in arrears|(?:paid?|payable|invoiced|yearly|quarterly|monthly) in advance|payable|payment (?:terms?|plan|schedule|in|at|within|after|quarterly|monthly)|right to (?:leave|terminate|cancel|withdraw|exit)|notice periods?|terminat(?:e|ion) (?:at|after|without|for|of|clause)|\d+ ?(?:%|per ?cent) (?:off|less|discount)|mark-?ups? of|in the contract)\b/i;
const FEE =
	/^(?:an? |the |our |your |what )?(?:\w{3,12} ){0,2}(?:migration|set-?up|onboarding|one-?off|monthly|annual|yearly|licen[cs]e|support) (?:fees?|costs?|amounts?|charges?|prices?)\b/i;
const SAVES = /^(?:to )?(?:reduce|cut|lower|avoid|save|halve|control|see|track|know|compare)\b/i;
const TERM_START =
	/^(?:to )?(?:be able to )?(?:(?:get|walk|back) (?:out|away)\b|leave (?:after|before|at|within|if|when|you)\b|a way out|(?:about |at least |a |an )?(?:reduction|deduction|right|warranty|guarantee|rebate|discount) (?:of|on|to|for|if)\b|\d[\d.,]* ?(?:%|per ?cent) (?:where|when|if|on|of the|for)\b|\d[\d.,]* ?(?:eur\b|usd\b|gbp\b|€|\$|£)|pay\b|your\b|(?:what|how|which|whether|when|why|who)\b)/i;
export const isTerm = (text: string): boolean => {
	const words = text.trim();
	return holds(words, TERM) || TERM_START.test(words) || (FEE.test(words) && !SAVES.test(words));
};
