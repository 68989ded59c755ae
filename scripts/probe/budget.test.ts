import { expect, test } from "vitest";
import { chanceOf } from "#workers/testing/wrong-ids.ts";
import { walk } from "./budget-walk.ts";

/** A hundredth of what the probe plays. */
const SEQUENCES = 1_000;

test("[S3-16][K7] whatever accounts do, no pool, factor or grant is exceeded by more than a call, and nothing leaks", () => {
	const chance = chanceOf(6);
	const walks = Array.from({ length: SEQUENCES }, () => walk(chance));
	expect(walks.flatMap(({ broken }) => broken)).toEqual([]);
	// Lives in which nothing is refused, or nothing expires, would show nothing.
	for (const what of ["reserved", "queued", "settled", "expired"] as const)
		expect(walks.reduce((sum, each) => sum + each[what], 0)).toBeGreaterThan(SEQUENCES / 2);
}, 30_000);
