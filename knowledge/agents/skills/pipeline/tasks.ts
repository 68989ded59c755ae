import { oneLine } from "#knowledge/core/reasoning/span.ts";
import { isPlain } from "./plain.ts";

/** Brings something to somebody: «Send Mara Ellingsen the report». */
const DELIVER: readonly (readonly [RegExp, string])[] = [
	[/^(?:send|share|provide|forward|give|get|submit|resend|circulate|e-?mail|hand over|have|supply|return)$/i, "Send"],
	[/^(?:show)$/i, "Show"],
	[/^(?:bring)$/i, "Bring"],
];
/** Is done for somebody: «Set up a sandbox for Mara Ellingsen». */
const FOR_THEM =
	/^(?:set up|arrange|schedule|book|check|add|include|update|revise|correct|change|extend|remove|take out|price|quote|prepare|put together|delete|test|translate|organi[sz]e|plan|review|look at|fill in)$/i;
const CALL = /^(?:call|ring|phone)$/i;
const VERB =
	/^(?:(?:also|just|kindly|please|then|still|either|perhaps)\s)*(set up|put together|hand over|take out|look at|fill in|let (?:me|us|you) have|[a-z-]{2,12})\s(.+)$/i;

/** Whom it is for, and whose words these are. */
export type Voice = {
	readonly who: string;
	readonly side: "buyer" | "us" /** What stands before it. */;
	readonly before: string;
};

/** «send me the report by Friday» as a step of ours; `null` where the words hold no verb and thing of ours to do. */
export function taskIn(words: string, voice: Voice): string | null {
	const [, verb = "", rest = ""] = VERB.exec(oneLine(words).trim()) ?? [];
	if (verb === "") return null;
	const name = voice.who;
	const lead = /^let /i.test(verb) ? "have" : verb;
	if (CALL.test(lead)) return /^(?:me|us|you)\b/i.test(rest) ? plain(`Call ${name}`) : null;
	const object = objectIn(rest, voice);
	if (object === null) return null;
	const deliver = DELIVER.find(([pattern]) => pattern.test(lead));
	if (deliver) return fitted(object, (thing) => `${deliver[1]} ${name} ${thing}`);
	return FOR_THEM.test(lead) ? fitted(object, (thing) => `${capital(lead)} ${thing} for ${name}`) : null;
}

const plain = (what: string): string | null => (isPlain(what) ? what : null);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** As much of the thing as fits, from its end: what is behind «with», «for» or «that» is left out first. */
function fitted(object: string, make: (thing: string) => string): string | null {
	let thing = object;
	for (let tries = 0; tries < 6; tries++) {
		const what = make(thing);
		if (isPlain(what)) return what;
		const cut = [...thing.matchAll(/\s(?:with|for|that|which|who|of|from|in|and|,)\s/g)].at(-1)?.index;
		if (cut === undefined) return null;
		thing = thing.slice(0, cut);
	}
	return null;
}

const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
/** Where the thing ends and its day, its reason or the next thought begins. */
const ENDS = new RegExp(
	[
		`,\\s(?!\\d)`,
		`[;:.?!](?:\\s|$)`,
		`\\s[-–—]\\s`,
		`\\s(?:by|until|till|before|on|within|from|not later than|no later than)\\s(?:the\\s)?(?:\\d|${DAY}|${MONTH}|end|close|next|this|tomorrow|tonight|noon|then|that|anything|we\\b|i\\b|you\\b)`,
		`\\s(?:this|next|last)\\s(?:week|month|${DAY}|quarter)`,
		`\\s(?:now|today|tomorrow|tonight|soon|asap|please|again|straight away|in the meantime|at the latest)\\b`,
		`\\s(?:if|so|because|since|when|once|while|otherwise|then|but|or)\\s`,
		`\\sand\\s(?:i|we|you|they|he|she|then|if|it|let|come|get|set|call|write|tell|see|check|book|sign|send|share|confirm)\\b`,
		`\\sas soon as\\b|\\sin the same mail\\b|\\sas (?:a|our) next step\\b`,
	].join("|"),
	"i",
);
const TO_WHOM =
	/^(?:(?:me|us|you|them|him|her|everybody|both of us)\s|(?:over|through|back|out|off)\s|(?:also|still|then|both)\s(?=the|an?\b|your|our))+/i;
const BEHIND = /\s(?:to|for|with) (?:me|us|you|them)\b/gi;
/** «The price list to Anna» is the price list. */
const TO_SOMEBODY = /\sto \p{Lu}.*$/u;
/** Not a thing by itself: a word that points back, or one that opens a question. */
const NO_THING =
	/^(?:it|that|this|them|these|those|both|one|some|something|anything|everything|what|how|why|whether|if|when|where|who|which|know|better|in|to|at|on|not|so|\d+$|me|us|you)\b/i;
const POINTS_BACK = /^(?:it|that|this|them|these|those|both)\b/i;
/** What nobody is told to do in a customer record. */
const TRIVIAL =
	/\b(?:biscuits?|cookies?|cake|coffee|tea|lunch|dinner|beers?|drinks?|wine|weather|number|greetings?|regards|moment|minute|second|hand|luck|sense)\b/i;

/** Nothing that lies in a drawer: it is answered, and not sent. */
const CONCESSION =
	/^(?:an?|the|your|some|more)\s(?:\w+\s){0,2}(?:discount|reduction|price cut|concession|answer|reply|chance|call back|hint|idea)\b/i;

/** «me the SOC 2 report by Friday» is «the SOC 2 report». */
export function objectIn(rest: string, { side, before }: Voice): string | null {
	const bare = rest.replace(TO_WHOM, "");
	const end = ENDS.exec(bare);
	const words = (end ? bare.slice(0, end.index) : bare).replace(BEHIND, "").replace(TO_SOMEBODY, "");
	const thing = words.replace(/(?:[,;:.?!]|\s(?:for|to|of|with|and|or|in|on|the|an?))+$/, "").trim();
	if (POINTS_BACK.test(thing) && thing.split(" ").length < 3) return neededIn(before, side);
	if (thing === "" || NO_THING.test(thing) || TRIVIAL.test(thing) || CONCESSION.test(thing)) return null;
	return told(thing, side);
}

/** «They need your SOC 2 report and the form before anything can be signed. Can you send both?» */
const NEEDED =
	/\b(?:needs?|wants?|requires?|asks? for|asked for|expects?|waiting for|missing|send|share)\s((?:your|the|an?|our|some)\s.{3,160})$/i;
function neededIn(before: string, side: Voice["side"]): string | null {
	const rest = NEEDED.exec(oneLine(before).replace(/[.?!]+$/, ""))?.[1];
	return rest === undefined ? null : objectIn(rest, { who: "", side, before: "" });
}

/** Whose is whose changes with who says it: in one pass, so that no word is changed twice. */
const THEIRS: Words = {
	my: "their",
	our: "their",
	your: "our",
	yours: "ours",
	you: "we",
	we: "they",
	i: "they",
	me: "them",
	us: "them",
};
const OURS: Words = { my: "our", your: "their", yours: "theirs", i: "we", me: "us", you: "they", "don't": "do not" };
type Words = Readonly<Record<string, string>>;

/** In the third person's terms: a rep reads it, who is «we». */
export const told = (text: string, side: Voice["side"]): string =>
	text.replace(/\b(?:me|us|my|our|yours|your|you|we|i|don't)\b(?!['’])/gi, (word) => {
		const words = side === "buyer" ? THEIRS : OURS;
		return words[word.toLowerCase()] ?? word;
	});
