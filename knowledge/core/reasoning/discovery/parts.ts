import type { Power, StakeholderRole, Stance } from "../../vocabulary/stakeholder.ts";
import { kindsIn, type ToldKind } from "../learned/kinds.ts";
import { firstIn, holds, Rules } from "../matches.ts";
import { isHedged } from "../modality.ts";
import { firstMatches } from "./found.ts";
import { indexOfMark, MARK, type Marked, type Somebody } from "./marked.ts";
import { PART_IDIOMS } from "./part-idioms.ts";
import { ABOVE_SPEAKER, LEADS, PART_WORDS, REPORTS } from "./part-words.ts";
import { STANCE_IDIOMS } from "./stance-idioms.ts";
import { STANCES, STANCES_AROUND, STANCES_SPOKEN } from "./stance-words.ts";

/** What one sentence tells of somebody's part in the deal. */
export type Part = {
	readonly person: Somebody;
	readonly role: StakeholderRole;
	readonly power: Power;
	readonly stance: Stance;
	readonly reportsTo: string | null;
	readonly confidence: number;
	/** What they could stop goes ahead. */
	readonly releases: boolean;
	/** By what was learned of sentences like it, and not by a rule. */
	readonly learned: boolean;
	/** Where they stand is guessed by words like these. */
	readonly leans: boolean;
};

type Told = {
	role: StakeholderRole;
	power: Power;
	stance: Stance;
	reportsTo: string | null;
	sure: number;
	at: number;
	learned: boolean;
	leans: boolean;
};

const MATCHES_MAX = 6;
const HEDGED_FACTOR = 0.75;

/** [DI27] Who plays which part, and where they stand, by the words beside them. What is denied or supposed tells nothing. */
export function partsIn(marked: Marked, speaker: Somebody | null, said: SaidWords): readonly Part[] {
	const { text, people } = marked;
	if (people.length === 0) return [];
	const told = new Map<number, Told>();
	const of = (index: number): Told | null => {
		if (!people[index]) return null;
		const had = told.get(index);
		if (had) return had;
		const fresh: Told = {
			role: "unknown",
			power: "unknown",
			stance: "unknown",
			reportsTo: null,
			sure: 0,
			at: -1,
			learned: false,
			leans: false,
		};
		told.set(index, fresh);
		return fresh;
	};
	// Without a mark only what somebody says for all of them can tell.
	const isMarked = ANY_MARK.test(text);
	const self = speaker ? people.findIndex(({ name }) => name === speaker.name) : -1;
	for (const { rule, matches } of isMarked ? ALL_PARTS.matchesIn(text, MATCHES_MAX) : []) {
		const { role, power, sure, supposes, ofOthers } = rule;
		for (const match of matches) {
			const before = text.slice(0, match.index);
			if (isDenied(before) || (!supposes && isSupposed(before)) || isAddressed(match)) continue;
			const index = indexOfMark(matchedMark(match));
			if (ofOthers && index === self) continue;
			const person = of(index);
			if (!person) continue;
			// Who decides also signs, and who uses it is asked: of the two the one that says more.
			const isMore =
				(role === "decides" && person.role === "signs-off") || (role === "uses" && person.role === "influences");
			if ((person.role === "unknown" || isMore) && role !== "unknown") {
				person.role = role;
				person.power = power ?? person.power;
			} else if (person.power === "unknown" && power !== null) person.power = power;
			person.sure = Math.max(person.sure, sure);
		}
	}
	for (const { rule, matches } of isMarked ? ALL_STANCES.matchesIn(text, MATCHES_MAX) : []) {
		const { stance, sure, supposes } = rule;
		for (const match of matches) {
			const ahead = text.slice(0, match.index);
			// "If not, I say no to things" threatens; "if you do, I sign" promises.
			if (!supposes && (isSupposed(ahead) || (stance === "against" && OPENS_IF.test(ahead)))) continue;
			const person = of(indexOfMark(matchedMark(match)));
			const end = match.index + match[0].length;
			// The last words win; of two readings of the same words the first of the table.
			if (!person || (person.stance !== "unknown" && end <= person.at + OVERLAP_CHARS)) continue;
			person.stance = stance;
			person.at = end;
			person.sure = Math.max(person.sure, sure);
		}
	}
	if (isMarked)
		reporting(text, (index, boss) => {
			const [person, above] = [of(index), people[boss]];
			if (person && above && index !== boss) {
				person.reportsTo = above.name;
				person.sure = Math.max(person.sure, 0.7);
			}
		});
	const spoken = self < 0 ? undefined : STANCES_SPOKEN.find(({ words }) => firstIn(text, words) !== null);
	const speaking = spoken ? of(self) : null;
	if (spoken && speaking?.stance === "unknown") {
		speaking.stance = spoken.stance;
		// Who speaks for all of them has a voice, and need not work for us.
		if (speaking.role === "unknown" && /\bwe\b/i.test(spoken.words.exec(text)?.[0] ?? "")) speaking.role = "influences";
		speaking.sure = Math.max(speaking.sure, spoken.sure);
	}
	if (isMarked) {
		learned(said, marked, { self, of });
		for (const match of firstMatches(text, TOGETHER, MATCHES_MAX))
			share(of(indexOfMark(match[1])), of(indexOfMark(match[2])));
	}
	if (told.size === 0) return [];
	const factor = isHedged(text) ? HEDGED_FACTOR : 1;
	const goesAhead = holds(text, NO_LONGER);
	return [...told].flatMap(([index, each]) => {
		const person = people[index];
		if (!person || each.sure === 0) return [];
		return [
			{
				person,
				role: each.role,
				power: each.power,
				stance: each.stance === "unknown" && each.role === "champions" && !each.learned ? "for" : each.stance,
				reportsTo: each.reportsTo,
				confidence: Math.round(each.sure * factor * 100) / 100,
				releases: each.role !== "blocks" && (each.stance === "for" || goesAhead),
				learned: each.learned,
				leans: each.leans,
			},
		];
	});
}
/** What somebody could stop goes ahead. */
const NO_LONGER =
	/\b(?:(?:won['’]t|will not|not|n['’]t) (?:be )?stand(?:ing)? in the way|no longer (?:against|opposed|blocks?|blocking|objects?|insists?)|(?:has|have|had|['’]s) (?:given|granted|cleared|withdrawn|dropped|lifted)\b[^.,;]{0,30}\b(?:no[- ]objection|consent|approval|clearance|objections?|veto|reservations?)|(?:has|have) (?:cleared|passed|approved) (?:it|this|you|us)|nothing (?:that|which) (?:stops|blocks) (?:it|this))\b/i;

/** The sentence as it was said, and what stood before it: what is learned reads words, and no marks. */
export type SaidWords = { readonly words: string; readonly before: string | null; readonly isAnswer: boolean };

const ANY_MARK = new RegExp(MARK, "u");
const EVERY_MARK = new RegExp(MARK, "gu");
const LEARNED_SURE = 0.6;
/** A longer sentence says too many things for one of them to be whoever stands first in it. */
const LEARNED_CHARS_MAX = 300;
/** What words alone do not tell is told by what sentences like it told: of the one person named, or else of who says it. */
function learned(
	{ words, before, isAnswer }: SaidWords,
	marked: Marked,
	{ self, of }: { self: number; of: (index: number) => Told | null },
): void {
	// Of whom a sentence tells stands before whom it names besides. Who writes of a decision mostly writes of another's.
	const subject = ANY_MARK.exec(marked.text)?.[0];
	const index = subject === undefined ? -1 : indexOfMark(subject);
	const person = index < 0 ? null : of(index);
	if (person?.role !== "unknown" || words.length > LEARNED_CHARS_MAX) return;
	// "Devika Rao, she is our CISO" names somebody, and that is all.
	if (
		marked.text
			.replace(EVERY_MARK, "")
			.split(/\s+/)
			.filter((word) => word.length > 1).length < 3
	)
		return;
	const ahead = marked.text.slice(0, marked.text.search(ANY_MARK));
	// "It must be Brescia" names a place as often as a person.
	if (isSupposed(ahead) || /\bbe\s$/i.test(ahead)) return;
	const kinds = kindsIn(words, { before, isAnswer, ours: false });
	const told = LEARNED.find(
		([kind]) =>
			(kind === "champion"
				? person.stance !== "against"
				: index !== self && !DENIES.test(marked.text) && !ONCE.test(marked.text)) &&
			kinds.some((each) => each.kind === kind && each.isSure),
	);
	if (!told) {
		// Of somebody else, or beside somebody else, a sentence says too little for a guess.
		const isAlone =
			!OTHERS.test(marked.text) && (marked.text.match(EVERY_MARK) ?? []).every((mark) => mark === subject);
		if (index === self && isAlone) lean(person, kinds);
		return;
	}
	// Who decides is told in many words; who has to agree in few.
	person.role = told[0] === "authority" && !holds(words, AGREES) ? "decides" : told[1];
	person.power = told[2];
	person.learned = true;
	person.sure = Math.max(person.sure, LEARNED_SURE);
}
const OTHERS = /(?<![\p{L}])(?:he|she|him|her|his|they|them)(?![\p{L}])/iu;
/** So probable is a word for us that it says where somebody stands, though not that they work for us. */
const LEANS_MIN = 0.3;
const LEANS_SURE = 0.45;
function lean(person: Told, kinds: readonly { readonly kind: ToldKind; readonly probability: number }[]): void {
	if (person.stance !== "unknown") return;
	if (!kinds.some(({ kind, probability }) => kind === "champion" && probability >= LEANS_MIN)) return;
	person.stance = "for";
	person.leans = true;
	person.sure = Math.max(person.sure, LEANS_SURE);
}
/** "Karin decides nothing": of somebody who decides less is told the same words. */
const DENIES =
	/[\uE000-\uE00F],?\s(?:(?:do|does|did|can|will|would|is|has) )?(?:not|never|hardly)\b|\b(?:decides?|signs?|says?) (?:nothing|little)\b|\bno (?:say|vote)\b/iu;
/** "She comes in and asks, and she has already said yes": what somebody said once is a story, and no office. */
const ONCE =
	/\b(?:has |had |'s )?(?:already |just |also )?(?:said|told|agreed|signed|asked|promised)\b(?![^.]{0,60}\b(?:decides?|signs?|approves?|has to|must|needs? to|always|every)\b)/iu;
const AGREES =
	/\b(?:sign\w*|approv\w*|agree\w*|ok|okay|consent\w*|veto\w*|clear\w*|stamp\w*|countersign\w*|nods?|green light|permission|tick\w*)\b/i;
const LEARNED: readonly (readonly [ToldKind, StakeholderRole, Power])[] = [
	["economic-buyer", "signs-off", "high"],
	["authority", "signs-off", "medium"],
	["champion", "champions", "unknown"],
];

/** "Nasser and I decide together": what is said of one is said of the other. */
const TOGETHER = new RegExp(`(${MARK})(?:,)? (?:and|&|or|plus|as well as) (?:(?:our|the|also) )?(${MARK})(?!'s)`, "gu");
function share(a: Told | null, b: Told | null): void {
	if (!a || !b) return;
	for (const [from, to] of [
		[a, b],
		[b, a],
	] as const) {
		if (to.role === "unknown" && from.role !== "unknown") {
			to.role = from.role;
			to.power = to.power === "unknown" ? from.power : to.power;
		}
		if (to.stance === "unknown") to.stance = from.stance;
		if (to.sure === 0) to.sure = from.sure;
	}
}

const ALL_PARTS = new Rules([...PART_WORDS, ...PART_IDIOMS], ({ words }) => words);
const ALL_STANCES = new Rules([...STANCES, ...STANCES_AROUND, ...STANCE_IDIOMS], ({ words }) => words);
/** Of the alternatives of a pattern the one that fits has its mark in a group. */
const matchedMark = (match: RegExpExecArray): string | undefined => match.slice(1).find((group) => group !== undefined);
/** «not against» ends a little before «against it» does. */
const OVERLAP_CHARS = 12;

/** "Beatriz, look at this pack" speaks to somebody. */
const isAddressed = ({ 0: words }: RegExpExecArray): boolean => ADDRESSED.test(words);
const ADDRESSED = new RegExp(
	`^${MARK},\\s(?:look|check|go|review|ask|compare|join|evaluate|advise|approve|sign|decide|recommend|see|tell)\\b`,
	"iu",
);

const isDenied = (before: string): boolean =>
	/\b(?:not|never|no longer|nobody|rather than|instead of|cannot)\s(?:[\p{L}'-]+\s){0,2}$/iu.test(before.slice(-40));
const OPENS_IF = /^(?:(?:and|but|so|or|well),?\s)?(?:if|unless|without)\b/i;
const isSupposed = (before: string): boolean =>
	/\b(?:if|unless|once|until|suppose|supposing|assuming|whether|imagine|as if|as though)\s[^,;.]{0,30}$/iu.test(
		before.slice(-50),
	) || /^should\s[^,;.]{0,30}$/i.test(before);

const ALL_REPORTS = new Rules(
	[...REPORTS.map((words) => ({ words, leads: false })), ...LEADS.map((words) => ({ words, leads: true }))],
	({ words }) => words,
);

function reporting(text: string, found: (person: number, boss: number) => void): void {
	for (const { rule, matches } of ALL_REPORTS.matchesIn(text, MATCHES_MAX))
		for (const match of matches) {
			const [first, second] = [indexOfMark(match[1]), indexOfMark(match[2])];
			if (rule.leads) found(second, first);
			else found(first, second);
		}
	for (const match of firstMatches(text, ABOVE_SPEAKER, MATCHES_MAX))
		found(indexOfMark(match[1] ?? match[2]), indexOfMark(match[3]));
}
