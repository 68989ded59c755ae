import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { matcherOf } from "./match.ts";
import { stemsOf } from "./stems.ts";
import { isAbout, type Subject } from "./subjects.ts";

/** What the catalogue says to a question, to the letter; `null` where it is not sure. */
export type Lookup = (question: string, subject: Subject | null) => string | null;

/** A sentence that may be said, and all the words by which it can be known to fit. */
type Item = { readonly says: string; readonly words: string };

/** [RH27] Reads the catalogue once for a mail. A wrong answer costs more than none: the words have to meet twice. */
export function lookupOf(input: SkillInput): Lookup {
	const matched = matcherOf(input.catalogue);
	const items = itemsOf(input);
	const ours = input.catalogue.competitors.flatMap((each) => each.ours);
	return (question, subject) => {
		if (subject?.name === SIZE) return sizeAnswer(input, matched);
		if (subject?.name === START) return ours.find((each) => /\bstart\b[^.]*\bweeks\b/i.test(each)) ?? null;
		// Money and terms are no matter of what a product does.
		if (subject && NO_PRODUCT.has(subject.side)) return null;
		const match = matched(question);
		const said = match?.type === "fit" ? match.capability.says : match?.type === "limit" ? match.says : null;
		const item = items.find((each) => said !== null && each.says.endsWith(said)) ?? null;
		if (subject === null)
			return item && sharedWith(question, item) >= SHARED_MIN ? item.says : closest(question, items);
		const fits =
			item && isAbout(subject, item.words)
				? [item]
				: items.filter(
						(each) =>
							isAbout(subject, each.words) && (subject.name !== LINK || sharedWith(question, each) >= SHARED_MIN),
					);
		const [only, another] = fits;
		if (!only || another) return null;
		// A system that they name and our sentence does not is a question about that system.
		return subject.name === LINK && namesSystem(question, `${only.says} ${input.sender.organisation}`)
			? null
			: only.says;
	};
}

const NO_PRODUCT: ReadonlySet<string> = new Set(["commercial", "legal", "reference", "delivery"]);
const SIZE = "customers of your size";
const START = "the time it takes to get going";
const LINK = "the integration";
const SHARED_MIN = 2;

/** No phrase of it stands in the question, and yet three of its words do: as long as no other says so, too. */
function closest(question: string, items: readonly Item[]): string | null {
	const [best, next] = items
		.map((item) => ({ says: item.says, shared: sharedWith(question, item) }))
		.sort((a, b) => b.shared - a.shared);
	return best && best.shared > SHARED_MIN && best.shared > (next?.shared ?? 0) ? best.says : null;
}

const itemsOf = ({ catalogue }: SkillInput): readonly Item[] =>
	catalogue.offerings.flatMap((offering) => [
		...offering.capabilities.map(({ says, name, about }) => ({ says, words: [name, says, ...about].join(" | ") })),
		...offering.limits.map(({ says, about }) => ({
			says: says.includes(offering.name) ? says : `${offering.name}: ${says}`,
			words: [says, ...about].join(" | "),
		})),
	]);

function sharedWith(question: string, { words }: Item): number {
	const known = new Set(stemsOf(words));
	return new Set(stemsOf(question).filter((stem) => known.has(stem))).size;
}

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
	if (!offering) return null;
	const { name, summary } = offering;
	return /^\w+s\b/.test(summary)
		? `${name}: ${summary}`
		: `${name} is ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
}

function namesSystem(question: string, says: string): boolean {
	const known = says.toLowerCase();
	return [
		...question.matchAll(/(?:(?<=[\p{Ll},(] )\p{Lu}|^\p{Lu}(?=\p{Ll}+ (?:has|is|only|can)\b))[\p{L}\d]{2,}/gu),
	].some(([name]) => !known.includes(name.toLowerCase()));
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
