import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Bench } from "../bench/bench.ts";
import { costFigures } from "../bench/cost.ts";
import { busyFigures, dealFigures, rulesFigures } from "../bench/deals.ts";
import { driver } from "../bench/drive.ts";
import { type Figure, tableOf } from "../bench/figures.ts";
import { historyFigures } from "../bench/history.ts";
import { install, type Peer, startLangGraph } from "../bench/langgraph.ts";
import { resumeFigures } from "../bench/resume.ts";
import { tokenFigures } from "../bench/tokens.ts";
import { buildWorker } from "./build.ts";
import { startPlatform } from "./platform.ts";

const BENCHES: Readonly<Record<string, (bench: Bench) => Promise<readonly Figure[]>>> = {
	deal: dealFigures,
	rules: rulesFigures,
	busy: busyFigures,
	history: historyFigures,
	tokens: tokenFigures,
	cost: costFigures,
};

/** Benches that another framework does as well. */
const WITH_PEER = ["deal", "busy"];

const HELP = `npm run bench -- [NAME] [--json] [--rounds N] [--peers]
  measures the built bundle against a plain object that makes the same writes; NAME is one of ${[...Object.keys(BENCHES), "resume"].join(", ")}
  --peers    installs LangGraph.js into bench/peers first; once installed, it is measured beside the product
  --no-peers leaves it out`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	allowNegative: true,
	options: {
		rounds: { type: "string", default: "7" },
		json: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
		build: { type: "boolean", default: true },
		peers: { type: "boolean" },
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
	const run = Date.now().toString(36);
	let peer: Peer | null = null;
	try {
		if (asked.some(([each]) => WITH_PEER.includes(each))) peer = await startPeer(join(folder, "langgraph.db"));
		const figures: Figure[] = [];
		for (const [, bench] of asked) figures.push(...(await bench({ drive, rounds, peer, run })));
		return figures;
	} finally {
		await peer?.stop();
		drive.close();
		await stop();
	}
}

async function startPeer(db: string): Promise<Peer | null> {
	if (values.peers === false) return null;
	if (values.peers && !install((text) => process.stderr.write(`${text}\n`))) return null;
	return startLangGraph(db);
}

// Last, so that everything above is there when it runs.
await main();
