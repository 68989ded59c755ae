import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { htmlToText } from "#workers/ingress/mail/html-text.ts";
import { parseMail } from "#workers/ingress/mail/parse.ts";
import { cleanText } from "#workers/ingress/mail/text.ts";
import { type Evaluation, rounded, wordF1, wordsOf } from "./figure.ts";
import { PERSON_CUTS, type PersonCut } from "./person-cuts.ts";
import { naiveCut, shown } from "./reply.ts";

/** Longer than any text of the collections: what is measured is the cut, not the limit. */
const TEXT_CHARS_MAX = 2_000_000;

/** Our cut of each mail against what a person keeps of it, word by word. */
export const evalCuts: Evaluation = async ({ data, say }) => {
	const files = Object.entries(PERSON_CUTS).filter(([file]) => existsSync(join(data, file)));
	if (files.length === 0) return null;
	const lacking = Object.keys(PERSON_CUTS).length - files.length;
	if (lacking > 0) say(`  ${lacking} of the labelled files are not in the folder`);
	let [good, naive, slowest] = [0, 0, 0];
	for (const [file, label] of files) {
		const text = await textOf(join(data, file));
		const best = personTexts(text, label).map(wordsOf);
		if (best.length === 0) throw new Error(`the label of ${file} does not stand in its text`);
		const before = performance.now();
		const ours = wordsOf(shown(text));
		slowest = Math.max(slowest, performance.now() - before);
		if (isOneOf(wordsOf(naiveCut(text)), best)) naive++;
		if (isOneOf(ours, best)) good++;
		else say(`  worse: ${file} (${label.why}), ${reasonOf(ours, best[0] ?? [])}`);
	}
	say(`  the slowest cut took ${Math.round(slowest)} ms`);
	return [
		{
			name: "mail.cuts",
			metric: "as-good-as-a-person",
			value: good,
			n: files.length,
			against: { name: "naive", value: naive },
		},
		{ name: "mail.cuts", metric: "share", value: rounded(good / files.length), n: files.length },
	];
};

async function textOf(path: string): Promise<string> {
	const raw = readFileSync(path);
	if (path.endsWith(".gz")) return cleanText(gunzipSync(raw).toString("utf8"));
	if (path.endsWith(".html")) return cleanText(htmlToText(raw.toString("utf8"), TEXT_CHARS_MAX).text);
	if (!path.endsWith(".eml")) return cleanText(raw.toString("utf8"));
	const mail = await parseMail(raw);
	return mail.type === "mail" ? mail.text : "";
}

/** The kept stretches as they stand in the text: with and without the names that may go either way. */
function personTexts(text: string, label: PersonCut): readonly string[] {
	let texts = [""];
	let at = 0;
	for (const { from, to, orTo } of label.keep) {
		const start = text.indexOf(from, at);
		const last = start < 0 ? -1 : text.indexOf(to, start);
		if (last < 0) return [];
		const ends = [last + to.length];
		const later = orTo === undefined ? -1 : text.indexOf(orTo, last);
		if (orTo !== undefined && later >= 0) ends.push(later + orTo.length);
		texts = texts.flatMap((before) => ends.map((end) => `${before}\n${text.slice(start, end)}`));
		at = ends[0] ?? at;
	}
	return texts;
}

const isOneOf = (words: readonly string[], choices: readonly (readonly string[])[]): boolean =>
	choices.some((choice) => choice.join(" ") === words.join(" "));

function reasonOf(ours: readonly string[], theirs: readonly string[]): string {
	const f1 = rounded(wordF1(ours, theirs));
	if (ours.length > theirs.length) return `${ours.length - theirs.length} words too many, F1 ${f1}`;
	return `${theirs.length - ours.length} words lost, F1 ${f1}`;
}
