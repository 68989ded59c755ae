import * as z from "zod";
import * as audit from "../audit/entry.ts";
import * as crmEvents from "../events/crm.ts";
import * as dealEvents from "../events/deal.ts";
import * as factEvents from "../events/fact.ts";
import * as signalEvents from "../events/signal.ts";
import * as ids from "../vocabulary/ids.ts";
import * as money from "../vocabulary/money.ts";
import * as principal from "../vocabulary/principal.ts";
import * as region from "../vocabulary/region.ts";
import * as stage from "../vocabulary/stage.ts";
import * as stakeholder from "../vocabulary/stakeholder.ts";
import * as account from "./account.ts";
import * as crm from "./crm.ts";
import * as deal from "./deal.ts";
import * as differences from "./differences.ts";
import * as judgement from "./judgement.ts";
import * as problem from "./problem.ts";
import * as signal from "./signal.ts";
import * as source from "./source.ts";
import * as usage from "./usage.ts";

export type JsonSchema = { readonly [key: string]: unknown };
type Io = "input" | "output";

/** What has a name of its own in the document: whatever these export as a schema, by the name that the code calls it. */
const MODULES = [
	deal,
	signal,
	crm,
	source,
	differences,
	judgement,
	problem,
	account,
	usage,
	audit,
	ids,
	money,
	principal,
	region,
	stage,
	stakeholder,
	dealEvents,
	factEvents,
	signalEvents,
	crmEvents,
] as const;

/** Short, and written out wherever they stand: a name would say less. */
const UNNAMED: ReadonlySet<string> = new Set(["Time", "Erasable"]);

export type Schemas = {
	/** A schema as it stands in the document: a reference where it has a name. */
	of(type: z.ZodType, io: Io): JsonSchema;
	/** Of an object, each field with whether it must be there. */
	fields(type: z.ZodObject, io: Io): readonly { name: string; required: boolean; schema: JsonSchema }[];
	/** All that was referred to so far, by name. */
	components(): Readonly<Record<string, JsonSchema>>;
};

/** zod's own JSON Schema is draft 2020-12, which OpenAPI 3.1 takes as it is. */
export function schemas(): Schemas {
	const names = namesOf();
	const metadata = z.registry<{ id?: string }>();
	const kept = metadata.get.bind(z.globalRegistry);
	metadata.get = ((type: z.core.$ZodType) => {
		const id = names.get(type);
		return id === undefined ? kept(type as never) : { ...kept(type as never), id };
	}) as typeof metadata.get;
	const found: Record<Io, Record<string, JsonSchema>> = { input: {}, output: {} };
	const draft = (type: z.ZodType, io: Io): JsonSchema => {
		const { $defs = {}, items } = z.toJSONSchema(z.array(type), {
			io,
			metadata,
			unrepresentable: "any",
			override: ({ jsonSchema }) => tidy(jsonSchema as Record<string, unknown>),
		});
		Object.assign(found[io], $defs);
		return items as JsonSchema;
	};
	return {
		of: (type, io) => refer(draft(type, io)),
		fields: (type, io) => {
			// Made anew, it has no name and is written out.
			const { properties = {}, required = [] } = draft(z.strictObject(type.shape), io) as {
				properties?: Record<string, JsonSchema>;
				required?: readonly string[];
			};
			return Object.entries(properties).map(([name, schema]) => ({
				name,
				required: required.includes(name),
				schema: refer(schema),
			}));
		},
		components: () =>
			Object.fromEntries(
				(["output", "input"] as const).flatMap((io) =>
					Object.entries(found[io]).map(([id, schema]) => [id, refer(schema)] as const),
				),
			),
	};
}

function namesOf(): ReadonlyMap<z.core.$ZodType, string> {
	const names = new Map<z.core.$ZodType, string>();
	const taken = new Set<string>();
	for (const exported of MODULES) {
		for (const [name, value] of Object.entries(exported)) {
			if (!(value instanceof z.ZodType) || names.has(value) || taken.has(name) || UNNAMED.has(name)) continue;
			names.set(value, name);
			taken.add(name);
		}
	}
	return names;
}

/** Takes out what says nothing to a reader: our own name inside what it names, and the bounds of every safe integer. */
function tidy(schema: Record<string, unknown>): void {
	if (typeof schema.id === "string") delete schema.id;
	if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
	if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
	// The format says it; the pattern fills half a page.
	if (schema.format === "date-time" || schema.format === "email") delete schema.pattern;
	if (schema.type === "number" && Array.isArray(schema.enum) && schema.enum.every(Number.isInteger))
		schema.type = "integer";
}

function refer<T>(value: T): T {
	if (Array.isArray(value)) return value.map((each) => refer(each)) as T;
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) =>
			key === "$ref" && typeof each === "string"
				? [key, `#/components/schemas/${each.replace("#/$defs/", "")}`]
				: [key, refer(each)],
		),
	) as T;
}
