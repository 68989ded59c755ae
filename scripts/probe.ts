import { spawnSync } from "node:child_process";
import { client } from "./probe/client.ts";
import { run } from "./run.ts";

const HELP = `npm run probe -- NAME [OPTIONS]

  isolation   somebody of one account who wants another's: not a byte, with either guard left out
  rotation    keys that change under load: no failed read
  strangers   requests without a key, by the thousand: no object, no row
  budget      accounts that share a month's burst tokens, by random lives: no pool is exceeded
  client      a program that was made of the API's document alone

Each says more with --help. What it found is the last line; with --json it is JSON.`;

const NAMES: ReadonlySet<string> = new Set(["isolation", "rotation", "strangers", "budget", "client"]);

async function main(): Promise<void> {
	const [name = "", ...options] = process.argv.slice(2);
	if (!NAMES.has(name)) {
		const isHelp = name === "--help" || name === "-h";
		(isHelp ? process.stdout : process.stderr).write(`${HELP}\n`);
		process.exit(isHelp ? 0 : 2);
	}
	if (name === "client") {
		process.stdout.write(`${JSON.stringify(await client({ isBuilt: options.includes("--no-build") }))}\n`);
		return;
	}
	const { status } = spawnSync(process.execPath, [`scripts/probe/${name}.ts`, ...options], { stdio: "inherit" });
	process.exit(status ?? 1);
}

await run(main);
