import type { EventView } from "#knowledge/core/contract/deal.ts";
import type { IconName } from "../parts/icon.tsx";
import {
	actionName,
	factName,
	fieldName,
	flagName,
	regionName,
	sentence,
	signalName,
	skillName,
	stageName,
	valueText,
	words,
} from "../text/labels.ts";
import { count } from "../text/time.ts";
import { lists, named, number, part, text } from "./read.ts";

export type Tone = "plain" | "ok" | "warn" | "bad" | "agent" | "info";
export type Said = {
	readonly icon: IconName;
	readonly tone: Tone;
	readonly text: string;
	readonly detail: string | null;
};

/** Who is behind the ids that events name. */
export type Names = {
	readonly you: string | null;
	readonly contacts: ReadonlyMap<string, string>;
	/** The last event that a sandbox copy was made of: what came after it happened in the copy alone. */
	readonly forkedAt: number | null;
};

type Say = (entry: EventView, names: Names) => Said;

const said = (icon: IconName, tone: Tone, words: string, detail: string | null = null): Said => ({
	icon,
	tone,
	text: words,
	detail,
});

/** One event as a sentence for people. An event that this page does not know yet is shown by its name. */
export function say(entry: EventView, names: Names): Said {
	const known = Object.hasOwn(SENTENCES, entry.event.type) ? SENTENCES[entry.event.type] : undefined;
	return known ? known(entry, names) : said("dot", "plain", sentence(words(entry.event.type)));
}

const skillOf = (entry: EventView): string => skillName(text(entry.event, "skill") ?? "an agent");
const person = (user: string | null, names: Names): string =>
	user === null ? "Somebody" : user === names.you ? "You" : user;

function by(entry: EventView, names: Names): string {
	const who = part(entry.event, "by");
	if (who.type === "agent") return skillName(text(who, "skill") ?? "an agent");
	if (who.type === "human") return person(text(who, "user"), names);
	return "A rule";
}

function signal(entry: EventView, names: Names): Said {
	const { event } = entry;
	const kind = text(event, "kind") ?? "signal";
	const contact = names.contacts.get(text(event, "contact") ?? "");
	const author = text(event, "author");
	const from = author === "us" ? "from us" : contact ? `from ${contact}` : author === "buyer" ? "from the buyer" : "";
	const empty = event.empty === true ? "There is nothing to read in it." : null;
	return said(
		kind === "email" ? "mail" : "note",
		"info",
		`${signalName(kind)} ${from}`.trim(),
		named(entry, "subject", "record.subject") ?? empty,
	);
}

export function triggerText(trigger: Readonly<Record<string, unknown>>, names: Names): string {
	switch (trigger.type) {
		case "signal":
			return "A signal came in";
		case "tick":
			return "Regular look at the deal";
		case "click":
			return `${person(text(trigger, "by"), names)} ran the pipeline`;
		case "retry":
			return `${person(text(trigger, "by"), names)} ran ${skillName(text(trigger, "skill") ?? "a step")} again`;
		default:
			return "Run";
	}
}

function plan(entry: EventView): Said {
	const stages = lists(entry.event, "stages").map((stage) => stage.map(skillName).join(" + "));
	return said("run", "plain", stages.length === 0 ? "Nobody is needed" : `Plan: ${stages.join(" → ")}`);
}

function step(entry: EventView): Said {
	const skill = skillOf(entry);
	switch (entry.event.outcome) {
		case "failed":
			return said("cross", "bad", `${skill} failed`, sentence(words(text(entry.event, "fault") ?? "")) || null);
		case "discarded":
			return said("again", "warn", `${skill} starts again`, "What it had read changed before it answered.");
		default:
			return said("check", "agent", `${skill} finished`, named(entry, "summary"));
	}
}

function handOff(entry: EventView): Said {
	const { event } = entry;
	const from = skillName(text(event, "from") ?? "an agent");
	const to = skillName(text(event, "to") ?? "another");
	const outcome = text(event, "outcome") ?? "delivered";
	if (outcome === "delivered") return said("arrow", "agent", `${from} handed over to ${to}`, named(entry, "task"));
	const why = {
		"refused-hops": "too many hops",
		"refused-unknown-skill": "no such agent",
		"refused-repeat": "asked before",
	}[outcome];
	return said("block", "warn", `${from} may not hand over to ${to}: ${why ?? words(outcome)}`, named(entry, "task"));
}

function fact(entry: EventView): Said {
	const learned = part(entry.event, "fact");
	const value = named(entry, "fact.value", "value");
	const who = text(entry.event, "skill");
	const label = factName(text(learned, "key") ?? "fact");
	const verb = who === null ? "Settled" : `${skillName(who)} learned`;
	return said("fact", who === null ? "ok" : "agent", `${verb} ${label.toLowerCase()}`, value && valueText(value));
}

const JUDGED: Readonly<Record<string, string>> = {
	validated: "confirmed",
	edited: "corrected",
	contradicted: "contradicted",
};

function judged(entry: EventView, names: Names): Said {
	const { event } = entry;
	const verdict = text(event, "verdict") ?? "";
	const key = named(entry, "fact.key");
	const details = [named(entry, "fact.shown"), named(entry, "reason")].filter(Boolean);
	const what = `${person(text(event, "by"), names)} ${JUDGED[verdict] ?? "judged"} ${key ? factName(key).toLowerCase() : "a fact"}`;
	return said("fact", verdict === "contradicted" ? "warn" : "ok", what, details.join(" · ") || null);
}

function feedback(entry: EventView, names: Names): Said {
	const { event } = entry;
	const who = person(text(event, "by"), names);
	const isAgreed = text(event, "verdict") === "agree";
	const verb = `${isAgreed ? "agree" : "disagree"}${who === "You" ? "" : "s"}`;
	const held = { skipped: "was skipped", refused: "was refused", failed: "failed" }[text(event, "about") ?? ""];
	return said(
		"person",
		isAgreed ? "plain" : "warn",
		`${who} ${verb} that ${skillOf(entry)} ${held ?? "held back"}`,
		named(entry, "note"),
	);
}

/** By this rule whatever was open about somebody was closed when they were erased. */
const ERASED = "contact-erased";

function ruleOf(entry: EventView): string | null {
	const { by: decidedBy } = entry.event;
	return typeof decidedBy === "object" && decidedBy !== null && "rule" in decidedBy ? String(decidedBy.rule) : null;
}

function decided(entry: EventView, names: Names): Said {
	const reason = named(entry, "reason");
	switch (entry.event.decision) {
		case "approved":
			return said("check", "ok", `${by(entry, names)} approved`, reason);
		case "rejected":
			return said("cross", "bad", `${by(entry, names)} rejected`, reason);
		case "replaced":
			if (ruleOf(entry) === ERASED)
				return said("block", "plain", "Closed: it was for, or told of, somebody who was erased");
			return said("again", "plain", "A newer draft took its place", reason);
		case "expired":
			return said("clock", "warn", "Nobody decided in time, so the request was closed", reason);
		default:
			return said("undo", "warn", `${by(entry, names)} took the decision back`, reason);
	}
}

function settled(entry: EventView): Said {
	const code = text(entry.event, "reason");
	const why = code === null ? null : sentence(words(code));
	switch (entry.event.outcome) {
		case "sent":
			return said("send", "ok", "The mail left", named(entry, "reference"));
		case "refused":
			return said("block", "bad", "The provider refused the mail", why);
		case "unknown":
			return said("help", "warn", "It is not known whether the mail left", why);
		case "rehearsed":
			return said("check", "agent", "Rehearsed: in a sandbox copy no mail leaves");
		case "cancelled":
			if (code === "fork") return said("shield", "agent", "Not on its way any more: nothing leaves a fork");
			if (code === ERASED) return said("block", "plain", "Not sent: it was for, or told of, somebody who was erased");
			return said("undo", "warn", "The mail was taken back before it left", code === "undone" ? null : why);
		default:
			return said("cross", "bad", "The mail could not be sent", why);
	}
}

function ended(entry: EventView): Said {
	switch (entry.event.outcome) {
		case "done":
			return said("check", "ok", "Run finished");
		case "abandoned":
			return said("cross", "bad", "Run given up", "It broke again and again.");
		case "partial":
			return said("flag", "warn", "Run finished in part", "A step failed; the others went on.");
		default:
			return said("dot", "plain", "Run skipped");
	}
}

function budget(entry: EventView): Said {
	const { event } = entry;
	const unit = event.limit === "deal-cost" ? "millionths of a dollar" : "tokens";
	const numbers = `Asked ${count(number(event, "asked") ?? 0)} ${unit}, ${count(number(event, "left") ?? 0)} left.`;
	return said("shield", "warn", `${skillOf(entry)} ran into a budget: the rules answered`, numbers);
}

/** A change of the customer record, as before and after. */
function crm(entry: EventView, names: Names): Said {
	const { event } = entry;
	const record = part(event, "record");
	const contact = names.contacts.get(text(record, "contact") ?? "");
	const of =
		record.type === "contact" ? ` of ${contact ?? "a contact"}` : record.type === "company" ? " of the company" : "";
	const what = `${fieldName(text(event, "field") ?? "a field").toLowerCase()}${of}`;
	const isUndo = text(event, "undoes") !== null;
	const [from, to] = [named(entry, "from"), named(entry, "to")];
	const change = `${from ?? "empty"} → ${to ?? "empty"}`;
	const isAgent = part(event, "by").type === "agent";
	if (isUndo) return said("undo", "plain", `${by(entry, names)} took a change back: ${what}`, change);
	return said("edit", isAgent ? "agent" : "plain", `${by(entry, names)} wrote ${what}`, change);
}

const stageChange: Say = (entry, names) => {
	const from = stageName(text(entry.event, "from") ?? "");
	const to = stageName(text(entry.event, "to") ?? "");
	return said("stage", "ok", `${by(entry, names)} moved the deal from ${from} to ${to}`, named(entry, "why"));
};

export const SENTENCES: Readonly<Record<string, Say>> = {
	"deal.opened": (entry) =>
		said(
			"spark",
			"plain",
			"Deal opened",
			[named(entry, "name"), regionName(text(entry.event, "region") ?? "")].filter(Boolean).join(" · "),
		),
	"conversation.signal-received": signal,
	"deal.run-requested": (entry, names) => said("run", "plain", triggerText(part(entry.event, "trigger"), names)),
	"deal.run-started": plan,
	"deal.step-settled": step,
	"deal.handoff-recorded": handOff,
	"deal.proposal-refused": (entry) =>
		said(
			"shield",
			"warn",
			`Refused: ${words(text(entry.event, "proposal") ?? "a proposal")} by ${skillOf(entry)} (rule ${text(entry.event, "rule") ?? "?"})`,
			named(entry, "reason"),
		),
	"deal.fact-learned": fact,
	"deal.stage-changed": stageChange,
	"deal.approval-requested": (entry, names) => {
		const who = by(entry, names);
		const what = actionName(text(part(entry.event, "action"), "type") ?? "").toLowerCase();
		return said("hand", "agent", `${who} ${who === "You" ? "ask" : "asks"} for approval: ${what}`, named(entry, "why"));
	},
	"deal.approval-edited": (entry, names) =>
		said("edit", "plain", `${person(text(entry.event, "by"), names)} edited the draft`),
	"deal.approval-decided": decided,
	"deal.effect-queued": ({ seq }, { forkedAt }) =>
		forkedAt !== null && seq > forkedAt
			? said("shield", "agent", "Mail rehearsed: nothing leaves a fork")
			: said("clock", "info", "Mail in the outbox: it can be taken back until it leaves"),
	"deal.effect-held": (entry) =>
		said("pause", "warn", "Mail held back", sentence(words(text(entry.event, "reason") ?? "")) || null),
	"deal.effect-settled": settled,
	"deal.flag-raised": (entry) =>
		said(
			"flag",
			"warn",
			`Needs a person: ${flagName(text(entry.event, "kind") ?? "").toLowerCase()}`,
			named(entry, "detail"),
		),
	"deal.flag-cleared": (entry, names) => said("check", "plain", `${by(entry, names)} cleared a warning`),
	"deal.automation-changed": (entry, names) =>
		entry.event.state === "paused"
			? said("pause", "warn", `${person(text(entry.event, "by"), names)} paused the crew on this deal`)
			: said("play", "ok", `${person(text(entry.event, "by"), names)} let the crew go on`),
	"deal.rep-assigned": (entry, names) => {
		const rep = person(text(entry.event, "rep"), names);
		return said("person", "plain", `${rep} ${rep === "You" ? "are" : "is"} the rep of this deal from here on`);
	},
	"deal.crm-changed": crm,
	"deal.coaching-noted": (entry) =>
		said("person", "agent", `${skillOf(entry)} has a note for the rep`, named(entry, "note")),
	"deal.contact-erased": (entry, names) =>
		said(
			"block",
			"warn",
			`${person(text(entry.event, "by"), names)} erased one of the buyer's people`,
			"What they wrote and what told of them is no longer kept.",
		),
	"deal.forked": (entry, names) =>
		said(
			"copy",
			"warn",
			`${person(text(entry.event, "by"), names)} opened this sandbox copy: nothing leaves from here on`,
			`Copied after event ${number(entry.event, "at") ?? "?"}.`,
		),
	"deal.fact-judged": judged,
	"deal.feedback-given": feedback,
	"deal.run-settled": ended,
	"deal.budget-refused": budget,
};
