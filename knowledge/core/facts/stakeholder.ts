import { StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import { plainName } from "./person-name.ts";
import { partsOf, partsText } from "./subject.ts";

export type Stakeholder = {
	readonly name: string;
	readonly title: string | null;
	readonly role: StakeholderRole;
	readonly stance: Stance;
};

/** The value of a `discovery.stakeholder` fact. */
export const stakeholderText = ({ name, title, role, stance }: Stakeholder): string =>
	partsText([name, title ?? "-", role, stance]);

/** `null` where a text is none of ours. */
export function readStakeholder(value: string): Stakeholder | null {
	const [name, title, role, stance] = partsOf(value);
	const parsed = [StakeholderRole.safeParse(role), Stance.safeParse(stance)] as const;
	if (!name || !title || !parsed[0].success || !parsed[1].success) return null;
	return { name, title: title === "-" ? null : title, role: parsed[0].data, stance: parsed[1].data };
}

/** What is newly known wins; what it leaves open stays as it was. */
export const mergeStakeholder = (known: Stakeholder, fresh: Stakeholder): Stakeholder => ({
	name: plainName(fresh.name).length >= plainName(known.name).length ? plainName(fresh.name) : plainName(known.name),
	title: fresh.title ?? known.title,
	role: fresh.role === "unknown" ? known.role : fresh.role,
	stance: fresh.stance === "unknown" ? known.stance : fresh.stance,
});
