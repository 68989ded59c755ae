import { acknowledgement, NOTHING } from "#knowledge/agents/writing/answers.ts";
import { answeredBy, DAY_WORDS } from "#knowledge/agents/writing/deadline.ts";
import { echoOf } from "#knowledge/agents/writing/echo.ts";
import { visibleOf } from "#knowledge/agents/writing/gate.ts";
import type { Ask } from "#knowledge/agents/writing/moves.ts";
import type { Point } from "#knowledge/agents/writing/points.ts";
import { capitalised, listed } from "#knowledge/agents/writing/speech.ts";
import { ANSWERER, type Side, type Subject, subjectOf } from "#knowledge/agents/writing/subjects.ts";
import { ANSWERS, type Answer, TOPIC_LABELS } from "#knowledge/agents/writing/topics.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { besideRival, type Lookup } from "./answered.ts";
import type { Reading } from "./reading.ts";

/** What an open mail is answered with, paragraph by paragraph, and what each owes. */
export function openParts(input: SkillInput, reading: Reading, lookup: Lookup): readonly Answer[] {
	const { moves, situation } = reading;
	const by = answeredBy(situation.deadline);
	const told = moves.asks.find((ask) => ask.text === "");
	if (told) return [toldPart(told, by)];
	const marked = reading.points.filter((each) => each.label !== null);
	const asks = moves.asks.filter((ask) => !marked.some((point) => isWithin(input, ask, point)));
	const direct = asks.map((ask) => ({ ask, answer: directAnswer(input, ask, lookup) }));
	const open = direct.filter((each) => each.answer === null).map(({ ask }) => ask);
	const demands = reading.points.filter((each) => each.label === null);
	const list = listPart(marked, lookup);
	const rest = restPart({ open, demands, hasCondition: situation.condition !== null, by });
	const isOpenList = list.commits !== "";
	return [
		conditionPart(reading, by),
		situation.confidential ? { says: "This stays between us.", commits: "keeping what they wrote to ourselves" } : NOTHING,
		acknowledgement(moves, reading.points.length > 0 || situation.condition !== null),
		joined(direct.flatMap(({ answer }) => answer ?? [])),
		list,
		rival(input, reading),
		rest,
		isOpenList && rest.says === "" && situation.condition === null
			? { says: `You will have our answer to ${marked.length > 1 ? "every open point" : "it"} ${by}.`, commits: "" }
			: NOTHING,
		promisePart(reading),
	].filter((each) => each.says !== "");
}

/** A question that a colleague told us of is named by its topic. */
const toldPart = ({ topic }: Ask, by: string): Answer => ({
	says: `${topic === "other" ? "You raised a question with us." : `You raised a question about ${TOPIC_LABELS[topic]}.`} The colleague who knows will answer it ${by}.`,
	commits: `an answer to their question, ${by}`,
});

/** An ask within a marked point is answered there. */
const isWithin = (input: SkillInput, ask: Ask, point: Point): boolean =>
	ask.start >= point.start - 1 && (ask.end <= point.end || isSameBlock(input.signal?.text ?? "", point.start, ask.start));
const isSameBlock = (text: string, from: number, to: number): boolean =>
	from <= to && to - from < 700 && !/\n\s*\n|\n\s*(?:\(?\d{1,2}[.)]|\(?[a-hA-H]\))\s/.test(text.slice(from, to));

function conditionPart({ situation, moves }: Reading, by: string): Answer {
	if (situation.condition === null) return NOTHING;
	const agreed = moves.agrees ? "Thank you for what is settled. " : "";
	const quote = situation.condition.replace(/["“”]/g, "'");
	return {
		says: `${agreed}I have understood what it takes: "${quote}" That is not mine to decide in this mail. The person who decides on our terms will answer you in writing, ${by}.`,
		commits: `an answer of a person to their condition, ${by}`,
	};
}

/** What can be said at once; `null` where somebody has to look. */
function directAnswer(input: SkillInput, ask: Ask, lookup: Lookup): Answer | null {
	if (ask.topic === "silence" || ask.topic === "account") return ANSWERS[ask.topic];
	const { text } = ask;
	if (RECEIPT.test(text))
		return {
			says: "We confirm that we have received your request.",
			commits: "",
		};
	if (BIDS.test(text))
		return {
			says: "Whether we take part is for a person here to decide; you will have a clear yes or no.",
			commits: "a yes or no on taking part",
		};
	const met = meetingAnswer(text, ask.topic === "meeting");
	if (met) return met;
	const echo = ask.topic === "discount" || ask.topic === "price" ? null : echoOf(text);
	if (echo) return { says: echo, commits: `what they ask for: "${echo.replace(/^We will |\.$/g, "")}"` };
	const says = lookup(text, subjectOf(text));
	return says ? { says, commits: "" } : null;
}
const RECEIPT = /\b(?:confirm|acknowledge)\b[^.?!]{0,30}\breceipt\b/i;
const BIDS = /\b(?:whether|if) you (?:intend|wish|want|are going|would like) to (?:bid|tender|take part|participate)\b|\bintention to bid\b|\bthat you take part\b/i;

const DAY = new RegExp(`\\b(${DAY_WORDS})`, "i");
const HOUR = /\d{1,2}[:.]\d\d|\b\d{1,2} ?[ap]m\b|\bnoon\b|\b(?:morning|afternoon|evening)\b/i;

/** A time that they propose is taken; the person who approves looks at the calendar. */
export function meetingAnswer(text: string, isMeeting: boolean): Answer | null {
	const day = DAY.exec(text)?.[1];
	const isTime = day !== undefined && HOUR.test(text) && text.length < 90;
	if (!isMeeting && !isTime) return null;
	if (day === undefined)
		return { says: "I would be glad to talk, and will send you an invitation.", commits: "a meeting invitation" };
	const when = capitalised(day.replace(/^the /i, ""));
	return {
		says: HOUR.test(day)
			? `${when} suits us; I will send the invitation.`
			: `${when} suits us; name an hour and I will send the invitation.`,
		commits: `a meeting invitation for ${day}: check the calendar`,
	};
}

/** The buyer's own numbering, with the answer or with who gives it. */
function listPart(points: readonly Point[], lookup: Lookup): Answer {
	if (points.length === 0) return NOTHING;
	const groups = new Map<string, { readonly points: Point[]; readonly says: string | null; readonly side: Side | null }>();
	for (const point of points) {
		const says = lookup(point.text, point.subject);
		const key = says ?? point.subject?.side ?? "open";
		const group = groups.get(key) ?? { points: [], says, side: says === null ? (point.subject?.side ?? null) : null };
		group.points.push(point);
		groups.set(key, group);
	}
	const lines = [...groups.values()].map((group) => `- ${lineOf(group)}`);
	const open = [...groups.values()].filter((group) => group.says === null).flatMap((group) => group.points);
	return {
		says: [points.length > 1 ? "To your points, numbered as you did:" : "To your point:", ...lines].join("\n"),
		commits: open.length > 0 ? `an answer to ${open.length === 1 ? "the open point" : `${open.length} open points`}` : "",
	};
}

function lineOf({ points, says, side }: { readonly points: readonly Point[]; readonly says: string | null; readonly side: Side | null }): string {
	const names = points.map(({ label, subject }) => {
		const mark = (label ?? "").replace(/\.$/, "");
		return subject && (side !== null || says !== null) ? `${mark} (${subject.name})` : mark;
	});
	const many = points.length > 1;
	const head = `Point${many ? "s" : ""} ${listed(names)}`;
	if (says !== null) return `${head}: ${says}`;
	if (side === null) return `${head}: I will look into ${many ? "these" : "this"} myself.`;
	return `${head}: ${ANSWERER[side]} ${VERB[side](many)}.`;
}

const decides = (many: boolean): string => (many ? "will give you a decision on each" : "will give you a decision");
const answers = (many: boolean): string => (many ? "will answer each" : "will answer this");
const VERB: Readonly<Record<Side, (many: boolean) => string>> = {
	commercial: decides,
	legal: answers,
	security: answers,
	technical: answers,
	delivery: answers,
	reference: answers,
};

/** What is left goes to one sentence, with the day and the topics in words. */
function restPart(of: {
	readonly open: readonly Ask[];
	readonly demands: readonly Point[];
	readonly hasCondition: boolean;
	readonly by: string;
}): Answer {
	const subjects = [...of.open.map((ask) => subjectOf(ask.text) ?? DISCOUNTED[ask.topic] ?? null), ...of.demands.map((each) => each.subject)];
	const bySide = new Map<Side, Subject[]>();
	for (const subject of subjects) if (subject) bySide.set(subject.side, [...(bySide.get(subject.side) ?? []), subject]);
	// A condition has said already who decides, and until when.
	if (of.hasCondition) bySide.delete("commercial");
	const unknown = of.open.filter((_, i) => subjects[i] === null).length;
	const groups = [...bySide].map(([side, own]) => ({ who: ANSWERER[side], what: listed(own.map((each) => each.name)) }));
	if (groups.length === 0 && (unknown === 0 || of.hasCondition)) return NOTHING;
	const [first, ...others] = groups;
	const mine = unknown === 0 ? "" : unknown === 1 ? "your other question" : "your other questions";
	const says = first
		? [
				`${capitalised(first.who)} will answer you on ${first.what}`,
				...others.map((each) => `${each.who} on ${each.what}`),
				...(mine === "" ? [] : [`I on ${mine}`]),
			]
		: [`I have to check ${unknown === 1 ? "that" : "these points"} first and will answer you`];
	const commits = listed([...groups.map((each) => each.what), ...(mine === "" ? [] : [mine])]);
	return {
		says: `${says.length > 1 ? `${says.slice(0, -1).join(", ")} and ${says.at(-1)}` : says[0]}, ${of.by}.`,
		commits: `an answer on ${first ? commits : "their question"}, ${of.by}`,
	};
}
const DISCOUNTED: Partial<Record<Ask["topic"], Subject>> = {
	discount: { name: "the price", side: "commercial" },
	price: { name: "the price", side: "commercial" },
	contract: { name: "the contract", side: "legal" },
	reference: { name: "a customer you can talk to", side: "reference" },
	security: { name: "security", side: "security" },
	support: { name: "support", side: "delivery" },
	trial: { name: "a trial", side: "delivery" },
	schedule: { name: "the time it takes", side: "delivery" },
	integration: { name: "the integration", side: "technical" },
};

function rival(input: SkillInput, { situation }: Reading): Answer {
	if (input.signal?.author !== "buyer" || situation.condition !== null) return NOTHING;
	const says = besideRival(input, visibleOf(input.signal));
	return says === null ? NOTHING : { says, commits: "" };
}

/** What they will send is looked forward to by its name. */
function promisePart({ moves }: Reading): Answer {
	for (const { text } of moves.promises) {
		const what = SENT.exec(text)?.[1]?.trim();
		if (!what || /\b(?:i|we|me|us|it)\b/i.test(what)) continue;
		const object = what.replace(/\b(my|our)\b/gi, "your");
		return { says: `I look forward to ${object}.`, commits: "reading what they send" };
	}
	return NOTHING;
}
const SENT =
	/\b(?:send|get|give|share|forward|prepare|bring)\s(?:you |over )?((?:the|our|my|a|an)\s[^,.;:()]{3,60}?)(?=\s(?:so|for|as|and|because|when|which|to)\b|[,.;:()]|$)/i;

const joined = (answers: readonly Answer[]): Answer => ({
	says: [...new Set(answers.map((each) => each.says))].join(" "),
	commits: [...new Set(answers.map((each) => each.commits))].filter((each) => each !== "").join("; "),
});
