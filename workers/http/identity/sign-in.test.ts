import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { addPerson, issueToken, newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask, ORIGIN } from "#workers/testing/api.setup.ts";
import { startMailbox } from "#workers/testing/mailbox.setup.ts";

const LOCAL = "http://127.0.0.1:8787";
let hosts = 0;
/** Everybody comes from a network of their own: the platform's limit counts in the machine's minutes, not in ours. */
const network = (): string => `10.${Math.floor(++hosts / 250)}.${hosts % 250}.1`;

const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
	method: "POST",
	body: new URLSearchParams(fields).toString(),
	headers: {
		"content-type": "application/x-www-form-urlencoded",
		origin: ORIGIN,
		"cf-connecting-ip": network(),
		...headers,
	},
});
const request = (address: string, headers?: Record<string, string>) => ask("/sign-in", form({ address }, headers));
const press = (path: string, headers?: Record<string, string>) => ask(path, form({}, headers));
const cookieOf = (response: Response): string | null => {
	const set = response.headers.getSetCookie().find((each) => /^(?:__Host-)?aa_session=aa_/.test(each));
	return set?.split(";")[0] ?? null;
};
const nadia = (at: TestTenant): string => `nadia@${at.tenant}.example`;

const me = async (at: TestTenant, cookie: string) => {
	const response = await ask(`/v1/accounts/${at.tenant}/me`, { headers: { cookie } });
	return response.status === 200 ? ((await response.json()) as { id: string; roles: string[] }) : response.status;
};

async function mailedLink(at: TestTenant, mailbox = startMailbox()) {
	const before = mailbox.of(nadia(at)).length;
	expect((await request(nadia(at))).status).toBe(200);
	await mailbox.arrived(nadia(at), before + 1);
	const path = mailbox.links(nadia(at)).at(-1) ?? "";
	expect(path).toMatch(/^\/sign-in\/aa_link_/);
	return { mailbox, path };
}

const rows = async (at: TestTenant, where: string) =>
	(
		await env.DB.prepare(`SELECT * FROM access_tokens WHERE tenant = ? AND ${where} ORDER BY created_at`)
			.bind(at.tenant)
			.all<Record<string, string | number | null>>()
	).results;

test("[SEC20] a link comes by mail; looking at it changes nothing, and of three who press at once one comes in", async () => {
	standStill();
	const at = await newTenant("sign-in");
	const { path, mailbox } = await mailedLink(at);
	expect(mailbox.of(nadia(at))[0]).toMatchObject({ to: [nadia(at)], subject: "Sign in to Skyvera" });
	const stored = await rows(at, "kind = 'sign-in'");
	for (let i = 0; i < 3; i++) {
		const page = await ask(path);
		expect(page.status).toBe(200);
		expect(page.headers.getSetCookie()).toEqual([]);
		const html = await page.text();
		expect(html).toContain('<form method="post"');
		expect(html).toContain("Nadia Brandt");
	}
	expect(await rows(at, "kind = 'sign-in'")).toEqual(stored);
	const presses = await Promise.all([press(path), press(path), press(path)]);
	const cookies = presses.map(cookieOf).filter((each) => each !== null);
	expect(cookies).toHaveLength(1);
	expect(presses.map(({ status }) => status)).toEqual([303, 303, 303]);
	expect(presses.filter((each) => each.headers.get("location") === `/app/${at.tenant}`)).toHaveLength(1);
	expect(await me(at, cookies[0] ?? "")).toMatchObject({ id: "nadia", roles: ["regional-human"] });
	expect(cookieOf(await press(path))).toBeNull();
	const spent = await ask(path);
	expect(spent.status).toBe(404);
	expect(await spent.text()).not.toContain("<form");
	expect(await rows(at, "kind = 'session'")).toHaveLength(1);
});

test("[SEC28] what is stored opens nothing: neither link nor session stands in any row", async () => {
	standStill();
	const at = await newTenant("sign-in");
	const { path } = await mailedLink(at);
	const cookie = cookieOf(await press(path)) ?? "";
	const dump = JSON.stringify(await rows(at, "1 = 1"));
	expect(dump).not.toContain(path.split("/").at(-1));
	expect(dump).not.toContain(cookie.split("=")[1]);
	expect(dump).not.toMatch(/aa_(?:link|session)_/);
});

test("[SEC21] the cookie is for our host alone, over HTTPS, out of scripts' reach; without the prefix it is not one", async () => {
	standStill();
	const at = await newTenant("sign-in");
	const { path } = await mailedLink(at);
	const pressed = await press(path);
	const [set = ""] = pressed.headers.getSetCookie();
	expect(set).toMatch(/^__Host-aa_session=aa_session_[0-9a-f]{64}; /);
	for (const attribute of [/; Path=\/(?:;|$)/, /; Secure(?:;|$)/, /; HttpOnly(?:;|$)/, /; SameSite=Lax(?:;|$)/])
		expect(set).toMatch(attribute);
	expect(set).not.toMatch(/domain=/i);
	const cookie = cookieOf(pressed) ?? "";
	expect(await me(at, cookie)).toMatchObject({ id: "nadia" });
	expect(await me(at, cookie.replace("__Host-", ""))).toBe(401);
});

test("[SEC21] whatever session the browser had before, signing in makes another one", async () => {
	standStill();
	const at = await newTenant("fixation");
	const planted = `__Host-aa_session=aa_session_${"0".repeat(64)}`;
	const { path } = await mailedLink(at);
	const cookie = cookieOf(await press(path, { cookie: planted })) ?? "";
	expect(cookie).not.toBe(planted);
	expect(await me(at, planted)).toBe(401);
	expect(await me(at, cookie)).toMatchObject({ id: "nadia" });
});

test.each([
	[15 * MINUTE_MS - 1, 200],
	[15 * MINUTE_MS, 404],
])("[SEC20] a link is good for 15 minutes: after %i ms it answers %i", async (age, status) => {
	const clock = standStill();
	const at = await newTenant("sign-in");
	const { path } = await mailedLink(at);
	clock.advance(age);
	expect((await ask(path)).status).toBe(status);
	expect(cookieOf(await press(path)) !== null).toBe(status === 200);
});

test.each([
	[8 * HOUR_MS - 1, true],
	[8 * HOUR_MS, false],
])("[SEC28] a session that rests for %i ms is good: %s", async (rest, isGood) => {
	const clock = standStill();
	const at = await newTenant("session");
	const { path } = await mailedLink(at);
	const cookie = cookieOf(await press(path)) ?? "";
	clock.advance(rest);
	expect(typeof (await me(at, cookie)) === "object").toBe(isGood);
});

test("[SEC28] a session that is used all the time ends after seven days, to the millisecond", async () => {
	const clock = standStill();
	const at = await newTenant("session");
	const { path } = await mailedLink(at);
	const cookie = cookieOf(await press(path)) ?? "";
	const end = clock.now() + 7 * DAY_MS;
	for (let at7 = clock.now() + 6 * HOUR_MS; at7 < end; at7 += 6 * HOUR_MS) {
		clock.at(at7);
		expect(await me(at, cookie)).toMatchObject({ id: "nadia" });
		// The time of use is written behind the answer.
		await expect.poll(async () => (await rows(at, "kind = 'session'"))[0]?.last_used_at).toBe(at7);
	}
	clock.at(end - 1);
	expect(await me(at, cookie)).toMatchObject({ id: "nadia" });
	clock.at(end);
	expect(await me(at, cookie)).toBe(401);
});

test("[SEC28] a key, a session, a spent link and nonsense sign nobody in", async () => {
	standStill();
	const at = await newTenant("sign-in");
	const offered = [
		await issueToken(at.human, "key"),
		await issueToken(at.human, "session"),
		"nonsense",
		"%00",
		`aa_link_${"0".repeat(64)}`,
	];
	for (const token of offered) {
		expect((await ask(`/sign-in/${token}`, { headers: { "cf-connecting-ip": network() } })).status, token).toBe(404);
		const pressed = await press(`/sign-in/${token}`);
		expect(pressed.status, token).toBe(303);
		expect(pressed.headers.get("location"), token).toMatch(/^\/sign-in\//);
		expect(pressed.headers.getSetCookie(), token).toEqual([]);
	}
	expect(await rows(at, "kind = 'session' AND label IS NULL AND address IS NOT NULL")).toEqual([]);
});

test("[SEC1] who is here cannot be asked: known, unknown, suspended and malformed addresses get one answer", async () => {
	standStill();
	const at = await newTenant("enumeration");
	const mailbox = startMailbox();
	await env.DB.prepare("UPDATE people SET state = 'suspended' WHERE tenant = ? AND id = 'mei'").bind(at.tenant).run();
	const strange = [
		`nobody@${at.tenant}.example`,
		`mei@${at.tenant}.example`,
		"",
		"not an address",
		"' OR 1=1 --",
		"x".repeat(10_000),
	];
	const known = await request(nadia(at));
	const body = await known.text();
	expect(body).toContain("If this address belongs to an account, a link is on its way");
	const headers = (response: Response) => [...response.headers].filter(([name]) => name !== "x-request-id");
	for (const address of strange) {
		const answer = await request(address);
		expect(answer.status, address).toBe(known.status);
		expect(await answer.text(), address).toBe(body);
		expect(headers(answer), address).toEqual(headers(known));
	}
	await mailbox.arrived(nadia(at), 1);
	expect(mailbox.of(`mei@${at.tenant}.example`)).toEqual([]);
	expect(await rows(at, "kind = 'sign-in'")).toHaveLength(1);
});

test("[SEC29] nobody is sent more than five links an hour, whoever asks from wherever; then again", async () => {
	const clock = standStill();
	const at = await newTenant("mail-bomb");
	const mailbox = startMailbox();
	for (let i = 0; i < 8; i++) {
		expect((await request(nadia(at))).status).toBe(200);
		if (i < 5) await mailbox.arrived(nadia(at), i + 1);
	}
	await expect.poll(async () => (await rows(at, "kind = 'sign-in'")).length).toBe(5);
	clock.advance(HOUR_MS - 1);
	await request(nadia(at));
	await request(`sam@${at.tenant}.example`);
	await mailbox.arrived(`sam@${at.tenant}.example`, 1);
	expect(mailbox.of(nadia(at))).toHaveLength(5);
	clock.advance(1);
	await request(nadia(at));
	await mailbox.arrived(nadia(at), 6);
});

test("[SEC29] from one network questions are answered up to the platform's limit, then not", async () => {
	standStill();
	const asking = (address: string) => request("nobody@nowhere.example", { "cf-connecting-ip": address });
	expect((await asking("203.0.113.7")).status).toBe(200);
	for (let i = 0; i < 600; i++) await env.ADDRESS_LIMIT.limit({ key: "unproven:203.0.113.0/24" });
	const held = await asking("203.0.113.99");
	expect(held.status).toBe(429);
	expect(held.headers.get("retry-after")).toBe("60");
	expect((await asking("203.0.114.7")).status).toBe(200);
});

const ORIGINS = [
	"https://evil.example",
	"null",
	`${ORIGIN}.evil.example`,
	"http://aa.example",
	`${ORIGIN}:8443`,
	undefined,
];

test.each(["/sign-in", "/sign-in/provider", "/sign-in/development", "/sign-out", "LINK"])(
	"[SEC21] a POST to %s that does not name our own origin does nothing",
	async (where) => {
		standStill();
		const at = await newTenant("origin");
		const { path } = await mailedLink(at);
		const session = `__Host-aa_session=${await issueToken(at.human, "session")}`;
		const target = where === "LINK" ? path : where;
		const before = await rows(at, "1 = 1");
		for (const origin of ORIGINS)
			for (const type of ["application/x-www-form-urlencoded", "text/plain", "application/json"]) {
				const fields = { address: nadia(at), account: at.tenant };
				const { headers, ...init } = form(fields, { cookie: session, "content-type": type });
				const { origin: _, ...rest } = headers;
				const answer = await ask(target, { ...init, headers: { ...rest, ...(origin ? { origin } : {}) } });
				// Of what is for one machine nobody elsewhere hears that it is there.
				expect(answer.status, `${origin} ${type}`).toBe(where === "/sign-in/development" ? 404 : 403);
				expect(answer.headers.getSetCookie()).toEqual([]);
			}
		expect(await rows(at, "1 = 1")).toEqual(before);
		expect(await me(at, session)).toMatchObject({ id: "nadia" });
	},
);

test("[SEC28] signing out ends the session at once, and not only in this browser", async () => {
	standStill();
	const at = await newTenant("sign-out");
	const { path } = await mailedLink(at);
	const cookie = cookieOf(await press(path)) ?? "";
	const out = await press("/sign-out", { cookie });
	expect(out.status).toBe(303);
	expect(out.headers.get("location")).toBe("/sign-in");
	expect(out.headers.getSetCookie().join()).toMatch(/__Host-aa_session=;.*Max-Age=0/);
	expect(await me(at, cookie)).toBe(401);
	expect((await press("/sign-out", { cookie })).status).toBe(303);
	expect((await press("/sign-out")).status).toBe(303);
});

test("[SEC28] whoever comes in by one link has used up all of theirs", async () => {
	standStill();
	const at = await newTenant("links");
	const first = await mailedLink(at);
	const second = await mailedLink(at, first.mailbox);
	expect(cookieOf(await press(second.path))).not.toBeNull();
	expect((await ask(first.path)).status).toBe(404);
	expect(cookieOf(await press(first.path))).toBeNull();
});

test("[S0-123] an address that is in two accounts gets a link for each, and each opens its own", async () => {
	standStill();
	const [one, two] = await Promise.all([newTenant("both"), newTenant("both")]);
	const address = `nadia@${one.tenant}.example`;
	await env.DB.prepare("UPDATE people SET address = ? WHERE tenant = ? AND id = 'nadia'")
		.bind(address, two.tenant)
		.run();
	const mailbox = startMailbox();
	await request(address.toUpperCase());
	await mailbox.arrived(address, 2);
	const landed: string[] = [];
	for (const path of mailbox.links(address)) {
		const pressed = await press(path);
		const cookie = cookieOf(pressed) ?? "";
		landed.push(pressed.headers.get("location") ?? "");
		const mine = [one, two].find((at) => landed.at(-1) === `/app/${at.tenant}`) ?? one;
		const other = mine === one ? two : one;
		expect(await me(mine, cookie)).toMatchObject({ id: "nadia" });
		expect(await me(other, cookie)).toBe(404);
	}
	expect(landed.toSorted()).toEqual([`/app/${one.tenant}`, `/app/${two.tenant}`].toSorted());
});

test("[S1-30] into an account that is suspended no link leads", async () => {
	standStill();
	const at = await newTenant("suspended");
	const { path, mailbox } = await mailedLink(at);
	await env.DB.prepare("UPDATE tenants SET state = 'suspended' WHERE tenant = ?").bind(at.tenant).run();
	expect((await ask(path)).status).toBe(404);
	expect(cookieOf(await press(path))).toBeNull();
	await request(nadia(at));
	expect(mailbox.of(nadia(at))).toHaveLength(1);
});

test("[SEC20] the pages run no script, name no address of theirs to others, and nobody keeps them", async () => {
	standStill();
	const at = await newTenant("pages");
	const { path } = await mailedLink(at);
	for (const page of [await ask("/sign-in"), await ask(path), await request("x@y.example")]) {
		expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
		expect(page.headers.get("cache-control")).toBe("no-store");
		expect(page.headers.get("referrer-policy")).toBe("strict-origin");
		expect(await page.text()).not.toMatch(/<script|<style|style=|onclick|javascript:/i);
	}
});

test("[SEC23] a name is text, whatever stands in it", async () => {
	standStill();
	const at = await newTenant("names");
	await addPerson(at.person("nadia", ["rep"]));
	await env.DB.prepare("UPDATE people SET name = ? WHERE tenant = ? AND id = 'nadia'")
		.bind(`<img src=x onerror=alert(1)>"'&`, at.tenant)
		.run();
	const { path } = await mailedLink(at);
	const html = await (await ask(path)).text();
	expect(html).not.toContain("<img");
	expect(html).toContain("&lt;img src=x");
});

test("[SEC37] on one machine everybody of its accounts has a button; elsewhere there is no such thing", async () => {
	standStill();
	const at = await newTenant("aaa-local");
	const page = await (await ask(`${LOCAL}/sign-in`)).text();
	expect(page).toContain("development-sign-in-of-one-machine");
	expect(await (await ask("/sign-in")).text()).not.toContain("development-sign-in-of-one-machine");
	const button = (base: string, origin = base) =>
		ask(`${base}/sign-in/development`, form({ account: at.tenant, address: nadia(at) }, { origin }));
	for (const host of [ORIGIN, "http://127.0.0.1.evil.example", "http://10.0.0.1", "https://127.0.0.1:8787"])
		expect((await button(host)).status, host).toBe(404);
	expect((await button(LOCAL, "https://evil.example")).status).toBe(403);
	const pressed = await button(LOCAL);
	expect(pressed.headers.get("location")).toBe(`/app/${at.tenant}`);
	const [set = ""] = pressed.headers.getSetCookie();
	expect(set).toMatch(/^aa_session=aa_session_[0-9a-f]{64}; /);
	const local = await ask(`${LOCAL}/v1/accounts/${at.tenant}/me`, { headers: { cookie: set.split(";")[0] ?? "" } });
	expect(await local.json()).toMatchObject({ id: "nadia" });
	const nobody = form({ account: at.tenant, address: "nobody@x.example" }, { origin: LOCAL });
	expect((await ask(`${LOCAL}/sign-in/development`, nobody)).status).toBe(404);
});
