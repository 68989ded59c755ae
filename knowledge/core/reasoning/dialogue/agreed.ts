import { isQuestion } from "../acts.ts";
import { firstIn, holds } from "../matches.ts";
import { stanceAt } from "../modality.ts";
import type { Span } from "../span.ts";
import { dayAlone, daysNamedIn } from "./due.ts";
import { type Heard, type Said, saidIn } from "./said.ts";

/** A term that both sides have said yes to: the words that say so, and where the term was put when they do not hold it. */
export type Agreed = Span & {
	/** What was agreed, in the words that name it. */
	readonly text: string;
	/** Where the term was put, if somewhere else than where it was said yes to. */
	readonly put: Span | null;
};

/** Said of both sides at once: what follows holds for either. */
const BOTH =
	/\b(?:(?:it|that|this)(?:['’]s| is| was)? (?:all )?(?:now )?(?:then )?(?:agreed|settled|a deal|a done (?:deal|thing)|locked in)|(?:(?:is|are|was|were)(?: hereby| now| all| what was)?|[\w]['’](?:s|re)(?: all| both| now)?) agreed\b|^(?:(?:ok|okay|fine|good|yes|yep|right|so|then)[,.]? ){0,2}agreed,|both (?:happy|fine|okayed|said|noted|confirmed)|all parties|by you [^.?!]{2,40} and by (?:us|our|me)|by your [^.?!]{2,40} and (?:mine|ours|by (?:me|us))|as we (?:both )?(?:confirm|said|noted)|you (?:and|are|['’]re) (?:we|fine|happy|ok)[^.?!]{0,60}\b(?:i['’]m|we['’]re|i am|we are) (?:fine|happy|ok)|(?:we|you and i|both (?:of us|sides|parties|teams|lawyers)?)(?:['’]ve| have|['’]re| are)? (?:all |both |now |already )?(?:agreed|settled (?:it|that|on)|shaken hands|shook hands|aligned|in agreement|signed off|okayed|at one|said yes)\b|we (?:can )?both\b|both (?:of us|sides|parties|ends|legal teams|lawyers)\b|(?:you|your (?:side|\w+)) [^.?!]{1,60}\band (?:so (?:have|did|do) we|(?:we|i)\b|(?:our|my) \w+)|(?:we|i)(?:['’]ve)? said (?:yes|\w+ \w+)[^.?!]{0,30},? (?:and )?(?:you|so)\b|as (?:we )?(?:both )?agreed\b|as (?:discussed and |both parties have )(?:accepted|confirmed)|(?:agreed|settled|done|a deal)[^.?!]{0,20} between us\b|(?:so |then )?(?:that['’]s|it['’]s) a (?:handshake|deal)|meeting of minds|they (?:did |have |both |have both )?(?:accept|agree|say yes|accepted|agreed) (?:to )?(?:the|our|your|to)\b|we have (?:agreed|a deal)|we['’]ve (?:got )?a deal|agreed on (?:the|both)|agreed (?:then|between)|yes both ways|shake on it|consider it sealed|found us in the middle|you (?:nodded|confirmed|accepted|said (?:fine|okay|ok|yes))[^.?!]{0,40}\b(?:i|we|me|us)\b)/i;
/** Said by one side of what the other put: the two together agree. */
const TAKES =
	/\b(?:(?:we|i)(?:['’]ve| have)? (?:hereby |also |now )?accept(?:ed)?(?: the| your| it| that|$)|(?:your|the) [^.?!]{2,60}\b(?:is|are) (?:accepted|fine (?:with|for|by) (?:us|me)|ok(?:ay)? (?:with|for|by) (?:us|me)|acceptable (?:to|for) us)|as you offered\b|as we hereby accept|(?:fine|ok(?:ay)?) (?:by|for|with) (?:us|me)\b|thanks for accepting|you accepted\b|, accepted\b|(?:was|were|been|is|are) accepted (?:by you|from your side)|you(?:['’]ve| have) (?:accepted|agreed|confirmed)|, deal\b|^deal[:,]|sold,|works for us\b|yes to (?:the|your)|then we(?:['’]ve| have)? a deal)/i;
/** Nothing but a yes: the term stands in what the other side said before. */
const BARE_YES =
	/^(?:(?:ok(?:ay)?|yes|yep|yeah|right|fine|good|great|perfect|alright|all right|cool|so|then|well)[,.!\s]{1,3}){0,2}(?:deal|agreed|done|sold|(?:that )?(?:works|is fine|['’]s fine|is ok(?:ay)?) (?:for|with|by) (?:us|me)|fine (?:by|with|for) (?:us|me)|we (?:accept|agree)|i (?:accept|agree)|accepted|you have a deal|you['’]ve got (?:yourself )?a deal|let['’]?s (?:do (?:it|that)|shake (?:on it)?)|[\p{L}\p{N} ,%€$£-]{1,24} it is(?:,? (?:then|deal))?)[\s.!,]*(?:then)?[\s.!]*$/iu;
/** A term has a figure, a day, or the name of what is negotiated. */
const TERM =
	/\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|per ?cent|months?|years?|weeks?|days?|price|fee|rate|discount|term|notice|period|payment|invoic\w+|instal\w+|licen\w+|seats?|liability|penalt\w+|law|jurisdiction|hosting|host|support|training|onboarding|delivery|deposit|travel|scope|start|go-?live|pilot|trial|rollout|SLA|DPA|wording|clause|contract|volume|quantity|indemnity|escrow|exit|cap|royalty|data cent(?:re|er)|servers?|updates|migration|billing|monthly|quarterly|annual|free|included)\b/i;
/** Agreed among themselves, not yet, or only wished for. */
const NOT_AGREED =
	/\b(?:not|n['’]t|never|neither|nothing|un-?agreed|has to agree|have to agree|must agree|should agree|would agree|will agree|agrees?\b(?! (?:to|on) an?\b)|among us|without|unless|hope|expect|suppose|ideally|if we|if you|as soon as|whether|would be|already told|got (?:them|him|her) to agree)\b/i;
const PER_TEXT_MAX = 6;
const READ_CHARS = 600;

/** [SA7] The terms that both sides have said yes to; what only one side puts is none. */
export function agreedIn(heard: Heard, said: readonly Said[] = saidIn(heard)): readonly Agreed[] {
	return said
		.flatMap((one, at): readonly Agreed[] => {
			const { sentence } = one;
			const text = sentence.text.slice(0, READ_CHARS);
			if (isQuestion(text) || /\?\s*$/.test(text)) return [];
			const whole = { start: sentence.start, end: sentence.end };
			if (BARE_YES.test(text.trim())) {
				// "Friday it is" settles when something is done, and no term.
				if (dayAlone(text, heard.receivedAt) !== null) return [];
				const put = putBefore(said, at, heard);
				if (!put && IT_IS.test(text) && hasTerm(text, heard) && isAnswer(said, at))
					return [{ ...whole, text, put: null }];
				return put
					? [{ ...whole, text: put.sentence.text, put: { start: put.sentence.start, end: put.sentence.end } }]
					: [];
			}
			const match = firstIn(text, BOTH) ?? firstIn(text, TAKES);
			if (!match || holds(text, NOT_AGREED) || !hasTerm(text, heard)) return [];
			const span = { start: match.index, end: match.index + match[0].length };
			const stance = stanceAt(text, span);
			return stance === "asserted" ? [{ ...whole, text, put: null }] : [];
		})
		.slice(0, PER_TEXT_MAX);
}

/** "So twelve it is": names itself what is agreed. */
const IT_IS = /\bit is\b/i;
const isAnswer = (said: readonly Said[], at: number): boolean => {
	const one = said[at];
	const before = said.findLast((each, i) => i < at && each.turn < (one?.turn ?? 0));
	return one !== undefined && before !== undefined && before.side !== one.side;
};

const hasTerm = (text: string, { receivedAt }: Heard): boolean =>
	holds(text, TERM) || daysNamedIn(text, receivedAt).length > 0;

/** What the other side put right before: a figure, or a day. Of one's own proposal nobody's own yes makes an agreement. */
function putBefore(said: readonly Said[], at: number, { receivedAt }: Heard): Said | null {
	const one = said[at];
	if (!one || one.turn < 1 || said[at - 1]?.turn === one.turn) return null;
	const before = said
		.slice(Math.max(0, at - 4), at)
		.filter((each) => each.side !== one.side && one.turn - each.turn === 1);
	return (
		before.findLast(
			({ sentence: { text } }) => /\d/.test(text) || daysNamedIn(text, receivedAt).length > 0 || holds(text, TERM),
		) ?? null
	);
}
