import { type Figure, figuresIn, isSameNumber } from "../reasoning/support/figures.ts";
import { stemOf, tellingWords } from "../reasoning/support/words.ts";
import { AMONG, ASSERTS, CAN_BE_DONE, IT_DOES, NEGATED, NOISE, OUT_OF_IT, SWEEPING } from "./claim-words.ts";
import { isOfCatalogue, isOfLimit, isOfProduct, type Known, knownOf, rootsOf } from "./claimed.ts";
import { isPlain, meaningOf, rootOf } from "./plain-words.ts";

/** What an undertaking of ours may rest on. */
export type Backing = {
	/** What the catalogue says that we do. */
	readonly does: readonly string[];
	/** The same without the words by which buyers ask for it: «Polish» is one of them, and no word of ours. */
	readonly says: readonly string[];
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
	/** What the buyer wrote or said. */
	readonly heard: string;
};

export type Index = {
	readonly isOffered: boolean;
	/** What our products are called: who names one has not said anything of it yet. */
	readonly names: RegExp;
	/** Of each limit the part that denies. */
	readonly denied: readonly ReadonlySet<string>[];
	/** The figures that we state. */
	readonly figures: readonly Figure[];
	readonly does: readonly ReadonlySet<string>[];
	readonly says: readonly ReadonlySet<string>[];
	/** Those that speak of every one of something. */
	readonly doesAll: readonly ReadonlySet<string>[];
	readonly lacks: readonly ReadonlySet<string>[];
	readonly promised: readonly ReadonlySet<string>[];
	readonly product: RegExp;
	readonly priced: readonly string[];
	readonly theirs: ReadonlySet<string>;
	readonly known: Known;
	readonly deniedRoots: readonly ReadonlySet<string>[];
};

export const indexOf = ({
	does,
	says,
	lacks,
	promised,
	products,
	isOffered,
	priced,
	theirs,
	heard,
}: Backing): Index => {
	const denied = lacks.map((each) =>
		each
			.split(/[:;]| but /)
			.map((part) => /\b(?:not|no|cannot|n['’]t)\b.*$/is.exec(part)?.[0] ?? "")
			.join(" "),
	);
	const sets = (texts: readonly string[]) =>
		texts.map((each) => new Set(tellingWords(each).flatMap((word) => [word, meant(word)])));
	const names = products.filter((each) => each.length >= 3).map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return {
		isOffered,
		priced,
		theirs,
		known: knownOf([...does, ...products, ...priced], lacks, [heard, ...promised, ...theirs].join(". ")),
		does: sets(does),
		says: sets(says),
		doesAll: sets(does.filter((each) => /\b(?:all|any|each|every\w*)\b/i.test(each))),
		lacks: sets(lacks),
		denied: sets(denied),
		deniedRoots: denied.map(rootsOf),
		figures: figuresIn([...does, ...lacks, ...promised].join(".\n")),
		promised: sets(promised),
		names: new RegExp(names.length === 0 ? "(?!)" : `\\b(?:${names.join("|")})\\b`, "gi"),
		product: new RegExp(
			`^\\W{0,3}(?:(?:and|but|so|also|yes|then|there|here|with it|in it|today|of course),? ){0,2}(?:(?:the|our|this|its|each|every|all|any) )?(?:${[...names, "system", "product", "software", "tool", "platform", "solution", "application", "app", "module", "log", "audit trail", "connector", "api", "import", "export", "backup", "support", "hotline", "set-?up", "onboarding", "rollout", "training", "migration"].join("|")})s?(?: (?:also|then|always|itself|already|only|still|\\w{3,12}ly))?(?: (?:for|of|in|from|with|on|to) (?:[\\w-]+ ){0,2}[\\w-]+)? (?:is|are|has|have|can|will|could|does|do|may|must|should|\\w{2,}[^s\\W]s)\\b(?! (?:you|that you|your|of your|on your|at your))`,
			"i",
		),
	};
};

/** What stands right before a sentence, and right behind it. */
export type Beside = { readonly before: string; readonly after: string };

/** Whether a bare yes stands beside a sentence that the catalogue has: before it where it concludes, behind it where it announces. */
export function isSaidBeside(clause: string, { known, theirs }: Index, { before, after }: Beside): boolean {
	const concludes = /^\W*(?:so|then|therefore|thus)\b/i.test(clause);
	const isNamed = [...clause.matchAll(/\p{Lu}[\p{L}-]{2,}/gu)].some(([name]) => theirs.has(name));
	const reason = concludes ? before : after;
	// Of one thing by its name only what holds for every such thing says it.
	if (isNamed && !/\b(?:any|every|all|whatever)\b/i.test(reason)) return false;
	return isOfCatalogue(reason, known);
}

/** «Within four hours», of whatever: a time that binds us is one that we state ourselves, and not one that they wish. */
export function isTimed(clause: string, { figures }: Index): boolean {
	const times = figuresIn(clause).filter(
		({ kind, start }) => kind.startsWith("time-") && WITHIN.test(clause.slice(Math.max(0, start - 24), start)),
	);
	return times.some((time) => !figures.some((each) => time.kind === each.kind && isSameNumber(time, each)));
}

const WITHIN =
	/\b(?:within|inside|(?:in|takes?) (?:under|less than|at most|no more than)|no later than|every)(?: the)?(?: (?:first|next|about|around))?\s$/i;

/** Why a clause binds us. `binds`: to an act; what the catalogue says that a product does is no such act. */
export type Reason = {
	readonly why: string;
	readonly binds: boolean;
	readonly share: number;
	/** Only a sentence of ours that itself speaks of all of them backs it. */
	readonly isOfAll?: boolean;
	/** What can be done rests on its whole sentence, where that is the catalogue's and has no word of its own. */
	readonly isOfUse?: boolean;
};

export const act = (why: string): Reason => ({ why, binds: true, share: ACT_SHARE });

export const claim = (why: string, share = CLAIM_SHARE): Reason => ({ why, binds: false, share });

/** «All five are brought over», «however old they are»: of every one of them, where our own sentence draws a line. */
export const ALL_OF_THEM =
	/\ball (?:(?:the|your|of (?:them|these|those|your)) )?(?:[\w-]+ ){0,3}(?:(?:are|is|get|gets|will be|can be) \w{2,12}(?:ed|ght|en|ne|pt|lt)\b|comes? (?:across|over|along|with))|\bhowever (?:old|many|much|large|big|long|small|often|complex)\b|\bno matter (?:how|what|which|where)\b|\bwhatever (?:the|your|their)\b/i;

/**
 * Whether a sentence of the catalogue, or a promise that is known, says it: most of its telling words, and nearly all of
 * them where it binds us to an act. Names of the buyer's world say nothing for or against it; a stretch of time or a share
 * is one that we state ourselves.
 */
export function isBacked(
	sentence: string,
	clause: string,
	{ index, binds, share: least, isOfAll, isOfUse }: Omit<Reason, "why"> & { readonly index: Index },
): boolean {
	const names = new Set([...clause.matchAll(/(?<=[\p{L},] )\p{Lu}[\p{L}-]*/gu)].map(([name]) => stemOf(name)));
	const texts = [...(isOfAll ? index.doesAll : index.does), ...(NEGATED.test(sentence) ? index.lacks : [])];
	const words = [...new Set(tellingWords(clause.replace(NOISE, " ").replace(index.names, " ")))].filter(
		(word) => !EMPTY.has(rootOf(word)) && (!names.has(word) || shareOf([word], texts) > 0),
	);
	if (words.length === 0) return isOfUse === true && isOfCatalogue(sentence, index.known);
	// What is said to be had somewhere, or with something, is said of that name.
	const called = [...names].filter((name) => shareOf([name], [...index.says, ...index.lacks]) === 0);
	if (called.length > 0 && (HAD_THERE.test(clause) || AMONG.test(clause))) return false;
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
	if (isOfUse && called.length === 0 && isOfCatalogue(sentence, index.known)) return true;
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

/** «Photos can be taken» says photos. */
const EMPTY: ReadonlySet<string> = new Set(["tak", "mak", "giv", "get", "put", "set", "do"]);

const HAD_THERE =
	/\b(?:is|are) (?:also |already |now |fully |certainly )?(?:available|supported|certified|compatible|compliant|live)\b|\b(?:on top of|along(?:side| with)|integrates? with|connects? (?:to|with)|reads? from|writes? (?:to|into)) (?:the |your )?\p{Lu}/u;

export const CLAIM_SHARE = 0.5;

/** No sentence has more than all of the words. */
export const NEVER = 2;

/** Of what is said of anything at all, more has to be known. */
export const NEARLY_ALL = 0.6;

export const ACT_SHARE = 0.75;

const KNOWN_SHARE = 0.7;

/** A short clause is of one thing; a longer one may join two. */
const FEW_WORDS = 4;

/** «Interconnect is covered», where the one thing that is said of interconnect is that we do not. */
export function isDeniedThing(clause: string, { known, deniedRoots }: Index): boolean {
	const said = AFFIRMED.exec(clause);
	if (!said || NEGATED.test(clause) || OUT_OF_IT.test(clause)) return false;
	const things = [...rootsOf(clause)].filter((root) => !isPlain(root));
	const done = rootOf(said[1] ?? "");
	if (done !== "" && isOfProduct(clause, known)) things.push(done);
	return things.some(
		(thing) => deniedRoots.some((each) => each.has(thing)) && !known.does.some((each) => each.has(thing)),
	);
}

const AFFIRMED =
	/^(?!.*\b(?:I|you|your|would)\b).*?\b(?:is|are|can be|will be|gets?|comes?) (?:also |then |all |already |fully )?(?:((?!concerned|needed|required|asked|noted)\w{2,12}(?:ed|lt|ade|one|en|ent)|read|put|set)\b|possible|fine|available|part|there|in|no problem|with)/is;

/** Denied, or said to be done by others. */
const OPPOSED =
	/\b(?:not|n['’]t|no|never|only|without|until|unless|needs?|cannot|neither|nor|none|instead|outside|except|older|before|minimum|limit|gap|scope|others?|elsewhere|lacks?|missing|open|stays?|remains?|question|wish|leave|exception|as far as)\b/i;

/** Somebody else's, what one would do and what is asked claims nothing. */
const ASSERTS_IT =
	/^(?!.*\b(?:I|I['’]m|would|your \w+(?: \w+)? keeps?)\b).*\b(?:can|could|will|is|are|does|go|goes|comes?|gets?|takes?|sends?|sent|too|we|reads?|writes?|handles?|works?|manages?|supports?|calculates?|records?|creates?|settles?)\b/;

/** What a limit denies is claimed: «the plan also nests parts». */
export function isLimit(clause: string, index: Index): boolean {
	if (!OPPOSED.test(clause) && ASSERTS_IT.test(clause) && isOfLimit(clause, index.known, index.deniedRoots))
		return true;
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
	words.filter((word) => known.some((each) => each.has(word) || hasAlike(each, word) || each.has(meant(word)))).length /
	words.length;

/** Meanings stand in the same sets as words, marked as such. */
const meant = (word: string): string => `=${meaningOf(rootOf(word))}`;

/** Words of one family: «planning» and «planned», «connector» and «connects». */
function hasAlike(known: ReadonlySet<string>, word: string): boolean {
	if (word.length < 5) return false;
	const root = word.slice(0, Math.max(4, Math.ceil(word.length * 0.7)));
	for (const each of known) if (each.startsWith(root)) return true;
	return false;
}
