import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entryOf } from "../timeline/event.builder.ts";
import { appendEvents, applyFrame, type DealState, NOTHING_YET, prependEvents } from "./deal-state.ts";
import { socketUrl } from "./socket.ts";

const entry = (seq: number) => entryOf(seq, { type: "deal.flag-cleared" });
const having = (...seqs: number[]) => ({ ...NOTHING_YET, events: seqs.map(entry) });
const seqs = (state: { events: readonly { seq: number }[] }) => state.events.map((each) => each.seq);

describe("deal state", () => {
	test("[WB13] an event that came twice stands once", () => {
		const { state, gap } = appendEvents(having(1, 2, 3), [entry(2), entry(3), entry(4), entry(4)]);
		expect([seqs(state), gap]).toEqual([[1, 2, 3, 4], false]);
	});

	test("[WB13] what lies past a gap is not shown, and is asked for again", () => {
		const { state, gap } = appendEvents(having(1, 2), [entry(3), entry(5)]);
		expect([seqs(state), gap]).toEqual([[1, 2, 3], true]);
	});

	test("[WB13] the first events may begin anywhere", () => {
		expect(seqs(appendEvents(NOTHING_YET, [entry(41), entry(40)]).state)).toEqual([40, 41]);
	});

	test("[WB13] older events join on without a gap, or not at all", () => {
		expect(seqs(prependEvents(having(5, 6), [entry(3), entry(4), entry(5)]))).toEqual([3, 4, 5, 6]);
		expect(seqs(prependEvents(having(5, 6), [entry(2), entry(3)]))).toEqual([5, 6]);
	});

	test("[WB13] in whatever pieces the log comes, and however often, it is shown whole and in order", () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(8)), { maxLength: 30 }), (pieces) => {
				let state: DealState = having(1);
				for (const [from, size] of pieces) {
					state = {
						...state,
						...appendEvents(
							state,
							Array.from({ length: size }, (_, i) => entry(1 + from + i)),
						).state,
					};
					expect(seqs(state)).toEqual(state.events.map((_, i) => i + 1));
				}
			}),
		);
	});

	test("[WB14] who works is told until the step has settled", () => {
		const step = (seq: number, skill: string) => entryOf(seq, { type: "deal.step-settled", run: "r-1", skill });
		const working = { ...NOTHING_YET, working: { run: "r-1", skills: ["qualifier", "discovery"] } };
		const one = appendEvents(working, [step(1, "qualifier")]).state;
		expect(one.working?.skills).toEqual(["discovery"]);
		expect(appendEvents(one, [step(2, "discovery")]).state.working).toBeNull();
		expect(appendEvents(working, [entryOf(1, { type: "deal.run-settled", run: "r-1" })]).state.working).toBeNull();
		expect(
			appendEvents(working, [entryOf(1, { type: "deal.run-settled", run: "r-2" })]).state.working?.skills,
		).toHaveLength(2);
	});

	test("[WB14] frames that tell nothing new change nothing", () => {
		const state = having(1);
		expect(applyFrame(state, { type: "pong" })).toEqual({ state, gap: false });
	});
});

test.each([
	["/v1/sockets/deal", "https://army.example/app/acme", "wss://army.example/v1/sockets/deal"],
	["http://127.0.0.1:8787/v1/sockets", "http://127.0.0.1:8787/app/acme", "ws://127.0.0.1:8787/v1/sockets"],
	["wss://army.example/x", "https://army.example/", "wss://army.example/x"],
])("[WB15] the socket of %s on %s is %s", (url, page, expected) => {
	expect(socketUrl(url, page)).toBe(expected);
});
