import { expect, test } from "vitest";
import { canary, forbiddenTo, searchFor } from "./canaries.ts";

const MARK = "zq7f3a9c1";
const search = searchFor([MARK]);

test.each([
	["as it is", `"name":"${MARK}d GmbH"`],
	["in capitals", MARK.toUpperCase()],
	["in hex", Buffer.from(`x${MARK}`).toString("hex")],
	["percent-encoded", `%7A%71%37%66%33%61%39%63%31`],
	["JSON-escaped", [...MARK].map((each) => `\\u00${each.charCodeAt(0).toString(16)}`).join("")],
	["as bytes in JSON", `[1,${[...Buffer.from(MARK)].join(",")}]`],
	["in HTML", [...MARK].map((each) => `&#${each.charCodeAt(0)};`).join("")],
	["in base64", Buffer.from(`${MARK} and more`).toString("base64")],
	["in base64 behind one byte", Buffer.from(`.${MARK} and more`).toString("base64")],
	["in base64 behind two bytes", Buffer.from(`..${MARK} and more`).toString("base64")],
	["in base64 at the end", Buffer.from(`and more ${MARK}`).toString("base64url")],
])("[S0-77] a canary is found %s", (_how, haystack) => {
	expect(search(haystack)).not.toBeNull();
	expect(search(haystack.replace(/[0-9a-fq]/gi, "-"))).toBeNull();
});

test.each(["", ".", ".."])("[S0-77] in base64 one store of an account is told from another, behind «%s»", (before) => {
	const told = Buffer.from(`${before}${canary(MARK, "deal")} and more`).toString("base64");
	expect(searchFor([canary(MARK, "deal")])(told)).not.toBeNull();
	expect(searchFor([canary(MARK, "other"), canary(MARK, "secret")])(told)).toBeNull();
});

test("[S0-77] what is forbidden to whom: others' all, secrets to everybody, the second deal to a key for the first", () => {
	const nobody = { isNobody: true, isPlatform: false, isVisitor: false, isOfOneDeal: false };
	const person = { isNobody: false, isPlatform: false, isVisitor: false, isOfOneDeal: false };
	const accounts = [
		{ mark: "a1", also: ["7"] },
		{ mark: "b2", also: [] },
	];
	expect(forbiddenTo(accounts, 0, nobody)).toEqual(["a1", "7", "b2"]);
	expect(forbiddenTo(accounts, 0, person)).toEqual([canary("a1", "secret"), "b2"]);
	expect(forbiddenTo(accounts, 1, { ...person, isOfOneDeal: true })).toEqual(["a1", "7", "b2sz", "b2oz"]);
	const visitor = { ...person, isVisitor: true };
	expect(forbiddenTo(accounts, 0, visitor)).toEqual(["a1dz", "a1oz", "a1sz", "7", "b2"]);
	expect(forbiddenTo(accounts.slice(0, 1), 0, { ...person, isPlatform: true })).toEqual(["a1dz", "a1oz", "a1sz", "7"]);
});
