import { readHandoff } from "#knowledge/core/deal/hand-off.ts";
import type { DealEvent } from "#knowledge/core/events/catalogue.ts";
import type { FeedbackAbout, SkipReason } from "#knowledge/core/events/deal.ts";
import type { Lookup } from "#knowledge/core/vocabulary/hash.ts";
import type { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { ruleText } from "./rules.ts";

/** Something that a run did not do. */
export type Why = {
	readonly skill: SkillName;
	readonly about: FeedbackAbout;
	readonly rule: string | null;
	/** What did not happen, in plain words. */
	readonly what: string;
	/** What the rule asks for; `null` where something broke, or there is no such rule any more. */
	readonly asks: string | null;
	/** The words that were refused; `null` where there were none, or they are not kept. */
	readonly text: string | null;
	/** What would have to change. */
	readonly change: string;
};

/** [S2-32] Why, for each thing that a run's own events say it left undone: a skill skipped, a proposal or a hand-off refused, a step failed. */
export function whyOf(log: readonly { readonly event: DealEvent }[], lookup: Lookup): readonly Why[] {
	return log.flatMap(({ event }) => {
		switch (event.type) {
			case "deal.run-started":
				return event.skipped.map(({ skill, why }) => skipped(skill, why));
			case "deal.proposal-refused":
				return [refusedProposal(event, lookup)];
			case "deal.handoff-recorded":
				return event.outcome === "delivered" ? [] : [refusedHandOff(event, lookup)];
			case "deal.step-settled":
				return event.outcome === "failed" ? [failedStep(event)] : [];
			case "deal.budget-refused":
				return [refusedBudget(event)];
			default:
				return [];
		}
	});
}

type EventOf<T extends DealEvent["type"]> = Extract<DealEvent, { type: T }>;
type Said = Pick<Why, "what" | "change"> & { readonly rule: string };

function skipped(skill: SkillName, why: SkipReason): Why {
	const { rule, what, change } = SKIPPED[why];
	return {
		skill,
		about: "skipped",
		rule,
		what: `${nameOf(skill)} was skipped: ${what}`,
		asks: ruleText(rule),
		text: null,
		change,
	};
}

const SKIPPED: Readonly<Record<SkipReason, Said>> = {
	"agent-paused": {
		rule: "RO3",
		what: "it is paused.",
		change: "Let the agent go on; then run the pipeline again.",
	},
	"stage-closed": {
		rule: "RO2",
		what: "the deal is no longer being sold.",
		change: "Move the deal back to a stage of selling, where there is such a move.",
	},
	"not-subscribed": {
		rule: "RO5",
		what: "it does not listen to what woke this run.",
		change: "Something that it listens to has to come in, or a person runs the pipeline.",
	},
	"nothing-to-read": {
		rule: "RO7",
		what: "there were no words to read.",
		change: "A mail, a call or a note with words in it has to come in.",
	},
	"nothing-to-answer": {
		rule: "RO6",
		what: "the buyer's last mail was answered, or there is none.",
		change: "The buyer has to write, or you write by hand.",
	},
	"not-a-buyers-words": {
		rule: "RO7",
		what: "the words are not the buyer's.",
		change: "Words of the buyer's have to come in; if these are theirs, hand them in under their address.",
	},
	"draft-waiting": {
		rule: "RO6",
		what: "a draft waits for a decision already.",
		change: "Approve, edit or reject the draft that waits.",
	},
	"not-asked": {
		rule: "RO4",
		what: "another skill's step was to be tried again, and nothing else.",
		change: "Run the pipeline, which asks everybody.",
	},
	"on-hand-off": {
		rule: "RO7",
		what: "it works when another skill hands it something, and none did.",
		change: "The buyer has to ask for a price, which the reply handler hands on.",
	},
	"nothing-of-ours": {
		rule: "RO7",
		what: "there were no words of ours to look at.",
		change: "Somebody of ours has to speak or write.",
	},
};

function refusedProposal(
	{ skill, proposal, rule, reason, about }: EventOf<"deal.proposal-refused">,
	lookup: Lookup,
): Why {
	const { name, byHand } = PROPOSALS[proposal] ?? { name: "A proposal", byHand: "" };
	const because = lookup(reason);
	return {
		skill,
		about: "refused",
		rule,
		what: `${name} of ${nameOf(skill).toLowerCase()} was refused${because === null ? "." : `: ${because}.`}`,
		asks: ruleText(rule),
		text: about === undefined ? null : lookup(about),
		change: CHANGES[rule] ?? `It has to keep the rule.${byHand === "" ? "" : ` ${byHand}`}`,
	};
}

const PROPOSALS: Readonly<Record<string, { readonly name: string; readonly byHand: string }>> = {
	"learn-fact": {
		name: "A fact",
		byHand: "If you know it, hand it in as a note: what you write down is read like anything else.",
	},
	"draft-email": { name: "A draft", byHand: "Or write the mail yourself: what you write is yours to say." },
	"move-stage": { name: "A move of the stage", byHand: "Or move the deal by hand." },
	"ask-human": { name: "A question to a person", byHand: "" },
	"hand-off": { name: "A hand-off", byHand: "" },
	"update-crm": {
		name: "A change of the customer record",
		byHand: "Or write the field by hand: then no agent writes it again.",
	},
	"coach-rep": { name: "A note to the rep", byHand: "" },
};

const MAY =
	"The skill would have to be made for it: what it may do stands in its definition, and no text changes that.";
const QUOTED =
	"The words have to stand where the claim says, written or said by their author here and not quoted from elsewhere.";

/** Where more can be said than that the rule has to be kept. */
const CHANGES: Readonly<Record<string, string>> = {
	JU1: MAY,
	JU2: MAY,
	JU14: MAY,
	JU3: QUOTED,
	JU4: "Whoever it is for has to be a contact of this deal: have them write, or be named in a mail's headers.",
	JU6: "The field, its value and a quote for it have to fit; or write the field by hand.",
	JU8: "What it names needs a source: the buyer's own words, a fact that stands, or the catalogue. Validate or edit the fact, add it to the catalogue, or edit the draft by hand.",
	JU9: "The price has to be one that the draft offers off the list; or write the mail yourself.",
	JU12: "A discount, a guarantee or terms are a person's to promise: write that mail yourself.",
	JU13: "The line has to say item, number, unit and period as the price list has them.",
	PO2: "A person of the region makes this move by hand.",
	PO3: "There is no such move; take the steps between one by one.",
	PO7: "Move the deal back to a stage of selling, or write the mail yourself.",
	PO8: "Put the price on the list of the region, or its floor below it; or write the mail yourself.",
	PO10: "A person decided this field: whoever did can write it again, and no agent will.",
};

function refusedHandOff({ from, to, outcome, task }: EventOf<"deal.handoff-recorded">, lookup: Lookup): Why {
	const [what, change] = HAND_OFFS[outcome] ?? ["refused", "It has to keep the rule."];
	return {
		skill: from,
		about: "refused",
		rule: "SU3",
		what: `${nameOf(from)} could not hand on to ${nameOf(to).toLowerCase()}: ${what}`,
		asks: ruleText("SU3"),
		text: readHandoff(lookup(task))?.task ?? null,
		change,
	};
}

const HAND_OFFS: Readonly<Record<string, readonly [string, string]>> = {
	"refused-hops": ["the work had been handed on three times.", "Run the pipeline again: it counts anew."],
	"refused-unknown-skill": [
		"there is no such skill, or it was to run anyway.",
		"Nothing, if it ran in this run; else the account has no agent of that name.",
	],
	"refused-repeat": ["it had handed it on to the same one before.", "Run the pipeline again, if it is still needed."],
};

function failedStep({ skill, fault }: EventOf<"deal.step-settled">): Why {
	const [what, change] = FAULTS[fault ?? ""] ?? [
		"it could not finish.",
		"Try the step again; if it fails again, tell whoever runs the platform.",
	];
	return {
		skill,
		about: "failed",
		rule: null,
		what: `${nameOf(skill)} failed: ${what}`,
		asks: null,
		text: null,
		change,
	};
}

const FAULTS: Readonly<Record<string, readonly [string, string]>> = {
	hung: ["it took longer than a step may.", "Try the step again."],
	threw: ["there is a mistake in it.", "Tell whoever runs the platform; until then the others do without it."],
	nonsense: ["what it answered was not of the shape that was asked for.", "Try the step again."],
	"turn-contended": [
		"what it read changed again and again while it was thinking.",
		"Try the step again: it reads what stands now.",
	],
};

const LIMITS = {
	"call-tokens": ["BU1", "what it was to read is more than a call may hold"],
	"run-tokens": ["BU2", "this run had used up what a run may"],
	"deal-cost": ["BU3", "this deal had used up what it may cost"],
} as const;

function refusedBudget({ skill, limit, asked, left }: EventOf<"deal.budget-refused">): Why {
	const [rule, because] = LIMITS[limit];
	return {
		skill,
		about: "refused",
		rule,
		what: `${nameOf(skill)} asked no model and went by its rules alone: ${because} (${asked} tokens asked, ${left} left).`,
		asks: ruleText(rule),
		text: null,
		change: "Nothing has to: the rules did the work. Less to read, or a later run, lets the model be asked again.",
	};
}

/** «reply-handler» is «The reply handler» at the start of a sentence. */
const nameOf = (skill: SkillName): string => `The ${skill.replaceAll("-", " ")}`;
