import * as z from "zod";
import { DealEvent } from "../events/catalogue.ts";
import type { FeedbackAbout } from "../events/deal.ts";
import { Verdict } from "../events/fact.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { SkillName } from "../vocabulary/ids.ts";

/** The normal quantile of a two-sided 95 % interval. */
const Z = 1.959964;

/** The lower end of the 95 % interval of a share that was seen `hits` times of `n`, in [0, 1] (Wilson 1927); 0 where nothing was seen. */
export function wilsonLow(hits: number, n: number): number {
	if (n === 0) return 0;
	const p = hits / n;
	const z2 = Z * Z;
	const low = (p + z2 / (2 * n) - Z * Math.sqrt((p * (1 - p) + z2 / (4 * n)) / n)) / (1 + z2 / n);
	return Math.max(0, low);
}

/** One line of the count. `about` is what was judged: a fact of the key `subject`, or a skill that held back by the rule `subject`. */
export type LessonRow = {
	readonly skill: SkillName;
	readonly about: "fact" | FeedbackAbout;
	readonly subject: string;
	readonly verdict: Verdict | "agree" | "disagree";
	/** Less than zero where a person said otherwise before. */
	readonly amount: number;
};

const Known = z.strictObject({ skill: SkillName, key: FactKey, verdict: Verdict.nullable() });

/** What a reader of a log remembers: whose each fact on the board is and what was said of it last, and so of the latest feedback. */
export const LessonsPending = z.strictObject({
	facts: z.record(z.string(), Known),
	feedback: z.array(z.strictObject({ of: z.string(), verdict: z.enum(["agree", "disagree"]) })),
});
export type LessonsPending = z.infer<typeof LessonsPending>;
export const NO_LESSONS_PENDING: LessonsPending = { facts: {}, feedback: [] };

/** Who changes their mind does so soon; what was said long ago counts as it was said. */
const FEEDBACK_REMEMBERED_MAX = 100;

/** What people taught by these events of one deal, and what is pending after them. The same log gives the same sums, however it is cut. */
export function readLessons(
	before: LessonsPending,
	events: readonly { readonly event: unknown }[],
): { readonly pending: LessonsPending; readonly rows: readonly LessonRow[] } {
	const facts = { ...before.facts };
	let feedback = [...before.feedback];
	const rows: LessonRow[] = [];
	for (const view of events) {
		const event = DealEvent.parse(view.event);
		if (event.type === "deal.fact-learned") {
			const { id, key, state, supersedes } = event.fact;
			const had = supersedes ? facts[supersedes] : undefined;
			if (supersedes) delete facts[supersedes];
			// A person's own answer, by arbitration, is nobody's reading; nor is it whose reading adds a proof to what a person said.
			if (event.skill !== null && state === "suggested") facts[id] = { skill: event.skill, key, verdict: null };
			else if (event.skill !== null && had) facts[id] = had;
			else delete facts[id];
		} else if (event.type === "deal.fact-judged") {
			const known = facts[event.fact];
			if (!known) continue;
			const of = { skill: known.skill, about: "fact", subject: known.key } as const;
			if (known.verdict) rows.push({ ...of, verdict: known.verdict, amount: -1 });
			rows.push({ ...of, verdict: event.verdict, amount: 1 });
			facts[event.fact] = { ...known, verdict: event.verdict };
		} else if (event.type === "deal.feedback-given") {
			const { run, skill, about, rule, by, verdict } = event;
			const of = { skill, about, subject: rule ?? "" } as const;
			const name = [run, skill, about, rule ?? "", by].join(" ");
			const said = feedback.find((each) => each.of === name);
			if (said) rows.push({ ...of, verdict: said.verdict, amount: -1 });
			rows.push({ ...of, verdict, amount: 1 });
			feedback = [...feedback.filter((each) => each.of !== name), { of: name, verdict }].slice(
				-FEEDBACK_REMEMBERED_MAX,
			);
		}
	}
	return { pending: { facts, feedback }, rows: summed(rows) };
}

function summed(rows: readonly LessonRow[]): readonly LessonRow[] {
	const sums = new Map<string, LessonRow>();
	for (const row of rows) {
		const name = [row.skill, row.about, row.subject, row.verdict].join("\u001f");
		sums.set(name, { ...row, amount: row.amount + (sums.get(name)?.amount ?? 0) });
	}
	return [...sums.values()].filter(({ amount }) => amount !== 0);
}
