import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../vocabulary/time.ts";
import { admitSend, type SendingLimits, type SendingRecord } from "./sending.ts";

const NOW = 10 * DAY_MS;
const LIMITS: SendingLimits = { normalPerHour: 10, perDay: 100, perContactDay: 3 };
const QUIET: SendingRecord = {
	lastHour: 0,
	busiestHour: 0,
	lastDay: 0,
	toContact: 0,
	oldestToContactAt: null,
	isStopped: false,
};
const admit = (changes: Partial<SendingRecord> = {}, limits: Partial<SendingLimits> = {}) =>
	admitSend({ ...QUIET, ...changes }, { ...LIMITS, ...limits }, NOW);
const held = (code: string, afterMs: number) => ({ type: "held", fault: { code, retry: { when: "later", afterMs } } });

describe("S4-17: bursts", () => {
	test.each([
		[0, 0, "admitted"],
		[9, 0, "admitted"],
		[10, 0, "stop"],
		[9, 3, "admitted"],
		[10, 3, "stop"],
		[10, 4, "admitted"],
		[11, 4, "admitted"],
		[12, 4, "stop"],
		[400, 4, "stop"],
		[59, 20, "admitted"],
		[60, 20, "stop"],
	])("[SN1] %d sends this hour, %d in the busiest of the week: %s", (lastHour, busiestHour, type) => {
		expect(admit({ lastHour, busiestHour }).type).toBe(type);
	});

	test("[SN1] the stop comes before any cap, so that a person hears of it", () => {
		expect(admit({ lastHour: 400, lastDay: 400, toContact: 400 }).type).toBe("stop");
	});

	test("[SN3] once stopped, nothing leaves until a person looked, however quiet it has become", () => {
		const expected = { type: "held", fault: { code: "anomaly-stop", retry: { when: "after-human" } } };
		expect(admit({ isStopped: true })).toMatchObject(expected);
		expect(admit({ isStopped: true, lastHour: 400 })).toMatchObject(expected);
	});
});

describe("caps", () => {
	test.each([
		[99, "admitted"],
		[100, "held"],
		[101, "held"],
	])("[SN2] %d sends in a day: %s", (lastDay, type) => {
		const admission = admit({ lastDay });
		expect(admission.type).toBe(type);
		if (type === "held") expect(admission).toMatchObject(held("rate-cap-day", HOUR_MS));
	});

	test.each([
		[2, NOW - 1, null],
		[3, NOW - DAY_MS + 5_000, 5_000],
		[3, NOW - DAY_MS + 1_000, 1_000],
		[3, NOW - DAY_MS + 999, 1_000],
		[3, NOW - DAY_MS, 1_000],
		[4, NOW, DAY_MS],
	])("[SN2] %d sends to one person, the oldest at %d: held for %j ms", (toContact, oldestToContactAt, afterMs) => {
		const admission = admit({ toContact, oldestToContactAt });
		if (afterMs === null) expect(admission.type).toBe("admitted");
		else expect(admission).toMatchObject(held("rate-cap-contact", afterMs));
	});

	test("[SN2] a cap of nothing lets nothing leave", () => {
		expect(admit({}, { perContactDay: 0 })).toMatchObject(held("rate-cap-contact", DAY_MS));
		expect(admit({}, { perDay: 0 })).toMatchObject(held("rate-cap-day", HOUR_MS));
		expect(admit({}, { normalPerHour: 0 }).type).toBe("stop");
	});
});
