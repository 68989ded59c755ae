import { describe, expect, test } from "vitest";
import { ADDRESSES_MAX, dateOf, decodedLine, messageIdOf, messageIdsIn, peopleIn, REFERENCES_MAX } from "./headers.ts";

describe("headers of a mail", () => {
	test.each([
		["Ana Ruiz <ana@x.example>", [{ address: "ana@x.example", name: "Ana Ruiz" }]],
		["=?utf-8?B?5bGx55Sw?= <y@x.example>", [{ address: "y@x.example", name: "山田" }]],
		[
			'"Ruiz, Ana" <ana@x.example>, bo@y.example',
			[
				{ address: "ana@x.example", name: "Ruiz, Ana" },
				{ address: "bo@y.example", name: "" },
			],
		],
		[
			"Team: a@x.example, B <b@x.example>;",
			[
				{ address: "a@x.example", name: "" },
				{ address: "b@x.example", name: "B" },
			],
		],
		["Pete <pete(his account)@silly.example(his host)>", [{ address: "pete@silly.example", name: "Pete" }]],
		["Li <li@bücher.example>", [{ address: "li@xn--bcher-kva.example", name: "Li" }]],
		['"ceo@us.example" <bo@evil.example>', [{ address: "bo@evil.example", name: "ceo@us.example" }]],
		[
			"Mary <@relay.example,@other.example:mary@x.example>, , jo@test   . example",
			[
				{ address: "mary@x.example", name: "Mary" },
				{ address: "jo@test.example", name: "" },
			],
		],
		[
			"=?utf-8?Q?Wu,_Jane?= <j@x.example>, 'Bo' <mailto:bo@y.example>, c@z.example.",
			[
				{ address: "j@x.example", name: "Wu, Jane" },
				{ address: "bo@y.example", name: "Bo" },
				{ address: "c@z.example", name: "" },
			],
		],
		["=?iso-8859-1?Q?Caf=C3=A9?= <c@x.example>", [{ address: "c@x.example", name: "Café" }]],
		["undisclosed-recipients:;", []],
		["nobody, a@b@c.example, <>", []],
		["", []],
	])("%s names %j", (value, people) => {
		expect(peopleIn([value])).toEqual(people);
	});

	test.each([
		["=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"],
		["=?us-ascii?Q?caf=C3=A9?=", "café"],
		["=?iso-8859-1*en?Q?caf=E9?=", "café"],
		["pre=?utf-8?Q?=C3=A9?=post", "preépost"],
		["=?utf-8?Q?foo bar?=", "foo bar"],
		["=?x-unknown?Q?abc?=", "abc"],
		["=?utf-8?Q??=", null],
	])("the line %j reads %j", (value, line) => {
		expect(decodedLine(value, 99)).toBe(line);
	});

	test("names are one line, and lists are bounded", () => {
		expect(peopleIn(["=?utf-8?Q?a=0D=0Ab?= <a@x.example>"])[0]?.name).toBe("a b");
		expect(
			peopleIn([
				Array(ADDRESSES_MAX + 50)
					.fill("a@x.example")
					.join(","),
			]),
		).toHaveLength(ADDRESSES_MAX);
	});

	test.each([
		["<a@b>", "a@b"],
		["  <a@b> (remark)", "a@b"],
		["a@b", "a@b"],
		["<a\r\n b@c>", "ab@c"],
		["not-an-address", "not-an-address"],
		[`<${"a".repeat(998)}>`, "a".repeat(998)],
		[`<${"a".repeat(999)}>`, null],
		["<>", null],
		["", null],
		[null, null],
	])("the id in %j is %j", (value, id) => {
		expect(messageIdOf(value)).toBe(id);
	});

	test("references are read with and without brackets, each once", () => {
		expect(messageIdsIn(["<a@x> <b@x>\n <a@x>", "c@x, d@x"])).toEqual(["a@x", "b@x", "c@x", "d@x"]);
		expect(messageIdsIn(["Your message of Monday <a@x>"])).toEqual(["a@x"]);
		expect(messageIdsIn(["words without an id", ""])).toEqual([]);
	});

	test.each([
		[REFERENCES_MAX, 1],
		[REFERENCES_MAX + 1, 2],
	])("of %i references the first and the newest are kept", (count, second) => {
		const ids = messageIdsIn([Array.from({ length: count }, (_, at) => `<${at}@x>`).join(" ")]);
		expect(ids).toHaveLength(REFERENCES_MAX);
		expect(ids[0]).toBe("0@x");
		expect(ids[1]).toBe(`${second}@x`);
		expect(ids.at(-1)).toBe(`${count - 1}@x`);
	});

	test.each([
		["Thu, 20 Nov 2026 09:30:00 +0100 (CET)", Date.UTC(2026, 10, 20, 8, 30)],
		["20 Nov 2026 09:30 GMT", Date.UTC(2026, 10, 20, 9, 30)],
		["Thu, 1 Jan 1970 00:00:00 +0000", 0],
		["Wed, 31 Dec 1969 23:59:59 +0000", null],
		["next Tuesday", null],
		[null, null],
	])("the date %j is %j", (value, at) => {
		expect(dateOf(value)).toBe(at);
	});
});
