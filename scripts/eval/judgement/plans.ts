import * as z from "zod";
import { opportunityPlan, type PlanChange, planChanges } from "#knowledge/core/facts/plan.ts";
import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { planViewOf } from "./plan-view.ts";
import { type PlayedThread, playThread } from "./play.ts";
import { f1, noTally, type Tally } from "./score.ts";
import { isHidden, isSecondHalf, readSet } from "./sets.ts";
import { Thread } from "./thread.ts";

const Change = z.object({ op: z.enum(["added", "changed", "removed"]), section: z.string(), gist: z.string() });
type Change = z.infer<typeof Change>;

/** A thread, and what each of its messages changes in the plan. */
export const PlannedThread = Thread.extend({ id: z.string(), changes: z.array(z.array(Change)) });
export type PlannedThread = z.infer<typeof PlannedThread>;

/** [S2-24] Whether the plan follows what is learned: what each message adds, changes and removes. */
export const evalPlans: Evaluation = async ({ say, misses }) => {
	const threads = readSet("plans", PlannedThread);
	if (!threads) return null;
	const scored = threads.map(score);
	if (misses)
		for (const { thread, lines } of scored)
			if (!isHidden(thread.id)) for (const line of lines) say(`  ${thread.id}: ${line}`);
	const tally = (of: readonly { readonly tally: Tally }[]): Tally =>
		of.reduce(
			(sum, each) => ({
				found: sum.found + each.tally.found,
				missed: sum.missed + each.tally.missed,
				wrong: sum.wrong + each.tally.wrong,
			}),
			noTally(),
		);
	const figure = (metric: string, value: number, n: number): Figure => ({
		name: "judge.plans",
		metric,
		value: rounded(value),
		n,
	});
	const recall = ({ found, missed }: Tally): number => found / Math.max(1, found + missed);
	const all = tally(scored);
	const unseen = tally(scored.filter(({ thread }) => isSecondHalf(thread.id)));
	return [
		figure("changes found", recall(all), all.found + all.missed),
		figure("changes found, second half", recall(unseen), unseen.found + unseen.missed),
		figure("changes, F1", f1(all), all.found + all.missed),
	];
};

type Scored = { readonly thread: PlannedThread; readonly tally: Tally; readonly lines: readonly string[] };

const score = (thread: PlannedThread): Scored => scorePlan(thread, playThread(thread));

export function scorePlan(thread: PlannedThread, played: PlayedThread): Scored {
	const tally = noTally();
	const lines: string[] = [];
	let before: ReturnType<typeof opportunityPlan> = [];
	played.messages.forEach((message, i) => {
		const after = opportunityPlan(planViewOf(thread, message, played.lookup));
		const free = [...planChanges(before, after)];
		before = after;
		for (const wanted of thread.changes[i] ?? []) {
			const at = free.findIndex((change) => isSame(change, wanted));
			if (at >= 0) {
				free.splice(at, 1);
				tally.found++;
			} else {
				tally.missed++;
				lines.push(`missed after message ${i + 1}: ${wanted.op} ${wanted.section}: ${wanted.gist}`);
			}
		}
		tally.wrong += free.length;
		for (const change of free)
			lines.push(`without a label after message ${i + 1}: ${change.op} ${change.section}: ${change.text}`);
	});
	return { thread, tally, lines };
}

/** Half of the telling words of a gist stand in the line, whatever their endings. */
const isSame = (change: PlanChange, wanted: Change): boolean => {
	if (change.op !== wanted.op || change.section !== wanted.section) return false;
	const ours = stems(`${change.text} ${change.before ?? ""}`);
	const theirs = stems(wanted.gist);
	return theirs.length === 0 || theirs.filter((word) => ours.includes(word)).length * 2 >= theirs.length;
};

const stems = (text: string): readonly string[] =>
	(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
		.filter((word) => word.length > 3 || /\d/.test(word))
		.map((word) => word.slice(0, 5));
