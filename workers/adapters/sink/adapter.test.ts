import { describe, expect, test } from "vitest";
import { HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { adapterContract, deliveryOf, KEY, type Stage, type World } from "../contract.test-suite.ts";
import { type Fetch, SinkSettings, sinkAdapter } from "./adapter.ts";

type Mode = SinkSettings["mode"];
type Request = { readonly url: string; readonly init: RequestInit };

/** A sink that is there, and does with deliveries what it is told. */
function sink(mode: Mode, deliver: (init: RequestInit) => Promise<Response>) {
	const requests: Request[] = [];
	const fetch: Fetch = async (url, init) => {
		requests.push({ url, init });
		return url.endsWith("/deliver") ? deliver(init) : new Response("not found", { status: 404 });
	};
	const adapter = sinkAdapter({ url: "http://127.0.0.1:9911/", mode }, fetch);
	return { adapter, deliveries: () => requests.filter(({ url }) => url.endsWith("/deliver")), requests };
}

const answer =
	(status: number, body: string | null = null, headers: Record<string, string> = {}) =>
	async () =>
		new Response(body, { status, headers });

const hang = (init: RequestInit): Promise<Response> =>
	new Promise((_, reject) => {
		init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
	});

function stageIn(mode: Mode, world: World): Stage {
	const deliver = {
		accept: answer(200, '{"reference":"s-1"}'),
		decline: answer(422, "ana@buyer.example is not known"),
		"be-busy": answer(429, null, { "retry-after": "7" }),
		"break-off": async () => {
			throw world.does === "break-off" ? world.thrown : null;
		},
		hang,
	}[world.does];
	const { adapter, deliveries } = sink(mode, deliver);
	return { adapter, attempts: () => deliveries().map(({ init }) => new Headers(init.headers).get("idempotency-key")) };
}

adapterContract("sink, keyed", (world) => stageIn("keyed", world));
adapterContract("sink, keyless", (world) => stageIn("keyless", world));

describe("the sink", () => {
	test("is given the message, its recipients and its key", async () => {
		const { adapter, requests } = sink("keyed", answer(200, '{"reference":"s-1"}'));
		expect(await adapter.deliver(deliveryOf())).toEqual({ type: "accepted", reference: "s-1" });
		expect(requests.map(({ url }) => url)).toEqual(["http://127.0.0.1:9911/deliver"]);
		expect(JSON.parse(String(requests[0]?.init.body))).toEqual({
			key: KEY,
			to: ["ana@buyer.example"],
			subject: "The offer",
			raw: btoa("From: deals@us.example\r\n\r\nDear Ana"),
		});
	});

	test.each([
		[200, "accepted"],
		[202, "accepted"],
		[302, "refused"],
		[400, "refused"],
		[404, "refused"],
		[499, "refused"],
		[429, "fault"],
		[500, "fault"],
		[503, "fault"],
		[599, "fault"],
	])("its status %i is %s", async (status, type) => {
		for (const mode of ["keyed", "keyless"] as const) {
			expect((await sink(mode, answer(status)).adapter.deliver(deliveryOf())).type).toBe(type);
		}
	});

	test.each([
		[429, "7", 7_000],
		[503, "0", 0],
		[503, "3600", HOUR_MS],
		[503, "3601", HOUR_MS],
		[429, "Fri, 20 Nov 2026 08:30:00 GMT", 2_000],
		[429, "-1", 2_000],
		[500, "7", 2_000],
	])("status %i with Retry-After: %s waits %i ms", async (status, value, afterMs) => {
		const { adapter } = sink("keyed", answer(status, null, { "retry-after": value }));
		expect(await adapter.deliver(deliveryOf())).toMatchObject({
			type: "fault",
			fault: { retry: { when: "later", afterMs } },
		});
	});

	test.each(["", "not json", "[]", '{"reference":1}', `{"reference":"${"r".repeat(201)}"}`, `"${"x".repeat(20_000)}"`])(
		"an acceptance stands, whatever else is answered: %.20j",
		async (body) => {
			expect(await sink("keyless", answer(200, body)).adapter.deliver(deliveryOf())).toEqual({
				type: "accepted",
				reference: null,
			});
		},
	);

	test("an acceptance whose body is cut stands", async () => {
		const cut = new ReadableStream({ start: (controller) => controller.error(new Error("cut")) });
		const { adapter } = sink("keyless", async () => new Response(cut));
		expect(await adapter.deliver(deliveryOf())).toEqual({ type: "accepted", reference: null });
	});

	test("that cannot be reached is a fault for two seconds without a key, and nothing was sent", async () => {
		let asked = 0;
		const adapter = sinkAdapter({ url: "http://127.0.0.1:9911", mode: "keyless" }, async (url) => {
			asked++;
			expect(url).toBe("http://127.0.0.1:9911/ready");
			throw new Error("Network connection lost.");
		});
		expect(await adapter.deliver(deliveryOf())).toMatchObject({
			type: "fault",
			fault: { retry: { when: "later", afterMs: 2_000 } },
		});
		expect(asked).toBe(1);
	});

	test("that breaks off is a fault for one second with a key", async () => {
		const { adapter } = sink("keyed", async () => {
			throw new Error("Network connection lost.");
		});
		expect(await adapter.deliver(deliveryOf())).toMatchObject({
			type: "fault",
			fault: { retry: { when: "later", afterMs: 1_000 } },
		});
	});

	test.each([
		["http://127.0.0.1:9911", true],
		["http://localhost:9911/path", true],
		["http://[::1]:9911", true],
		["http://127.0.0.1.example.com", false],
		["http://127.0.0.1@example.com", false],
		["https://sink.example", false],
		["http://10.0.0.1", false],
		["file:///etc/passwd", false],
		["not a url", false],
	])("[T15] %s may be its url: %s", (url, allowed) => {
		expect(SinkSettings.safeParse({ url, mode: "keyed" }).success).toBe(allowed);
	});
});
