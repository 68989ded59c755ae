import { type ReadConversation, refusedAt } from "./utterance.ts";

/** One caption: the lines below its time. */
export type Cue = { readonly line: number; readonly payload: readonly string[] };
export type CueFormat = "vtt" | "srt";

type Refused = Extract<ReadConversation, { type: "refused" }>;

/**
 * The cues of a WebVTT or SubRip file. Strict about what makes a cue one, its time, so that nothing said is lost without
 * a word; tolerant of what programs get wrong: blank lines, numbers, commas for points, cues that nothing parts.
 */
export function cuesIn(lines: readonly string[], format: CueFormat): readonly Cue[] | Refused {
	const cues: Cue[] = [];
	let at = firstLine(lines);
	if (format === "vtt") {
		if (!/^WEBVTT(?:[ \t]|$)/i.test(lines[at] ?? "")) return refusedAt(at + 1, "a WebVTT file begins with WEBVTT");
		at++;
		while (at < lines.length && !isBlank(lines[at]) && !hasArrow(lines[at])) at++;
	}
	while (at < lines.length) {
		if (isBlank(lines[at])) {
			at++;
			continue;
		}
		if (format === "vtt" && isRemark(lines, at)) {
			at = endOfBlock(lines, at);
			continue;
		}
		const time = hasArrow(lines[at]) ? at : hasArrow(lines[at + 1]) ? at + 1 : -1;
		if (time < 0) {
			const end = endOfBlock(lines, at);
			const before = cues.at(-1);
			if (before?.payload.length === 0) cues[cues.length - 1] = { ...before, payload: lines.slice(at, end) };
			else if (end - at > 1 || !isNumber(lines[at])) return refusedAt(at + 1, "a cue without a time");
			at = end;
			continue;
		}
		if (!TIMES.test(lines[time] ?? "")) return refusedAt(time + 1, "a time that cannot be read");
		const end = endOfCue(lines, time + 1);
		cues.push({ line: time + 1, payload: lines.slice(time + 1, end) });
		at = end;
	}
	return cues.length > 0 ? cues : refusedAt(1, "there is no cue");
}

const TIME = String.raw`(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?`;
const TIMES = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s|$)`);

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === "";
const hasArrow = (line: string | undefined): boolean => line?.includes("-->") ?? false;
const isNumber = (line: string | undefined): boolean => /^\s*\d{1,9}\s*$/.test(line ?? "");

function firstLine(lines: readonly string[]): number {
	const at = lines.findIndex((line) => !isBlank(line));
	return at < 0 ? 0 : at;
}

/** A comment, or what is about looks. A cue may be called like one, and then has a time below it. */
const isRemark = (lines: readonly string[], at: number): boolean =>
	/^(?:NOTE(?:[ \t].*)?|STYLE[ \t]*|REGION[ \t]*)$/.test(lines[at] ?? "") && !TIMES.test(lines[at + 1] ?? "");

function endOfBlock(lines: readonly string[], start: number): number {
	let at = start;
	while (at < lines.length && !isBlank(lines[at])) at++;
	return at;
}

/** Up to a blank line, or to the next cue where nothing parts the two. */
function endOfCue(lines: readonly string[], start: number): number {
	for (let at = start; at < lines.length; at++) {
		if (isBlank(lines[at])) return at;
		if (TIMES.test(lines[at] ?? "")) return at > start && isNumber(lines[at - 1]) ? at - 1 : at;
	}
	return lines.length;
}
