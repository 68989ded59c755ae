import { env } from "cloudflare:workers";
import { CompactSign, exportJWK, generateKeyPair } from "jose";
import { expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask, client, dealByMail, EVERY_OPERATION, json, requestFor } from "#workers/testing/api.setup.ts";
import { visitorId, visitorOf } from "./embed.ts";

const SITE = "https://shop.example";
const DEAL = DealId.parse(`d-${"a".repeat(20)}`);

type Pair = Awaited<ReturnType<typeof newPair>>;
async function newPair() {
	const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
	const { x = "" } = await exportJWK(publicKey);
	return { x, privateKey };
}

const seconds = (ms: number): number => Math.floor(ms / SECOND_MS);
const text = (value: unknown): string =>
	btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function site(at: TestTenant, pair: Pair, origins: readonly string[] = [SITE]) {
	const { send } = await client(at, at.admin);
	const response = await send("embed-keys", json({ label: "Shop", publicKey: pair.x, origins }));
	expect(response.status, await response.clone().text()).toBe(201);
	const { id }: { id: string } = await response.json();
	return { id, revoke: () => send(`embed-keys/${id}`, { method: "DELETE" }) };
}

async function fresh() {
	const clock = standStill();
	const at = await newTenant("embed");
	const pair = await newPair();
	const { id: kid, revoke } = await site(at, pair);
	const claims = {
		aud: at.tenant as string,
		sub: "visitor-7",
		iat: seconds(clock.now()),
		exp: seconds(clock.now()) + 900,
	};
	const header = { alg: "EdDSA", kid };
	const sign = (more: object = {}, head: object = {}, key = pair.privateKey): Promise<string> =>
		new CompactSign(new TextEncoder().encode(JSON.stringify({ ...claims, ...more })))
			.setProtectedHeader({ ...header, ...head })
			.sign(key);
	const look = async (token: string, origin: string | undefined = SITE) =>
		(await visitorOf(env, { token, origin }, Date.now()))?.principal ?? null;
	const come = (token: string, headers: Record<string, string> = { origin: SITE }, path = "me") =>
		ask(`/v1/accounts/${at.tenant}/${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
	return { clock, at, pair, kid, revoke, claims, header, sign, look, come };
}
type Fresh = Awaited<ReturnType<typeof fresh>>;

test("[SEC22] a site's visitor is who its token says, for as long, and may do nothing by it", async () => {
	const { at, claims, sign, look } = await fresh();
	expect(await look(await sign())).toEqual({
		tenant: at.tenant,
		kind: "visitor",
		id: "visitor.visitor-7",
		roles: [],
		region: null,
		dealScope: [],
		scopes: [],
		token: null,
		exp: claims.exp * SECOND_MS,
	});
	expect((await look(await sign({ deal: DEAL })))?.dealScope).toEqual([DEAL]);
	const more = { typ: "JWT" };
	expect(await look(await sign({ jti: "1", iss: SITE, nbf: claims.iat }, more))).not.toBeNull();
});

const bad: readonly (readonly [string, (about: Fresh) => Promise<string> | string])[] = [
	["an algorithm «none»", ({ claims, header }) => `${text({ ...header, alg: "none" })}.${text(claims)}.`],
	[
		"an algorithm «none» and a signature",
		({ claims, header }) => `${text({ ...header, alg: "none" })}.${text(claims)}.AAAA`,
	],
	[
		"the public key as a secret (HS256)",
		({ claims, header, pair }) =>
			new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
				.setProtectedHeader({ ...header, alg: "HS256" })
				.sign(new TextEncoder().encode(pair.x.padEnd(32, "x"))),
	],
	["an algorithm of another name for the same key", ({ sign }) => sign({}, { alg: "Ed25519" })],
	["no key named", ({ sign }) => sign({}, { kid: undefined })],
	["a key that never was", ({ sign }) => sign({}, { kid: `e-${"a".repeat(20)}` })],
	["a key that is no id", ({ sign }) => sign({}, { kid: "../../x" })],
	["a key of its own in the header", ({ sign, pair }) => sign({}, { jwk: { kty: "OKP", crv: "Ed25519", x: pair.x } })],
	["another key's signature", async ({ sign }) => sign({}, {}, (await newPair()).privateKey)],
	[
		"another account's key",
		async ({ sign }) => {
			const other = await newTenant("embed-other");
			const theirs = await newPair();
			return sign({}, { kid: (await site(other, theirs)).id }, theirs.privateKey);
		},
	],
	["the name of another account", async ({ sign }) => sign({ aud: (await newTenant("embed-other")).tenant })],
	["no account", ({ sign }) => sign({ aud: undefined })],
	["several accounts", ({ sign, at }) => sign({ aud: [at.tenant, "other"] })],
	["a life of 15 minutes and a second", ({ sign, claims }) => sign({ exp: claims.iat + 901 })],
	["an end in 15 minutes and a second", ({ sign, claims }) => sign({ iat: claims.iat + 1, exp: claims.iat + 901 })],
	["no end", ({ sign }) => sign({ exp: undefined })],
	["an end that is no number", ({ sign }) => sign({ exp: "never" })],
	["no beginning", ({ sign }) => sign({ iat: undefined })],
	["a beginning in 61 seconds", ({ sign, claims }) => sign({ iat: claims.iat + 61, exp: claims.iat + 300 })],
	["a use from in 61 seconds on", ({ sign, claims }) => sign({ nbf: claims.iat + 61 })],
	["an issuer elsewhere", ({ sign }) => sign({ iss: "https://evil.example" })],
	["no visitor", ({ sign }) => sign({ sub: undefined })],
	["a visitor with a name of another kind", ({ sign }) => sign({ sub: "Mara Ellingsen" })],
	["a visitor with a name of 129 characters", ({ sign }) => sign({ sub: "a".repeat(129) })],
	["a deal that is no id", ({ sign }) => sign({ deal: "d-x" })],
	["roles of its own", ({ sign }) => sign({ roles: ["tenant-admin"] })],
	["no JSON", ({ header }) => `${text(header)}.bm90IGpzb24.AAAA`],
	["no token at all", () => "a.b.c"],
	["too much", ({ sign }) => sign({ jti: "x".repeat(200), deal: DEAL, iss: "x".repeat(4_000) })],
];

test.each(bad)("[SEC22] a token with %s is nobody's", async (_what, make) => {
	const about = await fresh();
	const token = await make(about);
	expect(await about.look(token)).toBeNull();
	expect((await about.come(token)).status).toBe(401);
});

test("[SEC22] no byte of a token can be another one", async () => {
	const { sign, look } = await fresh();
	const token = await sign();
	const [head = "", body = "", signature = ""] = token.split(".");
	const swapped = (part: string, at: number): string =>
		`${part.slice(0, at)}${part[at] === "A" ? "B" : "A"}${part.slice(at + 1)}`;
	for (let at = 0; at < body.length; at += 3)
		expect(await look(`${head}.${swapped(body, at)}.${signature}`), `${at}`).toBeNull();
	for (let at = 0; at < head.length; at += 3)
		expect(await look(`${swapped(head, at)}.${body}.${signature}`), `${at}`).toBeNull();
	for (let at = 0; at < 80; at += 3)
		expect(await look(`${head}.${body}.${swapped(signature, at)}`), `${at}`).toBeNull();
	expect(await look(`${head}.${body}.`)).toBeNull();
	expect(await look(token)).not.toBeNull();
});

test.each([
	["900,000 ms after its beginning", 0, 900, true],
	["a beginning 60 seconds ahead of us", 60, 300, true],
	["a beginning long ago, and an end soon", -890, 10, true],
	["more than 900 seconds between the two", -890, 11, false],
])("[SEC22] a token with an end %s: %s, %s: %s", async (_what, begins, ends, isGood) => {
	const { claims, sign, look } = await fresh();
	const token = await sign({ iat: claims.iat + begins, exp: claims.iat + ends });
	expect((await look(token)) !== null).toBe(isGood);
});

test("[SEC22] a token ends to the millisecond", async () => {
	const { clock, claims, sign, look } = await fresh();
	const token = await sign({ exp: claims.iat + 60 });
	clock.at((claims.iat + 60) * SECOND_MS - 1);
	expect(await look(token)).not.toBeNull();
	clock.advance(1);
	expect(await look(token)).toBeNull();
});

test.each([
	["none", undefined],
	["another site's", "https://evil.example"],
	["a part of the site's", "https://shop.example.evil.example"],
	["the site's over another port", "https://shop.example:8443"],
	["the site's without TLS", "http://shop.example"],
	["«null»", "null"],
	["our own", "https://aa.example"],
])("[SEC22] a token that comes from a page whose origin is %s is nobody's", async (_what, origin) => {
	const { sign, come } = await fresh();
	const token = await sign();
	expect((await come(token, origin === undefined ? {} : { origin })).status).toBe(401);
	expect((await come(token)).status).toBe(200);
});

test("[SEC22] revoking a site's key ends every token that it gave out, at once and for good", async () => {
	const { at, sign, come, revoke } = await fresh();
	const token = await sign();
	expect((await come(token)).status).toBe(200);
	const first = await (await revoke()).json();
	expect((await come(token)).status).toBe(401);
	expect(await (await revoke()).json()).toEqual(first);
	const { send } = await client(at, at.admin);
	const { items }: { items: { revokedAt: string | null }[] } = await (await send("embed-keys")).json();
	expect(items.map(({ revokedAt }) => revokedAt !== null)).toEqual([true]);
});

test("[SEC22] a visitor of a suspended account is told so, and of another account's path that there is nothing", async () => {
	const { at, sign, come } = await fresh();
	const other = await newTenant("embed-other");
	const token = await sign();
	const headers = { authorization: `Bearer ${token}`, origin: SITE };
	expect((await ask(`/v1/accounts/${other.tenant}/me`, { headers })).status).toBe(404);
	await env.DB.prepare("UPDATE tenants SET state = 'suspended' WHERE tenant = ?").bind(at.tenant).run();
	expect((await come(token)).status).toBe(403);
});

test("[SEC22] a visitor asks who they are and nothing else, with a deal or without, and opens no socket", async () => {
	const { clock, at, sign, come } = await fresh();
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	const before = await about.deal.read();
	const token = await sign({ deal: about.deal.id, iat: seconds(clock.now()), exp: seconds(clock.now()) + 600 });
	const headers = { authorization: `Bearer ${token}`, origin: SITE };
	const may: string[] = [];
	for (const operation of EVERY_OPERATION) {
		if (operation.access === "public") continue;
		const { path, init } = requestFor(operation, at.tenant, about);
		const { status } = await ask(path, { ...init, headers: { ...init.headers, ...headers } });
		if (status < 400) may.push(operation.id);
		else expect([403, 404], `${operation.id}: ${status}`).toContain(status);
		if (operation.access !== "anyone") expect(status, operation.id).toBe(403);
	}
	expect(may).toEqual(["getMe"]);
	for (const path of [
		`deals/${about.deal.id}/outbox/${"0".repeat(64)}/copy`,
		`deals/${about.deal.id}/signals/${about.signal}/attachments/1`,
	])
		expect((await come(token, { origin: SITE }, path)).status).toBe(404);
	expect(await about.deal.read()).toEqual(before);
});

test.each([
	["a", "visitor.a"],
	["a".repeat(55), `visitor.${"a".repeat(55)}`],
])("[SEC22] the visitor %s is called %s", (sub, id) => {
	expect(visitorId(sub)).toBe(id);
});

test("[SEC22] visitors with long names are told apart, and are nobody with a short one", () => {
	const long = visitorId(`${"a".repeat(60)}1`);
	expect(long).toHaveLength(64);
	expect(long).not.toBe(visitorId(`${"a".repeat(60)}2`));
	// Whoever takes the shortened name for theirs has one of 56 characters, which is shortened again.
	expect(visitorId(long.slice("visitor.".length))).not.toBe(long);
});

const JWK = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };

test.each<[string, object, string]>([
	["a private key", { publicKey: { ...JWK, d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A" } }, "/body/publicKey"],
	["a key of another kind", { publicKey: { ...JWK, kty: "EC", crv: "P-256" } }, "/body/publicKey"],
	["a key of 31 bytes", { publicKey: "A".repeat(42) }, "/body/publicKey"],
	["a key that is no base64url", { publicKey: "+".repeat(43) }, "/body/publicKey"],
	["a key with bits beyond its bytes", { publicKey: `${"A".repeat(42)}B` }, "/body/publicKey"],
	["no origin", { origins: [] }, "/body/origins"],
	["an origin twice", { origins: [SITE, SITE] }, "/body/origins"],
	["an origin without TLS", { origins: ["http://shop.example"] }, "/body/origins/0"],
	["an origin with a wildcard", { origins: [SITE, "https://*.example"] }, "/body/origins/1"],
	["an origin with the port that goes without saying", { origins: [`${SITE}:443`] }, "/body/origins/0"],
	["any origin", { origins: ["*"] }, "/body/origins/0"],
	["the origin «null»", { origins: ["null"] }, "/body/origins/0"],
	["an origin with a path", { origins: [`${SITE}/`] }, "/body/origins/0"],
	["an origin with a name and password", { origins: ["https://a:b@shop.example"] }, "/body/origins/0"],
	["an origin in capitals", { origins: ["https://Shop.example"] }, "/body/origins/0"],
	["a scheme of another kind", { origins: ["javascript://shop.example"] }, "/body/origins/0"],
])("[SEC22] a site's key with %s is refused with the field named", async (_what, more, path) => {
	const at = await newTenant("embed");
	const { send } = await client(at, at.admin);
	const response = await send("embed-keys", json({ label: "Shop", publicKey: JWK, origins: [SITE], ...more }));
	expect(response.status).toBe(400);
	const { errors }: { errors: { path: string; detail: string }[] } = await response.json();
	expect(errors.map((each) => each.path)).toEqual([path]);
	expect(errors[0]?.detail).not.toBe("Invalid input");
});

test("[SEC22] a key is the same as a JWK and as its bytes; what a page on this machine serves is for development", async () => {
	const at = await newTenant("embed");
	const { send } = await client(at, at.admin);
	const shown = async (publicKey: unknown, origins: readonly string[]): Promise<unknown> =>
		(await send("embed-keys", json({ label: "Shop", publicKey, origins }))).json();
	expect(await shown({ ...JWK, use: "sig", kid: "theirs" }, [SITE])).toMatchObject({
		publicKey: JWK.x,
		origins: [SITE],
	});
	const local = ["http://localhost:3000", "http://127.0.0.1", "http://[::1]:8787", `${SITE}:8443`];
	expect(await shown(JWK.x, local)).toMatchObject({ publicKey: JWK.x, origins: local });
});

test("[SEC22] keys of sites are a tenant admin's, and an account's own", async () => {
	const { at, kid } = await fresh();
	const stranger = await newTenant("embed-other");
	const { send } = await client(stranger, stranger.admin);
	expect((await send(`embed-keys/${kid}`, { method: "DELETE" })).status).toBe(404);
	for (const who of [at.human, at.rep, at.reader]) {
		const { send: other } = await client(at, who);
		expect((await other("embed-keys")).status).toBe(403);
		expect((await other(`embed-keys/${kid}`, { method: "DELETE" })).status).toBe(403);
		expect((await other("embed-keys", json({ label: "x", publicKey: JWK, origins: [SITE] }))).status).toBe(403);
	}
});

test("[SEC29] a visitor at another account's path is held to a visitor's limit, and leaves as few entries", async () => {
	const { at, sign } = await fresh();
	await env.DB.prepare("UPDATE tenants SET quotas = ? WHERE tenant = ?")
		.bind(JSON.stringify({ requestsPerMinute: 30 }), at.tenant)
		.run();
	const other = await newTenant("other");
	const authorization = `Bearer ${await sign()}`;
	const entries = async () =>
		expectDone(await ledgerStub(env, at.admin).auditPage(at.call(at.admin), 0, 100)).entries.length;
	const before = await entries();
	const write = json({ name: "", region: "emea" });
	const statuses: number[] = [];
	for (let i = 0; i < 12; i++) {
		const headers = { ...write.headers, authorization, origin: SITE };
		statuses.push((await ask(`/v1/accounts/${other.tenant}/deals`, { ...write, headers })).status);
	}
	expect(statuses).toEqual([404, 404, 404, ...Array.from({ length: 9 }, () => 429)]);
	expect((await entries()) - before).toBe(4);
});
