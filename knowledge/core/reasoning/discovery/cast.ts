import { isNickname, isSameName, nameKey, plainName, sameNameAs } from "../../facts/person-name.ts";
import { remembering } from "../../vocabulary/remembered.ts";
import type { StakeholderRole } from "../../vocabulary/stakeholder.ts";

/** Somebody of whom more is known than the one sentence says. */
export type Known = { readonly name: string; readonly title: string | null };

export type Cast = {
	/** Of the buyer's side, with their full names. */
	readonly theirs: readonly Known[];
	/** Names of ours, whole and by word: they are nobody's stakeholders. */
	readonly ours: readonly string[];
	/** Names of vendors, systems and companies, which are nobody's. */
	readonly things: readonly string[];
};

/** The names of one list are looked at for every name of a text. */
const keysOf = (names: readonly string[]): readonly string[] => {
	const had = KEYS.get(names);
	if (had) return had;
	const keys = names.map(nameKey);
	KEYS.set(names, keys);
	return keys;
};
const KEYS = new WeakMap<readonly string[], readonly string[]>();

/** Whether a name is that of a vendor, a system or a company, or a word of one that nobody is called. */
export function isThing(name: string, cast: Cast): boolean {
	const said = nameKey(name);
	const words = said.split(" ");
	return keysOf(cast.things).some((thing) => {
		if (thing === said) return true;
		if (!thing.includes(words[0] ?? "")) return false;
		const own = thing.split(/[\s-]+/);
		return words.every((word) => own.includes(word)) && resolved(name, cast) === null;
	});
}

export const isOurs = (name: string, { ours }: Cast): boolean => {
	const said = nameKey(name);
	return keysOf(ours).some((own) => own === said || own.startsWith(`${said} `) || own.endsWith(` ${said}`));
};

/**
 * Functions, forms of address, and words for companies and authorities: what stands so where a name could stand is none.
 */
const NO_NAME =
	/^(?:off?ice|officers?|head|lead|leader|ing|avv|dott|rag|geom|sig|mr|mrs|ms|dr|prof|herr|frau|mme|managers?|directors?|board|committee|council|team|teams|department|dept|procurement|purchasing|finance|legal|security|compliance|operations|regulatory|marketing|sales|support|billing|charging|controllers?|owners?|founder|president|chair(?:man|woman)?|partners?|ceo|cfo|coo|cto|cio|ciso|cmo|cpo|gm|md|vp|dpo|hr|it|consultants?|lawyers?|counsel|architects?|planners?|dispatchers?|engineers?|technicians?|accountants?|chief|boss|bloke|guy|person|lady|colleagues?|company|group|gruppo|customers?|suppliers?|vendors?|bidders?|commission|authority|regulator|ministry|region|bank|university|mobile|telecom|ltd|limited|gmbh|inc|plc|llc|spa|srl|sas|everyone|everybody|somebody|someone|nobody|anybody|whoever|guests?|organi[sz]er|agenda|regards|subject|invitation|mgr|mngr|dir|asst|snr|exec|for|those|who|whom|that|which|me|us|we|you|they|them|know|don['’]t|doesn['’]t|about|because|from|with|there|what|how|why|where|when|copied|copy|attached|cc|bcc|fwd|introduce|myself|yourself)\.?$/i;

export const isPersonName = remembering((name) => {
	const plain = plainName(name);
	return plain !== "" && plain.split(/\s+/).every((word) => !NO_NAME.test(word));
});

const GROUP_NAME =
	/(?:^|\s)(?:teams?|board|committee|council|management|leadership|trustees|shareholders|directors|procurement|purchasing|legal|finance|it|compliance|security|department|people)$|^board of /i;
const OFFICE_NAME =
	/^(?:c[efot]o|cio|ciso|cmo|cro|cpo|md|fd|gm|dpo|owners?|president|chief .{3,30} officer|data protection officer|(?:lead |chief )?architect|(?:managing|general|finance|financial|operations|technical|commercial|plant|production|it) (?:director|manager)|(?:head|director) of .{3,40})$/i;

/** [DI21] A function without a person is somebody where it is a group, or an office that decides. */
export const isFunctionName = (name: string, role: StakeholderRole): boolean =>
	GROUP_NAME.test(name) || (OFFICE_NAME.test(name) && DECIDING.has(role));
const DECIDING: ReadonlySet<StakeholderRole> = new Set(["decides", "signs-off", "blocks"]);

/** The one person of the cast whom a name means: whole, by first name, or by last name. */
export function resolved(name: string, { theirs }: Cast): Known | null {
	let known = RESOLVED.get(theirs);
	if (known === undefined) {
		known = new Map();
		RESOLVED.set(theirs, known);
	}
	const had = known.get(name);
	if (had !== undefined) return had;
	const found = meantBy(name, theirs);
	known.set(name, found);
	return found;
}
/** A text says the same few names again and again, and several rules ask about each. */
const RESOLVED = new WeakMap<readonly Known[], Map<string, Known | null>>();

function meantBy(name: string, theirs: readonly Known[]): Known | null {
	const said = nameKey(name);
	const isMeant = sameNameAs(name);
	const fitting = theirs.filter((each) => isMeant(each.name));
	if (fitting.length === 0) return byNickname(name, theirs);
	const longest = fitting.reduce<Known | null>((a, b) => (a && a.name.length >= b.name.length ? a : b), null);
	const exact = fitting.find((each) => nameKey(each.name) === said);
	const names = new Set(fitting.map((each) => nameKey(each.name)));
	// "Sarah" and "Kintu" are known, and this names Sarah Kintu.
	if (names.size > 1 && said.includes(" ") && fitting.every((each) => !each.name.includes(" ")))
		return { name: plainName(name), title: fitting.find((each) => each.title !== null)?.title ?? null };
	// Two people of one first name: none of them is meant for sure.
	if (names.size > 1 && !(exact && said.includes(" ")) && !onePerson(fitting)) return exact ?? null;
	return longest && { name: longest.name, title: fitting.find((each) => each.title !== null)?.title ?? null };
}

/** [DI9] "Bill" is William Hargrove where nobody is called Bill, and only one is called William. */
function byNickname(name: string, theirs: readonly Known[]): Known | null {
	const called = theirs.filter((each) => isNickname(name, each.name));
	const [only] = called;
	return only && new Set(called.map((each) => nameKey(each.name))).size === 1
		? { name: only.name, title: called.find((each) => each.title !== null)?.title ?? null }
		: null;
}

/** "Jonas" and "Jonas Petrie" are one. */
const onePerson = (people: readonly Known[]): boolean => {
	const longest = people.reduce((a, b) => (b.name.length > a.name.length ? b : a)).name;
	return people.every(({ name }) => isSameName(name, longest));
};
