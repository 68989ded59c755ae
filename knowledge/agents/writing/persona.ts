import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { nameKey } from "#knowledge/core/facts/person-name.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";

/** S2-19: four kinds of reader, by what stands in their title. */
export type Persona = "ic" | "manager" | "executive" | "c-suite";

export type Section = "outcome" | "price" | "answers" | "covers" | "gaps" | "objection" | "rivals" | "day";

/** What a reader is given first, and how much of it. */
export type Manner = {
	readonly order: readonly Section[];
	/** Whether the sum stands in the first lines, before anything else. */
	readonly sumFirst: boolean;
	/** How many sentences on what covers a need. */
	readonly covers: number;
	readonly coversTitle: string;
	/** Price lines with their arithmetic, or what they come to. */
	readonly lines: "arithmetic" | "sums";
};

export const MANNERS: Readonly<Record<Persona, Manner>> = {
	"c-suite": {
		order: ["outcome", "price", "answers", "gaps", "rivals", "objection"],
		sumFirst: true,
		covers: 0,
		coversTitle: "",
		lines: "sums",
	},
	executive: {
		order: ["outcome", "price", "covers", "answers", "gaps", "rivals", "objection", "day"],
		sumFirst: true,
		covers: 1,
		coversTitle: "What it rests on:",
		lines: "sums",
	},
	manager: {
		order: ["answers", "price", "covers", "gaps", "rivals", "objection", "day"],
		sumFirst: false,
		covers: 2,
		coversTitle: "What covers the needs of your team:",
		lines: "arithmetic",
	},
	ic: {
		order: ["answers", "covers", "gaps", "price", "rivals", "objection", "day"],
		sumFirst: false,
		covers: 4,
		coversTitle: "How it works, point by point:",
		lines: "arithmetic",
	},
};

/** The title of their own signature, else the one that somebody named. Who has none is written to as a manager is. */
export function personaOf(input: SkillInput, contact: DealContact): Persona {
	const named = input.facts
		.filter((fact) => fact.key === "discovery.stakeholder" && fact.state !== "contradicted")
		.flatMap((fact) => readStakeholder(fact.value ?? "") ?? [])
		.find((each) => nameKey(each.name) === nameKey(contact.name));
	return personaOfTitle(contact.title ?? named?.title ?? null);
}

export function personaOfTitle(title: string | null): Persona {
	if (title === null || title.trim() === "") return "manager";
	if (ASSISTS.test(title)) return "ic";
	// "Vice President" has a president in it.
	return PERSONAS.find(([, pattern]) => pattern.test(title))?.[0] ?? "ic";
}

const ASSISTS = /\b(?:assistant|secretary|(?:to|office of) the (?:ceo|cfo|coo|cto|cio|president|board))\b/i;
const PERSONAS: readonly (readonly [Persona, RegExp])[] = [
	["executive", /\b(?:[esa]?vp|(?:senior |executive |assistant )?vice[ -]president|vice chair\w*)\b/i],
	[
		"c-suite",
		/\b(?:c[a-z]{1,2}o|ciso|chief\b.{2,40}\bofficer|chief of staff|founder|co-?founder|(?:co-?|business )?owner|president|managing (?:director|partner)|md|gesch[aä]ftsf[uü]hrer(?:in)?|chair(?:man|woman|person)?|chief executive)\b/i,
	],
	["executive", /\b(?:director|head of|general manager|gm|partner|principal|dean|controller)\b/i],
	[
		"manager",
		/\b(?:manager|lead|leader|team ?lead|supervisor|coordinator|superintendent|foreman|head|scrum master)\b/i,
	],
];
