import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import { countsText, type ListRow, listRows, tableOf, tablesIn } from "./table.ts";
import { AS_AN_OPTION } from "./wishes.ts";

/** One point of what they want a price for: a row of a list, a point below «please send a proposal for:», or a part of a sentence that counts. */
export type Wanted = {
	/** As a mail names it: short, and without its remark. */
	readonly label: string;
	/** All that it says, with its number in front. */
	readonly text: string;
	readonly quantity: number | null;
	readonly kind: "thing" | "option";
};

export type Request = {
	readonly wanted: readonly Wanted[];
	/** Points of the list that are questions: a person answers them. */
	readonly questions: readonly string[];
	/** Sums of tables that count people or places. */
	readonly counts: readonly string[];
	readonly months: number | null;
};

const WANTED_MAX = 24;
const LABEL_CHARS = 60;

/** What the buyer lists: in a file, in a table, in points, or in one sentence. A file of quantities says it best. */
export function requestIn(signal: SignalText | null, mail: string): Request {
	const files = (signal?.author === "buyer" ? signal.attached : []).flatMap(
		({ start, end }) => tableOf(signal?.text.slice(start, end) ?? "") ?? [],
	);
	const tables = [...files, ...tablesIn(mail)];
	const lists = tables.map(listRows);
	const rows = lists.flatMap((each) => each ?? []);
	const points = pointsIn(mail);
	const parts = rows.length > 0 ? [] : points.length > 0 ? points : partsIn(mail);
	const wanted =
		rows.length > 0 ? rows.map(ofRow) : parts.filter((part) => kindOf(part) !== "question").flatMap(ofPart);
	const months = [...new Set(rows.flatMap((row) => row.months ?? []))];
	return {
		wanted: wanted.slice(0, WANTED_MAX),
		questions: points
			.filter((part) => kindOf(part) === "question")
			.map((part) => cut(part.split(/(?<=[.?!])\s/)[0] ?? part, 90))
			.slice(0, 6),
		counts: tables.flatMap((table, i) => (lists[i] === null ? countsText(table) : [])),
		months: months.length === 1 && rows.some((row) => row.months !== null) ? (months[0] ?? null) : null,
	};
}

function ofRow({ label, quantity, remark }: ListRow): Wanted {
	const isOption = AS_AN_OPTION.test(remark) || /\boption(?:al)?\b/i.test(remark) || AS_AN_OPTION.test(label);
	return {
		label: labelOf(label),
		text: `${quantity ?? ""} ${label}`.trim(),
		quantity,
		kind: isOption ? "option" : "thing",
	};
}

function ofPart(text: string): readonly Wanted[] {
	const kind = kindOf(text);
	return kind === "thing" || kind === "option"
		? [{ label: labelOf(text), text, quantity: firstNumber(text), kind }]
		: [];
}

const firstNumber = (text: string): number | null => {
	const [, digits] = /^(\d{1,7})\b(?![.,]\d)/.exec(text) ?? [];
	return digits === undefined ? null : Number(digits);
};

/** The thing itself, without what is said of it. */
const labelOf = (text: string): string =>
	cut(
		(text.split(/\s[-–(]|[(:;|]|, |\. |\bin the \b|\bat an? \b/)[0] ?? text)
			.replace(/["“”?]/g, "")
			.replace(/^(?:and |both |the |your |our |an? )+/i, "")
			.replace(/[\s.]+$/, ""),
		LABEL_CHARS,
	);

/** A figure that is cut from its unit would be another figure. */
const cut = (text: string, max: number): string =>
	shortened(text, max).replace(/\s*\d[\d.,]*(?:\s\p{L}{0,12})?…$/u, "…");

/** A term, a payment or a form is no thing with a price; a question is for somebody to answer. */
function kindOf(text: string): "thing" | "option" | "term" | "question" {
	if (AS_AN_OPTION.test(text)) return "option";
	if (/^(?:what|when|how|whether|if|who|where|why|which|please (?:say|state|explain|confirm))\b|\?\s*$/i.test(text))
		return "question";
	return TERM_POINT.test(text) ? "term" : "thing";
}
const TERM_POINT =
	/^\W*(?:for |over |term:? )?(?:a |the )?(?:\w+[\s-])?(?:days?|weeks?|months?|years?)\b\W*$|^(?:paid|payment|payable|invoic\w+|billing by|commercials?|validity|taxes|service levels?|penalt\w+|liability|law|currency|deadline|delivery|last date|(?:the )?growth)\b|\b(?:as (?:its|an?) own line|own line|valid(?:ity)? (?:of|for)|in advance|(?:charges?|fees?) (?:are )?(?:to be )?(?:given|shown|listed|stated|quoted) (?:separately|apart)|did not start)\b/i;

const BULLET = /^\s{0,6}(?:[-*•–]|\d{1,2}[.)]|[a-z][.)])\s+/;
/** What leads to a list of what they want priced. */
const LEAD =
	/\b(?:proposal|quot(?:e|ation)|offer|pric(?:e|es|ing)|cost)\b[^\n]{0,80}:\s*$|\b(?:we (?:need|want|require|would like)|should (?:contain|include|cover|have)|to (?:contain|include|cover)|scope(?: and quantities| of supply)?|quantities|deliverables|(?:note|find) the below|as follows)[.:]?\s*$/i;

const NO_LEAD =
	/\b(?:questions?|remarks?|comments?|concerns?|criteria|scored|weight(?:s|ed|ing)?|reasons?)\b[^\n]{0,60}$/i;

/** Points right below such a lead, each with its continued lines. */
function pointsIn(mail: string): readonly string[] {
	const found: string[] = [];
	let isOpen = false;
	let current: string[] | null = null;
	const close = () => {
		if (current) found.push(...splitPoint(current.join(" ").replace(/\s+/g, " ").trim()));
		current = null;
	};
	let before = "";
	for (const line of mail.split("\n")) {
		if (BULLET.test(line)) {
			// The lead may run over two lines.
			if (!isOpen && current === null) isOpen = LEAD.test(before) && !NO_LEAD.test(before);
			close();
			if (isOpen) current = [line.replace(BULLET, "")];
		} else if (line.trim() === "") {
			close();
		} else if (current && /^(?:\s|[\p{Ll}(])/u.test(line)) {
			current.push(line.trim());
		} else {
			close();
			isOpen = false;
			before = before.endsWith("\n") || /[.:?!]\s*$/.test(before) ? line : `${before} ${line}`;
			before = before.slice(-240);
		}
	}
	close();
	return found.slice(0, WANTED_MAX);
}

/** «Scope: an engine for 9 million, a catalogue for 12. Postpaid as an option.» is four points in one. */
function splitPoint(point: string): readonly string[] {
	const [, scope] = /^(?:scope|quantities|deliverables)\s?:\s*(.{1,600})$/i.exec(point) ?? [];
	if (scope === undefined)
		return point
			.slice(0, 300)
			.split(/\s+and\s+(?=(?:the|your|our) )/i)
			.map((each) => each.trim());
	const [first = "", ...rest] = scope.split(/(?<=\p{L}{2})\.\s+/u);
	return [...first.split(/,\s+(?:and\s+)?/), ...rest].map((each) => each.trim()).filter((each) => each !== "");
}

const ABOUT_PRICES = /\b(?:quot\w+|pric\w+|proposal|offer|quantit\w+|licen[cs]\w*|costs?|charge)\b/i;
const COUNTED = /^(?:and\s+)?(?:\d|an? |one |two |three |four |five |six |seven |eight |nine |ten )/i;

/** «In short: 140 agents, 46 technicians, one test environment, and the connection to X.» */
function partsIn(mail: string): readonly string[] {
	let before = "";
	for (const sentence of mail.replace(/(?<!\n)\n(?!\n)/g, " ").split(/(?<=[\p{L}\d)]{2}[.?!])\s+|\n/u)) {
		const isAbout = ABOUT_PRICES.test(`${before} ${sentence}`);
		before = sentence.slice(-300);
		if (!isAbout) continue;
		const [, list] = /(?::|\bfor|\bneed|\bquote)\s+((?:an? |one |\d)[^:]{10,500})$/i.exec(sentence) ?? [];
		if (list === undefined) continue;
		const parts = list
			.split(/,\s+(?:and\s+)?|(?<=s)\s+and\s+(?=\d)|\s+and\s+(?=an? |one |the )/)
			.map((each) => each.replace(/[.?!]\s*$/, "").trim());
		const things = parts.filter((part) => COUNTED.test(part) || /^(?:the|our|your) /i.test(part));
		if (things.filter((part) => COUNTED.test(part)).length >= 2) return things;
	}
	return [];
}
