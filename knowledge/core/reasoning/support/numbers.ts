import type { Span } from "../span.ts";
import { type Figure, figuresIn, isSameKind, isSameNumber } from "./figures.ts";

/** The figures of a draft that no source holds of the same thing. `taken`: what is judged as a date or a name. */
export function unsupportedFigures(
	draft: string,
	source: string,
	taken: { readonly draft: readonly Span[]; readonly source: readonly Span[] },
): readonly Figure[] {
	const stated = figuresIn(draft, taken.draft).filter((each) => isStated(draft, each));
	if (stated.length === 0) return [];
	// Nobody reads so many, and nobody can say that each is told of the right thing.
	if (stated.length > STATED_MAX) return stated.slice(STATED_MAX, STATED_MAX + 1);
	const known = figuresIn(source, taken.source, KNOWN_MAX);
	// The mark of a list is no stretch of time, nor is «3GPP» or «the live one».
	const counting = known.filter((each) => each.kind !== "open" || !isBare(source, each));
	return stated.filter(
		(each) =>
			!isYearOf(draft, each, source) &&
			!isReleaseOf(draft, each, source) &&
			!isSupported(each, { stated, known: each.kind.startsWith("time-") ? counting : known }),
	);
}

const isBare = (source: string, { start, end }: Span): boolean =>
	/^one$/i.test(source.slice(start, end)) ||
	/^(?![kKmM]\b)\p{L}/u.test(source.slice(end, end + 2)) ||
	isMark(source.slice(Math.max(0, start - 30), start), source.slice(end, end + 4));

/** «2029» stands in many ways, and counts nothing. */
const isYearOf = (draft: string, { start, end }: Span, source: string): boolean => {
	const written = draft.slice(start, end);
	return /^(?:19|20)\d\d$/.test(written) && new RegExp(`(?<!\\d)${written}(?!\\d)`).test(source);
};

/** «7.2» of «v7.2» or «R 7.2»: what looks like a release to the digit is one. */
const isReleaseOf = (draft: string, { start, end, kind }: Figure, source: string): boolean => {
	const written = draft.slice(start, end);
	return (
		kind === "open" &&
		/^\d{1,2}\.\d{1,2}$/.test(written) &&
		new RegExp(
			`(?:(?<![\\d.,\\p{L}])|(?<=(?<!\\p{L})(?:[vr]|rel)\\.?))${written.replace(".", "\\.")}(?![\\d%]|[.,]\\d|\\s?%)`,
			"iu",
		).test(source)
	);
};

/** Each is compared with each: what comes after so many is not known. */
const KNOWN_MAX = 3_000;
const STATED_MAX = 300;

function isSupported(
	said: Figure,
	{ stated, known }: { readonly stated: readonly Figure[]; readonly known: readonly Figure[] },
): boolean {
	const same = known.filter((each) => isSameNumber(said, each) && isSameKind(said, each));
	if (same.length === 0) return false;
	return !isSwapped(said, {
		same,
		others: known.filter((each) => isComparable(said, each) && !isSameNumber(said, each)),
		stated,
	});
}

const isComparable = (said: Figure, other: Figure): boolean =>
	said.kind === other.kind || other.kind === "open" || said.kind === "open";

/** A figure of theirs that is told of what another of their figures counts: «16 in Toledo» where Toledo has 22. */
function isSwapped(
	said: Figure,
	{
		same,
		others,
		stated,
	}: { readonly same: readonly Figure[]; readonly others: readonly Figure[]; readonly stated: readonly Figure[] },
): boolean {
	const told = same.filter((each) => each.cues.size > 0);
	if (isSetToAnother(said, { same, others, stated })) return true;
	if (said.isLabel || said.cues.size === 0 || told.length === 0) return false;
	const own = Math.max(...told.map((each) => likeness(said, each)));
	return others.some((other) => {
		const theirs = likeness(said, other);
		if (theirs <= own) return false;
		const swapped = stated.find((each) => each !== said && isSameNumber(each, other) && isSameKind(each, other));
		if (swapped === undefined) return own === 0 && theirs >= STRONG && said.head !== "" && other.cues.has(said.head);
		const back = Math.max(...told.map((each) => likeness(swapped, each)));
		const kept = own + likeness(swapped, other);
		return back > 0 && (kept === 0 || theirs + back > kept);
	});
}
/** «Function with 40 points before price with 35», where price has 40 and function 35. */
const isSetToAnother = (
	said: Figure,
	{
		same,
		others,
		stated,
	}: { readonly same: readonly Figure[]; readonly others: readonly Figure[]; readonly stated: readonly Figure[] },
): boolean =>
	said.owner !== "" &&
	!same.some(({ owner }) => owner === said.owner) &&
	others.some(
		(other) =>
			other.owner === said.owner &&
			stated.some(
				(each) => isSameNumber(each, other) && same.some(({ owner }) => owner !== "" && owner === each.owner),
			),
	);
/** A noun, and one word more. */
const STRONG = 3;

/** How much of what stands beside one figure stands beside the other; what it counts says twice as much. */
function likeness(a: Figure, b: Figure): number {
	let shared = 0;
	for (const cue of a.cues) if (b.cues.has(cue)) shared += cue === a.head ? 2 : 1;
	return shared;
}

/** Whether a number is said of the world: not the mark of a list, and no «two questions» or «one of them». */
function isStated(text: string, figure: Figure): boolean {
	const before = text.slice(Math.max(0, figure.start - 30), figure.start);
	const after = text.slice(figure.end, figure.end + 40);
	if (
		/^\D/.test(text.slice(figure.start, figure.end)) &&
		/^(?:both|twice|a )/i.test(text.slice(figure.start, figure.end))
	)
		return false;
	if (isMark(before, after)) return false;
	if (/^(?:within|in)/i.test(text.slice(figure.start, figure.end))) return true;
	if (!figure.inWords || figure.value >= 13 || figure.kind === "money" || figure.kind === "percent") return true;
	// People count what was listed to them.
	if (
		figure.value <= LISTED_MAX &&
		(figure.kind === "open" || figure.kind === "people" || figure.kind === "place") &&
		figure.head !== ""
	)
		return false;
	if (/^[\s-](?:thirds?|quarters?|fifths?|tenths?|halves)\b/i.test(after)) return false;
	if (figure.value < 1.5)
		return /^time-(?:minute|hour|day|week)$/.test(figure.kind) && !IDIOM_OF_ONE.test(`${before.slice(-12)}|${after}`);
	return !(figure.value <= 5 && DISCOURSE.test(after)) && !OR_TWO.test(before);
}

const LISTED_MAX = 3;

const isMark = (before: string, after: string): boolean =>
	(/(?:^|\n|[.:;?!]\s|^\s|[,(]\s?(?:and\s)?|\band\s)\s{0,4}\(?$/.test(before) && /^\)/.test(after)) ||
	(/(?:^|\n)\s{0,4}$/.test(before) && /^[.)]\s/.test(after)) ||
	/\b(?:points?|items?|questions?|nos?\.?|numbers?|sections?|paragraphs?|steps?|pages?)\s(?:\d{1,2}(?:,|\sand|\sto|-)\s?){0,4}$/i.test(
		before,
	);
const IDIOM_OF_ONE = /^[^|]*\|\s(?:day|time|moment|minute)\b(?!s)/i;
const OR_TWO = /\b(?:one|two) or\s$/i;
/** What a mail counts of itself. */
const DISCOURSE =
	/^[\s-](?:(?:short|quick|open|small|more|further|other|last|simple|main|honest|clear|separate|different|plain) ){0,2}(?:questions?|things?|points?|ways?|parts?|items?|lines?|options?|topics?|notes?|remarks?|answers?|sentences?|words?|reasons?|ideas?|possibilit\w+|pieces?|thoughts?|matters?|halves|sides?|of (?:you|us|them|these|those|which|your)|names?|requests?|wishes|or (?:two|three|four))\b/i;
