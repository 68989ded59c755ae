/** Somebody of whom more is known than the one sentence says. */
export type Known = { readonly name: string; readonly title: string | null };

export type Cast = {
	/** Of the buyer's side, with their full names. */
	readonly theirs: readonly Known[];
	/** Names of ours, whole and by word: they are nobody's stakeholders. */
	readonly ours: readonly string[];
	/** Names of vendors and systems, which are nobody's. */
	readonly things: readonly string[];
};

/** Whether a name is that of a vendor or a system. */
export const isThing = (name: string, { things }: Cast): boolean =>
	things.some(
		(each) => each.toLowerCase() === name.toLowerCase() || each.toLowerCase().startsWith(`${name.toLowerCase()} `),
	);

export const isOurs = (name: string, { ours }: Cast): boolean => {
	const said = name.toLowerCase();
	return ours.some((each) => {
		const own = each.toLowerCase();
		return (
			own === said ||
			own.split(/\s+/)[0] === said ||
			(said.includes(" ") && own.split(/\s+/).at(-1) === said) ||
			own.split(/\s+/).at(-1) === said
		);
	});
};

/** The one person of the cast whom a name means: whole, by first name, or by last name. */
export function resolved(name: string, { theirs }: Cast): Known | null {
	const said = name.toLowerCase();
	const fitting = theirs.filter((each) => {
		const full = each.name.toLowerCase();
		return full === said || full.startsWith(`${said} `) || full.endsWith(` ${said}`);
	});
	const names = new Set(fitting.map((each) => each.name.toLowerCase()));
	const longest = fitting.reduce<Known | null>((a, b) => (a && a.name.length >= b.name.length ? a : b), null);
	const exact = fitting.find((each) => each.name.toLowerCase() === said);
	// Two people of one first name: none of them is meant for sure.
	if (names.size > 1 && !(exact && said.includes(" ")) && !onePerson(fitting)) return exact ?? null;
	return longest && { name: longest.name, title: fitting.find((each) => each.title !== null)?.title ?? null };
}

/** "Jonas" and "Jonas Petrie" are one. */
const onePerson = (people: readonly Known[]): boolean => {
	const longest = people.reduce((a, b) => (b.name.length > a.name.length ? b : a)).name.toLowerCase();
	return people.every(
		({ name }) => longest.split(/\s+/).includes(name.toLowerCase()) || longest === name.toLowerCase(),
	);
};
