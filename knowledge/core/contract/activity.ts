import * as z from "zod";
import { DealEvent } from "../events/catalogue.ts";
import type { CrmField } from "../events/crm.ts";
import { By } from "../events/deal.ts";
import type { SignalKind } from "../events/signal.ts";
import { ContactId } from "../vocabulary/ids.ts";
import type { ActivityView } from "./crm.ts";
import type { EventView } from "./deal.ts";

export type Activity = Omit<ActivityView, "name">;
type EventOf<T extends DealEvent["type"]> = Extract<DealEvent, { type: T }>;

/**
 * What a reader of the log has to remember of what it read: an approval is decided, and a mail leaves, without naming
 * again whom it is for. Only what is open: its size does not grow with the log.
 */
export const Pending = z.strictObject({
	asked: z.record(
		z.string(),
		z.strictObject({ about: z.string(), contact: ContactId.nullable(), decidedBy: By.nullable() }),
	),
	mails: z.record(z.string(), z.strictObject({ contact: ContactId.nullable(), by: By.nullable() })),
});
export type Pending = z.infer<typeof Pending>;
export const NOTHING_PENDING: Pending = { asked: {}, mails: {} };

/** [AC1] The activities among these events of one deal, and what is pending after them. The same log gives the same lines. */
export function readActivities(
	before: Pending,
	events: readonly EventView[],
): { pending: Pending; activities: readonly Activity[] } {
	const pending: Pending = { asked: { ...before.asked }, mails: { ...before.mails } };
	const activities = events.flatMap((view): readonly Activity[] => {
		const event = DealEvent.parse(view.event);
		const line = lineOf(event, view, pending);
		remember(event, pending);
		if (!line) return [];
		const run = "run" in event ? event.run : null;
		return [{ seq: view.seq, at: view.at, run, ...line, summary: shortened(line.summary) }];
	});
	return { pending, activities };
}

type Line = Pick<Activity, "kind" | "contact" | "by" | "summary">;

function lineOf(event: DealEvent, { texts }: EventView, pending: Pending): Line | null {
	switch (event.type) {
		case "conversation.signal-received": {
			const subject = texts["record.subject"];
			const what = SIGNALS[event.kind];
			const summary = subject ? `${what}: ${subject}` : what;
			return { kind: "signal-received", contact: event.contact, by: null, summary };
		}
		case "deal.effect-settled":
			return mailLine(event, pending);
		case "deal.stage-changed":
			return {
				kind: "stage-changed",
				contact: null,
				by: event.by,
				summary: `${stageName(event.from)} to ${stageName(event.to)}`,
			};
		case "deal.approval-decided":
			return decisionLine(event, pending, texts.reason ?? null);
		case "deal.crm-changed": {
			const { record, field, by, undoes } = event;
			const contact = record.type === "contact" ? record.contact : null;
			const value = event.to === null ? "emptied" : (texts.to ?? "erased");
			const summary = `${CRM_LABELS[field]}: ${value}${undoes === null ? "" : " (taken back)"}`;
			return { kind: "crm-changed", contact, by, summary };
		}
		case "deal.fact-judged": {
			const key = texts["fact.key"];
			const value = texts["fact.shown"] ?? "erased";
			const because = texts.reason ? ` (${texts.reason})` : "";
			const by = { type: "human", user: event.by } as const;
			const summary = `${key ? factName(key) : "A fact"} ${VERDICTS[event.verdict]}: ${value}${because}`;
			return { kind: "fact-judged", contact: null, by, summary };
		}
		case "deal.coaching-noted": {
			const by = { type: "agent", skill: event.skill } as const;
			return { kind: "coaching-noted", contact: null, by, summary: texts.note ?? "A note that was erased" };
		}
		case "deal.automation-changed": {
			const summary = event.state === "paused" ? "The crew is paused" : "The crew goes on";
			return { kind: "automation-changed", contact: null, by: { type: "human", user: event.by }, summary };
		}
		default:
			return null;
	}
}

function mailLine({ key, outcome, reason }: EventOf<"deal.effect-settled">, pending: Pending): Line | null {
	const { contact = null, by = null } = pending.mails[key] ?? {};
	switch (outcome) {
		case "sent":
			return { kind: "mail-sent", contact, by, summary: "Mail sent" };
		case "cancelled":
			return { kind: "mail-taken-back", contact, by, summary: "Mail taken back before it left" };
		case "unknown":
			return { kind: "mail-failed", contact, by, summary: "Mail that may or may not have arrived" };
		case "refused":
		case "failed":
			return { kind: "mail-failed", contact, by, summary: `Mail that could not be sent${reason ? `: ${reason}` : ""}` };
		// In a fork, which nobody follows.
		case "rehearsed":
			return null;
	}
}

/** A draft that a newer one replaced was nobody's decision, and one that was taken back has its own line. */
function decisionLine(
	{ approval, decision, by }: EventOf<"deal.approval-decided">,
	pending: Pending,
	reason: string | null,
): Line | null {
	if (decision === "replaced" || decision === "undone") return null;
	const { about = "a request", contact = null } = pending.asked[approval] ?? {};
	const because = reason === null ? "" : `: ${reason}`;
	if (about.startsWith(ARBITRATION)) {
		const label = factName(about.slice(ARBITRATION.length));
		const settled = { approved: "the new answer stands", rejected: "what stood stays", expired: "left undecided" };
		return { kind: "fact-arbitrated", contact: null, by, summary: `${label}: ${settled[decision]}${because}` };
	}
	return { kind: "approval-decided", contact, by, summary: `${DECISIONS[decision]} ${about}${because}` };
}

function remember(event: DealEvent, { asked, mails }: Pending): void {
	switch (event.type) {
		case "deal.approval-requested": {
			const { action } = event;
			const contact = action.type === "send-email" ? (action.to[0] ?? null) : null;
			asked[event.approval] = { about: aboutOf(action), contact, decidedBy: null };
			return;
		}
		case "deal.approval-decided": {
			const open = asked[event.approval];
			// An approved mail is still on its way: its effect names the approval once more.
			if (open && event.decision === "approved" && open.about === MAIL)
				asked[event.approval] = { ...open, decidedBy: event.by };
			else delete asked[event.approval];
			return;
		}
		case "deal.effect-queued": {
			const { contact = null, decidedBy = null } = asked[event.approval] ?? {};
			mails[event.key] = { contact, by: decidedBy };
			delete asked[event.approval];
			return;
		}
		case "deal.effect-settled":
			delete mails[event.key];
			return;
		default:
			return;
	}
}

const MAIL = "a mail";
const ARBITRATION = "fact:";

function aboutOf(action: EventOf<"deal.approval-requested">["action"]): string {
	if (action.type === "send-email") return MAIL;
	if (action.type === "move-stage") return `the move to ${stageName(action.to)}`;
	return `${ARBITRATION}${action.key}`;
}

const DECISIONS = { approved: "Approved", rejected: "Rejected", expired: "Nobody decided in time:" } as const;

const VERDICTS = { validated: "confirmed", edited: "corrected", contradicted: "contradicted" } as const;

const SIGNALS: Readonly<Record<SignalKind, string>> = {
	email: "Mail",
	note: "Note",
	meeting: "Meeting notes",
	call: "Call notes",
	crm: "Change in another CRM",
	transcript: "Transcript",
	chat: "Chat",
	calendar: "Calendar",
};

const CRM_LABELS: Readonly<Record<CrmField, string>> = {
	amount: "Amount",
	"close-date": "Close date",
	"next-step": "Next step",
	"next-step-due": "Next step due",
	offering: "Offering",
	competitor: "Competitor",
	"lost-reason": "Reason for the loss",
	name: "Company name",
	"current-system": "Current system",
	size: "Size",
	title: "Title",
	phone: "Phone",
	company: "Company",
	role: "Role",
	stance: "Stance",
};

/** «meddic.economic-buyer» is «Economic buyer» to a reader of lists. */
const factName = (key: string): string => capitalised(key.slice(key.indexOf(".") + 1).replaceAll("-", " "));
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const stageName = (stage: string): string => stage.toLowerCase().replaceAll("_", " ");

/** A line of a list. */
const SUMMARY_CHARS_MAX = 160;
const shortened = (text: string): string => {
	const line = text.replace(/\s+/g, " ").trim();
	const characters = [...line];
	return characters.length <= SUMMARY_CHARS_MAX ? line : `${characters.slice(0, SUMMARY_CHARS_MAX - 1).join("")}…`;
};
