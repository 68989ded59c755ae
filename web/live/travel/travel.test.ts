import { describe, expect, test } from "vitest";
import { EffectView } from "#knowledge/core/contract/deal.ts";
import { entryOf } from "../timeline/event.builder.ts";
import { nameOf, wordsOf } from "./differences.tsx";
import { outboxAt } from "./outbox-at.ts";
import { stopFrom, stopsOf, ticksOf } from "./stops.ts";

const KEY = "a".repeat(64);
const log = [
	entryOf(1, { type: "deal.opened" }),
	entryOf(2, { type: "conversation.signal-received" }),
	entryOf(3, { type: "deal.run-settled" }),
	entryOf(4, { type: "deal.stage-changed" }),
	entryOf(5, { type: "deal.run-settled" }),
	entryOf(6, { type: "deal.flag-cleared" }),
];

describe("the time machine", () => {
	test("[WB24] page keys go from run to run, and end at the ends", () => {
		const stops = stopsOf(log, 6);
		expect(stops).toEqual([1, 3, 5, 6]);
		expect([stopFrom(stops, 4, 1), stopFrom(stops, 4, -1)]).toEqual([5, 3]);
		expect([stopFrom(stops, 6, 1), stopFrom(stops, 1, -1)]).toEqual([6, 1]);
	});

	test("[WB24] signals, stages and ends of runs are marked", () => {
		expect(ticksOf(log).map(({ seq, kind }) => `${seq} ${kind}`)).toEqual(["2 signal", "3 run", "4 stage", "5 run"]);
	});

	test("[WB25] the outbox of a moment holds what was queued by then, as it stood then", () => {
		const effect = EffectView.parse({
			key: KEY,
			approval: "a-aaaaaaaaaaaaaaaaaaaa-1",
			type: "send-email",
			state: "sent",
			to: [],
			subject: "Quote",
			attempts: 1,
			notBefore: "2026-07-14T10:00:00.000Z",
			reason: null,
			reference: "x",
			updatedAt: "2026-07-14T10:00:00.000Z",
			copy: null,
		});
		const events = [
			entryOf(1, { type: "deal.opened" }),
			entryOf(2, { type: "deal.effect-queued", key: KEY }),
			entryOf(3, { type: "deal.effect-settled", key: KEY, outcome: "sent" }),
		];
		const states = [1, 2, 3].map((at) => outboxAt([effect], events.slice(0, at)).map(({ state }) => state));
		expect(states).toEqual([[], ["queued"], ["sent"]]);
	});

	test.each([
		["stage", "stage", "CLOSED_WON", "Stage", "Closed won"],
		["crm", "deal.amount", "EUR 42000.00", "Deal: amount", "EUR 42,000"],
		["crm", "contact.stance", "against", "Contact: stance", "Against us"],
		["approval", "arbitrate-fact", "bant.timeline: Q1", "Waiting: settle a fact", "Timeline: Q1"],
		["fact", "discovery.stakeholder", "Jonas | CFO | signs-off | unknown", "Has a say", "Jonas · CFO · Signs off"],
	] as const)("[WB28] a difference in %s is told in words", (what, name, text, title, words) => {
		expect([nameOf({ what, name, before: null, after: text }), wordsOf({ what, name }, text)]).toEqual([title, words]);
	});
});
