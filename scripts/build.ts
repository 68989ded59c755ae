import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** The page and the Worker as they are deployed, into `dist/`. Needs no network and no account. */
export function build(): void {
	execFileSync(
		process.execPath,
		["node_modules/vite/bin/vite.js", "build", "--config", "web/vite.config.ts", "--logLevel", "warn"],
		{ stdio: ["ignore", "ignore", "inherit"] },
	);
	buildWorker("wrangler.toml", "dist/worker");
}

/** `defines` stand in place of those of the configuration: expressions, a text with its quotes. */
export function buildWorker(config: string, out: string, defines: Readonly<Record<string, string>> = {}): void {
	const defined = Object.entries(defines).flatMap(([name, value]) => ["--define", `${name}:${value}`]);
	// The bundler wants the folder of the page to be there; what is in it is none of the Worker's.
	mkdirSync("dist/web", { recursive: true });
	execFileSync(
		process.execPath,
		["node_modules/wrangler/bin/wrangler.js", "deploy", "--dry-run", "--config", config, "--outdir", out, ...defined],
		{
			stdio: ["ignore", "ignore", "inherit"],
			env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG: "error", CI: "true" },
		},
	);
}

if (import.meta.main) build();
