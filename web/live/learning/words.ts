import type { LearnedView, LessonView } from "#knowledge/core/contract/judgement.ts";
import { factName, sentence, skillName, words } from "../text/labels.ts";
import { plural } from "../text/time.ts";

export type Change = LearnedView["changes"][number];
export type Autonomy = LearnedView["autonomy"][number];
type Style = Omit<LearnedView["styles"][number], "person">;
type NameOf = (user: string) => string;

const LEVELS: Record<Autonomy["level"], string> = {
	observe: "watches only",
	draft: "drafts only",
	"act-with-approval": "acts once a person approves",
	"act-with-undo": "acts, and can be taken back for a while",
	act: "acts by itself",
};
export const LEVEL_NAMES = Object.keys(LEVELS);
export const levelWords = (level: Autonomy["level"]): string => LEVELS[level];
/** Its place on the ladder, from 1. */
export const rungOf = (level: Autonomy["level"]): number => LEVEL_NAMES.indexOf(level) + 1;

const ACTIONS: Record<Autonomy["action"], string> = {
	"answer-mail": "Answer mails",
	"offer-price": "Offer prices",
	"move-stage": "Move stages",
};
export const actionWords = (action: Autonomy["action"]): string => ACTIONS[action];

const ABOUT: Record<Exclude<LessonView["about"], "fact">, string> = {
	skipped: "not being needed",
	refused: "being refused",
	failed: "failing",
};
/** What people's words were about: a kind of fact, or a holding back by a rule. */
export const lessonSubject = ({ about, subject }: Pick<LessonView, "about" | "subject">): string =>
	about === "fact" ? factName(subject) : sentence(`${ABOUT[about]}${subject === "" ? "" : ` by ${subject}`}`);

const GREETINGS: Record<NonNullable<Style["greeting"]>, string> = {
	dear: "opens with «Dear …»",
	hi: "opens with «Hi …»",
	hello: "opens with «Hello …»",
	name: "opens with the name alone",
};
const CLOSINGS: Record<NonNullable<Style["closing"]>, string> = {
	kind: "closes with «Kind regards»",
	best: "closes with «Best regards»",
	thanks: "closes with thanks",
	name: "closes with the name alone",
};

/** How a clone writes, as far as it is another way than the crew's own. */
export function styleWords({ length, greeting, closing, contractions, bullets }: Style): string {
	const told = [
		...(length === 1
			? []
			: [`${Math.round(Math.abs(length - 1) * 100)} % ${length < 1 ? "shorter" : "longer"} than drafted`]),
		...(greeting ? [GREETINGS[greeting]] : []),
		...(closing ? [CLOSINGS[closing]] : []),
		...(contractions === null ? [] : [contractions ? "uses «we'll» and «don't»" : "writes «we will» and «do not»"]),
		...(bullets === null ? [] : [bullets ? "lists in points" : "lists in sentences"]),
	];
	return told.length === 0 ? "as the crew would" : told.join("; ");
}

/** What changed, before what it was and is. */
export function changeTitle({ what, of, subject }: Change, nameOf: NameOf): string {
	switch (what) {
		case "calibration":
			return `How far ${skillName(of)} is believed about ${factName(subject).toLowerCase()}`;
		case "style":
			return `How the crew writes for ${whose(nameOf(of))}`;
		case "autonomy":
			return `${sentence(actionOf(subject).toLowerCase())} for ${whose(nameOf(of))}: what the crew may do by itself`;
		case "cap":
			return `${sentence(actionOf(subject).toLowerCase())}: the most that the account lets the crew do by itself`;
		default:
			return unknown(what);
	}
}

/** One side of a change. What cannot be read as what it should be stands as it is. */
export function sideWords({ what }: Pick<Change, "what">, side: string): string {
	switch (what) {
		case "calibration":
			return (
				worths(side)
					.map(([said, worth]) => `${said} % counts ${worth} %`)
					.join(", ") || side
			);
		case "style":
			return styleOf(side);
		case "autonomy":
		case "cap":
			return isLevel(side) ? levelWords(side) : side;
		default:
			return unknown(what);
	}
}

/** Both sides of a change. Of a confidence only what differs: the rest is the same before and after. */
export function changeSides(change: Change): { readonly from: string; readonly to: string } {
	if (change.what !== "calibration") return { from: sideWords(change, change.from), to: sideWords(change, change.to) };
	const before = new Map(worths(change.from));
	const moved = worths(change.to).filter(([said, worth]) => before.get(said) !== worth);
	if (moved.length === 0) return { from: change.from, to: change.to };
	return {
		from: moved.map(([said]) => `${said} % counted ${before.get(said) ?? said} %`).join(", "),
		to: moved.map(([said, worth]) => `${said} % counts ${worth} %`).join(", "),
	};
}

/** «17 of 20 went as they were», or that there is nothing to go by. */
export function recordWords({ clean, decided }: Pick<Autonomy, "clean" | "decided">): string {
	return decided === 0 ? "nothing decided yet" : `${clean} of ${plural(decided, "decision")} let it go as it was`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

const whose = (name: string): string => (name === "You" ? "you" : name);
const isAction = (action: string): action is Autonomy["action"] => Object.hasOwn(ACTIONS, action);
const actionOf = (action: string): string => (isAction(action) ? actionWords(action) : words(action));
const isLevel = (level: string): level is Autonomy["level"] => Object.hasOwn(LEVELS, level);
const unknown = (what: never): string => words(String(what));

/** «0.5→0.50 0.7→0.65»: what is said, and what it counts, in hundredths. */
function worths(side: string): readonly (readonly [said: number, worth: number])[] {
	return [...side.matchAll(/(\d(?:\.\d+)?)→(\d(?:\.\d+)?)/g)].map(([, said, worth]) => [
		Math.round(Number(said) * 100),
		Math.round(Number(worth) * 100),
	]);
}

function styleOf(side: string): string {
	try {
		return styleWords(readStyle(JSON.parse(side)));
	} catch {
		return side;
	}
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null;

/** Member by member: a style of a later version of this page's contract still tells what is known here. */
function readStyle(value: unknown): Style {
	const from = isRecord(value) ? value : {};
	const { length, greeting, closing, contractions, bullets } = from;
	return {
		length: typeof length === "number" ? length : 1,
		greeting: isOne(GREETINGS, greeting) ? greeting : null,
		closing: isOne(CLOSINGS, closing) ? closing : null,
		contractions: typeof contractions === "boolean" ? contractions : null,
		bullets: typeof bullets === "boolean" ? bullets : null,
	};
}

const isOne = <T extends string>(all: Record<T, string>, value: unknown): value is T =>
	typeof value === "string" && Object.hasOwn(all, value);
