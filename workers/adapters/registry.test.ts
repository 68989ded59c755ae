import { describe, expect, test } from "vitest";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { type AdapterPorts, AdapterSettings, createAdapter } from "./registry.ts";

const ports: AdapterPorts<string> = {
	mail: { message: (_from, _to, raw) => raw, send: async () => ({}) },
	fetch: async () => new Response(null, { status: 200 }),
};

describe("the registry of adapters", () => {
	test.each([
		[{ name: "mail" }, "none"],
		[{ name: "sink", url: "http://127.0.0.1:9911", mode: "keyed" }, "key"],
		[{ name: "sink", url: "http://127.0.0.1:9911", mode: "keyless" }, "none"],
	])("%j makes an adapter that says whether it has keys: %s", (row, idempotency) => {
		const settings = AdapterSettings.parse(row);
		const adapter = createAdapter(settings, ports);
		expect([adapter.name, adapter.idempotency.type]).toEqual([settings.name, idempotency]);
	});

	test.each([
		{},
		{ name: "smtp" },
		{ name: "mail", url: "http://x.example" },
		{ name: "sink", mode: "keyed" },
		{ name: "sink", url: "https://x.example", mode: "keyed" },
	])("%j is no setting", (row) => {
		expect(AdapterSettings.safeParse(row).success).toBe(false);
	});

	test("mail without its binding asks for a person", () => {
		expect(() => createAdapter({ name: "mail" }, { ...ports, mail: null })).toThrow(FaultError);
	});
});
