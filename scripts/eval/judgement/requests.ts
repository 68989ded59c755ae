import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { actsIn } from "#knowledge/core/reasoning/acts.ts";
import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { type Example, f1Of, foldsOf, type Scorer, trainBayes, trainLogistic } from "./linear.ts";

/** Sentences out of mail, each with whether it asks its reader to act (ParakweetLabs 2014, Apache-2.0). */
const FILE = "request_intent/Ask0729-fixed.txt";
const FOLDS = 5;
const SEED = 20_140_729;

type Row = { readonly text: string; readonly isYes: boolean };

/** Whether a sentence asks its reader to do something: by our rules alone, and by them with a small learner beside. */
export const evalRequests: Evaluation = async ({ data, say, misses }) => {
	const file = [join(data, FILE), join(data, "email", FILE)].find((path) => existsSync(path));
	if (file === undefined) return null;
	const rows = readFileSync(file, "latin1").split(/\r?\n/).flatMap(rowIn);
	const folds = foldsOf(rows, FOLDS, SEED);
	const byFolds = (train: (examples: readonly Example[]) => Scorer, features: (text: string) => readonly string[]) =>
		f1Of(
			folds.flatMap((held) => {
				const of = (row: Row): Example => ({ features: features(row.text), isYes: row.isYes });
				const score = train(folds.filter((fold) => fold !== held).flatMap((fold) => fold.map(of)));
				return held.map(({ text, isYes }) => ({ said: score(features(text)) > 0, isYes }));
			}),
		);
	const ruled = rows.map(({ text, isYes }) => ({ text, said: asksToAct(text), isYes }));
	if (misses)
		for (const { text, said, isYes } of ruled)
			if (said !== isYes) say(`  ${isYes ? "missed" : "wrong"}: ${text.slice(0, 160)}`);
	const bayes = { name: "naive Bayes, same folds", value: rounded(byFolds(trainBayes, wordsIn)) };
	const always = { name: "always yes", value: rounded(f1Of(rows.map(({ isYes }) => ({ said: true, isYes })))) };
	const figure = (metric: string, value: number, against: Figure["against"]): Figure => ({
		name: "data.requests",
		metric,
		value: rounded(value),
		n: rows.length,
		...(against ? { against } : {}),
	});
	const learned = byFolds(
		(examples) => trainLogistic(examples, SEED),
		(text) => [...wordsIn(text), ...rulesIn(text)],
	);
	return [
		figure("asks its reader to act, rules alone, F1", f1Of(ruled), always),
		figure(`asks its reader to act, rules and a learner, ${FOLDS} folds, F1, goal 0.76`, learned, bayes),
	];
};

function rowIn(line: string): readonly Row[] {
	const at = line.indexOf("\t");
	const label = line.slice(0, Math.max(0, at)).trim();
	return label === "Yes" || label === "No" ? [{ text: line.slice(at + 1).trim(), isYes: label === "Yes" }] : [];
}

const asksToAct = (text: string): boolean => actsIn(text).some(({ kind }) => kind === "request" || kind === "question");

const TOKEN = /\$?[a-z]+(?:['’][a-z]+)?|\d+|[?!:]/g;

/** Words, pairs of words, and how it begins and ends. */
function wordsIn(text: string): readonly string[] {
	const words = (text.toLowerCase().match(TOKEN) ?? []).map((word) => (/^\d/.test(word) ? "0" : word)).slice(0, 60);
	return [
		...words,
		...words.slice(1).map((word, i) => `${words[i]} ${word}`),
		`^${words[0] ?? ""}`,
		`^${words.slice(0, 2).join(" ")}`,
		`${words.at(-1) ?? ""}$`,
	];
}

const rulesIn = (text: string): readonly string[] => actsIn(text).map(({ kind }) => `rule:${kind}`);
