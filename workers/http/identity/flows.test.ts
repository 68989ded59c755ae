import { expect, test } from "vitest";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { json } from "#workers/testing/api.setup.ts";
import { back, begin, flowsOf, post, sessionIn, settingsAt, withHouse } from "#workers/testing/sign-in-there.setup.ts";
import * as house from "./issuer.setup.ts";
import { CLIENT, ISSUER } from "./issuer.setup.ts";

const withIssuer = (name?: string) => withHouse(house, name);
const settingsOf = (at: TestTenant) => settingsAt(house, at);

test("[SEC36] while somebody is away their browser keeps what is sealed, and we keep nothing; back again, the state's hash", async () => {
	const { at, issuer, clock } = await withIssuer();
	const { url, cookie } = await begin(at);
	const { searchParams } = new URL(url);
	const state = searchParams.get("state") ?? "";
	const kept = atob((cookie.split(".").at(-1) ?? "").replaceAll("-", "+").replaceAll("_", "/"));
	for (const secret of [state, searchParams.get("nonce") ?? "?", CLIENT.id, ISSUER]) {
		expect(kept).not.toContain(secret);
		expect(cookie).not.toContain(secret);
	}
	expect(await flowsOf(at)).toEqual([]);
	await back(at, issuer.signIn(url), cookie);
	expect(await flowsOf(at)).toEqual([
		{ tenant: at.tenant, state: sha256(state), expires_at: clock.now() + 10 * MINUTE_MS },
	]);
	clock.advance(10 * MINUTE_MS);
	const later = await begin(at);
	await back(at, issuer.signIn(later.url), later.cookie);
	expect(await flowsOf(at)).toHaveLength(1);
});

test("[SEC8] whoever begins over and over takes nothing from anybody: no row of ours, and one question to the house", async () => {
	const { at, issuer, clock } = await withIssuer();
	for (let i = 0; i < 60; i++) expect((await post(at.tenant)).status).toBe(200);
	expect(await flowsOf(at)).toEqual([]);
	expect(issuer.asked.map(({ url }) => url)).toEqual([`${ISSUER}/.well-known/openid-configuration`]);
	clock.advance(5 * MINUTE_MS - 1);
	await begin(at);
	expect(issuer.asked).toHaveLength(1);
	clock.advance(1);
	const { url, cookie } = await begin(at);
	expect(issuer.asked).toHaveLength(2);
	expect(sessionIn(await back(at, issuer.signIn(url), cookie))).not.toBeNull();
});

test("[SEC36] what a browser made up or altered is no sign-in that we began", async () => {
	const { at, issuer } = await withIssuer();
	const { url, cookie } = await begin(at);
	const [head = "", body = ""] = [cookie.slice(0, -3), cookie.slice(-3)];
	const { searchParams } = new URL(url);
	const own = {
		issuer: ISSUER,
		clientId: CLIENT.id,
		nonce: searchParams.get("nonce"),
		verifier: "v".repeat(43),
		expiresAt: Date.now() + MINUTE_MS,
	};
	const other = await begin(at);
	const forged = [
		`__Host-aa_flow=${encodeURIComponent(JSON.stringify(own))}`,
		`${head}${body === "AAA" ? "BBB" : "AAA"}`,
		cookie.replace("aa1.1.", "aa1.7."),
		cookie.replace("aa1.1.", "aa2.1."),
		"__Host-aa_flow=aa1.1.x",
		// Of the same account and the same person, but of another sign-in.
		other.cookie,
	];
	for (const each of forged) {
		const answer = await back(at, issuer.signIn(url), each);
		expect(answer.status, each).toBe(403);
		expect(sessionIn(answer), each).toBeNull();
	}
	// None of them used it up.
	expect(sessionIn(await back(at, issuer.signIn(url), cookie))).not.toBeNull();
});

const ELSEWHERE = "https://evil.example";

test.each([
	["issuer", { issuer: ELSEWHERE }],
	["client", { clientId: "renamed" }],
])(
	"[SEC27] a secret stays with the house and name that it was given for: another %s takes one of its own",
	async (_, change) => {
		const { at, admin, issuer } = await withIssuer();
		const { clientSecret: __, ...shown } = settingsOf(at);
		const under = await begin(at);
		const put = (body: object) => admin.send("sign-in-provider", { ...json(body), method: "PUT" });
		const declined = await put({ ...shown, ...change });
		expect(declined.status).toBe(422);
		expect(await declined.json()).toMatchObject({ detail: expect.stringMatching(/^\/body\/clientSecret: /) });
		expect(await (await admin.send("sign-in-provider")).json()).toMatchObject({ provider: shown });
		expect((await put({ ...shown, ...change, clientSecret: "another" })).status).toBe(200);
		// What was begun at the one house ends at no other: neither code nor verifier goes there.
		const before = issuer.asked.length;
		expect(sessionIn(await back(at, issuer.signIn(under.url), under.cookie))).toBeNull();
		expect(issuer.asked).toHaveLength(before);
	},
);
