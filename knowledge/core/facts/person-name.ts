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
	// Most names are plain, and a long text is full of them.
	let name = PLAIN.test(raw)
		? raw
		: raw
				.replace(/\s+/g, " ")
				.replace(/^[\s*_"'’]+|[\s*_"]+$/g, "")
				.replace(ASIDE, "");
	for (let n = 0; n < HONORIFICS_MAX && HONORIFIC.test(name); n++) name = name.replace(HONORIFIC, "");
	return name.includes(",") ? name.replace(TURNED, "$2 $1").trim() : name;
}
const PLAIN = /^\p{L}+(?: \p{L}+){0,3}$/u;

/** Lower case and without accents: "Grainne" is Gráinne. */
export const nameKey = (name: string): string => keyOf(plainName(name));

const keyOf = (plain: string): string =>
	(ASCII.test(plain) ? plain : plain.normalize("NFD").replace(/\p{M}/gu, "")).toLowerCase();
const ASCII = /^[ -~]*$/;

/** Whether two names may be one person's: the same words in any order, one of them alone, or an initial for the first. */
export const isSameName = (a: string, b: string): boolean => sameNameAs(a)(b);

/** The same, of one name and many. */
export function sameNameAs(name: string): (other: string) => boolean {
	const one = plainName(name);
	const left = wordsOf(one);
	return (raw) => {
		// Of most names not a word is in the other.
		if (ASCII.test(raw)) {
			const lower = raw.toLowerCase();
			if (!left.some((word) => word.length > 1 && lower.includes(word))) return false;
		}
		const other = plainName(raw);
		return areOne({ name: one, words: left }, { name: other, words: wordsOf(other) });
	};
}

type Named = { readonly name: string; readonly words: readonly string[] };

function areOne(a: Named, b: Named): boolean {
	const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
	const [only] = short.words;
	if (only === undefined) return false;
	if (short.words.length === long.words.length)
		return short.words.every((word) => long.words.includes(word)) || isInitialled(a.words, b.words);
	if (short.words.length > 1) return short.words[0] === long.words[0] && short.words.at(-1) === long.words.at(-1);
	// A word of a function, such as "security" of "Information security", is nobody's last name.
	return only === long.words[0] || (only === long.words.at(-1) && isPersonal(long.name));
}

const wordsOf = (plain: string): readonly string[] =>
	keyOf(plain)
		.split(/[\s.]+/)
		.filter((word) => word !== "");

const isInitialled = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === 2 && a[1] === b[1] && a[0]?.[0] === b[0]?.[0] && (a[0]?.length === 1 || b[0]?.length === 1);

const PARTICLE = /^(?:van|von|de|der|den|del|della|da|di|du|la|le|al|bin|ten|ter|zu|dos|das|y|e)$/;
const isPersonal = (name: string): boolean =>
	name.split(/[\s]+/).every((word) => /^\p{Lu}/u.test(word) || PARTICLE.test(word));
