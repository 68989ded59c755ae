import { visibleOf } from "#knowledge/agents/signal-text.ts";
import { besideRival, type Lookup } from "#knowledge/agents/writing/answered.ts";
import { acknowledgement, isPriceHigh, NOTHING } from "#knowledge/agents/writing/answers.ts";
import { answeredBy } from "#knowledge/agents/writing/deadline.ts";
import { asksToBid, directAnswer, sentencesOf, toldPart } from "#knowledge/agents/writing/direct.ts";
import { isInvitation, meetingAnswer, meetingProposedIn } from "#knowledge/agents/writing/meeting.ts";
import type { Ask } from "#knowledge/agents/writing/moves.ts";
import type { Point } from "#knowledge/agents/writing/points.ts";
import { restPart } from "#knowledge/agents/writing/rest.ts";
import { capitalised, listed } from "#knowledge/agents/writing/speech.ts";
import { ANSWERER, type Side, subjectOf, subjectsOf } from "#knowledge/agents/writing/subjects.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { Reading } from "./reading.ts";
import { heard, toldIn } from "./settled.ts";

/** What an open mail is answered with, paragraph by paragraph, and what each owes. */
export function openParts(input: SkillInput, reading: Reading, lookup: Lookup): readonly Answer[] {
	const { moves, situation } = reading;
	const by = answeredBy(situation.deadline);
	const told = moves.asks.find((ask) => ask.text === "");
	if (told) return [toldPart(told, by)];
	const marked = reading.points.filter((each) => each.label !== null);
	const beside = rival(input, reading);
	const bids = moves.asks.filter((ask) => asksToBid(ask.text));
	const outside = (bids.length > 0 ? bids : moves.asks)
		.filter((ask) => !marked.some((point) => isWithin(input, ask, point)))
		.filter((ask) => !(beside.says !== "" && WHY.test(ask.text)));
	// "May I have your position by then" is what the list gives them.
	const asks = marked.length > 0 ? outside.filter((ask) => !POSITION.test(ask.text)) : outside;
	const direct = asks.map((ask) => ({
		ask,
		answer: directAnswer(ask, { lookup, by, isSorry: moves.objections.some((each) => each.kind === "complaint") }),
	}));
	const open = direct.filter(
		({ ask, answer }, i) => answer === null && !isOtherHalf(input, ask, direct[i - 1]?.answer),
	);
	const asked = proposedMeeting(
		input,
		direct.some(({ ask }) => ask.topic === "meeting"),
	);
	const list = listPart(marked, lookup);
	const isOpenList = list.commits !== "";
	const hasCondition = situation.condition !== null;
	const demands = reading.points
		.filter((each) => each.label === null && !moves.asks.some((ask) => ask.start < each.end && each.start < ask.end))
		.map((point) => ({ point, says: lookup(point.text, point.subject) }));
	const rest = restPart({
		open: open.map(({ ask }) => ask),
		demands: demands.flatMap(({ point, says }) =>
			subjectsOf(point.text).filter((each) => says === null || each.name !== point.subject?.name),
		),
		unnamed: demands.filter(({ point, says }) => says === null && point.subject === null).length,
		isSecond: direct.some(({ answer }) => answer !== null),
		price: !hasCondition && isPriceHigh(moves),
		hasCondition,
		by: isOpenList ? "" : `, ${by}`,
	});
	const says = sentencesOf([
		...direct.flatMap(({ answer }) => answer ?? []),
		...demands.flatMap(({ says: told }) => (told === null ? [] : { says: told, commits: "" })),
	]);
	const isDated = situation.deadline !== null && says.says.includes(situation.deadline);
	const parts = [
		conditionPart(input, reading, by),
		confidencePart(reading),
		moves.agrees && !hasCondition && marked.length === 0 && direct.length > 0
			? { says: "Thank you, that is good news.", commits: "" }
			: NOTHING,
		acknowledgement(moves, reading.points.length > 0 || hasCondition || rest.says !== ""),
		asked,
		says,
		list,
		beside,
		rest,
		noSlides(input),
		list.says === "" && !hasCondition && bids.length === 0 ? notedPart(reading) : NOTHING,
		isOpenList && !hasCondition ? closing(marked.length, isDated ? "with it" : by, withIt(outside)) : NOTHING,
		promisePart(reading),
	].filter((each) => each.says !== "");
	const answers = parts.filter((each) => each !== beside && each.says !== "");
	return answers.length === 0 && beside.says !== ""
		? [...(moves.asks.length > 0 ? [] : heard(reading)), beside]
		: parts;
}

const WHY = /^(?:and |so |but )?(?:show|tell|explain)(?: to)? (?:me|us) why\b|^why\b/i;
const POSITION = /\byour (?:position|answer|reply|response)\b/i;
/** "Could they do it themselves, or is it one of you?" is one question. */
const isOtherHalf = (input: SkillInput, ask: Ask, before: Answer | null | undefined): boolean =>
	(before !== undefined && /\bor\s*$/.test((input.signal?.text ?? "").slice(Math.max(0, ask.start - 6), ask.start))) ||
	/\b(?:what|anything) you can do\b/i.test(ask.text);

/** What comes with our answer, such as a mark-up. */
function withIt(asks: readonly Ask[]): string {
	const found = asks.flatMap(
		(ask) =>
			/\b(?:a|the) (mark-?up|redline|corrected (?:text|version|draft)|revised (?:text|draft|version))( of the [\w]+(?: \w+)?)?(?= in| by|[,.?!]|$)/i.exec(
				ask.text,
			) ?? [],
	);
	return found.length > 0 && POSITION.test(asks.map((ask) => ask.text).join(" "))
		? `, with the ${found[1]}${found[2] ?? ""}`
		: "";
}

const closing = (count: number, when: string, extra: string): Answer => ({
	says: `You will have our answer to ${count > 1 ? "every open point" : "it"} ${when}${extra}.`,
	commits: when === "with it" ? "" : `all of it ${when}${extra}`,
});

function confidencePart({ situation }: Reading): Answer {
	if (situation.confidential === null) return NOTHING;
	return {
		says:
			situation.confidential === "between us"
				? "This stays between us."
				: "I will keep to what you ask and treat this as confidential.",
		commits: "keeping what they wrote to ourselves",
	};
}

/** A mail that tells much and asks little is answered in that, too. */
function notedPart(reading: Reading): Answer {
	const told = toldIn(reading);
	return told.length >= 3 ? { says: `I have noted ${listed(told.slice(0, NOTED_MAX))}.`, commits: "" } : NOTHING;
}

/** More than these are a protocol. */
const NOTED_MAX = 4;

/** "No slides please" is a wish that costs nothing to keep. */
function noSlides({ signal }: SkillInput): Answer {
	const what = signal?.author === "buyer" ? NO_SLIDES.exec(visibleOf(signal))?.[1] : undefined;
	return what ? { says: `There will be no ${what.toLowerCase()}.`, commits: "" } : NOTHING;
}
const NO_SLIDES = /\bno (slides|brochures|presentations?|marketing)\b(?=,? please|[.!]|$)/im;

/** A time that stands in a statement: "I would propose Wednesday, 6.30", "Demo: Wednesday, 10:00". */
function proposedMeeting({ signal }: SkillInput, isAsked: boolean): Answer {
	if (isAsked || signal?.author !== "buyer") return NOTHING;
	if (isInvitation(signal))
		return { says: "Thank you for the invitation; we will be there.", commits: "attending: check the calendar" };
	const found = meetingProposedIn(signal);
	return (found === null ? null : meetingAnswer(found, true)) ?? NOTHING;
}

/** An ask within a marked point is answered there. */
const isWithin = (input: SkillInput, ask: Ask, point: Point): boolean =>
	ask.start >= point.start - 1 &&
	(ask.end <= point.end || isSameBlock(input.signal?.text ?? "", point.start, ask.start));
const isSameBlock = (text: string, from: number, to: number): boolean =>
	from <= to && to - from < 700 && !/\n\s*\n|\n\s*(?:\(?\d{1,2}[.)]|\(?[a-hA-H]\))\s/.test(text.slice(from, to));

function conditionPart(input: SkillInput, { situation, moves, points }: Reading, by: string): Answer {
	if (situation.condition === null) return NOTHING;
	const agreed = moves.agrees ? "Thank you for what is settled. " : "";
	const quote = situation.condition.replace(/["“”]/g, "'");
	const about = points.some((each) => each.label !== null) ? [] : commercialIn(input);
	return {
		says: `${agreed}I have understood what it takes: "${quote}" That is not mine to decide in this mail. The person who decides on our terms will answer you in writing${about.length > 0 ? ` on ${listed(about)}` : ""}, ${by}.`,
		commits: `an answer of a person to their condition, ${by}`,
	};
}

/** What is still open on the money, by name; what they call agreed is not. */
function commercialIn({ signal }: SkillInput): readonly string[] {
	if (signal === null) return [];
	const names = sentencesIn(signal.text, signal.visible)
		.filter(({ text }) => text.length <= 300 && !/\b(?:agreed|is fine|are fine|no problem|settled)\b/i.test(text))
		.flatMap(({ text }) => subjectOf(text) ?? [])
		.filter((each) => each.side === "commercial" && each.name !== "the price")
		.map((each) => each.name);
	return [...new Set(names)].slice(0, 4);
}

/** The buyer's own numbering, with the answer or with who gives it. */
function listPart(points: readonly Point[], lookup: Lookup): Answer {
	if (points.length === 0) return NOTHING;
	if (points.every((each) => each.shown))
		return {
			says: `We will show your ${points.length === 1 ? "case" : "cases"} ${listed(points.map(({ label }) => (label ?? "").replace(/\.$/, "")))} as you describe ${points.length === 1 ? "it" : "them"}.`,
			commits: "",
		};
	const groups = new Map<
		string,
		{ readonly points: Point[]; readonly says: string | null; readonly side: Side | null }
	>();
	for (const point of points) {
		const says = lookup(point.text, point.subject);
		const key = says ?? point.subject?.side ?? "open";
		const group = groups.get(key) ?? { points: [], says, side: says === null ? (point.subject?.side ?? null) : null };
		group.points.push(point);
		groups.set(key, group);
	}
	const lines = [...groups.values()].map((group) => `- ${lineOf(group)}`);
	const open = [...groups.values()].flatMap((group) =>
		group.points.filter((point) => group.says === null || isTwofold(point)),
	);
	return {
		says: [
			points.length === 1
				? "To your point:"
				: points.every(isNumbered)
					? "To your points, numbered as you did:"
					: "To your points:",
			...lines,
		].join("\n"),
		commits:
			open.length > 0 ? `an answer to ${open.length === 1 ? "the open point" : `${open.length} open points`}` : "",
	};
}

const isNumbered = ({ label }: Point): boolean => /^(?:\d+\.|\(\w\))$/.test(label ?? "");
/** Two questions in one point: our sentence answers one of them. */
const isTwofold = ({ text }: Point): boolean =>
	(text.match(/\?/g) ?? []).length > 1 ||
	/\b(?:and|or) (?:is|are|do|does|can|must|how|what|who) [^?]*\?/i.test(text) ||
	subjectsOf(text).filter((each) => each.side !== "commercial" && each.side !== "legal").length > 1;

function lineOf({
	points,
	says,
	side,
}: {
	readonly points: readonly Point[];
	readonly says: string | null;
	readonly side: Side | null;
}): string {
	const names = points.map(({ label, subject }) => {
		const mark = (label ?? "").replace(/\.$/, "");
		return subject && subject.name !== "" && (side !== null || says !== null) ? `${mark} (${subject.name})` : mark;
	});
	const many = points.length > 1;
	const head = points.every(isNumbered)
		? `Point${many ? "s" : ""} ${listed(names)}`
		: capitalised(listed(points.map(({ label }) => (label ?? "").toLowerCase())));
	if (says !== null) return `${head}: ${says}${points.some(isTwofold) ? " The rest of it follows." : ""}`;
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
	/\b(?:send|get|give|share|forward|prepare|bring)\s(?:you |over )?((?:the|our|my|a|an)\s[^,.;:()]{3,60}?)(?=\s(?:so|for|as|and|because|when|which|to|by|until|before|tonight|tomorrow|on)\b|[,.;:()]|$)/i;
