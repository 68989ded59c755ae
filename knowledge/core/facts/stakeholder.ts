import { Heard, Power, StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import { isSameName, plainName } from "./person-name.ts";
import { partsOf, partsText } from "./subject.ts";

export type Stakeholder = {
	readonly name: string;
	readonly title: string | null;
	readonly role: StakeholderRole;
	readonly stance: Stance;
	readonly power: Power;
	/** By name, as the text says it. */
	readonly reportsTo: string | null;
	readonly heard: Heard;
};

const NONE = "-";

/**
 * The value of a `discovery.stakeholder` fact: «name | title | role | stance | power | reports-to | heard». Of the last three
 * what is unknown up to the end is left out, so that a value of before reads and writes as it stood.
 */
export function stakeholderText(person: Stakeholder): string {
	const { name, title, role, stance, power, reportsTo, heard } = person;
	const later = [power, reportsTo ?? NONE, heard];
	while (later.length > 0 && (later.at(-1) === "unknown" || later.at(-1) === NONE)) later.pop();
	return partsText([name, title ?? NONE, role, stance, ...later]);
}

/** `null` where a text is none of ours. */
export function readStakeholder(value: string): Stakeholder | null {
	const [name, title, role, stance, power = "unknown", reportsTo = NONE, heard = "unknown"] = partsOf(value);
	const read = {
		role: StakeholderRole.safeParse(role),
		stance: Stance.safeParse(stance),
		power: Power.safeParse(power),
		heard: Heard.safeParse(heard),
	};
	if (!name || !title || !read.role.success || !read.stance.success || !read.power.success || !read.heard.success)
		return null;
	return {
		name,
		title: title === NONE ? null : title,
		role: read.role.data,
		stance: read.stance.data,
		power: read.power.data,
		reportsTo: reportsTo === NONE || reportsTo === "" ? null : reportsTo,
		heard: read.heard.data,
	};
}

/** What is newly known wins; what it leaves open stays as it was. Who has spoken stays somebody who spoke. */
export function mergeStakeholder(known: Stakeholder, fresh: Stakeholder): Stakeholder {
	const name =
		plainName(fresh.name).length >= plainName(known.name).length ? plainName(fresh.name) : plainName(known.name);
	const reportsTo = fresh.reportsTo ?? known.reportsTo;
	return {
		name,
		title: fresh.title ?? known.title,
		role: fresh.role === "unknown" ? known.role : fresh.role,
		stance: fresh.stance === "unknown" ? known.stance : fresh.stance,
		power: fresh.power === "unknown" ? known.power : fresh.power,
		// Nobody reports to themselves: two lines of one person have been put together.
		reportsTo: reportsTo !== null && isSameName(reportsTo, name) ? null : reportsTo,
		heard: HEARD.find((each) => each === known.heard || each === fresh.heard) ?? "unknown",
	};
}

/** What counts most first. */
const HEARD: readonly Heard[] = ["spoke", "met", "unknown"];
