import type { FactId } from "../vocabulary/ids.ts";
import { PLAN_SECTIONS, type PlanSection } from "../vocabulary/plan-section.ts";
import type { Stage } from "../vocabulary/stage.ts";
import type { ReadFact } from "./fact.ts";
import type { LaterText } from "./ledger.ts";
import { linesOf } from "./plan-lines.ts";

/** What a plan is drawn from: a deal's board with its texts, at a moment. */
export type PlanView = {
	readonly stage: Stage;
	/** The ISO day for which it is drawn: what was due before it is overdue. */
	readonly today: string;
	readonly facts: readonly ReadFact[];
	/** What was said and written in the deal so far: it keeps promises and settles objections. */
	readonly later?: readonly LaterText[];
	/** The customer record by `crmKey`, as a skill sees it. */
	readonly crm: Readonly<Record<string, Readonly<Partial<Record<string, string | null>>>>>;
};

export type PlanLine = {
	readonly section: PlanSection;
	/** What the line is about, once in its section: a line about the same thing with another text is a change of it. */
	readonly about: string;
	readonly text: string;
	/** The facts that it is told from; none for what is missing, and for the record's next step. */
	readonly facts: readonly FactId[];
};

export type PlanChange = Pick<PlanLine, "section" | "about" | "text" | "facts"> & {
	readonly op: "added" | "changed" | "removed";
	/** The text that stood before; `null` for a line that is new. */
	readonly before: string | null;
};

/** [PN1] The plan of one deal, as its board tells it: by section, and in one order whatever the order of the facts. */
export function opportunityPlan(view: PlanView): readonly PlanLine[] {
	const lines = new Map<string, PlanLine>();
	// Two facts about one thing are one line, the first of them its text.
	for (const line of linesOf(view)) {
		const had = lines.get(keyOf(line));
		lines.set(keyOf(line), had ? { ...had, facts: [...new Set([...had.facts, ...line.facts])] } : line);
	}
	return inPlanOrder([...lines.values()]);
}

/** [PN2] What makes `after` of `before`: a text that changed under one thing is one change, and a fact alone is none. */
export function planChanges(before: readonly PlanLine[], after: readonly PlanLine[]): readonly PlanChange[] {
	const [had, has] = [byKey(before), byKey(after)];
	const removed = before
		.filter((line) => !has.has(keyOf(line)))
		.map((line): PlanChange => ({ ...line, op: "removed", before: line.text }));
	const written = after.flatMap((line): readonly PlanChange[] => {
		const standing = had.get(keyOf(line));
		if (!standing) return [{ ...line, op: "added", before: null }];
		return standing.text === line.text ? [] : [{ ...line, op: "changed", before: standing.text }];
	});
	return [...written, ...removed];
}

/** [PN3] `before` with its changes made is `after`, in what it says. */
export function withChanges(before: readonly PlanLine[], changes: readonly PlanChange[]): readonly PlanLine[] {
	const lines = byKey(before);
	for (const { op, before: _, ...line } of changes)
		if (op === "removed") lines.delete(keyOf(line));
		else lines.set(keyOf(line), line);
	return inPlanOrder([...lines.values()]);
}

const keyOf = ({ section, about }: Pick<PlanLine, "section" | "about">): string => `${section} ${about}`;
const byKey = (lines: readonly PlanLine[]): Map<string, PlanLine> => new Map(lines.map((line) => [keyOf(line), line]));

/** By section, and within one by what a line is about. */
export const inPlanOrder = (lines: readonly PlanLine[]): readonly PlanLine[] =>
	[...lines].sort(
		(a, b) =>
			PLAN_SECTIONS.indexOf(a.section) - PLAN_SECTIONS.indexOf(b.section) ||
			(a.about < b.about ? -1 : a.about > b.about ? 1 : 0),
	);
