import type { Stakeholder } from "../../facts/stakeholder.ts";

/** [DI30] What no words tell of somebody's part, their title or what they do tells, where it does. */
export function presumed(person: Stakeholder): Stakeholder {
	if (person.role !== "unknown") return person;
	if (person.title !== null && LEADS.test(person.title) && !DEPUTY.test(person.title))
		return { ...person, role: "decides" };
	if (person.title !== null && PAYS.test(person.title) && !DEPUTY.test(person.title))
		return { ...person, role: "signs-off" };
	if (person.heard === "spoke" && person.stance !== "unknown")
		return { ...person, role: person.stance === "for" ? "champions" : "influences" };
	return person;
}
const LEADS =
	/\b(?:ceo|md|chief executive\b|managing (?:director|partner)|general manager|executive director|(?<!vice[ -])president|(?<!product |process |system |data |service |budget )owner|co-?owner|founder|proprietor|sole director|head ?(?:teacher|master|mistress)|principal|captain|rector|mayor)\b/i;
const PAYS =
	/\b(?:cfo|chief financ\w+ officer|finance director|financial director|director of finance|head of finance|vp,? finance|chief accountant|treasurer|bursar|financial controller)\b/i;
const DEPUTY = /\b(?:assistant|secretary|deputy|office of|to the|former|vice|pa)\b/i;
