import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aPrincipal } from "../testing/builders.ts";
import { MailAddressText } from "./address.ts";
import { Fault } from "./fault.ts";
import { assertNever, InvariantError, invariant } from "./invariant.ts";
import { canonicalJson } from "./json.ts";
import { hasRole, isHuman, Principal, PrincipalKind, Role } from "./principal.ts";

describe("canonical JSON", () => {
	test.each([
		[{ b: 1, a: 2 }, '{"a":2,"b":1}'],
		[{ a: undefined, b: null }, '{"b":null}'],
		[[undefined, 1, [2]], "[null,1,[2]]"],
		[{ a: { d: 1, c: [{ f: 1, e: 2 }] } }, '{"a":{"c":[{"e":2,"f":1}],"d":1}}'],
		[{ "\u00e9": 1, e: 2, Z: 3 }, '{"Z":3,"e":2,"\u00e9":1}'],
		['line\n"quote"', '"line\\n\\"quote\\""'],
		["\ud800", '"\\ud800"'],
		[undefined, "null"],
		[{ 10: 1, 9: 2 }, '{"10":1,"9":2}'],
	])("[VO7] %j", (value, text) => {
		expect(canonicalJson(value)).toBe(text);
	});

	test("[VO7] the order of keys makes no difference, and the text parses back to the value", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = canonicalJson(value);
				expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
				expect(canonicalJson(reversed(value))).toBe(text);
				expect(canonicalJson(JSON.parse(text))).toBe(text);
			}),
		);
	});
});

function reversed(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(reversed);
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, member]) => [key, reversed(member)]),
	);
}

describe("principals", () => {
	test.each([
		["user", true],
		["service", true],
		["visitor", false],
		["agent", false],
	] as const)("[VO9] %s with every role is human: %s", (kind, expected) => {
		expect(isHuman(aPrincipal(Role.options, { kind }))).toBe(expected);
	});

	test("[VO9] the table above names every kind", () => {
		expect(PrincipalKind.options).toEqual(["user", "service", "visitor", "agent"]);
	});

	test.each([
		[["rep"], ["rep"], true],
		[["rep", "read-only"], ["regional-human", "rep"], true],
		[["read-only"], ["rep", "regional-human"], false],
		[[], ["rep"], false],
		[["rep"], [], false],
	] as const)("[VO9] of the roles %j one is in %j: %s", (has, asked, expected) => {
		expect(hasRole(aPrincipal(has), ...asked)).toBe(expected);
	});

	test("[VO9] a principal with a member too many is none", () => {
		expect(Principal.safeParse({ ...aPrincipal(["rep"]), isAdmin: true }).success).toBe(false);
	});
});

test.each([
	["mara@brightfen.example", true],
	[`${"a".repeat(64)}@b`, true],
	[`${"a".repeat(65)}@b`, false],
	["Mara <mara@brightfen.example>", false],
	["a@b@c", false],
	["a@b,c@d", false],
	["a\r\nBcc: x@y", false],
	["a@b\n", false],
	["a\u0000@b", false],
	["a\u001b@b", false],
	["a\u007f@b", false],
	["a\u0085@b", false],
	["a@\u212a", false],
	["jürgen@brightfen.example", false],
	["漢@b", false],
	["!#$%&'*+-./=?^_`{|}~@b", true],
	["A@B", true],
	["@b", false],
	["a@", false],
	["a@-b", false],
	[`a@${"b".repeat(190)}`, true],
	[`a@${"b".repeat(191)}`, false],
])("[VO10] %j is an address: %s", (text, expected) => {
	expect(MailAddressText.safeParse(text).success).toBe(expected);
});

describe("faults and bugs", () => {
	test("[VO12] a broken promise throws, and so does a case that nobody thought of", () => {
		expect(() => invariant(false, "no")).toThrow(InvariantError);
		expect(() => invariant(1, "yes")).not.toThrow();
		expect(() => assertNever("case" as never)).toThrow(InvariantError);
	});

	test.each([
		[{ code: "provider-unavailable", retry: { when: "later", afterMs: 0 }, summary: "503" }, true],
		[{ code: "provider-unavailable", retry: { when: "later", afterMs: -1 }, summary: "503" }, false],
		[{ code: "provider-unavailable", retry: { when: "later" }, summary: "503" }, false],
		[{ code: "Provider", retry: { when: "never" }, summary: "" }, false],
		[{ code: "revoked", retry: { when: "after-human" }, summary: "x".repeat(300) }, true],
		[{ code: "revoked", retry: { when: "after-human" }, summary: "x".repeat(301) }, false],
	])("[VO12] a fault says what to do about it: %#", (fault, expected) => {
		expect(Fault.safeParse(fault).success).toBe(expected);
	});
});
