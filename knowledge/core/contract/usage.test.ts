import fc from "fast-check";
import { expect, test } from "vitest";
import { approve, reject } from "../deal/approval.ts";
import { approveDeps, decisionOn } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { dealNo, hashNo, runNo, SAM, skillNamed } from "../testing/ids.ts";
import { openDraft } from "../testing/steps.ts";
import type { EffectKey } from "../vocabulary/ids.ts";
import { NO_USAGE, readUsage, USAGE_METRICS, type UsageRow, usagePending } from "./usage.ts";

type View = Parameters<typeof readUsage>[1][number];

const viewsOf = (deal: TestDeal): readonly View[] =>
	deal.log.map(({ at, event }) => ({ at: new Date(at).toISOString(), event }));

const NEW = usagePending({ isFork: false });
const usedIn = (deal: TestDeal) => readUsage(NEW, viewsOf(deal)).rows;
const sumsOf = (rows: readonly UsageRow[]) => {
	const sums: Record<string, number> = { ...NO_USAGE };
	for (const { metric, amount } of rows) sums[metric] = (sums[metric] ?? 0) + amount;
	return sums;
};

const settleMail = (deal: TestDeal, outcome: "sent" | "unknown") => {
	const [key] = Object.keys(deal.board().effects) as EffectKey[];
	if (!key) throw new Error("a mail is on its way");
	deal.emit({ type: "deal.effect-settled", key, outcome, reference: null, reason: null });
};

const thought = (skill: string, tokens: [number, number], costMicros: number): View["event"] => ({
	type: "deal.step-settled",
	run: runNo(1),
	step: 1,
	skill: skillNamed(skill),
	hop: 0,
	outcome: "done",
	reasoner: "model:test",
	degraded: false,
	input: hashNo(1),
	output: null,
	tokens: { prompt: tokens[0], output: tokens[1] },
	costMicros,
	durationMs: 1,
	fault: null,
});

/** Two agents thought, a person approved, the mail left. */
function busyLog(): readonly View[] {
	const deal = newDeal();
	const approval = openDraft(deal);
	deal.turn((turn) => approve(turn, decisionOn(approval), approveDeps(deal)));
	settleMail(deal, "sent");
	const [first, ...rest] = viewsOf(deal);
	if (!first) throw new Error("a deal was opened");
	const { at } = first;
	return [
		first,
		{ at, event: thought("qualifier", [100, 20], 7) },
		{ at, event: thought("reply-handler", [300, 50], 11) },
		...rest,
	];
}

test("[S1-12] what a deal used is told of the agent who thought, the person who decided, and the day", () => {
	const { rows } = readUsage(NEW, busyLog());
	expect(rows.find(({ metric, agent }) => metric === "tokens" && agent === "reply-handler")?.amount).toBe(350);
	expect(rows.find(({ metric, agent }) => metric === "costMicros" && agent === "qualifier")?.amount).toBe(7);
	expect(rows.find(({ metric }) => metric === "approvalsDecided")).toMatchObject({ person: SAM, agent: "", amount: 1 });
	expect(rows.find(({ metric }) => metric === "mailsSent")).toMatchObject({ person: SAM, amount: 1 });
	expect(rows.every(({ day }) => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true);
	expect(sumsOf(rows)).toMatchObject({ tokens: 580, costMicros: 23, steps: 3, approvalsDecided: 1, mailsSent: 1 });
});

test("[S1-12] a draft that a person declines is a decision and no mail; one that may not have arrived is no mail either", () => {
	const declined = newDeal();
	const approval = openDraft(declined);
	declined.turn((turn) => reject(turn, decisionOn(approval), "No."));
	expect(sumsOf(usedIn(declined))).toMatchObject({ approvalsDecided: 1, mailsSent: 0 });
	const deal = newDeal();
	const draft = openDraft(deal);
	deal.turn((turn) => approve(turn, decisionOn(draft), approveDeps(deal)));
	settleMail(deal, "unknown");
	expect(sumsOf(usedIn(deal))).toMatchObject({ approvalsDecided: 1, mailsSent: 0 });
});

test("[S1-12] wherever the log is cut, the same is counted, and nothing stays pending that is over", () => {
	const views = busyLog();
	const whole = readUsage(NEW, views);
	expect(whole.pending).toEqual(NEW);
	fc.assert(
		fc.property(fc.uniqueArray(fc.integer({ min: 0, max: views.length })), (cuts) => {
			const at = [0, ...[...cuts].sort((a, b) => a - b), views.length];
			let pending = NEW;
			const rows: UsageRow[] = [];
			for (const [i, from] of at.entries()) {
				const read = readUsage(pending, views.slice(from, at[i + 1] ?? views.length));
				pending = JSON.parse(JSON.stringify(read.pending));
				rows.push(...read.rows);
			}
			expect(sumsOf(rows)).toEqual(sumsOf(whole.rows));
			expect(pending).toEqual(whole.pending);
		}),
	);
});

test("[S1-12] a fork is counted from its mark on: what was copied is the original's, wherever the copy is cut", () => {
	const views = busyLog();
	const at = views.at(-1)?.at ?? "";
	const mark: View = { at, event: { type: "deal.forked", from: dealNo(1), at: views.length, by: SAM } };
	const after: View[] = views.filter(({ event }) => (event as { type: string }).type === "deal.step-settled");
	const log = [...views, mark, ...after];
	for (let cut = 0; cut <= log.length; cut++) {
		const first = readUsage(usagePending({ isFork: true }), log.slice(0, cut));
		const second = readUsage(first.pending, log.slice(cut));
		expect(sumsOf([...first.rows, ...second.rows])).toEqual({ ...NO_USAGE, steps: 3, tokens: 580, costMicros: 23 });
	}
});

test("[S1-12] every metric has a place in the sums", () => {
	expect(Object.keys(NO_USAGE).sort()).toEqual([...USAGE_METRICS].sort());
});
