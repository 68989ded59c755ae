import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bundleOf } from "./bundle.setup.ts";

/** Words of workers/http/identity/development.ts that stand nowhere else. */
const MARKERS = [
	"development-sign-in-of-one-machine",
	"/sign-in/development",
	"On this machine, without a mail",
	"ACCOUNTS_SHOWN_MAX",
];

test("[SEC37] the bundle that is deployed holds nothing of the development sign-in; the one for a machine does", () => {
	const deployed = bundleOf("wrangler.production.toml");
	const local = bundleOf("wrangler.toml");
	for (const marker of MARKERS) {
		expect(local, marker).toContain(marker);
		expect(deployed, marker).not.toContain(marker);
	}
	// It is the same Worker otherwise.
	for (const path of ["/sign-in/provider", "/sign-out", "/v1/accounts/{account}"].flatMap((each) => [each])) {
		expect(local).toContain(path);
		expect(deployed).toContain(path);
	}
}, 120_000);

test("[SEC37] what is deployed differs from what runs here in what it defines, and in nothing that is bound", () => {
	const read = (file: string): readonly string[] =>
		readFileSync(file, "utf8")
			.split("\n")
			.filter(
				(line) =>
					line !== "" && !line.startsWith("#") && !/^(?:dev = |DEVELOPMENT = |PUBLIC_URL = |\[vars\])/.test(line),
			);
	expect(read("wrangler.production.toml")).toEqual(read("wrangler.toml"));
	expect(readFileSync("wrangler.production.toml", "utf8")).toContain('DEVELOPMENT = "false"');
});
