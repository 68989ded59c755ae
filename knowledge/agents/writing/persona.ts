import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { nameKey } from "#knowledge/core/facts/person-name.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";
import { NORMS, type Rank, type Reader } from "./norms.ts";

/** [S2-19] Who a draft is laid out for. */
export const readerOf = (input: SkillInput, contact: DealContact): Reader => ({
	rank: rankOf(input, contact),
	stage: input.deal.stage,
	region: input.deal.region,
});

/** The title of their own signature, else the one that somebody named. */
function rankOf(input: SkillInput, contact: DealContact): Rank {
	const named = input.facts
		.filter((fact) => fact.key === "discovery.stakeholder" && fact.state !== "contradicted")
		.flatMap((fact) => readStakeholder(fact.value ?? "") ?? [])
		.find((each) => nameKey(each.name) === nameKey(contact.name));
	return rankOfTitle(contact.title ?? named?.title ?? null);
}

/** A title that names no rank is an expert's; none at all counts as `NORMS.withoutTitle`. */
export function rankOfTitle(title: string | null): Rank {
	const written = (title ?? "").slice(0, TITLE_CHARS_MAX);
	if (!/\p{L}/u.test(written)) return NORMS.withoutTitle;
	return TITLES.find(([, pattern]) => pattern.test(written))?.[0] ?? "individual contributor";
}
/** A longer title is no title. */
const TITLE_CHARS_MAX = 200;

/** In order, for titles hold one another: an assistant to the president, a vice president, a business partner, a head of a team. */
const TITLES: readonly (readonly [Rank, RegExp])[] = [
	[
		"individual contributor",
		/\b(?:assistants?|secretary|(?:to|office of) the (?:ceo|cfo|coo|cto|cio|president|board|director)|assistenz|(?:business|hr|delivery|implementation|technology) partner)\b/i,
	],
	[
		"executive",
		/\b(?:[esa]?vp|(?:senior |executive |assistant )?vice[ -]president|vice[ -]chair\w{0,6}|deputy (?:ceo|cfo|coo|cto|cio))\b/i,
	],
	[
		"c-suite",
		/\b(?:c(?:ai|c|d|e|f|h|hr|i|is|l|m|o|p|pr|r|s|t|x)o|chief\b.{2,40}\bofficer|chief (?:executive|of staff)|founder|co-?founder|(?<!product |process |system |service |data |risk )(?:co-?)?owner|president|managing (?:director|partner)|(?:senior |general |equity |founding )?partner(?! (?:manager|lead|success|sales|marketing|development))|md|gesch[aä]ftsf[uü]hrer(?:in)?|inhaber(?:in)?|propri[eé]taire|pdg|g[eé]rante?|director general|directeur g[eé]n[eé]ral|amministratore delegato|vorstand|chair(?:man|woman|person)?)\b/iu,
	],
	["manager", /\bhead (?:of|for) (?:the|a|an|our|my)? ?(?:[\w-]+ ){0,3}(?:team|shift|crew|squad)\b|\bteam head\b/i],
	[
		"executive",
		/(?<!\p{L})(?:director|directora|direktor(?:in)?|directeur|directrice|direttore|direttrice|head of|(?:abteilungs|bereichs)leiter(?:in)?|head(?=$|,| - )|controller|dean)(?!\p{L})/iu,
	],
	[
		"manager",
		/(?<!\p{L})(?:manager|managerin|lead|leader|supervisor|superintendent|foreman|forewoman|scrum master|gerente|(?:team)?leiter(?:in)?|responsable|chef d['’][ée]quipe)(?!\p{L})/iu,
	],
];
