import type { Document, DocumentedOperation, Parameter, Response } from "#knowledge/core/contract/openapi.ts";
import { type Html, html, inline, prose } from "./html.ts";
import { schemaView, typeOf } from "./schema.ts";

export type Placed = { readonly path: string; readonly method: string; readonly operation: DocumentedOperation };

/** One operation: what it is for, who may, what it takes, what it answers and how it declines. */
export function operationView(document: Document, { path, method, operation }: Placed): Html {
	const { operationId, summary, description, requestBody, responses } = operation;
	const parameters = operation.parameters.map((each) => resolved<Parameter>(document, each));
	const [says = "", access = ""] = [
		description.split("\n\n").slice(0, -1).join("\n\n"),
		description.split("\n\n").at(-1),
	];
	const answers = Object.entries(responses).filter(([status]) => Number(status) < 300);
	const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);
	return html`<article id="${operationId}" aria-labelledby="${operationId}-name">
<h3 id="${operationId}-name"><a class="anchor" href="#${operationId}">${inline(summary)}</a></h3>
<p class="call"><span class="method ${method}">${method.toUpperCase()}</span> <code>${breakable(path)}</code></p>
${says === `${summary}.` ? null : html`<div class="says">${prose(says)}</div>`}
<p class="access"><span>Who may</span> ${inline(access)}</p>
<pre tabindex="0" aria-label="Example request"><code>${curlOf({ path, method, operation })}</code></pre>
${parameters.length > 0 ? html`<details><summary>Parameters</summary><dl class="fields">${parameters.map(parameterView)}</dl></details>` : null}
${requestBody ? html`<details><summary>Body${requestBody.required ? html` <span class="needed">required</span>` : null}</summary>${Object.entries(requestBody.content).map(([type, { schema }]) => html`<p class="media"><code>${type}</code></p>${schemaView(schema, "needed")}`)}</details>` : null}
${answers.map(([status, answer]) => answerView(status, resolved<Response>(document, answer)))}
<details><summary>Problems <span class="statuses">${problems.map(([status]) => status).join(" ")}</span></summary><dl class="fields">
${problems.map(([status, answer]) => html`<dt><code>${status}</code></dt><dd>${inline(resolved<Response>(document, answer).description)}</dd>`)}</dl></details>
</article>`;
}

const parameterView = ({ name, in: where, required, description, schema }: Parameter): Html =>
	html`<dt><code>${name}</code> <span class="where">${where}</span>${required ? html` <span class="needed">required</span>` : null}</dt>
<dd><span class="type">${typeOf(schema)}</span>${"default" in schema ? html`<span class="type">, default <code>${JSON.stringify(schema.default)}</code></span>` : null}<p>${inline(description)}</p></dd>`;

const answerView = (status: string, { description, content = {} }: Response): Html =>
	html`<details><summary>Answer <span class="statuses">${status}</span></summary><p>${description}</p>${Object.entries(content).map(([type, { schema }]) => html`<p class="media"><code>${type}</code></p>${schemaView(schema, "optional")}`)}</details>`;

/** A long path breaks after a slash, and nowhere else. */
const breakable = (path: string): Html =>
	html`${path.split("/").map((part, i) => html`${i > 0 ? html`/<wbr>` : null}${part}`)}`;

function resolved<T extends object>(document: Document, value: T | { readonly $ref: string }): T {
	if (!("$ref" in value)) return value;
	const [, , kind = "", name = ""] = value.$ref.split("/");
	const found: Readonly<Record<string, unknown>> = document.components[kind as keyof Document["components"]];
	return found[name] as T;
}

const FILES: Readonly<Record<string, string>> = {
	"message/rfc822": "mail.eml",
	"text/vtt": "call.vtt",
	"text/calendar": "meeting.ics",
};

/** As somebody would type it: ids are variables of the shell, named as in the path. */
export function curlOf({ path, method, operation }: Placed): string {
	const url = `$URL${path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`)}`;
	const needed = operation.parameters.flatMap((each) =>
		"name" in each && each.in === "query" && each.required ? [`${each.name}=…`] : [],
	);
	const query = needed.length > 0 ? `?${needed.join("&")}` : "";
	const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
	const file = FILES[type ?? ""];
	return [
		`curl${method === "get" ? "" : ` -X ${method.toUpperCase()}`} "${url}${query}"`,
		...(operation.security.length > 0 ? [`-H "Authorization: Bearer $KEY"`] : []),
		...(method === "get" || operation.security.length === 0 ? [] : [`-H "Idempotency-Key: $(uuidgen)"`]),
		...(type ? [`-H "Content-Type: ${type}"`] : []),
		...(file ? [`--data-binary @${file}`] : []),
		...(type && !file ? [`-d '${JSON.stringify(body?.example ?? {}).replaceAll("'", "'\\''")}'`] : []),
	].join(" \\\n  ");
}
