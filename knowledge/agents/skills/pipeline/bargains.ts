import { listed } from "#knowledge/agents/writing/speech.ts";
import { type Day, dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { dayInWords, daysIn, lastWorkingDay } from "./days.ts";
import { type Errand, found, type Heard } from "./heard.ts";
import type { Line } from "./lines.ts";
import { isPlain } from "./plain.ts";
import { taskIn } from "./tasks.ts";
import { isOfferNamed, isOfferOut, termsIn } from "./terms.ts";
import { topicsIn } from "./topics.ts";

/** What they give for it: a signature, an order, a word for us. */
const YES =
	/\b(?:(?:i|we)(?:['’]ll| will| can| could)? (?:then )?sign\b|you(?:['’]ve| have|['’]ll have| will have) (?:an? |my |our |the )?(signature|recommendation|deal|order)\b|your name will be\b[^.?!]{0,40}?(recommended)|(?:it|the order|the contract)(?:['’]s| is) yours\b)/i;
const CONDITION =
	/\b(?:if|once|as soon as|provided)\s(?!not\b)|^(?:but |so |then )?(?:send|get|give|make|bring|show|offer|put|find)\s[^.?!]{2,160}?\sand\b/i;
const BEFORE_MAX = 6;

/** «If I have that in writing this week I sign on the 24th»: the strongest that a buyer says before a yes. */
export function conditionalYes(heard: Heard): Errand | null {
	const { lines, from } = heard;
	for (const [i, line] of lines.entries()) {
		const { text } = line.sentence;
		const yes = line.side === "buyer" && !line.aside && !/\?\s*$/.test(text) ? YES.exec(text) : null;
		const condition = yes ? text.slice(0, yes.index) : "";
		// «If we sign» names the condition, and no reward.
		if (!yes || !CONDITION.test(text) || /\b(?:if|once|when|before|until)\s*$/i.test(condition)) continue;
		const rest = text.slice(yes.index);
		const topics = demanded(heard, condition, i);
		const suffix = reward(yes, daysIn(rest, from)[0] ?? null);
		const task = taskIn(condition.replace(/\s?,?\sand\s*$/i, ""), { who: line.who, side: "buyer", before: "" });
		const what = [
			...(task ? [`${task}${suffix}`] : []),
			...[2, 1].flatMap((count) => {
				const on = listed(topics.slice(0, count));
				return on === "" ? [] : [`Send ${line.who} in writing what was asked on ${on}${suffix}`];
			}),
			`Send ${line.who} in writing what was asked${suffix}`,
		].find(isPlain);
		const named = daysIn(condition, from)[0]?.day ?? promisedDay(heard) ?? answerDay(heard);
		if (what) return found(heard, line, { what, named, reason: "A yes on a condition" });
	}
	return null;
}

const SETTLED = /\b(?:agreed|accepted|is fine|are fine|passed|settled)\b/i;
const SUMS_UP = /\b(?:these|those|all) (?:two|three|four|five|points)\b|\b(?:these|those|all) points\b/i;
/** What the condition names itself, else what was asked right before it and is not settled. */
function demanded({ lines }: Heard, condition: string, i: number): readonly string[] {
	const own = topicsIn([condition], 2);
	if (own.length > 0) return own;
	const earlier = lines
		.slice(0, i)
		.filter(({ side, sentence }) => side === "buyer" && !SETTLED.test(sentence.text.replace(/\bnot fine\b/i, "")))
		.map(({ sentence }) => sentence);
	if (SUMS_UP.test(condition))
		return topicsIn(
			[...termsIn(earlier)].sort((a, b) => a.sentence.start - b.sentence.start).map(({ sentence }) => sentence.text),
			2,
		);
	return topicsIn(
		earlier
			.slice(-BEFORE_MAX)
			.map(({ text }) => text)
			.reverse(),
		2,
	);
}

function reward(yes: RegExpExecArray, day: { day: Day; relation: string } | null): string {
	if (/recommend/i.test(yes[0])) return " for a recommendation";
	const what = /order|yours/i.test(yes[0]) ? "the order" : "the signature";
	return ` for ${what}${day ? ` ${day.relation === "by" ? "by" : "on"} ${dayInWords(day.day)}` : ""}`;
}

const OURS_BY =
	/\b(?:you(?:['’]ll| will) (?:have|get|receive|hear)|(?:i|we)(?:['’]ll| will) (?:send|come back|get back|answer))\b/i;
/** The day that we named for our own answer. */
const promisedDay = ({ lines, from }: Heard): Day | null =>
	lines
		.filter(({ side, sentence }) => side === "us" && OURS_BY.test(sentence.text))
		.flatMap(({ sentence }) => daysIn(sentence.text, from))[0]?.day ?? null;

const ANSWER =
	/\b(?:your|an?|the) (?:\w+ )?(?:answer|position|reply|response|feedback|comments)\b|\banswer\b[^.?!]{0,40}\bin writing\b/i;
const DEADLINE_IF = /\bif (?:you|we|i|your)\b[^.?!]{0,90}?\b(?:by|until|till|before|after|this week|today|tomorrow)\b/i;
const THEN = /\b(?:by then|before (?:that|then))\b/i;

/** By when they want to hear from us. */
export function answerDay({ lines, from }: Heard): Day | null {
	const theirs = lines.filter(({ side }) => side === "buyer");
	const days = theirs.flatMap(({ sentence: { text } }, i): readonly Day[] => {
		if (!ANSWER.test(text) && !DEADLINE_IF.test(text)) return [];
		const own = daysIn(DEADLINE_IF.test(text) ? (text.split(/,\s(?!\d)(?![^,]*\bat noon\b)/)[0] ?? text) : text, from);
		const [first] = own.length > 0 ? own : DEADLINE_IF.test(text) ? daysIn(text, from) : [];
		if (first) return [first.day];
		const then = THEN.exec(text);
		const before = then && theirs.slice(Math.max(0, i - 2), i).flatMap(({ sentence }) => daysIn(sentence.text, from));
		const [earliest] = [...(before ?? [])].sort((a, b) => a.day - b.day);
		if (!then || !earliest) return [];
		return [/^before/i.test(then[0]) ? Math.max(dayOf(from), lastWorkingDay(earliest.day - 1)) : earliest.day];
	});
	const near = days.filter((day) => day - dayOf(from) <= NEAR_DAYS);
	return near.length === 0 ? null : Math.min(...near);
}
const NEAR_DAYS = 45;

const PAPER = "(offer|quotation|quote|proposal|bid|tender|submission)";
const MUST = new RegExp(
	`\\b(?:your|the) ((?:best and final )?)(?:\\w+ ){0,2}?${PAPER}\\b[^.?!]{0,60}\\b(?:must|has to|have to|is to|should|needs? to|shall)\\b`,
	"i",
);
const CLOSES = /(?:^|\s)(?:Submission|Closing date|Deadline)\b[^.?!:]{0,30}:\s|\b[Ll]ast date (?:of|for) submission\b/;
const WANTED = new RegExp(`\\b(?:would like|needs?|wants?|expects?)\\s(?:the|your|our|an?) (())?${PAPER}\\b`, "i");
const RECEIPT = /\b(?:acknowledge|confirm)\s(?:the )?receipt\b/i;

/** «Your quotation is to reach me not later than Friday, 2 October»: a paper of ours, and its day. */
export function paperDue(heard: Heard): Errand | null {
	const { lines, from } = heard;
	for (const line of lines) {
		const { text } = line.sentence;
		if (line.side !== "buyer") continue;
		const match = MUST.exec(text) ?? WANTED.exec(text) ?? CLOSES.exec(text);
		const day =
			match &&
			daysIn(text, from).find(({ day, start }) => start >= match.index && day - dayOf(from) <= PAPER_DAYS)?.day;
		if (!match || day === undefined || day === null) continue;
		const noun = match.find((part, i) => i > 0 && part !== undefined && new RegExp(`^${PAPER}$`, "i").test(part));
		const paper = /best and final/i.test(text) ? "best and final offer" : (noun?.toLowerCase() ?? "proposal");
		const base = `Send ${line.who} our ${paper === "submission" ? "proposal" : paper}`;
		const first = lines.some(({ side, sentence }) => side === "buyer" && RECEIPT.test(sentence.text));
		const what = first ? `${base}, and confirm receipt first` : base;
		if (isPlain(what)) return found(heard, line, { what, named: day, reason: "Due by the day they set" });
	}
	return null;
}
const PAPER_DAYS = 60;

const POSITION =
	/\b(?:have|ask for|need|await|expect|look forward to) your (?:position|answer|view|response|feedback|comments)\b/i;
const MARK_UP = /\b(?:mark-?up|red-?lines?) of the contract\b/i;

const QUESTIONS_MIN = 3;
/** «Price.», «Price increase.»: a point by its name. */
const HEADING_WORDS_MAX = 3;

/** Where they haggle, what they wait for is our position. */
export function position(heard: Heard): Errand | null {
	const { input, lines } = heard;
	const theirs = lines.filter(({ side }) => side === "buyer");
	const sentences = theirs.map(({ sentence }) => sentence);
	const terms = termsIn(sentences);
	const asked = theirs.find(({ sentence }) => POSITION.test(sentence.text));
	const isOut = input.deal.stage === "NEGOTIATION" || isOfferOut(input, sentences) || isOfferNamed(input, sentences);
	// Who asks so much is not haggling, but wants to know.
	const wonders = sentences.filter(({ text }) => /\?\s*$/.test(text)).length >= QUESTIONS_MIN;
	const bargained = isOut && !wonders ? terms.find(({ bargains }) => bargains) : undefined;
	const line = asked ?? theirs.find(({ sentence }) => sentence === bargained?.sentence);
	if (!line) return null;
	const inOrder = [...terms].sort((a, b) => a.sentence.start - b.sentence.start).map(({ sentence }) => sentence.text);
	const headings = sentences.flatMap(({ text }) =>
		text.split(/\s+/).length <= HEADING_WORDS_MAX ? topicsIn([text], 1) : [],
	);
	const named = headings.length >= 2 ? [...new Set(headings)].slice(0, 3) : topicsIn(inOrder);
	const topics = listed(named);
	const base = `Send ${line.who} our position${topics === "" ? "" : ` on ${topics}`}`;
	const extra = sentences.some(({ text }) => MARK_UP.test(text)) ? " with a mark-up of the contract" : "";
	const what = [`${base}${extra}`, base].find(isPlain) ?? `Send ${line.who} our position`;
	return found(heard, line, { what, named: answerDay(heard), reason: "They wait for our position" });
}

export const isTheirs = ({ side, aside }: Line): boolean => side === "buyer" && !aside;
