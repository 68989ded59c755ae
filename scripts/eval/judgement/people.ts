import * as z from "zod";
import { isSameName, plainName } from "#knowledge/core/facts/person-name.ts";
import { politicalMap } from "#knowledge/core/facts/political-map.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";
import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { generatedThreads } from "./generated.ts";
import { type PlayedThread, playThread } from "./play.ts";
import { f1, noTally, type Tally } from "./score.ts";
import { isHidden, isLaterHidden, isSecondHalf, LATER_SETS, laterSet, Person, readSet } from "./sets.ts";
import { Thread } from "./thread.ts";

export const PeopleThread = Thread.extend({ id: z.string(), people: z.array(Person), alarm: z.boolean() });
export type PeopleThread = z.infer<typeof PeopleThread>;

type Read = { readonly name: string; readonly title: string | null; readonly role: string; readonly stance: string };
export type Scored = {
	readonly thread: PeopleThread;
	readonly tally: Tally;
	readonly lines: readonly string[];
	readonly roles: number;
	readonly stances: number;
	readonly alarm: boolean;
};

/** Who matters to a purchase, and whether it hangs on one of them. */
export const evalPeople: Evaluation = async ({ say, misses }) => {
	const written = readSet("people", PeopleThread)?.map(score);
	if (!written) return null;
	const generated = generatedThreads().map(score);
	if (misses)
		for (const { thread, lines } of [...written.filter(({ thread }) => !isHidden(thread.id)), ...generated])
			for (const line of lines) say(`  ${thread.id}: ${line}`);
	const later = LATER_SETS.flatMap((each) => {
		const of = laterSet(each, "people", PeopleThread).map(score);
		if (misses)
			for (const { thread, lines } of of)
				if (!isLaterHidden(each, thread.id)) for (const line of lines) say(`  ${thread.id}: ${line}`);
		return figuresOf(`${each} set`, of);
	});
	return [...figuresOf("generated", generated), ...figuresOf("hand-written", written), ...later];
};

const score = (thread: PeopleThread): Scored => scorePeople(thread, playThread(thread));

export function scorePeople(thread: PeopleThread, played: PlayedThread): Scored {
	const read = peopleOf(played);
	const free = [...read];
	const lines: string[] = [];
	const tally = noTally();
	let [roles, stances] = [0, 0];
	for (const person of thread.people) {
		const why = person.quote === undefined ? "" : `; «${person.quote}»`;
		const at = free.findIndex((each) => isSamePerson(each.name, person.name));
		const [mine] = at < 0 ? [] : free.splice(at, 1);
		if (!mine) {
			tally.missed++;
			lines.push(`missed: ${person.name} | ${person.title ?? "-"} | ${person.role} | ${person.stance}${why}`);
			continue;
		}
		tally.found++;
		if (mine.role === person.role) roles++;
		else lines.push(`role of ${person.name}: ${mine.role}, not ${person.role}${why}`);
		if (mine.stance === person.stance) stances++;
		else lines.push(`stance of ${person.name}: ${mine.stance}, not ${person.stance}${why}`);
	}
	tally.wrong += free.length;
	for (const each of free) lines.push(`wrong: ${each.name} | ${each.title ?? "-"} | ${each.role}`);
	const alarm = alarmOf(played, thread);
	if (alarm !== thread.alarm) lines.push(`alarm ${alarm ? "raised" : "not raised"} at ${thread.stage}`);
	return { thread, tally, lines, roles, stances, alarm };
}

const peopleOf = ({ facts }: PlayedThread): readonly Read[] =>
	facts.flatMap(({ key, state, value }) => {
		if (key !== "discovery.stakeholder" || state === "contradicted" || value === null) return [];
		return readStakeholder(value) ?? [];
	});

const isSamePerson = (a: string, b: string): boolean =>
	plainName(a).toLowerCase() === plainName(b).toLowerCase() || isSameName(a, b);

const alarmOf = ({ facts }: PlayedThread, { stage }: PeopleThread): boolean =>
	politicalMap(stage, facts).alarm !== null;

function figuresOf(set: string, scores: readonly Scored[]): readonly Figure[] {
	if (scores.length === 0) return [];
	const figure = (metric: string, value: number, n: number, goal?: number): Figure => ({
		name: "judge.people",
		metric: `${metric}, ${set}`,
		value: rounded(value),
		n,
		...(goal === undefined ? {} : { against: { name: "goal", value: goal } }),
	});
	const count = (of: readonly Scored[], what: (score: Scored) => number): number =>
		of.reduce((total, each) => total + what(each), 0);
	const tally = (of: readonly Scored[]): Tally => ({
		found: count(of, (each) => each.tally.found),
		missed: count(of, (each) => each.tally.missed),
		wrong: count(of, (each) => each.tally.wrong),
	});
	const all = tally(scores);
	const n = all.found + all.missed;
	const alarms = scores.filter(({ thread }) => thread.alarm);
	const raised = scores.filter(({ alarm }) => alarm);
	const right = alarms.filter(({ alarm }) => alarm).length;
	const unseen = scores.filter(({ thread }) => isSecondHalf(thread.id));
	return [
		figure("stakeholders, F1", f1(all), n, 0.9),
		...(set === "hand-written"
			? [
					figure(
						"stakeholders, second half, F1",
						f1(tally(unseen)),
						count(unseen, (each) => each.thread.people.length),
					),
				]
			: []),
		figure("role of those found", count(scores, (each) => each.roles) / Math.max(1, all.found), all.found),
		figure("stance of those found", count(scores, (each) => each.stances) / Math.max(1, all.found), all.found),
		figure("single-thread alarm, recall", right / Math.max(1, alarms.length), alarms.length, 0.95),
		figure("single-thread alarm, precision", right / Math.max(1, raised.length), raised.length),
	];
}
