import type { JSONSchema7 } from "@ai-sdk/provider";
import * as z from "zod";
import { type Skill, SkillOutput } from "#knowledge/core/deal/skill.ts";

/** How the answer is asked for: by a schema that the provider holds the model to, as any JSON, or by the words of the prompt alone. */
export type AnswerForm = "schema" | "json" | "text";

type Node = { readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

const nodeOf = (value: unknown): Node => (isNode(value) ? value : {});

/** What no provider's strict mode takes, or not each: bounds are judged when the answer is read. */
const LEFT_OUT = new Set([
	"$schema",
	"minLength",
	"maxLength",
	"pattern",
	"minimum",
	"maximum",
	"exclusiveMinimum",
	"exclusiveMaximum",
	"minItems",
	"maxItems",
	"format",
]);

const WHOLE = z.toJSONSchema(SkillOutput, { target: "draft-7", io: "input" });

/** Members that an answer may leave out. A strict schema knows no such thing: there they may be null. */
const OPTIONAL = new Set(optionalIn(WHOLE));

function optionalIn(schema: unknown): readonly string[] {
	if (Array.isArray(schema)) return schema.flatMap(optionalIn);
	if (!isNode(schema)) return [];
	const required = Array.isArray(schema.required) ? schema.required : [];
	const own =
		schema.type === "object" ? Object.keys(nodeOf(schema.properties)).filter((key) => !required.includes(key)) : [];
	return [...own, ...Object.values(schema).flatMap(optionalIn)];
}

const schemas = new WeakMap<Skill, JSONSchema7>();

/**
 * The shape of this skill's answer, in the part of JSON Schema that strict modes take: every object closed, every member
 * required. It shows what the skill may propose and claim and nothing else. The same for each call of a skill, so that a
 * provider compiles it once.
 */
export function schemaFor(skill: Skill): JSONSchema7 {
	const known = schemas.get(skill);
	if (known) return known;
	const properties = nodeOf(nodeOf(WHOLE).properties);
	const items = nodeOf(nodeOf(properties.proposals).items);
	const kinds: readonly unknown[] = Array.isArray(items.oneOf)
		? items.oneOf
		: Array.isArray(items.anyOf)
			? items.anyOf
			: [];
	const open = kinds
		.filter((kind) => skill.mayPropose.some((type) => type === typeOf(kind)))
		.map((kind) => forSkill(kind, skill));
	const proposals = open.length > 0 ? { type: "array", items: { anyOf: open } } : { type: "array", items: items };
	// What is made here is a JSON schema by its making; no type tells that.
	const schema = strict({ ...WHOLE, properties: { ...properties, proposals } }) as JSONSchema7;
	schemas.set(skill, schema);
	return schema;
}

const typeOf = (kind: unknown): unknown => nodeOf(nodeOf(nodeOf(kind).properties).type).const;

/** Who may offer no price is not shown how, and who may claim some facts is shown the names of those. */
function forSkill(kind: unknown, skill: Skill): unknown {
	const properties = nodeOf(nodeOf(kind).properties);
	switch (typeOf(kind)) {
		case "draft-email": {
			if (skill.mayOffer) return kind;
			const { offer: _, ...rest } = properties;
			return { ...nodeOf(kind), properties: rest };
		}
		case "learn-fact": {
			const claim = nodeOf(properties.claim);
			const claimed = nodeOf(claim.properties);
			if (skill.factKeys.length === 0) return kind;
			const keyed = { ...claim, properties: { ...claimed, key: { type: "string", enum: skill.factKeys } } };
			return { ...nodeOf(kind), properties: { ...properties, claim: keyed } };
		}
		default:
			return kind;
	}
}

function strict(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(strict);
	if (!isNode(schema)) return schema;
	const entries = Object.entries(schema).filter(([key]) => !LEFT_OUT.has(key));
	const kept: Node = Object.fromEntries(
		entries.map(([key, value]) => {
			if (key === "oneOf") return ["anyOf", strict(value)];
			if (key === "const") return ["enum", [value]];
			return [key, key === "properties" ? value : strict(value)];
		}),
	);
	if (kept.type !== "object") return kept;
	const properties = Object.entries(nodeOf(schema.properties)).map(([key, value]): [string, unknown] => {
		const isOptional = !(Array.isArray(schema.required) && schema.required.includes(key));
		return [key, isOptional ? { anyOf: [strict(value), { type: "null" }] } : strict(value)];
	});
	return {
		...kept,
		properties: Object.fromEntries(properties),
		required: properties.map(([key]) => key),
		additionalProperties: false,
	};
}

/** As much of what is wrong as a model needs to mend it. */
const PROBLEM_CHARS_MAX = 300;

/** A reasoner's output, or what keeps the text from being one. Whatever was answered, nothing is thrown. */
export function readAnswer(
	text: string,
): { readonly type: "read"; readonly output: SkillOutput } | { readonly type: "nonsense"; readonly problem: string } {
	const nonsense = (problem: string) => ({ type: "nonsense", problem: problem.slice(0, PROBLEM_CHARS_MAX) }) as const;
	try {
		const parsed = SkillOutput.safeParse(withoutNulls(JSON.parse(unfenced(text))));
		if (parsed.success) return { type: "read", output: parsed.data };
		const [first] = parsed.error.issues;
		return nonsense(`At ${first?.path.join(".") || "the top"}: ${first?.message ?? "not the shape asked for"}`);
	} catch {
		return nonsense(text.trim() === "" ? "The answer was empty." : "The answer was not one JSON object.");
	}
}

/** Models often put JSON into a block of Markdown. */
const unfenced = (text: string): string => /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/.exec(text)?.[1] ?? text;

function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (!isNode(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key, member]) => !(member === null && OPTIONAL.has(key)))
			.map(([key, member]) => [key, withoutNulls(member)]),
	);
}
