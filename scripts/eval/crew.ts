import { existsSync, readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import { JIGTREE_CATALOGUE } from "#knowledge/samples/jigtree/catalogue.ts";
import { SKYVERA_CATALOGUE } from "#knowledge/samples/skyvera/catalogue.ts";
import { TOTOGI_CATALOGUE } from "#knowledge/samples/totogi/catalogue.ts";
import { signalsOf, ThreadFile } from "./crew-mail.ts";
import type { Seller } from "./crew-play.ts";
import { KINDS, type KindScore, Labels, scoreThread } from "./crew-score.ts";
import { type Evaluation, type Figure, rounded } from "./figure.ts";

const ROOT = "knowledge/samples";
const SELLERS: readonly (Seller & { readonly catalogue: Catalogue })[] = [
	{ tenant: "skyvera", rep: "Sam Okafor", organisation: "Skyvera", catalogue: SKYVERA_CATALOGUE },
	{ tenant: "jigtree", rep: "Lena Fischer", organisation: "Jigtree", catalogue: JIGTREE_CATALOGUE },
	{ tenant: "totogi", rep: "Diego Salas", organisation: "Totogi", catalogue: TOTOGI_CATALOGUE },
];

/** The whole crew, by rules, over every sample thread that somebody has labelled. */
export const evalCrew: Evaluation = async ({ say, misses }) => {
	loadTextAsModules();
	const { playThread } = await import("./crew-play.ts");
	const scores: ReadonlyMap<string, KindScore>[] = [];
	for (const { catalogue, ...seller } of SELLERS) {
		const threads = join(ROOT, seller.tenant, "threads");
		for (const thread of readdirSync(threads).sort()) {
			const folder = join(threads, thread);
			if (!existsSync(join(folder, "labels.json"))) continue;
			const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
			const { name, signals } = ThreadFile.parse(json("thread.json"));
			const us = { domain: `@${seller.tenant}.example`, people: SELLERS.map((each) => each.rep) };
			const read = [];
			for (const each of signals) read.push(...(await signalsOf(folder, each, us)));
			const played = playThread(name, read, { seller, catalogue });
			const score = scoreThread(played, Labels.parse(json("labels.json")));
			scores.push(score);
			if (misses) tellMisses(`${seller.tenant}/${thread}`, score, { companies: played.companies, say });
		}
	}
	return [...Object.keys(KINDS), "stakeholder as labelled"].flatMap((kind) => figuresOf(kind, scores));
};

function figuresOf(kind: string, scores: readonly ReadonlyMap<string, KindScore>[]): readonly Figure[] {
	const of = scores.flatMap((score) => score.get(kind) ?? []);
	const sum = (count: (score: KindScore) => number): number => of.reduce((total, each) => total + count(each), 0);
	const n = sum((each) => each.n);
	const share = (count: number): number => (n === 0 ? 0 : rounded(count / n));
	return [
		{
			name: "crew.facts",
			metric: `${kind}, recall`,
			value: share(sum((each) => each.found)),
			n,
			against: { name: "on the board at the end", value: share(sum((each) => each.held)) },
		},
		{ name: "crew.facts", metric: `${kind}, without a label`, value: sum((each) => each.extra.length), n },
	];
}

type Telling = { readonly companies: readonly string[]; readonly say: (line: string) => void };

function tellMisses(thread: string, score: ReadonlyMap<string, KindScore>, { companies, say }: Telling): void {
	for (const [kind, { missed, extra }] of score) {
		for (const each of missed) say(`  missed: ${thread} ${kind}: ${each}`);
		for (const each of extra) say(`  without a label: ${thread} ${kind}: ${each}`);
	}
	for (const each of companies) say(`  contact: ${thread} ${each}`);
}

/** Souls are imported as texts, as the bundler of the Worker does it. */
function loadTextAsModules(): void {
	registerHooks({
		load(url, context, next) {
			if (!url.endsWith(".md")) return next(url, context);
			const text = JSON.stringify(readFileSync(fileURLToPath(url), "utf8"));
			return { format: "module", source: `export default ${text};`, shortCircuit: true };
		},
	});
}
