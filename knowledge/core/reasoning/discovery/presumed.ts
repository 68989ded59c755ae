import type { Stakeholder } from "../../facts/stakeholder.ts";
import { placeOf } from "../../facts/titles.ts";

/** [DI30] What no words tell of somebody's part, their title or what they do tells, where it does. */
export function presumed(person: Stakeholder): Stakeholder {
	if (person.role !== "unknown") return person;
	const place = placeOf(person.title);
	if (place === "leads") return { ...person, role: "decides" };
	if (place === "pays" || (place === "keeps" && HEADS_MONEY.test(person.title ?? "")))
		return { ...person, role: "signs-off" };
	if (person.heard !== "spoke" || person.stance === "unknown") return person;
	if (person.stance === "for") return { ...person, role: "champions" };
	return { ...person, role: place === "works" ? "uses" : "influences" };
}
/** Who heads the money lets it go; who counts it does not. */
const HEADS_MONEY = /\b(?:head of finance|vp,? finance|chief accountant|bursar|financial controller)\b/i;

/**
 * [DI36] Whoever leads the house and signs decides. Where nobody else is known to decide, whoever has the money does; but not who keeps it
 * by office, as a finance director does for whoever decides.
 */
export function deciding(person: Stakeholder, others: readonly Stakeholder[]): Stakeholder {
	const place = placeOf(person.title);
	if (person.role === "signs-off" && place === "leads") return { ...person, role: "decides" };
	return person.role === "signs-off" &&
		person.power === "high" &&
		place !== "pays" &&
		place !== "keeps" &&
		!others.some(({ role }) => role === "decides")
		? { ...person, role: "decides" }
		: person;
}
