import { expect, test } from "vitest";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { FIRST_LOOK } from "../../eval/first-look.ts";
import { SECOND_LOOK } from "../../eval/second-look.ts";
import { THIRD_LOOK } from "../../eval/third-look.ts";
import { discovery } from "../definition.ts";

const NO_NEWS = [...FIRST_LOOK, ...SECOND_LOOK, ...THIRD_LOOK].filter((item) => item.expected.length === 0);

const ONLY_WROTE = / \| unknown \| unknown \| unknown \| - \| spoke$/;

/** Pitches, machines, small talk and bare thanks, written for other skills before this one was. */
test.each(NO_NEWS.map((item) => [item.name, item] as const))("[DI5] no news: %s", (_name, item) => {
	const { proposals } = discovery.reason(inputOf(item.text, { signal: item.signal ?? {} }));
	// That somebody wrote is known of each text that a person wrote, and nothing else.
	expect(proposals.filter((each) => each.type !== "learn-fact" || !ONLY_WROTE.test(each.claim.value))).toEqual([]);
});
