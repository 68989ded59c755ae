import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { plainName } from "#knowledge/core/facts/person-name.ts";
import { readStakeholder, type Stakeholder } from "#knowledge/core/facts/stakeholder.ts";
import { type Cast, isOurs, isPersonName, isThing, type Known } from "#knowledge/core/reasoning/discovery/cast.ts";
import { peopleIn } from "#knowledge/core/reasoning/entities/people.ts";
import { oursIn } from "./ours.ts";

/** Everybody whose full name is known, by the deal or by this very text. */
export function castOf(input: SkillInput, signal: SignalText): Cast {
	const ours = oursIn(input, signal);
	const things = companiesOf(input, signal);
	const speakers = signal.turns.flatMap(({ side, speaker }) => (side === "buyer" && speaker !== "" ? [speaker] : []));
	const signed =
		signal.author === "buyer" && signal.signature?.name
			? [{ name: signal.signature.name, title: jobOf(signal.signature.title, input.deal.name) }]
			: [];
	const theirs = [
		...knownPeople(input),
		...(signal.author === "buyer" ? signal.addressees.map(({ name }) => ({ name, title: null })) : []),
		...signed,
		...[...new Set(speakers)].map((name) => ({ name, title: null })),
	].map(({ name, title }) => ({ name: plainName(name), title }));
	const cast = { theirs: [], ours, things };
	// A contact of two words is somebody, whatever the company is called; of a text's names some are companies.
	const named = namesIn(signal).filter(({ name }) => isPersonName(name) && !isThing(name, cast));
	return { ours, things, theirs: [...theirs, ...named].filter(({ name }) => name !== "" && !isOurs(name, cast)) };
}

/** Of the buyer's people those whom the deal knows. */
export const knownPeople = ({ contacts, facts, deal }: SkillInput): readonly Known[] => [
	...contacts.map(({ name, title }) => ({ name: plainName(name), title: jobOf(title, deal.name) })),
	...facts.flatMap((fact) => {
		const known = stakeholderOf(fact);
		return known ? [{ name: plainName(known.name), title: known.title }] : [];
	}),
];

const PUBLIC_DOMAIN = /^(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|gmx|web|proton|protonmail|aol)$/;

/** Names of companies that take part: the seller's, and those of the deal, of signatures and of addresses. */
export const companiesOf = ({ sender, deal, contacts }: SkillInput, signal: SignalText): readonly string[] =>
	[
		sender.organisation,
		deal.name,
		signal.signature?.company ?? "",
		...contacts.map((each) => each.company ?? ""),
		...contacts.map((each) => domainOf(each.address)),
	].filter((each) => each.trim() !== "");

const domainOf = (address: string): string => {
	const label = address.split("@")[1]?.split(".")[0]?.toLowerCase() ?? "";
	return PUBLIC_DOMAIN.test(label) ? "" : label;
};

/** "Head of Operations, Brightfen Mobile" is the job and then the company. */
export function jobOf(title: string | null, company: string): string | null {
	const at = title?.search(/,\s/) ?? -1;
	if (title === null || at < 3) return title;
	const [first = ""] = company.toLowerCase().split(/\s+/);
	return first !== "" &&
		title
			.slice(at + 2)
			.toLowerCase()
			.startsWith(first)
		? title.slice(0, at)
		: title;
}

const NAMES_MAX = 20;
/** As long as a long mail; in a conversation the speakers are known by name anyway. */
const NAMED_CHARS_MAX = 12_000;

/** Full names that the text itself holds, for where it later says the first one only. */
function namesIn(signal: SignalText): readonly Known[] {
	const found: Known[] = [];
	let left = NAMED_CHARS_MAX;
	for (const span of signal.visible) {
		if (found.length >= NAMES_MAX || left <= 0) break;
		const end = Math.min(span.end, span.start + left);
		left -= end - span.start;
		for (const { name, title } of peopleIn(signal.text.slice(span.start, end))) {
			const plain = plainName(name ?? "");
			if (plain.includes(" ") && !found.some((each) => each.name === plain)) found.push({ name: plain, title });
		}
	}
	return found.slice(0, NAMES_MAX);
}

export const stakeholderOf = (fact: ReadFact): Stakeholder | null =>
	fact.key === "discovery.stakeholder" && fact.state !== "contradicted" && fact.value !== null
		? readStakeholder(fact.value)
		: null;
