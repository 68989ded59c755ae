import { existsSync, statfsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** A SOUL is imported as text. Wrangler does it by its Text rule; this does it for both projects here. */
const markdownAsText: Plugin = {
	name: "markdown-as-text",
	enforce: "pre",
	async load(id) {
		const path = id.split("?")[0] ?? id;
		return path.endsWith(".md") ? `export default ${JSON.stringify(await readFile(path, "utf8"))};` : null;
	},
};

/** What a run may write, with much to spare: a small one, as some containers have, would be full halfway. */
const MEMORY_BYTES_MIN = 2 ** 31;

/**
 * Every commit of an object, and of D1, is flushed to the disk, and nothing of it is read after the run: where there is
 * a disk in memory, the temporary folder of the platform's simulator is there.
 */
function keepFilesInMemory(): void {
	const folder = "/dev/shm";
	if (process.env.TMPDIR !== undefined || !existsSync(folder)) return;
	const { bavail, bsize } = statfsSync(folder);
	if (bavail * bsize >= MEMORY_BYTES_MIN) process.env.TMPDIR = folder;
}

/** Files of one project share their process: names in tests are unique, and spies are put back. */
const isolate = false;

/** For what hangs, not for what is slow because the machine does something else as well. */
const testTimeout = 30_000;

/** All of them get their modules from one process, which is busy with more. */
const RUNTIME_WORKERS_MAX = 4;

export default defineConfig({
	test: {
		projects: [
			{
				plugins: [markdownAsText],
				test: {
					name: "knowledge",
					environment: "node",
					include: ["knowledge", "docs", "scripts", "web"].map((folder) => `${folder}/**/*.test.{ts,tsx}`),
					isolate,
					// One process, and before the others: what is bounded in time is not measured beside them.
					maxWorkers: 1,
					sequence: { groupOrder: 0 },
					testTimeout,
					restoreMocks: true,
				},
			},
			{
				plugins: [
					markdownAsText,
					cloudflareTest(async () => {
						keepFilesInMemory();
						return {
							wrangler: { configPath: "./wrangler.toml" },
							miniflare: {
								// A developer's own model must not answer in tests, even where .dev.vars names one.
								bindings: {
									TEST_MIGRATIONS: await readD1Migrations("migrations"),
									LLM_BASE_URL: "",
									LLM_MODEL: "",
									DOORBELLS: "",
									MASTER_KEYS: `1:${Buffer.alloc(32, 7).toString("base64")}`,
								},
								// A test that reaches for the network is wrong: it gets an answer that no provider gives.
								outboundService: () => new Response("blocked: tests have no network", { status: 599 }),
							},
						};
					}),
				],
				test: {
					name: "runtime",
					include: ["durable-objects", "workers", "migrations"].map((folder) => `${folder}/**/*.test.ts`),
					setupFiles: ["./durable-objects/testing/runner.setup.ts", "./migrations/apply.setup.ts"],
					isolate,
					// A process is a workerd with objects, D1 and buckets of its own.
					maxWorkers: Math.min(availableParallelism(), RUNTIME_WORKERS_MAX),
					sequence: { groupOrder: 1 },
					testTimeout,
					restoreMocks: true,
				},
			},
		],
	},
});
