import type { StakeholderRole } from "../../vocabulary/stakeholder.ts";
import { statementPart } from "../acts.ts";
import { firstIn, holds } from "../matches.ts";
import { type Cast, isOurs, resolved } from "./cast.ts";
import { type Mention, mentionsIn, ownTitle } from "./mentions.ts";
import type { Said } from "./said.ts";
import { type Sight, spanned } from "./sight.ts";
import { takingPart, toldOf } from "./telling.ts";
import { isElsewhere, isOfOthers } from "./whose.ts";

/** A sentence that names more people than this is a list of recipients, or hostile. */
const MENTIONS_MAX = 6;
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
	let [recent, earlier] = [null as Last | null, null as Last | null];
	for (const [index, each] of said.entries()) {
		const text = statementPart(each.words);
		if (text.trim().length < 4) continue;
		if (isOfOthers(text, cast)) continue;
		const mentions = named.get(text) ?? mentionsOf(text, cast);
		named.set(text, mentions);
		sights.push(
			...introducedIn(each, mentions),
			...comparedIn(each, text, mentions),
			...takingPart(each, text, mentions),
		);
		sights.push(...ofSpeaker(each, text, cast), ...answered(each, text, { mentions, cast }));
		const last = meantBy(text, recent, earlier);
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
		if (carried) sights.push(spanned(each, carried, { ...UNKNOWN, confidence: INTRODUCED }));
		const going = last && carries && !carried && mentions.length === 0 ? GOES_AHEAD.exec(each.words) : null;
		if (last && going) sights.push(spanned(each, last.mention, { ...RELEASED }));
		const next = antecedentIn(text, mentions);
		if (next && next.name !== recent?.mention.name) earlier = recent;
		if (next) recent = { mention: next, at: index, speaker: each.speaker, gender: genderOf(text, next, mentions) };
		else if (last && carries && /^(?:he|she)\b/i.test(text)) {
			if (last !== recent) earlier = recent;
			recent = { ...last, at: index };
		}
	}
	const people = sights.filter(({ name, role }) => role === "blocks" || !STEP.test(name));
	return negotiating ? people.map(withoutTerms(said)) : people;
}

/** [DI21] "Legal signs off": what a function of the house checks is a step on the way, and nobody in person; what it could stop, it stops. */
const STEP =
	/^(?:(?:information |it |data |network |cyber ?)?(?:security|infosec|legal|procurement|purchasing|finance|it|compliance|data protection|risk|audit|operations|engineering|architecture)(?: team)?)$/i;

const mentionsOf = (text: string, cast: Cast): readonly Mention[] =>
	mentionsIn(text, cast)
		.filter((mention) => !isElsewhere(text, mention))
		.slice(0, MENTIONS_MAX);

/** An introduction with a title is something to know, though no part is. */
const introducedIn = (said: Said, mentions: readonly Mention[]): readonly Sight[] =>
	mentions
		.filter(({ introduced, office }) => introduced && !office)
		.map((mention) => spanned(said, mention, { ...UNKNOWN, confidence: INTRODUCED }));

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

/** Of whom "he" and "she" are said: whom the same speaker spoke of in the sentence before. */
type Last = {
	readonly mention: Mention;
	readonly at: number;
	readonly speaker: string | null;
	readonly gender: Gender | null;
};
type Gender = "he" | "she";

/** Who was spoken of first is spoken on of, unless a pronoun already took up who came last: "It goes to Karin, her word counts." */
function antecedentIn(text: string, mentions: readonly Mention[]): Mention | undefined {
	const people = mentions.filter((mention) => !mention.group);
	const latest = people.at(-1);
	return latest && people.length > 1 && genderIn(text.slice(latest.end)) !== null ? latest : people[0];
}

/** "Ms Kintu" is a she, and so is "Fiona, she makes up the rosters". */
function genderOf(text: string, { start, end }: Mention, mentions: readonly Mention[]): Gender | null {
	const address = /(?<!\p{L})(?:(Mr|Sir|Herr|Signor|Uncle)|(Mrs|Ms|Miss|Frau|Mme|Aunt))\.?\s$/u.exec(
		text.slice(Math.max(0, start - 8), start),
	);
	const titled = /^(?:(Mr|Sir|Herr|Signor|Uncle)|(Mrs|Ms|Miss|Frau|Mme|Aunt))\.?\s/u.exec(text.slice(start, end));
	const found = address ?? titled;
	if (found) return found[1] === undefined ? "she" : "he";
	const until = mentions.find((mention) => mention.start >= end)?.start ?? text.length;
	return genderIn(text.slice(end, until));
}

function genderIn(text: string): Gender | null {
	// "Fiona, in his stead: she makes up the rosters": who does something tells more than whose it is.
	const found =
		/(?<![\p{L}])(?:(he)|(she))(?![\p{L}])/iu.exec(text) ??
		/(?<![\p{L}])(?:(his|him)|(her|hers))(?![\p{L}])/iu.exec(text);
	return found === null ? null : found[1] === undefined ? "she" : "he";
}

/** "He" is not whom the sentence before called "she", but who was spoken of before her. */
function meantBy(text: string, recent: Last | null, earlier: Last | null): Last | null {
	const gender = recent?.gender ? genderIn(text) : null;
	if (gender === null || gender === recent?.gender) return recent;
	return earlier?.gender === gender ? earlier : null;
}

/** What speakers say they are. */
function ofSpeaker(said: Said, text: string, cast: Cast): readonly Sight[] {
	if (said.voice !== "buyer" || said.speaker === null || isOurs(said.speaker, cast)) return [];
	const title = ownTitle(text);
	if (title === null) return [];
	const name = resolved(said.speaker, cast)?.name ?? said.speaker;
	return [spanned(said, { name, title }, { ...UNKNOWN, confidence: INTRODUCED + 0.2 })];
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

const PRONOUN =
	/(?:^|,\s|[;:–—]\s|\b(?:and|but|so|because|then|well|if|that|now|today|meanwhile|since then)\s)(?=(?:he|she)(?:['’](?:s|d|ll))?\s)(?:he|she)|\b(?:he|she)(?=\s(?:will|won['’]t|would|wouldn['’]t|can|cannot|must|has to)\s)/i;
const IS_A =
	/^(?:['’]s| is| was)\s(?:(?:our|the|my|an?)\s)?((?:[\p{L}&/-]{2,16}\s){0,2}[\p{L}&/-]{2,16})(?=[\s]?[.,;!]|\s?$)/iu;

/** Of whom the sentence before spoke, with the title that this one gives them. */
function carriedIn(
	text: string,
	{ name }: Mention,
	until: number,
	cast: Cast,
): { readonly name: string; readonly title: string } | null {
	const match = firstIn(text, PRONOUN);
	if (!match || match.index > until) return null;
	const end = match.index + match[0].length;
	const title = titleIn(text.slice(end, end + 60), name, cast);
	return title === null ? null : { name, title };
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
