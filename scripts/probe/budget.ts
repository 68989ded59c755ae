import { chanceOf } from "#workers/testing/wrong-ids.ts";
import { readArgs, run } from "../run.ts";
import { walk } from "./budget-walk.ts";

const HELP = `npm run probe -- budget [--sequences N] [--seed N] [--json]

Plays N random lives (100,000) of accounts that share a burst pool: calls that are reserved, settled for more, twice, late or
never, leases whose answers are lost, grants, months that end. After every step each pool, ceiling and factor is held against
what was used. Exit 1 where any is exceeded by more than one call, or anything leaks.`;

const { values } = readArgs(HELP, {
	args: process.argv.slice(2),
	options: {
		sequences: { type: "string", default: "100000" },
		seed: { type: "string" },
		json: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});

async function main(): Promise<void> {
	if (values.help) {
		process.stdout.write(`${HELP}\n`);
		return;
	}
	const seed = Number(values.seed ?? Date.now() % 1_000_000);
	const sequences = Number(values.sequences);
	const chance = chanceOf(seed);
	const began = performance.now();
	const sums = { steps: 0, reserved: 0, queued: 0, settled: 0, expired: 0 };
	const broken: string[] = [];
	for (let n = 0; n < sequences; n++) {
		const walked = walk(chance);
		for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += walked[name];
		broken.push(...walked.broken.map((rule) => `sequence ${n}, ${rule}`));
		if (broken.length > 20) break;
	}
	const result = { sequences, seed, ...sums, broken: broken.length, ms: Math.round(performance.now() - began) };
	for (const each of broken.slice(0, 20)) process.stderr.write(`${each}\n`);
	if (!values.json)
		process.stdout.write(`${sums.steps} steps in ${sequences} sequences: ${broken.length} broken rules\n`);
	process.stdout.write(`${JSON.stringify(result)}\n`);
	if (broken.length > 0) process.exitCode = 1;
}

await run(main);
