import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { type Evaluation, type Figure, mean, rounded, wordF1, wordsOf } from "./figure.ts";

const Row = z.object({ name: z.string(), email: z.string(), trimmed: z.string() });

/**
 * Cuts of replies that people agreed upon. The data keeps quoted lines where an answer stands below them; we never show
 * what somebody else wrote, so each figure stands twice: as the data has it, and with its quoted lines taken out.
 */
export const evalReply: Evaluation = async ({ data, say }) => {
	const path = join(data, "reply_trimmer", "dev.jsonl");
	if (!existsSync(path)) return null;
	const rows = readFileSync(path, "utf8")
		.split("\n")
		.filter((line) => line.trim() !== "")
		.map((line) => Row.parse(JSON.parse(line)));
	const scored = rows.map((row) => {
		const [ours, naive, gold] = [wordsOf(shown(row.email)), wordsOf(naiveCut(row.email)), wordsOf(row.trimmed)];
		const own = wordsOf(row.trimmed.replace(/^\s{0,3}>.*$/gmu, ""));
		return {
			name: row.name,
			f1: wordF1(ours, gold),
			own: wordF1(ours, own),
			exact: same(ours, gold),
			exactOwn: same(ours, own),
			naive: wordF1(naive, gold),
			naiveOwn: wordF1(naive, own),
			naiveExact: same(naive, gold),
		};
	});
	for (const row of scored)
		if (!row.exact)
			say(`  ${row.name}: F1 ${rounded(row.f1)}, own words ${rounded(row.own)}, naive ${rounded(row.naive)}`);
	const n = rows.length;
	const figure = (metric: string, value: number, naive: number): Figure => ({
		name: "mail.reply",
		metric,
		value: rounded(value),
		n,
		against: { name: "naive", value: rounded(naive) },
	});
	const share = (of: (row: (typeof scored)[number]) => boolean): number => mean(scored.map((row) => (of(row) ? 1 : 0)));
	return [
		figure("word-f1", mean(scored.map((row) => row.f1)), mean(scored.map((row) => row.naive))),
		figure("word-f1-own-words", mean(scored.map((row) => row.own)), mean(scored.map((row) => row.naiveOwn))),
		figure(
			"exact",
			share((row) => row.exact),
			share((row) => row.naiveExact),
		),
		{ name: "mail.reply", metric: "exact-own-words", value: rounded(share((row) => row.exactOwn)), n },
	];
};

const same = (a: readonly string[], b: readonly string[]): boolean => a.join(" ") === b.join(" ");

/** The visible spans as one text: what a reasoner reads. */
export const shown = (text: string): string =>
	visibleSpans(text)
		.map((span) => text.slice(span.start, span.end))
		.join("\n");

/** What a first attempt at the task looks like, as a measure of what the rest is worth. */
export function naiveCut(text: string): string {
	const header = /^On [\s\S]{1,300}?wrote:\s*$/mu.exec(text);
	return (header === null ? text : text.slice(0, header.index)).replace(/^\s*>.*$/gmu, "").trim();
}
