import type { StakeholderView } from "#knowledge/core/contract/deal.ts";

export const STANCE_ORDER = ["for", "neutral", "against", "unknown"] as const;
type Role = StakeholderView["role"];

export type PeopleColumn = {
	readonly name: string;
	/** Said where nobody is known. */
	readonly gap: string;
	/** Without anybody in it the deal is at risk: it is seen as a gap. */
	readonly isNeeded: boolean;
	readonly people: readonly StakeholderView[];
};

const COLUMNS: readonly (Omit<PeopleColumn, "people"> & { readonly roles: readonly Role[] })[] = [
	{ name: "Decides or signs off", roles: ["decides", "signs-off"], gap: "Nobody known yet", isNeeded: true },
	{ name: "Champions us", roles: ["champions"], gap: "No champion yet", isNeeded: true },
	{ name: "Influences or uses", roles: ["influences", "uses"], gap: "Nobody known", isNeeded: false },
	{ name: "Blocks", roles: ["blocks"], gap: "Nobody known", isNeeded: false },
];

const rank = ({ role, stance }: StakeholderView, roles: readonly Role[]): number =>
	roles.indexOf(role) * STANCE_ORDER.length + STANCE_ORDER.indexOf(stance);

const ranked = (people: readonly StakeholderView[], roles: readonly Role[]): readonly StakeholderView[] =>
	people
		.filter((each) => roles.includes(each.role))
		.sort((a, b) => rank(a, roles) - rank(b, roles) || a.name.localeCompare(b.name));

/** Who has the most say stands first; people of whom no role is known stand apart; each stands once. */
export const peopleMap = (
	people: readonly StakeholderView[],
): { readonly columns: readonly PeopleColumn[]; readonly others: readonly StakeholderView[] } => ({
	columns: COLUMNS.map(({ roles, ...column }) => ({ ...column, people: ranked(people, roles) })),
	others: ranked(people, ["unknown"]),
});
