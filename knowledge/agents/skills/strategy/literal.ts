import { tokensOf } from "#knowledge/agents/writing/stems.ts";
import type { Capability, Catalogue, Offering } from "#knowledge/core/facts/offering.ts";

/**
 * Words as they stand, without endings: «site» is not «warehouse» here, and an app is no phone. Likeness in meaning finds
 * an answer, but only words that both sides say prove that it is one. What has one name in several words counts as one.
 */
export function literalWords(text: string): ReadonlySet<string> {
	return new Set([...wordsOf(text)].filter((word) => !GENERIC_STEMS.has(word)));
}

/** All of them: a phrase is whole only with its plainest word. */
function wordsOf(text: string): ReadonlySet<string> {
	const plain = text.toLowerCase().replace(/[’']s\b/g, "");
	const words = (plain.match(/\p{L}[\p{L}\p{N}]{2,}/gu) ?? []).filter((word) => word.length <= 40);
	const terms = tokensOf(text).flatMap((token) => (token.isTerm ? [token.stem] : []));
	return new Set([...words.map(bare), ...terms]);
}

/** Words of every need, and of everything that is sold. */
const GENERIC =
	"the and for with that this from our your their have has had not but are was were will would can could should must may need needs want wants see sees one two three all any each every who which what when where how into onto over under about than then also only just very more most other another such same here there they them his her its you she him out off get gets got let make makes made use used uses using able well per via without within system systems software tool tools product products service services work works working time times day days people person thing things test tests customer customers data environment environments new old right show shows side together actually";

function bare(word: string): string {
	return word.length <= 4
		? word.replace(/([^s])s$/, "$1")
		: word
				.replace(/ies$/, "y")
				.replace(/([^su])s$/, "$1")
				.replace(/(?:ing|ed|ors?|ion)$/, "")
				.replace(/([bdgklmnprt])\1$/, "$1")
				.replace(/e$/, "");
}

const GENERIC_STEMS: ReadonlySet<string> = new Set(GENERIC.split(" ").map(bare));

type Limit = Offering["limits"][number];

/** Whether a limit names what is asked by the same words: a phrase of it, whole. */
export function isLiterallyNamed(text: string, limit: Limit): boolean {
	const words = wordsOf(text);
	return limit.about.some((phrase) => isWhole([...wordsOf(phrase)], words));
}

const isWhole = (phrase: readonly string[], words: Words): boolean =>
	phrase.length > 0 && phrase.every((word) => words.has(word));

type Words = ReadonlySet<string>;
type Own = { readonly words: Words; readonly phrases: readonly (readonly string[])[]; readonly says: string };

const ownOf = ({ name, says, about }: Capability): Own => {
	const phrases = about.map((phrase) => [...literalWords(phrase)]);
	return { words: new Set([...literalWords(name), ...literalWords(says), ...phrases.flat()]), phrases, says };
};

/** How many words a need and a capability both say. A whole phrase counts for itself, too, and so does what has a name of its own. */
function sharedWith(need: Words, own: Own, names: Words): number {
	const shared = [...need].filter((word) => own.words.has(word) && !names.has(word));
	const hasPhrase =
		own.phrases.some((phrase) => phrase.length > 1 && isWhole(phrase, need)) || shared.some((word) => TERM.test(word));
	return shared.length + (hasPhrase ? 1 : 0);
}
const TERM = /^(?:sso|mfa|onpremise|offline|realtime|auditlog|dataresidency|roundtheclock)$/;

const NO_NAMES: Words = new Set();

/** Half of what a need says has to stand in the capability, or two words of it. A single word is as good as its synonym. */
export const isLiterallyMet = (text: string, capability: Capability): boolean =>
	isMet(text, literalWords(text), { own: ownOf(capability), names: NO_NAMES });

/** Two words of it, or a name of its own: nobody would call that a guess. */
export function isSurelyMet(text: string, capability: Capability): boolean {
	const need = literalWords(text);
	const own = ownOf(capability);
	return sharedWith(need, own, NO_NAMES) >= 2 && isMet(text, need, { own, names: NO_NAMES });
}

function isMet(text: string, need: Words, { own, names }: { readonly own: Own; readonly names: Words }): boolean {
	const told = [...need].filter((word) => !names.has(word)).length;
	const shared = sharedWith(need, own, names);
	if (isBound(text) && !sameBound(text, own.says)) return false;
	if (WRITES_BACK.test(text) && !/\bback\b/i.test(own.says)) return false;
	if (DENIES.test(text) && !/\b(?:not?|without|never)\b/i.test(own.says)) return false;
	return shared >= 2 || (told > 0 && shared * 2 >= told) || told === 1;
}

/** «Within one second» is met by a sentence that says so, and by no other. */
const BOUND =
	/\b(?:within|under|below|less than|at most|no longer than|longer than|not more than|up to|faster than)\s+(?:a |an )?((?:\d[\d.,]*|one|two|three|four|five|six|ten|twelve|fifteen|thirty|sixty)\s?(?:%|percent|milliseconds?|ms|seconds?|minutes?|hours?|days?|weeks?))/i;
const isBound = (text: string): boolean => BOUND.test(text);
const sameBound = (text: string, says: string): boolean =>
	says.toLowerCase().includes((BOUND.exec(text)?.[1] ?? "\n").toLowerCase());
/** That something must not happen is proven by no sentence on what does. */
const DENIES = /\b(?:must|shall|should|may|can) ?not\b|\bnever\b/i;
const WRITES_BACK = /\b(?:written|write|writes|booked|posted|sent) back\b/i;

export type Literal = {
	readonly limitOf: (need: string) => { readonly offering: Offering; readonly says: string } | null;
	readonly capabilityOf: (need: string) => { readonly offering: Offering; readonly capability: Capability } | null;
	readonly isMet: (need: string, capability: Capability) => boolean;
};

/** Where likeness in meaning says nothing, this many words have to. */
const LITERAL_MIN = 3;

/** Reads the catalogue once for all needs. */
export function literalOf({ offerings }: Catalogue): Literal {
	const names = new Set(offerings.flatMap((each) => [...literalWords(each.name)]));
	const limits = offerings.flatMap((offering) =>
		offering.limits.map(({ says, about }) => ({
			offering,
			says,
			phrases: about.map((phrase) => [...wordsOf(phrase)]),
		})),
	);
	const all = offerings.flatMap((offering) =>
		offering.capabilities.map((capability) => ({ offering, capability, own: ownOf(capability) })),
	);
	return {
		limitOf: (need) => {
			const words = wordsOf(need);
			const found = limits.find((each) => each.phrases.some((phrase) => isWhole(phrase, words)));
			return found ? { offering: found.offering, says: found.says } : null;
		},
		capabilityOf: (need) => {
			const words = literalWords(need);
			const [best, rival] = all
				.map((each) => ({ ...each, score: sharedWith(words, each.own, names) }))
				.sort((a, b) => b.score - a.score);
			if (!best || best.score < LITERAL_MIN || rival?.score === best.score) return null;
			return isMet(need, words, { own: best.own, names })
				? { offering: best.offering, capability: best.capability }
				: null;
		},
		isMet: (need, capability) => {
			const own = all.find((each) => each.capability === capability)?.own ?? ownOf(capability);
			return isMet(need, literalWords(need), { own, names });
		},
	};
}
