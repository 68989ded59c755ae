import { expect, test } from "vitest";
import { placeOf } from "./titles.ts";

test.each([
	["Managing Director", "leads"],
	["chief exec", "leads"],
	["Owner", "leads"],
	["Product Owner", null],
	["Vice President", null],
	["PA to the Managing Director", null],
	["CFO", "pays"],
	["Finance director", "pays"],
	["Assistant to the CFO", null],
	["Bookkeeper", "keeps"],
	["Commercial director", "keeps"],
	["Dispatcher", "works"],
	["Head of dispatch", null],
	["Maintenance planner", "works"],
	["Planning manager", null],
	[null, null],
])("[S2-25] the place of «%s» is %s", (title, place) => {
	expect(placeOf(title)).toBe(place);
});
