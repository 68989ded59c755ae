import { CALENDAR_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";

/** One property of RFC 5545. Names and parameters in upper case; the value as it was written. */
export type Property = {
	readonly name: string;
	readonly params: ReadonlyMap<string, string>;
	readonly value: string;
};
export type Component = {
	readonly name: string;
	readonly properties: readonly Property[];
	readonly components: readonly Component[];
	/** Where it begins, counted from 1. */
	readonly line: number;
};

export type RefusedCalendar = { readonly type: "refused"; readonly line: number; readonly reason: string };
const refusedAt = (line: number, reason: string): RefusedCalendar => ({ type: "refused", line, reason });

const LINES_MAX = 20_000;
/** VCALENDAR, VTIMEZONE, STANDARD; one more for what nobody has thought of. */
const DEPTH_MAX = 4;
const PARAMS_MAX = 20;

/** The calendar of a file: the first, for a message holds one. */
export function calendarIn(file: string): Component | RefusedCalendar {
	if (file.length > CALENDAR_BYTES_MAX) return refusedAt(1, "the calendar is larger than we take");
	const lines = file.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
	if (lines.length > LINES_MAX) return refusedAt(LINES_MAX + 1, "the calendar has more lines than we take");
	const open: Mutable[] = [];
	for (let at = 0; at < lines.length; at++) {
		const line = at + 1;
		const folded = [lines[at] ?? ""];
		while (/^[ \t]/.test(lines[at + 1] ?? "")) folded.push((lines[++at] ?? "").slice(1));
		const text = folded.join("");
		if (text.trim() === "") continue;
		const property = propertyOf(text);
		if (property?.name === "BEGIN") {
			if (open.length === 0 && nameOf(property) !== "VCALENDAR") return refusedAt(line, "no calendar begins here");
			if (open.length === DEPTH_MAX) return refusedAt(line, "the calendar is nested deeper than we take");
			open.push({ name: nameOf(property), properties: [], components: [], line });
		} else if (property?.name === "END") {
			const ended = open.pop();
			if (ended?.name !== nameOf(property)) return refusedAt(line, `${nameOf(property)} ends here and did not begin`);
			const parent = open.at(-1);
			if (!parent) return ended;
			parent.components.push(ended);
		} else if (open.length === 0) return refusedAt(line, "no calendar begins here");
		// What is no property is left out: real calendars have lines that a program broke and did not fold.
		else if (property) open.at(-1)?.properties.push(property);
	}
	const [unended] = open;
	return unended ? refusedAt(unended.line, "the calendar does not end") : refusedAt(1, "there is no calendar");
}

type Mutable = { name: string; properties: Property[]; components: Component[]; line: number };
const nameOf = ({ value }: Property): string => value.trim().toUpperCase();

/** NAME;PARAM=value;PARAM="quoted: value":the value. */
function propertyOf(line: string): Property | null {
	const named = /^([A-Za-z0-9-]{1,60})(?=[;:])/.exec(line);
	if (!named) return null;
	const params = new Map<string, string>();
	let at = named[0].length;
	for (let i = 0; i < PARAMS_MAX && line[at] === ";"; i++) {
		PARAM.lastIndex = at;
		const param = PARAM.exec(line);
		if (!param) return null;
		params.set((param[1] ?? "").toUpperCase(), param[2] ?? param[3] ?? "");
		at = PARAM.lastIndex;
	}
	return line[at] === ":" ? { name: (named[1] ?? "").toUpperCase(), params, value: line.slice(at + 1) } : null;
}

/** The first of several values is what everybody reads. */
const PARAM = /;([A-Za-z0-9-]{1,60})=(?:"([^"]*)"|([^";:,]*))(?:,(?:"[^"]*"|[^";:,]*))*/gy;

export const firstOf = (component: Component, name: string): Property | null =>
	component.properties.find((each) => each.name === name) ?? null;
export const allOf = (component: Component, name: string): readonly Property[] =>
	component.properties.filter((each) => each.name === name);

/** A text value without its escapes. */
export const unescaped = (value: string): string =>
	value.replace(/\\([\\;,nN])/g, (_, escaped: string) => (escaped.toLowerCase() === "n" ? "\n" : escaped));
