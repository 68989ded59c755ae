import { attributionLength, endsMessage, isQuoted, isRule, nextNonBlank } from "./quote-headers.ts";
import {
	closesWithName,
	isContactLine,
	isFooter,
	isNameLine,
	isPostscript,
	isRuledSignature,
	isSignatureMark,
	resumes,
} from "./quoting.ts";
import { type Line, linesOf, type Span, trimmed } from "./span.ts";

/**
 * How many parts of one mail are read; answers between the lines of the longest threads are a tenth of it. What comes
 * after is cut off, not joined: joining would make words of somebody else's its author's own.
 */
export const VISIBLE_SPANS_MAX = 2_000;

/** The parts of a plain-text mail that its author wrote here and now, in order and not overlapping, the first so many. */
export function visibleSpans(text: string): readonly Span[] {
	const lines = linesOf(text);
	return joined(text, lines, rolesOf(lines));
}

/** What a line of a mail is: its author's words, the author's signature or a footer below it, or somebody else's. */
export type Role = "own" | "signature" | "quoted";

export function rolesOf(lines: readonly Line[]): Role[] {
	const roles = readRoles(lines);
	dropUnmarkedSignature(lines, roles);
	return roles;
}

type Below = "text" | "closing" | "mark";

function readRoles(lines: readonly Line[]): Role[] {
	const roles: Role[] = lines.map(() => "quoted");
	const fences = codeFences(lines);
	/** Whether a signature is open, and what opened it. */
	let below: Below = "text";
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index]?.text ?? "";
		if (line === "" || fences.has(index)) {
			roles[index] = below === "text" ? "own" : "signature";
			continue;
		}
		if (isQuoted(line) || isWrappedQuote(lines, index)) {
			// Answers are often written between quoted lines, below a first signature.
			below = "text";
			continue;
		}
		if (endsMessage(lines, index)) {
			dropRules(lines, roles, index);
			break;
		}
		const header = attributionLength(lines, index);
		if (header > 0) {
			// Without ">" there is no telling where the quoted mail ends, so nothing after its header counts.
			if (!isQuoted(nextNonBlank(lines, index + header))) break;
			index += header - 1;
			continue;
		}
		if (isArmour(line)) {
			index = endOfArmour(lines, index);
			continue;
		}
		below = nextBelow(lines, index, below);
		roles[index] = below === "text" ? "own" : "signature";
		if (below === "text" && closesWithName(lines, index)) below = "closing";
	}
	return roles;
}

function nextBelow(lines: readonly Line[], index: number, below: Below): Below {
	const line = lines[index]?.text ?? "";
	if (isSignatureMark(line) || isRuledSignature(lines, index) || isFooter(lines, index)) return "mark";
	if (isPostscript(line)) return "text";
	// Nobody drew a line below this one, so whoever writes on after it is read on.
	const apart = (lines[index - 1]?.text.trim() ?? "") === "";
	return below === "closing" && apart && resumes(line) ? "text" : below;
}

/**
 * A quoted line that a mail program broke in two leaves its tail without a ">". Where the line before ends its sentence,
 * what stands below is an answer.
 */
function isWrappedQuote(lines: readonly Line[], index: number): boolean {
	const line = lines[index]?.text ?? "";
	const before = lines[index - 1]?.text ?? "";
	if (line.trim() === "" || before.length < 60 || !isQuoted(before) || !isQuoted(lines[index + 1]?.text ?? ""))
		return false;
	if (!/[\p{L}\p{N},]\s{0,3}$/u.test(before.slice(-6))) return false;
	return line.length <= 40 || (line.length <= 76 && /^\p{Ll}/u.test(line));
}

/** Lines drawn above an earlier mail belong to it. */
function dropRules(lines: readonly Line[], roles: Role[], index: number): void {
	for (let i = index - 1; i >= 0 && i > index - 4; i--) {
		const text = lines[i]?.text ?? "";
		if (text.trim() !== "" && !isRule(text)) return;
		if (roles[i] === "own") roles[i] = "quoted";
	}
}

const FENCE = /^\s{0,3}```/;

/** The lines of code between fences: nothing in them is a mark. A fence around quoted lines or their header is none. */
function codeFences(lines: readonly Line[]): ReadonlySet<number> {
	const inside = new Set<number>();
	let open = -1;
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i]?.text ?? "";
		if (!FENCE.test(line)) {
			// A thread may open a fence in one mail and close one in another.
			if (open >= 0 && (isQuoted(line) || endsMessage(lines, i) || attributionLength(lines, i) > 0)) open = -1;
			continue;
		}
		if (open < 0) open = i;
		else {
			for (let at = open; at <= i; at++) inside.add(at);
			open = -1;
		}
	}
	return inside;
}

const isArmour = (line: string): boolean => /^-----BEGIN PGP (?:SIGNED MESSAGE|SIGNATURE)-----\s*$/.test(line);
/** As long as such a signature gets; one that does not end sooner is left to be read. */
const ARMOUR_LINES_MAX = 100;

/** The last line of what a program signed with: its head before the text, the whole of the signature after it. */
function endOfArmour(lines: readonly Line[], index: number): number {
	if (lines[index]?.text.includes("SIGNED MESSAGE"))
		return /^Hash:/.test(lines[index + 1]?.text ?? "") ? index + 1 : index;
	for (let i = index + 1; i < index + ARMOUR_LINES_MAX && i < lines.length; i++)
		if (/^-----END PGP SIGNATURE-----/.test(lines[i]?.text ?? "")) return i;
	return index;
}

/** A name with a telephone number or a title below it, at the very end, though nothing announced it. */
function dropUnmarkedSignature(lines: readonly Line[], roles: Role[]): void {
	const isOwn = (at: number): boolean => roles[at] === "own" && lines[at]?.text.trim() !== "";
	let last = lines.length - 1;
	while (last >= 0 && !isOwn(last)) last--;
	let first = last;
	while (first > 0 && last - first < 7 && isOwn(first - 1)) first--;
	for (let at = first; at < last; at++) {
		if (!isNameLine(lines[at]?.text ?? "")) continue;
		const below = lines.slice(at + 1, last + 1);
		if (!below.every((line) => line.text.length <= 90) || !below.some((line) => isContactLine(line.text))) continue;
		for (let i = at; i <= last; i++) roles[i] = "signature";
		return;
	}
}

function joined(text: string, lines: readonly Line[], roles: readonly Role[]): readonly Span[] {
	const spans: Span[] = [];
	for (let i = 0; i < lines.length && spans.length < VISIBLE_SPANS_MAX; i++) {
		if (roles[i] !== "own") continue;
		const start = lines[i]?.start ?? 0;
		while (i + 1 < lines.length && roles[i + 1] === "own") i++;
		const span = trimmed(text, { start, end: lines[i]?.end ?? start });
		if (span) spans.push(span);
	}
	return spans;
}
