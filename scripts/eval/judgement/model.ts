import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import { type Evaluation, type Figure, mean, rounded } from "../figure.ts";
import { GROUPS, handWritten, type ItemScore, scorePlayed, threadOf } from "./facts.ts";
import { generatedItems, generatedThreads } from "./generated.ts";
import { catalogueOf } from "./lock.ts";
import { answerOf, Scenario } from "./next.ts";
import { PeopleThread, type Scored, scorePeople } from "./people.ts";
import { draftsIn, PersonaMail, threadOfMail } from "./persona.ts";
import { PlannedThread, scorePlan } from "./plans.ts";
import { type PlayedThread, type PlayOptions, playThread, playThreadWith } from "./play.ts";
import { f1, noTally, sumOf, tallyOf } from "./score.ts";
import { Item, LATER_SETS, laterSet, readSet } from "./sets.ts";
import type { Thread } from "./thread.ts";
import { evaluatedModel, type Known, SCRIPTS } from "./with-model.ts";

/** A metric of one way of thinking, and how many things it is of. */
type Metrics = ReadonlyMap<string, { readonly value: number; readonly n: number }>;

const textSets = (): Readonly<Record<string, readonly Item[]>> => ({
	generated: generatedItems(),
	"hand-written": handWritten(),
	...Object.fromEntries(
		LATER_SETS.map((each) => [`${each} set`, ["hard-mail", "hard-talk"].flatMap((name) => laterSet(each, name, Item))]),
	),
});
const peopleSets = (): Readonly<Record<string, readonly PeopleThread[]>> => ({
	generated: generatedThreads(),
	"hand-written": readSet("people", PeopleThread) ?? [],
	...Object.fromEntries(LATER_SETS.map((each) => [`${each} set`, laterSet(each, "people", PeopleThread)])),
});

/**
 * S2-75, product.md: with a model the crew is better and never weaker. Each script answers on the wire of chat completions,
 * through the gateway, the judge and the floor; each metric stands against that of the rules alone. With the labels' own
 * script it says what a perfect reader would add, with the silent and the nonsensical ones that nothing is lost.
 */
export const evalModel: Evaluation = async ({ say, misses }) => {
	const base = await measured(async (thread, { catalogue }) =>
		playThread(thread, { ...(catalogue ? { catalogue } : {}) }),
	);
	const tellers = tellersOf(Object.values(textSets()).flat());
	const figures: Figure[] = [];
	for (const script of SCRIPTS) {
		const requests: number[] = [];
		const modelled = await measured(async (thread, { known = {}, catalogue }) => {
			const model = evaluatedModel(script, { ...known, tellers });
			const played = await playThreadWith(thread, { model: model.reason, ...(catalogue ? { catalogue } : {}) });
			requests.push(...model.asked().values());
			return played;
		});
		const worse = [...modelled].filter(([metric, { value }]) => value < (base.get(metric)?.value ?? 0) - 1e-9);
		for (const [metric, { value }] of misses ? worse : [])
			say(`  worse with ${script}: ${metric} ${rounded(value)} (rules ${rounded(base.get(metric)?.value ?? 0)})`);
		figures.push(
			{
				name: "judge.model",
				metric: `${script}: metrics that are worse than by rules`,
				value: worse.length,
				n: modelled.size,
				against: { name: "goal", value: 0 },
			},
			{
				name: "judge.model",
				metric: `${script}: requests a question`,
				value: rounded(mean(requests)),
				n: requests.length,
			},
			...[...modelled].map(([metric, { value, n }]) => ({
				name: "judge.model",
				metric: `${script}: ${metric}`,
				value: rounded(value),
				n,
				against: { name: "rules", value: rounded(base.get(metric)?.value ?? 0) },
			})),
		);
	}
	return [...figures, ...(await replayedDay())];
};

/**
 * S0-113: a day that is played again, signal by signal at the same times, over deals as they were. What a prompt is made of
 * has no clock finer than a day and no chance in it, so every question was asked before.
 */
async function replayedDay(): Promise<readonly Figure[]> {
	let [asked, again] = [0, 0];
	for (const thread of generatedThreads()) {
		const answers: PlayOptions["answers"] = new Map();
		const first = evaluatedModel("crude", {});
		await playThreadWith(thread, { model: first.reason, answers });
		const second = evaluatedModel("crude", {});
		await playThreadWith(thread, { model: second.reason, answers });
		asked += first.total();
		again += second.total();
	}
	const value = rounded(1 - again / Math.max(1, asked));
	return [{ name: "judge.model", metric: "of the questions of a replayed day, answered before", value, n: asked }];
}

/** Which skill's rules claim most of a key, by kind of signal. */
function tellersOf(items: readonly Item[]): ReadonlyMap<string, string> {
	const counts = new Map<string, Map<string, number>>();
	for (const item of items)
		for (const { skill, proposal } of playThread(threadOf(item)).messages.flatMap(({ proposals }) => proposals)) {
			if (proposal.type !== "learn-fact") continue;
			const name = `${item.kind} ${proposal.claim.key}`;
			const of = counts.get(name) ?? new Map<string, number>();
			counts.set(name, of.set(skill, (of.get(skill) ?? 0) + 1));
		}
	return new Map(
		[...counts].map(
			([name, of]) => [name, [...of].reduce((most, each) => (each[1] > most[1] ? each : most))[0]] as const,
		),
	);
}

type Play = (thread: Thread, more: { readonly known?: Known; readonly catalogue?: Catalogue }) => Promise<PlayedThread>;

async function measured(play: Play): Promise<Metrics> {
	const metrics = new Map<string, { value: number; n: number }>();
	for (const [set, items] of Object.entries(textSets())) {
		if (items.length === 0) continue;
		const scores: ItemScore[] = [];
		for (const item of items)
			scores.push(scorePlayed(item, await play(threadOf(item), { known: { labels: item.labels } })));
		for (const { metric, kinds: group } of GROUPS) {
			const tally = sumOf(scores.map(({ kinds }) => tallyOf(kinds.filter(({ kind }) => group.includes(kind)))));
			metrics.set(`${metric}, ${set}`, { value: f1(tally), n: tally.found + tally.missed });
		}
	}
	for (const [set, threads] of Object.entries(peopleSets())) {
		if (threads.length === 0) continue;
		const scores: Scored[] = [];
		for (const each of threads) scores.push(scorePeople(each, await play(each, { known: { people: each.people } })));
		const tally = sumOf([noTally(), ...scores.map((score) => score.tally)]);
		metrics.set(`stakeholders, F1, ${set}`, { value: f1(tally), n: tally.found + tally.missed });
		const ringing = scores.filter((score) => score.thread.alarm);
		metrics.set(`single-thread alarm, recall, ${set}`, {
			value: mean(ringing.map(({ alarm }) => Number(alarm))),
			n: ringing.length,
		});
	}
	const rates = async (metric: string, results: AsyncIterable<boolean>): Promise<void> => {
		let [right, n] = [0, 0];
		for await (const each of results) {
			n++;
			right += Number(each);
		}
		if (n > 0) metrics.set(metric, { value: right / n, n });
	};
	await rates("best action first", bestActions(play));
	await rates("drafts that break no norm", conformingDrafts(play));
	const plans = readSet("plans", PlannedThread) ?? [];
	const planned = [noTally()];
	for (const each of plans) planned.push(scorePlan(each, await play(each, {})).tally);
	const { found, missed } = sumOf(planned);
	metrics.set("plan changes found", { value: found / Math.max(1, found + missed), n: found + missed });
	return metrics;
}

async function* bestActions(play: Play): AsyncIterable<boolean> {
	for (const each of readSet("next-action", Scenario) ?? []) yield answerOf(each, await play(each, {})).right;
}

async function* conformingDrafts(play: Play): AsyncIterable<boolean> {
	for (const mail of readSet("persona-mails", PersonaMail) ?? []) {
		const played = await play(threadOfMail(mail), { catalogue: catalogueOf(mail.tenant) });
		for (const { rules } of draftsIn(mail, played) ?? [{ rules: ["no draft"] }]) yield rules.length === 0;
	}
}
