/** Words that say nothing of what a text is about, and therefore tie no figure to a thing. */
export const COMMON: ReadonlySet<string> = new Set(
	[
		"a an the this that these those it its there here i me my mine we us our ours you your yours he him his she her hers",
		"they them their theirs who whom whose which what when where why how and or but nor so if then than as of to in on at by",
		"for from with without into about over under up out off per is are was were be been being am do does did done have has",
		"had having will would shall should can could may might must not no yes any some all both each every more most much many",
		"few very just also too only now still yet even ever never please thank thanks dear hi hello best kind regards today",
		"around roughly approximately almost nearly least need needs want wants know let make makes made get gets got take takes",
		"say says said see seen one two three four five six seven eight nine ten while whether because since until after before",
		"between against during through other another same such rather quite like well good sure note noted mentioned wrote write",
		"told named asked ask gave given set put down already currently per-cent percent per cent eur usd gbp chf euro euros",
	].flatMap((line) => line.split(" ")),
);

/** A word without the endings that number, tense and possession give it: «planners'» and «planner» are one. */
export function stemOf(word: string): string {
	const plain = word
		.toLowerCase()
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.replace(/['’]s?$/, "");
	if (plain.length <= 3) return plain;
	if (/ies$/.test(plain)) return `${plain.slice(0, -3)}y`;
	if (/(?:ss|us|is)$/.test(plain)) return plain;
	return plain.replace(/(?:(?<=[sxz]|ch|sh)es|s)$/, "");
}

/** The words of a text that tell something, as stems. */
export const tellingWords = (text: string): readonly string[] =>
	[...text.matchAll(/\p{L}[\p{L}'’-]{1,40}/gu)]
		.map(([word]) => word)
		.filter((word) => !COMMON.has(word.toLowerCase()))
		.map(stemOf);
