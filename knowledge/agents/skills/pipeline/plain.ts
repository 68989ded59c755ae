import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";

/** [PI19] Longer than this is no next step, but a note. */
export const STEP_CHARS_MAX = 110;

/** Whether a sentence may stand as a next step: one plain line, without quotes. */
export const isPlain = (what: string): boolean =>
	what.length <= STEP_CHARS_MAX && !/[«»"“”\n…]|\(and \d+ more\)/.test(what);

/** «Lourens, Pieter» is how directories write Pieter Lourens. */
export const inOrder = (name: string): string => name.trim().replace(/^([^,\s]+(?: [^,\s]+)?), ([^,]+)$/u, "$2 $1");

/** «Jonas Petrie's». */
export const possessive = (name: string): string => (/s$/i.test(name) ? `${name}'` : `${name}'s`);

const wordsOf = (text: string): readonly string[] =>
	text
		.toLowerCase()
		.split(/[^\p{L}]+/u)
		.filter((word) => word.length > 1);

/** The one known person whose name holds these words; else the words themselves. */
export function personNamed({ contacts, facts }: SkillInput, name: string): string {
	const wanted = wordsOf(name);
	const told = facts.flatMap((fact) =>
		fact.key === "discovery.stakeholder" && fact.state !== "contradicted" && fact.value !== null
			? (readStakeholder(fact.value)?.name ?? [])
			: [],
	);
	const names = [...contacts.map((each) => inOrder(each.name)), ...told].filter((known) => {
		const has = wordsOf(known);
		return wanted.length > 0 && wanted.every((word) => has.includes(word));
	});
	const longest = [...new Set(names)].sort((a, b) => b.length - a.length);
	const [best] = longest;
	// Two of that name are nobody in particular.
	const isSure =
		best !== undefined && longest.every((each) => wordsOf(each).every((word) => wordsOf(best).includes(word)));
	return isSure ? best : name;
}

const GREETING =
	/^\s*(?:hi|hello|hola|dear|hey|ciao|hallo|good (?:morning|afternoon|evening)|buen(?:os)? d[ií]as?)\s(?:(mrs?|ms|dr)\.?\s)?(\p{Lu}[\p{L}'’-]{1,30})(?:\s(\p{Lu}[\p{L}'’-]{1,30}))?/iu;
const NOBODY = /^(?:both|all|team|everyone|everybody|there|together|sir|madam|colleagues?|folks|again|and)$/i;

/** Whom a mail of ours greets first. */
function greeted(input: SkillInput): string | null {
	const { signal } = input;
	const [first] = signal?.author === "us" && signal.kind === "email" ? signal.visible : [];
	const match = first && GREETING.exec(signal?.text.slice(first.start, first.start + 90) ?? "");
	const name = match?.[2];
	if (!match || !name || NOBODY.test(name)) return null;
	const known = personNamed(input, name);
	if (known !== name || !match[1]) return known;
	return `${match[1].charAt(0).toUpperCase()}${match[1].slice(1)} ${name}`;
}

/** Whom the next step is with: who wrote, whom we greeted, or the one person there is. */
export function whoOf(input: SkillInput): string {
	const { signal, contacts } = input;
	const writer = contacts.find((contact) => contact.id === signal?.from);
	const [only, other] = contacts;
	return inOrder(nameOf(writer) || greeted(input) || (other ? "" : nameOf(only))) || "the buyer";
}

const nameOf = (contact: DealContact | undefined): string => contact?.name ?? "";
