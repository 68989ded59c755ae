import { holds } from "../matches.ts";
import type { Said } from "./said.ts";
import { sameSpeakerAfter } from "./said.ts";

/** What a company's mail program puts below every mail asks nobody anything. */
const FOOTER =
	/\b(?:(?:before|when) (?:you print|printing)\b|think of the (?:trees|environment)|consider the environment|(?:not|other than) the (?:intended )?(?:addressee|recipient)|please (?:delete|destroy) (?:it|this|the (?:message|e-?mail))\b[^.]{0,40}\b(?:sender|inform|notify)|(?:notify|inform) the sender|received this (?:e-?mail|message) in error)\b/i;
/** "Can you hear me?", "got a sec?": said to begin with, and answered by going on. */
const SMALL_TALK =
	/\b(?:(?:can|do) you (?:all )?(?:hear|see) (?:me|us|my screen)|(?:got|have) (?:you )?(?:got )?a (?:sec(?:ond)?|minute|moment)|can i (?:just )?(?:say|add|ask) (?:something|one thing|a thing)|are you (?:there|well|ok(?:ay)?)|(?:is|are) (?:everyone|everybody|we all) here|you remember (?:me|us|the)|how (?:are|were|was) (?:you|things|the (?:trip|holidays?|weekend))|(?:tudo bem|ça va|wie geht|qué tal|come va))\b/i;
const CHAT =
	/\b(?:(?:from where|where (?:in [\p{L}]+ )?)(?: are| do) you (?:from|come)|where (?:in [\p{L}]+ )are you from|who(?:['’]s| is| has)?,? (?:just )?joined|(?:and |how about )you(?:rself)?\s?\?|how(?:['’]ve| have) you been|how(?:['’]s| is) (?:the weather|the family|life|everyone|everybody)|still (?:raining|snowing)|did you (?:get home|sleep|have a (?:good|nice)|see the (?:game|match)|climb|enjoy)|were you in the room|(?:nice|lovely|great|real) (?:office|view|accent|tree|plant|picture)|can you (?:come|speak|talk) (?:more|a bit|up|slower|nearer|louder|closer)|(?:is|was) (?:that|it) (?:you|just me|a real|your (?:dog|cat))|being recorded|fancy a (?:coffee|tea)|can everyone (?:get in|hear|see)|in (?:that|this) business|birthday|see it,? no|joke about)\b/iu;
/** "Our weak spot, frankly?", "Why am I writing?": put to oneself, and answered in the next breath. */
const TO_ONESELF =
	/^(?:(?:and|so|but)\s)?(?:why (?:am i|are we|do i|did i) (?:writing|write|asking|ask|calling|telling)|(?:the|our|my)\s[^?]{0,60}|what(?:['’]s| is) (?:the|our|my) (?:[^?]{0,30}\s)?(?:point|catch|problem|reason|story|alternative|worst|upshot))\s?\?$/i;
const VERB =
	/\b(?:is|are|am|was|were|do|does|did|can|could|would|will|should|have|has|had|may|might|shall|['’]s|['’]re)\b/i;
const SELF_ANSWER = /^(?:no[,.]|yes[,.]|nobody|nothing|of course|don['’]t hold me|the answer is)\b|^(?:no|yes)[,.]/i;
/** "What happens after the demo? A debrief, then the board." */
const answersItself = (question: string, next: string): boolean =>
	SELF_ANSWER.test(next) ||
	settles(question, next) ||
	// To any other question «because» says why it is asked.
	(/\bwhy\b/i.test(question) && /^because\b/i.test(next)) ||
	(!/\b(?:you|your|yours|u)\b/i.test(question) &&
		/^(?:first(?:ly)?,?|an?|the|then)\s[^?]{0,200}\bthen\b[^?]*$/i.test(next));
/** "What can I spend? Fifteen, without asking.": a question that is not about us, and a few words that settle it. */
const settles = (question: string, next: string): boolean =>
	!/\b(?:you|your|yours|u|ur|it|this|price|cost)\b/i.test(question) &&
	next.split(/\s+/).length <= SETTLING_WORDS_MAX &&
	!VERB.test(next) &&
	!/^(?:we|i|it|our|my|that|this|please|if|by|and|or|because|thanks|could|can|then|in|on|at|the latter)\b|\?\s*$/i.test(
		next,
	);
const SETTLING_WORDS_MAX = 8;
const QUOTED = /\b(?:said|says|asked|asks|wrote|told)\b[^"“?]{0,30}["“][^"”]{0,200}\?$/i;
const READ_CHARS = 600;

/** Whether a sentence that looks like an ask asks nobody: a footer, small talk, one put to oneself, or somebody else's within a quotation. */
export function asksNobody(said: readonly Said[], at: number): boolean {
	const one = said[at];
	if (!one) return true;
	const text = one.sentence.text.slice(0, READ_CHARS).trim();
	if (holds(text, FOOTER)) return true;
	if (/\b(?:between (?:us|ourselves)|keep (?:it|this) quiet)\b[^?]{0,30}\?$/i.test(text)) return true;
	if (!text.includes("?")) return false;
	if (holds(text, SMALL_TALK) || holds(text, CHAT)) return true;
	// A quotation that is open at the question mark holds somebody else's question.
	const before = text.slice(0, text.indexOf("?") + 1).replace(/(?<=\p{L})['’](?=\p{L})/gu, "");
	if (QUOTED.test(before)) return true;
	const next = sameSpeakerAfter(said, at);
	if (TO_ONESELF.test(text) && (/\b(?:am i|are we|do i|did i)\b/i.test(text) || !holds(text, VERB)))
		return next !== null;
	return next?.sentence.paragraph === one.sentence.paragraph && answersItself(text, next.sentence.text);
}
