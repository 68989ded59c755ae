import type { JsonSchema } from "#knowledge/core/contract/schemas.ts";
import { type Html, html, inline, slug } from "./html.ts";

/** Anonymous objects within anonymous objects: deeper ones have names in our contract. */
const DEPTH_MAX = 6;

/** What is marked: of what is sent the fields that must be there, of what is answered those that may be missing. */
type Marks = "needed" | "optional";

/** A schema as a list of fields, or as its type in words. */
export function schemaView(schema: JsonSchema, marks: Marks, depth = 0): Html {
	const object = objectIn(schema);
	if (!object || depth > DEPTH_MAX) return html`<p class="type">${typeOf(schema)}</p>`;
	const { properties = {}, required = [] } = object as { properties?: Fields; required?: readonly string[] };
	const rows = Object.entries(properties).map(([name, field]) =>
		fieldView(name, field, { isRequired: required.includes(name), marks, depth }),
	);
	const lead = object === schema ? null : html`<p class="type">${typeOf(schema)}</p>`;
	return rows.length === 0
		? html`<p class="type">an object without fields</p>`
		: html`${lead}<dl class="fields">${rows}</dl>`;
}

type Fields = Readonly<Record<string, JsonSchema>>;

function fieldView(name: string, field: JsonSchema, at: { isRequired: boolean; marks: Marks; depth: number }): Html {
	const { isRequired, marks, depth } = at;
	const mark = marks === "needed" && isRequired ? "required" : marks === "optional" && !isRequired ? "optional" : null;
	const inner = objectIn(field);
	return html`<dt><code>${name}</code>${mark ? html` <span class="needed">${mark}</span>` : null}</dt>
<dd><span class="type">${typeOf(field)}</span>${"default" in field ? html`<span class="type">, default <code>${JSON.stringify(field.default)}</code></span>` : null}
${typeof field.description === "string" ? html`<p>${inline(field.description)}</p>` : null}
${inner ? html`<details><summary>Its fields</summary>${schemaView(inner, marks, depth + 1)}</details>` : null}</dd>`;
}

/** The object that this is, or is a list of, or may be; named ones are linked instead. */
function objectIn(schema: JsonSchema): JsonSchema | null {
	if (schema.properties) return schema;
	if (schema.items) return objectIn(schema.items as JsonSchema);
	const options = optionsOf(schema).filter((option) => option.type !== "null");
	return options.length === 1 && options[0] ? objectIn(options[0]) : null;
}

const optionsOf = (schema: JsonSchema): readonly JsonSchema[] =>
	(schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []) as readonly JsonSchema[];

/** A type in words, with the bounds that it has. */
export function typeOf(schema: JsonSchema): Html {
	if (typeof schema.$ref === "string") {
		const name = schema.$ref.split("/").at(-1) ?? "";
		return html`<a href="#${anchorOf(name)}">${name}</a>`;
	}
	const options = optionsOf(schema);
	if (options.length > 0) {
		const words = options.flatMap((option, i) => [...(i > 0 ? [html` or `] : []), typeOf(option)]);
		return html`${words}`;
	}
	if (Array.isArray(schema.enum)) return choices(schema.enum);
	if ("const" in schema) return choices([schema.const]);
	if (schema.items) return html`list of ${typeOf(schema.items as JsonSchema)}${bounds(schema, "Items", "of them")}`;
	const types = [schema.type ?? "anything"].flat().map(String);
	const format = typeof schema.format === "string" ? ` (${schema.format})` : "";
	return html`${types.join(" or ")}${format}${bounds(schema, "Length", "characters")}${range(schema)}`;
}

const choices = (values: readonly unknown[]): Html => {
	const words = values.flatMap((value, i) => [
		...(i > 0 ? [html` | `] : []),
		html`<code>${JSON.stringify(value)}</code>`,
	]);
	return html`<span class="choices">${words}</span>`;
};

function bounds(schema: JsonSchema, kind: "Length" | "Items", unit: string): string {
	const least = schema[`min${kind}`];
	const most = schema[`max${kind}`];
	if (least === undefined && most === undefined) return "";
	if (most === undefined) return `, at least ${least} ${unit}`;
	return least === undefined ? `, at most ${most} ${unit}` : `, ${least} to ${most} ${unit}`;
}

function range({ minimum, maximum }: JsonSchema): string {
	if (minimum === undefined && maximum === undefined) return "";
	if (maximum === undefined) return `, at least ${minimum}`;
	return minimum === undefined ? `, at most ${maximum}` : `, ${minimum} to ${maximum}`;
}

export const anchorOf = (name: string): string => `schema-${slug(name)}`;
