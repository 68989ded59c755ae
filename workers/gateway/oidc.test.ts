import { expect, test, vi } from "vitest";
import { authorizationUrl } from "./oidc.ts";
import type { Fetch } from "./safe-fetch.ts";

const ISSUER = "https://login.skyvera.example";
const PROVIDER = { issuer: ISSUER, clientId: "agentarmy", clientSecret: "s", domains: ["skyvera.example"] };
const ASKED = { redirectUri: "https://aa.example/back", state: "s", nonce: "n", verifier: "v".repeat(43) };

const house =
	(metadata: object): Fetch =>
	async () =>
		Response.json({ issuer: ISSUER, authorization_endpoint: `${ISSUER}/authorize`, ...metadata });
const failing =
	(error: unknown): Fetch =>
	() =>
		Promise.reject(error);

const begin = (fetch: Fetch, asked: Partial<typeof ASKED> = {}) => {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	return authorizationUrl(PROVIDER, { ...ASKED, ...asked }, { fetch, allowsLoopback: false });
};

test.each<readonly [string, Fetch]>([
	["cannot be reached", failing(new TypeError("fetch failed"))],
	["drops the connection", failing(new Error("Network connection lost."))],
	["is late", failing(new DOMException("late", "TimeoutError"))],
	["fails", async () => new Response("oops", { status: 503 })],
	["answers no JSON", async () => new Response("<html>", { headers: { "content-type": "application/json" } })],
	["is another", house({ issuer: "https://evil.example" })],
	["names an issuer that is no address", house({ issuer: "nonsense" })],
	["has no page to sign in at", house({ authorization_endpoint: undefined })],
])("[SEC36] a house that %s is an answer: nobody can sign in there", async (_, fetch) => {
	expect(await begin(fetch)).toBeNull();
});

test("[SEC36] a bug of ours is not taken for the house's: it goes on to where bugs are told", async () => {
	expect(await begin(house({}))).toContain(`${ISSUER}/authorize?`);
	await expect(begin(house({}), { verifier: undefined as never })).rejects.toThrow(TypeError);
});
