import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "../build.ts";
import { startPlatform } from "../platform.ts";
import { humansOf } from "../play.ts";
import { SAMPLE_TENANTS, sampleThreads } from "../samples.ts";
import { seedTenant } from "../seed.ts";
import { playThread } from "./crew-play.ts";
import { KINDS, type KindScore, Labels, scoreThread } from "./crew-score.ts";
import { type Evaluation, type Figure, rounded } from "./figure.ts";

/** The platform by rules, over every sample thread that somebody has labelled. */
export const evalCrew: Evaluation = async ({ say, misses }) => {
	build();
	const platform = await startPlatform();
	const scores: ReadonlyMap<string, KindScore>[] = [];
	try {
		for (const tenant of SAMPLE_TENANTS) {
			const threads = sampleThreads(tenant.tenant).filter(({ folder }) => existsSync(labelsOf(folder)));
			if (threads.length === 0) continue;
			await seedTenant(platform, tenant, { mail: { provider: "mail" }, undoWindowMs: 0, sendsUnlimited: true });
			const people = await humansOf(platform, tenant);
			for (const thread of threads) {
				const labels = Labels.parse(JSON.parse(readFileSync(labelsOf(thread.folder), "utf8")));
				const score = scoreThread(await playThread(people, thread), labels);
				scores.push(score);
				if (misses) tellMisses(thread.folder, score, say);
			}
		}
	} finally {
		await platform.stop();
	}
	return [...Object.keys(KINDS), "stakeholder as labelled"].flatMap((kind) => figuresOf(kind, scores));
};

const labelsOf = (folder: string): string => join(folder, "labels.json");

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

function tellMisses(thread: string, score: ReadonlyMap<string, KindScore>, say: (line: string) => void): void {
	for (const [kind, { missed, extra }] of score) {
		for (const each of missed) say(`  missed: ${thread} ${kind}: ${each}`);
		for (const each of extra) say(`  without a label: ${thread} ${kind}: ${each}`);
	}
}
