import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { readBody } from "#workers/ingress/read-body.ts";
import { ask, client, EVERY_OPERATION, json, ORIGIN } from "#workers/testing/api.setup.ts";

async function fresh() {
	standStill();
	const at = await newTenant("problems");
	const api = await client(at);
	const post = (body: BodyInit, type = "application/json", path = "deals") =>
		api.send(path, { method: "POST", body, headers: { "content-type": type } });
	return { at, ...api, post };
}

/** A problem as every one is: of its type, kept by nobody, with the name of its request twice. */
async function problemOf(response: Response): Promise<{ status: number; code: string; errors: Problem["errors"] }> {
	const { status, type, errors, requestId } = Problem.parse(await response.json());
	expect(response.status).toBe(status);
	expect(response.headers.get("content-type")).toBe("application/problem+json");
	expect(response.headers.get("cache-control")).toBe("no-store");
	expect(response.headers.get("x-request-id")).toBe(requestId);
	expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
	return { status, code: type.split("/").at(-1) ?? "", errors };
}

test.each([
	["PUT", "deals", "GET, POST, HEAD"],
	["DELETE", "deals", "GET, POST, HEAD"],
	["PATCH", "approvals", "GET, HEAD"],
	["GET", `approvals/a-${"a".repeat(20)}-1/approve`, "POST"],
	["OPTIONS", "deals", "GET, POST, HEAD"],
])("[API] %s %s is 405, with the methods that the path takes", async (method, path, allow) => {
	const { send } = await fresh();
	const response = await send(path, { method });
	expect(await problemOf(response)).toMatchObject({ status: 405, code: "method" });
	const sorted = (list: string | null) => (list ?? "").split(", ").toSorted();
	expect(sorted(response.headers.get("allow"))).toEqual(sorted(allow));
});

test("[SEC8] which methods a path takes is told to nobody from elsewhere, and of no path that is not there", async () => {
	const { at, send } = await fresh();
	const other = await client(await newTenant("elsewhere"));
	const ours = `/v1/accounts/${at.tenant}`;
	for (const method of ["PUT", "DELETE", "OPTIONS"]) {
		expect((await problemOf(await other.send(`${ours}/deals`, { method }))).status).toBe(404);
		expect((await problemOf(await ask(`${ours}/deals`, { method }))).status).toBe(401);
		for (const path of ["nothing", "deals/x", `deals/d-${"A".repeat(20)}`, "deals/", "approvals/a-1/approve"])
			expect((await problemOf(await send(path, { method }))).status, `${method} ${path}`).toBe(404);
	}
});

test("[API] HEAD answers as GET does, without the body", async () => {
	const { send } = await fresh();
	for (const path of ["deals", `deals/d-${"a".repeat(20)}`]) {
		const [got, head] = [await send(path), await send(path, { method: "HEAD" })];
		expect(head.status, path).toBe(got.status);
		for (const name of ["content-type", "etag", "cache-control"])
			expect(head.headers.get(name)).toBe(got.headers.get(name));
		expect(await head.text()).toBe("");
	}
});

test("[SEC21] no page of another origin is let in, however it asks: no answer names an origin", async () => {
	const { at, authorization } = await fresh();
	const origin = "https://evil.example";
	for (const path of [`/v1/accounts/${at.tenant}/deals`, "/openapi.json", "/docs", "/healthz", "/", "/nothing"]) {
		for (const method of ["GET", "HEAD", "OPTIONS", "POST", "DELETE"]) {
			const headers = { authorization, origin, "access-control-request-method": "POST" };
			const response = await ask(path, { method, headers });
			const named = [...response.headers.keys()].filter((name) => name.startsWith("access-control-"));
			expect(named, `${method} ${path}`).toEqual([]);
			await response.body?.cancel();
		}
	}
});

test.each(["deals/%", "deals/%E0%A4%A", "deals/d-%00", "signals/%FF%FE", "%", "deals/..%2f..%2fetc", "deals/%2e%2e"])(
	"[SEC8] the path %s is 404, whatever it was meant to be",
	async (path) => {
		const { at, authorization } = await fresh();
		const response = await ask(`${ORIGIN}/v1/accounts/${at.tenant}/${path}`, { headers: { authorization } });
		expect((await problemOf(response)).status).toBe(404);
	},
);

const named = (...paths: string[]) => paths.map((path) => expect.objectContaining({ path }));

test.each([
	["a field twice", '{"name":"x","region":"emea","name":"y"}', ["/body/name"]],
	["a field twice, once by an escape", '{"name":"x","region":"emea","\\u006eame":"y"}', ["/body/name"]],
	[
		"a field twice deep inside",
		'{"contact":{"address":"a@b.example","address":"c@d.example"}}',
		["/body/contact/address"],
	],
	["one field in two objects", '[{"a":1},{"a":1,"b":[{"a":2}]}]', ["/body"]],
	["__proto__", '{"name":"x","region":"emea","__proto__":{"rep":"sam"}}', ["/body/__proto__"]],
	["constructor", '{"name":"x","region":"emea","constructor":{"prototype":{}}}', ["/body/constructor"]],
	["a NUL", '{"name":"x\\u0000","region":"emea"}', ["/body/name"]],
	["half a character", '{"name":"x\\ud83d","region":"emea"}', ["/body/name"]],
	["the other half", '{"name":"x","region":"emea","rep":"\\ude00"}', ["/body/rep"]],
	["half a character as a name", '{"name":"x","region":"emea","\\ud83d":1}', ["/body/\ufffd"]],
])("[SEC31] JSON with %s is 400 by its path", async (_what, body, paths) => {
	const { post } = await fresh();
	const { status, code, errors } = await problemOf(await post(body));
	expect({ status, code }).toEqual({ status: 400, code: "invalid-input" });
	expect(errors).toEqual(expect.arrayContaining(named(...paths)));
});

test("[API] what looks like a field twice, and is none, is taken", async () => {
	const { post } = await fresh();
	const name = 'a \\"name\\": {\\"name\\"}, \\\\ 😀 \\ud83d\\ude00';
	const response = await post(`{"name":"${name}","region":"emea"}`);
	expect(response.status).toBe(201);
	expect(await response.json()).toMatchObject({ name: 'a "name": {"name"}, \\ 😀 😀' });
});

test.each([10_000, 200_000])(
	"[SEC31] %i levels of nesting are 400, as arrays, as objects and unclosed",
	async (depth) => {
		const { post } = await fresh();
		const bodies = [
			"[".repeat(depth) + "]".repeat(depth),
			depth > 10_000 ? "[" : `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`,
			"[".repeat(depth),
			`{"name":${"[".repeat(depth)}1${"]".repeat(depth)},"region":"emea"}`,
		];
		for (const body of bodies) expect((await problemOf(await post(body))).status).toBe(400);
	},
);

test.each([
	["9007199254740993", "/body/at"],
	["1e400", "/body/at"],
	["-1", "/body/at"],
	["1.5", "/body/at"],
])("[API] the number %s is named where a whole one is asked for", async (number, path) => {
	const { post } = await fresh();
	const response = await post(`{"at":${number}}`, "application/json", `deals/d-${"a".repeat(20)}/fork`);
	expect((await problemOf(response)).errors).toEqual(named(path));
});

test.each([
	["application/json", 201],
	["APPLICATION/JSON", 201],
	["application/json; charset=utf-8", 201],
	['application/json;charset="UTF-8"', 201],
	["application/json; charset=iso-8859-1", 415],
	["application/json; charset=utf-16", 415],
	["application/json5", 415],
	["application/jsonlines", 415],
	["application/vnd.api+json", 415],
	["", 415],
])("[SEC31] JSON that is sent as «%s» is %i", async (type, status) => {
	const { post } = await fresh();
	expect((await post('{"name":"x","region":"emea"}', type)).status).toBe(status);
});

test("[API] no byte at all is an empty object, whatever its content type says", async () => {
	const { send } = await fresh();
	for (const type of ["application/json", "text/plain", "application/json; charset=utf-16"]) {
		const response = await send("deals", { method: "POST", body: "", headers: { "content-type": type } });
		expect((await problemOf(response)).errors).toEqual(named("/body/name", "/body/region"));
	}
});

test.each([
	["4", 4, false],
	["5", 5, true],
	["6", 5, false],
	["0", 5, true],
	["nonsense", 5, true],
	["-1", 5, true],
])(
	"[SEC31] of a body that says it has %s bytes and has 5, no more is read than is let in",
	async (says, max, isRead) => {
		const body = new TextEncoder().encode(says === "4" ? "12345" : "12345");
		const limit = says === "4" ? 4 : max;
		const request = { headers: new Headers({ "content-length": says }), body: new Response(body).body } as Request;
		expect((await readBody(request, limit)) !== null).toBe(isRead);
	},
);

test("[API] every answer has the name of its request and the headers that keep browsers from more", async () => {
	const { send, at } = await fresh();
	const answers = [
		await send("deals"),
		await send("deals", json({ name: "x", region: "emea" })),
		await ask(`/v1/accounts/${at.tenant}`),
		await ask("/healthz"),
		await ask("/docs"),
		await ask("/openapi.json"),
		await ask("/nowhere"),
	];
	const ids = answers.map(({ headers }) => headers.get("x-request-id"));
	expect(new Set(ids).size).toBe(answers.length);
	for (const { headers } of answers) {
		expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
		expect(headers.get("content-security-policy")).toContain("default-src 'none'");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
	}
});

test("[API] a query with a NUL, or a field that is not asked for, is named on every list", async () => {
	const { at, send } = await fresh();
	const lists = EVERY_OPERATION.filter(
		({ method, path, access }) => method === "get" && !/\{(?!account)/.test(path) && access === "reader",
	);
	expect(lists.length).toBeGreaterThan(4);
	for (const { path, id } of lists) {
		const response = await send(`${path.replace("{account}", at.tenant)}?colour=%00`);
		const { errors } = await problemOf(response);
		expect(errors, id).toEqual(expect.arrayContaining(named("/query/colour")));
	}
});
