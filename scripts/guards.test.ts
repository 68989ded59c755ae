import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildWorker } from "./build.ts";

const folder = mkdtempSync(join(tmpdir(), "agent-army-guards-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bundleOf(config: string, guard?: string): string {
	const out = join(folder, `${config}-${guard ?? "none"}`);
	buildWorker(config, out, guard === undefined ? {} : { GUARD_OFF: JSON.stringify(guard) });
	return readFileSync(join(out, "index.js"), "utf8");
}

/** What only a build without a guard holds, as its own text. */
const DOOR_OFF = /GUARD_OFF|placesNamed|WasNamed/;
const STORE_ASKS = /storeAsks = [^;]*\(\) => true\b/;
const MAY_ENTER = /mayEnter = [^;]*\(principal, (\w+)\) => \1 === principal\.tenant\b/;
const PLACE_OF = /placeOf\w* = [^;]*\(principal\) => principal\.tenant\b/;

test.each(["wrangler.toml", "wrangler.production.toml"].filter((config) => existsSync(config)))(
	"[INV12] what is built by %s has no way to leave a guard out",
	{ timeout: 60_000 },
	(config) => {
		const bundle = bundleOf(config);
		expect(bundle).not.toMatch(DOOR_OFF);
		for (const whole of [STORE_ASKS, MAY_ENTER, PLACE_OF]) expect(bundle).toMatch(whole);
	},
);

test.each([
	["door", true, true],
	["store", false, false],
] as const)(
	"[INV12] the same test sees a build without its guard: %s",
	{ timeout: 60_000 },
	(guard, isDoorOff, storeHolds) => {
		const bundle = bundleOf("wrangler.toml", guard);
		expect(DOOR_OFF.test(bundle)).toBe(isDoorOff);
		expect(STORE_ASKS.test(bundle)).toBe(storeHolds);
	},
);
