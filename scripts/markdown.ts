import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** Loaded before a command that runs agents outside of the bundle: a SOUL is imported as text, as the bundler does it. */
registerHooks({
	load(url, context, nextLoad) {
		if (!url.endsWith(".md")) return nextLoad(url, context);
		const text = readFileSync(fileURLToPath(url), "utf8");
		return { format: "module", shortCircuit: true, source: `export default ${JSON.stringify(text)};` };
	},
});
