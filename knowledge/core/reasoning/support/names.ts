import type { Span } from "../span.ts";

/** A capitalised word inside a sentence, or an abbreviation: people, companies, products, standards. */
export type NamedThing = Span & { readonly text: string };

const CAPITALISED = /(?<![\p{L}\p{N}'’])\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*/gu;
/** Norms that people ask to be certified by, and codes of letters and digits; other abbreviations are words of the trade. */
const CODE =
	/(?<![\p{L}\p{N}'’.@/-])(?:ISO|SOC|HIPAA|TISAX|PCI|FIPS|NIST|DORA|CSA|BSI|COBIT|ITIL|GxP|\p{Lu}{1,6}-?\d{1,5}|\d\p{Lu}{1,3})(?![\p{L}\p{N}'’@]|-\p{L})/gu;

/** Words that are written with a capital inside a sentence and name nobody. Days and months are dates, and judged as such. */
const PLAIN = new Set(
	[
		"i'm i'll i'd i've monday tuesday wednesday thursday friday saturday sunday january february march april may june july",
		"august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri",
		"regards sincerely faithfully wishes thanks cheers greetings grusse grussen hilsen groeten saludos cordialement",
		"english mr mrs ms mx dr prof sir madam yes no both re fw fwd ps internet ok okay easter christmas",
		"board committee council steering management director managing head chief officer vice president procurement purchasing finance legal",
		"sales support marketing operations security compliance service team works supervisory team department group product project",
		"summer winter spring autumn holiday holidays company customer buyer supplier vendor contract annex appendix schedule section article",
		"dutch french spanish norwegian german italian swedish danish polish portuguese finnish latvian",
		"vat eur usd gbp chf inr sgd aud cad jpy am pm cet cest gmt utc eu uk us usa ceo cfo cto coo cio ciso cmo vp hr it id pdf",
		"faq asap fyi rfp rfi rfq nda sla dpa poc api url q1 q2 q3 q4 h1 h2 tbd tbc ie eg cc bcc csv xls xlsx emea apac amer",
	].flatMap((line) => line.split(" ")),
);

/** A country, its people, their tongue and their money are told by one another. */
const OF_COUNTRY: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	[
		"american usd usa america states",
		"australian aud australia",
		"austrian austria",
		"belgian belgium",
		"brazilian brl brazil",
		"british gbp uk britain kingdom england",
		"canadian cad canada",
		"czech czk czechia",
		"danish dkk denmark",
		"dutch netherlands holland",
		"european eu europe emea",
		"finnish finland",
		"french france",
		"german germany deutschland",
		"indian inr india",
		"irish ireland",
		"italian italy",
		"japanese jpy japan",
		"norwegian nok norway",
		"polish pln poland",
		"portuguese portugal",
		"singaporean sgd singapore",
		"spanish spain",
		"swedish sek sweden",
		"swiss chf switzerland",
		"zealand nz nzd",
		"latin latam",
		"america latam americas",
	]
		.map((line) => line.split(" "))
		.flatMap((all) => all.map((word) => [word, all.filter((other) => other !== word)])),
);

/** The names of a draft that stand in no source. A part of a name, its initial and its short form are the name. */
export function unsupportedNames(draft: string, source: string): readonly NamedThing[] {
	const text = folded(source);
	const words = new Set([...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word));
	const isKnown = (word: string): boolean => {
		const plain = folded(word.replace(/’/g, "'").replace(/'s?$/, ""));
		if (OF_COUNTRY[word.toLowerCase()]?.some((each) => words.has(each))) return true;
		if (
			PLAIN.has(plain) ||
			PLAIN.has(word.toLowerCase()) ||
			words.has(plain) ||
			words.has(plain.replace(/s$/, "")) ||
			words.has(`${plain}s`)
		)
			return true;
		return /['-]/.test(plain)
			? text.includes(plain) || plain.split(/['-]/).every((part, i) => isPart(part, i, words))
			: false;
	};
	const subjectEnd = draft.indexOf("\n");
	const isTitle = isTitleCase(draft.slice(0, Math.max(0, subjectEnd)));
	const found = [
		...[...draft.matchAll(CAPITALISED)].filter(
			(match) => !beginsSentence(draft, match.index) && !(match.index < subjectEnd && isTitle),
		),
		...[...draft.matchAll(CODE)],
	].filter((match) => !isKnown(match[0]) && !(SOFTWARE.test(match[0]) && isAsked(draft, match.index)));
	return found.map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }));
}

/** In lower case and without accents, which people leave out; «Müller» and «Mueller» are one. */
const folded = (text: string): string =>
	text
		.toLowerCase()
		.replace(/[äæ]/g, "ae")
		.replace(/[öøœ]/g, "oe")
		.replace(/ü/g, "ue")
		.replace(/ß/g, "ss")
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.replace(/([aou])e/g, "$1");

/** «Next Steps and Your Questions»: capitals that name nobody. */
function isTitleCase(subject: string): boolean {
	const words = subject.match(/\p{L}{4,}/gu) ?? [];
	return words.length >= 3 && words.filter((word) => /^\p{Lu}/u.test(word)).length > words.length / 2;
}

/** What everybody has on their desk may be asked after, by its name. */
const SOFTWARE = /^(?:Excel|Word|Outlook|SharePoint|PowerPoint|Teams|Zoom|Access)$/;
const isAsked = (text: string, at: number): boolean => {
	const before =
		text
			.slice(Math.max(0, at - 160), at)
			.split(/[.?!\n]/)
			.at(-1) ?? "";
	const after = /^[^.?!\n]{0,160}\?/.exec(text.slice(at))?.[0] ?? "";
	return after !== "" && !/\b(?:we|i|us|our|my)\b/i.test(`${before}${after}`);
};

/** «Dutch-speaking», «Karzenna-side»: of a compound the parts with a name in them are looked for. */
const isPart = (part: string, i: number, words: ReadonlySet<string>): boolean =>
	part.length <= 1 || words.has(part) || PLAIN.has(part) || (i > 0 && /^\p{Ll}+$/u.test(part) && part.length > 3);

const beginsSentence = (text: string, at: number): boolean =>
	/(?:^|[.?!:;]["”)]?\s{1,3}|\s[-–—]\s|\n\s{0,4}(?:[-*•]\s)?|["“(«‘]|(?:^|[\s(])(?:\d{1,2}|[a-hA-H])[.)]\s{1,2})$/.test(
		text.slice(Math.max(0, at - 8), at),
	);
