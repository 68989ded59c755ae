import { expect, test } from "vitest";
import * as z from "zod";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { misnamed } from "#knowledge/core/vocabulary/account.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { client, json, type Sent } from "#workers/testing/api.setup.ts";
import { plainWords } from "./plain-words.ts";

const saidOf = (type: z.ZodType, value: unknown): readonly string[] =>
	type.safeParse(value, { error: plainWords }).error?.issues.map(({ message }) => message) ?? [];
const limit = z.coerce.number().int().min(1).max(200);

test.each([
	[z.string(), undefined, "is missing"],
	[z.enum(["emea", "apac"]), undefined, "is missing: one of emea, apac"],
	[z.string(), 1, "must be text"],
	[z.string(), null, "must be text"],
	[z.boolean(), "yes", "must be true or false"],
	[z.array(z.string()), "x", "must be a list"],
	[z.strictObject({}), [], "must be an object"],
	[limit, "abc", "must be a number from 1 to 200"],
	[limit, "0", "must be a number from 1 to 200"],
	[limit, "201", "must be a number from 1 to 200"],
	[limit, "1.5", "must be a whole number from 1 to 200"],
	[z.int().min(1), 0, "must be a number, 1 or more"],
	[z.number().max(9), 10, "must be a number, 9 or less"],
	[z.number(), "x", "must be a number"],
	[z.enum(["emea", "apac"]), "mars", "must be one of emea, apac"],
	[z.literal("deal"), "room", "must be deal"],
	[z.string().min(1), "", "must not be empty"],
	[z.string().min(3), "ab", "must have at least 3 characters"],
	[z.string().max(1), "ab", "must have at most 1 character"],
	[z.array(z.string()).max(2), ["a", "b", "c"], "must have at most 2 entries"],
	[z.iso.datetime(), "yesterday", "must be a time such as 2026-10-06T13:00:00Z"],
	[z.iso.date(), "yesterday", "must be a day such as 2026-10-06"],
	[z.string().regex(/^x$/, "must be x"), "y", "must be x"],
	[z.string().regex(/^x$/), "y", "is not written as it is taken here"],
	[z.union([z.string(), z.int()]), true, "is none of the forms that are taken here"],
	[z.string().refine(() => false), "x", "is not taken here"],
] as const)("[API] what is wrong is said in plain words: %#", (type, value, words) => {
	expect(saidOf(type, value)).toEqual([words]);
});

test.each<[string, Sent, string, string]>([
	["deals?limit=abc", {}, "/query/limit", "must be a number from 1 to 200"],
	["signals?cursor=!!", {}, "/query/cursor", "is not a cursor of this list"],
	["signals?cursor=0", {}, "/query/cursor", "is not a cursor of this list"],
	["audit?cursor=xx", {}, "/query/cursor", "is not a cursor of this list"],
	[`users?cursor=1791234567890:d-${"a".repeat(20)}`, {}, "/query/cursor", "is not a cursor of this list"],
	["users?cursor=sam", {}, "/query/cursor", "is not a cursor of this list"],
	["deals", json({ region: "emea" }), "/body/name", "is missing"],
	["deals", json({ name: "x", region: "mars" }), "/body/region", "must be one of apac, emea, amer"],
	["deals", json({ name: "x", region: "emea", floor: 1 }), "/body/floor", "unknown field"],
	["deals", json([]), "/body", "must be an object"],
])("[API] %s is told why, by its path", async (path, init, field, detail) => {
	standStill();
	const at = await newTenant("words");
	const api = await client(at, at.person("boss", ["tenant-admin", "rep"]));
	const response = await api.send(path, init);
	expect(response.status).toBe(400);
	expect(Problem.parse(await response.json()).errors).toEqual([{ path: field, detail }]);
});

test("[S2-04] the name of an account that cannot be is told the rule that it breaks", () => {
	for (const name of ["-ab", "aa--", "ab", "1ab", "Abc"])
		expect(saidOf(TenantId, name)).toEqual([
			expect.stringContaining("begin with a letter and end with a letter or a digit"),
		]);
	expect(saidOf(TenantId, "abc")).toEqual([]);
	expect(misnamed("aa--bb", "none")).toMatch(/^must have no «--»/);
	expect(misnamed("aa--eu", "none")).toMatch(/^must have no «--»/);
	expect(misnamed("brightfen--eu", "eu")).toBeNull();
});
