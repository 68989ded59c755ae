import { env } from "cloudflare:workers";
import { expect, onTestFinished, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { issueToken, newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask, dealByMail, EVERY_OPERATION, ORIGIN, requestFor } from "#workers/testing/api.setup.ts";

const LOCAL = "http://127.0.0.1:8787";

function allowSignIn(value: string): void {
	const settings = env as { LOCAL_SIGN_IN?: string };
	settings.LOCAL_SIGN_IN = value;
	onTestFinished(() => {
		delete settings.LOCAL_SIGN_IN;
	});
}

test("[SEC21] a session's cookie changes nothing for a page of another origin, or for one that does not say", async () => {
	const clock = standStill();
	const at = await newTenant("csrf");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	const before = await about.deal.read();
	const cookie = `aa_session=${await issueToken(at.human, "session")}`;
	const strangers = [
		"https://evil.example",
		"null",
		`${ORIGIN}.evil.example`,
		"http://aa.example",
		`${ORIGIN}:8443`,
		null,
	];
	for (const operation of EVERY_OPERATION) {
		const { path, init } = requestFor(operation, at.tenant, about);
		for (const origin of strangers) {
			const headers = { ...init.headers, cookie, ...(origin === null ? {} : { origin }) };
			const { status } = await ask(path, { ...init, headers });
			expect(status, `${operation.id} from ${origin}`).toBe(operation.method === "get" ? operation.status : 403);
			if (operation.method === "get") break;
		}
	}
	expect(await about.deal.read()).toEqual(before);
	const { path, init } = requestFor(EVERY_OPERATION.find(({ id }) => id === "approve") as never, at.tenant, about);
	expect((await ask(path, { ...init, headers: { ...init.headers, cookie, origin: ORIGIN } })).status).toBe(200);
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"])(
	"[SEC21] the content type %s opens no way around the origin",
	async (type) => {
		standStill();
		const at = await newTenant("csrf");
		const cookie = `aa_session=${await issueToken(at.human, "session")}`;
		const headers = { cookie, origin: "https://evil.example", "content-type": type };
		const init = { method: "POST", body: '{"name":"x","region":"emea"}', headers };
		expect((await ask(`/v1/accounts/${at.tenant}/deals`, init)).status).toBe(403);
	},
);

test("[SEC20] looking at a sign-in link changes nothing; the button signs in once, and the cookie is for our page alone", async () => {
	standStill();
	allowSignIn("true");
	const at = await newTenant("sign-in");
	const path = `${LOCAL}/sign-in/${await issueToken(at.human, "sign-in")}`;
	for (let i = 0; i < 3; i++) {
		const page = await ask(path);
		expect(page.status).toBe(200);
		expect(page.headers.get("set-cookie")).toBeNull();
		expect(await page.text()).toContain('<form method="post"');
	}
	const press = (origin?: string) => ask(path, { method: "POST", headers: origin ? { origin } : {} });
	expect((await press()).status).toBe(403);
	expect((await press("https://evil.example")).status).toBe(403);
	const presses = await Promise.all([press(LOCAL), press(LOCAL), press(LOCAL)]);
	const cookies = presses.map((each) => each.headers.get("set-cookie")).filter((each) => each !== null);
	expect(cookies).toHaveLength(1);
	expect(cookies[0]).toMatch(/HttpOnly/i);
	expect(cookies[0]).toMatch(/SameSite=Lax/i);
	const cookie = cookies[0]?.split(";")[0] ?? "";
	const me = await ask(`${LOCAL}/v1/accounts/${at.tenant}`, { headers: { cookie } });
	expect(await me.json()).toMatchObject({ you: { id: "nadia", kind: "user", roles: ["regional-human"] } });

	const again = await press(LOCAL);
	expect(again.headers.get("set-cookie")).toBeNull();
	expect(await (await ask(path)).text()).not.toContain("<form");
	const [row] = (
		await env.DB.prepare("SELECT COUNT(*) AS n FROM access_tokens WHERE tenant = ? AND kind = 'session'")
			.bind(at.tenant)
			.all<{ n: number }>()
	).results;
	expect(row?.n).toBe(1);
});

test("[SEC37] there is no sign-in link without the setting, or on any host but this machine", async () => {
	standStill();
	const at = await newTenant("sign-in");
	const token = await issueToken(at.human, "sign-in");
	expect((await ask(`${LOCAL}/sign-in/${token}`)).status).toBe(404);
	allowSignIn("true");
	for (const host of [ORIGIN, "http://127.0.0.1.evil.example", "http://10.0.0.1"]) {
		expect((await ask(`${host}/sign-in/${token}`)).status).toBe(404);
		expect((await ask(`${host}/sign-in/${token}`, { method: "POST", headers: { origin: host } })).status).toBe(404);
	}
	expect((await ask(`${LOCAL}/sign-in/${token}`)).status).toBe(200);
	allowSignIn("false");
	expect((await ask(`${LOCAL}/sign-in/${token}`)).status).toBe(404);
});

test("[SEC28] a key, a session, an old link and nonsense sign nobody in", async () => {
	const clock = standStill();
	allowSignIn("true");
	const at = await newTenant("sign-in");
	const old = await issueToken(at.human, "sign-in");
	const others = [await issueToken(at.human, "key"), await issueToken(at.human, "session"), "nonsense", "%00"];
	clock.advance(2 * DAY_MS);
	for (const token of [old, ...others]) {
		const init = { method: "POST", headers: { origin: LOCAL } };
		const pressed = await ask(`${LOCAL}/sign-in/${token}`, init);
		expect(pressed.status, token).toBe(303);
		expect(pressed.headers.get("set-cookie")).toBeNull();
	}
});

test("[SEC28] a session ends: after its week the cookie opens nothing", async () => {
	const clock = standStill();
	const at = await newTenant("session");
	const cookie = `aa_session=${await issueToken(at.human, "session", DAY_MS)}`;
	const look = () => ask(`/v1/accounts/${at.tenant}`, { headers: { cookie } });
	expect((await look()).status).toBe(200);
	clock.advance(DAY_MS);
	expect((await look()).status).toBe(401);
});
