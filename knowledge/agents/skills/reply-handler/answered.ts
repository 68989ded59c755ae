import { matcherOf } from "#knowledge/agents/writing/match.ts";
import type { Subject } from "#knowledge/agents/writing/subjects.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";

/** What the catalogue says to a question, to the letter; `null` where it is not sure. */
export type Lookup = (question: string, subject: Subject | null) => string | null;

/** Reads the catalogue once for a mail. */
export function lookupOf(input: SkillInput): Lookup {
	const matched = matcherOf(input.catalogue);
	const { offerings, competitors } = input.catalogue;
	const kept = [
		...offerings.flatMap((each) => each.capabilities.map(({ says }) => says)),
		...competitors.flatMap((each) => each.ours),
	];
	return (question, subject) => {
		// Money and terms are no matter of what a product does.
		if (subject && NOT_OURS.has(subject.side)) return subject.name === SIZE ? sizeAnswer(input, matched) : null;
		if (subject?.name === START) return kept.find((each) => /\bstart\b[^.]*\bweeks\b/i.test(each)) ?? null;
		const match = matched(question);
		if (!match || match.type === "uncovered") return null;
		const says = match.type === "fit" ? match.capability.says : `${match.offering.name}: ${match.says}`;
		// A system that they name and our sentence does not is a question about that system.
		if (subject?.name === LINK && namesSystem(question, `${says} ${input.sender.organisation}`)) return null;
		return says;
	};
}

const NOT_OURS: ReadonlySet<string> = new Set(["commercial", "legal", "reference"]);
const SIZE = "customers of your size";
const START = "the time it takes to get going";
const LINK = "the integration";

/** Whom the offering that fits their mail best is made for. */
function sizeAnswer(input: SkillInput, matched: ReturnType<typeof matcherOf>): string | null {
	const counts = new Map<string, number>();
	for (const { value, key } of input.facts) {
		if (key !== "bant.need" && key !== "discovery.requirement" && key !== "meddic.pain") continue;
		const match = matched(value ?? "");
		if (match?.type === "fit") counts.set(match.offering.id, (counts.get(match.offering.id) ?? 0) + 1);
	}
	const [best] = [...counts].sort((a, b) => b[1] - a[1]);
	const offering = input.catalogue.offerings.find((each) => each.id === best?.[0]);
	return offering ? `${offering.name}: ${offering.summary}` : null;
}

function namesSystem(question: string, says: string): boolean {
	const known = says.toLowerCase();
	return [...question.matchAll(/(?<=[\p{Ll},(] ?)\p{Lu}[\p{L}\d]{2,}/gu)].some(([name]) => !known.includes(name.toLowerCase()));
}

/** What may be said beside a rival that the mail names, and compares us with. */
export function besideRival(input: SkillInput, mail: string): string | null {
	if (!COMPARES.test(mail)) return null;
	const today = isoOf(dayOf(input.now));
	const rival = input.catalogue.competitors.find(
		(each) => each.expires >= today && [each.name, ...each.aliases].some((name) => mail.includes(name)),
	);
	return rival ? `Beside ${rival.name}, this is what I can say for us: ${rival.ours.slice(0, 2).join(" ")}` : null;
}
const COMPARES =
	/\b(?:compar\w{1,6}|why (?:not|should|you)|next to each other|side by side|columns?|on the (?:desk|table)|instead|cheaper|difference)\b/i;
