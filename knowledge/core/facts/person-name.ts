/** How people are named: with and without forms of address, either word first, by one of their names alone. */

const HONORIFIC =
	/^(?:(?:mrs?|ms|miss|mx|sir|dr|prof|dipl|ing|avv|dott(?:\.?\s?ssa)?|geom|rag|arch|sig(?:\.?\s?(?:ra|na))?|herr|frau|mme|mlle|m|sr|sra|srta|don|doña|lic|ir|mag|eng|rev|hon)\.|(?:mrs?|ms|miss|mx|dr|prof|ing|avv|dott|dottssa|geom|rag|sig|sigra|herr|frau|mme|mlle|sr|sra|srta|señora?|signora?|monsieur|madame|dipl\.?-ing\.?))[\s-]+(?=\p{Lu})/iu;
const ASIDE = /\s*\((?:ms|mrs?|mr|miss|he\/him|she\/her|they\/them|[^()]{1,30})\)\s*$/i;
const PART =
	"\\p{Lu}[\\p{L}.'’-]{0,24}(?:\\s(?:(?:van|von|de|der|den|del|da|di|la|le|al|bin|ten|ter)\\s){0,2}\\p{Lu}[\\p{L}.'’-]{0,24}){0,2}";
/** Outlook writes the last name first. */
const TURNED = new RegExp(
	`^((?:(?:van|von|de|der|den|del|da|di|la|le|al|bin|ten|ter)\\s){0,2}${PART}),\\s(${PART})$`,
	"u",
);
/** As many forms of address as one name carries: "Prof. Dr. Ing.". */
const HONORIFICS_MAX = 3;

/** "Lourens, Pieter", "Ms Kintu" and "Ruth Nalwoga (Ms)" as they would be called: first name first, without address. */
export function plainName(raw: string): string {
	let name = raw
		.replace(/\s+/g, " ")
		.replace(/^[\s*_"'’]+|[\s*_"]+$/g, "")
		.replace(ASIDE, "");
	for (let n = 0; n < HONORIFICS_MAX && HONORIFIC.test(name); n++) name = name.replace(HONORIFIC, "");
	return name.replace(TURNED, "$2 $1").trim();
}

/** Lower case and without accents: "Grainne" is Gráinne. */
export const nameKey = (name: string): string => plainName(name).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether two names may be one person's: the same words in any order, one of them alone, or an initial for the first. */
export function isSameName(a: string, b: string): boolean {
	const [one, other] = [plainName(a), plainName(b)];
	const [left, right] = [wordsOf(one), wordsOf(other)];
	const [short, long] = left.length <= right.length ? [left, right] : [right, left];
	const [only] = short;
	if (only === undefined) return false;
	if (short.length === long.length) return short.every((word) => long.includes(word)) || isInitialled(left, right);
	if (short.length > 1) return short[0] === long[0] && short.at(-1) === long.at(-1);
	// A word of a function, such as "security" of "Information security", is nobody's last name.
	return only === long[0] || (only === long.at(-1) && isPersonal(left.length > right.length ? one : other));
}

const wordsOf = (name: string): readonly string[] =>
	nameKey(name)
		.split(/[\s.]+/)
		.filter((word) => word !== "");

const isInitialled = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === 2 && a[1] === b[1] && a[0]?.[0] === b[0]?.[0] && (a[0]?.length === 1 || b[0]?.length === 1);

const PARTICLE = /^(?:van|von|de|der|den|del|della|da|di|du|la|le|al|bin|ten|ter|zu|dos|das|y|e)$/;
const isPersonal = (name: string): boolean =>
	name.split(/[\s]+/).every((word) => /^\p{Lu}/u.test(word) || PARTICLE.test(word));
