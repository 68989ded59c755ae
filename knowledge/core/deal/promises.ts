import type { Sentence } from "../reasoning/sentences.ts";
import { type Figure, figuresIn, isSameNumber } from "../reasoning/support/figures.ts";
import { stemOf, tellingWords } from "../reasoning/support/words.ts";
import {
	ABLE,
	AMONG,
	ASSENTS,
	ASSERTS,
	BECOMES,
	BUYERS_THINGS,
	BY_PEOPLE,
	CAN_BE_DONE,
	DATED,
	EFFECT,
	FIRST,
	IS_DONE,
	IT_DOES,
	LEVEL,
	MILD,
	NAME_CAN,
	NAMED,
	NEGATED,
	NOISE,
	OTHERS,
	OTHERS_DO,
	OUT_OF_IT,
	SWEEPING,
	TAKES,
	THEIR_DOING,
	THEIR_SIDE,
	THEIRS_ALONE,
	THERE_IS,
	THEY_WILL,
	TO_DO_FOR_YOU,
	WE_DO,
	WE_HAVE,
	YOU_GET,
} from "./claim-words.ts";
import { isDenied, isPending, isToldOrOpen, RETOLD as TOLD } from "./commercial.ts";
import {
	ABSOLUTE,
	AS_REQUIRED,
	BINDING,
	COURTESIES,
	COURTESIES_OF_OTHERS,
	DOING,
	DONE_BY_US,
	FORBEARANCE,
	WE_ALWAYS,
} from "./promise-words.ts";

/** What an undertaking of ours may rest on. */
export type Backing = {
	/** What the catalogue says that we do. */
	readonly does: readonly string[];
	/** What it says that we do not. */
	readonly lacks: readonly string[];
	/** What we are known to have promised. */
	readonly promised: readonly string[];
	/** Whether prices are offered: a clause that states one is the offer's, and judged as such. */
	readonly isOffered: boolean;
	/** What things of the catalogue are called: «Care 24/7» promises nothing. */
	readonly items: readonly string[];
	/** What our products and our house are called. */
	readonly products: readonly string[];
	/** What stands on the price list. */
	readonly priced: readonly string[];
	/** Names that the buyer wrote: «Ledgerly is kept» says what they keep. */
	readonly theirs: ReadonlySet<string>;
};

export type Promised = { readonly text: string; readonly why: string };

/**
 * [JU18] An undertaking of ours that nothing backs, in a sentence of ours: what we, ours or the product will do, do or hold
 * ready. A verb that is on no list of courtesies commits us.
 */
export function promisedIn(sentences: readonly Sentence[], backing: Backing): Promised | null {
	const index = indexOf(backing);
	const items = backing.items.filter((each) => each.length >= 3).toSorted((a, b) => b.length - a.length);
	for (const sentence of sentences) {
		const text = items.reduce((left, each) => left.replaceAll(each, "the item"), sentence.text);
		if (/\?\W{0,3}$/.test(text)) continue;
		const found = judgeSentence(text, index);
		if (found) return found;
	}
	return null;
}

/** «As you like» and «as long as you need» tell nothing of them. */
const plain = (words: string): string =>
	words.replace(
		/\b(?:whenever|as|if|when|wherever|however|how|what|which) you (?:like|want|wish|prefer|please)\b|\bas (?:long|often|many|much|soon) as you (?:like|want|wish|prefer|need|require)\b/gi,
		" ",
	);
/** Told again as theirs. */
const RETOLD = { test: (words: string): boolean => TOLD.test(plain(words)) };

type Index = {
	readonly isOffered: boolean;
	/** What our products are called: who names one has not said anything of it yet. */
	readonly names: RegExp;
	/** Of each limit the part that denies. */
	readonly denied: readonly ReadonlySet<string>[];
	/** The figures that we state. */
	readonly figures: readonly Figure[];
	readonly does: readonly ReadonlySet<string>[];
	readonly lacks: readonly ReadonlySet<string>[];
	readonly promised: readonly ReadonlySet<string>[];
	readonly product: RegExp;
	readonly priced: readonly string[];
	readonly theirs: ReadonlySet<string>;
};

const indexOf = ({ does, lacks, promised, products, isOffered, priced, theirs }: Backing): Index => {
	const sets = (texts: readonly string[]) => texts.map((each) => new Set(tellingWords(each)));
	const names = products.filter((each) => each.length >= 3).map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return {
		isOffered,
		priced,
		theirs,
		does: sets(does),
		lacks: sets(lacks),
		denied: sets(
			lacks.map((each) =>
				each
					.split(/[:;,]| but /)
					.filter((part) => /\b(?:not|no|cannot|n['’]t)\b/i.test(part))
					.join(" "),
			),
		),
		figures: figuresIn([...does, ...lacks, ...promised].join(".\n")),
		promised: sets(promised),
		names: new RegExp(names.length === 0 ? "(?!)" : `\\b(?:${names.join("|")})\\b`, "gi"),
		product: new RegExp(
			`^\\W{0,3}(?:(?:and|but|so|also|yes|then|there|here|with it|in it|today|of course),? ){0,2}(?:(?:the|our|this|its|each|every|all|any) )?(?:${[...names, "system", "product", "software", "tool", "platform", "solution", "application", "app", "module", "log", "audit trail", "connector", "api", "import", "export", "backup", "support", "hotline", "set-?up", "onboarding", "rollout", "training", "migration"].join("|")})s?(?: (?:also|then|always|itself|already|only|still|\\w{3,12}ly))?(?: (?:for|of|in|from|with|on|to) (?:[\\w-]+ ){0,2}[\\w-]+)? (?:is|are|has|have|can|will|could|does|do|may|must|should|\\w{2,}[^s\\W]s)\\b(?! (?:you|that you|your|of your|on your|at your))`,
			"i",
		),
	};
};

function judgeSentence(text: string, index: Index): Promised | null {
	// «You ask for a) this, b) that»: what is listed behind it is theirs, until somebody of ours acts.
	if (isDenied(text)) return null;
	if (AS_THEY_REQUIRE.test(text) && !isPending(text) && !DENIES.test(text))
		return { text: text.trim(), why: "it takes over what they require" };
	let isListed = false;
	const isLeft = isToldOrOpen(plain(text));
	for (const clause of clausesOf(text)) {
		const isTold = isToldAgain(clause);
		const isOurs = /\b(?:i|we|our|us|my)\b|['’]ll\b/i.test(clause) || (!isTold && HELD.test(clause));
		if (isTold) isListed = true;
		else if (isOurs) isListed = false;
		// A heading says what is spoken of.
		if (
			/:\s*$/.test(clause) &&
			(/^\W*(?:what|how|where|when)\b/i.test(clause) || !/\b(?:will|can|is|are|we|i)\b/i.test(clause))
		)
			continue;
		if (/^\W*(?:(?:and|but|so) )?(?:whether|if|unless|should|in case|provided)\b/i.test(clause)) continue;
		if (isPending(clause) || DENIES.test(clause) || ((isListed || isLeft) && !isOurs)) continue;
		if (!isListed && isLimit(clause, index)) return { text: clause.trim(), why: "our own limits say otherwise" };
		if (index.isOffered && figuresIn(clause).some(({ kind }) => kind === "money")) continue;
		const found = reasonIn(clause, index);
		if (found !== null && !isBacked(text, clause, { index, ...found })) return { text: clause.trim(), why: found.why };
	}
	return null;
}

/** What says how it is already: our answer to what they said, and no more of their list. */
const HELD =
	/^\W{0,3}(?:(?:and|but|so|also|yes|then|there|here|because|since),? ){0,2}it (?:connects|integrates|plugs|hooks)\b|\bout of the box\b|\b(?:is|are) already (?:available|supported|live|in place|possible)\b/i;
/** «The region is already available for the data you need» tells nothing again: what they need stands behind the claim. */
const isToldAgain = (clause: string): boolean => {
	const isTold = (words: string): boolean => RETOLD.test(words) || ASKS.test(words);
	const held = HELD.exec(clause);
	return isTold(clause) && (held === null || isTold(clause.slice(0, held.index)));
};

/** «It will be switched off, as you require.» */
const AS_THEY_REQUIRE =
	/^(?!.*\b(?:whether|if|wrote|write|said|say|asked)\b).{0,200}\b(?:will|shall)\b[^.;]{0,80},? (?:just |exactly )?as you (?:require|need|want|ask|demand|wish|expect)(?:d|ed)?\b/i;

/** What is asked, left open or told of their side is said in the clause that begins so. */
const BREAK =
	/[;:()–—]\s?|,\s(?=(?:and|but|so|then|which|because|since|while|though|although|yet|where|as|with|i|we|our|you|the|it|this|that|there|no|please|if)\b)|\s(?=(?:but|so that|which|because|whereas|although|though|and (?:i|we|our|you|they|the|it|this|that|there|will|can|a|an|my|your))\b)/gi;

function clausesOf(text: string): readonly string[] {
	const ends = [...text.matchAll(BREAK)].map((match) => match.index + match[0].length);
	return [...ends, text.length]
		.map((end, i) => text.slice(ends[i - 1] ?? 0, end))
		.filter((each) => /\p{L}/u.test(each));
}

/** Nothing is undertaken where it is denied that one may, or said to be theirs to say. */
const DENIES =
	/\bno longer\b|\b(?:not|n['’]t|never|neither|nothing|nobody|cannot|without being able|rather than)\b[^.;]{0,40}\b(?:promise|grant|confirm|commit|say|state|tell|know|decide|give|name|put|agree|claim|sure|certain|mine|guarantee|forecast|figure|answer|offer|quote|written|statement|up to me|for me|my (?:call|decision)|able)\b|\b(?:cannot|can['’]t|can not|could not|couldn['’]t|am not|are not|is not|isn['’]t|does not|doesn['’]t|do not|don['’]t|has no|have no|there is no|there are no)\b|\b(?:is|are|stays?|remains?) (?:\w{3,12} )?(?:elsewhere|somewhere else)\b/i;

const ABOUT =
	/(?<=\b(?:answer|reply|word|note|decision) (?:on|about|to) )(?:how|what|when|which|where|who)\b.*$|\b(?:whether|(?:ask(?:ed|ing)?|know|see|check|find out|tell you|clear|sure|wonder) if|(?:am|are) (?:checking|asking|finding out|clarifying|looking into) (?:what|how|which|when|where|who))\b.*$/i;

/** Why a clause binds us. `binds`: to an act; what the catalogue says that a product does is no such act. */
type Reason = { readonly why: string; readonly binds: boolean; readonly share: number };
const act = (why: string): Reason => ({ why, binds: true, share: ACT_SHARE });
const claim = (why: string, share = CLAIM_SHARE): Reason => ({ why, binds: false, share });

/** Why a clause binds us, or `null`. */
function reasonIn(said: string, index: Index): Reason | null {
	// What is asked about is not said.
	const clause = said.replace(ABOUT, "");
	if (BINDING.some((pattern) => pattern.test(clause))) return act("it undertakes something for us");
	const isRetold = isToldAgain(clause);
	if (!isRetold && HELD.test(clause)) return claim("it says what is there already");
	if (!isRetold && ABSOLUTE.test(clause)) return act("it says what always or never happens");
	const level = LEVEL.exec(clause);
	if (level && !TOLD.test(clause.slice(0, level.index)) && !ASKS.test(clause.slice(0, level.index)))
		return act("it says how well or how long it runs");
	const mild = MILD.exec(clause);
	if (mild) return DOING.test((mild[1] ?? "").trimStart()) ? act("it says what we would do") : null;
	const first = FIRST.exec(clause);
	if (first) {
		const isNot =
			first[2] !== undefined ||
			/\b(?:not|never)\b|n['’]t\b/i.test(first[0].slice(0, first[0].length - (first[3] ?? "").length));
		return isNot ? withheld(first[3] ?? "") : courteous(first[3] ?? "") ? null : act("it says what we will do");
	}
	const other = OTHERS.exec(clause);
	if (other && !isRetold) {
		const verb = (other[2] ?? "").replace(/^(\w+?)(?:s|es)\b/, "$1");
		if (!COURTESIES_OF_OTHERS.test(verb) && !COURTESIES_OF_OTHERS.test(other[2] ?? "") && !isState(other[2] ?? ""))
			return act("it says what somebody of ours will do");
		return null;
	}
	const others = isRetold ? null : OTHERS_DO.exec(clause);
	if (others && DOING.test(others[1] ?? "")) return act("it says what somebody of ours will do");
	const done = isRetold || /\b(?:only|neither|nor|no|nothing)\b/i.test(clause) ? null : WE_DO.exec(clause);
	if (done && WE_ALWAYS.test(done[1] ?? "") && !courteous(done[1] ?? "")) return act("it says what we do");
	if (!isRetold && TAKES.test(clause)) return claim("it says how long something takes");
	if (!isRetold && WE_HAVE.test(clause)) return act("it says what we have done");
	const get = YOU_GET.exec(clause);
	if (get && !TO_DO_FOR_YOU.test(get[1] ?? "")) return act("it says what they will get");
	if (isRetold) return null;
	const will = THEY_WILL.exec(clause);
	if (
		will &&
		BECOMES.test(will[2] ?? "") &&
		!COURTESIES_OF_OTHERS.test(will[2] ?? "") &&
		!THEIR_SIDE.test(will[1] ?? "") &&
		!NAMED.test(will[1] ?? "") &&
		!BY_PEOPLE.test(clause)
	)
		return claim("it says what will be");
	const kept = /^\W*(?:and )?(\p{Lu}[\p{L}-]{2,20}) is kept\W*$/u.exec(clause)?.[1];
	if (kept !== undefined && index.theirs.has(kept)) return null;
	if (
		IS_DONE.test(clause) &&
		!/\b(?:when|once|until|before|after|if|as soon as|that|which|what|how) (?:\w+ ){0,3}(?:is|are|gets?|can be)\b/i.test(
			clause,
		) &&
		DONE_BY_US.test(clause) &&
		!BY_PEOPLE.test(clause) &&
		!THEIR_DOING.test(clause)
	)
		return claim("it says what is done");
	if (EFFECT.test(clause) && !/^\W*(?:if|when|as|where|unless|once|since|because|that|who)\b/i.test(clause))
		return act("it says what will come of it");
	if (AS_REQUIRED.test(clause) && /\b(?:is|are|has|have|\w+s)\b/.test(clause))
		return act("it takes over what they require");
	if (index.product.test(clause) && !STATE.test(clause)) return claim("it says what our product does");
	if (ABLE.test(clause) && !NAME_CAN.test(clause) && !index.theirs.has(/\p{L}+/u.exec(clause)?.[0] ?? ""))
		return claim("it says what can be done with it", NEARLY_ALL);
	if (THERE_IS.test(clause)) return claim("it says what there is", NEARLY_ALL);
	if (IT_DOES.test(clause)) return claim("it says what our product does");
	if (CAN_BE_DONE.test(clause) && !/\b(?:you|your|they|their|he|she)\b/i.test(clause))
		return claim("it says what can be done");
	if (AMONG.test(clause) && !index.priced.some((each) => clause.includes(each)))
		return act("it says what is among ours");
	if (
		ASSENTS.test(clause) &&
		!/^\W*(?:perhaps|maybe)\b.*\b(?:should|could|would|might)\b/i.test(clause) &&
		!BUYERS_THINGS.test(clause) &&
		!/\b(?:before|when|until|once|if|that|which|who) \w+ (?:\w+ )?(?:comes?|starts|begins|opens|follows)\b/i.test(
			clause,
		) &&
		!THEIRS_ALONE.test(clause)
	)
		return DATED.test(clause)
			? act("it says that something will be had by a day")
			: claim("it says that something can be had");
	return null;
}

const courteous = (words: string): boolean => {
	const verb = words.toLowerCase().trimStart();
	return COURTESIES.some((pattern) => pattern.test(verb));
};
const withheld = (words: string): Reason | null =>
	FORBEARANCE.test(words.toLowerCase().trimStart()) ? act("it says what we will never do") : null;

/** «Our list is attached»: how something stands with us promises nothing. */
const isState = (words: string): boolean => /^(?:is|are|was|were|has|have|had|does|did|s)\b/i.test(words);
const STATE =
	/\b(?:sounds|looks?|matters?|is what|is where|is how|speaks?|seems?|remains? open|is open|was|were|would|might|may|means?|depends?|stays open|is noted|interests?)\b/i;
const ASKED_WORDS =
	/\b(?:whether|if you|you (?:ask|want|need|wish|say|write|mention|named|noted|asked|wrote|said)|your (?:question|point|wish|request|requirement|condition|figure|deadline|plan)s?|as i understand|i understand)\b/i;
const ASKS = { test: (words: string): boolean => ASKED_WORDS.test(plain(words)) };
/**
 * Whether a sentence of the catalogue, or a promise that is known, says it: most of its telling words, and nearly all of
 * them where it binds us to an act. Names of the buyer's world say nothing for or against it; a stretch of time or a share
 * is one that we state ourselves.
 */
function isBacked(
	sentence: string,
	clause: string,
	{ index, binds, share: least }: { readonly index: Index; readonly binds: boolean; readonly share: number },
): boolean {
	const names = new Set([...clause.matchAll(/(?<=[\p{L},] )\p{Lu}[\p{L}-]*/gu)].map(([name]) => stemOf(name)));
	const texts = [...index.does, ...(NEGATED.test(sentence) ? index.lacks : [])];
	const words = [...new Set(tellingWords(clause.replace(NOISE, " ").replace(index.names, " ")))].filter(
		(word) => !names.has(word) || shareOf([word], texts) > 0,
	);
	if (words.length === 0) return false;
	// What is said to be had somewhere, or with something, is said of that name.
	const called = [...names].filter((name) => shareOf([name], texts) === 0);
	if (called.length > 0 && HAD_THERE.test(clause)) return false;
	if (shareOf(words, index.promised) >= KNOWN_SHARE) return true;
	if (binds && words.length < 2) return false;
	const levels = figuresIn(clause).filter(({ kind }) => kind === "percent" || kind.startsWith("time-"));
	if (levels.some((level) => !index.figures.some((each) => level.kind === each.kind && isSameNumber(level, each))))
		return false;
	const isStrict = binds || (SWEEPING.test(clause) && (IT_DOES.test(clause) || CAN_BE_DONE.test(clause)));
	const best = texts
		.map((each) => ({ each, covered: shareOf(words, [each]) }))
		.toSorted((a, b) => b.covered - a.covered)
		.filter(({ covered }) => covered > 0)
		.slice(0, isStrict || words.length <= FEW_WORDS ? 1 : 2);
	const share =
		best.length === 0
			? 0
			: shareOf(
					words,
					best.map(({ each }) => each),
				);
	if (share >= (isStrict ? ACT_SHARE : least)) return true;
	// «We replace charging alone, subscribers move in waves» joins two sentences, and adds no word of its own.
	return binds && words.length > FEW_WORDS && isJoined(words, texts);
}
/** Whether two sentences hold all of so many words, each at least two that the other has not. */
function isJoined(words: readonly string[], texts: readonly ReadonlySet<string>[]): boolean {
	const held = texts.map((each) => new Set(words.filter((word) => shareOf([word], [each]) > 0)));
	return held.some((one) =>
		held.some((other) => {
			const both = new Set([...one, ...other]);
			return both.size === words.length && both.size - one.size >= 2 && both.size - other.size >= 2;
		}),
	);
}
const HAD_THERE =
	/\b(?:is|are) (?:also |already |now |fully |certainly )?(?:available|supported|certified|compatible|compliant|live)\b|\b(?:on top of|along(?:side| with)|integrates? with|connects? (?:to|with)|reads? from|writes? (?:to|into)) (?:the |your )?\p{Lu}/u;
const CLAIM_SHARE = 0.5;
/** Of what is said of anything at all, more has to be known. */
const NEARLY_ALL = 0.6;
const ACT_SHARE = 0.75;
const KNOWN_SHARE = 0.7;
/** A short clause is of one thing; a longer one may join two. */
const FEW_WORDS = 4;

/** What a limit denies is claimed: «the plan also nests parts». */
function isLimit(clause: string, index: Index): boolean {
	if (
		NEGATED.test(clause) ||
		(OUT_OF_IT.test(clause) && !/\b(?:possible|available|also|we can|can be|directly)\b/i.test(clause))
	)
		return false;
	const words = [...new Set(tellingWords(clause.replace(/\b(?:possible|available|fine|also|directly|well)\b/gi, " ")))];
	if (words.length < 2 || !ASSERTS.test(clause)) return false;
	return index.denied.some((each) => {
		const denied = shareOf(words, [each]);
		return (
			denied >= LIMIT_SHARE &&
			words.filter((word) => each.has(word)).length >= 2 &&
			index.does.every((does) => shareOf(words, [does]) < denied)
		);
	});
}
const LIMIT_SHARE = 0.6;

const shareOf = (words: readonly string[], known: readonly ReadonlySet<string>[]): number =>
	words.filter((word) => known.some((each) => each.has(word) || hasAlike(each, word))).length / words.length;

/** Words of one family: «planning» and «planned», «connector» and «connects». */
function hasAlike(known: ReadonlySet<string>, word: string): boolean {
	if (word.length < 5) return false;
	const root = word.slice(0, Math.max(4, Math.ceil(word.length * 0.7)));
	for (const each of known) if (each.startsWith(root)) return true;
	return false;
}
