import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";

function command(script: string, ...args: readonly string[]) {
	const { MASTER_KEYS: _, DEBUG: __, ...env } = process.env;
	return spawnSync(process.execPath, [`scripts/${script}.ts`, ...args], { encoding: "utf8", env });
}

const EXPORT = ["export", "--account", "acme", "--key", "aa_key_0", "/nowhere/chain"] as const;

test.each([
	["first-admin", [], /^--address: takes an address\n.*--out: is missing\nMASTER_KEYS: is missing/s],
	["start", ["--port", "abc"], /^--port takes a port from 1 to 65535, not «abc»/],
	["start", ["--port", "65536"], /^--port takes a port/],
	["model-server", ["--mode", "rude"], /^«rude» is none of: good, /],
	["audit", ["verify", tmpdir()], /is no file: verify takes the file of one exported chain/],
	["audit", [...EXPORT, "--url", "notaurl"], /^--url takes an address such as .*, not «notaurl»/],
	["audit", [...EXPORT, "--url", "http://127.0.0.1:1"], /^nobody answers at http:\/\/127\.0\.0\.1:1/],
] as const)(
	"npm run %s -- %j is answered in words that name what is wrong",
	{ timeout: 20_000 },
	(script, args, says) => {
		const { status, stderr, stdout } = command(script, ...args);
		expect(status).toBe(1);
		expect(stderr).toMatch(says);
		expect(stdout).toBe("");
	},
);
