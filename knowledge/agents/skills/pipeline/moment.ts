import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { isRequest } from "#knowledge/core/reasoning/acts.ts";
import { type Day, dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import { oneLine, shortened } from "#knowledge/core/reasoning/span.ts";
import { type Appointment, appointmentIn } from "./appointments.ts";
import { isQuestion } from "./cues.ts";
import { type Entry, ledgerOf } from "./ledger.ts";
import { type Message, messagesOf } from "./messages.ts";
import { holdsOff } from "./stances.ts";
import { PRICE } from "./tongues.ts";

/** A deal at a moment: what was said, by whom last, and what is owed. */
export type Moment = {
	readonly input: SkillInput;
	readonly today: Day;
	readonly messages: readonly Message[];
	/** What the buyer said since our last word to them, in order. */
	readonly open: readonly Said[];
	readonly ledger: readonly Entry[];
	readonly ourLast: Message | null;
	readonly theirLast: Message | null;
	/** The last word is ours: what they had asked is taken to be answered by it. */
	readonly isOurs: boolean;
	readonly meeting: Appointment | null;
};
export type Said = { readonly sentence: Sentence; readonly message: Message };

export function momentOf(input: SkillInput): Moment {
	const messages = messagesOf(input);
	const ourLast = messages.find(({ last, sort }) => last === "us" && sort === "written") ?? null;
	const theirLast = messages.find(({ theirs, sort }) => theirs.length > 0 && sort !== "calendar") ?? null;
	const since = ourLast?.at ?? 0;
	const open = messages
		.filter(({ at }) => at > since)
		.toReversed()
		.flatMap((message) => {
			const from = message.sort === "written" ? (message.ours.at(-1)?.start ?? -1) : -1;
			return message.theirs.flatMap((sentence) => (sentence.start > from ? { sentence, message } : []));
		});
	return {
		input,
		today: dayOf(input.now),
		messages,
		open,
		ledger: ledgerOf(input, messages),
		ourLast,
		theirLast,
		isOurs: ourLast !== null && (theirLast === null || ourLast.at >= theirLast.at),
		meeting: appointmentIn(input, messages),
	};
}

/** Words as a reason shows them. */
export const quoted = ({ text }: Pick<Sentence, "text">): string => `"${shortened(oneLine(text), 200)}"`;
/** The signal that is read is quoted; what was said before it is only told. */
export const shown = ({ sentence, message }: Said): readonly Evidence[] =>
	message.signal?.visible.some((each) => each.start <= sentence.start && sentence.end <= each.end)
		? [evidenceOf(message.signal, sentence)]
		: [];
/** What the buyer said last, whether we have answered it or not. */
export const lastWords = ({ theirLast }: Moment): readonly Said[] =>
	(theirLast?.theirs ?? []).map((sentence) => ({ sentence, message: theirLast as Message }));

/** Their open asks of us: what was asked live was answered live, unless it was something to do. */
export const asks = ({ ledger, ourLast }: Moment): readonly Entry[] =>
	ledger.filter(
		({ kind, owner, at, live, what }) =>
			kind === "ask" &&
			!holdsOff(what) &&
			!STANDING_WISH.test(what) &&
			owner === "us" &&
			at > (ourLast?.at ?? 0) &&
			!(live && isQuestion(what) && !isRequest(what) && !namesOffer(what)),
	);

/** «I'd want to see losses every morning»: what they want to have for good is a need, and asks nobody for anything now. */
const STANDING_WISH =
	/^\W*(?:and |but |so )?(?:i|we|they|he|she)(?:['’]d| would) (?:also |really )?(?:want|like|love|need) to (?:see|have|know|get|be able to)\b[^?]*\b(?:every|each|per|daily|weekly|monthly|any ?time|always|instead of|at a glance|in real time|rather than|once a)\b[^?]*$/i;

const namesOffer = (text: string): boolean => PRICE.test(text) || /\b(?:offer|quote|quotation|proposal)\b/i.test(text);
