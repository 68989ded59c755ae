import type { Instant } from "../../vocabulary/time.ts";
import { firstIn, holds } from "../matches.ts";
import type { Span } from "../span.ts";
import { type Cast, isOurs } from "./addressed.ts";
import type { Committed } from "./committed.ts";
import { dayAlone, daysNamedIn, dueIn } from "./due.ts";
import { dueByWord } from "./due-by-word.ts";
import { undertakenIn } from "./promise-words.ts";
import { type Said, sameSpeakerAfter } from "./said.ts";

/** "I promised her a price", "said we'd look into it". */
const WE_PROMISED =
	/\b(?:i|we|I) (?:have |had )?(?:promised|agreed to|undertook|committed to|offered to|said (?:that )?(?:i|we)(?:['’]d| would|['’]ll| will)|told (?:him|her|them) (?:that )?(?:i|we)(?:['’]d| would|['’]ll| will))\b/i;
const THEY_PROMISED =
	/\b(?:(?:[Hh]e|[Ss]he|[Tt]hey)|(\p{Lu}\p{Ll}[\p{L}'’-]{1,20}))\s(?:has |have |had )?(?:promised(?! (?:by|to (?:the|their) (?:board|management)))|undertook|agreed to (?:send|share|get|put|ask|talk|speak|check|give|bring|introduce)|said (?:that )?(?:he|she|they)(?:['’]d| would|['’]ll| will) (?:send|share|get|put|ask|talk|speak|check|give|bring|introduce|call|come back))\b/u;
/** "She wants us to stop copying him", "asked for a reference". */
const THEY_ASK =
	/\b(?:(?:[Hh]e|[Ss]he|[Tt]hey|who|[Ii]t)|\p{Lu}\p{Ll}[\p{L}'’-]{1,20})\s(?:also |now |still |really |just |in turn |then )?(?:wants? (?:us|me|you) to|wants? (?:an? |the |our |to (?:see|have|get|know|hear|meet))|(?:has |have )?ask(?:s|ed)? (?:us|me|for|if|whether|that we|to (?:see|have|get|be))|requests?|requested|needs? (?:us|me|from us|our|an? )|would like (?:us|me|a|an|to (?:see|have|get))|expects? (?:us|me|from us|our|an? (?:answer|offer|quote|price)))\b/u;
/** Put down in a hurry: "Promised a price until Wednesday", "me: the deck by Friday", "Tor to send the plan". */
const NOTED_OURS =
	/^(?:promised|agreed to|offered to|said (?:i|we)(?:['’]d| would|['’]ll| will)|told (?:him|her|them) (?:i|we))\b|^(?:to[- ]?do|actions?|next steps?|me|us|we|i|our side|follow[- ]?up)\s?[:–-]\s|\b(?:i|we)(?:['’]ve| have)? (?:owe|got to|have to|need to|must|should|am to|are to|to) (?:send|get|call|ring|write|prepare|check|ask|quote|bring|give|book|mail|draft|come back|get back|confirm|show)\b/i;
const NOTED_TODO =
	/^(?:send|call|ring|get|prepare|write|book|check|ask|draft|quote|follow up|email|e-?mail|mail|price|confirm|come back|get back|remind|bring|show)\b/i;
const NOTED_THEIRS =
	/\b(?:[Hh]e|[Ss]he|[Tt]hey|(\p{Lu}\p{Ll}[\p{L}'’-]{1,20}))(?:['’]s|['’]re| is| are| was| were)? (?:to |going to |gonna |sending |supposed to )?(?:sends?|brings?|calls?|checks?|talks? to|speaks? (?:to|with)|gets? (?:us|me|back)|puts?|asks? (?:his|her|their|the)|confirms?|comes? back|gets? back|lets? (?:us|me) know|tells? (?:us|me)|sorts?|shares?|forwards?|introduces?|signs?|reviews?)\b/u;
/** What somebody wants, given in their own words: "her ask: stop copying him". */
const TO_BE_DONE =
	/(?:^|[:;,.–—-]\s|\band )(?:please )?(?:stop|don['’]t|do not|keep|leave|send|call|include|copy|bring|quote)\s(?:\p{L}|cc)/u;
const SAID_SO = /\b(?:says?|said|asks?|asked|wants?|ask|begged|insists?|insisted|told (?:me|us))\b/i;

/** [SA4] Our own account of what was said, in which «she» is the buyer and «I» is us. */
export function toldIn(said: readonly Said[], cast: Cast, now: Instant): readonly Committed[] {
	return said.flatMap((one, at): readonly Committed[] => {
		const { sentence } = one;
		const { text } = sentence;
		if (/\?\s*$/.test(text)) return [];
		const whole = { start: 0, end: text.length };
		const next = sameSpeakerAfter(said, at);
		const commit = (
			kind: Committed["kind"],
			owner: Committed["owner"],
			{ span, who }: { span: Span; who: string | null },
		) => ({
			kind,
			start: sentence.start + span.start,
			end: sentence.start + span.end,
			text: text.slice(span.start, span.end),
			side: kind === "ask" ? ("them" as const) : owner,
			owner,
			who,
			due:
				dueIn(text, { ...span, meets: true }, now) ??
				dueByWord(said, at, { part: span, now, found: [] }) ??
				(next ? dayAlone(next.sentence.text, now) : null),
			said: one,
		});
		const ours = firstIn(text, WE_PROMISED);
		if (ours) return [commit("promise", "us", { span: { start: ours.index, end: text.length }, who: null })];
		const theirs = firstIn(text, THEY_PROMISED);
		if (theirs)
			return [commit("promise", "them", { span: { start: theirs.index, end: text.length }, who: theirs[1] ?? null })];
		const isDated = daysNamedIn(text, now).length > 0 || (next !== null && dayAlone(next.sentence.text, now) !== null);
		if (NOTED_OURS.test(text) || (isDated && NOTED_TODO.test(text)))
			return [commit("promise", "us", { span: whole, who: null })];
		const undertaken = undertakenIn(text, daysNamedIn(text, now).length > 0);
		if (undertaken.length > 0)
			return undertaken.map((each) =>
				commit("promise", each.by === "speaker" || (each.who !== null && isOurs(each.who, cast)) ? "us" : "them", {
					span: each,
					who: each.who,
				}),
			);
		const noted = isDated ? firstIn(text, NOTED_THEIRS) : null;
		if (noted && !holds(text, THEY_ASK))
			return [
				commit("promise", noted[1] !== undefined && isOurs(noted[1], cast) ? "us" : "them", {
					span: { start: noted.index, end: text.length },
					who: noted[1] ?? null,
				}),
			];
		if (holds(text, THEY_ASK) || (holds(text, SAID_SO) && holds(text, TO_BE_DONE)))
			return [commit("ask", "us", { span: whole, who: null })];
		return [];
	});
}
