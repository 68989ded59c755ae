import * as z from "zod";
import { DealEvent } from "../events/catalogue.ts";
import { assertNever } from "../vocabulary/invariant.ts";
import type { EventView } from "./deal.ts";

/** What is counted. Each happens once, to one deal, on one day, and is one agent's, one person's or nobody's. */
export const USAGE_METRICS = [
	"signals",
	"runs",
	"steps",
	"tokens",
	"costMicros",
	"approvalsDecided",
	"mailsSent",
] as const;
export type UsageMetric = (typeof USAGE_METRICS)[number];
export const UsageAmounts = z.strictObject({
	signals: z.int(),
	runs: z.int(),
	steps: z.int(),
	tokens: z.int(),
	costMicros: z.int(),
	approvalsDecided: z.int(),
	mailsSent: z.int(),
});
export type UsageAmounts = z.infer<typeof UsageAmounts>;
export const NO_USAGE: UsageAmounts = {
	signals: 0,
	runs: 0,
	steps: 0,
	tokens: 0,
	costMicros: 0,
	approvalsDecided: 0,
	mailsSent: 0,
};

export const USAGE_DIMENSIONS = ["account", "deal", "agent", "user", "day"] as const;
export type UsageDimension = (typeof USAGE_DIMENSIONS)[number];

/** `day` is UTC. `agent` and `person` are empty where it was nobody's. */
export type UsageRow = {
	readonly day: string;
	readonly agent: string;
	readonly person: string;
	readonly metric: UsageMetric;
	readonly amount: number;
};

/** What a reader of the log remembers: whose a mail that is on its way is. Only what is open. */
export const UsagePending = z.strictObject({
	/** By approval: who drafted it, and who approved it. */
	drafts: z.record(z.string(), z.strictObject({ agent: z.string(), person: z.string() })),
	/** By effect. */
	mails: z.record(z.string(), z.strictObject({ agent: z.string(), person: z.string() })),
	/** Of a fork, whose log begins with another deal's: what stands before its mark is that deal's. */
	isCopied: z.boolean(),
});
export type UsagePending = z.infer<typeof UsagePending>;
export const usagePending = ({ isFork }: { isFork: boolean }): UsagePending => ({
	drafts: {},
	mails: {},
	isCopied: isFork,
});

/** S1-12: what these events of one deal used, and what is pending after them. The same log gives the same sums, however it is cut. */
export function readUsage(
	before: UsagePending,
	events: readonly Pick<EventView, "at" | "event">[],
): { pending: UsagePending; rows: readonly UsageRow[] } {
	const pending = { ...before, drafts: { ...before.drafts }, mails: { ...before.mails } };
	const rows: UsageRow[] = [];
	for (const view of events) {
		const event = DealEvent.parse(view.event);
		if (!pending.isCopied) rows.push(...usedBy(event, pending).map((row) => ({ day: view.at.slice(0, 10), ...row })));
		if (event.type === "deal.forked") pending.isCopied = false;
		remember(event, pending);
	}
	return { pending, rows: summed(rows) };
}

const NOBODY = { agent: "", person: "" } as const;

function usedBy(event: DealEvent, { mails }: UsagePending): readonly Omit<UsageRow, "day">[] {
	switch (event.type) {
		case "conversation.signal-received":
			return [{ ...NOBODY, metric: "signals", amount: 1 }];
		case "deal.run-requested": {
			const { trigger } = event;
			const person = trigger.type === "click" || trigger.type === "retry" ? trigger.by : "";
			return [{ ...NOBODY, person, metric: "runs", amount: 1 }];
		}
		case "deal.step-settled": {
			const of = { ...NOBODY, agent: event.skill };
			return [
				{ ...of, metric: "steps", amount: 1 },
				{ ...of, metric: "tokens", amount: event.tokens.prompt + event.tokens.output },
				{ ...of, metric: "costMicros", amount: event.costMicros },
			];
		}
		case "deal.approval-decided":
			return event.by.type === "human" && (event.decision === "approved" || event.decision === "rejected")
				? [{ ...NOBODY, person: event.by.user, metric: "approvalsDecided", amount: 1 }]
				: [];
		case "deal.effect-settled":
			return event.outcome === "sent" ? [{ ...(mails[event.key] ?? NOBODY), metric: "mailsSent", amount: 1 }] : [];
		case "deal.opened":
		case "deal.run-started":
		case "deal.handoff-recorded":
		case "deal.proposal-refused":
		case "deal.fact-learned":
		case "deal.stage-changed":
		case "deal.approval-requested":
		case "deal.approval-edited":
		case "deal.effect-queued":
		case "deal.effect-held":
		case "deal.flag-raised":
		case "deal.flag-cleared":
		case "deal.automation-changed":
		case "deal.run-settled":
		case "deal.budget-refused":
		case "deal.crm-changed":
		case "deal.coaching-noted":
		case "deal.forked":
		case "deal.rep-assigned":
		case "deal.contact-erased":
		case "deal.fact-judged":
		case "deal.feedback-given":
			return [];
		default:
			return assertNever(event);
	}
}

function remember(event: DealEvent, { drafts, mails }: UsagePending): void {
	switch (event.type) {
		case "deal.approval-requested":
			if (event.action.type !== "send-email") return;
			drafts[event.approval] = { ...NOBODY, agent: event.by.type === "agent" ? event.by.skill : "" };
			return;
		case "deal.approval-decided": {
			const draft = drafts[event.approval];
			if (draft && event.decision === "approved")
				drafts[event.approval] = { ...draft, person: event.by.type === "human" ? event.by.user : "" };
			else delete drafts[event.approval];
			return;
		}
		case "deal.effect-queued":
			mails[event.key] = drafts[event.approval] ?? NOBODY;
			delete drafts[event.approval];
			return;
		case "deal.effect-settled":
			delete mails[event.key];
			return;
		case "deal.opened":
		case "conversation.signal-received":
		case "deal.run-requested":
		case "deal.run-started":
		case "deal.step-settled":
		case "deal.handoff-recorded":
		case "deal.proposal-refused":
		case "deal.fact-learned":
		case "deal.stage-changed":
		case "deal.approval-edited":
		case "deal.effect-held":
		case "deal.flag-raised":
		case "deal.flag-cleared":
		case "deal.automation-changed":
		case "deal.run-settled":
		case "deal.budget-refused":
		case "deal.crm-changed":
		case "deal.coaching-noted":
		case "deal.forked":
		case "deal.rep-assigned":
		case "deal.contact-erased":
		case "deal.fact-judged":
		case "deal.feedback-given":
			return;
		default:
			assertNever(event);
	}
}

function summed(rows: readonly UsageRow[]): readonly UsageRow[] {
	const sums = new Map<string, UsageRow>();
	for (const row of rows) {
		if (row.amount === 0) continue;
		const key = [row.day, row.agent, row.person, row.metric].join("\u001f");
		sums.set(key, { ...row, amount: row.amount + (sums.get(key)?.amount ?? 0) });
	}
	return [...sums.values()];
}
