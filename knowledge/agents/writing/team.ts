import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { NOTHING } from "./answers.ts";
import type { Standing } from "./next.ts";
import type { Reader } from "./norms.ts";
import { forPeople, type Theirs } from "./theirs.ts";
import type { Answer } from "./topics.ts";

/**
 * [RH45] What an answer means for the team of who manages one: a sentence of the catalogue on what they told, else on the
 * people who work with it; where there is none, that nothing changes for them. No other rank is told.
 */
export function teamPart(
	input: SkillInput,
	of: {
		readonly reader: Reader;
		readonly mail: string;
		readonly told: string;
		readonly standing: Standing;
		readonly theirs: readonly Theirs[];
	},
): Answer {
	if (of.reader.rank !== "manager") return NOTHING;
	const isOpen = of.standing === "answered" || of.standing === "told" || of.standing === "open";
	const [own] = of.theirs.filter(({ says }) => says !== null && !of.told.includes(says));
	if (isOpen && own)
		return { says: `You write that ${own.clause}. For your team it comes to this: ${own.says}`, commits: "" };
	const says = isOpen ? forPeople(input, of.told, of) : null;
	return { says: says === null ? PLAIN[of.standing] : `For your team: ${says}`, commits: "" };
}

const PLAIN: Readonly<Record<Standing, string>> = {
	answered: "For your team nothing changes until you decide on it.",
	open: "Until then nothing changes for your team.",
	meeting: "Whoever of your team should see it is welcome to join.",
	agreed: "Nothing starts for your team before you have seen them.",
	lost: "There is nothing left for your team to do.",
	later: "Until then there is nothing for your team to do.",
	promised: "Nothing more is needed from your team for now.",
	told: "For now this asks nothing of your team.",
};
