import { listed } from "#knowledge/agents/writing/speech.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { isRequest } from "#knowledge/core/reasoning/acts.ts";
import { asksIn } from "#knowledge/core/reasoning/asks.ts";
import { type Day, dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { oneLine } from "#knowledge/core/reasoning/span.ts";
import { answerDay } from "./bargains.ts";
import { dayInWords, daysIn, lastWorkingDay } from "./days.ts";
import { type Errand, found, type Heard } from "./heard.ts";
import type { Line } from "./lines.ts";
import { proposed } from "./meetings.ts";
import { isPlain, possessive } from "./plain.ts";
import { taskIn } from "./tasks.ts";
import { subjectTopic, topicsIn } from "./topics.ts";

/** What stands below a mail, and asks nothing of us. */
const FOOTER =
	/\b(?:confidential\w*|addressee|intended recipient|disclaimer|received (?:this|it) (?:message |e-?mail )?in error)\b/i;
/** «Please be informed» tells; «bear with me» and «ok?» are manners. */
const NO_ASK =
	/^(?:(?:please|kindly) )?(?:bear with|hold on|be (?:informed|advised|aware|assured|reminded)|note\b|find\b|see\b|accept\b|excuse|forgive|feel free)|\b(?:ok(?:ay)?|right|eh|deal|you know|can you hear (?:me|us))\s?\?+$/i;
/** «She said: "that's it?"» is nobody's question to us. */
const RETOLD = /["“][^"”]{0,200}\?["”]?\s*$/;
const REQUESTED =
	/\b(?:(?:please|kindly|pls)|(?:can|could|would|will) you(?: please| also| kindly| maybe| then| just| perhaps)*|we(?:['’]d| would)? need you to|would you mind|may i (?:therefore )?ask you to)\s(?:also |just |kindly |please )*([a-z][^?]*)/i;
/** «Send me a better offer.», «For me: send the list» */
const ORDERED =
	/^(?:(?:please|for me|and|also|then)[,:]?\s)*((?:send|share|provide|forward|give|show|prepare|include|add|update|revise|quote|bring|put together|let me have|let us have|call|ring)\s[^?]*)$/i;
const MID_ORDER = /,\s(send (?:us|me|over|the)\s[^?.!]{3,160})/i;
const AWAITS = /\b(?:waiting|wait|still) for (your\s[^.?!]{3,80})/i;
const REQUIRES =
	/\b(?:i|we)\s(?:would\s)?(?:therefore\s|also\s)?(?:require|request|ask for|need)\b[^.?!]{0,60}(?:the following|:$)/i;

export type Ask = {
	readonly line: Line;
	readonly text: string /** As a step of ours, where it is one. */;
	readonly task: string | null;
};

/** In a conversation a question is taken to be answered once we speak again; what they asked us to do is not. */
export function asksOf({ input, lines }: Heard): readonly Ask[] {
	const lastOfOurs = input.signal?.turns.findLast(({ side }) => side === "us")?.start ?? -1;
	return lines.flatMap((line, i): readonly Ask[] => {
		const { text, start } = line.sentence;
		if (line.side !== "buyer" || line.aside || FOOTER.test(text) || RETOLD.test(text)) return [];
		if (REQUIRES.test(text)) return [{ line, text: listBehind(lines, i) || text, task: null }];
		const awaited = AWAITS.exec(oneLine(text))?.[1];
		if (awaited !== undefined) {
			const task = taskIn(`send ${awaited}`, { who: line.who, side: "buyer", before: "" });
			return task === null ? [] : [{ line, text, task }];
		}
		const spans = asksIn(text).map((span) => oneLine(text.slice(span.start, span.end)));
		const orders = [ORDERED.exec(oneLine(text))?.[1] ?? MID_ORDER.exec(oneLine(text))?.[1] ?? []].flat();
		return [...new Set([...spans, ...(spans.length === 0 ? orders : [])])].flatMap((words): readonly Ask[] => {
			if (NO_ASK.test(words) || contentWords(words) < 1) return [];
			const asked =
				isRequest(words) || orders.includes(words)
					? (REQUESTED.exec(words)?.[1] ?? ORDERED.exec(words)?.[1] ?? words)
					: "";
			if (NO_ASK.test(asked)) return [];
			const before = lines[i - 1]?.sentence.text ?? "";
			const task = asked === "" ? null : taskIn(asked, { who: line.who, side: "buyer", before });
			if (task === null && start < lastOfOurs) return [];
			const full = text.trimEnd().endsWith(":") ? `${words} ${listBehind(lines, i)}` : words;
			return [{ line, text: full, task }];
		});
	});
}

const SMALL = new Set(
	"a an and are at be can could do does for have how i if in is it me my no of on or our so that the there they this to us was we what when where which who why will with would you your".split(
		" ",
	),
);
const contentWords = (text: string): number =>
	(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !SMALL.has(word)).length;

/** What stands below a line as its list. */
const LISTED_MAX = 8;
const listBehind = (lines: readonly Line[], i: number): string =>
	lines
		.slice(i + 1, i + 1 + LISTED_MAX)
		.filter(({ sentence }) => sentence.bullet)
		.map(({ sentence }) => sentence.text)
		.join("\n");

/** What they asked us to send or to do, as few steps as can be: what goes together is said together. */
export function tasks(heard: Heard): readonly Errand[] {
	const asks = asksOf(heard).filter(({ task }) => task !== null && !BARE.test(task));
	return asks.map(({ line, text, task }) =>
		found(heard, line, {
			what: withNext(task ?? "", line, asks),
			named: taskDay(heard, { line, text, task }),
			reason: "Asked for",
		}),
	);
}

/** Their «position» is worked out by what it is on. */
const BARE = / our (?:position|answer|reply|response|view|feedback|comments)$/i;
const SENDS = /^(Send .+? )((?:the|a|an|our|their) .+)$/;
/** «Send Priya Raman a reference», and with it the price model that she asks for too. */
function withNext(task: string, line: Line, asks: readonly Ask[]): string {
	for (const other of asks) {
		if (other.task === task || other.line.who !== line.who || other.line.sentence.start < line.sentence.start) continue;
		const lead = `Send ${line.who} `;
		if (!SENDS.test(task) || !task.startsWith(lead) || !other.task?.startsWith(lead)) continue;
		const both = `${task} and ${other.task.slice(lead.length)}`;
		if (isPlain(both)) return both;
	}
	return task;
}

const TASK_DAYS_MAX = 45;
/** The day in its own words, in those right behind it, or wherever its thing is named with one. */
function taskDay({ lines, from }: Heard, { line, text, task }: Ask): Day | null {
	const i = lines.indexOf(line);
	const next = lines[i + 1]?.sentence.text ?? "";
	const noun = /(\p{L}{4,})$/u.exec(task ?? "")?.[1] ?? "";
	const elsewhere = lines.filter(
		(each) =>
			each !== line &&
			each.side === "buyer" &&
			noun !== "" &&
			new RegExp(`\\b${noun}\\b`, "i").test(each.sentence.text),
	);
	const texts = [
		text,
		...(SAYS_WHEN.test(next) ? [next] : []),
		...elsewhere.map(({ sentence }) => sentence.text).filter((words) => WANTS_BY.test(words)),
	];
	for (const words of texts) {
		const [first] = daysIn(words, from).filter(
			({ day, relation }) => relation !== "from" && day - dayOf(from) <= TASK_DAYS_MAX,
		);
		if (first) return lastWorkingDay(first.day) >= dayOf(from) ? lastWorkingDay(first.day) : first.day;
	}
	return null;
}
const SAYS_WHEN =
	/^(?:by|until|before|ideally|if possible|latest|at the latest|we (?:would )?need (?:it|this|them|that)|(?:no later|not later) than)\b/i;
const WANTS_BY = /\b(?:would like|wants?|needs?|expects?|is due|must|has to)\b/i;

/** What they asked and wait for: one answer, and the day that they propose with it. */
export function questions(heard: Heard): Errand | null {
	const asks = asksOf(heard).filter(({ task }) => task === null);
	const meeting = proposed(heard, "buyer");
	const open = asks.filter(({ line, text }) => line.sentence.start !== meeting?.at && !/^(?:and )?can i\b/i.test(text));
	const [first] = open;
	if (!first) return meeting;
	const { line } = first;
	const [longest = ""] = answering(heard, open);
	if (!meeting) return found(heard, line, { what: longest, named: answerDay(heard), reason: "Asked" });
	const suffix = ` and confirm the ${meeting.event} on ${dayInWords(meeting.day)}`;
	const what = answering(heard, open)
		.map((answer) => `${answer}${suffix}`)
		.find(isPlain);
	return what ? { ...meeting, what } : meeting;
}

/** The same answer in fewer and fewer words, the fullest first. */
function answering({ input, from, lines }: Heard, asks: readonly Ask[]): readonly string[] {
	const { signal } = input;
	const who = asks[0]?.line.who ?? "the buyer";
	const kind = signal?.kind === "email" ? "mail" : asks.length > 1 ? "questions" : "question";
	const base = `Answer ${possessive(who)} ${kind} of ${dayInWords(dayOf(from))}`;
	// One of each ask before a second one of any.
	const texts = asks.map(({ text }) => text);
	const own = [...new Set([...texts.flatMap((text) => topicsIn([text], 1)), ...topicsIn(texts)])].slice(0, 3);
	const topics = own.length > 0 ? own : nearby(input, lines, asks);
	const subject = topics.length === 0 && kind === "mail" ? subjectTopic(signal?.subject ?? null) : null;
	const about = [3, 2, 1]
		.filter((count) => count <= topics.length)
		.map((count) => `${base} about ${listed(topics.slice(0, count))}`);
	return [...about, ...(subject ? [`${base} (${subject})`] : []), base].filter(isPlain);
}

const NEAR_LINES = 3;
/** What an ask leans on: the competitor, or the thing, that is spoken of right before it. */
function nearby({ facts }: SkillInput, lines: readonly Line[], asks: readonly Ask[]): readonly string[] {
	const i = asks[0] ? lines.indexOf(asks[0].line) : 0;
	const before = lines.slice(Math.max(0, i - NEAR_LINES), i).map(({ sentence }) => sentence.text);
	const rivals = facts.flatMap((fact) =>
		fact.key === "discovery.competitor" ? [partsOf(fact.value ?? "")[0] ?? ""] : [],
	);
	const rival = rivals.find((name) => name.length > 2 && before.some((text) => text.includes(name)));
	return rival ? [`the comparison with ${rival}`] : topicsIn([...before].reverse(), 2);
}
