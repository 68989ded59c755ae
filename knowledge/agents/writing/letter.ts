import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { visibleOf } from "../signal-text.ts";
import { NORMS, type Reader } from "./norms.ts";
import { capitalised } from "./speech.ts";

/** "Lourens, Pieter" is Pieter Lourens. */
export function nameOf(contact: Pick<DealContact, "name">): string {
	const name = contact.name.trim();
	const [, last, first] = /^([^,]{2,40}),\s*(\p{L}[^,]{1,40})$/u.exec(name) ?? [];
	return last && first && !/^(?:inc|ltd|llc|gmbh|plc|phd|mba|jr|sr)\b/i.test(first) ? `${first} ${last}` : name;
}

/** An address or a department in the place of a name is no one to say hello to. */
export function firstNameOf(contact: Pick<DealContact, "name">): string | null {
	const [first = ""] = bareName(contact).split(/\s+/);
	return /^\p{L}[\p{L}'’-]{1,30}$/u.test(first) && !DEPARTMENT.test(first) ? inCase(first) : null;
}
const DEPARTMENT =
	/^(?:info|sales|support|team|office|accounts?|procurement|purchasing|billing|service|contact|admin|reception|noreply)$/i;

const bareName = (contact: Pick<DealContact, "name">): string =>
	nameOf(contact)
		.replace(/^(?:mrs?|ms|miss|dr|prof)\.?\s/i, "")
		.trim();

/** Names that are shouted, or whispered, are written as names are. */
const inCase = (name: string): string =>
	name === name.toLowerCase() || (name.length > 2 && name === name.toUpperCase())
		? name.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase())
		: name;

const GREETING =
	/^\s*(dear|hi|hello|hey|hiya|hola|ciao|bonjour|hallo|good (?:morning|afternoon|evening))\b[ ,]*([^\n,!:]{0,80})[,!:.]?\s*(?:\n|$)/i;
const TITLED =
	/^\s*(?:(?:dear|hello|hi|good \w{3,9}|sehr geehrte[rs]?|ch[eè]re?|estimad[oa]|gentil[ei])[ ,]{1,3})?(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|sirs|herr|frau|se[nñ]or(?:a|ita)?|sr|sra|mme|madame|monsieur|signora?|dott)\b|^\s*[^\n,]{1,40}-san\b/i;

/** How they write to us is how we write to them: by surname or title, or by the first name. */
function isFormal(input: SkillInput): boolean {
	const [first = ""] = theirs(input).trimStart().split("\n", 1);
	if (first.length > GREETING_CHARS_MAX) return false;
	if (TITLED.test(first)) return true;
	const surname = nameOf(input.sender).split(/\s+/).slice(1).at(-1);
	const [, word, named = ""] = GREETING.exec(`${first}\n`) ?? [];
	return word !== undefined && surname !== undefined && named.includes(surname);
}
const GREETING_CHARS_MAX = 80;

/** A person is greeted by a word of their region, as formally as they greet us: "Dear Ms Merchant" where their mail shows the title, else by the whole name. */
export function greetingOf(input: SkillInput, contact: DealContact, reader: Reader, formally = false): string {
	const { greets } = NORMS.regions[reader.region];
	const name = inWords(bareName(contact));
	const first = firstNameOf(contact);
	const formal = formally || isFormal(input);
	const word = (...wanted: readonly string[]): string =>
		wanted.find((each) => greets.includes(each)) ?? greets[0] ?? "Hello";
	if (first === null) return isPersonal(name) ? `${word("Hello")} ${name},` : "Hello,";
	if (formal && /\s/.test(name)) {
		const last = name.split(/\s+/).at(-1) ?? name;
		const title = titleOf(input.signal?.text ?? "", last);
		return `${word("Dear", "Hello")} ${title === null ? name : `${title} ${last}`},`;
	}
	const habit = input.style?.greeting;
	if (habit) return habit === "name" ? `${first},` : `${capitalised(habit)} ${first},`;
	const [, greeted = ""] = GREETING.exec(theirs(input)) ?? [];
	const own = capitalised(greeted.toLowerCase().replace(/^good .*/, "hello"));
	if (own !== "") return `${word(own, "Hello")} ${first},`;
	// Who does not greet at all has chosen nothing: the region's first word for the top, a plain one for others.
	return `${reader.rank === "c-suite" || reader.region !== "emea" ? word() : word("Hello")} ${first},`;
}

const inWords = (name: string): string =>
	name
		.split(/\s+/)
		.map((each) => inCase(each))
		.join(" ");
/** "J. P. Okoro" and a name in another script are names; an address and a department are none. */
const isPersonal = (name: string): boolean =>
	name !== "" && !/[@\d_/]/.test(name) && !name.split(/[\s.-]+/).some((each) => DEPARTMENT.test(each));

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

/** As a person closes by habit. */
const CLOSINGS = { best: "Best regards,\n", kind: "Kind regards,\n", thanks: "Thanks,\n", name: "" } as const;

/** To whom writes formally it is closed formally, whatever its sender's habit. */
export function signOffOf(input: SkillInput, reader: Reader): string {
	const { closes } = NORMS.regions[reader.region];
	const formal = isFormal(input) ? closes.find((each) => /regards/.test(each)) : undefined;
	const habit = input.style?.closing;
	const close = formal || !habit ? `${formal ?? closes[0]},\n` : CLOSINGS[habit];
	return `${close}${input.sender.name}\n${organisationOf(input)}`;
}

/** The tenant's name as it is written, where only its short name is known. */
function organisationOf({ sender }: Pick<SkillInput, "sender">): string {
	const name = sender.organisation;
	return /^[a-z][a-z0-9 ]*$/.test(name) ? capitalised(name) : name;
}

const theirs = ({ signal }: SkillInput): string => (signal?.author === "buyer" ? visibleOf(signal) : "");
