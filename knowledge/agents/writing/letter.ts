import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { visibleOf } from "../signal-text.ts";
import { capitalised } from "./speech.ts";

/** How they write to us is how we write to them. */
export type Register = "formal" | "first-name";

/** "Lourens, Pieter" is Pieter Lourens. */
export function nameOf(contact: Pick<DealContact, "name">): string {
	const name = contact.name.trim();
	const [, last, first] = /^([^,]{2,40}),\s*(\p{Lu}[^,]{1,40})$/u.exec(name) ?? [];
	return last && first && !/^(?:inc|ltd|llc|gmbh|plc|phd|mba|jr|sr)\b/i.test(first) ? `${first} ${last}` : name;
}

const GREETING =
	/^\s*(dear|hi|hello|hey|hiya|hola|ciao|bonjour|hallo|good (?:morning|afternoon|evening))\b[ ,]*([^\n,!.:]{0,40}?\.?[^\n,!:]{0,40})?[,!:.]?\s*(?:\n|$)/i;
const TITLED = /^\s*(?:dear |hello |good \w+ )?(?:mr|mrs|ms|miss|dr|prof|sir|madam|sirs)\b/i;

export function registerOf(input: SkillInput): Register {
	const [first = ""] = theirs(input).trimStart().split("\n", 1);
	return first.length <= 80 && TITLED.test(first) ? "formal" : "first-name";
}

/** A person is greeted as they greet us: "Dear Ms Merchant" where their mail shows the title, else by the whole name. */
export function greetingOf(input: SkillInput, contact: DealContact, first: string | null): string {
	const name = nameOf(contact);
	const isPerson = first !== null && /\s/.test(name);
	if (registerOf(input) === "formal" && isPerson) {
		const bare = name.replace(/^(?:mrs?|ms|dr|prof)\.?\s/i, "");
		const last = bare.split(/\s+/).at(-1) ?? bare;
		const title = titleOf(input.signal?.text ?? "", last);
		return title === null ? `Dear ${bare},` : `Dear ${title} ${last},`;
	}
	if (first === null) return "Hello,";
	const [, greeted = ""] = GREETING.exec(theirs(input)) ?? [];
	if (/^dear$/i.test(greeted)) return `Dear ${first},`;
	return /^(?:hello|good)/i.test(greeted) ? `Hello ${first},` : `Hi ${first},`;
}

/** "Ruth Nalwoga (Ms)", or "Mr Lourens". */
function titleOf(text: string, last: string): string | null {
	const at = text.indexOf(last);
	for (let from = at, seen = 0; from >= 0 && seen < 20; from = text.indexOf(last, from + 1), seen++) {
		const before = /\b(mr|mrs|ms|dr)\.?\s(?:\p{Lu}[\p{L}'’-]{1,20}\s)?$/iu.exec(
			text.slice(Math.max(0, from - 30), from),
		)?.[1];
		const after = /^\s\((mr|mrs|ms|dr)\.?\)/i.exec(text.slice(from + last.length, from + last.length + 8))?.[1];
		const title = before ?? after;
		if (title) return capitalised(title.toLowerCase());
	}
	return null;
}

export function signOffOf(input: SkillInput): string {
	const formal = registerOf(input) === "formal";
	const closes = formal
		? /\byours (?:sincerely|faithfully)\b/i.test(theirs(input))
			? "Yours sincerely,"
			: "Kind regards,"
		: "Best regards,";
	return `${closes}\n${input.sender.name}\n${organisationOf(input)}`;
}

/** The tenant's name as it is written, where only its short name is known. */
export function organisationOf({ sender }: Pick<SkillInput, "sender">): string {
	const name = sender.organisation;
	return /^[a-z][a-z0-9 ]*$/.test(name) ? capitalised(name) : name;
}

const theirs = ({ signal }: SkillInput): string => (signal?.author === "buyer" ? visibleOf(signal) : "");
