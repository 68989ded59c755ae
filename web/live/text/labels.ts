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
	"discovery.requirement": "Requirement",
	"discovery.stakeholder": "Has a say",
	"discovery.competitor": "Competitor",
	"strategy.fit": "We cover",
	"strategy.gap": "We lack",
	"strategy.position": "We say",
};
export const factName = (key: string): string => FACTS[key] ?? sentence(words(key.slice(key.indexOf(".") + 1)));

export type FactGroup = { readonly name: string; readonly keys: readonly string[] };
export const FACT_GROUPS: readonly FactGroup[] = [
	{ name: "Money and time", keys: ["bant.budget", "bant.timeline", "meddic.metrics"] },
	{
		name: "Needs and requirements",
		keys: ["bant.need", "meddic.pain", "discovery.requirement", "meddic.decision-criteria"],
	},
	{ name: "Fit and gaps", keys: ["strategy.fit", "strategy.gap", "strategy.position", "discovery.competitor"] },
	{
		name: "People",
		keys: [
			"bant.authority",
			"meddic.economic-buyer",
			"meddic.champion",
			"meddic.decision-process",
			"discovery.stakeholder",
		],
	},
	{
		name: "Conversation",
		keys: ["conversation.ask", "conversation.promise", "conversation.objection", "conversation.date"],
	},
];

const SIGNALS: Record<string, string> = {
	email: "Mail",
	note: "Note",
	meeting: "Meeting notes",
	call: "Call notes",
	crm: "CRM change",
	chat: "Chat",
	transcript: "Transcript",
	calendar: "Calendar entry",
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
	"on-hand-off": "only when another hands over",
	"nothing-of-ours": "we wrote nothing new",
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
	"draft-withdrawn":
		"A mail was withdrawn, because somebody on it was erased; whoever else it was for has no answer yet",
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
	rehearsed: "Rehearsed",
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
		case "rehearsed":
			return "Nothing left: this is a sandbox copy.";
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

const FIELDS: Record<string, string> = {
	"close-date": "Closes",
	"next-step": "Next step",
	"next-step-due": "Next step due",
	"lost-reason": "Lost because",
	"current-system": "Uses today",
};
export const fieldName = (field: string): string => FIELDS[field] ?? sentence(words(field));

const ROLES: Record<string, string> = {
	decides: "Decides",
	"signs-off": "Signs off",
	champions: "Champion",
	influences: "Influences",
	uses: "Uses it",
	blocks: "Blocks",
	unknown: "Role not known",
};
export const roleName = (role: string): string => ROLES[role] ?? sentence(words(role));

const STANCES: Record<string, string> = {
	for: "For us",
	neutral: "Neutral",
	against: "Against us",
	unknown: "Not known",
};
export const stanceName = (stance: string): string => STANCES[stance] ?? sentence(words(stance));

const TOPICS: Record<string, string> = { "well-done": "Well done", "next-step": "Next step", "follow-up": "Follow-up" };
export const topicName = (topic: string): string => TOPICS[topic] ?? sentence(words(topic));

/** «Send the list | us | - | 2026-09-21»: whose it is to do, whoever asked for it. */
const SIDES: Record<string, string> = { us: "for us to do", them: "for them to do" };
const COMMITMENT_DAY = /^(?:-|\d{4}-\d\d-\d\d)$/;

/** Facts about a subject are kept in parts, «Jonas Petrie | CFO | signs-off | against»; people read them as words. */
export function valueText(value: string): string {
	if (!value.includes(" | ")) return value;
	const [what, side = "", who, due = "", ...more] = value.split(" | ").map((part) => part.trim());
	if (Object.hasOwn(SIDES, side) && more.length === 0 && COMMITMENT_DAY.test(due)) {
		const by =
			due === "-"
				? []
				: [`by ${new Date(due).toLocaleDateString(undefined, { dateStyle: "medium", timeZone: "UTC" })}`];
		return [what, who === "-" ? SIDES[side] : who, ...by].join(" · ");
	}
	const parts = value
		.split(" | ")
		.map((part) => part.trim())
		.filter((part) => part !== "-" && part !== "" && part !== "unknown");
	return parts.map((part, i) => (i === 0 ? part : (ROLES[part] ?? STANCES[part] ?? part))).join(" · ");
}
