import type { Document } from "#knowledge/core/contract/openapi.ts";
import { type Html, html, inline, prose, slug } from "./html.ts";
import { operationView, type Placed } from "./operation.ts";
import { anchorOf, schemaView } from "./schema.ts";
import { gettingStarted } from "./start.ts";

/**
 * The reference as one page of our own, written from the document that programs read. It needs no script, and asks nobody
 * else for anything: what folds is `<details>`, what is found is found by the browser's own search and by anchors.
 */
export function referencePage(document: Document): string {
	const placed = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]): Placed => ({ path, method, operation })),
	);
	const groups = document.tags.map(({ name, description }) => ({
		name,
		description,
		operations: placed.filter(({ operation }) => operation.tags[0] === name),
	}));
	const { title, description, version } = document.info;
	const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} API</title>
<link rel="icon" type="image/svg+xml" href="/icon.svg"><link rel="stylesheet" href="/reference.css"></head>
<body><a class="skip" href="#main">To the text</a>
<nav aria-label="Reference"><p class="brand"><a href="#top">${title} <span>API ${version}</span></a></p>
<ul class="groups"><li><a href="#start">Getting started</a></li><li><a href="#conventions">Conventions</a></li>
${groups.map(groupLinks)}
<li><a href="#schemas">Schemas</a></li><li><a href="/openapi.json">openapi.json</a></li></ul></nav>
<main id="main"><header id="top"><h1>${title} API</h1><p class="lead">${description.split("\n\n")[0] ?? ""}</p></header>
${gettingStarted()}
<section id="conventions" aria-labelledby="conventions-name"><h2 id="conventions-name"><a class="anchor" href="#conventions">Conventions</a></h2>${prose(description.split("\n\n").slice(1).join("\n\n"))}</section>
${groups.map(
	({ name, description: says, operations }) =>
		html`<section id="${slug(name)}" aria-labelledby="${slug(name)}-name"><h2 id="${slug(name)}-name"><a class="anchor" href="#${slug(name)}">${name}</a></h2><p class="lead">${says}</p>${operations.map((each) => operationView(document, each))}</section>`,
)}
${schemasView(document)}</main></body></html>`;
	return page.text;
}

const groupLinks = ({ name, operations }: { name: string; operations: readonly Placed[] }): Html =>
	html`<li><a href="#${slug(name)}">${name}</a><ul class="ops">${operations.map(({ operation, method }) => html`<li><a href="#${operation.operationId}"><span class="method ${method}">${SHORT[method] ?? method}</span><span>${inline(operation.summary)}</span></a></li>`)}</ul></li>
`;

const SHORT: Readonly<Record<string, string>> = { get: "GET", post: "POST", put: "PUT", patch: "PATCH", delete: "DEL" };

const schemasView = ({ components }: Document): Html =>
	html`<section id="schemas" aria-labelledby="schemas-name"><h2 id="schemas-name"><a class="anchor" href="#schemas">Schemas</a></h2>
${Object.entries(components.schemas)
	.sort(([a], [b]) => a.localeCompare(b, "en"))
	.map(
		([name, schema]) =>
			// The anchor stands inside: browsers open what they are sent into.
			html`<details class="schema"><summary><code>${name}</code></summary><div id="${anchorOf(name)}">${schemaView(schema, "optional")}</div></details>`,
	)}</section>`;
