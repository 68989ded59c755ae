import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { busyFigures, dealFigures, rulesFigures } from "../bench/deals.ts";
import { type Driver, driver } from "../bench/drive.ts";
import { type Figure, tableOf } from "../bench/figures.ts";
import { resumeFigures } from "../bench/resume.ts";
import { tokenFigures } from "../bench/tokens.ts";
import { buildWorker } from "./build.ts";
import { startPlatform } from "./platform.ts";

const BENCHES: Readonly<Record<string, (drive: Driver, rounds: number) => Promise<readonly Figure[]>>> = {
	deal: dealFigures,
	rules: rulesFigures,
	busy: busyFigures,
	tokens: tokenFigures,
};

const HELP = `npm run bench -- [NAME] [--json] [--rounds N]
  measures the built bundle against a plain object that makes the same writes; NAME is one of ${[...Object.keys(BENCHES), "resume"].join(", ")}`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	allowNegative: true,
	options: {
		rounds: { type: "string", default: "7" },
		json: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
		build: { type: "boolean", default: true },
	},
});

const say = (text: string): void => {
	process.stdout.write(`${text}\n`);
};

async function main(): Promise<void> {
	if (values.help) return say(HELP);
	const rounds = Number(values.rounds);
	if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a whole number");
	const [name] = positionals;
	if (name !== undefined && name !== "resume" && !BENCHES[name])
		throw new Error(`there is no bench «${name}»\n${HELP}`);
	if (values.build) buildBench();
	// The platform serves the page's folder, which a bench has no use for.
	mkdirSync("dist/web", { recursive: true });
	const folder = mkdtempSync(join(tmpdir(), "agent-army-bench-"));
	try {
		const figures = [...(await inOneProcess(folder, rounds, name))];
		if (name === undefined || name === "resume") figures.push(...(await resumeFigures(join(folder, "resume"))));
		say(values.json ? JSON.stringify({ figures }) : tableOf(figures));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The platform starts the module that is called `index.js`. */
function buildBench(): void {
	const out = resolve("dist/bench");
	buildWorker("bench/wrangler.toml", out);
	renameSync(join(out, "worker.js"), join(out, "index.js"));
}

async function inOneProcess(folder: string, rounds: number, name: string | undefined): Promise<readonly Figure[]> {
	const asked = Object.entries(BENCHES).filter(([each]) => name === undefined || each === name);
	if (asked.length === 0) return [];
	const { url, stop } = await startPlatform({
		bundle: "dist/bench",
		config: "bench/wrangler.toml",
		state: join(folder, "state"),
	});
	const drive = driver(url);
	try {
		const figures: Figure[] = [];
		for (const [, bench] of asked) figures.push(...(await bench(drive, rounds)));
		return figures;
	} finally {
		drive.close();
		await stop();
	}
}

// Last, so that everything above is there when it runs.
await main();
