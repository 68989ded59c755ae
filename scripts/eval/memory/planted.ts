import type { Category } from "#knowledge/core/memory/item.ts";
import type { MemoryKind } from "#knowledge/core/vocabulary/memory.ts";
import type { Rng } from "../generate/random.ts";
import {
	count,
	decided,
	euros,
	law,
	met,
	money,
	PEOPLE,
	person,
	SITES,
	SYSTEMS,
	site,
	someDay,
	system,
	TEAMS,
} from "./world.ts";

/** A fact as it was told, and a question of somebody who wants it back in other words. `{s}` is what it is about, `{v}` what is to be found. */
export type Form = {
	readonly told: string;
	readonly asked: string;
	readonly about: readonly string[];
	readonly value: (rng: Rng) => string;
	readonly kind: MemoryKind;
	readonly categories: readonly Category[];
};

const FORMS: readonly Form[] = [
	{
		told: "The {s} site will go live on {v}, said their project lead.",
		asked: "When do they start at the {s} site?",
		about: SITES,
		value: someDay,
		kind: "goals",
		categories: ["deadlines", "process_changes"],
	},
	{
		told: "For {s} they have set aside {v} this year.",
		asked: "How large is the budget for {s}?",
		about: TEAMS,
		value: euros,
		kind: "decisions",
		categories: money,
	},
	{
		told: "{v} took over as head of {s}.",
		asked: "Who leads {s} these days?",
		about: TEAMS,
		value: person,
		kind: "people",
		categories: decided,
	},
	{
		told: "They use {v} in {s} and are not happy with it.",
		asked: "Which system does {s} work with?",
		about: TEAMS,
		value: system,
		kind: "context",
		categories: met,
	},
	{
		told: "The licence of {s} ends on {v}; they must give notice before.",
		asked: "When does the {s} contract expire?",
		about: SYSTEMS,
		value: someDay,
		kind: "contracts",
		categories: ["deadlines", "routine_reviews"],
	},
	{
		told: "{v} people in {s} would need an account.",
		asked: "How many users are there in {s}?",
		about: TEAMS,
		value: count,
		kind: "context",
		categories: met,
	},
	{
		told: "{s} wants the reports in writing before she signs anything; her deputy is {v}.",
		asked: "Who stands in for {s}?",
		about: PEOPLE,
		value: person,
		kind: "people",
		categories: met,
	},
	{
		told: "They pay {v} a year for {s} at the moment.",
		asked: "What does {s} cost them today?",
		about: SYSTEMS,
		value: euros,
		kind: "contracts",
		categories: money,
	},
	{
		told: "After the audit in {s}, data must stay in the country; the deadline is {v}.",
		asked: "What is the date of the data rule after the {s} audit?",
		about: SITES,
		value: someDay,
		kind: "issues",
		categories: law,
	},
	{
		told: "{s} reports to {v} since the reorganisation.",
		asked: "Who is the boss of {s}?",
		about: PEOPLE,
		value: person,
		kind: "people",
		categories: decided,
	},
	{
		told: "The {s} team loses {v} hours a month on retyping.",
		asked: "How much time does {s} waste?",
		about: TEAMS,
		value: count,
		kind: "issues",
		categories: money,
	},
	{
		told: "{s} will be replaced by {v}, the steering group decided.",
		asked: "What comes after {s}?",
		about: SYSTEMS,
		value: system,
		kind: "decisions",
		categories: decided,
	},
	{
		told: "We promised {s} a reference visit at the {v} plant.",
		asked: "Which plant were we to show {s}?",
		about: PEOPLE,
		value: site,
		kind: "progress",
		categories: met,
	},
	{
		told: "At {s} the works council gave its consent on {v}.",
		asked: "When did the works council of {s} agree?",
		about: SITES,
		value: someDay,
		kind: "decisions",
		categories: law,
	},
	{
		told: "The penalty clause for {s} was capped at {v}.",
		asked: "What is the limit of the penalty for {s}?",
		about: SYSTEMS,
		value: euros,
		kind: "contracts",
		categories: ["key_decisions", "precedents"],
	},
	{
		told: "{s} prefers calls on Thursdays and is on leave until {v}.",
		asked: "Until when is {s} away?",
		about: PEOPLE,
		value: someDay,
		kind: "people",
		categories: ["status_meetings", "minor_updates", "deadlines"],
	},
	{
		told: "In {s} the pilot ran with {v} devices.",
		asked: "How many devices took part in the {s} pilot?",
		about: SITES,
		value: count,
		kind: "progress",
		categories: met,
	},
	{
		told: "The forecast of {s} for next year stands at {v}.",
		asked: "What do they expect {s} to bring next year?",
		about: TEAMS,
		value: euros,
		kind: "goals",
		categories: ["forecasts", "monthly_reviews"],
	},
	{
		told: "{v} is against moving {s} before the summer.",
		asked: "Who opposes the move of {s}?",
		about: TEAMS,
		value: person,
		kind: "people",
		categories: met,
	},
	{
		told: "{s} connects to {v} by a nightly file.",
		asked: "What is {s} linked with?",
		about: SYSTEMS,
		value: system,
		kind: "context",
		categories: met,
	},
	{
		told: "The board meets about {s} on {v}.",
		asked: "On which day does the board talk about {s}?",
		about: TEAMS,
		value: someDay,
		kind: "meetings",
		categories: ["board_presentations", "deadlines"],
	},
	{
		told: "A leak at {s} cost them {v} in spring.",
		asked: "What was the damage of the leak in {s}?",
		about: SITES,
		value: euros,
		kind: "issues",
		categories: ["metrics", "expense_reports"],
	},
	{
		told: "{s} was with us at the fair and brought {v} along.",
		asked: "Whom did {s} bring to the fair?",
		about: PEOPLE,
		value: person,
		kind: "meetings",
		categories: ["status_meetings", "progress_reports"],
	},
	{
		told: "For {s} they insist on {v} days of training.",
		asked: "How long is the training to be for {s}?",
		about: SYSTEMS,
		value: count,
		kind: "context",
		categories: ["minor_updates", "process_changes"],
	},
	{
		told: "{s} moves into the new building of {v}.",
		asked: "Where will {s} sit?",
		about: TEAMS,
		value: site,
		kind: "progress",
		categories: ["process_changes", "progress_reports"],
	},
];

export type Planted = {
	readonly text: string;
	readonly question: string;
	/** Whom or what it is about. */
	readonly subject: string;
	readonly value: string;
	readonly kind: MemoryKind;
	readonly category: Category;
};

/** Each form with each of what it can be about: 500 facts of 25 forms, so that every fact has nineteen others that are worded alike. */
export const plantedFacts = (rng: Rng, forms: readonly Form[] = FORMS): readonly Planted[] =>
	forms.flatMap(({ told, asked, about, value, kind, categories }) =>
		about.map((subject) => {
			let found = value(rng);
			while (subject === found) found = value(rng);
			return {
				text: told.replace("{s}", subject).replace("{v}", found),
				question: asked.replace("{s}", subject),
				subject,
				value: found,
				kind,
				category: rng.pick(categories),
			};
		}),
	);

const FILLERS = [
	"Short call with {p} of {t}; no news, they will come back to us.",
	"Sent the updated slides to {p}. Asked for feedback by the end of the week.",
	"{p} asked for another copy of the security sheet for {t}.",
	"Draft {n} of the statement of work went round {t}; comments are still missing.",
	"Log: sync with {y} finished, {n} records, no errors.",
	"Recalculated the case for {t} with {n} as a base; the sheet is in the folder.",
	"{p} joked about the weather in {c} and moved the catch-up by half an hour.",
	"Weekly status with {t}: on track, next call as planned.",
	"Expense report for the trip to {c} was handed in.",
	"Pulled the usage data of {y} for {t} again, as every week.",
	"{p} thanked us for the minutes and had nothing to add about {y}.",
	"Minor wording change in the appendix about {y}, accepted by {p}.",
];
const FILLER_CATEGORIES: readonly Category[] = [
	"informal_notes",
	"draft_iterations",
	"routine_tasks",
	"system_logs",
	"calculation_steps",
	"data_pulls",
	"status_meetings",
	"progress_reports",
	"minor_updates",
	"routine_reviews",
	"monthly_reviews",
	"expense_reports",
];

/** What fills a day: told like facts, about the same people, teams and systems, and worth little. */
export const filler = (rng: Rng): { readonly text: string; readonly category: Category } => ({
	text: `${rng
		.pick(FILLERS)
		.replace("{p}", rng.pick(PEOPLE))
		.replace("{t}", rng.pick(TEAMS))
		.replace("{y}", rng.pick(SYSTEMS))
		.replace("{c}", rng.pick(SITES))
		.replace(
			"{n}",
			String(rng.int(2, 999)),
		)} ${rng.pick(["It took ten minutes.", "Nothing to do for us.", "Filed.", "They were friendly.", "No decision was needed."])}`,
	category: rng.pick(FILLER_CATEGORIES),
});
