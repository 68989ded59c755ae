import { defineConfig } from "vite";

export default defineConfig({
	root: new URL("live", import.meta.url).pathname,
	base: "/",
	build: {
		outDir: "../../dist/web",
		emptyOutDir: true,
		assetsDir: "assets",
		// The page's policy has no `data:` source: a file that is inlined would not load.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
	},
});
