import { execFileSync } from "node:child_process";
import * as z from "zod";
import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { ABLATIONS } from "./ablations.ts";

/** What is measured without each reasoner, and the figures of it that are compared. */
const MEASURED: Readonly<Record<string, readonly string[]>> = {
	"judge.facts": [
		"qualification, micro-F1, generated",
		"qualification, micro-F1, hand-written",
		"promises and asks with owner and date, F1, generated",
		"promises and asks with owner and date, F1, hand-written",
		"objections, F1, hand-written",
	],
	"judge.people": ["stakeholders, F1, hand-written", "single-thread alarm, recall, hand-written"],
	"judge.next": ["best action first"],
	"judge.plans": ["changes found"],
	"judge.persona": ["mails without a draft"],
};

const Answer = z.object({ figures: z.array(z.object({ metric: z.string(), value: z.number(), n: z.number() })) });
type Measured = ReadonlyMap<string, { readonly value: number; readonly n: number }>;

/** Each reasoner switched off in turn: what the others' figures lose without it. Some minutes. */
export const evalAblation: Evaluation = async ({ say }) => {
	const whole = measure("");
	return Object.keys(ABLATIONS).flatMap((name): readonly Figure[] => {
		const without = measure(name);
		return [...whole].flatMap(([metric, { value, n }]): readonly Figure[] => {
			const left = without.get(metric)?.value ?? 0;
			if (left === value) return [];
			say(`  without ${name}: ${metric} ${left} (${value} with it)`);
			return [
				{
					name: "judge.ablation",
					metric: `${metric}, without ${name}`,
					value: rounded(left),
					n,
					against: { name: "with it", value },
				},
			];
		});
	});
};

function measure(without: string): Measured {
	const found = new Map<string, { value: number; n: number }>();
	for (const [evaluation, metrics] of Object.entries(MEASURED)) {
		const out = execFileSync(
			process.execPath,
			[
				"--import",
				"./scripts/markdown.ts",
				"--import",
				"./scripts/eval/ablate.ts",
				"scripts/eval.ts",
				evaluation,
				"--json",
			],
			{ env: { ...process.env, ABLATE: without }, stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 },
		);
		const { figures } = Answer.parse(JSON.parse(String(out).trim().split("\n").at(-1) ?? "{}"));
		for (const { metric, value, n } of figures) if (metrics.includes(metric)) found.set(metric, { value, n });
	}
	return found;
}
