import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import { type Subject, subjectOf } from "./subjects.ts";

/** One of the points of a mail that we are to answer: "1.", "(a)", a headed paragraph, or a demand within a sentence. */
export type Point = Span & {
	/** As the buyer marked it: "1." or "(a)"; `null` where they did not. */
	readonly label: string | null;
	readonly text: string;
	readonly subject: Subject | null;
	/** They want to be shown it, in a demonstration. */
	readonly shown: boolean;
};

/** More than these are not answered one by one. */
export const POINTS_MAX = 12;

/** The points of a mail in order. A list counts where what announces it asks for something, or where most of it does. */
export function pointsIn(signal: SignalText): readonly Point[] {
	const sentences = sentencesIn(signal.text, signal.visible);
	const items = itemsOf(signal.text, sentences);
	const listed = runsOf(items).flatMap((run) => (isAsking(run, sentences) ? run : []));
	const headed = items.filter((item) => item.kind === "headed");
	const isHeaded = headed.length >= 3 && headed.filter((item) => DEMAND.test(item.text)).length >= 2;
	// "If you answer b) and c) by Friday" points back to the list, and asks nothing more.
	const inline = inlineOf(signal.text, sentences).filter(
		(item) => !listed.some((each) => overlaps(each, item) || (item.label !== null && each.label === item.label)),
	);
	const kept = [...listed, ...inline, ...(isHeaded ? headed : [])];
	const bullets = sentences.filter((each, i) => each.bullet && isWanted(sentences, i));
	const taken = new Set(kept.flatMap((item) => item.sentences));
	const demands = sentences
		.filter(
			(each) =>
				!taken.has(each) &&
				each.text.length <= DEMAND_CHARS_MAX &&
				(isDemand(each.text) || (bullets.includes(each) && !each.text.endsWith("?"))),
		)
		.map((each): Item => ({ kind: "demand", label: null, heading: "", sentences: [each], text: each.text, at: each }));
	return [...kept, ...demands]
		.sort((a, b) => a.at.start - b.at.start)
		.slice(0, POINTS_MAX)
		.map(({ kind, label, heading, text, sentences: own, at }) => ({
			start: at.start,
			end: own[0]?.end ?? at.end,
			label: kind === "headed" ? heading.replace(/\.$/, "").trim() : label,
			text,
			subject: (heading === "" ? null : subjectOf(heading)) ?? subjectOf(text),
			shown: kind === "marked" && SHOW.test(leadOf(own, sentences)),
		}));
}

const leadOf = (own: readonly Sentence[], all: readonly Sentence[]): string => {
	const [first] = own;
	if (!first) return "";
	const at = all.indexOf(first);
	return all
		.slice(Math.max(0, at - LEAD_SENTENCES), at)
		.map((each) => each.text)
		.join(" ");
};
/** A list of eight, and what announces it. */
const LEAD_SENTENCES = 9;
const SHOW =
	/\b(?:please (?:show|demonstrate|present)|(?:want|like) to see(?: in the demo)?|the demo (?:should|must) show)[^.?!]{0,40}:/i;

/** An item of a list without marks, below "I need three things in writing:". */
function isWanted(sentences: readonly Sentence[], at: number): boolean {
	for (let i = at - 1; i >= Math.max(0, at - LEAD_SENTENCES); i--) {
		const before = sentences[i];
		if (before && !before.bullet)
			return (
				/:$/.test(before.text.trim()) &&
				(WANTS.test(before.text) || listAt(sentences, i + 1).some(({ text }) => ASKED_IN_PART.test(text)))
			);
	}
	return false;
}
function listAt(sentences: readonly Sentence[], from: number): readonly Sentence[] {
	const end = sentences.findIndex((each, i) => i >= from && !each.bullet);
	return sentences.slice(from, Math.min(end < 0 ? sentences.length : end, from + LEAD_SENTENCES));
}
/** "Which region it is in", "if we can leave": of a list that holds such a thing all is asked. */
const ASKED_IN_PART = /^(?:who|whose|what|when|where|why|which|how|if|whether)\b/i;
const WANTS =
	/\b(?:i|we) (?:\w+ ){0,3}?(?:need|require|want|ask|expect|like|wish)\b|\bin writing\b|\b(?:requirements?|following|questions?|points?|open (?:items?|issues?)|answers?|know|understand|clarify|see)\b/i;

/** A demand in running words, about something that a reply can name, or put in words that nobody uses for anything else. */
const isDemand = (text: string): boolean =>
	!/[?:]$/.test(text.trim()) && (WISHED.test(text) || (STRICT.test(text) && subjectOf(text) !== null));
/** Who is behind it, what is missing, what cannot be done, and what has to go. */
const WISHED =
	/\b(?:my|our|the) (?:[\w-]+ ){0,2}?(?:board|lawyers?|legal|procurement|finance|partners?|auditors?|rules|policy|cfo|ceo|council|owners?|shareholders?|team|people|insurers?) (?:wants?|needs?|requires?|insists?|asks?|expects?|demands?)\b|^(?:and |but |also )?(?:they|he|she) (?:wants?|needs?|insists?|requires?|asks? for)\b|\b(?:i|we) (?:can['’]?t|cannot|can not|could not|couldn['’]t|won['’]t|will not) (?:do|accept|sign|pay|agree|live with|go ahead|take|commit)\b|\b(?:that|this|it|clause \d{1,2}|which) (?:has|have|needs?) to (?:go|change|come out|be (?:removed|changed|dropped|deleted|fixed))\b|\bwhat (?:i|we) (?:still )?(?:miss|lack|need)\b|(?<!\ball )\b(?:i|we) (?:still |also )?(?:need|want|have|would like) to (?:know|understand|hear) (?:about|who|what|when|where|why|which|how|if|whether)\b|\b(?:i|we)(?:['’]d| would) like you to\b|\b(?:i|we) want the same\b|\bit would (?:be (?:good|great|useful|helpful|nice)|help(?: me| us)?) to (?:know|understand|see|hear|have|get)\b|\b(?:concerns?|questions?|points?|issues?|worries) (?:remain|are (?:still )?open|are left)\b/i;
const DEMAND_CHARS_MAX = 300;

const STRICT =
	/\b(?:we|i) (?:ask|require|expect|insist on|demand|cannot accept|can['’]t accept|do not accept|won['’]t accept|will not accept|won['’]t pay|will not pay)\b|\b(?:we|i) (?:need|want)\b(?! to (?!be able)|\s(?:you|some|more time|all|both|everything|them|these|those)\b)|\b(?:not acceptable|is not possible for us|must (?:stay|remain|be fixed|come down|not exceed))\b|\bor (?:i|we) (?:do not|don['’]t) (?:talk|sign|see it)\b/i;
const DEMAND = new RegExp(
	`${STRICT.source}|${WISHED.source}|\\bplease\\b|\\?|\\bmust\\b|\\bshall\\b|\\brequired?\\b|\\bis not possible\\b|\\b(?:we|i) (?:need|want|could accept|would (?:want|expect))\\b|\\bright to\\b|\\bknock-?out\\b|\\bno charge\\b|\\bcap\\b|\\bexpects?\\b|\\btoo (?:long|high|short|low|late)\\b|\\b(?:maximum|minimum|at most)\\b`,
	"i",
);
/** What announces a list that wants something. */
const LEAD =
	/\b(?:requir\w{1,5}|request\w{0,3}|we need|i need|ask|asks|settle|questions?|cannot accept|agreement to|following from you|expect|remarks?|conditions?|answers? to|please (?:show|answer|confirm|provide|send)|tell (?:me|us)|settled)\b/i;
const NO_LEAD = /\b(?:agenda|scope|evaluation|calendar|mandatory requirements|who we are|stations?|submission)\b/i;

type Item = {
	readonly kind: "marked" | "headed" | "demand";
	readonly label: string | null;
	readonly heading: string;
	readonly sentences: readonly Sentence[];
	readonly text: string;
	readonly at: Span;
	readonly paragraph?: number;
};

function itemsOf(text: string, sentences: readonly Sentence[]): readonly Item[] {
	const paragraphs = new Map<number, Sentence[]>();
	for (const each of sentences) {
		const own = paragraphs.get(each.paragraph);
		if (own) own.push(each);
		else paragraphs.set(each.paragraph, [each]);
	}
	return [...paragraphs.values()].flatMap(byHeading).flatMap((own): readonly Item[] => {
		const [first] = own;
		if (!first) return [];
		const marker = markerBefore(text, first.start);
		const heading = headingOf(own);
		if (marker === null && heading === "") return [];
		return [
			{
				kind: marker === null ? "headed" : "marked",
				label: marker,
				heading,
				sentences: own,
				text: own
					.map((each) => each.text)
					.join(" ")
					.slice(0, ITEM_CHARS_MAX),
				at: first,
				paragraph: first.paragraph,
			},
		];
	});
}
const ITEM_CHARS_MAX = 600;

/** "1." and "1)" are told as "1.", "a)" and "(a)" as "(a)". */
function markerBefore(text: string, start: number): string | null {
	const before = text.slice(Math.max(0, start - 20), start);
	const mark = /(?:^|\n)[ \t]{0,12}\(?(\d{1,2}|[a-hA-H])[.)][ \t]{1,4}$/.exec(before)?.[1];
	if (mark === undefined) return null;
	return /\d/.test(mark) ? `${mark}.` : `(${mark.toLowerCase()})`;
}

/** "Payment." in front of what is said about it, or "Third," */
function headingOf(own: readonly Sentence[]): string {
	const [first, second] = own;
	if (!first) return "";
	const words = first.text.trim().split(/\s+/);
	if (second && words.length <= 2 && /^\p{Lu}[\p{L} -]{2,40}\.$/u.test(first.text.trim())) return first.text;
	return colonOf(first.text);
}

/** "§ 9: we need another law", "Price: the board expects less". */
const COLON = /^(§ ?\d{1,3}(?:\.\d{1,2})?|\p{Lu}[\p{L} -]{2,30}):\s\S/u;

/** Before a colon stands a paragraph's number or a subject; anything else leads up to something. */
function colonOf(text: string): string {
	const heading = COLON.exec(text)?.[1] ?? "";
	if (heading.startsWith("§")) return heading;
	return heading.split(/\s+/).length <= 3 && subjectOf(heading) !== null ? heading : "";
}

/** "(1) do you ..., (2) can it ..., and (3) is there ...": a list within a sentence, from each mark to the next. */
function inlineOf(text: string, sentences: readonly Sentence[]): readonly Item[] {
	return sentences
		.filter((sentence) => sentence.end - sentence.start <= INLINE_CHARS_MAX)
		.flatMap((sentence) => {
			const own = text.slice(sentence.start, sentence.end);
			const marks = [...own.matchAll(/(?<=^|[\s:,;])\(?([1-9]|[a-h])\)\s/g)];
			const isRun = marks.every(
				(mark, i) => i === 0 || ordinal(mark[1] ?? "") === ordinal(marks[i - 1]?.[1] ?? "") + 1,
			);
			if (marks.length < (DEMAND.test(own) || LEAD.test(own) ? 1 : 2) || !isRun) return [];
			return marks.flatMap((mark, i): readonly Item[] => {
				const from = mark.index + mark[0].length;
				const said = own.slice(from, marks[i + 1]?.index ?? own.length).replace(/[\s,;]+(?:and|or)?[\s,;]*$/i, "");
				if (said.trim() === "") return [];
				const at = { start: sentence.start + from, end: sentence.start + from + said.length };
				const whole: Sentence = { ...sentence, ...at, text: said };
				return [
					{
						kind: "marked",
						label: /\d/.test(mark[1] ?? "") ? `${mark[1]}.` : `(${mark[1]})`,
						heading: "",
						sentences: [whole],
						text: said,
						at,
					},
				];
			});
		});
}
const INLINE_CHARS_MAX = 600;
const overlaps = (a: Item, b: Item): boolean =>
	a.at.start < b.at.end && b.at.start < (a.sentences.at(-1)?.end ?? a.at.end);

/** Lines that were run together to one paragraph are parted again where a heading begins. */
function byHeading(own: readonly Sentence[]): readonly (readonly Sentence[])[] {
	const parts: Sentence[][] = [];
	for (const each of own) {
		const open = parts.at(-1);
		if (open && colonOf(each.text) === "") open.push(each);
		else parts.push([each]);
	}
	return parts;
}

/** Lists as they stand: marked items, with nothing but their own paragraphs between them. */
function runsOf(items: readonly Item[]): readonly (readonly Item[])[] {
	const runs: Item[][] = [];
	let last: Item | null = null;
	for (const item of items.filter((each) => each.kind === "marked")) {
		const open = runs.at(-1);
		if (open && last && follows(last, item)) open.push(item);
		else runs.push([item]);
		last = item;
	}
	return runs.filter((run) => run.length >= 2);
}
const follows = (a: Item, b: Item): boolean => {
	const [one, two] = [ordinal(a.label), ordinal(b.label)];
	return two === one + 1 && (b.paragraph ?? 0) - (a.paragraph ?? 0) <= 3;
};
const ordinal = (label: string | null): number => {
	const mark = (label ?? "").replace(/[().]/g, "");
	return /^\d+$/.test(mark) ? Number(mark) : mark.charCodeAt(0);
};

function isAsking(run: readonly Item[], sentences: readonly Sentence[]): boolean {
	const [first] = run;
	const [opening] = first?.sentences ?? [];
	if (!opening) return false;
	const lead = sentences[sentences.indexOf(opening) - 1]?.text ?? "";
	if (NO_LEAD.test(lead)) return false;
	return LEAD.test(lead) || run.filter((item) => DEMAND.test(item.text)).length * 2 >= run.length;
}
