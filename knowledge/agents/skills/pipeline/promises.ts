import { listed } from "#knowledge/agents/writing/speech.ts";
import { actsIn } from "#knowledge/core/reasoning/acts.ts";
import { type Day, dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { stanceAt } from "#knowledge/core/reasoning/modality.ts";
import { oneLine } from "#knowledge/core/reasoning/span.ts";
import { daysIn, workingDayAfter } from "./days.ts";
import { type Errand, found, type Heard } from "./heard.ts";
import type { Line } from "./lines.ts";
import { eventIn, isMeeting } from "./meetings.ts";
import { isPlain } from "./plain.ts";
import { objectIn, taskIn, told } from "./tasks.ts";
import { topicsIn } from "./topics.ts";

/** Promises that the acts of a sentence leave out, for they are ours and in fewer words. */
const OURS =
	/\b(?:i|we)(?:['’]ll| will) (?:then |also )?(?:write|answer|come back|get back|have (?:it|that) in writing|set up|put|show|add|quote|price)\b|\band will (?:come|get) back\b|\byou(?:['’]ll| will) (?:have|get|receive)\b|\byou get (?:it|that|this) in writing\b/i;
/** Said of a paper that is still to come. */
const IN_PAPER = /\bin (?:the|our|my) (?:proposal|offer|quotation|quote)\b/i;
const SOFT = /\btry to\b|\bwould\b|\bif\b/i;
const FIRST_PERSON =
	/\b(?:(?:i|we)(?:['’]ll| will| shall|['’]m going to| am going to|['’]re going to| are going to| can commit to| promise to)|let me|\band will)\s(?:then |also |definitely |certainly |make sure to |be sure to |personally |gladly |happily )*/i;
const YOU_HAVE = /\byou(?:['’]ll| will)? (?:have|get|receive)\s(.+)$/i;
/** To find something out, and to say it. */
const CHECKS =
	/^(?:check|ask|find out|look (?:into|at)|come back|get back|revert|clarify|see (?:what|if|whether)|talk|speak|confirm|answer|take (?:it|this|that))\b/i;
const WRITING = /\bin writing\b/i;

/** What we said that we would do: what has a day comes first, else what was said last. */
export function promises(heard: Heard): readonly Errand[] {
	const { lines, from } = heard;
	return lines.flatMap((line, i): readonly Errand[] => {
		const { text } = line.sentence;
		if (line.side !== "us" || /\?\s*$/.test(text)) return [];
		const act = actsIn(text).some(({ kind }) => kind === "commitment") || OURS.test(text);
		if (
			!act ||
			IN_PAPER.test(text) ||
			(SOFT.test(text) && !/\bif (?:it|you|that)\b/i.test(text) && !YOU_HAVE.test(text))
		)
			return [];
		const what = kept(heard, line, i);
		if (what === null || !isPlain(what)) return [];
		const named = daysIn(text, from).find(({ relation }) => relation !== "from")?.day ?? null;
		const near = named !== null && named - dayOf(from) <= PROMISE_DAYS_MAX ? named : null;
		return [found(heard, line, { what, named: near, reason: "We promised" })];
	});
}
const PROMISE_DAYS_MAX = 45;

function kept(heard: Heard, line: Line, i: number): string | null {
	const { lines } = heard;
	const text = oneLine(line.sentence.text);
	const earlier = lines.slice(Math.max(0, i - BEFORE_MAX), i);
	const before =
		earlier.findLast(({ side, sentence }) => side === "buyer" && GIVES.test(sentence.text))?.sentence.text ?? "";
	const about = topicsNear(text, earlier, lines);
	const received = YOU_HAVE.exec(text)?.[1];
	if (WRITING.test(text)) return `Send ${line.who} in writing what was asked${about === "" ? "" : ` on ${about}`}`;
	if (received !== undefined) {
		const object = objectIn(received, { who: line.who, side: "us", before: "" }) ?? thingAsked(before, line.who);
		if (object !== null) return withTopics(`Send ${line.who} ${object}`, about);
		return about === "" ? null : `Send ${line.who} what was asked on ${about}`;
	}
	const lead = FIRST_PERSON.exec(text);
	const rest = lead ? text.slice(lead.index + lead[0].length) : "";
	const written = /^write(?: to you)?\b(?:\s(?:to)?(?:day|morrow))?\s*(with .+)?$/i.exec(rest.replace(/[.?!]+$/, ""));
	if (written) {
		const what = `Write to ${line.who}${written[1] ? ` ${told(written[1], "us").replace(/\bdon['’]t\b/, "do not")}` : ""}`;
		return isPlain(what) ? what : `Write to ${line.who}`;
	}
	const own = listed(topicsIn([text]));
	if (CHECKS.test(rest) && own !== "") return `Come back to ${line.who} about ${own}`;
	const task = taskIn(rest, { who: line.who, side: "us", before });
	if (task !== null) return task;
	return CHECKS.test(rest) && about !== "" ? `Come back to ${line.who} about ${about}` : null;
}
const BEFORE_MAX = 4;
const GIVES = /\b(?:send|share|need|want)\b/i;

/** «Send the connector documentation», they said, and we: «You'll have it tomorrow». */
const thingAsked = (before: string, who: string): string | null => {
	const rest = /\b(?:send|share)\s(.{3,160})$/i.exec(oneLine(before).replace(/[.?!]+$/, ""))?.[1];
	return rest === undefined ? null : objectIn(rest, { who, side: "buyer", before: "" });
};

/** «Our position» says little by itself. */
const BARE = / (?:our|an?) (?:position|answer|reply|response|offer)$/i;
const withTopics = (what: string, about: string): string => {
	const more = `${what} on ${about}`;
	return BARE.test(what) && about !== "" && isPlain(more) ? more : what;
};

function topicsNear(text: string, earlier: readonly Line[], lines: readonly Line[]): string {
	const own = topicsIn([text]);
	if (own.length > 0) return listed(own);
	const near = topicsIn(
		[...earlier].reverse().map(({ sentence }) => sentence.text),
		2,
	);
	if (near.length > 0) return listed(near);
	return listed(
		topicsIn(
			lines.filter(({ side }) => side === "buyer").map(({ sentence }) => sentence.text),
			2,
		),
	);
}

const OFFERS =
	/\b(?:can|may|shall|could|should) (?:i|we) (?:still |also |then )?([a-z].+)\?|\bi(?:['’]d| would) (?:suggest|propose) (?:that )?(?:i|we) (.+)|\b(?:i|we) can (.+)/i;
const ACCEPTS =
	/^(?:yes|yeah|yep|please|do that|bring|send|keep|gladly|sure|that would help|i['’]d love that|love to|perfect|great|of course|why not|we['’]d love)\b/i;
const ACCEPT_LINES = 4;

/** What we offered, and they took: their yes makes it an errand. */
export function accepted(heard: Heard): readonly Errand[] {
	const { lines, from } = heard;
	return lines
		.flatMap((line, i): readonly Errand[] => {
			const match = line.side === "us" ? OFFERS.exec(oneLine(line.sentence.text)) : null;
			const rest = (match?.[1] ?? match?.[2] ?? match?.[3] ?? "").replace(/[.?!]+$/, "");
			const yes = lines.slice(i + 1, i + 1 + ACCEPT_LINES).find(({ side }) => side === "buyer");
			if (rest === "" || !yes || !ACCEPTS.test(yes.sentence.text)) return [];
			const earlier = lines.slice(Math.max(0, i - BEFORE_MAX), i);
			const about = listed(topicsIn([rest, ...[...earlier].reverse().map(({ sentence }) => sentence.text)], 1));
			const task = taskIn(rest, { who: yes.who, side: "us", before: "" });
			const what =
				isMeeting(rest) && !CHECKS.test(rest)
					? `Agree a day with ${yes.who} for the ${eventIn(rest)}`
					: (task ?? (CHECKS.test(rest) && about !== "" ? `Come back to ${yes.who} about ${about}` : null));
			if (what === null || !isPlain(what)) return [];
			const named = daysIn(rest, from)[0]?.day ?? null;
			return [found(heard, line, { what, named, reason: "Offered, and they said yes" })];
		})
		.sort((a, b) => Number(b.what.startsWith("Agree")) - Number(a.what.startsWith("Agree")));
}

const WANTS = /^(?:and )?(?:i|we)(?:['’]d| would)? (?:want|need|like) (an? [\p{L} -]{3,40})[.!]?$/iu;
const GRANTS = /^(?:we can do that|gladly|sure|of course|no problem|will do|you(?:['’]ll| will) have|yes)\b/i;

/** «I want a test.» «We can do that.» */
export function granted(heard: Heard): readonly Errand[] {
	const { lines } = heard;
	return lines.flatMap((line, i): readonly Errand[] => {
		const thing = line.side === "buyer" ? WANTS.exec(oneLine(line.sentence.text))?.[1] : undefined;
		const answer = lines.slice(i + 1, i + 1 + ACCEPT_LINES).find(({ side }) => side === "us");
		if (thing === undefined || !answer || !GRANTS.test(answer.sentence.text)) return [];
		const what = `Arrange ${told(thing, "buyer").toLowerCase()} for ${line.who}`;
		return isPlain(what) ? [found(heard, line, { what, named: null, reason: "They want it, and we agreed" })] : [];
	});
}

const BRINGS = /\b(?:send|share|forward|provide|circulate|upload|pass|get|prepare|give)\s(?:(?:you|over|us)\s)?(.+)$/i;
/** What they promised is looked for when it is due, and a working day later asked for. */
export function theirs(heard: Heard): readonly Errand[] {
	const { lines, from } = heard;
	return lines.flatMap((line, i): readonly Errand[] => {
		const text = oneLine(line.sentence.text);
		if (line.side !== "buyer" || line.aside || stanceAt(text, { start: 0, end: 1 }) === "negated") return [];
		if (!actsIn(text).some(({ kind }) => kind === "commitment")) return [];
		const lead = FIRST_PERSON.exec(text);
		const rest = lead ? text.slice(lead.index + lead[0].length) : "";
		const brought = ELSEWHERE.test(rest) ? undefined : BRINGS.exec(rest)?.[1];
		const thing = brought === undefined ? null : objectIn(brought, { who: line.who, side: "buyer", before: "" });
		const about = listed(
			topicsIn(
				[
					text,
					...lines
						.slice(Math.max(0, i - 3), i)
						.reverse()
						.map(({ sentence }) => sentence.text),
				],
				1,
			),
		);
		const what =
			thing !== null
				? `Check that ${thing} has come from ${line.who}`
				: about !== ""
					? `Ask ${line.who} for the answer about ${about}`
					: ANSWERS.test(text)
						? `Ask ${line.who} for the promised answer`
						: null;
		if (what === null || !isPlain(what)) return [];
		const named = daysIn(text, from)[0]?.day ?? dayOf(from) + THEIR_DAYS;
		return [found(heard, line, { what, named: workingDayAfter(named, 1), reason: "They promised" })];
	});
}
const THEIR_DAYS = 2;
/** To one of theirs, and not to us. */
const ELSEWHERE = /\bto (?:my|our|the|him|her|them|his)\b/i;
const ANSWERS = /\b(?:(?:get|come|circle) back|let you know|revert|tell you|decide)\b/i;

/** A day that nobody named is later than any. */
export const byDay = (a: { named: Day | null }, b: { named: Day | null }): number =>
	(a.named ?? Number.MAX_SAFE_INTEGER) - (b.named ?? Number.MAX_SAFE_INTEGER);
