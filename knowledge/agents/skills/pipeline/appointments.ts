import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { type Day, dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import { daysIn } from "./days.ts";
import type { Message } from "./messages.ts";
import { AVAILABLE, AGREES as FOREIGN_AGREES, MEETING as FOREIGN_MEETING, foreignDays } from "./tongues.ts";

/** A day on which both sides may sit together. */
export type Appointment = {
	readonly day: Day;
	/** `agreed`: by both. Else who proposed it, and waits. */
	readonly state: "agreed" | "proposed-by-them" | "proposed-by-us";
	readonly words: string;
	readonly evidence: readonly Evidence[];
};

const MEETS =
	/\b(?:demo(?:nstration)?|workshop|call|phone|meet(?:ing)?|session|slot|walk-?through|visit(?! to)|video|teams|zoom|catch up|speak|talk|come (?:over|by|round|and see|to)|drop in|show (?:you|us|me)|see the|go through|shall we (?:say|do)|half an hour|an hour)\b/i;
const CLOCK =
	/\b(?:at|from|um|à|om|alle|às|ab|vanaf|dalle|das|day) (?:1?\d|2[0-3])\b(?![.,]\d{3}|%|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|\b(?:one|two|three|four|eight|nine|ten|eleven|twelve) o['’]?clock\b|\b(?:half past|quarter (?:past|to))\b|\b(?:from|at) (?:one|two|three|four|five|eight|nine|ten|eleven|twelve)\b|\b\d{1,2}(?:[:.hu]\d{2}\b| ?(?:am|pm|o['’]?clock|h|uhr|uur|heures?|ore|horas)\b)|\bnoon\b/i;
const AGREES =
	/\b(?:works (?:for|well|fine|perfectly)|that works|suits (?:me|us|well)|(?:is|are|would be|sounds) (?:fine|good|great|perfect|agreed)|confirm(?:ed|ing)?|see you|speak (?:to you )?(?:then|on)|talk (?:to you )?(?:then|on)|look(?:ing)? forward to|agreed|accepted|noted|in (?:my|our|the) (?:calendar|diary|book)|booked|invit(?:e|ation) (?:is |has been )?(?:sent|on its way|out)|(?:sent|send) (?:you )?(?:an?|the) (?:calendar )?invit\w+|it is then|(?:day|\d|noon|o['’]clock|am|pm) it is\b|let['’]?s (?:do|say|take|go with)|we (?:are|['’]re) on for|happy to (?:meet|speak|join)|count (?:me|us) in)\b/i;
const FIXED =
	/\b(?:our|the|your) (?:\p{L}+ ){0,2}(?:demo(?:nstration)?|workshop|visit|call|meeting|session|presentation|walk-?through)\b[^.?!]{0,40}\b(?:is (?:on|set|fixed|booked|confirmed|at)|on (?:mon|tues|wednes|thurs|fri)day|tomorrow|takes place)/iu;
const PROPOSES =
	/(?<!\p{L})(?:stell?\p{L}* [^.?!]{0,60}voor|voorstel\p{L}*|schlag\p{L}* [^.?!]{0,60}vor|vor(?:ge)?schl[aä]g\p{L}*|propos(?:e|ons|er)|propongo|proponiamo|proponho|propomos|propon(?:go|emos))(?!\p{L})|\?\s*$|\b(?:how about|what about|suggest|propose|could (?:we|you)|can (?:we|you)|shall we|let us|let['’]s|would (?:you|it|work)|are you (?:free|available)|i am free|available|if (?:that|it|you))\b/iu;
/** A date further off is when they want to be live, not when they want to meet. */
const MEETING_DAYS_MAX = 60;

type Named = {
	readonly message: Message;
	readonly sentence: Sentence;
	readonly day: Day;
	readonly side: "theirs" | "ours";
	/** The words around it speak of sitting together, and not of a deadline. */
	readonly meets: boolean;
};

/** The next day on which both sides meet, or may meet, from today on. */
export function appointmentIn(input: SkillInput, messages: readonly Message[]): Appointment | null {
	const today = dayOf(input.now);
	const invited = input.signal?.calendar;
	if (invited && invited.startsAt !== null && invited.method !== "cancel" && dayOf(invited.startsAt) >= today)
		return { day: dayOf(invited.startsAt), state: "agreed", words: invited.summary ?? "", evidence: [] };
	const named = messages.flatMap((message, i) => namedIn(message, messages[i + 1] ?? null, today));
	const off = named.filter(({ sentence }) => isCalledOff(sentence.text));
	for (const each of named) {
		if (off.some(({ day, message }) => day === each.day && message.at >= each.message.at)) continue;
		const same = named.filter((other) => other.day === each.day);
		if (!same.some(({ meets }) => meets)) continue;
		const both = same.some(({ side, message }) => side !== each.side && message !== each.message);
		const later = messages.filter(({ at }) => at > each.message.at);
		const agreed = both || isAgreed(each) || later.some((message) => answers(message, each.side));
		const state = agreed ? "agreed" : each.side === "theirs" ? "proposed-by-them" : "proposed-by-us";
		return { day: each.day, state, words: each.sentence.text, evidence: shown(each) };
	}
	return null;
}

/** That day is not kept, by either side. */
const isCalledOff = (text: string): boolean => !/\?\s*$/.test(text) && OFF.test(text);
const OFF =
	/\b(?:call(?:ed|ing)? (?:it |this |that |\w+ )?off|cancel\w*|(?:have|has|need|must) to (?:move|postpone|reschedule|push)|(?:can(?:not|['’]t)|won['’]t|will not|unable to) (?:make|do|manage|be there|come|attend|join|meet|keep)|(?:not|n['’]t) (?:going to )?(?:work|happen|possible|take place|go(?:ing)? ahead)|falls? through|(?:no longer|does(?:n['’]t| not)|won['’]t) (?:work|suit)|is off\b|something (?:has )?c[ao]me (?:up|in between))|(?<!\p{L})(?:gaat (?:\p{L}+ )?niet door|niet (?:door|lukken)|lukt (?:\p{L}+ ){0,2}niet|afzeggen|verzetten|fällt (?:leider )?aus|absagen|verschieben|klappt (?:\p{L}+ ){0,2}nicht|muss\p{L}* (?:leider )?(?:absagen|verschieben)|(?:est|être|dois|devons) (?:annul\p{L}*|report\p{L}*|décal\p{L}*)|ne (?:peux|pouvons|pourra\p{L}*|pourrons|sera) (?:\p{L}+ )?(?:pas|plus)|tombe à l['’]eau|salta|non (?:riesco|riusciamo|posso|possiamo|ce la)|(?:dobbiamo|devo) (?:rimandare|spostare|annullare)|annullat\p{L}|(?:tenho|temos) de (?:adiar|cancelar|desmarcar)|não (?:posso|podemos|consigo|vai dar|dá)|desmarcad\p{L}|no (?:puedo|podemos|podrá|va a poder))(?!\p{L})/iu;

function namedIn(message: Message, before: Message | null, today: Day): readonly Named[] {
	return (["theirs", "ours"] as const).flatMap((side) =>
		message[side].flatMap((sentence, i): readonly Named[] => {
			const { text } = sentence;
			const days = daysOf(text, message.at).filter(
				(day) => day >= today && day - dayOf(message.at) <= MEETING_DAYS_MAX,
			);
			if (days.length === 0) return [];
			// What was asked right before it says what the day is for.
			const asked = side === "theirs" ? before?.ours : before?.theirs;
			const around = [
				message[side][i - 1]?.text ?? "",
				message[side][i + 1]?.text ?? "",
				...(asked?.slice(-2).map((each) => each.text) ?? []),
			];
			// «Am 24.9.» ends no sentence but its own date.
			const short = text.split(/\s+/).length <= SHORT_WORDS_MAX;
			const offers =
				short || PROPOSES.test(text) || AGREES.test(text) || FOREIGN_AGREES.test(text) || AVAILABLE.test(text);
			const meets = isMeet(text) || (offers && (around.some(isMeet) || AVAILABLE.test(text)));
			return days.map((day) => ({ message, sentence, day, side, meets }));
		}),
	);
}

const SHORT_WORDS_MAX = 6;
const isMeet = (text: string): boolean => MEETS.test(text) || FOREIGN_MEETING.test(text) || CLOCK.test(text);

const daysOf = (text: string, at: number): readonly Day[] => [
	...daysIn(text, at)
		.filter(({ relation }) => relation !== "by")
		.map(({ day }) => day),
	...foreignDays(text, at),
];

/** An answer stands near what it answers. */
const ANSWER_SENTENCES = 3;

function isAgreed({ message, sentence, side, day }: Named): boolean {
	const { text } = sentence;
	if (message.turns.length > 0) {
		const others = (side === "theirs" ? message.ours : message.theirs).filter(({ start }) => start > sentence.start);
		if (others.slice(0, ANSWER_SENTENCES).some((each) => saysYes(each) || daysOf(each.text, message.at).includes(day)))
			return true;
	}
	if (/\?\s*$/.test(text)) return false;
	if (FIXED.test(text)) return true;
	return side === "theirs" && (AGREES.test(text) || FOREIGN_AGREES.test(text)) && !PROPOSES.test(text);
}

/** The one to whom the day was proposed says yes. */
function answers(later: Message, side: "theirs" | "ours"): boolean {
	const other = side === "theirs" ? later.ours : later.theirs;
	return other.some(saysYes);
}

const saysYes = ({ text }: Pick<Sentence, "text">): boolean =>
	!/\?\s*$/.test(text) && (AGREES.test(text) || FOREIGN_AGREES.test(text) || YES.test(text));
const YES =
	/^(?:(?:it|that|he|she) (?:does|will|suits)|we do|yes|yeah|yep|sure|ok(?:ay)?|perfect|great|gladly|good|fine|deal|done|ja|oui|sì|si|sim|prima|gerne|goed|bien|bene|claro)\b(?![^.?!]{0,40}\b(?:check|look|see|come back|but|however|diary)\b)/i;

function shown({ message: { signal }, sentence }: Named): readonly Evidence[] {
	if (!signal?.visible.some((each) => each.start <= sentence.start && sentence.end <= each.end)) return [];
	return [evidenceOf(signal, sentence)];
}
