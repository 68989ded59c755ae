import type { Stage } from "../vocabulary/stage.ts";
import type { Power } from "../vocabulary/stakeholder.ts";
import type { ReadFact } from "./fact.ts";
import { isNickname, isSameName, nameKey, sameNameAs } from "./person-name.ts";
import { readStakeholder, type Stakeholder } from "./stakeholder.ts";
import { placeOf } from "./titles.ts";

/** Somebody of the buyer's on the map. */
export type MappedPerson = Stakeholder & {
	/** How much their word weighs, in [0,1], and why, in words for a rep. */
	readonly influence: number;
	readonly why: string;
};

/** Who reports to whom, both by their names on the map. */
export type Reporting = { readonly from: string; readonly to: string };

/** How much of what a deal of this stage should know of its people is known, in [0,1], and what is missing, in words for a rep. */
export type Coverage = { readonly score: number; readonly missing: readonly string[] };

export type PoliticalMap = {
	/** Who weighs most first. */
	readonly people: readonly MappedPerson[];
	readonly reporting: readonly Reporting[];
	readonly coverage: Coverage;
	/** [S2-25] Why the deal hangs on one person; `null`: it does not. */
	readonly alarm: string | null;
};

/** Who is who on the buyer's side, as the facts of a deal say it. */
export function politicalMap(stage: Stage, facts: readonly ReadFact[]): PoliticalMap {
	const known = stakeholdersOf(facts).map(withPower);
	const reporting = reportingOf(known);
	const people = known.map((person) => weighed(person, reporting)).sort(byInfluence);
	return { people, reporting, coverage: coverageOf(stage, known), alarm: singleThread(stage, known) };
}

export const stakeholdersOf = (facts: readonly ReadFact[]): readonly Stakeholder[] =>
	facts.flatMap(({ key, state, value }) =>
		key === "discovery.stakeholder" && state !== "contradicted" && value !== null ? (readStakeholder(value) ?? []) : [],
	);

/** Selling begins with the first stage, and the alarm with the second. */
const ALARMED: readonly Stage[] = ["DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL", "NEGOTIATION"];
const BY_POWER: ReadonlySet<Stage> = new Set(["SOLUTION", "PROPOSAL", "NEGOTIATION"]);

/**
 * [S2-25] The single-thread alarm, with its reason: all that was said came from one person; or, from SOLUTION on, nobody who can
 * say yes or no has spoken or been met. `null` in PROSPECTING and once selling is over.
 */
export function singleThread(stage: Stage, known: readonly Stakeholder[]): string | null {
	if (!ALARMED.includes(stage)) return null;
	const heard = known.filter((person) => person.heard !== "unknown");
	const spoke = apart(heard.filter((person) => person.heard === "spoke"));
	const [only] = spoke;
	if (!only) return "Nobody of the buyer's has written or spoken to us yet.";
	if (spoke.length === 1)
		return `All that the buyer told us came from ${only.name}. If ${only.name} leaves or loses interest, nobody there knows us.`;
	if (!BY_POWER.has(stage) || heard.map(withPower).some(({ power }) => power === "high")) return null;
	const named = known.map(withPower).find(({ power }) => power === "high");
	return named
		? `${named.name} can say yes or no, and nobody of ours has heard from ${named.name}.`
		: "Nobody who has spoken to us can say yes or no, and nobody is known who can.";
}

/** [S2-25] Two lines that may be one human, as «Bill» and «William Hargrove», are one voice. */
function apart(people: readonly Stakeholder[]): readonly Stakeholder[] {
	const voices: Stakeholder[] = [];
	for (const person of [...people].sort((a, b) => b.name.length - a.name.length))
		if (!voices.some(({ name }) => mayBeOne(name, person.name))) voices.push(person);
	return voices;
}
const mayBeOne = (a: string, b: string): boolean => isSameName(a, b) || isNickname(a, b) || isNickname(b, a);

/** Words first, then what somebody does in this deal, then their title. */
function withPower(person: Stakeholder): Stakeholder {
	return person.power === "unknown" ? { ...person, power: presumed(person) } : person;
}

function presumed({ role, title }: Stakeholder): Power {
	// Whoever leads the house, or its money, has that say in whatever part.
	if (isHigh(title)) return "high";
	switch (role) {
		case "decides":
			return "high";
		case "signs-off":
			return "medium";
		case "influences":
			return "medium";
		case "uses":
			return "low";
		default:
			return "unknown";
	}
}

const isHigh = (title: string | null): boolean => {
	const place = placeOf(title);
	return place === "leads" || place === "pays" || (title !== null && CHAIRS.test(title));
};
const CHAIRS = /\bchair(?:man|woman|person)?\b/i;

const WEIGHT: Readonly<Record<Power, number>> = { high: 0.8, medium: 0.5, low: 0.1, unknown: 0.25 };
const FOLLOWED = 0.05;
const FOLLOWED_MAX = 2;
const ACTIVE = 0.1;

function weighed(person: Stakeholder, reporting: readonly Reporting[]): MappedPerson {
	const followers = reporting.filter(({ to }) => to === person.name).length;
	const isActive = person.role === "champions" || person.role === "blocks";
	const influence = WEIGHT[person.power] + FOLLOWED * Math.min(FOLLOWED_MAX, followers) + (isActive ? ACTIVE : 0);
	const why = [
		POWER_WORDS[person.power],
		...(followers > 0 ? [`${followers} of those known ${followers === 1 ? "reports" : "report"} to them`] : []),
		...(person.role === "champions" ? ["works for us"] : []),
		...(person.role === "blocks" ? ["works against us"] : []),
	].join("; ");
	return { ...person, influence: Math.round(influence * 100) / 100, why };
}

const POWER_WORDS: Readonly<Record<Power, string>> = {
	high: "can say yes or no, or holds the money",
	medium: "has to agree, or is listened to",
	low: "has no say",
	unknown: "nothing shows how much their word counts",
};

const byInfluence = (a: MappedPerson, b: MappedPerson): number =>
	b.influence - a.influence || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Edges between people of the map. One that would lead back to where it begins is left out: nobody is their own boss's boss. */
function reportingOf(known: readonly Stakeholder[]): readonly Reporting[] {
	const superior = new Map<string, string>();
	for (const person of [...known].sort((a, b) => (nameKey(a.name) < nameKey(b.name) ? -1 : 1))) {
		if (person.reportsTo === null) continue;
		const isMeant = sameNameAs(person.reportsTo);
		const meant = known.filter((each) => isMeant(each.name));
		const [boss] = meant;
		if (!boss || meant.length > 1 || leadsTo(superior, boss.name, person.name)) continue;
		superior.set(person.name, boss.name);
	}
	return [...superior].map(([from, to]) => ({ from, to }));
}

function leadsTo(superior: ReadonlyMap<string, string>, from: string, to: string): boolean {
	let at: string | undefined = from;
	for (let steps = 0; at !== undefined && steps <= superior.size; steps++) {
		if (at === to) return true;
		at = superior.get(at);
	}
	return false;
}

type Wanted = {
	readonly words: string;
	readonly from: Stage;
	readonly holds: (known: readonly Stakeholder[]) => boolean;
};

const some =
	(holds: (person: Stakeholder) => boolean) =>
	(known: readonly Stakeholder[]): boolean =>
		known.map(withPower).some(holds);
const heard = ({ heard }: Stakeholder): boolean => heard !== "unknown";
const canSay = ({ role, power }: Stakeholder): boolean => role === "decides" || power === "high";

/** What to know of a buyer's people, from which stage on. Each is there or not, so that knowing more never lowers the score. */
const WANTED: readonly Wanted[] = [
	{ from: "PROSPECTING", words: "somebody who speaks to us", holds: some(heard) },
	{
		from: "DISCOVERY",
		words: "a second person who speaks to us",
		holds: (known) => apart(known.filter(heard)).length > 1,
	},
	{ from: "DISCOVERY", words: "who decides", holds: some(({ role }) => role === "decides") },
	{ from: "QUALIFICATION", words: "who signs or releases the money", holds: some(signs) },
	{ from: "QUALIFICATION", words: "who uses it", holds: some(({ role }) => role === "uses") },
	{ from: "QUALIFICATION", words: "a champion", holds: some(({ role }) => role === "champions") },
	{
		from: "SOLUTION",
		words: "a word from somebody who can say yes",
		holds: some((each) => canSay(each) && heard(each)),
	},
	{
		from: "SOLUTION",
		words: "where somebody who can say yes stands",
		holds: some((each) => canSay(each) && each.stance !== "unknown"),
	},
];

/** Who decides may sign as well. */
function signs({ role, power }: Stakeholder): boolean {
	return role === "signs-off" || (role === "decides" && power === "high");
}

const ORDER: readonly Stage[] = ["PROSPECTING", ...ALARMED];

function coverageOf(stage: Stage, known: readonly Stakeholder[]): Coverage {
	const at = ORDER.includes(stage) ? ORDER.indexOf(stage) : ORDER.length;
	const asked = WANTED.filter(({ from }) => ORDER.indexOf(from) <= at);
	const missing = asked.filter(({ holds }) => !holds(known));
	return {
		score: Math.round((100 * (asked.length - missing.length)) / asked.length) / 100,
		missing: missing.map(({ words }) => words),
	};
}
