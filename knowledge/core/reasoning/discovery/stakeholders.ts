import type { StakeholderRole } from "../../vocabulary/stakeholder.ts";
import { statementPart } from "../acts.ts";
import { firstIn, holds } from "../matches.ts";
import { clauseAt, isHedged } from "../modality.ts";
import type { Span } from "../span.ts";
import { type Cast, isFunctionName, isOurs, resolved } from "./cast.ts";
import { type Mention, mentionsIn, ownTitle } from "./mentions.ts";
import {
	ROLE_AFTER,
	ROLE_BEFORE,
	ROLE_SELF,
	type RoleWords,
	STANCE_AFTER,
	STANCE_SELF,
	type StanceWords,
} from "./roles.ts";
import type { Said } from "./said.ts";
import { type Sight, spanned } from "./sight.ts";
import { takingPart, toldOf } from "./telling.ts";
import { isElsewhere, isOfOthers } from "./whose.ts";

/** A sentence that names more people than this is a list of recipients, or hostile. */
const MENTIONS_MAX = 6;
const HEDGED_FACTOR = 0.65;
const INTRODUCED = 0.6;

/** Who is spoken of, and what is said of them. What nobody says of a person is left unknown. */
export function sightsIn(
	said: readonly Said[],
	cast: Cast,
	{ negotiating }: { readonly negotiating: boolean },
): readonly Sight[] {
	const sights: Sight[] = [];
	// A hostile text says the same a thousand times.
	const named = new Map<string, readonly Mention[]>();
	const told = new Map<string, readonly Sight[]>();
	let last = null as Last | null;
	for (const [index, each] of said.entries()) {
		const text = statementPart(each.words);
		if (text.trim().length < 4) continue;
		if (isOfOthers(text, cast)) continue;
		const mentions = named.get(text) ?? mentionsOf(text, cast);
		named.set(text, mentions);
		const found = mentions.map((mention, at) => sightOf(text, mention, mentions[at + 1]?.start ?? text.length));
		sights.push(...comparedIn(each, text, mentions), ...takingPart(each, text, mentions));
		for (const [at, sight] of shared(text, mentions, found).entries()) {
			const mention = mentions[at];
			if (mention && sight && !(mention.office && !isFunctionName(mention.name, sight.role)))
				sights.push(spanned(each, mention, sight));
		}
		sights.push(...ofSpeaker(each, text, cast), ...answered(each, text, { mentions, cast }));
		const carries =
			last !== null &&
			last.speaker === each.speaker &&
			index - last.at <= (each.bullet && each.first ? 0 : CARRIED_MAX);
		const before = each.asked ?? said[index - 1]?.words ?? null;
		const meant = (each.asked === null ? null : askedOf(each.asked, cast)) ?? (last && carries ? last.mention : null);
		const key = [text, before, meant?.name, each.speaker].join("\n");
		const heard = told.get(key) ?? toldOf(each, text, { mentions, cast, carried: meant, before });
		told.set(key, heard);
		sights.push(...heard.map((sight) => ({ ...sight, start: each.start, end: each.end })));
		const carried = last && carries ? carriedIn(text, last.mention, mentions[0]?.start ?? text.length, cast) : null;
		if (carried) sights.push(spanned(each, carried.person, carried.sight));
		const going = last && carries && !carried && mentions.length === 0 ? GOES_AHEAD.exec(each.words) : null;
		if (last && going) sights.push(spanned(each, last.mention, { ...RELEASED }));
		sights.push(...ofThemselves(each, text, mentions));
		const first = mentions.find((mention) => !mention.group);
		if (first) last = { mention: first, at: index, speaker: each.speaker };
		else if (last && carries && /^(?:he|she)\b/i.test(text)) last = { ...last, at: index };
	}
	return negotiating ? sights.map(withoutTerms(said)) : sights;
}

const mentionsOf = (text: string, cast: Cast): readonly Mention[] =>
	mentionsIn(text, cast)
		.filter((mention) => !isElsewhere(text, mention))
		.slice(0, MENTIONS_MAX);

/** "And Karin?" "She decides": whom our own question named. */
const askedOf = (asked: string, cast: Cast): Mention | null =>
	mentionsIn(asked, cast).findLast((mention) => !mention.group && !mention.office) ?? null;

/** "Nothing that stops it, her words." */
const GOES_AHEAD = /^nothing (?:that|which) (?:stops|blocks|kills|prevents) (?:it|this|us)\b/i;
const RELEASED = { role: "unknown", stance: "neutral", confidence: 0.7, releases: true } as const;

/** "Lucia is convinced. Who isn't is Holub": the same is denied of whom it names. */
function comparedIn(said: Said, text: string, mentions: readonly Mention[]): readonly Sight[] {
	const match = WHO_IS_NOT.exec(text);
	const person = match ? mentions.find(({ start }) => start >= match.index + match[0].length) : undefined;
	return person ? [spanned(said, person, { role: "unknown", stance: "against", confidence: 0.7 })] : [];
}
const WHO_IS_NOT = /^(?:the (?:only )?one )?who (?:isn['’]t|is not|wasn['’]t)(?: yet)?,? is\s/i;

/** [DI24] Once terms are talked about, an objection to a price or a clause is not one to us. */
const withoutTerms =
	(said: readonly Said[]) =>
	(sight: Sight): Sight => {
		if (sight.stance !== "against") return sight;
		const words = said.find((each) => each.start === sight.start)?.words ?? "";
		return holds(words, OF_TERMS) && !holds(words, OF_US) ? { ...sight, stance: "unknown" } : sight;
	};
const OF_TERMS =
	/\b(?:about|with|by|to|of|over|at|find|on) (?:the |your |our |this |that |these |a |an |any )?(?:\w+ )?(?:price|pricing|prices|cost|costs|bill|total|fees?|clauses?|terms?|payments?|contract|liability|penalt(?:y|ies)|indexation|notice|onboarding|setup|discount|number|figures?|law|courts?|renewal)\b/i;
const OF_US = /\b(?:against (?:you|this|it)|product|software|your company|the whole thing|idea)\b/i;

const CARRIED_MAX = 3;

/** Of whom "he" and "she" are said: whom the same speaker spoke of first in the sentence before. */
type Last = { readonly mention: Mention; readonly at: number; readonly speaker: string | null };

/** What speakers say of themselves. */
function ofSpeaker(said: Said, text: string, cast: Cast): readonly Sight[] {
	if (said.voice !== "buyer" || said.speaker === null || isOurs(said.speaker, cast)) return [];
	const title = ownTitle(text);
	const self = selfOf(text) ?? (title === null ? null : { ...UNKNOWN, confidence: INTRODUCED + 0.2 });
	if (!self) return [];
	const known = resolved(said.speaker, cast);
	return [spanned(said, { name: known?.name ?? said.speaker, title: title ?? known?.title ?? null }, self)];
}

const UNKNOWN = { role: "unknown", stance: "unknown" } as const;

const ASKED_FOR: readonly (readonly [StakeholderRole, RegExp])[] = [
	[
		"decides",
		/\bwho(?:se|m)?\b[^?]{0,60}\b(?:decid\w+|say yes|says yes|final (?:say|word|call)|last word|make the (?:call|decision)|makes the (?:call|decision)|decision|choos\w+|picks?|convince|call is it|boss)\b/i,
	],
	["signs-off", /\bwho(?:se)?\b[^?]{0,60}\b(?:sign\w*|approv\w+|budget|release\w*|pays?|money|purse|cheque)\b/i],
	["uses", /\bwho\b[^?]{0,60}\b(?:use|uses|using|work with it|works with it|sit in front|users?)\b/i],
	["blocks", /\bwho\b[^?]{0,60}\b(?:against|stop it|block|say no|object|resist)\w*\b/i],
	["influences", /\bwho\b[^?]{0,60}\b(?:involved|else|has a say|on board|part of|look at it|asked|listen)\b/i],
];
/** "So you would change the order yourself?" */
const ASKED_DOING =
	/\byou(?:['’]d| would| will|['’]ll)? (?:(?:need|want|have|like) to )?(?:change|move|drag|plan|use|build|make|enter|book|see|run|do|set up|launch)\b[^?]{0,60}\byourself\b/i;
const ANSWER_CHARS_MAX = 140;

/** "Who would say yes in the end?" "Me and Kelvin." A short answer to our own question. */
function answered(
	said: Said,
	text: string,
	{ mentions, cast }: { mentions: readonly Mention[]; cast: Cast },
): readonly Sight[] {
	const { asked, speaker } = said;
	if (asked === null || text.length > ANSWER_CHARS_MAX || /\b(?:not|never|no idea|don['’]t know)\b/i.test(text))
		return [];
	if (ASKED_DOING.test(asked) && speaker !== null && /^(?:yes|yeah|yep|exactly|of course|sure|correct)\b/i.test(text))
		return [
			spanned(said, resolved(speaker, cast) ?? { name: speaker, title: null }, {
				role: "uses",
				stance: "unknown",
				confidence: ANSWERED,
			}),
		];
	const role = ASKED_FOR.find(([, words]) => words.test(asked))?.[0];
	if (!role) return [];
	const seen: Seen = { role, stance: "unknown", confidence: ANSWERED };
	const self = speaker !== null && /^(?:(?:that['’]s|it['’]s|that would be|just) )?(?:me\b|i do\b|myself)/i.test(text);
	const known = speaker === null ? null : resolved(speaker, cast);
	return [
		...(self && speaker ? [spanned(said, known ?? { name: speaker, title: null }, seen)] : []),
		...mentions.map((mention) => spanned(said, mention, seen)),
	];
}
const ANSWERED = 0.75;

type Seen = Pick<Sight, "role" | "stance" | "confidence" | "releases">;

/** `null`: the person is only named. An introduction with a title is something to know, though no part is. */
function sightOf(text: string, mention: Mention, until: number): Seen | null {
	const seen = seenOf(text, mention, until);
	if (seen) return seen;
	return mention.introduced ? { ...UNKNOWN, confidence: INTRODUCED } : null;
}

/** As far as a verb stands from its person. */
const REACH_CHARS = 130;

function seenOf(
	text: string,
	{ start, end, guessed = false }: Span & { guessed?: boolean },
	until: number,
): Seen | null {
	const follow = text.slice(end, Math.min(end + REACH_CHARS, text.length));
	const own = text.slice(end, Math.min(end + REACH_CHARS, until));
	// "Beatriz, look at this pack" speaks to somebody.
	if (ADDRESSED.test(follow)) return null;
	const before = text.slice(Math.max(0, start - 90), start).replace(/\b(?:our|my|the|their|his|her)\s$/i, "");
	if (/\b(?:unless|until|only if|without)\s$/i.test(before) && AGREES.test(follow))
		return { role: "influences", stance: "unknown", confidence: 0.75 };
	if (/\b(?:if|unless|once|until|suppose|assuming)\s(?:\w+\s){0,2}$/i.test(before)) return null;
	if (SAYS_NO.test(own)) return { role: "blocks", stance: "unknown", confidence: 0.75 };
	const after = first(ROLE_AFTER, (words) => words.exec(follow));
	const led =
		guessed && /\b(?:goes?|went|go) (?:up )?(?:to|past|through|via)\s$/i.test(before)
			? null
			: first(ROLE_BEFORE, (words) => words.exec(before));
	const role = after ?? led;
	const stance = stanceOf(own);
	const denied =
		role !== null &&
		role === after &&
		isDeniedHere(follow.slice(0, after.match.index + after.match[0].length), after.of.role);
	const ledDenied =
		role !== null && role === led && /\b(?:not|never|n['’]t|no)\b[^,;]{0,30}$/i.test(before.slice(0, led.match.index));
	const kept = role && !denied && !ledDenied ? role : null;
	if (!kept && !stance) return null;
	return weighed(text, kept?.of.role ?? "unknown", kept?.of.sure ?? 0, stance);
}

const ADDRESSED =
	/^,\s(?:look|check|go|review|ask|compare|join|evaluate|advise|approve|sign|decide|recommend|see|tell)\b/i;

/** "Not unless Suresh agrees": it takes Suresh. */
const SAYS_NO =
	/\bif (?:he|she|they) (?:says? no|(?:is|are) against|(?:does|do)(?:n['’]t| not) (?:agree|approve|want))\b/i;
const AGREES =
	/^\s(?:agrees?|approves?|signs?|says? (?:so|yes|it)|is (?:happy|convinced|fine|on board|ok|okay)|has (?:agreed|signed|approved|seen|checked))\b/i;

/** What somebody could stop goes ahead. */
const NO_LONGER =
	/\b(?:(?:won['’]t|will not|not|n['’]t) (?:be )?stand(?:ing)? in the way|no longer (?:against|opposed|blocks?|blocking|objects?|insists?)|(?:has|have|had|['’]s) (?:given|granted|cleared|withdrawn|dropped|lifted)\b[^.,;]{0,30}\b(?:no[- ]objection|consent|approval|clearance|objections?|veto|reservations?)|(?:has|have) (?:cleared|passed|approved) (?:it|this|you|us)|nothing (?:that|which) (?:stops|blocks) (?:it|this))\b/i;

function weighed(text: string, role: StakeholderRole, sure: number, stance: StanceWords | null): Seen {
	const confidence =
		Math.max(sure, stance?.sure ?? 0) *
		(isHedged(text) && !/\b(?:could|can|may|might) (?:block|stop|veto|kill)/i.test(text) ? HEDGED_FACTOR : 1);
	return {
		role: role === "unknown" && stance?.stance === "for" && /\bpushing\b/i.test(text) ? "champions" : role,
		stance: stance?.stance ?? (role === "champions" ? "for" : "unknown"),
		confidence: Math.round(confidence * 100) / 100,
		...(role !== "blocks" && (stance?.stance === "for" || holds(text, NO_LONGER)) ? { releases: true } : {}),
	};
}

/** "She does not sign": nothing is said of who does. What blocks is said with a "not" of its own. */
const isDeniedHere = (words: string, role: StakeholderRole): boolean =>
	role !== "blocks" && /\b(?:not|never|no longer|hardly)\b|n['’]t\b/i.test(words);

/** A stance stands in the statement that begins with the person, and with nobody else between. */
function stanceOf(follow: string): StanceWords | null {
	const clause = follow.slice(0, clauseEnd(follow));
	const found = first(STANCE_AFTER, (words) => words.exec(clause));
	if (!found) return null;
	// Each word more could be somebody else's: "Mara tells me the agents do not want it" says nothing of Mara.
	const between = clause
		.slice(0, found.match.index)
		.replace(/^(?:\s\([^()]{1,60}\)|,\s[^,]{2,50},)/, "")
		.replace(/^[\s,]*(?:who|he|she|and i|and me)\b/i, "");
	const isShort = between.trim().split(/\s+/).length <= 3;
	if (
		!isShort ||
		/\b(?:i|we|you|they|he|she|everyone|everybody|nobody|tells?|told|said|says|thinks?|would|agents|users|team|people)\b/i.test(
			between,
		)
	)
		return null;
	return found.of;
}

const clauseEnd = (text: string): number => {
	const end = text.search(/[;!?]|\.\s|,\s(?:and|but|so|because|we|i|they)\s|\s(?:but|because|although|though)\s/i);
	return end <= 0 ? text.length : end;
};

function selfOf(text: string): Seen | null {
	const role = first(ROLE_SELF, (words) => words.exec(text));
	const stance = first(STANCE_SELF, (words) => words.exec(text));
	const at = role?.match.index ?? stance?.match.index ?? -1;
	if (at < 0) return null;
	const clause = clauseAt(text, at + 1);
	const opening = text.slice(clause.start, at);
	if (
		/\b(?:if|unless|before|until|when|once|that|what|where|how|not)\s*$/i.test(opening.trimEnd() + " ".repeat(1)) &&
		/\b(?:if|unless|before|until|once)\b/i.test(opening)
	)
		return null;
	return weighed(
		text.slice(clause.start, clause.end),
		role?.of.role ?? "unknown",
		role?.of.sure ?? 0,
		stance?.of ?? null,
	);
}

/** "Ms Raman asked me to add that she is still carrying it": of the one person whom a sentence names. */
function ofThemselves(said: Said, text: string, mentions: readonly Mention[]): readonly Sight[] {
	const [only] = mentions;
	if (!only || mentions.length > 1 || only.group || only.office) return [];
	const rest = text.slice(only.end);
	const match = RETOLD.exec(rest) ?? GOES_ON.exec(rest);
	if (!match) return [];
	const at = only.end + match.index + match[0].length;
	const seen = seenOf(text, { start: at, end: at }, text.length);
	return seen ? [spanned(said, only, seen)] : [];
}
/** "Ms Kintu cannot join but she must give her consent." */
const GOES_ON = /^[^.?!;]{0,60}?[,\s]\s?(?:but|and|so|because|although)\s(?:he|she)(?=\s)/i;
const RETOLD =
	/^[^.?!;]{0,30}\b(?:said|says|told|tells|asked|writes|wrote|adds?|confirmed|thinks)\b[^.?!;]{0,24}\bthat (?:he|she)\b/i;

const PRONOUN =
	/(?:^|,\s|[;:–—]\s|\b(?:and|but|so|because|then|well|if|that|now|today|meanwhile|since then)\s)(?=(?:he|she)(?:['’](?:s|d|ll))?\s)(?:he|she)|\b(?:he|she)(?=\s(?:will|won['’]t|would|wouldn['’]t|can|cannot|must|has to)\s)/i;
const IS_A =
	/^(?:['’]s| is| was)\s(?:(?:our|the|my|an?)\s)?((?:[\p{L}&/-]{2,16}\s){0,2}[\p{L}&/-]{2,16})(?=[\s]?[.,;!]|\s?$)/iu;

function carriedIn(
	text: string,
	{ name, title }: Mention,
	until: number,
	cast: Cast,
): { person: { name: string; title: string | null }; sight: Seen } | null {
	const match = firstIn(text, PRONOUN);
	if (!match || match.index > until) return null;
	const end = match.index + match[0].length;
	const seen = seenOf(text, { start: match.index, end }, text.length);
	const said = titleIn(text.slice(end, end + 60), name, cast);
	if (!seen && said === null) return null;
	return {
		person: { name, title: said ?? title },
		sight: seen ?? { ...UNKNOWN, confidence: INTRODUCED },
	};
}

/** "She is information security", "he's our finance bloke". */
function titleIn(follow: string, name: string, cast: Cast): string | null {
	const said = IS_A.exec(follow)?.[1];
	if (!said) return null;
	const [mention] = mentionsIn(`${name} is our ${said}.`, {
		theirs: [...cast.theirs, { name, title: null }],
		ours: cast.ours,
		things: cast.things,
	});
	return mention?.name === name ? mention.title : null;
}

/** "Ruth and Denise decide": what is said behind the last of them holds for each. */
function shared(text: string, mentions: readonly Mention[], found: readonly (Seen | null)[]): readonly (Seen | null)[] {
	const seen = [...found];
	for (let at = mentions.length - 2; at >= 0; at--) {
		const [mention, next] = [mentions[at], mentions[at + 1]];
		if (!mention || !next || !/^,?\s(?:and|&|or|plus)?\s?(?:the\s|our\s)?$/i.test(text.slice(mention.end, next.start)))
			continue;
		if (seen[at]?.role === undefined || seen[at]?.role === "unknown") seen[at] = seen[at + 1] ?? seen[at] ?? null;
	}
	return seen;
}

function first<T extends RoleWords | StanceWords>(
	table: readonly T[],
	find: (words: RegExp) => RegExpExecArray | null,
): { readonly of: T; readonly match: RegExpExecArray } | null {
	for (const of of table) {
		const match = find(of.words);
		if (match) return { of, match };
	}
	return null;
}
