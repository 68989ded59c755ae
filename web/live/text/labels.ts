import type { By } from "./by.ts";

/** Words for the closed vocabularies. What is not listed is shown as its own words: new members must not break the page. */
export const words = (code: string): string => code.replace(/[-_.]+/g, " ").trim();
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const skillName = (skill: string): string => sentence(words(skill));
export const stageName = (stage: string): string => sentence(words(stage.toLowerCase()));
export const regionName = (region: string): string => (region === "amer" ? "Americas" : region.toUpperCase());

const FACTS: Record<string, string> = {
	"bant.budget": "Budget",
	"bant.authority": "Authority",
	"bant.need": "Need",
	"bant.timeline": "Timeline",
	"meddic.metrics": "Metrics",
	"meddic.economic-buyer": "Economic buyer",
	"meddic.decision-criteria": "Decision criteria",
	"meddic.decision-process": "Decision process",
	"meddic.pain": "Pain",
	"meddic.champion": "Champion",
	"conversation.ask": "They ask",
	"conversation.promise": "Promised",
	"conversation.objection": "Objection",
	"conversation.date": "Date",
};
export const factName = (key: string): string => FACTS[key] ?? sentence(words(key.slice(key.indexOf(".") + 1)));

export type FactGroup = { readonly name: string; readonly prefix: string };
export const FACT_GROUPS: readonly FactGroup[] = [
	{ name: "BANT", prefix: "bant." },
	{ name: "MEDDIC", prefix: "meddic." },
	{ name: "Conversation", prefix: "conversation." },
];

const SIGNALS: Record<string, string> = {
	email: "Mail",
	note: "Note",
	meeting: "Meeting notes",
	call: "Call notes",
	crm: "CRM change",
};
export const signalName = (kind: string): string => SIGNALS[kind] ?? sentence(words(kind));

const SKIPS: Record<string, string> = {
	"agent-paused": "paused",
	"stage-closed": "the deal is closed",
	"not-subscribed": "not its kind of signal",
	"nothing-to-read": "nothing to read",
	"nothing-to-answer": "nothing to answer",
	"not-a-buyers-words": "not a buyer's words",
	"draft-waiting": "a draft is waiting already",
	"not-asked": "not asked",
};
export const skipReason = (why: string): string => SKIPS[why] ?? words(why);

const FLAGS: Record<string, string> = {
	"step-failed": "A step failed",
	"effect-unknown": "It is not known whether a mail left",
	"effect-held": "A mail is held back",
	"effect-failed": "A mail could not be sent",
	"asked-by-agent": "An agent asks for help",
	budget: "A budget is used up",
	"turn-contended": "The deal changed too often to finish a turn",
	"closed-deal-mail": "A buyer wrote to a closed deal",
};
export const flagName = (kind: string): string => FLAGS[kind] ?? sentence(words(kind));

const EFFECTS: Record<string, string> = {
	queued: "Waiting to leave",
	claimed: "Leaving now",
	held: "Held back",
	sent: "Sent",
	refused: "Refused",
	unknown: "Unknown",
	cancelled: "Taken back",
	failed: "Failed",
};
export const effectName = (state: string): string => EFFECTS[state] ?? sentence(words(state));

/** What a person may need to know about an effect in this state; `null` where the state says it all. */
export function effectNote(state: string, reason: string | null): string | null {
	const why = reason === null ? "" : ` (${words(reason)})`;
	switch (state) {
		case "held":
			return `It waits, and is neither lost nor sent${why}.`;
		case "unknown":
			return `The provider may have it: check there before you send it again${why}.`;
		case "refused":
			return `The provider did not take it${why}.`;
		case "failed":
			return `It did not leave${why}.`;
		case "queued":
			return reason === null ? null : `It is tried again by itself${why}.`;
		default:
			return null;
	}
}

const APPROVERS: Record<string, string> = { rep: "the rep", "regional-human": "the regional human" };
export const approverName = (role: string): string => APPROVERS[role] ?? words(role);

const ACTIONS: Record<string, string> = {
	"send-email": "Send mail",
	"move-stage": "Move stage",
	"arbitrate-fact": "Settle a fact",
};
export const actionName = (type: string): string => ACTIONS[type] ?? sentence(words(type));

export function byName(by: By, you: string | null): string {
	if (by.type === "agent") return skillName(by.skill);
	if (by.type === "human") return by.user === you ? "You" : by.user;
	return "A rule";
}
