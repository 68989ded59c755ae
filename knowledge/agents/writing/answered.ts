import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offering } from "#knowledge/core/facts/offering.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { buyersText } from "./gate.ts";
import { matcherOf, namedIn } from "./match.ts";
import { stemsOf } from "./stems.ts";
import { isAbout, type Subject } from "./subjects.ts";

/** What the catalogue says to a question; `null` where it is not sure. */
export type Lookup = (question: string, subject: Subject | null) => string | null;

/** A sentence as it stands in the catalogue, as it is said, and all the words by which it can be known to fit. */
type Item = { readonly kept: string; readonly says: string; readonly words: string };

/** [RH27] Reads the catalogue once for a mail. A wrong answer costs more than none: the words have to meet twice. */
export function lookupOf(input: SkillInput): Lookup {
	const matched = matcherOf(input.catalogue);
	const items = itemsOf(input.catalogue.offerings);
	const { whole } = namedIn(buyersText(input.signal), input.catalogue.offerings);
	// Who names a product asks about that one: a likeness of words alone leads to no other.
	const likely = whole.length > 0 ? itemsOf(whole) : items;
	const ours = input.catalogue.competitors.flatMap((each) => each.ours);
	const isArguing = input.deal.stage === "NEGOTIATION";
	const find: Lookup = (question, subject) => {
		if (subject === null && WHAT_IT_DOES.test(question) && whole[0] && whole.length === 1) return whatItIs(whole[0]);
		if (subject?.name === SIZE) return sizeAnswer(input, matched);
		if (subject?.name === START) return ours.find((each) => /\bstart\b[^.]*\bweeks\b/i.test(each)) ?? null;
		// Money and terms are no matter of what a product does.
		if (subject && NO_PRODUCT.has(subject.side)) return null;
		const match = matched(question);
		const said = match?.type === "fit" ? match.capability.says : match?.type === "limit" ? match.says : null;
		const item = items.find((each) => each.kept === said) ?? null;
		if (subject === null)
			return item && sharedWith(question, item) >= SHARED_MIN ? item.says : closest(question, likely);
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
	return (question, subject) => {
		const says = find(question, subject);
		// Late, «you can pay by the month» would be taken for a yes to how they want to pay.
		return says !== null && isArguing && PAYS.test(says) ? null : says;
	};
}
const PAYS = /\b(?:pay|pays|paid|payment|price|free|included|cancel)\b/i;

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

const itemsOf = (offerings: readonly Offering[]): readonly Item[] =>
	offerings.flatMap((offering) => [
		...offering.capabilities.map(({ says, name, about }) => ({
			kept: says,
			says: saidOf(offering, says),
			words: [name, says, ...about].join(" | "),
		})),
		...offering.limits.map(({ says, about }) => ({
			kept: says,
			says: saidOf(offering, says),
			words: [says, ...about].join(" | "),
		})),
	]);

/** "It cannot be installed" means nothing to who has not read the sentence before: the product is named. */
export const saidOf = ({ name }: Pick<Offering, "name">, says: string): string =>
	says.replace(/^It (?=\p{Ll})/u, `${name} `);

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
	return whatItIs(offering);
}

/** An offering in a sentence. */
export function whatItIs({ name, summary }: Offering): string {
	const lower = `${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
	if (lower.includes(name.toLowerCase())) return `What we offer is ${lower}`;
	return /^\w+s\b/.test(summary) ? `${name}: ${summary}` : `${name} is ${lower}`;
}
const WHAT_IT_DOES =
	/\bwhat (?:does|do|can|could|would) (?:it|you|this|that|\p{Lu}\w*(?: \p{Lu}\w*)?) (?:do|offer|bring)\b|\btell (?:me|us) (?:a bit |a little )?more\b|\bhow (?:does|do|can|could|would|might) (?:it|you|this|that|\p{Lu}\w*(?: \p{Lu}\w*)?) help\b/iu;

function namesSystem(question: string, says: string): boolean {
	const known = says.toLowerCase();
	return [
		...question.matchAll(/(?:(?<=[\p{Ll},(] )\p{Lu}|^\p{Lu}(?=\p{Ll}+ (?:has|is|only|can)\b))[\p{L}\d]{2,}/gu),
	].some(([name]) => !known.includes(name.toLowerCase()));
}

/** What may be said beside a rival that the mail names, and compares us with. */
export function besideRival(input: SkillInput, mail: string, sentences: number): string | null {
	if (!COMPARES.test(mail)) return null;
	const today = isoOf(dayOf(input.now));
	const rival = input.catalogue.competitors.find(
		(each) => each.expires >= today && [each.name, ...each.aliases].some((name) => mail.includes(name)),
	);
	return rival
		? `Beside ${rival.name}, this is what I can say for us: ${rival.ours.slice(0, sentences).join(" ")}`
		: null;
}
const COMPARES =
	/\b(?:compar\w{1,6}|why (?:not|should|you)|next to each other|side by side|columns?|on the (?:desk|table)|instead|cheaper|difference|(?:stay|stick|staying|sticking) with|rather than|reasons? (?:why|to|not))\b/i;
