import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { politicalMap, stakeholdersOf } from "#knowledge/core/facts/political-map.ts";
import { isSelling } from "#knowledge/core/facts/stage.ts";
import { type Day, dayOf, isoOf, weekdayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { readsEnglish } from "#knowledge/core/reasoning/language.ts";
import { holdsBack, isForAPerson, isQuestion, saysNo, threatens } from "./cues.ts";
import { daysIn, workingDayAfter } from "./days.ts";
import { askedOf, decideThemselves, type Gap, gapsOf, namedGap } from "./gaps.ts";
import { type Entry, isKept, isPassedOver } from "./ledger.ts";
import type { Message } from "./messages.ts";
import { asks, lastWords, type Moment, momentOf, quoted, type Said, shown } from "./moment.ts";
import { whoOf } from "./plain.ts";
import { quotesOf } from "./reading.ts";
import { holdsOff, isSettled, leavesUs, makesOwn } from "./stances.ts";
import { postponedIn } from "./terms.ts";
import { foreignDays, LATER } from "./tongues.ts";
import { counted, isBesideOffer, isPrice, priceWanted, proposesMeeting } from "./wanted.ts";

export const ACTION_KINDS = [
	"hand-to-human",
	"stop",
	"keep-promise",
	"answer",
	"send-offer",
	"ask-for-offer-facts",
	"handle-objection",
	"prepare-meeting",
	"confirm-meeting",
	"chase-promise",
	"widen",
	"close-gap",
	"follow-up",
	"wait",
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** The one thing that a good rep does next. */
export type NextAction = {
	readonly kind: ActionKind;
	/** What is to be found out, where that is it. */
	readonly about: Gap | null;
	/** With whom, by name; `null` where nobody is known. */
	readonly person: string | null;
	/** The ISO day on which it is due; `null`: nothing is, until something happens. */
	readonly day: string | null;
	readonly why: string;
	readonly evidence: readonly Evidence[];
};

type Found = Partial<Omit<NextAction, "kind">> & Pick<NextAction, "why">;
type Rule = { readonly kind: ActionKind; readonly find: (moment: Moment) => Found | null };

/** [S2-20] The first that fits, from the top. It is total: whatever the deal, something is next, if only to wait. */
export function nextAction(input: SkillInput): NextAction {
	const moment = momentOf(input);
	for (const { kind, find } of RULES) {
		const found = find(moment);
		if (found) return actionOf(moment, kind, found);
	}
	return actionOf(moment, "wait", { why: "Nothing is open, and nothing is due." });
}

const actionOf = ({ input }: Moment, kind: ActionKind, found: Found): NextAction => ({
	kind,
	about: null,
	person: personOf(input),
	day: null,
	evidence: [],
	...found,
});

function personOf(input: SkillInput): string | null {
	const who = whoOf(input);
	return who === "the buyer" ? null : who;
}

const found = (said: Said, why: string): Found => ({
	day: isoOf(workingDayAfter(dayOf(said.message.at), 1)),
	why: `${why}: ${quoted(said.sentence)}`,
	evidence: shown(said),
});

/** To be somewhere on a day is a meeting, and nothing that we hand over. */
const COMES =
	/\b(?:i|we)(?:['’]ll| will| shall)(?: \w+ly| also| both)? (?:be (?:there|with you|at|on|in)|come (?!back)|attend|join|present|visit|drop (?:in|by)|stop by|see you|meet|speak (?:at|to|with)|hold|run|show you)\b/i;
/** They come back to what we left open. */
const REMINDS =
	/(?<!\p{L})(?:noch offen|offen (?:geblieben|ist|sind|bleibt)|mein\p{L}* (?:andere\p{L}* |zweite\p{L}* )?frage\p{L}*|(?:noch )?nicht beantwortet|unbeantwortet|warte\p{L}* (?:noch|immer)|reste\p{L}* (?:ouvert\p{L}*|sans réponse)|ma (?:\p{L}+ )?question|toujours (?:pas|en attente)|sans réponse|nog (?:open|geen antwoord|steeds)|mijn (?:\p{L}+ )?vraag|niet beantwoord|(?:rest\p{L}+|ancora) (?:apert\p{L}|senza risposta)|la mia (?:\p{L}+ )?domanda|non (?:ha|avete|ho avuto|abbiamo avuto) (?:ancora )?rispost\p{L}|(?:ficou|continua|falta) (?:por responder|em aberto|a resposta)|a minha (?:\p{L}+ )?pergunta|sem resposta)(?!\p{L})|\b(?:(?:remains?|left|stays?|is|are) (?:still )?(?:open|unanswered|outstanding)|still (?:to be |un)?(?:answered|missing|lacking|owe (?:us|me)|outstanding|need to know|do(?:es)?(?:n['’]t| not) know)|(?:what|how) about (?:the|my|our) (?:other|second|rest)|skipped|passed over|forgot(?:ten)? (?:my|the|our|to)|as i (?:had )?(?:also )?asked|i (?:had )?(?:also )?asked (?:you|about|whether|if|for|how|what|when|who)|(?:other|second|first|last|third) (?:point|question|thing|matter|part|one) (?:\w+ ){0,2}(?:hangs|pending|missing|waits|outstanding|open)|look(?:ing)? forward to hearing (?:on|about) (?:that|this|it|them|the)|you (?:did|have)(?:n['’]t| not)|(?:that|which|this)(?: just| only| still)? leaves\b|(?:one|two) (?:thing|point|question)s? (?:left|to go|remains?)\b|(?:second|other|first|last) (?:half|part|point|question) (?:is|was|of)|(?:second|other) one (?:is|was)|that (?:answers|settles|covers|clears)\b[^.?!]{0,80}\b(?:but|and|now|still|leaves))\b|\b(?:my (?:other )?question|(?:everything|all) answered|un-?answered|(?:did|have|has)(?:n['’]t| not) (?:yet )?(?:answer|repl|respond|said|say|told|tell)\w*|still (?:waiting|open)|no answer)\b/iu;

const RULES: readonly Rule[] = [
	{
		// Whoever wants no more of our words is left alone, whatever else they say.
		kind: "stop",
		find(moment) {
			const said = lastWords(moment).find(({ sentence }) => leavesUs(sentence.text));
			return said ? found(said, "They want to be left alone") : null;
		},
	},
	{
		kind: "stop",
		find(moment) {
			const words = lastWords(moment);
			const own = words.some(({ sentence }) => isSettled(sentence.text))
				? words.find(({ sentence }) => makesOwn(sentence.text))
				: undefined;
			const said = words.find(({ sentence }) => saysNo(sentence) && !threatens(sentence.text)) ?? own;
			return said ? found(said, "They said no") : null;
		},
	},
	{
		kind: "hand-to-human",
		find(moment) {
			const said = moment.open.find(({ sentence }) => isForAPerson(sentence));
			return said ? found(said, "A person decides this") : null;
		},
	},
	{
		kind: "keep-promise",
		find({ ledger, messages, today }) {
			const due = ledger.find(
				(entry) =>
					entry.kind === "promise" &&
					entry.owner === "us" &&
					entry.due !== null &&
					entry.due <= today + 1 &&
					!COMES.test(entry.what) &&
					!isKept(entry, messages),
			);
			if (!due) return null;
			return {
				day: isoOf(due.due ?? today),
				why: `We promised: ${quoted({ text: due.what })}`,
				evidence: due.evidence,
			};
		},
	},
	{
		kind: "answer",
		find(moment) {
			const { ledger, messages } = moment;
			const ask =
				asks(moment).find(
					(entry) => !isPrice(entry) && !proposesMeeting(entry, moment) && !isBesideOffer(entry, moment),
				) ??
				ledger.find((entry) => entry.kind === "ask" && entry.owner === "us" && isPassedOver(entry, ledger, messages));
			if (ask) return owed(ask, "They asked");
			const said = moment.open.find(({ sentence }) => REMINDS.test(sentence.text));
			return said ? found(said, "They still wait for an answer") : null;
		},
	},
	{
		kind: "send-offer",
		find(moment) {
			const wanted = priceWanted(moment);
			const known = wanted && counted(moment);
			if (!wanted || !known) return null;
			const price = asked(wanted, "They want a price");
			return { ...price, why: `${price.why}; known: ${quoted({ text: known })}` };
		},
	},
	{
		kind: "ask-for-offer-facts",
		find(moment) {
			const wanted = priceWanted(moment);
			if (!wanted) return null;
			const price = asked(wanted, "They want a price");
			return { ...price, why: `${price.why}; how many is not known` };
		},
	},
	{
		kind: "handle-objection",
		find(moment) {
			// What was said in a talk was met there, once they have written of other things since.
			const said = moment.open.find(
				({ sentence, message }) =>
					(message.sort === "written" || message === moment.theirLast) && holdsBack(sentence.text),
			);
			if (said) return found(said, "This holds them back");
			const fact = moment.input.facts.find(
				({ key, state, validFrom }) =>
					key === "conversation.objection" && state !== "contradicted" && validFrom > (moment.ourLast?.at ?? 0),
			);
			return fact ? { why: `This holds them back: ${fact.value}`, evidence: quotesOf(fact) } : null;
		},
	},
	{
		kind: "prepare-meeting",
		find: ({ meeting, today }) =>
			meeting?.state === "agreed" && meeting.day <= workingDayAfter(today, 3)
				? { day: isoOf(meeting.day), why: `Agreed: ${quoted({ text: meeting.words })}`, evidence: meeting.evidence }
				: null,
	},
	{
		kind: "confirm-meeting",
		find: (moment) => {
			const { meeting, today } = moment;
			if (meeting?.state === "proposed-by-them")
				return {
					day: isoOf(workingDayAfter(today, 1)),
					why: `They propose: ${quoted({ text: meeting.words })}`,
					evidence: meeting.evidence,
				};
			const ask = asks(moment).find((entry) => proposesMeeting(entry, moment));
			return ask ? owed(ask, "They want to meet") : null;
		},
	},
	{
		kind: "chase-promise",
		find({ ledger, messages, today }) {
			const due = ledger.find(
				(entry) =>
					entry.kind === "promise" &&
					entry.owner === "them" &&
					entry.due !== null &&
					entry.due < today &&
					!isKept(entry, messages),
			);
			if (!due) return null;
			return { day: isoOf(today), why: `They promised: ${quoted({ text: due.what })}`, evidence: due.evidence };
		},
	},
	{ kind: "wait", find: waits },
	{
		kind: "widen",
		find({ input: { deal, facts }, isOurs, messages, ourLast }) {
			const { alarm, people } = politicalMap(deal.stage, facts);
			if (alarm === null || (isOurs && !isEmptyWord(ourLast))) return null;
			// Whoever wrote is on the map once the mail was read; until then nobody is missed.
			if (!stakeholdersOf(facts).some(({ heard }) => heard !== "unknown")) return null;
			const spoke = stakeholdersOf(facts).filter(({ heard }) => heard === "spoke").length;
			const said = messages.flatMap(({ theirs }) => theirs.map(({ text }) => text));
			// Who says of themselves that they decide can say yes, though the map does not hold it.
			const isPowerKnown = people.some(({ power }) => power === "high");
			if (spoke > 1 && !isPowerKnown && decideThemselves(facts, said)) return null;
			// Who has power is said in words; in a language that is not read nobody seems to have any.
			const unread = said.filter((text) => !readsEnglish(text)).length;
			return spoke > 1 && unread * 2 > said.length ? null : { why: alarm };
		},
	},
	{
		kind: "close-gap",
		find({ input: { deal, facts }, isOurs, messages, ourLast }) {
			if ((isOurs && !isEmptyWord(ourLast)) || !isSelling(deal.stage)) return null;
			const said = messages.flatMap(({ theirs }) => theirs.map(({ text }) => text));
			const open = gapsOf(deal.stage, facts, said);
			const gap =
				askedOf(open, ourLast?.ours.map(({ text }) => text) ?? []) ??
				namedGap(open, said.slice(0, LAST_SAID)) ??
				open[0];
			return gap ? { about: gap, why: `Not known yet: ${gap}.` } : null;
		},
	},
	{
		kind: "follow-up",
		find({ isOurs, ourLast, today }) {
			if (!isOurs || !ourLast || workingDaysBetween(dayOf(ourLast.at), today) < SILENT_WORKING_DAYS) return null;
			return { day: isoOf(today), why: "Our last word was not answered." };
		},
	},
];

const SILENT_WORKING_DAYS = 5;
/** What they said lately: their latest words stand first. */
const LAST_SAID = 30;

/** Thanks, and nothing that they could answer: the next word is ours still. */
const isEmptyWord = (message: Message | null): boolean =>
	message !== null &&
	message.ours.length > 0 &&
	message.ours.length <= EMPTY_SENTENCES_MAX &&
	message.ours.every(({ text }) => text.split(/\s+/).length <= EMPTY_WORDS_MAX && !/[\d?]/.test(text)) &&
	message.ours.some(({ text }) => THANKS.test(text)) &&
	!message.ours.some(({ text }) => GIVES_WORK.test(text));
const EMPTY_SENTENCES_MAX = 3;
const EMPTY_WORDS_MAX = 25;
const THANKS = /\b(?:thank(?:s| you)|clear|noted|got it|understood|perfect|great)\b/i;
/** What leaves something with one of the two. */
const GIVES_WORK =
	/\b(?:attached|enclosed|below|here (?:is|are)|i(?:['’]ll| will)|we(?:['’]ll| will)|let me know|please|could you|can you|see you|until|talk|speak|call|meet|look forward|wait)\b/i;

function workingDaysBetween(from: Day, to: Day): number {
	let count = 0;
	for (let day = from + 1; day <= to && count <= SILENT_WORKING_DAYS; day++) if (weekdayOf(day) < 5) count++;
	return count;
}

const owed = (ask: Entry, why: string): Found => ({
	day: isoOf(ask.due ?? workingDayAfter(dayOf(ask.at), 1)),
	why: `${why}: ${quoted({ text: ask.what })}`,
	evidence: ask.evidence,
});
const asked = (what: Entry | Said, why: string): Found => ("sentence" in what ? found(what, why) : owed(what, why));

const UNTIL =
	/(?<!\p{L})(?:until|till|not before|after|bis|erst|nicht vor|jusqu\p{L}*|pas avant|après|tot|pas na|niet voor|fino|non prima|dopo|até|não antes|depois)(?!\p{L})/iu;
const awayUntil = (text: string, at: number, today: Day): readonly Day[] =>
	UNTIL.test(text) || holdsOff(text)
		? [...daysIn(text, at).map(({ day }) => day), ...foreignDays(text, at)].filter((day) => day >= today)
		: [];

/** They put it off, take time until a day, or we meet on one. */
function waits(moment: Moment): Found | null {
	const { ledger, today, messages, meeting } = moment;
	const words = lastWords(moment);
	const later = words.find(
		({ sentence }) => postponedIn([sentence]) !== null || (LATER.test(sentence.text) && !isQuestion(sentence.text)),
	);
	if (later) return { why: `It has to wait: ${quoted(later.sentence)}`, evidence: shown(later) };
	const [away] = words.flatMap(({ sentence, message }) => awayUntil(sentence.text, message.at, today));
	if (away !== undefined) return { day: isoOf(away), why: "They asked for time until then." };
	if (meeting?.state === "agreed")
		return { day: isoOf(meeting.day), why: `Agreed: ${quoted({ text: meeting.words })}` };
	const pending = ledger.find(
		(entry) => entry.kind === "promise" && entry.due !== null && entry.due >= today && !isKept(entry, messages),
	);
	if (pending)
		return {
			day: isoOf(pending.due ?? today),
			why: `Taken on: ${quoted({ text: pending.what })}`,
			evidence: pending.evidence,
		};
	return null;
}
