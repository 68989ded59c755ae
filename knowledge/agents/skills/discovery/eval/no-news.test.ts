import { expect, test } from "vitest";
import { inputOf } from "#knowledge/samples/skill-case.ts";
import { FIRST_LOOK } from "../../eval/first-look.ts";
import { SECOND_LOOK } from "../../eval/second-look.ts";
import { THIRD_LOOK } from "../../eval/third-look.ts";
import { discovery } from "../definition.ts";

const NO_NEWS = [...FIRST_LOOK, ...SECOND_LOOK, ...THIRD_LOOK].filter((item) => item.expected.length === 0);

/** Pitches, machines, small talk and bare thanks, written for other skills before this one was. */
test.each(NO_NEWS.map((item) => [item.name, item] as const))("[DI5] no news: %s", (_name, item) => {
	expect(discovery.reason(inputOf(item.text, { signal: item.signal ?? {} })).proposals).toEqual([]);
});
