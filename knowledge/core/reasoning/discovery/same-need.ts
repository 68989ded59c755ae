/** Words that say nothing of what is wanted. */
const EMPTY = new Set(
	"a an the our my your their its his her we i you they it this that these those to of for in on at by with from and or be is are was has have had must need needs needed should would can could will able want wants like do does not all any some one as so also just really please there what when where which who how own get see into up out use used using work works working system systems software tool solution product platform support supports nice".split(
		" ",
	),
);

const SYNONYMS: Readonly<Record<string, string>> = {
	sso: "singlesignon",
	saml: "singlesignon",
	api: "interface",
	interfaces: "interface",
	integrate: "connect",
	integration: "connect",
	integrated: "connect",
	connector: "connect",
	connection: "connect",
	connects: "connect",
	talk: "connect",
	talks: "connect",
	sync: "connect",
	europe: "eu",
	european: "eu",
	offline: "nosignal",
	tablets: "tablet",
};

/** What two wordings of one need have in common. */
export const needWords = (value: string): ReadonlySet<string> =>
	new Set(
		value
			.toLowerCase()
			.replace(/single[ -]sign[ -]?on/g, "sso")
			.replace(
				/no (?:signal|reception|network|internet|coverage)|without (?:a )?(?:signal|reception|network|internet)/g,
				"offline",
			)
			.split(/[^\p{L}\p{N}]+/u)
			.filter((word) => word !== "" && !EMPTY.has(word))
			.map((word) => SYNONYMS[word] ?? stem(word)),
	);

/** A crude stem is enough: it only has to be the same for two forms of a word. */
const stem = (word: string): string =>
	word.length > 4 ? word.replace(/(?:ations?|ings?|ies|ed|es|s|e|y)$/, "") : word;

/** Whether two wordings ask for the same thing: most words of the shorter one stand in the longer one. */
export function isSameNeed(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
	const [small, large] = a.size <= b.size ? [a, b] : [b, a];
	if (small.size === 0) return false;
	const shared = [...small].filter((word) => large.has(word)).length;
	if (small.size === 1) return shared === 1 && large.size <= 3;
	return shared / small.size >= 0.67 && shared / large.size >= 0.4;
}
