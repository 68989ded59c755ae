import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { generatedItems } from "./generated.ts";
import { type PlayedThread, playThread } from "./play.ts";
import { claimsIn, f1, hasValidSpans, type KindScore, type Reading, scoreKind, sumOf, tallyOf } from "./score.ts";
import {
	Item,
	isHidden,
	isLaterHidden,
	isSecondHalf,
	LATER_SETS,
	LabelKind,
	laterSet,
	QUALIFYING,
	readSet,
} from "./sets.ts";
import type { Thread } from "./thread.ts";

/** The thread of one message that a text is played as. */
export const threadOf = (item: Item): Thread => ({
	stage: "DISCOVERY",
	region: "emea",
	seller: item.seller,
	messages: [{ ...item, cc: [] }],
});

export type ItemScore = { readonly item: Item; readonly reading: Reading; readonly kinds: readonly KindScore[] };

/** What was read out of one text by the crew: claims in the order in which they were made. */
export function scorePlayed(item: Item, { messages }: PlayedThread): ItemScore {
	const [message] = messages;
	const reading: Reading = message
		? { text: message.record.text, claims: claimsIn(message.proposals) }
		: { text: "", claims: [] };
	return { item, reading, kinds: LabelKind.options.map((kind) => scoreKind(item, reading, kind)) };
}

const scoreItem = (item: Item): ItemScore => scorePlayed(item, playThread(threadOf(item)));

const HARD = ["hard-mail", "hard-talk"] as const;
export const handWritten = (): readonly Item[] => HARD.flatMap((name) => readSet(name, Item) ?? []);

const COMMITMENTS: readonly LabelKind[] = ["ask", "promise"];
/** What is reported of each set: the kinds that are scored as one, and their goal where one is set. */
export const GROUPS: readonly {
	metric: string;
	kinds: readonly LabelKind[];
	goals: { generated: number; written: number } | null;
}[] = [
	{ metric: "qualification, micro-F1", kinds: QUALIFYING, goals: { generated: 0.9, written: 0.75 } },
	{
		metric: "promises and asks with owner and date, F1",
		kinds: COMMITMENTS,
		goals: { generated: 0.85, written: 0.85 },
	},
	{ metric: "objections, F1", kinds: ["objection"], goals: null },
	{ metric: "requirements, F1", kinds: ["requirement"], goals: null },
	{ metric: "competitors, F1", kinds: ["competitor"], goals: null },
	{ metric: "agreed terms, F1", kinds: ["agreed"], goals: null },
];

/** Facts with their quotes out of single texts: generated ones, and hand-written hard ones. */
export const evalFacts: Evaluation = async ({ say, misses }) => {
	const written = handWritten().map((item) => scoreItem(item));
	const generated = generatedItems().map((item) => scoreItem(item));
	if (written.length === 0) return null;
	if (misses) for (const score of written) if (!isHidden(score.item.id)) tell(score, say);
	if (misses) for (const score of generated) tell(score, say);
	const later = LATER_SETS.flatMap((each) => {
		const of = HARD.flatMap((name) => laterSet(each, name, Item)).map((item) => scoreItem(item));
		if (misses) for (const score of of) if (!isLaterHidden(each, score.item.id)) tell(score, say);
		return of.length === 0 ? [] : laterFigures(`${each} set`, of);
	});
	const all = [...written, ...generated];
	const claims = all.flatMap(({ reading }) => reading.claims.map((claim) => ({ text: reading.text, claim })));
	return [
		...figuresOf("generated", generated),
		...figuresOf("written", written),
		...later,
		...LabelKind.options.flatMap((kind) => [
			kindFigure("judge.facts", `${kind}, generated, F1`, generated, kind),
			kindFigure("judge.facts", `${kind}, hand-written, F1`, written, kind),
		]),
		...[...new Set(written.map(({ item }) => item.class))].map((name): Figure => {
			const of = written.filter(({ item }) => item.class === name);
			const tally = sumOf(of.map(({ kinds }) => tallyOf(kinds)));
			return { name: "judge.facts", metric: `class ${name}, all kinds, F1`, value: rounded(f1(tally)), n: of.length };
		}),
		{
			name: "judge.facts",
			metric: "quotes that stand at their place",
			value: rounded(
				claims.filter(({ text, claim }) => hasValidSpans(text, claim)).length / Math.max(1, claims.length),
			),
			n: claims.length,
			against: { name: "goal", value: 1 },
		},
	];
};

function figuresOf(set: "generated" | "written", scores: readonly ItemScore[]): readonly Figure[] {
	const shown = set === "written" ? "hand-written" : "generated";
	return GROUPS.flatMap(({ metric, kinds, goals }) => {
		const figure = (what: string, of: readonly ItemScore[]): Figure =>
			groupFigure(`${metric}, ${what}`, of, kinds, goals?.[set]);
		if (set === "generated") return [figure(shown, scores)];
		return [
			figure(shown, scores),
			figure(
				`${shown}, second half`,
				scores.filter(({ item }) => isSecondHalf(item.id)),
			),
		];
	});
}

const laterFigures = (set: string, scores: readonly ItemScore[]): readonly Figure[] =>
	GROUPS.map(({ metric, kinds, goals }) => groupFigure(`${metric}, ${set}`, scores, kinds, goals?.written));

const groupFigure = (
	metric: string,
	of: readonly ItemScore[],
	group: readonly LabelKind[],
	goal: number | undefined,
): Figure => ({
	name: "judge.facts",
	metric,
	value: rounded(f1(sumOf(of.map(({ kinds }) => tallyOf(kinds.filter(({ kind }) => group.includes(kind))))))),
	n: of.flatMap(({ item }) => item.labels.filter(({ kind }) => group.includes(kind))).length,
	...(goal === undefined ? {} : { against: { name: "goal", value: goal } }),
});

const kindFigure = (name: string, metric: string, scores: readonly ItemScore[], kind: LabelKind): Figure => {
	const tally = sumOf(scores.map(({ kinds }) => tallyOf(kinds.filter((each) => each.kind === kind))));
	return { name, metric, value: rounded(f1(tally)), n: tally.found + tally.missed };
};

function tell({ item, kinds }: ItemScore, say: (line: string) => void): void {
	for (const { kind, missed, wrong } of kinds) {
		for (const { quote, value, owner, date } of missed)
			say(
				`  missed: ${item.id} ${kind}: «${quote}» = ${[value, owner, date].filter((each) => each != null).join(", ")}`,
			);
		for (const { value, evidence } of wrong) say(`  wrong: ${item.id} ${kind}: ${value} ← «${evidence[0]?.quote}»`);
	}
}
