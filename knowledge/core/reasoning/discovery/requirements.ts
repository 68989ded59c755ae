import { isQuestion, statementPart } from "../acts.ts";
import { firstIn } from "../matches.ts";
import { clauseAt, type Stance, stanceAt } from "../modality.ts";
import { spoken } from "../qualification/remark.ts";
import type { Span } from "../span.ts";
import { askedIn } from "./asked.ts";
import { conditionsIn } from "./conditions.ts";
import { demandsIn } from "./demands.ts";
import { type Found, firstMatches } from "./found.ts";
import { isNeed, meantBy, readable } from "./need-words.ts";
import { OBLIGED, obliged } from "./obliged.ts";
import { isOfList, isOfProduct } from "./product-words.ts";
import type { Said } from "./said.ts";

/** Something that a product has to do or be, in the words of who asks for it. Its span is the sentence that says so. */
export type Requirement = Span & { readonly value: string; readonly confidence: number };

/** One sentence that asks for more is a list, or hostile. */
const PER_SENTENCE_MAX = 4;

/** How sure the form of words makes it, stated plainly. */
const SURE = { must: 0.85, listed: 0.8, scope: 0.6, wanted: 0.7, nice: 0.5 } as const;
const STANCE_FACTOR: Readonly<Record<Stance, number>> = { asserted: 1, hedged: 0.75, hypothetical: 0.85, negated: 0 };
/** What is only imagined is asked of nobody; "if I move a job I want…" says when it has to happen. */
const IMAGINED =
	/\b(?:i|we) wish\b|\bif only\b|\bif (?:we|i|there) (?:had|were|was)\b|\bwould have (?:been|had|needed|wanted)\b|\b(?:imagine|suppose)\b/i;

export function requirementsIn(said: readonly Said[]): readonly Requirement[] {
	const inSentences = said.flatMap((each, index) => {
		const found = each.bullet && each.heading !== null ? listed(each) : null;
		const before = said[index - 1];
		const pointed = pointedAt(each, shortBefore(said, index));
		const stated = inSentence(each).map((one) => named(one, each, before));
		return [...(found ?? [...stated, ...refusedIn(each, before)]), ...pointed]
			.filter((one) => isNeed(one.value))
			.slice(0, PER_SENTENCE_MAX);
	});
	return [...inSentences, ...demandsIn(said)];
}

/** Farther apart two sentences are not about one thing. */
const NEAR_CHARS = 20;

/** [DI7] What "it" is stands in the sentence before: with it a question reads on its own. */
function named(found: Requirement, said: Said, before: Said | undefined): Requirement {
	if (!before || before.speaker !== said.speaker || said.first || said.start - before.end > NEAR_CHARS) return found;
	if (!isQuestion(said.words) || said.end - before.start > QUOTE_CHARS_MAX) return found;
	const meant = meantBy(found.value, before.words);
	return meant === null ? found : { ...found, start: before.start, value: readable(`${meant}: ${found.value}`) };
}
/** As long as a quote may be. */
const QUOTE_CHARS_MAX = 600;

const LIST_HEADING =
	/\b(?:needs?|requir\w{2,9}|looking for|must[- ]?(?:haves?)?|wish(?:es| ?list)?|want(?:s|ed)?|features?|should (?:do|have|be)|has to|have to|nice to have|essential|functions?|functionality|capabilit\w{2,3}|spec(?:ification)?s?)\b/i;
const OTHER_HEADING =
	/\b(?:offer|proposal|quote|quotation|contract|contain|price|pricing|questions?|from you|before (?:the|we|you)|next steps?|agenda|attend|send|documents?|timeline|don['’]?t (?:need|care|want)|not (?:need|in scope|required)|out of scope)\b/i;
/** What an offer is to be for: what is connected, taught or shown is needed, what is counted or paid is not. */
const SCOPE_HEADING = /\b(?:offer|proposal|quote|quotation|cover|contain|include)\b/i;
const SCOPE =
	/\b(?:connect\w*|integrat\w*|interfaces?|import|export|migrat\w*|training|in (?:italian|german|french|spanish|polish|dutch|english|their (?:own )?language)|screens?|tablets?|app|mobile|offline|single sign|sso|audit|reports?|dashboard|backup|sandbox|test environment|both (?:sites|halls|plants|teams))\b/i;
const NICE = /\b(?:nice|would be (?:nice|good|great)|wish|optional|could|later|bonus|ideally|would (?:like|love))\b/i;

/** An item below a heading that announces needs; what follows in it is a comment. `null`: no such list. */
function listed(said: Said): readonly Requirement[] | null {
	const heading = said.heading ?? "";
	if (OTHER_HEADING.test(heading)) {
		if (isQuestion(said.words)) return null;
		return said.first && SCOPE_HEADING.test(heading) && SCOPE.test(said.words)
			? itemOf(said, said.words, SURE.scope)
			: [];
	}
	if (!LIST_HEADING.test(heading)) return null;
	if (!said.first) return [];
	if (isQuestion(said.words)) return null;
	return itemOf(said, said.words, NICE.test(heading) ? SURE.nice : SURE.listed);
}

/** An item of a list of needs. */
export function itemOf(
	span: Span & { readonly voice?: Said["voice"] },
	words: string,
	sure: number,
): readonly Requirement[] {
	const value = readable(words);
	return isOfList(value) && isNeed(value) ? [{ start: span.start, end: span.end, value, confidence: sure }] : [];
}

function inSentence(said: Said): readonly Requirement[] {
	// A line that announces others says nothing by itself.
	if (/:\s*$/.test(said.words)) return [];
	const stated = statementPart(said.words);
	const found = [...(stated.trim().length > 2 ? statedIn(stated, said) : []), ...askedIn(said.words)];
	const kept: Requirement[] = [];
	for (const each of found) {
		const factor = each.plain ? 1 : STANCE_FACTOR[stanceAt(stated, { start: each.at, end: each.at + 1 })];
		if (factor === 0 || IMAGINED.test(stated)) continue;
		if (!each.ofProduct && !isOfProduct(each.words)) continue;
		for (const words of separate(each.words)) {
			const value = readable(words);
			if (
				!(each.ofProduct ? isTold(value) : isOfProduct(value) && isTold(value)) ||
				kept.some((other) => other.value.toLowerCase() === value.toLowerCase())
			)
				continue;
			kept.push({ start: said.start, end: said.end, value, confidence: Math.round(each.sure * factor * 100) / 100 });
		}
	}
	return kept;
}

/** In a sentence one word says too little, unless it is a name such as "SSO". */
const isTold = (value: string): boolean =>
	(/\s/.test(value) && !/^(?:(?:this|it|that),|that['’]?s\b|it['’]s\b)/i.test(value)) || /^[A-Z]{2,6}$/.test(value);

const WANT = spoken(
	"(?<![\\p{L}'’]|\\b(?:what|that|which|everything|all|than|as|whatever|how|if|why|where)\\s)(?:{S}(?:['’](?:re|m|d|s|ve|ll))?|and(?= (?:needs?|must have|requires?)\\b))\\s(?:(?:really|also|just|now|currently|still|definitely|basically|mainly|would|will|do|are|am|is|absolutely|at least|urgently|only|probably)\\s){0,3}(need(?:s|ed)?|requires?|wants?|(?:like|love)(?= (?:to|a|an|the|it if)\\b)|looking for|in the market for|insists? on|must have)\\s",
	"giu",
);
const TEAM_WISH =
	/\b(?:our|my|the) (?:\w{2,15} ){0,2}(?:agents|users|technicians|drivers|engineers|operators|planners|staff|people|team|teams|lads|guys|shop floor|customers|dispatchers|nurses|welders|foremen|clerks|desk)(?: \w{2,12}){0,3} (?:want|need|ask for|are asking for|keep asking for)s?\s/gi;
const NICE_IF =
	/\b(?:(?:it(?:['’]d| would)|that(?:['’]d| would)|would) (?:also )?be (?:really |very |so )?(?:nice|great|good|lovely|useful|handy|helpful|ideal|perfect|brilliant) (?:if|to have|having)\s|(?:nice to have|a bonus|on (?:our|my) wish ?list)(?: would be| is)?:?\s|(?:i|we)(?:['’]d| would) (?:like|love) it if\s|ideally,? (?=\S))/gi;
const MANDATORY =
	/\s(?:(?:is|are|would be|will be)(?: (?:for us|to us|also|really|simply|of course))?|['’]s)(?: (?:also|really|simply|absolutely|of course))? (?:an? |our |absolutely |really |totally )?(?:must(?:[- ]have)?s?|non[- ]?negotiable|not negotiable|hard (?:requirements?|limits?)|knock[- ]?outs?(?: criteri\w+)?|red lines?|pre-?conditions?|requirements?|mandatory|essential|indispensable|required|obligatory|compulsory|critical|crucial|vital|a given|not optional|not up for (?:discussion|debate))\b/i;
const WITHOUT_THIS = /\bwithout (?:this|that|it)\b/i;
const PRONOUN_ONLY = /^[\s,;:–—-]*(?:(?:and|so|because|but)\s)?(?:it|this|that|which|both|they|these|those)$/i;
const PRONOUN_LAST = /^(.{8,}?)[,;:–—-]+\s(?:(?:and|so)\s)?(?:it|this|that|which|both|these|those)$/i;
const WITHOUT =
	/(?:^|[,;:]\s|\b(?:but|and|so|because|honestly|anything|it|you) )(?:without|no) ([^,.;!?]{3,80}?)(?:,| and| then| there| this| it| that| i| we)[^.;!?]{0,50}?\b(?:no (?:deal|contract|order|signature|sale)|(?:non|deal|show)[ -]?(?:starter|breaker|stopper)|out of the question|pointless|useless|no (?:use|good|point)|won['’]t (?:sign|buy|work|use|take|touch|fly)|can(?:['’]?t|not) (?:sign|buy|use|go|start|take|work|approve)|don['’]t (?:bother|need to (?:talk|come)))\b/i;
const STATED_RULE =
	/^(?:(?:our|the|all|all our|customer|patient|personal|any|their) (?:\w{2,15} )?(?:data|records?|recordings|backups?|tickets|drawings|documents)) (?:of (?:the |our )?\w{3,15} )?(?:stays?|remains?|lives?|never leaves?|does(?:n['’]t| not) leave|do(?:n['’]t| not) leave|may only|can only)\s|^nothing (?:goes live|is (?:sent|published|released|changed|booked|deleted)|leaves|happens|gets (?:sent|booked|changed)) [^.?!]{0,40}\b(?:before|without|unless|until) |^(?:nothing|no one|nobody|none of it|no \w{3,14}(?: \w{3,14})?) (?:touches|leaves|writes? (?:to|into)|connects? (?:to|directly)|gets (?:out|into)|goes out of)\s/i;
/** "What I want is to build it myself". */
const CLEFT =
	/\bwhat (?:i|we) (?:really |would |['’]d )?(?:want|need|like|(?:am|are) (?:after|looking for)) (?:is|would be) (?:to )?(?=\S)/i;
const SOMETHING =
	/^(?:an? |the |one |some |any )?(?:(?:new|single|simple|modern|proper|real|better|decent|good)\s){0,2}(?:something|anything|one|thing|tool|system|solution|software|platform|product|app|application|programme?|package|vendor|supplier|partner)\s(?:that|which|where|with which|to|for|with)\s(?:can |could |will |would |actually |really |simply |just )*/i;

function statedIn(text: string, said: Said): readonly Found[] {
	const found: Found[] = [];
	const push = (at: number, words: string, sure: number, plain = false) => found.push({ at, words, sure, plain });
	const objectFrom = (from: number): string => text.slice(from, clauseAt(text, from).end);

	const rule = firstIn(text, STATED_RULE);
	if (rule && !/\bwithout (?:an? |the )?(?:yes|ok|okay|nod|signature|approval|word|\p{Lu})/u.test(text))
		found.push({ at: 0, words: text, sure: SURE.wanted, plain: true, ofProduct: true });
	const without = firstIn(text, WITHOUT);
	if (without?.[1]) push(0, without[1], SURE.must, true);
	const mandatory = firstIn(text, MANDATORY);
	if (mandatory && !without) {
		const from = clauseAt(text, mandatory.index).start;
		const what = text.slice(from, mandatory.index);
		// "It takes 20 calls a second, this is a hard limit": what "this" is stands right before.
		const before = PRONOUN_ONLY.test(what) ? text.slice(0, from) : PRONOUN_LAST.exec(what)?.[1];
		const words = before ?? what;
		if (before !== "" && !(before !== undefined && WITHOUT_THIS.test(words)))
			found.push({
				at: mandatory.index + 1,
				words,
				sure: SURE.must,
				plain: before !== undefined || /\bnot\b|non/i.test(mandatory[0]),
				ofProduct: before !== undefined,
			});
	}
	const cleft = firstIn(text, CLEFT);
	if (cleft && !/\bwant\b.*\bto\s$/i.test(cleft[0]))
		push(cleft.index, text.slice(cleft.index + cleft[0].length), SURE.wanted);
	const label =
		/^(?:must[- ]haves?|requirements?|needs?|has to|wish(?:es|list)?|nice to have)(?::|\s[-–])\s(.{3,})$/i.exec(text);
	if (label?.[1]) push(0, label[1], NICE.test(text.slice(0, 14)) ? SURE.nice : SURE.listed);

	for (const match of firstMatches(text, NICE_IF)) {
		const from = match.index + match[0].length;
		push(
			from,
			objectFrom(from).replace(
				/^(?:it|you|they|we|i|that|this)(?:['’]d| could| can| would| had|['’]s)?\s(?:also |all |just )?/i,
				"",
			),
			SURE.nice,
			true,
		);
	}
	for (const match of [...firstMatches(text, WANT[said.voice]), ...firstMatches(text, TEAM_WISH)]) {
		const from = match.index + match[0].length;
		if (found.some((each) => Math.abs(each.at - from) < 8)) continue;
		const verb = (match[1] ?? "need").toLowerCase();
		if (isPersonsErrand(match[0], said) || isGoal(verb, objectFrom(from))) continue;
		// "I like the tool" and "we needed room" ask for nothing.
		if (/^(?:like|love)$/.test(verb) && !/(?:['’]d|would)\b/i.test(match[0])) continue;
		if (verb === "needed" && !/(?:have|has|['’]ve|is|are)\b/i.test(match[0])) continue;
		push(match.index, wanted(objectFrom(from)), /^(?:need|requir|must|insist)/.test(verb) ? SURE.must : SURE.wanted);
	}
	for (const match of firstMatches(text, OBLIGED)) {
		const words = obliged(text, match, said);
		if (words && !found.some((each) => each.words.includes(words.words) || words.words.includes(each.words)))
			found.push({ at: match.index, ...words, plain: /not|n['’]t/i.test(match[0]), ofProduct: true });
	}
	for (const each of conditionsIn(text))
		if (!found.some((other) => other.words.includes(each.words) || each.words.includes(other.words))) found.push(each);
	return found;
}

/** "They need your report": a department's errand. In a note "she needs" is about a person as often as about a product. */
const isPersonsErrand = (subject: string, said: Said): boolean =>
	said.voice === "buyer" &&
	/^(?:the|our|my) (?:\w+ ){0,2}(?:board|ceo|cfo|coo|cto|cio|vp|director|boss|management|leadership)/i.test(subject);

/** What they want to be able to do is a goal; a requirement is a thing that does it. */
const isGoal = (verb: string, object: string): boolean =>
	(/^want/.test(verb) && OWN_DOING.test(object)) ||
	(/^(?:like|love)/.test(verb) && /^to be able to\b/i.test(object)) ||
	/^a way to\b/i.test(object);
const OWN_DOING =
	/^(?:(?:my|our|the) (?:team|teams|people|staff|guys|lads|girls|agents|planners|crew|crews|office|colleagues|technicians|drivers|nurses|dispatchers|heads?|managers?|chefs?|teachers?|doctors?|foremen|partners?)\b[^,.;]{0,30}?\s)?to\b/i;

function wanted(object: string): string {
	const said = object.replace(/^to (?:be able to |have |get |see (?=an? ))?/i, "");
	// "I want the customer to get a text": who gets it is part of the need.
	return said.replace(SOMETHING, "");
}

const POINTS_BACK =
	/(?:^(?:and |so )?|[,;]\s(?:and |so )?)(?:that|this|it|both|those|these|they)(?:['’]s| is|['’]re| are) (?:(?:really|simply|also|just|absolutely|all|for (?:us|me)) )?(?:not (?:up for|negotiable|optional|open)|non[- ]?negotiable|(?:an? )?(?:must|hard (?:limit|requirement)|red line|given|knock[- ]?out)|must[- ]haves?|mandatory|essential|the (?:bottom line|minimum)|an? (?:deal|show)[ -]?(?:breaker|stopper))\b/i;

/** What "that" is stands in the sentence before, or before a mere exclamation: "Not you, not anybody." */
const shortBefore = (said: readonly Said[], index: number): Said | undefined => {
	const before = said[index - 1];
	return before && before.words.split(" ").length < 6 && said[index - 2]?.speaker === before.speaker
		? said[index - 2]
		: before;
};

/** "Nothing touches production. That's not up for discussion": the rule, or the question, stands in the sentence before. */
function pointedAt(said: Said, before: Said | undefined): readonly Requirement[] {
	const match = firstIn(said.words, POINTS_BACK);
	if (!before || before.speaker !== said.speaker || !match || said.start - before.end > 80 || said.first) return [];
	// "It is a must that you host it here" says itself what it points at.
	if (/^,?\s(?:that|to|for|if)\b/i.test(said.words.slice(match.index + match[0].length))) return [];
	// "It takes 20 calls a second, this is a hard limit" has what is meant in itself.
	if (match.index > 0 && !WITHOUT_THIS.test(said.words)) return [];
	const asked = inSentence(before);
	if (asked.length > 0) return asked.map((each) => ({ ...each, confidence: SURE.must }));
	if (/\?\s*$/.test(before.words)) return [];
	return [{ start: before.start, end: before.end, value: readable(before.words), confidence: SURE.wanted }];
}

/** "Login goes over our directory. No local passwords": a short refusal beside a need is one. */
function refusedIn(said: Said, before: Said | undefined): readonly Requirement[] {
	if (!before || before.speaker !== said.speaker || !REFUSAL.test(said.words)) return [];
	return inSentence(before).length > 0 ? itemOf(said, said.words, SURE.wanted) : [];
}
const REFUSAL =
	/^no (?!problem|rush|worries|idea|need|slides|budget|thanks|doubt|hurry|matter|wonder|question|hard feelings|pressure|reply|answer|one\b|more\b|discount|surprises?|news)\p{Ll}{3,20}(?: [\p{L}-]{2,16}){0,4}[.!]$/iu;

/** A part of a sentence, and no thing beside others: "kept", "never lost". */
const OF_A_CLAUSE = /^(?:never|not|no longer|then|only)\b|^\w+ed\b|\b(?:is|are|was|be|must|has|can)\b/i;

/** "SSO, an audit log and EU hosting" are three needs; a list of longer parts stays one. */
function separate(words: string): readonly string[] {
	if (!/,/.test(words)) return [words];
	const parts = words.split(/,\s(?:and\s|or\s|plus\s)?|\s(?:and|plus)\s/).map((part) => part.trim());
	const short = parts.every((part) => part !== "" && part.split(/\s+/).length <= 5 && !OF_A_CLAUSE.test(part));
	return short && parts.length >= 3 && parts.every((part) => isOfProduct(readable(part))) ? parts : [words];
}
