import type { DealContact, SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { stanceAt } from "#knowledge/core/reasoning/modality.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import { oneLine, type Span } from "#knowledge/core/reasoning/span.ts";
import { isInUse, standingFacts } from "./deal-fields.ts";
import { quotesOf, type Reading } from "./reading.ts";
import { standing, type Wanted } from "./record.ts";

const COMPANY = { type: "company" } as const;

/** What signatures and stakeholders say of the buyer's people, and what was said of their company. */
export function peopleFields(input: SkillInput, reading: Reading): readonly Wanted[] {
	const system = knownSystem(input);
	return [
		...fromSignature(input),
		...companyName(input),
		...roles(input),
		...(system ? [system] : []),
		...fromWords(input, reading),
	];
}

function fromSignature({ signal, contacts }: SkillInput): readonly Wanted[] {
	const contact = contacts.find((each) => each.id === signal?.from);
	if (!signal?.signature || signal.author !== "buyer" || !contact) return [];
	const record = { type: "contact", contact: contact.id } as const;
	return (["title", "phone", "company"] as const).flatMap((field) => {
		const evidence = inSignature(signal, field);
		const value = withoutCompany(oneLine(signal.signature?.[field] ?? ""), field, contact.address);
		if (field === "company" && JOB.test(value)) return [];
		return evidence ? [{ record, field, value, why: "From their own signature.", evidence: [evidence] }] : [];
	});
}

/** «Head of Operations, Brightfen Mobile», at brightfen.example: the company is no part of the title. */
function withoutCompany(value: string, field: string, address: string): string {
	const [, title, rest = ""] = field === "title" ? (/^(.{3,}?)(?:,| \|| {2}| @| at)\s(.+)$/.exec(value) ?? []) : [];
	const [label = ""] = domainOf(address).split(".");
	const squeezed = rest.toLowerCase().replace(/[^\p{L}\d]/gu, "");
	return title !== undefined &&
		label.length > 2 &&
		squeezed !== "" &&
		(squeezed.includes(label) || label.includes(squeezed))
		? title
		: value;
}

/** Once there is a name it stays: a consultant's signature is not the customer's. */
function companyName(input: SkillInput): readonly Wanted[] {
	const { signal } = input;
	if (signal?.author !== "buyer" || standing(input, COMPANY, "name") !== undefined || !isAtHome(input)) return [];
	const value = oneLine(signal.signature?.company ?? "");
	const evidence = inSignature(signal, "company");
	return evidence && !JOB.test(value)
		? [{ record: COMPANY, field: "name", value, why: "From a signature.", evidence: [evidence] }]
		: [];
}

/** «Group CFO» below a name is what somebody is, and nobody's company. */
const JOB =
	/^(?:(?:group|chief|deputy|senior|head|vice|managing|general|interim)\b.*)?\b(?:CEO|CFO|COO|CTO|CIO|CISO|VP|officer|director|manager|president|head of .+|engineer|consultant|analyst|architect|controller|assistant|owner|founder|partner)$/i;
const domainOf = (address: string): string => address.slice(address.indexOf("@") + 1).toLowerCase();

/** Whether the writer sits where most of the deal's people sit, and of two as many where the first one does. */
function isAtHome({ signal, contacts }: SkillInput): boolean {
	const own = contacts.find(({ id }) => id === signal?.from);
	if (!own || contacts.length < 2) return true;
	const count = new Map<string, number>();
	for (const { address } of contacts) count.set(domainOf(address), (count.get(domainOf(address)) ?? 0) + 1);
	const most = Math.max(...count.values());
	return domainOf(own.address) === [...count].find(([, n]) => n === most)?.[0];
}

/** Where a part of the signature stands, to the letter. */
function inSignature(signal: SignalText, part: "title" | "phone" | "company"): Evidence | null {
	const { signature, text } = signal;
	const words = signature?.[part] ?? "";
	const start = signature && words !== "" ? text.indexOf(words, signature.start) : -1;
	if (!signature || start < 0 || start + words.length > signature.end) return null;
	return evidenceOf(signal, { start, end: start + words.length });
}

/** Of each person, what was said last, of those facts that name them in full before those that use a first name only. */
function roles({ facts, contacts }: SkillInput): readonly Wanted[] {
	const told = facts.flatMap((fact) => {
		if (fact.key !== "discovery.stakeholder" || fact.state === "contradicted" || fact.value === null) return [];
		const found = readStakeholder(fact.value);
		const contact = found && contactNamed(contacts, found.name);
		const evidence = quotesOf(fact);
		return found && contact && evidence.length > 0 ? [{ found, contact, evidence, at: fact.validFrom }] : [];
	});
	const words = ({ found }: (typeof told)[number]): number => found.name.split(/\s+/).length;
	const sorted = [...told].sort((a, b) => words(b) - words(a) || b.at - a.at);
	return contacts.flatMap(({ id }) =>
		(["role", "stance"] as const).flatMap((field) => {
			const first = sorted.find(({ contact, found }) => contact.id === id && found[field] !== "unknown");
			if (!first) return [];
			const record = { type: "contact", contact: id } as const;
			return [
				{ record, field, value: first.found[field], why: "From what was said of them.", evidence: first.evidence },
			];
		}),
	);
}

/** The one contact whose name holds all the words of the other; two that fit are nobody. */
function contactNamed(contacts: readonly DealContact[], name: string): DealContact | null {
	const words = (text: string) =>
		text
			.toLowerCase()
			.split(/[^\p{L}]+/u)
			.filter((word) => word.length > 1);
	const wanted = words(name);
	const fitting = contacts.filter((contact) => {
		const has = words(contact.name);
		const [few, many] = wanted.length <= has.length ? [wanted, has] : [has, wanted];
		return few.length > 0 && few.every((word) => many.includes(word));
	});
	return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

const SYSTEM_WORD =
	"(?:systems?|tools?|platform|software|solution|CRM|ERP|MES|help ?desk|desk|billing|app|package|setup)";
const PRODUCT =
	"([A-Z][\\p{L}\\d.+-]{1,24}(?:\\s(?:[A-Z][\\p{L}\\d.+-]{0,24}|\\d[\\d.]{0,5})){0,2}|spreadsheets?|whiteboards?|paper)";
const SYSTEMS: readonly RegExp[] = [
	new RegExp(
		`\\b(?:[Oo]ur|[Tt]he) (?:\\w+ )?(?:current|existing|present|old|legacy) (?:\\w+ ){0,2}${SYSTEM_WORD}(?: is| are|,| \\(|:| from| by)\\s?(?:an? |the )?(?:old )?${PRODUCT}`,
		"u",
	),
	new RegExp(
		`\\b(?:[Ww]e|[Ee]verybody|[Oo]ur (?:team|agents|people|planners?))(?:['’]re| are| all)? (?:currently |still |today |now |all )*(?:use|uses|using|run|runs|running|work in|works in|plan in|plans in|live in|on|work with)(?: on| with| in)? (?:an? |the )?(?:old )?${PRODUCT}`,
		"u",
	),
	new RegExp(
		`\\b(?:[Pp]lanning|[Tt]he plan|it|everything|[Oo]ur (?:plan|planning|orders|data))(?: all)? (?:lives in|is (?:all )?(?:made|done|kept|planned) in|runs on|sits in) (?:an? |the )?(?:old )?${PRODUCT}`,
		"u",
	),
	new RegExp(
		`\\b(?:[Ww]e|I) plan (?:them |it |everything |all (?:of )?(?:it|them) )?(?:on|in|with) (?:an? |the )?${PRODUCT}`,
		"u",
	),
	new RegExp(
		`\\b(?:an?|the|our|this) (?:old|legacy|existing|ageing|aging) ${PRODUCT} (?:installation|system|instance|server|set-?up|platform|licen[cs]e)`,
		"u",
	),
];
/** Days, months and the like begin with a capital, and are nobody's system. */
const NO_PRODUCT =
	/^(?:I|We|It|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|English|German|French|Europe|EU|UK|US|SSO|SAML|API|IT)\b/;

const COUNT = "(\\d[\\d.,]*(?:\\s?(?:k|m|million|thousand))?)";
/** In the order in which they tell a company's size. */
const SIZES = [
	"employees|people|staff|FTEs?|headcount",
	"agents|engineers|planners|drivers|technicians",
	"subscribers|customers|members|sites|locations|stores|plants|branches",
];
const WE_ARE = /\b(?:we|us|our (?:company|team|group|firm)|company)\b/i;

/** They run it, and run it for this: what ours has to be connected to is another thing. */
const RUNS =
	/\b(?:present|current|existing|today|currently|lives? in|made in|(?:we|our \w+|everybody|they)(?: all| still)? (?:use|uses|run|runs|work|works|plan|plans)|runs? on|support contract|in use)\b/i;
const BESIDE =
	/\b(?:connect\w*|connection|interface|integrat\w+|talk to|export|accounts?|accounting|billing|ERP|order system|ticket(?:s|ing)?)\b/i;

/** What is known to be in use, where its quote says so. */
function knownSystem({ facts }: SkillInput): Wanted | null {
	for (const fact of standingFacts(facts, "discovery.competitor")) {
		const value = partsOf(fact.value ?? "")[0] ?? "";
		const evidence = quotesOf(fact).filter(({ quote }) => RUNS.test(quote) && !BESIDE.test(quote));
		if (!isInUse(fact) || !evidence.some(({ quote }) => quote.toLowerCase().includes(value.toLowerCase()))) continue;
		return { record: COMPANY, field: "current-system", value, why: "What they use today.", evidence };
	}
	return null;
}

function fromWords(input: SkillInput, { signal, buyers }: Reading): readonly Wanted[] {
	if (!signal) return [];
	const system = knownSystem(input) ? null : firstIn(buyers, (text) => systemIn(text, input.sender.organisation));
	const size = SIZES.reduce<Found | null>((had, units) => had ?? firstIn(buyers, (text) => sizeIn(text, units)), null);
	const had = standing(input, COMPANY, "size");
	// Another count of something else is no news of the size.
	const sameUnit = size !== null && (had === undefined || had?.split(" ").at(-1) === size.value.split(" ").at(-1));
	return [
		...(system ? [said(signal, "current-system", system)] : []),
		...(size && sameUnit ? [said(signal, "size", size)] : []),
	];
}

type Found = { readonly value: string; readonly sentence: Sentence };

const said = (signal: SignalText, field: "current-system" | "size", { value, sentence }: Found): Wanted => ({
	record: COMPANY,
	field,
	value,
	why: "The buyer says so.",
	evidence: [evidenceOf(signal, sentence)],
});

function firstIn(sentences: readonly Sentence[], find: (text: string) => string | null): Found | null {
	for (const sentence of sentences) {
		const value = find(sentence.text);
		if (value !== null) return { value, sentence };
	}
	return null;
}

function systemIn(text: string, ours: string): string | null {
	for (const pattern of SYSTEMS) {
		const match = pattern.exec(text);
		const name = match?.[1]?.replace(/[.,]+$/, "") ?? "";
		if (!match || name === "" || NO_PRODUCT.test(name) || ours.toLowerCase().includes(name.toLowerCase())) continue;
		if (stanceAt(text, spanOf(match)) === "asserted" && !BESIDE.test(text.replace(name, ""))) return name;
	}
	return null;
}

function sizeIn(text: string, units: string): string | null {
	if (/\?\s*$/.test(text) || !WE_ARE.test(text)) return null;
	const match = new RegExp(`(?<![\\w.,])${COUNT}\\s(?:\\w{3,12}\\s)?(${units})\\b(?!['’])`, "i").exec(text);
	if (!match || stanceAt(text, spanOf(match)) !== "asserted") return null;
	return `${match[1]} ${match[2]?.toLowerCase()}`;
}

const spanOf = (match: RegExpExecArray): Span => ({ start: match.index, end: match.index + match[0].length });
