import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { CALENDAR_BYTES_MAX, CALENDAR_EVENTS_MAX, CALENDAR_TEXT_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { IMPLAUSIBLE } from "#workers/ingress/plausible.ts";
import { misfitOf } from "#workers/ingress/record.ts";
import { type CalendarEvent, eventsIn } from "./events.ts";
import { identityOf, recordOfEvent } from "./record.ts";

const calendar = (event: readonly string[], more: readonly string[] = []): string =>
	[
		"BEGIN:VCALENDAR",
		"METHOD:REQUEST",
		...more,
		"BEGIN:VEVENT",
		"UID:u-1",
		...event,
		"END:VEVENT",
		"END:VCALENDAR",
		"",
	].join("\r\n");
const all = (file: string, method?: string): readonly CalendarEvent[] => {
	const read = eventsIn(file, method);
	if ("type" in read) throw new Error(`line ${read.line}: ${read.reason}`);
	return read;
};
function one(event: readonly string[], more?: readonly string[]): CalendarEvent {
	const [first] = all(calendar(event, more));
	if (!first) throw new Error("there is a meeting");
	return first;
}
const refusal = (file: string, now?: number): string => {
	const read = eventsIn(file, null, now === undefined ? {} : { now });
	return "type" in read ? `line ${read.line}: ${read.reason}` : "read";
};
const iso = (at: number | null | undefined): string | null => (at == null ? null : new Date(at).toISOString());

const OSLO_OF_OUTLOOK = [
	"BEGIN:VTIMEZONE",
	"TZID:Our Place",
	"BEGIN:STANDARD",
	"DTSTART:16011028T030000",
	"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
	"TZOFFSETFROM:+0200",
	"TZOFFSETTO:+0100",
	"END:STANDARD",
	"BEGIN:DAYLIGHT",
	"DTSTART:19700325T020000",
	"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
	"TZOFFSETFROM:+0100",
	"TZOFFSETTO:+0200",
	"END:DAYLIGHT",
	"END:VTIMEZONE",
];

describe("a calendar", () => {
	test("[RFC5545] is read over folded lines, with parameters, quotes and escapes", () => {
		const event = one([
			"SEQUENCE:2",
			"SUMMARY;LANGUAGE=en:Kick-off\\, part one\\; with \\\\ and a very lo",
			" ng name",
			'ORGANIZER;CN="Ellingsen, Mara: Ops";ROLE=CHAIR:mailto:Mara@brightfen.example',
			"ATTENDEE;CN=Sam;PARTSTAT=ACCEPTED:MAILTO:sam@skyvera.example",
			"ATTENDEE:urn:uuid:1234",
			"DESCRIPTION:Line one\\nLine two\\N- three",
			"\tand more",
			"X-BROKEN LINE",
			"LOCATION:Room 4",
			"DTSTAMP:20260901T080000Z",
			"DTSTART:20261006T130000Z",
			"DURATION:PT1H30M",
			"RRULE:FREQ=WEEKLY;COUNT=4",
		]);
		expect(event).toMatchObject({
			uid: "u-1",
			sequence: 2,
			method: "request",
			summary: "Kick-off, part one; with \\ and a very long name",
			description: "Line one\nLine two\n- threeand more",
			location: "Room 4",
			organizer: { name: "Ellingsen, Mara: Ops", address: "Mara@brightfen.example" },
			attendees: [{ name: "Sam", address: "sam@skyvera.example", answer: "accepted" }],
			repeats: "weekly",
			stamp: Date.UTC(2026, 8, 1, 8),
		});
		expect(iso(event.starts?.at)).toBe("2026-10-06T13:00:00.000Z");
		expect(iso(event.ends?.at)).toBe("2026-10-06T14:30:00.000Z");
	});

	test.each([
		["DTSTART:20261006T130000Z", "2026-10-06T13:00:00.000Z"],
		["DTSTART;TZID=Europe/Oslo:20261006T150000", "2026-10-06T13:00:00.000Z"],
		["DTSTART;TZID=Europe/Oslo:20261106T150000", "2026-11-06T14:00:00.000Z"],
		["DTSTART;TZID=/mozilla.org/20050126_1/Europe/Oslo:20261006T150000", "2026-10-06T13:00:00.000Z"],
		['DTSTART;TZID="Asia/Kolkata":20261006T150000', "2026-10-06T09:30:00.000Z"],
		["DTSTART;TZID=America/New_York:20261101T003000", "2026-11-01T04:30:00.000Z"],
		["DTSTART;TZID=W. Europe Standard Time:20261006T150000", "2026-10-06T13:00:00.000Z"],
		["DTSTART;TZID=Our Place:20261006T150000", "2026-10-06T13:00:00.000Z"],
		["DTSTART;TZID=Our Place:20261026T150000", "2026-10-26T14:00:00.000Z"],
		["DTSTART;TZID=Our Place:20260329T150000", "2026-03-29T13:00:00.000Z"],
		["DTSTART;TZID=Our Place:20260101T150000", "2026-01-01T14:00:00.000Z"],
		["DTSTART;TZID=Middle-earth/Shire:20261006T150000", null],
		["DTSTART;TZID=__proto__:20261006T150000", null],
		["DTSTART:20261006T150000", null],
		["DTSTART;VALUE=DATE:20261006", "2026-10-06T00:00:00.000Z"],
		["DTSTART:19690101T000000Z", null],
	])("[RFC5545] %s is %s", (line, at) => {
		expect(iso(one([line], OSLO_OF_OUTLOOK).starts?.at)).toBe(at);
	});

	test.each([
		["METHOD:CANCEL", "cancel"],
		["METHOD:reply", "reply"],
		["METHOD:COUNTER", "request"],
		["METHOD:REFRESH", "publish"],
		["X-NO:1", "request"],
	])("[RFC5545] %s is kept as %s; the calendar itself goes before the mail", (line, method) => {
		const file = calendar([]).replace("METHOD:REQUEST", line);
		expect(all(file, "REQUEST")[0]?.method).toBe(method);
	});

	test.each([
		["", "line 1: there is no calendar"],
		["hello", "line 1: no calendar begins here"],
		["BEGIN:VEVENT\nEND:VEVENT", "line 1: no calendar begins here"],
		["BEGIN:VCALENDAR\nEND:VCALENDAR", "line 1: there is no meeting in it"],
		["BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "line 3: VCALENDAR ends here and did not begin"],
		["BEGIN:VCALENDAR\nBEGIN:VEVENT", "line 1: the calendar does not end"],
		["BEGIN:VCALENDAR\n".repeat(5), "line 5: the calendar is nested deeper than we take"],
		[`BEGIN:VCALENDAR\n${"X:\n".repeat(20_000)}`, "line 20001: the calendar has more lines than we take"],
		["x".repeat(CALENDAR_BYTES_MAX + 1), "line 1: the calendar is larger than we take"],
	])("[SEC31] %j… is refused: %s", (file, reason) => {
		expect(refusal(file)).toBe(reason);
	});

	const NOW = Date.UTC(2026, 9, 6);
	const WRONG = "there is no such date or length";
	test.each([
		[["DTSTART:20260230T130000Z"], `DTSTART: ${WRONG}`],
		[["DTSTART:20269901T990000Z"], `DTSTART: ${WRONG}`],
		[["DTSTART:soon"], `DTSTART: ${WRONG}`],
		[["DTSTART:"], "read"],
		[["DTSTART:20161006T000000Z"], "read"],
		[["DTSTART:20161004T000000Z"], `DTSTART: ${IMPLAUSIBLE}`],
		[["DTSTART;VALUE=DATE:18000101"], `DTSTART: ${IMPLAUSIBLE}`],
		[["DTSTART:20281006T000000Z"], "read"],
		[["DTSTART:20281008T000000Z"], `DTSTART: ${IMPLAUSIBLE}`],
		[["DTSTART;TZID=Nowhere:99990101T000000"], `DTSTART: ${IMPLAUSIBLE}`],
		[["DTSTART:20261006T130000Z", "DTEND:later"], `DTEND: ${WRONG}`],
		[["DTSTART:20261006T130000Z", "DTEND:99991006T130000Z"], `DTEND: ${IMPLAUSIBLE}`],
		[["DTSTART:20261006T130000Z", "DTEND:20261006T130000Z"], "read"],
		[["DTSTART:20261006T130000Z", "DTEND:20261006T125959Z"], "DTEND: the meeting ends before it starts"],
		[
			["DTSTART;TZID=Nowhere:20261006T130000", "DTEND;TZID=Nowhere:20261006T120000"],
			"DTEND: the meeting ends before it starts",
		],
		// Ten in the morning in New York is after one in the afternoon in Oslo.
		[["DTSTART;TZID=Europe/Oslo:20261006T130000", "DTEND;TZID=America/New_York:20261006T100000"], "read"],
		[["DTSTART:20261006T130000Z", "DURATION:-PT1H"], `DURATION: ${WRONG}`],
		[["DTSTART:20261006T130000Z", "DURATION:P999W"], `DURATION: ${IMPLAUSIBLE}`],
		[["DURATION:-PT1H"], "read"],
	])("[CAL6] %j: %s", (lines, answer) => {
		expect(refusal(calendar(lines), NOW)).toBe(answer === "read" ? "read" : `line 3: ${answer}`);
	});

	test("[SEC31] of many meetings, guests and words as many are taken as are bounded", () => {
		const event = (n: number): string[] => ["BEGIN:VEVENT", `UID:u-${n}`, "END:VEVENT"];
		const file = ["BEGIN:VCALENDAR", ...Array.from({ length: 30 }, (_, n) => event(n)).flat(), "END:VCALENDAR"].join(
			"\n",
		);
		expect(all(file)).toHaveLength(CALENDAR_EVENTS_MAX);
		const guests = Array.from({ length: 300 }, (_, n) => `ATTENDEE:mailto:g${n}@brightfen.example`);
		const large = one([
			...guests,
			`DESCRIPTION:${"word ".repeat(3_000)}`,
			`SUMMARY:${"s".repeat(2_000)}`,
			"SEQUENCE:99999999999",
		]);
		expect(large.attendees).toHaveLength(100);
		expect(large.description.length).toBeLessThanOrEqual(CALENDAR_TEXT_CHARS_MAX);
		expect(misfitOf(recordOfEvent(large, null))).toBeNull();
	});
});

describe("the record of a meeting", () => {
	const LINES = [
		"SUMMARY:Kick-off",
		"ORGANIZER;CN=Mara Ellingsen:mailto:mara@brightfen.example",
		"ATTENDEE;CN=Sam Okafor;PARTSTAT=ACCEPTED:mailto:sam@skyvera.example",
		"DTSTART;TZID=Europe/Oslo:20261006T150000",
		"DTEND;TZID=Europe/Oslo:20261006T160000",
		"LOCATION:Room 4",
		"DESCRIPTION:We need 85 seats.\\n\\n> quoted",
	];

	test("[CAL1] can be read, and what its organizer did not write is not among the visible words", () => {
		const record = recordOfEvent(one(LINES), 7);
		expect(record.text).toBe(
			[
				"Invitation: Kick-off",
				"When: 2026-10-06 15:00 to 16:00 (Europe/Oslo), 2026-10-06 13:00 to 14:00 UTC",
				"Where: Room 4",
				"Organiser: Mara Ellingsen <mara@brightfen.example>",
				"Guests: Sam Okafor <sam@skyvera.example>",
				"",
				"We need 85 seats.",
				"",
				"> quoted",
			].join("\n"),
		);
		expect(record.visible.map(({ start, end }) => record.text.slice(start, end))).toEqual([
			record.text.split("\nOrganiser")[0],
			"We need 85 seats.",
		]);
		expect(record).toMatchObject({
			subject: "Kick-off",
			sentAt: 7,
			from: { address: "mara@brightfen.example", name: "Mara Ellingsen" },
			calendar: { startsAt: Date.UTC(2026, 9, 6, 13), attendees: ["sam@skyvera.example"] },
		});
	});

	test.each([
		[["METHOD:CANCEL"], [], "Cancelled: Kick-off"],
		[[], ["STATUS:CANCELLED"], "Cancelled: Kick-off"],
		[[], ["SEQUENCE:1"], "Updated invitation: Kick-off"],
		[["METHOD:PUBLISH"], [], "Meeting: Kick-off"],
		[["METHOD:REPLY"], [], "Sam Okafor accepted: Kick-off"],
	])("[CAL1] %j %j reads as %s", (method, more, head) => {
		const [event] = all(calendar([...LINES, ...more], []).replace("METHOD:REQUEST", method[0] ?? "METHOD:REQUEST"));
		expect(event && recordOfEvent(event, null).text.split("\n")[0]).toBe(head);
	});

	test.each([
		[["DTSTART;VALUE=DATE:20261006"], "When: 2026-10-06, all day"],
		[["DTSTART;VALUE=DATE:20261006", "DTEND;VALUE=DATE:20261009"], "When: 2026-10-06 to 2026-10-08, all day"],
		[["DTSTART:20261006T230000Z", "DTEND:20261007T010000Z"], "When: 2026-10-06 23:00 to 2026-10-07 01:00 UTC"],
		[["DTSTART:20261006T150000"], "When: 2026-10-06 15:00 (local time)"],
		[["DTSTART;TZID=Nowhere:20261006T150000"], "When: 2026-10-06 15:00 (Nowhere)"],
	])("[CAL1] %j reads as %s", (lines, when) => {
		expect(recordOfEvent(one(lines), null).text.split("\n")[1]).toBe(when);
	});

	test("[CAL2] the same meeting has one identity, and each change of what it says another", () => {
		const same = [
			LINES,
			[...LINES, "DTSTAMP:20260901T080000Z", "LAST-MODIFIED:20260901T080000Z"],
			[...LINES, "ATTENDEE;PARTSTAT=DECLINED:mailto:jonas@brightfen.example"],
		].map((lines) => identityOf(one(lines)));
		expect(new Set(same).size).toBe(1);
		const others = [
			["SEQUENCE:1"],
			["RECURRENCE-ID:20261006T130000Z"],
			["STATUS:CANCELLED"],
			["RRULE:FREQ=WEEKLY"],
		].map((more) => identityOf(one([...LINES, ...more])));
		const moved = identityOf(one(LINES.map((line) => line.replace("T150000", "T140000"))));
		const reworded = identityOf(one(LINES.map((line) => line.replace("85", "90"))));
		expect(new Set([...same, ...others, moved, reworded]).size).toBe(7);
	});

	test("[CAL2] answers of two people to one invitation are two", () => {
		const reply = (who: string, answer: string): string =>
			identityOf(
				all(
					calendar([`ATTENDEE;PARTSTAT=${answer}:mailto:${who}@brightfen.example`]).replace("REQUEST", "REPLY"),
				)[0] as CalendarEvent,
			);
		expect(new Set([reply("mara", "ACCEPTED"), reply("jonas", "ACCEPTED"), reply("mara", "DECLINED")]).size).toBe(3);
		expect(reply("mara", "ACCEPTED")).toBe(reply("mara", "ACCEPTED"));
	});
});

const line = fc.oneof(
	fc.constantFrom(
		"BEGIN:VEVENT",
		"END:VEVENT",
		"BEGIN:VTIMEZONE",
		"END:VTIMEZONE",
		"BEGIN:STANDARD",
		"END:STANDARD",
		"TZID:X",
		"TZOFFSETTO:+9959",
		"TZOFFSETFROM:-0000",
		"DTSTART;TZID=X:20261006T150000",
		"DTSTART;TZID=Europe/Oslo:99991231T235959",
		"DTEND;TZID=Europe/Oslo:99991231T235959",
		"DTEND:19700101T000000Z",
		"DURATION:P999W9999DT9999H99999M999999S",
		"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-5SU;UNTIL=x",
		"ORGANIZER:mailto:a@b.example",
		'ATTENDEE;CN="',
		"DESCRIPTION:<p>\\n\\,\\",
		" folded",
		"METHOD:REPLY",
	),
	fc
		.tuple(
			fc.constantFrom(
				"UID",
				"SUMMARY",
				"DESCRIPTION",
				"LOCATION",
				"SEQUENCE",
				"DTSTART",
				"RECURRENCE-ID",
				"ATTENDEE;CN",
			),
			fc.string({ unit: "binary", maxLength: 80 }),
		)
		.map(([name, value]) => `${name}:${value}`),
);

test("[SEC31] whatever a calendar says, it is refused or gives records that a deal can read back", () => {
	fc.assert(
		fc.property(fc.array(line, { maxLength: 30 }), fc.boolean(), (lines, isWhole) => {
			const inner = isWhole ? ["BEGIN:VEVENT", ...lines.filter((each) => !/VEVENT/.test(each)), "END:VEVENT"] : lines;
			const read = eventsIn(["BEGIN:VCALENDAR", ...inner, "END:VCALENDAR"].join("\r\n"));
			if ("type" in read) return;
			for (const event of read) {
				const record = recordOfEvent(event, null);
				expect(misfitOf({ ...record, from: null })).toBeNull();
				expect(SignalRecord.parse(JSON.parse(JSON.stringify({ ...record, from: null })))).toEqual({
					...record,
					from: null,
				});
				for (const { start, end } of record.visible) expect(end <= record.text.length && start < end).toBe(true);
				identityOf(event);
			}
		}),
		{ numRuns: 500 },
	);
});
