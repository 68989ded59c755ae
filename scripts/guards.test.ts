import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { bundleOf } from "./bundle.setup.ts";

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
