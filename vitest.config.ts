import { readFile } from "node:fs/promises";
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

/** Files of one project share their process: names in tests are unique, and spies are put back. */
const isolate = false;

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
					restoreMocks: true,
				},
			},
			{
				plugins: [
					markdownAsText,
					cloudflareTest(async () => ({
						wrangler: { configPath: "./wrangler.toml" },
						miniflare: {
							// A developer's own model must not answer in tests, even where .dev.vars names one.
							bindings: {
								TEST_MIGRATIONS: await readD1Migrations("migrations"),
								LLM_BASE_URL: "",
								DOORBELLS: "",
								MASTER_KEYS: `1:${Buffer.alloc(32, 7).toString("base64")}`,
							},
							// A test that reaches for the network is wrong: it gets an answer that no provider gives.
							outboundService: () => new Response("blocked: tests have no network", { status: 599 }),
						},
					})),
				],
				test: {
					name: "runtime",
					include: ["durable-objects", "workers", "migrations"].map((folder) => `${folder}/**/*.test.ts`),
					setupFiles: ["./migrations/apply.setup.ts"],
					isolate,
					restoreMocks: true,
				},
			},
		],
	},
});
