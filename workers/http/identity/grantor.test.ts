import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { issueToken, newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { Scope } from "#knowledge/core/vocabulary/principal.ts";
import { ask, client, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { startMailbox } from "#workers/testing/mailbox.setup.ts";

const as = (method: string, body: unknown = {}) => ({ ...json(body), method });

/** Whatever makes sessions, or says who decides. */
const GRANTS = [
	[
		"sign-in-provider",
		as("PUT", { issuer: "https://evil.example", clientId: "mine", clientSecret: "mine", domains: ["evil.example"] }),
	],
	["sign-in-provider", as("DELETE")],
	["users", as("POST", { name: "Mine", address: "mine@evil.example", roles: ["tenant-admin"] })],
	["users/nadia", as("PATCH", { roles: ["tenant-admin", "rep"] })],
	["users/nadia", as("PATCH", { state: "active" })],
	["users/nadia/invitation", as("POST")],
	["regions/emea", as("PUT", { human: "mei", deputy: null, acting: "human" })],
] as const;

const LACKING: readonly (readonly Scope[])[] = [
	["admin"],
	["admin", "write"],
	["read", "write", "admin"],
	["decide", "admin"],
];

test.each(LACKING.map((scopes) => [scopes.join(" and "), scopes] as const))(
	"[SEC28] an admin's key with %s, and no more, becomes nobody and says of nobody that they decide",
	async (_, scopes) => {
		standStill();
		const at = await newTenant("grants");
		startMailbox();
		const { send } = await client(at, { ...at.admin, scopes });
		const whole = await client(at, at.admin);
		const before = await (await whole.send("users")).json();
		for (const [path, init] of GRANTS) {
			const response = await send(path, init);
			expect(response.status, path).toBe(403);
			expect(await response.json()).toMatchObject({ detail: expect.stringContaining("every scope") });
		}
		expect(await (await whole.send("users")).json()).toEqual(before);
	},
);

test("[SEC28] an admin who is signed in, and a key of theirs with every scope, invite and say who decides", async () => {
	standStill();
	const at = await newTenant("grants");
	startMailbox();
	const cookie = `__Host-aa_session=${await issueToken(at.admin, "session")}`;
	const key = await client(at, at.admin);
	for (const headers of [{ cookie, origin: ORIGIN }, { authorization: key.authorization }]) {
		const send = (path: string, init: ReturnType<typeof as>) =>
			ask(`/v1/accounts/${at.tenant}/${path}`, { ...init, headers: { ...init.headers, ...headers } });
		const address = `${"cookie" in headers ? "one" : "two"}@${at.tenant}.example`;
		expect((await send("users", as("POST", { name: "New", address, roles: ["rep"] }))).status).toBe(201);
		const desk = { human: "nadia", deputy: null, acting: "human" };
		expect((await send("regions/emea", as("PUT", desk))).status).toBe(200);
	}
});
