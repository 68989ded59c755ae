import { holds } from "./matches.ts";
import { isMachineText, isSolicitation } from "./unsolicited.ts";

/** Mail that nobody wrote to us as a buyer: machines, lists, and people who want to sell to us or to cheat us. */
export type AutomaticKind = "out-of-office" | "bulk" | "bounce" | "solicitation" | "machine";

const SUBJECTS: readonly (readonly [AutomaticKind, RegExp])[] = [
	[
		"out-of-office",
		/^\s*(?:(?:re|aw):\s*)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out[- ]of[- ](?:the[- ])?office|ooo\b|on (?:leave|vacation|holiday)|abwesenheit|automatische antwort|réponse automatique|respuesta automática|risposta automatica|automatisch antwoord|resposta automática)/i,
	],
	[
		"bounce",
		/^\s*(?:undeliver(?:able|ed)|delivery status notification|mail delivery (?:failed|subsystem)|returned mail|failure notice|nicht zustellbar)/i,
	],
	["bulk", /^\s*(?:newsletter|weekly digest|webinar invitation)|\bnewsletter\b/i],
];
const AWAY =
	/\b(?:i(?:['’]m| am| will be) (?:currently )?(?:out of (?:the )?office|on (?:annual |parental |maternity |paternity |sick )?(?:leave|holiday|vacation|pto)|away from (?:my desk|the office))|thank you for your (?:e-?mail|message)\.? i am (?:currently )?(?:out|away))\b/i;
const AWAY_SERVICE =
	/\b(?:limited access|no access|(?:will|shall) (?:reply|respond|return|be back|get back|answer)|in my absence|urgent (?:matters?|issues?|enquir|inquir|requests?)|for (?:anything )?urgent|back (?:in the office )?on|returning)\b/i;
const BULK =
	/\b(?:unsubscribe (?:here|from|at|link|by)|(?:click|tap) (?:here )?to unsubscribe|view (?:this (?:e-?mail|message) )?(?:in|online in) (?:your |a )?browser|manage (?:your )?(?:e-?mail )?(?:preferences|subscription)|you (?:are receiving|received) this (?:e-?mail|message|newsletter) because|update your preferences|register (?:now|today|here|anyway)|seats are limited|(?:join|sign up for) (?:us (?:live|for)|our (?:free )?(?:webinar|event|newsletter)))\b/i;

const AUTOMATED =
	/\b(?:this is an? (?:automated|automatic|automatically generated|system[- ]generated) (?:message|e-?mail|notification|reply)|(?:please )?do not reply(?: (?:directly )?to this (?:e-?mail|message))?[.!]|this (?:e-?mail|message|notification) (?:was|has been|is) (?:sent |generated )?automatically|automatisch (?:erstellt|generiert|erzeugt))/i;

/** Reads the subject, and the first part of what is visible. */
export function automaticKind(subject: string | null, visible: string): AutomaticKind | null {
	for (const [kind, pattern] of SUBJECTS) if (subject !== null && pattern.test(subject.slice(0, 200))) return kind;
	const start = visible.slice(0, 600);
	// Somebody who is away next week and still writes about the deal is there: a notice is short and says little else.
	if (visible.length <= 700 && holds(start.slice(0, 250), AWAY) && AWAY_SERVICE.test(start)) return "out-of-office";
	if (holds(visible.slice(0, 20_000), BULK)) return "bulk";
	if (isSolicitation(visible)) return "solicitation";
	return holds(visible.slice(0, 20_000), AUTOMATED) || isMachineText(visible) ? "machine" : null;
}
