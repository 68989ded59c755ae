import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { descriptionOf, PARAMETERS, tagOf } from "./describe.ts";
import { openapi } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { schemas } from "./schemas.ts";

const operations: readonly Operation[] = Object.values(OPERATIONS);
const document = openapi(operations);
const plain: unknown = JSON.parse(JSON.stringify(document));
const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every object of the document, with where it stands. */
function* objects(value: unknown, at = "#"): Generator<{ at: string; object: Record<string, unknown> }> {
	if (typeof value !== "object" || value === null) return;
	if (!Array.isArray(value)) yield { at, object: value as Record<string, unknown> };
	for (const [key, each] of Object.entries(value)) yield* objects(each, `${at}/${key.replaceAll("/", "~1")}`);
}
const every = [...objects(plain)];

test("[API] the document is OpenAPI 3.1, by the specification's own schema", async () => {
	const result = await new Validator().validate(plain as Parameters<Validator["validate"]>[0]);
	expect(result.errors ?? []).toEqual([]);
	expect(result.valid).toBe(true);
});

test("[API] every operation is in it once, under its path and method, and nothing else is", () => {
	const found = documented.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`);
	expect(found.toSorted()).toEqual(operations.map(({ id, method, path }) => `${id} ${method} ${path}`).toSorted());
	expect(new Set(documented.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
});

test("[API] every reference leads somewhere, and every component is referred to", () => {
	const used = new Set(every.flatMap(({ object }) => (typeof object.$ref === "string" ? [object.$ref] : [])));
	const components = (plain as { components: Record<string, object> }).components;
	const there = Object.entries(components).flatMap(([kind, named]) =>
		Object.keys(named).map((name) => `#/components/${kind}/${name}`),
	);
	expect([...used].filter((ref) => !there.includes(ref))).toEqual([]);
	const unused = there.filter((name) => !used.has(name) && !name.startsWith("#/components/securitySchemes/"));
	expect(unused).toEqual([]);
});

test("[API] no description is empty, and no summary is longer than a line", () => {
	const empty = every.filter(({ object }) => "description" in object && String(object.description).trim() === "");
	expect(empty.map(({ at }) => at)).toEqual([]);
	for (const { operation } of documented) expect(operation.summary, operation.operationId).toMatch(/^.{3,140}$/s);
});

/** A key as other programs write it has fields that are nobody's business here. */
const OTHERS = /\/publicKey\//;

test("[API] an object that is sent takes no field that is not named", () => {
	const bodies = documented.flatMap(({ operation }) => Object.values(operation.requestBody?.content ?? {}));
	const seen = new Set<string>();
	const follow = (value: unknown): void => {
		for (const { at, object } of objects(value)) {
			if (typeof object.properties === "object" && !OTHERS.test(at))
				expect(object.additionalProperties, at).toBe(false);
			const name =
				String(object.$ref ?? "")
					.split("/")
					.at(-1) ?? "";
			if (name === "" || seen.has(name)) continue;
			seen.add(name);
			follow(document.components.schemas[name]);
		}
	};
	expect(bodies.length).toBeGreaterThan(15);
	for (const { schema } of bodies) follow(schema);
});

describe.each(documented)("$method $path", ({ method, operation }) => {
	test("[API] says who may, how it declines, and how it is repeated or read again", () => {
		const { parameters, responses } = operation;
		const refs = parameters.map((each) => ("$ref" in each ? each.$ref.split("/").at(-1) : each.name));
		const isOpen = operation["x-access"] === "public";
		expect(operation.security.length === 0).toBe(isOpen);
		expect(refs.includes("IdempotencyKey")).toBe(method !== "get" && !isOpen);
		expect(refs.includes("IfNoneMatch")).toBe(method === "get" && !isOpen);
		expect(Object.keys(responses)).toEqual(expect.arrayContaining(["404", "429", "500"]));
		for (const status of ["401", "403"]) expect(status in responses).toBe(!isOpen);
		expect("422" in responses && "409" in responses).toBe(method !== "get" && !isOpen);
	});
});

test("[API] every operation that takes a body of its own shows one", () => {
	const without = documented.filter(({ operation }) =>
		Object.values(operation.requestBody?.content ?? {}).every(({ example }) => example === undefined),
	);
	expect(
		without.filter(({ operation }) => operation.requestBody).map(({ operation }) => operation.operationId),
	).toEqual([]);
});

test("[API] an example has the form that its own contract asks for", () => {
	for (const { id, body, example } of operations) {
		if (body && example !== undefined) expect(body.safeParse(example).error?.issues ?? [], id).toEqual([]);
	}
});

test("[API] an operation that no group takes is refused, not put somewhere", () => {
	expect(tagOf({ path: "/v1/accounts/{account}/data-keys" })).toBe("Keys");
	expect(tagOf({ path: "/v1/accounts/{account}/sign-in-provider" })).toBe("People");
	expect(() => tagOf({ path: "/v1/accounts/{account}/nothing-like-it" })).toThrow("an operation has a group");
});

test("[API] every operation has a group, and words beyond its summary or a summary that is enough", () => {
	for (const operation of operations) {
		expect(document.tags.map(({ name }) => name)).toContain(tagOf(operation));
		expect(descriptionOf(operation).length, operation.id).toBeGreaterThan(10);
	}
});

test("[API] every parameter is told in words", () => {
	const silent = documented.flatMap(({ operation }) =>
		operation.parameters.flatMap((each) => ("$ref" in each || each.description !== "" ? [] : [each.name])),
	);
	expect([...new Set(silent)]).toEqual([]);
	const there = new Set(
		operations.flatMap(({ params, query }) => [params, query].flatMap(({ shape }) => Object.keys(shape))),
	);
	expect(Object.keys(PARAMETERS).filter((name) => !there.has(name))).toEqual([]);
	expect(Object.values(PARAMETERS).every((words) => words.endsWith("."))).toBe(true);
});

describe("traps of the schema", () => {
	const Named = z.strictObject({ x: z.string() });
	const shown = schemas().of(
		z.strictObject({
			nullable: Named.nullable(),
			literals: z.literal([1, 2]),
			words: z.literal(["a", "b"]),
			half: z.number().multipleOf(0.5),
			whole: z.int(),
			optional: z.string().optional(),
			given: z.string().default("x"),
		}),
		"input",
	);

	test("[API] what may be null, one of some values, or a multiple says just that", () => {
		expect(shown).toEqual({
			type: "object",
			properties: {
				nullable: {
					anyOf: [
						{
							type: "object",
							properties: { x: { type: "string" } },
							required: ["x"],
							additionalProperties: false,
						},
						{ type: "null" },
					],
				},
				literals: { type: "integer", enum: [1, 2] },
				words: { type: "string", enum: ["a", "b"] },
				half: { type: "number", multipleOf: 0.5 },
				whole: { type: "integer" },
				optional: { type: "string" },
				given: { type: "string", default: "x" },
			},
			required: ["nullable", "literals", "words", "half", "whole"],
			additionalProperties: false,
		});
	});

	test("[API] a named thing that may be null is a reference or null, in our own document", () => {
		const { ApprovalView, RunId } = JSON.parse(JSON.stringify(document.components.schemas)) as {
			ApprovalView: { properties: { run: unknown } };
			RunId: unknown;
		};
		expect(ApprovalView.properties.run).toEqual({
			anyOf: [{ $ref: "#/components/schemas/RunId" }, { type: "null" }],
		});
		expect(RunId).toEqual({ type: "string", pattern: "^r-[a-z2-7]{20}$" });
	});

	test("[API] the roles that can be given to people of an account leave out the platform's own", () => {
		for (const body of [OPERATIONS.inviteUser.body, OPERATIONS.changeUser.body]) {
			const text = JSON.stringify(schemas().of(body, "input"));
			expect(text).toContain('["tenant-admin","regional-human","rep","read-only"]');
			expect(text).not.toContain('"platform-admin"');
		}
	});

	test("[API] what is sent and read under one name is the same on both sides", () => {
		const read = schemas();
		const sent = schemas();
		for (const { answer, body } of operations) {
			read.of(answer, "output");
			if (body) sent.of(body, "input");
		}
		const [output, input] = [read.components(), sent.components()];
		for (const name of Object.keys(input)) if (name in output) expect(input[name], name).toEqual(output[name]);
	});
});
