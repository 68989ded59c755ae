import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { generatedItems } from "./generated.ts";
import { type PlayOptions, playThread } from "./play.ts";
import { claimsIn, f1, hasValidSpans, type KindScore, type Reading, scoreKind, sumOf, tallyOf } from "./score.ts";
import { Item, isHidden, isSecondHalf, LabelKind, QUALIFYING, readSet } from "./sets.ts";

/** What is read out of one text by the crew: claims in the order in which they were made. */
export function readItem(item: Item, options: PlayOptions = {}): Reading {
	const { messages } = playThread(
		{ stage: "DISCOVERY", region: "emea", seller: item.seller, messages: [{ ...item, cc: [] }] },
		options,
	);
	const [message] = messages;
	return message ? { text: message.record.text, claims: claimsIn(message.proposals) } : { text: "", claims: [] };
}

export type ItemScore = { readonly item: Item; readonly reading: Reading; readonly kinds: readonly KindScore[] };

export const scoreItem = (item: Item, options?: PlayOptions): ItemScore => {
	const reading = readItem(item, options);
	return { item, reading, kinds: LabelKind.options.map((kind) => scoreKind(item, reading, kind)) };
};

export const handWritten = (): readonly Item[] => [
	...(readSet("hard-mail", Item) ?? []),
	...(readSet("hard-talk", Item) ?? []),
];

const COMMITMENTS: readonly LabelKind[] = ["ask", "promise"];
/** What is reported of each set: the kinds that are scored as one, and their goal where one is set. */
const GROUPS: readonly {
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
	const all = [...written, ...generated];
	const claims = all.flatMap(({ reading }) => reading.claims.map((claim) => ({ text: reading.text, claim })));
	return [
		...figuresOf("generated", generated),
		...figuresOf("written", written),
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
		const figure = (what: string, of: readonly ItemScore[]): Figure => ({
			name: "judge.facts",
			metric: `${metric}, ${what}`,
			value: rounded(f1(sumOf(of.map((score) => tallyOf(score.kinds.filter((each) => kinds.includes(each.kind))))))),
			n: of.flatMap(({ item }) => item.labels.filter((label) => kinds.includes(label.kind))).length,
			...(goals ? { against: { name: "goal", value: goals[set] } } : {}),
		});
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
