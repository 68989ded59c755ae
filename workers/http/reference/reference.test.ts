import { expect, test } from "vitest";
import type { Document } from "#knowledge/core/contract/openapi.ts";
import { ask, EVERY_OPERATION } from "#workers/testing/api.setup.ts";
import { html } from "./html.ts";
import { typeOf } from "./schema.ts";

test.each([
	["/openapi.json", "application/json"],
	["/docs", "text/html; charset=utf-8"],
])("[API] %s is everybody's, may be kept a while, and is not sent twice", async (path, type) => {
	const first = await ask(path);
	expect(first.status).toBe(200);
	expect(first.headers.get("content-type")).toBe(type);
	expect(first.headers.get("cache-control")).toBe("public, max-age=300");
	const tag = first.headers.get("etag") ?? "";
	expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
	expect(await (await ask(path)).text()).toBe(await first.text());
	const again = await ask(path, { headers: { "if-none-match": tag } });
	expect(again.status).toBe(304);
	expect(await again.text()).toBe("");
});

test("[API] the document that is served has every operation", async () => {
	const document: Document = await (await ask("/openapi.json")).json();
	const ids = Object.values(document.paths).flatMap((methods) =>
		Object.values(methods).map(({ operationId }) => operationId),
	);
	expect(ids.toSorted()).toEqual(EVERY_OPERATION.map(({ id }) => id).toSorted());
});

test.each([
	"<strong>Scopes</strong>",
	"<code>read</code>: ",
	"<code>write</code>: ",
	"<code>decide</code>: ",
	"<code>admin</code>: ",
	"<strong>Limits</strong>",
	"<code>RateLimit-Policy</code>",
	"429 with <code>Retry-After</code>",
	"409 <code>shown-once</code>",
	"erasing a contact takes the contact&#39;s id",
])("[API] the conventions of the reference say: %s", async (words) => {
	const text = await (await ask("/docs")).text();
	const [, conventions = ""] = /<section id="conventions"(.*?)<\/section>/s.exec(text) ?? [];
	expect(conventions).toContain(words);
});

test("[API] the reference has every operation and schema, and every anchor that it links to", async () => {
	const [document, text] = await Promise.all([
		ask("/openapi.json").then((each) => each.json() as Promise<Document>),
		ask("/docs").then((each) => each.text()),
	]);
	const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? "");
	expect(ids).toHaveLength(new Set(ids).size);
	for (const { id } of EVERY_OPERATION) expect(ids, id).toContain(id);
	expect(ids.filter((id) => id.startsWith("schema-"))).toHaveLength(Object.keys(document.components.schemas).length);
	const linked = [...text.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id ?? "");
	expect(linked.filter((id) => !ids.includes(id))).toEqual([]);
});

test("[SEC20] the reference asks nobody else for anything, and has neither script nor style of its own", async () => {
	const response = await ask("/docs");
	const text = await response.text();
	expect(text).not.toMatch(/<script|<style|<iframe|<img|\sstyle=|\son\w+=|javascript:/i);
	const asked = [...text.matchAll(/<link [^>]*href="([^"]+)"/g)].map(([, url]) => url);
	expect(asked).toEqual(["/icon.svg", "/reference.css"]);
	const links = [...text.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, url]) => url ?? "");
	expect(links.filter((url) => !/^(?:#|\/)/.test(url))).toEqual([]);
	expect(response.headers.get("content-security-policy")).toContain("style-src 'self'");
});

test("[SEC20] no text gets into the page unescaped", () => {
	const evil = `<img src=x onerror="alert('x')">&`;
	expect(html`<p title="${evil}">${evil}</p>`.text).not.toMatch(/<img|"alert|'x'/);
	expect(html`${[html`<b>${1}</b>`]}${null}${false}`.text).toBe("<b>1</b>");
});

test.each([
	[{ type: "string", minLength: 1, maxLength: 200 }, "string, 1 to 200 characters"],
	[{ type: "string", maxLength: 9 }, "string, at most 9 characters"],
	[{ type: "integer", minimum: 1 }, "integer, at least 1"],
	[{ type: "array", items: { type: "string" }, maxItems: 10 }, "list of string, at most 10 of them"],
	[{ type: ["string", "null"] }, "string or null"],
	[{ anyOf: [{ $ref: "#/components/schemas/RunId" }, { type: "null" }] }, "RunId or null"],
	[{ type: "string", enum: ["a", "b"] }, '"a" | "b"'],
	[{ type: "string", format: "date-time" }, "string (date-time)"],
	[{}, "anything"],
])("[API] the type %j reads «%s»", (schema, words) => {
	const plain = typeOf(schema)
		.text.replace(/<[^>]+>/g, "")
		.replaceAll("&#34;", '"');
	expect(plain).toBe(words);
});
