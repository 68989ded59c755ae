import {
	attributionLength,
	endsMessage,
	isClosing,
	isContactLine,
	isNameLine,
	isPostscript,
	isQuoted,
	isSignatureLine,
	isSignatureMark,
	nextNonBlank,
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
	const kept = keptLines(lines);
	dropUnmarkedSignature(lines, kept);
	return joined(text, lines, kept);
}

function keptLines(lines: readonly Line[]): boolean[] {
	const kept: boolean[] = lines.map(() => false);
	let inSignature = false;
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index]?.text ?? "";
		if (line === "") {
			kept[index] = !inSignature;
			continue;
		}
		if (isQuoted(line) || isWrappedQuote(lines, index)) {
			// Answers are often written between quoted lines, below a first signature.
			inSignature = false;
			continue;
		}
		if (endsMessage(lines, index)) break;
		const header = attributionLength(lines, index);
		if (header > 0) {
			// Without ">" there is no telling where the quoted mail ends, so nothing after its header counts.
			if (!isQuoted(nextNonBlank(lines, index + header))) break;
			index += header - 1;
			continue;
		}
		if (isPostscript(line)) inSignature = false;
		if (isSignatureMark(line)) inSignature = true;
		if (inSignature) continue;
		kept[index] = true;
		if (isClosing(line) && isSignatureLine(nextNonBlank(lines, index + 1))) inSignature = true;
	}
	return kept;
}

/** A quoted line that a mail program broke in two leaves its tail without a ">". */
function isWrappedQuote(lines: readonly Line[], index: number): boolean {
	const line = lines[index]?.text ?? "";
	const before = lines[index - 1]?.text ?? "";
	const after = lines[index + 1]?.text ?? "";
	return line.trim() !== "" && line.length <= 40 && before.length >= 60 && isQuoted(before) && isQuoted(after);
}

/** A name with a telephone number or a title below it, at the very end, though nothing announced it. */
function dropUnmarkedSignature(lines: readonly Line[], kept: boolean[]): void {
	let last = lines.length - 1;
	while (last >= 0 && (!kept[last] || lines[last]?.text.trim() === "")) last--;
	let first = last;
	while (first > 0 && last - first < 7 && kept[first - 1] && lines[first - 1]?.text.trim() !== "") first--;
	for (let at = first; at < last; at++) {
		if (!isNameLine(lines[at]?.text ?? "")) continue;
		const below = lines.slice(at + 1, last + 1);
		if (!below.every((line) => line.text.length <= 90) || !below.some((line) => isContactLine(line.text))) continue;
		for (let i = at; i <= last; i++) kept[i] = false;
		return;
	}
}

function joined(text: string, lines: readonly Line[], kept: readonly boolean[]): readonly Span[] {
	const spans: Span[] = [];
	for (let i = 0; i < lines.length && spans.length < VISIBLE_SPANS_MAX; i++) {
		if (!kept[i]) continue;
		const start = lines[i]?.start ?? 0;
		while (i + 1 < lines.length && kept[i + 1]) i++;
		const span = trimmed(text, { start, end: lines[i]?.end ?? start });
		if (span) spans.push(span);
	}
	return spans;
}
