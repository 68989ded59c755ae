import { describe, expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { ask, client, dealByMail, EVERY_OPERATION, json, requestFor } from "#workers/testing/api.setup.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("reads");
	giveSmallCrew(at);
	return { clock, at, ...(await client(at)) };
}

test("[API] every read has a strong ETag of its bytes; who has them is told so, and sent nothing", async () => {
	const { at, clock, send } = await fresh();
	const about = await dealByMail(at, clock);
	for (const operation of EVERY_OPERATION.filter(({ method, access }) => method === "get" && access === "reader")) {
		const { path } = requestFor(operation, at.tenant, about);
		const first = await send(path);
		const tag = first.headers.get("etag") ?? "";
		expect(tag, operation.id).toMatch(/^"[0-9a-f]{64}"$/);
		expect(first.headers.get("cache-control"), operation.id).toBe("private, no-cache");
		expect(first.headers.get("vary")).toBe("authorization, cookie");
		const again = await send(path, { headers: { "if-none-match": tag } });
		expect(again.status, operation.id).toBe(304);
		expect(await again.text()).toBe("");
		for (const name of ["etag", "cache-control", "vary", "content-security-policy"])
			expect(again.headers.get(name), name).toBe(first.headers.get(name));
		expect(again.headers.get("content-type")).toBeNull();
	}
});

test.each([
	["*", 304],
	['W/"TAG"', 304],
	['"other", "TAG"', 304],
	['"other"', 200],
	["TAG", 200],
	["", 200],
])("[API] If-None-Match: %s is %i", async (offered, status) => {
	const { send } = await fresh();
	const tag = (await send("deals")).headers.get("etag")?.slice(1, -1) ?? "";
	expect((await send("deals", { headers: { "if-none-match": offered.replace("TAG", tag) } })).status).toBe(status);
});

test("[API] what changed has another ETag, and one answer's is nobody else's", async () => {
	const { send } = await fresh();
	const before = (await send("deals")).headers.get("etag") ?? "";
	await send("deals", json({ name: "x", region: "emea" }));
	const after = await send("deals", { headers: { "if-none-match": before } });
	expect(after.status).toBe(200);
	expect(after.headers.get("etag")).not.toBe(before);
});

test("[API] what declines, and what is answered to a write, is kept by nobody and has no ETag", async () => {
	const { at, send } = await fresh();
	const answers = [
		await send(`deals/d-${"a".repeat(20)}`),
		await send("deals?limit=0"),
		await send("deals", json({ name: "x", region: "emea" })),
		await ask(`/v1/accounts/${at.tenant}/deals`),
	];
	for (const { headers } of answers) {
		expect(headers.get("etag")).toBeNull();
		expect(headers.get("cache-control")).toBe("no-store");
	}
});

describe.each([
	["deals", 200],
	["approvals", 200],
	["contacts", 200],
	["companies", 200],
	["signals", 200],
])("the list of %s", (list, most) => {
	test("[API] has bounds, and says which was passed", async () => {
		const { send } = await fresh();
		for (const limit of [1, most]) expect((await send(`${list}?limit=${limit}`)).status).toBe(200);
		for (const limit of ["0", String(most + 1), "-1", "1.5", "x", "1e9"]) {
			const response = await send(`${list}?limit=${limit}`);
			expect(response.status, limit).toBe(400);
			expect(Problem.parse(await response.json()).errors).toMatchObject([{ path: "/query/limit" }]);
		}
	});

	test("[API] takes no cursor of another list", async () => {
		const { send } = await fresh();
		const cursors: Readonly<Record<string, string>> = {
			deals: `1:d-${"a".repeat(20)}`,
			approvals: `1:a-${"a".repeat(20)}-1`,
			contacts: `c-${"a".repeat(20)}`,
			companies: `o-${"a".repeat(20)}`,
			signals: "7",
		};
		for (const [name, cursor] of Object.entries(cursors)) {
			const response = await send(`${list}?cursor=${encodeURIComponent(cursor)}`);
			expect(response.status, name).toBe(name === list ? 200 : 400);
			if (name === list) continue;
			expect(Problem.parse(await response.json()).errors).toMatchObject([{ path: "/query/cursor" }]);
		}
	});
});

test.each([
	["deals", (n: number) => json({ name: `Deal ${n}`, region: "emea" }), "deals", "id"],
	[
		"signals",
		(n: number) => json({ contact: { address: "a@b.example" }, text: `Note ${n}` }),
		"signals/note",
		"signal",
	],
] as const)(
	"[API] %s that were there are each listed once, whatever comes in while they are read",
	async (list, make, path, id) => {
		const { clock, send } = await fresh();
		const made: unknown[] = [];
		for (let n = 0; n < 8; n += 1) {
			clock.advance(1_000);
			made.push(Object((await (await send(path, make(n))).json()) as object)[id]);
		}
		const seen: unknown[] = [];
		let next: string | null = null;
		let pages = 0;
		do {
			const response = await send(`${list}?limit=3${next === null ? "" : `&cursor=${encodeURIComponent(next)}`}`);
			const page = (await response.json()) as { items: Record<string, unknown>[]; next: string | null };
			seen.push(...page.items.map((item) => item[id]));
			next = page.next;
			pages += 1;
			clock.advance(1_000);
			await send(path, make(100 + pages));
		} while (next !== null && pages < 10);
		expect(seen).toHaveLength(new Set(seen).size);
		expect(seen).toEqual([...made].reverse());
	},
);
