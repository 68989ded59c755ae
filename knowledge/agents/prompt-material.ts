import type { Passage, Passages } from "#knowledge/core/context/material.ts";
import type { Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import { kindsIn, type ToldKind } from "#knowledge/core/reasoning/learned/kinds.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";

type Signal = NonNullable<SkillInput["signal"]>;

/** A part of a text that a skill may read, and what stands before it. */
type Readable = Span & { readonly label: string; readonly ours: boolean };

/** Only what its author wrote here, each part with its offset, so that a quote can be placed in the whole text. */
export const materialOf = (signal: Signal): string =>
	`${leadOf(signal)}${readableIn(signal)
		.map(({ start, end, label }) => `${headOf(label, start)}${signal.text.slice(start, end)}`)
		.join("\n")}`;

const leadOf = ({ subject }: Signal): string => (subject ? `Subject: ${subject}\n` : "");

const readableIn = (signal: Signal): readonly Readable[] => [
	...(signal.turns.length > 0
		? signal.turns.map(({ start, end, speaker, side }) => ({
				start,
				end,
				label: `|${speaker} (${side}): `,
				ours: side === "us",
			}))
		: signal.visible.map(({ start, end }) => ({ start, end, label: "|", ours: signal.author === "us" }))),
	...(signal.signature
		? [{ start: signal.signature.start, end: signal.signature.end, label: "signature |", ours: false }]
		: []),
	...signal.attached.map(({ start, end, name }) => ({ start, end, label: `attached ${name} |`, ours: false })),
];

/** «[at 120] Sam (ours): », «[attached terms.pdf at 900] ». What stands before the bar belongs into the brackets. */
function headOf(label: string, start: number): string {
	const bar = label.lastIndexOf("|");
	return `[${label.slice(0, bar)}at ${start}] ${label.slice(bar + 1)}`;
}

/** What of a long text this skill is given: its sentences, by how much of its work each holds. */
export function passagesFor(skill: Skill, signal: Signal): Passages {
	const parts = readableIn(signal);
	const wanted = wantedBy(skill);
	const passages = weighed(signal).map(
		({ told, base, ...passage }): Passage => ({
			...passage,
			weight:
				base + told.reduce((sum, { kind, probability }) => sum + probability * (wanted.has(kind) ? 1 : OTHERS), 0),
		}),
	);
	return {
		source: signal.text,
		lead: leadOf(signal),
		passages,
		head: (part, start) => headOf(parts[part]?.label ?? "|", start),
	};
}

/** What a sentence is worth to a skill that does not look for what it tells. */
const OTHERS = 0.3;

/** By key of a fact, what sentences tell it. */
const TELLS: Readonly<Record<FactKey, readonly ToldKind[]>> = {
	"bant.budget": ["budget"],
	"bant.authority": ["authority"],
	"bant.need": ["need"],
	"bant.timeline": ["timeline"],
	"meddic.metrics": ["metric"],
	"meddic.economic-buyer": ["economic-buyer"],
	"meddic.decision-criteria": ["decision-criterion"],
	"meddic.decision-process": ["decision-process"],
	"meddic.pain": ["pain"],
	"meddic.champion": ["champion"],
	"conversation.ask": ["ask-us", "ask-them"],
	"conversation.promise": ["promise-them", "promise-us"],
	"conversation.objection": ["objection"],
	"conversation.date": ["timeline", "agreed"],
	"conversation.agreed": ["agreed"],
	"conversation.concession": ["agreed", "promise-us"],
	"discovery.requirement": ["requirement"],
	"discovery.stakeholder": ["authority", "economic-buyer", "champion"],
	"discovery.competitor": ["competitor"],
	"strategy.fit": ["requirement", "need"],
	"strategy.gap": ["requirement", "need"],
	"strategy.position": ["competitor", "objection"],
	"methodology.answer": ["pain", "need", "metric", "decision-process"],
};

/** Who writes mails reads what is asked and agreed, whatever else it learns. */
const OF_WRITERS: readonly ToldKind[] = ["ask-us", "objection", "agreed", "promise-us", "timeline"];

const wantedBy = ({ factKeys, mayPropose }: Skill): ReadonlySet<ToldKind> =>
	new Set([...factKeys.flatMap((key) => TELLS[key]), ...(mayPropose.includes("draft-email") ? OF_WRITERS : [])]);

type Weighed = Omit<Passage, "weight"> & { readonly base: number; readonly told: ReturnType<typeof kindsIn> };

/** Read once for all skills that are given the text. */
const WEIGHED = new WeakMap<Signal, readonly Weighed[]>();

function weighed(signal: Signal): readonly Weighed[] {
	const known = WEIGHED.get(signal);
	if (known) return known;
	const found = readableIn(signal).flatMap((span, part) =>
		sentencesOf(signal, span).map((each) => ({ ...each, part, ours: span.ours })),
	);
	// What the words show is cheap to see; what a sentence tells is asked of the most telling alone.
	const bases = found.map(({ text }, i) => baseOf(text) + (i === 0 ? OPENING : 0));
	const least = [...bases].sort((a, b) => b - a)[KINDS_READ_MAX - 1] ?? Number.NEGATIVE_INFINITY;
	let read = 0;
	const result = found.map(({ start, end, text, part, ours }, i): Weighed => {
		const base = bases[i] ?? 0;
		const isRead = base >= least && text !== "" && read < KINDS_READ_MAX;
		if (isRead) read += 1;
		const before = found[i - 1];
		const told = isRead
			? kindsIn(text, { before: before?.part === part ? before.text : null, isAnswer: false, ours })
			: [];
		return { start, end, part, base, told };
	});
	WEIGHED.set(signal, result);
	return result;
}

/** Some tens of microseconds each. */
const KINDS_READ_MAX = 400;

/** The sentences of a part, and what of it is too long to be read sentence by sentence: that comes last. */
function sentencesOf({ text }: Signal, { start, end }: Span): readonly Pick<Sentence, "start" | "end" | "text">[] {
	const found: Pick<Sentence, "start" | "end" | "text">[] = [];
	let last = start;
	for (let round = 0; round < ROUNDS_MAX && (round === 0 || end - last > UNREAD_CHARS_MIN); round++) {
		const more = sentencesIn(text, [{ start: last, end }]);
		found.push(...more);
		last = more.at(-1)?.end ?? end;
	}
	return end - last > UNREAD_CHARS_MIN ? [...found, { start: last, end, text: "" }] : found;
}
/** A thousand sentences each: a contract is read to its end, and a hostile text costs no turn. */
const ROUNDS_MAX = 5;
/** Less than this is white space and marks. */
const UNREAD_CHARS_MIN = 80;

/** The first sentence says what a text is about. */
const OPENING = 0.3;
const SIGNS: readonly (readonly [RegExp, number])[] = [
	[/[€$£]\s?\d|\d[\d.,]*\s?(?:k\b|m\b|million|thousand|eur|usd|gbp|chf|euros?|dollars?|pounds?|francs?|%)/i, 0.6],
	[
		/\b\d{1,2}(?:st|nd|rd|th|\.)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\p{L}* \d|\b\d{4}-\d\d\b|\b(?:mon|tues|wednes|thurs|fri)day\b|\bq[1-4]\b/iu,
		0.5,
	],
	[/\?/, 0.5],
	[/\d/, 0.2],
	[
		/\b(?:must|shall|not|never|only|unless|agreed|approved|decided|sign\p{L}*|terminat\p{L}*|liab\p{L}*|penalt\p{L}*)\b/iu,
		0.2,
	],
];

const baseOf = (text: string): number =>
	text === "" ? -1 : SIGNS.reduce((sum, [sign, weight]) => sum + (sign.test(text) ? weight : 0), 0);
