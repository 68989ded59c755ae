import { expect, test } from "vitest";
import { safeFetch } from "./safe-fetch.ts";

const BYTES = 64 * 1024;

test.each([
	[BYTES, true],
	[BYTES + 1, false],
])("[SEC15] an answer of %i bytes is taken: %s", async (length, isTaken) => {
	const ask = safeFetch(async () => new Response("x".repeat(length)), false);
	const taken = await ask("https://login.example", {}).then(
		async (response) => (await response.text()).length === length,
		() => false,
	);
	expect(taken).toBe(isTaken);
});

test("[SEC15] a redirect is shown and not followed, and the other's headers stay there", async () => {
	const asked: RequestInit[] = [];
	const ask = safeFetch(async (_, init) => {
		asked.push(init);
		return new Response(null, { status: 302, headers: { location: "https://127.0.0.1/", "set-cookie": "x=y" } });
	}, false);
	const response = await ask("https://login.example", {});
	expect(response.status).toBe(302);
	expect([...response.headers.keys()]).toEqual([]);
	expect(asked[0]).toMatchObject({ redirect: "manual", signal: expect.any(AbortSignal) });
	await expect(ask("https://127.0.0.1", {})).rejects.toThrow("public host");
	expect(asked).toHaveLength(1);
});
