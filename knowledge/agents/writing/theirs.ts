import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offering } from "#knowledge/core/facts/offering.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { saidOf, whatItIs } from "./answered.ts";
import { type Matcher, namedIn } from "./match.ts";
import type { Moves } from "./moves.ts";
import type { Reader } from "./norms.ts";
import { plainFor } from "./plain.ts";
import { stemsOf } from "./stems.ts";
import { POINTS_ELSEWHERE, turnedClause } from "./turned.ts";

/** Something that the reader tells of themselves, turned to them, and what the catalogue has for it; `null` where it has nothing. */
export type Theirs = { readonly clause: string; readonly says: string | null };

type How = { readonly reader: Reader; readonly moves: Moves; readonly matched: Matcher; readonly mail: string };

/** [RH43] What they tell in this mail and ask nothing about, with the sentence that fits it: first what we have something for. */
export function theirsIn(input: SkillInput, how: How): readonly Theirs[] {
	const { signal } = input;
	if (signal?.author !== "buyer") return [];
	const told = sentencesIn(signal.text, signal.visible)
		.slice(0, SENTENCES_READ)
		.flatMap((sentence) => theirOf(sentence, how));
	return [...told.filter(({ says }) => says !== null), ...told.filter(({ says }) => says === null)].filter(
		(each, i, all) => each.says === null || all.findIndex((other) => other.says === each.says) === i,
	);
}
const SENTENCES_READ = 60;

/** The first plain statement of theirs that can be told back, where nothing weightier can. */
export function anyOfTheirs({ signal }: SkillInput): readonly Theirs[] {
	if (signal?.author !== "buyer") return [];
	return sentencesIn(signal.text, signal.visible)
		.slice(0, SENTENCES_READ)
		.filter(
			({ text }) =>
				STATES.test(text) &&
				!/\?$/.test(text.trim()) &&
				!PART_OF_ANOTHER.test(text) &&
				!POINTS_ELSEWHERE.test(text) &&
				!COURTESY.test(text),
		)
		.filter(
			({ text }) =>
				amountsIn(text).length === 0 &&
				!ABOUT_MONEY.test(text) &&
				text.trim().split(/\s+/).length >= STATEMENT_WORDS_MIN,
		)
		.flatMap(({ text }) => turnedClause(text.replace(OPENS, "")) ?? [])
		.slice(0, 1)
		.map((clause) => ({ clause, says: null }));
}
/** An item of a list, or the half of a question, states nothing. */
const PART_OF_ANOTHER =
	/^(?:who|whose|what|when|where|why|which|how|if|whether)\b|\b(?:need|want) to (?:know|understand|hear)\b/i;
const STATES = /\b(?:we|our|my|i)\b/i;
const COURTESY =
	/\b(?:thank|thanks|hope|look(?:ing)? forward|glad|happy|sorry|regards|please|send|reply|let (?:me|us) know)\b/i;
const ABOUT_MONEY =
	/\d\s?%|\b(?:pric\w{1,4}|fees?|cost\w{0,2}|pay\w{0,5}|invoic\w{1,4}|discount\w{0,2}|off|budget|contract\w{0,2}|terms?|sign\w{0,3})\b/i;
const STATEMENT_WORDS_MIN = 5;

function theirOf(sentence: Sentence, { reader, moves, matched, mail }: How): readonly Theirs[] {
	const { text } = sentence;
	const isAsk = [...moves.asks, ...moves.promises].some(
		(each) => each.start < sentence.end && sentence.start < each.end,
	);
	if (
		isAsk ||
		text.length > CLAUSE_CHARS ||
		POINTS_ELSEWHERE.test(text) ||
		!TELLS.test(text) ||
		ABOUT_THE_SALE.test(text)
	)
		return [];
	if (amountsIn(text).length > 0) return [];
	const clause = turnedClause(text.replace(OPENS, ""));
	if (clause === null) return [];
	const match = matched(text);
	// What nothing of ours is for is worth a word where it tells of a trouble, or a figure.
	if (match?.type !== "fit" && !WEIGHS.test(text)) return [];
	const says = match?.type === "fit" ? plainFor(saidOf(match.offering, match.capability.says), { reader, mail }) : null;
	return [{ clause, says }];
}
const CLAUSE_CHARS = 140;
/** Of themselves, as a sentence of their own: of what they do and what goes wrong there. */
const TELLS =
	/^(?:(?:well|so|and|but|also|as you know|right now|today|currently|at the moment|in short|last \p{L}+|every \p{L}+)[,:]?\s){0,2}(?:we|our|my|half|most|some|many|one in|one of|two of|three of|every|each|nobody|everybody|everyone|customers|people|agents|orders|jobs|visits|tickets|calls)\s+(?:\S+\s+){2}/iu;
const WEIGHS =
	/\d|\b(?:los[et]|late|slow\w{0,3}|wait\w{0,3}|miss\w{0,3}|fail\w{0,3}|outages?|by hand|manual\w{0,2}|errors?|mistakes?|too (?:long|many|much|late|slow|few)|never|nobody|half|problem|trouble|complain\w{0,4}|worr\w{1,4}|break\w{0,3}|broke|stuck|behind|struggl\w{1,3}|have to|has to|must)\b/i;
/** How they buy, and what they think of us, is answered elsewhere or not at all. */
const ABOUT_THE_SALE =
	/\b(?:thank|thanks|hope|look(?:ing)? forward|glad|happy|sorry|best|regards|please|offer|quote|quotation|proposal|price|pric\w{1,4}|budget|contract|terms|discount|expensive|decid\w{1,5}|decision|signs?|signed|board|legal|approv\w{1,4}|compar\w{1,6}|vendor|supplier|competitor|confidential|meeting|call|demo|mail|email|question|questions|read about|saw|met|spoke|talked|heard|attach\w{0,5}|cc)\b/i;
const OPENS =
	/^(?:(?:well|so|and|but|also|as you know|right now|today|currently|at the moment|to be honest|in short)[,:]?\s){1,2}/i;

/** People whom a sentence speaks of: what it says, it says to who leads them. */
const PEOPLE =
	/\b(?:agents?|supervisors?|technicians?|planners?|managers?|people|persons?|staff|teams?|colleagues|foremen|operators?|users?|employees|sales|finance)\b/i;

type To = Pick<How, "reader" | "mail">;

/** What the product does for the people who work with it: of the offering that was spoken of, the sentence nearest to their mail. */
export function forPeople(input: SkillInput, told: string, to: To): string | null {
	const isTold = (says: string): boolean => told.includes(says.slice(0, KNOWN_CHARS));
	const spoken = input.catalogue.offerings.filter((each) =>
		[...each.capabilities, ...each.limits].some(({ says }) => isTold(saidOf(each, says))),
	);
	const [offering] = [...spoken, ...namedOf(input, to.mail)];
	if (!offering) return null;
	return bestSaid([offering], to.mail, { to, isFit: (says) => PEOPLE.test(says) && !isTold(says), least: 1 });
}
/** A sentence is known by its beginning: its end may have been left out. */
const KNOWN_CHARS = 40;

/** What lies nearest to a question that no sentence answers whole: of the offering that they name, else of all. */
export function nearestOf(input: SkillInput, asked: string, to: To, told = ""): string | null {
	const named = namedOf(input, to.mail);
	const offerings = named.length > 0 ? named : input.catalogue.offerings;
	const [only] = named;
	const isFit = (says: string): boolean => !told.includes(says.slice(0, KNOWN_CHARS));
	return (
		bestSaid(offerings, asked, { to, isFit, least: 2 }) ??
		bestSaid(offerings, to.mail, { to, isFit, least: 3 }) ??
		(only && named.length === 1 && told === "" ? plainFor(whatItIs(only), to) : null)
	);
}

function namedOf({ catalogue }: SkillInput, mail: string): readonly Offering[] {
	const { whole, byWord } = namedIn(mail, catalogue.offerings);
	return whole.length > 0 ? whole : byWord;
}

/** The sentence that shares most telling words with a text, and `least` of them. */
function bestSaid(
	offerings: readonly Offering[],
	text: string,
	{ to, isFit, least }: { readonly to: To; readonly isFit: (says: string) => boolean; readonly least: number },
): string | null {
	const stems = new Set(stemsOf(text));
	const [best] = offerings
		.flatMap((offering) =>
			offering.capabilities.flatMap(({ says, name, about }) => {
				const plain = plainFor(saidOf(offering, says), to);
				const shared = new Set(stemsOf([name, says, ...about].join(" | ")).filter((stem) => stems.has(stem))).size;
				return plain === null || shared < least || !isFit(plain) ? [] : [{ says: plain, shared }];
			}),
		)
		.sort((a, b) => b.shared - a.shared);
	return best?.says ?? null;
}
