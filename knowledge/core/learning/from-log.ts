import * as z from "zod";
import { DealEvent } from "../events/catalogue.ts";
import { Verdict } from "../events/fact.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { SkillName, UserId } from "../vocabulary/ids.ts";
import { StyleMeasure } from "../vocabulary/style.ts";
import { ActionClass } from "./autonomy.ts";
import type { LearningEvent } from "./learned.ts";

const Claimed = z.strictObject({ skill: SkillName, key: FactKey, confidence: z.number(), verdict: Verdict.nullable() });
const Asked = z.strictObject({
	action: ActionClass,
	clone: UserId,
	isEdited: z.boolean(),
	/** As the crew drafted it, and as its person left it so far. */
	style: z.strictObject({ drafted: StyleMeasure, sent: StyleMeasure }).nullable(),
});

/** What a reader of a log remembers: whose each claim was, and what waits for a decision. Only what is open. */
export const LearningPending = z.strictObject({
	rep: UserId.nullable(),
	claims: z.record(z.string(), Claimed),
	asked: z.record(z.string(), Asked),
	/** Approved of late: what may still be taken back. */
	letGo: z.array(z.strictObject({ approval: z.string(), action: ActionClass, clone: UserId })),
});
export type LearningPending = z.infer<typeof LearningPending>;
export const NO_LEARNING_PENDING: LearningPending = { rep: null, claims: {}, asked: {}, letGo: [] };

/** The window of an undo is seconds; nobody approves more mails of one deal in it. */
const LET_GO_MAX = 20;

/** One thing that was learned from, and the event of the deal that it was. */
export type LearningRow = { readonly at: string; readonly seq: number; readonly event: LearningEvent };

/**
 * What these events of one deal teach, and what is pending after them. The same log teaches the same, however it is cut.
 * Whoever changes their mind is counted once, as they said last.
 */
export function readLearning(
	before: LearningPending,
	events: readonly { readonly seq: number; readonly at: string; readonly event: unknown }[],
): { readonly pending: LearningPending; readonly rows: readonly LearningRow[] } {
	const claims = { ...before.claims };
	const asked = { ...before.asked };
	let { rep, letGo } = before;
	const rows: LearningRow[] = [];
	for (const view of events) {
		const event = DealEvent.parse(view.event);
		const teach = (learned: LearningEvent): void => void rows.push({ at: view.at, seq: view.seq, event: learned });
		if (event.type === "deal.opened" || event.type === "deal.rep-assigned") rep = event.rep;
		else if (event.type === "deal.fact-learned") {
			const { id, key, state, supersedes, confidence, said } = event.fact;
			const had = supersedes ? claims[supersedes] : undefined;
			if (supersedes) delete claims[supersedes];
			if (event.skill !== null && state === "suggested")
				claims[id] = { skill: event.skill, key, confidence: said ?? confidence, verdict: null };
			// A proof more of what a person judged is the same claim, of which they can still say otherwise.
			else if (event.skill !== null && had) claims[id] = had;
		} else if (event.type === "deal.fact-judged") {
			const claim = claims[event.fact];
			if (!claim) continue;
			const { verdict: had, ...of } = claim;
			teach({ type: "fact-judged", ...of, verdict: event.verdict, before: had });
			claims[event.fact] = { ...claim, verdict: event.verdict };
		} else if (event.type === "deal.approval-requested") {
			const action = event.by.type === "agent" ? actionOf(event) : null;
			if (action && rep) asked[event.approval] = { action, clone: rep, isEdited: false, style: null };
		} else if (event.type === "deal.approval-edited") {
			const open = asked[event.approval];
			if (!open) continue;
			const { style } = event;
			const drafted = open.style?.drafted ?? style?.before;
			asked[event.approval] = {
				...open,
				isEdited: true,
				style: style && drafted ? { drafted, sent: style.after } : open.style,
			};
		} else if (event.type === "deal.approval-decided") {
			const { approval, decision } = event;
			const taken = letGo.find((each) => each.approval === approval);
			if (decision === "undone" && taken)
				teach({ type: "action-decided", clone: taken.clone, action: taken.action, outcome: "undone", style: null });
			const open = asked[approval];
			delete asked[approval];
			// What ran out, or was overtaken, was not judged.
			if (!open || event.by.type !== "human") continue;
			const { action, clone, isEdited, style } = open;
			if (decision === "approved") {
				teach({ type: "action-decided", clone, action, outcome: isEdited ? "edited" : "clean", style });
				letGo = [...letGo.filter((each) => each.approval !== approval), { approval, action, clone }].slice(-LET_GO_MAX);
			} else if (decision === "rejected") {
				const outcome = event.serious ? "serious-error" : "rejected";
				teach({ type: "action-decided", clone, action, outcome, style: null });
			}
		}
	}
	return { pending: { rep, claims, asked, letGo }, rows };
}

type Requested = Extract<DealEvent, { type: "deal.approval-requested" }>;

/** Which class of actions an approval is for. What people only arbitrate is no action of a clone. */
function actionOf({ action, offer }: Requested): ActionClass | null {
	if (action.type === "send-email") return offer ? "offer-price" : "answer-mail";
	return action.type === "move-stage" ? "move-stage" : null;
}
