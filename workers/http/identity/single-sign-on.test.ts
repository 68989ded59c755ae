import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask, client, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { back, begin, post, sessionIn, settingsAt, withHouse } from "#workers/testing/sign-in-there.setup.ts";
import * as house from "./issuer.setup.ts";
import { CLIENT, ISSUER, type startIssuer, type Wrong } from "./issuer.setup.ts";

const withIssuer = (name?: string) => withHouse(house, name);
const settingsOf = (at: TestTenant) => settingsAt(house, at);

test("[SEC36] people sign in where their organisation does: PKCE, state, nonce, one exact address to come back to", async () => {
	const { at, issuer } = await withIssuer();
	const { url, cookie } = await begin(at);
	const asked = Object.fromEntries(new URL(url).searchParams);
	const redirect = `${ORIGIN}/sign-in/provider/${at.tenant}/callback`;
	expect(url).toMatch(new RegExp(`^${ISSUER}/authorize\\?`));
	expect(asked).toMatchObject({
		response_type: "code",
		client_id: CLIENT.id,
		redirect_uri: redirect,
		scope: "openid email",
		code_challenge_method: "S256",
		code_challenge: expect.stringMatching(/^[\w-]{43}$/),
	});
	const returned = await back(at, issuer.signIn(url), cookie);
	expect(returned.status).toBe(303);
	expect(returned.headers.get("location")).toBe(`/app/${at.tenant}`);
	expect(returned.headers.getSetCookie().join()).toMatch(/__Host-aa_flow=;/);
	const me = await ask(`/v1/accounts/${at.tenant}/me`, { headers: { cookie: sessionIn(returned) ?? "" } });
	expect(await me.json()).toMatchObject({ id: "nadia", kind: "user", roles: ["regional-human"] });
	const token = issuer.asked.find((each) => each.url === `${ISSUER}/token`);
	expect(Object.fromEntries(token?.body ?? [])).toMatchObject({
		grant_type: "authorization_code",
		code: "c-1",
		redirect_uri: redirect,
		code_verifier: expect.stringMatching(/^aa_flow_[0-9a-f]{64}$/),
	});
	expect(token?.authorization).toBe(`Basic ${btoa(`${CLIENT.id}:${CLIENT.secret}`)}`);
});

test("[SEC36] a house that takes the secret in the form gets it there, and not in the header", async () => {
	const { at, issuer } = await withIssuer();
	issuer.be({ metadata: { token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"] } });
	const { url, cookie } = await begin(at);
	expect(sessionIn(await back(at, issuer.signIn(url), cookie))).not.toBeNull();
	const token = issuer.asked.find((each) => each.url === `${ISSUER}/token`);
	expect(token?.body.get("client_secret")).toBe(CLIENT.secret);
	expect(token?.authorization).toBeNull();
});

test("[S0-03] whoever was invited may come in by their organisation's sign-in instead of the link", async () => {
	const { at, issuer } = await withIssuer();
	await env.DB.prepare("UPDATE people SET state = 'invited', accepted_at = NULL WHERE tenant = ? AND id = 'nadia'")
		.bind(at.tenant)
		.run();
	const { url, cookie } = await begin(at);
	expect(sessionIn(await back(at, issuer.signIn(url), cookie))).not.toBeNull();
	const person = await env.DB.prepare("SELECT state FROM people WHERE tenant = ? AND id = 'nadia'")
		.bind(at.tenant)
		.first();
	expect(person?.state).toBe("active");
});

type Issuer = Awaited<ReturnType<typeof startIssuer>>;
const WRONGS: readonly (readonly [string, (issuer: Issuer, at: TestTenant) => Wrong])[] = [
	["a nonce of another sign-in", () => ({ claims: { nonce: "another" } })],
	["no nonce", () => ({ claims: { nonce: undefined } })],
	["another client's token", () => ({ claims: { aud: "somebody-else" } })],
	["a token that is for others too", () => ({ claims: { aud: [CLIENT.id, "somebody-else"] } })],
	["another issuer", () => ({ claims: { iss: "https://evil.example" } })],
	["a token that has expired", () => ({ claims: { exp: Math.floor(Date.now() / 1000) - 31 } })],
	["a token without an end", () => ({ claims: { exp: undefined } })],
	["an address that is not verified", () => ({ claims: { email_verified: false } })],
	["an address that says «true» in words", () => ({ claims: { email_verified: "true" } })],
	["an address that nothing is said of", () => ({ claims: { email_verified: undefined } })],
	["no address", () => ({ claims: { email: undefined } })],
	["an address that only ends like ours", (_, at) => ({ claims: { email: `nadia@evil-${at.tenant}.example` } })],
	["somebody whom the account does not know", (_, at) => ({ claims: { email: `nobody@${at.tenant}.example` } })],
	["a token that nobody signed", ({ unsigned }) => ({ token: unsigned })],
	[
		"the algorithm none, announced",
		({ unsigned }) => ({ token: unsigned, metadata: { id_token_signing_alg_values_supported: ["none"] } }),
	],
	["a token that another key signed", ({ forge }) => ({ token: forge })],
	[
		"the public key as a shared secret",
		({ symmetric }) => ({ token: symmetric, metadata: { id_token_signing_alg_values_supported: ["HS256"] } }),
	],
	["metadata of another issuer", () => ({ metadata: { issuer: "https://evil.example" } })],
	["keys that are elsewhere on our own network", () => ({ metadata: { jwks_uri: "https://127.0.0.1/keys" } })],
	["a token endpoint without https", () => ({ metadata: { token_endpoint: "http://login.skyvera.example/token" } })],
	[
		"a redirect from the token endpoint",
		() => ({ respond: (url) => (url.endsWith("/token") ? Response.redirect("https://evil.example/", 302) : null) }),
	],
	[
		"an error of the token endpoint",
		() => ({
			respond: (url) => (url.endsWith("/token") ? Response.json({ error: "invalid_grant" }, { status: 400 }) : null),
		}),
	],
	[
		"keys that never end",
		() => ({ respond: (url) => (url.endsWith("/keys") ? new Response("x".repeat(65 * 1024)) : null) }),
	],
];

test.each(WRONGS)("[SEC36] nobody comes in by %s", async (_, wrong) => {
	const { at, issuer } = await withIssuer();
	const { url, cookie } = await begin(at);
	const query = issuer.signIn(url);
	issuer.be(wrong(issuer, at));
	const answer = await back(at, query, cookie);
	expect(answer.status).toBe(403);
	expect(sessionIn(answer)).toBeNull();
	// What was wrong is not told, and what came back once does not come back twice.
	expect(await answer.text()).toContain("That did not work");
	issuer.be({});
	expect(sessionIn(await back(at, query, cookie))).toBeNull();
});

test("[SEC36] a house answers for its own domains alone, though the account knows the person", async () => {
	const { at, issuer, admin } = await withIssuer();
	const domain = `elsewhere-${at.tenant}.example`;
	await env.DB.prepare("UPDATE people SET address = ? WHERE tenant = ? AND id = 'nadia'")
		.bind(`nadia@${domain}`, at.tenant)
		.run();
	issuer.be({ claims: { email: `Nadia@${domain}` } });
	const first = await begin(at);
	expect(sessionIn(await back(at, issuer.signIn(first.url), first.cookie))).toBeNull();
	const settings = { ...settingsOf(at), domains: [domain] };
	await admin.send("sign-in-provider", { ...json(settings), method: "PUT" });
	const second = await begin(at);
	expect(sessionIn(await back(at, issuer.signIn(second.url), second.cookie))).not.toBeNull();
});

test("[SEC36] what comes back counts once, in the browser that began, with its own state, in time", async () => {
	const { at, issuer, clock } = await withIssuer();
	const attempts: readonly (readonly [string, (url: string, cookie: string) => Promise<Response>])[] = [
		["without a state", (url, cookie) => back(at, issuer.signIn(url, { state: null }), cookie)],
		[
			"with another state",
			(url, cookie) => back(at, issuer.signIn(url, { state: `aa_flow_${"0".repeat(64)}` }), cookie),
		],
		["without the cookie", (url) => back(at, issuer.signIn(url), null)],
		["in another browser", (url) => back(at, issuer.signIn(url), `__Host-aa_flow=aa_flow_${"1".repeat(64)}`)],
		["with a cookie without its prefix", (url, cookie) => back(at, issuer.signIn(url), cookie.replace("__Host-", ""))],
		["without a code", (url, cookie) => back(at, issuer.signIn(url, { code: null }), cookie)],
		["with an error", (url, cookie) => back(at, issuer.signIn(url, { code: null, error: "access_denied" }), cookie)],
		["from another issuer", (url, cookie) => back(at, issuer.signIn(url, { iss: "https://evil.example" }), cookie)],
		[
			"too late",
			(url, cookie) => {
				clock.advance(10 * MINUTE_MS);
				return back(at, issuer.signIn(url), cookie);
			},
		],
	];
	for (const [how, attempt] of attempts) {
		const { url, cookie } = await begin(at);
		const answer = await attempt(url, cookie);
		expect(answer.status, how).toBe(403);
		expect(sessionIn(answer), how).toBeNull();
	}
	const { url, cookie } = await begin(at);
	clock.advance(10 * MINUTE_MS - 1);
	const query = issuer.signIn(url);
	const all = await Promise.all([back(at, query, cookie), back(at, query, cookie), back(at, query, cookie)]);
	expect(all.filter((each) => sessionIn(each) !== null)).toHaveLength(1);
});

test("[SEC36] the state of one account opens nothing in another, though both ask the same house", async () => {
	const { at, issuer } = await withIssuer("one");
	const other = await newTenant("two");
	const admin = await client(other, other.admin);
	const settings = { ...settingsOf(other), domains: [`${at.tenant}.example`, `${other.tenant}.example`] };
	await admin.send("sign-in-provider", { ...json(settings), method: "PUT" });
	const { url, cookie } = await begin(at);
	const query = issuer.signIn(url);
	expect(sessionIn(await back(other, query, cookie))).toBeNull();
	// It was not used up by that: it is another account's row.
	expect(sessionIn(await back(at, query, cookie))).not.toBeNull();
});

test("[SEC1] an account without a sign-in of its own, and one that never was, are one answer", async () => {
	const { issuer } = await withIssuer();
	const without = await newTenant("without");
	const known = await post(without.tenant);
	const body = await known.text();
	expect(known.status).toBe(404);
	const before = issuer.asked.length;
	for (const account of ["never-was", "", "../x", "x".repeat(4_000)]) {
		const answer = await post(account);
		expect(answer.status, account).toBe(404);
		expect(await answer.text(), account).toBe(body);
		expect(answer.headers.getSetCookie(), account).toEqual([]);
	}
	expect(issuer.asked).toHaveLength(before);
});

test("[SEC27] the client's secret is written, never shown, and sealed where it lies; without one the old one stays", async () => {
	const { at, admin, issuer } = await withIssuer();
	const { clientSecret: _, ...shown } = settingsOf(at);
	const redirectUri = `${ORIGIN}/sign-in/provider/${at.tenant}/callback`;
	expect(await (await admin.send("sign-in-provider")).json()).toEqual({ provider: shown, redirectUri });
	const domains = [...shown.domains, "also.example"];
	const put = await admin.send("sign-in-provider", { ...json({ ...shown, domains }), method: "PUT" });
	expect(await put.json()).toEqual({ ...shown, domains });
	const { results } = await env.DB.prepare("SELECT * FROM connections WHERE tenant = ?").bind(at.tenant).all();
	expect(JSON.stringify(results)).not.toContain(CLIENT.secret);
	const { url, cookie } = await begin(at);
	expect(sessionIn(await back(at, issuer.signIn(url), cookie))).not.toBeNull();
	expect(atob(issuer.asked.at(-2)?.authorization?.slice(6) ?? "")).toBe(`${CLIENT.id}:${CLIENT.secret}`);
	const open = await begin(at);
	expect((await admin.send("sign-in-provider", { method: "DELETE" })).status).toBe(200);
	expect(sessionIn(await back(at, issuer.signIn(open.url), open.cookie))).toBeNull();
	expect((await post(at.tenant)).status).toBe(404);
	expect((await admin.send("sign-in-provider", { method: "DELETE" })).status).toBe(404);
	const first = await admin.send("sign-in-provider", { ...json(shown), method: "PUT" });
	expect(await first.json()).toMatchObject({ detail: expect.stringContaining("clientSecret") });
});

test.each([
	["https://login.skyvera.example", 200],
	["https://login.skyvera.example/tenant/v2", 200],
	["http://login.skyvera.example", 422],
	["https://login.skyvera.example:8443", 422],
	["https://user:pass@login.skyvera.example", 422],
	["https://10.0.0.1", 422],
	["https://0x7f.1", 422],
	["https://[::1]", 422],
	["https://localhost", 422],
	["https://metadata.google.internal", 422],
	["https://login.skyvera.example/?x=1", 422],
	["https://login.skyvera.example/#x", 422],
	["ftp://login.skyvera.example", 422],
	["nonsense", 422],
])("[SEC15] an issuer at %s is answered with %i", async (issuer, status) => {
	const { at, admin } = await withIssuer();
	const put = await admin.send("sign-in-provider", { ...json({ ...settingsOf(at), issuer }), method: "PUT" });
	expect(put.status).toBe(status);
});

test("[SEC35] nothing that fails says a secret in the log", async () => {
	const { at, issuer } = await withIssuer();
	const lines: string[] = [];
	for (const level of ["info", "warn", "error"] as const) {
		vi.spyOn(console, level).mockImplementation((line: unknown) => void lines.push(String(line)));
	}
	const { url, cookie } = await begin(at);
	issuer.be({ claims: { nonce: "another" } });
	await back(at, issuer.signIn(url), cookie);
	expect(lines.join()).toContain("single sign-on failed");
	const { searchParams } = new URL(url);
	for (const secret of [CLIENT.secret, searchParams.get("state"), searchParams.get("nonce"), `nadia@${at.tenant}`])
		expect(lines.join()).not.toContain(secret);
});
